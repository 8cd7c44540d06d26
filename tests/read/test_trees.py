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
