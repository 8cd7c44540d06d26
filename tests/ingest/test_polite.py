"""Guests: robots.txt, pauses, redirects looked at, and lists followed one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sayso.errors import Disallowed, Malformed, PageTooLarge, PrivateAddress, Refused, TooMany
from sayso.ingest.fetch import Reply, Terms
from sayso.ingest.found import Linked, Rejected
from sayso.ingest.patience import asked_wait, back_off
from sayso.ingest.polite import LISTINGS, REPORTS, Known, Manners, Visitor
from sayso.ingest.visited import address_reports, linked_reports
from sayso.model import Article, Span
from sayso.settings import Settings
from tests.watched_site import START, Clock, Says, Site, item, outlet, page, rss

MANNERS = Manners(pause=3.0, allow_private=True, contact="mailto:desk@glasnik.example")


@pytest.fixture
def site() -> Iterator[Site]:
    with outlet() as made:
        yield made


def test_robots_are_asked_first_and_once(site: Site) -> None:
    site.at("/robots.txt", Says("User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"))
    clock = Clock()
    visitor = Visitor(MANNERS, clock)
    for path in ("/a", "/b"):
        site.at(path, page(1))
        assert visitor.visit(site.address + path).status == 200
    assert site.asked == ["/robots.txt", "/a", "/b"]
    assert clock.waits == [3.0, 7.0]
    with pytest.raises(
        Disallowed, match=r"/private/x: http://127\.0\.0\.1:\d+/robots\.txt does not allow it"
    ):
        visitor.visit(f"{site.address}/private/x")
    assert site.asked == ["/robots.txt", "/a", "/b"]
    assert all("sayso/1" in headers["User-Agent"] for headers in site.headers)
    assert all("+mailto:desk@glasnik.example" in headers["User-Agent"] for headers in site.headers)


def test_rules_for_us_by_name(site: Site) -> None:
    site.at("/robots.txt", Says("User-agent: sayso\nDisallow: /\n\nUser-agent: *\nDisallow:\n"))
    with pytest.raises(Disallowed):
        Visitor(MANNERS, Clock()).visit(f"{site.address}/a")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Says(status=503), "the host answered 503"),
        (Says(status=429), "the host answered 429"),
        (Says(b"User-agent: *\nDisallow: http://[\n"), "cannot be read"),
        (Says("#" * 600_000), "longer than 512,000 bytes"),
    ],
)
def test_a_host_that_cannot_say_is_left_alone(site: Site, answer: Says, words: str) -> None:
    site.at("/robots.txt", answer)
    site.at("/a", page(1))
    clock = Clock()
    visitor = Visitor(MANNERS, clock)
    for _ in range(2):
        with pytest.raises(Refused, match=words):
            visitor.visit(f"{site.address}/a")
    assert site.asked == ["/robots.txt"]
    site.at("/robots.txt", Says(status=403))
    clock.later(minutes=11)
    assert visitor.visit(f"{site.address}/a").status == 200


def test_rules_hold_for_a_day(site: Site) -> None:
    site.at("/a", page(1))
    clock = Clock()
    visitor = Visitor(MANNERS, clock)
    for hours in (1, 22, 2):
        visitor.visit(f"{site.address}/a")
        clock.later(hours=hours)
    visitor.visit(f"{site.address}/a")
    assert site.asked.count("/robots.txt") == 2


def test_each_host_has_its_own_pause(site: Site) -> None:
    site.at("/a", page(1))
    clock = Clock()
    visitor = Visitor(replace(MANNERS, pauses={"127.0.0.1": 20.0}), clock)
    visitor.visit(f"{site.address}/a")
    visitor.visit(site.address.replace("127.0.0.1", "localhost") + "/a")
    assert clock.waits == [20.0, 3.0]


def test_a_condition_is_sent(site: Site) -> None:
    site.at("/a", Says(status=304))
    reply = Visitor(MANNERS, Clock()).visit(
        f"{site.address}/a", Known('"e1"', "Tue, 04 Mar 2025 09:00:00 GMT")
    )
    assert reply.status == 304
    assert site.headers[-1]["If-None-Match"] == '"e1"'
    assert site.headers[-1]["If-Modified-Since"] == "Tue, 04 Mar 2025 09:00:00 GMT"


def test_redirects_are_asked_about_too(site: Site) -> None:
    site.at("/robots.txt", Says("User-agent: *\nDisallow: /closed\n"))
    site.at("/open", Says(status=302, headers={"Location": "/closed"}))
    visitor = Visitor(MANNERS, Clock())
    with pytest.raises(Disallowed, match="/open"):
        visitor.visit(f"{site.address}/open")
    site.at("/round", Says(status=302, headers={"Location": "/round"}))
    with pytest.raises(Refused, match="more than 5 redirects"):
        visitor.visit(f"{site.address}/round")
    site.at("/file", Says(status=302, headers={"Location": "file:///etc/passwd"}))
    with pytest.raises(Refused, match="only http and https"):
        visitor.visit(f"{site.address}/file")


def test_a_redirect_to_a_private_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.fetch.is_public", lambda address: address == "127.0.0.1")
    site.at("/inwards", Says(status=301, headers={"Location": "http://10.0.0.1/secret"}))
    with pytest.raises(PrivateAddress, match=r"10\.0\.0\.1 is private"):
        Visitor(Manners(pause=0), Clock()).visit(f"{site.address}/inwards")


def test_an_endless_body_is_cut(site: Site) -> None:
    site.at("/endless", Says(endless=True))
    manners = replace(MANNERS, limits=Settings(page_limit=1_000_000, xml_limit=2_000_000))
    for accept, words in ((REPORTS, "1,000,000"), (LISTINGS, "2,000,000")):
        with pytest.raises(PageTooLarge, match=words):
            Visitor(manners, Clock()).visit(f"{site.address}/endless", accept=accept)


@pytest.mark.parametrize("address", ["http://[::1", "ftp://a.example/", "nothing", "http://%5Bx/", ""])
def test_odd_addresses(address: str) -> None:
    def answer(address: str, terms: Terms) -> Reply:
        return Reply(address, 404, "Not Found")

    with pytest.raises(Refused):
        Visitor(MANNERS, Clock(), answer).visit(address)


def test_links_are_followed_one_by_one(site: Site) -> None:
    site.at("/robots.txt", Says("User-agent: *\nDisallow: /closed\n"))
    pages = [site.at(f"/p{number}", page(number)) for number in range(3)]
    feed = site.at("/feed", rss(item(pages[0], 4), item(pages[0], 4), item(pages[1], 4)))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{pages[2]}</loc></url></urlset>'
    summary = Article("s", "Povzetek.", Span(0, 9))
    links = [
        Linked(feed, "feed"),
        Linked(site.at("/map", Says(sitemap, headers={"Content-Type": "application/xml"})), "sitemap"),
        Linked(f"{site.address}/closed", article=summary),
        Linked(f"{site.address}/missing"),
        Linked(pages[1], "feed"),
        Linked(feed, "feed"),
    ]
    clock = Clock()
    found = list(linked_reports(links, Visitor(MANNERS, clock)))
    articles = [each for each in found if isinstance(each, Article)]
    assert [each.address for each in articles] == [*pages, None]
    assert articles[-1] is summary
    assert "bridge two would open in May" in articles[1].text
    assert articles[0].provenance.published_at == START.replace(day=4, hour=9)
    assert articles[0].provenance.fetched_at is not None
    assert articles[2].provenance.published_at is None
    errors = [each.error for each in found if isinstance(each, Rejected)]
    assert [type(error) for error in errors] == [Disallowed, Refused]
    assert site.taken() == ["/feed", "/p0", "/p1", "/map", "/p2", "/missing"]
    assert set(clock.waits) == {3.0}


def test_an_address_that_somebody_gives(site: Site) -> None:
    pages = [site.at(f"/p{number}", page(number)) for number in range(2)]
    feed = site.at("/feed", rss(item(pages[0]), item(f"{site.address}/feed"), item(pages[1])))
    for address, expected in ((feed, pages), (pages[1], pages[1:])):
        found = list(address_reports(address, Visitor(MANNERS, Clock())))
        assert (
            [each.address for each in found if isinstance(each, Article)]
            == expected
            == [
                each.address
                for each in found  # type: ignore[union-attr]
            ]
        )
    (missing,) = address_reports(f"{site.address}/none", Visitor(MANNERS, Clock()))
    assert isinstance(missing, Rejected)
    assert "404" in str(missing.error)


def test_a_page_that_is_named_as_a_list(site: Site) -> None:
    (found,) = linked_reports([Linked(site.at("/p", page(1)), "feed")], Visitor(MANNERS, Clock()))
    assert isinstance(found, Rejected)
    assert isinstance(found.error, Malformed)


def test_lists_in_lists_end(site: Site) -> None:
    for number in range(6):
        index = f"<sitemapindex><sitemap><loc>{site.address}/map{number + 1}</loc></sitemap></sitemapindex>"
        site.at(f"/map{number}", Says(index))
    (found,) = linked_reports([Linked(f"{site.address}/map0", "sitemap")], Visitor(MANNERS, Clock()))
    assert isinstance(found, Rejected)
    assert isinstance(found.error, TooMany)
    assert len(site.taken()) == 3


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Wed, 05 Mar 2025 12:02:00 GMT", 120),
        ("Wed, 05 Mar 2025 11:00:00 GMT", 0),
        ("99999999999999", 30 * 86_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 30 * 86_400),
        ("-5", 0),
        ("soon", 0),
        ("", 0),
        (None, 0),
        ("²", 0),
    ],
)
def test_what_a_host_asks_for(value: str | None, seconds: int) -> None:
    assert asked_wait(value, START).total_seconds() == seconds


def test_back_off_grows_and_is_the_same_for_one_seed() -> None:
    waits = [back_off(1, "http://a.example/", tries).total_seconds() for tries in range(30)]
    assert all(300 * 2**n <= wait <= 600 * 2**n for n, wait in enumerate(waits[:7]))
    assert all(43_200 <= wait <= 86_400 for wait in waits[8:])
    assert waits == [back_off(1, "http://a.example/", tries).total_seconds() for tries in range(30)]
    assert waits != [back_off(2, "http://a.example/", tries).total_seconds() for tries in range(30)]
