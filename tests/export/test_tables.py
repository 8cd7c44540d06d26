"""CSV and Parquet: one row a claim, the same in both."""

from __future__ import annotations

import builtins
import io
import itertools
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sayso.errors import BadRecord, MissingExtra
from sayso.export import parquet as ours
from sayso.export.comma import COLUMNS, harmless, read_rows, write_csv
from sayso.export.parquet import write_parquet
from sayso.export.table import Row, row_of
from sayso.export.told import told
from sayso.ledger.reports import KeptReport


def csv_of(reports: list[KeptReport]) -> str:
    stream = io.StringIO(newline="")
    assert write_csv(iter(reports), stream) == sum(len(each.claims) for each in reports)
    return stream.getvalue()


def test_a_row_of_csv(reports: list[KeptReport]) -> None:
    first, second, *_ = read_rows(io.StringIO(csv_of(reports), newline=""), "x.csv")
    assert first["content"] == "»Trajekt bo vozil junija,« … »Pristan\nje končan.«"
    assert first["content_spans"] == "18-44 92-112"
    assert (first["published_start"], first["published_end"]) == ("2025-03-01", "2025-04-01")
    assert first["about"] == "2025-03-01/2025-04-01 2025-03-04/2025-03-05"
    assert first["relayed_by"] == second["claim"] != ""
    assert first["title"] == "Trajekt zamuja 🚢"
    assert first["score"] == "0.9512"
    assert first["maker"] == "read sayso-3 3"
    assert first["read_at"] == "2025-03-05T07:00:00Z"


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u200e=1", "\uff1d1", "'x", "\0"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(harmless(cell)).startswith("''")


@pytest.mark.parametrize("cell", ["", "a=1", "1-2", "»x«", "x"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_hostile_values_come_back_from_csv(nasty: list[KeptReport]) -> None:
    written = csv_of(nasty)
    rows = list(read_rows(io.StringIO(written, newline=""), "x.csv"))
    claims = list(told(nasty[0]))
    assert [row["speaker"] for row in rows] == [claim.item.speaker for claim in claims]
    assert [row["doc"] for row in rows] == [nasty[0].article.id] * 3
    assert rows[1]["content"] == claims[1].joined(claims[1].item.content)
    assert not any(cell.lstrip().startswith(("=", "@", "\uff1d")) for cell in written.split(","))


def test_csv_of_nothing_has_its_heading() -> None:
    assert csv_of([]) == ",".join(COLUMNS) + "\r\n"


def test_other_csv_is_refused(reports: list[KeptReport]) -> None:
    with pytest.raises(BadRecord, match="other columns"):
        list(read_rows(io.StringIO("a,b\r\n"), "x.csv"))
    with pytest.raises(BadRecord, match="line 2: 1 cells"):
        list(read_rows(io.StringIO(csv_of([]) + "a\r\n", newline=""), "x.csv"))


def parquet_of(reports: Any) -> Any:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra")
    stream = io.BytesIO()
    count = write_parquet(reports, stream)
    stream.seek(0)
    file = parquet.ParquetFile(stream)
    assert file.metadata.num_rows == count
    return file


def test_parquet_has_the_rows_with_their_types(reports: list[KeptReport], nasty: list[KeptReport]) -> None:
    file = parquet_of(iter(reports + nasty))
    rows = file.read().to_pylist()
    assert list(rows[0]) == [field.name for field in fields(Row)]
    expected = [row_of(claim) for report in reports + nasty for claim in told(report)]
    for row, wanted in zip(rows, expected, strict=True):
        for name in ("claim", "doc", "speaker", "score", "kind", "relayed_by", "read_at", "title"):
            assert row[name] == getattr(wanted, name)
        assert row["content"] == list(wanted.content)
        assert [(each["start"], each["end"]) for each in row["content_spans"]] == [
            (span.start, span.end) for span in wanted.content_spans
        ]
    assert rows[0]["published"] == {"start": date(2025, 3, 1), "end": date(2025, 4, 1)}
    assert rows[0]["read_at"] == datetime(2025, 3, 5, 7, tzinfo=UTC)
    assert rows[2]["published"] is None
    assert file.schema_arrow.metadata[b"sayso.schema"] == b"sayso-claims/1"


def test_parquet_is_written_in_groups(reports: list[KeptReport], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "ROWS", 6)
    file = parquet_of(itertools.chain.from_iterable(itertools.repeat(reports, 5)))
    assert file.metadata.num_row_groups == 4
    assert file.metadata.num_rows == 20


def test_parquet_of_nothing_has_its_schema() -> None:
    assert len(parquet_of(iter([])).schema_arrow.names) == len(fields(Row))


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *more: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtra, match=r"pip install 'sayso\[export\]'"):
        write_parquet(iter([]), io.BytesIO())
