"""The stage as a whole: drafts, rules over all drafts, order, ids, links and reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_scene import SLOVENE, Said, draft_of, reading, scene, shown

from sayso.attribute import attribute
from sayso.attribute.bounds import RULES
from sayso.attribute.propose import SURE, drafts
from sayso.attribute.quotations import SETTLED
from sayso.attribute.scene import Draft, Scene
from sayso.model import CERTAINTIES, KINDS, Attribution, Span

CHAIN = "„Dežuje,“ je dejala Ana, poroča STA."
BOTH = (
    Said("Ana", "je dejala", "„Dežuje,“", relayed_by="poroča"),
    Said("STA", "poroča", ("„Dežuje,“", "je dejala Ana")),
)
FINITE = {"bo": "AUX biti VerbForm=Fin"}


def told(stage: Scene, without: frozenset[str] = frozenset()) -> list[Attribution]:
    return list(attribute(stage.reading, stage.language, without))


def settled(name: str, stage: Scene) -> list[Draft]:
    return SETTLED[name](stage, [draft_of(stage, n) for n in range(len(stage.reading.proposals))])


# Drafts.


def test_a_proposal_becomes_a_draft_with_its_row_and_reasons() -> None:
    stage = scene("Ana pravi, da bo dež.", Said("Ana", "pravi", "da bo dež"), words={"pravi": "VERB praviti"})
    (draft,) = drafts(stage)
    assert draft.row is not None
    assert draft.row.act == "say"
    assert [(r.step, r.name) for r in draft.reasons] == [("network", "hand"), ("row", "cues.tsv:praviti")]


def test_what_is_not_sure_enough_is_no_draft() -> None:
    said = Said("Ana", "pravi", "da bo dež", score=SURE)
    assert len(drafts(scene("Ana pravi, da bo dež.", said))) == 1
    assert drafts(scene("Ana pravi, da bo dež.", replace(said, score=SURE - 0.01))) == []


def test_a_cue_that_no_row_knows_still_counts() -> None:
    (found,) = told(scene("Ana šepeta, da bo dež.", Said("Ana", "šepeta", "da bo dež")))
    assert (found.act, found.certainty) == ("other", "asserted")


# The attribution.


def test_every_part_is_a_slice_in_the_order_of_the_text() -> None:
    stage = scene(CHAIN, *BOTH)
    inner, outer = told(stage)
    report = stage.text
    assert [s.slice(report) for s in inner.content] == ["„Dežuje,“"]
    assert [s.slice(report) for s in inner.cue] == ["je dejala"]
    assert [s.slice(report) for s in inner.source] == ["Ana"]
    assert [s.slice(report) for s in outer.content] == ["„Dežuje,“ je dejala Ana"]
    assert (inner.kind, outer.kind) == ("direct", "mixed")


def test_links_become_ids_with_a_reason() -> None:
    inner, outer = told(scene(CHAIN, *BOTH))
    assert (inner.id, outer.id, inner.relayed_by, outer.relayed_by) == ("a1", "a2", "a2", None)
    assert [r.detail for r in inner.why if r.name == "relay"] == ["a2"]


def test_ids_follow_the_text_whatever_the_order_of_proposals() -> None:
    made = reading(CHAIN, *BOTH)
    turned = replace(made, proposals=made.proposals[::-1])
    assert attribute(turned, SLOVENE) == attribute(made, SLOVENE)


def test_a_proposal_whose_content_falls_away_is_none() -> None:
    assert told(scene("Ana pravi: , .", Said("Ana", "pravi", ", ."))) == []


def test_scores_and_kinds_are_in_range() -> None:
    for found in told(scene(CHAIN, *BOTH)):
        assert 0 <= found.score <= 1
        assert found.kind in KINDS
        assert found.certainty in CERTAINTIES


def test_rules_left_out_leave_no_reason() -> None:
    stage = scene("Ana pravi, da bo dež.", Said("Ana", "pravi", ", da bo dež."))
    (ruled,) = told(stage)
    (bare,) = told(stage, frozenset(RULES) | frozenset(SETTLED))
    assert ruled.content == (Span(11, 20),)
    assert bare.content == (Span(9, 21),)
    assert "bounds:closing marks out" in [r.name for r in ruled.why]
    assert not [r for r in bare.why if r.name.startswith(("bounds:", "clauses:"))]


def test_a_reading_of_nothing() -> None:
    assert told(scene("")) == []
    assert told(scene("Dežuje.")) == []


# Rules over all drafts.


def test_of_doubles_the_surer_is_kept() -> None:
    text = "Ana je dejala, da bo dež."
    weak = Said("Ana", "je dejala", "da bo", anchor="je", score=0.6)
    strong = Said("Ana", "je dejala", "da bo dež", anchor="dejala", score=0.8)
    for given in ((weak, strong), (strong, weak)):
        stage = scene(text, *given)
        assert [d.proposal.score for d in settled("doubles dropped", stage)] == [0.8]


def test_two_sources_of_one_content_stay_two() -> None:
    one = Said("Ana", "pravi", "da bo dež")
    two = Said("Meta", "meni", "da bo dež")
    stage = scene("Ana pravi in Meta meni, da bo dež.", one, two)
    assert len(settled("doubles dropped", stage)) == 2


def test_quotations_without_cues_of_one_content_are_doubles() -> None:
    stage = scene(
        "»Bo dež danes.«", Said(content="»Bo dež danes"), Said(content="Bo dež danes.«", anchor="dež")
    )
    assert len(settled("doubles dropped", stage)) == 1


RESUMED = "»Bo dež,« pravi Ana. »Potem pa bo morda tudi sneg.«"
RESUMED_WORDS = {"bo": "AUX biti VerbForm=Fin"}


def test_a_resumed_quotation_joins_the_one_before() -> None:
    stage = scene(RESUMED, Said("Ana", "pravi", "»Bo dež,«"), words=RESUMED_WORDS)
    (joined,) = settled("resumed quotation joined", stage)
    assert shown(stage, joined.content) == ["»Bo dež,«", "»Potem pa bo morda tudi sneg.«"]
    assert joined.reasons[-1].name == "quotations:resumed quotation joined"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "»Bo dež,« pravi Ana.\n»Potem pa bo morda tudi sneg.«",
            Said("Ana", "pravi", "»Bo dež,«"),
        ),  # a new paragraph
        (
            "Ana pravi, da dežuje. »Potem pa bo morda tudi sneg.«",
            Said("Ana", "pravi", "da dežuje"),
        ),  # nothing quoted before
        (
            "»Bo dež,« pravi Ana. Gremo. Domov. »Potem pa bo morda tudi sneg.«",
            Said("Ana", "pravi", "»Bo dež,«"),
        ),  # far away
        ("»Bo dež,« pravi Ana. »Potem bo«.", Said("Ana", "pravi", "»Bo dež,«")),  # too short to be a sentence
    ],
)
def test_quotations_that_do_not_join(text: str, said: Said) -> None:
    stage = scene(text, said, words=RESUMED_WORDS)
    assert settled("resumed quotation joined", stage) == [draft_of(stage)]


def test_an_orphan_is_opened_with_empty_cue_and_source() -> None:
    stage = scene("Dežuje.\n»Jutri bo gotovo lepše vreme.«", words=FINITE)
    (orphan,) = told(stage)
    assert (orphan.cue, orphan.source, orphan.speaker, orphan.kind) == ((), (), None, "direct")


@pytest.mark.parametrize(
    "text",
    [
        "Dežuje. »Jutri bo gotovo lepše vreme.«",  # not alone in its paragraph
        "Dežuje.\n»Jutri bo lepo.« Res.",
        "Dežuje.\n»Jutri gotovo lepše vreme.«",  # no finite verb
        "Dežuje.\n»jutri bo gotovo lepše vreme«",  # no capital
    ],
)
def test_other_quotations_are_not_opened(text: str) -> None:
    assert told(scene(text, words=FINITE if "bo" in text.split() else {})) == []


def test_first_person_thoughts_inside_a_quotation_open_nothing() -> None:
    words = {"upam": "VERB upati Person=1"}
    stage = scene("»Jaz upam, da bo,« pravi Ana.", Said((), "upam", "da bo"), words=words)
    assert settled("own words dropped", stage) == []
    third = scene(
        "»Jaz upa, da bo,« pravi Ana.", Said((), "upa", "da bo"), words={"upa": "VERB upati Person=3"}
    )
    assert len(settled("own words dropped", third)) == 1
    sourced = scene(
        "»Mi upamo, da bo,« pravi Ana.", Said("Mi", "upamo", "da bo"), words={"upamo": "VERB upati Person=1"}
    )
    assert len(settled("own words dropped", sourced)) == 1


AGENCY = {"tiskovna": "ADJ tiskovna", "agencija": "NOUN agencija"}


def test_an_agency_at_the_end_is_credited_with_the_whole_sentence() -> None:
    stage = scene(
        "Danes bo dež, poroča tiskovna agencija.", Said("tiskovna agencija", "poroča", "bo dež"), words=AGENCY
    )
    (found,) = settled("credited with the whole sentence", stage)
    assert shown(stage, found.content) == ["Danes bo dež"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Danes bo dež, pravi Ana.", "Ana", "bo dež"),  # nobody who passes on
        ("Danes bo dež, pravi tiskovna agencija danes.", "tiskovna agencija", "bo dež"),  # not at the end
        ("Danes tiskovna agencija pravi, da bo dež.", "tiskovna agencija", "da bo dež"),
    ],
)
def test_others_are_not(text: str, source: str, content: str) -> None:
    words = AGENCY if "agencija" in text else {}
    stage = scene(text, Said(source, "pravi", content), words=words)
    assert settled("credited with the whole sentence", stage) == [draft_of(stage)]


CITING = replace(
    SLOVENE,
    cues=(
        *SLOVENE.cues,
        replace(
            SLOVENE.cues[0], lemma="ob navajanje", pos="prep", act="cite", frame=frozenset({"according"})
        ),
    ),
)
CITED = {
    "ob": "ADP ob >navajanju:case",
    "navajanju": "NOUN navajanje >pravi:obl",
    "virov": "NOUN vir >navajanju:nmod",
    "pravi": "VERB praviti >:root",
}


def test_a_citing_phrase_is_an_attribution_relayed_by_the_one_that_cites() -> None:
    text = "Ana ob navajanju virov pravi, da bo dež."
    stage = scene(text, Said("Ana", "pravi", "da bo dež"), words=CITED, language=CITING)
    cited, citing = sorted(told(stage), key=lambda found: found.cue[0])
    assert [s.slice(text) for s in cited.cue] == ["ob navajanju"]
    assert [s.slice(text) for s in cited.source] == ["virov"]
    assert cited.content == citing.content
    assert cited.relayed_by == citing.id
    assert citing.relayed_by is None


# Ids.


def test_ids_are_unique_when_an_anchor_stands_in_an_orphan() -> None:
    text = "Ana pravi ne.\n»Jutri bo gotovo lepše vreme.«"
    found = told(scene(text, Said("Ana", "pravi", "ne", anchor="»"), words=FINITE))
    assert len(found) == 2
    assert len({item.id for item in found}) == 2


def test_ids_are_unique_when_an_anchor_stands_in_a_citing_phrase() -> None:
    text = "Ana ob navajanju virov pravi, da bo dež."
    said = Said("Ana", "pravi", "da bo dež", anchor="navajanju")
    found = told(scene(text, said, words=CITED, language=CITING))
    assert len(found) == 2
    assert len({item.id for item in found}) == 2
