"""Amounts of every sort: plain numbers, shares, bodies of people, what is not told exactly, and ranges of two."""

from __future__ import annotations

from dataclasses import replace

from sayso.lang.numbers import NumberRow
from sayso.resolve.quantities_numbers import Amount, plain_at
from sayso.resolve.quantities_text import Passage

MANY_TENS = (10.0, 100.0)


def amount_at(passage: Passage, at: int) -> Amount | None:
    """The longest amount that begins at a piece."""
    makers = (many_at, fraction_at, plural_at, plain_at, collective_at)
    found = [amount for make in makers if (amount := make(passage, at)) is not None]
    return max(found, key=lambda amount: amount.last, default=None)


def fraction_at(passage: Passage, at: int) -> Amount | None:
    """Such as "tretjina", "two thirds"; a fraction of a scale is a number ("pol milijona")."""
    numbers = passage.numbers
    here, times, counted = at, 1.0, False
    if passage.text(at) in numbers.articles:
        here, counted = at + 1, True
    elif (found := numbers.find("number", passage.texts, at)) is not None and found[0].value < 100:
        here, times, counted = at + found[1], found[0].value, True
        if passage.text(here) == "-":
            here += 1
    found = numbers.find("fraction", passage.texts, here)
    if found is None or passage.text(here - 1) in numbers.ordinals:
        return None
    row, length = found
    last = here + length
    of_scale = _scale_after(passage, last)
    if of_scale is not None:
        scale, end = of_scale
        value = times * row.value * scale.value
        return Amount(at, end, value, value, "scaled", scale.value, rows=(row, scale))
    if row.counted and not (counted and (times > 1 or numbers.stands("partitives", passage.texts, last))):
        return None
    return Amount(at, last, times * row.value, times * row.value, "fraction", rows=(row,))


def _scale_after(passage: Passage, at: int) -> tuple[NumberRow, int] | None:
    """A scale from a hundred up after a fraction, with "of" and "a" between."""
    at += passage.numbers.stands("partitives", passage.texts, at)
    at += passage.text(at) in passage.numbers.articles
    found = passage.numbers.find("scale", passage.texts, at)
    if found is None or found[0].value < 12:
        return None
    return found[0], at + found[1]


def collective_at(passage: Passage, at: int) -> Amount | None:
    found = passage.numbers.find("collective", passage.texts, at)
    if found is None:
        return None
    row, length = found
    return Amount(at, at + length, row.value, row.value, "collective", rows=(row,))


def many_at(passage: Passage, at: int) -> Amount | None:
    """Such as "več milijonov", "a few hundred": from the row's lowest to its highest number of the scale."""
    found = passage.numbers.find("many", passage.texts, at)
    if found is None:
        return None
    row, here = found[0], at + found[1]
    scale, here = _scales(passage, here)
    if scale is None:
        return None
    low, high = row.value * scale, row.high * scale
    return Amount(at, here, low, high, "indefinite", scale, "between", rows=(row,))


def plural_at(passage: Passage, at: int) -> Amount | None:
    """Such as "tisoče", "hundreds of thousands": at least one of the scale's units, and no upper bound."""
    found = passage.numbers.find("plural", passage.texts, at)
    if found is None:
        return None
    scale, here = _scales(passage, at)
    if scale is None:
        return None
    return Amount(at, here, scale, scale, "indefinite", scale, "at_least", rows=(found[0],))


def _scales(passage: Passage, at: int) -> tuple[float | None, int]:
    """Scales one after the other, multiplied ("deset tisoč", "hundreds of thousands"), and where they end."""
    value: float | None = None
    while True:
        here = at + (passage.numbers.stands("partitives", passage.texts, at) if value else 0)
        found = passage.numbers.find("plural", passage.texts, here) or passage.numbers.find(
            "scale", passage.texts, here
        )
        if found is None and value is None:
            found = passage.numbers.find("number", passage.texts, here)
            found = found if found is not None and found[0].value in MANY_TENS else None
        if found is None:
            return value, at
        value = (value or 1.0) * found[0].value
        at = here + found[1]


def between(one: Amount, other: Amount, first: int) -> Amount | None:
    """A range of two amounts; "5 do 7 milijonov" counts both in millions.  ``None`` where it does not rise."""
    low = one.low
    if one.scale == 1.0 < other.scale and one.low * other.scale < other.high:
        low = one.low * other.scale
    if low >= other.high or {one.kind, other.kind} & {"indefinite", "collective"}:
        return None
    kind = other.kind if one.kind == "digits" else one.kind
    made = replace(other, first=first, low=low, kind=kind, bound="between")
    return replace(made, rows=(*one.rows, *other.rows))
