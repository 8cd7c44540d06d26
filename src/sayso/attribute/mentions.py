"""Mentions: the words that name a speaker, and the fullest name that the report gives the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.attribute.forms import alike, equal
from sayso.attribute.nominative import nominative
from sayso.attribute.scene import Scene
from sayso.model import Name

PERSON = "PER"
OPENING = frozenset("([")


class Register:
    """The names of one report: full names of people, and what abbreviations stand for."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.people = [n for n in scene.reading.names if n.type == PERSON and n.last - n.first > 1]
        self.expansions = dict(abbreviations(scene))

    def fullest(self, mention: Sequence[int], name: Name | None) -> str | None:
        """The name that the report spells out elsewhere for a bare surname or an abbreviation."""
        words = self.scene.words
        if len(mention) == 1:
            form = words[mention[0]].form
            for known in (form, words[mention[0]].lemma):
                if known in self.expansions:
                    return self.expansions[known]
            if name is not None and name.type in (PERSON, "DERIV_PER"):
                return self.full_name(form)
            if name is None and words[mention[0]].tag == "NOUN":
                return self.office(mention[0])
        return None

    def office(self, at: int) -> str | None:
        """``the ministry`` → the nearest organisation before it whose name holds that noun."""
        lemma = self.scene.words[at].lemma.lower()
        for name in reversed(self.scene.reading.names):
            inside = range(name.first, name.last)
            if name.last <= at and name.type == "ORG" and len(inside) > 1:
                if any(self.scene.words[i].lemma.lower() == lemma for i in inside):
                    return nominative(self.scene, inside)
        return None

    def full_name(self, surname: str) -> str | None:
        """The first name of two words or more of a person whose last word is ``surname``, else looks like it."""
        for same in (equal, alike):
            for name in self.people:
                if same(self.scene.words[name.last - 1].form, surname):
                    return nominative(self.scene, range(name.first, name.last))
        return None


def abbreviations(scene: Scene) -> list[tuple[str, str]]:
    """``Long Name (LN)`` anywhere in the report, and long names whose initials an abbreviation spells."""
    found: list[tuple[str, str]] = []
    words = scene.words
    for name in scene.reading.names:
        if name.type == PERSON or name.last - name.first < 2:
            continue
        spelled = nominative(scene, range(name.first, name.last))
        at = name.last
        if at + 2 < len(words) and words[at].form in OPENING and words[at + 2].form in ")]":
            found.append((words[at + 1].form, spelled))
        initials = "".join(
            words[i].form[0] for i in range(name.first, name.last) if words[i].form[0].isupper()
        )
        if len(initials) >= 2:
            found.append((initials, spelled))
    return found[::-1]
