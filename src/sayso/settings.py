"""Limits and environment: the only place that knows them.

``SAYSO_THREADS`` sets the number of threads of the network, ``SAYSO_MODEL`` another folder with weights, ``SAYSO_LEDGER``
another ledger than ``sayso.db``: a file or a PostgreSQL address.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000
LEDGER = "sayso.db"


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be tuned without touching code."""

    text_limit: int = 20 * MEGABYTE
    page_limit: int = 10 * MEGABYTE
    xml_limit: int = 50 * MEGABYTE  # what sitemaps.org allows a sitemap
    entry_limit: int = 50_000  # entries of one feed, list, sitemap or message; the same source
    member_limit: int = 20_000  # files of one ZIP archive
    unpacked_limit: int = 2_000 * MEGABYTE  # all files of one ZIP archive together
    unpack_ratio: int = 200  # how many times its size anything may unpack to, once it is not small
    unpack_free: int = 20 * MEGABYTE  # what may always be unpacked
    header_limit: int = 65_536  # the header of one WARC record
    pdf_page_limit: int = 2_000
    pdf_seconds: float = 60.0
    pdf_memory: int = 2_000 * MEGABYTE
    redirect_limit: int = 5
    connect_timeout: float = 10.0
    fetch_timeout: float = 30.0
    threads: int = 1
    model: Path | None = None
    ledger: str = LEDGER


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process; a thread count that is no positive number counts as not set."""
    given = os.environ if environment is None else environment
    threads = given.get("SAYSO_THREADS", "").strip()
    model = given.get("SAYSO_MODEL", "").strip()
    return Settings(
        threads=int(threads) if threads.isdecimal() and int(threads) > 0 else 1,
        model=Path(model) if model else None,
        ledger=given.get("SAYSO_LEDGER", "").strip() or LEDGER,
    )
