"""The ledger's reports through the stage ``trace``: which of them share passages, and who has them from whom.

Nothing is stored: a verdict follows from the texts and the index of wording, so that it is always that of this version
of Sayso.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from sayso.ledger import Ledger
from sayso.ledger.sharing import nearest, newest_versions, version_named, who_holds
from sayso.model import Article
from sayso.shingles import prints, wording
from sayso.trace.background import Company
from sayso.trace.copies import Copy, compare
from sayso.trace.passages import Passage, passages_between
from sayso.trace.side import Side

MOST = 64  # reports that one is compared with, those that share most
_KEPT = 512  # reports that stay in memory while all are compared
_KEPT_PAIRS = 16_384  # pairs of them


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports that share passages; ``a`` is the one published first, as far as that is known."""

    a: str
    b: str
    article_a: Article
    article_b: Article
    copy: Copy


class Copies:
    """Copies in one ledger.  Texts that were compared are kept for a while."""

    def __init__(self, ledger: Ledger, most: int = MOST) -> None:
        self.ledger = ledger
        self.most = most
        self._articles: dict[str, Article] = {}
        self._side = lru_cache(_KEPT)(self._load)
        self._company = lru_cache(_KEPT)(self._meet)
        self._ordered = lru_cache(_KEPT_PAIRS)(self._align)

    def of(self, name: str) -> list[Pair]:
        """The reports that share passages with the newest text of an article, by its id, address or doc.

        What is recycled background only has no label.  Raises ``NotInLedger``.
        """
        return self.with_version(version_named(self.ledger, name))

    def with_version(self, version: str) -> list[Pair]:
        """The same by the id of a text, the highest score first."""
        pairs = [pair for other in self._near(version) if (pair := self._pair(version, other))]
        return sorted(pairs, key=lambda pair: (-pair.copy.score, pair.article_a.id, pair.article_b.id))

    def all(self) -> Iterator[Pair]:
        """All pairs of the ledger, each once, in the order of the texts' ids."""
        met: set[tuple[str, str]] = set()
        for version in newest_versions(self.ledger):
            for other in self._near(version):
                key = (version, other) if version < other else (other, version)
                if key not in met:
                    met.add(key)
                    if (pair := self._pair(*key)) is not None:
                        yield pair

    def _near(self, version: str) -> list[str]:
        near = nearest(self._company(version).holders, self.most)
        self._articles = self.ledger.articles(near)
        return near

    def _pair(self, one: str, other: str) -> Pair | None:
        first, second = sorted((one, other), key=self._rank)
        a, b = self._side(first), self._side(second)
        copy = compare(a, b, self._between(first, second))
        return None if copy is None else Pair(first, second, a.article, b.article, copy)

    def _rank(self, version: str) -> tuple[str, str, str]:
        """By time of publication, undated ones last, then by name."""
        article = self._side(version).article
        day = "9999" if article.published is None else article.published.start.isoformat()
        return day, article.id, version

    def _between(self, version: str, other: str) -> tuple[Passage, ...]:
        """What two texts share, aligned once whichever of them asks."""
        if version < other:
            return self._ordered(version, other)
        return tuple(
            sorted((each.turned() for each in self._ordered(other, version)), key=lambda each: each.a)
        )

    def _align(self, version: str, other: str) -> tuple[Passage, ...]:
        return passages_between(self._side(version).words, self._side(other).words)

    def _load(self, version: str) -> Side:
        article = self._articles.get(version) or self.ledger.article(version)
        return Side(article, wording(article), partial(self._company, version))

    def _meet(self, version: str) -> Company:
        side = self._side(version)
        day = None if side.article.published is None else side.article.published.start.toordinal()
        marks = prints(side.words)
        held = who_holds(self.ledger, version, list(marks))
        return Company(version, day, marks, held, partial(self._between, version))
