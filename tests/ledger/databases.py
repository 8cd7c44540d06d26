"""Databases for tests: a new one on a server, and all that a ledger holds, to compare."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import create_engine, select, text

from sayso.ledger import Ledger, schema

_number = iter(range(1_000_000))


def new_database(server: str) -> str:
    """The address of an empty database on a server."""
    name = f"sayso_{os.getpid()}_{next(_number)}"
    address = server if "{name}" in server else server + "/{name}"
    engine = create_engine(
        address.format(name="postgres").replace("postgresql://", "postgresql+psycopg://"),
        isolation_level="AUTOCOMMIT",
    )
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return address.format(name=name)


def facts(place: str) -> dict[str, Any]:
    """All rows without times and without numbers that only count insertions."""
    s = schema
    counted = {"id", "reading_id", "maker_id", "run_id"}
    with Ledger(place) as ledger, ledger.engine.connect() as connection:
        found: dict[str, Any] = {"counts": ledger.counts()}
        for table in (s.article, s.version, s.claim, s.sighting, s.link, s.measure, s.form, s.party_word):
            free = counted - (set() if table in (s.article, s.version, s.claim) else {"version_id"})
            if table in (s.article, s.version, s.claim):
                free = {"run_id"}
            columns = [
                column for column in table.c if column.name not in free and not column.name.endswith("_at")
            ]
            found[table.name] = sorted(map(repr, connection.execute(select(*columns)).all()))
        columns = [column for column in s.attribution.c if column.name not in counted]
        found["attribution"] = sorted(map(repr, connection.execute(select(*columns)).all()))
        claim = s.attribution.c.claim_id
        for table, key in ((s.hit, s.hit.c.id), (s.via, s.via.c.hit_id)):
            columns = [column for column in table.c if column is not key]
            rows = connection.execute(select(claim, *columns).join(table, key == s.attribution.c.id)).all()
            found[table.name] = sorted(map(repr, rows))
    return found
