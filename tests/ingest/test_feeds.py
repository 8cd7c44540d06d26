"""Feeds, lists of feeds and sitemaps: what of them is a report, what an address, and XML that means harm."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from sayso.errors import BadRecord, Malformed, NotUtf8, TooLarge, TooMany, UnsafeXml
from sayso.ingest.feeds import SUMMARY, read_feed
from sayso.ingest.found import Found, Linked, Origin, Rejected
from sayso.ingest.listings import read_opml, read_sitemap
from sayso.model import Article, DateInterval
from sayso.settings import Settings

ORIGIN = Origin("vir.xml", fetched_at=datetime(2024, 11, 6, tzinfo=UTC))
RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Obalni glasnik</title><link>https://glasnik.si/</link>
<language>sl-si</language>{items}</channel></rss>"""
WHOLE = """<item><media:title>Slika peka</media:title><title>Kruha ni &amp;amp; ne bo</title><link>/kruh</link>
<dc:creator>Nina Hale</dc:creator><author>urednik@glasnik.si (Ivo Kos)</author>
<pubDate>Tue, 05 Nov 2024 10:00:00 +0100</pubDate><description>Pek je rekel …</description>
<content:encoded>
<![CDATA[<p>Pek je <em>rekel</em>, da kruha&nbsp;ni.</p><script>x()</script><p>Potem je odšel.</p>]]></content:encoded>
</item>"""
SHORT = """<item><title>Most je zaprt</title><guid>https://glasnik.si/most</guid>
<description>Župan je dejal, da je most zaprt.</description><pubDate>Tue, 32 Nov 2024 10:00:00 GMT</pubDate></item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://coast.example/news/"><title>Coast</title>
<entry><title type="html">No &lt;b&gt;bread&lt;/b&gt;</title><id>tag:coast,2024:1</id>
<link rel="self" href="1.atom"/><link rel="alternate" href="bread"/><author><name>Nina Hale</name></author>
<published>2024-11-05T09:00:00Z</published><updated>2024-11-05T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The baker said so.</p><p>He left.</p></div></content>
</entry>
<entry><title>Bridge</title><link href="bridge"/><updated>2024-11-05T10:00:00Z</updated>
<content type="html">&lt;p&gt;The mayor said the bridge […]&lt;/p&gt;</content></entry>
<entry><title>Only a title</title><link href="title"/></entry></feed>"""


def rss(*items: str, encoding: str = "utf-8") -> bytes:
    return RSS.format(items="".join(items), encoding=encoding).encode(encoding)


def read(
    data: bytes, how: Callable[[BinaryIO, Origin], Iterator[Found]] = read_feed, origin: Origin = ORIGIN
) -> list[Found]:
    return list(how(io.BytesIO(data), origin))


def article(found: Found) -> Article:
    assert isinstance(found, Article), found
    return found


def linked(found: Found) -> Linked:
    assert isinstance(found, Linked), found
    return found


def rejected(found: Found) -> Rejected:
    assert isinstance(found, Rejected), found
    return found


def test_an_entry_with_the_report_is_an_article() -> None:
    found = article(read(rss(WHOLE))[0])
    assert found.text == "Kruha ni & ne bo\n\nPek je rekel, da kruha ni.\n\nPotem je odšel."
    assert found.address == "https://glasnik.si/kruh"
    assert found.language == "sl"
    assert found.published == DateInterval(date(2024, 11, 5), date(2024, 11, 6))
    assert found.provenance.bylines == ("Nina Hale", "Ivo Kos")
    assert found.provenance.published_at == datetime(2024, 11, 5, 9, tzinfo=UTC)
    assert found.provenance.fetched_at == ORIGIN.fetched_at
    assert found.provenance.doubts == ()


def test_an_entry_with_a_summary_is_an_address() -> None:
    found = linked(read(rss(SHORT))[0])
    assert (found.address, found.kind, found.title) == ("https://glasnik.si/most", "page", "Most je zaprt")
    assert found.article is not None
    assert found.article.text == "Most je zaprt\n\nŽupan je dejal, da je most zaprt."
    assert SUMMARY in found.article.provenance.doubts
    assert found.article.published is None
    assert "no date" in found.doubts[0]


def test_without_an_address_the_summary_is_all_there_is() -> None:
    found = article(read(rss("<item><description>Pek molči.</description></item>"))[0])
    assert found.provenance.doubts == (SUMMARY,)
    nothing = rejected(read(rss("<item><title>Pek</title></item>"))[0])
    assert (nothing.place, "vir.xml, entry 1" in str(nothing.error)) == ("entry 1", True)


def test_atom() -> None:
    whole, cut, bare = read(ATOM.encode())
    found = article(whole)
    assert found.text == "No bread\n\nThe baker said so.\n\nHe left."
    assert found.address == "https://coast.example/news/bread"
    assert found.provenance.modified_at == datetime(2024, 11, 5, 10, tzinfo=UTC)
    assert found.provenance.bylines == ("Nina Hale",)
    assert linked(cut).address == "https://coast.example/news/bridge"
    assert linked(cut).published_at == datetime(2024, 11, 5, 10, tzinfo=UTC)
    assert linked(bare).article is None


def test_the_first_rss_and_an_aggregator() -> None:
    old = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>A</title></channel>
    <item><title>Kruha ni</title><link>https://glasnik.si/1</link><dc:date>2024-11-05</dc:date></item></rdf:RDF>"""
    assert linked(read(old)[0]).title == "Kruha ni"
    many = rss(
        '<item><description>Pek.</description><source url="https://www.sta.si/rss">STA</source></item>'
    )
    assert article(read(many)[0]).provenance.outlet == "outlet:sta"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-2", "windows-1250"])
def test_encodings(encoding: str) -> None:
    data = (
        RSS.format(items=WHOLE, encoding=encoding.removesuffix("-sig")).replace("…", "...").encode(encoding)
    )
    assert "odšel" in article(read(data)[0]).text


def test_broken_xml_is_mended_as_far_as_it_goes() -> None:
    lone = rss("<item><title>Pek & sin&nbsp;d.o.o.</title><link>https://glasnik.si/1?a=1&b=2</link></item>")
    found = linked(read(lone)[0])
    assert (found.title, found.address) == ("Pek & sin d.o.o.", "https://glasnik.si/1?a=1&b=2")
    cut = rss(WHOLE, WHOLE)[:-300]
    found_cut = read(cut)
    assert isinstance(found_cut[0], Article)
    assert "broken after entry 2" in str(rejected(found_cut[-1]).error)
    with pytest.raises(Malformed):
        read(b"to ni vir")


def test_bytes_that_are_no_text_reject_their_entry_alone() -> None:
    data = rss(WHOLE, SHORT.replace("Most", "XX")).replace(b"XX", b"\xff\xfe")
    first, second = read(data)
    assert isinstance(first, Article)
    assert isinstance(rejected(second).error, BadRecord)
    assert rejected(second).place == "entry 2"
    with pytest.raises(NotUtf8):
        read(b"<urlset><url><loc>\xff</loc></url></urlset>", read_sitemap)


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "laughs": f'<!DOCTYPE rss [<!ENTITY a0 "ha">{LAUGHS}]><rss><channel><item><title>&a9;</title></item></channel></rss>',
    "in an attribute": f'<!DOCTYPE rss [<!ENTITY a0 "ha">{LAUGHS}]><rss v="&a9;"><channel/></rss>',
    "a file": '<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss><channel><item><title>&x;</title></item></channel></rss>',
    "parameter": '<!DOCTYPE rss [<!ENTITY % x SYSTEM "file://{secret}"> %x;]><rss><channel/></rss>',
    "quadratic": f'<!DOCTYPE rss [<!ENTITY x "{"a" * 100_000}">]><rss><channel>{"&x;" * 100_000}</channel></rss>',
}


@pytest.mark.parametrize("how", [read_feed, read_opml, read_sitemap])
@pytest.mark.parametrize("bomb", BOMBS)
def test_entities_are_refused_unexpanded(
    bomb: str, how: Callable[[BinaryIO, Origin], Iterator[Found]], tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("skrivnost", encoding="utf-8")
    started = time.perf_counter()
    with pytest.raises((UnsafeXml, Malformed)) as caught:
        read(BOMBS[bomb].replace("{secret}", str(secret)).encode(), how)
    assert time.perf_counter() - started < 5
    assert "skrivnost" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_foreign_dtd_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.dtd").write_text('<!ENTITY x "skrivnost">', encoding="utf-8")
    data = f'<!DOCTYPE rss SYSTEM "file://{tmp_path}/a.dtd"><rss><channel><item><title>&x;</title>'
    data += "<link>https://glasnik.si/1</link></item></channel></rss>"
    assert linked(read(data.encode())[0]).title == "&x;"


def test_deep_nesting_is_refused_or_cut() -> None:
    deep = b"<rss><channel>" + b"<item>" * 100_000 + b"</item>" * 100_000 + b"</channel></rss>"
    with pytest.raises(Malformed, match=r"[Dd]epth"):
        read(deep, read_sitemap)
    assert all(isinstance(each, Rejected) for each in read(deep))


def test_an_endless_feed_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.feeds.Settings", lambda: Settings(entry_limit=3))
    found = read(rss(*[WHOLE] * 10))
    assert [type(each) for each in found] == [Article] * 3 + [Rejected]
    assert isinstance(rejected(found[-1]).error, TooMany)

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size > 0, "all of it was asked for"
            return b"<rss>" + b" " * (size - 5)

    monkeypatch.setattr("sayso.ingest.feeds.Settings", lambda: Settings(xml_limit=1000))
    monkeypatch.setattr("sayso.ingest.xml.Settings", lambda: Settings(xml_limit=1000))
    with pytest.raises(TooLarge, match="at most 1,000 bytes"):
        list(read_feed(Endless(), ORIGIN))  # type: ignore[arg-type]


def test_opml() -> None:
    data = """<opml version="2.0"><body><outline text="Obala"><outline text="Glasnik" type="rss"
    xmlUrl="https://glasnik.si/rss"/><outline xmlUrl="feed://coast.example/a"/></outline>
    <outline text="Brez"/><outline xmlUrl="file:///etc/passwd"/></body></opml>"""
    first, second, third = read(data.encode(), read_opml)
    assert linked(first) == Linked("https://glasnik.si/rss", "feed", "Glasnik")
    assert linked(second).address == "https://coast.example/a"
    assert "no web address" in str(rejected(third).error)


def test_sitemaps() -> None:
    index = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
    <loc>https://glasnik.si/a.xml</loc><lastmod>2024-11-05</lastmod></sitemap></sitemapindex>"""
    assert linked(read(index.encode(), read_sitemap)[0]) == Linked("https://glasnik.si/a.xml", "sitemap")
    pages = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc> https://glasnik.si/kruh?a=1&amp;b=2 </loc><lastmod>2024-11-05T12:00:00+00:00</lastmod><n:news>
    <n:publication><n:name>Glasnik</n:name><n:language>sl</n:language></n:publication>
    <n:publication_date>2024-11-05T10:00:00Z</n:publication_date><n:title>Kruha ni</n:title></n:news></url>
    <url><loc>https://glasnik.si/most</loc><lastmod>9999-12-31</lastmod></url></urlset>"""
    first, second = (linked(each) for each in read(pages.encode(), read_sitemap))
    assert first == Linked(
        "https://glasnik.si/kruh?a=1&b=2",
        "page",
        "Kruha ni",
        None,
        datetime(2024, 11, 5, 10, tzinfo=UTC),
        datetime(2024, 11, 5, 12, tzinfo=UTC),
    )
    assert second.modified_at is None
    assert "9999" in second.doubts[0]
