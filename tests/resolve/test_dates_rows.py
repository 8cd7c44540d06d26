"""Each row of dates.toml fires on its own example and gives what it says; and what a folder may not say."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.lang import LanguageDataError, load, supported
from sayso.lang.dates import DateRow, date_words
from sayso.lang.folder import read_folder
from sayso.model import Article, DateInterval, Maker, Reading, Sentence, Span, TimeExpression, Word
from sayso.read.quotes import find_quotes
from sayso.read.reading import word_rules
from sayso.read.words import split_words
from sayso.resolve.dates import dates_of

PUBLISHED = DateInterval(date(2024, 11, 14), date(2024, 11, 15))
WITH_DATES = [code for code in supported() if load(code).dates.rows]


def reading(text: str, code: str, published: DateInterval | None = PUBLISHED) -> Reading:
    """A reading without a network: words as they are cut, each line a sentence, no tags and no tree."""
    spans = split_words(text, rules=word_rules(load(code)))
    words = tuple(Word(span, span.slice(text), span.slice(text).lower()) for span in spans)
    lines = [text.count("\n", 0, span.start) for span in spans]
    firsts = [i for i in range(len(spans)) if i == 0 or lines[i] != lines[i - 1]]
    sentences = tuple(Sentence(a, b, n) for n, (a, b) in enumerate(zip(firsts, [*firsts[1:], len(spans)])))
    body = Span(0, len(text))
    article = Article("d", text, body, published=published)
    return Reading(
        article, code, words, sentences, (), tuple(find_quotes(text, body)), (), Maker("read", "hand", "1")
    )


def found(
    text: str, code: str = "sl", published: DateInterval | None = PUBLISHED
) -> tuple[TimeExpression, ...]:
    return dates_of(reading(text, code, published), load(code))


def told(value: DateInterval | None) -> str:
    return "" if value is None else f"{value.start} {value.end}"


ROWS = [(code, row) for code in WITH_DATES for row in load(code).dates.rows]
TIMES = [(code, row) for code in WITH_DATES for row in load(code).dates.times]


@pytest.mark.parametrize(("code", "row"), ROWS, ids=lambda value: getattr(value, "words", value))
def test_a_row_fires_on_its_example(code: str, row: DateRow) -> None:
    before, marked, rest = row.example.partition("[")
    inside, closed, after = rest.partition("]")
    assert marked and closed, "the example has its span in square brackets"
    text = before + inside + after
    results = [item for item in found(text, code) if item.span.slice(text) == inside]
    if row.meaning == "none":
        assert not [
            item for item in found(text, code) if item.span.overlaps(Span(len(before), len(before + inside)))
        ]
        return
    assert results, [(item.span.slice(text), item.why) for item in found(text, code)]
    assert f"dates.toml:{row.words}" in [reason.name for reason in results[0].why]
    assert told(results[0].value) == row.gives


@pytest.mark.parametrize(("code", "row"), TIMES, ids=lambda value: getattr(value, "words", value))
def test_a_time_of_day_folds_into_its_date(code: str, row: DateRow) -> None:
    before, _, rest = row.example.partition("[")
    inside, _, after = rest.partition("]")
    text = before + inside + after
    assert inside in [item.span.slice(text) for item in found(text, code)]


@pytest.mark.parametrize("code", WITH_DATES)
def test_months_and_weekdays_are_complete(code: str) -> None:
    forms = load(code).dates.forms
    assert set(forms["month"].values()) == set(range(1, 13))
    assert set(forms["weekday"].values()) == set(range(1, 8))
    assert {-1, 0, 1} <= set(forms["daily"].values())


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"moons": {}}, "key 'moons' is not allowed; allowed are words, rows"),
        ({"words": {"moon": {}}}, "words.moon 'moon' is not allowed; allowed are month"),
        ({"words": {"month": {"13": ["x"]}}}, "words.month: key '13' is not allowed; allowed are 1 to 12"),
        ({"words": {"unit": {"moon": ["x"]}}}, "words.unit 'moon' is not allowed; allowed are minute"),
        ({"words": {"month": {"1": "x"}}}, "words.month.1 'x' is not allowed; allowed is a list of texts"),
        ({"words": {"month": 3}}, "words.month 3 is not allowed; allowed is a table"),
        ({"rows": [{"words": "x"}]}, "rows.1.: meaning None is not allowed"),
        (
            {"rows": [{"words": "{moon}", "meaning": "none", "example": "x"}]},
            "'moon' is not allowed; allowed are",
        ),
        ({"rows": [{"words": "x", "meaning": "moon", "example": "x"}]}, "meaning 'moon' is not allowed"),
        ({"rows": [{"words": "x", "meaning": "none", "example": "x", "shift": "far"}]}, "shift 'far' is not"),
        ({"rows": "x"}, "rows 'x' is not allowed; allowed is a list of tables"),
        ({"mods": {"near": ["x"]}}, "mods 'near' is not allowed; allowed are before, since, after"),
        ({"ranges": [{"close": ["x"]}]}, "ranges.1.: key 'close' is not allowed; allowed are open, middle"),
    ],
)
def test_refuses_what_the_schema_does_not_allow(given: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        date_words(given)


def test_a_defect_names_its_file(tmp_path: object) -> None:
    import shutil
    from pathlib import Path

    import sayso.lang

    home = Path(str(tmp_path)) / "sl"
    shutil.copytree(Path(sayso.lang.__file__).parent / "sl", home)
    (home / "dates.toml").write_text("moon = 1", encoding="utf-8")
    with pytest.raises(LanguageDataError, match=r"sl/dates\.toml: key 'moon' is not allowed"):
        read_folder(home)
    (home / "dates.toml").write_text("moon", encoding="utf-8")
    with pytest.raises(LanguageDataError, match=r"sl/dates\.toml: not TOML"):
        read_folder(home)
    (home / "dates.toml").unlink()
    assert read_folder(home).dates.rows == ()
