"""Windows of pieces over whole paragraphs: what the encoder is shown at a time.

A window begins at a paragraph where it can, else at a sentence's likely start, and never inside an open quotation
unless the quotation is longer than a window.  Neighbouring windows overlap, so that a dropped subject, a pronoun or
a quotation that runs on is seen together with what it refers to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

BOS, PAD, EOS, UNK = 0, 1, 2, 3
PIECES = 256
OVERLAP = 46


@dataclass(frozen=True, slots=True)
class Token:
    """One word on its way to the encoder."""

    form: str
    after_space: bool
    paragraph: int
    quoted: bool = False
    """The word stands inside an open quotation: no window should begin here."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[start, end)`` of the report as pieces; ``first`` and ``last`` piece of each word."""

    start: int
    end: int
    pieces: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]


PieceCutter = Callable[[str, bool], tuple[int, ...]]


def cut_windows(tokens: Sequence[Token], cut: PieceCutter) -> list[Window]:
    """All windows of a report, in order; every word stands in at least one."""
    ids = [cut(token.form, token.after_space) for token in tokens]
    windows: list[Window] = []
    start = 0
    while start < len(tokens):
        end = reach(tokens, ids, start)
        windows.append(build(tokens, ids, start, end))
        if end >= len(tokens):
            break
        start = next_start(tokens, ids, start, end)
    return windows


def cost(tokens: Sequence[Token], ids: Sequence[tuple[int, ...]], at: int, start: int) -> int:
    """Pieces that word ``at`` adds to a window that began at ``start``: its own, and a paragraph's end."""
    return len(ids[at]) + int(at > start and tokens[at].paragraph != tokens[at - 1].paragraph)


def reach(tokens: Sequence[Token], ids: Sequence[tuple[int, ...]], start: int) -> int:
    """The first word that no longer fits, moved back to a paragraph's start if one is near."""
    size, at = 2, start
    while at < len(tokens):
        more = cost(tokens, ids, at, start)
        if size + more > PIECES and at > start:
            break
        size += more
        at += 1
    if at >= len(tokens):
        return at
    for back in range(at, max(start + 1, at - (at - start) // 6), -1):
        if tokens[back].paragraph != tokens[back - 1].paragraph:
            return back
    return at


def build(tokens: Sequence[Token], ids: Sequence[tuple[int, ...]], start: int, end: int) -> Window:
    pieces, first, last = [BOS], [], []
    for at in range(start, end):
        if at > start and tokens[at].paragraph != tokens[at - 1].paragraph:
            pieces.append(EOS)
        first.append(len(pieces))
        pieces.extend(ids[at])
        last.append(len(pieces) - 1)
    pieces.append(EOS)
    return Window(start, end, tuple(pieces), tuple(first), tuple(last))


def next_start(tokens: Sequence[Token], ids: Sequence[tuple[int, ...]], start: int, end: int) -> int:
    """Where the next window begins: at least ``OVERLAP`` pieces back from the end, at the best place around there."""
    size, latest = 0, end
    while latest > start + 1 and size < OVERLAP:
        latest -= 1
        size += cost(tokens, ids, latest, start)
    earliest = max(start + 1, latest - (end - start) // 6)
    best = max(range(earliest, latest + 1), key=lambda at: (quality(tokens, at), at))
    return best if quality(tokens, best) >= 0 else latest


def quality(tokens: Sequence[Token], at: int) -> int:
    """How good a place is for a window to begin: 2 paragraph, 1 after a full stop, 0 any, -1 in a quotation."""
    if tokens[at].paragraph != tokens[at - 1].paragraph:
        return 2 if not tokens[at].quoted else 1
    if tokens[at].quoted:
        return -1
    return 1 if tokens[at - 1].form in (".", "?", "!", "…") else 0
