"""Outlets and whose voices they print."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Integer, func, select

from sayso.ledger import schema as s
from sayso.ledger.engine import looking
from sayso.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Outlet:
    """What an outlet prints: characters in all, of those attributed to somebody; claims; agency copies."""

    id: str | None
    articles: int
    characters: int
    attributed: int
    claims: int
    anonymous: int
    sourceless: int
    agency: int


def outlets(ledger: Ledger) -> list[Outlet]:
    """Per outlet: how much is its own voice, attributed, anonymous, agency copy; the unknown ones as one row."""
    m = s.measure.c
    agency = func.sum((m.agencies != "[]").cast(Integer))
    sums = (m.length, m.attributed, m.claims, m.anonymous, m.sourceless)
    statement = select(m.outlet, func.count(), *(func.sum(column) for column in sums), agency).group_by(
        m.outlet
    )
    with looking(ledger.engine) as connection:
        rows = [Outlet(*row) for row in connection.execute(statement)]
    return sorted(rows, key=lambda row: (row.id is None, -row.articles, row.id or ""))
