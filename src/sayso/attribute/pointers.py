"""What the network points at: the words of the mention that a pointer stands for.

A pointer is the last word of the mention that names the speaker; the mention is grown around it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.attribute.cores import Cores
from sayso.attribute.mentions import PERSON, Register
from sayso.attribute.scene import Draft, Scene
from sayso.lang.forms import alike
from sayso.model import Name


class Pointers:
    """The mentions that the pointers of one report's drafts stand for."""

    def __init__(self, scene: Scene, drafts: Sequence[Draft], register: Register, cores: Cores) -> None:
        self.scene = scene
        self.drafts = drafts
        self.register = register
        self.cores = cores

    def grown(self, at: int | None) -> tuple[int, ...]:
        """The mention around a word: the source that ends with it, its name, the source around it, or its phrase."""
        if at is None:
            return ()
        sources = [d.source for d in self.drafts if at in d.source and not self.pronoun(d.source)]
        name = self.scene.name_of.get(at)
        if name is not None:
            whole = next((self.cores.of(source, at) for source in sources if source[-1] == at), ())
            return whole if name.first in whole else tuple(range(name.first, name.last))
        if sources:
            return self.cores.of(sources[0], at)
        return () if self.pronoun((at,)) else self.phrase(at)

    def phrase(self, at: int) -> tuple[int, ...]:
        """The noun phrase around a word that no name holds: its adjectives and the nouns that follow it."""
        words = self.scene.words
        first, last = at, at + 1
        while first > 0 and words[first - 1].head == at and words[first - 1].tag in ("ADJ", "NOUN", "PROPN"):
            first -= 1
        while last < len(words) and words[last].relation == "nmod" and words[last].head == at:
            last += 1
        return tuple(range(first, last))

    def same_noun(self, core: tuple[int, ...], at: int | None) -> tuple[int, ...]:
        """``uprava`` → ``uprava Mlina``: the phrase of that noun that ends with the word pointed at."""
        words = self.scene.words
        head = next((i for i in core if words[i].tag == "NOUN" and words[i].head not in core), None)
        name = None if at is None else self.scene.name_of.get(at)
        if head is None or at is None or (name is not None and name.type == PERSON):
            return ()
        for other in reversed(self.register.phrases.nouns.get(words[head].lemma.lower(), ())):
            phrase = self.register.phrases.of(other) if other < at and other not in core else ()
            if at in phrase:
                return self.cores.of(phrase[: phrase.index(at) + 1], at)
        return () if name is None else self.body_of(core, head, name)

    def body_of(self, core: tuple[int, ...], head: int, name: Name) -> tuple[int, ...]:
        """``uprava`` and the firm pointed at: the phrase ``uprava Mlina`` with the longest name that the report has."""
        words = self.scene.words
        found: list[tuple[int, ...]] = []
        for other in self.register.phrases.nouns.get(words[head].lemma.lower(), ()):
            phrase = self.register.phrases.of(other) if other not in core else ()
            for owner in self.scene.names_at(i for i in phrase if i > other):
                if alike(words[owner.first].form, words[name.first].form):
                    found.append(tuple(range(phrase[0], owner.last)))
        office = self.scene.kind_of(words[head].lemma.lower()) == "office"
        return max(found, key=len) if found and office else ()

    def together_with(self, at: int | None, draft: Draft) -> tuple[int, ...]:
        """``both papers``, ``sta dejala``: all who are named together, where the network points at one of them."""
        name = None if at is None else self.scene.name_of.get(at)
        if name is None:
            return ()
        words = [self.scene.words[i] for i in (*draft.source, *draft.cue)]
        nouns = [w for w in words[: len(draft.source)] if w.tag == "NOUN" or len(draft.source) == 1]
        dual = any(word.feature("Number") == "Dual" for word in words)
        plural = any(word.feature("Number") == "Plur" for word in nouns)
        if dual or plural or (name.type == PERSON and self.several(draft)):
            group = self.cores.coordinated(name)
            names = self.cores.names_in(group)
            return group if not dual or len(names) == 2 else ()
        return ()

    def several(self, draft: Draft) -> bool:
        """A verb in the plural or dual: no single person goes on with it."""
        words = [self.scene.words[i] for i in draft.cue]
        return any(word.feature("VerbForm") and word.feature("Number") in ("Plur", "Dual") for word in words)

    def pronoun(self, source: tuple[int, ...]) -> bool:
        """Does the source only point: a pronoun, a possessive, a relative?"""
        if len(source) > 2:
            return False
        find = self.scene.language.find_pronoun
        return all(bool(find(self.scene.lower(i))) or self.scene.words[i].tag == "PRON" for i in source)

    def relative(self, source: tuple[int, ...]) -> bool:
        return any(self.scene.lower(i) in self.scene.language.relative_pronouns for i in source)
