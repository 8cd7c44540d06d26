"""Quantities of hand-made readings: span, value, unit and bound, and what is no quantity."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.lang import Language, load
from sayso.model import Article, Maker, Quantity, Reading, Sentence, Span, Word
from sayso.read.words import split_words
from sayso.resolve.quantities import quantities_of

SLOVENE, ENGLISH = load("sl"), load("en")
PLURAL = "Case=Gen|Number=Plur"


def read(text: str, words: dict[str, str] | None = None, language: Language = SLOVENE) -> Reading:
    """One sentence.  ``words`` says tag, lemma and features of forms: ``{"hiš": "NOUN hiša Number=Plur"}``."""
    made = []
    for span in split_words(text):
        form = span.slice(text)
        tag, lemma, features = [*(words or {}).get(form, "X").split(), "", ""][:3]
        made.append(Word(span, form, lemma or form.lower(), tag, features or "_"))
    sentence = (Sentence(0, len(made), 0),) if made else ()
    article = Article("d", text, Span(0, len(text)))
    return Reading(article, language.code, tuple(made), sentence, (), (), (), Maker("read", "hand", "1"))


def found(
    text: str, words: dict[str, str] | None = None, language: Language = SLOVENE
) -> list[tuple[object, ...]]:
    made = quantities_of(read(text, words, language), language)
    return [(q.span.slice(text), q.value, q.unit, q.bound) for q in made]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kar osem tisoč evrov", ("kar osem tisoč evrov", 8000, "EUR", "exactly")),
        ("plačali so 3,5 milijona evrov", ("3,5 milijona evrov", 3.5e6, "EUR", "exactly")),
        ("plačali so 12.400 evrov", ("12.400 evrov", 12400, "EUR", "exactly")),
        ("plačali so 1 200 evrov", ("1 200 evrov", 1200, "EUR", "exactly")),
        ("plačali so 25 tisoč evrov", ("25 tisoč evrov", 25000, "EUR", "exactly")),
        ("plačali so € 1.250,50", ("€ 1.250,50", 1250.5, "EUR", "exactly")),
        ("pol milijona ton", ("pol milijona ton", 5e5, "t", "exactly")),
        ("poldrugi milijon ton", ("poldrugi milijon ton", 1.5e6, "t", "exactly")),
        ("dva milijona in pol ton", ("dva milijona in pol ton", 2.5e6, "t", "exactly")),
        ("v dveh do treh odstotkih", ("dveh do treh odstotkih", (2, 3), "%", "between")),
        ("za dve odstotni točki", ("dve odstotni točki", 2, "percentage point", "exactly")),
        ("stodvaintrideset kilometrov", ("stodvaintrideset kilometrov", 132, "km", "exactly")),
        ("dva milijona tristo tisoč litrov", ("dva milijona tristo tisoč litrov", 2.3e6, "l", "exactly")),
        ("okoli 20 hektarjev", ("okoli 20 hektarjev", 20, "ha", "about")),
        ("več kot 20 m2", ("več kot 20 m2", 20, "m2", "more_than")),
        ("dobrih 20 odstotkov", ("dobrih 20 odstotkov", 20, "%", "more_than")),
        ("slabih 20 odstotkov", ("slabih 20 odstotkov", 20, "%", "less_than")),
        ("do 20 evrov", ("do 20 evrov", 20, "EUR", "at_most")),
        ("najmanj 20 evrov", ("najmanj 20 evrov", 20, "EUR", "at_least")),
        ("20 evrov ali več", ("20 evrov ali več", 20, "EUR", "at_least")),
        ("od 5 do 7 evrov", ("od 5 do 7 evrov", (5, 7), "EUR", "between")),
        ("med 10 in 15 odstotki", ("med 10 in 15 odstotki", (10, 15), "%", "between")),
        ("10-12 milijonov evrov", ("10-12 milijonov evrov", (1e7, 1.2e7), "EUR", "between")),
        ("več milijonov evrov", ("več milijonov evrov", (2e6, 1e7), "EUR", "between")),
        ("na tisoče evrov", ("na tisoče evrov", 1000, "EUR", "at_least")),
        ("ena od petih je brez dela", ("ena od petih", 0.2, "fraction", "exactly")),
        ("pol odstotne točke manj", ("pol odstotne točke", 0.5, "percentage point", "exactly")),
        ("dve tretjini gozda", ("dve tretjini", 2 / 3, "fraction", "exactly")),
        ("peterica je odpotovala", ("peterica", 5, "človek", "exactly")),
    ],
)
def test_slovene_amounts(text: str, expected: tuple[object, ...]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about 2.5m euros", ("about 2.5m euros", 2.5e6, "EUR", "about")),
        ("paid £50bn", ("£50bn", 5e10, "GBP", "exactly")),
        ("paid a US$3m fine", ("US$3m", 3e6, "USD", "exactly")),
        ("a $5.5-billion deal", ("$5.5-billion", 5.5e9, "USD", "exactly")),
        ("worth €1.2 billion", ("€1.2 billion", 1.2e9, "EUR", "exactly")),
        ("half a million dollars", ("half a million dollars", 5e5, "USD", "exactly")),
        ("fewer than twenty-five percent", ("fewer than twenty-five percent", 25, "%", "less_than")),
        ("two hundred and fifty miles", ("two hundred and fifty miles", 250, "mile", "exactly")),
        ("no more than 1,200 km", ("no more than 1,200 km", 1200, "km", "at_most")),
        ("15-20%", ("15-20%", (15, 20), "%", "between")),
        ("a third of them", ("a third", 1 / 3, "fraction", "exactly")),
        ("one in five agreed", ("One in five".lower(), 0.2, "fraction", "exactly")),
        ("more than a dozen miles", ("more than a dozen miles", 12, "mile", "more_than")),
        ("hundreds of thousands of dollars", ("hundreds of thousands of dollars", 1e5, "USD", "at_least")),
        ("the trio left", ("trio", 3, "person", "exactly")),
        ("a 100m race", ("100m", 100, "m", "exactly")),
    ],
)
def test_english_amounts(text: str, expected: tuple[object, ...]) -> None:
    assert found(text, language=ENGLISH) == [expected]


def test_the_counted_noun_in_the_nominative_singular() -> None:
    nouns = {"hiš": f"NOUN hiša {PLURAL}", "starih": f"ADJ star {PLURAL}", "ljudi": f"NOUN ljudi {PLURAL}"}
    assert found("20 starih hiš", nouns) == [("20 starih hiš", 20, "hiša", "exactly")]
    assert found("20 ljudi", nouns) == [("20 ljudi", 20, "človek", "exactly")]
    assert found("20 mrtvih", {"mrtvih": f"ADJ mrtev {PLURAL}"}) == [("20 mrtvih", 20, "mrtev", "exactly")]
    jobs = {"jobs": "NOUN jo Number=Plur"}
    assert found("30,000 jobs", jobs, ENGLISH) == [("30,000 jobs", 30000, "job", "exactly")]


def test_a_bare_number_counts_what_was_counted_before() -> None:
    nouns = {"hiš": f"NOUN hiša {PLURAL}"}
    assert found("20 hiš, od tega 7 novih", nouns)[1] == ("7", 7, "hiša", "exactly")
    assert found("s 5 na 7 odstotkov") == [("5", 5, "%", "exactly"), ("7 odstotkov", 7, "%", "exactly")]


def test_one_counts_only_with_a_bound_or_a_measure() -> None:
    nouns = {"hiša": "NOUN hiša Case=Nom|Number=Sing"}
    assert found("ena hiša", nouns) == []
    assert found("vsaj ena hiša", nouns) == [("vsaj ena hiša", 1, "hiša", "at_least")]
    assert found("en odstotek") == [("en odstotek", 1, "%", "exactly")]


def test_a_preposition_of_the_verb_stays_out() -> None:
    words = {"opozorili": "VERB opozoriti"}
    assert found("opozorili so na tisoče evrov", words)[0][0] == "tisoče evrov"


@pytest.mark.parametrize(
    "text",
    [
        "leta 2021", "20. novembra 2020", "tri ure", "star 45 let", "25-letni mož", "izid 3:1", "po 7. členu", "člen 5",
        "covid-19", "skupina G20", "Boeing 737", "telefon 01 234 56 78", "ob 18.30", "v 90. letih", "oba", "ena",
        "12/2020",
    ],
)  # fmt: skip
def test_no_quantities(text: str) -> None:
    nouns = {"mož": "NOUN mož Number=Sing", "Boeing": "PROPN", "členu": "NOUN člen Number=Sing"}
    assert found(text, nouns) == []


@pytest.mark.parametrize(
    "text",
    [
        "in 2020",
        "November 12",
        "two hours",
        "a 45-year-old",
        "won 3-1",
        "20th",
        "Flight 370",
        "both",
        "one",
        "1990s",
    ],
)
def test_no_english_quantities(text: str) -> None:
    assert found(text, language=ENGLISH) == []


def test_places_are_not_counted_and_a_sign_has_one_number() -> None:
    assert found("1000 Ljubljana", {"Ljubljana": "PROPN Ljubljana Case=Nom|Number=Sing"}) == []
    assert found("5 € 10") == [("5 €", 5, "EUR", "exactly")]


def test_each_quantity_says_why() -> None:
    made: tuple[Quantity, ...] = quantities_of(read("več kot 20 evrov"), SLOVENE)
    assert {reason.name for reason in made[0].why} >= {
        "quantities:digits",
        "numbers.toml:evro",
        "numbers.toml:več kot",
    }


WORDS = (  # signs, numbers, and words of all sorts
    "- – / : . , % € $ ( ) 5 12.400 0 2021 1.1.1 1,1,1 ž ٣ ² 𝟝 İ tisoč od do med in več pol ena petindvajset milijonov a "
    "half of hundreds between and m bn evrov odstotni tretjina kar about"
)
PIECES = st.sampled_from(
    [*WORDS.split(" "), " ", "\n", "1 200", "9" * 400, "in pol", "na tisoče", "or more", "a few hundred"]
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=14).map("".join),
    st.lists(PIECES, max_size=14).map(" ".join),
)


@pytest.mark.parametrize("code", ["sl", "en", "de", "hr", "sr"])
@settings(deadline=None, max_examples=100)
@given(
    text=TEXTS, tags=st.lists(st.sampled_from(["NOUN", "ADJ", "NUM", "VERB", "ADV", "PUNCT"]), max_size=30)
)
def test_total_ordered_and_without_overlap(code: str, text: str, tags: list[str]) -> None:
    words = {span.slice(text): tag for span, tag in zip(split_words(text), tags, strict=False)}
    made = quantities_of(read(text, words, load(code)), load(code))
    for quantity in made:
        assert quantity.span.slice(text).strip()
        low, high = quantity.value if isinstance(quantity.value, tuple) else (quantity.value, quantity.value)
        assert 0 <= low <= high < float("inf")
        assert quantity.unit
    assert all(a.span.end <= b.span.start for a, b in zip(made, made[1:], strict=False))
