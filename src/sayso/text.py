"""Texts as they compare: a normal form with a way back, and the quotation marks of Europe.

Texts are kept as they were given; only comparisons (of names, quotations, wire copies) use the normal form,
and :class:`NormalText` leads every offset of it back to the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model import Span

QUOTE_PAIRS: tuple[tuple[str, str], ...] = (
    ("„", "“"),
    ("„", "”"),
    ("“", "”"),
    ("»", "«"),
    ("«", "»"),
    ('"', '"'),
    ("”", "”"),
    ("„", '"'),
    ("``", "''"),
    (",,", "''"),
    ("‚", "‘"),
    ("‚", "’"),
    ("‘", "’"),
    ("›", "‹"),
    ("‹", "›"),
    ("'", "'"),
)
"""Every pairing of an opening and a closing mark that European newspapers use; the doubled ASCII ones too."""

_DOUBLE = "„“”‟«»〝〞〟＂″"
_SINGLE = "‚‘’‛‹›ʼ′`´＇"
_DASHES = "‐‑‒–—―−﹘﹣－"
_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_UNIFIED = str.maketrans(
    {
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_DROPPED, ""),
    }
)
# What NFKC may join: a character and the marks after it, or the parts of a Korean syllable.
_JAMO = r"\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff\uffa0-\uffdc"
# No word has more marks on a letter; sorting a million of them would take for ever.
_LONGEST_CLUSTER = 64
_CLUSTER = re.compile(rf"[{_JAMO}\uac00-\ud7a3](?:[{_DROPPED}]*+[{_JAMO}])*+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NormalText:
    """The normal form of a text.

    ``offsets[i]`` is where character ``i`` of ``text`` comes from in the original; one more entry is its end.
    """

    text: str
    offsets: tuple[int, ...]

    def original(self, span: Span) -> Span:
        """The part of the original that a span of the normal form stands for."""
        start = self.offsets[span.start]
        if len(span) == 0:
            return Span(start, start)
        after = bisect_right(self.offsets, self.offsets[span.end - 1])
        return Span(start, self.offsets[min(after, len(self.offsets) - 1)])


def normal_form(text: str) -> NormalText:
    """``text`` in NFKC with one sort of quotation mark, apostrophe, dash and space; soft hyphens dropped.

    White space becomes one space between words and nothing at the edges.  Letters keep their case.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    space_at: int | None = None
    for start, end in _clusters(text):
        for sign in _normal(text[start:end]):
            if sign.isspace():
                space_at = start if space_at is None else space_at
                continue
            if space_at is not None and pieces:
                pieces.append(" ")
                offsets.append(space_at)
            space_at = None
            pieces.append(sign)
            offsets.append(start)
    offsets.append(len(text))
    return NormalText("".join(pieces), tuple(offsets))


def _normal(cluster: str) -> str:
    if cluster.isascii():
        return cluster.replace("`", "'")
    unified = cluster.translate(_UNIFIED)
    return unicodedata.normalize("NFKC", unified).translate(_UNIFIED)


def _clusters(text: str) -> Sequence[tuple[int, int]]:
    """Runs that normalise by themselves: each begins where nothing before it can combine with it."""
    found: list[tuple[int, int]] = []
    for match in _CLUSTER.finditer(text):
        start, end = match.span()
        if found and end - found[-1][0] <= _LONGEST_CLUSTER and _combines(text[start]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _combines(sign: str) -> bool:
    """Whether a character may join what stands before it; judged on its own decomposition."""
    if sign.isascii():
        return False
    if sign in _DROPPED:
        return True
    first = unicodedata.normalize("NFKD", sign)[:1]
    return unicodedata.category(first or sign)[0] == "M" or unicodedata.combining(first or sign) > 0


def fold(word: str) -> str:
    """Letters and digits without case and diacritics."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in decomposed if char.isalnum())
