"""What the words of a report stand for, as a person reads it: days, amounts, names.

Terminal and page share this.  The words themselves stay as they are in the text; this is what is shown beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.model import Attribution, DateInterval, Entity, Quantity, Reason, Report, Span, TimeExpression

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
    """An interval as a person writes it: 2024, November 2024, 5 November 2024, or from one day to another."""
    start, last = interval.start, interval.end - timedelta(days=1)
    if start == last:
        return _day(start)
    if (start.day, start.month, last.day, last.month) == (1, 1, 31, 12) and start.year == last.year:
        return str(start.year)
    if start.day == 1 and interval.end.day == 1 and (start.year, start.month) == (last.year, last.month):
        return f"{start:%B} {start.year}"
    if start.day == 1 and interval.end.day == 1:
        return f"{start:%B} {start.year} to {last:%B} {last.year}"
    return f"{_day(start)} to {_day(last)}"


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
    found = [Value(t.span, "date", _card(time_text(t), t.why)) for t in report.dates]
    found += [Value(q.span, "quantity", _card(amount_text(q), q.why)) for q in report.quantities]
    found += [Value(e.span, "entity", _entity(e)) for e in report.entities]
    kept: list[Value] = []
    for value in sorted(found, key=lambda value: (value.span.start, -value.span.end)):
        if len(value.span) and (not kept or kept[-1].span.end <= value.span.start):
            kept.append(value)
    return kept


def details(report: Report, item: Attribution) -> Iterator[str]:
    """When it was said, what times and amounts the content names: what a reader checks first."""
    if item.said_at is not None:
        yield f"said {day_text(item.said_at)}"
    if item.about:
        yield "about " + ", ".join(map(day_text, item.about))
    for amount in report.quantities:
        if any(span.contains(amount.span) for span in item.content):
            words = " ".join(amount.span.slice(report.article.text).split())
            yield f"{words} = {amount_text(amount)}"


def timeline(report: Report) -> list[Dated]:
    """The report's dated claims by time: said then, about then, or told by the report itself."""
    lines = [
        (time.value.start, time.value.end, line)
        for time in report.dates
        if time.value is not None
        for line in _dated(report, time)
    ]
    return [line for _, _, line in sorted(lines, key=lambda each: (*each[:2], each[2].time.span))]


def _dated(report: Report, time: TimeExpression) -> Iterator[Dated]:
    """An expression is the innermost attribution's: the one with the shortest content around it."""
    holders = [
        (sum(map(len, item.content)), number)
        for number, item in enumerate(report.attributions, 1)
        if any(span.contains(time.span) for span in item.content) and time.value in item.about
    ]
    said = [
        number
        for number, item in enumerate(report.attributions, 1)
        if any(reason.name == _SAID and time.span in reason.evidence for reason in item.why)
    ]
    if said:
        yield from (Dated(time, "said", number) for number in said)
    elif holders:
        yield Dated(time, "about", min(holders)[1])
    else:
        yield Dated(time, "told", None)


_SAID = "resolve:when it was said"


def _entity(entity: Entity) -> str:
    also = f"\nor {', '.join(entity.alternatives)}" if entity.alternatives else ""
    return f"{entity.name}\n{_TYPES.get(entity.type, 'name')} · {entity.id}{also}"


def _card(text: str, why: tuple[Reason, ...]) -> str:
    names = "; ".join(dict.fromkeys(f"{reason.name} {reason.detail}".strip() for reason in why))
    return f"{text}\n{names}" if names else text


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _number(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,.6g}"
