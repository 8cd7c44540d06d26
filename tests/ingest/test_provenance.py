"""Where a report says its text comes from: cases of our own, hostile texts, and what a format knew already."""

from __future__ import annotations

import csv
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ingest.provenance import provenance
from sayso.ingest.text import article_from_text
from sayso.lang import load, supported
from sayso.model import Article, Credit, Provenance, Span

CASES = Path(__file__).parents[1] / "cases/provenance"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table of cases."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("#")]
    return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def article(text: str, title: str = "", address: str | None = None) -> Article:
    whole = f"{title}\n\n{text}" if title else text
    start = len(whole) - len(text)
    heading = Span(0, len(title)) if title else None
    return Article("x", whole, Span(start, len(whole)), heading, address=address)


def read(text: str, code: str = "sl", title: str = "") -> Provenance:
    return provenance(article(text, title), load(code))


MADE = table("made.tsv")


@pytest.mark.parametrize("row", MADE, ids=[f"{row['language']}-{i}" for i, row in enumerate(MADE)])
def test_cases_of_our_own(row: dict[str, str]) -> None:
    given = article(row["text"].replace("\\n", "\n"), row["title"])
    found = provenance(given, load(row["language"]))
    dateline = found.dateline.slice(given.text) if found.dateline else ""
    assert dateline == row["dateline"]
    assert "|".join(found.bylines) == row["bylines"]
    assert "|".join(credit.outlet for credit in found.credits) == row["credits"]


def test_there_are_cases_enough_with_and_without_something() -> None:
    without = [row for row in MADE if not (row["dateline"] or row["bylines"] or row["credits"])]
    assert len(MADE) >= 60
    assert len(without) >= 25
    assert {row["language"] for row in MADE} == {row["language"] for row in without} == set(supported())


def test_a_credit_says_where_it_stands_and_which_row_found_it() -> None:
    given = article("Občina je odprla most.\nPromet stece jutri.\nVir: STA, M. K., Delo")
    found = provenance(given, load("sl"))
    assert [(c.span.slice(given.text) if c.span else "", c.row) for c in found.credits] == [
        ("STA", "credits.tsv:vir"),
        ("Delo", "credits.tsv:vir"),
    ]
    lone = read("Občina je odprla most. (sta)").credits[0]
    assert (lone.outlet, lone.row) == ("outlet:sta", "credits.tsv:sta")
    dated = read("Ljubljana, 5. marca (AFP) - Občina je odprla novi most čez reko.").credits[0]
    assert dated.row == "provenance:dateline"


def test_what_the_format_filled_stays() -> None:
    moment = datetime(2024, 3, 5, 12, tzinfo=UTC)
    field = Credit("outlet:reuters", "ninjs:creditline")
    known = Provenance(
        kind="release",
        status="corrected",
        outlet="outlet:delo",
        dateline=Span(0, 2),
        bylines=("nada  murn",),
        credits=(field,),
        published_at=moment,
        doubts=("modified_at in 9999",),
    )
    text = "Piše: Nada Murn in Rok Bevk\nKoper – Občina je danes odprla novi most čez reko.\nSTA"
    given = replace(article(text, address="https://www.vecer.com/x"), provenance=known)
    found = provenance(given, load("sl"))
    kept = replace(found, bylines=known.bylines, credits=known.credits)
    assert kept == known
    assert found.bylines == ("nada  murn", "Rok Bevk")
    assert [credit.outlet for credit in found.credits] == ["outlet:reuters", "outlet:sta"]
    assert provenance(replace(given, provenance=found), load("sl")) == found


def test_the_outlet_comes_from_the_address() -> None:
    slovene = load("sl")
    assert provenance(article("Most.", address="https://www.delo.si/x"), slovene).outlet == "outlet:delo"
    assert provenance(article("Most.", address="https://gasilci.si/x"), slovene).outlet == "gasilci.si"
    assert provenance(article("Most.", address="http://www.fromtheweb.eu"), slovene).outlet is None
    assert provenance(article("Most."), slovene).outlet is None


def test_the_header_of_a_file_is_not_read() -> None:
    text = "sta-1\nsl\n2024-03-05\nhttps://www.sta.si/x\nMost odprt\nSTA, M. K.\nObčina je odprla most."
    given = article_from_text(text)
    found = provenance(given, load("sl"))
    assert [c.span.slice(text) for c in found.credits if c.span] == ["STA"]
    assert all(c.span is not None and c.span.start >= given.body.start for c in found.credits)


def test_lines_end_as_they_like() -> None:
    for end in ("\n", "\r\n", "\r", "\u2028", "\n\n \n"):
        found = read(f"Občina je odprla most.{end}Promet stece jutri.{end}STA{end}")
        assert [credit.outlet for credit in found.credits] == ["outlet:sta"], repr(end)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "\x00", "(", "()", "( )", "–", "A – ", "Vir:", "©", "By", "Von", "|", "/", ". (.)"],
)
@pytest.mark.parametrize("code", supported())
def test_scraps_say_nothing(code: str, text: str) -> None:
    assert provenance(article(text), load(code)) == Provenance()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 2_000_000,
        " " * 2_000_000,
        "STA, " * 400_000,
        "(" * 500_000 + ")" * 500_000,
        "Vir: " * 200_000,
        "Vir: STA\n" * 5_000,
        "A. " * 300_000,
        "\n".join(["Ljubljana – x"] * 50_000),
        "Ana Novak\n" + "Nov Ana " * 100_000,
        "\ud800 (sta)",
    ],
    ids=range(10),
)
def test_hostile_texts_take_no_time(text: str) -> None:
    begun = time.perf_counter()
    found = read(text)
    assert time.perf_counter() - begun < 5
    assert all(c.span is not None and c.span.end <= len(text) for c in found.credits)


@given(
    st.sampled_from(supported()),
    st.text(alphabet="STAdpaVir: By Von(),./–-|\n©19ŽćБ„“", max_size=200),
)
def test_spans_are_slices_of_the_text(code: str, text: str) -> None:
    found = provenance(article(text), load(code))
    spans = [credit.span for credit in found.credits] + [found.dateline]
    assert all(span.end <= len(text) and len(span) for span in spans if span is not None)
    assert all(name in text for name in found.bylines)
