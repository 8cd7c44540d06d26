"""Which rows of ``dates.toml`` stand where in a sentence: pieces of text in, finds out."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.lang.dates import DateRow, DateWords, Item
from sayso.model import Reading, Sentence, Span

_PARTS = re.compile(
    r"\d{1,2}\.(?=\d)|\d+(?:[.,:]\d+)*\.?|[-‐‑–—/]|[^\W\d]+\.?(?:[.'’&][^\W\d]+\.?)*|.", re.DOTALL
)
_CUT = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4})?|.*[-‐‑–—/].*", re.DOTALL)
_DASHES = dict.fromkeys(map(ord, "‐‑–—"), "-")
MOST_KNOWN = 50_000
MOST_PIECES = 400  # of one sentence: more is no sentence, and time stays linear

_DIGITS: Mapping[str, re.Pattern[str]] = {
    "day": re.compile(r"(0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th)?"),
    "monthnumber": re.compile(r"(0?[1-9]|1[0-2])\.?"),
    "year": re.compile(r"(1[5-9]\d\d|20\d\d|2100)\.?"),
    "short": re.compile(r"(\d\d)"),
    "tens": re.compile(r"([2-9]0)(?:\.|s|ih|er)"),
    "decades": re.compile(r"(1[5-9]\d0|20\d0)(?:\.|s|ih|er)"),
    "count": re.compile(r"(?!(?:19|20)\d\d)(\d{1,4})(?:[.,]\d{1,2})?"),
    "clock": re.compile(r"([01]?\d|2[0-4])(?:[.:][0-5]\d)?\.?"),
    "centuries": re.compile(r"(\d|1\d|2[01])(?:\.|st|nd|rd|th)"),
}
_WORDS = {"day": "ordinal", "count": "number", "tens": "decade", "centuries": "ordinal"}
"""Classes that words can stand for as well."""
_TWO_SIDED = {"unit": ("unit", "units"), "single": ("unit",)}
_KEPT = {"single": "unit"}
_ADJECTIVES = ("shift", "back", "ahead", "nextyear")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a part of one ("2014-2020" has three); ``plain``: a capital in it means nothing."""

    span: Span
    form: str
    word: int
    plain: bool
    tag: str

    @property
    def lower(self) -> str:
        return self.form.lower().translate(_DASHES)


@dataclass(frozen=True, slots=True)
class Find:
    """A row that stands at pieces ``[first, last)``; ``[inner, outer)`` of them are its span."""

    row: DateRow
    first: int
    last: int
    inner: int
    outer: int
    values: Mapping[str, int | str]


def pieces_of(reading: Reading, sentence: Sentence, named: Container[int]) -> list[Piece]:
    """The pieces of a sentence: words parted at hyphens and inside dates, the dot of "5." with its number.

    ``named`` are the words inside names.
    """
    found: list[Piece] = []
    for i in range(sentence.first, min(sentence.last, sentence.first + MOST_PIECES)):
        word = reading.words[i]
        opens = i == sentence.first or not reading.words[i - 1].form[-1:].isalnum()
        plain = i not in named and (word.tag != "PROPN" or opens)
        closing = i == sentence.last - 1 and word.form[:-1].isalpha() and word.form.endswith(".")
        if closing and len(word.form) == len(word.span):  # "ur." at the end of a sentence is no abbreviation
            found.append(Piece(Span(word.span.start, word.span.end - 1), word.form[:-1], i, plain, word.tag))
        elif _CUT.fullmatch(word.form) and len(word.form) == len(word.span):
            found += [
                Piece(Span(word.span.start + m.start(), word.span.start + m.end()), m[0], i, plain, word.tag)
                for m in _PARTS.finditer(word.form)
            ]
        else:
            found.append(Piece(word.span, word.form, i, plain, word.tag))
    return _dotted(found[:MOST_PIECES])


def _dotted(pieces: Sequence[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        before = found[-1] if found else None
        if (
            piece.form == "."
            and before is not None
            and before.form.isdecimal()
            and before.span.end == piece.span.start
            and at + 1 < len(pieces)
        ):
            found[-1] = Piece(
                Span(before.span.start, piece.span.end), before.form + ".", before.word, True, before.tag
            )
        else:
            found.append(piece)
    return found


def finds_in(pieces: Sequence[Piece], rows: Rows) -> list[Find]:
    """The rows of a sentence from left to right, at each place the one that reads most pieces."""
    found: list[Find] = []
    at = 0
    while at < len(pieces):
        best = longest(pieces, at, rows)
        if best is None:
            at += 1
            continue
        if best.inner > at:  # words of context must not hide a longer row that begins after them
            later = longest(pieces, best.inner, rows)
            best = later if later is not None and later.last > best.last else best
        found.append(best)
        at = best.last
    return found


class Rows:
    """Rows by what they can begin with, so that few are tried at a place."""

    def __init__(self, rows: Sequence[DateRow], words: DateWords) -> None:
        self.words = words
        self._by_word: dict[str, list[tuple[int, DateRow]]] = {}
        self._by_slot: dict[str, list[tuple[int, DateRow]]] = {}
        self._known: dict[tuple[str, str, bool, bool], int | str | None] = {}
        self._begins: dict[tuple[str, bool, bool], tuple[DateRow, ...]] = {}
        for number, row in enumerate(rows):
            for item in _openings(row):
                for word in item.words:
                    self._by_word.setdefault(word.lower(), []).append((number, row))
                if item.slot:
                    self._by_slot.setdefault(item.slot, []).append((number, row))

    def at(self, piece: Piece) -> tuple[DateRow, ...]:
        """Rows that can begin with a piece, in their order."""
        key = (piece.form, piece.plain, piece.tag in ("VERB", "AUX"))
        if key not in self._begins:
            if len(self._begins) > MOST_KNOWN:
                self._begins.clear()
            self._begins[key] = self._at(piece)
        return self._begins[key]

    def _at(self, piece: Piece) -> tuple[DateRow, ...]:
        found = dict(self._by_word.get(piece.lower, ()))
        for slot, rows in self._by_slot.items():
            if self.value(piece, slot) is not None:
                found.update(rows)
        return tuple(row for _, row in sorted(found.items(), key=lambda entry: entry[0]))

    def fits(self, piece: Piece, item: Item) -> int | str | None:
        """What a piece is at a place of a row; ``None`` if it does not fit."""
        if not item.slot:
            return "" if piece.lower in item.words or piece.form in item.words else None
        return self.value(piece, item.slot)

    def value(self, piece: Piece, slot: str) -> int | str | None:
        key = (slot, piece.form, piece.plain, piece.tag in ("VERB", "AUX"))
        if key not in self._known:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            self._known[key] = _value(piece, slot, self.words)
        return self._known[key]


_rows: dict[str, tuple[DateWords, Rows, Rows]] = {}


def rows_of(code: str, words: DateWords) -> tuple[Rows, Rows]:
    """The rows of a language and of its times of day, kept with what was found out about its words."""
    kept = _rows.get(code)
    if kept is None or kept[0] is not words:
        kept = _rows[code] = (words, Rows(words.rows, words), Rows(words.times, words))
    return kept[1], kept[2]


def _openings(row: DateRow) -> Iterator[Item]:
    """The places with which a row can begin."""
    for item in row.items:
        yield item
        if not item.optional:
            return


def longest(pieces: Sequence[Piece], at: int, rows: Rows) -> Find | None:
    """The row that reads most pieces from ``at`` on; of equals the first."""
    best: Find | None = None
    for row in rows.at(pieces[at]):
        for find in _readings(pieces, at, row, rows):
            if best is None or find.last > best.last:
                best = find
    return best


def _readings(pieces: Sequence[Piece], at: int, row: DateRow, rows: Rows) -> Iterator[Find]:
    open_: list[tuple[int, int, int | None, int, dict[str, int | str]]] = [(0, at, None, at, {})]
    while open_:
        number, here, inner, outer, values = open_.pop()
        if number == len(row.items):
            if inner is not None and pieces[outer - 1].form != ",":
                yield Find(row, at, here, inner, outer, values)
            continue
        item = row.items[number]
        if item.optional:
            open_.append((number + 1, here, inner, outer, values))
        if here < len(pieces):
            value = rows.fits(pieces[here], item)
            if value is not None:
                kept = values | {_KEPT.get(item.name, item.name): value} if item.name else values
                if item.context:
                    open_.append((number + 1, here + 1, inner, outer, kept))
                else:
                    open_.append((number + 1, here + 1, here if inner is None else inner, here + 1, kept))


def _value(piece: Piece, slot: str, words: DateWords) -> int | str | None:
    if pattern := _DIGITS.get(slot):
        if len(piece.form) <= 8 and piece.form.isascii() and (match := pattern.fullmatch(piece.lower)):
            whole = slot != "count" or piece.form.isdecimal()
            return int(match[1]) if whole else "part"
        kind = _WORDS.get(slot)
        return None if kind is None else words.value(kind, piece.form, piece.plain)
    if slot in _ADJECTIVES and piece.tag in ("VERB", "AUX"):
        return None
    for kind in _TWO_SIDED.get(slot, (slot,)):
        if (found := words.value(kind, piece.form, piece.plain)) is not None:
            return found
    return None
