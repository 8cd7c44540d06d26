"""Speakers: the report's own name for whoever an attribution credits, in the nominative.

The network points at the word that names the speaker; a mention is grown around it; mentions of one person in a
report share the fullest name that the report gives.  What cannot be told stays ``None``.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.attribute.mentions import PERSON, Register
from sayso.attribute.nominative import joined, nominative
from sayso.attribute.scene import QUOTE_MARKS, Draft, Scene
from sayso.model import Name, Reason

SOURCE_KINDS = {"PER": "person", "DERIV_PER": "person", "ORG": "organisation", "LOC": "state"}
NAMED_BY_APPOSITION = frozenset({"medium", "agency"})
SURE_POINTER = 0.5
Answer = tuple[str | None, str | None, tuple[Reason, ...]]
NOBODY: Answer = (None, None, ())


class Speakers:
    """Names of the speakers of one report, asked for in the order of the text."""

    def __init__(self, scene: Scene, drafts: Sequence[Draft]) -> None:
        self.scene = scene
        self.drafts = drafts
        self.register = Register(scene)
        self._as_written: set[tuple[int, ...]] = set()
        self._last: Answer = NOBODY
        self._last_person: Answer = NOBODY

    def of(self, draft: Draft) -> Answer:
        """Speaker, kind of source, and how it was found."""
        mention, how = self.mention(draft)
        if any(map(str.isalnum, "".join(self.scene.words[i].form for i in mention))):
            name = self.name_in(mention)
            spoken = self.canonical(mention, name)
            answer: Answer = (spoken, self.kind(mention, name), (Reason("rule", f"speakers:{how}", spoken),))
        elif self.goes_on(draft) and self.before(draft)[0] is not None:
            speaker, kind, _ = self.before(draft)
            answer = (speaker, kind, (Reason("rule", "speakers:the one before goes on", speaker or ""),))
        else:
            return (None, self.kind(draft.source, None), ())
        if draft.cue:
            self._last = answer
            if answer[1] == "person":
                self._last_person = answer
        return answer

    def before(self, draft: Draft) -> Answer:
        """Who spoke last; for "he", "she" and "his" the last person."""
        rows = [row for i in draft.source for row in self.scene.language.find_pronoun(self.scene.lower(i))]
        if any(row.number == "sing" and row.gender in ("masc", "fem") for row in rows):
            return self._last_person
        return self._last

    def looks_back(self, draft: Draft) -> bool:
        """A personal or possessive pronoun names somebody who was named before."""
        rows = [row for i in draft.source for row in self.scene.language.find_pronoun(self.scene.lower(i))]
        return any(row.type in ("personal", "possessive") for row in rows)

    def goes_on(self, draft: Draft) -> bool:
        """A pronoun, or a finite saying verb without a subject, and nobody pointed at: the one before goes on."""
        if draft.source:
            return self.pronoun(draft.source) and not self.relative(draft.source)
        if not draft.cue:
            return bool(draft.content) and self.scene.quote_of[draft.content[0]] is not None
        verb = draft.row is not None and draft.row.pos == "verb"
        hearsay = {"naj", "bi"} <= {self.scene.lower(i) for i in draft.cue}
        return verb and not hearsay and draft.proposal.speaker_score < SURE_POINTER

    def mention(self, draft: Draft) -> tuple[tuple[int, ...], str]:
        """The words that name the speaker: the source itself, or what a pronoun or a dropped subject stands for."""
        pointed = draft.proposal.speaker
        if draft.source and not self.pronoun(draft.source):
            core = self.core(draft.source, pointed)
            name = self.name_in(core)
            sure = pointed is not None and draft.proposal.speaker_score > SURE_POINTER
            nameless = name is None and core not in self._as_written and not self.names_in(core)
            if nameless and sure and pointed not in draft.source:
                elsewhere = self.grown(pointed)
                if elsewhere and self.name_in(elsewhere):
                    return elsewhere, "pointed at by the network"
            return core, "named in the source"
        if pointed is not None and (pointed < draft.anchor or not self.looks_back(draft)):
            return self.grown(pointed), "pointed at by the network"
        if draft.source and self.relative(draft.source):
            return self.antecedent(draft), "what the relative clause hangs on"
        return (), ""

    def grown(self, at: int | None) -> tuple[int, ...]:
        """The mention around a word: its name, the source it stands in, or its noun phrase."""
        if at is None:
            return ()
        name = self.name_at(at)
        if name is not None:
            return tuple(range(name.first, name.last))
        for other in self.drafts:
            if at in other.source and not self.pronoun(other.source):
                return self.core(other.source, at)
        return () if self.pronoun((at,)) else self.phrase(at)

    def antecedent(self, draft: Draft) -> tuple[int, ...]:
        """The noun that a relative clause hangs on, by the tree."""
        at: int | None = draft.anchor
        for _ in range(6):
            if at is None:
                return ()
            word = self.scene.words[at]
            if word.relation.startswith("acl"):
                return self.grown(word.head)
            at = word.head
        return ()

    def core(self, source: tuple[int, ...], pointed: int | None) -> tuple[int, ...]:
        """Of a source with title and apposition the name alone."""
        people = [n for n in self.names_in(source) if n.type == PERSON and self.is_head(n, source)]
        if people:
            chosen = next(
                (n for n in people if pointed is not None and n.first <= pointed < n.last), people[-1]
            )
            return tuple(range(chosen.first, chosen.last))
        lemmas = [self.scene.words[i].lemma.lower() for i in source]
        forms = [self.scene.lower(i) for i in source]
        for row, where in self.scene.language.find_titles(lemmas, forms):
            named = self.named_after(source, where[-1] + 1) if row.kind in NAMED_BY_APPOSITION else ()
            if named:
                self._as_written.add(named)
                return named
        last = next((n for n in self.names_in(source) if n.last == source[-1] + 1 and n.type == "ORG"), None)
        if last is not None and self.apposed(last, source):
            return tuple(range(last.first, last.last))
        return self.without_clauses(source)

    def named_after(self, source: tuple[int, ...], at: int) -> tuple[int, ...]:
        """What a title is followed by, if that is a name: marked as one, or no word that could go on the phrase."""
        rest = source[at:]
        for name in self.names_in(rest):
            return tuple(range(name.first, name.last))
        word = self.scene.words[rest[0]] if rest else None
        if word is None or word.tag not in ("PROPN", "X", "NOUN"):
            return ()
        governed = word.feature("Case") == "Gen" and word.form.lower() != word.lemma.lower()
        return () if governed else rest

    def is_head(self, name: Name, source: tuple[int, ...]) -> bool:
        """Is the name the source itself, and not somebody whose lawyer or ministry speaks?"""
        if name.last < len(self.scene.words) and self.scene.lower(name.last) in ("'s", "’s", "'", "’"):
            return False
        heads = [i for i in source if self.scene.words[i].head not in source]
        case = self.scene.words[heads[0]].feature("Case") if heads else None
        own = self.scene.words[name.first].feature("Case")
        return case is None or own is None or own in (case, "Nom")

    def apposed(self, name: Name, source: tuple[int, ...]) -> bool:
        """``Japanese automaker Toyota``: an uninflected name after a common noun, in a language without cases."""
        before = [self.scene.words[i] for i in source if i < name.first]
        inflects = any(word.feature("Case") for word in before if word.tag in ("NOUN", "ADJ"))
        return bool(before) and before[-1].tag == "NOUN" and not inflects

    def without_clauses(self, source: tuple[int, ...]) -> tuple[int, ...]:
        """The phrase up to a bracket or a comma, without a definite article before it."""
        kept = list(source)
        while len(kept) > 1 and self.article(kept[0]):
            kept.pop(0)
        for at, word in enumerate(kept[1:], 1):
            if self.scene.words[word].form in ("(", ","):
                return tuple(kept[:at])
        return tuple(kept)

    def article(self, at: int) -> bool:
        word = self.scene.words[at]
        return word.feature("Definite") == "Def" and word.feature("PronType") == "Art"

    def phrase(self, at: int) -> tuple[int, ...]:
        """The noun phrase around a word that no name holds: its adjectives and the nouns that follow it."""
        words = self.scene.words
        first, last = at, at + 1
        while first > 0 and words[first - 1].head == at and words[first - 1].tag in ("ADJ", "NOUN", "PROPN"):
            first -= 1
        while last < len(words) and words[last].relation == "nmod" and words[last].head == at:
            last += 1
        return tuple(range(first, last))

    def pronoun(self, source: tuple[int, ...]) -> bool:
        """Does the source only point: a pronoun, a possessive, a relative?"""
        if len(source) > 2:
            return False
        find = self.scene.language.find_pronoun
        return all(bool(find(self.scene.lower(i))) or self.scene.words[i].tag == "PRON" for i in source)

    def relative(self, source: tuple[int, ...]) -> bool:
        return any(self.scene.lower(i) in self.scene.language.relative_pronouns for i in source)

    def names_in(self, indices: tuple[int, ...]) -> list[Name]:
        inside = set(indices)
        return [n for n in self.scene.names_at(inside) if inside.issuperset(range(n.first, n.last))]

    def name_at(self, at: int) -> Name | None:
        return self.scene.name_of.get(at)

    def name_in(self, mention: tuple[int, ...]) -> Name | None:
        found = [n for n in self.names_in(mention) if n.last - n.first == len(mention)]
        return found[0] if found else None

    def canonical(self, mention: tuple[int, ...], name: Name | None) -> str:
        """The name to show: the report's fullest, else the mention in the nominative."""
        if mention in self._as_written:  # "časnika Delo": a name in apposition is not inflected
            return joined(self.scene, mention, [self.scene.words[i].form for i in mention])
        if (full := self.register.fullest(mention, name)) is not None:
            return full
        said = nominative(self.scene, mention).strip("".join(QUOTE_MARKS) + " ")
        return said[:1].upper() + said[1:] if name is None else said

    def kind(self, mention: tuple[int, ...], name: Name | None) -> str | None:
        """What sort of source this is, by the type of its name, else by the language's titles."""
        if name is not None:
            return SOURCE_KINDS.get(name.type)
        lemmas = [self.scene.words[i].lemma.lower() for i in mention]
        forms = [self.scene.lower(i) for i in mention]
        titles = self.scene.language.find_titles(lemmas, forms)
        return titles[0][0].kind if titles else None
