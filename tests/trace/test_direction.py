"""Who has it from whom: each clue alone, against another, and none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from copy_samples import SENTENCES, WIRE, article, words

from sayso.lang.press import outlet_id, press
from sayso.model import Article
from sayso.trace.direction import WEIGHTS, clues, decided, ranked, turned
from sayso.trace.side import Side

EARLY, LATE = date(2025, 3, 4), date(2025, 3, 6)
STA, AFP = "outlet:sta", "outlet:afp"
VECER = outlet_id(press().names["večer"])


def direction(a: Article, b: Article, shares: tuple[float, float] = (1.0, 1.0)) -> str:
    one, other = Side(a, words(a.text)), Side(b, words(b.text))
    there = clues(one, other, shares)
    back = clues(other, one, (shares[1], shares[0]))
    assert decided(back) == turned(decided(there))
    return decided(there)


def test_the_earlier_report_comes_first() -> None:
    assert direction(article(WIRE, "a", EARLY), article(WIRE, "b", LATE)) == "a->b"
    assert direction(article(WIRE, "a", EARLY), article(WIRE, "b", EARLY)) == "unknown"
    assert direction(article(WIRE, "a", EARLY), article(WIRE, "b")) == "unknown"


def test_times_count_to_the_minute() -> None:
    def at(doc: str, hour: int) -> Article:
        made = article(WIRE, doc, EARLY)
        return replace(
            made, provenance=replace(made.provenance, published_at=datetime(2025, 3, 4, hour, tzinfo=UTC))
        )

    assert direction(at("a", 9), at("b", 8)) == "b->a"


def test_a_credit_outweighs_the_clock() -> None:
    wire = article(WIRE, "a", LATE, outlet=STA)
    portal = article(WIRE, "b", EARLY, outlet="primer.si", credits=(STA,))
    assert direction(wire, portal) == "a->b"
    found = clues(Side(wire, words(WIRE)), Side(portal, words(WIRE)), (1.0, 1.0))
    assert (found[0].kind, found[0].says) == ("credit", "a->b")
    assert ("time", "b->a") in [(each.kind, each.says) for each in found]
    assert "b credits outlet:sta" in ranked(found)


def test_the_same_agency_behind_both() -> None:
    one = article(WIRE, "a", EARLY, outlet="primer.si", credits=(STA,))
    other = article(WIRE, "b", LATE, outlet="zgled.si", credits=(STA,))
    assert direction(one, other) == "common"


def test_an_agency_and_a_portal_without_a_credit() -> None:
    assert direction(article(WIRE, "a", outlet="primer.si"), article(WIRE, "b", outlet=AFP)) == "b->a"


@pytest.mark.parametrize("told", ["poroča STA", "kot piše Večer", "za Večerom povzema spletni portal"])
def test_an_outlet_that_the_other_names(told: str) -> None:
    outlet = STA if "STA" in told else VECER
    portal = article(f"{WIRE} To {told}.", "b", outlet="primer.si")
    assert direction(article(WIRE, "a", outlet=outlet), portal) == "a->b"


def test_a_word_that_is_also_a_name_is_none() -> None:
    portal = article(f"{WIRE} Dva sta se smejala in vsak večer pela.", "b", outlet="primer.si")
    assert direction(article(WIRE, "a", outlet=VECER), portal) == "unknown"


def test_what_stands_wholly_in_a_longer_report_is_cut_from_it() -> None:
    assert direction(article(WIRE, "a"), article(SENTENCES[0], "b"), (0.2, 1.0)) == "a->b"
    assert direction(article(WIRE, "a"), article(WIRE, "b"), (0.95, 1.0)) == "unknown"
    assert direction(article(WIRE, "a", LATE), article(WIRE, "b", EARLY), (0.2, 1.0)) == "b->a"


def test_every_kind_has_its_weight() -> None:
    assert WEIGHTS["credit"] > WEIGHTS["time"] > WEIGHTS["containment"] > 0
    assert decided(()) == "unknown"
