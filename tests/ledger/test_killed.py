"""An import that is killed at any moment and started again leaves the ledger of one that was not."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path

import pytest
from databases import facts, new_database
from sqlalchemy import event

from sayso.ingest.text import article_from_text
from sayso.intake import Given, keep, read_versions
from sayso.ledger import Ledger
from sayso.pipeline import Reader
from sayso.read.fake import FakeEncoder

# A new PostgreSQL database takes a second or more: `just slow` sets SAYSO_KILLS=50 for both.
POINTS = {"sqlite": 50, "postgresql": int(os.environ.get("SAYSO_KILLS", "10"))}
TEXTS = [
    f"{number}\nen\n2025-03-{number + 1:02d}\nhttps://news.example/{number % 5}\nBridge {number}\n"
    f"Mayor Nina Hale said that the bridge number {number} would open in May of this year.\n"
    for number in range(8)
]  # addresses repeat: some of these are new versions of others


def fill(place: str, killed_after: int | None = None) -> int:
    """Keep and read everything; the number of statements that took, or death after some of them."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1
        if count == killed_after:
            os.kill(os.getpid(), signal.SIGKILL)

    with Ledger(place) as ledger:
        for moment in ("before_cursor_execute", "commit"):
            event.listen(ledger.engine, moment, counted)
        for text in TEXTS:
            keep(ledger, article_from_text(text), Given(language="en"))
        for _ in read_versions(ledger, ledger.unread(), lambda: Reader(FakeEncoder())):
            pass
    return count


def killed(place: str, after: int) -> None:
    """The same in a process that dies by SIGKILL."""
    child = os.fork()
    if child == 0:
        fill(place, after)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the import ended before it was killed"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_at_any_statement(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    def fresh(name: str) -> str:
        if database == "sqlite":
            return str(tmp_path / f"{name}.db")
        return new_database(request.getfixturevalue("postgres"))

    whole = fresh("whole")
    statements = fill(whole)
    expected = facts(whole)
    assert expected["counts"]["claim"] == 8
    assert expected["counts"]["link"] > 0
    chosen = random.Random(7).sample(range(2, statements), POINTS[database])
    for point in sorted(chosen):
        place = fresh(f"killed-{point}")
        killed(place, point)
        fill(place)
        assert facts(place) == expected, f"killed after statement {point} of {statements}"
