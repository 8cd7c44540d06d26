"""``sayso doctor``: what is installed, which network, which ledger, and what is wrong with any of it."""

from __future__ import annotations

import os
import platform
import stat
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sayso.errors import LedgerError, ModelError
from sayso.settings import settings

PACKAGES = (
    "sayso",
    "onnxruntime",
    "tokenizers",
    "numpy",
    "trafilatura",
    "sqlalchemy",
    "alembic",
    "spacy",
    "psycopg",
)
OPTIONAL = {"spacy": "spacy", "psycopg": "postgres"}


@dataclass(frozen=True, slots=True)
class Health:
    """What was found; ``wrong`` are lines that say what is wrong and the way out."""

    packages: dict[str, str | None]
    network: str | None
    ledger: str
    counts: dict[str, int]
    size: int | None
    unread: int
    failed: int
    wrong: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """As ``--json`` prints it."""
        return {
            "schema": 1,
            "python": platform.python_version(),
            "packages": self.packages,
            "network": self.network,
            "ledger": self.ledger,
            "size": self.size,
            "counts": self.counts,
            "unread": self.unread,
            "failed": self.failed,
            "wrong": list(self.wrong),
        }

    def text(self) -> str:
        """As a person reads it."""
        lines = [f"Python {platform.python_version()}"]
        for name, found in self.packages.items():
            extra = (
                f"not installed (pip install 'sayso[{OPTIONAL[name]}]')"
                if name in OPTIONAL
                else "not installed"
            )
            lines.append(f"  {name} {found or extra}")
        lines.append(f"network  {self.network or 'cannot be used'}")
        size = "" if self.size is None else f", {self.size / 1e6:.1f} MB"
        lines.append(f"ledger   {self.ledger}{size}")
        shown = ("article", "version", "reading", "claim", "hit", "failure", "tombstone")
        if self.counts:
            lines.append("  " + ", ".join(f"{name} {self.counts[name]}" for name in shown))
            lines.append(f"  {self.unread} not read yet, {self.failed} failed (sayso retry)")
        lines += [f"wrong: {line}" for line in self.wrong] or ["nothing is wrong"]
        return "\n".join(lines)


def examine(place: str) -> Health:
    """Look at everything; never raises for what it finds broken."""
    wrong: list[str] = []
    network = _network(wrong)
    counts, unread, failed = _ledger(place, wrong)
    return Health(_packages(), network, place, counts, _size(place, wrong), unread, failed, tuple(wrong))


def _packages() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def _network(wrong: list[str]) -> str | None:
    from sayso.pipeline import Reader

    try:
        maker = Reader().encoder.maker
    except ModelError as error:
        wrong.append(str(error))
        return None
    return f"{maker.name} {maker.version} in {settings().model or 'the package'}"


def _ledger(place: str, wrong: list[str]) -> tuple[dict[str, int], int, int]:
    from sayso.ledger import Ledger

    try:
        with Ledger(place, create=False) as book:
            counts, unread, failed = book.counts(), len(book.unread()), len(book.failures())
            wrong.extend(book.check())
    except LedgerError as error:
        wrong.append(str(error))
        return {}, 0, 0
    return counts, unread, failed


def _size(place: str, wrong: list[str]) -> int | None:
    path = Path(place)
    if not path.is_file():
        return None
    mode = stat.S_IMODE(os.stat(path).st_mode)
    if mode & 0o077:
        wrong.append(f"{place} can be read by others (mode {mode:04o}); chmod 600 {place}")
    return path.stat().st_size
