"""Turns: who spoke before, and who of them goes on with a pronoun or a verb without a subject."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.attribute.agreement import PERSONAL_GENDERS, Nature, Shown, impersonal
from sayso.attribute.certainty import hedges
from sayso.attribute.cores import Cores
from sayso.attribute.mentions import Register
from sayso.attribute.pointers import Pointers
from sayso.attribute.scene import Draft, Scene
from sayso.lang.gazette import OUTLET_KINDS
from sayso.model import Name, Reason

SURE_POINTER = 0.5
Answer = tuple[str | None, str | None, tuple[Reason, ...]]
NOBODY: Answer = (None, None, ())
SENTENCES_BACK = 1  # whoever did something longer ago is no dropped subject


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody who spoke; ``outer`` are those in whose words he was quoted, outlets that pass on left out."""

    draft: Draft
    answer: Answer
    nature: Nature
    outer: tuple[Draft, ...]


class Turns:
    """The turns of one report in the order of the text."""

    def __init__(self, scene: Scene, register: Register, cores: Cores, pointers: Pointers) -> None:
        self.scene = scene
        self.register = register
        self.cores = cores
        self.pointers = pointers
        self._told: list[Turn] = []
        self._open: list[Draft] = []
        """Drafts of speakers whose words may still hold those of others."""
        self._agreed: dict[str, str] = {}
        """Genders of people by a verb that agreed with their name: surer than a foreign name's own."""
        self._genders: dict[str, str] = {}

    def add(self, draft: Draft, answer: Answer, mention: tuple[int, ...]) -> None:
        """Note who spoke, by the words that name him; of one who goes on there are none."""
        before = None if mention else self.turn_before(draft)
        nature = Nature.of(self.scene, mention) if mention else before.nature if before else Nature()
        self._open = [d for d in self._open if d.content[-1] >= min(draft.anchor, draft.content[0])]
        outer = tuple(d for d in self._open if draft.anchor in d.content)
        self._told.append(Turn(draft, answer, nature, outer))
        if answer[0] and not self.outlet(answer):
            self._open.append(draft)
        self.remember_gender(draft, mention, answer)

    def outlet(self, answer: Answer) -> bool:
        """Is a speaker an agency or a medium?"""
        speaker, kind, _ = answer
        return kind in OUTLET_KINDS or self.scene.language.gazette.outlet(speaker or "") is not None

    def remember_gender(self, draft: Draft, mention: tuple[int, ...], answer: Answer) -> None:
        """By the verb that agrees with a named person, else by the name itself."""
        speaker, kind, _ = answer
        if speaker is None or kind != "person":
            return
        agreed = Shown.by(self.scene, draft).gender if draft.source else None
        own = self.given_name_gender(mention)
        if agreed is not None:
            self._agreed[speaker] = agreed
        elif own in PERSONAL_GENDERS:
            self._genders.setdefault(speaker, own)

    def given_name_gender(self, mention: tuple[int, ...]) -> str | None:
        """A surname's form tells nothing of its bearer ("Bratina"), a given name's does."""
        name = self.cores.name_in(mention) if mention else None
        if name is not None and name.last - name.first == 1:
            name = self.register.full_name(mention, name)
        return None if name is None else self.scene.words[name.first].feature("Gender")

    def goes_on(self, draft: Draft) -> bool:
        """A pronoun, or a finite saying verb without a subject, and nobody pointed at: the one before goes on."""
        if draft.source:
            return self.pointers.pronoun(draft.source) and not self.pointers.relative(draft.source)
        if not draft.cue:
            return bool(draft.content) and self.scene.quote_of[draft.content[0]] is not None
        verb = draft.row is not None and draft.row.pos == "verb"
        hearsay = any(row.certainty == "hearsay" for row, _ in hedges(self.scene, draft, ("cue",)))
        sure_of_none = draft.proposal.speaker is None and draft.proposal.speaker_score >= SURE_POINTER
        if not verb or hearsay or impersonal(self.scene, draft):
            return False
        return self.scene.language.drops_subjects or not sure_of_none

    def before(self, draft: Draft) -> Answer:
        """Who spoke last of those that the pronoun or the verb can mean."""
        turn = self.turn_before(draft)
        return NOBODY if turn is None else turn.answer

    def turn_before(self, draft: Draft) -> Turn | None:
        shown = Shown.by(self.scene, draft)
        return next((turn for turn in reversed(self._told) if self.can_be(turn, draft, shown)), None)

    def can_be(self, turn: Turn, draft: Draft, shown: Shown) -> bool:
        """Can whoever spoke then speak now?  Not who was only quoted by another, unless both are."""
        if any(draft.anchor not in outer.content for outer in turn.outer):
            return False
        speaker, kind, _ = turn.answer
        if kind != "person":
            agrees = bool(draft.source) or shown.number != "Sing" or turn.nature.fits(shown)
            return agrees and not shown.person
        if not draft.source and self.pointers.several(draft):
            return False
        return self.known_gender(speaker or "") in (None, shown.gender) or shown.gender is None

    def known_gender(self, speaker: str) -> str | None:
        """What verbs and names told of a person's gender."""
        return self._agreed.get(speaker, self._genders.get(speaker))

    def agreed(self, speaker: str, draft: Draft) -> bool:
        """Can a person be the dropped subject of a verb, by the verbs that agreed with the name before?"""
        known, wanted = self._agreed.get(speaker), Shown.by(self.scene, draft).gender
        return known is None or wanted is None or known == wanted

    def subject_before(self, draft: Draft) -> Name | None:
        """The person who did something last, in the sentence or the one before, since anybody spoke."""
        shown = Shown.by(self.scene, draft)
        if shown.several:
            return None
        sentence = self.scene.sentence_of[draft.anchor]
        last = self._told[-1].draft if self._told else None
        for name in self.register.people_before(draft.anchor):
            too_far = self.scene.sentence_of[name.first] < sentence - SENTENCES_BACK
            if too_far or (last is not None and name.first < last.anchor):
                return None
            quoted = self.scene.quote_of[name.first] != self.scene.quote_of[draft.anchor]
            inside = last is not None and name.first in last.content and draft.anchor not in last.content
            if not quoted and not inside and self.subject(name):
                own = self.given_name_gender(tuple(range(name.first, name.last)))
                if own is None or shown.gender in (None, own):
                    return name
        return None

    def subject(self, name: Name) -> bool:
        """Is a single person the subject of a clause, by the own word or by the title's?"""
        words, at = self.scene.words, name.first
        if words[at].feature("Number") != "Sing":
            return False
        while not words[at].relation.startswith("nsubj"):
            above = words[at].head
            part = words[at].relation.split(":")[0] in ("flat", "appos", "nmod")
            if above is None or not part or words[at].feature("Case") not in ("Nom", None):
                return False
            at = above
        return True
