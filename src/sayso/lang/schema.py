"""What a language folder holds, and what is allowed in it.

A folder ``lang/<code>/`` has files of the same names in every language.  Eight are tables (UTF-8, tab separated,
the first line is the header, lines that begin with ``#`` are comments); a table may be its header alone::

    cues.tsv      lemma pos act certainty frame forms example seen
    hedges.tsv    words certainty scope example seen
    titles.tsv    lemma kind example
    pronouns.tsv  form lemma type person number gender
    endings.tsv   tag gender number ending nominative word example
    places.tsv    id kind government name variants adjectives people example
    outlets.tsv   name kind country language aliases example
    credits.tsv   words kind outlet example

Places and outlets are described in :mod:`sayso.lang.gazette`, credits in :mod:`sayso.lang.credits`.
``numbers.toml`` holds number words, units and bounds (:mod:`sayso.lang.numbers`); a folder may lack it.
The facts are in ``language.toml``.  Every key but ``code``, ``name`` and ``quotes`` may be left out:

``code``, ``name``
    The folder's name ("sl") and the language's English name ("Slovene").
``aliases``
    Codes of other languages that are read with this folder: ``["bs"]`` in ``hr``.
``quotes``
    Pairs of an opening and a closing quotation mark: ``[["„", "“"], …]``.
``complementisers``
    Words that open a reported clause and belong to its content ("da", "that", "ali", "whether").
``relative_pronouns``
    Forms that open a relative clause and can be a source ("ki", "who").
``reflexives``
    Forms that belong to the cue of a reflexive verb ("se", "si").
``auxiliaries``
    Lemmas that belong to the cue of the verb they help ("biti", "have").
``source_prepositions``
    Words that are left outside a source that follows them ("iz družbe", "by the ministry").
``citing_conjunctions``
    Words before a citing clause that are in no part ("kot pravi X", "as X says").
``opening_conjunctions``
    Words at the head of a sentence that stay outside the content ("A po njegovih besedah …").
``coordinators``
    Words that join two saying verbs or two sources ("in", "and").
``negations``
    Forms that turn a cue over; in the lemma of a cue the first of them stands for all ("ne strinjati").
``passing_adjectives``
    Lemmas before a noun that say when or which of several ("današnji", "omenjen"): no part of a speaker's name.
``abbreviations``
    With their dot, lower case: the dot is part of the word and does not end a sentence by itself.
``months``
    Names of months as they follow a day ("novembra"): "1." before one is an ordinal.
``towns``
    Lower case: towns of datelines that ``places.tsv`` does not hold ("koper", "novo mesto").
``ordinal_dot``
    Whether the dot of "1. november" belongs to the number (true or false).
``drops_subjects``
    Whether a finite verb can stand without a subject ("je dodal"), so that whoever spoke before goes on.
``lone_bylines``
    Whether a name alone on a line above or below a report is its author's (true or false); not where headings
    consist of words with capitals.
``decimal``
    The sign before the decimals of a number: "," or ".".
``clitics``
    Endings that are words of their own ("n't"), or whole words with a bar where they part ("can|not").
``hyphen``, ``prefixes``
    "keep", "split" or "suffix": whether a hyphen joins its parts, parts them, or parts them unless an ending
    hangs on an acronym or a number; ``prefixes`` are first parts that are joined all the same ("e").

``dates.toml``, which may be missing, holds the words of time; :mod:`sayso.lang.dates` describes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from sayso.lang.credits import CreditRow, CreditWords
from sayso.lang.dates import DateWords
from sayso.lang.gazette import Gazette, OutletRow, PlaceRow
from sayso.lang.numbers import Numbers
from sayso.model import SOURCE_KINDS

POS = ("verb", "noun", "prep", "particle", "adjective")
# fmt: off
ACTS = (
    "say", "report", "announce", "write", "ask", "answer", "deny", "confirm", "claim", "warn", "promise",
    "demand", "propose", "criticise", "praise", "think", "expect", "hope", "fear", "want", "agree", "describe",
    "reveal", "predict", "cite", "show", "thank", "doubt", "welcome", "reject", "hearsay", "other",
)
# fmt: on
FRAMES = ("clause", "quote", "topic", "parenthetical", "according", "infinitive", "small", "refl")
SCOPES = ("cue", "content")
TITLE_KINDS = SOURCE_KINDS
PRONOUN_TYPES = ("personal", "possessive", "relative", "reflexive", "demonstrative")
PERSONS = ("1", "2", "3", "any")
NUMBERS = ("sing", "dual", "plur", "any")
INFLECTED = ("ADJ", "NOUN", "PROPN")
UD_GENDERS = ("Masc", "Fem", "Neut")
UD_NUMBERS = ("Sing", "Dual", "Plur")
GENDERS = ("masc", "fem", "neut", "any")
HYPHENS = ("keep", "split", "suffix")


@dataclass(frozen=True, slots=True)
class CueRow:
    """Words that ascribe something.  ``lemma`` holds the core words, without reflexive or auxiliary."""

    lemma: str
    pos: str
    act: str
    certainty: str
    frame: frozenset[str]
    forms: tuple[str, ...]
    example: str
    seen: str


@dataclass(frozen=True, slots=True)
class HedgeRow:
    """Words that change how sure the text is: as a cue of their own or inside the content."""

    words: str
    certainty: str
    scope: str
    example: str
    seen: str


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A noun that says what sort of source somebody is."""

    lemma: str
    kind: str
    example: str


@dataclass(frozen=True, slots=True)
class PronounRow:
    """One form of a pronoun.  Person, number and gender of a possessive are the possessor's."""

    form: str
    lemma: str
    type: str
    person: str
    number: str
    gender: str


@dataclass(frozen=True, slots=True)
class EndingRow:
    """How a lemma's ending looks in the nominative of a gender and number ("ruski" → "rusko").

    ``word`` and ``example`` are a lemma the row holds for, before and after.
    """

    tag: str
    gender: str
    number: str
    ending: str
    nominative: str
    word: str
    example: str


Row = TypeVar("Row")
Pattern = tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """The facts of one language; keys as the module's docstring describes them."""

    code: str
    name: str
    quotes: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...] = ()
    complementisers: frozenset[str] = frozenset()
    relative_pronouns: frozenset[str] = frozenset()
    reflexives: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    source_prepositions: frozenset[str] = frozenset()
    citing_conjunctions: frozenset[str] = frozenset()
    opening_conjunctions: frozenset[str] = frozenset()
    coordinators: frozenset[str] = frozenset()
    negations: tuple[str, ...] = ()
    passing_adjectives: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    ordinal_dot: bool = False
    drops_subjects: bool = False
    lone_bylines: bool = False
    decimal: str = "."
    clitics: tuple[str, ...] = ()
    hyphen: str = "suffix"
    prefixes: frozenset[str] = frozenset()
    cues: tuple[CueRow, ...] = ()
    hedges: tuple[HedgeRow, ...] = ()
    titles: tuple[TitleRow, ...] = ()
    pronouns: tuple[PronounRow, ...] = ()
    endings: tuple[EndingRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    outlets: tuple[OutletRow, ...] = ()
    credits: tuple[CreditRow, ...] = ()
    dates: DateWords = field(default_factory=DateWords)
    numbers: Numbers = field(default_factory=Numbers)

    def find_cue(self, lemmas: Sequence[str], forms: Sequence[str]) -> CueRow | None:
        """The row of a cue, given the lower-cased lemmas and forms of its words; ``None`` for an unknown cue.

        All words of the row must be among them, in any order ("je dal izjavo"), each as a lemma or as a form.
        The row with most words wins, but a particle only where nothing else fits: "naj bi dejal" is a saying,
        and :meth:`find_hedges` tells the rest.
        """
        present = {*lemmas, *forms}
        if self.negations and not present.isdisjoint(self.negations):
            present.add(self.negations[0])
        best: tuple[tuple[bool, int, bool], CueRow] | None = None
        for word in dict.fromkeys([*lemmas, *forms]):
            for pattern, row in self._cue_index.get(word, ()):
                rank = (row.pos != "particle", len(pattern), row.pos == "verb")
                if present.issuperset(pattern) and (best is None or rank > best[0]):
                    best = (rank, row)
        return None if best is None else best[1]

    def find_hedges(
        self, lemmas: Sequence[str], forms: Sequence[str], scope: str | None = None
    ) -> list[tuple[HedgeRow, range]]:
        """The hedges in a run of words (lower case), each with the range of its words; none overlap.

        ``scope`` keeps to rows for a ``cue`` or for ``content``; without it a word that is both is a cue.
        """
        index = self._hedge_index
        if scope is not None:
            index = {
                word: [entry for entry in rows if entry[1].scope == scope] for word, rows in index.items()
            }
        return _runs(index, lemmas, forms)

    def find_titles(self, lemmas: Sequence[str], forms: Sequence[str]) -> list[tuple[TitleRow, range]]:
        """The titles in a run of words (lower case), each with the range of its words; none overlap."""
        return _runs(self._title_index, lemmas, forms)

    def find_pronoun(self, form: str) -> tuple[PronounRow, ...]:
        """What a form can be as a pronoun; empty for one that is none."""
        return self._pronoun_index.get(form.lower(), ())

    def nominative_of(self, lemma: str, tag: str, gender: str | None, number: str | None) -> str:
        """The nominative of a lemma in a gender and number (as Universal Dependencies names them).

        By the row with the longest fitting ending; the lemma itself where none fits.
        """
        fitting = [
            row
            for row in self.endings
            if (row.tag, row.gender, row.number) == (tag, gender, number) and lemma.endswith(row.ending)
        ]
        if not fitting:
            return lemma
        row = max(fitting, key=lambda row: len(row.ending))
        return lemma[: len(lemma) - len(row.ending)] + row.nominative

    @cached_property
    def gazette(self) -> Gazette:
        """Places, bodies and outlets by their names."""
        return Gazette.of(self.places, self.outlets)

    @cached_property
    def credit_words(self) -> CreditWords:
        """The words of credit lines, bylines and datelines by what is asked of them."""
        return CreditWords.of(self.credits)

    @cached_property
    def _cue_index(self) -> Mapping[str, list[tuple[Pattern, CueRow]]]:
        """Rows by the last word of each of their patterns: the last is the telling one ("po poročanje")."""
        index: dict[str, list[tuple[Pattern, CueRow]]] = {}
        for row in self.cues:
            for text in (row.lemma, *row.forms):
                pattern = tuple(text.split())
                index.setdefault(pattern[-1], []).append((pattern, row))
        return index

    @cached_property
    def _hedge_index(self) -> Mapping[str, list[tuple[Pattern, HedgeRow]]]:
        return _by_first_word((row.words, row) for row in self.hedges)

    @cached_property
    def _title_index(self) -> Mapping[str, list[tuple[Pattern, TitleRow]]]:
        return _by_first_word((row.lemma, row) for row in self.titles)

    @cached_property
    def _pronoun_index(self) -> Mapping[str, tuple[PronounRow, ...]]:
        index: dict[str, tuple[PronounRow, ...]] = {}
        for row in self.pronouns:
            index[row.form] = (*index.get(row.form, ()), row)
        return index


def _by_first_word(rows: Iterable[tuple[str, Row]]) -> Mapping[str, list[tuple[Pattern, Row]]]:
    index: dict[str, list[tuple[Pattern, Row]]] = {}
    for text, row in rows:
        pattern = tuple(text.split())
        index.setdefault(pattern[0], []).append((pattern, row))
    for found in index.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return index


def _runs(
    index: Mapping[str, list[tuple[Pattern, Row]]], lemmas: Sequence[str], forms: Sequence[str]
) -> list[tuple[Row, range]]:
    """The longest rows that stand in a row of words, from left to right."""
    found: list[tuple[Row, range]] = []
    at = 0
    while at < len(forms):
        here = [*index.get(forms[at], ()), *index.get(lemmas[at], ())]
        fitting = [entry for entry in here if _stands_at(entry[0], at, lemmas, forms)]
        if not fitting:
            at += 1
            continue
        pattern, row = max(fitting, key=lambda entry: len(entry[0]))
        found.append((row, range(at, at + len(pattern))))
        at += len(pattern)
    return found


def _stands_at(pattern: Pattern, at: int, lemmas: Sequence[str], forms: Sequence[str]) -> bool:
    if at + len(pattern) > len(forms):
        return False
    return all(word in (forms[at + i], lemmas[at + i]) for i, word in enumerate(pattern))
