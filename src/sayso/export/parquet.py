"""Parquet, one row a claim, by pyarrow (extra ``export``): the columns of ``table.Row`` with their own types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import IO, Any

from sayso.errors import MissingExtra
from sayso.export.table import Row, row_of
from sayso.export.told import told
from sayso.ledger.reports import KeptReport
from sayso.model import DateInterval, Span
from sayso.settings import MEGABYTE

SCHEMA_NAME = "sayso-claims/1"
ROWS = 20_000
_GROUP_CHARACTERS = 32 * MEGABYTE


def write_parquet(reports: Iterable[KeptReport], stream: IO[bytes]) -> int:
    """Write one row a claim in groups of at most ``ROWS``; how many claims they were.  Raises ``MissingExtra``."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("pyarrow", "export") from error
    schema = _schema(pyarrow)
    count = 0
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for rows in _groups(reports):
            writer.write_table(pyarrow.Table.from_pylist(rows, schema), row_group_size=ROWS)
            count += len(rows)
    return count


def _groups(reports: Iterable[KeptReport]) -> Iterable[list[dict[str, Any]]]:
    """Rows by the group, the last one perhaps empty; long names make shorter groups."""
    rows: list[dict[str, Any]] = []
    characters = 0
    for report in reports:
        for claim in told(report):
            row = row_of(claim)
            rows.append({field.name: _value(getattr(row, field.name)) for field in fields(Row)})
            characters += sum(map(len, filter(None, (row.title, row.speaker, row.doc, *row.content))))
            if len(rows) >= ROWS or characters >= _GROUP_CHARACTERS:
                yield rows
                rows, characters = [], 0
    if rows:
        yield rows


def _value(value: Any) -> Any:
    if isinstance(value, DateInterval | Span):
        return {"start": value.start, "end": value.end}
    return [_value(each) for each in value] if isinstance(value, tuple) else value


def _schema(pa: Any) -> Any:
    days = pa.struct([pa.field("start", pa.date32(), False), pa.field("end", pa.date32(), False)])
    place = pa.struct([pa.field("start", pa.int32(), False), pa.field("end", pa.int32(), False)])
    special = {
        "number": pa.int32(),
        "score": pa.float64(),
        "published": days,
        "said": days,
        "about": pa.list_(pa.field("element", days, False)),
        "read_at": pa.timestamp("s", tz="UTC"),
    }
    words = pa.list_(pa.field("element", pa.string(), False))
    for name in ("source", "cue", "content", "certainty_words"):
        special[name] = words
    for name in ("source_spans", "cue_spans", "content_spans", "certainty_spans"):
        special[name] = pa.list_(pa.field("element", place, False))
    may_miss = {
        "title",
        "address",
        "outlet",
        "published",
        "speaker",
        "speaker_entity",
        "source_kind",
        "relayed_by",
        "said",
    }
    return pa.schema(
        [
            pa.field(field.name, special.get(field.name, pa.string()), field.name in may_miss)
            for field in fields(Row)
        ],
        metadata={"sayso.schema": SCHEMA_NAME},
    )
