"""Names that ``places.tsv`` and ``outlets.tsv`` know: their ids and their base forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.lang import Language
from sayso.lang.forms import alike
from sayso.lang.gazette import OutletRow, PlaceRow
from sayso.lang.keys import name_key
from sayso.model import Reason, Word
from sayso.resolve.people import map_alike

PLACED = ("LOC", "ORG")
PERSONAL = ("PER", "DERIV_PER")


@dataclass(frozen=True, slots=True)
class Known:
    """What a row says of a name: its id, and the names of the thing, of each the nominative first."""

    id: str
    why: Reason
    names: tuple[str, ...] = ()


def known(language: Language, kind: str, spellings: Sequence[str]) -> Known | None:
    """The row that the first known spelling means.

    A person's name can only be a people's ("Rusi"), a place's no outlet's, and a thing's of no type no place's.
    """
    gazette = language.gazette
    for spelling in spellings:
        if (people := gazette.people_of(spelling)) is not None:
            return Known(people.id, Reason("row", f"places.tsv:{people.id}", "its people"))
        if kind in PERSONAL:
            continue
        if kind != "LOC" and (outlet := gazette.outlet(spelling)) is not None:
            return known_outlet(outlet)
        if kind in PLACED and (place := gazette.place(spelling)) is not None:
            return known_place(place)
    return None


def known_outlet(row: OutletRow) -> Known:
    """What a row says of an agency or a medium."""
    why = Reason("row", f"outlets.tsv:{row.name}", row.name)
    return Known(f"outlet:{name_key(row.name)}", why, (row.name, *row.aliases))


def known_place(row: PlaceRow) -> Known:
    """What a row says of a place or a body of states."""
    return Known(row.id, Reason("row", f"places.tsv:{row.id}", row.name), (row.name, *row.variants))


def base_by_row(found: Known, words: Sequence[Word], base: str, language: Language) -> str:
    """The base form of a known name: that of the row which looks like the mention, else ``base``.

    "Švedskem" is "Švedska", whatever its lemma is; of a people's several it is the plural ("Rusov" → "Rusi").
    """
    said = " ".join(word.form for word in words)
    if found.names:
        fitting = (name for name in found.names if map_alike(name.split(), said.split()))
        name = next(fitting, said)
        return base if name == said else name
    word = words[-1]
    number, gender = word.feature("Number"), word.feature("Gender")
    if len(words) > 1 or number in (None, "Sing") or word.feature("Case") == "Nom":
        return base
    lemma = word.lemma[:1].upper() + word.lemma[1:]
    several = language.nominative_of(lemma, "NOUN", gender, number)
    return base if several == lemma else several


GOVERNING_TITLES = ("office", "state")


def land_of_office(speaker: str, language: Language) -> str | None:
    """The government of "ruska vlada", "the Russian government": a country's adjective and an office of one word."""
    words = [word.casefold() for word in speaker.split()]
    words = words[1:] if words[0] in language.dates.articles else words
    if len(words) != 2 or not any(
        row.kind in GOVERNING_TITLES and alike(row.lemma, words[1]) for row in language.titles
    ):
        return None
    spellings = [words[0]]
    for row in language.endings:
        if row.tag == "ADJ" and row.nominative and words[0].endswith(row.nominative):
            spellings.append(words[0].removesuffix(row.nominative) + row.ending)
    places = (language.gazette.land_of(spelling) for spelling in spellings)
    return next((place.government for place in places if place is not None), None)
