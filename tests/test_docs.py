"""The docs say what there is: options, exit codes, errors, languages; and their examples run."""

from __future__ import annotations

import inspect
import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from sayso import errors, model, records, settings
from sayso.lang import supported
from sayso.serve import adding, cli, edge
from sayso.serve.cli import app

PROJECT = Path(__file__).parents[1]
DOCS = {path.name: path.read_text(encoding="utf-8") for path in sorted((PROJECT / "docs").glob("*.md"))}
README = (PROJECT / "README.md").read_text(encoding="utf-8")
OTHERS = [name for name in ("CHANGES.md", "CONTRIBUTING.md", "LICENSES.md") if (PROJECT / name).exists()]
PAGES = {
    "README.md": README,
    **{name: (PROJECT / name).read_text(encoding="utf-8") for name in OTHERS},
    **DOCS,
}

# `sayso read x --html out.html`: in code spans and blocks, up to the two spaces before a remark.
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]
CALL = re.compile(rf"\bsayso (?:{'|'.join(COMMANDS)})\b[^\n`|]*?(?=  |\n|`|\|| > |$)")
PLACE = re.compile(r"`((?:docs|src|train|eval|tests|examples)/[\w./-]*\w\.\w+)`")


def options(command: str) -> set[str]:
    """The long options of one command, ``--help`` aside."""
    params = get_command(app).commands[command].params  # type: ignore[attr-defined]
    return {name for p in params for name in (*p.opts, *p.secondary_opts) if name.startswith("--")} - {
        "--help"
    }


def python_examples() -> list[tuple[str, str]]:
    found = []
    for page, text in PAGES.items():
        for number, code in enumerate(re.findall(r"```python\n(.*?)```", text, re.DOTALL), 1):
            found.append((f"{page}-{number}", code))
    return found


def set_up_commands() -> list[str]:
    part = README.split("## Set up")[1].split("\n## ")[0]
    return re.findall(r"```bash\n(.+)\n```", part)


def test_every_option_is_documented() -> None:
    for command in COMMANDS:
        assert not [name for name in options(command) if f"`{name}" not in DOCS["cli.md"]], command
        assert f"sayso {command}" in DOCS["cli.md"]
    assert len(options("read")) > 8


@pytest.mark.parametrize("page", PAGES)
def test_the_options_that_a_page_uses_exist(page: str) -> None:
    for call in CALL.findall(PAGES[page]):
        used = {word for word in call.split() if word.startswith("--")} - {"--help"}
        assert used <= options(call.split()[1]), call


def test_every_error_and_its_exit_code_are_documented() -> None:
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, errors.SaysoError)]
    for found in classes:
        rows = [line for line in DOCS["cli.md"].splitlines() if f"`{found.__name__}`" in line]
        assert rows, found.__name__
        assert rows[0].startswith(f"| {found.exit_code} |"), found.__name__


def test_every_exit_code_is_documented() -> None:
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, errors.SaysoError)]
    codes = {0, 2, edge.DEFECT, edge.INTERRUPTED, *(found.exit_code for found in classes)}
    table = DOCS["cli.md"].split("## Exit codes")[1]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == codes


def test_every_setting_is_documented() -> None:
    names = set(re.findall(r"SAYSO_\w+", inspect.getsource(settings)))
    assert names
    assert not [name for name in names if f"`{name}`" not in DOCS["cli.md"]]


def test_every_language_is_documented() -> None:
    assert all(f"| {code} |" in DOCS["languages.md"] for code in supported())


def test_every_key_of_the_records_is_documented() -> None:
    item = model.Attribution("a1", (), (), (), None, "direct", "asserted")
    for key in {**records.error_record("d", "why"), **records.attribution_record(item)}:
        assert f"`{key}`" in DOCS["output.md"], key


@pytest.mark.parametrize(
    ("key", "values"),
    [("kind", model.KINDS), ("certainty", model.CERTAINTIES), ("source_kind", model.SOURCE_KINDS)],
)
def test_every_value_of_a_closed_list_is_documented(key: str, values: tuple[str, ...]) -> None:
    (row,) = [line for line in DOCS["output.md"].splitlines() if line.startswith(f"| `{key}` |")]
    assert not [value for value in values if value not in row]


@pytest.mark.parametrize("page", PAGES)
def test_the_files_that_a_page_names_are_there(page: str) -> None:
    assert not [place for place in PLACE.findall(PAGES[page]) if not (PROJECT / place).exists()]


def test_the_readme_has_two_set_up_commands() -> None:
    read, test = set_up_commands()
    assert "sayso read examples/" in read
    assert "pytest" in test


def test_the_report_in_the_readme_is_the_example() -> None:
    quoted = re.findall(r"^> (.*)$", README, re.MULTILINE)
    words = " ".join(quoted).removesuffix("…").split()
    (name,) = re.findall(r"sayso read (examples/\S+)", set_up_commands()[0])
    example = (PROJECT / name).read_text(encoding="utf-8").split()
    assert " ".join(words) in " ".join(example)


def test_what_comes_out_in_the_readme_is_what_comes_out(
    reader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines may be left out of the README, with a line "…" for them; none may be another."""
    monkeypatch.setattr(cli, "make_reader", lambda threads, device: reader)
    monkeypatch.chdir(PROJECT)
    call = shlex.split(set_up_commands()[0].split(".venv/bin/sayso ")[1])
    done = CliRunner().invoke(app, [*call, "--no-color", "--width", "80"])
    assert done.exit_code == 0, done.output
    shown = README.split("and this comes out")[1].split("```")[1].splitlines()
    if "TODO-LEAD" in shown:
        pytest.skip("the README does not show it yet")
    printed = {line.rstrip() for line in done.output.splitlines()}
    assert not [line for line in shown if line.rstrip() not in printed and line.strip() != "…"]


def test_what_comes_out_of_the_ledger_is_what_its_page_shows(
    reader: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(adding, "make_reader", lambda: reader)
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "examples.db"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(PROJECT)
    assert CliRunner().invoke(app, ["add", "examples", "--workers", "1"]).exit_code == 0
    parts = re.findall(
        r"`sayso ((?:find|who) [^`]*)`[^`\n]*:\n\n```\n(.*?)\n```", DOCS["ledger.md"], re.DOTALL
    )
    assert len(parts) == 2
    for call, shown in parts:
        assert CliRunner().invoke(app, shlex.split(call)).output.rstrip() == shown


def test_nothing_is_left_to_fill_in() -> None:
    assert not [name for name, text in PAGES.items() if "TODO" in text]


@pytest.mark.parametrize(("name", "code"), python_examples())
def test_examples_in_python_run(
    name: str, code: str, reader: object, capsys: pytest.CaptureFixture[str]
) -> None:
    if "spacy" in code:
        pytest.importorskip("spacy", reason="spaCy is an extra")
    exec(compile(code, name, "exec"), {})  # noqa: S102
    assert "Nina Hale" in capsys.readouterr().out
