"""How a large ledger behaves: ``python -m eval.ledger --claims 1000000 [--markdown OUT]``.

The reports of ``../shared/data/sl/news`` are read once and then retold (``eval.retold``) until the ledger holds so many
claims.  Timed are adding a report, at the start and at the end, and ``find`` and ``who`` on the full ledger, warm.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import select

from eval import default_shared
from eval.retold import retold
from sayso.ingest.files import gather, load
from sayso.intake import Given, keep, read_versions
from sayso.ledger import Ledger, schema
from sayso.ledger.engine import looking
from sayso.ledger.parties import who
from sayso.ledger.reports import kept_reports
from sayso.ledger.search import Query, find
from sayso.ledger.words import tokens
from sayso.model import Report
from sayso.pipeline import Reader

EDGE = 1000  # reports at the start and at the end over which adding is timed
ASKED = 300


@dataclass(frozen=True)
class Timed:
    """Milliseconds."""

    median: float
    p95: float

    @staticmethod
    def of(seconds: Sequence[float]) -> Timed:
        """The middle and the slow end of some durations."""
        ordered = sorted(seconds)
        return Timed(1000 * statistics.median(ordered), 1000 * ordered[int(0.95 * (len(ordered) - 1))])


def read_reports(folder: Path, most: int | None) -> list[Report]:
    """The real reports, read once with the shipped network."""
    reader = Reader()
    sources = gather([str(folder)])[:most]
    return [reader.read(load(source, None)) for source in sources]  # type: ignore[arg-type]


def fill(ledger: Ledger, reports: Sequence[Report], claims: int, say: Callable[[str], None]) -> list[float]:
    """Add retold reports until the ledger holds so many claims; seconds for each."""
    took: list[float] = []
    done = 0
    began = time.perf_counter()
    for report in retold(reports, 10**9):
        started = time.perf_counter()
        version = keep(ledger, report.article, Given(language=report.language)).version
        ledger.keep_reading(version, report)
        took.append(time.perf_counter() - started)
        done += len(report.attributions)
        if len(took) % 5000 == 0:
            say(f"{done:,} claims of {len(took):,} reports after {time.perf_counter() - began:.0f} s")
        if done >= claims:
            return took
    return took


def ask(ledger: Ledger) -> dict[str, Timed]:
    """Time questions whose words and names are drawn from the ledger's own texts: frequent and rare ones alike."""
    rng = random.Random(11)
    with looking(ledger.engine) as connection:
        ids = sorted(connection.execute(select(schema.version.c.id)).scalars())
    drawn = list(kept_reports(ledger, rng.sample(ids, min(ASKED, len(ids)))))
    forms = [[word for word in tokens(report.article.text) if len(word) > 4] for report in drawn]
    words = [rng.choice(each) for each in forms]
    pairs = [f"{word} {rng.choice(each)}" for word, each in zip(words, forms, strict=True)]
    names = [
        item["speaker"] for report in drawn for item in report.record["attributions"][:1] if item["speaker"]
    ]
    questions: dict[str, list[Callable[[], object]]] = {
        "find, one word": [partial(find, ledger, Query(word)) for word in words],
        "find, two words": [partial(find, ledger, Query(pair)) for pair in pairs],
        "find, word and certainty": [
            partial(find, ledger, Query(word, certainty="hearsay")) for word in words
        ],
        "who": [partial(who, ledger, name) for name in names],
    }
    timed = {}
    for what, calls in questions.items():
        for call in calls:
            call()
        seconds = []
        for call in calls:
            started = time.perf_counter()
            call()
            seconds.append(time.perf_counter() - started)
        timed[what] = Timed.of(seconds)
    return timed


def import_share(folder: Path, most: int | None) -> float:
    """The throughput of an import with reading, as a share of that of reading alone; one process each."""
    reader = Reader()
    found = [load(source, None) for source in gather([str(folder)])[:most]]  # type: ignore[arg-type]
    reader.read(found[0])
    began = time.perf_counter()
    for article in found:
        reader.read(article)
    alone = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as scratch, Ledger(str(Path(scratch, "import.db"))) as ledger:
        began = time.perf_counter()
        versions = [keep(ledger, article).version for article in found]
        done = list(read_versions(ledger, versions, lambda: reader))
        both = time.perf_counter() - began
    if any(each.refusal for each in done):
        raise RuntimeError("a report was not read, which would make the import look quick")
    return alone / both


def table(rows: Sequence[tuple[str, str]], command: str) -> str:
    """The figures as Markdown, with the day and the command."""
    lines = [
        f"`{command}`, {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores.",
        "",
        "| | |",
        "| --- | ---: |",
    ]
    return "\n".join([*lines, *(f"| {what} | {value} |" for what, value in rows)]) + "\n"


def main() -> None:
    """Fill a ledger, ask it, print what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--reports", type=int, default=None, help="how many real reports to start from")
    parser.add_argument("--ledger", default=None, help="where to make it (default: a scratch folder)")
    parser.add_argument("--markdown", type=Path, default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = given.ledger or str(Path(scratch, "large.db"))
        reports = read_reports(default_shared() / "data" / "sl" / "news", given.reports)
        with Ledger(place) as ledger:
            took = fill(ledger, reports, given.claims, lambda line: print(line, flush=True))
            counts = ledger.counts()
            timed = ask(ledger)
        size = sum(path.stat().st_size for path in Path(place).parent.glob(Path(place).name + "*"))
    share = import_share(default_shared() / "data" / "sl" / "news", given.reports)
    first, last = Timed.of(took[:EDGE]), Timed.of(took[-EDGE:])
    rows = [
        ("claims", f"{counts['claim']:,}"),
        ("reports", f"{counts['article']:,}"),
        ("size", f"{size / 1e9:.2f} GB"),
        ("adding a report, first 1,000: median", f"{first.median:.1f} ms"),
        ("adding a report, last 1,000: median", f"{last.median:.1f} ms"),
        ("import with reading, of the throughput of reading alone", f"{100 * share:.0f} %"),
        *((f"{what}: median, 95 %", f"{t.median:.1f}, {t.p95:.1f} ms") for what, t in timed.items()),
    ]
    text = table(rows, f"python -m eval.ledger --claims {given.claims}")
    print(text)
    if given.markdown is not None:
        given.markdown.write_text("# A large ledger\n" + text, encoding="utf-8")


if __name__ == "__main__":
    main()
