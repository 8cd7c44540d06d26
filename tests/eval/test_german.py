"""German news: the measure of the data set's authors by hand, and both measures on a report of our own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval import Count, WrongUse, attributions, default_shared, german
from eval.attributions import Document, scorer
from eval.german import Quotation, Tally, by_authors, by_score, load, measure, tally
from sayso.model import Article, Attribution, Maker, Name, Reading, Report, Span, Word

SHARED = default_shared()
needs_scorer = pytest.mark.skipif(
    not (SHARED / "gold" / "score.py").is_file(), reason=f"no gold in {SHARED}: score.py lies there"
)


def quotation(message: Sequence[int], role: Sequence[int] = ()) -> Quotation:
    return Quotation(frozenset(message), frozenset(role))


def test_joint_adds_messages_and_roles() -> None:
    one = Tally(Count(3, 4, 5), Count(1, 2, 2))
    assert (one + one).joint == Count(8, 12, 14)
    assert Tally().joint == Count(0, 0, 0)


@needs_scorer
def test_the_measure_by_hand() -> None:
    gold = [quotation(range(10, 15), [1, 2]), quotation(range(20, 24), [30]), quotation(range(40, 43))]
    found = [
        quotation(range(11, 17), [2]),  # the first: 4 of the message's 5, 1 of the speaker's 2
        quotation(range(20, 24), [31]),  # the second: 4 of 4, another speaker
        quotation(range(50, 52), [60]),  # nothing of the kind is marked
    ]
    result = tally(found, gold, scorer(SHARED))
    assert result == Tally(Count(8, 12, 12), Count(1, 3, 3))
    assert result.message.f1 == pytest.approx(200 / 3)
    assert result.role.f1 == pytest.approx(100 / 3)
    assert result.joint == Count(9, 15, 15)
    assert result.joint.f1 == pytest.approx(60.0)


@needs_scorer
def test_the_sum_of_the_overlaps_is_what_is_largest() -> None:
    gold = [quotation(range(6)), quotation(range(6, 9))]
    # The largest single overlap is 0 with 0 (5 tokens); but 0 with 1 and 1 with 0 share 3 + 4 = 7 tokens.
    found = [quotation(range(1, 9)), quotation(range(4))]
    assert tally(found, gold, scorer(SHARED)).message == Count(3 + 4, 8 + 4, 6 + 3)


@needs_scorer
def test_speakers_decide_between_equal_messages() -> None:
    gold = [quotation([5, 6], [1]), quotation([5, 6], [2])]
    found = [quotation([5, 6], [2]), quotation([5, 6], [1])]
    assert tally(found, gold, scorer(SHARED)) == Tally(Count(4, 4, 4), Count(2, 2, 2))


@needs_scorer
def test_one_gold_quotation_is_matched_once() -> None:
    twice = [quotation([5, 6], [1]), quotation([5, 6], [1])]
    assert tally(twice, twice[:1], scorer(SHARED)) == Tally(Count(2, 4, 2), Count(1, 2, 1))


@needs_scorer
def test_nothing_read_or_nothing_marked() -> None:
    some, module = [quotation([5, 6], [1])], scorer(SHARED)
    assert tally([], some, module) == Tally(Count(0, 0, 2), Count(0, 0, 1))
    assert tally(some, [], module) == Tally(Count(0, 2, 0), Count(0, 1, 0))
    assert tally([], [], module) == Tally()


# ------------------------------------------------------------------------------------------ a report of our own

TEXT = "Die Bäckerin sagte, das Brot werde teurer. Mehl ist laut Amt knapp."


def places(*words: str) -> list[list[int]]:
    return [[TEXT.index(word), TEXT.index(word) + len(word)] for word in words]


GOLD: list[dict[str, Any]] = [
    {
        "id": "0",
        "source": places("Die Bäckerin"),
        "cue": [],
        "content": places("das Brot werde teurer"),
        "type": "Indirect",
    },
    {
        "id": "1",
        "source": places("Amt"),
        "cue": places("laut"),
        "content": places("Mehl ist", "knapp"),
        "type": "Indirect",
    },
]
FOUND = Attribution(
    "a1", (Span(0, 12),), (Span(13, 18),), (Span(20, 41),), "Die Bäckerin", "indirect", "asserted"
)
DOCUMENT = Document("brot", TEXT.encode(), tuple(GOLD))
READ: list[dict[str, Any]] = [
    {"source": places("Bäckerin"), "cue": places("sagte"), "content": places("das Brot werde teurer")},
    {"source": [], "cue": places("laut"), "content": places("Mehl ist")},
]


@needs_scorer
def test_of_cues_only_the_recall_is_a_figure() -> None:
    figures = {each.name: each for each in by_score("x", [DOCUMENT], {"brot": READ}, scorer(SHARED))}
    cues = figures["cue tokens recall"]
    assert (cues.path, cues.value, cues.precision) == ("german/x/cue tokens recall", 100.0, None)
    assert cues.decisions == 1  # the other quotation is marked without a cue
    assert "cue tokens" not in figures
    assert figures["attribution"].value == pytest.approx(50.0)
    assert figures["content soft"].precision == pytest.approx(100.0)
    assert {each.stage for each in figures.values()} == {german.STAGE}


@needs_scorer
def test_the_authors_figures_from_spans() -> None:
    figures = by_authors("x", [DOCUMENT], {"brot": READ}, scorer(SHARED))
    # Messages: 4 + 2 of 4 + 2 read and 4 + 3 marked; roles: 1 of 1 read and 2 + 1 marked.
    wanted = [
        ("german/x/authors: joint", 1400 / 17),
        ("german/x/authors: message", 1200 / 13),
        ("german/x/authors: role", 50.0),
    ]
    assert [(each.path, each.value) for each in figures] == [
        (path, pytest.approx(value)) for path, value in wanted
    ]
    assert {each.decisions for each in figures} == {2}


class Canned:
    """A reader that finds the first attribution of the report."""

    def read(self, article: Article, language: str | None = None) -> Report:
        reading = Reading(article, "de", (), (), (), (), (), Maker("read", "test", "1"))
        return Report(article, "de", reading, (FOUND,))

    def read_tokens(
        self,
        sentences: Sequence[Sequence[str]],
        language: str,
        spaces: Sequence[Sequence[bool]] | None = None,
    ) -> list[list[Word]]:
        raise NotImplementedError

    def read_names(self, sentences: Sequence[Sequence[str]], language: str) -> list[list[Name]]:
        raise NotImplementedError


@needs_scorer
def test_a_folder_is_measured_by_both(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "de" / "news-quotation-dev"
    folder.mkdir(parents=True)
    (folder / "brot.txt").write_bytes(TEXT.encode())
    (folder / "brot.json").write_text(json.dumps({"doc": "brot", "attributions": GOLD}), encoding="utf-8")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "score.py").write_bytes((SHARED / "gold" / "score.py").read_bytes())
    figures = {each.name: each for each in measure("news-quotation-dev", tmp_path, Canned())}
    assert next(iter(figures)) == "attribution"
    assert figures["attribution"].value == pytest.approx(200 / 3)  # one of one read, one of two marked
    assert figures["authors: message"].value == pytest.approx(800 / 11)  # 4 of 4 read and 7 marked
    assert figures["authors: role"].value == pytest.approx(80.0)  # 2 of 2 read and 3 marked


def test_errors_of_the_set_are_not_shown() -> None:
    for name in german.SETS:
        with pytest.raises(WrongUse, match="held out"):
            attributions.refuse_held_out(name)


@needs_scorer
def test_the_set_is_the_one_described() -> None:
    documents = load(german.SETS[0], SHARED)
    assert (len(documents), sum(len(each.gold) for each in documents)) == (150, 653)
