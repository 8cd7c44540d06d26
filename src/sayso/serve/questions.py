"""What ``sayso find`` and ``sayso follow`` ask of claims: their options, and the query that these make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from sayso.ledger.search import Query

WordsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[WORDS]", help="Words of the claim.", show_default=False)
]
WhoOption = Annotated[str | None, typer.Option("--who", metavar="NAME", help="Who said it: a name or id.")]
ThroughOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="A medium or agency it came through.")
]
OutletOption = Annotated[str | None, typer.Option(metavar="OUTLET", help="Where it was printed.")]
LanguageOption = Annotated[str | None, typer.Option("--language", "-l", metavar="CODE", help="E.g. sl.")]
KindOption = Annotated[str | None, typer.Option(help="direct, mixed, indirect or nominal.")]
CertaintyOption = Annotated[str | None, typer.Option(help="asserted, hearsay, possible or denied.")]
SourceKindOption = Annotated[str | None, typer.Option(help="person, agency, anonymous, …")]
PublishedOption = Annotated[str | None, typer.Option(metavar="DATE", help="2024, 2024-11, 2024-11-05.")]
SaidOption = Annotated[str | None, typer.Option(metavar="DATE", help="When it was said.")]
AboutOption = Annotated[str | None, typer.Option(metavar="DATE", help="What time it is about.")]
RelayedOption = Annotated[
    bool | None,
    typer.Option("--relayed/--first-hand", help="Through others, or told to the outlet itself."),
]
SourcedOption = Annotated[
    bool | None, typer.Option("--with-source/--no-source", help="Somebody is named, or nobody is.")
]

_TIMES = ("published", "said", "about")


def query_of(words: Sequence[str] | None, given: Mapping[str, Any]) -> Query:
    """The query of a command's words and options; days come as they were written.  Raises ``BadDate``."""
    from sayso.ingest.text import require_date
    from sayso.ledger.search import Query

    times = {name: None if given[name] is None else require_date(given[name]) for name in _TIMES}
    return Query(words=" ".join(words or ()), **{**given, **times})
