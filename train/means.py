"""Means of weights: of one stage's course, and of several stages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

State = dict[str, torch.Tensor]


def running_mean(checkpoint: Path) -> State:
    """The running mean of a stage's weights; what does not learn as it is."""
    saved = torch.load(checkpoint, weights_only=True)
    return {key: saved["mean"].get(key, value).float() for key, value in saved["network"].items()}


def average(checkpoints: Sequence[Path]) -> State:
    """The mean of the running means of several stages of one training (Izmailov et al. 2018)."""
    states = [running_mean(path) for path in checkpoints]
    return {key: torch.stack([state[key] for state in states]).mean(0) for key in states[0]}
