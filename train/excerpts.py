"""Marks of ours on corpora that stay in ``../shared``: ``train/marked_excerpts/*.jsonl`` (CC BY 4.0, the marks only).

A line is an excerpt: ``corpus`` (path in ``../shared/data``), ``document`` (its ``newdoc id``, or null where the
corpus has none), ``sentences`` (first and one past the last, counted from 0 in that document or corpus),
``letters`` (how long the text is, so that another edition of the corpus is noticed), ``lang`` and
``attributions`` as in a gold reading, their offsets in the sentences joined by single spaces.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from train.corpora import Marked, lines_of, shared

FOLDER = Path(__file__).parent / "marked_excerpts"


class OtherText(ValueError):
    """The corpus in ``../shared`` is not the one that was marked."""


def excerpts(folder: Path = FOLDER) -> list[Marked]:
    """All marked excerpts, with their text put back."""
    return [
        excerpt(json.loads(line), f"{path.stem}-{number}")
        for path in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines())
    ]


def excerpt(row: dict[str, Any], doc: str) -> Marked:
    first, last = row["sentences"]
    text = " ".join(documents(row["corpus"])[row["document"]][first:last])
    if len(text) != row["letters"]:
        raise OtherText(f"{doc}: {row['corpus']} has {len(text)} letters there, marked were {row['letters']}")
    return Marked(doc, row["lang"], text, row["attributions"])


@cache
def documents(corpus: str) -> dict[str | None, list[str]]:
    """The sentences of a CoNLL-U or IOB corpus by document; all under ``None`` where it names no documents.

    A name without spaces around its sign ("newdoc id =x", in the Croatian IOB file) counts as none.
    """
    found: dict[str | None, list[str]] = {}
    document = None
    for key, value in comments(shared() / "data" / corpus):
        if key == "newdoc id":
            document = value
        elif key == "text":
            found.setdefault(document, []).append(value)
    return found


def comments(path: Path) -> Iterator[tuple[str, str]]:
    for line in lines_of(path):
        if line.startswith("# ") and " = " in line:
            key, _, value = line[2:].rstrip("\n").partition(" = ")
            yield key, value.strip()
