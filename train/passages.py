"""Passages of our own writing, marked by hand: ``train/marked_passages/*.txt`` (CC BY 4.0).

A passage is a heading and paragraphs with tags (``<s1>`` source, ``<q1>`` cue, ``<c1>`` content of attribution 1),
then a line ``@N kind certainty relayed_by speaker`` for each attribution; passages are parted by ``%%``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.model import CERTAINTIES, KINDS
from train.corpora import Marked

FOLDER = Path(__file__).parent / "marked_passages"
TAG = re.compile(r"<(/?)([sqc])(\d+)>")
FACTS = re.compile(r"@(\d+) (\w+) (\w+) (-|\d+) (.+)")
ROLES = {"s": "source", "q": "cue", "c": "content"}


class BadPassage(ValueError):
    """A passage that does not follow the format; the message says where and why."""


def passages(folder: Path = FOLDER) -> list[Marked]:
    """All passages; the language is the first two letters of a file's name."""
    return [report for path in sorted(folder.glob("*.txt")) for report in read_file(path)]


def read_file(path: Path) -> Iterator[Marked]:
    blocks = re.split(r"(?m)^%%\s*$", path.read_text(encoding="utf-8"))
    for number, block in enumerate(b for b in blocks if b.strip()):
        yield read_passage(block.strip("\n"), f"{path.stem}-{number}", path.stem[:2])


def read_passage(block: str, doc: str, language: str) -> Marked:
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    facts = [line for line in lines if line.startswith("@")]
    paragraphs = [line for line in lines if not line.startswith("@") and line != "-"]
    text, spans = untag("\n\n".join(paragraphs), doc)
    return Marked(doc, language, text, [attribution(line, spans, doc) for line in facts])


def untag(tagged: str, doc: str) -> tuple[str, dict[str, dict[str, list[list[int]]]]]:
    """The clean text, and for each number the spans of its parts."""
    text, at, spans, opened = "", 0, {}, {}  # type: ignore[var-annotated]
    for match in TAG.finditer(tagged):
        text += tagged[at : match.start()]
        at = match.end()
        closing, role, number = match.groups()
        if not closing:
            if (role, number) in opened:
                raise BadPassage(f"{doc}: <{role}{number}> opened twice")
            opened[role, number] = len(text)
        elif (role, number) not in opened:
            raise BadPassage(f"{doc}: </{role}{number}> closes nothing")
        else:
            start = opened.pop((role, number))
            spans.setdefault(number, {}).setdefault(ROLES[role], []).append([start, len(text)])
    if opened:
        raise BadPassage(f"{doc}: never closed: {sorted(opened)}")
    text += tagged[at:]
    if "<" in text:
        raise BadPassage(f"{doc}: stray tag near {text[text.index('<') :][:30]!r}")
    return text, spans


def attribution(line: str, spans: dict[str, dict[str, list[list[int]]]], doc: str) -> dict[str, Any]:
    match = FACTS.fullmatch(line)
    if match is None:
        raise BadPassage(f"{doc}: {line!r} is not '@N kind certainty relayed_by speaker'")
    number, kind, certainty, relayed, speaker = match.groups()
    if kind not in KINDS or certainty not in CERTAINTIES:
        raise BadPassage(f"{doc}: {line!r}: kind is one of {KINDS}, certainty one of {CERTAINTIES}")
    parts = spans.get(number, {})
    if not parts.get("content"):
        raise BadPassage(f"{doc}: attribution {number} has no content")
    return {role: parts.get(role, []) for role in ROLES.values()} | {
        "id": number,
        "kind": kind,
        "certainty": certainty,
        "relayed_by": None if relayed == "-" else relayed,
        "speaker": None if speaker.strip() == "-" else speaker.strip(),
    }
