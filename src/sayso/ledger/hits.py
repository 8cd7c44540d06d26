"""Claims as answers: with the words they rest on, who said them and through whom they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from sayso.ledger import schema as s
from sayso.ledger.reports import states_of
from sayso.ledger.rows import spans_of, title_of
from sayso.model import Span


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain outward: who, as the report names them."""

    speaker: str | None
    party: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that answers a question, with the words it rests on, as they stand in its text."""

    claim: str
    version: str
    doc: str
    title: str
    address: str | None
    outlet: str | None
    language: str
    day: int | None
    speaker: str | None
    party: str | None
    chain: tuple[Link, ...]
    kind: str
    certainty: str
    score: float
    said: tuple[int, int] | None
    about: tuple[int, int] | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    words: tuple[str, ...]
    status: str = "usable"


def load(connection: Connection, ids: Sequence[int]) -> list[Hit]:
    """The hits with these numbers, in this order, with their words and chains."""
    joined = (
        select(s.attribution, s.hit.c.day, s.hit.c.outlet, s.hit.c.language)
        .add_columns(s.version.c.id.label("version"), s.version.c.doc, s.version.c.text, s.version.c.title)
        .add_columns(s.article.c.address, s.article.c.id.label("article"))
        .join(s.hit, s.hit.c.id == s.attribution.c.id)
        .join(s.version, s.version.c.id == s.hit.c.version_id)
        .join(s.article, s.article.c.id == s.version.c.article_id)
        .where(s.attribution.c.id.in_(ids))
    )
    rows = {row.id: row for row in connection.execute(joined)}
    chains = _chains(connection, list(rows.values()))
    states = states_of(connection, [row.article for row in rows.values()])
    return [
        _hit(rows[key], chains[key], states.get(rows[key].article, "usable")) for key in ids if key in rows
    ]


def _chains(connection: Connection, rows: Sequence[Any]) -> dict[int, tuple[Link, ...]]:
    """For each row the links outward, the nearest first, without ever looping."""
    readings = sorted({row.reading_id for row in rows if row.relayed_by is not None})
    columns = (s.attribution.c.reading_id, s.attribution.c.local, s.attribution.c.relayed_by)
    others = connection.execute(
        select(*columns, s.attribution.c.speaker, s.attribution.c.party).where(
            s.attribution.c.reading_id.in_(readings)
        )
    )
    by_local = {(row.reading_id, row.local): row for row in others}
    found = {}
    for row in rows:
        chain, seen = [], {row.local}
        outer = by_local.get((row.reading_id, row.relayed_by))
        while outer is not None and outer.local not in seen:
            seen.add(outer.local)
            chain.append(Link(outer.speaker, outer.party))
            outer = by_local.get((row.reading_id, outer.relayed_by))
        found[row.id] = tuple(chain)
    return found


def _hit(row: Any, chain: tuple[Link, ...], status: str) -> Hit:
    text = bytes(row.text).decode("utf-8")
    source, cue, content = spans_of(row.spans)
    title = title_of(row.title)
    return Hit(
        claim=row.claim_id,
        version=row.version,
        doc=row.doc,
        title="" if title is None else title.slice(text),
        address=row.address,
        outlet=row.outlet,
        language=row.language,
        day=row.day,
        speaker=row.speaker,
        party=row.party,
        chain=chain,
        kind=row.kind,
        certainty=row.certainty,
        score=row.score,
        said=None if row.said_start is None else (row.said_start, row.said_end),
        about=None if row.about_start is None else (row.about_start, row.about_end),
        source=source,
        cue=cue,
        content=content,
        words=tuple(span.slice(text) for span in content),
        status=status,
    )
