"""Relative clauses: "ki" stands for the phrase before it that agrees with the verb."""

from __future__ import annotations

import pytest
from test_scene import SLOVENE, Said, scene

from sayso.attribute import attribute

FEM, MASC = "Case=Gen|Gender=Fem|Number=Sing", "Case=Gen|Gender=Masc|Number=Sing"


def spoken(text: str, verb: str, form: str, words: dict[str, str], names: dict[str, str]) -> str | None:
    words = {**words, "ki": "SCONJ ki", verb: f"VERB dejati {form}"}
    said = Said("ki", verb, "da bo dež", speaker=text.rsplit(maxsplit=1)[-1].rstrip("."))
    (found,) = attribute(scene(text, said, words=words, names=names, language=SLOVENE).reading, SLOVENE)
    return found.speaker


@pytest.mark.parametrize(
    ("verb", "form", "speaker"),
    [
        ("dejal", "Gender=Masc|Number=Sing|VerbForm=Part", "Luka Kos"),
        ("dejala", "Gender=Fem|Number=Sing|VerbForm=Part", "Stranka Polje"),
    ],
)
def test_the_gender_of_the_verb_tells_the_man_from_his_party(verb: str, form: str, speaker: str) -> None:
    words = {
        "Luka": "PROPN Luka Case=Nom|Gender=Masc|Number=Sing >:root",
        "Kos": "PROPN Kos Case=Nom|Gender=Masc|Number=Sing >Luka:flat:name",
        "iz": "ADP iz >stranke:case",
        "stranke": f"NOUN stranka {FEM} >Luka:nmod",
        "Polje": "PROPN Polje Case=Nom|Gender=Neut|Number=Sing >stranke:nmod",
    }
    text = f"Luka Kos iz stranke Polje, ki je {verb}, da bo dež, je v Mokricah."
    assert spoken(text, verb, form, words, {"Luka Kos": "PER", "Polje": "ORG", "Mokricah": "LOC"}) == speaker


def test_the_plural_of_the_verb_tells_the_members_from_the_body() -> None:
    words = {
        "Predstavniki": "NOUN predstavnik Case=Nom|Gender=Masc|Number=Plur >:root",
        "Mlina": f"PROPN Mlin {MASC} >Predstavniki:nmod",
    }
    text = "Predstavniki Mlina, ki so dejali, da bo dež, so v Mokricah."
    form = "Gender=Masc|Number=Plur|VerbForm=Part"
    assert spoken(text, "dejali", form, words, {"Mlina": "ORG", "Mokricah": "LOC"}) == "Predstavniki Mlina"


def test_who_is_only_pointed_at_before_the_clause_is_nobody() -> None:
    words = {"nekatere": "DET nekateri Case=Nom|Gender=Fem|Number=Plur", "Vidi": "VERB videti >:root"}
    text = "Vidi nekatere, ki trdijo, da bo dež, v Mokricah."
    assert spoken(text, "trdijo", "Number=Plur|VerbForm=Fin", words, {"Mokricah": "LOC"}) is None


def test_brackets_after_a_name_are_passed_over() -> None:
    words = {
        "Kos": "PROPN Kos Case=Nom|Gender=Masc|Number=Sing >:root",
        "ZZ": "PROPN ZZ Gender=Fem|Number=Sing >Kos:appos",
    }
    text = "Kos (ZZ), ki pravi, da bo dež, je v Mokricah."
    form = "Number=Sing|VerbForm=Fin"
    assert spoken(text, "pravi", form, words, {"Kos": "PER", "ZZ": "ORG", "Mokricah": "LOC"}) == "Kos"
