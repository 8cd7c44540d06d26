"""Bodies: which one a bare noun means, and what of a phrase is description and no name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_scene import SLOVENE, Said, scene

from sayso.attribute import attribute
from sayso.attribute.scene import Scene
from sayso.lang import TitleRow

TITLES = (TitleRow("podjetje", "organisation", ""), TitleRow("uprava", "office", ""))
LANGUAGE = replace(SLOVENE, titles=(*SLOVENE.titles, *TITLES))
LOC, NOM = "Case=Loc|Gender=Neut|Number=Sing", "Case=Nom|Gender=Masc|Number=Sing"
FEM = "Case=Nom|Gender=Fem|Number=Sing"


def speakers(stage: Scene) -> list[str | None]:
    return [found.speaker for found in attribute(stage.reading, stage.language)]


@pytest.mark.parametrize(
    ("pointed", "score", "speaker"),
    [("Vrelec", 0.9, "Mlin"), (None, 0.9, "Mlin"), ("Polje", 0.9, "Mlin")],
)
def test_the_firm_is_the_one_of_its_own_sentence_whoever_is_pointed_at(
    pointed: str | None, score: float, speaker: str
) -> None:
    stage = scene(
        "Vrelec in Polje rasteta. Mlin bo rasel, pravijo v podjetju.",
        Said("podjetju", "pravijo", "Mlin bo rasel", speaker=pointed, speaker_score=score),
        words={"podjetju": f"NOUN podjetje {LOC}"},
        names={"Vrelec": "ORG", "Polje": "ORG", "Mlin": "ORG"},
        language=LANGUAGE,
    )
    assert speakers(stage) == [speaker]


@pytest.mark.parametrize(("pointed", "speaker"), [("Vrelec", "Vrelec"), (None, "Polje")])
def test_the_firm_of_a_sentence_before_is_the_one_pointed_at_else_the_last(
    pointed: str | None, speaker: str
) -> None:
    stage = scene(
        "Vrelec in Polje rasteta. Dež bo, pravijo v podjetju.",
        Said("podjetju", "pravijo", "Dež bo", speaker=pointed),
        words={"podjetju": f"NOUN podjetje {LOC}"},
        names={"Vrelec": "ORG", "Polje": "ORG"},
        language=LANGUAGE,
    )
    assert speakers(stage) == [speaker]


@pytest.mark.parametrize(
    ("source", "names", "speaker"),
    [
        ("Mokriški Mlin", {"Mlin": "ORG"}, "Mlin"),
        ("Mokriški Mlin", {"Mokriški": "ORG", "Mlin": "ORG"}, "Mlin"),
        ("Mokriški Mlin", {"Mokriški Mlin": "ORG"}, "Mokriški Mlin"),
        ("Mokriški Mlin in Vrelec", {"Mlin": "ORG", "Vrelec": "ORG"}, "Mlin in Vrelec"),
        ("Mlin - stari obrat", {"Mlin": "ORG"}, "Mlin"),
    ],
)
def test_adjectives_before_a_proper_name_and_words_after_a_dash_describe(
    source: str, names: dict[str, str], speaker: str
) -> None:
    words = {
        "Mokriški": f"ADJ mokriški {NOM} >Mlin:amod",
        "Mlin": f"PROPN Mlin {NOM} >pravi:nsubj",
        "Vrelec": f"PROPN Vrelec {NOM} >Mlin:conj",
        "in": "CCONJ in >Vrelec:cc",
        "pravi": "VERB praviti >:root",
    }
    text = f"{source} pravi, da bo dež."
    stage = scene(
        text,
        Said(source, "pravi", "da bo dež"),
        words={mark: facts for mark, facts in words.items() if mark in text.split()},
        names=names,
        language=LANGUAGE,
    )
    assert speakers(stage) == [speaker]


@pytest.mark.parametrize(
    ("before", "speaker"), [("Uprava", "Uprava Mlina"), ("Stara uprava", "Nova uprava Mlina")]
)
def test_an_adjective_is_no_part_of_a_body_that_is_named_without_it(before: str, speaker: str) -> None:
    head = before.rsplit(maxsplit=1)[-1]
    words = {
        head: f"NOUN uprava {FEM}",
        "Mlina@1": f"PROPN Mlin Case=Gen|Gender=Masc|Number=Sing >{head}:nmod",
        "Nova": f"ADJ nov {FEM} >uprava@{2 if head == 'uprava' else 1}:amod",
        f"uprava@{2 if head == 'uprava' else 1}": f"NOUN uprava {FEM} >pravi:nsubj",
        "Mlina@2": f"PROPN Mlin Case=Gen|Gender=Masc|Number=Sing >uprava@{2 if head == 'uprava' else 1}:nmod",
        "pravi": "VERB praviti >:root",
    }
    words["molči"] = "VERB molčati"
    if before != head:
        words["Stara"] = f"ADJ star {FEM} >uprava@1:amod"
    stage = scene(
        f"{before} Mlina molči. Nova uprava Mlina pravi, da bo dež.",
        Said("Nova uprava Mlina", "pravi", "da bo dež"),
        words=words,
        names={"Mlina@1": "ORG", "Mlina@2": "ORG"},
        language=LANGUAGE,
    )
    assert speakers(stage) == [speaker]


def test_of_two_with_one_surname_the_one_who_spoke_just_before() -> None:
    stage = scene(
        "Jan Kos molči. Pavel Kos pravi, da bo dež. Kos pravi, da bo moker.",
        Said("Pavel Kos", "pravi", "da bo dež"),
        Said("Kos@3", "pravi@2", "da bo moker"),
        names={"Jan Kos": "PER", "Pavel Kos": "PER", "Kos@3": "PER"},
        language=LANGUAGE,
    )
    assert speakers(stage) == ["Pavel Kos", "Pavel Kos"]


OWN = "ADJ Mlinov Case=Nom|Gender=Fem|Number=Sing|Poss=Yes >uprava:amod"


@pytest.mark.parametrize(
    ("case", "speaker"),
    [("Gen", "Uprava Mlina"), ("Acc", "Mlinova uprava")],
    ids=["genitive", "another case"],
)
def test_a_possessive_adjective_is_the_owner_after_the_noun(case: str, speaker: str) -> None:
    stage = scene(
        "Videli so Mlina. Mlinova uprava pravi, da bo dež.",
        Said("Mlinova uprava", "pravi", "da bo dež"),
        words={
            "Mlina": f"PROPN Mlin Case={case}|Gender=Masc|Number=Sing",
            "Mlinova": OWN,
            "uprava": f"NOUN uprava {FEM} >pravi:nsubj",
            "pravi": "VERB praviti >:root",
        },
        names={"Mlina": "ORG"},
        language=LANGUAGE,
    )
    assert speakers(stage) == [speaker]


@pytest.mark.parametrize("pointed", [None, "Mlin"])
def test_the_board_of_the_firm_is_the_board_of_the_one_named_before(pointed: str | None) -> None:
    stage = scene(
        "Delnice Mlina padajo. Mlin molči. Uprava podjetja pravi, da bo dež.",
        Said("Uprava podjetja", "pravi", "da bo dež", speaker=pointed),
        words={
            "Mlina": "PROPN Mlin Case=Gen|Gender=Masc|Number=Sing >Delnice:nmod",
            "Delnice": "NOUN delnica Case=Nom|Gender=Fem|Number=Plur",
            "Mlin": "PROPN Mlin Case=Nom|Gender=Masc|Number=Sing",
            "Uprava": f"NOUN uprava {FEM} >pravi:nsubj",
            "podjetja": "NOUN podjetje Case=Gen|Gender=Neut|Number=Sing >Uprava:nmod",
            "pravi": "VERB praviti >:root",
        },
        names={"Mlina": "ORG", "Mlin": "ORG"},
        language=LANGUAGE,
    )
    assert speakers(stage) == ["Uprava Mlina"]
