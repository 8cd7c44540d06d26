"""Relative clauses: the noun phrase that "ki" or "who" stands for, which ends right before the clause."""

from __future__ import annotations

from sayso.attribute.mentions import BRACKETS, PERSON, Register
from sayso.attribute.phrases import BODIES
from sayso.attribute.scene import Draft, Scene

NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "DET", "PRON", "NUM", "X"))
STEPS = 6  # heads above the last word: phrases within phrases are not deeper


class Antecedents:
    """What the relative pronouns of one report stand for."""

    def __init__(self, scene: Scene, register: Register) -> None:
        self.scene = scene
        self.register = register

    def of(self, draft: Draft) -> tuple[int, ...]:
        """The phrase before a relative clause that agrees with its verb; people before bodies before all else."""
        found = (*self.heads(draft.source[0]), *self.by_tree(draft))
        heads = [at for at in found if at not in draft.cue and self.agrees(at, draft)]
        if not heads:
            return ()
        head = max(heads, key=self.rank)
        name = self.scene.name_of.get(head)
        if name is not None:
            return tuple(range(name.first, name.last))
        return tuple(i for i in self.register.phrases.of(head) if i < draft.source[0]) or (head,)

    def by_tree(self, draft: Draft) -> list[int]:
        """The noun that the clause hangs on, by the tree."""
        at: int | None = draft.anchor
        for _ in range(STEPS):
            if at is None:
                return []
            word = self.scene.words[at]
            if word.relation.startswith("acl"):
                return [] if word.head is None or word.head > draft.source[0] else [word.head]
            at = word.head
        return []

    def heads(self, pronoun: int) -> list[int]:
        """The heads of the phrases that end where a relative clause begins, the innermost first."""
        words, at = self.scene.words, pronoun - 1
        while at > 0 and (words[at].tag in ("ADP", "PUNCT") or self.bracketed(at)):
            at -= 1
        return self.up(at)

    def up(self, at: int) -> list[int]:
        """A word and the heads before it of the phrases that end with it."""
        words, sentence = self.scene.words, self.scene.sentence_of[at]
        found: list[int] = []
        while at >= 0 and self.scene.sentence_of[at] == sentence and words[at].tag in NOMINAL:
            found.append(at)
            above = words[at].head
            if above is None or above >= at or len(found) > STEPS:
                break
            at = above
        return found

    def bracketed(self, at: int) -> bool:
        """``Luka Kos (SLS), ki``: a word in brackets."""
        words = self.scene.words
        return 0 < at < len(words) - 1 and words[at - 1].form in BRACKETS and words[at + 1].form in BRACKETS

    def agrees(self, at: int, draft: Draft) -> bool:
        """Number and gender as the pronoun shows them ("kateri"), or else the verb ("ki je dejal")."""
        words, word = self.scene.words, self.scene.words[at]
        pronouns = [words[i] for i in draft.source if words[i].feature("Number")]
        verbs = [words[i] for i in draft.cue if words[i].feature("VerbForm")]
        for key in ("Number", "Gender"):
            shown = {showing.feature(key) for showing in pronouns or verbs} - {None}
            if shown and word.feature(key) not in (None, *shown):
                return False
        return True

    def rank(self, at: int) -> tuple[int, int]:
        """People, then named bodies, then others, then things; of equals the one that holds the others."""
        name = self.scene.name_of.get(at)
        kind = self.scene.kind_of(self.scene.words[at].lemma.lower())
        if kind == "person" or (name is not None and name.type == PERSON):
            return 3, -at
        if name is not None and name.type == "ORG":
            return 2, -at
        return int(kind in BODIES), -at
