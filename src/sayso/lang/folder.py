"""Reads a language folder and refuses whatever the schema does not allow, with file, line and what is allowed."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sayso.lang import schema
from sayso.lang.credits import CREDIT_KINDS, CreditRow
from sayso.lang.dates import DateWords, date_words
from sayso.lang.defects import LanguageDataError
from sayso.lang.gazette import OUTLET_KINDS, PLACE_KINDS, OutletRow, PlaceRow
from sayso.lang.numbers import read_numbers
from sayso.lang.schema import CueRow, EndingRow, HedgeRow, Language, PronounRow, TitleRow
from sayso.model import CERTAINTIES

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "cues.tsv": ("lemma", "pos", "act", "certainty", "frame", "forms", "example", "seen"),
    "hedges.tsv": ("words", "certainty", "scope", "example", "seen"),
    "titles.tsv": ("lemma", "kind", "example"),
    "pronouns.tsv": ("form", "lemma", "type", "person", "number", "gender"),
    "endings.tsv": ("tag", "gender", "number", "ending", "nominative", "word", "example"),
    "places.tsv": ("id", "kind", "government", "name", "variants", "adjectives", "people", "example"),
    "outlets.tsv": ("name", "kind", "country", "language", "aliases", "example"),
    "credits.tsv": ("words", "kind", "outlet", "example"),
}
KEYS: Mapping[str, tuple[str, ...]] = {
    "cues.tsv": ("lemma", "pos"),
    "hedges.tsv": ("words", "scope"),
    "titles.tsv": ("lemma",),
    "pronouns.tsv": COLUMNS["pronouns.tsv"],
    "endings.tsv": ("tag", "gender", "number", "ending"),
    "places.tsv": ("id",),
    "outlets.tsv": ("name",),
    "credits.tsv": ("words", "kind"),
}
_MAY_BE_EMPTY = (
    *("forms", "ending", "nominative"),
    *("government", "variants", "adjectives", "people", "aliases", "outlet"),
)
_LOWER_CASE = ("lemma", "words", "form", "forms")
_HEDGES = tuple(certainty for certainty in CERTAINTIES if certainty != "asserted")

_TEXTS = ("code", "name", "decimal", "hyphen")
_TRUTHS = ("ordinal_dot", "drops_subjects", "lone_bylines")
_ORDERED = ("aliases", "negations", "clitics")
# fmt: off
_SETS = (
    "complementisers", "relative_pronouns", "reflexives", "auxiliaries", "source_prepositions",
    "citing_conjunctions", "opening_conjunctions", "coordinators", "abbreviations", "months", "prefixes",
    "passing_adjectives", "towns",
)
# fmt: on
_NEEDED = ("code", "name", "quotes")
_ALLOWED = {"decimal": (",", "."), "hyphen": schema.HYPHENS}

Row = TypeVar("Row")


class Line:
    """One line of a table, which knows where it stands."""

    def __init__(self, place: str, cells: Mapping[str, str]) -> None:
        self.place = place
        self.cells = cells

    def wrong(self, problem: str) -> LanguageDataError:
        return LanguageDataError(f"{self.place}: {problem}")

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        value = self.cells[column]
        if value not in allowed:
            raise self.wrong(f"{column} {value!r} is not allowed; allowed are {', '.join(allowed)}")
        return value

    def several(self, column: str) -> tuple[str, ...]:
        """A cell whose values are parted by bars; none for an empty one."""
        cell = self.cells[column]
        values = tuple(cell.split("|")) if cell else ()
        if any(not value or value != value.strip() for value in values):
            raise self.wrong(f"{column} {cell!r} has a gap; write it as one|two three|four")
        if len(set(values)) < len(values):
            raise self.wrong(f"{column} {cell!r} names a value twice; name each once")
        return values

    def code(self, column: str, letters: Callable[[str], bool]) -> str:
        """A code of two letters, or an empty cell where the column may be empty."""
        value = self.cells[column]
        if value and not (len(value) == 2 and value.isascii() and value.isalpha() and letters(value)):
            raise self.wrong(f"{column} {value!r} is not allowed; allowed is an ISO code of two letters")
        return value

    def some_of(self, column: str, allowed: Sequence[str], sign: str) -> frozenset[str]:
        values = self.cells[column].split(sign)
        for value in values:
            if value not in allowed:
                raise self.wrong(f"{column} {value!r} is not allowed; allowed are {', '.join(allowed)}")
        if len(set(values)) < len(values):
            raise self.wrong(f"{column} {self.cells[column]!r} names a value twice; name each once")
        return frozenset(values)


def read_folder(folder: Path) -> Language:
    """A language folder as a :class:`Language`; :class:`LanguageDataError` for the first thing that is wrong."""
    return Language(
        **_facts(folder / "language.toml"),
        cues=tuple(_rows(folder / "cues.tsv", _cue)),
        hedges=tuple(_rows(folder / "hedges.tsv", _hedge)),
        titles=tuple(_rows(folder / "titles.tsv", _title)),
        pronouns=tuple(_rows(folder / "pronouns.tsv", _pronoun)),
        endings=tuple(_rows(folder / "endings.tsv", _ending)),
        places=tuple(_rows(folder / "places.tsv", _place)),
        outlets=read_outlets(folder),
        credits=tuple(_rows(folder / "credits.tsv", _credit)),
        dates=_dates(folder / "dates.toml"),
        numbers=read_numbers(folder / "numbers.toml"),
    )


def read_outlets(folder: Path) -> tuple[OutletRow, ...]:
    """The agencies and media of a language folder alone."""
    return tuple(_rows(folder / "outlets.tsv", _outlet))


def _dates(path: Path) -> DateWords:
    """``dates.toml``; a folder without it knows no dates."""
    if not path.exists():
        return DateWords()
    place = f"{path.parent.name}/{path.name}"
    try:
        return date_words(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise LanguageDataError(f"{place}: not TOML, {error}") from error
    except ValueError as error:
        raise LanguageDataError(f"{place}: {error}") from error


def aliases(folder: Path) -> tuple[str, ...]:
    """The other codes that a folder answers to, without reading its tables."""
    return tuple(_facts(folder / "language.toml").get("aliases", ()))


def _cue(line: Line) -> CueRow:
    frame = line.some_of("frame", schema.FRAMES, "+")
    if frame == {"refl"}:
        raise line.wrong(f"frame 'refl' alone says nothing; add one of {', '.join(schema.FRAMES[:-1])}")
    forms = tuple(line.cells["forms"].split(",")) if line.cells["forms"] else ()
    if any(not form or form != form.strip() for form in forms):
        raise line.wrong(f"forms {line.cells['forms']!r} has a gap; write them as one,two three,four")
    return CueRow(
        line.cells["lemma"],
        line.one_of("pos", schema.POS),
        line.one_of("act", schema.ACTS),
        line.one_of("certainty", CERTAINTIES),
        frame,
        forms,
        line.cells["example"],
        line.cells["seen"],
    )


def _hedge(line: Line) -> HedgeRow:
    return HedgeRow(
        line.cells["words"],
        line.one_of("certainty", _HEDGES),
        line.one_of("scope", schema.SCOPES),
        line.cells["example"],
        line.cells["seen"],
    )


def _title(line: Line) -> TitleRow:
    return TitleRow(line.cells["lemma"], line.one_of("kind", schema.TITLE_KINDS), line.cells["example"])


def _pronoun(line: Line) -> PronounRow:
    return PronounRow(
        line.cells["form"],
        line.cells["lemma"],
        line.one_of("type", schema.PRONOUN_TYPES),
        line.one_of("person", schema.PERSONS),
        line.one_of("number", schema.NUMBERS),
        line.one_of("gender", schema.GENDERS),
    )


def _ending(line: Line) -> EndingRow:
    return EndingRow(
        line.one_of("tag", schema.INFLECTED),
        line.one_of("gender", schema.UD_GENDERS),
        line.one_of("number", schema.UD_NUMBERS),
        *(line.cells[column] for column in ("ending", "nominative", "word", "example")),
    )


def _place(line: Line) -> PlaceRow:
    return PlaceRow(
        line.cells["id"],
        line.one_of("kind", PLACE_KINDS),
        line.code("government", str.isupper),
        line.cells["name"],
        line.several("variants"),
        line.several("adjectives"),
        line.several("people"),
        line.cells["example"],
    )


def _outlet(line: Line) -> OutletRow:
    return OutletRow(
        line.cells["name"],
        line.one_of("kind", OUTLET_KINDS),
        line.code("country", str.isupper),
        line.code("language", str.islower),
        line.several("aliases"),
        line.cells["example"],
    )


def _credit(line: Line) -> CreditRow:
    kind, outlet = line.one_of("kind", CREDIT_KINDS), line.cells["outlet"]
    if (kind == "agency") != bool(outlet):
        raise line.wrong(f"outlet {outlet!r} of kind {kind!r}; only the kind agency has one, and needs it")
    return CreditRow(line.cells["words"], kind, outlet, line.cells["example"])


def _rows(path: Path, make: Callable[[Line], Row]) -> Iterator[Row]:
    """The rows of a table, each key once."""
    first: dict[tuple[str, ...], str] = {}
    for line in table(path, COLUMNS[path.name]):
        key = tuple(line.cells[column] for column in KEYS[path.name])
        if key in first:
            raise line.wrong(f"{' '.join(key)!r} stands at {first[key]} already; keep one of the two rows")
        first[key] = line.place
        yield make(line)


def table(path: Path, columns: Sequence[str]) -> Iterator[Line]:
    """The lines of a table without header and comments, cell by cell checked."""
    header = False
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        for cells in reader:
            place = f"{path.parent.name}/{path.name}:{reader.line_num}"
            if not cells or cells[0].startswith("#"):
                continue
            if not header:
                _check_header(place, cells, columns)
                header = True
                continue
            yield _line(place, cells, columns)
    if not header:
        raise LanguageDataError(f"{path.parent.name}/{path.name}:1: no header; it is {' '.join(columns)}")


def _check_header(place: str, cells: Sequence[str], columns: Sequence[str]) -> None:
    if tuple(cells) != tuple(columns):
        raise LanguageDataError(f"{place}: header is {' '.join(cells)!r}; it must be {' '.join(columns)!r}")


def _line(place: str, cells: Sequence[str], columns: Sequence[str]) -> Line:
    if len(cells) != len(columns):
        raise LanguageDataError(f"{place}: {len(cells)} cells; the header has {len(columns)}, parted by tabs")
    line = Line(place, dict(zip(columns, cells, strict=True)))
    for column, cell in line.cells.items():
        if cell != " ".join(cell.split()):
            raise line.wrong(f"{column} {cell!r} has stray white space; use single spaces inside")
        if not cell and column not in _MAY_BE_EMPTY:
            raise line.wrong(f"{column} is empty; only {', '.join(_MAY_BE_EMPTY)} may be")
        if column in _LOWER_CASE and cell != cell.lower():
            raise line.wrong(f"{column} {cell!r} has capitals; write {cell.lower()!r}")
    return line


def _facts(path: Path) -> dict[str, Any]:
    """``language.toml`` as arguments of :class:`Language`, each of the type it should have."""
    place = f"{path.parent.name}/{path.name}"
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LanguageDataError(f"{place}: not TOML, {error}") from error
    allowed = (*_TEXTS, *_TRUTHS, *_ORDERED, *_SETS, "quotes")
    for key in given:
        if key not in allowed:
            raise LanguageDataError(f"{place}: key {key!r} is not allowed; allowed are {', '.join(allowed)}")
    for key in _NEEDED:
        if key not in given:
            raise LanguageDataError(f"{place}: key {key!r} is missing; needed are {', '.join(_NEEDED)}")
    facts = {key: _fact(f"{place}: {key}", key, value) for key, value in given.items()}
    if facts["code"] != path.parent.name:
        raise LanguageDataError(
            f"{place}: code {facts['code']!r} must be the folder's name {path.parent.name!r}"
        )
    return facts


def _fact(place: str, key: str, value: object) -> object:
    if key in _TRUTHS:
        return _checked(place, value, isinstance(value, bool), "true or false")
    if key in _TEXTS:
        allowed = _ALLOWED.get(key)
        fits = isinstance(value, str) and bool(value) and (allowed is None or value in allowed)
        return _checked(place, value, fits, " or ".join(map(repr, allowed or ["a text"])))
    if key == "quotes":
        pairs = isinstance(value, list) and all(_is_texts(pair) and len(pair) == 2 for pair in value)
        _checked(place, value, pairs, 'pairs of marks, [["„", "“"], …]')
        return tuple((pair[0], pair[1]) for pair in value) if isinstance(value, list) else ()
    texts = value if isinstance(value, list) and _is_texts(value) else None
    if texts is None or len(set(texts)) < len(texts):
        raise LanguageDataError(f"{place} {value!r} is not allowed; allowed is a list of texts, each once")
    if any(text != text.lower() for text in texts):
        raise LanguageDataError(f"{place} {value!r} has capitals; write all in lower case")
    return frozenset(texts) if key in _SETS else tuple(texts)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _checked(place: str, value: object, fits: bool, allowed: str) -> object:
    if not fits:
        raise LanguageDataError(f"{place} {value!r} is not allowed; allowed is {allowed}")
    return value
