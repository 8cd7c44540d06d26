"""How much of what a person sees is read from real reports, against the marks in tests/cases/provenance.

``python -m pytest tests/ingest/test_provenance_measured.py -s`` prints the figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso.ingest.provenance import provenance
from sayso.ingest.text import read_text
from sayso.lang import load
from sayso.model import Article
from tests.ingest.test_provenance import table

Fact = tuple[str, str, str]  # file, what, and the words or the outlet with its place
KINDS = ("dateline", "byline", "credit")
# Precision and recall, per cent, as measured; the parts are small, see docs/provenance.md.
FLOORS = {
    ("sl", "dev"): (100, 100),
    ("sl", "held"): (100, 100),
    ("sl", "found"): (100, 100),
    ("sl", "train"): (100, 100),
    ("hr", "dev"): (100, 50),
}
HOMES = {"train": "gold/sl-train"}


@dataclass(frozen=True, slots=True)
class Score:
    """What was marked, what was found, and what is both."""

    marked: frozenset[Fact]
    found: frozenset[Fact]

    @property
    def right(self) -> frozenset[Fact]:
        return self.marked & self.found

    @property
    def precision(self) -> float:
        return 100 * len(self.right) / len(self.found) if self.found else 100.0

    @property
    def recall(self) -> float:
        return 100 * len(self.right) / len(self.marked) if self.marked else 100.0

    def of(self, what: str) -> Score:
        return Score(*(frozenset(f for f in facts if f[1] == what) for facts in (self.marked, self.found)))


def read(folder: Path, file: str) -> Article:
    return read_text((folder / f"{file}.txt").read_bytes(), file)


def marked(articles: dict[str, Article], rows: Iterable[dict[str, str]]) -> frozenset[Fact]:
    """A byline has no place in the result, so its words are compared; all else by where it stands."""
    facts = set()
    for row in rows:
        file, what, start, end = row["file"], row["what"], row["start"], row["end"]
        if what == "byline":
            facts.add((file, what, articles[file].text[int(start) : int(end)]))
        elif what != "none":
            facts.add((file, what, f"{start}-{end} {row['outlet']}"))
    return frozenset(facts)


def found(file: str, article: Article, code: str) -> set[Fact]:
    read_out = provenance(article, load(code))
    facts = {(file, "byline", name) for name in read_out.bylines}
    if read_out.dateline is not None:
        facts.add((file, "dateline", f"{read_out.dateline.start}-{read_out.dateline.end} "))
    for credit in read_out.credits:
        assert credit.span is not None
        facts.add((file, "credit", f"{credit.span.start}-{credit.span.end} {credit.outlet}"))
    return facts


def measure(shared: Path, code: str, part: str) -> Score:
    rows = [row for row in table(f"{code}.tsv") if row["part"] == part]
    home = shared / HOMES.get(part, f"data/{code}/news")
    articles = {row["file"]: read(home, row["file"]) for row in rows}
    facts = {fact for file, article in articles.items() for fact in found(file, article, code)}
    return Score(marked(articles, rows), frozenset(facts))


@pytest.mark.parametrize(("code", "part"), FLOORS)
def test_real_reports(shared: Path, code: str, part: str) -> None:
    score = measure(shared, code, part)
    for what in KINDS:
        one = score.of(what)
        print(
            f"{code} {part} {what}: marked {len(one.marked)}, found {len(one.found)}, right {len(one.right)}"
        )
    # Only numbers of what is held aside: its texts are not looked at.
    wrong = len(score.found - score.right), len(score.marked - score.right)
    assert (score.precision, score.recall) >= FLOORS[code, part], wrong
    assert score.recall >= FLOORS[code, part][1], wrong


def test_eighty_slovene_reports_are_marked_and_none_of_the_gold(shared: Path) -> None:
    rows = table("sl.tsv")
    sizes = {part: len({row["file"] for row in rows if row["part"] == part}) for part in ("dev", "held")}
    assert sizes == {"dev": 40, "held": 40}
    gold = {path.stem.replace("__", "/") for path in (shared / "gold/sl").glob("*.json")}
    assert not gold & {row["file"] for row in rows}


def test_masked_addresses_are_never_one_outlet(shared: Path) -> None:
    home = shared / "data/sl/news"
    slovene = load("sl")
    masked = [
        path for path in sorted(home.glob("covid-19/*.txt"))[:20] if "fromtheweb.eu" in path.read_text()
    ]
    assert masked
    for path in masked:
        assert provenance(read_text(path.read_bytes(), path.name), slovene).outlet is None
