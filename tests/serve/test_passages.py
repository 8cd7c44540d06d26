"""Passages: everything is shown once, near its words, innermost first."""

from __future__ import annotations

import dataclasses
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from serve_samples import ENGLISH, MAKER, Said, english, report, slovene

from sayso.model import Article, Attribution, DateInterval, Span
from sayso.serve.passages import NO_SOURCE, Chains, passages
from sayso.serve.values import day_text


def test_every_attribution_is_shown_once_in_order() -> None:
    found = passages(slovene())
    assert [passage.is_title for passage in found] == [True, False, False, False]
    assert [passage.numbers for passage in found] == [(), (1, 2, 3, 4, 5), (6, 7, 8, 9), (10, 11)]


def test_runs_cover_the_passage_and_know_what_they_are() -> None:
    shown = english()
    passage = passages(shown)[0]
    assert "".join(run.span.slice(ENGLISH) for run in passage.runs) == ENGLISH
    pier = next(run for run in passage.runs if run.span.slice(ENGLISH).startswith("the pier"))
    assert (pier.contents, pier.opens, pier.closes) == ((2, 3), (2,), (2, 3))
    told = next(run for run in passage.runs if run.span.slice(ENGLISH) == "told")
    assert (told.is_cue, told.contents, told.owners) == (True, (3,), (2, 3))


def test_of_two_with_one_content_the_relayed_is_the_inner() -> None:
    said = (
        Said(("that the night boat would run",), speaker="Outer"),
        Said(("that the night boat would run",), speaker="Inner", relayed_by="a1"),
    )
    runs = passages(report(english().article, "en", said))[0].runs
    assert [run.contents for run in runs if run.contents] == [(2, 1)]


def test_long_paragraphs_come_in_pieces_that_cut_no_attribution() -> None:
    text = " ".join(f"The clerk of ward {number} said that the road was closed." for number in range(60))
    article = Article("long", text, Span(0, len(text)))
    reach = (text.index("ward 20"), text.index("ward 50"))
    wide = Attribution("a1", (), (), (Span(*reach),), "Clerk", "indirect", "asserted")
    found = passages(report(article, "en", more=(wide,)))
    assert len(found) > 3
    assert " ".join(passage.span.slice(text) for passage in found) == text
    assert [passage.continues for passage in found] == [False] + [True] * (len(found) - 1)
    assert sum(passage.span.overlaps(Span(*reach)) for passage in found) == 1


def test_chains_end_even_where_the_links_do_not() -> None:
    shown = english()
    one, two, *_ = shown.attributions
    turning = (dataclasses.replace(one, relayed_by="a2"), dataclasses.replace(two, relayed_by="a1"))
    chains = Chains(dataclasses.replace(shown, attributions=turning))
    assert chains.names(turning[0]) == ("The ferry company", "Ines Coll")


def test_names_fall_back_to_the_words_and_then_to_none() -> None:
    shown = slovene()
    chains = Chains(shown)
    assert chains.names(shown.attributions[1]) == ("Alenka Hribar", "Radio Dolina", "Brežina")
    assert chains.names(shown.attributions[10])[0] == "viri blizu ministrstva"
    assert chains.names(shown.attributions[0]) == (NO_SOURCE,)


def test_days_as_a_person_writes_them() -> None:
    for start, end, words in (
        (date(2024, 1, 1), date(2025, 1, 1), "2024"),
        (date(2024, 12, 1), date(2025, 1, 1), "December 2024"),
        (date(2024, 2, 5), date(2024, 2, 6), "5 February 2024"),
        (date(2024, 2, 5), date(2024, 2, 8), "between 5 February 2024 and 7 February 2024"),
    ):
        assert day_text(DateInterval(start, end)) == words


@given(st.text(max_size=60), st.lists(st.lists(st.integers(0, 60), min_size=4, max_size=4), max_size=5))
def test_any_text_and_spans_are_cut_without_loss(text: str, places: list[list[int]]) -> None:
    items = tuple(
        Attribution(f"a{number}", spans[:1], (), spans[1:], None, "direct", "asserted", maker=MAKER)
        for number, four in enumerate(places, 1)
        for spans in (_spans(text, four),)
    )
    found = passages(report(Article("x", text, Span(0, len(text))), "en", more=items))
    shown = "".join(run.span.slice(text) for passage in found for run in passage.runs)
    assert "".join(shown.split()) == "".join(text.split())
    if found:
        assert sorted(n for passage in found for n in passage.numbers) == list(range(1, len(items) + 1))


def _spans(text: str, four: list[int]) -> tuple[Span, ...]:
    limited = [min(place, len(text)) for place in four]
    return tuple(Span(min(pair), max(pair)) for pair in (limited[:2], limited[2:]))
