"""Days, amounts and names beside the text: what a card, a block and the timeline say."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console
from serve_samples import SLOVENE, slovene

from sayso.model import DateInterval, Entity, Quantity, Reason, Report, Span, TimeExpression
from sayso.serve.page import render_page
from sayso.serve.terminal import print_report
from sayso.serve.values import amount_text, day_text, details, government, time_text, timeline, values

AUTUMN = DateInterval(date(2024, 9, 1), date(2024, 12, 1))
FRIDAY = DateInterval(date(2024, 10, 18), date(2024, 10, 19))


def place(words: str) -> Span:
    return Span(SLOVENE.index(words), SLOVENE.index(words) + len(words))


def resolved() -> Report:
    """The Slovene sample with an autumn that a1 is about, a day on which a2 was said, an amount and a name."""
    report = slovene()
    autumn = TimeExpression(
        place("pozno jesen"), "date", AUTUMN, part="end", why=(Reason("row", "dates.toml:x"),)
    )
    friday = TimeExpression(place("povedala"), "date", FRIDAY)
    own = TimeExpression(place("Obnova"), "date", DateInterval(date(2020, 1, 1), date(2021, 1, 1)))
    amount = Quantity(place("enkrat"), (1000.0, 2000.0), "meter", "between")
    name = Entity(place("Matej Rus"), "PER", "Matej Rus", "person:matei-rus", ("person:iure-rus",))
    said = Reason("rule", "resolve:when it was said", "petek", evidence=(friday.span,))
    items = list(report.attributions)
    items[0] = replace(items[0], about=(AUTUMN,))
    items[1] = replace(items[1], said_at=FRIDAY, why=(*items[1].why, said))
    return replace(
        report, attributions=tuple(items), dates=(own, autumn, friday), quantities=(amount,), entities=(name,)
    )


@pytest.mark.parametrize(
    ("value", "unit", "bound", "words"),
    [
        (8000.0, "vojak", "exactly", "8,000 (vojak)"),
        (36.0, "%", "exactly", "36 %"),
        (1000.0, "raketa", "more_than", "more than 1,000 (raketa)"),
        ((2e6, 1e7), "EUR", "between", "2,000,000 to 10,000,000 (EUR)"),
        (2.5, "km", "about", "about 2.5 (km)"),
        (1_234_567.5, "EUR", "exactly", "1,234,567.5 (EUR)"),
        (1 / 3, "fraction", "exactly", "0.333333 (fraction)"),
    ],
)
def test_amounts(value: float | tuple[float, float], unit: str, bound: str, words: str) -> None:
    assert amount_text(Quantity(Span(0, 1), value, unit, bound)) == words


def test_times() -> None:
    assert time_text(TimeExpression(Span(0, 1), "date", FRIDAY, mod="before")) == "until 18 October 2024"
    assert (
        time_text(TimeExpression(Span(0, 1), "date", AUTUMN, part="end"))
        == "the end of September 2024 to November 2024"
    )
    assert time_text(TimeExpression(Span(0, 1), "duration")) == "a duration"
    assert day_text(DateInterval(date(2022, 11, 1), date(2024, 12, 1))) == "November 2022 to November 2024"


def test_details_tell_when_and_about_when_and_how_much() -> None:
    report = resolved()
    assert list(details(report, report.attributions[0])) == [
        "about the end of September 2024 to November 2024"
    ]
    assert list(details(report, report.attributions[1])) == ["said 18 October 2024"]
    with_amount = [item for item in report.attributions if any("=" in d for d in details(report, item))]
    assert [list(details(report, item)) for item in with_amount] == [
        ["enkrat = 1,000 to 2,000 (meter)"]
    ] * len(with_amount)
    assert with_amount


def test_the_timeline_is_in_the_order_of_time_and_says_whose_it_is() -> None:
    lines = timeline(resolved())
    assert [(line.role, line.number) for line in lines] == [("told", None), ("about", 1), ("said", 2)]


def test_a_speaker_who_stands_for_a_government_says_so() -> None:
    report = resolved()
    item = replace(report.attributions[0], speaker_entity="government:CN")
    assert next(details(report, item)) == "speaks for the government of China"
    assert government("person:ana-kos") is None
    assert government("government:QQ") == "QQ"


def test_a_report_without_a_date_says_what_it_lacks() -> None:
    report = resolved()
    friday = TimeExpression(place("povedala"), "date")
    bare = replace(report, article=replace(report.article, published=None), dates=(friday,))
    console = Console(file=io.StringIO(), width=80, color_system=None)
    print_report(console, bare)
    assert "--published" in console.file.getvalue()  # type: ignore[attr-defined]
    assert "--published" in render_page([bare])
    assert "--published" not in render_page([report])


def test_values_never_overlap() -> None:
    report = resolved()
    twice = replace(report, entities=(*report.entities, Entity(place("Rus je"), "PER", "Rus", "person:rus")))
    shown = values(twice)
    assert [value.span for value in shown] == sorted(value.span for value in shown)
    assert all(a.span.end <= b.span.start for a, b in zip(shown, shown[1:], strict=False))
    (card,) = [value.text for value in shown if value.kind == "entity"]
    assert card == "Matej Rus\nperson · person:matei-rus\nor person:iure-rus"


def test_the_page_has_cards_and_a_timeline_and_keeps_the_text() -> None:
    page = render_page([resolved()])
    assert 'class="v entity" data-v="Matej Rus\nperson · person:matei-rus' in page
    assert "<h2>When</h2>" in page
    assert "said then by " in page and "in the report’s own voice" in page
    assert "<h2>When</h2>" not in render_page([slovene()])


def test_the_terminal_shows_details_under_the_block() -> None:
    console = Console(file=io.StringIO(), width=80, color_system=None)
    print_report(console, resolved())
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "said 18 October 2024" in shown
    assert "enkrat = 1,000 to 2,000 (meter)" in shown
