"""Rows of known places, bodies and outlets, and how a name is looked up among them.

``places.tsv``
    ``id``: the same for the same thing in every language ("country:RU", "capital:RU", "org:nato");
    ``kind``: one of :data:`PLACE_KINDS`; ``government``: the country (ISO 3166, with XK for Kosovo and EU) that it
    stands for as a speaker, empty for none; ``name``: in the nominative; ``variants``: all forms that inflection
    makes of it, and other names, each with its nominative first; ``adjectives``: lemmas ("ruski"); ``people``: its
    people in all forms ("Rus", "Rusinja"); ``example``: a phrase of our own with one of the forms.
``outlets.tsv``
    ``name``: as the outlet writes itself, in Latin letters, the same in every language; ``kind``: ``agency`` or
    ``medium``; ``country`` and ``language``: ISO codes of its home; ``aliases``: what else it is called;
    ``example``: a phrase of our own.

Cells with several values part them with ``|``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

PLACE_KINDS = ("country", "capital", "city", "building", "region", "body")
OUTLET_KINDS = ("agency", "medium")

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A country, a place in it, or a body of states."""

    id: str
    kind: str
    government: str
    name: str
    variants: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class OutletRow:
    """A news agency or a medium."""

    name: str
    kind: str
    country: str
    language: str
    aliases: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True)
class Gazette:
    """The rows of one language by what they can be called; words are parted by single spaces.

    Capitals do not matter, but in short names of places that consist of them ("us" is no country).
    """

    places: Mapping[str, PlaceRow]
    people: Mapping[str, PlaceRow]
    adjectives: Mapping[str, PlaceRow]
    outlets: Mapping[str, OutletRow]

    @staticmethod
    def of(places: Iterable[PlaceRow], outlets: Iterable[OutletRow]) -> Gazette:
        by_name: dict[str, PlaceRow] = {}
        by_people: dict[str, PlaceRow] = {}
        by_adjective: dict[str, PlaceRow] = {}
        by_outlet: dict[str, OutletRow] = {}
        for place in places:
            for name in (place.name, *place.variants):
                by_name.setdefault(lookup(name), place)
            for name in place.people:
                by_people.setdefault(lookup(name), place)
            for name in place.adjectives:
                by_adjective.setdefault(name.casefold(), place)
        for outlet in outlets:
            for name in (outlet.name, *outlet.aliases):
                by_outlet.setdefault(name.casefold(), outlet)
        return Gazette(by_name, by_people, by_adjective, by_outlet)

    def place(self, *names: str) -> PlaceRow | None:
        """The place that the first known one of some spellings names."""
        return _first(self.places, names)

    def people_of(self, *names: str) -> PlaceRow | None:
        """The country whose people some word means: "Rusi"."""
        return _first(self.people, names)

    def outlet(self, *names: str) -> OutletRow | None:
        """The agency or medium of a name."""
        return next(
            (self.outlets[name.casefold()] for name in names if name.casefold() in self.outlets), None
        )

    def land_of(self, adjective: str) -> PlaceRow | None:
        """The country of an adjective's lemma: "ruski"."""
        return self.adjectives.get(adjective.casefold())


def lookup(name: str) -> str:
    """A name as it is looked up: capitals count only in short ones that consist of them."""
    letters = [sign for sign in name if sign.isalpha()]
    short = len(letters) <= 3 and all(sign.isupper() for sign in letters)
    return name if short else name.casefold()


def _first(index: Mapping[str, Row], names: Iterable[str]) -> Row | None:
    return next((index[lookup(name)] for name in names if lookup(name) in index), None)
