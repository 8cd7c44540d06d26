"""Quantities: an amount with what it counts, and how exactly the report tells it (gold/VALUES.md).

A sentence is read from left to right.  At each piece the longest number is tried, then a range of two, then its unit;
words before and behind it say the bound.  What is no amount (:mod:`sayso.resolve.quantities_refused`) is stepped over.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sayso.lang import Language
from sayso.lang.numbers import SAME, NumberRow
from sayso.model import Quantity, Reading, Reason, Span
from sayso.resolve.quantities_amounts import amount_at, many_at
from sayso.resolve.quantities_numbers import Amount
from sayso.resolve.quantities_ranges import range_at
from sayso.resolve.quantities_refused import refusal
from sayso.resolve.quantities_text import Passage
from sayso.resolve.quantities_units import FRACTION, Unit, noun_before, unit_of

LONGEST_BOUND = 4
BIG = 100
SIMILAR = 20
SUBJECTS = ("nsubj", "nsubj:pass", "obj", "root", "conj", "orphan")


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity in pieces: what it counts decides the unit of a bare number that follows."""

    amount: Amount
    unit: Unit
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted before: in this sentence or the one before it (``near``), in this one (``here``), or ever."""

    near: str | None = None
    ever: str | None = None
    here: bool = False


def quantities_of(reading: Reading, language: Language) -> tuple[Quantity, ...]:
    """All quantities of a reading, in the order of the text; they never overlap."""
    found: list[Quantity] = []
    counted, names = Counted(), reading.names_by_word()
    for sentence in reading.sentences:
        made = _sentence(Passage.of(reading, language, sentence, names), counted)
        near = next((item.quantity.unit for item in reversed(made) if _counts(item)), None)
        counted = Counted(near, near or counted.ever)
        found += [item.quantity for item in made]
    return tuple(found)


def _counts(found: Found) -> bool:
    """Can a bare number after this one count the same?"""
    return found.unit.row is None and found.quantity.unit != FRACTION


def _sentence(passage: Passage, counted: Counted) -> list[Found]:
    found: list[Found] = []
    at = 0
    while at < len(passage.pieces):
        amount = range_at(passage, at) or amount_at(passage, at)
        if amount is None:
            at += 1
            continue
        if refusal(passage, amount) is not None:
            at = _behind(passage, amount)
            continue
        free = found[-1].unit.last if found else 0
        if found and _counts(found[-1]):
            counted = Counted(found[-1].quantity.unit, found[-1].quantity.unit, here=True)
        made = _found(passage, amount, free, counted)
        if made is None:
            at = amount.last
            continue
        if made.unit.time:
            at = max(made.unit.last, amount.last)
            continue
        found.append(made)
        at = made.unit.last
    return found


def _behind(passage: Passage, amount: Amount) -> int:
    """The piece after a number that is none and all that is glued to it."""
    at = amount.last
    while passage.glued(at) and passage.pieces[at].word == passage.pieces[at - 1].word:
        at += 1
    return at


# One quantity.


def _found(passage: Passage, amount: Amount, free: int, counted: Counted) -> Found | None:
    unit = _unit(passage, amount, counted)
    if unit is not None and unit.first < free:
        return None  # the sign is the unit of the number before it: "5 € 10"
    if unit is None or unit.time:
        return None if unit is None else Found(amount, unit, Quantity(Span(0, 0), 0.0, "", "exactly"))
    measured = unit.row is not None
    first, rows = _before(
        passage, unit.first, free, amounts=measured or amount.high >= BIG or amount.kind == "digits"
    )
    first = _opened(passage, amount, first, free)
    last, behind = _after(passage, amount, unit)
    bounds = [row for row in (*rows, behind) if row is not None]
    if (
        amount.kind == "words"
        and amount.high == 1
        and not measured
        and not any(r.code != SAME for r in bounds)
    ):
        return None  # bare "one"
    bound = next((row.code for row in bounds if row.code != SAME), amount.bound)
    value = _value(amount, bound)
    if not (math.isfinite(amount.low) and math.isfinite(amount.high)):
        return None
    name = FRACTION if amount.kind == "fraction" and not measured else unit.name
    span = Span(passage.pieces[first].start, passage.pieces[last - 1].end)
    bound = "between" if isinstance(value, tuple) else bound
    why = _why(amount, unit, name, bounds)
    whole = replace(unit, first=first, last=last)
    return Found(amount, whole, Quantity(span, value, name, bound, why))


def _value(amount: Amount, bound: str) -> float | tuple[float, float]:
    if amount.low == amount.high:
        return amount.low
    if bound in ("at_least", "more_than"):
        return amount.low
    if bound in ("at_most", "less_than"):
        return amount.high
    return amount.low, amount.high


def _unit(passage: Passage, amount: Amount, counted: Counted) -> Unit | None:
    """What an amount counts: told behind it, shared with the next number, or carried on from before."""
    unit = unit_of(passage, amount)
    if unit is not None and unit.time:
        return unit
    needs_noun = any(row.noun for row in amount.rows)
    if amount.kind == "fraction" and unit is not None and unit.row is not None:
        return unit  # half a percentage point
    if amount.kind == "fraction":
        return None if unit is None and needs_noun else Unit(FRACTION, amount.first, amount.last)
    if (more := _others(passage, amount, unit, counted.near)) is not None:
        return more
    if unit is None and (shared := _shared(passage, amount)) is not None:
        unit = replace(shared, first=amount.first, last=amount.last)
    if unit is None and amount.kind == "collective" and passage.numbers.person:
        unit = Unit(passage.numbers.person, amount.first, amount.last)
    return unit or _of_bare(passage, amount, counted)


def _others(passage: Passage, amount: Amount, unit: Unit | None, counted: str | None) -> Unit | None:
    """Such as "2,200 more", "25,000 others": as many again of what was counted before."""
    noun = unit.noun.form.lower() if unit is not None and unit.noun is not None else ""
    if noun not in passage.numbers.others and (unit is not None or not counted):
        return None
    if passage.text(amount.last) not in passage.numbers.others:
        return None
    return Unit(counted or passage.numbers.person, amount.first, amount.last + 1)


def _shared(passage: Passage, amount: Amount) -> Unit | None:
    """The unit of the number that follows after "and", "na" or a comma: "s 5 na 7 odstotkov"."""
    words = passage.language.coordinators | passage.numbers.pairs | passage.numbers.alternatives | {","}
    if passage.text(amount.last) not in words:
        return None
    other = amount_at(passage, amount.last + 1)
    if other is None or refusal(passage, other) is not None:
        return None
    if passage.text(amount.last) == "," and unit_of(passage, other) is None:
        return _shared(passage, other)
    if amount.kind == "fraction" or not 1 / SIMILAR <= (amount.high or 1) / (other.high or 1) <= SIMILAR:
        return None  # "180 or 2.22 percent"
    return unit_of(passage, other)


def _of_bare(passage: Passage, amount: Amount, counted: Counted) -> Unit | None:
    """A number without a noun counts what was counted before it, or people."""
    digits = amount.kind == "digits"
    noun = noun_before(passage, amount)
    if noun is None and not (digits and counted.here) and not _stands_alone(passage, amount):
        return None
    name = noun or counted.near
    if name is None and (digits or amount.kind == "scaled"):
        name = counted.ever
    if name is None and (not digits or amount.grouped):
        name = passage.numbers.person
    return Unit(name, amount.first, amount.last) if name else None


def _stands_alone(passage: Passage, amount: Amount) -> bool:
    """Is a bare number subject or object of a verb, by the tree, or named by a pronoun ("jih je pet")?"""
    word = passage.reading.words[passage.pieces[amount.last - 1].word]
    head = None if word.head is None else passage.reading.words[word.head]
    if passage.text(amount.first - 1) in passage.numbers.pronouns or amount.kind == "indefinite":
        return True
    if any(passage.text(amount.first - back) in passage.numbers.pronouns for back in (2, 3, 4)):
        return True
    if amount.kind == "digits":
        return amount.grouped or (amount.high != int(amount.high) and amount.high > BIG)
    return word.relation in SUBJECTS and head is not None and head.tag == "VERB"


# Bounds.


def _before(passage: Passage, first: int, free: int, *, amounts: bool) -> tuple[int, list[NumberRow]]:
    """Where the words of a bound before a number begin, and their rows, the outermost first."""
    rows: list[NumberRow] = []
    going = True
    while going:
        going = False
        for length in range(LONGEST_BOUND, 0, -1):
            at = first - length
            found = passage.numbers.find("bound", passage.texts, at) if at >= free else None
            if found is None or found[1] != length or (found[0].amounts and not amounts):
                continue
            first, going = at, True
            rows.insert(0, found[0])
            break
    return first, rows


def _opened(passage: Passage, amount: Amount, first: int, free: int) -> int:
    """Where "na tisoče ljudi" begins: with its preposition, unless that is the verb's ("opozoril na tisoče")."""
    if amount.kind != "indefinite" or amount.bound != "at_least" or first != amount.first or first <= free:
        return first
    if passage.text(first - 1) not in passage.numbers.openers:
        return first
    words = passage.reading.words
    at = passage.pieces[first - 1].word
    near = {at - 1, at - 2, at - 3, *(words[i].head for i in (at, at + 1)), words[words[at].head or at].head}
    if any(i is not None and i >= 0 and words[i].lemma.lower() in passage.numbers.governors for i in near):
        return first
    return first - 1


def _after(passage: Passage, amount: Amount, unit: Unit) -> tuple[int, NumberRow | None]:
    """The end of a quantity with the bound behind it ("or more", "+")."""
    for at in (unit.last, amount.last):
        found = passage.numbers.find("after", passage.texts, at)
        if found is not None and many_at(passage, at + found[1] - 1) is None:
            return max(unit.last, at + found[1]), found[0]
    return unit.last, None


def _why(amount: Amount, unit: Unit, name: str, bounds: list[NumberRow]) -> tuple[Reason, ...]:
    reasons = [Reason("row", row.name, "number") for row in dict.fromkeys(amount.rows)]
    if amount.kind == "digits":
        reasons.insert(0, Reason("rule", "quantities:digits"))
    if unit.row is not None:
        reasons.append(Reason("row", unit.row.name, f"unit {name}"))
    else:
        reasons.append(Reason("rule", "quantities:what is counted", name))
    return (*reasons, *(Reason("row", row.name, row.code) for row in bounds))
