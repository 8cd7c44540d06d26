"""Trees against all trees, for short sentences."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.read.trees import arborescence, best_tree, is_tree


def every_tree(size: int) -> list[tuple[int, ...]]:
    return [heads for heads in itertools.product(range(size), repeat=size) if is_tree(np.array(heads))]


def value(scores: np.ndarray, heads: object) -> float:
    return float(sum(scores[d, h] for d, h in enumerate(heads)))  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(40))
def test_the_best_tree_under_a_root_is_the_best(seed: int) -> None:
    size = 2 + seed % 4
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    for root in range(size):
        rooted = [heads for heads in every_tree(size) if heads[root] == root]
        assert value(scores, arborescence(scores, root)) + scores[root, root] * 0 == pytest.approx(
            max(value(scores, heads) for heads in rooted), abs=1e-4
        )


@pytest.mark.parametrize("seed", range(40))
def test_with_three_words_the_best_tree_is_the_best_of_all(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(3, 3)).astype(np.float32)
    assert value(scores, best_tree(scores)) == pytest.approx(
        max(value(scores, t) for t in every_tree(3)), abs=1e-4
    )


@given(
    st.integers(1, 30).flatmap(lambda n: arrays(np.float32, (n, n), elements=st.floats(-50, 50, width=32)))
)
@settings(max_examples=100, deadline=None)
def test_it_is_always_a_tree(scores: np.ndarray) -> None:
    assert is_tree(np.array(best_tree(scores)))


def test_no_words_no_tree() -> None:
    assert best_tree(np.zeros((0, 0), np.float32)) == []


@pytest.mark.parametrize("seed", range(60))
def test_where_greedy_is_no_tree_the_best_of_the_three_likeliest_roots_is_found(seed: int) -> None:
    size = 4 + seed % 2
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    likeliest = set(np.argsort(-scores.diagonal())[:3].tolist())
    found = best_tree(scores)
    best_of_all = max(value(scores, tree) for tree in every_tree(size))
    if is_tree(scores.argmax(axis=1)):
        assert value(scores, found) == pytest.approx(best_of_all, abs=1e-4)
    else:
        allowed = [t for t in every_tree(size) if likeliest & {d for d, h in enumerate(t) if d == h}]
        assert value(scores, found) == pytest.approx(max(value(scores, t) for t in allowed), abs=1e-4)


@given(st.integers(31, 60), st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_long_sentences_are_trees_too(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(scale=9, size=(size, size)).astype(np.float32)
    assert is_tree(np.array(best_tree(scores)))


@pytest.mark.parametrize("size", [1, 2, 7, 120])
def test_ties_everywhere_are_a_tree(size: int) -> None:
    heads = best_tree(np.zeros((size, size), np.float32))
    assert is_tree(np.array(heads))
    assert heads == best_tree(np.zeros((size, size), np.float32))


def test_one_long_cycle_is_opened() -> None:
    size = 200
    scores = np.full((size, size), -5.0, np.float32)
    scores[np.arange(size), (np.arange(size) + 1) % size] = 5.0
    scores[17, 17] = 1.0
    heads = best_tree(scores)
    assert is_tree(np.array(heads))
    assert heads[17] == 17


@pytest.mark.parametrize(
    ("heads", "tree"), [([0, 0], True), ([0, 1], False), ([1, 0], False), ([1, 2, 2], True)]
)
def test_is_tree(heads: list[int], tree: bool) -> None:
    assert is_tree(np.array(heads)) is tree
