"""Agreement: what the pronoun or the verb of an attribution shows of its speaker's person, number and gender."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.attribute.scene import Draft, Scene
from sayso.lang import PronounRow

PERSONAL_GENDERS = ("Masc", "Fem")
SEVERAL = ("Plur", "Dual")


@dataclass(frozen=True, slots=True)
class Shown:
    """What an attribution shows of its speaker; ``None`` where nothing does."""

    pronouns: tuple[PronounRow, ...]
    """What the words of the source can be as pronouns."""
    gender: str | None
    """Of the pronoun ("njegovih"), else of the participle in the singular ("je dejala")."""
    number: str | None
    """Of the verb."""

    @staticmethod
    def by(scene: Scene, draft: Draft) -> Shown:
        """What a draft shows."""
        rows = tuple(row for i in draft.source for row in scene.language.find_pronoun(scene.lower(i)))
        verbs = [scene.words[i] for i in draft.cue if scene.words[i].feature("VerbForm") in ("Part", "Fin")]
        number = next((verb.feature("Number") for verb in verbs), None)
        said = {row.gender.capitalize() for row in rows if row.number == "sing"} & {*PERSONAL_GENDERS}
        participles = [
            verb.feature("Gender")
            for verb in verbs
            if verb.feature("VerbForm") == "Part" and verb.feature("Number") == "Sing"
        ]
        by_verb = next((gender for gender in participles if gender in PERSONAL_GENDERS), None)
        return Shown(rows, said.pop() if len(said) == 1 else by_verb, number)

    @property
    def looks_back(self) -> bool:
        """A personal or possessive pronoun names somebody who was named before."""
        return any(row.type in ("personal", "possessive") for row in self.pronouns)

    @property
    def person(self) -> bool:
        """ "He", "she" and "his"."""
        return any(row.number == "sing" and row.gender in ("masc", "fem") for row in self.pronouns)

    @property
    def several(self) -> bool:
        """A verb or a pronoun for more than one: no single person is meant."""
        return self.number in SEVERAL or any(row.number in ("plur", "dual") for row in self.pronouns)


@dataclass(frozen=True, slots=True)
class Nature:
    """Gender and number of the head of a mention."""

    gender: str | None = None
    number: str | None = None

    @staticmethod
    def of(scene: Scene, mention: tuple[int, ...]) -> Nature:
        """Of words that name somebody; names joined by "and" are several."""
        words, inside = scene.words, set(mention)
        head = next((i for i in mention if words[i].head not in inside), mention[0])
        joined = any(words[i].tag == "CCONJ" for i in mention) and len(scene.names_at(mention)) > 1
        return Nature(words[head].feature("Gender"), "Plur" if joined else words[head].feature("Number"))

    def fits(self, shown: Shown) -> bool:
        """Can it be the subject of a verb of this number and gender?"""
        several = self.number in SEVERAL and shown.number in SEVERAL
        if shown.number is not None and not several and self.number not in (None, shown.number):
            return False
        return shown.gender is None or self.gender in (None, shown.gender)


def impersonal(scene: Scene, draft: Draft) -> bool:
    """``se pričakuje``, ``znano je``, ``slišati je``, ``smo izvedeli``: nobody who spoke before is meant."""
    words = [scene.words[i] for i in draft.cue]
    if any(word.feature("Person") in ("1", "2") for word in words):
        return True
    if any(word.form.lower() in scene.language.reflexives for word in words):
        return draft.row is None or not set(draft.row.lemma.split()) & scene.language.reflexives
    if any(word.relation.startswith("nsubj") for word in words):  # "je pricurljala informacija"
        return True
    helping = scene.language.auxiliaries
    verbs = [word for word in words if word.tag != "AUX" and word.lemma not in helping]
    return any(word.feature("Gender") == "Neut" for word in verbs) or (
        bool(verbs) and all(word.feature("VerbForm") == "Inf" for word in verbs)
    )
