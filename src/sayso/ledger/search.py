"""Claims found by their words and by all that is known of them.

Ranking is ours and the same on both databases: BM25 (Robertson and Zaragoza 2009) over the candidates' words, among
equals the newest first.  At most ``CANDIDATES`` are ranked and counted, the newest; an answer says when there are more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, not_, select

from sayso.errors import BadQuery
from sayso.ledger import schema as s
from sayso.ledger.engine import looking
from sayso.ledger.forms import terms_of
from sayso.ledger.hits import Hit, load
from sayso.ledger.index import index_of
from sayso.ledger.parties import names_of, parties
from sayso.ledger.store import Ledger
from sayso.ledger.words import Term, asked, holds
from sayso.model import CERTAINTIES, KINDS, SOURCE_KINDS, DateInterval

CANDIDATES = 1000
FACETS = ("certainty", "kind", "source_kind", "language", "outlet", "party")
_SATURATION, _LENGTH = 1.2, 0.75  # BM25's k1 and b, as customary


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked; everything that is given must hold.

    ``words`` as ``ledger.words.asked`` reads them.  ``speaker`` and ``through`` (a medium or agency in the chain) are
    names or ids.  The three intervals ask for claims whose time overlaps them.  ``relayed`` and ``sourced``: true,
    false, or ``None`` for both.
    """

    words: str = ""
    speaker: str | None = None
    through: str | None = None
    outlet: str | None = None
    language: str | None = None
    kind: str | None = None
    certainty: str | None = None
    source_kind: str | None = None
    published: DateInterval | None = None
    said: DateInterval | None = None
    about: DateInterval | None = None
    relayed: bool | None = None
    sourced: bool | None = None
    limit: int = 20
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one page, how many there are in all, and how they divide.

    ``more`` says that ``total`` and ``facets`` count the newest ``CANDIDATES`` only.  ``names`` are those of the
    parties among the facets, by their ids.
    """

    hits: tuple[Hit, ...]
    total: int
    more: bool
    facets: dict[str, tuple[tuple[str, int], ...]]
    names: dict[str, str]


def find(ledger: Ledger, query: Query) -> Answer:
    """Claims that answer a query, best first.  Raises ``BadQuery``."""
    _check(query)
    with looking(ledger.engine) as connection:
        terms = terms_of(connection, asked(query.words))
        rows = _candidates(connection, query, terms)
        more = len(rows) > CANDIDATES
        rows = [row for row in rows[:CANDIDATES] if in_order(row, terms)]
        ranked = _ranked(rows, terms)
        page = ranked[query.skip : query.skip + query.limit]
        facets = _facets(rows)
        names = names_of(connection, [party for party, _ in facets["party"]])
        hits = load(connection, [row.id for row in page])
        return Answer(tuple(hits), len(rows), more, facets, names)


def _check(query: Query) -> None:
    for value, allowed in (
        (query.kind, KINDS),
        (query.certainty, CERTAINTIES),
        (query.source_kind, SOURCE_KINDS),
    ):
        if value is not None and value not in allowed:
            raise BadQuery(value, ", ".join(allowed))


def _candidates(connection: Connection, query: Query, terms: Sequence[Term]) -> list[Any]:
    """The newest hits that fit, one more than are looked at; with their words where these are asked for."""
    conditions = [*conditions_of(connection, query), *words_asked(connection, terms)]
    columns = [s.hit.c.id, s.hit.c.day, *(s.hit.c[name] for name in FACETS)]
    statement: Select[Any] = select(*columns)
    if any(term.is_phrase or not term.unwanted for term in terms):
        statement = statement.add_columns(s.attribution.c.words).join(
            s.attribution, s.attribution.c.id == s.hit.c.id
        )
    # Hits are numbered as they come in: among many, the last ones to come in are looked at.
    statement = statement.where(and_(True, *conditions)).order_by(s.hit.c.id.desc()).limit(CANDIDATES + 1)
    return list(connection.execute(statement))


def conditions_of(connection: Connection, query: Query) -> Iterable[ColumnElement[bool]]:
    """What a query asks of a hit besides its words."""
    for name in ("kind", "certainty", "source_kind", "language"):
        value = getattr(query, name)
        if value is not None:
            yield s.hit.c[name] == value
    if query.outlet is not None:
        yield s.hit.c.outlet.in_((query.outlet, f"outlet:{query.outlet}"))
    if query.speaker is not None:
        yield s.hit.c.party.in_([party.id for party in parties(connection, query.speaker)])
    if query.through is not None:
        known = [party.id for party in parties(connection, query.through)]
        yield s.hit.c.id.in_(select(s.via.c.hit_id).where(s.via.c.party.in_(known)))
    if query.relayed is not None:
        yield s.hit.c.relayed.is_(query.relayed)
    if query.sourced is not None:
        yield s.hit.c.party.is_not(None) if query.sourced else s.hit.c.party.is_(None)
    if query.published is not None:
        first, last = query.published.start.toordinal(), query.published.end.toordinal()
        yield and_(s.hit.c.day >= first, s.hit.c.day < last)
    for wanted, start, end in (
        (query.said, s.hit.c.said_start, s.hit.c.said_end),
        (query.about, s.hit.c.about_start, s.hit.c.about_end),
    ):
        if wanted is not None:
            yield and_(start < wanted.end.toordinal(), end > wanted.start.toordinal())


def words_asked(connection: Connection, terms: Sequence[Term]) -> Iterator[ColumnElement[bool]]:
    """What a query's words ask of a hit, as far as the index knows; ``in_order`` says the rest."""
    index = index_of(connection)
    wanted = [term for term in terms if not term.unwanted]
    if wanted:
        yield index.matches(wanted)
    for term in terms:
        if term.unwanted and not term.is_phrase:
            yield not_(index.matches([term]))


def in_order(row: Any, terms: Sequence[Term]) -> bool:
    """Whether a row with a claim's words has the phrases that are wanted, and none that is not."""
    phrases = [term for term in terms if term.is_phrase]
    return all(holds(row.words, term) != term.unwanted for term in phrases) if phrases else True


def _ranked(rows: list[Any], terms: Sequence[Term]) -> list[Any]:
    options = [set(alternatives) for term in terms if not term.unwanted for alternatives in term.phrase]
    if not options:
        return sorted(rows, key=lambda row: (-(row.day or 0), -row.id))
    scores = _bm25([row.words.split(" ") for row in rows], options)
    order = sorted(
        zip(scores, rows, strict=True), key=lambda pair: (-pair[0], -(pair[1].day or 0), -pair[1].id)
    )
    return [row for _, row in order]


def _bm25(lists: list[list[str]], options: list[set[str]]) -> list[float]:
    """Every candidate holds every term, so that what counts is how much of the claim the terms are."""
    mean = sum(map(len, lists)) / max(1, len(lists))
    scores = []
    for words in lists:
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * len(words) / max(1.0, mean))
        counts = Counter(words)
        score = 0.0
        for wanted in options:
            often = sum(counts[word] for word in wanted)
            score += often * (_SATURATION + 1) / (often + norm)
        scores.append(round(score, 6))
    return scores


def _facets(rows: Sequence[Any]) -> dict[str, tuple[tuple[str, int], ...]]:
    found = {}
    for name in FACETS:
        counted = Counter(value for row in rows if (value := getattr(row, name)) is not None)
        found[name] = tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:10])
    return found
