"""Copies between reports against ``tests/cases/copies``: pairs of Slovene reports, marked by reading.

``pairs``: precision, recall and F1 of pairs marked ``copied`` or ``partly`` among all pairs of a topic.  Of the pairs
found: ``label`` (copied told from partly), ``direction`` (of those whose direction can be told), ``passages`` (F1 over
the characters of aligned passages on both sides, all pairs together) and the same of ``partly`` pairs alone.
``background apart``: of the pairs tied by nothing but recycled background, how many are not reported.

The ledger is filled with the reports of the topics as they lie in ``data/sl/news``; the network reads none of them.
Baselines stand beside it: what whole-text fingerprints, shared word runs and headlines alone would say.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from eval import PROJECT, Count, Figure, WrongUse
from sayso.ingest.text import article_from_text

STAGE = "copies"
SETS = ("sl-open", "sl-closed")
CASES = PROJECT / "tests" / "cases" / "copies"
_REPORTS = Path("data", "sl", "news")
_BETWEEN = "__"  # topic and stem, as in the docs of a folder's folders
_TURNED = {"a->b": "b->a", "b->a": "a->b"}
Key = tuple[str, str]
"""The docs of two reports, in order."""
Passage = tuple[int, int, int, int]
"""Start and end in the first report, start and end in the second."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What somebody marked, or a program said, of two reports."""

    docs: Key
    label: str
    direction: str = "unknown"
    passages: tuple[Passage, ...] = ()
    background: bool = False
    part: str = ""

    @property
    def tied(self) -> bool:
        """Whether one depends on the other's text, or both on a third."""
        return self.label in ("copied", "partly")


def measure(name: str, shared: Path) -> list[Figure]:
    """The figures of the open or the closed half, the program's first where there is one."""
    part = name.partition("-")[2]
    gold = {pair.docs: pair for pair in marked() if pair.part == part}
    texts = reports(shared)
    gone = {doc for docs in gold for doc in docs} - texts.keys()
    if gone:
        path = shared / _REPORTS / (min(gone).replace(_BETWEEN, "/") + ".txt")
        raise WrongUse(f"no {path}: {STAGE}/{name} needs it")
    figures: list[Figure] = []
    said = {pair.docs: pair for pair in predictions(shared) if part_of(pair.docs) == part}
    figures += compare(name, gold, said)
    for what, found in baselines(shared).items():
        mine = {docs for docs in found if part_of(docs) == part}
        figures.append(_pairs(gold, mine).figure(STAGE, name, f"baseline: {what}"))
    return figures


def compare(name: str, gold: dict[Key, Pair], said: dict[Key, Pair]) -> list[Figure]:
    """What was said of pairs against what is marked; a pair that is not marked is independent."""
    found = [
        (pair, said[docs]) for docs, pair in gold.items() if pair.tied and docs in said and said[docs].tied
    ]
    decided = [(mine, theirs) for mine, theirs in found if mine.direction != "unknown"]
    spread = [pair for pair in gold.values() if pair.background]
    figures = [_pairs(gold, {docs for docs, pair in said.items() if pair.tied}).figure(STAGE, name, "pairs")]
    figures.append(_share(name, "label", [mine.label == theirs.label for mine, theirs in found]))
    figures.append(
        _share(name, "direction", [mine.direction == theirs.direction for mine, theirs in decided])
    )
    for what, some in (
        ("passages", found),
        ("passages partly", [each for each in found if each[0].label == "partly"]),
    ):
        counts = [aligned(mine.passages, theirs.passages) for mine, theirs in some]
        figures.append(sum(counts, Count(0, 0, 0)).figure(STAGE, name, what))
    apart = [not (pair.docs in said and said[pair.docs].tied) for pair in spread]
    return [*figures, _share(name, "background apart", apart)]


def _pairs(gold: dict[Key, Pair], found: Collection[Key]) -> Count:
    tied = {docs for docs, pair in gold.items() if pair.tied}
    return Count(len(tied & set(found)), len(found), len(tied))


def _share(name: str, what: str, right: Sequence[bool]) -> Figure:
    return Figure(STAGE, name, what, Count(sum(right), 0, len(right)).recall, decisions=len(right))


def aligned(gold: Sequence[Passage], ours: Sequence[Passage]) -> Count:
    """Characters of both reports; one is found where a passage of ours that holds it lies opposite the right place."""
    left, right = set[int](), set[int]()
    for mine in gold:
        for theirs in ours:
            here, there = _common(mine[:2], theirs[:2]), _common(mine[2:], theirs[2:])
            if here and there:
                left.update(here)
                right.update(there)
    return Count(len(left) + len(right), _size(ours), _size(gold))


def _common(one: tuple[int, int], two: tuple[int, int]) -> range:
    return range(max(one[0], two[0]), min(one[1], two[1]))


def _size(passages: Sequence[Passage]) -> int:
    sides = [{place for passage in passages for place in range(*passage[at : at + 2])} for at in (0, 2)]
    return sum(map(len, sides))


@cache
def marked() -> tuple[Pair, ...]:
    """The marked pairs."""
    lines = (CASES / "sl.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_marked(json.loads(line)) for line in lines)


def _marked(row: dict[str, Any]) -> Pair:
    docs = (f"{row['topic']}{_BETWEEN}{row['a']}", f"{row['topic']}{_BETWEEN}{row['b']}")
    passages = tuple((a, b, c, d) for a, b, c, d in row["passages"])
    return Pair(docs, row["label"], row["direction"], passages, row["background"], row["set"])


def part_of(docs: Key) -> str:
    """The half that a pair belongs to: where it is marked, else by its hash (``tests/cases/copies/README.md``)."""
    known = _parts().get(docs)
    if known is not None:
        return known
    (topic, _, first), (_, _, second) = (doc.partition(_BETWEEN) for doc in docs)
    return "closed" if hashlib.sha256(f"{topic}/{first}/{second}".encode()).digest()[0] % 2 else "open"


@cache
def _parts() -> dict[Key, str]:
    return {pair.docs: pair.part for pair in marked()}


@cache
def reports(shared: Path) -> dict[str, str]:
    """The text of each report by its doc, offsets as in the file; without those that are the gold of attributions."""
    held = {path.stem for path in (shared / "gold" / "sl").glob(f"*{_BETWEEN}*.txt")}
    paths = sorted((shared / _REPORTS).glob("*/*.txt"))
    texts = {f"{path.parent.name}{_BETWEEN}{path.stem}": path for path in paths}
    return {doc: path.read_bytes().decode("utf-8") for doc, path in texts.items() if doc not in held}


@cache
def predictions(shared: Path) -> tuple[Pair, ...]:
    """What ``sayso copies --json`` says of pairs of one topic, on a ledger of texts that nobody has read."""
    from sayso.intake import Given, keep
    from sayso.ledger import Ledger
    from sayso.serve.copying import pair_record
    from sayso.tracing import Copies

    with Ledger(":memory:") as ledger:
        for doc, text in reports(shared).items():
            keep(ledger, article_from_text(text, doc), Given(language="sl"))
        said = [in_order(pair_record(pair)) for pair in Copies(ledger).all() if pair.copy.label]
    return tuple(pair for pair in said if pair.docs in asked(shared))


def in_order(found: Mapping[str, Any]) -> Pair:
    """One record of ``sayso copies --json``, its reports in the order of their names."""
    passages = [(p[0], p[1], p[2], p[3]) for p in found["passages"]]
    one, other = found["a"], found["b"]
    if one <= other:
        return Pair((one, other), found["label"], found["direction"], tuple(passages))
    turned = tuple((c, d, a, b) for a, b, c, d in passages)
    return Pair((other, one), found["label"], _TURNED.get(found["direction"], found["direction"]), turned)


@cache
def asked(shared: Path) -> frozenset[Key]:
    """All pairs of one topic, without versions of one article: those are no copies."""
    texts = {doc: article_from_text(text) for doc, text in reports(shared).items()}
    groups: dict[str, list[str]] = {}
    for doc in sorted(texts):
        groups.setdefault(doc.partition(_BETWEEN)[0], []).append(doc)
    pairs = (docs for group in groups.values() for docs in combinations(group, 2))
    return frozenset(docs for docs in pairs if texts[docs[0]].id != texts[docs[1]].id)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the baselines know of a report."""

    whole: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]
    headline: frozenset[str]


@cache
def baselines(shared: Path) -> dict[str, frozenset[Key]]:
    """The pairs that each baseline takes for copies."""
    sketches = {doc: sketch(text) for doc, text in reports(shared).items()}
    found: dict[str, set[Key]] = {what: set() for what in BASELINES}
    for docs in asked(shared):
        one, two = (sketches[doc] for doc in docs)
        for what, says in BASELINES.items():
            if says(one, two):
                found[what].add(docs)
    return {what: frozenset(pairs) for what, pairs in found.items()}


def sketch(text: str) -> Sketch:
    """A report's words without case and accents, their runs of five, and the words of its headline."""
    article = article_from_text(text)
    title = () if article.title is None else tuple(_words(article.title.slice(text)))
    whole = (*title, *_words(article.body.slice(text)))
    runs = frozenset(whole[at : at + 5] for at in range(len(whole) - 4))
    return Sketch(whole, runs, frozenset(title))


def _words(text: str) -> Iterator[str]:
    for word in re.findall(r"\w+", text.casefold()):
        yield "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))


def jaccard(one: Collection[object], two: Collection[object]) -> float:
    """What both have, as a share of what either has: what MinHash estimates."""
    shared = len(set(one) & set(two))
    return shared / (len(one) + len(two) - shared) if shared else 0.0


def containment(one: Collection[object], two: Collection[object]) -> float:
    """What both have, as a share of the smaller."""
    return len(set(one) & set(two)) / min(len(one), len(two)) if one and two else 0.0


BASELINES: dict[str, Callable[[Sketch, Sketch], bool]] = {
    "exact hash": lambda one, two: one.whole == two.whole,
    "document Jaccard >= 0.5": lambda one, two: jaccard(one.runs, two.runs) >= 0.5,
    "5-word containment >= 0.05": lambda one, two: containment(one.runs, two.runs) >= 0.05,
    "headline Jaccard >= 0.55": lambda one, two: jaccard(one.headline, two.headline) >= 0.55,
}
