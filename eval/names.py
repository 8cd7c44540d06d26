"""Names against marked corpora, from gold tokens: a name is right when its first word, last word and type are."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval import Count, Figure, Reader
from sayso.model import Name

STAGE = "names"
_CORPORA = {
    "sl-news-test": ("sl", "data/sl/ner/news-test.iob2.gz"),
    "ewt-test": ("en", "data/en/ewt/en_ewt-ud-test.iob2.gz"),
}
SETS = tuple(_CORPORA)
ALL = "all types"
DERIVED = "DERIV_PER"


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with its names: ``(first, last, type)``, half-open."""

    forms: tuple[str, ...]
    names: tuple[tuple[int, int, str], ...]


def measure(name: str, shared: Path, reader: Reader) -> list[Figure]:
    """The figures of one corpus."""
    language, path = _CORPORA[name]
    with gzip.open(shared / path, "rt", encoding="utf-8", newline="\n") as file:
        sentences = list(parse(file.read()))
    found = reader.read_names([sentence.forms for sentence in sentences], language)
    counts = compare(sentences, found)
    return [count.figure(STAGE, name, kind) for kind, count in counts.items()]


def compare(sentences: Sequence[Marked], found: Sequence[Sequence[Name]]) -> dict[str, Count]:
    """Counts over all types, over all but adjectives of persons, and by type.

    Types that a corpus never marks are no mistake there: EWT has no miscellaneous names.
    """
    if len(found) != len(sentences):
        raise ValueError("the reader gave back other sentences than it was given")
    by_type: dict[str, Count] = {}
    for sentence, read in zip(sentences, found, strict=True):
        gold = Counter(sentence.names)
        ours = Counter((name.first, name.last, name.type) for name in read)
        for kind in {each[2] for each in (*gold, *ours)}:
            count = Count(_size(gold & ours, kind), _size(ours, kind), _size(gold, kind))
            by_type[kind] = by_type.get(kind, Count(0, 0, 0)) + count
    marked = {kind: by_type[kind] for kind in sorted(by_type) if by_type[kind].gold}
    counts = {ALL: sum(marked.values(), Count(0, 0, 0))}
    if DERIVED in marked:
        plain = [count for kind, count in marked.items() if kind != DERIVED]
        counts[f"without {DERIVED}"] = sum(plain, Count(0, 0, 0))
    return counts | marked


def _size(names: Counter[tuple[int, int, str]], kind: str) -> int:
    return sum(number for name, number in names.items() if name[2] == kind)


def parse(text: str) -> Iterator[Marked]:
    """Sentences of two columns (form, label) or of Universal NER's five (number, form, label, …)."""
    for block in text.replace("\r\n", "\n").split("\n\n"):
        # A comment begins with "# "; the token "#" is followed by a tab.
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("# ")]
        if rows:
            pairs = [row[1:3] if len(row) >= 3 else row for row in rows]
            yield Marked(tuple(pair[0] for pair in pairs), tuple(spans([pair[1] for pair in pairs])))


def spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Names from IOB2 labels; an ``I-`` that continues nothing opens a name."""
    first, kind = 0, ""
    for at, label in enumerate((*labels, "O")):
        mark, _, name = label.partition("-")
        if kind and (mark != "I" or name != kind):
            yield first, at, kind
            kind = ""
        if mark in ("B", "I") and not kind:
            first, kind = at, name
