"""Marked reports as ``gold/GUIDELINES.md`` has them: what annotation programs are given and give back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sayso.export.told import iso_date
from sayso.ledger.reports import KeptReport
from sayso.model import Span
from sayso.records import attribution_from

PARTS = ("source", "cue", "content")
_SAFE = re.compile(r"[^\w.-]+", re.ASCII)
_NUMBER = re.compile(r"a([1-9]\d{0,8})")


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked attribution; ids are ``a1``, ``a2``, … and ``relayed_by`` one of them."""

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None
    kind: str
    certainty: str
    relayed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks; ``published`` is a date as ISO 8601 writes it, perhaps only a month."""

    doc: str
    text: str
    language: str | None
    published: str | None
    marks: tuple[Mark, ...]


def marked(report: KeptReport) -> Marked:
    """What was read in a report, as marks that somebody may correct.

    Left out are empty spans and attributions with neither cue nor content: no program for annotation can show them.
    A relay to one that is left out is cut.
    """
    items = [attribution_from(record) for record in report.record["attributions"]]
    marks = [
        Mark(
            item.id,
            tuple(filter(len, item.source)),
            tuple(filter(len, item.cue)),
            tuple(filter(len, item.content)),
            item.speaker,
            item.kind,
            item.certainty,
            item.relayed_by,
        )
        for item in items
    ]
    return Marked(
        report.article.id,
        report.article.text,
        report.record["lang"],
        iso_date(report.article.published),
        numbered([mark for mark in marks if mark.cue or mark.content]),
    )


def numbered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks whose ids are ``a`` and a number, in the order of the numbers; other ids get the next numbers."""
    given = list(marks)
    taken = max((number_of(mark.id) or 0 for mark in given), default=0)
    names: dict[str, str] = {}
    for mark in given:
        if number_of(mark.id) is None:
            taken += 1
            names[mark.id] = f"a{taken}"
        else:
            names[mark.id] = mark.id
    renamed = [
        replace(mark, id=names[mark.id], relayed_by=names.get(mark.relayed_by or "")) for mark in given
    ]
    return tuple(sorted(renamed, key=lambda mark: number_of(mark.id) or 0))


def number_of(name: str) -> int | None:
    """The number of an id such as ``a12``."""
    found = _NUMBER.fullmatch(name)
    return int(found[1]) if found else None


def gold_record(report: Marked) -> dict[str, Any]:
    """The record of a gold file."""
    return {
        "doc": report.doc,
        "lang": report.language,
        "published": report.published,
        "attributions": [
            {
                "id": mark.id,
                **{part: [[span.start, span.end] for span in getattr(mark, part)] for part in PARTS},
                "speaker": mark.speaker,
                "kind": mark.kind,
                "certainty": mark.certainty,
                "relayed_by": mark.relayed_by,
            }
            for mark in report.marks
        ],
    }


def write_gold(reports: Iterable[Marked], folder: Path) -> int:
    """Write ``NAME.txt`` and ``NAME.json`` for each report into a folder; how many they were.

    A report is never written over another: of two with one name the second gets a number.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for report in reports:
        stem = free_stem(folder, report.doc, ".json")
        (folder / f"{stem}.txt").write_bytes(report.text.encode("utf-8"))
        written = json.dumps(gold_record(report), ensure_ascii=False, indent=1)
        (folder / f"{stem}.json").write_text(written + "\n", encoding="utf-8", newline="")
        count += 1
    return count


def free_stem(folder: Path, doc: str, suffix: str) -> str:
    """A file's name from a report's, with nothing in it that leads elsewhere, that is not in the folder yet."""
    stem = _SAFE.sub("_", doc)[:80].strip("._") or "report"
    number, found = 1, stem
    while (folder / f"{found}{suffix}").exists():
        number += 1
        found = f"{stem}-{number}"
    return found
