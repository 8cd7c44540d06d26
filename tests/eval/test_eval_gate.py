"""The gate: floors only rise, and the command says by name what is below."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval import (
    Count,
    Figure,
    attributions,
    copies,
    default_shared,
    entities,
    gate,
    german,
    kinds,
    names,
    speed,
    trees,
    values,
)
from eval.__main__ import main
from eval.gate import FLOORS, Gate, floor_for, markdown
from sayso.model import Article, Name, Report, Word

SHARED = default_shared()


def figure(name: str, value: float, decisions: int = 1000, group: str = "sl") -> Figure:
    return Figure("attributions", group, name, value, decisions=decisions)


def test_count() -> None:
    count = Count(1, 2, 4) + Count(1, 2, 0)
    assert (count.precision, count.recall) == (50.0, 50.0)
    assert Count(2, 4, 2).f1 == pytest.approx(200 * 0.5 * 1.0 / 1.5)
    assert (Count(0, 0, 0).precision, Count(0, 0, 0).recall, Count(0, 0, 0).f1) == (0.0, 0.0, 0.0)


def test_floors_only_rise() -> None:
    before = Gate({"attributions/sl/cue tokens": 80.0, "attributions/sl/kind": 50.0}, {}, {})
    after = before.raised([figure("cue tokens", 70.0), figure("kind", 60.34), figure("relay", 12.0)])
    assert after.floors == {
        "attributions/sl/cue tokens": 80.0,
        "attributions/sl/kind": 60.1,
        "attributions/sl/relay": 11.8,
    }


@pytest.mark.parametrize(
    ("value", "decisions", "floor"),
    [(72.35, 1000, 72.1), (72.2, 1000, 72.0), (85.0, 25, 81.0), (10.0, 5, 0.0), (100.0, 0, 99.8)],
)
def test_a_floor_leaves_room_for_one_decision(value: float, decisions: int, floor: float) -> None:
    assert floor_for(figure("attribution", value, decisions)) == floor


def test_dev_sets_and_speed_have_no_floors() -> None:
    rows = [figure("attribution", 70.0, group="dev-sl"), Figure("speed", "polnear-dev", "load", 1.0)]
    assert Gate({}, {}, {}).raised(rows).floors == {}


def test_what_is_below_or_missing_is_named() -> None:
    floors = Gate({"attributions/sl/a": 80.0, "attributions/sl/b": 50.0, "trees/x/LAS": 90.0}, {}, {})
    assert floors.failures([figure("a", 80.0), figure("b", 51.0)]) == []
    assert floors.failures([figure("a", 79.99)]) == [
        "attributions/sl/a is 79.99, below its floor 80.0",
        "attributions/sl/b was not measured; its floor is 50.0",
    ]


def test_targets_are_least_or_most() -> None:
    targets = Gate({}, {"attributions/sl/a": 72}, {"attributions/sl/m": 2})
    assert (
        targets.target(figure("a", 0)),
        targets.target(figure("m", 0)),
        targets.target(figure("x", 0)),
    ) == (
        "≥ 72",
        "≤ 2",
        "",
    )
    assert targets.is_met(figure("a", 72.0)) and not targets.is_met(figure("a", 71.9))
    assert targets.is_met(figure("m", 2.0)) and not targets.is_met(figure("m", 2.1))
    assert targets.is_met(figure("x", 0.0))


def test_markdown_has_a_row_for_each_set() -> None:
    rows = [figure("a", 72.04), figure("b", 50.0), figure("a", 60.0, group="en")]
    assert markdown(rows, Gate({}, {"attributions/sl/a": 72}, {})) == (
        "### Attributions\n\n"
        "| set | a | b |\n| --- | ---: | ---: |\n| sl | 72.0 | 50.0 |\n| en | 60.0 | – |\n\n"
        "### Targets\n\n"
        "| figure | reached | target | met |\n| --- | ---: | ---: | ---: |\n"
        "| `attributions/sl/a` | 72.0 | ≥ 72 | yes |\n"
    )


def test_written_floors_read_back(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    written = Gate({"b/x/y": 2.0, "a/x/y": 1.5}, {"a/x/y": 3}, {"b/x/y": 4})
    written.write(path)
    assert Gate.read(path) == written
    assert list(json.loads(path.read_text())["floors"]) == ["a/x/y", "b/x/y"]


def test_our_floors_and_targets_name_real_sets() -> None:
    ours = Gate.read()
    modules = (attributions, kinds, german, trees, names, entities, values, copies, speed)
    known = {f"{module.STAGE}/{name}" for module in modules for name in module.SETS}
    for path in (*ours.floors, *ours.at_least, *ours.at_most):
        assert path.rpartition("/")[0] in known, path
    assert all(0 <= floor <= 100 for floor in ours.floors.values())
    assert not any(path.startswith(gate.UNFLOORED) for path in ours.floors)


# ------------------------------------------------------------------------------------------ the command


class Persons:
    """A reader to whom each first word is a person."""

    def read(self, article: Article, language: str | None = None) -> Report:
        raise NotImplementedError

    def read_tokens(
        self,
        sentences: Sequence[Sequence[str]],
        language: str,
        spaces: Sequence[Sequence[bool]] | None = None,
    ) -> list[list[Word]]:
        raise NotImplementedError

    def read_names(self, sentences: Sequence[Sequence[str]], language: str) -> list[list[Name]]:
        return [[Name(0, 1, "PER")] for _ in sentences]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A shared folder with two names in it, one of which is found, and floors beside it."""
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "score.py").write_text("")
    corpus = tmp_path / "data/sl/ner/news-test.iob2.gz"
    corpus.parent.mkdir(parents=True)
    corpus.write_bytes(gzip.compress(b"Ana\tB-PER\nspi\tO\n\nV\tO\nOslu\tB-LOC\n"))
    Gate({"names/sl-news-test/PER": 20.0}, {"names/sl-news-test/all types": 80}, {}).write(
        tmp_path / "f.json"
    )
    monkeypatch.setattr("eval.__main__.open_reader", lambda weights, threads: Persons())
    only = ["--only", "names/sl-news-test"]
    return [*only, "--shared", str(tmp_path), "--floors", str(tmp_path / "f.json")]


def test_command_prints_the_table(small: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(small) == 0
    shown = capsys.readouterr().out
    assert "names/sl-news-test/PER" in shown and "66.7" in shown
    assert "0 of 1 targets are met" in shown and "not yet" in shown


def test_command_fails_below_a_floor(
    small: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Gate({"names/sl-news-test/PER": 70.0}, {}, {}).write(tmp_path / "f.json")
    assert main(small) == 1
    assert "names/sl-news-test/PER is 66.67, below its floor 70.0" in capsys.readouterr().err


def test_command_writes_files(small: list[str], tmp_path: Path) -> None:
    out, page = tmp_path / "out.json", tmp_path / "out.md"
    assert main([*small, "--json", str(out), "--markdown", str(page), "--write-floors"]) == 0
    assert {row["path"]: row["value"] for row in json.loads(out.read_text())["figures"]} == {
        "names/sl-news-test/all types": 50.0,
        "names/sl-news-test/LOC": 0.0,
        "names/sl-news-test/PER": 66.6667,
    }
    assert page.read_text().startswith("### Names\n\n| set | all types | LOC | PER |")
    assert Gate.read(tmp_path / "f.json").floors == {
        "names/sl-news-test/PER": 20.0,  # one of one decision is no ground to raise it
        "names/sl-news-test/all types": 0.0,
        "names/sl-news-test/LOC": 0.0,
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--shared", "/nowhere"], "give --shared PATH or set SAYSO_SHARED"),
        (["--only", "verbs"], "'verbs' is no stage"),
        (["--only", "names/dev"], "'names/dev' is no stage"),
        (["--weights", "/nowhere"], "no weights in /nowhere"),
        (["errors", "--set", "sl"], "'sl' is held out"),
    ],
)
def test_wrong_use_is_one_line(
    small: list[str], arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = small[small.index("--shared") :]
    known = shared[:2] if "errors" in arguments else shared
    assert (
        main([*arguments[:1], *known, *arguments[1:]] if "errors" in arguments else [*known, *arguments]) == 2
    )
    complaint = capsys.readouterr().err
    assert message in complaint and complaint.count("\n") == 1


# ------------------------------------------------------------------------------------------ the real thing


def _missing() -> str | None:
    """What the real gate needs and does not find."""
    if not (SHARED / "gold" / "score.py").is_file():
        return f"no gold in {SHARED}"
    if importlib.util.find_spec("sayso.pipeline") is None:
        return "no sayso.pipeline yet"
    from sayso.read.encoder import WEIGHTS

    return None if (WEIGHTS / "manifest.json").is_file() else f"no weights in {WEIGHTS}"


@pytest.mark.slow
@pytest.mark.skipif(_missing() is not None, reason=_missing() or "")
def test_no_figure_is_below_its_floor(tmp_path: Path) -> None:
    """All that has floors, and that is all but the dev sets: a few minutes."""
    out = tmp_path / "figures.json"
    threads = str(min(4, os.cpu_count() or 1))
    held_out = [f"attributions/{name}" for name in attributions.HELD_OUT]
    only = ["--only", "german", "trees", "names", *held_out]
    code = main([*only, "--shared", str(SHARED), "--threads", threads, "--json", str(out)])
    assert json.loads(out.read_text(encoding="utf-8"))["below"] == []
    assert code == 0
    assert FLOORS.is_file()
