"""Outlets: the report's own, outlets by their rows, and the paper that was named before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_scene import ENGLISH, SLOVENE, Said, scene

from sayso.attribute import attribute
from sayso.attribute.scene import Scene
from sayso.lang import Language, PronounRow
from sayso.lang.gazette import OutletRow

LOC = "Case=Loc|Gender=Fem|Number=Plur"
OURS = PronounRow("naših", "naš", "possessive", "1", "plur", "any")
ZORJE = OutletRow("Zorje", "medium", "SI", "sl")
TO_US = PronounRow("nam", "mi", "personal", "1", "plur", "any")
OURSELVES = OutletRow("Dnevnik", "medium", "SI", "sl", ("dnevnik.si", "Dnevnika", "Dnevniku"))
LANGUAGE: Language = replace(SLOVENE, pronouns=(*SLOVENE.pronouns, OURS, TO_US), outlets=(ZORJE, OURSELVES))


def speakers(stage: Scene, address: str | None = None) -> list[str | None]:
    article = replace(stage.reading.article, address=address)
    return [found.speaker for found in attribute(replace(stage.reading, article=article), LANGUAGE)]


@pytest.mark.parametrize(
    ("address", "speaker"),
    [
        ("https://www.dnevnik.si/posel/1", "Dnevnik"),
        ("https://example.org/1", None),
        (None, None),
        ("//", None),
    ],
)
def test_our_information_is_the_outlets_that_the_address_belongs_to(
    address: str | None, speaker: str | None
) -> None:
    said = Said("naših", "Po", "bo dež", speaker="Kos")
    stage = scene("Po naših informacijah bo dež, pravi Kos.", said, names={"Kos": "PER"}, language=LANGUAGE)
    assert speakers(stage, address) == [speaker]


def test_we_learned_is_the_outlets_and_no_quoted_we() -> None:
    words = {"smo": "AUX biti Number=Plur|Person=1|VerbForm=Fin"}
    own = scene(
        "Kot smo izvedeli, bo dež.", Said((), "smo izvedeli", "bo dež"), words=words, language=LANGUAGE
    )
    quoted = scene(
        "„Kot smo izvedeli, bo dež.“", Said((), "smo izvedeli", "bo dež"), words=words, language=LANGUAGE
    )
    address = "https://www.dnevnik.si/posel/1"
    assert (speakers(own, address), speakers(quoted, address)) == (["Dnevnik"], [None])


def test_a_case_of_an_outlets_name_is_its_name_and_another_body_is_none() -> None:
    words = {"Zorjah": f"PROPN zorja {LOC}", "Zorana": "PROPN Zoran Case=Gen|Gender=Masc|Number=Sing"}
    paper, firm = (
        scene(
            f"Po pisanju v {name} bo dež.",
            Said(name, "Po pisanju", "bo dež"),
            words={name: words[name]},
            names={name: "ORG"},
            language=LANGUAGE,
        )
        for name in ("Zorjah", "Zorana")
    )
    assert speakers(paper) == ["Zorje"]
    assert speakers(firm) == ["Zoran"]


def test_the_paper_is_the_outlet_that_was_named_last() -> None:
    one = "NOUN časnik Case=Nom|Gender=Masc|Number=Sing"
    text = "Pišejo Zorje, Mlin pa ne. Bo dež, piše časnik."
    stage = scene(
        text,
        Said("časnik", "piše", "Bo dež"),
        words={"časnik": one},
        names={"Zorje": "ORG", "Mlin": "ORG"},
        language=LANGUAGE,
    )
    assert speakers(stage) == ["Zorje"]


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("Bo dež, pravijo viri naših.", "viri naših", "Viri Dnevnika"),
        ("Bo dež, nam pravijo viri.", "viri", "Viri Dnevnika"),
        ("Bo dež, pravijo viri.", "viri", "Viri"),
        ("Bo dež, nam pravijo viri iz vlade.", "viri iz vlade", "Viri iz vlade"),
        ("„Bo dež, nam pravijo viri.“", "viri", "Viri"),
    ],
)
def test_sources_that_talked_to_us_are_the_outlets(text: str, source: str, speaker: str) -> None:
    words = {
        "viri": "NOUN vir Case=Nom|Gender=Masc|Number=Plur >pravijo:nsubj",
        "pravijo": "VERB praviti >:root",
        "nam": "PRON jaz >pravijo:obj",
        "iz": "ADP iz >vlade:case",
        "vlade": "NOUN vlada Case=Gen|Gender=Fem|Number=Sing >viri:nmod",
    }
    stage = scene(
        text,
        Said(source, "pravijo", "Bo dež"),
        words={mark: facts for mark, facts in words.items() if mark in text},
        language=LANGUAGE,
    )
    assert speakers(stage, "https://www.dnevnik.si/posel/1") == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("the Daily Tide says that it rains.", "The Daily Tide"),
        ("Our Daily Tide says that it rains.", "Daily Tide"),
    ],
)
def test_an_article_is_part_of_a_name_where_it_stands_before_it(text: str, speaker: str) -> None:
    tide = OutletRow("The Daily Tide", "medium", "GB", "en", ("Daily Tide",))
    language = replace(ENGLISH, outlets=(tide,))
    stage = scene(
        text,
        Said("Daily Tide", "says", "that it rains"),
        names={"Daily Tide": "ORG"},
        language=language,
    )
    assert [found.speaker for found in attribute(stage.reading, language)] == [speaker]
