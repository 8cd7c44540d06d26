"""Speakers: the report's own name in the nominative, and nobody where the report does not tell."""

from __future__ import annotations

import pytest
from test_scene import ENGLISH, SLOVENE, Said, scene

from sayso.attribute import attribute
from sayso.attribute.mentions import Register
from sayso.attribute.scene import Scene
from sayso.lang import Language
from sayso.lang.forms import alike
from sayso.lang.nominative import nominative
from sayso.model import Attribution
from sayso.text import fold

MASC = "Gender=Masc|Number=Sing"
FEM = "Gender=Fem|Number=Sing"


def told(stage: Scene) -> list[Attribution]:
    return list(attribute(stage.reading, stage.language))


def speakers(stage: Scene) -> list[str | None]:
    return [found.speaker for found in told(stage)]


def ways(found: Attribution) -> list[str]:
    return [reason.name for reason in found.why if reason.name.startswith("speakers:")]


# Names in the source.


def test_a_name_is_its_own_speaker() -> None:
    stage = scene(
        "Ana Kos pravi, da bo dež.", Said("Ana Kos", "pravi", "da bo dež"), names={"Ana Kos": "PER"}
    )
    (found,) = told(stage)
    assert (found.speaker, found.source_kind, ways(found)) == (
        "Ana Kos",
        "person",
        ["speakers:named in the source"],
    )


def test_title_and_apposition_are_not_part_of_a_persons_name() -> None:
    words = {"županja": "NOUN županja Case=Nom", "Ana": "PROPN Ana Case=Nom", "Kos": "PROPN Kos Case=Nom"}
    said = Said("Nova županja Ana Kos", "pravi", "da bo dež")
    stage = scene("Nova županja Ana Kos pravi, da bo dež.", said, words=words, names={"Ana Kos": "PER"})
    assert speakers(stage) == ["Ana Kos"]


def test_the_boss_of_somebodys_lawyer_does_not_speak() -> None:
    words = {
        "lawyer": "NOUN lawyer >says:nsubj",
        "Hale": "PROPN Hale >lawyer:nmod:poss",
        "says": "VERB say >:root",
    }
    said = Said("Hale 's lawyer", "says", "that it rains")
    stage = scene(
        "Hale 's lawyer says that it rains.", said, words=words, names={"Hale": "PER"}, language=ENGLISH
    )
    assert speakers(stage) == ["Hale 's lawyer"]


def test_a_bare_surname_gets_the_full_name_of_the_report() -> None:
    said = Said("Kos@2", "Dejal", "da bo dež")
    stage = scene(
        "Luka Kos je prišel. Dejal je Kos, da bo dež.", said, names={"Luka Kos": "PER", "Kos@2": "PER"}
    )
    assert speakers(stage) == ["Luka Kos"]


def test_a_full_name_later_in_the_report_counts_too() -> None:
    stage = scene(
        "Kos pravi, da bo dež. Potem je Luka Kos odšel.",
        Said("Kos", "pravi", "da bo dež"),
        names={"Kos": "PER", "Luka Kos": "PER"},
    )
    assert speakers(stage) == ["Luka Kos"]


def test_a_bare_surname_of_nobody_else_stays_as_it_is() -> None:
    stage = scene(
        "Meta Zima je prišla. Kos pravi, da bo dež.",
        Said("Kos", "pravi", "da bo dež"),
        names={"Meta Zima": "PER", "Kos": "PER"},
    )
    assert speakers(stage) == ["Kos"]


def test_an_equal_surname_comes_before_one_that_looks_like_it() -> None:
    stage = scene(
        "Luka Novakovič in Ana Novak sta prišla. Novak pravi, da bo dež.",
        Said("Novak@2", "pravi", "da bo dež"),
        names={"Luka Novakovič": "PER", "Ana Novak": "PER", "Novak@2": "PER"},
    )
    assert speakers(stage) == ["Ana Novak"]


# The nominative.

INSTRUMENTAL = f"Case=Ins|{MASC}"


def test_an_inflected_name_is_shown_in_the_nominative() -> None:
    words = {"Petrom": f"PROPN Peter {INSTRUMENTAL}", "Zimo": f"PROPN Zima {INSTRUMENTAL} >Petrom:flat:name"}
    stage = scene("S Petrom Zimo.", words=words, names={"Petrom Zimo": "PER"})
    assert nominative(stage, (1, 2)) == "Peter Zima"


def test_a_nominative_of_the_report_comes_before_a_wrong_lemma() -> None:
    words = {
        "Zoran": f"PROPN Zoran Case=Nom|{MASC}",
        "Krtec": f"PROPN Krtec Case=Nom|{MASC}",
        "Zoranom": f"PROPN zorano {INSTRUMENTAL}",
        "Krtcem": f"PROPN krtc {INSTRUMENTAL} >Zoranom:flat:name",
    }
    stage = scene("Tu je Zoran Krtec. Z Zoranom Krtcem.", words=words, names={"Zoranom Krtcem": "PER"})
    assert nominative(stage, (6, 7)).split()[0] == "Zoran"


def test_adjectives_agree_by_the_endings_of_the_language() -> None:
    words = {
        "mestnim": "ADJ mestni Case=Ins|Gender=Neut|Number=Sing >svetom:amod",
        "svetom": "NOUN svet Case=Ins|Gender=Neut|Number=Sing",
    }
    stage = scene("Z mestnim svetom.", words=words)
    assert nominative(stage, (1, 2)) == "mestno svet"


def test_what_a_noun_governs_keeps_its_case() -> None:
    words = {"županjo": f"NOUN županja Case=Ins|{FEM}", "občine": f"NOUN občina Case=Gen|{FEM} >županjo:nmod"}
    stage = scene("Z županjo občine.", words=words)
    assert nominative(stage, (1, 2)) == "županja občine"


def test_the_nominative_and_a_language_without_cases_stay() -> None:
    assert nominative(scene("Županja občine pravi."), (0, 1)) == "Županja občine"
    stage = scene("The new mayor.", words={"mayor": "NOUN mayor Number=Sing"}, language=ENGLISH)
    assert nominative(stage, (0, 1, 2)) == "The new mayor"


def test_spaces_are_those_of_the_text() -> None:
    assert nominative(scene("Radio-televizija pravi."), (0, 1, 2)) == "Radio-televizija"


# Organisations, papers, abbreviations.


def test_an_abbreviation_gets_its_long_form() -> None:
    text = "Zveza Malih Vrtičkarjev (ZMV) se zbira. ZMV pravi, da bo dež."
    said = Said("ZMV@2", "pravi", "da bo dež")
    stage = scene(text, said, names={"Zveza Malih Vrtičkarjev": "ORG", "ZMV@2": "ORG"})
    (found,) = told(stage)
    assert (found.speaker, found.source_kind) == ("Zveza Malih Vrtičkarjev", "organisation")


def test_the_office_gets_its_name() -> None:
    words = {
        "Ministry": "PROPN ministry",
        "ministry": "NOUN ministry",
        "The@2": "DET the Definite=Def|PronType=Art",
    }
    stage = scene(
        "The Ministry of Rain met. The ministry says that it rains.",
        Said("The ministry", "says", "that it rains"),
        words=words,
        names={"Ministry of Rain": "ORG"},
        language=ENGLISH,
    )
    assert speakers(stage) == ["Ministry of Rain"]


def test_a_paper_after_its_title_is_not_inflected() -> None:
    words = {
        "časnikom": f"NOUN časnik {INSTRUMENTAL}",
        "Jutranja": f"ADJ jutranji Case=Nom|{FEM} >časnikom:nmod",
        "rosa": f"NOUN rosa Case=Nom|{FEM} >Jutranja:dep",
    }
    stage = scene(
        "Po pogovoru s časnikom Jutranja rosa bo dež.",
        Said("časnikom Jutranja rosa", "Po pogovoru", "bo dež"),
        words=words,
        names={"Jutranja rosa": "ORG"},
    )
    assert speakers(stage) == ["Jutranja rosa"]


@pytest.mark.parametrize(
    ("source", "lemma", "kind"),
    [
        ("Viri", "vir", "anonymous"),
        ("Analitiki", "analitik", "general"),
        ("Poročilo", "poročilo", "document"),
    ],
)
def test_titles_tell_the_kind_of_source(source: str, lemma: str, kind: str) -> None:
    stage = scene(
        f"{source} pravi, da bo dež.", Said(source, "pravi", "da bo dež"), words={source: f"NOUN {lemma}"}
    )
    (found,) = told(stage)
    assert (found.speaker, found.source_kind) == (source, kind)


def test_a_bracket_or_comma_ends_a_speaker() -> None:
    stage = scene("Odbor (v sredo) pravi, da bo dež.", Said("Odbor (v sredo)", "pravi", "da bo dež"))
    assert speakers(stage) == ["Odbor"]


# Pronouns and dropped subjects.


def test_a_pronoun_gets_whom_the_network_points_at() -> None:
    stage = scene(
        "Ana Kos je prišla. Ona pravi, da bo dež.",
        Said("Ona", "pravi", "da bo dež", speaker="Kos"),
        names={"Ana Kos": "PER"},
    )
    (found,) = told(stage)
    assert (found.speaker, ways(found)) == ("Ana Kos", ["speakers:pointed at by the network"])


def test_a_pronoun_looks_back_only() -> None:
    stage = scene(
        "Ona pravi, da bo dež. Ana Kos je prišla.",
        Said("Ona", "pravi", "da bo dež", speaker="Kos"),
        names={"Ana Kos": "PER"},
    )
    assert speakers(stage) == [None]


def test_a_dropped_subject_goes_on_with_the_speaker_before() -> None:
    stage = scene(
        "Ana Kos pravi, da bo dež. Upa, da bo sonce.",
        Said("Ana Kos", "pravi", "da bo dež"),
        Said((), "Upa", "da bo sonce"),
        words={"Upa": "VERB upati"},
        names={"Ana Kos": "PER"},
    )
    first, second = told(stage)
    assert (first.speaker, second.speaker) == ("Ana Kos", "Ana Kos")
    assert second.source == ()
    assert ways(second) == ["speakers:the one before goes on"]


def test_she_is_the_last_person_and_not_the_last_office() -> None:
    stage = scene(
        "Ana Kos pravi ne. Občina pravi ja. Ona pravi morda.",
        Said("Ana Kos", "pravi", "ne"),
        Said("Občina", "pravi@2", "ja"),
        Said("Ona", "pravi@3", "morda"),
        names={"Ana Kos": "PER", "Občina": "ORG"},
    )
    assert speakers(stage) == ["Ana Kos", "Občina", "Ana Kos"]


def test_hearsay_does_not_go_on_with_the_speaker_before() -> None:
    stage = scene(
        "Ana Kos pravi, da bo dež. Menda bo tudi sonce.",
        Said("Ana Kos", "pravi", "da bo dež"),
        Said((), "Menda", "bo tudi sonce"),
        names={"Ana Kos": "PER"},
    )
    assert speakers(stage) == ["Ana Kos", None]


def test_a_relative_pronoun_stands_for_what_its_clause_hangs_on() -> None:
    words = {
        "pravi": "VERB praviti >Kos:acl:relcl",
        "ki": "PRON ki >pravi:nsubj",
        "Kos": "PROPN Kos Case=Nom >:root",
    }
    stage = scene(
        "Kos, ki pravi, da bo dež.", Said("ki", "pravi", "da bo dež"), words=words, names={"Kos": "PER"}
    )
    (found,) = told(stage)
    assert (found.speaker, ways(found)) == ("Kos", ["speakers:what the relative clause hangs on"])


def test_a_quotation_in_its_own_paragraph_goes_on_with_the_speaker_before() -> None:
    stage = scene(
        "Ana Kos pravi, da bo dež.\n»Potem pa bo morda sonce.«",
        Said("Ana Kos", "pravi", "da bo dež"),
        words={"bo@2": "AUX biti VerbForm=Fin"},
        names={"Ana Kos": "PER"},
    )
    first, second = told(stage)
    assert (second.cue, second.source, second.kind) == ((), (), "direct")
    assert first.speaker == second.speaker == "Ana Kos"


# Nothing is invented.


@pytest.mark.parametrize(
    "said", [Said((), "Menda", "bo dež"), Said("ki", "Menda", "bo dež"), Said((), (), "bo dež")]
)
@pytest.mark.parametrize("language", [SLOVENE, ENGLISH])
def test_nobody_is_made_up(said: Said, language: Language) -> None:
    assert speakers(scene("Menda ki bo dež.", said, language=language)) in ([None], ["Ki"])


def test_a_pronoun_with_nobody_before_is_nobody() -> None:
    stage = scene("He says that it rains.", Said("He", "says", "that it rains"), language=ENGLISH)
    assert speakers(stage) == [None]


def test_a_source_of_marks_alone_is_nobody() -> None:
    stage = scene("» pravi, da bo dež.", Said("»", "pravi", "da bo dež"))
    assert speakers(stage) == [None]


def test_a_mark_with_a_names_lemma_is_not_its_nominative() -> None:
    words = {"»": f"PROPN Kos Case=Nom|{MASC}", "Kosu": f"PROPN Kos Case=Dat|{MASC}"}
    stage = scene("» Po Kosu bo dež.", Said("Kosu", "Po", "bo dež"), words=words, names={"Kosu": "PER"})
    assert speakers(stage) == ["Kos"]


# Forms of a name.


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kos", "Kosa"), ("Zima", "Zimo"), ("Novak", "Novakovim"), ("Žagar", "zagarju"), ("Ng", "Ng")],
)
def test_forms_of_one_name_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(("one", "other"), [("Kos", "Zima"), ("Ng", "Nga"), ("Novak", "Nemec"), ("", "Kos")])
def test_other_names_are_not(one: str, other: str) -> None:
    assert not alike(one, other)


def test_fold() -> None:
    assert fold("Žagar-Šiška") == "zagarsiska"
    assert fold("—") == ""


def test_a_register_of_nothing() -> None:
    register = Register(scene("Dežuje."))
    assert register.people == []
    assert register.fullest((0,), None) is None
