"""A ``Report`` cut for the eye: passages with their attributions, and runs of words with their parts.

Terminal and page share this, so that both number, order and nest attributions alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.errors import SaysoError
from sayso.model import Attribution, Report, Span, hull
from sayso.serve.values import Value, values

NO_SOURCE = "no source named"
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# A paragraph longer than this is shown in pieces, so that each attribution stands near its words.
_COMFORTABLE = 480
_UNBEARABLE = 2400
_PARTS = ("content", "cue", "source")


@dataclass(frozen=True, slots=True)
class Mark:
    """One span of one attribution: ``number`` counts from 1, ``part`` is content, cue or source."""

    span: Span
    number: int
    part: str
    weight: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters whose attributions are the same throughout.

    ``contents`` are the numbers it is content of, innermost first; ``opens`` those whose content starts here,
    outermost first; ``closes`` those whose content ends with it; ``owners`` all it is any part of, the one
    whose cue or source it is before those that merely contain it; ``value`` is what it stands for as a time, an
    amount or a name.
    """

    span: Span
    contents: tuple[int, ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    owners: tuple[int, ...]
    is_cue: bool
    is_source: bool
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, a paragraph or a piece of a long one; ``numbers`` are the attributions shown with it."""

    span: Span
    is_title: bool
    continues: bool
    numbers: tuple[int, ...]
    runs: tuple[Run, ...]


def passages(report: Report) -> list[Passage]:
    """The whole report in reading order."""
    pieces = list(_pieces(report))
    if not pieces:
        return []
    starts = [span.start for span, _, _ in pieces]
    marks: list[list[Mark]] = [[] for _ in pieces]
    shown: list[list[int]] = [[] for _ in pieces]
    chains = Chains(report)
    for number, item in enumerate(report.attributions, 1):
        for mark in _marks(item, number, len(chains.of(item))):
            first = max(bisect_right(starts, mark.span.start) - 1, 0)
            for place in range(first, max(bisect_left(starts, mark.span.end), first + 1)):
                marks[place].append(mark)
        shown[max(bisect_right(starts, _anchor(item)) - 1, 0)].append(number)
    meant = values(report)
    return [
        Passage(span, is_title, continues, tuple(shown[place]), tuple(_runs(span, marks[place], meant)))
        for place, (span, is_title, continues) in enumerate(pieces)
    ]


def _marks(item: Attribution, number: int, links: int) -> Iterator[Mark]:
    # The shorter content is the inner one; of two that share it, the one that the other relays.
    weight = (sum(len(span) for span in item.content), -links)
    for part, spans in zip(_PARTS, (item.content, item.cue, item.source), strict=True):
        for span in spans:
            if len(span):
                yield Mark(span, number, part, weight)


def _anchor(item: Attribution) -> int:
    """Where the attribution is shown: at its content, or else at whatever it has."""
    spans = item.content or item.cue or item.source
    return spans[0].start if spans else 0


def _pieces(report: Report) -> Iterator[tuple[Span, bool, bool]]:
    """Title and paragraphs, long ones in pieces: (span, is it the title, does it go on with a paragraph)."""
    article = report.article
    if article.title is not None:
        yield article.title, True, False
    cuts = _cuts(report)
    for line in _LINE.finditer(article.text, article.body.start, article.body.end):
        paragraph = _stripped(article.text, Span(line.start(), line.end()))
        if not len(paragraph):
            continue
        for place, piece in enumerate(_cut(paragraph, cuts)):
            yield _stripped(article.text, piece), False, place > 0


def _stripped(text: str, span: Span) -> Span:
    words = span.slice(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _cut(paragraph: Span, cuts: Sequence[tuple[int, bool]]) -> Iterator[Span]:
    start = paragraph.start
    if len(paragraph) > _COMFORTABLE:
        first = bisect_right(cuts, (paragraph.start, True))
        for place, is_clean in cuts[first : bisect_left(cuts, (paragraph.end, False))]:
            length = place - start
            rest = paragraph.end - place
            if (is_clean and length >= _COMFORTABLE and rest >= _COMFORTABLE // 4) or length >= _UNBEARABLE:
                yield Span(start, place)
                start = place
    yield Span(start, paragraph.end)


def _cuts(report: Report) -> list[tuple[int, bool]]:
    """Where sentences start, and whether no attribution reaches over that place."""
    words = report.reading.words
    places = [words[sentence.first].span.start for sentence in report.reading.sentences if words]
    hulls = (hull((*item.content, *item.cue, *item.source)) for item in report.attributions)
    held = sorted(span for span in hulls if span is not None)
    cuts: list[tuple[int, bool]] = []
    reach, following = 0, 0
    for place in sorted(places):
        while following < len(held) and held[following].start < place:
            reach = max(reach, held[following].end)
            following += 1
        cuts.append((place, reach <= place))
    return cuts


def _runs(span: Span, marks: Sequence[Mark], meant: Sequence[Value]) -> Iterator[Run]:
    inside = [mark for mark in marks if mark.span.overlaps(span)]
    shown = meant[_first_from(meant, span.start) : _first_from(meant, span.end)]
    borders = {span.start, span.end}
    for held in (*(mark.span for mark in inside), *(value.span for value in shown)):
        borders.update((max(held.start, span.start), min(held.end, span.end)))
    places = sorted(borders)
    if len(places) == 1:
        return
    inside.sort(key=lambda mark: mark.span.start)
    active: list[Mark] = []
    following = 0
    for start, end in pairwise(places):
        while following < len(inside) and inside[following].span.start <= start:
            active.append(inside[following])
            following += 1
        active = [mark for mark in active if mark.span.end > start]
        at = _first_from(shown, end) - 1
        value = shown[at] if at >= 0 and shown[at].span.contains(Span(start, end)) else None
        yield _run(Span(start, end), active, span, value)


def _first_from(meant: Sequence[Value], place: int) -> int:
    """The first value that does not begin before a place."""
    return bisect_left(meant, place, key=lambda value: value.span.start)


def _run(span: Span, marks: Sequence[Mark], whole: Span, value: Value | None) -> Run:
    contents = sorted((m for m in marks if m.part == "content"), key=lambda m: (m.weight, -m.number))
    numbers = [mark.number for mark in contents]
    return Run(
        span=span,
        contents=tuple(numbers),
        opens=tuple(m.number for m in reversed(contents) if max(m.span.start, whole.start) == span.start),
        closes=tuple(m.number for m in contents if min(m.span.end, whole.end) == span.end),
        owners=tuple(dict.fromkeys([m.number for m in marks if m.part != "content"] + numbers)),
        is_cue=any(mark.part == "cue" for mark in marks),
        is_source=any(mark.part == "source" for mark in marks),
        value=value,
    )


class Chains:
    """Who said it, through whom, for each attribution of one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._by_id = {item.id: item for item in report.attributions}

    def of(self, item: Attribution) -> tuple[Attribution, ...]:
        """As ``Report.chain``, which looks through all attributions each time."""
        found = [item]
        seen = {item.id}
        while (outer := self._by_id.get(found[-1].relayed_by or "")) is not None and outer.id not in seen:
            found.append(outer)
            seen.add(outer.id)
        return tuple(found)

    def names(self, item: Attribution) -> tuple[str, ...]:
        """Canonical names, else the report's own words, innermost first."""
        return tuple(source_name(self._report, link) for link in self.of(item))


def source_name(report: Report, item: Attribution) -> str:
    """The speaker, else the words of the source, else that there is none."""
    if item.speaker:
        return item.speaker
    return " ".join(" ".join(report.slice(item.source)).split()) or NO_SOURCE


def language_name(code: str) -> str:
    """The English name of a language, or its code where the language has no folder."""
    from sayso.lang import load

    try:
        return load(code).name
    except SaysoError:
        return code
