"""Questions to a ledger, the same answers from both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_samples import BRIDGE, BRIDGE_SAID, MOST, MOST_SAID, Said, article, from_outlet, report

from sayso.errors import BadQuery
from sayso.ledger import Ledger
from sayso.ledger.outlets import outlets
from sayso.ledger.parties import suggestions, who
from sayso.ledger.search import Query, find
from sayso.model import Credit, DateInterval, Provenance

MARCH = DateInterval(date(2025, 3, 1), date(2025, 4, 1))
MAY = DateInterval(date(2025, 5, 1), date(2025, 6, 1))


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Two reports: three Slovene claims, one English."""
    sl = from_outlet(article(MOST, "most", "https://novice.primer.si/most"), "novice.primer.si")
    en = article(BRIDGE, "bridge", day=date(2025, 5, 2))
    for report_of, said, language in ((sl, MOST_SAID, "sl"), (en, BRIDGE_SAID, "en")):
        ledger.keep_reading(ledger.keep(report_of).version, report(report_of, said, language))
    return ledger


def found(ledger: Ledger, words: str = "", **more: object) -> list[str]:
    answer = find(ledger, Query(words, **more))  # type: ignore[arg-type]
    return [" … ".join(hit.words) for hit in answer.hits]


def test_a_form_that_no_report_had_is_found_by_its_beginning(filled: Ledger) -> None:
    assert found(filled, "mostovi") == found(filled, "most")
    assert found(filled, "morje") == found(filled, "mo") == []
    assert found(filled, "bistricam") == found(filled, "Bistrico")
    assert found(filled, "Haleovi") == found(filled, "Hale")


@pytest.mark.parametrize(
    "words", ["most", "mostu", "MOSTA", "most junija", "mos*", '"čez Bistrico"', "cez bistrico"]
)
def test_words_in_any_case_and_form(filled: Ledger, words: str) -> None:
    assert found(filled, words) == ["Most čez Bistrico … odprli junija"]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("denar", 2),
        ("denar -Navegante", 1),
        ("-denar", 2),
        ('-"čez Bistrico"', 3),
        ('-"Bistrico čez"', 4),
        ("denar most", 0),
        ('"Bistrico čez"', 0),
        ("bridge", 1),
        ("bridges", 1),
        ("Hribarjevi", 2),
        ("", 4),
        ("***", 4),
    ],
)
def test_how_many(filled: Ledger, words: str, count: int) -> None:
    assert len(found(filled, words)) == count


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("'; DROP TABLE hit; --", 0),
        ('most" OR "1"="1', 0),
        ("NEAR(most denar)", 0),
        ("words:most", 0),
        ("most AND (", 0),
        ("' | !most:*", 1),
        ("%_%", 4),
        ("\0", 4),
        ("🜚", 4),
        ('"', 4),
        ("-", 4),
    ],
)
def test_commands_in_a_query_are_words(filled: Ledger, words: str, count: int) -> None:
    assert len(found(filled, words)) == count
    assert filled.counts()["hit"] == 4


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(words=st.text(max_size=40))
def test_no_query_breaks_it(filled: Ledger, words: str) -> None:
    find(filled, Query(words))


def test_too_many_words(filled: Ledger) -> None:
    with pytest.raises(BadQuery, match="at most 24 words"):
        found(filled, "most " * 25)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"speaker": "Alenka Hribar"}, 1),
        ({"speaker": "hribar"}, 1),
        ({"speaker": "person:alenka-hribar"}, 1),
        ({"speaker": "Nihče"}, 0),
        ({"through": "Navegante"}, 1),
        ({"through": "Alenka Hribar"}, 0),
        ({"outlet": "novice.primer.si"}, 3),
        ({"language": "en"}, 1),
        ({"certainty": "hearsay"}, 1),
        ({"source_kind": "medium"}, 1),
        ({"relayed": True}, 1),
        ({"relayed": False}, 3),
        ({"sourced": False}, 1),
        ({"sourced": True}, 3),
        ({"published": MARCH}, 3),
        ({"published": MAY}, 1),
        ({"said": MARCH}, 1),
        ({"said": MAY}, 0),
        ({"kind": "indirect", "language": "sl", "words": "denar"}, 2),
    ],
)
def test_what_is_known_of_a_claim(filled: Ledger, query: dict[str, object], count: int) -> None:
    assert len(found(filled, **query)) == count


def test_values_that_do_not_exist_are_named(filled: Ledger) -> None:
    with pytest.raises(BadQuery, match="'gossip' cannot be asked for; allowed: asserted, hearsay"):
        found(filled, certainty="gossip")


def test_pages_totals_and_facets(filled: Ledger) -> None:
    first = find(filled, Query(limit=3))
    second = find(filled, Query(limit=3, skip=3))
    assert (len(first.hits), len(second.hits), first.total, first.more) == (3, 1, 4, False)
    assert len({hit.claim for hit in (*first.hits, *second.hits)}) == 4
    assert first.hits[0].doc == "bridge"  # the newest comes first
    assert first.facets["language"] == (("sl", 3), ("en", 1))
    assert first.facets["certainty"] == (("asserted", 3), ("hearsay", 1))


def test_a_hit_shows_its_words_chain_and_place(filled: Ledger) -> None:
    hit = find(filled, Query("denar", speaker="Hribar")).hits[0]
    assert (hit.speaker, [link.speaker for link in hit.chain]) == ("Alenka Hribar", ["Navegante"])
    assert hit.words == ("Da je denar zagotovljen",)
    assert (hit.doc, hit.title, hit.outlet) == ("most", "Most odprt junija", "novice.primer.si")
    assert hit.said == (date(2025, 3, 4).toordinal(), date(2025, 3, 5).toordinal())
    text = filled.article(hit.version).text
    assert [span.slice(text) for span in hit.source] == ["ministrica Alenka Hribar"]


def test_the_claim_that_is_more_about_it_comes_first(ledger: Ledger) -> None:
    text = "Naslov\n\nMost je dolg in drag in lep in nov, je dejal Kos. Most je nov, je dejal Kos.\n"
    given = article(text)
    said = (
        Said("Most je dolg in drag in lep in nov", "je dejal", "Kos", "person:kos"),
        Said("Most je nov", "je dejal", "Kos", "person:kos"),
    )
    version = ledger.keep(given).version
    ledger.keep_reading(version, report(given, said))
    assert len(found(ledger, "most nov")[0]) < len(found(ledger, "most nov")[1])


def test_who_said_what_in_the_order_of_time(ledger: Ledger) -> None:
    for number, day in enumerate((date(2025, 3, 9), date(2025, 3, 2), None), 1):
        text = f"Naslov {number}\n\nDelo {number} teče, je dejala Mira Kos.\n"
        given = article(text, f"r{number}", day=day)
        said = (Said(f"Delo {number} teče", "je dejala", "Mira Kos", "person:mira-kos"),)
        ledger.keep_reading(ledger.keep(given).version, report(given, said))
    parties, hits = who(ledger, "Kos")
    assert [(party.id, party.names, party.claims) for party in parties] == [
        ("person:mira-kos", ("Mira Kos",), 3)
    ]
    assert [hit.doc for hit in hits] == ["r2", "r1", "r3"]
    assert who(ledger, "Nihče") == ([], [])
    assert suggestions(ledger, "Miran") == ["Mira Kos"]


def test_outlets_and_their_voices(filled: Ledger) -> None:
    copy = replace(
        article("Kratko.\n\nKratka vest brez virov.\n", "kratko"),
        provenance=Provenance(outlet="novice.primer.si", credits=(Credit("outlet:sta", "field"),)),
    )
    filled.keep_reading(filled.keep(copy).version, report(copy, ()))
    known, unknown = outlets(filled)
    assert (known.id, known.articles, known.claims, known.sourceless, known.agency) == (
        "novice.primer.si",
        2,
        3,
        1,
        1,
    )
    assert 0 < known.attributed < known.characters
    assert (unknown.id, unknown.articles, unknown.claims) == (None, 1, 1)


def test_an_empty_ledger_answers(ledger: Ledger) -> None:
    assert find(ledger, Query("most")).hits == ()
    assert who(ledger, "Kos") == ([], [])
    assert outlets(ledger) == []
    assert suggestions(ledger, "Kos") == []
