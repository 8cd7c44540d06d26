"""What was fetched and named, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ledger_samples import MOST, article

from sayso.addresses import article_id
from sayso.ledger import Ledger
from sayso.ledger.engine import writing
from sayso.ledger.watching import Fetch, Lead, State, busy_hosts, erase, lists_of, note, pending, state_of

NOW = datetime(2025, 3, 5, 12, tzinfo=UTC)
FEED = "https://glasnik.example/rss"
PAGE = "https://glasnik.example/most"
HAD = Fetch(FEED, NOW, 200, True, etag='"e1"', last_modified="Wed, 05 Mar 2025 10:00:00 GMT")


def addresses(ledger: Ledger, now: datetime = NOW, most: int = 10) -> list[str]:
    return [lead.address for lead in pending(ledger, FEED, now, most)]


def test_an_address_that_was_never_asked(ledger: Ledger) -> None:
    assert state_of(ledger, FEED) == State()
    assert pending(ledger, FEED, NOW, 10) == []
    assert lists_of(ledger, FEED) == []
    assert busy_hosts(ledger, NOW) == {}


def test_the_state_of_an_address_is_that_of_its_fetches(ledger: Ledger) -> None:
    note(ledger, HAD)
    wait = NOW + timedelta(minutes=40)
    for minutes in (10, 20):
        failed = Fetch(FEED, NOW + timedelta(minutes=minutes), 500, reason="ni\0 šlo", wait_until=wait)
        note(ledger, failed)
    assert state_of(ledger, FEED) == State(
        '"e1"', HAD.last_modified, NOW + timedelta(minutes=20), NOW, wait, failures=2
    )
    note(ledger, Fetch(FEED, NOW + timedelta(hours=1), 304, True))
    later = NOW + timedelta(hours=1)
    assert state_of(ledger, FEED) == State('"e1"', HAD.last_modified, later, later)


def test_a_mark_that_cannot_be_sent_back_is_not_kept(ledger: Ledger) -> None:
    note(ledger, replace(HAD, etag='"' + "e" * 2000 + '"', last_modified="a\r\nb"))
    assert state_of(ledger, FEED) == State(None, None, NOW, NOW)


def test_pages_that_are_still_to_be_had(ledger: Ledger) -> None:
    pages = [Lead(f"{PAGE}/{number}") for number in range(4)]
    assert note(ledger, HAD, FEED, [*pages, pages[0]]) == 4
    assert note(ledger, HAD, FEED, pages) == 0
    assert addresses(ledger) == [lead.address for lead in pages]
    assert len(addresses(ledger, most=2)) == 2
    first, second, third, _ = pending(ledger, FEED, NOW, 10)
    wait = NOW + timedelta(hours=1)
    note(ledger, Fetch(first.address, NOW, 200, True, lead=first.id))
    note(ledger, Fetch(second.address, NOW, 404, True, "ni je", lead=second.id))
    note(ledger, Fetch(third.address, NOW, 500, False, lead=third.id, wait_until=wait))
    assert addresses(ledger) == [f"{PAGE}/3"]
    assert addresses(ledger, wait) == [f"{PAGE}/2", f"{PAGE}/3"]
    assert [lead.tries for lead in pending(ledger, FEED, wait, 10)] == [1, 0]


def test_a_page_is_named_again_when_it_changed(ledger: Ledger) -> None:
    note(ledger, HAD, FEED, [Lead(PAGE)])
    (lead,) = pending(ledger, FEED, NOW, 10)
    note(ledger, Fetch(PAGE, NOW, 200, True, lead=lead.id))
    for hours, count in ((-1, 0), (1, 1), (1, 0), (2, 1)):
        changed = Lead(f"{PAGE}?utm_source=rss", modified_at=NOW + timedelta(hours=hours))
        assert note(ledger, HAD, FEED, [changed]) == count
    assert [lead.modified_at for lead in pending(ledger, FEED, NOW, 10)] == [NOW + timedelta(hours=2)]


def test_a_lead_comes_back_as_it_was(ledger: Ledger) -> None:
    summary = article(MOST, "most", PAGE)
    lead = Lead(PAGE, "page", NOW, NOW + timedelta(minutes=5), ("dvom",), summary)
    note(ledger, HAD, FEED, [lead])
    (found,) = pending(ledger, FEED, NOW, 10)
    assert found == replace(lead, id=found.id)


def test_lists_that_are_named_and_no_longer_named(ledger: Ledger) -> None:
    one, two = (
        Lead("https://a.example/1.xml", "sitemap", modified_at=NOW),
        Lead("https://a.example/2.xml", "sitemap"),
    )
    later = replace(one, modified_at=NOW + timedelta(hours=1))
    for lists, count in (([one, two], 2), ([one, two], 0), ([later], 1), ([], 0), ([two], 1)):
        assert note(ledger, HAD, FEED, lists) == count
        named = [(lead.address, lead.modified_at) for lead in lists_of(ledger, FEED)]
        assert named == [(lead.address, lead.modified_at) for lead in lists]
    assert addresses(ledger) == []


def test_hosts_that_asked_to_be_left_alone(ledger: Ledger) -> None:
    for status, hours in ((429, 2), (429, 1), (500, 9), (503, -1)):
        wait = NOW + timedelta(hours=hours)
        note(
            ledger,
            Fetch(f"https://{'www.' if hours > 1 else ''}h{status}.example/a", NOW, status, wait_until=wait),
        )
    assert busy_hosts(ledger, NOW) == {"h429.example": NOW + timedelta(hours=2)}


def test_what_is_forgotten_leaves_no_address(ledger: Ledger) -> None:
    moved = "https://glasnik.example/nova/most"
    note(ledger, HAD, FEED, [Lead(PAGE, article=article(MOST)), Lead(moved), Lead(f"{PAGE}/drugi")])
    (first, _, _) = pending(ledger, FEED, NOW, 10)
    key = article_id("", moved)
    note(ledger, Fetch(PAGE, NOW, 200, True, lead=first.id, article=key))  # it redirects there
    with writing(ledger.engine) as connection:
        erase(connection, key)
    assert addresses(ledger) == [f"{PAGE}/drugi"]
    assert state_of(ledger, PAGE) == State()
    assert state_of(ledger, FEED).asked_at == NOW
