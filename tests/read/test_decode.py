"""From logits to words, names and proposals."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sayso.model import Sentence
from sayso.read.decode import homes, lemma_of, look, name_steps, propose, read_names, sentence_starts, viterbi
from sayso.read.fake import LABELS, FakeEncoder
from sayso.read.lemmas import apply_rule
from sayso.read.windows import Token, Window

FORMS = ["Ana", "Kos", "je", "povedala", ",", "da", "bo", "dež", ".", "Nato", "je", "šla", "."]


def view(forms: list[str]):  # type: ignore[no-untyped-def]
    return look([Token(form, True, 0) for form in forms], FakeEncoder())


@pytest.mark.parametrize("seed", range(20))
def test_viterbi_finds_the_best_path(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores, steps = random.normal(size=(2, 5, 3)), random.normal(size=(3, 3))

    def value(row: int, path: tuple[int, ...]) -> float:
        return sum(scores[row, i, k] for i, k in enumerate(path)) + sum(
            steps[a, b] for a, b in zip(path, path[1:])
        )

    found = viterbi(scores, steps)
    for row in range(2):
        best = max(itertools.product(range(3), repeat=5), key=lambda path: value(row, path))
        assert tuple(found[row]) == best


def test_an_inner_label_follows_its_own_type_only() -> None:
    steps = name_steps(("O", "B-PER", "I-PER", "B-LOC"))
    assert steps[0, 2] < -1000
    assert steps[3, 2] < -1000
    assert steps[1, 2] == 0


def test_names_are_runs_of_one_label() -> None:
    seen = view(FORMS)
    (name,) = read_names(seen.gather("name"), [Sentence(0, 9, 0), Sentence(9, 13, 0)], LABELS)
    assert (name.first, name.last, name.type) == (0, 2, "PER")


def test_a_word_is_read_where_it_is_farthest_from_a_cut() -> None:
    windows = [Window(0, 6, (), (), ()), Window(3, 10, (), (), ())]
    assert homes(windows, 10).tolist() == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]


def test_a_sure_rule_decides_over_the_network() -> None:
    seen = view(FORMS)
    assert sentence_starts(seen, [None] * 13).nonzero()[0].tolist() == [0, 9]
    assert sentence_starts(seen, [None] * 9 + [False] + [None] * 3).nonzero()[0].tolist() == [0]
    assert sentence_starts(seen, [None] * 5 + [True] + [None] * 7).nonzero()[0].tolist() == [0, 5, 9]


def test_proposals_hold_words_of_the_report() -> None:
    (found,) = propose(view(FORMS), FakeEncoder().steps)
    assert [FORMS[i] for i in found.content] == ["da", "bo", "dež"]
    assert [FORMS[i] for i in found.cue] == ["povedala"]
    assert FORMS[found.speaker or 0] == "Kos"


@pytest.mark.parametrize(
    ("rule", "form", "lemma"),
    [("l:1:ti", "dejal", "dejati"), ("k:2:", "Lavrovu", "Lavro"), ("t:0:", "ZAGREB", "Zagreb"), ("=biti", "je", "biti"),
     ("l:9:a", "dom", None)],
)  # fmt: skip
def test_lemma_rules(rule: str, form: str, lemma: str | None) -> None:
    assert apply_rule(rule, form) == lemma


def test_a_lemma_is_never_empty() -> None:
    assert lemma_of("x", np.array([0.0, 1.0], np.float32), LABELS) == "x"
