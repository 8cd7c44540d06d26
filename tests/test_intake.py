"""Articles into a ledger: in this process and in others, and what goes wrong on the way."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import ModelError
from sayso.ingest.text import article_from_text
from sayso.intake import Given, Read, keep, read_versions
from sayso.ledger import Ledger
from sayso.ledger.search import Query, find
from sayso.model import Article, Report
from sayso.pipeline import Reader
from sayso.read.fake import FakeEncoder

TEXTS = [f"Mayor Nina Hale said that bridge number {number} would open in May.\n" for number in range(12)]


def make_reader() -> Reader:
    """The small encoder that needs no weights; importable by name, so that workers can make it."""
    return Reader(FakeEncoder())


class Touchy(Reader):
    """Dies of one report, and refuses another."""

    def read(self, article: Article, *_: object) -> Report:  # type: ignore[override]
        if "number 3 " in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "number 5 " in article.text:
            raise ZeroDivisionError("five")
        return super().read(article)


def make_touchy() -> Reader:
    return Touchy(FakeEncoder())


def make_none() -> Reader:
    raise ModelError("no network here")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(str(tmp_path / "sayso.db"))


def kept(ledger: Ledger, texts: list[str] = TEXTS) -> list[str]:
    given = Given(language="en")
    return [keep(ledger, article_from_text(text, f"r{at}"), given).version for at, text in enumerate(texts)]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_kept_is_read_in_order(ledger: Ledger, workers: int) -> None:
    versions = kept(ledger)
    done = list(read_versions(ledger, versions, make_reader, workers))
    assert [each.doc for each in done] == [f"r{number}" for number in range(12)]
    assert all(each.refusal is None and each.claims == 1 and each.words > 10 for each in done)
    assert ledger.unread() == []
    assert find(ledger, Query("bridge", limit=5)).total == 12


def test_a_report_that_kills_its_reader_takes_no_other_with_it(ledger: Ledger) -> None:
    done: dict[str, Read] = {each.doc: each for each in read_versions(ledger, kept(ledger), make_touchy, 2)}
    assert sorted(done) == sorted(f"r{number}" for number in range(12))
    refused = {doc: each.refusal.reason for doc, each in done.items() if each.refusal}
    assert refused == {"r3": "WorkerDied", "r5": "ZeroDivisionError"}
    assert {each.doc: each.reason for each in ledger.failures()} == refused
    again = list(read_versions(ledger, ledger.unread(failed=True), make_reader))
    assert [each.doc for each in again] == ["r3", "r5"]
    assert ledger.failures() == []


@pytest.mark.parametrize("workers", [1, 2])
def test_without_a_network_nothing_is_blamed_on_the_reports(ledger: Ledger, workers: int) -> None:
    versions = kept(ledger)
    with pytest.raises(ModelError, match="no network here"):
        list(read_versions(ledger, versions, make_none, workers))
    assert ledger.failures() == []
    assert len(ledger.unread()) == 12


def test_what_a_person_knows_better(ledger: Ledger) -> None:
    article = article_from_text("Most je odprt, je dejala županja Mira Kos.", "most")
    version = keep(ledger, article, Given(language="sl", kind="release")).version
    found = ledger.article(version)
    assert (found.language, found.provenance.kind) == ("sl", "release")
    assert found == replace(article, language="sl", provenance=found.provenance)


def test_a_language_that_is_not_served_is_kept_and_noted(ledger: Ledger) -> None:
    text = "Le maire a déclaré que le pont serait ouvert au mois de mai."
    article = replace(article_from_text(text, "pont"), language="fr")
    version = keep(ledger, article).version
    (done,) = read_versions(ledger, [version], make_reader)
    assert done.refusal is not None
    assert done.refusal.reason == "UnsupportedLanguage"
    assert ledger.article(version).text == article.text
