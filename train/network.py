"""The network: a multilingual transformer with a head for each thing we want to know of a word.

Body: multilingual-e5-small (BERT, post-layer-norm).  Word embeddings stay frozen, as int8 rows.
Trees: deep biaffine attention (Dozat & Manning 2017).  Attribution: a linear-chain CRF over the words of
the window for each anchor (Lafferty et al. 2001), its emissions from a biaffine and an additive score of
anchor and word.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from train.pretrained import Pretrained

ROLES = 4  # nothing, cue, source, content
ARC, REL, PAIR, ADD = 192, 128, 128, 128
DISTANCES = 24
DROPPED = 0.1  # of what a layer adds, while training; attention keeps all, or its fast path is lost


@dataclass(frozen=True)
class Sizes:
    """How many of each: the inventories that ``labels.json`` lists."""

    tags: int
    values: int
    lemmas: int
    relations: int
    names: int


class Layer(nn.Module):
    def __init__(self, source: Pretrained, index: int) -> None:
        super().__init__()
        self.heads = source.heads
        take = lambda name: torch.from_numpy(source.tensors[f"l{index}.{name}"].copy())  # noqa: E731
        self.qkv = nn.Linear(source.width, 3 * source.width)
        self.qkv.weight = nn.Parameter(torch.cat([take("q.w"), take("k.w"), take("v.w")]))
        self.qkv.bias = nn.Parameter(torch.cat([take("q.b"), take("k.b"), take("v.b")]))
        self.out = _linear(take("ao.w"), take("ao.b"))
        self.norm1 = _norm(take("aln.w"), take("aln.b"), source.eps)
        self.inner = _linear(take("fi.w"), take("fi.b"))
        self.outer = _linear(take("fo.w"), take("fo.b"))
        self.norm2 = _norm(take("oln.w"), take("oln.b"), source.eps)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, width))
        x = self.norm1(x + F.dropout(seen, DROPPED, self.training))
        return self.norm2(x + F.dropout(self.outer(F.gelu(self.inner(x))), DROPPED, self.training))


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight, layer.bias = nn.Parameter(weight), nn.Parameter(bias)
    return layer


def _norm(weight: Tensor, bias: Tensor, eps: float) -> nn.LayerNorm:
    layer = nn.LayerNorm(weight.shape[0], eps=max(eps, 1e-7))
    layer.weight, layer.bias = nn.Parameter(weight), nn.Parameter(bias)
    return layer


class Mix(nn.Module):
    """A learned weighted sum of the layers (ELMo's scalar mix, Peters et al. 2018)."""

    def __init__(self, layers: int, start: int) -> None:
        super().__init__()
        weights = torch.full((layers,), -3.0)
        weights[start:] = 0.0
        self.weights = nn.Parameter(weights)

    def forward(self, layers: list[Tensor]) -> Tensor:
        weights = self.weights.softmax(0)
        mixed = layers[0] * weights[0]
        for layer, weight in zip(layers[1:], weights[1:], strict=True):
            mixed = mixed + layer * weight
        return mixed


class Body(nn.Module):
    """Embedded pieces in, two mixes of the layers out: one for syntax and names, one for attribution."""

    def __init__(self, source: Pretrained, layers: int) -> None:
        super().__init__()
        self.position = nn.Parameter(torch.from_numpy(source.tensors["emb.pos"].copy()))
        type0 = torch.from_numpy(source.tensors["emb.type"][0].copy())
        self.position.data += type0
        self.norm = _norm(
            torch.from_numpy(source.tensors["emb.ln.w"].copy()),
            torch.from_numpy(source.tensors["emb.ln.b"].copy()),
            source.eps,
        )
        self.layers = nn.ModuleList(Layer(source, i) for i in range(layers))
        self.syntax = Mix(layers, layers // 2)
        self.said = Mix(layers, layers - 3)

    def forward(self, embedded: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        x = self.norm(embedded + self.position[: embedded.shape[1]])
        seen = []
        for layer in self.layers:
            x = layer(x, mask)
            seen.append(x)
        return self.syntax(seen), self.said(seen)


class Heads(nn.Module):
    """All heads.  ``project`` is what ONNX holds; the pair scores are repeated in numpy by the decoder."""

    def __init__(self, width: int, sizes: Sizes) -> None:
        super().__init__()
        wide = 2 * width
        self.sizes = sizes
        self.drop = nn.Dropout(0.2)
        self.sentence = nn.Linear(wide, 1)
        self.tag = nn.Linear(wide, sizes.tags)
        self.value = nn.Linear(wide, sizes.values)
        self.lemma = nn.Linear(wide, sizes.lemmas)
        self.name = nn.Linear(wide, sizes.names)
        self.arc_dep = nn.Linear(wide, ARC)
        self.arc_head = nn.Linear(wide, ARC)
        self.arc = nn.Parameter(torch.zeros(ARC, ARC))
        self.arc_bias = nn.Parameter(torch.zeros(ARC))
        self.root = nn.Parameter(torch.randn(ARC) * 0.02)
        self.arc_distance = nn.Parameter(torch.zeros(DISTANCES))
        self.rel_dep = nn.Linear(wide, REL)
        self.rel_head = nn.Linear(wide, REL)
        self.rel_out = nn.Linear(REL, sizes.relations)
        self.anchor = nn.Linear(wide, 1)
        self.pair_anchor = nn.Linear(wide, (ROLES - 1) * PAIR)
        self.pair_word = nn.Linear(wide, PAIR)
        self.add_anchor = nn.Linear(wide, ADD)
        self.add_word = nn.Linear(wide, ADD)
        self.add_distance = nn.Parameter(torch.zeros(DISTANCES, ADD))
        self.add_out = nn.Linear(ADD, ROLES)
        self.role_distance = nn.Parameter(torch.zeros(DISTANCES, ROLES))
        self.steps = nn.Parameter(torch.eye(ROLES) * 1.0)
        self.relay_inner = nn.Linear(wide, PAIR)
        self.relay_outer = nn.Linear(wide, PAIR)
        self.relay_out = nn.Linear(PAIR, 1)
        self.relay_none = nn.Parameter(torch.zeros(1))
        self.speaker_anchor = nn.Linear(wide, PAIR)
        self.speaker_word = nn.Linear(wide, PAIR)
        self.speaker_distance = nn.Parameter(torch.zeros(DISTANCES))
        self.speaker_none = nn.Linear(wide, 1)
        self.sure_anchor = nn.Linear(wide, ADD)
        self.sure_content = nn.Linear(wide, ADD)
        self.certainty = nn.Linear(ADD, 4)
        self.kind = nn.Linear(ADD, 4)
        self.meaning = nn.Linear(wide, width)
        for layer in (self.arc_dep, self.arc_head):
            nn.init.orthogonal_(layer.weight)


def distance_bucket(delta: Tensor) -> Tensor:
    """Signed distances in words to one of 24 buckets: 0, 1, 2, 3, 4, 5–6, 7–9, … on each side."""
    edges = torch.tensor([1, 2, 3, 4, 5, 7, 10, 15, 23, 40, 80], device=delta.device)
    size = torch.bucketize(delta.abs(), edges, right=True)
    return torch.where(delta < 0, size + 12, size)


class Network(nn.Module):
    """Body and heads, with the frozen embedding rows."""

    def __init__(self, source: Pretrained, layers: int, embeddings: Tensor, sizes: Sizes) -> None:
        super().__init__()
        self.register_buffer("embeddings", embeddings)
        self.body = Body(source, layers)
        self.heads = Heads(source.width, sizes)

    def encode(self, pieces: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        embedded = F.embedding(pieces, self.embeddings)
        syntax, said = self.body(embedded, mask)
        return syntax, said


def words_of(mixed: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Word vectors: the first and the last piece of each word, side by side."""
    width = mixed.shape[-1]
    a = mixed.gather(1, first.unsqueeze(-1).expand(-1, -1, width))
    b = mixed.gather(1, last.unsqueeze(-1).expand(-1, -1, width))
    return torch.cat([a, b], dim=-1)
