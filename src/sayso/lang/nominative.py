"""A mention in the nominative: as the report itself has it, else by lemmas and the language's endings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from sayso.lang.forms import alike
from sayso.lang.schema import Language
from sayso.model import Name, Reading, Word
from sayso.text import fold

OTHER_CASE = "Other"  # of a word that is no nominative, nobody knows which
GENDERS = ("Masc", "Fem", "Neut")
MOST_NOMINATIVES = 300  # of one stem: enough for a report, and a bound for a book


class Seen(Protocol):
    """What a nominative is looked for in: a report's words, and where its names and nominatives stand."""

    @property
    def words(self) -> Sequence[Word]:
        """All words of the report."""
        ...

    @property
    def language(self) -> Language:
        """The facts of its language."""
        ...

    @property
    def name_of(self) -> Mapping[int, Name]:
        """The name that a word belongs to."""
        ...

    @property
    def nominatives(self) -> Mapping[str, tuple[Word, ...]]:
        """Words in the nominative by their stems, as :func:`by_stem` has them."""
        ...


def stem(form: str) -> str:
    """The first letters of a form, by which its cases are found again."""
    return fold(form)[:3]


def by_stem(reading: Reading, language: Language) -> dict[str, tuple[Word, ...]]:
    """Words in the nominative, by the first letters of their folded form and lemma."""
    found: dict[str, list[Word]] = {}
    for word in true_nominatives(reading, language):
        for key in {stem(word.form), stem(word.lemma)}:
            found.setdefault(key, []).append(word)
    return {key: tuple(words[:MOST_NOMINATIVES]) for key, words in found.items()}


def true_nominatives(reading: Reading, language: Language) -> list[Word]:
    """The words tagged as nominatives, without those that their lemma, the word before, or the first word of a
    person's name belies.
    """
    words = reading.words
    tagged = {i for i, w in enumerate(words) if w.feature("Case") == "Nom" and any(map(str.isalnum, w.form))}
    governed = {w.head for w in words if w.relation == "case" and w.tag == "ADP" and w.head is not None}
    own = {fold(words[i].form) for i in tagged if fold(words[i].form) == fold(words[i].lemma)}
    false = {i for i in tagged if belied(language, words[i]) and fold(words[i].form) not in own}
    for name in reading.names:
        if name.type == "PER" and (name.first in false or name.first in governed):
            false.update(range(name.first, name.last))
    true = tagged - false - governed
    for name in reading.names:  # a subject is whole in the nominative, whatever a foreign surname looks like
        if name.type == "PER" and name.first in true and words[name.first].relation == "nsubj":
            true |= {i for i in range(name.first, name.last) if words[i].tag == "PROPN"}
    return [words[i] for i in sorted(true)]


def belied(language: Language, word: Word) -> bool:
    """Is a singular noun tagged as a nominative though its lemma is another form: ``Boruta`` of ``Borut``?

    A surname's form of women ("Zaharova") is none, and a name in the plural ("Odmevi") may be tagged as one thing.
    """
    tag = word.tag
    if tag not in ("NOUN", "PROPN") or word.feature("Number") != "Sing" or word.feature("Case") != "Nom":
        return False
    if fold(word.lemma).startswith(fold(word.form)):  # "der Abgeordnete", a lemma with an ending of its own
        return False
    of = language.nominative_of
    own = {of(word.lemma, tag, gender, number) for gender in GENDERS for number in ("Sing", "Plur")}
    return fold(word.form) not in map(fold, own)


def nominative(scene: Seen, mention: Sequence[int]) -> str:
    """The words of a mention as a reader would look them up, spaces as in the text."""
    words = [scene.words[i] for i in mention]
    head = head_of(words, mention)
    cases = told_cases(scene, words)
    governed = inflected(words, mention, head, cases) | inside_name(scene, words, mention, head, cases)
    if not governed:
        return joined(scene, mention, [word.form for word in words])
    forms = [base(scene, word) if at in governed else word.form for at, word in enumerate(words)]
    return joined(scene, mention, forms)


def head_of(words: Sequence[Word], mention: Sequence[int]) -> int:
    """Position of the word whose governor lies outside the mention."""
    inside = set(mention)
    return next((at for at, word in enumerate(words) if word.head is None or word.head not in inside), 0)


def told_cases(scene: Seen, words: Sequence[Word]) -> list[str | None]:
    """The case of each word; a singular nominative that is none in truth, by :func:`true_nominatives`, has another."""
    return [
        OTHER_CASE if word.feature("Case") == "Nom" and not stands(scene, word) else word.feature("Case")
        for word in words
    ]


def stands(scene: Seen, word: Word) -> bool:
    """Is the word, as it stands there, a nominative?"""
    known = scene.nominatives.get(stem(word.form), ())
    return len(known) == MOST_NOMINATIVES or word in known or not any(map(str.isalnum, word.form))


def inflected(
    words: Sequence[Word], mention: Sequence[int], head: int, cases: Sequence[str | None]
) -> set[int]:
    """Positions of the words that stand in the head's oblique case because the head does."""
    if cases[head] in (None, "Nom"):
        return set()
    return {
        at
        for at, word in enumerate(words)
        if word.tag in ("NOUN", "PROPN", "ADJ", "DET", "NUM")
        and (cases[at] == cases[head] or agreeing(word))
        and linked(words, mention, at, head)
    }


def agreeing(word: Word) -> bool:
    """An adjective has the case of its noun, whatever its tag says."""
    return word.relation in ("amod", "det") and word.tag in ("ADJ", "DET")


def inside_name(
    scene: Seen, words: Sequence[Word], mention: Sequence[int], head: int, cases: Sequence[str | None]
) -> set[int]:
    """Positions of the words of a name that stand in an oblique case, whatever the tree says of them.

    Of a person every word is inflected; of other names those that share the head's case ("Bank of …" does not), and
    of one with a head that has no case ("Le Monde") the first that has one.
    """
    name = scene.name_of.get(mention[head])
    if name is None:
        return set()
    inside = [at for at, i in enumerate(mention) if name.first <= i < name.last]
    if name.type == "PER" and inside and cases[inside[0]] == "Nom" and inside[0] == head:
        return set()  # "Dari Južna": the given name tells
    case = next((cases[at] for at in (head, *inside) if cases[at] is not None), None)
    return {
        at
        for at in inside
        if cases[at] not in (None, "Nom")
        and (name.type == "PER" or (cases[at] == case and words[at].relation != "nmod"))
    }


def linked(words: Sequence[Word], mention: Sequence[int], at: int, head: int) -> bool:
    """Does the word agree with the head: the head itself, its name parts, or an adjective of these?"""
    if at == head:
        return True
    position = {index: i for i, index in enumerate(mention)}
    above = words[at].head
    governor = None if above is None else position.get(above)
    if governor is None:
        return False
    relation = words[at].relation.split(":")[0]
    return relation in ("amod", "det", "flat", "appos", "nummod", "conj") and (
        governor == head or (governor != at and linked(words, mention, governor, head))
    )


def base(scene: Seen, word: Word) -> str:
    """The nominative of one word: a form of the report with the same lemma, number and gender, else its lemma.

    Of a name it is enough that a nominative of the report looks like it: lemmas of rare names can be wrong.
    """
    known = dict.fromkeys(
        w for key in (stem(word.form), stem(word.lemma)) for w in scene.nominatives.get(key, ())
    )
    if word.tag == "NOUN" and word.feature("Number") == "Sing":
        # A form that is a nominative elsewhere in the report is one here: "der Reederei" needs no lemma.
        unchanged = any(
            other.form.casefold() == word.form.casefold() and near(other, word) for other in known
        )
        return word.form if unchanged else cased(word.lemma, word.form)
    if word.tag == "PROPN" and any(other.tag == "PROPN" and other.form == word.form for other in known):
        return word.form
    for other in sorted(known, key=lambda w: w.span):
        if word.tag == "PROPN" == other.tag and near(other, word):
            return other.form
        if (
            other.lemma == word.lemma
            and other.tag == word.tag
            and all(other.feature(k) == word.feature(k) for k in ("Number", "Gender"))
        ):
            return cased(other.form, word.form)
    return cased(
        scene.language.nominative_of(word.lemma, word.tag, word.feature("Gender"), word.feature("Number")),
        word.form,
    )


def near(nominative: Word, word: Word) -> bool:
    """Same number and gender, and no more than an ending apart."""
    agree = all(nominative.feature(k) == word.feature(k) for k in ("Number", "Gender"))
    return agree and alike(nominative.form, word.form)


def cased(form: str, like: str) -> str:
    """``form`` with the capital that ``like`` has."""
    if like[:1].isupper() and form[:1].islower():
        return form[:1].upper() + form[1:]
    return form


def joined(scene: Seen, mention: Sequence[int], forms: Sequence[str]) -> str:
    """The forms with single spaces where the text has a space."""
    parts: list[str] = []
    for at, (index, form) in enumerate(zip(mention, forms, strict=True)):
        if at and scene.words[mention[at - 1]].span.end < scene.words[index].span.start:
            parts.append(" ")
        parts.append(form)
    return "".join(parts)
