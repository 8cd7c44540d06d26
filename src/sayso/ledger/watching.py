"""What ``sayso watch`` asked for and was told, as facts; what is still to be done follows from them.

A fetch and the leads that it brought are kept in one transaction, so that whoever starts again finds every page that
was named and not had.  Nothing is changed later: a page that changed is a new lead, a list that is no longer named is
a lead of kind ``gone``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, or_, select
from sqlalchemy.orm import aliased

from sayso.addresses import article_id, host_of
from sayso.ledger import schema as s
from sayso.ledger.engine import lock, looking, writing
from sayso.ledger.rows import article_of, moment, packed, storable, unpacked, version_row
from sayso.ledger.store import Ledger
from sayso.model import Article

PAGE, GONE = "page", "gone"
_LONGEST = 1000  # characters of an entity tag; a longer one is not worth its place
_AT_ONCE = 500
_BUSY = (429, 503)  # what a host says that wants to be left alone (RFC 6585, RFC 9110)


@dataclass(frozen=True, slots=True)
class Lead:
    """An address that a list named: a page, or a further list (``feed``, ``sitemap``).

    ``article`` is the summary that the list holds; the times are what it says.  ``id`` and ``tries`` (how often it was
    asked for in vain) are there where the lead comes out of a ledger.
    """

    address: str
    kind: str = PAGE
    published_at: datetime | None = None
    modified_at: datetime | None = None
    doubts: tuple[str, ...] = ()
    article: Article | None = None
    id: int | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request and what came of it.

    ``status`` is 0 where the host did not answer.  ``settled``: nothing more is to be done for it.  ``article`` is the id
    of the article that came of it.
    """

    address: str
    at: datetime
    status: int = 0
    settled: bool = False
    reason: str = ""
    lead: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    wait_until: datetime | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Where one stands with an address: the last answer's marks, when it was last asked, failures since it was had."""

    etag: str | None = None
    last_modified: str | None = None
    asked_at: datetime | None = None
    had_at: datetime | None = None
    wait_until: datetime | None = None
    failures: int = 0


def note(ledger: Ledger, fetch: Fetch, source: str = "", leads: Sequence[Lead] | None = None) -> int:
    """Keep a fetch, and of the leads that a list brought those that are news; how many these are.

    ``source`` is the address in feeds.toml from which it came; ``leads`` is ``None`` for what is no list.
    """
    pages = _pages(leads or ())  # a sitemap can name many: others need not wait meanwhile
    with writing(ledger.engine) as connection:
        lock(connection, "sayso:watch")
        done = connection.execute(insert(s.fetch).values(_fetch_row(fetch))).inserted_primary_key
        if leads is None or done is None:
            return 0
        lists = [lead for lead in leads if lead.kind != PAGE]
        fresh = [*_new_lists(connection, fetch.address, lists), *_new_pages(connection, pages)]
        rows = [_lead_row(lead, source) | {"fetch_id": done[0]} for lead in fresh]
        if rows:
            connection.execute(insert(s.lead), rows)
        return sum(lead.kind != GONE for lead in fresh)


def _fetch_row(fetch: Fetch) -> dict[str, Any]:
    return {
        "address": storable(fetch.address),
        "host": storable(host_of(fetch.address)) or "",
        "lead_id": fetch.lead,
        "status": fetch.status,
        "settled": fetch.settled,
        "reason": storable(fetch.reason),
        "etag": _mark(fetch.etag),
        "last_modified": _mark(fetch.last_modified),
        "wait_until": None if fetch.wait_until is None else moment(fetch.wait_until),
        "article_id": fetch.article,
        "at": moment(fetch.at),
    }


def _mark(value: str | None) -> str | None:
    """A header's value if it can be sent back."""
    return value if value and len(value) <= _LONGEST and value.isprintable() else None


def _lead_row(lead: Lead, source: str) -> dict[str, Any]:
    record = {
        "published_at": None if lead.published_at is None else lead.published_at.isoformat(),
        "modified_at": None if lead.modified_at is None else lead.modified_at.isoformat(),
        "doubts": list(lead.doubts),
        "article": None if lead.article is None else _article_record(lead.article),
    }
    return {
        "source": storable(source),
        "address": storable(lead.address),
        "article_id": article_id(lead.address, lead.address),
        "kind": lead.kind,
        "modified_at": None if lead.modified_at is None else moment(lead.modified_at),
        "record": packed(record),
    }


def _article_record(article: Article) -> dict[str, Any]:
    row = version_row(article, "", "", 1)
    return row | {"text": row["text"].decode("utf-8"), "address": article.address}


def _lead(row: Any, tries: int = 0) -> Lead:
    record = unpacked(row.record)
    kept = record["article"]
    return Lead(
        address=row.address,
        kind=row.kind,
        published_at=_time(record["published_at"]),
        modified_at=_time(record["modified_at"]),
        doubts=tuple(record["doubts"]),
        article=kept and article_of(SimpleNamespace(**kept | {"text": kept["text"].encode("utf-8")})),
        id=row.id,
        tries=tries,
    )


def _pages(leads: Sequence[Lead]) -> dict[str, Lead]:
    """The pages by the id of their article, each once."""
    pages: dict[str, Lead] = {}
    for lead in leads:
        if lead.kind == PAGE:
            pages.setdefault(article_id(lead.address, lead.address), lead)
    return pages


def _new_pages(connection: Connection, pages: Mapping[str, Lead]) -> Iterator[Lead]:
    """Pages that no list named yet, or that changed after they were last named; none that was forgotten."""
    keys = list(pages)
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        gone = set(connection.execute(select(s.tombstone.c.id).where(s.tombstone.c.id.in_(some))).scalars())
        known = dict(_last_named(connection, some))
        for key in some:
            changed = pages[key].modified_at
            if key not in gone and (
                key not in known or (changed is not None and moment(changed) > known[key])
            ):
                yield pages[key]


def _last_named(connection: Connection, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Of each article that was named: the time of its last change, or of the listing where that says none."""
    rows = connection.execute(
        select(s.lead.c.article_id, s.lead.c.modified_at, s.fetch.c.at)
        .join(s.fetch, s.fetch.c.id == s.lead.c.fetch_id)
        .where(s.lead.c.article_id.in_(keys), s.lead.c.kind == PAGE)
        .order_by(s.lead.c.id)
    )
    return ((row.article_id, row.modified_at or row.at) for row in rows)


def _new_lists(connection: Connection, parent: str, lists: Sequence[Lead]) -> Iterator[Lead]:
    """Lists that are named for the first time or with another time of change; those that are no longer named."""
    known = {row.address: row for row in _named_lists(connection, parent)}
    named = {lead.address: lead for lead in lists}
    for address, lead in named.items():
        changed = None if lead.modified_at is None else moment(lead.modified_at)
        if address not in known or known[address].modified_at != changed:
            yield lead
    yield from (Lead(address, GONE) for address in known if address not in named)


def _named_lists(connection: Connection, parent: str) -> list[Any]:
    rows = connection.execute(
        select(s.lead)
        .join(s.fetch, s.fetch.c.id == s.lead.c.fetch_id)
        .where(s.fetch.c.address == storable(parent), s.lead.c.kind != PAGE)
        .order_by(s.lead.c.id)
    )
    newest = {row.address: row for row in rows}
    return [row for row in newest.values() if row.kind != GONE]


def lists_of(ledger: Ledger, parent: str) -> list[Lead]:
    """The further lists that a list names, as it was last had."""
    with looking(ledger.engine) as connection:
        return [_lead(row) for row in _named_lists(connection, parent)]


def state_of(ledger: Ledger, address: str) -> State:
    """Where one stands with an address."""
    f = s.fetch.c
    mine = f.address == storable(address)
    with looking(ledger.engine) as connection:
        last = connection.execute(select(s.fetch).where(mine).order_by(f.id.desc()).limit(1)).first()
        if last is None:
            return State()
        had = connection.execute(
            select(s.fetch).where(mine, f.settled, f.status.in_((200, 304))).order_by(f.id.desc()).limit(1)
        ).first()
        whole = connection.execute(
            select(f.etag, f.last_modified)
            .where(mine, f.settled, f.status == 200)
            .order_by(f.id.desc())
            .limit(1)
        ).first()
        failures = connection.execute(
            select(func.count()).where(mine, ~f.settled, f.id > (0 if had is None else had.id))
        ).scalar_one()
    return State(
        etag=whole and whole.etag,
        last_modified=whole and whole.last_modified,
        asked_at=_time(last.at),
        had_at=None if had is None else _time(had.at),
        wait_until=_time(last.wait_until),
        failures=failures,
    )


def _time(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)


def pending(ledger: Ledger, source: str, now: datetime, most: int) -> list[Lead]:
    """Pages that were named and are still to be had now, in the order in which they were named."""
    newer = aliased(s.lead)
    mine = s.fetch.c.lead_id == s.lead.c.id
    statement = (
        select(s.lead, select(func.count()).where(mine).scalar_subquery().label("tries"))
        .where(
            s.lead.c.source == storable(source),
            s.lead.c.kind == PAGE,
            ~exists().where(mine, or_(s.fetch.c.settled, s.fetch.c.wait_until > moment(now))),
            ~exists().where(newer.c.article_id == s.lead.c.article_id, newer.c.id > s.lead.c.id),
        )
        .order_by(s.lead.c.id)
        .limit(most)
    )
    with looking(ledger.engine) as connection:
        return [_lead(row, row.tries) for row in connection.execute(statement)]


def busy_hosts(ledger: Ledger, now: datetime) -> dict[str, datetime]:
    """Hosts that asked to be left alone, and until when."""
    statement = (
        select(s.fetch.c.host, func.max(s.fetch.c.wait_until))
        .where(s.fetch.c.wait_until > moment(now), s.fetch.c.status.in_(_BUSY))
        .group_by(s.fetch.c.host)
    )
    with looking(ledger.engine) as connection:
        return {host: datetime.fromisoformat(until) for host, until in connection.execute(statement)}


def erase(connection: Connection, article: str) -> None:
    """Take out every address under which an article was named or had, with its summary: for ``sayso forget``."""
    had = select(s.fetch.c.address).where(s.fetch.c.article_id == article)
    addresses = [
        *connection.execute(had).scalars(),
        *connection.execute(select(s.lead.c.address).where(s.lead.c.article_id == article)).scalars(),
    ]
    for start in range(0, len(addresses), _AT_ONCE):
        some = addresses[start : start + _AT_ONCE]
        connection.execute(delete(s.lead).where(s.lead.c.address.in_(some)))
        connection.execute(delete(s.fetch).where(s.fetch.c.address.in_(some)))
