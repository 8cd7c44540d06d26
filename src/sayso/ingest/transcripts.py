"""SubRip (.srt) and WebVTT (.vtt) → ``Article`` of the kind transcript.

The text that is kept are the lines of the cues in the order of the file, with a space between; times, numbers, notes,
styles and marks of form are left out.  A paragraph begins where another voice does (WebVTT's ``<v Name>``, kept as
``Name: …``; a dash or ``>>`` at the beginning of a line) and after a pause at the end of a sentence.  A line that
repeats the one before, as rolling captions do, stands once.  ``timed`` says when each stretch of the text was spoken.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from sayso.ingest.draft import PARAGRAPH, Draft, assemble
from sayso.ingest.found import Origin
from sayso.ingest.text import BYTE_ORDER_MARK, decode
from sayso.model import Article, Span
from sayso.settings import Settings

VTT = "WEBVTT"
_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}(?:[ \t].*)?\Z")
_SRT = re.compile(rf"\ufeff?\s*(?:\d+\s*\n)?\s*{_CLOCK}[ \t]*-->", re.ASCII)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]{1,200})>")
_MARK = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}")
_TURN = re.compile(r"(?:>>|[-–—])\s*\S")
_SENTENCE_END = re.compile(r"[.!?…][\"”“»«’')\]]*\Z")
_PAUSE = 2000  # milliseconds
_REACH = 1000


@dataclass(frozen=True, slots=True)
class Timed:
    """A stretch of the kept text and when it was spoken, in milliseconds from the beginning."""

    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(slots=True)
class _Page:
    """The text as it grows, with where each cue stands."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    voice: str = ""
    last: str = ""
    timed: list[Timed] = field(default_factory=list)

    def add(self, text: str, is_new: bool) -> Span:
        """Write words behind the others; where they stand."""
        between = "" if not self.parts else PARAGRAPH if is_new else " "
        self.parts.append(between + text)
        start = self.size + len(between)
        self.size = start + len(text)
        return Span(start, self.size)


def looks_like_cues(beginning: str) -> bool:
    """Whether a text begins as WebVTT or SubRip do."""
    text = beginning[:_REACH].removeprefix(BYTE_ORDER_MARK)
    is_vtt = text.startswith(VTT) and text[len(VTT) : len(VTT) + 1] in ("", " ", "\t", "\n", "\r")
    return is_vtt or _SRT.match(text.replace("\r\n", "\n")) is not None


def read_transcript(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The one transcript of a file.  Raises ``TooLarge``, ``NotUtf8``, ``BinaryInput`` and ``EmptyText``."""
    text = decode(stream.read(Settings().text_limit + 1), origin.name)
    kept, _ = timed(text)
    yield assemble(Draft(text=kept, kind="transcript", address=origin.address), origin)


def timed(text: str) -> tuple[str, tuple[Timed, ...]]:
    """The text that is kept of a file of cues, and when each stretch of it was spoken; never raises."""
    page = _Page()
    end = 0
    for cue in _cues(text):
        spans = [span for line in cue.lines if (span := _add(page, line, cue.start - end)) is not None]
        if spans:
            page.timed.append(Timed(Span(spans[0].start, spans[-1].end), cue.start, cue.end))
        end = cue.end
    return "".join(page.parts), tuple(page.timed)


def _add(page: _Page, line: str, pause: int) -> Span | None:
    found = _VOICE.search(line)
    voice = " ".join(found[1].split()) if found else ""
    words = " ".join(html.unescape(_MARK.sub("", line)).split())
    if not words or (words == page.last and voice in ("", page.voice)):
        return None
    is_other = bool(voice) and voice != page.voice
    is_over = pause >= _PAUSE and _SENTENCE_END.search(page.last) is not None
    page.voice = voice or page.voice
    page.last = words
    return page.add(
        f"{voice}: {words}" if is_other else words, is_other or is_over or _TURN.match(words) is not None
    )


def _cues(text: str) -> Iterator[_Cue]:
    """The cues: a line of times and the lines below it up to an empty one.  All else is none."""
    times: tuple[int, int] | None = None
    lines: list[str] = []
    for line in [*text.removeprefix(BYTE_ORDER_MARK).splitlines(), ""]:
        found = _TIMING.match(line)
        if times is not None and (found or not line.strip()):
            if found and lines and lines[-1].strip().isdecimal():
                lines.pop()  # the number of the next cue, where the empty line is missing
            yield _Cue(*times, tuple(lines))
            times, lines = None, []
        if found:
            times = _clock(found.groups()[:4]), _clock(found.groups()[4:])
        elif times is not None:
            lines.append(line)


def _clock(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (part or "0" for part in parts)
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest.ljust(3, "0"))
