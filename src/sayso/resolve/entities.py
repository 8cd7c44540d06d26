"""Named things: what each name of a report means, with a base form and an id that other reports share.

In: a reading and its language.  Out: an :class:`Entity` for each name, in the order of the text.  Ids, the first
that fits:

``country:RU`` ``capital:RU`` ``place:kremlin`` ``org:nato``
    A row of ``places.tsv``; so are peoples ("Rusi" → ``country:RU``).
``outlet:dpa``
    A row of ``outlets.tsv``, by the key of its name.
``person:KEY`` ``org:KEY`` ``place:KEY`` ``misc:KEY``
    All others by :func:`sayso.lang.keys.name_key` of the fullest name that the report gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sayso.lang import Language
from sayso.lang.gazette import PlaceRow
from sayso.lang.keys import name_key
from sayso.lang.nominative import by_stem, nominative
from sayso.model import Entity, Name, Reading, Reason, Span, Word
from sayso.resolve.people import Mention, people_of
from sayso.resolve.rows import base_by_row, known, known_outlet, known_place, land_of_office

PERSON, DERIVED = "PER", "DERIV_PER"
TYPES = {DERIVED: PERSON, "PER": "PER", "ORG": "ORG", "LOC": "LOC"}
PREFIXES = {"PER": "person", "ORG": "org", "LOC": "place", "MISC": "misc"}
KIND_PREFIXES = {"person": "person", "state": "place", "document": "misc"}
UNNAMED = ("anonymous", "general")
GOVERNED = ("country", "capital", "city", "building", "region")
GOVERNING = (None, "state", "office", "organisation")
"""Kinds of sources for which a place stands for its government; a body ("Nato") stays itself."""
GOVERNMENT = "government:"
_BODY = "org:"
_MARKS = "\"„“”»«‘’‚'‹›"
_LONGEST_SHORT = 12  # letters of an abbreviation in brackets


@dataclass(frozen=True)
class Seen:
    """A reading as :mod:`sayso.lang.nominative` looks at it."""

    reading: Reading
    language: Language

    @property
    def words(self) -> tuple[Word, ...]:
        return self.reading.words

    @cached_property
    def name_of(self) -> Mapping[int, Name]:
        return self.reading.names_by_word()

    @cached_property
    def nominatives(self) -> Mapping[str, tuple[Word, ...]]:
        return by_stem(self.reading, self.language)


@dataclass(frozen=True, slots=True)
class Meaning:
    """An id and how it was found; of a speaker its ``kind``, where the id tells it better than a name's type."""

    id: str
    why: Reason
    others: tuple[str, ...] = ()
    kind: str | None = None


def entities_of(reading: Reading, language: Language) -> tuple[Entity, ...]:
    """Every name of the report as an entity, in the order of the text."""
    seen = Seen(reading, language)
    names = sorted(_usable(reading))
    bases = [base_form(seen, first, last) for first, last, _ in names]
    names = _one_type_each(names, bases)
    spans = [Span(seen.words[first].span.start, seen.words[last - 1].span.end) for first, last, _ in names]
    meanings: dict[int, Meaning] = {}
    for at, (first, last, kind) in enumerate(names):
        words = seen.words[first:last]
        row = known(language, kind, _spellings(words, bases[at]))
        if row is not None:
            meanings[at] = Meaning(row.id, row.why)
            if row.id.startswith(_BODY):  # a body of states is no place, whatever the network took it for
                names[at] = (first, last, "ORG")
            bases[at] = base_by_row(row, words, bases[at], language)
    mentions = [
        _mention(at, seen.words[first:last], bases[at])
        for at, (first, last, kind) in enumerate(names)
        if TYPES.get(kind) == PERSON and at not in meanings
    ]
    mention_at = {mention.at: mention for mention in mentions}
    for at, (person, others) in people_of(mentions).items():
        bases[at] = person.part(mention_at[at])
        also = f"; or {', '.join(other.name for other in others)}" if others else ""
        fullest = spans[person.fullest.at]
        why = Reason("rule", "entities:the name in full", person.name + also, evidence=(fullest,))
        ids = tuple(f"person:{other.key}" for other in others)
        meanings[at] = Meaning(f"person:{person.key}", why, ids)
    for at, (_, _, kind) in enumerate(names):
        if at not in meanings:
            why = Reason("rule", "entities:name key", bases[at], evidence=(spans[at],))
            meanings[at] = Meaning(_keyed(kind, bases[at]), why)
    by_base: dict[str, list[int]] = {}
    for at, base in enumerate(bases):
        by_base.setdefault(base, []).append(at)
    for short, full in _abbreviations(seen.words, names):
        if meanings[short].why.step == "rule" and names[short][2] != PERSON:
            why = Reason("rule", "entities:abbreviation of", bases[full], evidence=(spans[full],))
            meanings |= {
                at: Meaning(meanings[full].id, why)
                for at in by_base[bases[short]]
                if meanings[at].id == meanings[short].id
            }
    return tuple(
        Entity(
            spans[at],
            TYPES.get(kind, "MISC"),
            bases[at],
            meanings[at].id,
            meanings[at].others,
            (Reason("rule", "entities:base form", bases[at], evidence=(spans[at],)), meanings[at].why),
        )
        for at, (_, _, kind) in enumerate(names)
    )


class Named:
    """The entities of one report by their names and keys: of several the first, of people apart."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._first: dict[tuple[str, str, bool], tuple[int, Entity]] = {}
        for at, entity in enumerate(entities):
            kind, _, key = entity.id.partition(":")
            for person in {False, kind == PREFIXES[PERSON]}:
                self._first.setdefault(("name", entity.name, person), (at, entity))
                self._first.setdefault(("key", key, person), (at, entity))

    def find(self, name: str, *, person: bool) -> Entity | None:
        """The first entity that bears a name or its key; for a person's name, of people rather than of others."""
        said = (("name", name), ("key", name_key(name)))
        for only in (True, False) if person else (False,):
            found = [self._first[(*each, only)] for each in said if (*each, only) in self._first]
            if found:
                return min(found, key=lambda entry: entry[0])[1]
        return None


def speaker_entity(
    speaker: str | None, source_kind: str | None, language: Language, named: Named
) -> Meaning | None:
    """What a speaker's name stands for; ``None`` where nobody is named.

    A country, its capital or the house of its government speaks for that government ("Peking" →
    ``government:CN``), and so does an office with its country's adjective and no more ("ruska vlada").
    Else it is the entity of the report with that name, else a key of its own kind.
    """
    if speaker is None or source_kind in UNNAMED or not name_key(speaker):
        return None
    place = language.gazette.place(speaker)
    house = (
        source_kind == "person" and place is not None and place.kind == "building"
    )  # nobody is called "Kremelj"
    governing = _government(speaker, source_kind, language) if house or source_kind in GOVERNING else None
    if governing is not None:
        return replace(governing, kind="state") if house else governing
    outlet = language.gazette.outlet(speaker) if source_kind != "person" else None
    if outlet is not None:
        row = known_outlet(outlet)
        return Meaning(row.id, row.why, kind=outlet.kind)
    entity = named.find(speaker, person=source_kind == "person")
    if entity is not None:
        why = Reason("rule", "entities:named in the report", entity.name, evidence=(entity.span,))
        return Meaning(entity.id, why, entity.alternatives)
    if source_kind is None:
        return None  # a description ("one of the guests"): another report means others by it
    prefix = KIND_PREFIXES.get(source_kind, "org")
    return Meaning(f"{prefix}:{name_key(speaker)}", Reason("rule", "entities:name key", speaker))


def _government(speaker: str, source_kind: str | None, language: Language) -> Meaning | None:
    """A place that speaks: for its government, where it has one."""
    place = language.gazette.place(speaker)
    if place is not None:
        row = known_place(place)
        return Meaning(GOVERNMENT + place.government if _governs(place) else row.id, row.why)
    land = land_of_office(speaker, language) if source_kind in ("state", "office") else None
    if land is None:
        return None
    return Meaning(GOVERNMENT + land, Reason("rule", "entities:office of a state", speaker))


def base_form(seen: Seen, first: int, last: int) -> str:
    """Words ``[first, last)`` in the nominative, without quotation marks around them."""
    said = nominative(seen, range(first, last))
    return said.strip(_MARKS + " ") or said


def _governs(place: PlaceRow) -> bool:
    return bool(place.government) and place.kind in GOVERNED


def _usable(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """The names with their words, whatever a reading by hand may hold beside them."""
    for name in reading.names:
        if 0 <= name.first < name.last <= len(reading.words):
            yield name.first, name.last, name.type


def _one_type_each(names: Sequence[tuple[int, int, str]], bases: Sequence[str]) -> list[tuple[int, int, str]]:
    """Names of several words have the type that their report gives them most often; of several the first."""
    types: dict[str, Counter[str]] = {}
    for (_, _, kind), base in zip(names, bases, strict=True):
        types.setdefault(base, Counter())[kind] += 1
    return [
        (first, last, types[base].most_common(1)[0][0] if last - first > 1 else kind)
        for (first, last, kind), base in zip(names, bases, strict=True)
    ]


def _mention(at: int, words: Sequence[Word], base: str) -> Mention:
    return Mention(at, _forms(words), base, _is_nominative(words), words[0].feature("Gender"))


def _forms(words: Sequence[Word]) -> tuple[str, ...]:
    """The lettered words; of an adjective made of a name its lemma."""
    kept = [word for word in words if any(map(str.isalnum, word.form))] or list(words)
    return tuple(word.lemma or word.form if word.tag == "ADJ" else word.form for word in kept)


def _is_nominative(words: Sequence[Word]) -> bool:
    """No word of it is in another case; a derived adjective is no nominative of the name."""
    return not any(word.tag == "ADJ" or word.feature("Case") not in (None, "Nom") for word in words)


def _spellings(words: Sequence[Word], base: str) -> tuple[str, ...]:
    """As it stands, in the base form, and by its lemmas."""
    said = " ".join(word.form for word in words).strip(_MARKS + " ")
    return said, base, " ".join(word.lemma for word in words)


def _keyed(kind: str, base: str) -> str:
    return f"{PREFIXES[TYPES.get(kind, 'MISC')]}:{name_key(base) or base.casefold()}"


def _abbreviations(words: Sequence[Word], names: Sequence[tuple[int, int, str]]) -> Iterable[tuple[int, int]]:
    """Pairs of names ``Long Name (LN)``: the short one's and the long one's place among the names."""
    for at in range(1, len(names)):
        full, short = names[at - 1], names[at]
        opens = full[1] + 1 == short[0] and words[full[1]].form in ("(", "[")
        closes = short[1] < len(words) and words[short[1]].form in (")", "]")
        letters = sum(len(word.form) for word in words[short[0] : short[1]])
        if opens and closes and letters <= _LONGEST_SHORT and full[1] - full[0] > 1:
            yield at, at - 1
