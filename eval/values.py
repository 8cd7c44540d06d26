"""Times and amounts against ``tests/cases``: real reports marked whole, by reading, after gold/VALUES.md.

``found``: precision, recall and F1 of expressions whose span shares at least half of all letters with a marked one.
``value``: of the marked ones that were found, how many have the marked value (for an amount: value, unit and bound in
``all``, value and bound in ``value``).  ``all``: kind, value, ``mod`` and ``part`` are right.  A dateparser baseline
stands beside it where that package is installed: what its own search finds and means, nothing of ours.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from eval import PROJECT, Count, Figure, Reader, WrongUse
from sayso.ingest.text import article_from_text
from sayso.model import DateInterval, Quantity, Span, TimeExpression
from sayso.resolve.dates_values import period

STAGE = "values"
SETS = ("sl-dev", "sl-held", "en-dev", "en-held")
CASES = PROJECT / "tests" / "cases"
_HALF = 0.5
Cell = str | float | None


@dataclass(frozen=True, slots=True)
class Case:
    """A marked or found expression: its ``value`` first, then what else ``all`` asks for."""

    span: Span
    value: tuple[Cell, ...]
    rest: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A report with its cases."""

    file: str
    published: DateInterval
    dates: tuple[Case, ...]
    quantities: tuple[Case, ...]


def measure(name: str, shared: Path, reader: Reader) -> list[Figure]:
    """The figures of one language's cases of one part (dev, held)."""
    code, _, part = name.partition("-")
    counts: dict[str, Count] = {}
    for report in marked(code, part):
        path = shared / report.file
        if not path.is_file():
            raise WrongUse(f"no {path}: {STAGE}/{name} needs it")
        text = path.read_bytes().decode("utf-8")
        article = replace(article_from_text(text), published=report.published)
        read = reader.read(article, code)
        _add(counts, "dates", report.dates, [time_case(each) for each in read.dates])
        _add(counts, "quantities", report.quantities, [amount_case(amount) for amount in read.quantities])
        search = dateparser_search()
        if search is not None:
            dated = [case for case in report.dates if case.value != (None, None)]
            body = article.body if article.title is None else Span(article.title.start, article.body.end)
            _add(counts, "dateparser", dated, search(text, body, code, report.published), whole=False)
    return list(_figures(name, counts))


def _figures(name: str, counts: dict[str, Count]) -> Iterator[Figure]:
    for key, count in counts.items():
        if key.endswith(" found"):
            yield count.figure(STAGE, name, key)
        else:
            yield Figure(STAGE, name, key, count.recall, decisions=count.gold)


def _add(
    counts: dict[str, Count], what: str, gold: Sequence[Case], ours: Sequence[Case], *, whole: bool = True
) -> None:
    pairs = matched(gold, ours)
    right = sum(a.value == b.value for a, b in pairs)
    new = {"found": Count(len(pairs), len(ours), len(gold)), "value": Count(right, len(pairs), len(pairs))}
    if whole:
        every = sum(a.value == b.value and a.rest == b.rest for a, b in pairs)
        new["all"] = Count(every, len(pairs), len(pairs))
    for key, count in new.items():
        counts[f"{what} {key}"] = counts.get(f"{what} {key}", Count(0, 0, 0)) + count


def matched(gold: Sequence[Case], ours: Sequence[Case]) -> list[tuple[Case, Case]]:
    """Pairs of a marked and a found expression, each once, the largest overlap first."""
    pairs = sorted(
        ((overlap(a.span, b.span), i, j) for i, a in enumerate(gold) for j, b in enumerate(ours)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    left, right, found = set[int](), set[int](), list[tuple[Case, Case]]()
    for share, i, j in pairs:
        if share >= _HALF and i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((gold[i], ours[j]))
    return found


def overlap(a: Span, b: Span) -> float:
    """Jaccard's index of two spans, in letters."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (len(a) + len(b) - shared) if shared > 0 else 0.0


def time_case(said: TimeExpression) -> Case:
    """A time expression of ours as a case."""
    return Case(said.span, _days(said.value), (said.kind, said.mod or "", said.part or ""))


def amount_case(amount: Quantity) -> Case:
    """An amount of ours as a case."""
    low, high = amount.value if isinstance(amount.value, tuple) else (amount.value, amount.value)
    return Case(amount.span, (low, high, amount.bound), (amount.unit,))


def _days(value: DateInterval | None) -> tuple[Cell, Cell]:
    return (None, None) if value is None else (value.start.isoformat(), value.end.isoformat())


def marked(code: str, part: str) -> Iterator[Marked]:
    """The reports of one part with their cases."""
    folder = CASES / code
    dates = [
        (row["file"], Case(_span(row), (row["from"] or None, row["to"] or None), (row["kind"], row["mod"], row["part"])))
        for row in rows(folder / "dates.tsv")
    ]  # fmt: skip
    amounts = [
        (row["file"], Case(_span(row), (float(row["low"]), float(row["high"]), row["bound"]), (row["unit"],)))
        for row in rows(folder / "quantities.tsv")
    ]
    for row in rows(folder / "values_reports.tsv"):
        if row["part"] == part:
            day = date.fromisoformat(row["published"])
            yield Marked(
                row["file"],
                DateInterval(day, day + timedelta(days=1)),
                tuple(case for file, case in dates if file == row["file"]),
                tuple(case for file, case in amounts if file == row["file"]),
            )


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table with a head."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _span(row: dict[str, str]) -> Span:
    return Span(int(row["start"]), int(row["end"]))


Search = Callable[[str, Span, str, DateInterval], list[Case]]


@cache
def dateparser_search() -> Search | None:
    """dateparser's own search as a function, where the package is there."""
    try:
        from dateparser.date import DateDataParser  # type: ignore[import-untyped]
        from dateparser.search import search_dates  # type: ignore[import-untyped]
    except ImportError:
        return None

    def search(text: str, body: Span, code: str, published: DateInterval) -> list[Case]:
        base = datetime.combine(published.start, time.min)
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        parser = DateDataParser(languages=[code], settings=settings)
        found: list[Case] = []
        at = body.start
        for words, _ in search_dates(body.slice(text), languages=[code], settings=settings) or ():
            start = text.find(words, at)
            data = parser.get_date_data(words)
            if start < 0 or data.date_obj is None:
                continue
            at = start + len(words)
            unit = data.period if data.period in ("month", "year") else "day"
            days = DateInterval(*period(unit, data.date_obj.date()))
            found.append(Case(Span(start, at), _days(days)))
        return found

    return search
