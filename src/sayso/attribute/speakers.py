"""Speakers: the report's own name for whoever an attribution credits, in the nominative.

The network points at the word that names the speaker; a mention is grown around it; mentions of one person in a
report share the fullest name that the report gives.  What cannot be told stays ``None``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.attribute.nominative import nominative
from sayso.attribute.scene import QUOTE_MARKS, Draft, Scene
from sayso.model import Name, Reason

PERSON = "PER"
SOURCE_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "state"}
NAMED_BY_APPOSITION = frozenset({"medium", "agency"})
Answer = tuple[str | None, str | None, tuple[Reason, ...]]


@dataclass
class Speakers:
    """Names of the speakers of one report."""

    scene: Scene
    drafts: Sequence[Draft]
    full: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.scene.reading.names:
            if name.type == PERSON and name.last - name.first > 1:
                words = self.scene.words[name.first : name.last]
                self.full.setdefault(key(words[-1].lemma), nominative(self.scene, range(name.first, name.last)))

    def of(self, draft: Draft) -> Answer:
        """Speaker, kind of source, and how it was found."""
        mention, how = self.mention(draft)
        if not mention:
            return None, self.kind(draft.source, None), ()
        name = self.name_in(mention)
        spoken = self.canonical(mention, name)
        return spoken, self.kind(mention, name), (Reason("rule", f"speakers:{how}", spoken),)

    def mention(self, draft: Draft) -> tuple[tuple[int, ...], str]:
        """The words that name the speaker: the source itself, or what a pronoun or a dropped subject stands for."""
        if draft.source and not self.pronoun(draft.source):
            return self.core(draft.source, draft.proposal.speaker), "named in the source"
        pointed = draft.proposal.speaker
        if pointed is None:
            return (), ""
        name = self.name_at(pointed)
        if name is not None:
            return tuple(range(name.first, name.last)), "pointed at by the network"
        for other in self.drafts:
            if pointed in other.source and not self.pronoun(other.source):
                return self.core(other.source, pointed), "pointed at by the network"
        return self.phrase(pointed), "pointed at by the network"

    def core(self, source: tuple[int, ...], pointed: int | None) -> tuple[int, ...]:
        """Of a source with title and apposition the name alone."""
        people = [n for n in self.names_in(source) if n.type == PERSON]
        if people:
            chosen = next((n for n in people if pointed is not None and n.first <= pointed < n.last), people[-1])
            return tuple(range(chosen.first, chosen.last))
        lemmas = [self.scene.words[i].lemma.lower() for i in source]
        forms = [self.scene.lower(i) for i in source]
        for row, where in self.scene.language.find_titles(lemmas, forms):
            after = [n for n in self.names_in(source) if n.first >= source[where[-1]] + 1]
            if row.kind in NAMED_BY_APPOSITION and after:
                return tuple(range(after[0].first, after[0].last))
        return self.without_clauses(source)

    def without_clauses(self, source: tuple[int, ...]) -> tuple[int, ...]:
        """The phrase up to a bracket or a comma, without an article before it."""
        kept = list(source)
        while len(kept) > 1 and self.scene.words[kept[0]].features.find("PronType=Art") >= 0:
            kept.pop(0)
        for at, word in enumerate(kept[1:], 1):
            if self.scene.words[word].form in ("(", ","):
                return tuple(kept[:at])
        return tuple(kept)

    def phrase(self, at: int) -> tuple[int, ...]:
        """The noun phrase around a word that no name holds: its adjectives and what it governs right around it."""
        first, last = at, at + 1
        while first > 0 and self.scene.words[first - 1].head == at and self.scene.words[first - 1].tag in ("ADJ", "NOUN"):
            first -= 1
        while last < len(self.scene.words) and self.scene.words[last].relation == "nmod" and self.scene.words[last].head == at:
            last += 1
        return tuple(range(first, last))

    def pronoun(self, source: tuple[int, ...]) -> bool:
        return len(source) <= 2 and all(self.scene.words[i].tag in ("PRON", "DET") for i in source)

    def names_in(self, indices: tuple[int, ...]) -> list[Name]:
        inside = set(indices)
        return [n for n in self.scene.reading.names if set(range(n.first, n.last)) <= inside]

    def name_at(self, at: int) -> Name | None:
        return next((n for n in self.scene.reading.names if n.first <= at < n.last), None)

    def name_in(self, mention: tuple[int, ...]) -> Name | None:
        found = [n for n in self.names_in(mention) if n.last - n.first == len(mention)]
        return found[0] if found else None

    def canonical(self, mention: tuple[int, ...], name: Name | None) -> str:
        if name is not None and name.type in (PERSON, "DERIV_PER"):
            last = key(self.scene.words[mention[-1]].lemma)
            if last in self.full:
                return self.full[last]
        said = nominative(self.scene, mention).strip("".join(QUOTE_MARKS) + " ")
        return said[:1].upper() + said[1:] if name is None else said

    def kind(self, mention: tuple[int, ...], name: Name | None) -> str | None:
        """What sort of source this is, by the language's titles, then by the type of the name."""
        lemmas = [self.scene.words[i].lemma.lower() for i in mention]
        forms = [self.scene.lower(i) for i in mention]
        if name is not None:
            return SOURCE_KINDS.get(name.type)
        titles = self.scene.language.find_titles(lemmas, forms)
        return titles[0][0].kind if titles else None


def key(lemma: str) -> str:
    return lemma.casefold()
