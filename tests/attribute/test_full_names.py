"""Full names: a surname, an office, a group or a body under the name that the report spells out."""

from __future__ import annotations

import pytest
import test_scene
from test_scene import Said

from sayso.attribute import attribute
from sayso.attribute.scene import Scene
from sayso.lang import Language, load
from sayso.model import Attribution

SLOVENE, ENGLISH = load("sl"), load("en")
NOM = "Case=Nom|Gender=Masc|Number=Sing"


def scene(text: str, *said: Said, language: Language = SLOVENE, **facts: dict[str, str]) -> Scene:
    return test_scene.scene(text, *said, language=language, **facts)  # type: ignore[arg-type]


def told(stage: Scene) -> list[Attribution]:
    return list(attribute(stage.reading, stage.language))


def speakers(stage: Scene) -> list[str | None]:
    return [found.speaker for found in told(stage)]


def test_two_words_of_a_name_get_the_third_whatever_the_network_calls_them() -> None:
    stage = scene(
        "Prišla bo Mina Kosec Trdin. Kosec Trdin je dejala, da bo dež.",
        Said("Kosec Trdin@2", "je dejala", "da bo dež"),
        names={"Mina Kosec Trdin": "PER", "Kosec Trdin@2": "ORG"},
    )
    assert speakers(stage) == ["Mina Kosec Trdin"]


def test_a_womans_surname_may_have_an_ending() -> None:
    stage = scene(
        "Prišla je Mina Kosec. Kosčeva in Koseceva pravi, da bo dež.",
        Said("Koseceva", "pravi", "da bo dež"),
        names={"Mina Kosec": "PER", "Koseceva": "PER"},
    )
    assert speakers(stage) == ["Mina Kosec"]


def test_an_adjective_made_of_a_surname_names_the_person() -> None:
    stage = scene(
        "Prišel je Rok Vidmar. Po Vidmarjevih besedah bo dež.",
        Said("Vidmarjevih", ("Po", "besedah"), "bo dež"),
        words={"Vidmarjevih": "ADJ Vidmarjev"},
        names={"Rok Vidmar": "PER"},
    )
    assert speakers(stage) == ["Rok Vidmar"]


def test_a_town_that_only_looks_like_a_surname_stays_a_town() -> None:
    stage = scene(
        "Prišel je Rok Celjan. Celje zanika, da bo dež.",
        Said("Celje", "zanika", "da bo dež"),
        words={"Celje": "PROPN Celje"},
        names={"Rok Celjan": "PER", "Celje": "LOC"},
    )
    assert speakers(stage) == ["Celje"]


def test_people_joined_by_and_speak_together_without_their_titles() -> None:
    words = {
        "ministrica": f"NOUN ministrica {NOM}",
        "Ana": f"PROPN Ana {NOM}",
        "Kos": f"PROPN Kos {NOM}",
        "in": "CCONJ in",
        "poslanec": f"NOUN poslanec {NOM}",
        "Rok": f"PROPN Rok {NOM}",
        "Lah": f"PROPN Lah {NOM}",
    }
    stage = scene(
        "Tudi ministrica Ana Kos in poslanec Rok Lah pravita, da bo dež.",
        Said("ministrica Ana Kos in poslanec Rok Lah", "pravita", "da bo dež"),
        words=words,
        names={"Ana Kos": "PER", "Rok Lah": "PER"},
    )
    (found,) = told(stage)
    assert found.speaker == "Ana Kos in Rok Lah"


def test_an_office_is_the_person_who_is_named_with_it() -> None:
    words = {
        "guverner": f"NOUN guverner {NOM} >Lah:nmod",
        "Guverner": f"NOUN guverner {NOM} >pravi:nsubj",
        "Rok": f"PROPN Rok {NOM}",
    }
    stage = scene(
        "Prišel je guverner Rok Lah. Guverner pravi, da bo dež.",
        Said("Guverner", "pravi", "da bo dež"),
        words=words,
        names={"Rok Lah": "PER"},
    )
    (found,) = told(stage)
    assert found.speaker == "Rok Lah"
    assert "speakers:who holds that office" in [reason.name for reason in found.why]


def test_another_office_is_not_that_person() -> None:
    words = {
        "guverner": f"NOUN guverner {NOM} >Lah:nmod",
        "Minister": f"NOUN minister {NOM} >pravi:nsubj",
        "Rok": f"PROPN Rok {NOM}",
    }
    stage = scene(
        "Prišel je guverner Rok Lah. Minister pravi, da bo dež.",
        Said("Minister", "pravi", "da bo dež"),
        words=words,
        names={"Rok Lah": "PER"},
    )
    assert speakers(stage) == ["Minister"]


@pytest.mark.parametrize(
    ("source", "type_", "case", "speaker"),
    [
        ("stranka Naprej", "ORG", "Nom", "Naprej"),
        ("stranka Slovenije", "LOC", "Gen", "Stranka Slovenije"),
        ("stranka Mlina", "ORG", "Gen", "Stranka Mlina"),
    ],
)
def test_a_body_bears_the_name_that_stands_beside_it(
    source: str, type_: str, case: str, speaker: str
) -> None:
    name = source.split()[1]
    stage = scene(
        f"Nato {source} pravi, da bo dež.",
        Said(source, "pravi", "da bo dež"),
        words={
            "stranka": f"NOUN stranka {NOM} >pravi:nsubj",
            name: f"PROPN {name} Case={case} >stranka:nmod",
        },
        names={name: type_},
    )
    assert speakers(stage) == [speaker]


def test_a_body_named_after_a_comma_is_the_speaker() -> None:
    stage = scene(
        "The owner, Northline Shipping, says it rains.",
        Said("The owner, Northline Shipping", "says", "it rains"),
        words={"owner": "NOUN owner >says:nsubj"},
        names={"Northline Shipping": "ORG"},
        language=ENGLISH,
    )
    assert speakers(stage) == ["Northline Shipping"]


def test_the_committee_is_the_one_that_was_spelled_out() -> None:
    words = {
        "odbor@1": f"NOUN odbor {NOM} >Prišel:nsubj",
        "za": "ADP za >pomoč:case",
        "pomoč": "NOUN pomoč Case=Acc >odbor@1:nmod",
        "odbor@2": f"NOUN odbor {NOM} >pravi:nsubj",
    }
    stage = scene(
        "Prišel je odbor za pomoč. Nato odbor pravi, da bo dež.",
        Said("odbor@2", "pravi", "da bo dež"),
        words=words,
    )
    assert speakers(stage) == ["Odbor za pomoč"]


def test_the_committee_is_as_long_as_the_source_that_spelled_it_out() -> None:
    words = {
        "Odbor": f"NOUN odbor {NOM} >poziva:nsubj",
        "delavcev": "NOUN delavec Case=Gen|Gender=Masc|Number=Plur >Odbor:nmod",
        "v": "ADP v >Mokricah:case",
        "Mokricah": "PROPN Mokrica Case=Loc|Gender=Fem|Number=Plur >poziva:obl",
        "poziva": "VERB pozivati >:root",
        "odbor": f"NOUN odbor {NOM} >pravi:nsubj",
    }
    stage = scene(
        "Odbor delavcev v Mokricah poziva k miru. Nato odbor pravi, da bo dež.",
        Said("Odbor delavcev v Mokricah", "poziva", "k miru"),
        Said("odbor", "pravi", "da bo dež"),
        words=words,
    )
    assert speakers(stage)[1] == "Odbor delavcev v Mokricah"


def test_a_committee_that_was_first_named_by_the_bare_noun_is_no_other() -> None:
    words = {
        "Odbor": f"NOUN odbor {NOM} >molči:nsubj",
        "molči": "VERB molčati >:root",
        "odbor@1": f"NOUN odbor {NOM} >prišel:nsubj",
        "delavcev": "NOUN delavec Case=Gen|Gender=Masc|Number=Plur >odbor@1:nmod",
        "prišel": "VERB priti >:root",
        "odbor@2": f"NOUN odbor {NOM} >pravi:nsubj",
    }
    stage = scene(
        "Odbor molči. Drugi odbor delavcev prišel je tudi. Nato odbor pravi, da bo dež.",
        Said("odbor@2", "pravi", "da bo dež"),
        words=words,
    )
    assert speakers(stage) == ["Odbor"]


@pytest.mark.parametrize("word", ["tudi", "celo"])
def test_a_particle_is_no_part_of_the_name(word: str) -> None:
    stage = scene(
        f"Dež napoveduje {word} občina, da bo moker.",
        Said(f"{word} občina", "napoveduje", "da bo moker"),
        words={word: f"PART {word}", "občina": "NOUN občina Case=Nom"},
    )
    assert speakers(stage) == ["Občina"]


# A subject that is dropped.


@pytest.mark.parametrize(
    ("verb", "features", "speaker"),
    [
        ("doda", "Person=3|Number=Sing|VerbForm=Fin", "Ana Kos"),
        ("dodajajo", "Person=3|Number=Plur|VerbForm=Fin", None),
        ("dodajam", "Person=1|Number=Sing|VerbForm=Fin", None),
    ],
)
def test_who_goes_on_agrees_with_the_verb(verb: str, features: str, speaker: str | None) -> None:
    stage = scene(
        f"Ana Kos pravi, da bo dež. Nato {verb}, da bo sonce.",
        Said("Ana Kos", "pravi", "da bo dež"),
        Said((), verb, "da bo sonce"),
        words={verb: f"VERB dodati {features}"},
        names={"Ana Kos": "PER"},
    )
    assert speakers(stage) == ["Ana Kos", speaker]


def test_who_goes_on_has_the_gender_of_the_verb() -> None:
    """The network points at her, but the verb is masculine."""
    part = "VERB {} Gender={}|Number=Sing|VerbForm=Part"
    stage = scene(
        "Ana Kos je rekla, da bo dež. Rok Lah je menil, da ne. Dodal je, da bo sonce.",
        Said("Ana Kos", "je rekla", "da bo dež"),
        Said("Rok Lah", "je menil", "da ne"),
        Said((), "Dodal je", "da bo sonce", speaker="Kos"),
        words={
            "rekla": part.format("reči", "Fem"),
            "menil": part.format("meniti", "Masc"),
            "Dodal": part.format("dodati", "Masc"),
        },
        names={"Ana Kos": "PER", "Rok Lah": "PER"},
    )
    assert speakers(stage) == ["Ana Kos", "Rok Lah", "Rok Lah"]


@pytest.mark.parametrize(("language", "speaker"), [(SLOVENE, "Ana Kos"), (ENGLISH, None)])
def test_only_some_languages_drop_the_subject(language: Language, speaker: str | None) -> None:
    """The network is sure that nobody in view speaks; where subjects are dropped, the one before goes on."""
    lemma = {SLOVENE.code: "dodati", ENGLISH.code: "add"}[language.code]
    stage = scene(
        "Ana Kos pravi, da bo dež. Nato doda, da bo sonce.",
        Said("Ana Kos", "pravi", "da bo dež"),
        Said((), "doda", "da bo sonce", nobody_score=0.99),
        words={"doda": f"VERB {lemma}"},
        names={"Ana Kos": "PER"},
        language=language,
    )
    assert speakers(stage)[1] == speaker
