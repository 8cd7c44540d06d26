"""Relays: links outward, never a loop."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from test_scene import Said, scene

from sayso.attribute.relays import reaches, relays
from sayso.attribute.scene import Draft
from sayso.model import Proposal

CHAIN = "„Dežuje,“ je dejala Ana, poroča STA."


def drafts_of(*said: Said, text: str = CHAIN) -> list[Draft]:
    return [Draft(p, p.cue, p.source, p.content) for p in scene(text, *said).reading.proposals]


def test_the_network_links() -> None:
    inner, outer = drafts_of(
        Said("Ana", "je dejala", "Dežuje", relayed_by="poroča"), Said("STA", "poroča", "Dežuje")
    )
    assert relays([inner, outer]) == {inner.anchor: outer.anchor}


def test_a_link_to_nothing_that_is_left_is_dropped() -> None:
    inner, _ = drafts_of(
        Said("Ana", "je dejala", "Dežuje", relayed_by="poroča"), Said("STA", "poroča", "Dežuje")
    )
    assert relays([inner]) == {}


def test_what_stands_inside_a_content_is_relayed_by_it() -> None:
    inner, outer = drafts_of(
        Said("Ana", "je dejala", "Dežuje"), Said("STA", "poroča", ("Dežuje", "je dejala Ana"))
    )
    assert relays([inner, outer]) == {inner.anchor: outer.anchor}


def test_what_stands_partly_inside_or_lacks_a_source_is_not() -> None:
    partly = drafts_of(Said("Ana", "je dejala", "Dežuje"), Said("STA", "poroča", "je dejala Ana"))
    assert relays(partly) == {}
    bare = drafts_of(Said((), "je dejala", "Dežuje"), Said("STA", "poroča", ("Dežuje", "je dejala Ana")))
    assert relays(bare) == {}
    voiceless = drafts_of(Said("Ana", "je dejala", "Dežuje"), Said((), "poroča", ("Dežuje", "je dejala Ana")))
    assert relays(voiceless) == {}


def test_the_smallest_of_two_relays() -> None:
    text = "Ana pravi, da Luka pravi, da Meta pravi, da dežuje."
    ana, luka, meta = drafts_of(
        Said("Ana", "pravi", "da Luka pravi, da Meta pravi, da dežuje"),
        Said("Luka", "pravi@2", "da Meta pravi, da dežuje"),
        Said("Meta", "pravi@3", "da dežuje"),
        text=text,
    )
    assert relays([ana, luka, meta]) == {meta.anchor: luka.anchor, luka.anchor: ana.anchor}


def test_of_a_loop_the_weakest_link_is_dropped() -> None:
    one, two = drafts_of(
        Said("Ana", "je dejala", "Dežuje", relayed_by="poroča", relay_score=0.4),
        Said("STA", "poroča", "Dežuje", relayed_by="dejala", relay_score=0.8),
    )
    assert relays([one, two]) == {two.anchor: one.anchor}


def test_nothing_relays_itself() -> None:
    (one,) = drafts_of(Said("Ana", "je dejala", "Dežuje", relayed_by="dejala"))
    assert relays([one]) == {}


def test_reaches() -> None:
    assert reaches({1: 2, 2: 3}, 1, 3)
    assert reaches({}, 1, 1)
    assert not reaches({1: 2, 2: 3}, 3, 1)


INDICES = st.frozensets(st.integers(0, 11), max_size=6).map(lambda found: tuple(sorted(found)))


@st.composite
def any_drafts(draw: st.DrawFn) -> list[Draft]:
    anchors = draw(st.lists(st.integers(0, 11), unique=True, max_size=8))
    found = []
    for anchor in anchors:
        outer = draw(st.none() | st.sampled_from(anchors))
        made = Proposal(anchor, 0.9, relayed_by=outer, relay_score=draw(st.sampled_from((0.2, 0.5, 0.9))))
        found.append(Draft(made, draw(INDICES), draw(INDICES), draw(INDICES)))
    return found


@given(any_drafts())
def test_links_are_a_forest_over_the_drafts(drafts: list[Draft]) -> None:
    links = relays(drafts)
    anchors = {draft.anchor for draft in drafts}
    assert {*links, *links.values()} <= anchors
    for start in links:
        seen, at = {start}, links.get(start)
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = links.get(at)
