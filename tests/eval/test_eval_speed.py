"""The timing: what is counted, and that failed reports do not pass for quick ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer

from eval import speed

app = typer.Typer()


@app.callback()
def _root() -> None:
    """Two commands make a group, as in Sayso's own command line."""


@app.command()
def read(name: str, jsonl: bool = False) -> None:
    """Stands for ``sayso read``: a record for each file."""
    paths = sorted(Path(name).glob("*.txt")) if Path(name).is_dir() else [Path(name)]
    for path in paths:
        failed = {"error": "no"} if "bad" in path.read_text() else {}
        typer.echo(json.dumps({"doc": path.stem, "read": path.read_text()} | failed))


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The real command line replaced; the list counts how often a reader is made."""
    made: list[Any] = []
    monkeypatch.setattr("sayso.serve.cli.app", app)
    monkeypatch.setattr("sayso.serve.cli.make_reader", lambda threads, device: made.append((threads, device)))
    return made


def test_words_and_seconds_of_one_folder(command: list[Any], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one two  three\nfour")
    (tmp_path / "b.txt").write_text("five")
    timed = speed.time_folder(tmp_path)
    assert timed["words"] == 5
    assert 0 < timed["seconds"] < 10
    assert timed["peak"] > 1_000_000
    assert command == [(1, "cpu")]


def test_failed_reports_are_not_quick_ones(command: list[Any], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("good")
    (tmp_path / "b.txt").write_text("bad")
    with pytest.raises(RuntimeError, match="1 of 2 reports were not read: b"):
        speed.time_folder(tmp_path)


def test_figures_have_units() -> None:
    timed = {"words": 9000, "seconds": 3.0, "load": 1.5, "peak": 700_000_000, "weights": 48_000_000}
    assert [(row.path, row.value, row.unit) for row in speed.figures("polnear-dev", timed)] == [
        ("speed/polnear-dev/words per second", 3000.0, "words/s"),
        ("speed/polnear-dev/peak memory", 700.0, "MB"),
        ("speed/polnear-dev/load", 1.5, "s"),
        ("speed/polnear-dev/weights", 48.0, "MB"),
    ]
