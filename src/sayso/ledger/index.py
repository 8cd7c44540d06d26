"""The index of words: FTS5 in SQLite, a GIN index over lexemes in PostgreSQL, with one set of questions.

Both get the same tokens (``ledger.words``), so both answer alike; no query text ever reaches either as a command.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Select, bindparam, literal_column, select, text

from sayso.ledger.schema import hit
from sayso.ledger.words import Term


class WordIndex(Protocol):
    """How a database finds hits by their words."""

    def add(self, connection: Connection, words: Mapping[int, str]) -> None:
        """Index the words of some hits."""
        ...

    def remove(self, connection: Connection, words: Mapping[int, str]) -> None:
        """Take them out again; the same words must be given."""
        ...

    def clear(self, connection: Connection) -> None:
        """Forget everything."""
        ...

    def matches(self, terms: Sequence[Term]) -> ColumnElement[bool]:
        """The condition on ``hit.id`` that all terms set."""
        ...


class Fts5:
    """SQLite's full-text index, without copies of the words."""

    def add(self, connection: Connection, words: Mapping[int, str]) -> None:
        if words:
            connection.execute(
                text("INSERT INTO hit_words(rowid, words) VALUES (:id, :words)"),
                [{"id": key, "words": value} for key, value in words.items()],
            )

    def remove(self, connection: Connection, words: Mapping[int, str]) -> None:
        if words:
            connection.execute(
                text("INSERT INTO hit_words(hit_words, rowid, words) VALUES ('delete', :id, :words)"),
                [{"id": key, "words": value} for key, value in words.items()],
            )

    def clear(self, connection: Connection) -> None:
        connection.execute(text("INSERT INTO hit_words(hit_words) VALUES ('delete-all')"))

    def matches(self, terms: Sequence[Term]) -> ColumnElement[bool]:
        rows = text("SELECT rowid FROM hit_words WHERE hit_words MATCH :words").bindparams(
            bindparam("words", _spelled(terms, '"', "*", (" OR ", " AND ")), unique=True)
        )
        return hit.c.id.in_(rows.columns(hit.c.id).scalar_subquery())


class Lexemes:
    """PostgreSQL: the tokens themselves are the lexemes, no dictionary of its own comes between."""

    def add(self, connection: Connection, words: Mapping[int, str]) -> None:
        """Nothing to do: the index stands over the attributions themselves."""

    def remove(self, connection: Connection, words: Mapping[int, str]) -> None:
        """Nothing to do: a hit that is gone is not asked for."""

    def clear(self, connection: Connection) -> None:
        """Nothing to do: see ``add``."""

    def matches(self, terms: Sequence[Term]) -> ColumnElement[bool]:
        found = literal_column("array_to_tsvector(string_to_array(attribution.words, ' '))").op("@@")
        query = _spelled(terms, "'", ":*", (" | ", " & "))
        condition = found(text("CAST(:words AS tsquery)").bindparams(bindparam("words", query, unique=True)))
        rows: Select[Any] = (
            select(literal_column("attribution.id")).select_from(text("attribution")).where(condition)
        )
        return hit.c.id.in_(rows.scalar_subquery())


def _spelled(terms: Sequence[Term], quote: str, star: str, joints: tuple[str, str]) -> str:
    """Terms as a database wants them: each token quoted (it holds letters and digits only), ``star`` for a beginning.

    ``joints`` stand between alternatives, and between what must all be there.
    """
    either, both = joints
    groups = (
        either.join(f"{quote}{option}{quote}{star if term.prefix else ''}" for option in options)
        for term in terms
        for options in term.phrase
    )
    return both.join(f"({group})" for group in groups)


def index_of(connection: Connection) -> WordIndex:
    """The index that this database has."""
    return Lexemes() if connection.dialect.name == "postgresql" else Fts5()
