"""Fit the network, stage by stage (``PLANS``): trees, tags and names first, then with attributions.

Every stage is resumable: a checkpoint is written every few minutes and found again.  Batches depend on the
seed and on the step alone.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from train import corpora, loss, polnear, pretrained, teacher
from train.excerpts import excerpts
from train.labels import Labels, collect
from train.marked import Words, pass_over, words_of_report
from train.means import average
from train.network import Network, Sizes
from train.passages import passages
from train.windows import Encoder, Pieces, Window, treebank_windows

LAYERS = 10  # of twelve: the top two, tuned for retrieval, cost a sixth of the time
BATCH = 4
SEED = 7
TAUGHT = ("sl-trees", "ewt-dev", "pud-en", "de", "hr")


@dataclass(frozen=True)
class Plan:
    """One stage: how many batches, the learning rates, and how often the treebanks come in a pass."""

    name: str
    steps: int
    schedule: int  # steps over which the rates fall; a stage that stops earlier hands on a warm network
    body_rate: float
    head_rate: float
    marked_share: float
    start_from: tuple[str, ...] = ()  # stages whose weights it begins with
    from_means: bool = (
        False  # with their running means, of several the mean; else with the weights of the one
    )
    own_marks: bool = False
    hold_out: int = 1  # every how many-th development report is left out; 0: none
    gold_twice: bool = (
        False  # in every second pass the gold reports come twice: no text is marked with more care
    )
    real_mostly: bool = False  # Slovene passages of our own in every second pass only; real text in each
    seed: int = 7
    polnear: bool = False  # a benchmark: marks of PolNeAR's training part and no others; never shipped


_MARKED = Plan("more", 0, 0, 1e-4, 6e-4, 0.74, from_means=True, own_marks=True, hold_out=2, gold_twice=True)
PLANS = {
    plan.name: plan
    for plan in (
        Plan("trunk", 1900, 3700, 2e-4, 1e-3, 0.0),
        Plan("all", 7800, 7800, 1.5e-4, 1e-3, 0.33, start_from=("trunk",)),
        Plan("said", 8600, 8600, 1e-4, 6e-4, 0.65, start_from=("all",), hold_out=2, own_marks=True),
        Plan("final", 3400, 3400, 7e-5, 4e-4, 0.75, start_from=("said",), hold_out=2, own_marks=True),
        replace(_MARKED, name="more", steps=7600, schedule=7600, start_from=("said", "final"), seed=23),
        replace(
            _MARKED,
            name="last",
            steps=3000,
            schedule=3000,
            body_rate=7e-5,
            head_rate=4e-4,
            marked_share=0.8,
            start_from=("more",),
            real_mostly=True,
            seed=31,
        ),
    )
}
PLANS["polnear"] = Plan(
    "polnear",
    3200,
    3200,
    8e-5,
    5e-4,
    0.94,
    start_from=("said", "final", "more"),
    from_means=True,
    polnear=True,
)
RECIPE = tuple(name for name, plan in PLANS.items() if not plan.polnear)
# What is exported is the mean of the running means of these stages; the first two, twice, keep names and trees.
SHIPPED = ("said", "final", "said", "final", "more", "last")
MEAN_EVERY, MEAN_STEP = 4, 0.006  # batches; half of the mean is younger than 460 batches


@dataclass
class Data:
    labels: Labels
    encoder: Encoder
    banks: list[tuple[corpora.Treebank, list]]
    vectors: torch.Tensor
    network: Network


def load(folder: Path) -> Data:
    """Everything that is the same for all stages."""
    source = pretrained.load()
    banks = corpora.treebanks()
    labels = collect(banks)
    labels.save(folder / "labels.json")
    encoder = Encoder(labels, Pieces(Tokenizer.from_file(str(folder / "tokenizer.json"))))
    embeddings = torch.from_numpy(
        np.load(folder / "embeddings.npy").astype(np.float32) * np.load(folder / "scales.npy")[:, None]
    )
    encoded, taught = [], []
    for bank in banks:
        rows = []
        for tokens in bank.sentences:
            vector = -1
            if bank.code in TAUGHT and 5 < len(tokens) < 60:
                vector = len(taught)
                taught.append([i for ids in encoder.sentence(tokens).pieces for i in ids])
            rows.append(encoder.sentence(tokens, vector))
        encoded.append((bank, rows))
    prefix = [i for word in ("query", ":") for i in encoder.pieces.of(word, word != ":")]
    vectors = teacher.cached(folder / "teacher.npy", teacher.Teacher(source, embeddings, prefix), taught)
    sizes = Sizes(
        len(labels.tags), len(labels.values), len(labels.lemmas), len(labels.relations), len(labels.names)
    )
    torch.manual_seed(SEED)
    return Data(labels, encoder, encoded, vectors, Network(source, LAYERS, embeddings, sizes))


def tree_stream(data: Data, seed: int) -> Iterator[Window]:
    """Windows of all treebanks, shuffled pass by pass, without end."""
    number = 0
    while True:
        rng = random.Random(seed * 1000 + number)
        windows = [w for bank, rows in data.banks for w in treebank_windows(bank, rows, rng)]
        rng.shuffle(windows)
        yield from windows
        number += 1


def marked_stream(
    gold: list[Words], own: list[Words], excerpts: list[Words], pieces: Pieces, plan: Plan
) -> Iterator[Window]:
    """Windows of the marked reports, shuffled pass by pass, without end."""
    number = 0
    while True:
        rng = random.Random(plan.seed * 1000 + 500 + number)
        reports = [*gold, *(gold if plan.gold_twice and number % 2 else ()), *excerpts]
        reports += [r for r in own if number % 2 == 0 or not plan.real_mostly or r.language != "sl"]
        windows = [w for report in reports for w in pass_over(report, pieces, rng)]
        rng.shuffle(windows)
        yield from windows
        number += 1


def stream(data: Data, plan: Plan) -> Iterator[Window]:
    """Treebank windows, and marked ones among them in the plan's share."""
    trees = tree_stream(data, plan.seed + bool(plan.start_from))
    held = set(sorted(corpora.development())[:: plan.hold_out]) if plan.hold_out else set()
    wanted = [r for r in corpora.marked() if r.doc not in held] if plan.marked_share else []
    gold = [words_of_report(r) for r in (polnear.reports() if plan.polnear else wanted)]
    own = [words_of_report(r) for r in passages()] if plan.own_marks else []
    real = [words_of_report(r) for r in excerpts()] if plan.own_marks else []
    marked = marked_stream(gold, own, real, data.encoder.pieces, plan)
    rng = random.Random(plan.seed)
    while True:
        yield next(marked) if rng.random() < plan.marked_share else next(trees)


def groups(net: Network, plan: Plan) -> list[dict]:
    """Layer-wise learning rates: lower layers move less; no decay on norms and biases."""
    members: dict[tuple[float, float], list] = {}
    for name, parameter in net.named_parameters():
        rate = plan.head_rate
        if name.startswith("body.") and "syntax" not in name and "said" not in name:
            depth = int(name.split(".")[2]) + 1 if ".layers." in name else 0
            rate = plan.body_rate * 0.93 ** (LAYERS - depth)
        decay = 0.01 if parameter.ndim > 1 else 0.0
        members.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": parameters, "lr": rate, "peak": rate, "weight_decay": decay}
        for (rate, decay), parameters in members.items()
    ]


def rate_at(step: int, steps: int) -> float:
    """Linear warm-up over the first 4 %, then linear down to 2 %."""
    warm = max(1, steps // 25)
    if step < warm:
        return (step + 1) / warm
    return max(0.02, 1 - (step - warm) / (steps - warm))


class Fit:
    """One stage at work: batches in, checkpoints and a log out."""

    def __init__(self, folder: Path, plan: Plan, data: Data, stream: Iterator[Window]) -> None:
        self.plan, self.data, self.stream, self.folder = plan, data, stream, folder
        self.net = data.network
        self.losses = loss.Losses(data.labels, data.vectors, corpora.LANGUAGES)
        self.optimizer = torch.optim.AdamW(groups(self.net, plan), betas=(0.9, 0.98), fused=True)
        self.body = torch.compile(self.net.body, dynamic=False)
        self.step = 0
        self.averages: dict[str, float] = {}
        self.mean: dict[str, torch.Tensor] = {}
        """Running mean of the weights (Polyak and Juditsky 1992; Tarvainen and Valpola 2017)."""

    @property
    def checkpoint(self) -> Path:
        return self.folder / f"{self.plan.name}.pt"

    def resume(self) -> None:
        """From this stage's checkpoint, or from the stage before."""
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint, weights_only=True)
            self.net.load_state_dict(saved["network"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.step = saved["step"]
            self.mean = saved["mean"]
            for _ in range(self.step * BATCH):
                next(self.stream)
        elif self.plan.from_means:
            self.net.load_state_dict(average([self.folder / f"{name}.pt" for name in self.plan.start_from]))
        elif self.plan.start_from:
            saved = torch.load(self.folder / f"{self.plan.start_from[0]}.pt", weights_only=True)
            self.net.load_state_dict(saved["network"])

    def save(self) -> None:
        state = {
            "network": self.net.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "mean": self.mean,
        }
        temporary = self.checkpoint.with_suffix(".tmp")
        torch.save(state, temporary)
        temporary.replace(self.checkpoint)

    def run(self) -> None:
        self.net.train()
        began, last_saved, first = time.time(), time.time(), self.step
        while self.step < self.plan.steps:
            self.one(loss.collate([next(self.stream) for _ in range(BATCH)]))
            if self.step % 50 == 0:
                speed = (self.step - first) / (time.time() - began)
                self.log(speed)
            if time.time() - last_saved > 240:
                self.save()
                last_saved = time.time()
        self.save()

    def one(self, batch: loss.Batch) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * rate_at(self.step, self.plan.schedule)
        losses = self.losses(self.net, batch, self.body)
        value = loss.total(losses)
        if torch.isfinite(value):
            value.backward()
            torch.nn.utils.clip_grad_norm_(self.net.parameters(), 2.0)
            self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        if self.step % MEAN_EVERY == 0:
            self.follow()
        for key, item in losses.items():
            old = self.averages.get(key, float(item.detach()))
            self.averages[key] = 0.98 * old + 0.02 * float(item.detach())
        self.step += 1

    def follow(self) -> None:
        """Move the mean towards the weights as they are."""
        now = {name: value.detach() for name, value in self.net.named_parameters()}
        if not self.mean:
            self.mean = {name: value.clone() for name, value in now.items()}
        else:
            torch._foreach_lerp_([self.mean[name] for name in now], list(now.values()), MEAN_STEP)

    def log(self, speed: float) -> None:
        shown = " ".join(f"{k}={v:.3f}" for k, v in sorted(self.averages.items()))
        left = (self.plan.steps - self.step) / max(speed, 1e-9) / 60
        print(
            f"{time.strftime('%H:%M:%S')} {self.step}/{self.plan.steps} {speed:.2f}/s {left:.0f}m {shown}",
            flush=True,
        )
