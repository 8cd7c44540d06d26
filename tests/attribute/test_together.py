"""Several who speak together, where the network points at one of them; and what a name is said of."""

from __future__ import annotations

import test_scene
from test_scene import Said

from sayso.attribute import attribute
from sayso.attribute.scene import Scene
from sayso.lang import load

SLOVENE = load("sl")


def speakers(stage: Scene) -> list[str | None]:
    return [found.speaker for found in attribute(stage.reading, stage.language)]


def scene(text: str, *said: Said, **facts: dict[str, str]) -> Scene:
    words = {
        form: what
        for form, what in {**TWO, **facts.get("words", {})}.items()
        if form.partition("@")[0] in text.replace(",", "").split()
    }
    return test_scene.scene(text, *said, words=words, names=facts["names"], language=SLOVENE)


TWO = {
    "in": "CCONJ in",
    "podjetji": "NOUN podjetje Case=Nom|Gender=Neut|Number=Dual >pravita:nsubj",
    "podjetje": "NOUN podjetje Case=Nom|Gender=Neut|Number=Sing >pravi:nsubj",
    "pravita": "VERB praviti Number=Dual|VerbForm=Fin",
    "pravi": "VERB praviti Number=Sing|VerbForm=Fin",
}


def test_both_are_all_that_and_joins() -> None:
    stage = scene(
        "Prideta Mlin in Vrelec. Obe podjetji pravita, da bo dež.",
        Said("Obe podjetji", "pravita", "da bo dež", speaker="Vrelec"),
        names={"Mlin": "ORG", "Vrelec": "ORG"},
    )
    assert speakers(stage) == ["Mlin in Vrelec"]


def test_one_of_them_is_one() -> None:
    stage = scene(
        "Prideta Mlin in Vrelec. Drugo podjetje pravi, da bo dež.",
        Said("Drugo podjetje", "pravi", "da bo dež", speaker="Vrelec"),
        names={"Mlin": "ORG", "Vrelec": "ORG"},
    )
    assert speakers(stage) == ["Vrelec"]


def test_the_dual_of_a_dropped_subject_means_two_and_no_three() -> None:
    two, three = (
        scene(
            f"{who} prideta. Dež pa, tako pravita, bo.",
            Said((), "pravita", "bo", speaker="Vrelec"),
            names={name: "ORG" for name in ("Kos", "Mlin", "Vrelec") if name in who},
        )
        for who in ("Mlin in Vrelec", "Kos, Mlin in Vrelec")
    )
    assert speakers(two) == ["Mlin in Vrelec"]
    assert speakers(three) == ["Vrelec"]


def test_a_place_right_before_them_is_none_of_them() -> None:
    stage = scene(
        "Prideta v Polju Mlin in Vrelec. Obe podjetji pravita, da bo dež.",
        Said("Obe podjetji", "pravita", "da bo dež", speaker="Vrelec"),
        names={"Polju": "LOC", "Mlin": "ORG", "Vrelec": "ORG"},
    )
    assert speakers(stage) == ["Mlin in Vrelec"]


def test_a_verb_between_two_names_parts_them() -> None:
    stage = scene(
        "Mlin raste in Vrelec upada. Obe podjetji pravita, da bo dež.",
        Said("Obe podjetji", "pravita", "da bo dež", speaker="Vrelec"),
        words={"raste": "VERB rasti"},
        names={"Mlin": "ORG", "Vrelec": "ORG"},
    )
    assert speakers(stage) == ["Vrelec"]


def test_bodies_that_are_all_of_the_source_speak_together() -> None:
    stage = scene(
        "Po mnenju Mlina, Polja in Vrelca bo dež.",
        Said("Mlina, Polja in Vrelca", ("Po", "mnenju"), "bo dež"),
        words={
            "Mlina": "PROPN Mlin Case=Gen|Gender=Masc|Number=Sing",
            "Polja": "PROPN Polje Case=Gen|Gender=Neut|Number=Sing >Mlina:conj",
            "Vrelca": "PROPN Vrelec Case=Gen|Gender=Masc|Number=Sing >Mlina:conj",
        },
        names={"Mlina": "ORG", "Polja": "ORG", "Vrelca": "ORG"},
    )
    assert speakers(stage) == ["Mlin, Polje in Vrelec"]


def test_a_name_in_a_pair_is_not_looked_up_as_a_noun() -> None:
    stage = scene(
        "Odprl je Vrelec Polje. Mlin in Polje pravita, da bo dež.",
        Said("Mlin in Polje", "pravita", "da bo dež"),
        words={"Mlin": "PROPN Mlin Case=Nom", "Polje@2": "NOUN polje Case=Nom >Mlin:conj"},
        names={"Vrelec Polje": "ORG", "Mlin": "ORG", "Polje@2": "ORG"},
    )
    assert speakers(stage) == ["Mlin in Polje"]
