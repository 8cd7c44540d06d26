"""Mentions: the words that name a speaker, and the fullest name that the report gives the same thing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.attribute.bodies import Bodies, capitalised
from sayso.attribute.outlets import a_case_of
from sayso.attribute.phrases import LONGEST_TITLE, TITLE_TAGS, Phrases
from sayso.attribute.scene import Scene
from sayso.lang.forms import alike, equal
from sayso.lang.nominative import nominative
from sayso.model import Name, Word

PERSON = "PER"
OPENING = frozenset("([")
BRACKETS = frozenset("()[]")
SENTENCES_NEAR = 2


class Register:
    """The names of one report: full names of people, and what abbreviations stand for."""

    def __init__(self, scene: Scene, sources: Iterable[tuple[int, ...]] = ()) -> None:
        self.scene = scene
        self.sources = tuple(sources)
        self.spoken = {i for source in self.sources for i in source}
        people = [without_place(scene, name) for name in scene.reading.names if name.type == PERSON]
        self.people = [name for name in people if name.last - name.first > 1]
        self.expansions = dict(abbreviations(scene))
        self.phrases = Phrases(scene, self.sources)
        self.bodies = Bodies(scene)
        self._offices: dict[Name, frozenset[str]] = {}

    def people_before(self, at: int) -> Iterator[Name]:
        """The people named before a word, the last first."""
        names = self.scene.reading.names
        known = bisect_left(names, at, key=lambda name: name.first)
        return (names[i] for i in range(known - 1, -1, -1) if names[i].type == PERSON)

    def fullest(self, mention: Sequence[int], name: Name | None) -> str | None:
        """The name that the report spells out elsewhere for a surname, an abbreviation or a bare noun."""
        words = self.scene.words
        if len(mention) == 1 and (letters := self.spelled(words[mention[0]])) is not None:
            return letters
        if (person := self.full_name(mention, name)) is not None:
            return nominative(self.scene, range(person.first, person.last))
        if len(mention) == 1 and words[mention[0]].tag == "NOUN" and name is None:
            if (office := self.bodies.office(mention[0])) is not None:
                return office
        if (body := self.bodies.whole(mention, name)) is not None:
            return nominative(self.scene, range(body.first, body.last))
        if phrase := self.phrases.spelled_out(mention):
            return capitalised(nominative(self.scene, self.phrases.spelled_out(phrase) or phrase))
        return None

    def spelled(self, word: Word) -> str | None:
        """What an abbreviation stands for, by its form, its lemma, or, in an oblique case, by its stem."""
        found = next((self.expansions[k] for k in (word.form, word.lemma) if k in self.expansions), None)
        if found is None and word.tag == "PROPN" and word.feature("Case") not in (None, "Nom"):
            return next(
                (full for known, full in self.expansions.items() if a_case_of(word.form, known)), None
            )
        return found

    def full_name(self, mention: Sequence[int], name: Name | None) -> Name | None:
        """The person whose full name ends as the mention does: the same form, else one that looks like a case of it.

        Of several such persons the one who spoke just before, else the one named first.
        """
        said = [i for i in mention if self.scene.lettered(i)]
        if not said:
            return None
        names = [name] if name is not None else [self.scene.name_of.get(i) for i in said]
        person = all(n is not None and n.type in (PERSON, "DERIV_PER") for n in names)
        for same in (equal, alike) if person or self.possessive(said) else (equal,):
            found = [other for other in self.people if self.ends_with(other, said, same)]
            if found and (person or len(said) > 1 or self.scene.words[said[0]].tag in ("PROPN", "ADJ")):
                return next((other for other in reversed(found) if self.just_spoke(other, said[0])), found[0])
        return None

    def just_spoke(self, person: Name, at: int) -> bool:
        """Does a full name stand in a source of the sentence before a word, or of those near it?"""
        near = self.scene.sentence_of[at] - self.scene.sentence_of[person.first] <= SENTENCES_NEAR
        return near and person.first < at and person.first in self.spoken

    def possessive(self, said: Sequence[int]) -> bool:
        """``Vidmarjevih besedah``: an adjective made of a surname."""
        word = self.scene.words[said[0]]
        return len(said) == 1 and word.tag == "ADJ" and word.form[:1].isupper() and said[0] > 0

    def ends_with(self, person: Name, said: Sequence[int], same: Callable[[str, str], bool]) -> bool:
        words = self.scene.words
        parts = [words[i].form for i in range(person.first, person.last) if self.scene.lettered(i)]
        forms = [words[i].lemma if words[i].tag == "ADJ" else words[i].form for i in said]
        if len(parts) <= len(forms):
            return False
        return all(same(part, form) for part, form in zip(parts[-len(forms) :], forms, strict=True))

    def holder(self, office: Sequence[int]) -> Name | None:
        """The person whom the report gives this office: ``premier`` → ``premier Janez Kos``.

        All words of the office must stand before or after the name; of several persons the one named last before.
        """
        wanted = {self.scene.words[i].lemma.lower() for i in office if self.scene.lettered(i)}
        found = [person for person in self.people if wanted <= self.offices_of(person)]
        before = [person for person in found if person.last <= office[0]]
        return before[-1] if before else found[0] if found else None

    def offices_of(self, person: Name) -> frozenset[str]:
        """Lemmas of the words that stand before the name as its title, or after it between commas."""
        if person not in self._offices:
            self._offices[person] = frozenset((*self.title_before(person), *self.title_after(person)))
        return self._offices[person]

    def title_before(self, person: Name) -> Iterator[str]:
        words, sentence = self.scene.words, self.scene.sentence_of[person.first]
        case = words[person.first].feature("Case")
        for at in range(person.first - 1, max(person.first - LONGEST_TITLE, -1), -1):
            if self.scene.sentence_of[at] == sentence and words[at].form in BRACKETS:
                continue  # "guverner Narodne banke (NB) Lah"
            if self.scene.sentence_of[at] != sentence or words[at].tag not in TITLE_TAGS:
                return
            if words[at].tag == "ADP" and words[at].relation != "case":
                return
            agrees = words[at].feature("Case") in (case, None, "Gen")
            if words[at].tag == "NOUN" and not agrees and not self.after_preposition(at):
                return
            yield words[at].lemma.lower()

    def after_preposition(self, at: int) -> bool:
        """``minister za finance``: a noun that a preposition governs."""
        words = self.scene.words
        return any(words[i].tag == "ADP" and words[i].relation == "case" for i in self.scene.children(at))

    def title_after(self, person: Name) -> Iterator[str]:
        words, at = self.scene.words, person.last
        if at + 1 >= len(words) or words[at].form != ",":
            return
        for i in range(at + 1, min(at + LONGEST_TITLE, len(words))):
            if words[i].form not in BRACKETS and words[i].tag not in TITLE_TAGS:
                return
            yield words[i].lemma.lower()


def without_place(scene: Scene, person: Name) -> Name:
    """A person's name without a place in the genitive before it ("župan Novega Grada Kos")."""
    words, first = scene.words, person.first
    if words[person.last - 1].feature("Case") == "Nom":
        while first < person.last - 1 and words[first].feature("Case") == "Gen":
            first += 1
    return replace(person, first=first)


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
        letters = [words[i].form[0] for i in range(name.first, name.last)]
        initials = "".join(letter for letter in letters if letter.isupper())
        if len(initials) >= 2:
            found.append((initials, spelled))
        if len(letters) >= 3:
            found.append(("".join(letters).capitalize(), spelled))  # "Slovenska odškodninska družba": Sod
    return found[::-1]
