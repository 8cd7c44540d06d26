"""The command line at its edge: what is printed where, and with which exit code it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from serve_samples import MAKER, report
from typer.testing import CliRunner

from sayso.errors import DamagedModel, UnknownLanguage
from sayso.model import Article, Attribution, Report, Span
from sayso.serve import cli
from sayso.serve.progress import tracked
from sayso.serve.terminal import make_console

SOURCE = Path(cli.__file__).parents[2]
TEXT = "Pek je rekel, da kruha ni."


class StubReader:
    """Ascribes every report as a whole to the baker; some words make it fail."""

    def read(self, article: Article, language: str | None = None) -> Report:
        words = article.body.slice(article.text)
        if "POK" in words:
            raise RuntimeError("it\nbroke")
        if "NEZNANO" in words:
            raise UnknownLanguage(("en", "sl"))
        if "MODEL" in words:
            raise DamagedModel("encoder.onnx", "sha256 differs")
        item = Attribution("a1", (), (), (article.body,), "Pek", "indirect", "hearsay", maker=MAKER)
        return report(article, language or article.language or "sl", more=(item,))


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "make_reader", lambda threads, device: StubReader())


def sayso(*arguments: str | Path, stdin: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.app, [str(argument) for argument in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout, result.stderr


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_one_report_is_printed(tmp_path: Path) -> None:
    code, out, err = sayso("read", write(tmp_path / "pek.txt"))
    assert (code, err) == (0, "")
    assert "pek  Slovene · 1 attribution" in out
    assert "\x1b" not in out
    assert "\x1b[" in sayso("read", tmp_path / "pek.txt", "--color")[1]


def test_records(tmp_path: Path) -> None:
    write(tmp_path / "a" / "2.txt")
    write(tmp_path / "1.txt", f"date 2024-11 {TEXT}")
    code, out, _ = sayso("read", tmp_path, "--jsonl")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [line["doc"] for line in lines] == ["1", "a__2"]
    assert lines[0]["published"] == ["2024-11-01", "2024-12-01"]
    assert lines[0]["attributions"][0]["content"] == [[13, 39]]
    assert json.loads(sayso("read", tmp_path, "--json")[1]) == lines
    given = json.loads(sayso("read", tmp_path / "1.txt", "--json", "--published", "2023", "-l", "sl")[1])
    assert (given[0]["published"], given[0]["lang"]) == (["2023-01-01", "2024-01-01"], "sl")


@pytest.mark.parametrize(("least", "found"), [("0", 1), ("0.9", 1), ("1", 0)])
def test_only_what_is_sure_enough_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, least: str, found: int
) -> None:
    class Unsure(StubReader):
        def read(self, article: Article, language: str | None = None) -> Report:
            whole = super().read(article, language)
            return replace(whole, attributions=tuple(replace(a, score=0.9) for a in whole.attributions))

    monkeypatch.setattr(cli, "make_reader", lambda threads, device: Unsure())
    path = write(tmp_path / "pek.txt")
    code, out, _ = sayso("read", path, "--jsonl", "--min-score", least)
    assert (code, len(json.loads(out)["attributions"])) == (0, found)


def test_a_score_is_between_none_and_one(tmp_path: Path) -> None:
    assert sayso("read", write(tmp_path / "pek.txt"), "--min-score", "2")[0] == 2


def test_standard_input() -> None:
    code, out, _ = sayso("read", "-", "--jsonl", stdin=TEXT.encode())
    assert code == 0
    assert len(json.loads(out)["doc"]) == 16
    assert sayso("read", "-", stdin=b"")[2] == (
        "sayso: standard input: the text is empty; give a report with at least one sentence\n"
    )


def test_messages_name_standard_input_too() -> None:
    code, _, err = sayso("read", "-", stdin=b"NEZNANO")
    assert code == 4
    assert err.startswith("sayso: standard input: the language of the text was not recognised")


def test_page(tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    code, printed, _ = sayso("read", write(tmp_path / "pek.txt"), "--html", out)
    assert (code, printed) == (0, "")
    assert "Pek je rekel" in out.read_text(encoding="utf-8")
    assert list(tmp_path.glob(".*part")) == []
    code, _, err = sayso("read", tmp_path / "pek.txt", "--html", tmp_path / "none" / "out.html")
    assert code == 3
    assert "cannot be written" in err


BAD = {
    "empty.txt": b" \n",
    "latin.txt": "Pravijo, češnje".encode("windows-1250"),
    "binary.txt": b"\x00\x01\x02\x03" * 200,
    "bare.html": b"<html></html>",
    "unknown.txt": b"NEZNANO",
    "defect.txt": b"POK",
}


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("none.txt", 3, "no such file"),
        ("empty.txt", 3, "the text is empty"),
        ("latin.txt", 3, "not UTF-8 at byte 9"),
        ("binary.txt", 3, "binary data, not text"),
        ("bare.html", 3, "no article text"),
        ("unknown.txt", 4, "not recognised; give --language, one of en, sl"),
        ("defect.txt", 1, "a defect of Sayso, RuntimeError: it broke; run again with --debug"),
        ("ftp://x/y", 5, "only http and https"),
        ("http://127.0.0.1/", 5, "--allow-private"),
    ],
)
def test_each_failure_is_one_line_with_its_code(tmp_path: Path, name: str, code: int, words: str) -> None:
    for file, data in BAD.items():
        (tmp_path / file).write_bytes(data)
    given = name if "://" in name else tmp_path / name
    found, out, err = sayso("read", given)
    assert (found, out) == (code, "")
    assert words in err
    assert err.count("\n") == 1
    assert name in err
    found, out, err = sayso("read", given, "--jsonl")
    record = json.loads(out)
    assert (found, record["attributions"]) == (code, [])
    assert words in record["error"]


def test_in_a_batch_the_others_are_read(tmp_path: Path) -> None:
    for file, data in BAD.items():
        (tmp_path / file).write_bytes(data)
    write(tmp_path / "good.txt")
    (tmp_path / "hollow").mkdir()
    names = (tmp_path / "none.txt", tmp_path, "-")
    code, out, err = sayso("read", *names, "--jsonl", stdin=TEXT.encode())
    assert code == 7
    assert len(out.splitlines()) == 9
    assert sum("error" not in json.loads(line) for line in out.splitlines()) == 2
    assert err.splitlines()[-1] == "sayso: 7 of 9 reports failed; the others were read"
    assert len(err.splitlines()) == 8
    code, out, err = sayso("read", tmp_path / "hollow", tmp_path / "good.txt", "--json")
    assert (code, len(json.loads(out))) == (7, 1)
    assert "no reports in this folder" in err


def test_what_concerns_all_stops_at_once(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a" / "x.txt"), write(tmp_path / "b" / "x.txt")
    code, out, err = sayso("read", one, two, "--jsonl")
    assert (code, out) == (3, "")
    assert str(one) in err
    assert str(two) in err
    broken = write(tmp_path / "broken.txt", "MODEL")
    assert sayso("read", broken, one)[0] == 6
    assert sayso("read", one, "--published", "soon")[0] == 3
    code, _, err = sayso("read", one, "--language", "mk")
    assert code == 4
    assert "supported are" in err
    assert "sl" in err
    assert sayso("read", one, "--language", "../sl")[0] == 4


def test_two_standard_inputs_or_the_same_text_twice_clash() -> None:
    assert sayso("read", "-", "-", stdin=TEXT.encode())[0] == 3


@pytest.mark.parametrize(
    "arguments",
    [["read"], ["read", "x", "--json", "--jsonl"], ["read", "x", "--device", "abacus"], ["write"]],
)
def test_wrong_use_is_two(arguments: list[str]) -> None:
    assert sayso(*arguments)[0] == 2


def test_languages_and_version() -> None:
    code, out, _ = sayso("languages")
    assert code == 0
    assert "sl  Slovene" in out
    assert sayso("--version")[1].startswith("sayso ")


def test_help_teaches() -> None:
    out = sayso("read", "--help")[1]
    assert "sayso read report.txt --why" in out
    assert "Exit codes" in out


def run_python(code: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(SOURCE)!r})\n{code}", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_the_command_line_is_light() -> None:
    heavy = "rich numpy onnxruntime tokenizers trafilatura lxml sayso.pipeline sayso.ingest.html"
    code = f"import sayso.serve.cli\nprint([n for n in {heavy.split()} if n in sys.modules])"
    out, _ = run_python(code).communicate(timeout=60)
    assert out.strip() == b"[]"


def test_help_is_quick() -> None:
    """Half a second of the processor's time, so that a busy machine does not make it fail."""
    code = "import atexit, sys, time\natexit.register(lambda: print(time.process_time(), file=sys.stderr))\n"
    spent = []
    for _ in range(3):
        process = run_python(code + "from sayso.serve.cli import main\nmain()", "--help")
        spent.append(float(process.communicate(timeout=60)[1].decode().split()[-1]))
    assert min(spent) < 0.5


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    for number in range(300):
        write(tmp_path / f"{number}.txt", TEXT * 50)
    code = (
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import sayso.serve.cli as cli, test_cli\n"
        "cli.make_reader = lambda threads, device: test_cli.StubReader()\ncli.main()"
    )
    process = run_python(code, "read", str(tmp_path))
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 0
    process.stderr.close()


def test_progress_is_for_terminals_and_batches(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(tracked("abc", 3, make_console(False, 60, stderr=True))) == ["a", "b", "c"]
    assert list(tracked("a", 1, make_console(True, 60, stderr=True))) == ["a"]
    assert capsys.readouterr().err == ""
    console = make_console(True, 60, stderr=True)
    assert list(tracked("abc", 3, console, pause=True)) == ["a", "b", "c"]
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "3/3" in captured.err


def test_the_body_is_a_span_of_the_untouched_text(tmp_path: Path) -> None:
    text = "\ufeffdate 2024-11 👩‍👩‍👧 Pek\r\nje e\u0301 \u200frekel.\x00"
    out = sayso("read", write(tmp_path / "pek.txt", text), "--jsonl")[1]
    start, end = json.loads(out)["attributions"][0]["content"][0]
    stored = (tmp_path / "pek.txt").read_bytes().decode("utf-8")
    assert stored[start:end] == Span(start, end).slice(text).strip()
