"""Whether the clause around a word tells of the past or of the future."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.lang.dates import DateWords
from sayso.model import Reading, Sentence, Word
from sayso.resolve.dates_match import MOST_PIECES
from sayso.resolve.dates_values import CONDITIONAL, FUTURE, LATELY, PAST, PRESENT, UNKNOWN

_MOST_STEPS = 12


def tense_at(reading: Reading, sentence: Sentence, at: int, words: DateWords) -> str:
    """``past``, ``present``, ``future``, ``conditional``, or ``unknown`` where no verb tells.

    The verbs above the word are asked from below; where the tree has none, the nearest one that tells.
    """
    members = range(sentence.first, min(sentence.last, sentence.first + MOST_PIECES))
    for verb in _verbs_above(reading, sentence, at):
        if _leaves_tense(reading, verb):
            continue
        helpers = [
            reading.words[i]
            for i in members
            if reading.words[i].head == verb and reading.words[i].relation.split(":")[0] in ("aux", "cop")
        ]
        found = _told(reading.words[verb], helpers, words)
        if found == CONDITIONAL and _is_reported(reading.words[verb], helpers, words):
            return FUTURE
        if found is not None:
            return found
    for i in sorted(members, key=lambda i: abs(i - at)):
        if (found := _told(reading.words[i], [], words)) is not None:
            return found
    return UNKNOWN


def _leaves_tense(reading: Reading, verb: int) -> bool:
    """An infinitive under another verb: "morali bi podpisati januarja" has the tense of "morali"."""
    word = reading.words[verb]
    above = None if word.head is None else reading.words[word.head]
    return (
        word.feature("VerbForm") == "Inf"
        and word.relation == "xcomp"
        and above is not None
        and above.tag in ("VERB", "AUX", "ADJ")
    )


def _is_reported(verb: Word, helpers: list[Word], words: DateWords) -> bool:
    """A clause of what somebody said, with a word that tells the future there ("said that it would open")."""
    told = {words.tense.get(word.form.lower()) for word in (verb, *helpers)}
    return "reported" in told and verb.relation in ("ccomp", "parataxis")


def meant(tense: str, mod: str | None) -> str:
    """The tense by which a date with a modifier is looked for.

    "Since" looks back unless the verb looks ahead, "until" looks ahead, in the past only if not lately.
    """
    if mod == "since":
        return FUTURE if tense == FUTURE else PAST
    if mod == "before":
        return LATELY if tense == PAST else FUTURE
    return FUTURE if tense == PRESENT else tense


def _verbs_above(reading: Reading, sentence: Sentence, at: int) -> Iterator[int]:
    here: int | None = at
    for _ in range(_MOST_STEPS):
        if here is None or not sentence.first <= here < sentence.last:
            return
        word = reading.words[here]
        yield here
        here = word.head if word.head != here else None


def _told(verb: Word, helpers: list[Word], words: DateWords) -> str | None:
    """What a verb with its auxiliaries tells: their forms first, then the features."""
    told = {words.tense.get(word.form.lower()) for word in (verb, *helpers)}
    for tense, meant in (
        ("conditional", CONDITIONAL),
        ("reported", CONDITIONAL),
        ("future", FUTURE),
        ("past", PAST),
    ):
        if tense in told:
            return meant
    return _by_features(verb, helpers) if verb.tag in ("VERB", "AUX") or helpers else None


def _by_features(verb: Word, helpers: list[Word]) -> str | None:
    group = (verb, *helpers)
    tenses, moods = {w.feature("Tense") for w in group}, {w.feature("Mood") for w in group}
    if "Cnd" in moods:
        return CONDITIONAL
    if "Fut" in tenses:
        return FUTURE
    if tenses & {"Past", "Imp"} or any(_past_participle(word) for word in group):
        return PAST
    bare = verb.feature("VerbForm") == "Inf" or "Imp" in moods
    return PRESENT if bare or "Pres" in tenses else None


def _past_participle(word: Word) -> bool:
    return word.feature("VerbForm") == "Part" and word.feature("Tense") != "Pres"
