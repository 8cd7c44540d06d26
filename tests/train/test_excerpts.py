"""Marks of our own on corpora that stay in ``../shared``."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.model import CERTAINTIES, KINDS
from train import excerpts
from train.corpora import shared

CORPUS = """# newdoc id = one
# text = Ana pravi, da bo dež.
1\tAna\tAna\tPROPN\t_\t_\t0\troot\t_\t_

# newdoc id = two
# text = Bo sonce.
1\tBo\tbiti\tAUX\t_\t_\t0\troot\t_\t_

# text = Tako meni Rok.
1\tTako\ttako\tADV\t_\t_\t0\troot\t_\t_

"""


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "data/sl/small.conllu.gz"
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress(CORPUS.encode()))
    monkeypatch.setenv("SAYSO_SHARED", str(tmp_path))
    excerpts.documents.cache_clear()
    yield tmp_path
    excerpts.documents.cache_clear()


def row(document: str | None, sentences: list[int], letters: int) -> str:
    marks = [{"id": "a1", "source": [], "cue": [], "content": [[0, 8]], "speaker": None}]
    return json.dumps(
        {
            "corpus": "sl/small.conllu.gz",
            "document": document,
            "sentences": sentences,
            "letters": letters,
            "lang": "sl",
            "attributions": marks,
        }
    )


def test_the_text_of_an_excerpt_is_put_back_from_the_corpus(corpus: Path) -> None:
    (corpus / "sl-small.jsonl").write_text(row("two", [0, 2], 24) + "\n")
    (found,) = excerpts.excerpts(corpus)
    assert (found.doc, found.language, found.text) == ("sl-small-0", "sl", "Bo sonce. Tako meni Rok.")


def test_another_edition_of_the_corpus_is_refused(corpus: Path) -> None:
    (corpus / "sl-small.jsonl").write_text(row("one", [0, 1], 5) + "\n")
    with pytest.raises(excerpts.OtherText, match=r"sl-small-0: .* has 21 letters there, marked were 5"):
        excerpts.excerpts(corpus)


here = pytest.mark.skipif(not (shared() / "gold").exists(), reason="needs ../shared")


@here
def test_every_excerpt_of_ours_is_whole() -> None:
    for found in excerpts.excerpts():
        ids = {mark["id"] for mark in found.attributions}
        for mark in found.attributions:
            assert mark["content"], found.doc
            assert mark["kind"] in KINDS
            assert mark["certainty"] in CERTAINTIES
            assert mark["relayed_by"] is None or mark["relayed_by"] in ids - {mark["id"]}
            for start, end in (*mark["source"], *mark["cue"], *mark["content"]):
                piece = found.text[start:end]
                assert piece == piece.strip() != "", (found.doc, piece)


def letters(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())


@here
def test_no_sentence_that_is_evaluated_on_is_among_the_excerpts() -> None:
    data, gold = shared() / "data", shared() / "gold"
    texts = [
        path.read_text(encoding="utf-8") for folder in ("sl", "en") for path in (gold / folder).glob("*.txt")
    ]
    # tags-news is left out: as of the gold reports in it, attributions may be learned from it, tags and names not
    banks = ("sl/treebank/test", "en/ewt/en_ewt-ud-test")
    for bank in banks:
        texts += [
            value
            for key, value in excerpts.comments(data / f"{bank}.conllu.gz")
            if key == "text" and len(letters(value)) > 25
        ]
    evaluated = {letters(line) for text in texts for line in re.split(r"(?<=[.!?])\s+|\n", text)}
    for found in excerpts.excerpts():
        for line in re.split(r"(?<=[.!?])\s+", found.text):
            assert len(letters(line)) <= 25 or letters(line) not in evaluated, (found.doc, line)
