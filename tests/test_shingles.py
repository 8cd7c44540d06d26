"""Words that are compared and the prints of a report."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ingest.text import article_from_text
from sayso.model import Article, Span
from sayso.shingles import SHINGLE, WINDOW, prints, wording, words_in

HEADER = "most\nsl\n2025-03-04\nhttps://primer.si/most\n"
NEWS = "Most bo odprt\n\nMost čez Bistrico bodo po besedah županje odprli junija, ko bo asfalt dovolj suh za promet."
quick = settings(max_examples=80, deadline=None)
words = st.lists(st.integers(0, 400).map(lambda n: f"w{n}"), max_size=70)


@quick
@given(st.text(max_size=60))
def test_words_keep_their_place(text: str) -> None:
    found = words_in(text)
    assert list(found.starts) == sorted(found.starts)
    for at, form in enumerate(found.forms):
        assert form
        assert found.span(at, at + 1).slice(text)
    assert prints(found) == prints(found)


def test_the_header_is_no_wording() -> None:
    with_header, bare = article_from_text(HEADER + NEWS), article_from_text(NEWS)
    assert wording(with_header).forms == wording(bare).forms
    assert prints(wording(with_header)).keys() == prints(wording(bare)).keys()
    assert "primer" not in wording(with_header).forms


def test_a_title_inside_the_body_counts_once() -> None:
    given = Article("a", "Most bo odprt junija", Span(0, 20), Span(0, 13))
    assert wording(given).forms == ("most", "bo", "odprt", "junija")


def test_spelling_hyphenation_and_case_make_no_other_word() -> None:
    assert words_in("MOS\u00adTU e\u0301 š\u200b \ufb01lm").forms == words_in("mostu é S film").forms


@quick
@given(words, words, words)
def test_what_is_long_enough_and_shared_shares_a_print(
    before: list[str], shared: list[str], after: list[str]
) -> None:
    one = words_in(" ".join([*before, *shared, *after]))
    other = words_in(" ".join(["x", *shared, "y"]))
    both = prints(one).keys() & prints(other).keys()
    if len(shared) >= SHINGLE + WINDOW - 1:
        assert both


def test_prints_are_the_same_on_every_machine() -> None:
    found = prints(words_in("Most čez Bistrico bodo odprli junija"))
    assert sorted(found.items()) == EXPECTED
    assert prints(words_in("Most čez Bistrico")) == {}


def test_inflection_at_the_end_leaves_prints_alone() -> None:
    one, other = (
        words_in("prebivalci vasice odhajajo čez bistriške mostove"),
        words_in("prebivalcem vasicami odhajali čez bistriških mostovih"),
    )
    assert prints(one).keys() == prints(other).keys()


EXPECTED = [(55122062495996, 1)]
