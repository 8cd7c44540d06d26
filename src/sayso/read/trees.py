"""Trees that are trees: the maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def best_tree(scores: Floats) -> list[int]:
    """The head of each word, its own index for the one root.

    ``scores[d, h]`` is how well word ``h`` governs word ``d``; the diagonal holds the scores of being the root.
    Where the greedy choice is already a tree it is kept; else, of the three likeliest roots, the one whose best tree
    scores highest.
    """
    count = len(scores)
    if count == 0:
        return []
    greedy = scores.argmax(axis=1)
    if is_tree(greedy):
        return [int(h) for h in greedy]
    roots = [int(root) for root in np.argsort(-scores.diagonal())[:3]]
    trees = [arborescence(scores, root) for root in roots]
    return max(trees, key=lambda heads: float(sum(scores[d, h] for d, h in enumerate(heads))))


def is_tree(heads: NDArray[np.int64]) -> bool:
    """One root (a word that heads itself), and every word reaches it."""
    roots = [d for d, h in enumerate(heads) if d == h]
    if len(roots) != 1:
        return False
    safe = {roots[0]}
    for start in range(len(heads)):
        path, at = [], start
        while at not in safe:
            if at in path:
                return False
            path.append(at)
            at = int(heads[at])
        safe.update(path)
    return True


def arborescence(scores: Floats, root: int) -> list[int]:
    """The best tree with a given root: contract cycles one by one, then open them again."""
    weights = scores.astype(np.float64).copy()
    np.fill_diagonal(weights, -np.inf)
    weights[root, :] = -np.inf
    return _contract(weights, root)


def _contract(weights: NDArray[np.float64], root: int) -> list[int]:
    heads = [root if d == root else int(weights[d].argmax()) for d in range(len(weights))]
    cycle = _cycle(heads, root)
    if not cycle:
        return heads
    outside = [i for i in range(len(weights)) if i not in cycle]
    inner = sorted(cycle)
    kept = np.array([weights[d, heads[d]] for d in inner])
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = weights[np.ix_(outside, outside)]
    entering = weights[np.ix_(inner, outside)] - kept[:, None]
    enter_by = entering.argmax(axis=0)
    small[-1, :-1] = entering.max(axis=0)
    leaving = weights[np.ix_(outside, inner)]
    leave_by = leaving.argmax(axis=1)
    small[:-1, -1] = leaving.max(axis=1)
    found = _contract(small, outside.index(root))
    return _expand(heads, found, (outside, inner), (enter_by, leave_by))


def _expand(
    heads: list[int],
    found: list[int],
    parts: tuple[list[int], list[int]],
    ways: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> list[int]:
    outside, inner = parts
    enter_by, leave_by = ways
    result = list(heads)
    for at, head in enumerate(found[:-1]):
        result[outside[at]] = inner[int(leave_by[at])] if head == len(outside) else outside[head]
    entry = found[-1]
    result[inner[int(enter_by[entry])]] = outside[entry]
    return result


def _cycle(heads: list[int], root: int) -> set[int]:
    safe = {root}
    for start in range(len(heads)):
        path: list[int] = []
        at = start
        while at not in safe and at not in path:
            path.append(at)
            at = heads[at]
        if at not in safe:
            return set(path[path.index(at) :])
        safe.update(path)
    return set()
