"""Trim the vocabulary of 250,002 pieces to what Slovene, English, German, Croatian and Serbian need.

Kept: the special pieces, every piece of one character (so nothing that could be spelled becomes unknown), every
piece that occurs in the texts and treebanks of ``../shared/data``, then the most frequent Latin and Cyrillic
pieces (the vocabulary is ordered by frequency) until ``SIZE``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers

from train.corpora import marked, shared, treebanks
from train.pretrained import Pretrained

SIZE = 64_000
SPECIALS = 4
SPACE = "▁"


def unigram(pieces: list[str], scores: list[float]) -> Tokenizer:
    """A Unigram tokenizer for single words (``▁`` before a word that follows a space is put there by the caller)."""
    tokenizer = Tokenizer(
        models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=3, byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.NFKC()
    return tokenizer


def words_of_data() -> Iterator[str]:
    """All words of the training data and of the news texts, for counting pieces."""
    for bank in treebanks():
        for tokens in bank.sentences:
            yield from (token.form for token in tokens)
    for report in marked():
        yield from re.findall(r"\w+|[^\w\s]", report.text)
    data = shared() / "data"
    for pattern in ("sl/news/*/*.txt", "hr/news/*/*.txt"):
        for path in sorted(data.glob(pattern)):
            yield from re.findall(r"\w+|[^\w\s]", path.read_text(encoding="utf-8"))


def readable(piece: str) -> bool:
    """Only letters of the Latin and Cyrillic scripts, digits and common punctuation."""
    for char in piece.replace(SPACE, ""):
        if ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00 or 0x2010 <= ord(char) < 0x2040:
            continue
        if not unicodedata.name(char, "").startswith("CYRILLIC"):
            return False
    return True


def choose(source: Pretrained) -> list[int]:
    """Indices of the pieces that are kept, in their old order."""
    tokenizer = unigram(source.pieces, source.scores)
    kept = set(range(SPECIALS))
    kept.update(i for i, piece in enumerate(source.pieces) if len(piece.replace(SPACE, "")) <= 1)
    vocabulary = sorted(set(words_of_data()))
    for form in ("", SPACE):
        for encoding in tokenizer.encode_batch([form + word for word in vocabulary]):
            kept.update(encoding.ids)
    for index, piece in enumerate(source.pieces):
        if len(kept) >= SIZE:
            break
        if readable(piece):
            kept.add(index)
    return sorted(kept)


def rows(source: Pretrained, kept: list[int]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The kept word embeddings as int8 rows and their scales."""
    table = source.tensors["emb.word"][kept]
    scales = np.abs(table).max(axis=1) / 127
    return np.rint(table / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def prepare(source: Pretrained, folder: Path) -> None:
    """Write ``tokenizer.json``, ``embeddings.npy`` (int8 rows) and ``scales.npy``."""
    kept = choose(source)
    tokenizer = unigram([source.pieces[i] for i in kept], [source.scores[i] for i in kept])
    table, scales = rows(source, kept)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    np.save(folder / "embeddings.npy", table)
    np.save(folder / "scales.npy", scales)
