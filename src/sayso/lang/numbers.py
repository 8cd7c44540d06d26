"""What a language says of amounts: ``numbers.toml``, which a folder may leave out.

Lists of texts (lower case, each once), all may be left out:

``joins``, ``glue``
    Words, and parts of a word, between the parts of one number ("and"; "in" of "petindvajset").
``articles``, ``halves``
    What counts a scale once ("a million"); what adds a half ("in pol", "and a half").
``partitives``
    Between an amount and what is counted ("of").
``ratios``
    Between the two numbers of a share ("ena od petih", "one in five").
``alternatives``
    Between the two numbers of a bare range ("tri do štiri", "two or three").
``openers``
    Before an indefinite plural that it makes an amount ("na tisoče").
``governors``
    Lemmas whose own preposition an opener is ("opozoriti na tisoče vojakov").
``times``
    Forms of what measures time or age: amounts of it are durations, which are no quantities.
``labels``
    Words before a number that only names something ("člen 5", "page 12").
``years``
    Words before the number of a year ("leta 2021", "in 2021").
``ordinals``
    Words before a fraction's word that make it a part of time or play ("second half").
``months``
    Names of months, beside those of ``language.toml``.
``pairs``
    Words between two numbers of one unit, beside the coordinators ("s 5 na 7 odstotkov").
``others``
    Words that stand for what has been counted before ("2,200 more").
``pronouns``
    Forms that stand for what is counted ("jih je pet").

``genitive_from`` is the least whole number whose noun cannot be a nominative (5 in Slavic languages; 0 for none);
``person`` is the unit where only a body of people can be meant ("peterica").

Rows, each an entry of an array of tables, each with ``forms`` and an ``example`` of our own writing::

    [[number]]      value                 dva, dve, dveh, dvema
    [[scale]]       value plural glued bare   tisoč, milijon; plural: many of them when nothing counts them;
                                          glued: after digits only ("5bn"); bare: false where an article is needed
    [[fraction]]    value counted noun    counted: needs an article or number before it and a partitive after it;
                                          noun: needs a counted noun
    [[collective]]  value                 peterica, trio
    [[many]]        value high            lowest and highest number of the scale that follows ("več milijonov")
    [[unit]]        code before           before: forms that stand before the number ("€")
    [[bound]]       code after amounts    code: a bound or "same"; after: behind the amount ("or more"); amounts:
                                          only with digits, measures and numbers from a hundred up
    [[range]]       join twice            "od" … join "do"; twice: the unit may stand behind both
    [[ending]]      code                  endings of plurals, and what the singular has instead; "-" for nothing
    [[lemma]]       code                  the nominative singular of forms that the network may get wrong
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

from sayso.lang.defects import LanguageDataError
from sayso.model import BOUNDS

ROW_KEYS: Mapping[str, tuple[str, ...]] = {
    "number": ("value",),
    "scale": ("value", "plural", "glued", "bare"),
    "fraction": ("value", "counted", "noun"),
    "collective": ("value",),
    "many": ("value", "high"),
    "unit": ("code", "before"),
    "bound": ("code", "after", "amounts"),
    "range": ("join", "twice"),
    "lemma": ("code",),
    "ending": ("code",),
}
_NEEDED = {
    **dict.fromkeys(("number", "scale", "fraction", "collective", "many"), "value"),
    **dict.fromkeys(("unit", "bound", "lemma", "ending"), "code"),
    "range": "join",
}
SAME = "same"
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d]+|\S")

Pattern = tuple[str, ...]


def pieces(text: str) -> list[tuple[int, int]]:
    """Where a text's numbers, runs of letters and other signs stand: "US$5bn" is US, $, 5, bn."""
    return [match.span() for match in _PIECE.finditer(text)]


def pattern_of(form: str) -> Pattern:
    return tuple(form[start:end] for start, end in pieces(form))


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A row of ``numbers.toml``; the module's docstring says which key means what in which ``kind``."""

    kind: str
    forms: tuple[str, ...]
    example: str
    value: float = 0.0
    high: float = 0.0
    code: str = ""
    join: str = ""
    plural: tuple[str, ...] = ()
    glued: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    bare: bool = True
    counted: bool = False
    noun: bool = False
    after: bool = False
    amounts: bool = False
    twice: bool = True

    @property
    def name(self) -> str:
        """How ``--why`` names the row."""
        return f"numbers.toml:{self.forms[0]}"


Index = Mapping[str, tuple[tuple[Pattern, NumberRow], ...]]


@dataclass(frozen=True)
class Numbers:
    """The facts of one language about amounts; keys as the module's docstring describes them."""

    rows: tuple[NumberRow, ...] = ()
    joins: frozenset[str] = frozenset()
    glue: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    halves: frozenset[str] = frozenset()
    partitives: frozenset[str] = frozenset()
    ratios: frozenset[str] = frozenset()
    alternatives: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    governors: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    genitive_from: int = 0
    person: str = ""

    @cached_property
    def index(self) -> Mapping[str, Index]:
        """Rows by kind and by the first piece of each form, the longest first; plural, glued and before apart."""
        found: dict[str, list[tuple[Pattern, NumberRow]]] = {}
        for row in self.rows:
            kind = "after" if row.after else row.kind
            for name in (kind, "plural", "glued", "before"):
                for form in row.forms if name == kind else getattr(row, name):
                    found.setdefault(name, []).append((pattern_of(form), row))
        return {kind: _by_first(entries) for kind, entries in found.items()}

    def find(self, kind: str, texts: Sequence[str], at: int) -> tuple[NumberRow, int] | None:
        """The longest row of a kind that stands at ``at``, and how many pieces it is."""
        if not 0 <= at < len(texts):
            return None
        for pattern, row in self.index.get(kind, {}).get(texts[at], ()):
            if tuple(texts[at : at + len(pattern)]) == pattern:
                return row, len(pattern)
        return None

    @cached_property
    def endings(self) -> tuple[tuple[str, str], ...]:
        """Endings of plurals with what the singular has instead, the longest first."""
        found = [
            (form, row.code.strip("-")) for row in self.rows if row.kind == "ending" for form in row.forms
        ]
        return tuple(sorted(found, key=lambda entry: -len(entry[0])))

    @cached_property
    def patterns(self) -> Mapping[str, frozenset[Pattern]]:
        """The lists whose entries may be of several words, cut into pieces."""
        return {
            name: frozenset(map(pattern_of, getattr(self, name)))
            for name in ("halves", "partitives", "ratios", "alternatives")
        }

    def stands(self, name: str, texts: Sequence[str], at: int) -> int:
        """How many pieces of ``texts`` from ``at`` on are an entry of a list; 0 for none."""
        lengths = (n for n in (3, 2, 1) if tuple(texts[at : at + n]) in self.patterns[name])
        return next((n for n in lengths if at + n <= len(texts)), 0)

    @cached_property
    def parts(self) -> tuple[tuple[str, NumberRow], ...]:
        """Forms of numbers and scales that a word can be put together of, the longest first."""
        simple = ((form, row) for row in self.rows if row.kind in ("number", "scale") for form in row.forms)
        return tuple(sorted(((f, r) for f, r in simple if f.isalpha()), key=lambda entry: -len(entry[0])))

    @cached_property
    def parts_by_letter(self) -> Mapping[str, tuple[tuple[str, NumberRow], ...]]:
        """The same by their first letter, because few words begin like a number."""
        letters = {form[0] for form, _ in self.parts}
        return {letter: tuple(part for part in self.parts if part[0][0] == letter) for letter in letters}

    def part_of(self, rest: str) -> tuple[str, NumberRow] | None:
        """The longest form with which a word, or what is left of one, begins."""
        parts = self.parts_by_letter.get(rest[:1], ())
        return next(((form, row) for form, row in parts if rest.startswith(form)), None)


def _by_first(entries: Iterable[tuple[Pattern, NumberRow]]) -> Index:
    index: dict[str, list[tuple[Pattern, NumberRow]]] = {}
    for pattern, row in entries:
        index.setdefault(pattern[0], []).append((pattern, row))
    return {first: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for first, found in index.items()}


_LISTS = tuple(
    field.name for field in fields(Numbers) if field.name not in ("rows", "genitive_from", "person")
)


def read_numbers(path: Path) -> Numbers:
    """``numbers.toml`` of a language folder; without the file, nothing is known of numbers."""
    if not path.is_file():
        return Numbers()
    place = f"{path.parent.name}/{path.name}"
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LanguageDataError(f"{place}: not TOML, {error}") from error
    allowed = (*_LISTS, "genitive_from", "person", *ROW_KEYS)
    facts: dict[str, object] = {}
    rows: list[NumberRow] = []
    for key, value in given.items():
        if key not in allowed:
            raise LanguageDataError(f"{place}: key {key!r} is not allowed; allowed are {', '.join(allowed)}")
        if key in ROW_KEYS:
            rows += _rows(place, key, value)
        elif key in _LISTS:
            facts[key] = frozenset(_texts(f"{place}: {key}", value))
        else:
            facts[key] = _of_type(f"{place}: {key}", value, {"genitive_from": int, "person": str}[key])
    _check_once(place, rows)
    return Numbers(rows=tuple(rows), **facts)  # type: ignore[arg-type]


def _rows(place: str, kind: str, value: object) -> Iterable[NumberRow]:
    if not isinstance(value, list):
        raise LanguageDataError(f"{place}: {kind} must be an array of tables, [[{kind}]]")
    for number, cells in enumerate(value, 1):
        yield _row(f"{place}: [[{kind}]] {number}", kind, cells)


def _row(place: str, kind: str, cells: object) -> NumberRow:
    allowed = ("forms", "example", *ROW_KEYS[kind])
    if not isinstance(cells, dict):
        raise LanguageDataError(f"{place}: must be a table with {', '.join(allowed)}")
    for key in cells:
        if key not in allowed:
            raise LanguageDataError(f"{place}: key {key!r} is not allowed; allowed are {', '.join(allowed)}")
    for key in ("forms", "example", _NEEDED[kind]):
        if key not in cells:
            raise LanguageDataError(f"{place}: key {key!r} is missing")
    facts = {key: _cell(f"{place}: {key}", key, value) for key, value in cells.items()}
    if kind == "bound" and facts["code"] not in (SAME, *BOUNDS):
        raise LanguageDataError(
            f"{place}: code {facts['code']!r} is not allowed; allowed are {', '.join((SAME, *BOUNDS))}"
        )
    return NumberRow(kind, **facts)  # type: ignore[arg-type]


def _cell(place: str, key: str, value: object) -> object:
    if key in ("forms", "plural", "glued", "before"):
        return _texts(place, value)
    if key in ("value", "high"):
        if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
            raise LanguageDataError(f"{place} {value!r} is not allowed; allowed is a number above 0")
        return float(value)
    return _of_type(place, value, str if key in ("code", "join", "example") else bool)


def _of_type(place: str, value: object, wanted: type) -> object:
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)) or value == "":
        names = {str: "a text", bool: "true or false", int: "a whole number"}
        raise LanguageDataError(f"{place} {value!r} is not allowed; allowed is {names[wanted]}")
    return value


def _texts(place: str, value: object) -> tuple[str, ...]:
    texts = (
        [item for item in value if isinstance(item, str) and item.strip()] if isinstance(value, list) else []
    )
    if not isinstance(value, list) or not texts or len(set(texts)) < len(value):
        raise LanguageDataError(f"{place} {value!r} is not allowed; allowed is a list of texts, each once")
    if any(text != text.lower() for text in texts):
        raise LanguageDataError(f"{place} {value!r} has capitals; write all in lower case")
    return tuple(texts)


def _check_once(place: str, rows: Sequence[NumberRow]) -> None:
    """A form means one thing in its kind."""
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows):
        for form in row.forms:
            key = ("after" if row.after else row.kind, form)
            if row.kind != "range" and seen.setdefault(key, number) != number:
                raise LanguageDataError(f"{place}: [[{row.kind}]] form {form!r} stands in two rows; keep one")
