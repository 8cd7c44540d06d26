"""Answers of the ledger → JSON (schema 1, documented in docs/ledger.md) and the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.lang.press import outlet_id, press
from sayso.ledger.hits import Hit
from sayso.ledger.outlets import Outlet
from sayso.ledger.parties import Party
from sayso.ledger.search import Answer
from sayso.model import Span
from sayso.serve.terminal import COLOURS, SYMBOLS
from sayso.serve.wording import harmless

SCHEMA = 1
NOBODY = "no source named"
_MORE = 3  # values of a facet that the printed view shows


def hit_record(hit: Hit) -> dict[str, Any]:
    """One claim: ids, who, through whom, when, how surely, and the exact words with their places."""
    return {
        "claim": hit.claim,
        "version": hit.version,
        "doc": hit.doc,
        "title": hit.title,
        "address": hit.address,
        "outlet": hit.outlet,
        "lang": hit.language,
        "published": None if hit.day is None else date.fromordinal(hit.day).isoformat(),
        "status": hit.status,
        "speaker": hit.speaker,
        "speaker_entity": hit.party,
        "chain": [{"speaker": link.speaker, "speaker_entity": link.party} for link in hit.chain],
        "kind": hit.kind,
        "certainty": hit.certainty,
        "score": hit.score,
        "said_at": _days(hit.said),
        "about": _days(hit.about),
        "source": _spans(hit.source),
        "cue": _spans(hit.cue),
        "content": _spans(hit.content),
        "words": list(hit.words),
    }


def answer_record(answer: Answer, query: dict[str, Any]) -> dict[str, Any]:
    """A page of hits with the counts of all; ``more``: the counts are of the newest candidates only."""
    return {
        "schema": SCHEMA,
        "query": query,
        "total": answer.total,
        "more": answer.more,
        "hits": [hit_record(hit) for hit in answer.hits],
        "facets": {name: [list(pair) for pair in pairs] for name, pairs in answer.facets.items()},
    }


def who_record(parties: Sequence[Party], hits: Sequence[Hit]) -> dict[str, Any]:
    """Everybody who goes by the name, and the claims of the most quoted of them in time order."""
    return {
        "schema": SCHEMA,
        "parties": [{"id": each.id, "names": list(each.names), "claims": each.claims} for each in parties],
        "hits": [hit_record(hit) for hit in hits],
    }


def outlet_record(outlet: Outlet) -> dict[str, Any]:
    """What one outlet prints; ``own_voice`` and ``attributed`` are shares of its characters."""
    attributed = outlet.attributed / outlet.characters if outlet.characters else 0.0
    return {
        "outlet": outlet.id,
        "articles": outlet.articles,
        "agency_copy": outlet.agency,
        "own_voice": round(1 - attributed, 4),
        "attributed": round(attributed, 4),
        "claims": outlet.claims,
        "anonymous": outlet.anonymous,
        "sourceless": outlet.sourceless,
    }


@cache
def outlet_name(outlet: str) -> str:
    """The name of an outlet's row; a bare host is its own name."""
    rows = press().keys.values()
    return next((row.name for row in rows if outlet_id(row) == outlet), outlet)


def _days(days: tuple[int, int] | None) -> list[str] | None:
    return None if days is None else [date.fromordinal(day).isoformat() for day in days]


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def print_hits(console: Console, hits: Sequence[Hit]) -> None:
    """Each claim as a block: when and who, the words, where they stand."""
    for hit in hits:
        console.print(_heading(hit))
        console.print(Padding(Text(harmless(" … ".join(hit.words))), (0, 0, 0, 4)))
        console.print(Padding(Text(_place(hit), style="dim", overflow="fold"), (0, 0, 1, 4)))


def _heading(hit: Hit) -> Text:
    line = Text()
    line.append(
        "undated     " if hit.day is None else f"{date.fromordinal(hit.day).isoformat()}  ", style="dim"
    )
    chain = [hit.speaker or NOBODY, *(link.speaker or "?" for link in hit.chain)]
    line.append(harmless(" → ".join(chain)), style="bold")
    line.append(f"  {SYMBOLS[hit.certainty]} {hit.certainty}", style=COLOURS[hit.certainty])
    if hit.status != "usable":
        line.append(f"  {hit.status} by its outlet", style="red")
    return line


def _place(hit: Hit) -> str:
    said = "" if hit.said is None else f"said {date.fromordinal(hit.said[0]).isoformat()} · "
    where = outlet_name(hit.outlet) if hit.outlet else "outlet unknown"
    return harmless(f"{said}{where} · {hit.doc} · {hit.claim}")


def print_answer(console: Console, answer: Answer, skip: int) -> None:
    """The hits of a page, and how many there are in all and of which sort."""
    first, last = skip + 1, skip + len(answer.hits)
    least = "more than " if answer.more else ""
    noun = "claim" if answer.total == 1 else "claims"
    shown = f", {first} to {last}" if len(answer.hits) < answer.total else ""
    console.print(Text(f"{least}{answer.total} {noun}{shown}", style="bold"))
    shown_as: dict[str, Callable[[str], str]] = {
        "certainty": str,
        "language": str,
        "outlet": outlet_name,
        "party": lambda party: answer.names.get(party, party),
    }
    for name, called in shown_as.items():
        pairs = answer.facets.get(name, ())
        if len(pairs) > 1:
            most = " · ".join(f"{harmless(called(value))} {count}" for value, count in pairs[:_MORE])
            line = f"  {name.replace('party', 'who')}: {most}"
            console.print(Text(line, style="dim", no_wrap=True, overflow="ellipsis"))
    console.print(Rule(style="dim", characters="─"))
    print_hits(console, answer.hits)


def print_parties(console: Console, parties: Sequence[Party]) -> None:
    """Whose claims follow, and who else goes by that name."""
    first, *others = parties
    line = Text.assemble((harmless(" / ".join(first.names) or first.id), "bold"))
    line.append(f"  {first.id} · {first.claims} claim{'' if first.claims == 1 else 's'}", style="dim")
    console.print(line)
    for each in others[:8]:
        names = harmless(" / ".join(each.names))
        console.print(Text(f"  also: {names}  {each.id} · {each.claims}", style="dim", overflow="ellipsis"))
    console.print(Rule(style="dim", characters="─"))


def print_outlets(console: Console, rows: Sequence[Outlet]) -> None:
    """A table, one row an outlet: agency copies, shares of its own voice and of what it attributes, to whom."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("outlet", no_wrap=True, overflow="ellipsis", min_width=18)
    for name in ("articles", "agency", "own", "attributed", "claims", "anon.", "nobody"):
        table.add_column(name, justify="right")
    for row in rows:
        record = outlet_record(row)
        table.add_row(
            harmless(outlet_name(row.id) if row.id else "(unknown)"),
            str(row.articles),
            str(row.agency),
            f"{record['own_voice']:.0%}",
            f"{record['attributed']:.0%}",
            str(row.claims),
            str(row.anonymous),
            str(row.sourceless),
        )
    console.print(table)
