"""Quotations: every national way of marking them, nested, run on, broken off."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Span
from sayso.read.quotes import find_quotes

MARKS = st.text(alphabet="ab1 .,\n„“”\"»«'’‘‚‹›`-", max_size=80)


def quoted(text: str) -> list[str]:
    """The quotations; one that is never closed with a bar at its end."""
    found = find_quotes(text, Span(0, len(text)))
    return [quote.span.slice(text) + ("" if quote.closed else "|") for quote in found]


@given(st.text() | MARKS)
def test_quotations_are_in_the_text_and_nest(text: str) -> None:
    found = find_quotes(text, Span(0, len(text)))
    for number, quote in enumerate(found):
        assert 0 <= quote.span.start < quote.span.end <= len(text)
        for other in found[number + 1 :]:
            apart = not quote.span.overlaps(other.span)
            assert apart or quote.span.contains(other.span)


@given(MARKS, MARKS)
def test_nothing_outside_the_body_is_seen(header: str, body: str) -> None:
    text = header + body
    for quote in find_quotes(text, Span(len(header), len(text))):
        assert quote.span.start >= len(header)


@pytest.mark.parametrize(
    "quotation",
    [
        "„Gremo,“",
        "„Gremo,”",
        "“Gremo,”",
        "»Gremo,«",
        "«Gremo,»",
        '"Gremo,"',
        '„Gremo,"',
        "``Gremo,''",
        ",,Gremo,''",
        "”Gremo,”",
        "»Gremo,»",
        "‚Gremo,‘",
        "‘Gremo,’",
        "›Gremo,‹",
        "‹Gremo,›",
        "'Gremo,'",
        "« Gremo »",
        "“Gremo“",
    ],
)
def test_national_marks(quotation: str) -> None:
    assert quoted(quotation) == [quotation]
    assert quoted(f"Miha je rekel: {quotation} in šel.") == [quotation]


def test_several_in_a_row() -> None:
    assert quoted('„Da,“ je rekla. „Ne!“ "Res?" »Res.«') == ["„Da,“", "„Ne!“", '"Res?"', "»Res.«"]
    assert quoted('"Kdo?" "Jaz."') == ['"Kdo?"', '"Jaz."']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("»Rekel je ›ne‹ in šel,« trdi.", ["»Rekel je ›ne‹ in šel,«", "›ne‹"]),
        ("„Bral sem »Jutro« doma“", ["„Bral sem »Jutro« doma“", "»Jutro«"]),
        ("“She said ‘no’ and it’s fine.”", ["“She said ‘no’ and it’s fine.”", "‘no’"]),
        ('"He said "yes" to me"', ['"He said "yes" to me"', '"yes"']),
        ("(»Vlak« stoji)", ["»Vlak«"]),
        ("»Vlak«-a ni", ["»Vlak«"]),
        ('je rekel: "Ne!".', ['"Ne!"']),
        ('besede " tako " stojijo', ['" tako "']),
        ('Vrh je rekel:" Grem." Šel je.', ['" Grem."']),
        ("''Grem,'' je rekel.", ["''Grem,''"]),
        ('"Prišla je, "pravi. "Res."', ['"Prišla je, "', '"Res."']),
    ],
)
def test_nested_and_leaning(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the players' union, isn't it?",
        "L’Aquila in D’Artagnan",
        "Back in the '90s we liked rock 'n' roll",
        "He is 6' tall, she is 5' 6\" tall",
        'A 19" screen',
        'Beseda" brez začetka',
        'narazen " je',
        '""',
        "",
    ],
)
def test_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_inches_inside_a_quotation() -> None:
    assert quoted('"He is 6\'2" tall," she said.') == ['"He is 6\'2" tall,"']


def test_contractions_inside_single_marks() -> None:
    assert quoted("'I don't know,' he said, 'but I'll ask.'") == ["'I don't know,'", "'but I'll ask.'"]


def test_a_quotation_over_paragraphs_with_the_mark_repeated() -> None:
    text = "“First.\n\n“Second.\n\n“Third,” she said. “New.”"
    assert quoted(text) == ["“First.\n\n“Second.\n\n“Third,”", "“New.”"]
    text = "»Prvi.\n»Drugi.«\nTretji."
    assert quoted(text) == ["»Prvi.\n»Drugi.«"]


def test_a_quotation_over_paragraphs_opened_once() -> None:
    assert quoted("„Prvi.\r\n\r\nDrugi.\r\n\r\nTretji,“ je dejal.") == [
        "„Prvi.\r\n\r\nDrugi.\r\n\r\nTretji,“"
    ]


def test_what_is_never_closed_ends_with_its_paragraph() -> None:
    assert quoted("»Toda nihče ne ve.\nNov odstavek.") == ["»Toda nihče ne ve.|"]
    assert quoted("»Toda nihče.\nKasneje »nekdo« ve.") == ["»Toda nihče.|", "»nekdo«"]
    assert quoted("»Toda nihče.\n" + "Vrstica.\n" * 20 + "Konec.«") == ["»Toda nihče.|"]


def test_a_run_that_is_never_closed_ends_with_its_last_paragraph() -> None:
    assert quoted("“First.\n\n“Second.\n\nThird.") == ["“First.\n\n“Second.|"]


def test_an_inner_one_that_is_not_closed_ends_with_its_outer() -> None:
    assert quoted("„Bral sem »Jutro“ doma") == ["„Bral sem »Jutro“", "»Jutro|"]


def test_a_stray_apostrophe_does_not_reach_into_other_paragraphs() -> None:
    assert quoted("Get 'em now.\nThe dogs' bowls.") == []


@pytest.mark.parametrize("unit", ['"', "„", "„«", '"a ', "'a ", "a' ", "„a\n", "»a« ", "``''"])
def test_a_hundred_thousand_characters_take_no_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    find_quotes(text, Span(0, len(text)))
    assert time.process_time() - start < 5
