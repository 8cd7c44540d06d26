"""German news: 150 Wikinews reports with 653 marked quotations, scored in two ways from one reading of each report.

1. ``gold/score.py``, as the other sets of attributions. A third of these quotations are marked without a cue, so of
   the cue tokens only the recall is a figure: a cue that we find there is no mistake, but would count as one.
2. ``authors: …``, the measure of the authors of the data set. It is our own re-implementation from a description in
   words, not their code, and where the description is silent the choice is ours, so figures need not agree with
   theirs to the decimal. Within a report the quotations read and marked are matched one to one, so that the sum of
   the tokens that they share, in message (our content) and role (the speaker: our source) together, is the largest.
   Over these pairs a shared token is a hit. Precision is hits by tokens read, recall hits by tokens marked, in
   percent, summed over all reports; the tokens of a quotation without a partner are among those read or marked.
   ``joint`` counts message and role tokens together, ``message`` and ``role`` count one of them over the same pairs.

Tokens of both are those of ``score.py``. The set is held out: its texts and errors are never shown.

Source: the dev part of uhh-lt/german-news-quotation-attribution-2024 (Petersen-Frey and Biemann 2024, "Dataset of
Quotation Attribution in German News Articles", arXiv 2404.16764), CC BY-NC-SA 4.0: only to evaluate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval import Count, Figure, Reader, attributions
from eval.attributions import Document, Item, read_one, scorer

STAGE = "german"
SETS = ("news-quotation-dev",)
_FOLDER = "data/de"
_CUES = "cue tokens"
_NOTHING = Count(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Quotation:
    """What was said and who said it, as the numbers of their tokens in the report."""

    message: frozenset[int]
    role: frozenset[int]

    def shared(self, other: Quotation) -> int:
        """Tokens in common, each in the same part."""
        return len(self.message & other.message) + len(self.role & other.role)


@dataclass(frozen=True, slots=True)
class Tally:
    """Tokens of messages and of roles: hits, read, marked."""

    message: Count = _NOTHING
    role: Count = _NOTHING

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.message + other.message, self.role + other.role)

    @property
    def joint(self) -> Count:
        """Both together; a token that is in message and role is two."""
        return self.message + self.role


def load(name: str, shared: Path) -> list[Document]:
    """The reports of the set, in the order of their names."""
    folder, module = shared / _FOLDER / name, scorer(shared)
    return [
        Document(doc, (folder / f"{doc}.txt").read_bytes(), tuple(module.first_annotator(markings)))
        for doc, (_, markings) in sorted(module.read_gold(str(folder)).items())
    ]


def measure(name: str, shared: Path, reader: Reader) -> list[Figure]:
    """The figures of both measures; a report that Sayso refuses counts as read without finding anything."""
    documents = load(name, shared)
    read = {document.doc: read_one(document, reader) for document in documents}
    module = scorer(shared)
    return [*by_score(name, documents, read, module), *by_authors(name, documents, read, module)]


def by_score(
    name: str, documents: Sequence[Document], read: Mapping[str, Sequence[Item]], module: Any
) -> list[Figure]:
    """The figures of ``score.py``; of the cue tokens the recall alone."""
    with_cue = sum(bool(item.get("cue")) for document in documents for item in document.gold)
    figures: list[Figure] = []
    for figure in attributions.score(name, documents, read, module):
        if figure.name == _CUES:
            recall = figure.recall or 0.0
            figures.append(Figure(STAGE, name, f"{_CUES} recall", recall, decisions=with_cue))
        else:
            figures.append(replace(figure, stage=STAGE))
    return figures


def by_authors(
    name: str, documents: Sequence[Document], read: Mapping[str, Sequence[Item]], module: Any
) -> list[Figure]:
    """The figures of the authors' measure: joint, message, role."""
    total, marked = Tally(), 0
    for document in documents:
        text = module.Text(document.text)
        gold, found = quotations(text, document.gold), quotations(text, read[document.doc])
        total, marked = total + tally(found, gold, module), marked + len(gold)
    counts = {"joint": total.joint, "message": total.message, "role": total.role}
    return [
        replace(count.figure(STAGE, name, f"authors: {part}"), decisions=marked)
        for part, count in counts.items()
    ]


def quotations(text: Any, items: Sequence[Item]) -> list[Quotation]:
    """The token sets of attributions; ``text`` is a ``Text`` of ``score.py``, which drops those without content."""
    return [Quotation(item["content"], item["source"]) for item in text.attributions(items)]


def tally(found: Sequence[Quotation], gold: Sequence[Quotation], module: Any) -> Tally:
    """Tokens of one report over the matching with the largest overlap; ``score.py`` has the exact assignment."""
    weights = {
        (i, j): common
        for i, one in enumerate(found)
        for j, other in enumerate(gold)
        if (common := one.shared(other))
    }
    pairs = [(found[i], gold[j]) for i, j in module.assign(weights)]
    return Tally(
        Count(
            sum(len(one.message & other.message) for one, other in pairs),
            sum(len(one.message) for one in found),
            sum(len(other.message) for other in gold),
        ),
        Count(
            sum(len(one.role & other.role) for one, other in pairs),
            sum(len(one.role) for one in found),
            sum(len(other.role) for other in gold),
        ),
    )
