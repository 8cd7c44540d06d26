"""Speakers: the report's own name for whoever an attribution credits, in the nominative.

The network points at the word that names the speaker; a mention is grown around it; mentions of one person in a
report share the fullest name that the report gives.  What cannot be told stays ``None``.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.attribute.certainty import hedges
from sayso.attribute.cores import Cores
from sayso.attribute.mentions import PERSON, Register
from sayso.attribute.pointers import Pointers
from sayso.attribute.scene import QUOTE_MARKS, Draft, Scene
from sayso.lang import PronounRow
from sayso.lang.gazette import OUTLET_KINDS
from sayso.lang.nominative import joined, nominative
from sayso.model import Name, Reason

SOURCE_KINDS = {"PER": "person", "DERIV_PER": "person", "ORG": "organisation", "LOC": "state"}
PERSONAL = ("PER", "DERIV_PER")
LONGEST_OUTLET_TITLE = 3
SURE_POINTER = 0.5
Answer = tuple[str | None, str | None, tuple[Reason, ...]]
PERSONAL_GENDERS = ("Masc", "Fem")
NOBODY: Answer = (None, None, ())


class Speakers:
    """Names of the speakers of one report, asked for in the order of the text."""

    def __init__(self, scene: Scene, drafts: Sequence[Draft]) -> None:
        self.scene = scene
        self.register = Register(scene)
        self.cores = Cores(scene)
        self.pointers = Pointers(scene, drafts, self.register, self.cores)
        self._told: list[Answer] = []
        self._agreed: dict[str, str] = {}
        """Genders of people by a verb that agreed with their name: surer than a foreign name's own."""
        self._genders: dict[str, str] = {}

    def of(self, draft: Draft) -> Answer:
        """Speaker, kind of source, and how it was found."""
        mention, how = self.mention(draft)
        if any(map(str.isalnum, "".join(self.scene.words[i].form for i in mention))):
            name = self.cores.name_in(mention)
            spoken = self.canonical(mention, name)
            answer: Answer = (spoken, self.kind(mention, name), (Reason("rule", f"speakers:{how}", spoken),))
        elif self.outlets_own(draft):
            return NOBODY
        elif self.goes_on(draft) and self.before(draft)[0] is not None:
            speaker, kind, _ = self.before(draft)
            answer = (speaker, kind, (Reason("rule", "speakers:the one before goes on", speaker or ""),))
        else:
            return (None, self.kind(draft.source, None), ())
        if draft.cue:
            self._told.append(answer)
            self.remember_gender(draft, mention, answer)
        return answer

    def remember_gender(self, draft: Draft, mention: tuple[int, ...], answer: Answer) -> None:
        """By the verb that agrees with a named person, else by the name itself."""
        if answer[0] is None or answer[1] != "person":
            return
        agreed = self.gender_wanted(draft) if draft.source else None
        own = self.given_name_gender(mention)
        if agreed is not None:
            self._agreed[answer[0]] = agreed
        elif own in PERSONAL_GENDERS:
            self._genders.setdefault(answer[0], own)

    def given_name_gender(self, mention: tuple[int, ...]) -> str | None:
        """A surname's form tells nothing of its bearer ("Bratina"), a given name's does."""
        name = self.cores.name_in(mention) if mention else None
        if name is not None and name.last - name.first == 1:
            name = self.register.full_name(mention, name)
        return None if name is None else self.scene.words[name.first].feature("Gender")

    def pronouns(self, draft: Draft) -> list[PronounRow]:
        """What the words of the source can be as pronouns."""
        return [row for i in draft.source for row in self.scene.language.find_pronoun(self.scene.lower(i))]

    def gender_wanted(self, draft: Draft) -> str | None:
        """What the pronoun or the singular verb of an attribution says of a person's gender."""
        rows = self.pronouns(draft)
        said = {row.gender for row in rows if row.number == "sing" and row.gender in ("masc", "fem")}
        if len(said) == 1:
            return said.pop().capitalize()
        for i in draft.cue:
            word = self.scene.words[i]
            singular = word.feature("VerbForm") == "Part" and word.feature("Number") == "Sing"
            if singular and word.feature("Gender") in PERSONAL_GENDERS:
                return word.feature("Gender")
        return None

    def before(self, draft: Draft) -> Answer:
        """Who spoke last of those that the pronoun or the verb can mean."""
        return next((answer for answer in reversed(self._told) if self.can_be(answer, draft)), NOBODY)

    def can_be(self, answer: Answer, draft: Draft) -> bool:
        speaker, kind, _ = answer
        person = kind == "person"
        if not person and self.means_person(draft):
            return False
        if person and not draft.source and self.pointers.several(draft):
            return False
        wanted = self.gender_wanted(draft)
        known = self._agreed.get(speaker or "", self._genders.get(speaker or ""))
        return not person or wanted is None or known is None or known == wanted

    def means_person(self, draft: Draft) -> bool:
        """ "He", "she" and "his"."""
        rows = self.pronouns(draft)
        return any(row.number == "sing" and row.gender in ("masc", "fem") for row in rows)

    def impersonal(self, draft: Draft) -> bool:
        """``se pričakuje``, ``znano je``, ``slišati je``, ``smo izvedeli``: nobody who spoke before is meant."""
        words = [self.scene.words[i] for i in draft.cue]
        if any(word.feature("Person") in ("1", "2") for word in words):
            return True
        if any(word.form.lower() in self.scene.language.reflexives for word in words):
            return draft.row is None or not set(draft.row.lemma.split()) & self.scene.language.reflexives
        verbs = [word for word in words if word.tag != "AUX"]
        return any(word.feature("Gender") == "Neut" for word in verbs) or (
            bool(verbs) and all(word.feature("VerbForm") == "Inf" for word in verbs)
        )

    def outlets_own(self, draft: Draft) -> bool:
        """``po naših informacijah``: the outlet itself, outside a quotation, and nobody whom the report names."""
        own = any(
            row.person == "1" and row.type in ("personal", "possessive") for row in self.pronouns(draft)
        )
        return own and self.scene.quote_of[draft.source[0]] is None

    def looks_back(self, draft: Draft) -> bool:
        """A personal or possessive pronoun names somebody who was named before."""
        rows = self.pronouns(draft)
        return any(row.type in ("personal", "possessive") for row in rows)

    def goes_on(self, draft: Draft) -> bool:
        """A pronoun, or a finite saying verb without a subject, and nobody pointed at: the one before goes on."""
        if draft.source:
            return self.pointers.pronoun(draft.source) and not self.pointers.relative(draft.source)
        if not draft.cue:
            return bool(draft.content) and self.scene.quote_of[draft.content[0]] is not None
        verb = draft.row is not None and draft.row.pos == "verb"
        hearsay = any(row.certainty == "hearsay" for row, _ in hedges(self.scene, draft, ("cue",)))
        sure_of_none = draft.proposal.speaker is None and draft.proposal.speaker_score >= SURE_POINTER
        if not verb or hearsay or self.impersonal(draft):
            return False
        return self.scene.language.drops_subjects or not sure_of_none

    def mention(self, draft: Draft) -> tuple[tuple[int, ...], str]:
        """The words that name the speaker: the source itself, or what a pronoun or a dropped subject stands for."""
        pointed = draft.proposal.speaker
        if draft.source and not self.pointers.pronoun(draft.source):
            core = self.cores.of(draft.source, pointed)
            name = self.cores.name_in(core)
            sure = pointed is not None and draft.proposal.speaker_score > SURE_POINTER
            nameless = name is None and core not in self.cores.as_written and not self.cores.names_in(core)
            if nameless and sure and pointed not in draft.source:
                elsewhere = (
                    self.pointers.same_noun(core, pointed)
                    or self.pointers.together_with(pointed, draft)
                    or self.pointers.grown(pointed)
                )
                if self.cores.names_in(elsewhere):
                    return elsewhere, "pointed at by the network"
            people = any(n.type == PERSON for n in self.cores.names_in(core))
            holder = () if people else self.bearer(core) or self.office_holder(core)
            return (holder, "who holds that office") if holder else (core, "named in the source")
        if pointed is not None and (pointed < draft.anchor or not self.looks_back(draft)):
            grown = self.pointers.together_with(pointed, draft) or self.pointers.grown(pointed)
            if draft.source or self.agrees(grown, draft):
                return grown, "pointed at by the network"
        if draft.source and self.pointers.relative(draft.source):
            return self.pointers.antecedent(draft), "what the relative clause hangs on"
        return (), ""

    def agrees(self, mention: tuple[int, ...], draft: Draft) -> bool:
        """Can the person pointed at be the dropped subject of a verb that shows gender?"""
        name = self.cores.name_in(mention)
        if name is None or name.type != PERSON:
            return True
        known = self._agreed.get(self.canonical(mention, name))
        wanted = self.gender_wanted(draft)
        return known is None or wanted is None or known == wanted

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

    def canonical(self, mention: tuple[int, ...], name: Name | None) -> str:
        """The name to show: the report's fullest, else the mention in the nominative."""
        if len(mention) == 1 and (known := self.register.expansions.get(self.scene.words[mention[0]].form)):
            return known
        if mention in self.cores.as_written:  # "časnika Delo": a name in apposition is not inflected
            return joined(self.scene, mention, [self.scene.words[i].form for i in mention])
        if (land := self.land(mention)) is not None:
            return land
        names = self.cores.names_in(mention)
        if len(names) > 1 and self.cores.group(names) == mention:
            return self.together(mention, names)
        if (full := self.register.fullest(mention, name)) is not None:
            return full
        said = nominative(self.scene, mention).strip("".join(QUOTE_MARKS) + " ")
        common = self.scene.words[mention[0]].tag in ("NOUN", "ADJ")
        return said[:1].upper() + said[1:] if name is None or common else said

    def land(self, mention: tuple[int, ...]) -> str | None:
        """``ruske navedbe``: the country that an adjective alone names."""
        word = self.scene.words[mention[0]]
        row = (
            self.scene.language.gazette.land_of(word.lemma)
            if len(mention) == 1 and word.tag == "ADJ"
            else None
        )
        return row.name if row is not None and row.kind == "country" else None

    def together(self, mention: tuple[int, ...], names: Sequence[Name]) -> str:
        """Several people or bodies, each by the fullest name, with the report's own words between them."""
        said = ""
        for name in names:
            inside = tuple(range(name.first, name.last))
            link = mention[mention.index(name.first) - 1] if said else None
            if link is not None:
                form = self.scene.words[link].form
                said += f"{form} " if form == "," else f" {form} "
            said += self.canonical(inside, name)
        return said

    def kind(self, mention: tuple[int, ...], name: Name | None) -> str | None:
        """What sort of source this is, by the type of its name, else by the language's titles."""
        if name is not None:
            return self.outlet_kind(name) or SOURCE_KINDS.get(name.type)
        people = [n for n in self.cores.names_in(mention) if n.type == PERSON]
        if any(n.last == mention[-1] + 1 and self.cores.is_head(n, mention) for n in people):
            return "person"
        titles = self.scene.titles(mention)
        return titles[0][0].kind if titles else None

    def outlet_kind(self, name: Name) -> str | None:
        """An agency or a medium by the title right before its name: "tiskovna agencija X", "the weekly X"."""
        sentence = self.scene.reading.sentences[self.scene.sentence_of[name.first]]
        before = range(max(sentence.first, name.first - LONGEST_OUTLET_TITLE), name.first)
        if name.type in PERSONAL or not before:
            return None
        ending = (row.kind for row, where in self.scene.titles(before) if where.stop == len(before))
        return next((kind for kind in ending if kind in OUTLET_KINDS), None)
