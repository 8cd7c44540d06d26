"""brat standoff (v1.3): each report as ``.txt`` and ``.ann``, and the way back.

An attribution is an event: its trigger is the first stretch of the cue, everything else an argument.  One without a
cue is an ``Uncued`` event whose trigger is the first stretch of its content.  Offsets count code points.  brat cannot
have a line break inside a stretch: such a span is written as one discontinuous stretch, and read as one span again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.export.gold import PARTS, Mark, Marked, free_stem, marked, number_of
from sayso.ledger.reports import KeptReport
from sayso.model import CERTAINTIES, KINDS, Span
from sayso.records import to_json

INDEX = "reports.jsonl"
CONFIGURATION = f"""[entities]
Source
Cue
Content
[relations]
[events]
Attribution	Source*:Source, Cue*:Cue, Content*:Content, RelayedBy?:<EVENT>
Uncued	Source*:Source, Content*:Content, RelayedBy?:<EVENT>
[attributes]
Kind	Arg:<EVENT>, Value:{"|".join(KINDS)}
Certainty	Arg:<EVENT>, Value:{"|".join(CERTAINTIES)}
"""
# What any reader may take for the end of a line.
BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_STRETCH = re.compile(f"[^{BREAKS}]+")


def write_brat(reports: Iterable[KeptReport], folder: Path) -> int:
    """Write a folder that brat opens; how many reports they were.

    ``reports.jsonl`` keeps what brat has no place for: name, language and date of each report.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annotation.conf").write_text(CONFIGURATION, encoding="utf-8", newline="")
    count = 0
    with (folder / INDEX).open("w", encoding="utf-8", newline="") as index:
        for report in map(marked, reports):
            stem = free_stem(folder, report.doc, ".ann")
            (folder / f"{stem}.txt").write_bytes(report.text.encode("utf-8"))
            (folder / f"{stem}.ann").write_bytes(standoff(report).encode("utf-8"))
            about = {"file": stem, "doc": report.doc, "lang": report.language, "published": report.published}
            index.write(to_json(about) + "\n")
            count += 1
    return count


def standoff(report: Marked) -> str:
    """The lines of an ``.ann`` file."""
    lines = _Lines(report.text)
    shown = [mark for mark in report.marks if any(map(lines.stretches, (*mark.cue, *mark.content)))]
    ids = {mark.id for mark in shown}
    for mark in shown:
        lines.add(mark, mark.relayed_by if mark.relayed_by in ids else None)
    return "".join(f"{line}\n" for line in lines.written)


@dataclass(slots=True)
class _Lines:
    """The lines written so far; ids of text stretches, attributes and notes run on."""

    text: str
    written: list[str] = field(default_factory=list)
    stretches_written: int = 0
    attributes: int = 0
    notes: int = 0

    def stretches(self, span: Span) -> list[Span]:
        """The pieces of a span between line breaks."""
        found = _STRETCH.finditer(self.text, span.start, span.end)
        return [Span(piece.start(), piece.end()) for piece in found]

    def stretch(self, kind: str, span: Span) -> str | None:
        """Write one stretch of text; its id, ``None`` for a span of line breaks alone."""
        pieces = self.stretches(span)
        if not pieces:
            return None
        self.stretches_written += 1
        places = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
        words = " ".join(piece.slice(self.text) for piece in pieces)
        self.written.append(f"T{self.stretches_written}\t{kind} {places}\t{words}")
        return f"T{self.stretches_written}"

    def add(self, mark: Mark, relayed_by: str | None) -> None:
        """Write one attribution."""
        event = f"E{number_of(mark.id)}"
        cues = [span for span in mark.cue if self.stretches(span)]
        kind = "Attribution" if cues else "Uncued"
        seen = [span for span in (*cues, *mark.content) if self.stretches(span)]
        arguments = [f"{kind}:{self.stretch(kind, seen[0])}"]
        for role, spans in (("Source", mark.source), ("Cue", cues[1:]), ("Content", mark.content)):
            ids = [key for span in spans if (key := self.stretch(role, span)) is not None]
            arguments += [f"{role}{number if number > 1 else ''}:{key}" for number, key in enumerate(ids, 1)]
        if relayed_by is not None:
            arguments.append(f"RelayedBy:E{number_of(relayed_by)}")
        self.written.append(f"{event}\t{' '.join(arguments)}")
        for name, value in (("Kind", mark.kind), ("Certainty", mark.certainty)):
            self.attributes += 1
            self.written.append(f"A{self.attributes}\t{name} {event} {value}")
        if mark.speaker is not None:
            self.notes += 1
            self.written.append(f"#{self.notes}\tAnnotatorNotes {event}\t{written_name(mark.speaker)}")


def written_name(name: str) -> str:
    """A name as a note holds it: as it is, or as a JSON string where it would not come back."""
    is_plain = name == name.strip() and name.isprintable() and name[:1] not in ("", '"')
    return name if is_plain else json.dumps(name)


class Misread(ValueError):
    """A line of an ``.ann`` file that is not as it must be; what is wrong with it."""


def read_standoff(written: str, text: str) -> tuple[Mark, ...]:
    """The attributions of an ``.ann`` file.  Raises ``Misread`` with the line."""
    found = _Found(text)
    for number, line in enumerate(written.split("\n"), 1):
        if line:
            try:
                found.take(line)
            except Misread as error:
                raise Misread(f"line {number}: {error}") from None
    return tuple(found.mark(event) for event in sorted(found.events, key=lambda key: int(key[1:])))


_LINE = re.compile(r"([TEA#])([1-9]\d{0,8})\t")
_SPANS = re.compile(r"(\w+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)")
_ARGUMENT = re.compile(r"(Attribution|Uncued|Source|Cue|Content|RelayedBy)\d*:([TE][1-9]\d{0,8})")


@dataclass(slots=True)
class _Found:
    """What the lines read so far say."""

    text: str
    stretches: dict[str, tuple[str, tuple[Span, ...]]] = field(default_factory=dict)
    events: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, line: str) -> None:
        """Read one line."""
        found = _LINE.match(line)
        if found is None:
            raise Misread(f"{line[:40]!r} is no stretch, event, attribute or note")
        key, rest = found[1] + found[2], line[found.end() :]
        if key in self.stretches or key in self.events:
            raise Misread(f"{key} is there twice")
        {"T": self._stretch, "E": self._event, "A": self._attribute, "#": self._note}[found[1]](key, rest)

    def mark(self, event: str) -> Mark:
        """One attribution, once all lines were read."""
        parts: dict[str, list[Span]] = {part: [] for part in PARTS}
        relayed_by = None
        (kind, trigger), *arguments = self.events[event]
        if kind == "Attribution":
            parts["cue"] += self._spans(event, trigger)
        elif not any(role == "Content" for role, _ in arguments):
            parts["content"] += self._spans(event, trigger)
        for role, key in arguments:
            if role == "RelayedBy":
                if key not in self.events:
                    raise Misread(f"{event} is relayed by {key}, which is not there")
                relayed_by = f"a{key[1:]}"
            else:
                parts[role.lower()] += self._spans(event, key)
        values = {name: self._value(event, name) for name in ("Kind", "Certainty")}
        return Mark(
            id=f"a{event[1:]}",
            **{part: tuple(spans) for part, spans in parts.items()},
            speaker=self.values.get((event, "speaker")),
            kind=values["Kind"],
            certainty=values["Certainty"],
            relayed_by=relayed_by,
        )

    def _stretch(self, key: str, rest: str) -> None:
        head, _, words = rest.partition("\t")
        found = _SPANS.fullmatch(head)
        if found is None:
            raise Misread(f"{key} has no type and offsets")
        pieces = [tuple(map(int, pair.split())) for pair in found[2].split(";")]
        if any(not start < end <= len(self.text) for start, end in pieces):
            raise Misread(f"{key} lies outside a text of {len(self.text)} characters")
        spans = [Span(start, end) for start, end in pieces]
        if " ".join(span.slice(self.text) for span in spans) != words:
            raise Misread(f"the words of {key} do not stand where it says")
        self.stretches[key] = (found[1], tuple(self._rejoined(spans)))

    def _rejoined(self, spans: Sequence[Span]) -> Iterator[Span]:
        """Pieces that only line breaks keep apart are one span."""
        whole = spans[0]
        for span in spans[1:]:
            between = self.text[whole.end : span.start]
            if whole.end < span.start and not between.strip(BREAKS):
                whole = Span(whole.start, span.end)
            else:
                yield whole
                whole = span
        yield whole

    def _event(self, key: str, rest: str) -> None:
        found = [_ARGUMENT.fullmatch(word) for word in rest.split()]
        arguments = [(each[1], each[2]) for each in found if each is not None]
        if len(arguments) != len(found) or not arguments or arguments[0][0] not in ("Attribution", "Uncued"):
            raise Misread(f"{key} is no Attribution or Uncued with its arguments")
        self.events[key] = arguments

    def _attribute(self, key: str, rest: str) -> None:
        words = rest.split(" ")
        allowed = {"Kind": KINDS, "Certainty": CERTAINTIES}.get(words[0])
        if allowed is None or len(words) != 3 or words[2] not in allowed:
            raise Misread(f"{key} is no Kind or Certainty of an event")
        self.values[words[1], words[0]] = words[2]

    def _note(self, key: str, rest: str) -> None:
        head, _, words = rest.partition("\t")
        kind, _, event = head.partition(" ")
        if kind == "AnnotatorNotes" and event.startswith("E") and words.strip():
            self.values[event, "speaker"] = _read_name(key, words)

    def _spans(self, event: str, key: str) -> tuple[Span, ...]:
        if key not in self.stretches:
            raise Misread(f"{event} names {key}, which is not there")
        return self.stretches[key][1]

    def _value(self, event: str, name: str) -> str:
        if (event, name) not in self.values:
            raise Misread(f"{event} has no {name}")
        return self.values[event, name]


def _read_name(key: str, words: str) -> str:
    if not words.startswith('"'):
        return words.strip()
    try:
        name: Any = json.loads(words)
    except ValueError as error:
        raise Misread(f"{key} begins with a quotation mark and is no JSON string") from error
    if not isinstance(name, str):
        raise Misread(f"{key} is no JSON string")
    return name
