"""Shared runs as passages of two texts, and how much each says: names and numbers meet by chance, sentences do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.model import Span
from sayso.shingles import Wording
from sayso.text import normal_form
from sayso.trace.align import Run, aligned

SENTENCE = 14.0  # the weight of a passage that nobody writes twice by chance
TOGETHER = 35.0  # the weight of several shorter ones that are together as good as one
PHRASE = 7.0  # the weight of one that is shown beside these
_NAME, _NUMBER, _ALIKE = 0.4, 0.5, 0.75
_ENDS = frozenset(".!?…:")
_MARKS = 4  # marks around a passage that are looked at


@dataclass(frozen=True, slots=True)
class Passage:
    """A shared passage: its place in either text, the words there, how many are shared and what they weigh.

    ``a`` and ``b`` count code points, ``words_a`` and ``words_b`` words of the wordings.  ``recycled``: the collection
    repeats it for weeks, so that it is no evidence of a link between the news in two reports.
    """

    a: Span
    b: Span
    words_a: Span
    words_b: Span
    shared: int
    weight: float
    recycled: bool = False

    def turned(self) -> Passage:
        """The same with the two sides changed."""
        return replace(self, a=self.b, b=self.a, words_a=self.words_b, words_b=self.words_a)


def passages_between(a: Wording, b: Wording) -> tuple[Passage, ...]:
    """All that two texts share and that is more than a few words, in the order of ``a``, by chance or not.

    None overlaps another on either side.  Texts of the same words share one passage, however short.
    """
    found = (_passage(a, b, run) for run in aligned(a, b))
    return tuple(each for each in found if each.weight >= PHRASE or each.shared == len(a) == len(b))


def beyond_chance(passages: Sequence[Passage], a: Wording, b: Wording) -> tuple[Passage, ...]:
    """The passages, if they are evidence that two reports share wording; names and fixed phrases alone are none."""
    return tuple(passages) if a.forms == b.forms or say_enough(passages) else ()


def say_enough(passages: Sequence[Passage]) -> bool:
    """Whether some passages are more than chance: one weighs a sentence, or all together as much as several."""
    weights = [each.weight for each in passages]
    return any(weight >= SENTENCE for weight in weights) or sum(weights) >= TOGETHER


def covered(passages: Sequence[Passage]) -> int:
    """How many words are shared in some passages."""
    return sum(each.shared for each in passages)


def _passage(a: Wording, b: Wording, run: Run) -> Passage:
    weight = sum(_weight(a, b, i, j) for i, j in run.pairs)
    first, last = run.pairs[0], run.pairs[-1]
    lead = _common(_before(a, first[0]), _before(b, first[1]))
    tail = _common(_after(a, last[0]), _after(b, last[1]))
    return Passage(
        a=Span(a.starts[first[0]] - lead, a.ends[last[0]] + tail),
        b=Span(b.starts[first[1]] - lead, b.ends[last[1]] + tail),
        words_a=Span(first[0], last[0] + 1),
        words_b=Span(first[1], last[1] + 1),
        shared=len(run.pairs),
        weight=round(weight, 2),
    )


def _weight(a: Wording, b: Wording, i: int, j: int) -> float:
    """What one shared word says: less in another form, less for a number, least for names on both sides."""
    weight = 1.0 if a.forms[i] == b.forms[j] else _ALIKE
    if a.forms[i].isdigit():
        return weight * _NUMBER
    return weight * _NAME if is_name(a, i) and is_name(b, j) else weight


def is_name(words: Wording, at: int) -> bool:
    """Whether a word has a capital letter inside a sentence."""
    start = words.starts[at]
    if at == 0 or not words.text[start].isupper():
        return False
    between = words.text[words.ends[at - 1] : start]
    return "\n" not in between and _ENDS.isdisjoint(between)


def _after(words: Wording, at: int) -> str:
    """The marks that stand directly after a word, none of the next word's."""
    end = words.starts[at + 1] if at + 1 < len(words) else len(words.text)
    return _unspaced(words.text[words.ends[at] : min(end, words.ends[at] + _MARKS)])


def _before(words: Wording, at: int) -> str:
    """The marks directly before a word, the nearest first."""
    start = words.ends[at - 1] if at else 0
    return _unspaced(words.text[max(start, words.starts[at] - _MARKS) : words.starts[at]][::-1])


def _unspaced(marks: str) -> str:
    return next((marks[:at] for at, mark in enumerate(marks) if mark.isspace() or mark.isalnum()), marks)


def _common(one: str, other: str) -> int:
    """How many marks are the same on both sides, whatever sort of quotation mark or dash they are."""
    pairs = enumerate(zip(one, other, strict=False))
    shortest = min(len(one), len(other))
    return next((at for at, (x, y) in pairs if normal_form(x).text != normal_form(y).text), shortest)
