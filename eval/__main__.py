"""The command: ``python -m eval``, and ``python -m eval`` with ``speed``, ``errors`` or ``browse`` after it."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from eval import (
    Figure,
    WrongUse,
    attributions,
    browse,
    copies,
    default_shared,
    entities,
    gate,
    german,
    kinds,
    names,
    open_reader,
    speed,
    trees,
    values,
)
from eval.gate import Gate
from sayso.errors import SaysoError

USAGE = 2
_WIDE = 120  # when piped, lines are not broken at eighty columns
_READ = {stage.STAGE: stage for stage in (attributions, kinds, german, trees, names, entities, values)}
_SETS = {name: stage.SETS for name, stage in _READ.items()} | {
    copies.STAGE: copies.SETS,
    speed.STAGE: speed.SETS,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 1 where a figure is below its floor, 2 for wrong use."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    command = given.pop(0) if given and given[0] in ("speed", "errors", "browse") else "all"
    options = _parser(command).parse_args(given)
    if not (options.shared / "gold" / "score.py").is_file():
        print(f"no gold in {options.shared}: give --shared PATH or set SAYSO_SHARED", file=sys.stderr)
        return USAGE
    if options.weights is not None and not options.weights.is_dir():
        print(f"no weights in {options.weights}: --weights names a folder with a network", file=sys.stderr)
        return USAGE
    try:
        look = _LOOKS.get(command)
        return look(options) if look else _score(options, command)
    except (SaysoError, WrongUse) as error:
        print(error, file=sys.stderr)
        return USAGE


def _score(options: argparse.Namespace, command: str) -> int:
    chosen = [("speed", name) for name in speed.SETS] if command == "speed" else chosen_sets(options)
    figures = [figure for stage, name in chosen for figure in _timed(stage, name, options)]
    floors = Gate.read(options.floors)
    _print(figures, floors)
    if options.json:
        options.json.write_text(gate.as_json(figures, floors), encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(gate.markdown(figures, floors), encoding="utf-8")
    failures = floors.failures(figures)
    for failure in failures:
        print(failure, file=sys.stderr)
    if options.write_floors:
        floors.raised(figures).write(options.floors)
    return 1 if failures else 0


def _print(figures: Sequence[Figure], floors: Gate) -> None:
    console = Console()
    console = console if console.is_terminal else Console(width=_WIDE)
    console.print(gate.table(figures, floors))
    aimed = [figure for figure in figures if floors.target(figure)]
    if aimed:
        met = sum(floors.is_met(figure) for figure in aimed)
        console.print(f"\n{met} of {len(aimed)} targets are met", highlight=False)


def _timed(stage: str, name: str, options: argparse.Namespace) -> list[Figure]:
    began = time.perf_counter()
    figures = measure(stage, name, options)
    print(f"{stage}/{name}: {time.perf_counter() - began:.1f} s", file=sys.stderr)
    return figures


def measure(stage: str, name: str, options: argparse.Namespace) -> list[Figure]:
    """The figures of one set of one stage."""
    if stage == speed.STAGE:
        return speed.measure(name, options.shared, options.weights)
    if stage == copies.STAGE:
        return copies.measure(name, options.shared)
    reader = open_reader(options.weights, options.threads)
    figures: list[Figure] = _READ[stage].measure(name, options.shared, reader)
    return figures


def chosen_sets(options: argparse.Namespace) -> list[tuple[str, str]]:
    """Stage and set of each part of the table; speed is measured only where it is asked for."""
    if options.dev:
        return [(attributions.STAGE, name) for name in attributions.DEV]
    wanted = options.only or [*_READ, copies.STAGE]
    every = [(stage, name) for stage, sets in _SETS.items() for name in sets]
    for word in wanted:
        if not any(word in (stage, f"{stage}/{name}") for stage, name in every):
            parts = ", ".join(f"{stage} ({', '.join(sets)})" for stage, sets in _SETS.items())
            raise WrongUse(f"{word!r} is no stage or stage/set; there are: {parts}")
    return [(stage, name) for stage, name in every if stage in wanted or f"{stage}/{name}" in wanted]


def _errors(options: argparse.Namespace) -> int:
    attributions.refuse_held_out(options.set)
    reader = open_reader(options.weights, options.threads)
    view = attributions.View(options.borders, options.values)
    for line in attributions.errors(options.set, options.shared, reader, view):
        print(line)
    return 0


def _browse(options: argparse.Namespace) -> int:
    browse.refuse_held_out(options.set)
    reader = open_reader(options.weights, options.threads)
    print(browse.write(options.set, options.shared, reader, options.out))
    return 0


def _parser(command: str) -> argparse.ArgumentParser:
    prog = "python -m eval" + ("" if command == "all" else f" {command}")
    parser = argparse.ArgumentParser(prog=prog, description=_ABOUT[command], epilog=_EPILOG)
    parser.add_argument(
        "--shared", type=Path, default=default_shared(), metavar="PATH", help="where the gold lies"
    )
    parser.add_argument(
        "--weights", type=Path, metavar="DIR", help="score another network than the shipped one"
    )
    parser.add_argument("--threads", type=int, default=1, metavar="N", help="threads of the network (1)")
    _OPTIONS[command](parser)
    return parser


def _add_scoring(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures as JSON")
    parser.add_argument("--markdown", type=Path, metavar="OUT", help="write the figures for the docs")
    parser.add_argument(
        "--floors", type=Path, default=gate.FLOORS, metavar="FILE", help="another floors.json"
    )
    parser.add_argument("--write-floors", action="store_true", help="raise the floors to what is reached")


def _add_choice(parser: argparse.ArgumentParser) -> None:
    _add_scoring(parser)
    parser.add_argument(
        "--only", nargs="+", metavar="STAGE", help="stages or single sets, e.g. names trees/ssj-test-raw"
    )
    parser.add_argument(
        "--dev", action="store_true", help="only the reports of gold/dev.txt, to try ideas on"
    )


def _add_errors(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", required=True, metavar="SET", help=f"one of {', '.join(attributions.DEV)}")
    parser.add_argument("--borders", action="store_true", help="also pairs whose parts differ at the borders")
    parser.add_argument(
        "--values", action="store_true", help="also pairs with other speaker, kind, certainty"
    )


def _add_browse(parser: argparse.ArgumentParser) -> None:
    sets = ", ".join(browse.SETS)
    parser.add_argument("--set", required=True, nargs="+", metavar="SET", help=f"some of {sets}")
    parser.add_argument("--out", required=True, type=Path, metavar="PAGE", help="the HTML page to write")


_LOOKS: dict[str, Callable[[argparse.Namespace], int]] = {"errors": _errors, "browse": _browse}
_ABOUT = {
    "all": "Score every stage on the gold and check the figures against the floors.",
    "speed": "Time `sayso read --jsonl` on the PolNeAR dev texts, one process, one thread.",
    "errors": "Show what was missed and invented on a dev set; held-out sets are refused.",
    "browse": "Write all disagreements with dev or training gold to one page; held-out sets are refused.",
}
_EPILOG = "Commands: none (score), speed, errors, browse. eval/README.md has the whole story."
_OPTIONS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "all": _add_choice,
    "speed": _add_scoring,
    "errors": _add_errors,
    "browse": _add_browse,
}

if __name__ == "__main__":
    sys.exit(main())
