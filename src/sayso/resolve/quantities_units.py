"""What is counted: money and measures by their rows, everything else by the noun that the number counts."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.lang.numbers import NumberRow
from sayso.model import Word
from sayso.resolve.quantities_numbers import Amount
from sayso.resolve.quantities_text import Passage

FRACTION = "fraction"
FARTHEST = 7
NOUNS = ("NOUN", "PROPN")
BETWEEN = ("ADJ", "DET", "ADV", "PART", "NUM", "X")
VERBAL_ADJECTIVE = ("amod", "acl")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted, and the pieces ``[first, last)`` of amount and unit together.

    ``how`` says whether a ``row`` told it (with ``measured`` for money and measures) or the ``noun``.
    """

    name: str
    first: int
    last: int
    row: NumberRow | None = None
    time: bool = False
    noun: Word | None = None


def unit_of(passage: Passage, amount: Amount) -> Unit | None:
    """The unit of an amount; ``time`` is true for durations and ages.  ``None`` where nothing is counted."""
    return sign_before(passage, amount) or unit_after(passage, amount) or noun_after(passage, amount)


def sign_before(passage: Passage, amount: Amount) -> Unit | None:
    """Money before the number: "€1.2 billion", "US$3m"."""
    for length in (3, 2, 1):
        first = amount.first - length
        found = passage.numbers.find("before", passage.texts, first)
        if (
            found is None
            or found[1] != length
            or (first and passage.glued(first) and passage.pieces[first - 1].letters)
        ):
            continue
        if length > 1 and len(passage.text(first)) == 1 and not passage.glued(first + 1):
            continue  # "a $5 ticket" is no Australian dollar
        after = passage.numbers.find("unit", passage.texts, amount.last)
        same = after is not None and after[0] == found[0] and not passage.glued(amount.last)
        last = amount.last + after[1] if after is not None and same else amount.last
        return Unit(found[0].code, first, last, found[0])
    return None


def unit_after(passage: Passage, amount: Amount, at: int | None = None) -> Unit | None:
    """Money, percent or a measure behind the number: "3 %", "2.5-mile", "25-odstotni", "12 m2"."""
    here = amount.last if at is None else at
    if passage.text(here) == "-" and passage.glued(here) and passage.glued(here + 1):
        here += 1
    elif at is None and amount.kind in ("scaled", "indefinite", "fraction"):
        here += passage.numbers.stands("partitives", passage.texts, here)
    found = passage.numbers.find("unit", passage.texts, here)
    if found is None or (len(passage.text(here)) == 1 and passage.written(here).isupper()):
        return None
    row, length = found
    after = passage.piece(here + length)
    if after is not None and after.glued and (after.letters or after.digits):
        return None
    return Unit(row.code, amount.first, here + length, row)


def noun_after(passage: Passage, amount: Amount) -> Unit | None:
    """The noun behind the number that it counts, by the tree and by agreement."""
    numbers = passage.numbers
    own = {piece.word for piece in passage.pieces[amount.first : amount.last]}
    here = amount.last
    if passage.text(here) == "-" and passage.glued(here):
        time = passage.text(here + 1) in numbers.times
        return Unit("", amount.first, here + 2, time=True) if time else None
    if amount.kind in ("fraction", "indefinite", "scaled", "collective"):
        here += numbers.stands("partitives", passage.texts, here)
    if (piece := passage.piece(here)) is None:
        return None
    return _scanned(passage, amount, own, piece.word)


def _scanned(passage: Passage, amount: Amount, own: set[int], first: int) -> Unit | None:
    """The first noun from a word on, with only what describes it before it; without one, an adjective ("300 mrtvih")."""
    words = passage.reading.words
    adjective: int | None = None
    for at in range(first, min(first + FARTHEST, passage.sentence.last)):
        word = words[at]
        form = word.form.lower().rstrip(".")
        if form in passage.language.months:
            break
        if form in passage.numbers.times:
            return Unit("", amount.first, passage.last_piece(at) + 1, time=True)
        if word.tag in NOUNS and at not in own:
            return counted_noun(passage, amount, own, at)
        if word.tag == "ADJ" or (word.tag == "VERB" and word.relation in VERBAL_ADJECTIVE):
            adjective = at
        elif not _may_stand_between(words, at, first, adjective):
            break
    if adjective is None or not fits(passage, amount, own, adjective, strict=True):
        return None
    noun = words[adjective]
    return Unit(noun.lemma or noun.form.lower(), amount.first, passage.last_piece(adjective) + 1, noun=noun)


def _may_stand_between(words: tuple[Word, ...], at: int, first: int, adjective: int | None) -> bool:
    word = words[at]
    marks = ("-", "–") if at > first else ()
    if word.tag not in BETWEEN:
        return word.form in marks or (adjective is not None and word.form in (",", "„", '"'))
    return not (word.tag == "ADV" and word.head is not None and words[word.head].tag == "VERB")


def counted_noun(passage: Passage, amount: Amount, own: set[int], at: int) -> Unit | None:
    """The head of the nouns that begin at a word: "10 police officers"."""
    words = passage.reading.words
    for _ in range(FARTHEST):
        head = words[at].head
        if words[at].relation not in ("compound", "nmod:unmarked") or head is None:
            break
        if not at < head < at + FARTHEST or words[head].tag not in (*NOUNS, "SYM"):
            break
        at = head
    while words[at].relation != "compound" and at + 1 < passage.sentence.last and _goes_on(words, at):
        at += 1
    if not fits(passage, amount, own, at) or is_place(passage, at):
        return None
    last = passage.last_piece(at) + 1
    first = passage.first_piece(at)
    found = passage.numbers.find("unit", passage.texts, first)
    if found is not None:
        return Unit(found[0].code, amount.first, first + found[1], found[0], noun=words[at])
    time = words[at].form.lower().rstrip(".") in passage.numbers.times
    return Unit(lemma_of(passage, at), amount.first, last, noun=words[at], time=time)


def _goes_on(words: tuple[Word, ...], at: int) -> bool:
    """Is the next word a noun that this one only describes, by the tree?"""
    return words[at].head == at + 1 and words[at].relation == "compound" and words[at + 1].tag in NOUNS


def is_place(passage: Passage, at: int) -> bool:
    """Is the word a place's name, or one thing's, which no number counts ("1000 Ljubljana")?"""
    word = passage.reading.words[at]
    name = passage.names.get(at)
    place = name is not None and name.type == "LOC"
    return word.tag == "PROPN" and (place or word.feature("Number") == "Sing") and word.form[-1:].isalpha()


def fits(passage: Passage, amount: Amount, own: set[int], at: int, *, strict: bool = False) -> bool:
    """Can this noun be counted by the number?  The tree decides, else number and case."""
    word = passage.reading.words[at]
    linked = word.head in own or any(passage.reading.words[i].head == at for i in own)
    case, number = word.feature("Case"), word.feature("Number")
    whole = amount.high == int(amount.high)
    least = passage.numbers.genitive_from
    if not least and number == "Sing" and amount.high > 1 and amount.kind in ("digits", "words", "scaled"):
        return passage.numbers.find("lemma", [word.form.lower()], 0) is not None  # "the 787 Dreamliner"
    if linked and not strict:
        return True
    if least and whole and amount.high % 100 >= least and amount.kind != "fraction" and case == "Nom":
        return False
    if number == "Sing" and whole and amount.kind != "fraction" and amount.high % 10 != 1:
        return not strict and bool(least) and case == "Gen"
    return linked or not strict or number == "Plur"


def lemma_of(passage: Passage, at: int) -> str:
    """The nominative singular of a word: by its row, else as the network has it."""
    word = passage.reading.words[at]
    form = word.form.lower()
    found = passage.numbers.find("lemma", [form], 0)
    if found is not None:
        return found[0].code
    if word.feature("Number") == "Plur":
        for ending, code in passage.numbers.endings:
            if form.endswith(ending) and len(form) > len(ending) + 1:
                kept = word.form if word.tag == "PROPN" or any(map(str.isdecimal, form)) else form
                return kept[: len(kept) - len(ending)] + code
    return word.lemma or form


def noun_before(passage: Passage, amount: Amount) -> str | None:
    """What a number in the predicate counts: "okuženih je 300", "bilo je 20 takih"."""
    words = passage.reading.words
    own = {piece.word for piece in passage.pieces[amount.first : amount.last]}
    heads = own | {
        head for i in own if (head := words[i].head) is not None and words[head].tag in ("VERB", "AUX")
    }
    for at in range(passage.sentence.first, min(own)):
        word = words[at]
        if word.head not in heads or word.tag not in (*NOUNS, "ADJ"):
            continue
        if word.feature("Case") == "Gen" and word.feature("Number") == "Plur":
            preceded = at > passage.sentence.first and words[at - 1].tag == "ADP"
            if not preceded and word.form.lower() not in passage.numbers.times:
                return lemma_of(passage, at)
    return None
