"""Several processes write to one ledger at once: PostgreSQL lets them, on SQLite one waits for the other."""

from __future__ import annotations

import os
import traceback

from databases import facts
from ledger_samples import MOST_SAID, article, report

from sayso.ledger import Ledger

WRITERS, REPORTS = 3, 12
TEXT = "Most odprt junija\n\nMost čez Bistrico številka {} naj bi odprli junija. {}\n"
REST = "Da je denar zagotovljen, je povedala ministrica Alenka Hribar, poroča Navegante."


def fill(place: str) -> None:
    """All writers add the same reports, and two texts of each, so that they meet at every row."""
    with Ledger(place) as ledger:
        for number in range(REPORTS):
            for rest in (REST, REST + " Dela tečejo."):
                given = article(TEXT.format(number, rest), "most", f"https://novice.primer.si/{number}")
                ledger.keep_reading(ledger.keep(given).version, report(given, MOST_SAID[1:]))


def at_once(place: str) -> None:
    children = []
    for _ in range(WRITERS):
        child = os.fork()
        if child == 0:
            try:
                fill(place)
            except BaseException:  # noqa: BLE001  the child must not go on with the parent's tests
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * WRITERS


def test_writers_at_once_leave_what_one_leaves(place: str, tmp_path: object) -> None:
    at_once(place)
    alone = f"{tmp_path}/alone.db"
    fill(alone)
    found, expected = facts(place), facts(alone)
    numbers = found.pop("version"), expected.pop("version")
    assert len(numbers[0]) == len(numbers[1]) == 2 * REPORTS
    assert found["counts"] == expected["counts"]
    assert found["attribution"] == expected["attribution"]
    assert len(found["hit"]) == len(expected["hit"]) == 2 * REPORTS
