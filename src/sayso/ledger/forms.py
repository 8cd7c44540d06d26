"""The base forms that the ledger has seen the words of a query have."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from sayso.ledger import schema as s
from sayso.ledger.words import Asked, Term, beginnings

_LAST = "\U0010ffff"


def terms_of(connection: Connection, wanted: Sequence[Asked]) -> list[Term]:
    """The query's words with the base forms that the ledger has seen them have."""
    words = sorted({word for each in wanted for word in each.words})
    lemmas: dict[str, set[str]] = {word: {word} for word in words}
    seen: set[str] = set()
    if words:
        for row in connection.execute(select(s.form).where(s.form.c.form.in_(words))):
            lemmas[row.form].add(row.lemma)
            seen.add(row.form)
        for word in words:
            if word not in seen:
                lemmas[word] |= _relatives(connection, word)
    return [
        Term(tuple(tuple(sorted(lemmas[word])) for word in each.words), each.prefix, each.unwanted)
        for each in wanted
    ]


def _relatives(connection: Connection, word: str) -> set[str]:
    """Base forms that begin as a form does that no report had, and are no longer; of the longest beginning."""
    lemma = s.form.c.lemma
    for stem in beginnings(word):
        near = begins(connection, s.form.c.form, stem) & lemma.startswith(stem, autoescape=True)
        rows = connection.execute(select(lemma).where(near, func.length(lemma) <= len(word)).distinct())
        found = set(rows.scalars())
        if found:
            return found
    return set()


def begins(connection: Connection, column: ColumnElement[str], stem: str) -> ColumnElement[bool]:
    """That a column of folded words begins with some letters, by its index where the database can use it.

    SQLite compares by code points, so that a range is enough; PostgreSQL orders by a language's rules.
    """
    if connection.dialect.name == "sqlite":
        return (column >= stem) & (column < stem + _LAST)
    return column.startswith(stem, autoescape=True)
