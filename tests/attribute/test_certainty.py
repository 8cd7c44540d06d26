"""Certainty: network, cue rows, hedges and negations, and the words that show it."""

from __future__ import annotations

import pytest
from test_scene import ASSERTED, DENIED, ENGLISH, HEARSAY, POSSIBLE, SLOVENE, Said, scene

from sayso.attribute.certainty import certainty_of, negated
from sayso.attribute.propose import drafts
from sayso.attribute.scene import Scene
from sayso.lang import load
from sayso.model import CERTAINTIES


def sureness(stage: Scene) -> tuple[str, list[str], list[str]]:
    """The certainty, the words that show it, the names of the reasons."""
    certainty, spans, reasons = certainty_of(stage, drafts(stage)[0])
    return certainty, [span.slice(stage.text) for span in spans], [reason.name for reason in reasons]


@pytest.mark.parametrize(
    ("given", "expected"), list(zip((ASSERTED, HEARSAY, POSSIBLE, DENIED), CERTAINTIES, strict=True))
)
def test_the_network_decides_where_rows_are_silent(given: tuple[float, ...], expected: str) -> None:
    stage = scene("Ana šepeta, da bo dež.", Said("Ana", "šepeta", "da bo dež", certainty=given))
    assert sureness(stage) == (expected, [], [])


def test_a_row_that_asserts_shows_nothing() -> None:
    stage = scene("Ana pravi, da bo dež.", Said("Ana", "pravi", "da bo dež"), words={"pravi": "VERB praviti"})
    assert sureness(stage) == ("asserted", [], [])


def test_a_cue_row_weighs_in() -> None:
    leaning = (0.6, 0.0, 0.4, 0.0)
    said = Said("Ana", "upa", "da bo dež", certainty=leaning)
    assert sureness(scene("Ana upa, da bo dež.", said))[0] == "asserted"
    stage = scene("Ana upa, da bo dež.", said, words={"upa": "VERB upati"})
    assert sureness(stage) == ("possible", ["upa"], ["cues.tsv:upati"])


def test_a_cue_row_does_not_overrule_a_sure_network() -> None:
    stage = scene("Ana upa, da bo dež.", Said("Ana", "upa", "da bo dež"), words={"upa": "VERB upati"})
    assert sureness(stage)[0] == "asserted"


def test_a_hedge_of_the_main_verb_makes_it_possible() -> None:
    words = {
        "pravi": "VERB praviti >:root",
        "lahko": "ADV >dežuje:advmod",
        "dežuje": "VERB deževati >pravi:ccomp",
    }
    stage = scene("Ana pravi, da lahko dežuje.", Said("Ana", "pravi", "da lahko dežuje"), words=words)
    assert sureness(stage) == ("possible", ["lahko"], ["hedges.tsv:lahko"])


def test_a_hedge_of_an_inner_clause_does_not() -> None:
    words = {
        "pravi": "VERB praviti >:root",
        "dežuje": "VERB deževati >pravi:ccomp",
        "lahko": "ADV >zmoči:advmod",
        "zmoči": "VERB zmočiti >dežuje:advcl",
    }
    text = "Ana pravi, da dežuje, kar lahko zmoči seno."
    stage = scene(text, Said("Ana", "pravi", "da dežuje, kar lahko zmoči seno"), words=words)
    assert sureness(stage)[0] == "asserted"


def test_hearsay_inside_the_content() -> None:
    leaning = (0.6, 0.3, 0.05, 0.05)
    said = Said("Ana", "pravi", "da naj bi deževalo", certainty=leaning)
    assert sureness(scene("Ana pravi, da naj bi deževalo.", said)) == (
        "hearsay",
        ["naj bi"],
        ["hedges.tsv:naj bi"],
    )
    plain = Said("Ana", "pravi", "da bo deževalo", certainty=leaning)
    assert sureness(scene("Ana pravi, da bo deževalo.", plain))[0] == "asserted"


def test_a_hedge_for_content_does_not_fire_on_the_cue() -> None:
    leaning = (0.5, 0.0, 0.4, 0.0)
    said = Said("Ana", ("lahko", "pravi"), "da bo dež", certainty=leaning)
    assert sureness(scene("Ana lahko pravi, da bo dež.", said))[2] == []


def test_hearsay_as_the_cue() -> None:
    certainty, _, reasons = sureness(
        scene("Menda dežuje.", Said((), "Menda", "dežuje", certainty=(0.5, 0.4, 0, 0)))
    )
    assert certainty == "hearsay"
    assert reasons == ["cues.tsv:menda", "hedges.tsv:menda"]


@pytest.mark.parametrize(("text", "cue"), [("Menda dežuje.", "Menda"), ("Včeraj naj bi dežuje.", "naj bi")])
def test_words_shown_twice_are_given_once(text: str, cue: str) -> None:
    assert sureness(scene(text, Said((), cue, "dežuje", certainty=HEARSAY)))[1] == [cue]


def test_a_negated_cue_denies() -> None:
    leaning = (0.3, 0.0, 0.0, 0.6)
    said = Said("The firm", "does not claim", "that it won", anchor="claim", certainty=leaning)
    stage = scene("The firm does not claim that it won.", said, language=ENGLISH)
    assert sureness(stage) == ("denied", ["not"], ["certainty:negated cue"])
    plain = Said("The firm", "does claim", "that it won", anchor="claim", certainty=leaning)
    assert sureness(scene("The firm does claim that it won.", plain, language=ENGLISH))[0] == "asserted"


def test_a_negation_that_the_row_holds_counts_once() -> None:
    said = Said("Ana", "ne strinja", "s tem", certainty=DENIED)
    stage = scene("Ana se ne strinja s tem.", said, words={"strinja": "VERB strinjati"})
    draft = drafts(stage)[0]
    assert draft.row is not None
    assert draft.row.lemma == "ne strinjati"
    assert negated(stage, draft) is None
    assert sureness(stage) == ("denied", ["ne strinja"], ["cues.tsv:ne strinjati"])


def test_languages_keep_their_own_rows() -> None:
    said = Said("Ana", "pravi", "da naj bi deževalo", certainty=(0.6, 0.3, 0.05, 0.05))
    assert sureness(scene("Ana pravi, da naj bi deževalo.", said, language=ENGLISH))[0] == "asserted"


def test_a_certainty_is_always_one_of_the_four_and_its_words_are_of_the_report() -> None:
    for given in (ASSERTED, HEARSAY, POSSIBLE, DENIED, (0.0, 0.0, 0.0, 0.0)):
        stage = scene(
            "Ona lahko zanika vse.", Said("Ona", "zanika", "vse", certainty=given), language=SLOVENE
        )
        certainty, shown, _ = sureness(stage)
        assert certainty in CERTAINTIES
        assert all(words in stage.text for words in shown)


def test_a_quoted_speaker_who_expects_is_not_sure() -> None:
    stage = scene(
        "„Še ni dežja, a pričakujemo nevihto,“ pravi Ana.",
        Said("Ana", "pravi", "„Še ni dežja, a pričakujemo nevihto,“"),
        words={"ni": "VERB biti Person=3 >:root", "pričakujemo": "VERB pričakovati Person=1 >ni:conj"},
        language=load("sl"),
    )
    assert sureness(stage) == ("possible", ["pričakujemo"], ["cues.tsv:pričakovati"])


def test_one_sentence_of_several_does_not_make_a_quotation_unsure() -> None:
    stage = scene(
        "„Ni dežja. Pričakujemo nevihto,“ pravi Ana.",
        Said("Ana", "pravi", "„Ni dežja. Pričakujemo nevihto,“"),
        words={"Ni": "VERB biti Person=3 >:root", "Pričakujemo": "VERB pričakovati Person=1 >:root"},
        language=load("sl"),
    )
    assert sureness(stage) == ("asserted", [], [])


def test_a_month_is_no_hedge() -> None:
    stage = scene(
        "Ana said that it would open in May.",
        Said("Ana", "said", "that it would open in May"),
        words={"open": "VERB open >said:ccomp", "May": "PROPN May >open:obl"},
        language=load("en"),
    )
    assert sureness(stage)[0] == "asserted"
