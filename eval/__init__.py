"""Scores every stage of Sayso on the gold that lies beside the project (``../shared``).

``python -m eval`` prints one table and checks it against ``eval/floors.json``; ``eval/README.md`` says more.
A stage here is a module with ``SETS`` and ``measure(name, shared, reader)``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from sayso.model import Article, Name, Report, Word

PROJECT = Path(__file__).parents[1]


class WrongUse(ValueError):
    """The command was asked for something that there is not, or that it must not do."""


class Reader(Protocol):
    """What is scored: ``sayso.pipeline.Reader``."""

    def read(self, article: Article, language: str | None = None) -> Report:
        """A report from its raw text."""
        ...

    def read_tokens(
        self,
        sentences: Sequence[Sequence[str]],
        language: str,
        spaces: Sequence[Sequence[bool]] | None = None,
    ) -> list[list[Word]]:
        """A word for each given token, heads counted within the sentence; ``spaces``: white space follows."""
        ...

    def read_names(self, sentences: Sequence[Sequence[str]], language: str) -> list[list[Name]]:
        """The names among the given tokens, ``first`` and ``last`` counted within the sentence."""
        ...


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the table: percent, unless ``unit`` says otherwise."""

    stage: str
    group: str
    name: str
    value: float
    precision: float | None = None
    recall: float | None = None
    decisions: int = 0
    """How many gold decisions stand behind it: the fewer, the more one of them weighs."""
    unit: str = "%"

    @property
    def path(self) -> str:
        return f"{self.stage}/{self.group}/{self.name}"


@dataclass(frozen=True, slots=True)
class Count:
    """What precision and recall are made of; hits are fractions where overlap counts in part."""

    hits: float
    found: int
    gold: int

    def __add__(self, other: Count) -> Count:
        return Count(self.hits + other.hits, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return 100 * self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.found + self.gold
        return 200 * self.hits / both if both else 0.0

    def figure(self, stage: str, group: str, name: str) -> Figure:
        return Figure(stage, group, name, self.f1, self.precision, self.recall, self.gold)


def default_shared() -> Path:
    """Where the gold lies: ``SAYSO_SHARED``, else ``shared`` beside the project."""
    named = os.environ.get("SAYSO_SHARED", "").strip()
    return Path(named) if named else PROJECT.parent / "shared"


@cache
def open_reader(weights: Path | None = None, threads: int = 1) -> Reader:
    """The pipeline, loaded once for all sets; ``weights`` is another folder with a network."""
    from sayso.pipeline import Reader as Pipeline

    if weights is None:
        return Pipeline(threads=threads)
    from sayso.read.encoder import OnnxEncoder

    return Pipeline(OnnxEncoder(weights, threads), threads=threads)
