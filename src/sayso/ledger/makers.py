"""Who or what made a fact, by number."""

from __future__ import annotations

from sqlalchemy import Connection, select

from sayso.ledger import schema as s
from sayso.ledger.engine import insert_new
from sayso.model import Maker


def maker_id(connection: Connection, maker: Maker) -> int:
    """The number of a maker, new or known."""
    same = (
        (s.maker.c.stage == maker.stage)
        & (s.maker.c.name == maker.name)
        & (s.maker.c.version == maker.version)
    )
    query = select(s.maker.c.id).where(same)
    found = connection.execute(query).scalar()
    if found is None:
        row = {"stage": maker.stage, "name": maker.name, "version": maker.version}
        insert_new(connection, s.maker, [row])
        found = connection.execute(query).scalar_one()
    return int(found)
