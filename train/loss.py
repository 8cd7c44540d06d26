"""The losses of all heads on a batch of windows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from train.labels import Labels
from train.network import ROLES, Heads, Network, distance_bucket, words_of
from train.windows import PAD, PIECES, Window

LIMIT = -1e4
SMOOTH = 0.05  # of an anchor's label: markers differ about one in twenty


def gelu(x: Tensor) -> Tensor:
    """The tanh form, as the decoder has it in numpy."""
    return F.gelu(x, approximate="tanh")


@dataclass
class Batch:
    windows: list[Window]
    pieces: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    present: Tensor
    language: Tensor
    labels: dict[str, Tensor]


def collate(windows: list[Window]) -> Batch:
    """Pad to 256 pieces (one shape, so that the compiled body is compiled once)."""
    words = max(len(w.first) for w in windows)
    pieces = np.full((len(windows), PIECES), PAD)
    fields = ("first", "last", "sentence", "starts", "tag", "string", "lemma", "head", "relation", "name")
    arrays = {key: np.full((len(windows), words), 0 if key in ("first", "last") else -1) for key in fields}
    for row, window in enumerate(windows):
        pieces[row, : len(window.pieces)] = window.pieces
        for key in fields:
            values = getattr(window, key)
            arrays[key][row, : len(values)] = values
    tensors = {key: torch.from_numpy(value) for key, value in arrays.items()}
    ids = torch.from_numpy(pieces)
    mask = (ids != PAD)[:, None, None, :]
    return Batch(
        windows,
        ids,
        mask,
        tensors.pop("first"),
        tensors.pop("last"),
        tensors["sentence"] >= 0,
        torch.tensor([w.language for w in windows]),
        tensors,
    )


class Losses:
    """Holds the fixed matrices: which values make up a feature string, which strings a language has."""

    def __init__(self, labels: Labels, vectors: Tensor, languages: tuple[str, ...]) -> None:
        index = {value: i for i, value in enumerate(labels.values)}
        members = torch.zeros(len(labels.values), len(labels.strings))
        for at, string in enumerate(labels.strings):
            for value in string.split("|"):
                if value != "_":
                    members[index[value], at] = 1.0
        self.members = members
        self.allowed = torch.full((len(languages), len(labels.strings)), LIMIT)
        for row, code in enumerate(languages):
            self.allowed[row, labels.features[code]] = 0.0
        self.vectors = vectors

    def __call__(self, net: Network, batch: Batch, body: torch.nn.Module) -> dict[str, Tensor]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            syntax, said = body(F.embedding(batch.pieces, net.embeddings), batch.mask)
            heads = net.heads
            words = heads.drop(words_of(syntax, batch.first, batch.last))
            losses = self.tagging(heads, words, batch)
            losses |= tree_losses(heads, words, batch)
        losses |= self.meaning(heads, words, batch)
        if any(w.marked for w in batch.windows):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                spoken = heads.drop(words_of(said, batch.first, batch.last))
            losses |= said_losses(heads, spoken, batch)
        return losses

    def tagging(self, heads: Heads, words: Tensor, batch: Batch) -> dict[str, Tensor]:
        labels = batch.labels
        known = labels["tag"] >= 0
        flat = words[known]
        losses = {}
        if len(flat):
            losses["tag"] = F.cross_entropy(heads.tag(flat).float(), labels["tag"][known])
            language = batch.language[:, None].expand_as(labels["tag"])[known]
            strings = heads.value(flat).float() @ self.members + self.allowed[language]
            losses["features"] = F.cross_entropy(strings, labels["string"][known], ignore_index=-1)
            losses["lemma"] = F.cross_entropy(
                heads.lemma(flat).float(), labels["lemma"][known], ignore_index=-1
            )
        named = labels["name"] >= 0
        if named.any():
            losses["name"] = F.cross_entropy(heads.name(words[named]).float(), labels["name"][named])
        split = labels["starts"] >= 0
        if split.any():
            scores = heads.sentence(words[split]).squeeze(-1).float()
            losses["sentence"] = F.binary_cross_entropy_with_logits(scores, labels["starts"][split].float())
        return losses

    def meaning(self, heads: Heads, words: Tensor, batch: Batch) -> dict[str, Tensor]:
        found, wanted = [], []
        for row, window in enumerate(batch.windows):
            if not window.vectors:
                continue
            numbers = batch.labels["sentence"][row]
            for number, vector in window.vectors.items():
                at = (numbers == number).nonzero().squeeze(-1)
                if len(at) > 2:
                    found.append(words[row, at].float().mean(0))
                    wanted.append(self.vectors[vector])
        if not found:
            return {}
        ours = heads.meaning(torch.stack(found))
        return {"meaning": 1 - F.cosine_similarity(ours, torch.stack(wanted)).mean()}


def tree_losses(heads: Heads, words: Tensor, batch: Batch) -> dict[str, Tensor]:
    head = batch.labels["head"]
    known = head >= 0
    if not known.any():
        return {}
    dep, gov = gelu(heads.arc_dep(words)), gelu(heads.arc_head(words))
    scores = (dep @ heads.arc @ gov.transpose(1, 2) + (gov @ heads.arc_bias)[:, None, :]).float()
    at = torch.arange(head.shape[1])
    scores = scores + heads.arc_distance[distance_bucket(at[None, :] - at[:, None])]
    number = batch.labels["sentence"]
    same = (number[:, :, None] == number[:, None, :]) & (number >= 0)[:, None, :]
    root = (dep @ heads.root).float()
    own = torch.eye(head.shape[1], dtype=torch.bool)[None]
    scores = scores.masked_fill(~same, LIMIT)
    scores = torch.where(own, root[:, :, None], scores)  # a word that heads itself is the root
    losses = {"arc": F.cross_entropy(scores[known], head[known])}
    governor = gov_words(heads.rel_head(words), head.clamp(min=0))
    logits = heads.rel_out(gelu(heads.rel_dep(words) + governor)).float()
    losses["relation"] = F.cross_entropy(logits[known], batch.labels["relation"][known], ignore_index=-1)
    return losses


def gov_words(projected: Tensor, head: Tensor) -> Tensor:
    return projected.gather(1, head.unsqueeze(-1).expand(-1, -1, projected.shape[-1]))


def role_scores(heads: Heads, words: Tensor, anchors: Tensor) -> Tensor:
    """(anchors, words, roles): what each word of one window is to each anchor."""
    chosen = words[anchors]
    biaffine = heads.pair_anchor(chosen).view(len(anchors), ROLES - 1, -1) @ heads.pair_word(words).T
    biaffine = F.pad(biaffine.permute(0, 2, 1), (1, 0))
    at = torch.arange(len(words))
    bucket = distance_bucket(at[None, :] - anchors[:, None])
    added = gelu(heads.add_anchor(chosen)[:, None] + heads.add_word(words)[None] + heads.add_distance[bucket])
    return biaffine / 8 + heads.add_out(added) + heads.role_distance[bucket]


def crf_loss(scores: Tensor, steps: Tensor, gold: Tensor) -> Tensor:
    """Negative log-likelihood of the gold role sequences; (anchors, words, roles).

    The partition is a product of (roles × roles) matrices in the log semiring, taken as a tree of pairs.
    """
    count, _length, roles = scores.shape
    picked = scores.gather(2, gold[:, :, None]).squeeze(-1).sum(1)
    picked = picked + steps[gold[:, :-1], gold[:, 1:]].sum(1)
    chain = scores[:, 1:, None, :] + steps[None, None]
    identity = torch.full((roles, roles), LIMIT)
    identity.fill_diagonal_(0.0)
    while chain.shape[1] > 1:
        if chain.shape[1] % 2:
            chain = torch.cat([chain, identity.expand(count, 1, roles, roles)], dim=1)
        left, right = chain[:, 0::2], chain[:, 1::2]
        chain = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], dim=-2)
    total = torch.logsumexp(scores[:, 0, :, None] + chain[:, 0], dim=(1, 2))
    return (total - picked).mean() / 10


def said_losses(heads: Heads, words: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Anchors, roles, certainty, kind, relay and speaker, over the marked windows of a batch."""
    words = words.float()
    sums: dict[str, list[Tensor]] = {}
    for row, window in enumerate(batch.windows):
        if not window.marked:
            continue
        own = words[row, : len(window.first)]
        target = torch.full((len(own),), SMOOTH / 10)
        target[[a.word for a in window.anchors]] = 1.0 - SMOOTH
        loss = F.binary_cross_entropy_with_logits(heads.anchor(own).squeeze(-1), target, reduction="sum")
        sums.setdefault("anchor", []).append(loss / 15)
        if window.anchors and len(own) > 1:
            for key, value in anchor_losses(heads, own, window).items():
                sums.setdefault(key, []).append(value)
    return {key: torch.stack(values).mean() for key, values in sums.items()}


def anchor_losses(heads: Heads, own: Tensor, window: Window) -> dict[str, Tensor]:
    anchors = torch.tensor([a.word for a in window.anchors])
    roles = torch.from_numpy(np.stack([a.roles for a in window.anchors]))
    losses = {"roles": crf_loss(role_scores(heads, own, anchors), heads.steps, roles)}
    chosen = own[anchors]
    content = (roles == 3).float()
    mean = content @ own / content.sum(1, keepdim=True).clamp(min=1)
    sure = gelu(heads.sure_anchor(chosen) + heads.sure_content(mean))
    losses["certainty"] = F.cross_entropy(
        heads.certainty(sure), torch.tensor([a.certainty for a in window.anchors])
    )
    losses["kind"] = F.cross_entropy(heads.kind(sure), torch.tensor([a.kind for a in window.anchors]))
    relay = relay_scores(heads, chosen)
    losses["relay"] = F.cross_entropy(
        relay, torch.tensor([pointer(a.relayed_by) for a in window.anchors]), ignore_index=-100
    )
    speaker = speaker_scores(heads, own, anchors)
    wanted = torch.tensor([pointer(a.speaker) for a in window.anchors])
    if (wanted != -100).any():
        losses["speaker"] = F.cross_entropy(speaker, wanted, ignore_index=-100)
    return {key: value for key, value in losses.items() if torch.isfinite(value)}


def pointer(value: int) -> int:
    return value if value == -100 else value + 1


def relay_scores(heads: Heads, chosen: Tensor) -> Tensor:
    """(anchors, 1 + anchors): none first, then which anchor relays this one."""
    pair = gelu(heads.relay_inner(chosen)[:, None] + heads.relay_outer(chosen)[None])
    scores = heads.relay_out(pair).squeeze(-1)
    scores = scores.masked_fill(torch.eye(len(chosen), dtype=torch.bool), LIMIT)
    return torch.cat([heads.relay_none.expand(len(chosen), 1), scores], dim=1)


def speaker_scores(heads: Heads, words: Tensor, anchors: Tensor) -> Tensor:
    """(anchors, 1 + words): none first, then the word that names the speaker."""
    chosen = words[anchors]
    at = torch.arange(len(words))
    scores = heads.speaker_anchor(chosen) @ heads.speaker_word(words).T / 8
    scores = scores + heads.speaker_distance[distance_bucket(at[None, :] - anchors[:, None])]
    return torch.cat([heads.speaker_none(chosen), scores], dim=1)


WEIGHTS = {
    "tag": 0.5,
    "features": 1.0,
    "lemma": 1.0,
    "name": 1.0,
    "sentence": 1.0,
    "arc": 1.0,
    "relation": 0.5,
    "meaning": 2.0,
    "anchor": 1.0,
    "roles": 1.0,
    "certainty": 0.3,
    "kind": 0.2,
    "relay": 0.3,
    "speaker": 0.3,
}


def total(losses: dict[str, Tensor]) -> Tensor:
    return torch.stack([WEIGHTS[key] * value for key, value in losses.items()]).sum()
