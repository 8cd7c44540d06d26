"""CSV (RFC 4180, UTF-8): one row a claim.

A spreadsheet takes a cell for a formula that begins with ``= + - @`` or a control sign; such a cell is written with an
apostrophe before it (OWASP, CSV injection), and so is one that begins with an apostrophe, so that ``read_rows`` can
take it away again.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from typing import IO, Any

from sayso.errors import BadRecord
from sayso.export.table import Row, bounds, row_of
from sayso.export.told import GAP, told, written_spans
from sayso.ledger.reports import KeptReport
from sayso.model import DateInterval, Span

_PAIRED = ("published", "said")
COLUMNS = tuple(
    name
    for field in fields(Row)
    for name in ([f"{field.name}_start", f"{field.name}_end"] if field.name in _PAIRED else [field.name])
)
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n", "\0", "'")


def write_csv(reports: Iterable[KeptReport], stream: IO[str]) -> int:
    """Write a heading and one row a claim; how many claims they were.  The stream must not translate line ends."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for report in reports:
        for claim in told(report):
            writer.writerow([harmless(cell) for cell in _cells(row_of(claim))])
            count += 1
    return count


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    begins = cell.lstrip(" \u00a0\u200e\u200f\ufeff")
    return f"'{cell}" if cell.startswith("'") or begins.startswith(_FORMULA) else cell


def read_rows(stream: IO[str], name: str) -> Iterator[dict[str, str]]:
    """The cells of a file that ``write_csv`` wrote, by column.  Raises ``BadRecord``."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    reader = csv.reader(stream, strict=True)
    if tuple(next(reader, ())) != COLUMNS:
        raise BadRecord(name, "line 1", "other columns", "give a file that sayso export wrote")
    for cells in reader:
        if len(cells) != len(COLUMNS):
            raise BadRecord(
                name, f"line {reader.line_num}", f"{len(cells)} cells", f"{len(COLUMNS)} are needed"
            )
        yield dict(zip(COLUMNS, (cell.removeprefix("'") for cell in cells), strict=True))


def _cells(row: Row) -> Iterator[str]:
    for field in fields(Row):
        value = getattr(row, field.name)
        if field.name in _PAIRED:
            yield from ("" if day is None else day.isoformat() for day in bounds(value))
        else:
            yield _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if not isinstance(value, tuple):
        return str(value)
    if all(isinstance(each, Span) for each in value):
        return written_spans(value)
    if all(isinstance(each, DateInterval) for each in value):
        return " ".join(f"{each.start.isoformat()}/{each.end.isoformat()}" for each in value)
    return GAP.join(value)
