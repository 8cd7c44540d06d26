"""Questions to the index of wording: which texts it holds, and who else has the prints of one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from sayso.ledger import schema as s
from sayso.ledger.engine import looking
from sayso.ledger.forget import article_named
from sayso.ledger.shingles import holders, newest
from sayso.ledger.store import Ledger

_FEW = 6  # holders of a print that is rare
Holders = Mapping[int, tuple[tuple[str, int | None], ...]]


def nearest(held: Holders, most: int) -> list[str]:
    """The texts that share most prints, rare ones weighing most; among equals by their ids.

    One print alone counts only where few have it: a phrase of the trade stands in thousands of reports.
    """
    weights: dict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    for each in held.values():
        counts.update(version for version, _ in each)
        for version, _ in each:
            weights[version] += 1.0 / len(each)
    known = [version for version in weights if counts[version] > 1 or weights[version] >= 1.0 / _FEW]
    return sorted(known, key=lambda version: (-round(weights[version], 9), version))[:most]


def newest_versions(ledger: Ledger) -> list[str]:
    """The newest text of every article, read or not, by their ids."""
    with looking(ledger.engine) as connection:
        found = connection.execute(newest()).scalars()
        return [str(each) for each in found]


def version_named(ledger: Ledger, name: str) -> str:
    """The newest text of the article that goes by an id, an address or a doc.  Raises ``NotInLedger``."""
    key = article_named(ledger, name)
    with looking(ledger.engine) as connection:
        found = connection.execute(
            select(s.version.c.id)
            .where(s.version.c.article_id == key)
            .order_by(s.version.c.number.desc())
            .limit(1)
        ).scalar_one()
    return str(found)


def who_holds(ledger: Ledger, version_id: str, marks: list[int]) -> Holders:
    """Who else has each of the prints of a text, with the days of these as ordinals."""
    with looking(ledger.engine) as connection:
        found = holders(connection, marks)
    return {mark: tuple(holder for holder in each if holder[0] != version_id) for mark, each in found.items()}
