"""Attributions: the sets, the figures and the look at the errors, in a report of our own."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval import WrongUse, attributions, default_shared
from eval.attributions import Document, View, document_errors, errors, load, score, scorer
from sayso.model import Article, Attribution, Maker, Name, Reading, Report, Span, Word

SHARED = default_shared()
needs_scorer = pytest.mark.skipif(
    not (SHARED / "gold" / "score.py").is_file(), reason=f"no gold in {SHARED}: score.py lies there"
)

TEXT = 'The baker said that bread would cost more. "Flour is dear," Nina Roth told the paper. Cakes reportedly sell.'


def places(*words: str) -> list[list[int]]:
    return [[TEXT.index(word), TEXT.index(word) + len(word)] for word in words]


GOLD: list[dict[str, Any]] = [
    {
        "id": "a1",
        "source": places("The baker"),
        "cue": places("said"),
        "content": places("that bread would cost more"),
        "speaker": "The baker",
        "kind": "indirect",
        "certainty": "asserted",
        "relayed_by": "a2",
    },
    {
        "id": "a2",
        "source": places("Nina Roth"),
        "cue": places("told"),
        "content": places('"Flour is dear,"'),
        "speaker": "Nina Roth",
        "kind": "direct",
        "certainty": "asserted",
        "relayed_by": None,
    },
    {
        "id": "a3",
        "source": [],
        "cue": places("reportedly"),
        "content": places("Cakes", "sell"),
        "speaker": None,
        "kind": "indirect",
        "certainty": "hearsay",
        "relayed_by": None,
    },
]
DOCUMENT = Document("bakery", TEXT.encode(), tuple(GOLD))


def altered() -> list[dict[str, Any]]:
    """The first without complementiser and with another certainty, the second with a wrong source, no third."""
    read = copy.deepcopy(GOLD[:2])
    read[0] |= {"content": places("bread would cost more"), "certainty": "possible", "relayed_by": None}
    read[1] |= {"source": places("the paper"), "score": 0.75}
    invented = {"id": "a9", "source": [], "cue": [], "content": places("the paper"), "kind": "indirect"}
    return [*read, invented]


@needs_scorer
def test_gold_read_back_is_right_throughout() -> None:
    figures = score("dev-en", [DOCUMENT], {"bakery": GOLD}, scorer(SHARED))
    assert {figure.name: figure.value for figure in figures} == dict.fromkeys(
        [*attributions._FIGURES, "relay recall"], 100.0
    )
    assert {figure.decisions for figure in figures} == {1, 3}


@needs_scorer
def test_figures_by_hand() -> None:
    values = {
        figure.name: figure for figure in score("dev-en", [DOCUMENT], {"bakery": altered()}, scorer(SHARED))
    }
    # Three read, three marked: only the first has the content and the source of the gold.
    assert values["attribution"].value == pytest.approx(100 / 3)
    assert values["content exact"].value == pytest.approx(100 / 3)  # the quotation
    # P = (1 + 1 + 0) / 3, R = (4/5 + 1 + 0) / 3
    assert values["content soft"].precision == pytest.approx(200 / 3)
    assert values["content soft"].recall == pytest.approx(60.0)
    assert values["cue tokens"].value == pytest.approx(80.0)  # two right of two read and three marked
    assert values["source tokens"].precision == pytest.approx(50.0)  # The baker | the paper
    assert values["certainty"].precision == pytest.approx(50.0)
    assert values["certainty"].recall == pytest.approx(100 / 3)
    assert values["kind"].precision == pytest.approx(100.0)
    assert values["relay"].value == 0.0
    assert values["relay recall"].value == 0.0


@needs_scorer
def test_errors_are_shown_in_words() -> None:
    lines = "\n".join(document_errors(DOCUMENT, altered(), scorer(SHARED), View(borders=True, values=True)))
    assert "bakery: 3 marked, 3 read, 2 with the same content" in lines
    assert "missed a3 · indirect · hearsay · nothing near" in lines
    assert "[Cakes] … [sell]" in lines
    assert "invented a9 · indirect · nothing near" in lines
    assert "differs a2 read as a2" in lines
    assert "other source      gold [Nina Roth]\n                     read [the paper]" in lines
    assert "border of content gold [that bread would cost more]\n" in lines
    assert "certainty         gold asserted\n                     read possible" in lines


@needs_scorer
def test_what_was_read_right_is_not_shown() -> None:
    assert list(document_errors(DOCUMENT, GOLD, scorer(SHARED), View(True, True))) == []


@needs_scorer
def test_a_long_part_is_shown_by_its_borders() -> None:
    text = "He said " + " ".join(f"w{number}" for number in range(40)) + "."
    gold = {"id": "a1", "source": [[0, 2]], "cue": [[3, 7]], "content": [[8, len(text) - 1]]}
    document = Document("long", text.encode(), (gold,))
    lines = list(
        document_errors(document, [gold | {"content": [[8, len(text)]]}], scorer(SHARED), View(borders=True))
    )
    assert "   border of content gold [w0 w1 w2 w3 w4 w5 … w34 w35 w36 w37 w38 w39]" in lines
    assert "                     read [w0 w1 w2 w3 w4 w5 … w35 w36 w37 w38 w39 .]" in lines


@pytest.mark.parametrize("name", attributions.HELD_OUT)
def test_errors_of_held_out_sets_are_not_shown(name: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=f"{name}.*held out.*dev-sl or dev-en"):
        list(errors(name, tmp_path, Canned(()), View()))


@needs_scorer
@pytest.mark.parametrize(
    ("name", "size"),
    [("showpiece", 1), ("sl", 12), ("en", 16), ("polnear-dev", 84), ("dev-sl", 20), ("dev-en", 24)],
)
def test_sets_are_the_ones_of_the_issue(name: str, size: int) -> None:
    documents = load(name, SHARED)
    assert len(documents) == size
    names = [document.doc for document in documents]
    assert names == sorted(names)
    assert (attributions.SHOWPIECE in names) == (name == "showpiece")


class Canned:
    """A reader that finds the same in every report."""

    def __init__(self, found: tuple[Attribution, ...], text: str | None = None) -> None:
        self.found = found
        self.text = text

    def read(self, article: Article, language: str | None = None) -> Report:
        if self.text is not None:
            article = Article(article.id, self.text, Span(0, len(self.text)))
        reading = Reading(article, "en", (), (), (), (), (), Maker("read", "test", "1"))
        return Report(article, "en", reading, self.found)

    def read_tokens(
        self,
        sentences: Sequence[Sequence[str]],
        language: str,
        spaces: Sequence[Sequence[bool]] | None = None,
    ) -> list[list[Word]]:
        raise NotImplementedError

    def read_names(self, sentences: Sequence[Sequence[str]], language: str) -> list[list[Name]]:
        raise NotImplementedError


def test_a_report_is_read_as_the_command_prints_it() -> None:
    found = Attribution(
        "a1", (Span(0, 9),), (Span(10, 14),), (Span(15, 41),), "The baker", "indirect", "asserted"
    )
    (item,) = attributions.read_one(DOCUMENT, Canned((found,)))
    assert {key: item[key] for key in ("source", "cue", "content", "speaker", "relayed_by")} == {
        "source": [[0, 9]],
        "cue": [[10, 14]],
        "content": [[15, 41]],
        "speaker": "The baker",
        "relayed_by": None,
    }


def test_a_changed_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="text was changed"):
        attributions.read_one(DOCUMENT, Canned((), TEXT.upper()))


def test_a_refused_report_counts_as_nothing_found(capsys: pytest.CaptureFixture[str]) -> None:
    empty = Document("empty", b" \n", ())
    assert attributions.read_one(empty, Canned(())) == []
    assert "empty" in capsys.readouterr().err
