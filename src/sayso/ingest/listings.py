"""OPML lists of feeds and sitemaps (sitemaps.org 0.9, its index, Google's news extension) → addresses to fetch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sayso.errors import BadRecord, TooMany
from sayso.ingest.draft import Stamps
from sayso.ingest.found import Found, Linked, Origin, Rejected
from sayso.ingest.xml import attribute, child, local, parse_xml, words
from sayso.settings import Settings

OPML_ROOTS = ("opml",)
SITEMAP_ROOTS = ("urlset", "sitemapindex")


def read_opml(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The feeds of a list, those in folders too.  Raises what ``parse_xml`` does."""
    tree = parse_xml(stream.read(Settings().xml_limit + 1), origin.name, "OPML")
    outlines = (each for each in tree.root.iter() if local(each) == "outline")
    feeds = (each for each in outlines if attribute(each, "xmlUrl") is not None)
    for number, outline in enumerate(feeds, 1):
        if number > Settings().entry_limit:
            yield _too_many(origin)
            return
        address = attribute(outline, "xmlUrl") or ""
        if address.startswith("feed://"):
            address = f"https://{address.removeprefix('feed://')}"
        title = attribute(outline, "title") or attribute(outline, "text")
        yield _checked(Linked(address, "feed", title), origin, f"entry {number}")


def read_sitemap(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The pages of a sitemap or the sitemaps of an index, with when they changed.  Raises what ``parse_xml`` does."""
    tree = parse_xml(stream.read(Settings().xml_limit + 1), origin.name, "a sitemap")
    number = 0
    for element in tree.root:
        if local(element) not in ("url", "sitemap"):
            continue
        number += 1
        if number > Settings().entry_limit:
            yield _too_many(origin)
            return
        yield _checked(_listed(element, origin), origin, f"entry {number}")


def _listed(element: etree._Element, origin: Origin) -> Linked:
    news = child(element, "news")
    published = words(child(news, "publication_date"))
    modified = words(child(element, "lastmod"))
    stamps = Stamps.of(published, modified, origin.fetched_at)
    return Linked(
        words(child(element, "loc")),
        "sitemap" if local(element) == "sitemap" else "page",
        words(child(news, "title")) or None,
        None,
        stamps.published.moment,
        stamps.modified.moment,
        stamps.doubts,
    )


def _checked(linked: Linked, origin: Origin, place: str) -> Found:
    if linked.address.startswith(("http://", "https://")):
        return linked
    told = f"{linked.address[:80]!r} is no web address"
    return Rejected(origin.name, place, BadRecord(origin.name, place, told, "http and https are read"))


def _too_many(origin: Origin) -> Rejected:
    limit = Settings().entry_limit
    return Rejected(origin.name, "", TooMany(origin.name, "addresses", limit))
