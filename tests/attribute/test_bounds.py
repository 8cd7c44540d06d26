"""Rules of the borders: for each a case in which it acts and one in which it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_scene import ENGLISH, SLOVENE, Said, draft_of, scene, shown

from sayso.attribute.bounds import RULES, stretches
from sayso.attribute.decide import bounded
from sayso.attribute.scene import Draft, Scene


def ruled(name: str, stage: Scene) -> Draft:
    return RULES[name](stage, draft_of(stage))


def noted(draft: Draft) -> list[str]:
    return [reason.name for reason in draft.reasons]


def unchanged(name: str, stage: Scene) -> bool:
    return RULES[name](stage, draft_of(stage)) == draft_of(stage)


# one sentence


def test_one_sentence_drops_a_stray_word_of_the_next_sentence() -> None:
    stage = scene(
        "Ana pravi, da bo dež. Potem smo vsi odšli domov.",
        source="Ana",
        cue="pravi",
        content=("da bo dež", "Potem"),
    )
    draft = ruled("one sentence", stage)
    assert shown(stage, draft.content) == ["da bo dež"]
    assert noted(draft) == ["clauses:one sentence"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ana pravi, da bo dež. Potem pride veter.", ("da bo dež", "Potem pride veter.")),  # a whole sentence
        ("Ana pravi, da bo dež. »Potem pa sonce.«", ("da bo dež", "»Potem pa")),  # in quotation marks
        ("Ana pravi. Dež bo padal ves dan.", "Dež bo"),  # nothing in the cue's own sentence
    ],
)
def test_one_sentence_keeps(text: str, content: str | tuple[str, ...]) -> None:
    assert unchanged("one sentence", scene(text, source="Ana", cue="pravi", content=content))


def test_one_sentence_needs_a_cue() -> None:
    assert unchanged("one sentence", scene("Dež. Vsi smo šli domov.", content=("Dež", "Vsi")))


# gaps filled


def test_gaps_of_marks_are_filled() -> None:
    stage = scene("Ana pravi, da bo dež, veter.", source="Ana", cue="pravi", content=("da bo dež", "veter"))
    assert shown(stage, ruled("gaps filled", stage).content) == ["da bo dež, veter"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ana pravi, da bo dež in veter.", ("da bo dež", "veter")),  # a word in the hole
        ("Ana pravi, da bo dež — — — veter.", ("da bo dež", "veter")),  # a wide hole
        ("Ana pravi: dež.\nVeter je moja stvar.", ("dež", "Veter")),  # another paragraph
    ],
)
def test_gaps_stay(text: str, content: tuple[str, ...]) -> None:
    assert unchanged("gaps filled", scene(text, source="Ana", cue="pravi", content=content))


def test_a_gap_that_is_cue_stays() -> None:
    stage = scene("Dež: veter.", cue=":", content=("Dež", "veter"))
    assert unchanged("gaps filled", stage)


# quotation marks whole


def test_quotations_are_whole() -> None:
    stage = scene("»Dež bo padal,« pravi Ana.", source="Ana", cue="pravi", content="Dež bo padal")
    draft = ruled("quotation marks whole", stage)
    assert shown(stage, draft.content) == ["»Dež bo padal,«"]
    assert noted(draft) == ["bounds:quotation marks whole"]


def test_a_quotation_that_is_hardly_content_stays() -> None:
    stage = scene("»Dež bo padal ves dan,« pravi Ana.", source="Ana", cue="pravi", content="Dež")
    assert unchanged("quotation marks whole", stage)


def test_a_quotation_that_holds_the_cue_stays() -> None:
    stage = scene("»Dež bo padal, pravi Ana.«", source="Ana", cue="pravi", content="Dež bo padal")
    assert unchanged("quotation marks whole", stage)


# complementiser in


def test_the_complementiser_belongs_to_the_content() -> None:
    stage = scene("Ana pravi, da bo dež.", source="Ana", cue="pravi", content="bo dež", words={"da": "SCONJ"})
    draft = ruled("complementiser in", stage)
    assert shown(stage, draft.content) == ["da bo dež"]
    assert noted(draft) == ["bounds:complementiser in"]


def test_the_complementiser_of_another_language_does_not() -> None:
    stage = scene(
        "Ana pravi, da bo dež.", cue="pravi", content="bo dež", words={"da": "SCONJ"}, language=ENGLISH
    )
    assert unchanged("complementiser in", stage)


@pytest.mark.parametrize(
    ("text", "cue", "words"),
    [
        ("Ana pravi, da bo dež.", "pravi", {"da": "VERB"}),  # "da" of "dati"
        ("Ana pravi, da bo dež.", ("pravi", "da"), {"da": "SCONJ"}),  # claimed by the cue
        ("Ana pravi: da. Bo dež.", "pravi", {"da": "SCONJ"}),  # another sentence
    ],
)
def test_complementisers_that_stay_out(text: str, cue: str | tuple[str, ...], words: dict[str, str]) -> None:
    content = "Bo dež" if "Bo" in text else "bo dež"
    assert unchanged("complementiser in", scene(text, cue=cue, content=content, words=words))


# stray marks dropped


def test_stray_marks_are_dropped() -> None:
    stage = scene("Ana pravi, da bo dež.", source="Ana", cue="pravi", content=(",", "bo dež"))
    assert shown(stage, ruled("stray marks dropped", stage).content) == ["bo dež"]


def test_marks_beside_words_stay() -> None:
    assert unchanged(
        "stray marks dropped", scene("Ana pravi, da bo dež.", cue="pravi", content=", da bo dež.")
    )


def test_content_of_marks_alone_is_none() -> None:
    stage = scene("Ana pravi ?!", cue="pravi", content="?!")
    assert ruled("stray marks dropped", stage).content == ()


# closing marks out


def test_closing_marks_are_out() -> None:
    stage = scene("Ana pravi, da bo dež.", source="Ana", cue="pravi", content=", da bo dež.")
    draft = ruled("closing marks out", stage)
    assert shown(stage, draft.content) == ["da bo dež"]
    assert noted(draft) == ["bounds:closing marks out"]


def test_marks_inside_content_stay() -> None:
    stage = scene("Ana pravi, da bo dež, sneg.", source="Ana", cue="pravi", content="da bo dež, sneg")
    assert unchanged("closing marks out", stage)


def test_marks_of_a_whole_quotation_stay() -> None:
    assert unchanged("closing marks out", scene("»Bo dež.« pravi Ana.", cue="pravi", content="»Bo dež.«"))


def test_marks_of_half_a_quotation_go() -> None:
    stage = scene("»Bo dež.« pravi Ana.", cue="pravi", content="Bo dež.")
    assert shown(stage, ruled("closing marks out", stage).content) == ["Bo dež"]


# source without holes


def test_a_hole_in_the_source_is_filled() -> None:
    wide = scene("Ana in sin Luka Kos pravijo, da bo.", source=("Ana", "Kos"), cue="pravijo", content="da bo")
    assert unchanged("source without holes", wide)
    stage = scene("Ana Marija Kos pravi, da bo dež.", source=("Ana", "Kos"), cue="pravi", content="da bo dež")
    assert shown(stage, ruled("source without holes", stage).source) == ["Ana Marija Kos"]


def test_a_hole_that_is_claimed_stays() -> None:
    stage = scene("Ana pravi Kos, da bo dež.", source=("Ana", "Kos"), cue="pravi", content="da bo dež")
    assert unchanged("source without holes", stage)


def test_a_hole_over_a_sentence_border_stays() -> None:
    stage = scene(
        "Tam je Ana. Kos pravi, da bo dež.", source=("Ana", "Kos"), cue="pravi", content="da bo dež"
    )
    assert unchanged("source without holes", stage)


# source in the cue's sentence


def test_a_source_of_another_sentence_is_none() -> None:
    stage = scene("Prišla je Ana. Pravi, da bo dež.", source="Ana", cue="Pravi", content="da bo dež")
    draft = ruled("source in the cue's sentence", stage)
    assert draft.source == ()
    assert noted(draft) == ["bounds:source in the cue's sentence"]


def test_a_source_of_the_own_sentence_stays() -> None:
    assert unchanged(
        "source in the cue's sentence",
        scene("Ana pravi, da bo dež.", source="Ana", cue="pravi", content="da bo dež"),
    )
    assert unchanged(
        "source in the cue's sentence", scene("Tu je Ana. »Dež bo.«", source="Ana", content="»Dež bo.«")
    )


# the whole noun phrase

MAYOR = {
    "Nova": "ADJ >županja:amod",
    "županja": "NOUN >pravi:nsubj",
    "mesta": "NOUN >županja:nmod",
    "pravi": "VERB praviti >:root",
}
WHO_COMES = {"ki": "PRON >pride:nsubj", "pride": "VERB >županja:acl"}


def test_a_source_is_its_whole_noun_phrase() -> None:
    stage = scene(
        "Nova županja mesta pravi, da bo.", source="županja", cue="pravi", content="da bo", words=MAYOR
    )
    draft = ruled("the whole noun phrase", stage)
    assert shown(stage, draft.source) == ["Nova županja mesta"]
    assert noted(draft) == ["clauses:the whole noun phrase"]


def test_a_relative_clause_is_not_part_of_the_source() -> None:
    text = "Nova županja mesta, ki pride, pravi, da bo."
    stage = scene(text, source="županja", cue="pravi", content="da bo", words=MAYOR | WHO_COMES)
    assert shown(stage, ruled("the whole noun phrase", stage).source) == ["Nova županja mesta"]


def test_what_the_cue_or_the_content_claims_is_not_either() -> None:
    stage = scene(
        "Nova županja mesta pravi.", source="županja", cue=("Nova", "pravi"), content="mesta", words=MAYOR
    )
    assert unchanged("the whole noun phrase", stage)


def test_a_source_with_two_heads_or_none_stays() -> None:
    words = {"Ana": "PROPN >pravita:nsubj", "Kos": "PROPN >pravita:nsubj", "pravita": "VERB >:root"}
    stage = scene("Ana Kos pravita, da bo.", source="Ana Kos", cue="pravita", content="da bo", words=words)
    assert unchanged("the whole noun phrase", stage)
    assert unchanged("the whole noun phrase", scene("Menda bo.", cue="Menda", content="bo"))


# one stretch of source


def test_of_two_stretches_of_source_the_nearest_to_the_cue_stays() -> None:
    stage = scene(
        "Ana molči, zato Rok Kos pravi, da bo dež.",
        source=("Ana", "Rok Kos"),
        cue="pravi",
        content="da bo dež",
    )
    draft = ruled("one stretch of source", stage)
    assert shown(stage, draft.source) == ["Rok Kos"]
    assert noted(draft) == ["bounds:one stretch of source"]


def test_one_stretch_of_source_stays() -> None:
    stage = scene("Rok Kos pravi, da bo dež.", source="Rok Kos", cue="pravi", content="da bo dež")
    assert unchanged("one stretch of source", stage)


# names whole


def test_a_name_is_whole() -> None:
    stage = scene(
        "Ana Kos pravi, da bo dež.", source="Kos", cue="pravi", content="da bo dež", names={"Ana Kos": "PER"}
    )
    draft = ruled("names whole", stage)
    assert shown(stage, draft.source) == ["Ana Kos"]
    assert noted(draft) == ["bounds:names whole"]


def test_a_name_outside_the_source_or_claimed_stays_out() -> None:
    apart = scene(
        "Ana in Luka Kos pravita ne.", source="Ana", cue="pravita", content="ne", names={"Luka Kos": "PER"}
    )
    assert unchanged("names whole", apart)
    claimed = scene(
        "Poroča Delo danes.", source="Delo", cue="Poroča", content="danes", names={"Poroča Delo": "ORG"}
    )
    assert unchanged("names whole", claimed)


# preposition out of the source


def test_a_source_goes_without_its_preposition() -> None:
    stage = scene(
        "Iz občine pravijo, da bo dež.",
        source="Iz občine",
        cue="pravijo",
        content="da bo dež",
        words={"Iz": "ADP"},
    )
    draft = ruled("preposition out of the source", stage)
    assert shown(stage, draft.source) == ["občine"]
    assert noted(draft) == ["bounds:preposition out of the source"]


def test_a_source_goes_without_marks_and_genitive_endings() -> None:
    stage = scene(
        "According to Hale ', it rains.",
        source="Hale '",
        cue="According to",
        content="it rains",
        language=ENGLISH,
    )
    assert shown(stage, ruled("preposition out of the source", stage).source) == ["Hale"]
    stage = scene("Pravi, Ana, da bo dež.", source=", Ana,", cue="Pravi", content="da bo dež")
    assert shown(stage, ruled("preposition out of the source", stage).source) == ["Ana"]


@pytest.mark.parametrize(
    ("text", "source", "tag"),
    [
        ("Pod Kosom pravijo, da bo dež.", "Pod Kosom", "ADP"),  # not a preposition that is dropped
        ("V pravijo, da bo dež.", "V", "ADP"),  # nothing would be left
        ("Iz občine pravijo, da bo dež.", "Iz občine", "PROPN"),  # a name that looks like one
    ],
)
def test_sources_that_stay(text: str, source: str, tag: str) -> None:
    stage = scene(
        text, source=source, cue="pravijo", content="da bo dež", words={text.split(maxsplit=1)[0]: tag}
    )
    assert unchanged("preposition out of the source", stage)


def test_a_source_in_quotation_marks_keeps_them() -> None:
    stage = scene("»Zeleni« pravijo, da bo dež.", source="»Zeleni«", cue="pravijo", content="da bo dež")
    assert unchanged("preposition out of the source", stage)


# all together


def test_no_rule_touches_a_clean_draft() -> None:
    stage = scene("Ana pravi, da dež pada ves dan.", source="Ana", cue="pravi", content="da dež pada ves dan")
    assert bounded(stage, draft_of(stage), frozenset()) == draft_of(stage)


def test_every_rule_has_a_case_that_acts_and_one_that_does_not() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    for name in RULES:
        assert f'ruled("{name}"' in text, name
        assert f'unchanged("{name}"' in text or f'unchanged(\n        "{name}"' in text, name


def test_rules_can_be_left_out() -> None:
    stage = scene("Ana pravi, da bo dež.", source="Ana", cue="pravi", content=", da bo dež.")
    assert shown(stage, bounded(stage, draft_of(stage), frozenset()).content) == ["da bo dež"]
    assert bounded(stage, draft_of(stage), set(RULES)) == draft_of(stage)
    assert bounded(stage, draft_of(stage), {"closing marks out"}).content[-1] == len(stage.words) - 1


@pytest.mark.parametrize("name", RULES)
def test_rules_take_a_draft_of_nothing(name: str) -> None:
    stage = scene("Dež.", Said(content="Dež"), language=SLOVENE)
    draft = draft_of(stage).with_parts("emptied", content=())
    assert RULES[name](stage, draft) is draft


def test_stretches() -> None:
    assert stretches((1, 2, 4, 7, 8, 9)) == [[1, 2], [4], [7, 8, 9]]
    assert stretches(()) == []
