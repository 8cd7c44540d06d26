"""Two numbers that make one amount: ranges ("od 5 do 7", "10-12") and shares ("ena od petih")."""

from __future__ import annotations

from dataclasses import replace

from sayso.resolve.quantities_amounts import amount_at, between
from sayso.resolve.quantities_numbers import Amount
from sayso.resolve.quantities_refused import refusal
from sayso.resolve.quantities_text import Passage
from sayso.resolve.quantities_units import unit_after, unit_of

DASHES = ("-", "–", "—")
LARGEST_WHOLE = 1000


def range_at(passage: Passage, at: int) -> Amount | None:
    """Such as "od 5 do 7", "between 10 and 15", "10-12", "two or three", "ena od petih"."""
    row, length = passage.numbers.find("range", passage.texts, at) or (None, 0)
    one = amount_at(passage, at + length)
    if one is None or refusal(passage, replace(one, first=at + length)) not in (None, "year"):
        return None
    if row is not None:
        rows = (r for r in passage.numbers.rows if r.kind == "range" and set(r.forms) & set(row.forms))
        made = (_second(passage, at, one, r.join, twice=r.twice) for r in rows)
        return next((amount for amount in made if amount is not None), None)
    return _bare_range(passage, at, one)


def _bare_range(passage: Passage, at: int, one: Amount) -> Amount | None:
    mark = passage.text(one.last)
    if mark in DASHES and one.kind in ("digits", "scaled"):
        return _second(passage, at, one, mark, twice=True)
    if (length := passage.numbers.stands("ratios", passage.texts, one.last)) and one.kind in (
        "digits",
        "words",
    ):
        other = amount_at(passage, one.last + length)
        if other is not None and _is_share(passage, one, other):
            share = one.low / other.low
            return Amount(at, other.last, share, share, "fraction", rows=(*one.rows, *other.rows))
    if passage.numbers.stands("alternatives", passage.texts, one.last):
        return _second(passage, at, one, mark, twice=False)
    return None


def _is_share(passage: Passage, one: Amount, other: Amount) -> bool:
    if other.kind not in ("digits", "words") or not 0 < one.low < other.low <= LARGEST_WHOLE:
        return False
    if one.low != int(one.low) or refusal(passage, other) is not None:
        return False
    unit = unit_of(passage, other)
    return unit is None or not (unit.time or unit.row is not None)


def _second(passage: Passage, first: int, one: Amount, join: str, *, twice: bool) -> Amount | None:
    """The range whose lower end is ``one``, if ``join`` and a higher number follow."""
    here = one.last
    unit = unit_after(passage, one) if twice else None
    if passage.text(here) != join and unit is not None:
        here = unit.last
    if passage.text(here) != join:
        return None
    here += 1
    before = passage.numbers.find("before", passage.texts, here)
    other = amount_at(passage, here + (before[1] if before else 0))
    if other is None or (not twice and not before and unit is not None):
        return None
    if join in DASHES and refusal(passage, replace(other, first=first)) is not None:
        return None
    made = between(one, other, first)
    years = refusal(passage, one) == "year" and refusal(passage, other) == "year"
    return None if years else made
