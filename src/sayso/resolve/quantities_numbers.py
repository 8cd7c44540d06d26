"""The number itself: digits, number words and what they make together ("3,5 milijona", "a few hundred", "dve tretjini").

Every function takes a passage and the piece at which the number would begin, and gives an :class:`Amount` or ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.lang.numbers import NumberRow
from sayso.resolve.quantities_text import Passage

MOST_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in pieces ``[first, last)``.

    ``kind`` is ``digits`` (nothing else), ``words``, ``scaled`` (with a million or the like), ``fraction``,
    ``collective`` or ``indefinite``; ``scale`` is what the last digits or words were multiplied by.
    """

    first: int
    last: int
    low: float
    high: float
    kind: str
    scale: float = 1.0
    bound: str = "exactly"
    rows: tuple[NumberRow, ...] = ()
    grouped: bool = False


# Digits.


def digits_at(passage: Passage, at: int) -> tuple[float, int, bool] | None:
    """The value of digits, where they end, and whether their thousands are parted ("12.400", "1 200")."""
    piece = passage.piece(at)
    if piece is None or not piece.digits or len(piece.text) > MOST_DIGITS:
        return None
    text, last = piece.text, at + 1
    while len(text) <= MOST_DIGITS and text.isdecimal() and (last > at + 1 or len(text) <= 3):
        if not _group_follows(passage, last):
            break
        text += passage.text(last)
        last += 1
    if last > at + 1:
        whole, decimals = text, ""
        return _number(whole, decimals), last, True
    return _value(text, passage.language.decimal, last)


def _group_follows(passage: Passage, at: int) -> bool:
    """Is the next piece a group of three digits after one space ("1 200")?"""
    here, before = passage.piece(at), passage.piece(at - 1)
    if here is None or before is None or here.start - before.end != 1:
        return False
    return len(here.text) == 3 and here.text.isdecimal()


def _value(text: str, decimal: str, last: int) -> tuple[float, int, bool] | None:
    """Digits of one piece by the signs of the language; a sign that cannot part thousands parts decimals."""
    other = "." if decimal == "," else ","
    whole, sign, decimals = text.partition(decimal)
    groups = whole.split(other)
    grouped = len(groups) > 1
    if decimal in decimals or other in decimals:
        groups_alone = text.split(decimal)
        if len(groups_alone) > 2 and _are_groups(groups_alone):
            return _number("".join(groups_alone), ""), last, True
        return None
    if grouped and not _are_groups(groups):
        if len(groups) == 2 and not sign:
            return _number(groups[0], groups[1]), last, False
        return None
    return _number("".join(groups), decimals), last, grouped


def _are_groups(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def _number(whole: str, decimals: str) -> float:
    return float(f"{whole}.{decimals or 0}")


# Words.


@dataclass(slots=True)
class _Sum:
    """A number as it is being put together."""

    total: float = 0.0
    current: float | None = None
    least_scale: float = float("inf")
    scale: float = 1.0

    @property
    def value(self) -> float:
        return self.total + (self.current or 0.0)

    @property
    def empty(self) -> bool:
        return self.current is None and not self.total

    def add(self, value: float) -> bool:
        """A number word or digits; false where it cannot go on from what stands before it."""
        if self.current is None:
            fits = not self.total or value < self.least_scale
        elif self.current % 100 == 0 and self.current >= 100:
            fits = value < 100
        else:
            fits = self.current % 10 == 0 and self.current % 100 >= 20 and value < 10
        if not fits or (value != int(value) and not self.empty):
            return False
        self.current = value + (self.current or 0.0)
        return True

    def multiply(self, scale: float) -> bool:
        """A scale, counted by what stands before it or standing alone."""
        if scale < 1000:
            if self.current is not None and self.current >= scale:
                return False
            self.current = (1.0 if self.current is None else self.current) * scale
        elif self.current is None and self.total and scale > self.least_scale:
            self.total *= scale
        elif scale < self.least_scale:
            self.total += (1.0 if self.current is None else self.current) * scale
            self.current = None
            self.least_scale = scale
        else:
            return False
        self.scale = scale
        return True


def plain_at(passage: Passage, at: int) -> Amount | None:
    """Digits and number words with their scales: "12.400", "sto petindvajset", "a million", "2 milijona 300 tisoč"."""
    total = _Sum()
    rows: list[NumberRow] = []
    here, kind, grouped = at, "words", False
    article = passage.text(at) in passage.numbers.articles
    if article:
        here += 1
    while True:
        step = _scale_step(passage, here, total, article)
        if step is None and not article:
            step = _value_step(passage, here, total)
        if step is None:
            break
        here, row, more_grouped = step
        grouped |= more_grouped
        rows += [row] if row else []
        article = False
        if row is None and len(rows) == 0:
            kind = "digits"
        if row is not None and row.kind == "scale" and row.value >= 1000:
            kind = "scaled"
    if total.empty:
        return None
    scale = total.scale if total.scale >= 1000 else 1.0
    if half := passage.numbers.stands("halves", passage.texts, here):
        total.total += 0.5 if total.current is not None else 0.5 * scale
        here += half
        if (step := _scale_step(passage, here, total, False)) is not None:
            return Amount(at, step[0], (total.value), total.value, "scaled", total.scale, rows=tuple(rows))
    return Amount(at, here, total.value, total.value, kind, scale, rows=tuple(rows), grouped=grouped)


_Step = tuple[int, NumberRow | None, bool]


def _scale_step(passage: Passage, at: int, total: _Sum, article: bool) -> _Step | None:
    numbers = passage.numbers
    here = at
    if not total.empty and passage.text(at) == "-" and passage.glued(at) and passage.glued(at + 1):
        here = at + 1
    found = numbers.find("scale", passage.texts, here)
    if found is None and not total.empty:
        found = numbers.find("plural", passage.texts, here)
    if found is None and not total.empty and passage.glued(here) and passage.pieces[here - 1].digits:
        found = numbers.find("glued", passage.texts, here)
        if found is not None and not _glued_scale_fits(passage, here, found[0]):
            return None
    if found is None:
        return None
    row, length = found
    if total.empty and not (article or row.bare):
        return None
    return (here + length, row, False) if total.multiply(row.value) else None


def _glued_scale_fits(passage: Passage, at: int, row: NumberRow) -> bool:
    """Such as "£3m" and "2.5m people" are millions, "a 100m race" is none."""
    if passage.numbers.find("unit", passage.texts, at) is None:
        return True
    first = at - 1
    if any(passage.numbers.find("before", passage.texts, first - back) for back in (1, 2) if first >= back):
        return True
    after = passage.piece(at + 1)
    if passage.numbers.find("unit", passage.texts, at + 1) is not None:
        return True
    return after is not None and passage.word(at + 1).feature("Number") == "Plur"


def _value_step(passage: Passage, at: int, total: _Sum) -> _Step | None:
    numbers = passage.numbers
    here = at
    joined = not total.empty and (total.current is None or total.current >= 20)
    hyphen = passage.text(at) == "-" and passage.glued(at) and passage.glued(at + 1)
    if joined and (hyphen or passage.text(at) in numbers.joins):
        here = at + 1
    digits = digits_at(passage, here)
    if digits is not None:
        value, last, grouped = digits
        if (
            here > at
            or not (total.empty or numbers.find("scale", passage.texts, last))
            or total.current is not None
        ):
            return None
        return (last, None, grouped) if total.add(value) else None
    found = numbers.find("number", passage.texts, here)
    if found is not None:
        row, length = found
        return (here + length, row, False) if total.add(row.value) else None
    made = word_number(passage, passage.text(here))
    if made is None:
        return None
    value, row, scale = made
    if not total.add(value):
        return None
    if scale >= 1000 and total.total == 0.0:
        total.total, total.current, total.least_scale, total.scale = value, None, scale, scale
    return here + 1, row, False


def word_number(passage: Passage, text: str) -> tuple[float, NumberRow, float] | None:
    """A number written as one word ("petindvajset", "zweihundert"): value, its last row, its scale."""
    parts: list[NumberRow] = []
    rest = text
    glued: list[bool] = []
    while rest:
        found = passage.numbers.part_of(rest)
        glue = next((g for g in passage.numbers.glue if parts and rest.startswith(g)), None)
        if found is None and glue is not None and len(rest) > len(glue):
            rest = rest[len(glue) :]
            found = passage.numbers.part_of(rest)
            glued.append(True)
        else:
            glued.append(False)
        if found is None or len(parts) > 8:
            return None
        parts.append(found[1])
        rest = rest[len(found[0]) :]
    if len(parts) < 2:
        return None
    return _sum_of_parts(parts, glued)


def _sum_of_parts(parts: list[NumberRow], glued: list[bool]) -> tuple[float, NumberRow, float] | None:
    total = _Sum()
    at = 0
    while at < len(parts):
        row = parts[at]
        if row.kind == "scale":
            if not total.multiply(row.value):
                return None
            at += 1
            continue
        value = row.value
        if at + 1 < len(parts) and glued[at + 1]:  # units before tens
            value += parts[at + 1].value
            if not (row.value < 10 and 20 <= parts[at + 1].value < 100):
                return None
            at += 1
        if not total.add(value):
            return None
        at += 1
    return total.value, parts[-1], total.scale if total.current is None else 1.0
