"""Commands that ask a ledger: ``sayso find``, ``sayso who``, ``sayso outlets``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.serve.edge import edge
from sayso.serve.questions import (
    AboutOption,
    CertaintyOption,
    KindOption,
    LanguageOption,
    OutletOption,
    PublishedOption,
    RelayedOption,
    SaidOption,
    SourcedOption,
    SourceKindOption,
    ThroughOption,
    WhoOption,
    WordsArgument,
    query_of,
)
from sayso.settings import settings

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.ledger import Ledger

LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PLACE",
        help="A file, or postgresql://… (default: SAYSO_LEDGER, else sayso.db here).",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/ledger.md).")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many claims to show.")]
SkipOption = Annotated[int, typer.Option("--skip", min=0, help="How many to leave out: the next page.")]

FIND_HELP = """Find claims by their words, and by who said them, through whom, where, when and how surely.

Words may come in any form ("Ljubljani" finds "Ljubljana"); all must be there. "a phrase" in quotation marks, begin* for
a beginning, -word for what must not be there. Newest first among equals.

\b
Examples:
  sayso find trajekt                             claims with the word, in any form
  sayso find "trajekt" --who "Teresa Lobato"     by somebody
  sayso find --through dpa --certainty hearsay   hearsay that came through an agency
  sayso find most --said 2025-03 --no-source     said in March, nobody named
  sayso find most --json --limit 100             for programs
"""
WHO_HELP = """Everything somebody is quoted with, in the order of time, with the media that relayed it.

\b
Examples:
  sayso who "Teresa Lobato"
  sayso who Lobato --json
  sayso who government:PT
"""
OUTLETS_HELP = """Per outlet: how much it says in its own voice, how much it attributes, to nobody named, from agencies.

\b
Examples:
  sayso outlets
  sayso outlets --json
"""


def opened(place: str | None, create: bool = False) -> Ledger:
    """The ledger that is meant; for questions it must be there."""
    from sayso.ledger import Ledger

    return Ledger(place or settings().ledger, create)


@contextmanager
def printed() -> Iterator[Console]:
    """Where answers are printed, without the blanks at the ends of lines that tables leave."""
    from sayso.serve.terminal import make_console, without_filling

    screen = make_console(None, None)
    with screen.capture() as shown:
        yield screen
    screen.file.write(without_filling(shown.get()))


def emit(record: dict[str, Any]) -> None:
    """One JSON object on one line."""
    from sayso.records import to_json

    typer.echo(to_json(record))


def find(
    words: WordsArgument = None,
    speaker: WhoOption = None,
    through: ThroughOption = None,
    outlet: OutletOption = None,
    language: LanguageOption = None,
    kind: KindOption = None,
    certainty: CertaintyOption = None,
    source_kind: SourceKindOption = None,
    published: PublishedOption = None,
    said: SaidOption = None,
    about: AboutOption = None,
    relayed: RelayedOption = None,
    sourced: SourcedOption = None,
    ledger: LedgerOption = None,
    limit: LimitOption = 20,
    skip: SkipOption = 0,
    json: JsonOption = False,
) -> None:
    """Find claims by their words, and by who said them, through whom, where, when and how surely."""
    with edge():
        from sayso.ledger.follow import query_record
        from sayso.ledger.search import find as search
        from sayso.serve.answers import answer_record, print_answer

        query = replace(
            query_of(
                words,
                {
                    "speaker": speaker,
                    "through": through,
                    "outlet": outlet,
                    "language": language,
                    "kind": kind,
                    "certainty": certainty,
                    "source_kind": source_kind,
                    "published": published,
                    "said": said,
                    "about": about,
                    "relayed": relayed,
                    "sourced": sourced,
                },
            ),
            limit=limit,
            skip=skip,
        )
        with opened(ledger) as book:
            answer = search(book, query)
            if json:
                given = query_record(query) | {"limit": limit, "skip": skip}
                emit(answer_record(answer, given))
            elif answer.hits:
                with printed() as screen:
                    print_answer(screen, answer, skip)
            else:
                typer.echo(_nothing(book, query.words or speaker or through or "", bool(answer.total)))


def who(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, in any form, or an id.")],
    ledger: LedgerOption = None,
    limit: LimitOption = 50,
    skip: SkipOption = 0,
    json: JsonOption = False,
) -> None:
    """Everything somebody is quoted with, in the order of time, with the media that relayed it."""
    with edge():
        from sayso.ledger.parties import who as ask
        from sayso.serve.answers import print_hits, print_parties, who_record

        with opened(ledger) as book:
            parties, hits = ask(book, name, limit, skip)
            if json:
                emit(who_record(parties, hits))
            elif parties:
                with printed() as screen:
                    print_parties(screen, parties)
                    print_hits(screen, hits)
            else:
                typer.echo(_nothing(book, name))


def outlets(
    ledger: LedgerOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many outlets to show.")] = 100,
    json: JsonOption = False,
) -> None:
    """Per outlet: how much it says in its own voice, attributes, to nobody named, and takes from agencies."""
    with edge():
        from sayso.ledger.outlets import outlets as ask
        from sayso.serve.answers import SCHEMA, outlet_record, print_outlets

        with opened(ledger) as book:
            rows = ask(book)[:limit]
            if json:
                emit({"schema": SCHEMA, "outlets": [outlet_record(row) for row in rows]})
            elif rows:
                with printed() as screen:
                    print_outlets(screen, rows)
            else:
                typer.echo(_nothing(book, ""))


def _nothing(book: Ledger, asked: str, past_the_end: bool = False) -> str:
    """What to try where there is no answer."""
    from sayso.ledger.parties import suggestions

    if past_the_end:
        return "no more claims: give a smaller --skip"
    if not book.counts()["hit"]:
        return "this ledger holds no claims yet: sayso add FILE… fills it"
    near = suggestions(book, asked)
    hint = f"; near are: {', '.join(near)}" if near else "; fewer or shorter words find more (begin*)"
    return f"nothing found{hint}"
