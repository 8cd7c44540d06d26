"""What an article is to the ledger: new, another text of a known one, or nothing new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from sayso.addresses import canonical_address
from sayso.ledger import schema as s
from sayso.ledger import shingles
from sayso.ledger.makers import maker_id
from sayso.ledger.rows import moment, storable
from sayso.model import Article, Maker

KEPT = ("new", "edited", "again", "elsewhere", "forgotten")


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article: ``what`` is one of ``KEPT``, ``version`` the id of its text."""

    version: str
    what: str


def place(connection: Connection, article: Article, row: dict[str, Any]) -> Kept:
    """Decide what an article is to the ledger, and insert what is new."""
    version_id, key = row["id"], row["article_id"]
    if connection.execute(select(s.tombstone.c.id).where(s.tombstone.c.id.in_((version_id, key)))).first():
        return Kept(version_id, "forgotten")
    if connection.execute(select(s.version.c.id).where(s.version.c.id == version_id)).first():
        return Kept(version_id, "again")
    last = connection.execute(
        select(func.max(s.version.c.number)).where(s.version.c.article_id == key)
    ).scalar()
    if last is None:
        elsewhere = _same_text(connection, row)
        if elsewhere is not None:
            return Kept(elsewhere, "elsewhere")
        address = storable(canonical_address(article.address or "") and article.address)
        new = {
            "id": key,
            "address": address,
            "kind": article.provenance.kind,
            "first_seen_at": row["first_seen_at"],
        }
        connection.execute(insert(s.article).values(new))
    connection.execute(insert(s.version).values(row | {"number": (last or 0) + 1}))
    shingles.put_in(connection, version_id, article)
    return Kept(version_id, "new" if last is None else "edited")


def _same_text(connection: Connection, row: dict[str, Any]) -> str | None:
    """The same text of the same outlet under another address, or of an outlet that one of the two does not name.

    The same text of another outlet is another article: that one was copied is for ``trace`` to say.  Notices without
    a text (a withdrawal) are never the same.
    """
    if not row["text"]:
        return None
    for other in connection.execute(
        select(s.version.c.id, s.version.c.outlet)
        .where(s.version.c.text_hash == row["text_hash"])
        .order_by(s.version.c.first_seen_at, s.version.c.id)
    ):
        if None in (other.outlet, row["outlet"]) or other.outlet == row["outlet"]:
            return str(other.id)
    return None


def note_status(connection: Connection, article: Article, version_id: str, now: str) -> None:
    """Corrections and withdrawals are facts of their own, noted when what the article says of itself changes."""
    key = connection.execute(select(s.version.c.article_id).where(s.version.c.id == version_id)).scalar_one()
    last = connection.execute(
        select(s.event.c.kind).where(s.event.c.article_id == key).order_by(s.event.c.id.desc())
    ).scalar()
    status = article.provenance.status
    if status != (last or "usable"):
        fact = {
            "article_id": key,
            "version_id": version_id,
            "kind": status,
            "detail": "",
            "maker_id": maker_id(connection, Maker("ingest", "status", "1")),
            "made_at": now,
        }
        connection.execute(insert(s.event).values(fact))


def see(connection: Connection, article: Article, version_id: str, now: str) -> None:
    """Note under which name and address a text was met; a known one is no news."""
    fetched = article.provenance.fetched_at
    seen = {"version_id": version_id, "doc": storable(article.id), "address": storable(article.address) or ""}
    known = [getattr(s.sighting.c, name) == value for name, value in seen.items()]
    if connection.execute(select(s.sighting.c.id).where(*known)).first() is None:
        more = {
            "outlet": storable(article.provenance.outlet),
            "fetched_at": None if fetched is None else moment(fetched),
            "seen_at": now,
        }
        connection.execute(insert(s.sighting).values(seen | more))
