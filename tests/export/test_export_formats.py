"""Every format by its name: to a file, to a stream, from a real ledger; streamed, whole or not at all."""

from __future__ import annotations

import io
import os
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import LedgerUnusable, UnknownFormat, Unwritable
from sayso.export.formats import FORMATS, export
from sayso.export.jsonl import read_reports
from sayso.ledger import Ledger
from sayso.ledger.reports import KeptReport, kept_reports
from sayso.model import Article, Attribution, Maker, Reading, Report, Span

TEXTS = [name for name, form in FORMATS.items() if form.target == "text"]


def skip_without(name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is an extra")


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_what_the_stream_is(
    name: str, reports: list[KeptReport], nasty: list[KeptReport], tmp_path: Path
) -> None:
    skip_without(name)
    path = tmp_path / f"out{FORMATS[name].suffix}"
    count = export(name, iter(reports + nasty), path)
    assert count > 2
    if FORMATS[name].target == "folder":
        with pytest.raises(Unwritable, match="folder of files"):
            export(name, iter(reports), io.BytesIO())
        return
    stream = io.BytesIO()
    assert export(name, iter(reports + nasty), stream) == count
    assert stream.getvalue() == path.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.target != "folder"])
def test_what_breaks_off_leaves_nothing(name: str, reports: list[KeptReport], tmp_path: Path) -> None:
    skip_without(name)

    def breaking() -> Iterator[KeptReport]:
        yield from reports
        raise LedgerUnusable("x.db", "gone")

    path = tmp_path / "out"
    path.write_text("before")
    with pytest.raises(LedgerUnusable):
        export(name, breaking(), path)
    assert path.read_text() == "before"
    assert len(list(tmp_path.iterdir())) == 1


def test_an_unknown_format_is_told_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match="'docx'; give one of jsonl, csv"):
        export("docx", iter([]), tmp_path / "x")


def test_a_place_that_is_none(reports: list[KeptReport], tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="no such file"):
        export("jsonl", iter(reports), tmp_path / "none" / "x.jsonl")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x.txt").write_text("mine")
    with pytest.raises(Unwritable, match="something in it"):
        export("brat", iter(reports), tmp_path / "full")
    with pytest.raises(Unwritable):
        export("csv", iter(reports), tmp_path / "full")


def test_a_pipe_is_written_to_and_not_replaced(reports: list[KeptReport], tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        assert export("jsonl", iter(reports), pipe) == 2
        assert read.result(10).count(b"\n") == 2
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", TEXTS)
def test_no_ledger_is_held_in_memory(name: str, reports: list[KeptReport]) -> None:
    class Nowhere(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            return len(data)  # type: ignore[arg-type]

    def many() -> Iterator[KeptReport]:
        for number in range(200):
            text = reports[0].article.text + "x" * 40_000
            yield replace(reports[0], version_id=f"v{number}", article=replace(reports[0].article, text=text))

    tracemalloc.start()
    export(name, many(), io.BufferedWriter(Nowhere()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_from_a_real_ledger(tmp_path: Path) -> None:
    text = "Mlin stoji\n\nMlin stoji, je povedala Ida Pen.\n"
    article = Article("mlin", text, Span(12, len(text) - 1), Span(0, 10), "sl")
    maker = Maker("read", "fake", "1")
    item = Attribution(
        "a1",
        (Span(36, 43),),
        (Span(24, 35),),
        (Span(12, 22),),
        "Ida Pen",
        "indirect",
        "asserted",
        maker=maker,
    )
    report = Report(article, "sl", Reading(article, "sl", (), (), (), (), (), maker), (item,))
    with Ledger(str(tmp_path / "sayso.db")) as ledger:
        ledger.keep_reading(ledger.keep(article).version, report)
        export("jsonl", kept_reports(ledger), tmp_path / "out.jsonl")
        kept = list(kept_reports(ledger))
    with (tmp_path / "out.jsonl").open("rb") as stream:
        assert list(read_reports(stream, "out.jsonl")) == kept
