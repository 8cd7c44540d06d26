"""Pointers: the mention around the word that the network points at."""

from __future__ import annotations

import test_scene
from test_scene import Said

from sayso.attribute import attribute
from sayso.attribute.scene import Scene
from sayso.lang import load

GEN, NOM = "Case=Gen|Gender=Masc|Number=Sing", "Case=Nom|Gender=Fem|Number=Sing"


def speakers(text: str, *said: Said, words: dict[str, str], names: dict[str, str]) -> list[str | None]:
    stage: Scene = test_scene.scene(text, *said, words=words, names=names, language=load("sl"))
    return [found.speaker for found in attribute(stage.reading, stage.language)]


def test_the_source_that_ends_with_the_word_is_meant_and_no_name_inside_it() -> None:
    said = speakers(
        "Vodstvo Mlina pravi, da bo dež. Dodaja, da bo sneg.",
        Said("Vodstvo Mlina", "pravi", "da bo dež"),
        Said((), "Dodaja", "da bo sneg", speaker="Mlina"),
        words={
            "Vodstvo": "NOUN vodstvo Case=Nom|Gender=Neut|Number=Sing >pravi:nsubj",
            "Mlina": f"PROPN Mlin {GEN} >Vodstvo:nmod",
        },
        names={"Mlina": "ORG"},
    )
    assert said == ["Vodstvo Mlina", "Vodstvo Mlina"]


WORDS = {
    "zveza": f"NOUN zveza {NOM}",
    "pekov": "NOUN pek Case=Gen|Gender=Masc|Number=Plur >zveza:nmod",
    "v": "ADP v >Mlinu:case",
    "Mlinu": "PROPN Mlin Case=Loc|Gender=Masc|Number=Sing >pekov:nmod",
    "Zveza": f"NOUN zveza {NOM} >pravi:nsubj",
}


def test_a_noun_goes_on_to_the_word_pointed_at() -> None:
    said = speakers(
        "Prišla je zveza pekov v Mlinu. Zveza pravi, da bo dež.",
        Said("Zveza", "pravi", "da bo dež", speaker="Mlinu"),
        words=WORDS,
        names={"Mlinu": "ORG"},
    )
    assert said == ["Zveza pekov v Mlinu"]


def test_another_noun_is_the_body_pointed_at() -> None:
    said = speakers(
        "Prišla je zveza pekov v Mlinu. Družba pravi, da bo dež.",
        Said("Družba", "pravi", "da bo dež", speaker="Mlinu"),
        words={
            **{k: v for k, v in WORDS.items() if k != "Zveza"},
            "Družba": f"NOUN družba {NOM} >pravi:nsubj",
        },
        names={"Mlinu": "ORG"},
    )
    assert said == ["Mlin"]


def test_a_board_has_its_firm_where_the_report_says_so() -> None:
    said = speakers(
        "Mlin raste. Predlog uprave Mlina je dober. Uprava pravi, da bo dež.",
        Said("Uprava", "pravi", "da bo dež", speaker="Mlin"),
        words={
            "Mlin": "PROPN Mlin Case=Nom|Gender=Masc|Number=Sing",
            "uprave": "NOUN uprava Case=Gen|Gender=Fem|Number=Sing",
            "Mlina": f"PROPN Mlin {GEN} >uprave:nmod",
            "Uprava": f"NOUN uprava {NOM} >pravi:nsubj",
        },
        names={"Mlin": "ORG", "Mlina": "ORG"},
    )
    assert said == ["Uprava Mlina"]
