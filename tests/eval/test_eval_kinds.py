"""The sorts of attributions, and how a found one is counted."""

from __future__ import annotations

from typing import Any

from eval.kinds import compare, sorts


class Module:
    """What of ``score.py`` is needed, by hand."""

    @staticmethod
    def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
        return len(a & b) / len(a | b) if a | b else 1.0

    @staticmethod
    def assign(weights: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
        return list(weights)

    @staticmethod
    def name_key(name: str | None) -> str:
        return (name or "").casefold()


def item(
    content: set[int],
    *,
    pieces: list[list[int]] | None = None,
    source: set[int] = frozenset({9}),
    **stated: Any,
) -> dict[str, Any]:  # type: ignore[assignment]
    facts = {
        "kind": "indirect",
        "certainty": "asserted",
        "speaker": "Ana Kos",
        "relayed_by": None,
        "content": pieces or [[0, 1]],
    }
    return {
        "content": frozenset(content),
        "source": frozenset(source),
        "cue": frozenset({8}),
        "stated": {**facts, **stated},
    }


def test_sorts_overlap() -> None:
    denied = item(
        {1}, source=set(), kind="nominal", certainty="denied", pieces=[[0, 1], [2, 3]], relayed_by="a2"
    )
    assert set(sorts(denied)) == {
        "nominal",
        "denied",
        "no source: dropped subject",
        "relayed",
        "content in pieces",
    }
    assert set(sorts(item({1}, source=set(), speaker=None))) == {"indirect", "no source: nobody"}


def test_found_and_missed_are_counted_by_sort() -> None:
    gold = [item({1, 2}), item({5, 6}, kind="nominal")]
    found = [item({1, 2, 3}, speaker="ana kos")]
    counts: dict[str, tuple[float, int]] = {}
    for sort, count in compare(gold, found, Module):
        hits, total = counts.get(sort, (0, 0))
        counts[sort] = (hits + count.hits, total + count.gold)
    assert counts["indirect"] == (1, 1)
    assert counts["nominal"] == (0, 1)
    assert counts["found: content exact"] == (0, 1)
    assert counts["found: source exact"] == (1, 1)
    assert counts["found: speaker"] == (1, 1)
