"""A report as the words that are compared, and the few prints by which an index finds its copies.

Words are folded (no case, no diacritics) and keep their place in the stored text.  A print stands for four words in a
row, each by its first five letters, which is what most inflection leaves alone.  Of all prints the smallest in every
window are kept (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003), so that whatever is long enough and shared by
two reports leaves a print that they share, wherever it stands in them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sayso.model import Article, Span
from sayso.text import fold

SHINGLE = 4  # words of a print
WINDOW = 10  # prints in a row of which the smallest is kept: 13 shared words always share one
STEM = 5  # letters of a word that inflection seldom touches
_BITS = 48  # a print in six bytes: among 100 million, two in a million meet by chance
_STEP = 0x9E3779B97F4A7C15  # odd and without a pattern: the golden ratio in 64 bits
# Letters, digits and the marks on them, with what may hide inside a word: soft hyphens, joiners, marks of direction.
_WORD = re.compile("[\\w\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20f0\u00ad\u200b-\u200f\u2060\ufeff]+")
_FOLDED = 1 << 17

_fold = lru_cache(_FOLDED)(fold)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text that are compared: folded, by their beginnings, and where each stands."""

    text: str
    forms: tuple[str, ...]
    stems: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.forms)

    def span(self, first: int, last: int) -> Span:
        """The part of the text from word ``first`` up to and without word ``last``."""
        return Span(self.starts[first], self.ends[last - 1])

    def part(self, words: Span) -> Wording:
        """Some of the words, in the same text."""
        chosen = slice(words.start, words.end)
        return Wording(
            self.text, self.forms[chosen], self.stems[chosen], self.starts[chosen], self.ends[chosen]
        )


def wording(article: Article) -> Wording:
    """The words of a report's heading and body; the header before them is no wording of anybody."""
    return words_in(article.text, _regions(article))


def words_in(text: str, regions: Iterable[Span] | None = None) -> Wording:
    """The words of some parts of a text, in their order; without ``regions`` of all of it."""
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for region in (Span(0, len(text)),) if regions is None else regions:
        for found in _WORD.finditer(text, region.start, region.end):
            form = _fold(found[0])
            if form:
                forms.append(form)
                starts.append(found.start())
                ends.append(found.end())
    stems = tuple(form[:STEM] for form in forms)
    return Wording(text, tuple(forms), stems, tuple(starts), tuple(ends))


def _regions(article: Article) -> list[Span]:
    """Heading and body, without counting twice what is both."""
    regions: list[Span] = []
    for span in sorted(filter(None, (article.title, article.body))):
        start = max(span.start, regions[-1].end if regions else 0)
        if start < span.end:
            regions.append(Span(start, span.end))
    return regions


def prints(words: Wording) -> dict[int, int]:
    """The prints that stand for a wording, each with the first word where it stands.

    A text of fewer words than a print has none.  The same text has the same prints on every machine.
    """
    import numpy as np

    count = len(words) - SHINGLE + 1
    if count < 1:
        return {}
    values = np.array([_value(stem) for stem in words.stems], dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for step in range(SHINGLE):
        mixed = mixed * np.uint64(_STEP) + values[step : step + count]
    mixed ^= mixed >> np.uint64(29)
    mixed = (mixed * np.uint64(_STEP)) >> np.uint64(64 - _BITS)
    windows = np.lib.stride_tricks.sliding_window_view(mixed, min(WINDOW, count))
    places = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    found: dict[int, int] = {}
    for place, value in zip(places.tolist(), mixed[places].tolist(), strict=True):
        found.setdefault(value, place)
    return found


@lru_cache(_FOLDED)
def _value(stem: str) -> int:
    data = hashlib.blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(data, "big")
