"""Answers of hosts → what is in them, with the times apart that each said.

Published and modified are what the page, or else the list that names it, says; fetched is when the host answered.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sayso.errors import Malformed, Refused, SaysoError, TooMany
from sayso.ingest.fetch import Reply
from sayso.ingest.formats import articles_in, detect
from sayso.ingest.found import Found, Linked, Origin, Rejected
from sayso.ingest.packed import GZIP
from sayso.ingest.polite import LISTINGS, REPORTS, Visitor
from sayso.model import Article, DateInterval

DEPTH = 3  # lists in lists in lists; nobody nests them deeper
_REACH = 1 << 14
_NO_LISTS = ("page", "text", "pdf")


def listed(reply: Reply, address: str, fetched_at: datetime) -> list[Found]:
    """What a feed, a list of feeds or a sitemap names and holds; what is broken in it is rejected in its place.

    Raises ``Refused`` where the host gave none, ``Malformed`` where it is none.
    """
    _require(reply, address)
    if not reply.data.startswith(GZIP) and detect(reply.data[:_REACH], address) in _NO_LISTS:
        raise Malformed(address, "a feed, OPML or a sitemap", "it begins as none of them")
    return list(articles_in(io.BytesIO(reply.data), _origin(reply, address, fetched_at)))


def page_reports(reply: Reply, linked: Linked, fetched_at: datetime) -> list[Article]:
    """The reports of a page: one, nearly always.

    Raises ``Refused`` where the host gave none, and what its format does where it cannot be read.
    """
    _require(reply, linked.address)
    reports = []
    for found in articles_in(io.BytesIO(reply.data), _origin(reply, linked.address, fetched_at)):
        if isinstance(found, Rejected):
            raise found.error
        if isinstance(found, Linked):
            raise Malformed(
                linked.address, "a report", "it is a list of others; watch or add it by its address"
            )
        reports.append(_with_times(found, linked))
    return reports


def _require(reply: Reply, address: str) -> None:
    if reply.status != 200:
        raise Refused(address, f"the host answered {reply.status} {reply.reason}".strip())


def _origin(reply: Reply, address: str, fetched_at: datetime) -> Origin:
    return Origin(address, None, reply.address, reply.charset, fetched_at)


def _with_times(article: Article, linked: Linked) -> Article:
    said = article.provenance
    provenance = replace(
        said,
        published_at=said.published_at or linked.published_at,
        modified_at=said.modified_at or linked.modified_at,
        doubts=tuple(dict.fromkeys((*said.doubts, *linked.doubts))),
    )
    published = article.published or _day(linked.published_at)
    return replace(article, published=published, provenance=provenance)


def _day(moment: datetime | None) -> DateInterval | None:
    return None if moment is None else DateInterval(moment.date(), moment.date() + timedelta(days=1))


def address_reports(address: str, visitor: Visitor) -> Iterator[Found]:
    """What is at an address that somebody gave: a report, or the reports that a feed, list or sitemap there names.

    As ``linked_reports``; never raises ``SaysoError``.
    """
    try:
        reply = visitor.visit(address, accept=LISTINGS)
        _require(reply, address)
    except SaysoError as error:
        yield Rejected(address, "", error)
        return
    found = articles_in(io.BytesIO(reply.data), _origin(reply, address, now_of(visitor)))
    yield from _followed(found, visitor, {address}, DEPTH)


def linked_reports(found: Iterable[Found], visitor: Visitor) -> Iterator[Found]:
    """Articles and rejections as they are; for each address what is there, fetched one by one and politely.

    Lists in lists are opened, each once and ``DEPTH`` deep.  Where a page cannot be had, why not, and then the summary
    that its list holds, if any.  Never raises ``SaysoError``.
    """
    yield from _followed(found, visitor, set(), DEPTH)


def _followed(found: Iterable[Found], visitor: Visitor, seen: set[str], depth: int) -> Iterator[Found]:
    for each in found:
        if not isinstance(each, Linked):
            yield each
        elif each.address not in seen:
            seen.add(each.address)
            try:
                if each.kind == "page":
                    yield from page_reports(
                        visitor.visit(each.address, accept=REPORTS), each, now_of(visitor)
                    )
                else:
                    yield from _followed(_opened(each, visitor, depth), visitor, seen, depth - 1)
            except SaysoError as error:
                yield Rejected(each.address, "", error)
                if each.article is not None:
                    yield each.article


def _opened(linked: Linked, visitor: Visitor, depth: int) -> list[Found]:
    if not depth:
        raise TooMany(linked.address, "lists within lists", DEPTH)
    return listed(visitor.visit(linked.address, accept=LISTINGS), linked.address, now_of(visitor))


def now_of(visitor: Visitor) -> datetime:
    """The time of an answer that has just come, to the second."""
    return visitor.clock.now().astimezone(UTC).replace(microsecond=0)
