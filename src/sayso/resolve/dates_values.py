"""From a row's meaning to days: calendar arithmetic alone, total for every anchor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sayso.lang.dates import DateRow

Days = tuple[date, date]
"""A half-open interval of days."""
_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_NEAR_YEARS = _NEAR_WEEKS = (-2, -1, 0, 1, 2)
PAST, PRESENT, FUTURE, CONDITIONAL, UNKNOWN = "past", "present", "future", "conditional", "unknown"
LATELY = "lately"
"""``lately``: in the past if that is no longer ago than ``_LATELY`` days, else in the future."""
_LATELY = 92
_VALUED = ("shift", "back", "ahead", "calendar", "weekday", "weekend", "decade", "century")


def days_of(row: DateRow, values: Mapping[str, int | str], anchor: date | None, tense: str) -> Days | None:
    """The days that a row means; ``anchor`` is the day of publication, where it is known.

    ``None`` for what has no days, or none without an anchor, or none in this calendar (30 February).
    """
    try:
        return _days(row, {**dict(row.fixed), **values}, anchor, tense)
    except (ValueError, OverflowError):
        return None


def _days(row: DateRow, given: Mapping[str, int | str], anchor: date | None, tense: str) -> Days | None:
    if row.meaning == "calendar":
        return _calendar(given, anchor, tense)
    if row.meaning == "decade":
        return _decade(given)
    if row.meaning == "century":
        return _century(_number(given, "centuries"))
    if anchor is None or row.meaning not in _VALUED:
        return None
    if row.meaning in ("weekday", "weekend"):
        return (_weekday if row.meaning == "weekday" else _weekend)(given, anchor, tense)
    return _relative(row, given, anchor)


def period(unit: str, day: date) -> Days:
    """The calendar unit that holds a day; weeks begin on Monday, and hours are folded into their day."""
    if unit == "week":
        start = day - timedelta(days=day.weekday())
        return start, start + timedelta(days=7)
    if unit not in _MONTHS:
        return day, day + _DAY
    length = _MONTHS[unit]
    months = (day.year * 12 + day.month - 1) // length * length
    if unit == "century":
        return _plain_century((day.year - 1) // 100 + 1)
    return _month(months), _month(months + length)


def moved(unit: str, day: date, by: int) -> date:
    """A day so many units later; the last day of a month where the month is too short."""
    if unit in _MONTHS:
        first = _month(day.year * 12 + day.month - 1 + by * _MONTHS[unit])
        return min(first + timedelta(days=day.day - 1), _month(first.year * 12 + first.month) - _DAY)
    return day + timedelta(days=by * {"week": 7, "hour": 0, "minute": 0}.get(unit, 1))


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _plain_century(number: int) -> Days:
    return date(number * 100 - 99, 1, 1), date(number * 100 + 1, 1, 1)


def _century(number: int | None) -> Days | None:
    return None if not number else _plain_century(number)


def _decade(given: Mapping[str, int | str]) -> Days | None:
    start = _number(given, "decades")
    if start is None:
        tens, century = _number(given, "tens"), _number(given, "centuries")
        if tens is None:
            return None
        start = ((century or 20) - 1) * 100 + tens
    return date(start, 1, 1), date(start + 10, 1, 1)


def _relative(row: DateRow, given: Mapping[str, int | str], anchor: date) -> Days | None:
    unit = str(given.get("unit") or given.get("units") or row.unit or "day")
    count = given.get("count", given.get("number", 1))
    shifts = [n for key in ("shift", "daily", "yearly") if (n := _number(given, key)) is not None]
    if not isinstance(count, int) or abs(count) > 3000:
        return None
    by = (shifts[0] if shifts else row.shift) * count
    if unit in ("hour", "minute") and row.meaning in ("back", "ahead"):
        unit, count = "day", -(-count // 24) if unit == "hour" else 0
    if row.meaning == "back":
        return moved(unit, anchor, -count), anchor + _DAY
    if row.meaning == "ahead":
        return anchor, moved(unit, anchor, count) + _DAY
    return period(unit, moved(unit, anchor, by))


def _weekend(given: Mapping[str, int | str], anchor: date, tense: str) -> Days | None:
    saturday = anchor + timedelta(days=5 - anchor.weekday())
    starts = [saturday + timedelta(days=7 * n) for n in _NEAR_WEEKS]
    return _chosen([(start, start + 2 * _DAY) for start in starts], given, anchor, tense)


def _weekday(given: Mapping[str, int | str], anchor: date, tense: str) -> Days:
    first = anchor - timedelta(days=anchor.weekday()) + timedelta(days=(_number(given, "weekday") or 1) - 1)
    days = [(d, d + _DAY) for d in (first + timedelta(days=7 * n) for n in _NEAR_WEEKS)]
    if _number(given, "shift") == 0:
        return days[2]
    if tense == CONDITIONAL and "shift" not in given:
        return _nearest(days, anchor) or days[2]
    if tense == FUTURE and "shift" not in given:
        return next(pair for pair in days if pair[0] > anchor)
    if "shift" not in given:
        return [pair for pair in days if pair[0] <= anchor][-1]
    return _chosen(days, given, anchor, tense) or days[2]


def _calendar(given: Mapping[str, int | str], anchor: date | None, tense: str) -> Days | None:
    year, last_year = _number(given, "year"), _number(given, "year2")
    if (yearly := _number(given, "yearly")) is None:
        yearly = _number(given, "nextyear")
    if year is None and last_year is None and yearly is not None and anchor is not None:
        year = anchor.year + yearly
    if (short := _number(given, "short")) is not None and year is not None:
        last_year = year // 100 * 100 + short + (100 if short < year % 100 else 0)
    elif short is not None:
        year = 2000 + short
    if year is None and last_year is not None:
        year = last_year - 1 if _order(given, "") > _order(given, "2") else last_year
    if year is not None:
        return _named(given, year, year if last_year is None else last_year)
    if anchor is None:
        return None
    crosses = "month2" in given and _order(given, "") > _order(given, "2")
    near = [
        _named(given, anchor.year + n, anchor.year + n + crosses) for n in _NEAR_YEARS if anchor.year + n > 0
    ]
    found = [days for days in near if days is not None]
    if _number(given, "shift") == 0:
        return next((days for days in found if days[0].year == anchor.year), None)
    return _chosen(found, given, anchor, tense)


def _order(given: Mapping[str, int | str], side: str) -> tuple[int, int]:
    return (_number(given, "month" + side) or 0, _number(given, "day" + side) or 0)


def _named(given: Mapping[str, int | str], year: int, last_year: int) -> Days | None:
    """The days of named parts of a year, from its first named part to the last ("day2", "month2")."""
    season, month = _number(given, "season"), _number(given, "month") or _number(given, "monthnumber")
    quarter, half = _number(given, "quarters"), _number(given, "halves")
    if season is not None:
        return _month(year * 12 + season * 3 - 1), _month(year * 12 + season * 3 + 2)
    if quarter is not None:
        return _month(year * 12 + quarter * 3 - 3), _month(year * 12 + quarter * 3)
    if half is not None:
        return _month(year * 12 + half * 6 - 6), _month(year * 12 + half * 6)
    if month is None:
        return (date(year, 1, 1), date(last_year + 1, 1, 1)) if last_year >= year else None
    last = _number(given, "month2") or _number(given, "monthnumber2") or month
    day, last_day = _number(given, "day"), _number(given, "day2")
    try:
        start = date(year, month, day or 1)
        end = _month(last_year * 12 + last)
        if day is not None or last_day is not None:
            end = date(last_year, last, last_day or day or 1) + _DAY
    except ValueError:
        return None
    return (start, end) if start < end else None


def _chosen(found: Sequence[Days], given: Mapping[str, int | str], anchor: date, tense: str) -> Days | None:
    """Of the same days in neighbouring years or weeks the one that is meant."""
    shift = _number(given, "shift")
    if shift == 0:
        return next((days for days in found if days[0] <= anchor < days[1]), _nearest(found, anchor))
    if shift is not None:
        before = [days for days in found if days[1] <= anchor]
        after = [days for days in found if days[0] > anchor]
        return (before[-1] if before else None) if shift < 0 else (after[0] if after else None)
    if tense == LATELY:
        lately = next((days for days in reversed(found) if days[0] <= anchor), None)
        if lately is not None and (anchor - lately[1]).days <= _LATELY:
            return lately
        tense = FUTURE
    if tense == PAST:
        return next((days for days in reversed(found) if days[0] <= anchor), None)
    if tense == FUTURE:
        return next((days for days in found if days[1] > anchor), None)
    return _nearest(found, anchor)


def _nearest(found: Sequence[Days], anchor: date) -> Days | None:
    return min(
        found, key=lambda days: max((days[0] - anchor).days, (anchor - days[1]).days + 1, 0), default=None
    )


def _number(given: Mapping[str, int | str], key: str) -> int | None:
    value = given.get(key)
    return value if isinstance(value, int) else None
