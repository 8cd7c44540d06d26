"""Reports as the ledger holds them: the article, what was read in it, and the ids that its claims go by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from sayso.errors import NotInLedger
from sayso.ledger import schema as s
from sayso.ledger.derive import newest_read
from sayso.ledger.engine import looking
from sayso.ledger.rows import article_of, unpacked
from sayso.ledger.store import Ledger
from sayso.model import Article, Maker

_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class KeptReport:
    """One text of an article with its newest reading.

    ``record`` is what ``sayso read --json`` prints; ``claims`` leads from its attribution ids ("a3") to the ids
    of the ledger.  ``status`` is what was last noted of the article; times are ISO 8601 in UTC.
    """

    article_id: str
    version_id: str
    number: int
    article: Article
    outlet: str | None
    status: str
    first_seen_at: str
    record: Mapping[str, Any]
    claims: Mapping[str, str]
    maker: Maker
    read_at: str


def kept_reports(ledger: Ledger, versions: Sequence[str] | None = None) -> Iterator[KeptReport]:
    """Of every article the newest text that was read, in the order they came in; or certain versions, also old ones.

    A page of them is in memory at a time, so that a ledger of any size can be walked through.
    """
    with looking(ledger.engine) as connection:
        readings = list(connection.execute(_newest_readings(versions)).scalars())
    for at in range(0, len(readings), _AT_ONCE):
        with looking(ledger.engine) as connection:
            yield from _load(connection, readings[at : at + _AT_ONCE])


def versions_of(ledger: Ledger, claims: Sequence[str]) -> list[str]:
    """The texts that claims stand in.  Raises ``NotInLedger`` for an id that no claim has."""
    with looking(ledger.engine) as connection:
        rows = connection.execute(select(s.claim).where(s.claim.c.id.in_(list(claims)))).all()
    known = {row.id: row.version_id for row in rows}
    for claim in claims:
        if claim not in known:
            raise NotInLedger(claim, "give ids of claims as sayso find shows them")
    return sorted(set(known.values()))


def _newest_readings(versions: Sequence[str] | None) -> Any:
    """The ids of readings: the last of each version that is meant."""
    last = select(func.max(s.reading.c.id)).group_by(s.reading.c.version_id)
    meant = s.reading.c.version_id.in_(newest_read() if versions is None else list(versions))
    return last.where(meant).order_by(func.max(s.reading.c.id))


def _load(connection: Connection, readings: list[int]) -> Iterator[KeptReport]:
    rows = connection.execute(
        select(s.version, s.article.c.address)
        .add_columns(s.reading.c.id.label("reading"), s.reading.c.record, s.reading.c.made_at)
        .add_columns(s.maker.c.stage, s.maker.c.name, s.maker.c.version.label("maker_version"))
        .join(s.article, s.article.c.id == s.version.c.article_id)
        .join(s.reading, s.reading.c.version_id == s.version.c.id)
        .join(s.maker, s.maker.c.id == s.reading.c.maker_id)
        .where(s.reading.c.id.in_(readings))
        .order_by(s.reading.c.id)
    ).all()
    claims = _claims(connection, readings)
    states = states_of(connection, [row.article_id for row in rows])
    for row in rows:
        yield KeptReport(
            article_id=row.article_id,
            version_id=row.id,
            number=row.number,
            article=article_of(row),
            outlet=row.outlet,
            status=states.get(row.article_id, "usable"),
            first_seen_at=row.first_seen_at,
            record=unpacked(row.record),
            claims=claims.get(row.reading, {}),
            maker=Maker(row.stage, row.name, row.maker_version),
            read_at=row.made_at,
        )


def _claims(connection: Connection, readings: list[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    columns = (s.attribution.c.reading_id, s.attribution.c.local, s.attribution.c.claim_id)
    for reading, local, claim in connection.execute(
        select(*columns).where(s.attribution.c.reading_id.in_(readings)).order_by(s.attribution.c.id)
    ):
        found.setdefault(reading, {})[local] = claim
    return found


def states_of(connection: Connection, articles: Sequence[str]) -> dict[str, str]:
    """What was last noted of some articles: corrected, withdrawn, usable again."""
    rows = connection.execute(
        select(s.event.c.article_id, s.event.c.kind)
        .where(s.event.c.article_id.in_(sorted(set(articles))))
        .order_by(s.event.c.id)
    )
    return {row.article_id: row.kind for row in rows}
