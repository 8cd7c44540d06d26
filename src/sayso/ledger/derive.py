"""The derived tables: laid out for questions when a reading is kept, and made anew by ``rebuild``.

Everything here follows from facts alone (versions, readings, attributions, sightings), which a test holds by
comparing before and after.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select

from sayso.ledger import schema as s
from sayso.ledger import shingles
from sayso.ledger.engine import insert_new
from sayso.ledger.index import index_of
from sayso.ledger.rows import covered, spans_of, unpacked
from sayso.ledger.words import tokens


def lay_out(connection: Connection, version_id: str) -> None:
    """After a version was read: let the newest text of its article that was read answer, and no other."""
    learn_words(connection, version_id)
    article_id = connection.execute(
        select(s.version.c.article_id).where(s.version.c.id == version_id)
    ).scalar_one()
    family = select(s.version.c.id).where(s.version.c.article_id == article_id)
    take_out(connection, list(connection.execute(family).scalars()))
    newest = connection.execute(newest_read().where(s.version.c.article_id == article_id)).scalar_one()
    _put_in(connection, newest)


def newest_read() -> Select[Any]:
    """The ids of the texts that answer: of each article the newest that was read."""
    later = s.version.alias("later")
    later_was_read = (
        select(later.c.id)
        .join(s.reading, s.reading.c.version_id == later.c.id)
        .where(later.c.article_id == s.version.c.article_id, later.c.number > s.version.c.number)
        .exists()
    )
    was_read = select(s.reading.c.id).where(s.reading.c.version_id == s.version.c.id).exists()
    return select(s.version.c.id).where(was_read, ~later_was_read)


def rebuild(connection: Connection) -> Iterator[tuple[int, int]]:
    """Make all derived tables anew; yields (articles done, of how many) as it goes."""
    index_of(connection).clear(connection)
    for table in s.DERIVED:
        connection.execute(delete(table))
    learn_all_words(connection)
    shingles.fill(connection)
    ids = list(connection.execute(newest_read().order_by(s.version.c.id)).scalars())
    for done, version_id in enumerate(ids, 1):
        _put_in(connection, version_id)
        yield done, len(ids)


def learn_words(connection: Connection, version_id: str) -> None:
    """Names of those who speak and forms of words, from all readings of a version, older ones too."""
    for reading in connection.execute(select(s.reading).where(s.reading.c.version_id == version_id)).all():
        rows = connection.execute(
            select(s.attribution.c.party, s.attribution.c.speaker).where(
                s.attribution.c.reading_id == reading.id
            )
        ).all()
        insert_new(connection, s.party_word, _party_words(rows))
        insert_new(connection, s.form, [{"form": a, "lemma": b} for a, b in unpacked(reading.forms)])


def learn_all_words(connection: Connection) -> None:
    """The same for all versions that there are."""
    for version_id in list(connection.execute(select(s.version.c.id).order_by(s.version.c.id)).scalars()):
        learn_words(connection, version_id)


def take_out(connection: Connection, versions: list[str]) -> None:
    """Take the hits of some versions out of all that answers questions."""
    for version_id in versions:
        words = {
            row.id: row.words
            for row in connection.execute(
                select(s.hit.c.id, s.attribution.c.words)
                .join(s.attribution, s.attribution.c.id == s.hit.c.id)
                .where(s.hit.c.version_id == version_id)
            )
        }
        index_of(connection).remove(connection, words)
        if words:
            connection.execute(delete(s.via).where(s.via.c.hit_id.in_(list(words))))
            connection.execute(delete(s.hit).where(s.hit.c.version_id == version_id))
        connection.execute(delete(s.measure).where(s.measure.c.version_id == version_id))


def _put_in(connection: Connection, version_id: str) -> None:
    version = connection.execute(select(s.version).where(s.version.c.id == version_id)).one()
    reading = connection.execute(
        select(s.reading).where(s.reading.c.version_id == version_id).order_by(s.reading.c.id.desc()).limit(1)
    ).one()
    rows = connection.execute(
        select(s.attribution).where(s.attribution.c.reading_id == reading.id).order_by(s.attribution.c.id)
    ).all()
    outlet = outlet_of(connection, version)
    hits = [_hit(row, version, reading.language, outlet) for row in rows]
    if hits:
        connection.execute(s.hit.insert(), hits)
    index_of(connection).add(connection, {row.id: row.words for row in rows})
    insert_new(connection, s.via, list(_via(rows)))
    connection.execute(s.measure.insert(), _measure(rows, version, outlet))


def outlet_of(connection: Connection, version: Row[Any]) -> str | None:
    """The outlet that the text came with, or else that of a sighting of the same text at a known address."""
    if version.outlet is not None:
        return str(version.outlet)
    found = connection.execute(
        select(s.sighting.c.outlet)
        .where(s.sighting.c.version_id == version.id, s.sighting.c.outlet.is_not(None))
        .order_by(s.sighting.c.id)
    ).scalar()
    return None if found is None else str(found)


def _hit(row: Row[Any], version: Row[Any], language: str, outlet: str | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "version_id": version.id,
        "day": version.published_start,
        "outlet": outlet,
        "language": language,
        "party": row.party,
        "source_kind": row.source_kind,
        "kind": row.kind,
        "certainty": row.certainty,
        "relayed": row.relayed_by is not None,
        "said_start": row.said_start,
        "said_end": row.said_end,
        "about_start": row.about_start,
        "about_end": row.about_end,
    }


def _via(rows: Sequence[Row[Any]]) -> Iterator[dict[str, Any]]:
    """Through whom each claim came: the speakers of the links outward, without ever looping."""
    by_local: Mapping[str, Row[Any]] = {row.local: row for row in rows}
    for row in rows:
        seen, outer = {row.local}, by_local.get(row.relayed_by or "")
        parties = set()
        while outer is not None and outer.local not in seen:
            seen.add(outer.local)
            if outer.party is not None:
                parties.add(outer.party)
            outer = by_local.get(outer.relayed_by or "")
        yield from ({"party": party, "hit_id": row.id} for party in sorted(parties))


def _party_words(rows: Sequence[Any]) -> list[dict[str, Any]]:
    found = {
        (word, row.party, row.speaker)
        for row in rows
        if row.party is not None and row.speaker is not None
        for word in tokens(row.speaker)
    }
    return [{"word": word, "party": party, "name": name} for word, party, name in sorted(found)]


def _measure(rows: Sequence[Row[Any]], version: Row[Any], outlet: str | None) -> dict[str, Any]:
    body, title = json.loads(version.body), json.loads(version.title or "[0, 0]")
    return {
        "version_id": version.id,
        "outlet": outlet,
        "day": version.published_start,
        "length": body[1] - body[0] + title[1] - title[0],
        "attributed": covered(span for row in rows for span in spans_of(row.spans)[2]),
        "claims": len(rows),
        "anonymous": sum(row.source_kind == "anonymous" for row in rows),
        "sourceless": sum(row.party is None for row in rows),
        "agencies": json.dumps(
            sorted({each["outlet"] for each in json.loads(version.provenance)["credits"]})
        ),
    }
