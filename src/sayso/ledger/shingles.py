"""Which reports share wording: an index from prints (``sayso.shingles``) to the newest text of every article.

It is filled when a text is kept, whether or not anybody has read it, and ``rebuild`` makes it anew from the texts.
Whoever changes how prints are made has to empty it by a migration: rows are taken out by the prints of their text.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Row, Select, TextClause, bindparam, delete, select, text

from sayso.ledger import schema as s
from sayso.ledger.engine import insert_new
from sayso.ledger.rows import article_of
from sayso.model import Article
from sayso.shingles import prints, wording

MOST = 96  # holders of one print that are looked at: a question costs the same in a ledger of any size
_AT_ONCE = 32  # prints of one statement
_ROWS = 20_000
_HALF = 1 << 63
_NONE = -(1 << 31)  # in an array of days: undated


def number_of(version_id: str) -> int:
    """A version's id as the integer that the index keeps; ids are sixteen hexadecimal digits."""
    return int(version_id, 16) - _HALF


def id_of(number: int) -> str:
    """The way back from ``number_of``."""
    return f"{number + _HALF:016x}"


def put_in(connection: Connection, version_id: str, article: Article) -> None:
    """Index the newest text of an article; the texts before it no longer answer."""
    key = select(s.version.c.article_id).where(s.version.c.id == version_id).scalar_subquery()
    earlier = select(s.version.c.id).where(s.version.c.article_id == key, s.version.c.id != version_id)
    take_out(connection, list(connection.execute(earlier).scalars()))
    rows = [
        {"print": mark, "version": number_of(version_id), "day": _day(article)}
        for mark in sorted(prints(wording(article)))
    ]
    insert_new(connection, s.shingle, rows)


def take_out(connection: Connection, versions: Sequence[str]) -> None:
    """Take texts out of the index, before they are gone themselves."""
    for row in connection.execute(_texts().where(s.version.c.id.in_(list(versions)))).all():
        marks = [{"mark": mark, "number": number_of(row.id)} for mark in prints(wording(article_of(row)))]
        if marks:
            same = (s.shingle.c.print == bindparam("mark")) & (s.shingle.c.version == bindparam("number"))
            connection.execute(delete(s.shingle).where(same), marks)


def fill(connection: Connection) -> None:
    """Index the newest text of every article in an empty index, in its own order, which is quickest by far."""
    import numpy as np

    marks, numbers, days = array("q"), array("q"), array("i")
    for version_id, article in _newest_texts(connection):
        found = prints(wording(article))
        day = _day(article)
        marks.extend(found)
        numbers.extend([number_of(version_id)] * len(found))
        days.extend([_NONE if day is None else day] * len(found))
    order = np.lexsort((np.asarray(numbers), np.asarray(marks)))
    for at in range(0, len(order), _ROWS):
        rows = [
            {"print": marks[i], "version": numbers[i], "day": None if days[i] == _NONE else days[i]}
            for i in order[at : at + _ROWS].tolist()
        ]
        connection.execute(s.shingle.insert(), rows)


def holders(connection: Connection, marks: Sequence[int]) -> dict[int, list[tuple[str, int | None]]]:
    """The reports that have each of some prints, with their days: at most ``MOST`` of each print, always the same."""
    found: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
    ordered = sorted(marks)
    for at in range(0, len(ordered), _AT_ONCE):
        asked = ordered[at : at + _AT_ONCE]
        given = {f"p{i}": asked[min(i, len(asked) - 1)] for i in range(_AT_ONCE)}
        for mark, number, day in set(map(tuple, connection.execute(_HOLDERS, given))):
            found[mark].append((id_of(number), day))
    return {mark: sorted(each, key=lambda holder: holder[0]) for mark, each in found.items()}


def _holders() -> TextClause:
    """One statement for many prints, always the same, so that it is planned once; each print stops at ``MOST``."""
    parts = (
        f"SELECT * FROM (SELECT print, version, day FROM shingle WHERE print = :p{i} "  # noqa: S608  our own numbers
        f"ORDER BY version LIMIT {MOST}) AS q{i}"
        for i in range(_AT_ONCE)
    )
    return text(" UNION ALL ".join(parts))


_HOLDERS = _holders()


def newest() -> Select[tuple[str]]:
    """The ids of the newest text of every article, read or not."""
    later = s.version.alias("later")
    is_older = (
        select(later.c.id)
        .where(later.c.article_id == s.version.c.article_id, later.c.number > s.version.c.number)
        .exists()
    )
    return select(s.version.c.id).where(~is_older).order_by(s.version.c.id)


def _newest_texts(connection: Connection) -> Iterator[tuple[str, Article]]:
    ids = list(connection.execute(newest()).scalars())
    for at in range(0, len(ids), _AT_ONCE):
        rows: Sequence[Row[tuple[str]]] = connection.execute(
            _texts().where(s.version.c.id.in_(ids[at : at + _AT_ONCE]))
        ).all()
        yield from ((row.id, article_of(row)) for row in rows)


def _texts() -> Select[tuple[str]]:
    """Texts with what ``article_of`` asks for, and no column of later versions of Sayso: a migration fills, too."""
    columns = (
        "id",
        "doc",
        "text",
        "body",
        "title",
        "language",
        "published_start",
        "published_end",
        "provenance",
    )
    chosen = [s.version.c[name] for name in columns]
    return select(*chosen, s.article.c.address).join(s.article, s.article.c.id == s.version.c.article_id)


def _day(article: Article) -> int | None:
    return None if article.published is None else article.published.start.toordinal()
