"""A small encoder that needs no weights: it makes the same kind of logits by a few plain rules.

For tests of everything around the network.  It knows the saying verbs it is given; content is the quotation of the
same sentence, else what follows a complementiser; the source is the nearest capitalised run outside the content.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.model import Maker
from sayso.read.encoder import Floats, Ints, Labels
from sayso.read.windows import Window

SURE = 8.0
VERBS = (
    "said",
    "says",
    "told",
    "reports",
    "dejal",
    "dejala",
    "povedal",
    "povedala",
    "poroča",
    "dodala",
    "dodal",
)
COMPLEMENTISERS = frozenset(("that", "da", "dass"))
MARKS = frozenset('"„“”»«')
FINAL = frozenset(".?!")
STRINGS = ("NOUN|_", "PROPN|_", "PUNCT|_", "VERB|_", "SCONJ|_")
LABELS = Labels(
    tags=("NOUN", "PROPN", "PUNCT", "VERB", "SCONJ"),
    values=("NOUN", "PROPN", "PUNCT", "VERB", "SCONJ"),
    strings=STRINGS,
    features={code: np.arange(len(STRINGS)) for code in ("sl", "en", "de", "hr", "sr")},
    lemmas=("l:0:", "k:0:"),
    relations=("root", "dep", "punct"),
    names=("O", "B-PER", "I-PER"),
)


@dataclass(frozen=True)
class FakeSeen:
    """Logits of one window, made from its forms."""

    forms: tuple[str, ...]
    verbs: frozenset[str]

    def _one_hot(self, chosen: Iterable[int], width: int) -> Floats:
        table = np.zeros((len(self.forms), width), np.float32)
        for row, column in enumerate(chosen):
            table[row, column] = SURE
        return table

    def _tag(self, form: str) -> int:
        if not any(map(str.isalnum, form)):
            return 2
        if form.lower() in self.verbs:
            return 3
        if form.lower() in COMPLEMENTISERS:
            return 4
        return 1 if form[:1].isupper() else 0

    @property
    def sentence(self) -> Floats:
        before = ("." if at == 0 else self.forms[at - 1] for at in range(len(self.forms)))
        return np.array([SURE if form in FINAL else -SURE for form in before], np.float32)

    @property
    def tag(self) -> Floats:
        return self._one_hot(map(self._tag, self.forms), len(LABELS.tags))

    @property
    def value(self) -> Floats:
        return self.tag

    @property
    def lemma(self) -> Floats:
        return self._one_hot((int(self._tag(form) == 1) for form in self.forms), 2)

    @property
    def name(self) -> Floats:
        labels, before = [], 0
        for at in range(len(self.forms)):
            before = 0 if not self._named(at) else 2 if before else 1
            labels.append(before)
        return self._one_hot(labels, len(LABELS.names))

    def _named(self, at: int) -> bool:
        starts = at == 0 or self.forms[at - 1] in FINAL or self.forms[at - 1] in MARKS
        follows = at + 1 < len(self.forms) and self._tag(self.forms[at + 1]) == 1
        return self._tag(self.forms[at]) == 1 and (not starts or follows)

    @property
    def anchor(self) -> Floats:
        return np.array([SURE if form.lower() in self.verbs else -SURE for form in self.forms], np.float32)

    @property
    def meaning(self) -> Floats:
        return np.ones((len(self.forms), 4), np.float32)

    def arcs(self, first: int, last: int) -> Floats:
        scores = np.zeros((last - first, last - first), np.float32)
        scores[:, 0] = SURE
        return scores

    def relations(self, words: Ints, heads: Ints) -> Floats:
        return self._one_hot([1] * len(self.forms), 3)[: len(words)]

    def roles(self, anchors: Ints) -> Floats:
        scores = np.zeros((len(anchors), len(self.forms), 4), np.float32)
        scores[:, :, 0] = SURE / 2
        for row, anchor in enumerate(anchors):
            content = self._content(int(anchor))
            scores[row, int(anchor), 1] = SURE
            scores[row, self._source(int(anchor), content), 2] = SURE
            scores[row, content, 3] = SURE
        return scores

    def _content(self, anchor: int) -> list[int]:
        marks = [at for at, form in enumerate(self.forms) if form in MARKS]
        pairs = list(zip(marks[0::2], marks[1::2], strict=False))
        near = [pair for pair in pairs if abs(pair[1] - anchor) < 6 or 0 < pair[0] - anchor < 6]
        if near:
            first, last = near[0]
            return list(range(first, last + 1))
        for at in range(anchor + 1, len(self.forms)):
            if self.forms[at] in FINAL:
                return []
            if self.forms[at].lower() in COMPLEMENTISERS:
                end = next((i for i in range(at, len(self.forms)) if self.forms[i] in FINAL), len(self.forms))
                return list(range(at, end))
        return []

    def _source(self, anchor: int, content: Sequence[int]) -> list[int]:
        for step in (1, -1):
            at, run = anchor + step, []
            while 0 <= at < len(self.forms) and self._tag(self.forms[at]) == 1 and at not in content:
                run.append(at)
                at += step
            if run:
                return sorted(run)
        return []

    def relays(self, anchors: Ints) -> Floats:
        scores = np.full((len(anchors), len(anchors) + 1), -SURE, np.float32)
        scores[:, 0] = SURE
        return scores

    def speakers(self, anchors: Ints) -> Floats:
        scores = np.full((len(anchors), len(self.forms) + 1), -SURE, np.float32)
        scores[:, 0] = 0.0
        for row, anchor in enumerate(anchors):
            before = [at for at in range(int(anchor)) if self._tag(self.forms[at]) == 1 and self._named(at)]
            if before:
                scores[row, before[-1] + 1] = SURE
        return scores

    def sureness(self, anchors: Ints, contents: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        certainty = np.zeros((len(anchors), 4), np.float32)
        kind = np.zeros((len(anchors), 4), np.float32)
        certainty[:, 0] = kind[:, 2] = SURE
        return certainty, kind


class FakeEncoder:
    """Stands in for the network; one piece a word, numbered as words come."""

    def __init__(self, verbs: Iterable[str] = VERBS) -> None:
        self.maker = Maker("read", "fake", "1")
        self.labels = LABELS
        self.steps: Floats = np.zeros((4, 4), np.float32)
        self.verbs = frozenset(verbs)
        self._ids: dict[str, int] = {}
        self._forms: dict[int, str] = {}

    def cut(self, form: str, after_space: bool) -> tuple[int, ...]:
        number = self._ids.setdefault(form, len(self._ids) + 4)
        self._forms[number] = form
        return (number,)

    def see(self, window: Window) -> FakeSeen:
        return FakeSeen(tuple(self._forms[window.pieces[at]] for at in window.first), self.verbs)
