"""The formats that a ledger can be written in, by name, and how one is written to a file or a stream."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, Any, Literal

from sayso.errors import UnknownFormat, Unwritable
from sayso.export.annotation import write_annotations
from sayso.export.brat import write_brat
from sayso.export.comma import write_csv
from sayso.export.jsonl import write_jsonl
from sayso.export.labelstudio import write_labelstudio
from sayso.export.linked import write_jsonld
from sayso.export.money import write_ftm
from sayso.export.parquet import write_parquet
from sayso.export.review import Review, write_reviews
from sayso.ledger.reports import KeptReport

Write = Callable[[Iterable[KeptReport], Any], int]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: ``write`` takes reports and a text stream, a byte stream or a folder, as ``target`` says.

    It gives the number of ``unit`` that were written.
    """

    name: str
    suffix: str
    description: str
    unit: str
    write: Write
    target: Literal["text", "bytes", "folder"] = "text"


FORMATS = {
    each.name: each
    for each in (
        Format("jsonl", ".jsonl", "one report a line, complete, to be added again", "reports", write_jsonl),
        Format("csv", ".csv", "one row a claim, for spreadsheets", "claims", write_csv),
        Format(
            "parquet",
            ".parquet",
            "one row a claim, with types, for analysis",
            "claims",
            write_parquet,
            "bytes",
        ),
        Format("jsonld", ".jsonld", "linked data in schema.org and PROV-O", "nodes", write_jsonld),
        Format("annotation", ".jsonld", "W3C Web Annotation, one a claim", "annotations", write_annotations),
        Format("ftm", ".ftm.json", "FollowTheMoney entities, one a line, for Aleph", "entities", write_ftm),
        Format(
            "claimreview", ".jsonld", "drafts of ClaimReviews for fact-checkers", "reviews", write_reviews
        ),
        Format(
            "labelstudio", ".json", "tasks for Label Studio with predictions", "reports", write_labelstudio
        ),
        Format("brat", "", "a folder for annotation with brat", "reports", write_brat, "folder"),
    )
}


def format_named(name: str) -> Format:
    """The format of a name.  Raises ``UnknownFormat``."""
    if name not in FORMATS:
        raise UnknownFormat(name, FORMATS)
    return FORMATS[name]


def export(
    name: str,
    reports: Iterable[KeptReport],
    target: Path | IO[bytes],
    reviews: Mapping[str, Review] | None = None,
) -> int:
    """Write reports in a format to a path, or to a byte stream such as ``sys.stdout.buffer``; how many of its unit.

    ``reviews``, by the ids of claims, are what ``claimreview`` writes instead of drafts.  A file appears whole or not
    at all; a folder must be new or empty.  Raises ``UnknownFormat``, ``MissingExtra``, ``Unwritable``,
    and ``LedgerError`` while the ledger is read.
    """
    form = format_named(name)
    if reviews and form.write is write_reviews:
        form = replace(form, write=partial(write_reviews, reviews=reviews))
    if not isinstance(target, Path):
        if form.target == "folder":
            raise Unwritable("standard output", f"{name} is a folder of files")
        return _to_stream(form, reports, target)
    try:
        if form.target == "folder":
            target.mkdir(parents=True, exist_ok=True)
            if any(target.iterdir()):
                raise Unwritable(str(target), "there is something in it already")
            return form.write(reports, target)
        return _whole_or_not_at_all(form, reports, target)
    except OSError as error:
        raise Unwritable(str(target), (error.strerror or str(error)).lower()) from error


def _to_stream(form: Format, reports: Iterable[KeptReport], stream: IO[bytes]) -> int:
    if form.target == "bytes":
        return form.write(reports, stream)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        return form.write(reports, text)
    finally:
        text.flush()
        text.detach()  # the stream is not ours to close


def _whole_or_not_at_all(form: Format, reports: Iterable[KeptReport], path: Path) -> int:
    if path.exists() and not path.is_file():  # a pipe or a device is written to, never replaced
        with path.open("wb") as stream:
            return _to_stream(form, reports, stream)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as stream:
            count = _to_stream(form, reports, stream)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return count
