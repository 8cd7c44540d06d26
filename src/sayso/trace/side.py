"""One of two reports that are compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sayso.model import Article
from sayso.shingles import Wording
from sayso.trace.background import Company


@dataclass(frozen=True, slots=True)
class Side:
    """A report as it was given, its words, and how to learn who else in the collection has them."""

    article: Article
    words: Wording
    company: Callable[[], Company] | None = None
