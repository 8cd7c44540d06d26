"""The normal form of a text and the way back."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Span
from sayso.text import QUOTE_PAIRS, normal_form

ODD = st.text(
    alphabet="aé\u0301\u0327\u00ad\u200d ﬁ½\u1100\u1161\u11a8가ㅏﾡￂ„“»’–\u2009\n각\u0130ǆ\ufeff", max_size=40
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Da,“ »ne« ‘or’ – or—not", '"Da," "ne" \'or\' - or-not'),
        ("slo\u00advar in\u00a0zemlje\u2009\n vid ", "slovar in zemljevid".replace("evid", "e vid")),
        ("ﬁlm ½ Ⅳ", "film 1⁄2 IV"),
        ("c\u030cas", "čas"),
        ("\ufeff Naslov", "Naslov"),
        ("ＡＢ", "AB"),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_normal_form(text: str, expected: str) -> None:
    assert normal_form(text).text == expected


@given(st.text() | ODD)
def test_offsets_lead_into_the_original(text: str) -> None:
    normal = normal_form(text)
    assert len(normal.offsets) == len(normal.text) + 1
    assert normal.offsets[-1] == len(text)
    assert all(before <= after for before, after in pairwise(normal.offsets))


@given(st.text() | ODD)
def test_a_normal_form_is_its_own(text: str) -> None:
    normal = normal_form(text).text
    assert normal_form(normal).text == normal


@given(st.text() | ODD)
def test_composed_and_decomposed_are_one(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert normal_form(composed).text == normal_form(decomposed).text


@given(st.text() | ODD, st.data())
def test_a_part_of_the_normal_form_comes_from_a_part_of_the_text(text: str, data: st.DataObject) -> None:
    normal = normal_form(text)
    start = data.draw(st.integers(0, len(normal.text)))
    end = data.draw(st.integers(start, len(normal.text)))
    original = normal.original(Span(start, end))
    assert 0 <= original.start <= original.end <= len(text)
    part = normal.text[start:end].strip()
    assert part in normal_form(original.slice(text)).text


def test_a_pile_of_marks_takes_no_time() -> None:
    start = time.process_time()
    normal_form("a" + "\u0301\u0327" * 50_000)
    assert time.process_time() - start < 3


def test_the_way_back() -> None:
    text = "Rekel je: „Slo\u00advar  je tu.“"
    normal = normal_form(text)
    at = normal.text.index("Slovar je")
    assert normal.original(Span(at, at + len("Slovar je"))).slice(text) == "Slo\u00advar  je"
    assert normal.original(Span(0, 0)) == Span(0, 0)


def test_pairs_are_pairs() -> None:
    assert len(set(QUOTE_PAIRS)) == len(QUOTE_PAIRS)
    assert all(opening and closing for opening, closing in QUOTE_PAIRS)
