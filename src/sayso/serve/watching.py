"""``sayso watch``: polls what feeds.toml names and adds new reports to a ledger."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.errors import NotFound, Unreadable
from sayso.serve.adding import Tally, WorkersOption, cores
from sayso.serve.adding import make_reader as load_reader
from sayso.serve.asking import LedgerOption, emit, opened
from sayso.serve.edge import edge

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.pipeline import Reader
    from sayso.watch import Happened, Watch

WATCH_HELP = """Ask feeds, lists of feeds and sitemaps again and again, and add new reports to a ledger.

FILE names them (docs/watch.md has every key). robots.txt is obeyed, one request goes out at a time, a host has a pause
between two; what did not change is not sent again. Interrupt it when you like: started again, it goes on there.

\b
Examples:
  sayso watch feeds.toml                     until you interrupt it
  sayso watch feeds.toml --once              one round, for cron
  sayso watch feeds.toml --once --json       with a JSON line for each thing that happened
  sayso watch feeds.toml --no-read           keep the texts only; sayso retry reads them later
"""
TICK = 30.0  # seconds between two looks at what is due
_FEW = 16  # texts for which no further process is started


@cache
def make_reader() -> Reader:
    """The reader of this process, made once; by name, so that processes of its own can make theirs."""
    return load_reader()


def watch(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to watch, e.g. feeds.toml.")],
    ledger: LedgerOption = None,
    once: Annotated[bool, typer.Option("--once", help="One round of what is due, and then end.")] = False,
    read: Annotated[bool, typer.Option("--read/--no-read", help="Read what is new, or only keep it.")] = True,
    workers: WorkersOption = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from the own network too.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON lines (docs/watch.md).")] = False,
) -> None:
    """Ask feeds, lists of feeds and sitemaps again and again, and add new reports to a ledger."""
    with edge():
        from sayso import __version__
        from sayso.ingest.polite import Manners, Visitor
        from sayso.ingest.watchlist import read_watchlist
        from sayso.watch import Watch

        wanted = read_watchlist(_bytes(file), str(file))
        visitor = Visitor(Manners(wanted.pause, wanted.pauses, wanted.contact, allow_private))
        with opened(ledger, create=True) as book:
            watching = Watch(book, wanted, visitor, book.begin_run("watch", __version__))
            while True:
                _round(watching, json, (workers or cores()) if read else 0)
                if once:
                    return
                visitor.clock.wait(TICK)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(str(file)) from error
    except OSError as error:
        raise Unreadable(str(file), (error.strerror or str(error)).lower()) from error


def _round(watching: Watch, json: bool, workers: int) -> None:
    """One round, told as it goes; then what is new is read, by so many workers or not at all."""
    outcomes: Counter[str] = Counter()
    for happened in watching.round():
        outcomes[happened.outcome] += 1
        if json:
            emit(happened_record(happened))
        else:
            typer.echo(happened_line(happened))
    tally = Tally()
    if workers:
        _read(watching.ledger, workers, tally)
    if not outcomes and not tally.read and not tally.failures:
        return
    if json:
        emit(
            {
                "schema": 1,
                "what": "read",
                **{key: tally.record()[key] for key in ("read", "claims", "failures")},
            }
        )
    elif workers:
        typer.echo(tally.line())


def _read(book: Ledger, workers: int, tally: Tally) -> None:
    from sayso.intake import read_versions

    versions = book.unread()
    count = max(1, min(workers, len(versions) // _FEW))
    for each in read_versions(book, versions, make_reader, count):
        tally.add(each)


def happened_record(happened: Happened) -> dict[str, Any]:
    """One thing that happened, as ``--json`` prints it (docs/watch.md)."""
    until = happened.wait_until
    return {
        "schema": 1,
        "what": happened.what,
        "outcome": happened.outcome,
        "at": happened.at.isoformat(),
        "source": happened.source,
        "address": happened.address,
        "status": happened.status,
        "reason": happened.reason,
        "named": happened.named,
        "kept": dict(sorted(happened.kept.items())),
        "wait_until": None if until is None else until.isoformat(),
    }


def happened_line(happened: Happened) -> str:
    """The same in words, on one line that steers no terminal."""
    from sayso.serve.wording import one_line

    kept = [f"{count} {what}" for what, count in sorted(happened.kept.items()) if count]
    named = [f"{happened.named} to fetch"] if happened.named else []
    until = happened.wait_until
    parts = [*named, *kept]
    parts += [happened.reason.removeprefix(f"{happened.address}: ")] if happened.reason else []
    parts += [] if until is None else [f"again at {until:%Y-%m-%d %H:%M} UTC"]
    told = f": {', '.join(parts)}" if parts else ""
    return one_line(f"{happened.at:%H:%M:%S} {happened.what} {happened.outcome} {happened.address}{told}")
