"""What the words of a report stand for, as a person reads it: days, amounts, names.

Terminal and page share this.  The words themselves stay as they are in the text; this is what is shown beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sayso.model import (
    WHEN_SAID,
    Attribution,
    DateInterval,
    Entity,
    Quantity,
    Report,
    Span,
    TimeExpression,
    within,
)

UNDATED = (
    'No date of publication is known, so "today" or "on Friday" has no value: give one with --published.'
)
_BOUNDS = {
    "exactly": "",
    "between": "",
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "less_than": "less than ",
}
_MODS = {"before": "until ", "since": "since ", "after": "after "}
_PARTS = {"start": "the start of ", "mid": "the middle of ", "end": "the end of "}
_KINDS = {"duration": "a duration", "set": "a recurring time", "vague": "a vague time"}
_LONG = 1000
_TYPES = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "name"}


@dataclass(frozen=True, slots=True)
class Value:
    """Words of a report that stand for something: ``kind`` is date, quantity or entity, ``text`` what a card says."""

    span: Span
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A line of a report's timeline: the time in the text, and the number of the attribution that has it.

    ``role`` is ``said`` (it was said then), ``about`` (what is said names that time), or ``told`` by the report itself.
    """

    time: TimeExpression
    role: str
    number: int | None


def day_text(interval: DateInterval) -> str:
    """An interval as a person writes it: 2024, November 2024, 5 November 2024, or between two days."""
    start, last = interval.start, interval.end - timedelta(days=1)
    if start == last:
        return _day(start)
    if (start.day, start.month, last.day, last.month) == (1, 1, 31, 12) and start.year == last.year:
        return str(start.year)
    if start.day == 1 and interval.end.day == 1 and (start.year, start.month) == (last.year, last.month):
        return f"{start:%B} {start.year}"
    if start.day == 1 and interval.end.day == 1:
        return f"{start:%B} {start.year} to {last:%B} {last.year}"
    return f"between {_day(start)} and {_day(last)}"


def time_text(time: TimeExpression) -> str:
    """A time expression's value: "until 2030", "the end of September 2024", "a duration"."""
    if time.value is None:
        return _KINDS.get(time.kind, "a time that the report does not settle")
    return f"{_MODS.get(time.mod or '', '')}{_PARTS.get(time.part or '', '')}{day_text(time.value)}"


def amount_text(amount: Quantity) -> str:
    """An amount's value with its bound and unit: "more than 1,000 (raketa)", "2 to 10 (EUR)", "36 %"."""
    value = amount.value
    said = " to ".join(map(_number, value)) if isinstance(value, tuple) else _number(value)
    unit = "%" if amount.unit == "%" else f"({amount.unit})"
    return f"{_BOUNDS[amount.bound]}{said} {unit}"


def values(report: Report) -> list[Value]:
    """All times, amounts and names of a report in the order of the text; of those that overlap the first."""
    found = [Value(t.span, "date", time_text(t)) for t in report.dates]
    found += [Value(q.span, "quantity", amount_text(q)) for q in report.quantities]
    found += [Value(e.span, "entity", _entity(e)) for e in report.entities]
    kept: list[Value] = []
    for value in sorted(found, key=lambda value: (value.span.start, -value.span.end)):
        if len(value.span) and (not kept or kept[-1].span.end <= value.span.start):
            kept.append(value)
    return kept


def details(report: Report, item: Attribution) -> Iterator[str]:
    """For whom the speaker stands, when it was said, what times and amounts the content names."""
    land = government(item.speaker_entity or "")
    if land is not None:
        yield f"speaks for the government of {land}"
    if item.said_at is not None:
        yield f"said {day_text(item.said_at)}"
    named = [time for time in within(report.dates, item.content) if time.value in item.about]
    if named:
        yield "about " + ", ".join(dict.fromkeys(map(time_text, named)))
    for amount in within(report.quantities, item.content):
        words = " ".join(amount.span.slice(report.article.text).split())
        yield f"{words} = {amount_text(amount)}"


def government(entity: str) -> str | None:
    """The English name of the country whose government an id means: ``government:CN`` → China."""
    if not entity.startswith(_GOVERNMENT):
        return None
    code = entity.removeprefix(_GOVERNMENT)
    return _lands().get(f"country:{code}", code)


@cache
def _lands() -> dict[str, str]:
    from sayso.lang import load

    return {row.id: row.name for row in load("en").gazette.places.values()}


def undated(report: Report) -> bool:
    """Does the report name times whose value hangs on a date of publication that is not known?"""
    return report.article.published is None and any(
        t.kind == "date" and t.value is None for t in report.dates
    )


def timeline(report: Report) -> list[Dated]:
    """The report's dated claims by time: said then, about then, or told by the report itself."""
    said, about = _said(report), _about(report)
    lines = [
        (time.value.start, time.value.end, line)
        for time in report.dates
        if time.value is not None
        for line in _dated(time, said.get(time.span, ()), about.get(time.span))
    ]
    return [line for _, _, line in sorted(lines, key=lambda each: (*each[:2], each[2].time.span))]


def _dated(time: TimeExpression, said: Sequence[int], about: int | None) -> Iterator[Dated]:
    if said:
        yield from (Dated(time, "said", number) for number in said)
    else:
        yield Dated(time, "told" if about is None else "about", about)


def _said(report: Report) -> dict[Span, list[int]]:
    """The numbers of the attributions that were said at a time, by its place."""
    found: dict[Span, list[int]] = {}
    for number, item in enumerate(report.attributions, 1):
        for span in {span for reason in item.why if reason.name == WHEN_SAID for span in reason.evidence}:
            found.setdefault(span, []).append(number)
    return found


def _about(report: Report) -> dict[Span, int]:
    """The innermost attribution that names a time: the one with the shortest content around it."""
    found: dict[Span, tuple[int, int]] = {}
    for number, item in enumerate(report.attributions, 1):
        mine = (sum(map(len, item.content)), number)
        for time in within(report.dates, item.content):
            if time.value in item.about:
                found[time.span] = min(mine, found.get(time.span, mine))
    return {span: number for span, (_, number) in found.items()}


_GOVERNMENT = "government:"


def _entity(entity: Entity) -> str:
    also = f"\nor {', '.join(entity.alternatives)}" if entity.alternatives else ""
    return f"{entity.name}\n{_TYPES.get(entity.type, 'name')} · {entity.id}{also}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _number(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.6g}" if abs(value) < _LONG else f"{value:,.15g}"  # a third; 1,234,567.5
