"""What ``dates.toml`` of a language folder holds: words by class, and rows of words with what they mean.

``[words.CLASS]`` names the forms of each value of a class, ``1 = ["januar", "januarja"]``.  A form that ends in ``*``
stands for every form that goes on with at most four letters; a form with a capital needs one in the text.  ``single``
is a ``unit`` in the singular, ``unit`` in a row is either; ``nextyear`` are words of ``shift`` before "year".
``[[rows]]`` are runs of words and their meaning, read longest first::

    words     what stands there: "pred {count} {unit}".  An item is a word, words parted by "|", or a class in braces;
              "?" after it: may be missing; "( )" around it: must be there and stays outside the span
    meaning   one of MEANINGS
    unit      for shift, back and ahead: one of UNITS, where no {unit} stands in the words
    shift     how many units (times {count}) away from the publication: -1 is the one before
    part      start, mid or end
    month, weekday, day   a fixed one, where none stands in the words
    example   a sentence of our own with the span in square brackets
    gives     what the example gives when published on Thursday 2024-11-14: "2022-01-01 2023-01-01", or empty

``[[times]]`` (words, example) are times of day, which fold into a date beside them.  ``[parts]``, ``[mods]`` and
``[tense]`` are lists of words by value; ``reported`` is a future in what somebody said ("would"), else conditional.
``[[ranges]]`` (open, middle) join two dates into one interval; ``articles`` may stand between a date and the words
before it; ``around`` belong to a duration that they stand before ("skoraj").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.model import DATE_MODS, DATE_PARTS

MEANINGS = (
    "shift", "back", "ahead", "calendar", "weekday", "weekend", "decade", "century", "duration", "set", "vague", "none",
)  # fmt: skip
"""``shift``: the calendar unit so many units away; ``back``, ``ahead``: a stretch that ends or begins at publication;
``calendar``: named days, months, seasons and years; ``none``: no time expression, though it looks like one."""
UNITS = ("minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade", "century")
NUMBERED: Mapping[str, tuple[int, int]] = {
    "month": (1, 12), "weekday": (1, 7), "number": (1, 1000), "ordinal": (1, 31), "season": (1, 4),
    "shift": (-1, 1), "daily": (-2, 2), "yearly": (-2, 2), "nextyear": (-1, 1), "decade": (10, 90),
    "quarters": (1, 4), "halves": (1, 2),
}  # fmt: skip
"""Classes whose values are numbers.  Seasons: 1 is spring; ``daily`` and ``yearly`` count from the publication."""
WORD_CLASSES: Mapping[str, tuple[str, ...]] = {
    "unit": UNITS, "units": UNITS, "few": ("few",), "daytime": ("daytime",), "back": ("back",), "ahead": ("ahead",),
    "every": ("every",),
}  # fmt: skip
"""Classes whose values are words: ``unit`` holds singular forms, ``units`` dual and plural ones."""
DIGITS = ("day", "monthnumber", "year", "short", "tens", "single", "decades", "count", "clock", "centuries")
TENSES = ("future", "reported", "conditional", "past")
LONGEST_ENDING = 4
LARGEST_SHIFT = 1000

_ROW_KEYS = ("words", "meaning", "unit", "shift", "part", "month", "weekday", "day", "example", "gives")
_KEYS = ("words", "rows", "times", "parts", "mods", "tense", "ranges", "articles", "around")
_SLOT = re.compile(r"\{(\w+?)(2?)\}")


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a row: words, or a class whose value is kept under ``name``."""

    words: frozenset[str] = frozenset()
    slot: str = ""
    name: str = ""
    optional: bool = False
    context: bool = False


@dataclass(frozen=True, slots=True)
class DateRow:
    """A run of words that tells a time; the fields are described in the module's docstring."""

    words: str
    items: tuple[Item, ...]
    meaning: str
    unit: str | None = None
    shift: int = 0
    part: str | None = None
    fixed: tuple[tuple[str, int], ...] = ()
    example: str = ""
    gives: str = ""


@dataclass(frozen=True, slots=True)
class RangeRow:
    """Words around two dates that make them one interval; an empty ``open`` needs none before the first."""

    open: frozenset[str]
    middle: frozenset[str]


@dataclass(frozen=True, slots=True)
class DateWords:
    """The time words of a language."""

    forms: Mapping[str, Mapping[str, int | str]] = field(default_factory=dict)
    stems: Mapping[str, Mapping[str, int | str]] = field(default_factory=dict)
    rows: tuple[DateRow, ...] = ()
    times: tuple[DateRow, ...] = ()
    parts: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    mods: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    tense: Mapping[str, str] = field(default_factory=dict)
    ranges: tuple[RangeRow, ...] = ()
    articles: frozenset[str] = frozenset()
    around: tuple[tuple[str, ...], ...] = ()

    def value(self, kind: str, form: str, lower: bool) -> int | str | None:
        """The value of a form in a class; ``lower`` says whether a capital in the text means nothing."""
        for text in (form, form.lower(), form.capitalize()) if lower else (form,):
            if text[:1].isupper() and not form[:1].isupper():
                continue
            if (found := self.forms.get(kind, {}).get(text)) is not None:
                return found
            stems = self.stems.get(kind, {})
            for cut in range(len(text), max(len(text) - LONGEST_ENDING, 1) - 1, -1) if stems else ():
                if (found := stems.get(text[:cut])) is not None:
                    return found
        return None


def date_words(given: Mapping[str, Any]) -> DateWords:
    """``dates.toml`` as read; ``ValueError`` with the key, its value and what is allowed."""
    _only(given, _KEYS, "")
    for key in ("words", "parts", "mods", "tense"):
        if not isinstance(given.get(key, {}), dict):
            raise ValueError(f"{key} {given[key]!r} is not allowed; allowed is a table")
    for key in ("rows", "times", "ranges"):
        tables = given.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(row, dict) for row in tables):
            raise ValueError(f"{key} {tables!r} is not allowed; allowed is a list of tables")
    forms: dict[str, dict[str, int | str]] = {}
    stems: dict[str, dict[str, int | str]] = {}
    for kind, values in given.get("words", {}).items():
        _one_of(f"words.{kind}", kind, (*NUMBERED, *WORD_CLASSES))
        if not isinstance(values, dict):
            raise ValueError(f"words.{kind} {values!r} is not allowed; allowed is a table")
        for key, texts in values.items():
            value = _class_value(kind, key)
            for text in _texts(f"words.{kind}.{key}", texts):
                home = stems if text.endswith("*") else forms
                home.setdefault(kind, {})[text.removesuffix("*")] = value
    return DateWords(
        forms,
        stems,
        tuple(_row(f"rows[{n}]", row) for n, row in enumerate(given.get("rows", []), 1)),
        tuple(
            _row(f"times[{n}]", row | {"meaning": "none"}) for n, row in enumerate(given.get("times", []), 1)
        ),
        _by_words("parts", given.get("parts", {}), DATE_PARTS),
        _by_words("mods", given.get("mods", {}), DATE_MODS),
        {
            " ".join(words): value
            for words, value in _by_words("tense", given.get("tense", {}), TENSES).items()
        },
        tuple(_range(f"ranges[{n}]", row) for n, row in enumerate(given.get("ranges", []), 1)),
        frozenset(_texts("articles", given.get("articles", []))),
        tuple(tuple(text.split()) for text in _texts("around", given.get("around", []))),
    )


def _class_value(kind: str, key: str) -> int | str:
    if kind in WORD_CLASSES:
        return _one_of(f"words.{kind}", key, WORD_CLASSES[kind])
    low, high = NUMBERED[kind]
    if not re.fullmatch(r"-?\d{1,4}", key) or not low <= int(key) <= high:
        raise ValueError(f"words.{kind}: key {key!r} is not allowed; allowed are {low} to {high}")
    return int(key)


def _row(place: str, row: Mapping[str, Any]) -> DateRow:
    _only(row, _ROW_KEYS, f"{place}: ")
    for key in ("words", "meaning", "example"):
        if not isinstance(row.get(key), str) or not row[key]:
            raise ValueError(f"{place}: {key} {row.get(key)!r} is not allowed; allowed is a text")
    for key in ("shift", "month", "weekday", "day"):
        if key in row and (not isinstance(row[key], int) or abs(row[key]) > LARGEST_SHIFT):
            raise ValueError(f"{place}: {key} {row[key]!r} is not allowed; allowed is a small whole number")
    meaning = _one_of(f"{place}: meaning", row["meaning"], MEANINGS)
    return DateRow(
        row["words"],
        tuple(_item(f"{place}: words", text) for text in row["words"].split()),
        meaning,
        _one_of(f"{place}: unit", row["unit"], UNITS) if "unit" in row else None,
        row.get("shift", 0),
        _one_of(f"{place}: part", row["part"], DATE_PARTS) if "part" in row else None,
        tuple((key, row[key]) for key in ("month", "weekday", "day") if key in row),
        row["example"],
        row.get("gives", ""),
    )


def _item(place: str, text: str) -> Item:
    optional = text.endswith("?") and len(text) > 1
    core = text.removesuffix("?") if optional else text
    context = core.startswith("(") and core.endswith(")")
    core = core[1:-1] if context else core
    found = _SLOT.fullmatch(core)
    if found:
        slot = _one_of(place, found[1], (*NUMBERED, *WORD_CLASSES, *DIGITS))
        return Item(frozenset(), slot, found[1] + found[2], optional, context)
    if not core or "{" in core:
        raise ValueError(
            f"{place} {text!r} is not allowed; allowed are word, one|other, {{class}}, (…) and …?"
        )
    return Item(frozenset(core.split("|")), "", "", optional, context)


def _range(place: str, row: Mapping[str, Any]) -> RangeRow:
    _only(row, ("open", "middle"), f"{place}: ")
    return RangeRow(
        frozenset(_texts(f"{place}: open", row.get("open", []))),
        frozenset(_texts(f"{place}: middle", row.get("middle", []))),
    )


def _by_words(place: str, given: Mapping[str, Any], allowed: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    found = {}
    for value, texts in given.items():
        _one_of(place, value, allowed)
        found.update({tuple(text.split()): value for text in _texts(f"{place}.{value}", texts)})
    return found


def _texts(place: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise ValueError(f"{place} {value!r} is not allowed; allowed is a list of texts")
    return value


def _one_of(place: str, value: object, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{place} {value!r} is not allowed; allowed are {', '.join(allowed)}")
    return value


def _only(given: Mapping[str, Any], allowed: tuple[str, ...], place: str) -> None:
    for key in given:
        if key not in allowed:
            raise ValueError(f"{place}key {key!r} is not allowed; allowed are {', '.join(allowed)}")
