"""``numbers.toml`` of every language: valid, each row with an example of its own; and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.lang import LanguageDataError, load, supported
from sayso.lang.numbers import NumberRow, Numbers, pattern_of, read_numbers

languages = pytest.mark.parametrize("code", supported())


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "xx" / "numbers.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def holds(row: NumberRow) -> bool:
    pieces = pattern_of(row.example.lower())
    patterns = [pattern_of(form) for form in (*row.forms, *row.plural, *row.before)]
    if row.kind == "ending":
        return any(piece.endswith(row.forms) for piece in pieces)
    return any(pieces[i : i + len(p)] == p for p in patterns for i in range(len(pieces)))


@languages
def test_each_example_holds_its_row(code: str) -> None:
    assert [row.name for row in load(code).numbers.rows if not holds(row)] == []


@languages
def test_every_language_knows_numbers_percent_euro_and_bounds(code: str) -> None:
    rows = load(code).numbers.rows
    assert {row.value for row in rows if row.kind == "number"} >= set(range(1, 21))
    assert {row.value for row in rows if row.kind == "scale"} >= {100, 1000, 10**6, 10**9}
    assert {row.code for row in rows} >= {
        "%",
        "EUR",
        "about",
        "more_than",
        "at_least",
        "at_most",
        "less_than",
    }


def test_a_folder_without_the_file_knows_no_numbers(tmp_path: Path) -> None:
    assert read_numbers(tmp_path / "xx" / "numbers.toml") == Numbers()


ROW = '[[number]]\nvalue = 2\nforms = ["dva"]\nexample = "Dva vola."\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('moon = ["a"]', r"xx/numbers.toml: key 'moon' is not allowed; allowed are joins"),
        ("joins = ", "xx/numbers.toml: not TOML"),
        ('joins = ["a", "a"]', r"joins .* is not allowed; allowed is a list of texts, each once"),
        ('joins = ["A"]', "joins .* has capitals"),
        ("genitive_from = true", "genitive_from True is not allowed; allowed is a whole number"),
        (ROW.replace("value = 2", "value = 0"), r"\[\[number\]\] 1: value 0 .* a number above 0"),
        (ROW.replace("value = 2\n", ""), r"\[\[number\]\] 1: key 'value' is missing"),
        (ROW.replace("value", "worth"), "key 'worth' is not allowed; allowed are forms, example, value"),
        (ROW + ROW, "form 'dva' stands in two rows"),
        ("number = 3", "number must be an array of tables"),
        (
            '[[bound]]\ncode = "most"\nforms = ["x"]\nexample = "x"',
            "code 'most' is not allowed; allowed are same, exactly",
        ),
    ],
)
def test_refuses(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LanguageDataError, match=message):
        read_numbers(written(tmp_path, text))
