"""The printed view, in colour and plain, narrow and wide."""

from __future__ import annotations

import dataclasses
import io
import re

import pytest
from rich.console import Console
from serve_samples import english, report, slovene

from sayso.model import Article, Report, Span
from sayso.serve.terminal import make_console, print_report
from sayso.serve.wording import harmless, one_line

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def printed(shown: Report, color: bool, width: int, why: bool = False) -> str:
    console = make_console(color, width)
    console.file = io.StringIO()
    print_report(console, shown, why)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [60, 120])
@pytest.mark.parametrize("color", [True, False])
def test_blocks_show_content_chain_and_certainty(width: int, color: bool) -> None:
    text = ESCAPE.sub("", printed(slovene(), color, width))
    assert "Alenka Hribar → Radio Dolina → Brežina" in text
    assert "● asserted · indirect · povedala" in text
    assert "✕ denied 1" in text
    assert "Slovene · October 2024 · 11 attributions" in text
    assert '"Zidarji so svoje opravili," … "Brez nosilcev' in text
    assert max(map(len, text.splitlines())) <= width
    assert not any(line.endswith(" ") for line in text.splitlines())


def test_plain_has_brackets_and_no_escapes() -> None:
    text = printed(slovene(), color=False, width=160)
    assert "\x1b" not in text
    assert "⁴[²[Da izvajalec čaka na jeklo iz Poljske], je" in text
    assert text.count("[") == text.count("]")


def test_colour_has_escapes_and_no_brackets() -> None:
    text = printed(slovene(), color=True, width=100)
    assert "\x1b[33m" in text
    assert "[Da izvajalec" not in ESCAPE.sub("", text)


def test_why_is_shown_when_asked_for() -> None:
    assert "cues.tsv:povedati" not in printed(slovene(), color=False, width=100)
    text = printed(slovene(), color=False, width=100, why=True)
    assert "network anchor 0.97  povedala" in text
    assert "rule    bounds:complementiser in" in text


def test_no_attributions_is_said() -> None:
    bare = dataclasses.replace(english(), attributions=())
    assert "No attributions found." in printed(bare, color=False, width=80)


def test_no_color_and_pipes_are_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    console = make_console(None, 80)
    console.file = io.StringIO()
    print_report(console, english())
    assert "\x1b" not in console.file.getvalue()
    assert "¹[that the night boat" in console.file.getvalue()


def test_colour_can_be_forced_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" in printed(english(), color=True, width=80)
    assert "\x1b" not in printed(english(), color=False, width=80)


def test_long_contents_are_shortened_in_the_block_only() -> None:
    words = "The baker said " + "very " * 100 + "little."
    article = Article("x", words, Span(0, len(words)))
    item = dataclasses.replace(english().attributions[0], source=(), cue=(), content=(Span(15, len(words)),))
    text = printed(report(article, "en", more=(item,)), color=False, width=80)
    assert "[…]" in text
    assert text.count("very") > 100


def test_a_hostile_text_steers_no_terminal() -> None:
    words = "A\x1b[2J\x07\x9b31m \u202edlog\u202c \x00 [bold]x[/bold] :smile: \ud800."
    article = Article("a\x1b]0;x\x07", words, Span(0, len(words)))
    text = printed(report(article, "en"), color=True, width=80)
    assert not re.search(r"[\x00-\x08\x0b-\x1a\x7f-\x9f\u202a-\u202e\ud800]", text)
    assert "\x1b[2J" not in text
    assert "[bold]x[/bold] :smile:" in text


def test_harmless_keeps_length_and_marks_of_direction() -> None:
    text = "a\u200e\u00ad\t\x1b\x7f\x85\u202eb\r\n"
    assert len(harmless(text)) == len(text)
    assert harmless(text) == "a\u200e\u00ad \u241b\ufffd \u200bb  "
    assert harmless("a\tb\nc", line_breaks=True) == "a\tb\nc"
    assert one_line("a\nb\x1b[31m  c") == "a b [31m c"


def test_the_measure_is_kept_on_a_wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert make_console(None, None).width == 100
    assert make_console(None, 150).width == 150
    assert isinstance(make_console(True, 80), Console)
