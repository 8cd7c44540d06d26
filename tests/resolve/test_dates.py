"""Dates in sentences: tense, what stands around a date, ranges, months of publication, quoted days, and any text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_dates_rows import PUBLISHED, WITH_DATES, found, reading, told

from sayso.lang import Language, load
from sayso.model import DateInterval, Name, Reading
from sayso.resolve.dates import dates_of

NOVEMBER = DateInterval(date(2024, 11, 1), date(2024, 12, 1))
LAST_DAYS = DateInterval(date.max.replace(day=30), date.max)
FIRST_DAYS = DateInterval(date.min, date.min.replace(day=2))


def shown(text: str, code: str = "sl", published: DateInterval | None = PUBLISHED) -> list[tuple[str, ...]]:
    """What is found: words, kind, value, mod and part, empty ones left out."""
    return [
        tuple(filter(None, (i.span.slice(text), i.kind, told(i.value), i.mod, i.part)))
        for i in found(text, code, published)
    ]


def tagged(made: Reading, **facts: tuple[str, str, str]) -> Reading:
    """The reading with tag, features and governing form of some words."""
    forms = [word.form for word in made.words]
    words = list(made.words)
    for form, (tag, features, head) in facts.items():
        at = forms.index(form)
        governor = forms.index(head) if head else None
        words[at] = replace(
            words[at], tag=tag, features=features, head=governor, relation="aux" if tag == "AUX" else "dep"
        )
    return replace(made, words=tuple(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Velja do leta 2030.", ("leta 2030", "date", "2030-01-01 2031-01-01", "before")),
        ("Velja od februarja 2022.", ("februarja 2022", "date", "2022-02-01 2022-03-01", "since")),
        ("Bo po 1. maju 2025.", ("1. maju 2025", "date", "2025-05-01 2025-05-02", "after")),
        ("Bo pred 1. majem 2025.", ("1. majem 2025", "date", "2025-05-01 2025-05-02", "before")),
        ("Do konca leta 2025.", ("konca leta 2025", "date", "2025-01-01 2026-01-01", "before", "end")),
        ("To je bilo konec septembra.", ("konec septembra", "date", "2024-09-01 2024-10-01", "end")),
        ("To je bilo sredi maja 2022.", ("sredi maja 2022", "date", "2022-05-01 2022-06-01", "mid")),
        ("Na začetku leta 2022 je bil.", ("začetku leta 2022", "date", "2022-01-01 2023-01-01", "start")),
        ("Trajalo je več kot tri ure.", ("več kot tri ure", "duration")),
        ("Bo v četrtek, 21. novembra, zvečer.", ("četrtek, 21. novembra", "date", "2024-11-21 2024-11-22")),
        ("Trajalo je od petka do nedelje in bilo.", ("od petka do nedelje", "date", "2024-11-08 2024-11-11")),
        ("Bil je med 3. majem 2022 in majem 2023.", ("med 3. majem 2022 in majem 2023", "date", "2022-05-03 2023-06-01")),
    ],
)  # fmt: skip
def test_what_stands_around_a_date(text: str, words: tuple[str, ...]) -> None:
    assert shown(text) == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It runs until 2030.", ("2030", "date", "2030-01-01 2031-01-01", "before")),
        ("It will be done by Friday.", ("Friday", "date", "2024-11-15 2024-11-16", "before")),
        ("It has been so since Monday.", ("Monday", "date", "2024-11-11 2024-11-12", "since")),
        ("It was in mid-October.", ("mid-October", "date", "2024-10-01 2024-11-01", "mid")),
        ("It was in late 2022.", ("late 2022", "date", "2022-01-01 2023-01-01", "end")),
        ("It was at the end of September 2022.", ("end of September 2022", "date", "2022-09-01 2022-10-01", "end")),
        ("It was between May and July 2022.", ("between May and July 2022", "date", "2022-05-01 2022-08-01")),
        ("It ran from 5 May 2022 to 6 June 2023.", ("from 5 May 2022 to 6 June 2023", "date", "2022-05-05 2023-06-07")),
        ("It was late on Monday.", ("Monday", "date", "2024-11-11 2024-11-12")),
        ("It was late Monday.", ("late Monday", "date", "2024-11-11 2024-11-12")),
    ],
)  # fmt: skip
def test_what_stands_around_an_english_date(text: str, words: tuple[str, ...]) -> None:
    assert shown(text, "en") == [words]


def test_the_clause_tells_which_day() -> None:
    text = "Odbor je v torek odločil, da bo v petek glasoval."
    made = tagged(
        reading(text, "sl"),
        odločil=("VERB", "VerbForm=Part", ""),
        torek=("NOUN", "_", "odločil"),
        je=("AUX", "Tense=Pres", "odločil"),
        glasoval=("VERB", "VerbForm=Part", "odločil"),
        petek=("NOUN", "_", "glasoval"),
        bo=("AUX", "Tense=Fut", "glasoval"),
    )
    values = [told(item.value) for item in dates_of(made, load("sl"))]
    assert values == ["2024-11-12 2024-11-13", "2024-11-15 2024-11-16"]


def test_an_infinitive_has_the_tense_of_the_verb_above_it() -> None:
    """ "Pogodbo bi morali podpisati januarja": of "bi morali", so the nearest January, not the next."""
    text = "Pogodbo bi morali podpisati januarja."
    made = tagged(
        reading(text, "sl"),
        morali=("VERB", "VerbForm=Part|Number=Plur", ""),
        bi=("AUX", "Mood=Cnd", "morali"),
        podpisati=("VERB", "VerbForm=Inf", "morali"),
        januarja=("NOUN", "_", "podpisati"),
    )
    words = list(made.words)
    at = [word.form for word in words].index("podpisati")
    words[at] = replace(words[at], relation="xcomp")
    made = replace(made, words=tuple(words))
    (time,) = dates_of(made, load("sl"))
    assert time.value == DateInterval(date(2025, 1, 1), date(2025, 2, 1))


def test_would_in_what_was_said_looks_ahead() -> None:
    for relation, value in (("ccomp", "2025-05-01 2025-06-01"), ("advcl", "2024-05-01 2024-06-01")):
        text = "She said it would open in May."
        made = tagged(
            reading(text, "en", DateInterval(date(2024, 10, 1), date(2024, 10, 2))),
            said=("VERB", "Tense=Past", ""),
            open=("VERB", "VerbForm=Inf", "said"),
            would=("AUX", "VerbForm=Fin", "open"),
            May=("PROPN", "_", "open"),
        )
        words = list(made.words)
        at = [word.form for word in words].index("open")
        words[at] = replace(words[at], relation=relation)
        (time,) = dates_of(replace(made, words=tuple(words)), load("en"))
        assert told(time.value) == value


def test_a_conditional_takes_the_nearest() -> None:
    assert shown("Naj bi decembra odšel.") == [("decembra", "date", "2024-12-01 2025-01-01")]
    assert shown("Naj bi v petek odšel.") == [("petek", "date", "2024-11-15 2024-11-16")]
    assert shown("Naj bi oktobra odšel.") == [("oktobra", "date", "2024-10-01 2024-11-01")]


def test_published_in_a_month() -> None:
    assert shown("Danes je bil dež.", published=NOVEMBER) == [("Danes", "date", "2024-11-01 2024-12-01")]
    assert shown("V četrtek je bil dež.", published=NOVEMBER) == [
        ("četrtek", "date", "2024-10-31 2024-11-29")
    ]
    assert shown("Lani je bil dež.", published=NOVEMBER) == [("Lani", "date", "2023-01-01 2024-01-01")]


def test_without_a_day_of_publication_only_what_is_named_has_a_value() -> None:
    assert shown("Danes in maja 2022.", published=None) == [
        ("Danes", "date"),
        ("maja 2022", "date", "2022-05-01 2022-06-01"),
    ]


def test_the_day_of_speaking_is_the_anchor_of_a_quotation() -> None:
    text = "„Jutri pride,“ je bil v torek prepričan Kos."
    assert shown(text) == [
        ("Jutri", "date", "2024-11-13 2024-11-14"),
        ("torek", "date", "2024-11-12 2024-11-13"),
    ]


def test_only_what_counts_from_the_day_of_speaking_rests_on_it() -> None:
    made = reading("Župan je bil v torek prepričan: »Jutri bomo do leta 2030 delali tri ure.«", "sl")
    rests = {
        time.span.slice(made.article.text): any(r.name == "dates:the day it was said" for r in time.why)
        for time in dates_of(made, load("sl"))
    }
    assert rests == {"torek": False, "Jutri": True, "leta 2030": False, "tri ure": False}


def test_a_piece_of_a_name_is_no_date() -> None:
    made = reading("Theresa May left.", "en")
    assert not dates_of(replace(made, names=(Name(0, 2, "PER"),)), load("en"))


def test_a_number_that_counts_is_no_year() -> None:
    made = tagged(reading("V 2000 primerih.", "sl"), **{"2000": ("NUM", "_", "primerih")})
    words = tuple(replace(w, relation="nummod") if w.form == "2000" else w for w in made.words)
    assert not dates_of(replace(made, words=words), load("sl"))


@pytest.mark.parametrize(
    "text", ["Dne 30. februarja 2022.", "Star je 25 let.", "Zdaj in takrat.", "Euro 2024", ""]
)
def test_what_has_no_value(text: str) -> None:
    assert not [item for item in found(text) if item.value is not None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("To je bilo 5. maja 2022. godine.", "2022-05-05 2022-05-06"),
        ("То је било 5. маја 2022. године.", "2022-05-05 2022-05-06"),
        ("То је било прошле недеље.", "2024-11-04 2024-11-11"),
        ("Састали су се јуче.", "2024-11-13 2024-11-14"),
    ],
)
def test_serbian_in_both_scripts(text: str, value: str) -> None:
    assert [told(item.value) for item in found(text, "sr")] == [value]


def test_a_language_without_rows_finds_nothing() -> None:
    bare = Language("xx", "Examplish", ())
    assert dates_of(reading("Danes.", "sl"), bare) == ()


SENTENCE = (
    "od do med in v petek 3. 5 maja 2022 . - / , ob 18. uri konec leta pred dvema letoma zadnjih 9999 let prihodnje "
    "danes lani stoletja 0 every in the last two years from May 5 to mid - 1990s 31. februarja"
)
WORDS = st.sampled_from(SENTENCE.split())


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)),
    st.sampled_from(WITH_DATES),
    st.sampled_from([PUBLISHED, NOVEMBER, None, LAST_DAYS, FIRST_DAYS]),
)
def test_any_text_gives_ordered_expressions_that_do_not_overlap(
    text: str, code: str, published: DateInterval | None
) -> None:
    items = found(text, code, published)
    assert all(a.span.end <= b.span.start for a, b in zip(items, items[1:]))
    assert all(item.value is None or item.value.start < item.value.end for item in items)
    assert all(item.span.slice(text).strip() == item.span.slice(text) != "" for item in items)
    assert items == found(text, code, published)
