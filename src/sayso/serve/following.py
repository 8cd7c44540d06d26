"""``sayso follow``: saved searches, and what is new to them since last time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.serve.asking import LedgerOption, LimitOption, emit, opened, printed
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

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.ledger.follow import Followed
    from sayso.ledger.search import Query

FOLLOW_HELP = """Follow a question: save it under a NAME, and see what is new to it since last time.

With words or filters (those of sayso find) the question is saved, from now on. With NAME alone what is new is shown, and
is then no longer new. Without NAME all that is followed is listed. A claim is new once: reading it again, or an edit
of its report that leaves it as it is, makes no news.

\b
Examples:
  sayso follow trajekt "trajekt"                   save a question
  sayso follow lobato --who "Teresa Lobato"        of one person
  sayso follow trajekt                             what is new
  sayso follow trajekt --rss --peek > trajekt.xml  for a feed reader
  sayso follow                                     all that is followed
  sayso follow trajekt --forget                    follow it no longer
"""


def follow(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="What you call it.", show_default=False)
    ] = None,
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
    limit: LimitOption = 50,
    peek: Annotated[
        bool, typer.Option("--peek", help="Show what is new, the last first, and let it stay new.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Follow it no longer.")] = False,
    rss: Annotated[bool, typer.Option("--rss", help="Print what is new as an RSS feed.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/watch.md).")] = False,
) -> None:
    """Follow a question: save it under a name, and see what is new to it since last time."""
    if json and rss:
        raise typer.BadParameter("give --json or --rss, not both")
    with edge():
        from sayso.ledger.search import Query

        query = query_of(
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
        )
        is_new = query != Query()
        if is_new and (peek or forget or rss):
            raise typer.BadParameter(
                "a question is saved, or --peek, --forget or --rss of a saved one is asked for"
            )
        if name is None:
            if is_new or peek or forget or rss:
                raise typer.BadParameter("give the NAME of a saved question, and after it its words")
            with opened(ledger) as book:
                _list(book, json)
            return
        with opened(ledger, create=is_new) as book:
            if is_new:
                _save(book, name, query, json)
            elif forget:
                _let_go(book, name, json)
            else:
                _show(book, name, (limit, peek), "rss" if rss else "json" if json else None)


def _save(book: Ledger, name: str, query: Query, json: bool) -> None:
    from sayso.ledger.follow import followed, query_record, save

    known = {each.name: each.query for each in followed(book)}
    if name in known and query_record(known[name]) != query_record(query):
        asked = asked_in_words(query_record(known[name]))
        raise typer.BadParameter(f"{name!r} follows {asked} already; sayso follow {name} --forget lets it go")
    if name in known:
        typer.echo(f"{name!r} is followed already: sayso follow {name} shows what is new", err=json)
        return
    total = save(book, name, query)
    if json:
        emit({"schema": 1, "follow": name, "query": query_record(query), "known": total})
    else:
        typer.echo(f"followed from now on ({total} claims answer it already, see sayso find): {name}")


def _let_go(book: Ledger, name: str, json: bool) -> None:
    from sayso.ledger.follow import let_go

    let_go(book, name)
    if json:
        emit({"schema": 1, "follow": name, "query": None})
    else:
        typer.echo(f"no longer followed: {name}")


def _list(book: Ledger, json: bool) -> None:
    from sayso.ledger.follow import followed
    from sayso.serve.wording import one_line

    rows = [_follow_record(book, each) for each in followed(book)]
    if json:
        emit({"schema": 1, "follows": rows})
    elif rows:
        for row in rows:
            asked = asked_in_words(row["query"])
            typer.echo(one_line(f"{row['follow']}: {row['new']} new since {row['since']} · {asked}"))
    else:
        typer.echo('nothing is followed: sayso follow NAME "words" saves a question')


def _follow_record(book: Ledger, each: Followed) -> dict[str, Any]:
    from sayso.ledger.follow import news, query_record

    found = news(book, each, 1)
    count = len(found.hits) + found.more
    return {"follow": each.name, "query": query_record(each.query), "since": each.seen_at, "new": count}


def _show(book: Ledger, name: str, how: tuple[int, bool], form: str | None) -> None:
    """What is new; only when it has been printed, that is remembered."""
    from sayso.ledger.follow import named, news, query_record, remember
    from sayso.serve.answers import hit_record, print_hits
    from sayso.serve.rss import rss

    limit, peek = how
    follow = named(book, name)
    found = news(book, follow, limit, newest=peek)
    query = query_record(follow.query)
    if form == "json":
        hits = [{**hit_record(hit), "read_at": at} for hit, at in zip(found.hits, found.read_at, strict=True)]
        emit(
            {
                "schema": 1,
                "follow": follow.name,
                "query": query,
                "since": found.since,
                "hits": hits,
                "more": found.more,
            }
        )
    elif form == "rss":
        typer.echo(rss(follow.name, asked_in_words(query), found.hits, found.read_at))
    elif found.hits:
        with printed() as screen:
            print_hits(screen, found.hits)
        more = f"; {found.more} more, ask again (or give --limit)" if found.more else ""
        typer.echo(f"{len(found.hits)} new since {found.since}{more}")
    else:
        typer.echo(f"nothing new since {found.since}; sayso find shows what there is")
    if not peek:
        remember(book, follow, found.up_to)


def asked_in_words(query: dict[str, Any]) -> str:
    """A saved question as one would type it."""
    parts = [query["words"]] if query.get("words") else []
    parts += [
        f"{key.replace('_', '-')} {value if isinstance(value, str) else _shown(value)}"
        for key, value in query.items()
        if key != "words"
    ]
    return ", ".join(parts) or "everything"


def _shown(value: object) -> str:
    if isinstance(value, list):
        return f"from {value[0]} until before {value[1]}"
    return "yes" if value else "no"
