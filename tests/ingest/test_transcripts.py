"""SubRip and WebVTT: what is kept, where paragraphs begin, and when it was spoken."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import EmptyText, NotUtf8
from sayso.ingest.found import Origin
from sayso.ingest.transcripts import looks_like_cues, read_transcript, timed
from sayso.model import Article, Span

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>Dober večer.</i> Županja

2
00:00:03,600 --> 00:00:05,000
{\\an8}je danes rekla,
da mostu ne bo.

3
00:00:09,000 --> 00:00:11,000
Zakaj ne?

4
00:00:11,000 --> 00:00:12,000
- Ker ni denarja, AT&T &amp; drugi.
"""
VTT = """WEBVTT - seja

STYLE
::cue { color: red }

NOTE
To ni za branje.

uvod
00:01.000 --> 00:04.000 align:start position:0%
<v.loud Alenka Hribar>Mostu <c.red>letos</c> ne bo,

00:04.000 --> 00:06.000
<v Alenka Hribar>bo pa drugo <00:05.000>leto.

01:00:06.100 --> 01:00:08.000
<v Ivo Kos>Kdo bo plačal?
"""


def read(text: str) -> Article:
    (found,) = read_transcript(io.BytesIO(text.encode()), Origin("seja.srt", doc="seja"))
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_subrip(ends: str) -> None:
    found = read("\ufeff" + SRT.replace("\n", ends))
    assert found.text.split("\n\n") == [
        "Dober večer. Županja je danes rekla, da mostu ne bo.",
        "Zakaj ne?",
        "- Ker ni denarja, AT&T & drugi.",
    ]
    assert (found.id, found.provenance.kind) == ("seja", "transcript")
    assert found.body == Span(0, len(found.text))


def test_webvtt_keeps_who_speaks() -> None:
    assert read(VTT).text.split("\n\n") == [
        "Alenka Hribar: Mostu letos ne bo, bo pa drugo leto.",
        "Ivo Kos: Kdo bo plačal?",
    ]


def test_when_it_was_spoken() -> None:
    text, cues = timed(VTT)
    assert [cue.span.slice(text) for cue in cues] == [
        "Alenka Hribar: Mostu letos ne bo,",
        "bo pa drugo leto.",
        "Ivo Kos: Kdo bo plačal?",
    ]
    assert [(cue.start, cue.end) for cue in cues] == [(1000, 4000), (4000, 6000), (3_606_100, 3_608_000)]


def test_rolling_captions_stand_once_and_missing_empty_lines_do_no_harm() -> None:
    rolling = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nmostu ne bo\n\n00:02.000 --> 00:03.000\nmostu ne bo\nje rekla\n"
    )
    assert timed(rolling)[0] == "mostu ne bo je rekla"
    tight = "1\n00:00:01,000 --> 00:00:02,000\nEna.\n2\n00:00:02,000 --> 00:00:03,000\nDve.\n"
    assert timed(tight)[0] == "Ena. Dve."


def test_how_it_begins() -> None:
    assert looks_like_cues(SRT)
    assert looks_like_cues("\ufeff" + VTT)
    assert looks_like_cues("00:00:01,000 --> 00:00:03,500\nA")
    assert not looks_like_cues("WEBVTTX")
    assert not looks_like_cues("1\nPek je rekel, da kruha ni.")
    assert not looks_like_cues("")


def test_what_is_refused() -> None:
    with pytest.raises(EmptyText):
        read("WEBVTT\n\nNOTE nič\n")
    with pytest.raises(NotUtf8):
        list(read_transcript(io.BytesIO(SRT.encode("windows-1250")), Origin("seja.srt")))


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="0123456789:,.-> <v\n\rabc{}\\&;", max_size=300))
def test_any_text_is_cut_without_raising(text: str) -> None:
    kept, cues = timed(text)
    assert all(cue.span.end <= len(kept) for cue in cues)


def test_hostile_marks_take_no_time() -> None:
    started = time.perf_counter()
    timed("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 300_000 + "{\\" * 300_000 + "\n")
    timed("1" * 1_000_000 + " --> " + "0:" * 500_000)
    assert time.perf_counter() - started < 10
