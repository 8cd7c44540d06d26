"""Kinds: direct, mixed, indirect, nominal."""

from __future__ import annotations

from test_scene import DIRECT, ENGLISH, INDIRECT, NOMINAL, Said, draft_of, scene

from sayso.attribute.kinds import kind_of


def kind(text: str, content: str | tuple[str, ...], network: tuple[float, ...] = INDIRECT) -> str:
    stage = scene(text, Said("Ana", "pravi", content, kind=network))
    return kind_of(stage, draft_of(stage))


def test_all_in_quotation_marks_is_direct() -> None:
    assert kind("»Bo dež,« pravi Ana.", "»Bo dež,«") == "direct"
    assert kind("»Bo dež,« pravi Ana. »In sneg.«", ("»Bo dež,«", "»In sneg.«"), NOMINAL) == "direct"


def test_a_whole_quotation_inside_more_is_mixed() -> None:
    assert kind("Ana pravi, da bo »hud dež«.", "da bo »hud dež«") == "mixed"


def test_without_quotation_marks_the_network_decides() -> None:
    assert kind("Ana pravi, da bo dež.", "da bo dež", INDIRECT) == "indirect"
    assert kind("Ana pravi o dežju.", "o dežju", NOMINAL) == "nominal"
    assert kind("Ana pravi, da bo dež.", "da bo dež", DIRECT) == "indirect"


def test_half_a_quotation_makes_nothing_mixed() -> None:
    assert (
        kind("Vsi: »Ana pravi ves ljubi dan, da bo dež«, in to ves dan.", "dež«, in to ves dan") == "indirect"
    )


def test_marks_alone_are_nominal() -> None:
    assert kind("Ana pravi ?", "?") == "nominal"


def test_a_clause_with_a_long_quotation_is_mixed() -> None:
    text = 'Ana says that "it may rain on all of us for the whole long week".'
    stage = scene(text, Said("Ana", "says", text[len("Ana says ") : -1]), language=ENGLISH)
    assert kind_of(stage, draft_of(stage)) == "mixed"


def test_an_agency_with_a_long_inner_quotation_is_mixed() -> None:
    quoted = "„Na vseh nas bo ves ta dolgi teden padal dež, potem pa bo še veter in mraz do konca meseca in še čez,“"
    stage = scene(f"{quoted} je dejala, poroča STA.", Said("STA", "poroča", f"{quoted} je dejala"))
    assert kind_of(stage, draft_of(stage)) == "mixed"


def test_a_short_quotation_after_that_is_mixed() -> None:
    stage = scene('Ana says that "it may rain".', Said("Ana", "says", 'that "it may rain"'), language=ENGLISH)
    assert kind_of(stage, draft_of(stage)) == "mixed"


def test_what_a_quoted_speaker_says_of_others_is_not_direct_for_that() -> None:
    stage = scene("»Ana pravi, da bo dež,« meni Luka.", Said("Ana", "pravi", "da bo dež"))
    assert kind_of(stage, draft_of(stage)) == "indirect"
    whole = "»Ana pravi: ‚Bo dež.‘ Tako je,«"
    outer = scene(f"{whole} meni Luka.", Said("Luka", "meni", whole))
    assert kind_of(outer, draft_of(outer)) == "direct"


def test_a_quotation_without_a_cue_is_direct() -> None:
    stage = scene("Ana gre.\n»Jutri bo lepše vreme.«", Said((), (), "»Jutri bo lepše vreme.«"))
    assert kind_of(stage, draft_of(stage)) == "direct"
