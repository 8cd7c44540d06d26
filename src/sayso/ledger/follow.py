"""Saved searches: what is new to a question since it was last asked.

A claim is news once, when the ledger first holds it.  Its number is the lowest of its attributions: a later reading of
the same text gives it further ones and makes no news, nor does ``rebuild``.  A claim of an edited text is a new one that
revises another; unless the edit changed its words, who said it or how surely, it has the number of the one it revises.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, select, text
from sqlalchemy.orm import aliased

from sayso.errors import NotInLedger
from sayso.ledger import schema as s
from sayso.ledger.engine import lock, looking, writing
from sayso.ledger.forms import terms_of
from sayso.ledger.hits import Hit, load
from sayso.ledger.rows import moment, storable
from sayso.ledger.search import Query, conditions_of, find, in_order, words_asked
from sayso.ledger.store import Ledger
from sayso.ledger.words import asked
from sayso.model import DateInterval

_INTERVALS = ("published", "said", "about")
_PAGING = ("limit", "skip")
_SAME_WORDS = 1.0  # of the overlap that a link of kind ``revises`` has as its score


@dataclass(frozen=True, slots=True)
class Followed:
    """A saved search: when it was last asked, at ``seen_at``, claims up to the number ``up_to`` were there."""

    name: str
    query: Query
    made_at: str
    up_to: int
    seen_at: str
    id: int


@dataclass(frozen=True, slots=True)
class News:
    """What is new: ``since`` when; the claims and when each was first read; how many more there are.

    ``up_to`` is what to remember once these have been shown.
    """

    since: str
    hits: tuple[Hit, ...]
    read_at: tuple[str, ...]
    more: int
    up_to: int


def query_record(query: Query) -> dict[str, Any]:
    """What a query asks, without its paging, as JSON has it; days are half-open."""
    given = {name: value for name, value in asdict(query).items() if value not in (None, "")}
    for name in _INTERVALS:
        if name in given:
            given[name] = [day.isoformat() for day in given[name].values()]
    return {name: value for name, value in given.items() if name not in _PAGING}


def query_of(record: dict[str, Any]) -> Query:
    """The way back from ``query_record``."""
    given = dict(record)
    for name in _INTERVALS:
        if name in given:
            given[name] = DateInterval(*map(date.fromisoformat, given[name]))
    return Query(**given)


def save(ledger: Ledger, name: str, query: Query, now: datetime | None = None) -> int:
    """Follow a question under a name, from now on; how many claims answer it already.  Raises ``BadQuery``."""
    total = find(ledger, query).total
    up_to = _horizon(ledger)
    row = {"name": storable(name), "query": json.dumps(query_record(query)), "made_at": moment(now)}
    with writing(ledger.engine) as connection:
        lock(connection, f"follow {name}")
        done = connection.execute(insert(s.follow).values(row)).inserted_primary_key
        _remember(connection, done[0] if done else 0, up_to, moment(now))
    return total


def let_go(ledger: Ledger, name: str) -> None:
    """Follow it no longer.  Raises ``NotInLedger``."""
    named(ledger, name)
    with writing(ledger.engine) as connection:
        connection.execute(insert(s.follow).values(name=storable(name), query=None, made_at=moment()))


def named(ledger: Ledger, name: str) -> Followed:
    """The saved search of a name.  Raises ``NotInLedger``."""
    found = [each for each in followed(ledger) if each.name == storable(name)]
    if not found:
        raise NotInLedger(name, 'sayso follow shows what is followed, sayso follow NAME "words" follows')
    return found[0]


def followed(ledger: Ledger) -> list[Followed]:
    """All saved searches, by name."""
    with looking(ledger.engine) as connection:
        newest = {row.name: row for row in connection.execute(select(s.follow).order_by(s.follow.c.id))}
        return [_followed(connection, row) for _, row in sorted(newest.items()) if row.query is not None]


def _followed(connection: Connection, row: Row[Any]) -> Followed:
    seen = connection.execute(
        select(s.follow_seen)
        .where(s.follow_seen.c.follow_id == row.id)
        .order_by(s.follow_seen.c.id.desc())
        .limit(1)
    ).one()
    return Followed(row.name, query_of(json.loads(row.query)), row.made_at, seen.up_to, seen.made_at, row.id)


def news(ledger: Ledger, follow: Followed, limit: int = 50, newest: bool = False) -> News:
    """What is new to a saved search: the first ``limit`` claims to come in, or with ``newest`` the last.

    Asking changes nothing: see ``remember``.
    """
    horizon = _horizon(ledger)
    with looking(ledger.engine) as connection:
        found = sorted(_news(connection, follow, horizon), key=lambda new: (new.number, new.id))
        shown = found[-limit:][::-1] if newest else found[:limit]
        hits = load(connection, [new.id for new in shown])
        read_at = _read_at(connection, [new.first for new in shown])
    up_to = horizon if newest or len(found) <= limit else shown[-1].number
    return News(follow.seen_at, tuple(hits), read_at, len(found) - len(shown), up_to)


def remember(ledger: Ledger, follow: Followed, up_to: int) -> None:
    """Note that all up to a number has been seen: a new fact, the earlier ones stay."""
    with writing(ledger.engine) as connection:
        _remember(connection, follow.id, up_to, moment())


def _remember(connection: Connection, follow_id: int, up_to: int, now: str) -> None:
    connection.execute(insert(s.follow_seen).values(follow_id=follow_id, up_to=up_to, made_at=now))


def lower_marks(connection: Connection) -> None:
    """For ``sayso forget``: SQLite gives the numbers of the last attributions again once these are gone."""
    last = connection.execute(select(func.max(s.attribution.c.id))).scalar() or 0
    newest = select(func.max(s.follow_seen.c.id)).group_by(s.follow_seen.c.follow_id)
    above = connection.execute(
        select(s.follow_seen).where(s.follow_seen.c.id.in_(newest), s.follow_seen.c.up_to > last)
    ).all()
    for row in above:
        _remember(connection, row.follow_id, last, row.made_at)


def _horizon(ledger: Ledger) -> int:
    """The number up to which every attribution is there.

    PostgreSQL gives numbers out before they are kept, so that a lower one may come later: the lock waits until nobody is
    between the two.
    """
    with writing(ledger.engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE attribution IN SHARE MODE"))
        return connection.execute(select(func.max(s.attribution.c.id))).scalar() or 0


@dataclass(frozen=True, slots=True)
class _New:
    """A hit that is news: under which number its claim was first read, and under which it is news."""

    id: int
    first: int
    number: int


def _news(connection: Connection, follow: Followed, horizon: int) -> Iterator[_New]:
    terms = terms_of(connection, asked(follow.query.words))
    a = s.attribution.c
    first = _first(a.claim_id).scalar_subquery()
    statement = (
        select(s.hit.c.id, a.claim_id, a.words, a.party, a.certainty, first.label("first"))
        .join(s.attribution, a.id == s.hit.c.id)
        .where(*conditions_of(connection, follow.query), *words_asked(connection, terms))
        .where(s.hit.c.id > follow.up_to, first > follow.up_to, first <= horizon)
    )
    for row in connection.execute(statement).all():
        if in_order(row, terms) and (number := _number(connection, row)) > follow.up_to:
            yield _New(row.id, row.first, number)


def _first(claim: ColumnElement[str]) -> Select[tuple[int]]:
    """The number under which a claim was first read."""
    earlier = aliased(s.attribution)
    return select(func.min(earlier.c.id)).where(earlier.c.claim_id == claim)


def _number(connection: Connection, claim: Any) -> int:
    """The number of the first claim that this one only repeats, from text to text of its article; or its own."""
    number: int = claim.first
    seen, here = {claim.claim_id}, claim
    while (here := _revised(connection, here.claim_id)) is not None and here.claim_id not in seen:
        if (here.party, here.certainty) != (claim.party, claim.certainty):
            break
        number = min(number, here.first)
        seen.add(here.claim_id)
    return number


def _revised(connection: Connection, claim: str) -> Any:
    """The claim that another one revises without another word, as it was last read."""
    link, undone, a = s.link.c, aliased(s.link), s.attribution.c
    retracted = select(undone.c.id).where(undone.c.retracts == link.id).exists()
    return connection.execute(
        select(a.claim_id, a.party, a.certainty, _first(link.b).scalar_subquery().label("first"))
        .join(s.link, link.b == a.claim_id)
        .where(link.kind == "revises", link.a == claim, link.score >= _SAME_WORDS, ~retracted)
        .order_by(a.id.desc())
        .limit(1)
    ).first()


def _read_at(connection: Connection, numbers: Sequence[int]) -> tuple[str, ...]:
    rows = connection.execute(
        select(s.attribution.c.id, s.reading.c.made_at)
        .join(s.reading, s.reading.c.id == s.attribution.c.reading_id)
        .where(s.attribution.c.id.in_(numbers))
    )
    times = {row.id: row.made_at for row in rows}
    return tuple(times[number] for number in numbers)
