"""RSS 2.0 (and 0.9x, 1.0) and Atom (RFC 4287) → the entries of a feed.

An entry that holds the report (``content:encoded``, Atom's ``content``) is an article.  One that holds a summary or
nothing is an address to be fetched, with the summary as an article beside it that says so: a summary is not the
report.  Broken XML is mended as far as it goes, for feeds are; entries with bytes that are no text are rejected alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO
from urllib.parse import urljoin

from lxml import etree

from sayso.errors import BadRecord, EmptyText, Malformed, TooMany
from sayso.ingest.draft import Draft, Stamps, assemble
from sayso.ingest.found import Found, Linked, Origin, Rejected
from sayso.ingest.fragments import html_paragraphs, tree_paragraphs
from sayso.ingest.xml import attribute, child, children, local, namespace, parse_xml, words
from sayso.model import Article
from sayso.settings import Settings

FEED_ROOTS = ("rss", "RDF", "feed")
SUMMARY = "only the summary that the feed holds; the report is at its address"
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*\Z")
_MAIL = re.compile(r"\S+@\S+\s*(?:\((.*)\))?\Z")
_BROKEN = "\ufffd"


@dataclass(frozen=True, slots=True)
class _Feed:
    """What holds for all entries of a feed."""

    origin: Origin
    base: str
    language: str | None
    is_utf8: bool


def read_feed(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The entries of a feed, at most ``Settings.entry_limit``.  Raises what ``parse_xml`` does."""
    limits = Settings()
    tree = parse_xml(stream.read(limits.xml_limit + 1), origin.name, "a feed", mend=True)
    channel = child(tree.root, "channel")
    head = tree.root if channel is None else channel
    language = words(child(head, "language")) or attribute(tree.root, "lang")
    base = attribute(tree.root, "base") or origin.address or _link(head) or ""
    feed = _Feed(origin, base, language, tree.is_utf8)
    number = 0
    for entry in (
        *children(head, "item", "entry"),
        *(() if head is tree.root else children(tree.root, "item")),
    ):
        number += 1
        if number > limits.entry_limit:
            yield Rejected(origin.name, "", TooMany(origin.name, "entries", limits.entry_limit))
            return
        yield _entry(entry, feed, f"entry {number}")
    if tree.damage:
        reason = f"broken after entry {number}: {tree.damage}"
        yield Rejected(origin.name, "", Malformed(origin.name, "a feed", reason))


def _entry(entry: etree._Element, feed: _Feed, place: str) -> Found:
    name = feed.origin.name
    if not feed.is_utf8 and _BROKEN in "".join(entry.itertext()):
        bad = BadRecord(name, place, "bytes that are no text in the feed's encoding", "the page may be whole")
        return Rejected(name, place, bad)
    address = _address(entry, feed)
    paragraphs, is_whole = _text(entry)
    draft = _draft(entry, feed, address, paragraphs)
    if not is_whole:
        draft = replace(draft, doubts=(*draft.doubts, SUMMARY))
    try:
        article = assemble(draft, replace(feed.origin, name=f"{name}, {place}", doc=None))
    except EmptyText as error:
        return Rejected(name, place, error) if address is None else _linked(address, draft, feed, None)
    return article if is_whole or address is None else _linked(address, draft, feed, article)


def _linked(address: str, draft: Draft, feed: _Feed, article: Article | None) -> Linked:
    stamps = Stamps.of(draft.published, draft.modified, feed.origin.fetched_at)
    return Linked(
        address, "page", draft.title, article, stamps.published.moment, stamps.modified.moment, stamps.doubts
    )


def _draft(entry: etree._Element, feed: _Feed, address: str | None, paragraphs: list[str]) -> Draft:
    published = _first(entry, "pubDate", "published", "issued", "date", "created")
    updated = _first(entry, "updated", "modified")
    source = child(entry, "source")
    return Draft(
        paragraphs=paragraphs,
        title=_title(entry),
        address=address,
        language=attribute(entry, "lang") or feed.language,
        outlet=attribute(source, "url") or _own_words(source),
        bylines=_bylines(entry),
        published=published or updated,
        modified=updated,
        doubts=() if published or not updated else ("published is not said, the time of the update is used",),
    )


def _plain(element: etree._Element) -> str:
    """The local name; in broken XML a prefix that stands for nothing is still part of it."""
    return local(element).rpartition(":")[2]


def _own(entry: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Children of these names in the namespace of the entry: ``media:title`` is not its title."""
    return (each for each in entry if local(each) in names and namespace(each) == namespace(entry))


def _first(entry: etree._Element, *names: str) -> str | None:
    for name in names:
        for element in entry:
            if _plain(element) == name and (text := words(element)):
                return text
    return None


def _title(entry: etree._Element) -> str | None:
    for element in _own(entry, "title"):
        text = words(element)
        return " ".join(html_paragraphs(text)) if "<" in text or "&" in text else text
    return None


def _text(entry: etree._Element) -> tuple[list[str], bool]:
    """The paragraphs of an entry, and whether they are the report rather than a summary of it."""
    whole = [each for each in entry if _plain(each) == "encoded"] + list(_own(entry, "content"))
    for element in whole:
        found = [] if attribute(element, "src") else _paragraphs(element)
        if found:
            return found, _CUT.search(found[-1]) is None
    for element in _own(entry, "description", "summary"):
        found = _paragraphs(element)
        if found:
            return found, False
    return [], False


def _paragraphs(element: etree._Element) -> list[str]:
    if len(element):  # Atom's xhtml, or HTML that somebody forgot to escape
        return tree_paragraphs(element)
    return html_paragraphs(element.text or "")


def _address(entry: etree._Element, feed: _Feed) -> str | None:
    base = attribute(entry, "base") or feed.base
    for written in _addresses(entry):
        try:
            whole = urljoin(base, written)
        except ValueError:
            continue
        if whole.startswith(("http://", "https://")):
            return whole
    return None


def _addresses(entry: etree._Element) -> Iterator[str]:
    """Addresses of an entry as written: the one before a redirect, the link, a guid that is one."""
    for name in ("origLink", "link"):
        for element in entry:
            if _plain(element) == name and attribute(element, "rel") in (None, "alternate"):
                written = attribute(element, "href") or words(element)
                if written:
                    yield written
    for element in _own(entry, "guid", "id"):
        if attribute(element, "isPermaLink") != "false" and words(element).startswith("http"):
            yield words(element)


def _link(head: etree._Element) -> str | None:
    for element in children(head, "link"):
        if attribute(element, "rel") in (None, "alternate"):
            written = attribute(element, "href") or words(element)
            if written.startswith("http"):
                return written
    return None


def _bylines(entry: etree._Element) -> tuple[str, ...]:
    """Who wrote it; of ``mail@host (Name)``, as RSS asks for, the name."""
    found = []
    for element in entry:
        if _plain(element) in ("author", "creator"):
            name = words(child(element, "name")) or words(element)
            mail = _MAIL.match(name)
            found.append((mail[1] or "") if mail else name)
    return tuple(filter(None, found))


def _own_words(source: etree._Element | None) -> str | None:
    if source is None:
        return None
    return words(child(source, "title")) or (None if len(source) else words(source)) or None
