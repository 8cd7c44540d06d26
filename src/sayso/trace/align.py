"""What two wordings share, word by word: runs in the same order, each word of either side used once.

Greedy string tiling (Wise, SIGCSE 1996: what is longest is taken first, so that paragraphs may change places), but the
tiles are chains: exact pieces that follow each other on both sides with small gaps between them, as in the local
alignment of sequences (Smith and Waterman 1981), so that an edited sentence is one run and not many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.shingles import Wording

SEED = 3  # words of the shortest exact piece that a run is built of (``_grams`` knows it too)
GAP = 8  # words between two pieces of a run, on either side
_GAP_COST = 0.35  # what a word between them takes away
_OFTEN = 16  # a piece that stands more often in one text says nothing of where it came from
_LOOK_BACK = 48  # pieces before one that are tried as its neighbour
_STRAY = 3  # words that may be passed over at the end of a run to find more of it


@dataclass(frozen=True, slots=True)
class Run:
    """A run of shared wording: pairs (word of a, word of b), rising on both sides."""

    pairs: tuple[tuple[int, int], ...]

    @property
    def a(self) -> tuple[int, int]:
        """The first word of ``a`` and the one after the last."""
        return self.pairs[0][0], self.pairs[-1][0] + 1

    @property
    def b(self) -> tuple[int, int]:
        """The first word of ``b`` and the one after the last."""
        return self.pairs[0][1], self.pairs[-1][1] + 1


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words that are the same on both sides: from ``a`` and from ``b``, so many."""

    a: int
    b: int
    size: int


def aligned(a: Wording, b: Wording) -> tuple[Run, ...]:
    """The runs that two wordings share, in the order of ``a``; none overlaps another on either side.

    The same whichever comes first: ``aligned(b, a)`` has the same pairs turned round.
    """
    if a.forms == b.forms:
        return (Run(tuple((at, at) for at in range(len(a)))),) if len(a) else ()
    if (len(b), b.forms) < (len(a), a.forms):
        turned = (Run(tuple((i, j) for j, i in run.pairs)) for run in aligned(b, a))
        return tuple(sorted(turned, key=lambda run: run.pairs))
    runs = [_filled(a, b, chain) for chain in _chains(_pieces(a.stems, b.stems))]
    return tuple(sorted(_widened(a, b, runs), key=lambda run: run.pairs))


def _pieces(a: tuple[str, ...], b: tuple[str, ...]) -> list[_Piece]:
    """All pieces that are the same on both sides and cannot be made longer."""
    places = _grams(b)
    met: Counter[tuple[str, ...]] = Counter()
    reach: dict[int, int] = {}
    found = []
    for at, gram in enumerate(zip(a, a[1:], a[2:], strict=False)):
        others = places.get(gram)
        if others is None:
            continue
        met[gram] += 1
        if len(others) > _OFTEN or met[gram] > _OFTEN:
            continue
        for other in others:
            if reach.get(at - other, -1) <= at:
                piece = _longest(a, b, at, other)
                reach[at - other] = piece.a + piece.size
                found.append(piece)
    return sorted(found, key=lambda piece: (piece.a, piece.b))


@lru_cache(128)
def _grams(stems: tuple[str, ...]) -> dict[tuple[str, ...], list[int]]:
    """Where each three words in a row stand; one report is compared with many."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at, gram in enumerate(zip(stems, stems[1:], stems[2:], strict=False)):
        places.setdefault(gram, []).append(at)
    return places


def _longest(a: Sequence[str], b: Sequence[str], at: int, other: int) -> _Piece:
    start = 0
    while at - start > 0 and other - start > 0 and a[at - start - 1] == b[other - start - 1]:
        start += 1
    end = SEED
    while at + end < len(a) and other + end < len(b) and a[at + end] == b[other + end]:
        end += 1
    return _Piece(at - start, other - start, start + end)


def _chains(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Pieces in chains, the heaviest first; what is left of the others is tried again."""
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    found: list[list[_Piece]] = []
    while pieces:
        for chain in _heaviest(pieces):
            if any(
                place in taken
                for piece in chain
                for start, taken in ((piece.a, taken_a), (piece.b, taken_b))
                for place in range(start, start + piece.size)
            ):
                continue
            found.append(chain)
            for piece in chain:
                taken_a.update(range(piece.a, piece.a + piece.size))
                taken_b.update(range(piece.b, piece.b + piece.size))
        pieces = [rest for piece in pieces for rest in _free(piece, taken_a, taken_b)]
    return found


def _free(piece: _Piece, taken_a: set[int], taken_b: set[int]) -> list[_Piece]:
    """What of a piece is still free on both sides, where it is long enough to count."""
    found: list[_Piece] = []
    start = 0
    for step in range(piece.size + 1):
        ends = step == piece.size or piece.a + step in taken_a or piece.b + step in taken_b
        if ends:
            if step - start >= SEED:
                found.append(_Piece(piece.a + start, piece.b + start, step - start))
            start = step + 1
    return found


def _heaviest(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Every piece in the best chain that ends with it, no piece in two chains, by weight."""
    weights: list[float] = []
    before: list[int | None] = []
    for number, piece in enumerate(pieces):
        best, link = 0.0, None
        for earlier in range(max(0, number - _LOOK_BACK), number):
            gap = _between(pieces[earlier], piece)
            if gap is not None and weights[earlier] - gap * _GAP_COST > best:
                best, link = weights[earlier] - gap * _GAP_COST, earlier
        weights.append(best + piece.size)
        before.append(link)
    chains = []
    used: set[int] = set()
    for number in sorted(range(len(pieces)), key=lambda at: (-weights[at], at)):
        chain: list[_Piece] = []
        at: int | None = number
        while at is not None and at not in used:
            used.add(at)
            chain.append(pieces[at])
            at = before[at]
        if chain:
            chains.append(chain[::-1])
    return chains


def _between(first: _Piece, second: _Piece) -> int | None:
    """How many words stand between two pieces; ``None`` where they do not follow each other closely."""
    gap_a = second.a - first.a - first.size
    gap_b = second.b - first.b - first.size
    return max(gap_a, gap_b) if 0 <= gap_a <= GAP and 0 <= gap_b <= GAP else None


def _filled(a: Wording, b: Wording, chain: list[_Piece]) -> Run:
    """The words of a chain, and those in its gaps that are nearly the same."""
    pairs: list[tuple[int, int]] = []
    for piece in chain:
        if pairs:
            after_a, after_b = pairs[-1][0] + 1, pairs[-1][1] + 1
            pairs += _nearly(a.forms[after_a : piece.a], b.forms[after_b : piece.b], after_a, after_b)
        pairs += [(piece.a + step, piece.b + step) for step in range(piece.size)]
    return Run(tuple(pairs))


def _nearly(a: Sequence[str], b: Sequence[str], from_a: int, from_b: int) -> list[tuple[int, int]]:
    """The longest common subsequence of two gaps, by words that are alike."""
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            table[i][j] = (
                table[i + 1][j + 1] + 1 if alike(a[i], b[j]) else max(table[i + 1][j], table[i][j + 1])
            )
    found, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if alike(a[i], b[j]) and table[i][j] == table[i + 1][j + 1] + 1:
            found.append((from_a + i, from_b + j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def alike(one: str, other: str) -> bool:
    """Whether two folded words are one word in another form or spelling; numbers must be the same."""
    if one == other:
        return True
    longest = max(len(one), len(other))
    if min(len(one), len(other)) < 4 or one[0] != other[0] or one.isdigit() or other.isdigit():
        return False
    first = 0
    while first < min(len(one), len(other)) and one[first] == other[first]:
        first += 1
    last = 0
    while last < min(len(one), len(other)) - first and one[-1 - last] == other[-1 - last]:
        last += 1
    return (first >= 3 and (first + last) * 4 >= longest * 3) or first >= 5


def _widened(a: Wording, b: Wording, runs: list[Run]) -> list[Run]:
    """Runs with what follows and precedes them, as far as it is alike and nobody else's."""
    taken_a = {i for run in runs for i, _ in run.pairs}
    taken_b = {j for run in runs for _, j in run.pairs}
    found = []
    for run in sorted(runs, key=lambda each: (-len(each.pairs), each.pairs[0])):
        pairs = list(run.pairs)
        for step in (1, -1):
            while more := _next(a, b, pairs[-1] if step > 0 else pairs[0], step):
                if any(i in taken_a or j in taken_b for i, j in more):
                    break
                pairs = [*pairs, *more] if step > 0 else [*more[::-1], *pairs]
                taken_a.update(i for i, _ in more)
                taken_b.update(j for _, j in more)
        found.append(Run(tuple(pairs)))
    return found


def _next(a: Wording, b: Wording, end: tuple[int, int], step: int) -> list[tuple[int, int]]:
    """The next one or two pairs beyond an end: one where it is adjacent, two after a few strays."""
    for stray in range(2 * _STRAY + 1):
        for skip_a in range(max(0, stray - _STRAY), min(stray, _STRAY) + 1):
            first = end[0] + step * (1 + skip_a), end[1] + step * (1 + stray - skip_a)
            second = first[0] + step, first[1] + step
            if not _same(a, b, first):
                continue
            if stray == 0:
                return [first]
            if _same(a, b, second):
                return [first, second]
    return []


def _same(a: Wording, b: Wording, pair: tuple[int, int]) -> bool:
    i, j = pair
    return 0 <= i < len(a) and 0 <= j < len(b) and alike(a.forms[i], b.forms[j])
