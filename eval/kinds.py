"""The hard parts, each with its own figure: how many of the marked attributions of a sort are found.

Found is ``content J>=.5`` of ``score.py``: at least half of the content is common, one to one.  Sorts overlap: a denied
nominal content counts in both.  Sums only, so that held-out sets stay unseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval import Count, Figure, Reader
from eval.attributions import Item, load, matched, read_one, scorer

STAGE = "kinds"
SETS = ("sl", "en")


def measure(name: str, shared: Path, reader: Reader) -> list[Figure]:
    """Recall of each sort over a set, and of those found the share whose parts are right."""
    module = scorer(shared)
    counts: dict[str, Count] = {}
    for document in load(name, shared):
        text = module.Text(document.text)
        gold, found = text.attributions(document.gold), text.attributions(read_one(document, reader))
        for sort, count in compare(gold, found, module):
            counts[sort] = counts.get(sort, Count(0, 0, 0)) + count
    return [
        Figure(STAGE, name, sort, count.recall, recall=count.recall, decisions=count.gold)
        for sort, count in sorted(counts.items())
        if count.gold
    ]


def compare(gold: Sequence[Item], found: Sequence[Item], module: Any) -> Iterator[tuple[str, Count]]:
    """A count of one for each sort of each marked attribution; and of those found, whose parts are right."""
    pairs = {theirs: mine for mine, theirs in matched(gold, found, module).items()}
    for at, item in enumerate(gold):
        mine = pairs.get(at)
        for sort in sorts(item):
            yield sort, Count(mine is not None, 0, 1)
        if mine is not None:
            for role in ("content", "cue", "source"):
                yield f"found: {role} exact", Count(found[mine][role] == item[role], 0, 1)
            same = module.name_key(found[mine]["stated"]["speaker"]) == module.name_key(
                item["stated"]["speaker"]
            )
            yield "found: speaker", Count(same, 0, 1)


def sorts(item: Item) -> Iterator[str]:
    """The sorts that a marked attribution is of."""
    stated = item["stated"]
    yield stated["kind"]
    if stated["certainty"] != "asserted":
        yield stated["certainty"]
    if not item["source"]:
        yield "no source: dropped subject" if stated["speaker"] else "no source: nobody"
    if not item["cue"]:
        yield "no cue"
    if stated["relayed_by"]:
        yield "relayed"
    if len(stated["content"]) > 1:
        yield "content in pieces"
