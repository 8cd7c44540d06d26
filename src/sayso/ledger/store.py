"""The ledger: articles with every text they had, what was read in them, and what went wrong.

Each step is one transaction, so that a process that is killed leaves whole steps only; each can be done again
without a trace, because ids follow from content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from sayso.addresses import article_id, digest
from sayso.errors import LedgerUnusable, NotInLedger
from sayso.ledger import schema as s
from sayso.ledger.claims import Known, Worded, claim_ids, revisions
from sayso.ledger.derive import lay_out, rebuild
from sayso.ledger.engine import (
    is_address,
    lock,
    looking,
    migrate,
    open_engine,
    reason_of,
    writing,
)
from sayso.ledger.makers import maker_id
from sayso.ledger.placing import Kept, note_status, place, see
from sayso.ledger.rows import (
    article_of,
    attribution_row,
    moment,
    packed,
    spans_of,
    storable,
    unpacked,
    version_row,
)
from sayso.ledger.words import forms_of, words_of
from sayso.model import Article, Maker, Report
from sayso.records import report_record
from sayso.settings import LEDGER


@dataclass(frozen=True, slots=True)
class Failed:
    """A text that could not be read: why, when."""

    version: str
    doc: str
    reason: str
    message: str
    made_at: str


class Ledger:
    """One ledger, open.  ``place`` is a file or a PostgreSQL address; ``:memory:`` is kept nowhere.

    Raises ``LedgerUnusable`` where it cannot be opened; with ``create`` false also where there is none yet.
    """

    def __init__(self, place: str = LEDGER, create: bool = True) -> None:
        if not create and place != ":memory:" and not is_address(place) and not Path(place).is_file():
            raise LedgerUnusable(place, "there is no ledger yet (sayso add makes one)")
        self.place = place
        self.engine: Engine = open_engine(place)
        try:
            migrate(self.engine, place)
        except DBAPIError as error:
            raise LedgerUnusable(place, reason_of(error)) from error

    def close(self) -> None:
        """Give the database back."""
        self.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin_run(self, command: str, software: str) -> int:
        """Note that a command has begun to write; its number goes with what it adds."""
        row = {"command": command, "software": software, "started_at": moment()}
        with writing(self.engine) as connection:
            return _key(connection.execute(insert(s.run).values(row)))

    def keep(self, article: Article, run: int | None = None, now: datetime | None = None) -> Kept:
        """Keep an article's text: a new article, a new version of a known one, or nothing new.

        Raises ``NotStorable`` for a lone surrogate.
        """
        key = article_id(article.text, article.address)
        version_id = digest(f"version {key} {digest(article.text)}")
        row = version_row(article, key, version_id, 1) | {"first_seen_at": moment(now), "run_id": run}
        with writing(self.engine) as connection:
            lock(connection, f"article {key}")
            kept = place(connection, article, row)
            if kept.what != "forgotten":
                see(connection, article, kept.version, moment(now))
                note_status(connection, article, kept.version, moment(now))
            return kept

    def keep_reading(self, version_id: str, report: Report, now: datetime | None = None) -> None:
        """Keep what was read in a version; the same reader's second reading is no news."""
        with writing(self.engine) as connection:
            lock(connection, f"version {version_id}")
            maker = maker_id(connection, report.reading.maker)
            known = select(s.reading.c.id).where(
                s.reading.c.version_id == version_id, s.reading.c.maker_id == maker
            )
            if connection.execute(known).first() is not None:
                return
            claims = _claims(connection, version_id, report)
            row = {
                "version_id": version_id,
                "maker_id": maker,
                "language": report.language,
                "record": packed(report_record(report)),
                "forms": packed(forms_of(report)),
                "made_at": moment(now),
            }
            reading = _key(connection.execute(insert(s.reading).values(row)))
            rows = [
                attribution_row(item, words_of(report, item)) | {"reading_id": reading, "claim_id": claim}
                for item, claim in zip(report.attributions, claims, strict=True)
            ]
            if rows:
                connection.execute(insert(s.attribution), rows)
            _link_revisions(connection, version_id, maker, moment(now))
            lay_out(connection, version_id)

    def fail(self, version_id: str, reason: str, message: str, maker: Maker) -> None:
        """Note why a version could not be read (the kind of error, its message), so that it can be tried again."""
        with writing(self.engine) as connection:
            row = {
                "version_id": version_id,
                "reason": reason,
                "message": storable(" ".join(message.split())[:500]),
                "maker_id": maker_id(connection, maker),
                "made_at": moment(),
            }
            connection.execute(insert(s.failure).values(row))

    def unread(self, failed: bool = False) -> list[str]:
        """Versions that nobody has read yet: those that never failed, or those that did."""
        has_failed = select(s.failure.c.id).where(s.failure.c.version_id == s.version.c.id).exists()
        has_reading = select(s.reading.c.id).where(s.reading.c.version_id == s.version.c.id).exists()
        query = (
            select(s.version.c.id)
            .where(~has_reading, has_failed if failed else ~has_failed)
            .order_by(s.version.c.first_seen_at, s.version.c.doc, s.version.c.id)
        )
        with looking(self.engine) as connection:
            return list(connection.execute(query).scalars())

    def failures(self) -> list[Failed]:
        """The last failure of each version that is still unread."""
        has_reading = select(s.reading.c.id).where(s.reading.c.version_id == s.version.c.id).exists()
        query = (
            select(s.failure, s.version.c.doc)
            .join(s.version, s.version.c.id == s.failure.c.version_id)
            .where(~has_reading)
            .order_by(s.failure.c.id)
        )
        with looking(self.engine) as connection:
            last = {row.version_id: row for row in connection.execute(query)}
        return [Failed(key, row.doc, row.reason, row.message, row.made_at) for key, row in last.items()]

    def article(self, version_id: str) -> Article:
        """The article of a version as it was given.  Raises ``NotInLedger``."""
        found = self.articles([version_id]).get(version_id)
        if found is None:
            raise NotInLedger(version_id, "give the id of a version as sayso find shows it")
        return found

    def articles(self, versions: Sequence[str]) -> dict[str, Article]:
        """The articles of some versions, those that are there."""
        with looking(self.engine) as connection:
            rows = connection.execute(
                select(s.version, s.article.c.address)
                .join(s.article, s.article.c.id == s.version.c.article_id)
                .where(s.version.c.id.in_(list(versions)))
            )
            return {row.id: article_of(row) for row in rows}

    def record(self, version_id: str) -> dict[str, Any] | None:
        """The newest reading's record (``sayso read --json``) of a version, ``None`` where nobody has read it."""
        with looking(self.engine) as connection:
            found = connection.execute(
                select(s.reading.c.record)
                .where(s.reading.c.version_id == version_id)
                .order_by(s.reading.c.id.desc())
            ).scalar()
        return None if found is None else unpacked(found)

    def rebuild(self) -> Iterator[tuple[int, int]]:
        """Make all that is derived anew, in one transaction; yields (done, of how many)."""
        with writing(self.engine) as connection:
            yield from rebuild(connection)

    def check(self) -> list[str]:
        """What is wrong with the database itself, a line each: damaged pages, an index that lost its place."""
        if self.engine.dialect.name != "sqlite":
            return []
        found = []
        with looking(self.engine) as connection:
            for (line,) in connection.execute(text("PRAGMA quick_check")):
                if line != "ok":
                    found.append(f"{self.place}: {line}; restore a copy")
        return found

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        with looking(self.engine) as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in s.METADATA.sorted_tables
            }


def _key(result: Any) -> int:
    return int(result.inserted_primary_key[0])


def _claims(connection: Connection, version_id: str, report: Report) -> list[str]:
    """The claims of a new reading, those that are new inserted."""
    earlier = [
        Known(row.claim_id, *spans_of(row.spans)[1:])
        for row in connection.execute(
            select(s.attribution.c.claim_id, s.attribution.c.spans)
            .join(s.claim, s.claim.c.id == s.attribution.c.claim_id)
            .where(s.claim.c.version_id == version_id)
            .order_by(s.attribution.c.id.desc())
        )
    ]
    newest = {known.id: known for known in reversed(earlier)}
    ids = claim_ids(version_id, report.attributions, list(newest.values()))
    fresh = [{"id": key, "version_id": version_id} for key in ids if key not in newest]
    if fresh:
        connection.execute(insert(s.claim), fresh)
    return ids


def _link_revisions(connection: Connection, version_id: str, maker: int, now: str) -> None:
    """Link the claims of a text to those of the text before it, and those of the next one to them.

    Texts may be read in any order, so both sides are looked at.
    """
    columns = (s.version.c.id, s.version.c.article_id, s.version.c.number, s.version.c.text)
    version = connection.execute(select(*columns).where(s.version.c.id == version_id)).one()
    neighbours = connection.execute(
        select(*columns)
        .where(
            s.version.c.article_id == version.article_id,
            s.version.c.number.between(version.number - 1, version.number + 1),
        )
        .order_by(s.version.c.number)
    ).all()
    for before, after in pairwise(neighbours):
        _link_two(connection, before, after, {"maker_id": maker, "made_at": now})


def _link_two(connection: Connection, before: Any, after: Any, made: dict[str, Any]) -> None:
    rows = [
        {"kind": "revises", "a": new, "b": old, "score": round(overlap, 4), "evidence": "{}"} | made
        for new, old, overlap in revisions(_worded(connection, after), _worded(connection, before))
    ]
    linked = select(s.link.c.a).where(s.link.c.kind == "revises", s.link.c.a.in_([row["a"] for row in rows]))
    known = set(connection.execute(linked).scalars())
    fresh = [row for row in rows if row["a"] not in known]
    if fresh:
        connection.execute(insert(s.link), fresh)


def _worded(connection: Connection, version: Any) -> list[Worded]:
    """A version's claims by their words, as its newest reading has them."""
    text = bytes(version.text).decode("utf-8")
    newest = select(func.max(s.reading.c.id)).where(s.reading.c.version_id == version.id).scalar_subquery()
    found = []
    for row in connection.execute(
        select(s.attribution).where(s.attribution.c.reading_id == newest).order_by(s.attribution.c.id)
    ):
        _, cue, content = spans_of(row.spans)
        words = [" ".join(span.slice(text) for span in part) for part in (cue, content)]
        found.append(Worded(row.claim_id, *words))
    return found
