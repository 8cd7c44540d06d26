"""Sentence vectors of the untouched encoder, which the ``meaning`` head learns to give (distillation)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from train.network import Layer
from train.pretrained import Pretrained
from train.windows import BOS, EOS, PAD

BATCH = 32


class Teacher:
    """multilingual-e5-small as it came: mean-pooled, with the prefix it was trained with."""

    def __init__(self, source: Pretrained, embeddings: Tensor, prefix: list[int]) -> None:
        self.layers = [Layer(source, i).eval() for i in range(source.layers)]
        self.position = torch.from_numpy(source.tensors["emb.pos"] + source.tensors["emb.type"][0])
        self.norm = [torch.from_numpy(source.tensors[f"emb.ln.{k}"].copy()) for k in "wb"]
        self.embeddings = embeddings
        self.prefix = prefix

    @torch.no_grad()
    def vectors(self, sentences: list[list[int]]) -> np.ndarray:
        """Unit vectors of sentences given as pieces, in their order."""
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        result = np.zeros((len(sentences), self.embeddings.shape[1]), np.float16)
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            rows = [[BOS, *self.prefix, *sentences[i][:200], EOS] for i in chosen]
            width = max(map(len, rows))
            ids = torch.tensor([row + [PAD] * (width - len(row)) for row in rows])
            result[chosen] = self.pool(ids).numpy().astype(np.float16)
        return result

    def pool(self, ids: Tensor) -> Tensor:
        seen = ids != PAD
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = F.embedding(ids, self.embeddings) + self.position[: ids.shape[1]]
            x = F.layer_norm(x, x.shape[-1:], *self.norm)
            for layer in self.layers:
                x = layer(x, seen[:, None, None, :])
        weights = seen.float()[..., None]
        return F.normalize((x.float() * weights).sum(1) / weights.sum(1), dim=-1)


def cached(path: Path, teacher: Teacher, sentences: list[list[int]]) -> Tensor:
    """The vectors, computed once and kept beside the checkpoints."""
    if not path.exists():
        np.save(path, teacher.vectors(sentences))
    return torch.from_numpy(np.load(path).astype(np.float32))
