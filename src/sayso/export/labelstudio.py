"""Label Studio tasks (JSON): spans, relations, classes and names as predictions, and the way back.

Each span is a region; relations lead from an attribution's first stretch of cue (without one, of content) to its other
regions, and "relayed by" from one attribution to the next outward.  Offsets count code points, as Label Studio's own
exports do since version 1.5; a region whose words stand there only when UTF-16 code units are counted is read so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from sayso.errors import BadRecord
from sayso.export.document import write_array
from sayso.export.gold import PARTS, Mark, Marked, marked, numbered
from sayso.export.strict import Entry, json_value
from sayso.ledger.reports import KeptReport
from sayso.model import CERTAINTIES, KINDS, Span

RELAYED = "relayed by"
_HINT = "export the project from Label Studio as JSON (not JSON-MIN)"
_OURS = re.compile(r"(a[1-9]\d{0,8})-(?:source|cue|content)-\d+")


def _choices(name: str, values: Iterable[str]) -> str:
    listed = "".join(f'<Choice value="{value}"/>' for value in values)
    return f'  <Choices name="{name}" toName="text" perRegion="true" choice="single">{listed}</Choices>\n'


CONFIGURATION = (
    '<View>\n  <Labels name="label" toName="text">'
    '<Label value="Source"/><Label value="Cue"/><Label value="Content"/></Labels>\n'
    '  <Text name="text" value="$text" granularity="word"/>\n'
    f'  <Relations>{"".join(f"""<Relation value="{each}"/>""" for each in (*PARTS, RELAYED))}</Relations>\n'
    f"{_choices('kind', KINDS)}{_choices('certainty', CERTAINTIES)}"
    '  <TextArea name="speaker" toName="text" perRegion="true" maxSubmissions="1" editable="true"/>\n</View>\n'
)
"""The labelling interface that the tasks are for."""


def write_labelstudio(reports: Iterable[KeptReport], stream: IO[str]) -> int:
    """Write one task a report, with what was read as its prediction; how many they were."""
    return write_array(stream, (task(report) for report in reports))


def task(report: KeptReport) -> dict[str, Any]:
    """One report as a task."""
    given, maker = marked(report), report.maker
    data = {"text": given.text, "doc": given.doc, "lang": given.language, "published": given.published}
    scores = [record["score"] for record in report.record["attributions"]]
    prediction = {
        "model_version": f"{maker.name} {maker.version}",
        "score": sum(scores) / len(scores) if scores else 0.0,
        "result": [item for mark in given.marks for item in _results(mark, given)],
    }
    return {"data": {**data, "version": report.version_id}, "predictions": [prediction]}


def _results(mark: Mark, given: Marked) -> Iterator[dict[str, Any]]:
    """The regions, classes and relations of one attribution."""
    anchor = _anchor(mark)
    for part in PARTS:
        for number, span in enumerate(getattr(mark, part), 1):
            key = f"{mark.id}-{part}-{number}"
            place = {"start": span.start, "end": span.end, "text": span.slice(given.text)}
            yield _result(key, "label", "labels", {**place, "labels": [part.capitalize()]})
            if key == anchor:
                yield from _classes(key, mark, place)
    for part in PARTS:
        for number in range(1, len(getattr(mark, part)) + 1):
            if (key := f"{mark.id}-{part}-{number}") != anchor:
                yield _relation(anchor, key, part)
    outer = next((each for each in given.marks if each.id == mark.relayed_by), None)
    if outer is not None:
        yield _relation(anchor, _anchor(outer), RELAYED)


def _anchor(mark: Mark) -> str:
    return f"{mark.id}-cue-1" if mark.cue else f"{mark.id}-content-1"


def _classes(key: str, mark: Mark, place: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield _result(key, "kind", "choices", {**place, "choices": [mark.kind]})
    yield _result(key, "certainty", "choices", {**place, "choices": [mark.certainty]})
    if mark.speaker is not None:
        yield _result(key, "speaker", "textarea", {**place, "text": [mark.speaker]})


def _result(key: str, name: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": key, "from_name": name, "to_name": "text", "type": kind, "value": value}


def _relation(one: str, other: str, label: str) -> dict[str, Any]:
    return {"from_id": one, "to_id": other, "type": "relation", "direction": "right", "labels": [label]}


def read_labelstudio(data: bytes, name: str, predictions: bool = False) -> Iterator[Marked | BadRecord]:
    """The marked reports of an export; a task that cannot be used is yielded as its error, the others go on.

    Of each task the last annotation counts that was not cancelled; ``predictions`` takes the first prediction where
    there is none.  Tasks that nobody has marked are passed over.  Raises ``Malformed`` or ``NotUtf8``.
    """
    value = json_value(data, name)
    if not isinstance(value, list):
        raise BadRecord(name, "the file", "no array of tasks", _HINT)
    for number, each in enumerate(value, 1):
        if not isinstance(each, dict):
            yield BadRecord(name, f"task {number}", "no object", _HINT)
            continue
        try:
            found = _marked(Entry(each, name, f"task {number}", _HINT), predictions)
        except BadRecord as error:
            yield error
        else:
            if found is not None:
                yield found


def _marked(entry: Entry, predictions: bool) -> Marked | None:
    data = entry.inner("data")
    annotations = entry.entries("annotations") if "annotations" in entry.value else []
    done = [each for each in annotations if each.value.get("was_cancelled") is not True]
    if not done and predictions and "predictions" in entry.value:
        done = entry.entries("predictions")[:1]
    if not done:
        return None
    text = data.get("text", str)
    found = _Found(text)
    for result in done[-1].entries("result"):
        found.take(result)
    return Marked(
        data.maybe("doc", str) or f"task-{entry.value.get('id', '')}",
        text,
        data.maybe("lang", str),
        data.maybe("published", str),
        numbered(found.marks(done[-1])),
    )


@dataclass(slots=True)
class _Found:
    """What the results read so far say."""

    text: str
    regions: dict[str, tuple[str, Span]] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    relations: list[tuple[str, str, str | None]] = field(default_factory=list)

    def take(self, result: Entry) -> None:
        """Read one result; kinds that are not ours are passed over."""
        kind = result.get("type", str)
        if kind == "relation":
            self._relation(result)
        elif kind == "labels":
            value = result.inner("value")
            labels = value.texts("labels")
            if len(labels) != 1 or labels[0].lower() not in PARTS:
                raise value.refused("'labels' is not one of Source, Cue, Content")
            self.regions[result.get("id", str)] = (labels[0].lower(), self._span(value))
        elif kind in ("choices", "textarea"):
            value = result.inner("value")
            said = value.texts("choices" if kind == "choices" else "text")
            if said:
                self.values[result.get("id", str), result.get("from_name", str)] = said[0]

    def marks(self, entry: Entry) -> list[Mark]:
        """The attributions, once all results were read."""
        parts: dict[str, list[str]] = {}
        relayed: dict[str, str] = {}
        for one, other, label in self.relations:
            if one not in self.regions or other not in self.regions:
                raise entry.refused(f"a relation leads from {one[:40]!r} to {other[:40]!r}, one is not there")
            if label == RELAYED:
                relayed[one] = other
            else:
                parts.setdefault(one, []).append(other)
        inner = {key for keys in parts.values() for key in keys}
        anchors = [key for key in self.regions if key not in inner]
        names = {anchor: self._name(anchor, anchors) for anchor in anchors}
        return [
            self._mark(anchor, parts.get(anchor, []), names, relayed.get(anchor), entry) for anchor in anchors
        ]

    def _mark(
        self, anchor: str, parts: list[str], names: dict[str, str], outer: str | None, entry: Entry
    ) -> Mark:
        if self.regions[anchor][0] == "source":
            span = self.regions[anchor][1]
            raise entry.refused(f"the source at [{span.start}, {span.end}) belongs to no attribution")
        if outer is not None and outer not in names:
            raise entry.refused(f"{anchor[:40]!r} is relayed by {outer[:40]!r}, which is part of another")
        spans: dict[str, list[Span]] = {part: [] for part in PARTS}
        for key in (anchor, *parts):
            spans[self.regions[key][0]].append(self.regions[key][1])
        return Mark(
            names[anchor],
            **{part: tuple(sorted(found)) for part, found in spans.items()},
            speaker=self.values.get((anchor, "speaker")),
            kind=self._value(anchor, "kind", KINDS, entry),
            certainty=self._value(anchor, "certainty", CERTAINTIES, entry),
            relayed_by=None if outer is None else names[outer],
        )

    def _name(self, anchor: str, anchors: list[str]) -> str:
        """The id that the attribution had when it was exported, where no other anchor has it too."""
        found = _OURS.fullmatch(anchor)
        if found is None or sum(key.startswith(f"{found[1]}-") for key in anchors) > 1:
            return f"new {anchor}"
        return found[1]

    def _value(self, anchor: str, name: str, allowed: tuple[str, ...], entry: Entry) -> str:
        value = self.values.get((anchor, name), "")
        if value not in allowed:
            span = self.regions[anchor][1]
            raise entry.refused(f"the {name} of what stands at [{span.start}, {span.end}) is not chosen")
        return value

    def _relation(self, result: Entry) -> None:
        one, other = result.get("from_id", str), result.get("to_id", str)
        if result.maybe("direction", str) == "left":
            one, other = other, one
        labels = result.texts("labels") if result.value.get("labels") is not None else ()
        self.relations.append((one, other, labels[0] if labels else None))

    def _span(self, value: Entry) -> Span:
        start, end = value.get("start", int), value.get("end", int)
        words = value.maybe("text", str)
        if 0 <= start < end <= len(self.text) and words in (None, self.text[start:end]):
            return Span(start, end)
        units = self.text.encode("utf-16-le", "surrogatepass")
        if words is not None and 0 <= start < end <= len(units) // 2:
            if units[2 * start : 2 * end] == words.encode("utf-16-le", "surrogatepass"):
                first = len(units[: 2 * start].decode("utf-16-le", "surrogatepass"))
                return Span(first, first + len(words))
        raise value.refused(f"its words do not stand at [{start}, {end})")
