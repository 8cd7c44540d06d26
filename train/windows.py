"""Windows of at most 256 pieces: what the network sees, with the labels that are known.

``-1`` stands for "not known" in every label.  A paragraph's end is written as an extra ``</s>`` piece, so that the
network sees headings and paragraphs; ``sayso.read.windows`` builds the same windows at run time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from train.corpora import LANGUAGES, Token, Treebank
from train.labels import Labels, lemma_rule

PIECES = 256
BOS, PAD, EOS, UNK = 0, 1, 2, 3
UNKNOWN = -1
Ints = NDArray[np.int64]


class Pieces:
    """Words to pieces, remembered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.seen: dict[str, tuple[int, ...]] = {}

    def of(self, word: str, after_space: bool) -> tuple[int, ...]:
        if not word:
            return (UNK,)
        key = "▁" + word if after_space else word
        if key not in self.seen:
            ids = self.tokenizer.encode(key).ids
            self.seen[key] = tuple(ids[:16]) or (UNK,)
        return self.seen[key]


@dataclass
class Anchor:
    """One attribution inside a window (word indices within the window)."""

    word: int
    roles: Ints
    certainty: int
    kind: int
    relayed_by: int  # index among the window's anchors, -1 none, -100 not known
    speaker: int  # word index, -1 none in view, -100 not known


@dataclass
class Window:
    language: int
    pieces: list[int]
    first: list[int]
    last: list[int]
    sentence: list[int]  # sentence number of each word
    starts: list[int]
    tag: list[int]
    string: list[int]
    lemma: list[int]
    head: list[int]  # word index, own index for the root, -1 not known
    relation: list[int]
    name: list[int]
    vectors: dict[int, int] = field(default_factory=dict)  # sentence number -> row of the teacher's vectors
    marked: bool = False
    anchors: list[Anchor] = field(default_factory=list)


@dataclass(frozen=True)
class Encoded:
    """A treebank sentence, its labels as numbers."""

    pieces: list[tuple[int, ...]]
    labels: list[tuple[int, int, int, int, int, int]]  # tag, string, lemma, head, relation, name
    final: bool
    vector: int = -1

    def __len__(self) -> int:
        return sum(map(len, self.pieces))


class Encoder:
    """Turns sentences to numbers once."""

    def __init__(self, labels: Labels, pieces: Pieces) -> None:
        self.pieces = pieces
        self.index = {
            key: {value: i for i, value in enumerate(getattr(labels, key))}
            for key in ("tags", "strings", "lemmas", "relations", "names")
        }

    def sentence(self, tokens: list[Token], vector: int = -1) -> Encoded:
        pieces, labels, space = [], [], True
        for at, token in enumerate(tokens):
            pieces.append(self.pieces.of(token.form, space))
            space = token.space
            labels.append(self.labels(at, token))
        return Encoded(pieces, labels, tokens[-1].form in '.?!…"”«“:', vector)

    def labels(self, at: int, token: Token) -> tuple[int, int, int, int, int, int]:
        get = lambda key, value: self.index[key].get(value, UNKNOWN) if value is not None else UNKNOWN  # noqa: E731
        tag = get("tags", token.tag)
        string = get("strings", f"{token.tag}|{token.features}") if token.tag else UNKNOWN
        rule = lemma_rule(token.form, token.lemma or token.form) if token.tag else None
        head = UNKNOWN if token.head is None else at if token.head == -1 else token.head
        return (
            tag,
            string,
            get("lemmas", rule),
            head,
            get("relations", token.relation),
            get("names", token.name),
        )


def join(sentences: list[Encoded], breaks: list[bool], language: str) -> Window:
    """One window of whole sentences; ``breaks[i]``: a paragraph ends after sentence i."""
    window = Window(LANGUAGES.index(language), [BOS], [], [], [], [], [], [], [], [], [], [])
    for number, (sentence, ends) in enumerate(zip(sentences, breaks, strict=True)):
        offset = len(window.first)
        for at, (ids, labels) in enumerate(zip(sentence.pieces, sentence.labels, strict=True)):
            if len(window.pieces) + len(ids) > PIECES - 1:
                break
            window.first.append(len(window.pieces))
            window.pieces.extend(ids)
            window.last.append(len(window.pieces) - 1)
            window.sentence.append(number)
            window.starts.append(int(at == 0))
            tag, string, lemma, head, relation, name = labels
            window.tag.append(tag)
            window.string.append(string)
            window.lemma.append(lemma)
            window.head.append(head + offset if head >= 0 else UNKNOWN)
            window.relation.append(relation)
            window.name.append(name)
        if sentence.vector >= 0:
            window.vectors[number] = sentence.vector
        if ends and len(window.pieces) < PIECES - 1:
            window.pieces.append(EOS)
    if window.pieces[-1] != EOS:
        window.pieces.append(EOS)
    words = len(window.first)
    window.head = [h if h < words else UNKNOWN for h in window.head]
    return window


def treebank_windows(bank: Treebank, encoded: list[Encoded], rng: random.Random) -> Iterator[Window]:
    """A pass over one treebank: runs of neighbouring sentences, cut at random places."""
    copies = int(bank.weight) + (rng.random() < bank.weight % 1)
    share = bank.weight if copies and bank.weight < 1 else 1.0
    for _ in range(max(copies, 1)):
        run: list[Encoded] = []
        size, limit = 2, rng.randint(60, PIECES)
        for sentence in encoded:
            if run and size + len(sentence) + 1 > limit:
                if rng.random() < share:
                    yield window_of(run, bank.language, rng)
                run, size, limit = [], 2, rng.randint(225, PIECES)
            run.append(sentence)
            size += len(sentence) + 1
        if run:
            yield window_of(run, bank.language, rng)


def window_of(run: list[Encoded], language: str, rng: random.Random) -> Window:
    return join(run, [rng.random() < (0.25 if s.final else 0.6) for s in run], language)
