"""Titles: what stands between an office and the name of its holder, and names that take in too much or too little."""

from __future__ import annotations

import pytest
import test_scene
from test_scene import Said

from sayso.attribute import attribute
from sayso.attribute.scene import Scene
from sayso.lang import load

NOM, GEN = "Case=Nom|Gender=Masc|Number=Sing", "Case=Gen|Gender=Masc|Number=Sing"


def speakers(text: str, *said: Said, words: dict[str, str], names: dict[str, str]) -> list[str | None]:
    stage: Scene = test_scene.scene(text, *said, words=words, names=names, language=load("sl"))
    return [found.speaker for found in attribute(stage.reading, stage.language)]


def test_an_abbreviation_in_brackets_is_a_word_of_the_office() -> None:
    said = speakers(
        "Prišel je guverner Banke (NBB) Rok Lah. Guverner NBB pravi, da bo dež.",
        Said("Guverner NBB", "pravi", "da bo dež"),
        words={
            "guverner": f"NOUN guverner {NOM}",
            "Banke": "PROPN Banka Case=Gen|Gender=Fem|Number=Sing",
            "NBB": "PROPN NBB",
            "Rok": f"PROPN Rok {NOM}",
            "Guverner": f"NOUN guverner {NOM} >pravi:nsubj",
            "NBB@2": "PROPN NBB >Guverner:nmod",
        },
        names={"Banke": "ORG", "Rok Lah": "PER", "NBB@2": "ORG"},
    )
    assert said == ["Rok Lah"]


PLACE = {
    "župan": f"NOUN župan {NOM} >pravi:nsubj",
    "Mlina": f"PROPN Mlin {GEN} >župan:nmod",
    "Lah": f"PROPN Lah {NOM} >župan:nmod",
}


def test_a_place_before_the_name_is_no_given_name() -> None:
    said = speakers(
        "Zdaj župan Mlina Lah pravi, da bo dež. Lah meni, da bo sneg. Odide Rok Lah.",
        Said("župan Mlina Lah", "pravi", "da bo dež"),
        Said("Lah@2", "meni", "da bo sneg"),
        words={**PLACE, "Lah@2": f"PROPN Lah {NOM}"},
        names={"Mlina Lah": "PER", "Lah@2": "PER", "Rok Lah": "PER"},
    )
    assert said == ["Rok Lah", "Rok Lah"]


def test_a_surname_at_the_end_of_a_bodys_name_is_the_persons() -> None:
    said = speakers(
        "Prišel je Rok Lah. Nato župan Mlina Lah pravi, da bo dež.",
        Said("župan Mlina Lah", "pravi", "da bo dež"),
        words={**PLACE, "Lah@2": PLACE["Lah"]},
        names={"Rok Lah": "PER", "Mlina Lah": "ORG"},
    )
    assert said == ["Rok Lah"]


def test_a_comma_inside_a_name_does_not_cut_it() -> None:
    said = speakers(
        "Zdaj urad za dež, veter in sneg pravi, da bo dež.",
        Said("urad za dež, veter in sneg", "pravi", "da bo dež"),
        words={"urad": f"NOUN urad {NOM} >pravi:nsubj"},
        names={"urad za dež, veter in sneg": "ORG"},
    )
    assert said == ["Urad za dež, veter in sneg"]


def test_a_party_by_its_letters_has_no_cases() -> None:
    said = speakers(
        "Zdaj stranka NSP pravi, da bo dež.",
        Said("stranka NSP", "pravi", "da bo dež"),
        words={
            "stranka": "NOUN stranka Case=Nom|Gender=Fem|Number=Sing >pravi:nsubj",
            "NSP": "PROPN NSP Case=Gen|Gender=Fem|Number=Sing >stranka:nmod",
        },
        names={"NSP": "ORG"},
    )
    assert said == ["NSP"]


def test_two_names_of_one_woman_are_one_surname() -> None:
    said = speakers(
        "Prišla je Nika Lah Kos. Zdaj Lah Kosova pravi, da bo dež.",
        Said("Lah Kosova", "pravi", "da bo dež"),
        words={
            "Lah@2": f"PROPN Lah {NOM} >pravi:nsubj",
            "Kosova": "ADJ Kosov Case=Nom|Gender=Fem|Number=Sing >Lah@2:flat",
        },
        names={"Nika Lah Kos": "PER", "Lah@2": "PER", "Kosova": "PER"},
    )
    assert said == ["Nika Lah Kos"]


def test_our_information_is_nobodys_whom_the_report_names() -> None:
    said = speakers(
        "Rok Lah pravi, da bo dež. Po naših podatkih bo sneg.",
        Said("Rok Lah", "pravi", "da bo dež"),
        Said("naših", ("Po", "podatkih"), "bo sneg"),
        words={"naših": "DET naš"},
        names={"Rok Lah": "PER"},
    )
    assert said == ["Rok Lah", None]


MINISTERS = {
    "minister": f"NOUN minister {NOM}",
    "za": "ADP za >dež:case",
    "dež": "NOUN dež Case=Acc|Gender=Masc|Number=Sing >minister:nmod",
    "Rok": f"PROPN Rok {NOM}",
    "Minister": f"NOUN minister {NOM} >pravi:nsubj",
}


def test_what_an_office_is_for_may_stand_between_it_and_the_name() -> None:
    said = speakers(
        "Prišel je minister za dež Rok Lah. Minister pravi, da bo sneg.",
        Said("Minister", "pravi", "da bo sneg"),
        words=MINISTERS,
        names={"Rok Lah": "PER"},
    )
    assert said == ["Rok Lah"]


BANK = {
    "Banka": "PROPN banka Case=Nom|Gender=Fem|Number=Sing",
    "banka": "NOUN banka Case=Nom|Gender=Fem|Number=Sing >pravi:nsubj",
    "banke": "NOUN banka Case=Nom|Gender=Fem|Number=Plur >pravi:nsubj",
}


def bank(text: str) -> str | None:
    source = "banke" if "banke pravi" in text else "banka"
    words = {form: what for form, what in BANK.items() if form in text.replace(".", "").split()}
    said = Said(source, "pravi", "da bo dež")
    return speakers(text, said, words=words, names={"Banka Mlina": "ORG"})[0]


def test_banks_are_not_the_one_bank_that_is_named() -> None:
    assert bank("Prišla je Banka Mlina. Zdaj banka pravi, da bo dež.") == "Banka Mlina"
    assert bank("Prišla je Banka Mlina. Zdaj banke pravi, da bo dež.") == "Banke"


def test_the_only_bank_may_be_named_later() -> None:
    assert bank("Zdaj banka pravi, da bo dež. Prišla je Banka Mlina.") == "Banka Mlina"


@pytest.mark.parametrize(
    ("source", "names", "speaker"),
    [
        ("mestni urad Vremko", {"Vremko": "ORG"}, "Vremko"),
        ("mestni urad podjetja Vremko", {"Vremko": "ORG"}, "Mestni urad podjetja Vremko"),
    ],
)
def test_an_office_may_bear_a_name(source: str, names: dict[str, str], speaker: str) -> None:
    words = {
        "mestni": f"ADJ mestni {NOM} >urad:amod",
        "urad": f"NOUN urad {NOM} >pravi:nsubj",
        "Vremko": f"PROPN Vremko {NOM} >urad:nmod",
        **(
            {"podjetja": "NOUN podjetje Case=Gen|Gender=Neut|Number=Sing >urad:nmod"}
            if "podj" in source
            else {}
        ),
    }
    text = f"Zdaj {source} pravi, da bo dež."
    assert speakers(text, Said(source, "pravi", "da bo dež"), words=words, names=names) == [speaker]


@pytest.mark.parametrize(
    ("after", "features", "speaker"),
    [
        ("Slovenije", "Case=Gen|Gender=Fem|Number=Sing", "Vremko Slovenije"),
        ("Slovenija", "Case=Nom|Gender=Fem|Number=Sing", "Vremko"),
        ("Kluba", "Case=Gen|Gender=Masc|Number=Sing", "Vremko"),
    ],
)
def test_a_body_whose_name_goes_on_with_of_a_country(after: str, features: str, speaker: str) -> None:
    said = speakers(
        f"Tu je Vremko {after}. Vremko pravi, da bo dež.",
        Said("Vremko@2", "pravi", "da bo dež"),
        words={
            "Vremko": f"PROPN Vremko {NOM}",
            after: f"PROPN {after} {features} >Vremko:nmod",
            "Vremko@2": f"PROPN Vremko {NOM} >pravi:nsubj",
        },
        names={f"Vremko {after}": "ORG", "Vremko@2": "ORG"},
    )
    assert said == [speaker]


@pytest.mark.parametrize(
    ("title", "lemma", "kind"),
    [("tednik", "tednik", "medium"), ("agencija", "agencija", "agency"), ("zavod", "zavod", "organisation")],
)
def test_the_title_before_a_name_tells_an_outlet(title: str, lemma: str, kind: str) -> None:
    text = f"To piše {title} Zrcalo, da bo dež."
    words = {
        title: f"NOUN {lemma} {NOM} >piše:nsubj",
        "Zrcalo": f"PROPN Zrcalo {NOM} >{title}:nmod",
    }
    stage: Scene = test_scene.scene(
        text,
        Said(f"{title} Zrcalo", "piše", "da bo dež"),
        words=words,
        names={"Zrcalo": "ORG"},
        language=load("sl"),
    )
    (found,) = attribute(stage.reading, stage.language)
    assert found.source_kind == kind
