"""From logits to words, names and proposals."""

from __future__ import annotations

import itertools
import tracemalloc
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Proposal, Sentence
from sayso.read.decode import (
    View,
    chunks,
    homes,
    lemma_of,
    look,
    name_steps,
    parse,
    propose,
    read_names,
    run_on,
    sentence_starts,
    sentences_of,
    viterbi,
)
from sayso.read.fake import LABELS, FakeEncoder
from sayso.read.lemmas import apply_rule
from sayso.read.windows import Token, Window, cut_windows

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


# Windows put together again.


@given(st.lists(st.booleans(), min_size=1, max_size=900))
@settings(max_examples=30, deadline=None)
def test_every_word_has_a_home_that_holds_it(new_paragraph: list[bool]) -> None:
    numbers = list(itertools.accumulate(map(int, new_paragraph)))
    made = [Token("a", True, number) for number in numbers]
    windows = cut_windows(made, lambda form, after_space: (5, 6))
    home = homes(windows, len(made))
    assert all(windows[n].start <= at < windows[n].end for at, n in enumerate(home))
    assert home.tolist() == sorted(home.tolist())


def test_homes_of_a_long_text_take_memory_by_its_length() -> None:
    count = 25_000
    windows = [Window(at, min(at + 200, count), (), (), ()) for at in range(0, count, 150)]
    tracemalloc.start()
    homes(windows, count)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_gather_takes_each_word_from_its_home() -> None:
    windows = [Window(0, 6, (), (), ()), Window(3, 10, (), (), ())]
    seen = [SimpleNamespace(tag=np.full((6, 2), 1.0)), SimpleNamespace(tag=np.full((7, 2), 2.0))]
    gathered = View(windows, seen, homes(windows, 10), LABELS).gather("tag")  # type: ignore[arg-type]
    assert gathered[:, 0].tolist() == [1.0] * 5 + [2.0] * 5


def test_no_windows_gather_nothing() -> None:
    assert view([]).gather("tag").shape == (0,)


def test_a_sentence_is_parsed_in_a_window_that_holds_it_whole() -> None:
    seen = view(["dež"] * 600)
    assert chunks(seen, Sentence(0, 20, 0)) == [(0, 0, 20)]
    parts = chunks(seen, Sentence(0, 600, 0))
    assert [part[0] for part in parts] == sorted({part[0] for part in parts})
    assert parts[0][1] == 0
    assert parts[-1][2] == 600
    assert all(before[2] == after[1] for before, after in itertools.pairwise(parts))


def test_a_sentence_longer_than_a_window_has_one_root() -> None:
    seen = view(["dež"] * 600)
    heads, relations = parse(seen, [Sentence(0, 600, 0)], 600)
    assert [at for at, head in enumerate(heads) if head is None] == [0]
    assert relations[0] == "root"
    assert relations.count("root") == 1
    assert relations.count("parataxis") == len(chunks(seen, Sentence(0, 600, 0))) - 1


def test_sentences_follow_their_starts() -> None:
    made = [Token("a", True, i // 3) for i in range(6)]
    starts = np.array([True, False, True, True, False, False])
    assert sentences_of(starts, made) == [Sentence(0, 2, 0), Sentence(2, 3, 0), Sentence(3, 6, 1)]


# Names.

NAMED = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def names(labels: list[str], *sentences: Sentence) -> list[tuple[int, int, str]]:
    scores = np.zeros((len(labels), len(NAMED)), np.float32)
    scores[np.arange(len(labels)), [NAMED.index(label) for label in labels]] = 9.0
    coded = SimpleNamespace(names=NAMED)
    found = read_names(scores, sentences or [Sentence(0, len(labels), 0)], coded)  # type: ignore[arg-type]
    assert all(0 < name.score <= 1 for name in found)
    return [(name.first, name.last, name.type) for name in found]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["O", "O"], []),
        (["B-PER", "I-PER", "O", "B-LOC"], [(0, 2, "PER"), (3, 4, "LOC")]),
        (["B-PER", "B-PER"], [(0, 1, "PER"), (1, 2, "PER")]),
        (["B-PER", "B-LOC", "I-LOC"], [(0, 1, "PER"), (1, 3, "LOC")]),
        (["I-LOC", "I-LOC"], [(0, 2, "LOC")]),
    ],
)
def test_labels_become_names(labels: list[str], expected: list[tuple[int, int, str]]) -> None:
    assert names(labels) == expected


def test_a_name_has_one_type_throughout() -> None:
    for labels in itertools.product(NAMED, repeat=4):
        for first, last, kind in names(list(labels)):
            assert first < last <= 4
            assert kind in ("PER", "LOC")


def test_a_name_ends_with_its_sentence() -> None:
    found = names(["B-PER", "I-PER", "I-PER"], Sentence(0, 2, 0), Sentence(2, 3, 0))
    assert found == [(0, 2, "PER"), (2, 3, "PER")]


# Paths.


@pytest.mark.parametrize("length", [1, 2])
def test_viterbi_on_short_texts(length: int) -> None:
    scores = np.array([[[0.0, 2.0], [1.0, 0.0]]], np.float32)[:, :length]
    assert viterbi(scores, np.zeros((2, 2), np.float32)).tolist() == [[1, 0][:length]]


def test_a_step_that_is_not_allowed_is_not_taken() -> None:
    scores = np.array([[[0.0, 2.0], [1.0, 0.0]]], np.float32)
    steps = np.array([[0.0, 0.0], [-1e4, 0.0]], np.float32)
    assert viterbi(scores, steps).tolist() == [[1, 1]]


# Proposals.


def test_anchors_without_content_are_no_proposals() -> None:
    assert propose(view(["Ana", "je", "dejala", "."]), FakeEncoder().steps) == []


def test_a_saying_seen_in_two_windows_is_proposed_once() -> None:
    forms = ["dež"] * 215 + FORMS[:9] + ["dež"] * 300
    seen = view(forms)
    assert sum(w.start <= 218 < w.end for w in seen.windows) == 2
    (found,) = propose(seen, FakeEncoder().steps)
    assert [forms[i] for i in found.content] == ["da", "bo", "dež"]


def test_a_link_to_what_is_no_proposal_is_dropped() -> None:
    (window,) = view([*FORMS[:9], "Luka", "je", "dejal", "."]).seen

    class Linked:
        def __getattr__(self, name: str) -> object:
            return getattr(window, name)

        def relays(self, anchors: np.ndarray) -> np.ndarray:
            scores = np.zeros((len(anchors), len(anchors) + 1), np.float32)
            scores[:, -1] = 9.0
            return scores

    whole = view([*FORMS[:9], "Luka", "je", "dejal", "."])
    linked = View(whole.windows, [Linked()], whole.home, whole.labels)  # type: ignore[list-item]
    (found,) = propose(linked, FakeEncoder().steps)
    assert found.relayed_by is None


# Content that a window cuts.


def test_content_at_a_windows_border_goes_on_to_its_sentences_border() -> None:
    """Two windows of six words, the second sentence lies across the border between them."""
    windows = [Window(0, 6, (), (), ()), Window(4, 10, (), (), ())]
    seen = View(windows, [], np.array([0] * 5 + [1] * 5), FakeEncoder().labels)
    sentences = [Sentence(0, 3, 0), Sentence(3, 9, 0), Sentence(9, 10, 0)]
    cut_after, cut_before, whole = (
        Proposal(anchor, 0.9, content=content) for anchor, content in ((3, (4, 5)), (8, (4, 5, 6)), (1, (2,)))
    )
    found = run_on([cut_after, cut_before, whole], seen, sentences)
    assert [p.content for p in found] == [(4, 5, 6, 7, 8), (3, 4, 5, 6), (2,)]


def test_content_at_the_reports_end_stays() -> None:
    seen = View([Window(0, 4, (), (), ())], [], np.zeros(4, np.int64), FakeEncoder().labels)
    (found,) = run_on([Proposal(1, 0.9, content=(0, 2, 3))], seen, [Sentence(0, 4, 0)])
    assert found.content == (0, 2, 3)
