"""What failed → whether and when it is tried again: HTTP's codes and Retry-After (RFC 9110, RFC 6585), and back-off."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from sayso.addresses import digest
from sayso.errors import (
    Disallowed,
    InputError,
    NotHtml,
    NotStorable,
    PageTooLarge,
    PrivateAddress,
    SaysoError,
)
from sayso.ingest.fetch import Reply

BUSY = (429, 503)  # what a host answers that wants to be left alone
_FOR_NOW = (408, 425, *BUSY)  # refusals that may be none tomorrow, beside 5xx
_FOR_GOOD = (Disallowed, PrivateAddress, PageTooLarge, NotHtml, InputError, NotStorable)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=10), timedelta(days=1)
_LONGEST_REQUEST = timedelta(days=30)  # whatever a Retry-After says


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there was nothing to keep, and whether that is for good; ``wait`` is what the host asked for."""

    status: int
    reason: str
    for_good: bool
    wait: timedelta = timedelta()


def failure_of(error: SaysoError, reply: Reply | None, now: datetime) -> Failure:
    """What an error means for the next time; ``reply`` is what the host answered, if it did."""
    if reply is None or reply.status == 200:
        return Failure(reply.status if reply else 0, str(error), isinstance(error, _FOR_GOOD))
    for_good = reply.status < 500 and reply.status not in _FOR_NOW
    return Failure(reply.status, str(error), for_good, asked_wait(reply.retry_after, now))


def asked_wait(retry_after: str | None, now: datetime) -> timedelta:
    """How long a host wants us to wait, in seconds or until a date (RFC 9110, 10.2.3); none where it says neither."""
    value = (retry_after or "").strip()
    if value.isascii() and value.isdecimal():
        return min(timedelta(seconds=int(value[:9])), _LONGEST_REQUEST)
    try:
        moment = parsedate_to_datetime(value)
        wait = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    except (ValueError, TypeError, IndexError, OverflowError):
        return timedelta()
    return min(max(wait, timedelta()), _LONGEST_REQUEST)


def back_off(seed: int, address: str, tries: int) -> timedelta:
    """How long to wait after so many tries in vain: ten minutes, doubled each time, a day at most.

    Up to half of it is taken off by chance, so that many do not come back at once; one seed throws the same dice always.
    """
    whole: timedelta = min(_FIRST_WAIT * 2 ** min(tries, 20), _LONGEST_WAIT)
    chance = int(digest(f"wait {seed} {address} {tries}"), 16) / 2**64
    return timedelta(seconds=math.ceil(whole.total_seconds() * (0.5 + chance / 2)))
