"""Dates as formats write them → aware times and days; what is impossible is named, never used.

Read are ISO 8601 and its profile in RFC 3339 and W3C-DTF ("2024-11-05T10:00:00+01:00", "20241105T100000Z", "2024-11"),
and RFC 5322 as feeds write it ("Tue, 05 Nov 2024 10:00:00 GMT").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from sayso.ingest.text import parse_date
from sayso.model import DateInterval

EARLIEST = date(1600, 1, 1)  # the first newspapers
_TOLERANCE = timedelta(days=1)  # clocks and time zones that are wrong
_SHOWN = 60
_LONGEST = 100
# RFC 5322 knows American zones only; European feeds write these all the same.
_ZONES = {"CET": "+0100", "CEST": "+0200", "MEZ": "+0100", "MESZ": "+0200", "EET": "+0200", "EEST": "+0300"}
_ZONE = re.compile(r"\b(" + "|".join(_ZONES) + r")\s*\Z")
_FRACTION = re.compile(r"(?<=:\d\d[.,])(\d{6})\d+")  # Python reads six digits of a second


@dataclass(frozen=True, slots=True)
class Stamp:
    """One written date: the days it names and, where it has a time and a zone, the moment."""

    days: DateInterval | None = None
    moment: datetime | None = None
    doubt: str | None = None


NO_STAMP = Stamp()


def read_stamp(value: object, what: str, latest: datetime | None = None) -> Stamp:
    """A date as written; ``what`` names it in doubts ("published").  Nothing given is nothing, without a doubt.

    ``latest`` (aware) is when it was fetched; what is later by more than a day is impossible.  Never raises.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return NO_STAMP
    text = value.strip() if isinstance(value, str) else ""
    stamp = _stamp(text) if len(text) <= _LONGEST else None
    shown = repr(value)[:_SHOWN]
    if stamp is None or stamp.days is None:
        return Stamp(doubt=f"{what} {shown} is no date")
    if stamp.days.start < EARLIEST:
        return Stamp(doubt=f"{what} {shown} is before {EARLIEST.year}")
    if is_too_late(stamp.days, stamp.moment, latest):
        return Stamp(doubt=f"{what} {shown} is later than it was fetched")
    if stamp.moment is None and _has_time(text):
        return Stamp(stamp.days, None, f"{what} {shown} has no time zone, only its day is used")
    return stamp


def is_too_late(days: DateInterval | None, moment: datetime | None, latest: datetime | None) -> bool:
    """Whether a time is later than ``latest`` (now, where it is not given) by more than a day."""
    limit = (latest or datetime.now(UTC)).astimezone(UTC) + _TOLERANCE
    return (moment is not None and moment > limit) or (days is not None and days.start > limit.date())


def _has_time(text: str) -> bool:
    return ":" in text or re.search(r"\d[Tt]\d", text) is not None


def _stamp(text: str) -> Stamp | None:
    moment = _iso(text) or _mail(text)
    if moment is None:
        days = parse_date(text) if not _has_time(text) else None
        return None if days is None else Stamp(days)
    try:
        day = moment.date()
        days = DateInterval(day, day + timedelta(days=1))
        aware = moment if moment.tzinfo is not None and _has_time(text) else None
        if aware is not None:
            aware.astimezone(UTC)  # raises at the edges of the calendar
    except (OverflowError, ValueError):
        return None
    return Stamp(days, aware)


def _iso(text: str) -> datetime | None:
    if not text[:4].isdecimal() or len(text) < len("20241105"):
        return None
    try:
        return datetime.fromisoformat(_FRACTION.sub(r"\1", text).replace(" UTC", "Z").replace(" Z", "Z"))
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    if not any(char.isalpha() for char in text):
        return None
    whole = text if _has_time(text) else f"{text} 00:00:00"
    try:
        return parsedate_to_datetime(_ZONE.sub(lambda found: _ZONES[found[1]], whole))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
