"""Mentions: the words that name a speaker, and the fullest name that the report gives the same thing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.attribute.scene import Scene
from sayso.lang.forms import alike, equal
from sayso.lang.nominative import nominative
from sayso.model import Name, Word

PERSON = "PER"
OPENING = frozenset("([")
BRACKETS = frozenset("()[]")
TITLE_TAGS = frozenset(("NOUN", "ADJ", "PROPN", "ADP", "DET", "NUM", "X"))
BODIES = frozenset(("office", "organisation", "medium", "agency", "document"))
LONGEST_TITLE = 10  # words
LONGEST_OFFICE = 8  # words: a longer phrase is more than a name
LONGEST_COMPLEMENT = 4  # words: "na Slovenskih železnicah"


class Register:
    """The names of one report: full names of people, and what abbreviations stand for."""

    def __init__(self, scene: Scene, sources: Iterable[tuple[int, ...]] = ()) -> None:
        self.scene = scene
        self.sources = tuple(sources)
        people = [without_place(scene, name) for name in scene.reading.names if name.type == PERSON]
        self.people = [name for name in people if name.last - name.first > 1]
        self.expansions = dict(abbreviations(scene))
        self.nouns: dict[str, list[int]] = {}
        for i, word in enumerate(scene.words):
            if word.tag == "NOUN":
                self.nouns.setdefault(word.lemma.lower(), []).append(i)
        self.bodies: dict[str, list[Name]] = {}
        """Organisations by each lemma of their names, in the order of the text."""
        for name in scene.reading.names:
            if name.type == "ORG":
                for lemma in {word.lemma.lower() for word in scene.words[name.first : name.last]}:
                    self.bodies.setdefault(lemma, []).append(name)
        self._offices: dict[Name, frozenset[str]] = {}

    def people_before(self, at: int) -> Iterator[Name]:
        """The people named before a word, the last first."""
        names = self.scene.reading.names
        known = bisect_left(names, at, key=lambda name: name.first)
        return (names[i] for i in range(known - 1, -1, -1) if names[i].type == PERSON)

    def fullest(self, mention: Sequence[int], name: Name | None) -> str | None:
        """The name that the report spells out elsewhere for a surname, an abbreviation or a bare noun."""
        words = self.scene.words
        if len(mention) == 1:
            form = words[mention[0]].form
            for known in (form, words[mention[0]].lemma):
                if known in self.expansions:
                    return self.expansions[known]
        if (person := self.full_name(mention, name)) is not None:
            return nominative(self.scene, range(person.first, person.last))
        if len(mention) == 1 and words[mention[0]].tag == "NOUN" and name is None:
            if (office := self.office(mention[0])) is not None:
                return office
        if (body := self.whole_body(mention, name)) is not None:
            return nominative(self.scene, range(body.first, body.last))
        if phrase := self.spelled_out(mention):
            return capitalised(nominative(self.scene, self.spelled_out(phrase) or phrase))
        return None

    def office(self, at: int) -> str | None:
        """``the ministry`` → the nearest organisation before it whose name holds that noun in the same number, else
        the only one after it.
        """
        word = self.scene.words[at]
        found = [
            name
            for name in self.bodies.get(word.lemma.lower(), ())
            if name.last - name.first > 1 and self.named_by(name, word)
        ]
        before = [name for name in found if name.last <= at]
        said = {nominative(self.scene, range(name.first, name.last)) for name in before[-1:] or found}
        return capitalised(said.pop()) if len(said) == 1 else None

    def named_by(self, name: Name, noun: Word) -> bool:
        """Does the name hold the noun, in one number where both have one?"""
        numbers = (noun.feature("Number"), None)
        words = self.scene.words[name.first : name.last]
        return any(
            word.lemma.lower() == noun.lemma.lower()
            and (word.feature("Number") in numbers or numbers[0] is None)
            for word in words
        )

    def whole_body(self, mention: Sequence[int], name: Name | None) -> Name | None:
        """``the Church`` → ``Church of Rain``, ``Telekom`` → ``Telekom Slovenije``: the one body of the report whose
        name goes on with a preposition or a place in the genitive.  One in apposition is another body.
        """
        if name is None or name.type != "ORG":
            return None
        said = [self.scene.words[i].lemma for i in mention]
        found = {
            nominative(self.scene, range(other.first, other.last)): other
            for other in self.bodies.get(said[0].lower(), ())
            if self.goes_on(other, said)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def goes_on(self, body: Name, said: Sequence[str]) -> bool:
        """Does a name begin with some lemmas and go on with what is "of" somewhere?"""
        words = self.scene.words[body.first : body.last]
        rest = words[len(said) :]
        if [word.lemma for word in words[: len(said)]] != list(said) or not rest:
            return False
        place = self.scene.language.gazette.place(" ".join(word.form for word in rest))
        return rest[0].tag == "ADP" or (place is not None and rest[0].feature("Case") == "Gen")

    def spelled_out(self, mention: Sequence[int]) -> tuple[int, ...]:
        """The last fuller phrase before it for an office, a body or a document: ``odbor`` →
        ``odbor za pomoč delavcem``.  All words of the mention must be in it.
        """
        words = self.scene.words
        inside = set(mention)
        head = next((i for i in mention if words[i].tag == "NOUN" and words[i].head not in inside), None)
        if (
            head is None
            or self.scene.kind_of(words[head].lemma.lower()) not in BODIES
            or self.scene.capital(head)
        ):
            return ()
        wanted = {words[i].lemma.lower() for i in mention}
        before = [at for at in self.nouns.get(words[head].lemma.lower(), ()) if at < mention[0]]
        if before and len(self.said_as(before[0])) == 1:
            return ()  # it was introduced by the bare noun: "vlada"
        for at in reversed(before):
            phrase = self.said_as(at)
            found = {words[i].lemma.lower() for i in phrase}
            same_number = words[at].feature("Number") == words[head].feature("Number")
            if len(phrase) <= LONGEST_OFFICE and wanted < found and same_number:
                return phrase
        return ()

    def said_as(self, head: int) -> tuple[int, ...]:
        """The phrase of a noun, with the prepositional complement that a source has which begins with it."""
        phrase = self.phrase(head)
        for source in self.sources:
            more = source[len(phrase) :]
            if source[: len(phrase)] == phrase and 0 < len(more) <= LONGEST_COMPLEMENT:
                return source if self.scene.words[more[0]].tag == "ADP" else phrase
        return phrase

    def phrase(self, head: int) -> tuple[int, ...]:
        """A noun with the adjectives before it and the nouns that hang on it after, to the first comma or clause."""
        words = self.scene.words
        first, last = head, head + 1
        while first > 0 and words[first - 1].head == head and words[first - 1].tag in ("ADJ", "PROPN"):
            first -= 1
        while last < len(words) and words[last].tag in TITLE_TAGS and self.hangs_on(last, head):
            last += 1
        while words[last - 1].tag in ("ADP", "ADJ", "DET"):
            last -= 1
        return tuple(range(first, last))

    def hangs_on(self, at: int, head: int) -> bool:
        for _ in range(LONGEST_TITLE):
            word = self.scene.words[at]
            if word.head is None or word.relation.startswith(("acl", "conj")):
                return False
            if word.head == head:
                return True
            at = word.head
        return False

    def full_name(self, mention: Sequence[int], name: Name | None) -> Name | None:
        """The person whose full name ends as the mention does: the same form, else one that looks like a case of it.

        Of several such persons the one named first.
        """
        said = [i for i in mention if self.scene.lettered(i)]
        if not said:
            return None
        names = [name] if name is not None else [self.scene.name_of.get(i) for i in said]
        person = all(n is not None and n.type in (PERSON, "DERIV_PER") for n in names)
        for same in (equal, alike) if person or self.possessive(said) else (equal,):
            found = [other for other in self.people if self.ends_with(other, said, same)]
            if found and (person or len(said) > 1 or self.scene.words[said[0]].tag in ("PROPN", "ADJ")):
                return found[0]
        return None

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


def capitalised(said: str) -> str:
    return said[:1].upper() + said[1:]


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
