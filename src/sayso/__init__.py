"""Sayso: read news, keep who said what, through whom, how surely.

>>> import sayso
>>> report = sayso.read("Mayor Nina Hale said that the bridge would open in May.")  # doctest: +SKIP
>>> report.attributions[0].speaker  # doctest: +SKIP
'Nina Hale'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.errors import SaysoError
from sayso.model import Article, Attribution, DateInterval, Reading, Reason, Report, Span

if TYPE_CHECKING:
    from sayso.pipeline import Reader, read

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

_LAZY = ("Reader", "read")


def __getattr__(name: str) -> Any:
    """``read`` and ``Reader`` bring the network's packages with them: imported when first asked for."""
    if name in _LAZY:
        from sayso import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
