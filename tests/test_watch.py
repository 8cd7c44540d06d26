"""Watching: nothing twice, nothing lost, and hosts treated as a guest would; on an outlet of our own."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

from sayso.ingest.polite import Manners, Visitor
from sayso.ingest.watchlist import Source, Watchlist
from sayso.ledger import Ledger, schema
from sayso.settings import Settings
from sayso.watch import Happened, Watch
from tests.watched_site import Clock, Says, Site, item, outlet, page, rss

LIMITS = Settings(page_limit=2_000_000, xml_limit=2_000_000, fetch_timeout=5.0)
MANNERS = Manners(pause=1.0, allow_private=True, limits=LIMITS)
RoundOf = Callable[[], list[Happened]]


@pytest.fixture
def site() -> Iterator[Site]:
    with outlet() as made:
        yield made


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(str(tmp_path / "sayso.db")) as made:
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


def watching(ledger: Ledger, clock: Clock, *sources: Source, **more: int) -> Watch:
    """As if the program was started anew: a visitor remembers nothing of the one before."""
    return Watch(ledger, Watchlist(sources, **more), Visitor(MANNERS, clock))


def texts(ledger: Ledger) -> list[str]:
    return sorted(ledger.article(version).text.partition("\n")[0] for version in ledger.unread())


def outcomes(happened: list[Happened]) -> list[tuple[str, str]]:
    return [(each.what, each.outcome) for each in happened]


def test_a_feed_and_its_pages(site: Site, ledger: Ledger, clock: Clock) -> None:
    pages = [site.at(f"/p{number}", page(number)) for number in range(3)]
    feed = site.at("/feed", rss(*(item(each, 4) for each in pages), ETag='"e1"'), Says(status=304))
    source = Source(feed, language="en")
    done = list(watching(ledger, clock, source).round())
    assert site.taken() == ["/feed", "/p0", "/p1", "/p2"]
    assert outcomes(done) == [("list", "had"), *[("page", "had")] * 3]
    assert done[0].named == 3
    assert [dict(each.kept) for each in done[1:]] == [{"new": 1}] * 3
    assert texts(ledger) == ["Bridge one to open", "Bridge three to open", "Bridge two to open"]
    article = next(ledger.article(version) for version in ledger.unread())
    assert article.address in pages
    assert article.provenance.published_at == datetime(2025, 3, 4, 9, tzinfo=UTC)
    assert article.provenance.modified_at is None
    assert article.provenance.fetched_at in [each.at for each in done]
    # Too early for the next time; then nothing has changed, and the mark of the answer that is known was sent.
    assert list(watching(ledger, clock, source).round()) == []
    clock.later(minutes=15)
    assert outcomes(list(watching(ledger, clock, source).round())) == [("list", "unchanged")]
    assert site.headers[-1]["If-None-Match"] == '"e1"'
    assert site.taken() == ["/feed"]


def test_last_modified_is_sent_back(site: Site, ledger: Ledger, clock: Clock) -> None:
    when = "Tue, 04 Mar 2025 10:00:00 GMT"
    source = Source(site.at("/feed", rss(Last_Modified=when), Says(status=304)), minutes=0)
    for _ in range(2):
        (done,) = watching(ledger, clock, source).round()
    assert done.outcome == "unchanged"
    assert site.headers[-1]["If-Modified-Since"] == when


def test_not_modified_without_a_condition_is_no_answer(site: Site, ledger: Ledger, clock: Clock) -> None:
    (done,) = watching(ledger, clock, Source(site.at("/feed", Says(status=304)))).round()
    assert (done.outcome, done.status) == ("later", 304)


def test_a_host_that_wants_to_be_left_alone(site: Site, ledger: Ledger, clock: Clock) -> None:
    pages = [site.at(f"/p{number}", page(number)) for number in range(3)]
    busy = Says(status=429, headers={"Retry-After": "7200"})
    site.at("/p0", busy, page(0))
    feed = site.at("/feed", rss(*(item(each) for each in pages), ETag='"e"'), Says(status=304))
    source = Source(feed, minutes=10)
    start = clock.now()
    done = list(watching(ledger, clock, source).round())
    assert outcomes(done) == [("list", "had"), ("page", "later"), ("host", "later")]
    assert done[1].status == 429
    assert done[1].wait_until == done[1].at + timedelta(seconds=7200)
    assert "2 waiting" in done[2].reason
    site.taken()
    # Nothing of this host before its time, not even its feed, and by nobody who starts anew.
    clock.later(minutes=60)
    assert outcomes(list(watching(ledger, clock, source).round())) == [("host", "later")]
    assert site.taken() == []
    clock.time = start + timedelta(hours=3)
    done = list(watching(ledger, clock, source).round())
    assert outcomes(done) == [("list", "unchanged"), *[("page", "had")] * 3]
    assert sorted(site.taken()) == ["/feed", "/p0", "/p1", "/p2"]


def test_an_error_and_then_an_answer(site: Site, ledger: Ledger, clock: Clock) -> None:
    address = site.at("/p1", Says(status=500), Says(status=502), page(1))
    feed = site.at("/feed", Says(status=500), rss(item(address), ETag='"e"'), Says(status=304))
    source = Source(feed, minutes=5)
    waits = []
    for expected in (["later"], ["had", "later"], ["later"], ["had"]):
        done = [each for each in watching(ledger, clock, source).round() if each.outcome != "unchanged"]
        assert [each.outcome for each in done] == expected
        until = done[-1].wait_until
        if until is not None:
            waits.append((until - done[-1].at).total_seconds())
            clock.time = until - timedelta(seconds=10)
            assert [each for each in watching(ledger, clock, source).round() if each.outcome == "later"] == []
            clock.time = until
    assert 300 <= waits[0] <= 600
    assert 300 <= waits[1] <= 600
    assert 600 <= waits[2] <= 1200
    assert len(ledger.unread()) == 1


def test_a_page_is_given_up_in_the_end(site: Site, ledger: Ledger, clock: Clock) -> None:
    words = "Mayor Nina Hale said that the old bridge would stay shut."
    feed = site.at(
        "/feed", rss(item(site.at("/p", Says(status=500)), 4, words), ETag='"e"'), Says(status=304)
    )
    found = []
    for _ in range(5):
        found += list(watching(ledger, clock, Source(feed, minutes=0), tries=3).round())
        clock.later(days=2)
    assert [each.outcome for each in found if each.what == "page"] == ["later", "later", "refused"]
    (version,) = ledger.unread()
    article = ledger.article(version)
    assert words in article.text
    assert any("only the summary" in doubt for doubt in article.provenance.doubts)


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (Says(status=404), "the host answered 404"),
        (Says(status=410), "the host answered 410"),
        (Says(endless=True), "more than 2,000,000 bytes"),
        (Says(b"\x89PNG\r\n\x1a\n\0\0", headers={"Content-Type": "image/png"}), "a PNG image, not text"),
        (Says("<html><body></body></html>", headers={"Content-Type": "text/html"}), "no article text"),
        (rss(item("http://other.example/")), "list of others"),
    ],
)
def test_pages_that_will_not_be_had(site: Site, ledger: Ledger, clock: Clock, says: Says, words: str) -> None:
    source = Source(site.at("/feed", rss(item(site.at("/p", says)))), minutes=0)
    (_, done) = watching(ledger, clock, source).round()
    assert done.outcome == "refused"
    assert words in done.reason
    clock.later(days=2)
    assert outcomes(list(watching(ledger, clock, source).round())) == [("list", "had")]
    assert ledger.unread() == []


def test_robots_are_obeyed(site: Site, ledger: Ledger, clock: Clock) -> None:
    site.at("/robots.txt", Says("User-agent: *\nDisallow: /closed\n"))
    closed = f"{site.address}/closed/p"
    words = "Mayor Nina Hale said that the old bridge would stay shut."
    feed = site.at("/feed", rss(item(closed, 4, words), item(site.at("/p1", page(1)))))
    done = list(watching(ledger, clock, Source(feed)).round())
    assert outcomes(done) == [("list", "had"), ("page", "refused"), ("page", "had")]
    assert "robots.txt does not allow it" in done[1].reason
    assert site.taken() == ["/feed", "/p1"]
    assert len(ledger.unread()) == 2  # the page, and the summary of the other
    site.at("/robots.txt", Says("User-agent: *\nDisallow: /\n"))
    clock.later(days=2)
    (done_,) = watching(ledger, clock, Source(feed)).round()
    assert (done_.what, done_.outcome) == ("list", "later")
    assert site.taken() == []


def test_a_redirect_to_a_private_address(
    site: Site, ledger: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.ingest.fetch.is_public", lambda address: address == "127.0.0.1")
    inwards = site.at("/in", Says(status=302, headers={"Location": "http://169.254.169.254/latest"}))
    source = Source(site.at("/feed", rss(item(inwards))))
    visitor = Visitor(replace(MANNERS, allow_private=False), clock)
    (_, done) = Watch(ledger, Watchlist((source,)), visitor).round()
    assert done.outcome == "refused"
    assert "169.254.169.254 is private" in done.reason


def test_a_feed_without_end_is_cut(site: Site, ledger: Ledger, clock: Clock) -> None:
    endless = Says(b"<rss><channel>", endless=True)
    (done,) = watching(ledger, clock, Source(site.at("/feed", endless))).round()
    assert done.outcome == "later"
    assert "more than 2,000,000 bytes" in done.reason


def test_what_changed_is_fetched_again(site: Site, ledger: Ledger, clock: Clock) -> None:
    def sitemap(changed: str) -> Says:
        return Says(f"<urlset><url><loc>{address}</loc><lastmod>{changed}</lastmod></url></urlset>")

    address = site.at("/p1", page(1), page(1, " or June"))
    site.at(
        "/map",
        sitemap("2025-03-05T09:00:00Z"),
        sitemap("2025-03-05T09:00:00Z"),
        sitemap("2025-03-05T13:00:00Z"),
    )
    source = Source(f"{site.address}/map", minutes=60)
    kept = []
    for _ in range(4):
        kept += [dict(each.kept) for each in watching(ledger, clock, source).round() if each.what == "page"]
        clock.later(minutes=70)
    assert kept == [{"new": 1}, {"edited": 1}]
    times = {ledger.article(version).provenance.modified_at for version in ledger.unread()}
    assert times == {datetime(2025, 3, 5, hour, tzinfo=UTC) for hour in (9, 13)}


def test_lists_of_lists(site: Site, ledger: Ledger, clock: Clock) -> None:
    def opml(*names: str) -> Says:
        outlines = "".join(f'<outline xmlUrl="{site.address}/{name}"/>' for name in names)
        return Says(f"<opml><body>{outlines}</body></opml>")

    for number, name in enumerate(("a", "b", "c")):
        site.at(f"/{name}", rss(item(site.at(f"/p{number}", page(number)))))
    source = Source(site.at("/opml", opml("a", "b"), opml("b", "c")), minutes=30)
    done = list(watching(ledger, clock, source).round())
    assert sorted(site.taken()) == ["/a", "/b", "/opml", "/p0", "/p1"]
    assert len(done) == 5
    assert list(watching(ledger, clock, source).round()) == []
    clock.later(minutes=40)
    list(watching(ledger, clock, source).round())
    assert sorted(site.taken()) == ["/b", "/c", "/opml", "/p2"]


def test_a_list_that_names_itself(site: Site, ledger: Ledger, clock: Clock) -> None:
    site.at("/map", Says(f"<sitemapindex><sitemap><loc>{site.address}/map</loc></sitemap></sitemapindex>"))
    assert len(list(watching(ledger, clock, Source(f"{site.address}/map")).round())) == 1


def test_old_pages_and_many_pages(site: Site, ledger: Ledger, clock: Clock) -> None:
    addresses = [site.at(f"/p{number}", page(number)) for number in range(8)]
    days = (1, 1, *[4] * 6)
    feed = site.at(
        "/feed", rss(*(item(each, day) for each, day in zip(addresses, days)), ETag='"e"'), Says(status=304)
    )
    taken = []
    for _ in range(3):
        list(watching(ledger, clock, Source(feed, minutes=0), days=3, most=4).round())
        taken.append(len([path for path in site.taken() if path != "/feed"]))
        clock.later(minutes=1)
    assert taken == [4, 2, 0]


def test_without_pages_the_feed_itself_is_kept(site: Site, ledger: Ledger, clock: Clock) -> None:
    words = "Mayor Nina Hale said that the bridge would open in May."
    source = Source(
        site.at("/feed", rss(item(site.at("/p1", page(1)), 4, words))), pages=False, kind="release"
    )
    (done,) = watching(ledger, clock, source).round()
    assert dict(done.kept) == {"new": 1}
    assert site.taken() == ["/feed"]
    assert ledger.article(ledger.unread()[0]).provenance.kind == "release"


def test_broken_feeds(site: Site, ledger: Ledger, clock: Clock) -> None:
    half = RSS_HALF.replace("PAGE", site.at("/p1", page(1)))
    source = Source(site.at("/feed", Says("no feed"), Says(half, headers={"ETag": '"e"'}), rss()), minutes=0)
    first = list(watching(ledger, clock, source).round())
    assert outcomes(first) == [("list", "later")]
    clock.later(hours=1)
    second = list(watching(ledger, clock, source).round())
    assert outcomes(second)[-2:] == [("list", "had"), ("page", "had")]
    list(watching(ledger, clock, source).round())
    assert "If-None-Match" not in site.headers[-1]  # half of a feed is asked for as a whole again


RSS_HALF = (
    "<rss><channel><item><title>Bridge</title><link>PAGE</link></item>"
    "<item><title>Cut <b></i></channel><rss ><item <<"
)


def test_hosts_are_asked_in_turn(site: Site, ledger: Ledger, clock: Clock) -> None:
    """While one host has its pause, another is asked: two hosts take no longer than one."""
    other = site.address.replace("127.0.0.1", "localhost")
    for number in range(6):
        site.at(f"/p{number}", page(number))
    addresses = [f"{site.address if number % 2 else other}/p{number}" for number in range(6)]
    list(watching(ledger, clock, Source(site.at("/feed", rss(*map(item, addresses))))).round())
    assert len(site.taken()) == 7
    assert sum(clock.waits) <= 5.0


def visit_all(place: str, sources: tuple[Source, ...], killed_after: int | None = None) -> int:
    """One round; how many statements it took, or death after some of them."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1
        if count == killed_after:
            os.kill(os.getpid(), signal.SIGKILL)

    with Ledger(place) as ledger:
        for moment in ("before_cursor_execute", "commit"):
            event.listen(ledger.engine, moment, counted)
        list(watching(ledger, Clock(), *sources).round())
    return count


def facts(place: str) -> tuple[list[str], list[tuple[str, bool]], list[str]]:
    with Ledger(place) as ledger, ledger.engine.connect() as connection:
        fetched = connection.execute(select(schema.fetch.c.address, schema.fetch.c.settled)).all()
        leads = connection.execute(select(schema.lead.c.address)).scalars()
        return texts(ledger), sorted((row[0], row[1]) for row in fetched), sorted(leads)


def test_killed_at_any_moment_and_started_again(site: Site, tmp_path: Path) -> None:
    pages = [site.at(f"/p{number}", page(number)) for number in range(5)]
    feeds = (
        Source(site.at("/a", rss(*map(item, pages[:3]), ETag='"a"'))),
        Source(site.at("/b", rss(*map(item, pages[2:]), ETag='"b"'))),
    )
    whole = str(tmp_path / "whole.db")
    statements = visit_all(whole, feeds)
    once = ["/a", "/b", *(f"/p{number}" for number in range(5))]
    assert sorted(site.taken()) == once
    for number, after in enumerate(range(30, statements, max(1, statements // 25))):
        place = str(tmp_path / f"killed{number}.db")
        child = os.fork()
        if child == 0:
            visit_all(place, feeds, after)
            os._exit(0)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        visit_all(place, feeds)
        assert facts(place) == facts(whole), after
        asked = site.taken()
        again = [path for path in set(asked) if asked.count(path) > 1]
        assert set(asked) == set(once)
        assert len(again) <= 1, (after, again)  # the one that was on its way
        assert all(asked.count(path) == 2 for path in again)
