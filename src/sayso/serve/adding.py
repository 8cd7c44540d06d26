"""Commands that fill and tend a ledger: ``sayso add``, ``retry``, ``rebuild``, ``forget``, ``doctor``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.errors import BatchFailed, SaysoError
from sayso.serve.asking import JsonOption, LedgerOption, emit, opened
from sayso.serve.edge import complain, edge
from sayso.settings import settings

if TYPE_CHECKING:
    from sayso.intake import Given, Read
    from sayso.ledger import Ledger
    from sayso.pipeline import Reader

ADD_HELP = """Keep reports in a ledger, with every version of their text, and read what is new.

Each NAME is a file, a folder, a pattern, an address, or - for standard input. Adding the same again changes nothing; a
changed text is a new version; a run that was interrupted goes on where it stopped when it is started again.

\b
Examples:
  sayso add news/                              a folder, subfolders too
  sayso add news/ --ledger desk.db             into another ledger
  sayso add release.txt --kind release         a press release: often the origin itself
  sayso add news/ --ledger postgresql://desk@db/sayso
  sayso add archive/ --no-read                 keep the texts only; sayso retry reads them later
"""
RETRY_HELP = """Read what is not read yet: what failed before, and what an interrupted run left.

\b
Examples:
  sayso retry                failures, with their reasons, and then once more
  sayso retry --show         only show them
"""
FORGET_HELP = """Erase an article, every version of it and all that was read in it, for the law's sake.

What stays is a tombstone with who, when and why. The text is not taken in again. This cannot be undone.

\b
Examples:
  sayso forget https://example.org/story --reason "court order 12/2025" --by "M. Kos"
"""

WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", min=1, max=256, help="Processes that read.", show_default="all cores"),
]


def make_reader() -> Reader:
    """A reader for a worker: by name, so that a process of its own can make it."""
    from sayso.pipeline import Reader

    return Reader()


@dataclass(slots=True)
class Tally:
    """What one run did."""

    kept: Counter[str] = field(default_factory=Counter)
    read: int = 0
    claims: int = 0
    words: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def failures(self) -> int:
        """How many reports could not be taken in or read."""
        return sum(self.refused.values())

    def add(self, each: Read) -> None:
        """Count a version that was read; one that was refused is a line on stderr too."""
        if each.refusal is None:
            self.read += 1
            self.words += each.words
            self.claims += each.claims
        else:
            self.refused[each.refusal.reason] += 1
            complain(each.refusal.message)

    def record(self) -> dict[str, Any]:
        """The tally as ``--json`` prints it."""
        return {
            "schema": 1,
            "kept": dict(sorted(self.kept.items())),
            "read": self.read,
            "claims": self.claims,
            "words": self.words,
            "failures": dict(sorted(self.refused.items())),
        }

    def line(self) -> str:
        """The tally in words."""
        wording = {
            "new": "new", "edited": "changed", "again": "known", "elsewhere": "known under another address",
            "forgotten": "forgotten before, not taken in",
        }  # fmt: skip
        kept = [f"{self.kept[what]} {words}" for what, words in wording.items() if self.kept[what]]
        parts = [", ".join(kept)] if kept else []
        parts.append(f"{self.read} read, {self.claims} claims")
        if self.failures:
            reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(self.refused.items()))
            parts.append(f"{self.failures} failed ({reasons}; sayso retry)")
        return "; ".join(parts)


def add(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME", help="Files, folders, addresses, or -.", show_default=False)
    ],
    ledger: LedgerOption = None,
    kind: Annotated[
        str | None, typer.Option(help="What they are: report, release, transcript or post.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", metavar="CODE", help="Language of the reports, e.g. sl.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When they were published: 2024, 2024-11, 2024-11-05.")
    ] = None,
    workers: WorkersOption = None,
    read: Annotated[bool, typer.Option("--read/--no-read", help="Read what is new, or only keep it.")] = True,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from the own network too.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Keep reports in a ledger, with every version of their text, and read what is new."""
    with edge():
        given = _given(kind, language, published)
        with opened(ledger, create=True) as book:
            tally = Tally()
            _keep_all(book, names, given, allow_private, tally)
            if read:
                _read_all(book, book.unread(), workers, tally)
            _close(tally, json)


def retry(
    ledger: LedgerOption = None,
    show: Annotated[bool, typer.Option("--show", help="Show what failed and why, and read nothing.")] = False,
    workers: WorkersOption = None,
    json: JsonOption = False,
) -> None:
    """Read what is not read yet: what failed before, and what an interrupted run left."""
    with edge(), opened(ledger) as book:
        failures = book.failures()
        if show:
            for each in failures:
                typer.echo(f"{each.made_at}  {each.doc}  {each.reason}: {each.message}")
            typer.echo(f"{len(failures)} failed, {len(book.unread())} not read yet")
            return
        tally = Tally()
        _read_all(book, [*book.unread(failed=True), *book.unread()], workers, tally)
        _close(tally, json)


def rebuild(ledger: LedgerOption = None) -> None:
    """Make anew all that is derived from the ledger's facts: the tables that questions are asked of."""
    with edge(), opened(ledger) as book:
        done = 0
        for done, total in _shown(book.rebuild(), "rebuilding"):  # noqa: B007
            pass
        typer.echo(f"{done} articles laid out anew")


def forget(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="An address, or the id of an article or claim.")
    ],
    reason: Annotated[str, typer.Option(help="Why: kept with the tombstone.")],
    by: Annotated[str, typer.Option("--by", metavar="PERSON", help="Who decides: kept with the tombstone.")],
    ledger: LedgerOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase an article, every version of it and all that was read in it, for the law's sake."""
    with edge():
        from sayso.ledger.forget import article_named
        from sayso.ledger.forget import forget as erase

        with opened(ledger) as book:
            key = article_named(book, name)
            if not yes:
                typer.confirm(f"Erase article {key} for good?", abort=True)
            gone = erase(book, key, reason, by)
            typer.echo(f"erased: {gone.versions} text(s), {gone.claims} claim(s); a tombstone stays")


def doctor(ledger: LedgerOption = None, json: JsonOption = False) -> None:
    """What is installed, which network, which ledger, how big, and what is wrong."""
    with edge():
        from sayso.serve.health import examine

        found = examine(ledger or settings().ledger)
        if json:
            emit(found.record())
        else:
            typer.echo(found.text())
        if found.wrong:
            raise typer.Exit(1)


def _given(kind: str | None, language: str | None, published: str | None) -> Given:
    from sayso import lang
    from sayso.ingest.text import require_date
    from sayso.intake import Given
    from sayso.model import ARTICLE_KINDS

    if kind is not None and kind not in ARTICLE_KINDS:
        raise typer.BadParameter(f"{kind!r} is none of {', '.join(ARTICLE_KINDS)}", param_hint="--kind")
    if language is not None:
        lang.load(language)
    return Given(language, None if published is None else require_date(published), kind)


def _keep_all(book: Ledger, names: Sequence[str], given: Given, allow_private: bool, tally: Tally) -> None:
    """Keep every text; one that cannot be read as a text is a line on stderr, and the others are kept."""
    from sayso import __version__
    from sayso.ingest.found import Rejected
    from sayso.intake import keep

    run = book.begin_run("add", __version__)
    for each in _shown(_found(names, given.kind, allow_private), "keeping"):
        try:
            if isinstance(each, Rejected):
                raise each.error
            tally.kept[keep(book, each, given, run).what] += 1
        except SaysoError as error:
            tally.refused[type(error).__name__] += 1
            complain(str(error))


def _found(names: Sequence[str], kind: str | None, allow_private: bool) -> Iterator[Any]:
    """Articles and rejections in all that is named; what feeds and sitemaps name is fetched politely."""
    from sayso.ingest.files import ADD_SUFFIXES, gather
    from sayso.ingest.formats import articles
    from sayso.ingest.polite import Manners, Visitor
    from sayso.ingest.visited import address_reports, linked_reports

    visitor = Visitor(Manners(allow_private=allow_private))
    for source in gather(names, ADD_SUFFIXES, unique=False):
        if source.is_address:
            yield from address_reports(source.name, visitor)
        else:
            yield from linked_reports(articles(source, sys.stdin.buffer, allow_private, kind), visitor)


def _read_all(book: Ledger, versions: Sequence[str], workers: int | None, tally: Tally) -> None:
    from sayso.intake import read_versions

    if not versions:
        return
    count = min(workers or cores(), len(versions))
    done: Iterator[Read] = read_versions(book, versions, make_reader, count)
    for each in _shown(done, "reading", len(versions)):
        tally.add(each)


def cores() -> int:
    """How many processes can work at once here."""
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _close(tally: Tally, json: bool) -> None:
    if json:
        emit(tally.record())
    else:
        typer.echo(tally.line())
    if tally.failures:
        raise BatchFailed(tally.failures, tally.failures + tally.read)


def _shown(items: Iterable[Any], what: str, total: int | None = None) -> Iterator[Any]:
    """The items with a bar on stderr, where that is a terminal: how many, how fast, how much longer."""
    from sayso.serve.progress import counted
    from sayso.serve.terminal import make_console

    return counted(items, what, total, make_console(None, None, stderr=True))
