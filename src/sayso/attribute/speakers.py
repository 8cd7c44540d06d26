"""Speakers: the report's own name for whoever an attribution credits, in the nominative.

The network points at the word that names the speaker; a mention is grown around it; mentions of one person in a
report share the fullest name that the report gives.  What cannot be told stays ``None``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.attribute.agreement import Nature, Shown
from sayso.attribute.cores import Cores
from sayso.attribute.mentions import PERSON, Register
from sayso.attribute.naming import PERSONAL, Naming
from sayso.attribute.pointers import Pointers
from sayso.attribute.relatives import Antecedents
from sayso.attribute.scene import Draft, Scene
from sayso.attribute.turns import NOBODY, SURE_POINTER, Answer, Turns
from sayso.model import Reason

Found = tuple[tuple[int, ...], str]
"""The words that name a speaker, and how they were found."""
SURE_OF_ANOTHER = (
    0.8  # a pointer to somebody else than the one who goes on; below it is wrong more often than right
)
IN_SOURCE = "named in the source"


class Speakers:
    """Names of the speakers of one report, asked for in the order of the text."""

    def __init__(self, scene: Scene, drafts: Sequence[Draft]) -> None:
        self.scene = scene
        self.register = Register(scene, (draft.source for draft in drafts))
        self.cores = Cores(scene)
        self.naming = Naming(scene, self.register, self.cores)
        self.pointers = Pointers(scene, drafts, self.register, self.cores)
        self.antecedents = Antecedents(scene, self.register)
        self.turns = Turns(scene, self.register, self.cores, self.pointers)

    def of(self, draft: Draft) -> Answer:
        """Speaker, kind of source, and how it was found."""
        mention, how = self.mention(draft)
        if not any(self.scene.lettered(i) for i in mention):
            if self.naming.outlets.speaks(draft):
                return self.report_itself()
            mention, how = self.subject_before(draft)
        if mention:
            answer = self.sources_of_ours(draft, mention) or self.named(mention, how)
        elif self.somebody_goes_on(draft):
            speaker, kind, _ = self.turns.before(draft)
            answer = (speaker, kind, (Reason("rule", "speakers:the one before goes on", speaker or ""),))
        else:
            return (None, self.naming.kind(draft.source, None), ())
        if draft.cue:
            self.turns.add(draft, answer, mention)
        return answer

    def named(self, mention: tuple[int, ...], how: str) -> Answer:
        """The answer for the words that name somebody."""
        if self.cores.name_in(mention) is None:
            mention = self.register.phrases.without_epithet(mention)
        name = self.cores.name_in(mention)
        spoken = self.naming.canonical(mention, name)
        return (spoken, self.naming.kind(mention, name), (Reason("rule", f"speakers:{how}", spoken),))

    def sources_of_ours(self, draft: Draft, mention: tuple[int, ...]) -> Answer | None:
        """``naši viri``: the sources of the outlet, where its row has the genitive."""
        outlets = self.naming.outlets
        noun = tuple(i for i in mention if not outlets.ours(i))
        if outlets.own_genitive is None or len(noun) != 1 or not outlets.talked_to(draft):
            return None
        spoken = f"{self.naming.canonical(noun, None)} {outlets.own_genitive}"
        return (spoken, "anonymous", (Reason("rule", "speakers:sources of the report itself", spoken),))

    def report_itself(self) -> Answer:
        """``po naših informacijah``: the outlet, if the report's address tells which."""
        if (own := self.naming.outlets.own) is None:
            return NOBODY
        return (own, "medium", (Reason("rule", "speakers:the report itself", own),))

    def subject_before(self, draft: Draft) -> Found:
        """The person of the sentence before, where nobody else is pointed at."""
        name = self.turns.subject_before(draft) if self.turns.goes_on(draft) else None
        return ((), "") if name is None else (tuple(range(name.first, name.last)), "who did something before")

    def mention(self, draft: Draft) -> Found:
        """The words that name the speaker: the source itself, or what a pronoun or a dropped subject stands for."""
        if draft.source and self.naming.outlets.speaks(draft):
            return (), ""
        if draft.source and self.pointers.relative(draft.source) and (phrase := self.antecedents.of(draft)):
            if len(phrase) == 1 and self.scene.words[phrase[0]].tag in ("DET", "PRON"):  # "nekateri, ki"
                return (), ""
            mention, how = self.named_by(replace(draft, source=phrase))
            return mention, "what the relative clause hangs on" if how == IN_SOURCE else how
        if draft.source and not self.pointers.pronoun(draft.source):
            return self.named_by(draft)
        return self.pointed_at(draft)

    def named_by(self, draft: Draft) -> Found:
        """The words of a source that is no pronoun, or what a source without a name stands for."""
        core = self.cores.of(draft.source, draft.proposal.speaker)
        if core not in self.cores.as_written and not self.cores.names_in(core):
            found = self.meant_by(core, draft)
            if found[0]:
                return found
        people = any(n.type == PERSON for n in self.cores.names_in(core))
        holder = () if people else self.bearer(core) or self.office_holder(core)
        return (holder, "who holds that office") if holder else (core, IN_SOURCE)

    def meant_by(self, core: tuple[int, ...], draft: Draft) -> Found:
        """What a bare noun stands for: the firm of its own sentence, whom the network points at, the firm before."""
        pointed = draft.proposal.speaker
        sure = pointed is not None and draft.proposal.speaker_score > SURE_POINTER
        body = self.register.bodies.meant(core, self.naming.outlets.known)
        if body is not None:
            here = self.scene.sentence_of[body.first] == self.scene.sentence_of[core[0]]
            if here or not sure:
                return tuple(range(body.first, body.last)), "the body named before"
        elsewhere: tuple[int, ...] = ()
        if pointed is not None and sure and pointed not in draft.source:
            elsewhere = self.pointers.same_noun(core, pointed)
            if not elsewhere and (self.person(pointed) or not self.register.bodies.of_a_body(core)):
                elsewhere = self.pointers.together_with(pointed, draft) or self.pointers.grown(pointed)
        return (elsewhere, "pointed at by the network") if self.cores.names_in(elsewhere) else ((), "")

    def person(self, at: int) -> bool:
        """Is a word a person's name, or an adjective made of one?"""
        name = self.scene.name_of.get(at)
        return name is not None and name.type in PERSONAL

    def pointed_at(self, draft: Draft) -> Found:
        """The mention around the word that the network points at for a pronoun or a dropped subject."""
        pointed = draft.proposal.speaker
        if pointed is None or self.too_late(pointed, draft) or self.outvoted(draft):
            return (), ""
        grown = self.pointers.together_with(pointed, draft) or self.pointers.grown(pointed)
        if not draft.source:
            grown = self.agreeing(grown, pointed, draft)
            name = self.cores.name_in(grown)
            if name is not None and name.type == PERSON:
                if not self.turns.agreed(self.naming.canonical(grown, name), draft):
                    return (), ""
        return grown, "pointed at by the network"

    def outvoted(self, draft: Draft) -> bool:
        """Where verbs show whom they mean, somebody who can go on is surer than a pointer in doubt."""
        doubtful = bool(draft.cue) and draft.proposal.speaker_score < SURE_OF_ANOTHER
        return doubtful and self.scene.language.drops_subjects and self.somebody_goes_on(draft)

    def somebody_goes_on(self, draft: Draft) -> bool:
        return self.turns.goes_on(draft) and self.turns.before(draft)[0] is not None

    def too_late(self, pointed: int, draft: Draft) -> bool:
        """Is somebody named only later than a pronoun, or than a dropped subject where one can go on, could mean?"""
        if pointed < draft.anchor:
            return False
        if draft.source:
            return Shown.by(self.scene, draft).looks_back
        later = self.scene.sentence_of[pointed] > self.scene.sentence_of[draft.anchor]
        return later and self.scene.language.drops_subjects and self.somebody_goes_on(draft)

    def agreeing(self, mention: tuple[int, ...], pointed: int, draft: Draft) -> tuple[int, ...]:
        """``člani odbora … so zahtevali``: of phrases that end with the word pointed at the one that fits the verb."""
        shown, name = Shown.by(self.scene, draft), self.cores.name_in(mention)
        person = name is not None and name.type == PERSON
        if not mention or person or shown.number is None or Nature.of(self.scene, mention).fits(shown):
            return mention
        heads = (at for at in self.antecedents.up(pointed) if self.antecedents.agrees(at, draft))
        phrase = next((phrase for at in heads if (phrase := self.register.phrases.of(at))), ())
        return self.cores.of(phrase, None) if phrase else mention

    def bearer(self, core: tuple[int, ...]) -> tuple[int, ...]:
        """``sekretar Zveze Kos``: the surname after a title, which the network took for a part of a body's name."""
        last = core[-1]
        if len(core) < 2 or not self.scene.capital(last) or self.scene.words[last].feature("Case") != "Nom":
            return ()
        return (last,) if self.titled(core) and self.register.full_name((last,), None) else ()

    def titled(self, core: tuple[int, ...]) -> bool:
        """Is the head of the phrase a single person's title?"""
        words = self.scene.words
        titles = self.scene.titles(core)
        heads = [i for i in core if words[i].tag == "NOUN" and words[i].head not in core]
        single = bool(heads) and words[heads[0]].feature("Number") == "Sing"
        return single and any(row.kind == "person" and core.index(heads[0]) in at for row, at in titles)

    def office_holder(self, core: tuple[int, ...]) -> tuple[int, ...]:
        """The person whom the report names with this office, where a single person is meant."""
        if not self.titled(core):
            return ()
        person = self.register.holder(core)
        return () if person is None else tuple(range(person.first, person.last))
