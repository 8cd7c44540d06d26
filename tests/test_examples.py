"""Every example is read: with the fake encoder always, with the shipped network where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso import lang
from sayso.ingest.text import read_text
from sayso.model import Report
from sayso.pipeline import Reader, language_of
from sayso.read.fake import FakeEncoder

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))
LANGUAGES = {"hafen": "de", "harbour": "en", "most": "sl", "pristanisce": "sl", "vrtec": "sl"}

# At least so many attributions: about four of five that a person would mark.
LEAST = {"hafen": 5, "harbour": 15, "most": 8, "pristanisce": 18, "vrtec": 18}

# Who is quoted, and through whom: each is one link that an example was written to show.
RELAYS = [
    ("pristanisce", "Navegante", "Meridian"),
    ("pristanisce", "Alenka Furlanič", "Jadran"),
    ("pristanisce", "Marta Teixeira", "Jadran"),
    ("pristanisce", "Evropska komisija", "Navegante"),
    ("vrtec", "Klara Bavčar", "Goriška beseda"),
    ("vrtec", "Goriška beseda", "Alpe"),
]

# The beginning of what is said, and who says it: quotations without a subject, possessives, a capital.
SPEAKERS = [
    ("harbour", '"It would be a strange town', "Nina Hale"),
    ("harbour", '"Give us one dry summer', "Priya Nair"),
    ("most", "»Čakamo na pločnik", "Breda Hočevar"),
    ("most", "»Denar za pločnik", "Mateja Sever"),
    ("pristanisce", "„Ladja je naročena", "Alenka Furlanič"),
    ("pristanisce", "„Če ga do velike noči", "Alenka Furlanič"),
    ("pristanisce", "„Župan nas je povabil", "Livio Benčič"),
    ("pristanisce", "jamstvo za pet let", "Lizbona"),
    ("pristanisce", "da bo vlada o jamstvu", "Ljubljana"),
    ("vrtec", "»Projekt je bil nared", "Anja Furlan"),
    ("vrtec", "da bodo imele prednost", "Gal Rupnik"),
]


# What the shipped network and the rules get wrong of these, each with what happens instead.
WRONG = {
    ("vrtec", "Klara Bavčar", "Goriška beseda"): "who is cited is credited with the citing clause too",
    ("vrtec", "Goriška beseda", "Alpe"): "and so the citing paper is taken for the one cited",
    ("most", "»Denar za pločnik", "Mateja Sever"): "the quotation is given to the speaker before her",
    ("pristanisce", "da bo vlada o jamstvu", "Ljubljana"): "the dropped subject is left open",
}


def marked(rows: list[tuple[str, str, str]]) -> list[object]:
    """The rows, those that are known to fail as failing cases with their reason."""
    return [
        pytest.param(*row, marks=pytest.mark.xfail(strict=True, reason=WRONG[row])) if row in WRONG else row
        for row in rows
    ]


@pytest.fixture(scope="module")
def reports(reader: Reader) -> dict[str, Report]:
    """Every example as the shipped network reads it."""
    return {path.stem: read_example(path, reader) for path in EXAMPLES}


def read_example(path: Path, reader: Reader) -> Report:
    return reader.read(read_text(path.read_bytes(), path.name, path.stem))


def test_the_examples_are_these() -> None:
    assert [path.stem for path in EXAMPLES] == sorted(LANGUAGES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_read_without_the_network(path: Path) -> None:
    report = read_example(path, Reader(FakeEncoder()))
    assert report.language == LANGUAGES[path.stem]
    length = len(path.read_text(encoding="utf-8"))
    for item in report.attributions:
        for span in (*item.source, *item.cue, *item.content):
            assert span.end <= length


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_tells_its_language(path: Path) -> None:
    article = read_text(path.read_bytes(), path.name, path.stem)
    assert language_of(article, None) is lang.load(LANGUAGES[path.stem])


def test_the_headers_are_understood() -> None:
    published = {path.stem: read_text(path.read_bytes(), path.name, path.stem).published for path in EXAMPLES}
    days = {
        name: found and (found.start.isoformat(), found.end.isoformat()) for name, found in published.items()
    }
    assert days == {
        "hafen": ("2025-05-15", "2025-05-16"),
        "harbour": ("2025-05-14", "2025-05-15"),
        "most": ("2025-04-17", "2025-04-18"),
        "pristanisce": ("2025-03-01", "2025-04-01"),
        "vrtec": None,
    }


@pytest.mark.parametrize("name", sorted(LEAST))
def test_enough_is_found(name: str, reports: dict[str, Report]) -> None:
    assert len(reports[name].attributions) >= LEAST[name]


@pytest.mark.parametrize(("name", "inner", "outer"), marked(RELAYS))
def test_a_relay_chain_is_found(name: str, inner: str, outer: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    links = {(item.speaker, report.chain(item)[1].speaker) for item in report.attributions if item.relayed_by}
    assert (inner, outer) in links


@pytest.mark.parametrize(("name", "words", "speaker"), marked(SPEAKERS))
def test_a_speaker_is_named(name: str, words: str, speaker: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    saying = {
        item.speaker
        for item in report.attributions
        if any(part.startswith(words) for part in report.slice(item.content))
    }
    assert speaker in saying
