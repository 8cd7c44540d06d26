"""Those who are quoted: by any form of their names, and with everything they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from sayso.ledger import schema as s
from sayso.ledger.engine import looking
from sayso.ledger.forms import begins, terms_of
from sayso.ledger.hits import Hit, load
from sayso.ledger.store import Ledger
from sayso.ledger.words import Asked, tokens


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who is quoted: the id, the names reports use, how many claims."""

    id: str
    names: tuple[str, ...]
    claims: int


def parties(connection: Connection, name: str) -> list[Party]:
    """Who goes by a name or id, the most quoted first; every word of the name must be one of theirs.

    The name may be inflected ("Borisa Johnsona"): its words are looked up as they are and as base forms.
    """
    found = {name} if connection.execute(select(s.hit.c.id).where(s.hit.c.party == name)).first() else set()
    terms = terms_of(connection, [Asked((word,)) for word in tokens(name)])
    if terms and not found:
        held = [_with_word(connection, term.phrase[0]) for term in terms]
        found = set.intersection(*held)
    return sorted((_party(connection, key) for key in found), key=lambda party: (-party.claims, party.id))


def _with_word(connection: Connection, options: Sequence[str]) -> set[str]:
    rows = connection.execute(select(s.party_word.c.party).where(s.party_word.c.word.in_(options)))
    return set(rows.scalars())


def _party(connection: Connection, key: str) -> Party:
    count = select(func.count()).select_from(s.hit).where(s.hit.c.party == key)
    names = (
        select(s.party_word.c.name)
        .where(s.party_word.c.party == key)
        .distinct()
        .order_by(s.party_word.c.name)
    )
    return Party(key, tuple(connection.execute(names).scalars()), connection.execute(count).scalar_one())


def names_of(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """A name for each party, the longest that reports use."""
    rows = connection.execute(
        select(s.party_word.c.party, s.party_word.c.name)
        .where(s.party_word.c.party.in_(list(ids)))
        .distinct()
    ).all()
    found = sorted(rows, key=lambda row: (len(row.name), row.name))
    return {row.party: row.name for row in found}


def who(ledger: Ledger, name: str, limit: int = 50, skip: int = 0) -> tuple[list[Party], list[Hit]]:
    """Everybody who goes by a name, and what the most quoted of them is quoted with, in time order."""
    with looking(ledger.engine) as connection:
        known = [party for party in parties(connection, name) if party.claims]
        if not known:
            return [], []
        when = func.coalesce(s.hit.c.said_start, s.hit.c.day)
        ids = connection.execute(
            select(s.hit.c.id)
            .where(s.hit.c.party == known[0].id)
            .order_by(when.is_(None), when, s.hit.c.id)
            .limit(limit)
            .offset(skip)
        ).scalars()
        return known, load(connection, list(ids))


def suggestions(ledger: Ledger, name: str, most: int = 5) -> list[str]:
    """Names in the ledger that share a word's beginning with a name nobody goes by."""
    starts = sorted({word[:4] for word in tokens(name) if len(word) > 3})
    if not starts:
        return []
    with looking(ledger.engine) as connection:
        near = or_(*(begins(connection, s.party_word.c.word, start) for start in starts))
        rows = connection.execute(select(s.party_word.c.name).where(near).distinct().limit(200)).scalars()
        return sorted(rows, key=lambda found: (len(found), found))[:most]
