"""Every rule of the stage, once where it must act and once where it must not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_scene import ENGLISH, HEARSAY, INDIRECT, NOMINAL, SLOVENE, Said, draft_of, scene, shown

from sayso.attribute import attribute
from sayso.attribute.bounds import RULES
from sayso.attribute.certainty import certainty_of
from sayso.attribute.kinds import kind_of
from sayso.attribute.propose import drafts
from sayso.attribute.quotations import SETTLED
from sayso.attribute.relays import relays
from sayso.attribute.scene import Draft, Scene
from sayso.lang import load


def after(rule: str, stage: Scene) -> Draft:
    return RULES[rule](stage, draft_of(stage))


def settled(rule: str, stage: Scene) -> list[Draft]:
    drafts = [draft_of(stage, n) for n in range(len(stage.reading.proposals))]
    return SETTLED[rule](stage, drafts)


# ------------------------------------------------------------------------------------------------ borders


def test_a_hole_of_marks_inside_content_is_filled() -> None:
    stage = scene("Ana pravi, da je bled, a zdrav.", cue="pravi", content=("da je bled", "a zdrav"))
    made = after("gaps filled", stage)
    assert shown(stage, made.content) == ["da je bled, a zdrav"]
    assert made.reasons[-1].name == "bounds:gaps filled"


def test_a_hole_with_words_stays() -> None:
    stage = scene("To bo po njegovih besedah dobro.", cue="besedah", content=("To bo", "dobro"))
    assert after("gaps filled", stage) == draft_of(stage)


def test_a_quotation_is_taken_with_its_marks() -> None:
    stage = scene("„Vse bo dobro,“ je dejala Ana.", source="Ana", cue="je dejala", content="Vse bo dobro")
    assert shown(stage, after("quotation marks whole", stage).content) == ["„Vse bo dobro,“"]


def test_a_quotation_that_holds_the_cue_is_not_taken() -> None:
    stage = scene("„Kos pravi, da je vse res dobro,“ meni Ana.", cue="pravi", content="da je vse res dobro")
    assert after("quotation marks whole", stage) == draft_of(stage)


def test_the_complementiser_belongs_to_the_content() -> None:
    stage = scene("Ana pravi, da bo dež.", cue="pravi", content="bo dež", words={"da": "SCONJ"})
    assert shown(stage, after("complementiser in", stage).content) == ["da bo dež"]


def test_another_word_before_the_content_does_not() -> None:
    stage = scene("Ana pravi, morda bo dež.", cue="pravi", content="bo dež")
    assert after("complementiser in", stage) == draft_of(stage)


def test_closing_marks_are_left_out() -> None:
    stage = scene("Ana pravi, da bo dež.", cue="pravi", content=", da bo dež.")
    assert shown(stage, after("closing marks out", stage).content) == ["da bo dež"]


def test_marks_inside_a_quotation_stay() -> None:
    stage = scene("„Dež bo.“ Tako pravi Ana.", cue="pravi", content="„Dež bo.“")
    assert after("closing marks out", stage) == draft_of(stage)


def test_content_of_marks_alone_is_dropped() -> None:
    stage = scene("Ana pravi: da, bo dež.", cue="pravi", content=(":", "bo dež"))
    assert shown(stage, after("stray marks dropped", stage).content) == ["bo dež"]


def test_a_source_stands_without_its_preposition() -> None:
    stage = scene(
        "Iz družbe pravijo, da bo dež.",
        source="Iz družbe",
        cue="pravijo",
        content="da bo dež",
        words={"Iz": "ADP"},
    )
    assert shown(stage, after("preposition out of the source", stage).source) == ["družbe"]


def test_a_noun_that_looks_like_a_preposition_stays() -> None:
    stage = scene("Od družbe pravijo.", source="Od družbe", cue="pravijo", content="Od", words={"Od": "NOUN"})
    assert after("preposition out of the source", stage) == draft_of(stage)


def test_an_english_genitive_goes() -> None:
    stage = scene("Pryce ’s view is known", source="Pryce ’", cue="view", content="known", language=ENGLISH)
    assert shown(stage, after("preposition out of the source", stage).source) == ["Pryce"]


def test_a_hole_in_a_source_is_filled_and_a_wide_one_is_not() -> None:
    stage = scene(
        "Ana Kos in Bor Lah pravita, da bo.", source=("Ana Kos", "Bor Lah"), cue="pravita", content="da bo"
    )
    assert shown(stage, after("source without holes", stage).source) == ["Ana Kos in Bor Lah"]
    wide = scene("Ana danes tam zunaj Kos pravi, da bo.", source=("Ana", "Kos"), cue="pravi", content="da bo")
    assert after("source without holes", wide) == draft_of(wide)


def test_a_name_is_whole() -> None:
    stage = scene(
        "Ana Kos pravi, da bo.", source="Kos", cue="pravi", content="da bo", names={"Ana Kos": "PER"}
    )
    assert shown(stage, after("names whole", stage).source) == ["Ana Kos"]


def test_a_source_of_another_sentence_is_none() -> None:
    stage = scene(
        "Ana je odšla. Dodala je, da bo dež.", source="Ana", cue="Dodala je", content="da bo dež", words={}
    )
    assert after("source in the cue's sentence", stage).source == ()
    same = scene("Ana je dodala, da bo dež.", source="Ana", cue="je dodala", content="da bo dež")
    assert after("source in the cue's sentence", same) == draft_of(same)


def test_unquoted_content_keeps_to_its_sentence() -> None:
    stage = scene(
        "Ana pravi, da bo dež. Cesta je bila včeraj še suha.", cue="pravi", content=("da bo dež", "suha")
    )
    assert shown(stage, after("one sentence", stage).content) == ["da bo dež"]
    quoted = scene("„Dež bo. Cesta bo mokra,“ pravi Ana.", cue="pravi", content="„Dež bo. Cesta bo mokra,“")
    assert after("one sentence", quoted) == draft_of(quoted)


# ------------------------------------------------------------------------------------------------ all drafts


def test_of_two_drafts_for_one_cue_the_surer_is_kept() -> None:
    one = Said("Ana", "je dejala", "da bo dež", anchor="dejala", score=0.9)
    two = Said("Ana", "je dejala", "bo dež", anchor="je", score=0.6)
    (kept,) = settled("doubles dropped", scene("Ana je dejala, da bo dež.", one, two))
    assert kept.proposal.score == 0.9


def test_two_sayings_that_share_an_auxiliary_stay_two() -> None:
    one = Said("Ana", ("je", "dejala"), "da gre", anchor="dejala")
    two = Said("Ana", ("je", "dodala"), "da ostane", anchor="dodala")
    assert (
        len(settled("doubles dropped", scene("Ana je dejala, da gre, in dodala, da ostane.", one, two))) == 2
    )


def test_a_resumed_quotation_joins() -> None:
    stage = scene(
        '"We will float," said Hale. "Give us one dry summer and you will see."',
        Said("Hale", "said", '"We will float,"'),
        words={"will@2": "AUX VerbForm=Fin"},
        language=ENGLISH,
    )
    (made,) = settled("resumed quotation joined", stage)
    assert shown(stage, made.content)[1].startswith('"Give us')


def test_a_quotation_in_a_paragraph_of_its_own_is_opened_and_one_in_the_text_is_not() -> None:
    facts = {"bo": "AUX VerbForm=Fin"}
    alone = scene("Ana je odšla.\n„Jutri bo gotovo lepše vreme.“", words=facts)
    (made,) = settled("quotation without a cue", alone)
    assert (made.cue, made.source) == ((), ())
    assert (
        settled("quotation without a cue", scene("Napis „Jutri bo gotovo lepše vreme“ je star.", words=facts))
        == []
    )


def test_a_quoted_speakers_own_thinking_opens_nothing() -> None:
    facts = {"upamo": "VERB Person=1"}
    stage = scene("„Mi upamo, da bo,“ pravi Ana.", Said((), "upamo", "da bo"), words=facts)
    assert settled("own words dropped", stage) == []
    outside = scene("Mi upamo, da bo.", Said((), "upamo", "da bo"), words=facts)
    assert len(settled("own words dropped", outside)) == 1


AGENCY = {"tiskovna": "ADJ tiskovna", "agencija": "NOUN agencija >poroča:nsubj"}


def test_an_agency_at_the_end_is_credited_with_the_whole_sentence() -> None:
    stage = scene(
        "Ana je v torek odšla, poroča tiskovna agencija Alp.",
        Said("tiskovna agencija Alp", "poroča", "odšla"),
        words=AGENCY,
    )
    (made,) = settled("credited with the whole sentence", stage)
    assert shown(stage, made.content) == ["Ana je v torek odšla"]


def test_a_person_at_the_end_is_not() -> None:
    stage = scene("Ana je v torek odšla, pravi Kos.", Said("Kos", "pravi", "odšla"))
    assert [d.content for d in settled("credited with the whole sentence", stage)] == [
        draft_of(stage).content
    ]


def test_whom_a_report_cites_is_an_attribution_of_its_own() -> None:
    row = replace(
        SLOVENE.cues[0], lemma="ob navajanje", pos="prep", act="cite", frame=frozenset({"according"})
    )
    language = replace(SLOVENE, cues=(*SLOVENE.cues, row))
    words = {
        "navajanju": "NOUN navajanje >poročalo:obl",
        "ob": "ADP ob >navajanju:case",
        "govorke": "NOUN govorka >navajanju:nmod",
    }
    stage = scene(
        "Delo je poročalo o obisku ob navajanju govorke.",
        Said("Delo", "je poročalo", "o obisku ob navajanju govorke"),
        words=words,
        language=language,
    )
    outer, inner = sorted(settled("citation opened", stage), key=lambda d: d.anchor)
    assert shown(stage, outer.content) == shown(stage, inner.content) == ["o obisku"]
    assert shown(stage, inner.source) == ["govorke"]
    assert inner.proposal.relayed_by == outer.anchor
    without = scene("Delo je poročalo o obisku.", Said("Delo", "je poročalo", "o obisku"), language=language)
    assert len(settled("citation opened", without)) == 1


# ------------------------------------------------------------------------------------------------ values


def test_a_source_ends_where_it_cites_somebody() -> None:
    text = "Da pot bo, je poročal tednik Vrh ob navajanju ministrice Ane Kos."
    stage = scene(
        text,
        Said("tednik Vrh ob navajanju ministrice Ane Kos", "je poročal", "Da pot bo"),
        Said("ministrice Ane Kos", "ob navajanju", "Da pot bo"),
        words={"navajanju": "NOUN navajanje"},
        language=load("sl"),
    )
    sources = [
        shown(stage, draft.source) for draft in SETTLED["citation outside the source"](stage, drafts(stage))
    ]
    assert sources == [["tednik Vrh"], ["ministrice Ane Kos"]]


@pytest.mark.parametrize(
    ("text", "cue", "content", "certainty"),
    [
        ("Ana pravi, da bo dež.", "pravi", "da bo dež", "asserted"),
        ("Ana pravi, da naj bi deževalo.", "pravi", "da naj bi deževalo", "hearsay"),
        ("Menda bo dež.", "Menda", "bo dež", "hearsay"),
        ("Ana ne pravi, da bo dež.", "ne pravi", "da bo dež", "asserted"),
    ],
)
def test_certainty_follows_the_words_that_show_it(text: str, cue: str, content: str, certainty: str) -> None:
    stage = scene(text, cue=cue, content=content)
    found, shown_words, _ = certainty_of(stage, draft_of(stage))
    assert found == certainty
    assert bool(shown_words) is (certainty != "asserted")


@pytest.mark.parametrize(
    ("text", "cue", "content", "kind", "expected"),
    [
        ("„Dež bo,“ pravi Ana.", "pravi", "„Dež bo,“", INDIRECT, "direct"),
        ("Ana pravi, da bo „velik dež“.", "pravi", "da bo „velik dež“", INDIRECT, "mixed"),
        ("Ana pravi, da bo dež.", "pravi", "da bo dež", INDIRECT, "indirect"),
        ("Ana zanika vpletenost.", "zanika", "vpletenost", NOMINAL, "nominal"),
        ("„Kos pravi, da bo dež,“ meni Ana.", "pravi", "da bo dež", INDIRECT, "indirect"),
    ],
)
def test_kind_follows_the_quotation_marks(
    text: str, cue: str, content: str, kind: tuple[float, ...], expected: str
) -> None:
    stage = scene(text, Said((), cue, content, kind=kind))
    assert kind_of(stage, draft_of(stage)) == expected


def test_what_lies_inside_an_agencys_content_is_relayed_by_it() -> None:
    inner = Said("Kos", "dejal", "da bo dež")
    outer = Said("Alp", "poroča", "Kos je dejal, da bo dež")
    stage = scene("Kos je dejal, da bo dež, poroča Alp.", inner, outer)
    drafts = [draft_of(stage, 0), draft_of(stage, 1)]
    assert relays(drafts) == {drafts[0].anchor: drafts[1].anchor}


def test_links_never_loop() -> None:
    one = Said("Kos", "dejal", "da bo dež", relayed_by="poroča")
    two = Said("Alp", "poroča", "Kos je dejal, da bo dež", relayed_by="dejal", relay_score=0.5)
    stage = scene("Kos je dejal, da bo dež, poroča Alp.", one, two)
    assert relays([draft_of(stage, 0), draft_of(stage, 1)]) == {2: 8}


# ------------------------------------------------------------------------------------------------ speakers


def speakers(stage: Scene) -> list[str | None]:
    return [a.speaker for a in attribute(stage.reading, stage.language)]


def test_a_surname_gets_the_full_name_that_the_report_gives() -> None:
    stage = scene(
        "Županja Ana Kos je odšla. Kos pravi, da bo dež.",
        source="Kos@2", cue="pravi", content="da bo dež", names={"Ana Kos": "PER", "Kos@2": "PER"},
    )  # fmt: skip
    assert speakers(stage) == ["Ana Kos"]


def test_an_inflected_name_is_given_in_the_nominative() -> None:
    facts = {
        "Ani": "PROPN Ana Case=Dat|Gender=Fem|Number=Sing",
        "Bele": "PROPN Bela Case=Gen|Gender=Fem|Number=Sing >Ani:flat:name",
    }
    facts["Bele"] = "PROPN Bela Case=Dat|Gender=Fem|Number=Sing >Ani:flat"
    stage = scene(
        "Po Ani Bele bo dež.",
        source="Ani Bele",
        cue="Po",
        content="bo dež",
        words=facts,
        names={"Ani Bele": "PER"},
    )
    assert speakers(stage) == ["Ana Bela"]


def test_a_paper_after_its_title_is_written_as_it_stands() -> None:
    facts = {"Časnik": "NOUN časnik Case=Nom", "Odmevi": "PROPN odmev Case=Nom >Časnik:nmod"}
    stage = scene(
        "Časnik Odmevi piše, da bo dež.", source="Časnik Odmevi", cue="piše", content="da bo dež", words=facts
    )
    assert speakers(stage) == ["Odmevi"]


def test_a_pronoun_looks_back() -> None:
    facts = {"njegovih": "DET njegov"}
    said = Said("njegovih", "besedah", "To bo", speaker="Kos")
    stage = scene(
        "Jan Kos je odšel. To bo po njegovih besedah dobro.", said, words=facts, names={"Jan Kos": "PER"}
    )
    assert speakers(stage) == ["Jan Kos"]


def test_nobody_is_invented() -> None:
    assert speakers(scene("Menda bo dež.", cue="Menda", content="bo dež")) == [None]


def test_hearsay_comes_from_the_network_too() -> None:
    stage = scene("Sliši se, da bo dež.", Said((), "Sliši se", "da bo dež", certainty=HEARSAY))
    assert certainty_of(stage, draft_of(stage))[0] == "hearsay"
