"""``sayso copies``: what is printed, and the array for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.serve import cli

NEWS = (
    "The harbour council voted on Tuesday night to close the old ferry pier after a survey found two cracked piles. "
    "Harbour master Ivo Lindqvist said that boats would leave from the grain quay until the end of the summer."
)
FILES = {
    "wire": f"wire\nen\n2025-03-04\nhttps://wire.primer.org/1\nPier to close\n\n{NEWS}\n",
    "portal": f"portal\nen\n2025-03-05\nhttps://portal.primer.org/1\nNo more ferries\n\n{NEWS} More to come.\n",
    "choir": "choir\nen\n2025-03-04\nhttps://choir.example/1\nSongs\n\nA choir from the valley won the contest.\n",
}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / f"{name}.txt").write_text(text)
    assert sayso("add", *(f"{name}.txt" for name in FILES), "--no-read")[0] == 0
    return tmp_path


def sayso(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.app, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_array_for_programs() -> None:
    code, out, _ = sayso("copies", "--json")
    (pair,) = json.loads(out)
    assert code == 0
    assert list(pair) == ["a", "b", "label", "direction", "passages", "score"]
    assert (pair["a"], pair["b"], pair["label"], pair["direction"]) == ("wire", "portal", "copied", "a->b")
    ((start, end, other_start, other_end),) = pair["passages"]
    assert FILES["wire"][start:end] == FILES["portal"][other_start:other_end] == NEWS
    assert 0.8 < pair["score"] <= 1
    assert sayso("copies", "wire", "--json")[1] == out
    assert sayso("copies", "https://portal.primer.org/1", "--json")[1] == out


def test_none_is_an_empty_array() -> None:
    assert sayso("copies", "choir", "--json")[:2] == (0, "[]\n")
    assert sayso("copies", "--json", "--min-score", "1")[:2] == (0, "[]\n")


def test_the_printed_view() -> None:
    code, out, _ = sayso("copies")
    assert code == 0
    assert "copied" in out
    assert "2025-03-04  wire.primer.org · wire" in out
    assert "→ 2025-03-05  portal.primer.org · portal" in out
    assert "= The harbour council voted" in out
    assert out.endswith("1 pair: 1 copied, 0 partly\n")
    assert "no shared passages found" in sayso("copies", "choir")[1]


def test_what_is_not_there_is_said() -> None:
    code, _, err = sayso("copies", "nobody")
    assert code == 8
    assert "'nobody' is not in this ledger" in err
    assert sayso("copies", "--min-score", "2")[0] == 2
