"""JSONL is complete: what is read back is what was written."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from sayso.errors import BadRecord
from sayso.export.jsonl import kept_record, read_reports, write_jsonl
from sayso.ledger.reports import KeptReport


def written(reports: list[KeptReport]) -> bytes:
    stream = io.StringIO(newline="")
    assert write_jsonl(iter(reports), stream) == len(reports)
    return stream.getvalue().encode("utf-8")


def test_what_is_read_back_is_what_was_written(reports: list[KeptReport], nasty: list[KeptReport]) -> None:
    data = written(reports + nasty)
    assert data.count(b"\n") == 3
    assert list(read_reports(io.BytesIO(data), "x.jsonl")) == reports + nasty


def test_no_line_separator_of_unicode_is_written_raw(nasty: list[KeptReport]) -> None:
    assert len(written(nasty).decode().splitlines()) == 1


def test_a_report_without_claims_and_an_empty_ledger(reports: list[KeptReport]) -> None:
    assert written([]) == b""
    assert list(read_reports(io.BytesIO(b"\n \n"), "x.jsonl")) == []


CHANGES: list[tuple[str, Callable[[dict[str, Any]], Any], str]] = [
    ("format", lambda line: line.update(format="other/1"), "'format' is not"),
    ("missing", lambda line: line.pop("text"), "'text' is missing"),
    ("no text", lambda line: line.update(text=["a"]), "'text' is not a string"),
    ("span", lambda line: line.update(body_span=[0, 9_999_999]), "outside a text"),
    ("turned span", lambda line: line.update(body_span=[5, 2]), "outside a text"),
    ("half a span", lambda line: line.update(body_span=[0]), "no pair"),
    ("boolean span", lambda line: line.update(body_span=[False, True]), "no pair"),
    ("huge number", lambda line: line.update(number=True), "'number' is not a whole number"),
    ("date", lambda line: line.update(published=["2025-13-01", "x"]), "no pair of ISO dates"),
    ("time", lambda line: line["provenance"].update(published_at="2025-03-04T12:30:00"), "without a zone"),
    ("status", lambda line: line.update(status="fine"), "not one of"),
    ("claims", lambda line: line["claims"].pop("a1"), "name each attribution once"),
    ("kind", lambda line: line["record"]["attributions"][0].update(kind="loud"), "not one of"),
    ("score", lambda line: line["record"]["attributions"][0].update(score=7), "from 0 to 1"),
    (
        "content",
        lambda line: line["record"]["attributions"][0].update(content=[[0, 10**9]]),
        "outside a text",
    ),
    (
        "why",
        lambda line: line["record"]["attributions"][0].update(why=[{"step": "row"}]),
        "'name' is missing",
    ),
    (
        "about",
        lambda line: line["record"]["attributions"][0].update(about=[["2025-01-01"]]),
        "no pair of ISO",
    ),
    ("speaker", lambda line: line["record"]["attributions"][0].pop("speaker"), "'speaker' is missing"),
    ("entity", lambda line: line["record"]["entities"][0].update(name=3), "'name' is not a string"),
    ("schema", lambda line: line["record"].update(schema=2), "'schema' is not 1"),
]


@pytest.mark.parametrize(("change", "told"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_what_is_not_as_it_must_be_is_refused_with_its_place(
    change: Callable[[dict[str, Any]], Any], told: str, reports: list[KeptReport]
) -> None:
    line = json.loads(json.dumps(kept_record(reports[0])))
    change(line)
    data = written(reports) + json.dumps(line).encode() + b"\n"
    with pytest.raises(BadRecord, match=r"x\.jsonl, line 3") as caught:
        list(read_reports(io.BytesIO(data), "x.jsonl"))
    assert told in str(caught.value)


@pytest.mark.parametrize("data", [b"{", b"[1]", b"\xff", b'{"format": NaN}', b"[" * 100_000, b'"x"'])
def test_what_is_no_json_object_is_refused(data: bytes) -> None:
    with pytest.raises(BadRecord, match="line 1"):
        list(read_reports(io.BytesIO(data), "x.jsonl"))
