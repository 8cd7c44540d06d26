"""Saved searches: what is news and what is not, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from ledger_samples import BRIDGE, BRIDGE_SAID, MOST, MOST_SAID, Said, article, report
from sqlalchemy import delete, func, select

from sayso.errors import BadQuery, NotInLedger
from sayso.ledger import Ledger, schema
from sayso.ledger.engine import writing
from sayso.ledger.follow import (
    followed,
    let_go,
    lower_marks,
    named,
    news,
    query_of,
    query_record,
    remember,
    save,
)
from sayso.ledger.forget import article_named, forget
from sayso.ledger.search import Query
from sayso.model import DateInterval, Maker

ADDRESS = "https://novice.primer.si/most"
NEWER = Maker("read", "fake", "2")


def add(
    ledger: Ledger, text: str, said: tuple[Said, ...], address: str | None = None, maker: Maker | None = None
) -> None:
    given = article(text, "doc", address)
    made = report(given, said) if maker is None else report(given, said, maker=maker)
    ledger.keep_reading(ledger.keep(given).version, made)


def bridge(ledger: Ledger, number: int) -> None:
    add(
        ledger,
        BRIDGE.replace("two", f"number{number}"),
        (replace(BRIDGE_SAID[0], content=f"that number{number} bridges"),),
    )


def look(ledger: Ledger, name: str = "m", limit: int = 50) -> list[str]:
    """What is new, and then it is no more."""
    follow = named(ledger, name)
    found = news(ledger, follow, limit)
    remember(ledger, follow, found.up_to)
    return [" … ".join(hit.words) for hit in found.hits]


def test_only_what_came_since_is_news(ledger: Ledger) -> None:
    add(ledger, MOST, MOST_SAID)
    assert save(ledger, "m", Query("denar")) == 2
    assert look(ledger) == []
    add(ledger, MOST.replace("Bistrico", "Soro"), MOST_SAID[1:])
    first = news(ledger, named(ledger, "m"))
    assert len(first.hits) == len(first.read_at) == 2
    assert news(ledger, named(ledger, "m")) == first  # asking changes nothing
    assert len(look(ledger)) == 2
    assert look(ledger) == []


def test_a_second_reading_is_no_news(ledger: Ledger) -> None:
    save(ledger, "m", Query(""))
    add(ledger, MOST, MOST_SAID)
    assert len(look(ledger)) == 3
    add(ledger, MOST, MOST_SAID, maker=NEWER)
    assert look(ledger) == []
    # A reader that finds what the others missed has news.
    missed = Said("Alenka Hribar, poroča Navegante", "ministrica")
    add(ledger, MOST, (*MOST_SAID, missed), maker=Maker("read", "fake", "3"))
    assert look(ledger) == ["Alenka Hribar, poroča Navegante"]


def test_rebuilding_is_no_news(ledger: Ledger) -> None:
    save(ledger, "m", Query("most"))
    add(ledger, MOST, MOST_SAID)
    assert len(look(ledger)) == 1
    list(ledger.rebuild())
    assert look(ledger) == []


@pytest.mark.parametrize(
    ("change", "edited", "expected"),
    [
        (lambda text: text + "Dopolnjeno.\n", MOST_SAID, 0),
        (lambda text: text.replace("junija", "julija"), None, 1),
        (
            lambda text: text + "Popravek.\n",
            (MOST_SAID[0], replace(MOST_SAID[1], entity="person:drugi"), MOST_SAID[2]),
            1,
        ),
        (lambda text: text + "Popravek.\n", (replace(MOST_SAID[0], certainty="denied"), *MOST_SAID[1:]), 1),
    ],
)
def test_an_edit_is_news_where_it_changes_a_claim(
    ledger: Ledger, change: Callable[[str], str], edited: tuple[Said, ...] | None, expected: int
) -> None:
    save(ledger, "m", Query(""))
    add(ledger, MOST, MOST_SAID, ADDRESS)
    assert len(look(ledger)) == 3
    said = edited or tuple(replace(each, content=change(each.content)) for each in MOST_SAID)
    add(ledger, change(MOST), said, ADDRESS)
    assert len(look(ledger)) == expected
    add(ledger, change(MOST) + "In še to.\n", said, ADDRESS)
    assert look(ledger) == []


def test_an_edit_before_one_looks_hides_nothing(ledger: Ledger) -> None:
    save(ledger, "m", Query("denar"))
    add(ledger, MOST, MOST_SAID, ADDRESS)
    for number in range(3):
        bridge(ledger, number)
        add(ledger, MOST + f"Dopolnitev {number}.\n", MOST_SAID, ADDRESS)
    assert len(look(ledger, limit=1)) == 1
    assert len(look(ledger, limit=1)) == 1
    assert look(ledger, limit=1) == []


def test_a_limit_loses_nothing(ledger: Ledger) -> None:
    save(ledger, "m", Query("bridges"))
    for number in range(7):
        bridge(ledger, number)
    follow = named(ledger, "m")
    last = news(ledger, follow, 2, newest=True)
    assert [hit.words[0] for hit in last.hits] == ["that number6 bridges", "that number5 bridges"]
    assert last.more == 5
    assert [len(look(ledger, limit=3)) for _ in range(4)] == [3, 3, 1, 0]


def test_words_phrases_and_filters(ledger: Ledger) -> None:
    queries = {
        "fraza": Query('"čez Bistrico"'),
        "brez": Query('denar -"poroča Navegante"'),
        "beseda": Query("-most"),
        "kdo": Query(speaker="Hribarjeva"),
        "skozi": Query(through="Navegante"),
        "dan": Query(said=DateInterval(date(2025, 3, 1), date(2025, 4, 1)), relayed=True),
        "nič": Query("denar", language="en"),
    }
    for name, query in queries.items():
        assert query_of(query_record(query)) == query
        save(ledger, name, query)
    add(ledger, MOST, MOST_SAID)
    assert {name: len(look(ledger, name)) for name in queries} == {
        "fraza": 1, "brez": 2, "beseda": 2, "kdo": 1, "skozi": 1, "dan": 1, "nič": 0,
    }  # fmt: skip


def test_names(ledger: Ledger) -> None:
    assert followed(ledger) == []
    save(ledger, "b\0ž", Query("most"))
    save(ledger, "a", Query("denar", certainty="hearsay"))
    assert [(each.name, each.query.words) for each in followed(ledger)] == [("a", "denar"), ("b␀ž", "most")]
    save(ledger, "a", Query("drugo"))
    assert named(ledger, "a").query == Query("drugo")
    let_go(ledger, "a")
    for missing in ("a", "c"):
        with pytest.raises(NotInLedger, match="sayso follow shows"):
            named(ledger, missing)
    with pytest.raises(NotInLedger):
        let_go(ledger, "a")
    save(ledger, "a", Query("znova"))
    assert [each.name for each in followed(ledger)] == ["a", "b␀ž"]
    with pytest.raises(BadQuery):
        save(ledger, "d", Query(certainty="morda"))
    with ledger.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(schema.follow)).scalar_one() == 5


def test_numbers_that_are_given_again(ledger: Ledger) -> None:
    bridge(ledger, 1)
    add(ledger, MOST, MOST_SAID, ADDRESS)
    save(ledger, "m", Query("bridges"))
    forget(ledger, article_named(ledger, ADDRESS), "zahteva osebe", "urednica")
    ledger.engine.dispose()  # its connection is left in another mode on PostgreSQL
    with writing(ledger.engine) as connection:
        lower_marks(connection)
    bridge(ledger, 2)
    assert look(ledger) == ["that number2 bridges"]
    assert look(ledger) == []


def test_somebody_who_is_still_writing_is_waited_for(ledger: Ledger) -> None:
    """On PostgreSQL a claim with a lower number may be kept after one with a higher."""
    save(ledger, "m", Query(""))
    with ThreadPoolExecutor(1) as pool:
        with writing(ledger.engine) as connection:
            connection.execute(delete(schema.attribution).where(schema.attribution.c.id < 0))
            looking = pool.submit(look, ledger)
            with pytest.raises(TimeoutError):
                looking.result(timeout=0.3)
        assert looking.result(timeout=30) == []
