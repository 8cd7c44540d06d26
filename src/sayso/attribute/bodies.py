"""Bodies: the organisations of a report by their names, and which of them a bare noun or a short name means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from sayso.attribute.scene import Scene
from sayso.lang.forms import alike
from sayso.lang.nominative import joined, nominative
from sayso.model import Name, Word


class Bodies:
    """The organisations of one report."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._named: dict[str, list[Name]] = {}
        """Organisations by each lemma of their names, in the order of the text."""
        for name in scene.reading.names:
            if name.type == "ORG":
                for lemma in {word.lemma.lower() for word in scene.words[name.first : name.last]}:
                    self._named.setdefault(lemma, []).append(name)

    def office(self, at: int) -> str | None:
        """``the ministry`` → the nearest organisation before it whose name holds that noun in the same number, else
        the only one after it.
        """
        word = self.scene.words[at]
        found = [
            name
            for name in self._named.get(word.lemma.lower(), ())
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

    def whole(self, mention: Sequence[int], name: Name | None) -> Name | None:
        """``the Church`` → ``Church of Rain``, ``Telekom`` → ``Telekom Slovenije``: the one body of the report whose
        name goes on with a preposition or a place in the genitive.  One in apposition is another body.
        """
        if name is None or name.type != "ORG":
            return None
        said = [self.scene.words[i].lemma for i in mention]
        found = {
            nominative(self.scene, range(other.first, other.last)): other
            for other in self._named.get(said[0].lower(), ())
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

    def owned(self, mention: Sequence[int], outlet: Callable[[Name], bool]) -> str | None:
        """``Mlinova uprava``, ``uprava podjetja`` → ``Uprava Mlina``, where the report has that genitive."""
        words, first, last = self.scene.words, mention[0], mention[-1]
        if len(mention) < 2 or words[first].tag not in ("ADJ", "NOUN"):
            return None
        if words[first].feature("Poss") == "Yes" and words[first].form[:1].isupper():
            stem = words[first].lemma
            owner = next((n for n in self.scene.reading.names if self.owns(n, stem)), None)
            thing = mention[1:]
        else:
            meant = self.meant((last,), outlet) if words[last].feature("Case") == "Gen" else None
            owner = None if meant is None else self.genitive(meant)
            thing = mention[:-1]
        if owner is None or self.scene.names_at(thing):
            return None
        whose = joined(
            self.scene, range(owner.first, owner.last), [w.form for w in words[owner.first : owner.last]]
        )
        return f"{capitalised(nominative(self.scene, thing))} {whose}"

    def of_a_body(self, mention: Sequence[int]) -> bool:
        """``uprava podjetja``: a phrase that ends with a bare word for a body in the genitive."""
        word = self.scene.words[mention[-1]]
        kind = self.scene.kind_of(word.lemma.lower()) if len(mention) > 1 else None
        return kind == "organisation" and word.feature("Case") == "Gen" and word.tag == "NOUN"

    def owns(self, name: Name, adjective: str) -> bool:
        """Is a name of one word in the genitive what a possessive adjective is made of?"""
        word = self.scene.words[name.first]
        one = (
            len_of(name) == 1
            and name.type in ("ORG", "LOC")
            and word.tag == "PROPN"
            and word.feature("Case") == "Gen"
        )
        return one and alike(word.form, adjective)

    def genitive(self, name: Name) -> Name | None:
        """The same name where the report has it in the genitive."""
        said = nominative(self.scene, range(name.first, name.last))
        lemma = self.scene.words[name.first].lemma.lower()
        for other in self._named.get(lemma, ()):
            case = self.scene.words[other.last - 1].feature("Case")
            if case == "Gen" and nominative(self.scene, range(other.first, other.last)) == said:
                return other
        return None

    def meant(self, mention: Sequence[int], outlet: Callable[[Name], bool]) -> Name | None:
        """``v družbi``: the body that was named last before a bare word for one, no outlet that only passes on."""
        word = self.scene.words[mention[0]]
        bare = len(mention) == 1 and word.tag == "NOUN" and word.feature("Number") == "Sing"
        if not bare or self.scene.kind_of(word.lemma.lower()) != "organisation":
            return None
        if self.office(mention[0]) is not None:
            return None
        names = self.scene.reading.names
        known = bisect_left(names, mention[0], key=lambda name: name.first)
        before = (names[i] for i in range(known - 1, -1, -1))
        return next((name for name in before if self.body(name) and not outlet(name)), None)

    def body(self, name: Name) -> bool:
        """An organisation, or a place whose name the report has as an organisation's too ("Krka")."""
        others = self._named.get(self.scene.words[name.first].lemma.lower(), ())
        return name.type == "ORG" or (name.type == "LOC" and any(len_of(o) == len_of(name) for o in others))


def len_of(name: Name) -> int:
    """Words of a name."""
    return name.last - name.first


def capitalised(said: str) -> str:
    return said[:1].upper() + said[1:]
