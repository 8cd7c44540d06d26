"""Two reports side by side: which passages they share, and what follows from them.

Levels as in the METER corpus (Gaizauskas et al., 2001): a report is *copied* where (nearly) all of it stands in the
other, *partly* derived where a passage of it does, and independent in its wording otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.model import DateInterval
from sayso.trace.background import marked
from sayso.trace.direction import UNKNOWN, Clue, clues, decided
from sayso.trace.passages import Passage, beyond_chance, covered, passages_between, say_enough
from sayso.trace.side import Side

LABELS = ("copied", "partly")
COPIED = 0.65  # share of the shorter report's words that makes it a copy
OLD_DAYS = 14  # days between two reports after which a little that they share is old matter
OLD_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Copy:
    """What two reports share.

    ``label``: one of ``LABELS``, ``None`` where all that is shared is recycled background.  ``score``: the share of the
    shorter report's words that stand in the other, background aside, 0 to 1.  ``share_a`` and ``share_b``: of all words
    of either report, with background.  ``direction``: one of ``direction.DIRECTIONS``, from the ``clues``.
    """

    passages: tuple[Passage, ...]
    label: str | None
    score: float
    share_a: float
    share_b: float
    direction: str
    clues: tuple[Clue, ...]


def compare(a: Side, b: Side, between: Sequence[Passage] | None = None) -> Copy | None:
    """What two reports share; ``None`` for independent wording.

    ``between`` are the passages between them where these are known.  Without ``company`` on both sides nothing is known
    of what the collection repeats.
    """
    found = passages_between(a.words, b.words) if between is None else between
    passages = beyond_chance(found, a.words, b.words)
    if not passages:
        return None
    total = covered(passages)
    shares = total / len(a.words), total / len(b.words)
    whole = max(shares) >= COPIED
    if not whole:
        passages = _with_background(a, b, passages, max(shares))
    news = [each for each in passages if not each.recycled]
    score = covered(news) / min(len(a.words), len(b.words))
    label = None if not (whole or say_enough(news)) else "copied" if score >= COPIED else "partly"
    reasons = clues(a, b, shares) if label else ()
    return Copy(
        passages=passages,
        label=label,
        score=round(score, 4) if label else 0.0,
        share_a=round(shares[0], 4),
        share_b=round(shares[1], 4),
        direction=decided(reasons) if label else UNKNOWN,
        clues=reasons,
    )


def _with_background(a: Side, b: Side, passages: Sequence[Passage], share: float) -> tuple[Passage, ...]:
    """Passages marked that are old: repeated by the collection, or the little that reports weeks apart share."""
    if share < OLD_SHARE and _days_apart(a.article.published, b.article.published) >= OLD_DAYS:
        return tuple(replace(each, recycled=True) for each in passages)
    if a.company is None or b.company is None:
        return tuple(passages)
    if _rank(a) >= _rank(b):  # the later report is looked at, whichever comes first
        return marked(passages, a.company(), b.company)
    return tuple(
        each.turned() for each in marked([each.turned() for each in passages], b.company(), a.company)
    )


def _rank(side: Side) -> tuple[str, str]:
    published = side.article.published
    return "" if published is None else published.start.isoformat(), side.article.id


def _days_apart(a: DateInterval | None, b: DateInterval | None) -> int:
    """The fewest days that can lie between two times of publication; none where one is unknown."""
    if a is None or b is None:
        return 0
    return max(0, (b.start - a.end).days + 1, (a.start - b.end).days + 1)
