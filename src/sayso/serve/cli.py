"""The command line: ``sayso read`` and ``sayso languages``; the ledger's commands are registered here.

Heavy packages are imported only when a command needs them, so that ``--help`` is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.serve import adding, asking, copying, exporting, following, watching
from sayso.serve.edge import edge, silence_output
from sayso.settings import settings

if TYPE_CHECKING:
    from sayso.pipeline import Reader

_READ_HELP = """Read news reports and show who said what, through whom, how surely.

Each NAME is a file, a folder (its .txt and .html are read, subfolders too), an address (http, https), or -
for standard input.

\b
Examples:
  sayso read report.txt                    read one report in the terminal
  sayso read report.txt --why              with the rows, rules and scores behind it
  sayso read report.txt --min-score 0.8    only what it is quite sure of
  sayso read news/ --jsonl > news.jsonl    one JSON record a line for each report of a folder
  sayso read a.txt b.html --html out.html  one self-contained page to read in a browser
  sayso read https://example.org/story     a page of the open internet
  pbpaste | sayso read - --language sl     a text from elsewhere, said to be Slovene

\b
A text may begin with its date ("date 2024-11-05", "date 2024-11"), or with five lines: id, language,
date, address, title. Of each report the text is kept as it is: all offsets count its code points.

\b
Names, times and amounts get values: "Peking" speaks for a government, "on Friday" is a day (counted from
the date of publication: give it with --published where the text has none). The page of --html shows each
value where you point, and a timeline; --json has them all.

\b
Exit codes: 0 all read, 1 a defect of Sayso, 2 wrong use, 3 unreadable input, 4 language not
supported, 5 address not fetched, 6 damaged model, 7 some reports of a batch failed.
"""

app = typer.Typer(
    name="sayso",
    help="Read news. Keep who said what, through whom, how surely.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class Device(StrEnum):
    """Where the network runs."""

    cpu = "cpu"
    cuda = "cuda"


def make_reader(threads: int, device: str) -> Reader:
    """The pipeline, imported here and not earlier because it brings the network with it."""
    from sayso.pipeline import Reader

    return Reader(threads=threads, device=device)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("sayso")
        except PackageNotFoundError:
            found = "(not installed)"
        typer.echo(f"sayso {found}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Read news. Keep who said what, through whom, how surely."""


@app.command(short_help="List the languages that are read.")
def languages() -> None:
    """List the languages that are read, by code and name."""
    with edge():
        from sayso.lang import load, supported

        for code in supported():
            typer.echo(f"{code}  {load(code).name}")


@app.command(help=_READ_HELP, short_help="Read reports: who said what, through whom.")
def read(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME", help="Files, folders, addresses, or -.", show_default=False),
    ],
    html: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write one self-contained page to OUT.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the records as one JSON array.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON record a line.")] = False,
    min_score: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=1.0,
            metavar="SCORE",
            help="Show only attributions at least so sure: higher finds fewer, and fewer wrong ones.",
        ),
    ] = 0.0,
    why: Annotated[bool, typer.Option("--why", help="Show the rows, rules and scores behind it.")] = False,
    language: Annotated[
        str | None, typer.Option("--language", "-l", metavar="CODE", help="Language of the reports, e.g. sl.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When they were published: 2024, 2024-11, 2024-11-05.")
    ] = None,
    device: Annotated[Device, typer.Option(help="Where the network runs.")] = Device.cpu,
    threads: Annotated[
        int | None, typer.Option(min=1, max=256, help="Threads of the network.", show_default="1")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from the own network too.")
    ] = False,
    color: Annotated[
        bool | None, typer.Option("--color/--no-color", help="Colours, whatever the terminal says.")
    ] = None,
    width: Annotated[int | None, typer.Option(min=20, max=1000, help="Columns of the printed view.")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a defect.")] = False,
) -> None:
    """Read news reports and show who said what, through whom, how surely."""
    if json and jsonl:
        raise typer.BadParameter("give --json or --jsonl, not both")
    with edge(debug):
        from sayso.ingest.text import require_date
        from sayso.serve.batch import Batch, Options, Output

        output = Output(html, "jsonl" if jsonl else "json" if json else None, why, color, width)
        options = Options(
            language=_checked_language(language) if language else None,
            published=require_date(published) if published else None,
            allow_private=allow_private,
            min_score=min_score,
            debug=debug,
        )
        chosen = settings().threads if threads is None else threads
        failure = Batch(lambda: make_reader(chosen, device.value), options, output).run(names)
    if failure:
        raise typer.Exit(failure)


def _checked_language(code: str) -> str:
    """Refuse a language before any report is read in vain."""
    from sayso.lang import load

    load(code)
    return code


# Name, function, what `--help` teaches (the docstring where there is no more), one short line for the list of commands.
_LEDGER_COMMANDS: tuple[tuple[str, Callable[..., None], str | None, str], ...] = (
    ("add", adding.add, adding.ADD_HELP, "Keep reports in a ledger, and read what is new."),
    ("find", asking.find, asking.FIND_HELP, "Find claims by words, who, through whom, when."),
    ("who", asking.who, asking.WHO_HELP, "Everything somebody is quoted with."),
    ("outlets", asking.outlets, asking.OUTLETS_HELP, "Whose voices an outlet prints."),
    ("copies", copying.copies, copying.COPIES_HELP, "Passages that reports share."),
    ("follow", following.follow, following.FOLLOW_HELP, "What is new to a saved question."),
    ("watch", watching.watch, watching.WATCH_HELP, "Ask feeds and sitemaps again and again."),
    ("retry", adding.retry, adding.RETRY_HELP, "Read what failed or was left."),
    ("export", exporting.export, exporting.EXPORT_HELP, "Write the ledger in another format."),
    ("evidence", exporting.evidence, exporting.EVIDENCE_HELP, "Seal claims with all they rest on."),
    ("verify-evidence", exporting.verify_evidence, None, "Is an evidence file as it was sealed?"),
    ("import-gold", exporting.import_gold, exporting.IMPORT_HELP, "Marks from brat or Label Studio."),
    ("import-reviews", exporting.import_reviews, None, "What fact-checkers found."),
    ("rebuild", adding.rebuild, None, "Make anew all that is derived."),
    ("forget", adding.forget, adding.FORGET_HELP, "Erase an article for the law's sake."),
    ("doctor", adding.doctor, None, "What is installed, and what is wrong."),
)
for _name, _function, _help, _short in _LEDGER_COMMANDS:
    app.command(_name, help=_help, short_help=_short)(_function)


def main() -> None:
    """The entry point of the package."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    with _quiet_exit():
        app(prog_name="sayso")


@contextmanager
def _quiet_exit() -> Iterator[None]:
    """The last buffer is written when all is over; a closed pipe is no news then either."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        silence_output()
