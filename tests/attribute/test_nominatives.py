"""Nominatives where the tags are wrong: what a lemma, a preposition or the noun of an adjective says against them."""

from __future__ import annotations

from test_scene import scene

from sayso.lang import load
from sayso.lang.nominative import nominative

SLOVENE = load("sl")
MASC, FEM = "Gender=Masc|Number=Sing", "Gender=Fem|Number=Sing"


def test_a_tag_that_the_lemma_belies_makes_no_nominative() -> None:
    words = {
        "Petra": f"PROPN Peter Case=Nom|{MASC} >Mnenje:nmod",
        "Zime": f"PROPN Zime Case=Nom|{MASC} >Petra:flat:name",
        "Zima": f"PROPN Zima Case=Nom|{MASC}",
    }
    stage = scene("Mnenje Petra Zime. Zima molči.", words=words, names={"Petra Zime": "PER", "Zima": "PER"})
    assert nominative(stage, (1, 2)) == "Peter Zima"


def test_such_a_form_is_no_model_for_others() -> None:
    words = {
        "Petra": f"PROPN Peter Case=Nom|{MASC}",
        "Petrom": f"PROPN Peter Case=Ins|{MASC}",
    }
    stage = scene("Mnenje Petra. S Petrom.", words=words, names={"Petrom": "PER"})
    assert nominative(stage, (4,)) == "Peter"


def test_a_womans_surname_and_a_plural_title_are_nominatives() -> None:
    words = {
        "Zaharova": f"PROPN Zaharov Case=Nom|{FEM}",
        "Odmevi": f"NOUN odmev Case=Nom|{MASC}",
    }
    stage = scene("Zaharova molči. Odmevi molčijo.", words=words, language=SLOVENE)
    assert (nominative(stage, (0,)), nominative(stage, (3,))) == ("Zaharova", "Odmevi")


def test_a_form_after_a_preposition_is_no_model() -> None:
    words = {
        "Gorani": f"PROPN Gorana Case=Nom|{FEM}",
        "V": "ADP v >Gorani:case",
        "Gorane": f"PROPN Gorana Case=Gen|{FEM}",
    }
    stage = scene("V Gorani dežuje. Mnenje Gorane.", words=words, names={"Gorani": "LOC", "Gorane": "LOC"})
    assert nominative(stage, (5,)) == "Gorana"


def test_an_adjective_follows_its_noun() -> None:
    words = {
        "Vrtičkarske": f"ADJ vrtičkarski Case=Gen|{FEM} >zveze:amod",
        "zveze": f"NOUN zveza Case=Dat|{FEM}",
    }
    stage = scene("Pobuda Vrtičkarske zveze.", words=words, language=SLOVENE)
    assert nominative(stage, (1, 2)) == "Vrtičkarska zveza"


def test_a_name_with_a_foreign_first_word_is_inflected_at_the_next() -> None:
    words = {"Le": "X le", "Torcu": f"PROPN Torc Case=Loc|{MASC} >Le:flat:foreign"}
    stage = scene("Pri Le Torcu.", words=words, names={"Le Torcu": "ORG"})
    assert nominative(stage, (1, 2)) == "Le Torc"


def test_a_given_name_in_the_nominative_keeps_the_surname() -> None:
    words = {
        "Dore": f"PROPN Dore Case=Nom|{MASC}",
        "Zima": f"PROPN Zim Case=Acc|{MASC} >Dore:flat:name",
    }
    stage = scene("Pride Dore Zima.", words=words, names={"Dore Zima": "PER"})
    assert nominative(stage, (1, 2)) == "Dore Zima"


def test_a_region_after_in_is_looked_up_by_its_feminine() -> None:
    words = {"Primorskem": "PROPN Primorsko Case=Loc|Gender=Neut|Number=Sing"}
    stage = scene("Na Primorskem dežuje.", words=words, language=SLOVENE)
    assert nominative(stage, (1,)) == "Primorska"


def test_a_german_adjective_as_a_noun_is_a_nominative() -> None:
    stage = scene(
        "Abgeordnete", words={"Abgeordnete": f"NOUN Abgeordneter Case=Nom|{MASC}"}, language=load("de")
    )
    assert nominative(stage, (0,)) == "Abgeordnete"


def test_a_subject_is_whole_in_the_nominative() -> None:
    """A foreign surname looks like a dative, but it stands so behind a given name that is the subject."""
    words = {
        "Mei": f"PROPN Mei Case=Nom|{FEM} >molči:nsubj",
        "Danhui": f"PROPN Danha Case=Dat|{MASC} >Mei:flat:name",
        "molči": "VERB molčati",
    }
    names = {"Mei Danhui": "PER", "Danhui": "PER"}
    stage = scene("Mei Danhui molči. Mnenje Danhui.", words=words, names=names)
    assert nominative(stage, (5,)) == "Danhui"


def test_a_noun_that_is_a_nominative_elsewhere_needs_no_lemma() -> None:
    words = {
        "Reederei": f"NOUN Reederei Case=Nom|{FEM}",
        "der": "DET der",
        "REEDEREI": f"NOUN Reederea Case=Gen|{FEM}",
        "Direktorja": f"NOUN direktor Case=Gen|{MASC}",
    }
    stage = scene("Reederei schweigt. Pilot der REEDEREI. Direktorja.", words=words)
    assert nominative(stage, (5,)) == "REEDEREI"
    assert nominative(stage, (7,)) == "Direktor"
