"""The docs say what there is: options, exit codes, errors, keys, languages; and their examples run."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from typer.main import get_command

from sayso import errors, settings
from sayso.lang import supported
from sayso.lang.schema import ACTS
from sayso.model import CERTAINTIES, KINDS, SOURCE_KINDS, Attribution, Span
from sayso.serve import cli
from sayso.serve.records import attribution_record

PROJECT = Path(__file__).parents[1]
DOCS = {path.name: path.read_text(encoding="utf-8") for path in sorted((PROJECT / "docs").glob("*.md"))}
README = (PROJECT / "README.md").read_text(encoding="utf-8")
ALL = {"README.md": README, **DOCS} | {
    name: (PROJECT / name).read_text(encoding="utf-8")
    for name in ("CONTRIBUTING.md", "LICENSES.md", "CHANGES.md")
}
EXAMPLES = [
    pytest.param(name, code, id=f"{name}-{number}")
    for name, text in ALL.items()
    for number, code in enumerate(re.findall(r"```python\n(.*?)```", text, re.DOTALL), 1)
]
PATH = re.compile(r"`((?:docs|eval|examples|src|tests|train)/[\w./-]*\w/?)`")
MADE_LATER = ("docs/figures", "src/sayso/weights")


def test_every_option_is_documented() -> None:
    command = get_command(cli.app).commands["read"]  # type: ignore[attr-defined]
    options = [name for p in command.params for name in (*p.opts, *p.secondary_opts) if name.startswith("-")]
    assert len(options) > 8
    assert not [name for name in options if f"`{name}" not in DOCS["cli.md"]]


def test_every_error_and_its_exit_code_are_documented() -> None:
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, errors.SaysoError)]
    for found in classes:
        rows = [line for line in DOCS["cli.md"].splitlines() if f"`{found.__name__}`" in line]
        assert rows, found.__name__
        assert rows[0].startswith(f"| {found.exit_code} |"), found.__name__


def test_every_exit_code_of_the_help_is_documented() -> None:
    codes = re.findall(r"\b(\d) ", cli._READ_HELP.split("Exit codes:")[1])
    assert codes == [str(number) for number in range(8)]
    assert all(f"| {code} |" in DOCS["cli.md"] for code in codes)


def test_every_environment_variable_is_documented() -> None:
    found = set(re.findall(r"``(SAYSO_[A-Z]+)``", settings.__doc__ or ""))
    assert len(found) == 2
    assert all(f"| `{name}` |" in DOCS["cli.md"] for name in found)


def test_every_limit_is_documented() -> None:
    limits = settings.Settings()
    for size in (limits.text_limit, limits.page_limit):
        assert f"{size // settings.MEGABYTE} MB" in DOCS["ingest.md"]
    assert f"{limits.fetch_timeout:g} seconds" in DOCS["ingest.md"]


def test_every_key_and_every_value_of_the_records_is_documented() -> None:
    words = set(re.findall(r"\w+", DOCS["output.md"]))
    item = Attribution("a1", (), (), (Span(0, 1),), None, "direct", "asserted")
    values = {*KINDS, *CERTAINTIES, *SOURCE_KINDS, *ACTS}
    keys = {*attribution_record(item), "schema", "doc", "lang", "published", "attributions", "error"}
    assert not (keys | values) - words


def test_every_language_is_documented() -> None:
    assert all(f"| {code} |" in DOCS["languages.md"] for code in supported())


def test_every_stage_has_a_page() -> None:
    stages = {"ingest.md", "read.md", "attribute.md"}
    assert set(DOCS) == stages | {"cli.md", "output.md", "languages.md", "evaluate.md", "train.md"}


def test_every_training_step_is_documented() -> None:
    steps = re.findall(r'Plan\("(\w+)"', (PROJECT / "train" / "fit.py").read_text(encoding="utf-8"))
    assert len(steps) > 1
    assert not [step for step in ("prepare", *steps, "export") if f"| `{step}` |" not in DOCS["train.md"]]


def test_every_file_that_is_named_is_there() -> None:
    named = {(name, path) for name, text in ALL.items() for path in PATH.findall(text)}
    assert len(named) > 15
    missing = [pair for pair in sorted(named) if not (PROJECT / pair[1]).exists()]
    assert not [pair for pair in missing if not pair[1].startswith(MADE_LATER)]


def test_the_readme_has_two_set_up_commands() -> None:
    part = README.split("## Set up")[1].split("\n## ")[0]
    assert len(re.findall(r"```bash\n(.+)\n```", part)) == 2


def test_nothing_is_left_to_fill_in() -> None:
    assert not [name for name, text in ALL.items() if "TODO" in text]


@pytest.mark.parametrize(("name", "code"), EXAMPLES)
def test_an_example_runs(name: str, code: str, reader: object, capsys: pytest.CaptureFixture[str]) -> None:
    if "spacy" in code:
        pytest.importorskip("spacy")
    exec(compile(code, name, "exec"), {})  # noqa: S102
    assert "Nina Hale" in capsys.readouterr().out
