"""Mentions of one person in one report: cases of a full name, and surnames that go with it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sayso.lang.forms import alike
from sayso.lang.keys import name_key
from sayso.lang.nominative import stem
from sayso.text import fold

_SHORTEST = 3  # letters by which a surname can be told from another


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name in the text: the forms of its words, its base form, and whether it stands in the nominative.

    ``at`` is where it stands among the names of the report; ``gender`` is its first word's.
    """

    at: int
    forms: tuple[str, ...]
    base: str
    nominative: bool
    gender: str | None = None

    @property
    def key(self) -> str:
        return name_key(self.base) or self.base.casefold()


@dataclass(slots=True)
class Person:
    """Somebody with the mentions that are surely one name; ``first`` is the earliest of them."""

    mentions: list[Mention] = field(default_factory=list)
    first: int = sys.maxsize
    _key: str | None = None

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        self.first = min(self.first, mention.at)
        self._key = None

    @property
    def key(self) -> str:
        """Of a mention in the nominative where there is one, else the commonest; of several the first."""
        if self._key is None:
            counted = Counter(m.key for m in self.mentions if m.nominative) or Counter(
                m.key for m in self.mentions
            )
            self._key = max(counted, key=lambda key: counted[key])
        return self._key

    @property
    def fullest(self) -> Mention:
        """The mention that gives the person's name."""
        key = self.key
        return next(m for m in self.mentions if m.key == key)

    @property
    def name(self) -> str:
        return self.fullest.base

    @property
    def words(self) -> int:
        return len(self.mentions[0].forms)

    def part(self, mention: Mention) -> str:
        """As much of the person's name as the mention has: its end, or its beginning for a given name."""
        words, size = self.name.split(), len(mention.forms)
        if len(words) != self.words:
            return mention.base
        end = words[-size:]
        fits = size == len(words) or map_alike(end, mention.forms) or map_alike(end, mention.base.split())
        return " ".join(end) if fits else mention.base

    def has(self, mention: Mention) -> bool:
        """Is the mention this very name, in whatever case?"""
        return any(same_name(known, mention) for known in self.mentions)


class People:
    """The people of a report by what their names begin and end with, so that few are compared with each mention."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], dict[int, Person]] = {}
        self._places: dict[int, int] = {}

    def add(self, person: Person, mention: Mention) -> None:
        """A mention goes to a person, known or new."""
        place = self._places.setdefault(id(person), len(self._places))
        person.add(mention)
        for sign in _signs(mention):
            self._found.setdefault(sign, {})[place] = person

    def like(self, mention: Mention) -> list[Person]:
        """All whom :func:`same_name` or :func:`bearers` could take for the mention, in the order they were added."""
        found: dict[int, Person] = {}
        for sign in _signs(mention):
            found |= self._found.get(sign, {})
        return [found[place] for place in sorted(found)]


def _signs(mention: Mention) -> Iterator[tuple[str, str]]:
    """The first and last part of its key, and the first letters of its last form: alike names share one of these."""
    parts = mention.key.split("-")
    yield "first", parts[0]
    yield "last", parts[-1]
    yield "form", stem(mention.forms[-1])


def same_name(known: Mention, other: Mention) -> bool:
    """The same key, or cases of one name.

    Two nominatives that differ are two people ("Simon" and "Simona"), and so are full names of two genders.
    """
    if known.key == other.key:
        return True
    if len(known.forms) != len(other.forms) or (known.nominative and other.nominative):
        return False
    if len(known.forms) > 1 and None not in (known.gender, other.gender) and known.gender != other.gender:
        return False
    return all(map(alike, known.forms, other.forms)) and len(fold(other.forms[-1])) >= _SHORTEST


def people_of(mentions: Sequence[Mention]) -> dict[int, tuple[Person, tuple[Person, ...]]]:
    """Who each mention is, by its ``at``: the person, and the others that it might be.

    Shorter names go to the fuller one that ends as they do, else begins so ("Lavrov", "Sergej" → "Sergej Lavrov");
    of several to the first of the gender that the mention shows.
    """
    people = People()
    found: dict[int, tuple[Person, tuple[Person, ...]]] = {}
    for mention in sorted(mentions, key=lambda m: (-len(m.forms), not m.nominative, m.at)):
        fuller = bearers(people.like(mention), mention)
        if fuller:
            chosen = chosen_of(fuller, mention)
            found[mention.at] = (chosen, tuple(person for person in fuller if person is not chosen))
            continue
        person = next((p for p in people.like(mention) if p.has(mention)), None) or Person()
        people.add(person, mention)
        found[mention.at] = (person, ())
    return found


def bearers(people: Sequence[Person], mention: Mention) -> list[Person]:
    """Those whose fuller name has the mention as its end; where nobody has, and it is one word, as its beginning."""
    size = len(mention.forms)
    fuller = [person for person in people if person.words > size]
    own = mention.key.split("-")
    by_key = [p for p in fuller if p.key.split("-")[-len(own) :] == own]
    if by_key:
        return by_key
    by_form = [p for p in fuller if any(map_alike(m.forms[-size:], mention.forms) for m in p.mentions)]
    if by_form or size > 1:
        return by_form
    given = [p for p in fuller if p.key.split("-")[:1] == own]
    return given if len(given) == 1 else []


def map_alike(forms: Sequence[str], others: Sequence[str]) -> bool:
    return len(forms) == len(others) and all(map(alike, forms, others))


def chosen_of(people: Sequence[Person], mention: Mention) -> Person:
    """The first named of those whose gender the mention shows ("Kosova" is a woman), else the first named of all.

    A speaker's surname is read so too.
    """
    agreeing = [p for p in people if mention.gender and p.mentions[0].gender == mention.gender]
    return min(agreeing or people, key=lambda person: person.first)
