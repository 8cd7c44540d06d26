"""Sayso: read news, keep who said what, through whom, how surely.

>>> import sayso
>>> report = sayso.read("Mayor Nina Hale said that the bridge would open in May.")  # doctest: +SKIP
>>> report.attributions[0].speaker  # doctest: +SKIP
'Nina Hale'
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sayso.errors import SaysoError
from sayso.model import Article, Attribution, DateInterval, Reading, Reason, Report, Span

if TYPE_CHECKING:
    from sayso.pipeline import Reader

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Attribution",
    "DateInterval",
    "Reader",
    "Reading",
    "Reason",
    "Report",
    "SaysoError",
    "Span",
    "__version__",
    "read",
]


def read(text: str, published: str | None = None, language: str | None = None) -> Report:
    """Read one text with the shipped network, which is loaded at the first call and kept.

    ``published``: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ``language``: a code such as ``sl``, else what
    the text shows.  Raises ``SaysoError`` (the tree is in ``sayso.errors``).
    """
    from sayso.pipeline import read as read_text

    return read_text(text, published, language)


def __getattr__(name: str) -> Any:
    """``Reader`` brings the network's packages with it: imported when first asked for."""
    if name == "Reader":
        from sayso.pipeline import Reader

        return Reader
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")


class _Package(ModuleType):
    """Keeps ``sayso.read`` the function.

    The stage ``sayso/read`` has the same name, and Python sets it on the package when any module of it is
    imported.  ``from sayso.read.words import …`` works as ever; only ``import sayso.read.words as w`` does not.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "read" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
