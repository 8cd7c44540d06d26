"""Turns: who goes on with a verb that has no subject, by agreement and by whose words hold whose."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_scene import SLOVENE, Said, cue_row, scene

from sayso.attribute import attribute
from sayso.attribute.scene import Scene

HE, SHE = "Gender=Masc|Number=Sing|VerbForm=Part", "Gender=Fem|Number=Sing|VerbForm=Part"
THEY = "Gender=Masc|Number=Plur|VerbForm=Part"
MAN = "PROPN {} Case=Nom|Gender=Masc|Number=Sing"


CUES = (*SLOVENE.cues, cue_row("dodati", "say"))
LANGUAGE = replace(SLOVENE, cues=CUES, drops_subjects=True)


def speakers(stage: Scene) -> list[str | None]:
    return [found.speaker for found in attribute(stage.reading, stage.language)]


@pytest.mark.parametrize(
    ("verb", "form", "goes_on"),
    [("Dodal", HE, "Luka Kos"), ("Dodala", SHE, "Zadruga"), ("Dodali", THEY, "Zadruga")],
)
def test_the_participle_tells_the_man_from_the_cooperative(verb: str, form: str, goes_on: str) -> None:
    words = {
        "Luka": MAN.format("Luka"),
        "Kos": MAN.format("Kos"),
        "Zadruga": "NOUN zadruga Case=Nom|Gender=Fem|Number=Sing",
        verb: f"VERB dodati {form}",
    }
    stage = scene(
        f"Luka Kos pravi, da bo dež. Zadruga pravi, da bo sonce. {verb} še, da bo veter.",
        Said("Luka Kos", "pravi", "da bo dež"),
        Said("Zadruga", "pravi@2", "da bo sonce"),
        Said((), verb, "da bo veter"),
        words=words,
        names={"Luka Kos": "PER"},
        language=LANGUAGE,
    )
    assert speakers(stage) == ["Luka Kos", "Zadruga", goes_on]


@pytest.mark.parametrize(
    ("speaker", "kind", "goes_on"),
    [("Zala Lah", "PER", "Zala Lah"), ("Vremenko", "ORG", "Jan Novina")],
)
def test_who_is_quoted_by_another_does_not_go_on_unless_an_outlet_passes_it_on(
    speaker: str, kind: str, goes_on: str
) -> None:
    title = "" if kind == "PER" else "Časnik "
    words = {
        "Jan": MAN.format("Jan"),
        "Časnik": "NOUN časnik Case=Nom|Gender=Masc|Number=Sing",
        "Dodaja": "VERB dodati Number=Sing|VerbForm=Fin",
    }
    stage = scene(
        f"{title}{speaker} pravi, da Jan Novina upa na dež. Dodaja, da bo moker.",
        Said(speaker, "pravi", "da Jan Novina upa na dež"),
        Said("Jan Novina", "upa", "na dež"),
        Said((), "Dodaja", "da bo moker"),
        words={mark: fact for mark, fact in words.items() if mark != "Časnik" or title},
        names={speaker: kind, "Jan Novina": "PER"},
        language=LANGUAGE,
    )
    assert speakers(stage) == [speaker, "Jan Novina", goes_on]


def test_the_person_who_did_something_before_is_nearer_than_whoever_spoke_before() -> None:
    words = {
        "Ivo": MAN.format("Ivo") + " >prišel:nsubj",
        "prišel": f"VERB priti {HE} >:root",
        "Dodal": f"VERB dodati {HE}",
    }
    stage = scene(
        "Luka Kos pravi, da bo dež. Včeraj je Ivo Polje prišel. Dodal je, da bo sonce.",
        Said("Luka Kos", "pravi", "da bo dež"),
        Said((), "Dodal", "da bo sonce"),
        words=words,
        names={"Luka Kos": "PER", "Ivo Polje": "PER"},
        language=LANGUAGE,
    )
    assert speakers(stage) == ["Luka Kos", "Ivo Polje"]


def test_nobody_named_only_later_goes_on_where_somebody_spoke() -> None:
    stage = scene(
        "Luka Kos pravi, da bo dež. Dodal je, da bo sonce. Ivo Polje molči.",
        Said("Luka Kos", "pravi", "da bo dež"),
        Said((), "Dodal", "da bo sonce", speaker="Polje"),
        words={"Dodal": f"VERB dodati {HE}"},
        names={"Luka Kos": "PER", "Ivo Polje": "PER"},
        language=LANGUAGE,
    )
    assert speakers(stage) == ["Luka Kos", "Luka Kos"]


def test_of_phrases_that_end_with_the_word_pointed_at_the_one_that_fits_the_verb() -> None:
    words = {
        "Člani": "NOUN član Case=Nom|Gender=Masc|Number=Plur >odšli:nsubj",
        "odbora": "NOUN odbor Case=Gen|Gender=Masc|Number=Sing >Člani:nmod",
        "so": "AUX biti >odšli:aux",
        "odšli": f"VERB oditi {THEY} >:root",
        "Dodali": f"VERB dodati {THEY}",
    }
    stage = scene(
        "Člani odbora so odšli. Dodali so, da bo dež.",
        Said((), "Dodali", "da bo dež", speaker="odbora"),
        words=words,
        language=LANGUAGE,
    )
    assert speakers(stage) == ["Člani odbora"]


@pytest.mark.parametrize(("score", "speaker"), [(0.7, "Luka Kos"), (0.9, "Vremenko")])
def test_a_pointer_in_doubt_is_outvoted_by_whoever_can_go_on(score: float, speaker: str) -> None:
    stage = scene(
        "Vremenko raste. Luka Kos pravi, da bo dež. Dodaja, da bo moker.",
        Said("Luka Kos", "pravi", "da bo dež"),
        Said((), "Dodaja", "da bo moker", speaker="Vremenko", speaker_score=score),
        words={"Dodaja": "VERB dodati Number=Sing|VerbForm=Fin"},
        names={"Luka Kos": "PER", "Vremenko": "ORG"},
        language=LANGUAGE,
    )
    assert speakers(stage) == ["Luka Kos", speaker]
