"""Names: hand-counted cases, in sentences of our own."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval import Count, names
from eval.names import Marked, compare, parse, spans
from sayso.model import Article, Name, Report, Word

TWO_COLUMNS = "Ana\tB-PER\nKos\tI-PER\nspi\tO\n\n#\tO\nKosov\tB-DERIV_PER\npes\tO\n"
FIVE_COLUMNS = "# newdoc id = a\n# text = Oslo sings\n1\tOslo\tB-LOC\t-\tme\n2\tsings\tO\t-\t-\n"


def test_both_layouts_are_read() -> None:
    assert list(parse(TWO_COLUMNS)) == [
        Marked(("Ana", "Kos", "spi"), ((0, 2, "PER"),)),
        Marked(("#", "Kosov", "pes"), ((1, 2, "DERIV_PER"),)),
    ]
    assert list(parse(FIVE_COLUMNS)) == [Marked(("Oslo", "sings"), ((0, 1, "LOC"),))]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ("O O", []),
        ("B-PER I-PER B-PER", [(0, 2, "PER"), (2, 3, "PER")]),
        ("I-ORG I-ORG O", [(0, 2, "ORG")]),
        ("B-LOC I-ORG", [(0, 1, "LOC"), (1, 2, "ORG")]),
        ("O B-MISC", [(1, 2, "MISC")]),
    ],
)
def test_labels_become_spans(labels: str, found: list[tuple[int, int, str]]) -> None:
    assert list(spans(labels.split())) == found


def test_a_name_is_right_with_both_borders_and_type() -> None:
    sentences = [
        Marked(("a",) * 9, ((0, 2, "PER"), (3, 4, "ORG"), (5, 7, "LOC"))),
        Marked(("b",) * 4, ((0, 1, "DERIV_PER"),)),
    ]
    found = [
        [Name(0, 2, "PER"), Name(3, 4, "LOC"), Name(5, 6, "LOC"), Name(7, 8, "MISC")],
        [Name(0, 1, "DERIV_PER")],
    ]
    counts = compare(sentences, found)
    # MISC is marked nowhere in this corpus and therefore left out.
    assert counts == {
        "all types": Count(2, 4, 4),
        "without DERIV_PER": Count(1, 3, 3),
        "DERIV_PER": Count(1, 1, 1),
        "LOC": Count(0, 2, 1),
        "ORG": Count(0, 0, 1),
        "PER": Count(1, 1, 1),
    }
    assert counts["all types"].f1 == pytest.approx(50.0)


def test_a_name_found_twice_counts_once() -> None:
    counts = compare([Marked(("a",), ((0, 1, "PER"),))], [[Name(0, 1, "PER"), Name(0, 1, "PER")]])
    assert counts["PER"] == Count(1, 2, 1)


def test_a_sentence_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="other sentences"):
        compare([Marked(("a",), ())], [])


class FirstWord:
    """A reader that takes each first word for a person."""

    def read(self, article: Article, language: str | None = None) -> Report:
        raise NotImplementedError

    def read_tokens(
        self,
        sentences: Sequence[Sequence[str]],
        language: str,
        spaces: Sequence[Sequence[bool]] | None = None,
    ) -> list[list[Word]]:
        raise NotImplementedError

    def read_names(self, sentences: Sequence[Sequence[str]], language: str) -> list[list[Name]]:
        return [[Name(0, 1, "PER")] for _ in sentences]


def test_a_set_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "data/sl/ner/news-test.iob2.gz"
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress(TWO_COLUMNS.encode()))
    figures = names.measure("sl-news-test", tmp_path, FirstWord())
    assert [(figure.path, figure.value, figure.decisions) for figure in figures] == [
        ("names/sl-news-test/all types", 0.0, 2),
        ("names/sl-news-test/without DERIV_PER", 0.0, 1),
        ("names/sl-news-test/DERIV_PER", 0.0, 1),
        ("names/sl-news-test/PER", 0.0, 1),
    ]
