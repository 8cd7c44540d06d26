"""Limits and environment: the only place that knows them.

``SAYSO_THREADS`` sets the number of threads of the network, ``SAYSO_MODEL`` another folder with weights.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be tuned without touching code."""

    text_limit: int = 20 * MEGABYTE
    page_limit: int = 10 * MEGABYTE
    redirect_limit: int = 5
    connect_timeout: float = 10.0
    fetch_timeout: float = 30.0
    threads: int = 1
    model: Path | None = None


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process; a thread count that is no positive number counts as not set."""
    given = os.environ if environment is None else environment
    threads = given.get("SAYSO_THREADS", "").strip()
    model = given.get("SAYSO_MODEL", "").strip()
    return Settings(
        threads=int(threads) if threads.isdecimal() and int(threads) > 0 else 1,
        model=Path(model) if model else None,
    )
