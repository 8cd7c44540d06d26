"""Where a ledger lives: SQLite in a file (the default) or PostgreSQL by address, behaving alike.

SQLite runs in WAL mode; a second writer waits instead of failing.  A new file is private to its owner.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from sayso.errors import LedgerUnusable

WAIT_SECONDS = 60
_PRIVATE = 0o600
_POSTGRES = ("postgresql://", "postgres://", "postgresql+psycopg://")


def is_address(place: str) -> bool:
    """Whether the place of a ledger is a PostgreSQL address and no file."""
    return place.startswith(_POSTGRES)


def open_engine(place: str) -> Engine:
    """The database at a path or PostgreSQL address; a file that is missing is made, private to its owner."""
    if is_address(place):
        rest = place.split("://", 1)[1]
        return create_engine(f"postgresql+psycopg://{rest}", connect_args={"connect_timeout": 10})
    if place == ":memory:":
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        _make_private(Path(place))
        engine = create_engine(f"sqlite:///{place}", connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_at_once)
    return engine


def _make_private(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, _PRIVATE))
    except OSError as error:
        raise LedgerUnusable(str(path), (error.strerror or str(error)).lower()) from error


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # begin is ours, see below
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        f"busy_timeout = {WAIT_SECONDS * 1000}",
        "secure_delete = ON",  # what is forgotten is overwritten
        "cache_size = -65536",
        "mmap_size = 2147418112",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_at_once(connection: Connection) -> None:
    """A writer takes the lock when it begins, so that it waits there and never fails half way."""
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it is kept, or nothing."""
    with engine.begin() as connection:
        yield connection


@contextmanager
def looking(engine: Engine) -> Iterator[Connection]:
    """A connection for questions, beside which others go on writing."""
    with engine.connect().execution_options(read_only=True) as connection:
        yield connection


def lock(connection: Connection, key: str) -> None:
    """Only one writer at a time for this key until the transaction ends; SQLite has but one anyway."""
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows that are not there yet, in an order that two writers share (no deadlock)."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    keys = [column.name for column in table.primary_key]
    ordered = sorted(rows, key=lambda row: tuple(str(row.get(key, "")) for key in keys))
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), [dict(row) for row in ordered])


def migrate(engine: Engine, place: str) -> None:
    """Bring the tables to what this version of Sayso knows (Alembic)."""
    try:
        if _is_current(engine):
            return  # whoever only asks neither waits for a writer nor needs Alembic
    except DBAPIError as error:
        raise LedgerUnusable(place, reason_of(error)) from error
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.files("sayso.ledger") / "migrations"))
    try:
        with engine.begin() as connection:
            lock(connection, "sayso:migrate")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise LedgerUnusable(place, reason_of(error)) from error


def _is_current(engine: Engine) -> bool:
    """Whether a ledger has the tables of the newest migration; their files are numbered."""
    folder = resources.files("sayso.ledger") / "migrations" / "versions"
    newest = max(file.name[:4] for file in folder.iterdir() if file.name[:4].isdigit())
    with looking(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest


def reason_of(error: DBAPIError) -> str:
    """What the database said, on one line."""
    return " ".join(str(error.orig).split())[:200]
