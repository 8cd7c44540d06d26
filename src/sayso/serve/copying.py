"""The command ``sayso copies``: passages that reports share, on both sides, and who has them from whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.serve.asking import LedgerOption, opened, printed
from sayso.serve.edge import edge

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.model import Article, Span
    from sayso.trace.passages import Passage
    from sayso.tracing import Pair

COPIES_HELP = """Find passages that reports share: wire copies, whole, edited, shortened, in another order.

NAME is the doc, id or address of a report; without it all pairs of the ledger are shown. Names, fixed phrases and
background that is repeated for weeks make no pair.

\b
Examples:
  sayso copies                       all pairs of the ledger, the closest first
  sayso copies most                  one report, with every passage on both sides
  sayso copies --json > pairs.json   for programs: one JSON array
  sayso copies --min-score 0.3       only where a third of the shorter report stands in the other
"""
_WIDTH = 300  # characters of a passage that are shown
_ARROWS = {"a->b": "→", "b->a": "←", "common": "↔", "unknown": "·"}
_MEANS = {
    "a->b": "the second has it from the first",
    "b->a": "the first has it from the second",
    "common": "both have it from a third",
    "unknown": "who has it from whom is not known",
}


def copies(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="The doc, id or address of a report.", show_default=False),
    ] = None,
    ledger: LedgerOption = None,
    min_score: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=1.0,
            metavar="SCORE",
            help="Only pairs of which at least this share of the shorter report stands in the other.",
        ),
    ] = 0.0,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON array (docs/trace.md).")] = False,
) -> None:
    """Find passages that reports share: wire copies, whole, edited, shortened, in another order."""
    with edge():
        from sayso.tracing import Copies

        with opened(ledger) as book:
            found = Copies(book)
            pairs = found.all() if name is None else iter(found.of(name))
            wanted = (pair for pair in pairs if pair.copy.score >= min_score)
            if json:
                _print_array(pair_record(pair) for pair in wanted if pair.copy.label is not None)
            else:
                _print_all(list(wanted), name is not None)


def pair_record(pair: Pair) -> dict[str, Any]:
    """One pair of copies: offsets are code points of the stored texts, half-open."""
    return {
        "a": pair.article_a.id,
        "b": pair.article_b.id,
        "label": pair.copy.label,
        "direction": pair.copy.direction,
        "passages": [[each.a.start, each.a.end, each.b.start, each.b.end] for each in pair.copy.passages],
        "score": pair.copy.score,
    }


def _print_array(records: Iterable[dict[str, Any]]) -> None:
    """One array, a pair on each line, written as the pairs are found."""
    from sayso.records import to_json

    before = "["
    for record in records:
        typer.echo(before + to_json(record), nl=False)
        before = ",\n"
    typer.echo("[]" if before == "[" else "]")


def _print_all(pairs: list[Pair], is_one: bool) -> None:
    links = [pair for pair in pairs if pair.copy.label is not None]
    shown = pairs if is_one else links
    if not shown:
        typer.echo("no shared passages found; that is not yet independence")
        return
    with printed() as screen:
        ordered = sorted(shown, key=lambda each: (-each.copy.score, each.article_a.id, each.article_b.id))
        for pair in ordered:
            _print_pair(screen, pair, is_one)
        _print_sum(screen, links)


def _print_pair(screen: Console, pair: Pair, is_one: bool) -> None:
    from rich.text import Text

    from sayso.serve.wording import harmless
    from sayso.trace.direction import ranked

    copy = pair.copy
    line = Text(copy.label or "recycled background, no link", style="bold" if copy.label else "dim")
    line.append(f"  {copy.score:.0%} of the shorter report" if copy.label else "")
    screen.print(line)
    screen.print(Text(f"  {_place(pair.article_a)}", overflow="fold"))
    screen.print(Text(f"{_ARROWS[copy.direction]} {_place(pair.article_b)}", overflow="fold"))
    if copy.label is not None:
        because = f" ({harmless(ranked(copy.clues))})" if copy.clues else ""
        screen.print(Text(f"  {_MEANS[copy.direction]}{because}", style="dim", overflow="fold"))
    longest = max(copy.passages, key=lambda each: each.weight)
    for passage in copy.passages if is_one else (longest,):
        _print_passage(screen, pair, passage)
    if not is_one and len(copy.passages) > 1:
        screen.print(Text(f"    and {len(copy.passages) - 1} more (sayso copies NAME)", style="dim"))
    screen.print()


def _place(article: Article) -> str:
    from sayso.serve.wording import harmless

    day = "undated   " if article.published is None else article.published.start.isoformat()
    return harmless(f"{day}  {article.provenance.outlet or 'outlet unknown'} · {article.id}")


def _print_passage(screen: Console, pair: Pair, passage: Passage) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from sayso.text import normal_form

    one, other = _excerpt(pair.article_a, passage.a), _excerpt(pair.article_b, passage.b)
    is_same = normal_form(one).text == normal_form(other).text
    style = "dim" if passage.recycled else ""
    for mark, words in (("=", one),) if is_same else (("1", one), ("2", other)):
        screen.print(Padding(Text(f"{mark} {words}", style=style, overflow="fold"), (0, 0, 0, 4)))
    if passage.recycled:
        screen.print(Padding(Text("  background that is repeated for weeks", style="dim"), (0, 0, 0, 4)))


def _excerpt(article: Article, span: Span) -> str:
    """A passage on one line, its middle cut out where it is long."""
    from sayso.serve.wording import harmless

    words = " ".join(span.slice(article.text).split())
    half = _WIDTH // 2
    return harmless(words if len(words) <= _WIDTH else f"{words[:half]} […] {words[-half:]}")


def _print_sum(screen: Console, links: list[Pair]) -> None:
    from rich.text import Text

    copied = sum(pair.copy.label == "copied" for pair in links)
    noun = "pair" if len(links) == 1 else "pairs"
    told = f"{len(links)} {noun}: {copied} copied, {len(links) - copied} partly"
    screen.print(Text(told, style="bold"))
