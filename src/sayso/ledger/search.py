"""Questions to the ledger: claims by words and by all that is known of them, people, outlets.

Ranking is ours and the same on both databases: BM25 (Robertson and Zaragoza 2009) over the candidates' words, among
equals the newest first.  At most ``CANDIDATES`` are ranked and counted, the newest; an answer says when there are more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, func, not_, or_, select

from sayso.errors import BadQuery
from sayso.ledger import schema as s
from sayso.ledger.engine import looking
from sayso.ledger.index import index_of
from sayso.ledger.reports import states_of
from sayso.ledger.rows import spans_of, title_of
from sayso.ledger.store import Ledger
from sayso.ledger.words import Asked, Term, asked, beginnings, holds, tokens
from sayso.model import CERTAINTIES, KINDS, SOURCE_KINDS, DateInterval, Span

CANDIDATES = 2000
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
class Link:
    """One link of a chain outward: who, as the report names them."""

    speaker: str | None
    party: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that answers a question, with the words it rests on, as they stand in its text."""

    claim: str
    version: str
    doc: str
    title: str
    address: str | None
    outlet: str | None
    language: str
    day: int | None
    speaker: str | None
    party: str | None
    chain: tuple[Link, ...]
    kind: str
    certainty: str
    score: float
    said: tuple[int, int] | None
    about: tuple[int, int] | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    words: tuple[str, ...]
    status: str = "usable"


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one page, how many there are in all, and how they divide.

    ``more`` says that ``total`` and ``facets`` count the newest ``CANDIDATES`` only.
    """

    hits: tuple[Hit, ...]
    total: int
    more: bool
    facets: dict[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who is quoted: the id, the names reports use, how many claims."""

    id: str
    names: tuple[str, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class Outlet:
    """What an outlet prints: characters in all, of those attributed to somebody; claims; agency copies."""

    id: str | None
    articles: int
    characters: int
    attributed: int
    claims: int
    anonymous: int
    sourceless: int
    agency: int


def find(ledger: Ledger, query: Query) -> Answer:
    """Claims that answer a query, best first.  Raises ``BadQuery``."""
    _check(query)
    with looking(ledger.engine) as connection:
        terms = _terms(connection, asked(query.words))
        rows = _candidates(connection, query, terms)
        more = len(rows) > CANDIDATES
        rows = [row for row in rows[:CANDIDATES] if _in_order(row, terms)]
        ranked = _ranked(rows, terms)
        page = ranked[query.skip : query.skip + query.limit]
        return Answer(tuple(load(connection, [row.id for row in page])), len(rows), more, _facets(rows))


def _check(query: Query) -> None:
    for value, allowed in (
        (query.kind, KINDS),
        (query.certainty, CERTAINTIES),
        (query.source_kind, SOURCE_KINDS),
    ):
        if value is not None and value not in allowed:
            raise BadQuery(value, ", ".join(allowed))


def _terms(connection: Connection, wanted: Sequence[Asked]) -> list[Term]:
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
        near = s.form.c.form.startswith(stem, autoescape=True) & lemma.startswith(stem, autoescape=True)
        rows = connection.execute(select(lemma).where(near, func.length(lemma) <= len(word)).distinct())
        found = set(rows.scalars())
        if found:
            return found
    return set()


def _candidates(connection: Connection, query: Query, terms: Sequence[Term]) -> list[Any]:
    """The newest hits that fit, one more than are looked at; with their words where these are asked for."""
    index = index_of(connection)
    conditions = list(_conditions(connection, query))
    wanted = [term for term in terms if not term.unwanted]
    if wanted:
        conditions.append(index.matches(wanted))
    conditions += [not_(index.matches([term])) for term in terms if term.unwanted and not term.is_phrase]
    columns = [s.hit.c.id, s.hit.c.day, *(s.hit.c[name] for name in FACETS)]
    statement: Select[Any] = select(*columns)
    if wanted or any(term.is_phrase for term in terms):
        statement = statement.add_columns(s.attribution.c.words).join(
            s.attribution, s.attribution.c.id == s.hit.c.id
        )
    # Hits are numbered as they come in: among many, the last ones to come in are looked at.
    statement = statement.where(and_(True, *conditions)).order_by(s.hit.c.id.desc()).limit(CANDIDATES + 1)
    return list(connection.execute(statement))


def _conditions(connection: Connection, query: Query) -> Iterable[ColumnElement[bool]]:
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


def _in_order(row: Any, terms: Sequence[Term]) -> bool:
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


def load(connection: Connection, ids: Sequence[int]) -> list[Hit]:
    """The hits with these numbers, in this order, with their words and chains."""
    joined = (
        select(s.attribution, s.hit.c.day, s.hit.c.outlet, s.hit.c.language)
        .add_columns(s.version.c.id.label("version"), s.version.c.doc, s.version.c.text, s.version.c.title)
        .add_columns(s.article.c.address, s.article.c.id.label("article"))
        .join(s.hit, s.hit.c.id == s.attribution.c.id)
        .join(s.version, s.version.c.id == s.hit.c.version_id)
        .join(s.article, s.article.c.id == s.version.c.article_id)
        .where(s.attribution.c.id.in_(ids))
    )
    rows = {row.id: row for row in connection.execute(joined)}
    chains = _chains(connection, list(rows.values()))
    states = states_of(connection, [row.article for row in rows.values()])
    return [
        _hit(rows[key], chains[key], states.get(rows[key].article, "usable")) for key in ids if key in rows
    ]


def _chains(connection: Connection, rows: Sequence[Any]) -> dict[int, tuple[Link, ...]]:
    """For each row the links outward, the nearest first, without ever looping."""
    readings = sorted({row.reading_id for row in rows if row.relayed_by is not None})
    columns = (s.attribution.c.reading_id, s.attribution.c.local, s.attribution.c.relayed_by)
    others = connection.execute(
        select(*columns, s.attribution.c.speaker, s.attribution.c.party).where(
            s.attribution.c.reading_id.in_(readings)
        )
    )
    by_local = {(row.reading_id, row.local): row for row in others}
    found = {}
    for row in rows:
        chain, seen = [], {row.local}
        outer = by_local.get((row.reading_id, row.relayed_by))
        while outer is not None and outer.local not in seen:
            seen.add(outer.local)
            chain.append(Link(outer.speaker, outer.party))
            outer = by_local.get((row.reading_id, outer.relayed_by))
        found[row.id] = tuple(chain)
    return found


def _hit(row: Any, chain: tuple[Link, ...], status: str) -> Hit:
    text = bytes(row.text).decode("utf-8")
    source, cue, content = spans_of(row.spans)
    title = title_of(row.title)
    return Hit(
        claim=row.claim_id,
        version=row.version,
        doc=row.doc,
        title="" if title is None else title.slice(text),
        address=row.address,
        outlet=row.outlet,
        language=row.language,
        day=row.day,
        speaker=row.speaker,
        party=row.party,
        chain=chain,
        kind=row.kind,
        certainty=row.certainty,
        score=row.score,
        said=None if row.said_start is None else (row.said_start, row.said_end),
        about=None if row.about_start is None else (row.about_start, row.about_end),
        source=source,
        cue=cue,
        content=content,
        words=tuple(span.slice(text) for span in content),
        status=status,
    )


def parties(connection: Connection, name: str) -> list[Party]:
    """Who goes by a name or id, the most quoted first; every word of the name must be one of theirs.

    The name may be inflected ("Borisa Johnsona"): its words are looked up as they are and as base forms.
    """
    found = {name} if connection.execute(select(s.hit.c.id).where(s.hit.c.party == name)).first() else set()
    terms = _terms(connection, [Asked((word,)) for word in tokens(name)])
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


def outlets(ledger: Ledger) -> list[Outlet]:
    """Per outlet: how much is its own voice, attributed, anonymous, agency copy; the unknown ones as one row."""
    m = s.measure.c
    agency = func.sum(or_(m.agencies != "[]").cast(Integer))
    sums = (m.length, m.attributed, m.claims, m.anonymous, m.sourceless)
    statement = select(m.outlet, func.count(), *(func.sum(column) for column in sums), agency).group_by(
        m.outlet
    )
    with looking(ledger.engine) as connection:
        rows = [Outlet(*row) for row in connection.execute(statement)]
    return sorted(rows, key=lambda row: (row.id is None, -row.articles, row.id or ""))


def suggestions(ledger: Ledger, name: str, most: int = 5) -> list[str]:
    """Names in the ledger that share a word's beginning with a name nobody goes by."""
    starts = sorted({word[:4] for word in tokens(name) if len(word) > 3})
    if not starts:
        return []
    near = or_(*(s.party_word.c.word.startswith(start, autoescape=True) for start in starts))
    with looking(ledger.engine) as connection:
        rows = connection.execute(select(s.party_word.c.name).where(near).distinct().limit(200)).scalars()
        return sorted(rows, key=lambda found: (len(found), found))[:most]
