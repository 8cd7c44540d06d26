"""The one exception to "nothing is overwritten": a text and all that was derived from it, erased for the law's sake.

What stays is a tombstone: that something was here, who erased it, when and why.  The same text is not taken in again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, or_, select, text

from sayso.addresses import article_id
from sayso.errors import NotInLedger
from sayso.ledger import follow, shingles, watching
from sayso.ledger import schema as s
from sayso.ledger.derive import learn_all_words, take_out
from sayso.ledger.engine import lock, looking, writing
from sayso.ledger.makers import maker_id
from sayso.ledger.rows import moment, storable
from sayso.ledger.store import Ledger
from sayso.model import Maker


@dataclass(frozen=True, slots=True)
class Forgotten:
    """An article that is no longer there: its id and how many texts and claims went with it."""

    article: str
    versions: int
    claims: int


def article_named(ledger: Ledger, name: str) -> str:
    """The article of an id (its own, a version's, a claim's), an address or a doc.  Raises ``NotInLedger``."""
    by_version = select(s.version.c.article_id).where(
        or_(s.version.c.id == name, s.version.c.article_id == name, s.version.c.doc == name)
    )
    by_claim = (
        select(s.version.c.article_id)
        .join(s.claim, s.claim.c.version_id == s.version.c.id)
        .where(s.claim.c.id == name)
    )
    by_address = select(s.article.c.id).where(s.article.c.id == article_id(name, name))
    with looking(ledger.engine) as connection:
        found = {
            each
            for query in (by_version, by_claim, by_address)
            for each in connection.execute(query).scalars()
        }
    if len(found) != 1:
        hint = (
            "sayso find shows ids"
            if not found
            else f"it names {len(found)} articles: {', '.join(sorted(found)[:5])}"
        )
        raise NotInLedger(name, f"give the id of an article, version or claim, or its address; {hint}")
    return str(found.pop())


def forget(ledger: Ledger, key: str, reason: str, person: str) -> Forgotten:
    """Erase an article with every text it had and everything read in them.  ``reason`` and ``person`` are kept."""
    with writing(ledger.engine) as connection:
        lock(connection, f"article {key}")
        versions = list(
            connection.execute(select(s.version.c.id).where(s.version.c.article_id == key)).scalars()
        )
        claims = list(
            connection.execute(select(s.claim.c.id).where(s.claim.c.version_id.in_(versions))).scalars()
        )
        take_out(connection, versions)
        shingles.take_out(connection, versions)
        _erase(connection, key, versions, claims)
        watching.erase(connection, key)
        follow.lower_marks(connection)
        _mark(connection, [key, *versions], reason, person)
        for table in (s.party_word, s.form):
            connection.execute(delete(table))
        learn_all_words(connection)
        if connection.dialect.name == "sqlite":
            connection.execute(text("INSERT INTO hit_words(hit_words) VALUES ('optimize')"))
    _wipe(ledger)
    return Forgotten(key, len(versions), len(claims))


def _erase(connection: Connection, key: str, versions: Sequence[str], claims: Sequence[str]) -> None:
    readings = select(s.reading.c.id).where(s.reading.c.version_id.in_(versions))
    ids = [key, *versions, *claims]
    links = select(s.link.c.id).where(or_(s.link.c.a.in_(ids), s.link.c.b.in_(ids)))
    for table, condition in (
        (s.link, s.link.c.retracts.in_(links)),
        (s.link, s.link.c.id.in_(links)),
        (s.attribution, s.attribution.c.reading_id.in_(readings)),
        (s.claim, s.claim.c.version_id.in_(versions)),
        (s.reading, s.reading.c.version_id.in_(versions)),
        (s.failure, s.failure.c.version_id.in_(versions)),
        (s.sighting, s.sighting.c.version_id.in_(versions)),
        (s.event, s.event.c.article_id == key),
        (s.version, s.version.c.article_id == key),
        (s.article, s.article.c.id == key),
    ):
        connection.execute(delete(table).where(condition))


def _mark(connection: Connection, ids: Sequence[str], reason: str, person: str) -> None:
    maker = maker_id(connection, Maker("person", storable(person) or "", "1"))
    rows = [
        {"id": key, "what": what, "reason": storable(reason), "maker_id": maker, "made_at": moment()}
        for key, what in zip(ids, ["article", *["version"] * (len(ids) - 1)], strict=True)
    ]
    connection.execute(insert(s.tombstone), rows)


def _wipe(ledger: Ledger) -> None:
    """Leave nothing in the file's free pages or its log either.  None of this may stand in a transaction."""
    if ledger.engine.dialect.name == "postgresql":
        with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
        return
    raw = ledger.engine.raw_connection()  # SQLAlchemy's own would begin a transaction
    try:
        cursor = raw.cursor()
        for command in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            cursor.execute(command)
        cursor.close()
    finally:
        raw.close()
