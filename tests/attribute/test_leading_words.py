"""Words before a source that are no part of its name; and an adjective that is all of it."""

from __future__ import annotations

import pytest
import test_scene
from test_scene import Said

from sayso.attribute import attribute
from sayso.attribute.scene import Scene
from sayso.lang import Language, load

SLOVENE, ENGLISH = load("sl"), load("en")
NOM = "Case=Nom|Gender=Masc|Number=Sing"


def speaker(stage: Scene) -> str | None:
    (found,) = attribute(stage.reading, stage.language)
    return found.speaker


def scene(text: str, *said: Said, language: Language = SLOVENE, **facts: dict[str, str]) -> Scene:
    return test_scene.scene(text, *said, language=language, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "what"),
    [
        ("današnji", f"ADJ današnji {NOM} >Glasnik:amod"),
        ("omenjeni", f"ADJ omenjen {NOM} >Glasnik:amod"),
        ("ta", f"DET ta {NOM}|PronType=Dem >Glasnik:det"),
        ("celo v", "ADV celo >Glasnik:advmod"),
    ],
)
def test_time_and_pointing_are_no_part_of_a_name(before: str, what: str) -> None:
    words = {
        before.split(maxsplit=1)[0]: what,
        "Glasnik": f"PROPN Glasnik {NOM} >pravi:nsubj",
        **({"v": "ADP v"} if " " in before else {}),
    }
    stage = scene(
        f"Zdaj {before} Glasnik pravi, da bo dež.",
        Said(f"{before} Glasnik", "pravi", "da bo dež"),
        words=words,
        names={"Glasnik": "ORG"},
    )
    assert speaker(stage) == "Glasnik"


def test_the_same_word_inside_a_name_stays() -> None:
    words = {"Današnji": f"ADJ današnji {NOM} >Glasnik:amod", "Glasnik": f"PROPN Glasnik {NOM} >pravi:nsubj"}
    stage = scene(
        "Današnji Glasnik pravi, da bo dež.",
        Said("Današnji Glasnik", "pravi", "da bo dež"),
        words=words,
        names={"Današnji Glasnik": "ORG"},
    )
    assert speaker(stage) == "Današnji Glasnik"


def test_the_latest_report_is_the_report() -> None:
    stage = scene(
        "The latest report says that it rains.",
        Said("The latest report", "says", "that it rains"),
        words={"The": "DET the PronType=Art", "latest": "ADJ late", "report": "NOUN report"},
        language=ENGLISH,
    )
    assert speaker(stage) == "Report"


@pytest.mark.parametrize(("lemma", "name"), [("češki", "Češka"), ("mestni", "Češke")])
def test_a_countrys_adjective_alone_is_the_country(lemma: str, name: str) -> None:
    stage = scene(
        "Po češke pravi, da bo dež.",
        Said("češke", "pravi", "da bo dež"),
        words={"češke": f"ADJ {lemma}"},
    )
    assert speaker(stage) == name
