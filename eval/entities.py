"""Named things against SlavicNER's Slovene reports (four topics, raw text): mentions, base forms, identities.

``mentions``: spans and types must be the same, PER, LOC and ORG only; products and events, which have no type of
their own here, are left out on both sides.  ``base form``: of the mentions found right, how many have the marked
base form, capitals aside.  ``identity``: pairs of mentions found right within a topic, also across its reports: do we
give the same id to the pairs that are marked with one?  The corpus is for evaluation: only sums are shown.
"""

from __future__ import annotations

import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from eval import Count, Figure, Reader, WrongUse
from sayso.ingest.text import article_from_text
from sayso.model import Entity
from sayso.resolve.reports import united

STAGE = "entities"
SETS = ("slavicner-sl",)
TYPES = ("PER", "LOC", "ORG")
_ARCHIVE = "data/sl/slavicner.tar.gz"
_LANGUAGE = "sl"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention as it is marked: where it stands, its type, base form and identity."""

    start: int
    end: int
    type: str
    base: str
    id: str

    @property
    def place(self) -> tuple[int, int, str]:
        return self.start, self.end, self.type


@dataclass(frozen=True, slots=True)
class Marked:
    """A report with its marks."""

    topic: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one report: mentions by type, base forms, and its pairs of ids (marked, ours)."""

    mentions: Mapping[str, Count]
    bases: Count
    ids: tuple[tuple[str, str], ...]
    together: tuple[tuple[str, str], ...] = ()
    """The same after the reports of the topic were seen together."""


def measure(name: str, shared: Path, reader: Reader) -> list[Figure]:
    """The figures of the corpus: over all topics, by type and by topic."""
    path = shared / _ARCHIVE
    if not path.is_file():
        raise WrongUse(f"no {path}: {STAGE}/{name} needs it")
    topics: dict[str, list[tuple[Marked, tuple[Entity, ...]]]] = {}
    for report in reports(path):
        read = reader.read(article_from_text(report.text), _LANGUAGE)
        topics.setdefault(report.topic, []).append((report, read.entities))
    return list(figures(name, {topic: scores(read) for topic, read in topics.items()}))


def scores(read: Sequence[tuple[Marked, Sequence[Entity]]]) -> list[Score]:
    """The reports of one topic, each by itself and all together."""
    together = united([found for _, found in read])
    return [
        replace(compare(report.marks, found), together=compare(report.marks, joint).ids)
        for (report, found), joint in zip(read, together, strict=True)
    ]


def figures(name: str, scores: Mapping[str, Sequence[Score]]) -> Iterator[Figure]:
    """Mentions over all, by type and by topic; base forms; identities, pairs counted within a topic."""
    every = [score for topic in scores.values() for score in topic]
    yield _mentions(every, TYPES).figure(STAGE, name, "mentions")
    for kind in TYPES:
        yield _mentions(every, (kind,)).figure(STAGE, name, f"mentions {kind}")
    for topic, some in scores.items():
        yield _mentions(some, TYPES).figure(STAGE, name, f"mentions {topic}")
    bases = sum((score.bases for score in every), Count(0, 0, 0))
    yield Figure(STAGE, name, "base form", bases.recall, decisions=bases.gold)
    alone = (joined(pair for score in some for pair in score.ids) for some in scores.values())
    yield sum(alone, Count(0, 0, 0)).figure(STAGE, name, "identity")
    joint = (joined(pair for score in some for pair in score.together) for some in scores.values())
    yield sum(joint, Count(0, 0, 0)).figure(STAGE, name, "identity, reports together")


def _mentions(scores: Iterable[Score], kinds: Sequence[str]) -> Count:
    none = Count(0, 0, 0)
    return sum((score.mentions.get(kind, none) for score in scores for kind in kinds), none)


def compare(marks: Sequence[Mark], found: Sequence[Entity]) -> Score:
    """One report: each mark and each of our entities counts once."""
    gold = {mark.place: mark for mark in marks if mark.type in TYPES}
    ours = {(e.span.start, e.span.end, e.type): e for e in found if e.type in TYPES}
    both = sorted(gold.keys() & ours.keys())
    mentions = {kind: Count(_of(both, kind), _of(ours, kind), _of(gold, kind)) for kind in TYPES}
    right = sum(_same_base(gold[place].base, ours[place].name) for place in both)
    ids = tuple((gold[place].id, ours[place].id) for place in both)
    return Score(mentions, Count(right, len(both), len(both)), ids)


def _of(places: Iterable[tuple[int, int, str]], kind: str) -> int:
    return sum(place[2] == kind for place in places)


def _same_base(marked: str, ours: str) -> bool:
    return " ".join(marked.casefold().split()) == " ".join(ours.casefold().split())


def joined(ids: Iterable[tuple[str, str]]) -> Count:
    """Pairs of mentions with one marked id and one of ours: hits have both the same."""
    both = Counter(ids)
    gold: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    for (marked, own), times in both.items():
        gold[marked] += times
        ours[own] += times
    return Count(_pairs(both.values()), _pairs(ours.values()), _pairs(gold.values()))


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def reports(path: Path) -> Iterator[Marked]:
    """The reports of the archive, topic by topic."""
    with tarfile.open(path, "r:gz") as archive:
        files = {
            member.name: file.read().decode("utf-8")
            for member in archive
            if member.isfile() and (file := archive.extractfile(member)) is not None
        }
    for name in sorted(files):
        parts = PurePosixPath(name).parts
        if parts[0] == "ner" and name.endswith(".tsv"):
            raw = PurePosixPath("raw", *parts[1:]).with_suffix(".txt").as_posix()
            yield Marked(parts[1], files[raw], tuple(marks_of(files[name])))


def marks_of(table: str) -> Iterator[Mark]:
    """Rows of start, end, mention, base form, type and id."""
    for line in table.splitlines():
        cells = line.split("\t")
        if len(cells) == 6:
            yield Mark(int(cells[0]), int(cells[1]), cells[4], cells[3], cells[5])
