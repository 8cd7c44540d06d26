"""Paragraphs, and where a sentence must, cannot and may begin."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Span
from sayso.read.sentences import Facts, boundary_hints, paragraphs, split_by_rule
from sayso.read.words import DEFAULT, split_words

FACTS = Facts(DEFAULT.abbreviations, frozenset({"oktober", "oktobra"}))
LINES = st.text(alphabet="aB1 .!?\n\r\u2028\x85»«\"'()…-", max_size=80)


def blocks(text: str) -> list[str]:
    return [span.slice(text) for span in paragraphs(text, Span(0, len(text)))]


def cut(text: str) -> list[str]:
    """Sentences by rule."""
    spans: list[Span] = []
    firsts: list[int] = []
    for paragraph in paragraphs(text, Span(0, len(text))):
        firsts.append(len(spans))
        spans += split_words(text, paragraph.start, paragraph.end)
    starts = split_by_rule(boundary_hints(text, spans, firsts, FACTS), text, spans, FACTS)
    begins = [span.start for span, start in zip(spans, starts, strict=True) if start]
    return [text[begin:end].strip() for begin, end in zip(begins, [*begins[1:], len(text)], strict=True)]


def hint(text: str, word: str) -> bool | None:
    """The hint at the last word of this form."""
    spans = split_words(text)
    hints = boundary_hints(text, spans, [0], FACTS)
    return next(h for s, h in zip(reversed(spans), reversed(hints), strict=True) if s.slice(text) == word)


@given(st.text() | LINES)
def test_paragraphs_hold_all_that_is_not_white_space(text: str) -> None:
    found = paragraphs(text, Span(0, len(text)))
    assert all(span.slice(text) == span.slice(text).strip() != "" for span in found)
    assert "".join("".join(span.slice(text).split()) for span in found) == "".join(text.split())


@given(st.text() | LINES)
def test_one_hint_a_word(text: str) -> None:
    spans = split_words(text)
    hints = boundary_hints(text, spans, [0] if spans else [])
    starts = split_by_rule(hints, text, spans)
    assert len(hints) == len(starts) == len(spans)
    assert all(start is hint for start, hint in zip(starts, hints, strict=True) if hint is not None)
    assert not spans or starts[0]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\u2029", " \n \n\t"])
def test_lines_are_paragraphs(gap: str) -> None:
    assert blocks(f"Naslov{gap}Prvi odstavek.{gap}Drugi odstavek. {gap}") == [
        "Naslov",
        "Prvi odstavek.",
        "Drugi odstavek.",
    ]


def test_only_the_body_counts() -> None:
    text = "glava\nPrvi.\nDrugi."
    assert [span.slice(text) for span in paragraphs(text, Span(6, 11))] == ["Prvi."]
    assert paragraphs(text, Span(5, 6)) == []


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    first = (
        "The council met on Tuesday evening to talk about the\n"
        "bridge that had been closed since the spring and\n"
        "found no money."
    )
    assert blocks(f"A heading\n\n{first}\n\nAnother one.") == ["A heading", first, "Another one."]


def test_a_list_is_not_taken_for_broken_lines() -> None:
    assert len(blocks("kruh in mleko\nsir\nmaslo iz domače hladne shrambe\nsol")) == 4


@pytest.mark.parametrize(
    "sentence",
    [
        "Seja bo 1. novembra v Celju.",
        "Kupili so npr. hruške, slive itd. in se vrnili.",
        "Podjetje Lipa, d. o. o., je v izgubi.",
        "Govoril je dr. Janez Hribar z mag. Nado Vrh.",
        "Prišel je J. Hribar s svojo ženo A. M. Hribar.",
        "»Kam greš?« je vprašala mati.",
        "»Kam!« je zavpil, »kam!«",
        "Mr. Hill met Gen. Brook at 5 p.m. on Monday.",
        "Der Gast kam am 13. Oktober an.",
        "Čakali so ... in čakali.",
        "Zrasla je za 3.500 evrov (prej 2. maja 1.000).",
        "Vprašal je (»Kdaj?«), a zaman.",
    ],
)
def test_one_sentence(sentence: str) -> None:
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Prišel je.", "Videl je!", "Je zmagal?", "Da."],
        ["»Gremo.", "Pozno je,« je rekla.", "Šli so."],
        ["»Gremo.«", "Vstala je."],
        ["Zgodilo se je leta 2004.", "Nihče ne ve."],
        ["Čakali so …", "Zaman."],
        ['"We won.', 'We did," he said.', "They left."],
        ["Bil je v izgubi (lani).", "»Zdaj ni,« pravi."],
        ["Dolgo je molčal.", "– Ne vem, je rekel."],
    ],
)
def test_several_sentences(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_headings_and_quotations_over_paragraphs() -> None:
    text = "Most bo odprt\n»Čakali smo.\nDolgo smo čakali,« pravi Vrh.\nZdaj je konec."
    assert cut(text) == ["Most bo odprt", "»Čakali smo.", "Dolgo smo čakali,« pravi Vrh.", "Zdaj je konec."]


def test_what_the_network_decides() -> None:
    assert hint("Prišel je. Videl je.", "Videl") is None
    assert hint("Kupili so hruške itd. Vrnili so se.", "Vrnili") is None
    assert hint("Dobil je 15. Vlak je odpeljal.", "Vlak") is None
    assert hint("Lipa d. o. o. Celje", "Celje") is None


def test_what_it_does_not_decide() -> None:
    assert hint("Prišel je Novak.", "Novak") is False
    assert hint("Prišel je J. Novak.", "Novak") is False
    assert hint("Am 13. Oktober", "Oktober") is False
    assert hint("Prišel je. Videl je.", ".") is False
    assert hint("Prišel je.«", "«") is False
    assert hint("Prišel je.", "Prišel") is True


@pytest.mark.parametrize("unit", ["a\n", "A. ", ". ", '"', "A.) ", "a\r\n\r\n", "a"])
def test_a_hundred_thousand_characters_take_no_time(unit: str) -> None:
    start = time.process_time()
    cut(unit * (100_000 // len(unit)))
    assert time.process_time() - start < 8
