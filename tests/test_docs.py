"""The docs say what there is: options, exit codes, errors, languages; and their examples run."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from typer.main import get_command

from sayso import errors
from sayso.lang import supported
from sayso.serve.cli import app

PROJECT = Path(__file__).parents[1]
DOCS = {path.name: path.read_text(encoding="utf-8") for path in sorted((PROJECT / "docs").glob("*.md"))}
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_every_option_is_documented() -> None:
    command = get_command(app).commands["read"]  # type: ignore[attr-defined]
    options = [name for p in command.params for name in (*p.opts, *p.secondary_opts) if name.startswith("--")]
    assert len(options) > 8
    assert not [name for name in options if name not in DOCS["cli.md"] and name != "--help"]


def test_every_error_and_its_exit_code_are_documented() -> None:
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, errors.SaysoError)]
    for found in classes:
        rows = [line for line in DOCS["cli.md"].splitlines() if f"`{found.__name__}`" in line]
        assert rows, found.__name__
        assert rows[0].startswith(f"| {found.exit_code} |"), found.__name__


def test_every_language_is_documented() -> None:
    assert all(f"| {code} |" in DOCS["languages.md"] for code in supported())


def test_the_readme_has_two_set_up_commands() -> None:
    part = README.split("## Set up")[1].split("\n## ")[0]
    assert len(re.findall(r"```bash\n(.+)\n```", part)) == 2


def test_nothing_is_left_to_fill_in() -> None:
    assert not [name for name, text in {**DOCS, "README.md": README}.items() if "TODO" in text]


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.DOTALL), ids=["python", "spacy"])
def test_readme_examples_run(code: str, reader: object, capsys: pytest.CaptureFixture[str]) -> None:
    if "spacy" in code:
        pytest.importorskip("spacy")
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102
    assert "Nina Hale" in capsys.readouterr().out
