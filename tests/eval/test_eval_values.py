"""Times and amounts: hand-counted cases, and what dateparser finds in a sentence of our own."""

from __future__ import annotations

from datetime import date

import pytest

from eval import Count, values
from eval.values import Case, amount_case, dateparser_search, marked, matched, overlap, rows, time_case
from sayso.lang import load
from sayso.model import DateInterval, Quantity, Span, TimeExpression

DAY = DateInterval(date(2024, 11, 14), date(2024, 11, 15))


def test_half_of_the_letters_must_be_shared() -> None:
    assert overlap(Span(0, 10), Span(0, 10)) == 1
    assert overlap(Span(0, 10), Span(5, 10)) == 0.5
    assert overlap(Span(0, 10), Span(10, 12)) == 0
    gold = [Case(Span(0, 10), ("a",)), Case(Span(20, 30), ("b",))]
    ours = [Case(Span(4, 10), ("x",)), Case(Span(0, 9), ("a",)), Case(Span(26, 30), ("b",))]
    assert matched(gold, ours) == [(gold[0], ours[1])]


def test_found_value_and_all_are_counted_one_by_one() -> None:
    counts: dict[str, Count] = {}
    gold = [
        Case(Span(0, 4), (1.0, 1.0, "exactly"), ("most",)),
        Case(Span(8, 12), (2.0, 2.0, "about"), ("hiša",)),
    ]
    ours = [
        Case(Span(0, 4), (1.0, 1.0, "exactly"), ("cesta",)),
        Case(Span(20, 24), (3.0, 3.0, "exactly"), ("dom",)),
    ]
    values._add(counts, "quantities", gold, ours)
    assert counts == {
        "quantities found": Count(1, 2, 2),
        "quantities value": Count(1, 1, 1),
        "quantities all": Count(0, 1, 1),
    }


def test_ours_as_cases() -> None:
    time = TimeExpression(Span(0, 6), "date", DAY, "before", None)
    assert time_case(time) == Case(Span(0, 6), ("2024-11-14", "2024-11-15"), ("date", "before", ""))
    assert amount_case(Quantity(Span(0, 3), (2.0, 5.0), "most", "between")).value == (2.0, 5.0, "between")
    assert amount_case(Quantity(Span(0, 3), 8000.0, "vojak", "exactly")).rest == ("vojak",)


@pytest.mark.parametrize("code", ["sl", "en"])
def test_every_case_belongs_to_a_marked_report_and_is_well_formed(code: str) -> None:
    folder = values.CASES / code
    files = {row["file"] for row in rows(folder / "values_reports.tsv")}
    for table in ("dates.tsv", "quantities.tsv"):
        spans: dict[str, list[tuple[int, int]]] = {}
        for row in rows(folder / table):
            assert row["file"] in files
            spans.setdefault(row["file"], []).append((int(row["start"]), int(row["end"])))
        for found in spans.values():
            found.sort()
            assert all(start < end for start, end in found)
            assert all(a[1] <= b[0] for a, b in zip(found, found[1:], strict=False))
    least = {"sl": 150, "en": 100}[code]
    reports = [*marked(code, "dev"), *marked(code, "held")]
    assert len(reports) == len(files)
    assert sum(len(report.dates) for report in reports) >= least
    assert sum(len(report.quantities) for report in reports) >= least


def test_dateparser_stands_beside_it() -> None:
    search = dateparser_search()
    if search is None:
        pytest.skip("dateparser is not installed")
    text = "The bridge was closed on 3 May 2023 for repairs."
    (found,) = search(text, Span(0, len(text)), load("en").code, DAY)
    assert "3 May 2023" in found.span.slice(text)
    assert found.value == ("2023-05-03", "2023-05-04")
