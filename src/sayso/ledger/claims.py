"""Which claim is it?  An attribution keeps its id when its text is read anew, and is linked when its text changes.

Two readings of one version: the same claim has the same cue (its spans overlap), or else content that overlaps by
half (Jaccard over characters).  Two versions of one article: the same cue words and half of the content's words,
or three quarters of the content's words whatever the cue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.addresses import digest
from sayso.ledger.words import tokens
from sayso.model import Attribution, Span

SAME = 0.5
REWORDED = 0.75


@dataclass(frozen=True, slots=True)
class Known:
    """A claim that the ledger holds, with where or how it stands in its text."""

    id: str
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def claim_ids(version: str, items: Sequence[Attribution], earlier: Sequence[Known]) -> list[str]:
    """The claim of each attribution: one of the earlier ones where it is the same, else a new id.

    No earlier claim is given twice; of several that fit, the one that overlaps most is taken.
    """
    pairs = sorted(
        (-_likeness(item, known), i, j) for i, item in enumerate(items) for j, known in enumerate(earlier)
    )
    chosen: dict[int, str] = {}
    taken: set[int] = set()
    for unlike, i, j in pairs:
        if -unlike >= SAME and i not in chosen and j not in taken:
            chosen[i] = earlier[j].id
            taken.add(j)
    fresh = _new_ids(version, items, {known.id for known in earlier})
    return [chosen.get(i) or fresh[i] for i in range(len(items))]


def _likeness(item: Attribution, known: Known) -> float:
    content = _jaccard(_places(item.content), _places(known.content))
    return SAME + content if _places(item.cue) & _places(known.cue) and content > 0 else content


def _places(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


def _jaccard(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _new_ids(version: str, items: Sequence[Attribution], taken: set[str]) -> list[str]:
    """Ids from the version and the place of the words; the same reading always gives the same."""
    found: list[str] = []
    for item in items:
        place = [[span.start, span.end] for part in (item.content, item.cue, item.source) for span in part]
        number = 0
        while (made := digest(f"claim {version} {place} {number}")) in taken:
            number += 1
        taken.add(made)
        found.append(made)
    return found


@dataclass(frozen=True, slots=True)
class Worded:
    """A claim by its words, to compare it with one of another version."""

    id: str
    cue: str
    content: str


def revisions(new: Sequence[Worded], old: Sequence[Worded]) -> list[tuple[str, str, float]]:
    """Pairs (new claim, old claim, overlap of words) of two versions of one article."""
    pairs = []
    for one in new:
        for other in old:
            share = overlap(one.content, other.content)
            if share >= (SAME if tokens(one.cue) == tokens(other.cue) else REWORDED):
                pairs.append((share, one.id, other.id))
    found, used = [], set()
    for share, one_id, other_id in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if one_id not in used and other_id not in used:
            found.append((one_id, other_id, share))
            used |= {one_id, other_id}
    return found


def overlap(one: str, other: str) -> float:
    """The share of words that two texts have in common (Jaccard over multisets of folded words)."""
    a, b = Counter(tokens(one)), Counter(tokens(other))
    return (a & b).total() / max(1, (a | b).total())
