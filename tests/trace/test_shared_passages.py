"""Shared passages: true of any two texts, and found whatever an editor does to a sentence."""

from __future__ import annotations

import pytest
from copy_samples import OTHER, SENTENCES, WIRE, words
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Span
from sayso.trace.align import GAP, aligned, alike
from sayso.trace.passages import Passage, beyond_chance, passages_between

VOCABULARY = (
    *("most", "reka", "mostu", "Kopru", "svet", "10", "in", "je", "da,", ".", "\n"),
    *("„", "“", "\u00ad", "e\u0301", "ß", "\ufb01"),
)
texts = st.one_of(
    st.lists(st.sampled_from(VOCABULARY), max_size=60).map(" ".join),
    st.text(max_size=80),
    st.lists(st.sampled_from([*SENTENCES[:4], "Ne."]), max_size=5).map(" ".join),
)
quick = settings(max_examples=60, deadline=None)


def shared(one: str, other: str) -> tuple[Passage, ...]:
    a, b = words(one), words(other)
    return beyond_chance(passages_between(a, b), a, b)


def overlap(spans: list[Span]) -> bool:
    ordered = sorted(spans)
    return any(one.overlaps(other) for one, other in zip(ordered, ordered[1:], strict=False))


@quick
@given(texts, texts)
def test_passages_are_slices_that_never_overlap(one: str, other: str) -> None:
    a, b = words(one), words(other)
    found = passages_between(a, b)
    for each in found:
        assert 0 <= each.a.start < each.a.end <= len(one)
        assert 0 <= each.b.start < each.b.end <= len(other)
        assert each.shared <= min(len(each.words_a), len(each.words_b))
    assert not overlap([each.a for each in found])
    assert not overlap([each.b for each in found])
    for run in aligned(a, b):
        assert all(x[0] < y[0] and x[1] < y[1] for x, y in zip(run.pairs, run.pairs[1:], strict=False))
        assert all(alike(a.forms[i], b.forms[j]) or a.stems[i] == b.stems[j] for i, j in run.pairs)


@quick
@given(texts, texts)
def test_the_same_whichever_comes_first_and_each_time(one: str, other: str) -> None:
    there = passages_between(words(one), words(other))
    back = passages_between(words(other), words(one))
    assert sorted((each.turned() for each in back), key=lambda each: each.a) == list(there)
    assert passages_between(words(one), words(other)) == there


@quick
@given(texts)
def test_a_text_against_itself_is_one_passage(text: str) -> None:
    found = shared(text, text)
    assert len(found) == (1 if words(text).forms else 0)
    for each in found:
        assert each.a == each.b
        assert each.shared == len(words(text))


@pytest.mark.parametrize(
    "text", ["", " \n", "…", "🙂🙂", "\ud800 \ud800", "a " * 3000, "ab" * 3000, "a b " * 2000]
)
def test_hostile_texts(text: str) -> None:
    for other in (text, text + "x", WIRE, ""):
        assert shared(text, other) == tuple(each.turned() for each in shared(other, text))


def covers(found: tuple[Passage, ...], one: str, sentence: str) -> bool:
    at = one.index(sentence)
    return any(each.a.contains(Span(at, at + len(sentence))) for each in found)


def test_a_sentence_in_another_report() -> None:
    mixed = f"{OTHER} {SENTENCES[2]} Več pa jutri."
    (each,) = shared(mixed, WIRE)
    assert each.a.slice(mixed) == SENTENCES[2]
    assert each.b.slice(WIRE) == SENTENCES[2]


def test_marks_around_a_passage_belong_to_it_where_both_have_them() -> None:
    one = f"Rekla je: »{SENTENCES[4]}« Potem je odšla."
    other = f"Povedala je tudi: „{SENTENCES[4]}“ Seja je trajala dolgo."
    (each,) = shared(one, other)
    assert each.a.slice(one) == f"»{SENTENCES[4]}«"
    assert each.b.slice(other) == f"„{SENTENCES[4]}“"


def test_other_inflection_and_spelling() -> None:
    edited = (
        "Koprivniški mestni svet je v torek zvečer po štiriurni razpravi potrdil gradnjo novih mostov čez "
        "Bistrico. Za predloge je glasovalo šestnajst svetnic, sedem jih je bilo proti, dve pa sta se glasovanj vzdržali."
    )
    found = shared(edited, WIRE)
    assert sum(each.shared for each in found) >= 24
    assert shared("Ćwiek Straße " + WIRE.upper().replace("Š", "S"), WIRE)[0].shared == len(words(WIRE))


def test_words_put_in_and_left_out_keep_a_passage_whole() -> None:
    edited = WIRE.replace("po štirih urah razprave ", "").replace(
        "novega mostu", "dolgo pričakovanega novega mostu"
    )
    (each,) = shared(edited, WIRE)
    assert each.a == Span(0, len(edited))
    assert each.b == Span(0, len(WIRE))


def test_a_long_insertion_parts_a_passage() -> None:
    inserted = f"{SENTENCES[0]} {OTHER} {SENTENCES[1]}"
    assert len(words(OTHER)) > GAP
    found = shared(inserted, f"{SENTENCES[0]} {SENTENCES[1]}")
    assert [each.a.slice(inserted) for each in found] == list(SENTENCES[:2])


def test_sentences_in_another_order() -> None:
    order = " ".join(SENTENCES[i] for i in (5, 1, 3, 0))
    found = shared(order, WIRE)
    assert len(found) == 4
    for number in (5, 1, 3, 0):
        assert covers(found, order, SENTENCES[number].rstrip("."))


def test_a_repeated_sentence_is_used_once() -> None:
    found = shared(f"{SENTENCES[0]} {OTHER} {SENTENCES[0]}", WIRE)
    assert len(found) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Predsednica Mestne zveze prijateljev reke Ana Marija Kovačič Hrastnik je odprla sejem.",
            "Sejo je vodila predsednica Mestne zveze prijateljev reke Ana Marija Kovačič Hrastnik.",
        ),
        (
            "Po poročanju tiskovne agencije je do zdaj umrlo 12 ljudi. Iskanje se nadaljuje.",
            "Reka je upadla. Po poročanju tiskovne agencije je do zdaj na cesti 300 ljudi.",
        ),
        ("Vse pravice pridržane. Ponatis dovoljen z navedbo vira.", "Vir: agencija. Vse pravice pridržane."),
    ],
)
def test_names_phrases_and_footers_are_no_passages(one: str, other: str) -> None:
    assert shared(f"{one} {OTHER}", f"{other} {WIRE}") == ()


def test_numbers_must_be_the_same() -> None:
    assert not alike("12000", "12500")
    assert alike("mostovi", "mostovom")
    assert not alike("most", "mesto")
