"""The gate: figures against ``floors.json``, whose floors only rise, and against the targets of the issue."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table
from rich.text import Text

from eval import Figure

FLOORS = Path(__file__).parent / "floors.json"
# Dev sets go into the final training, and speed is the machine's as much as ours: neither has floors.
UNFLOORED = ("attributions/dev-", "values/sl-dev", "values/en-dev", "speed/")
_LEAST_SLACK = 0.2
_ALMOST = 1e-9


@dataclass(frozen=True, slots=True)
class Gate:
    """The floors and targets by figure path."""

    floors: Mapping[str, float]
    at_least: Mapping[str, float]
    at_most: Mapping[str, float]

    @staticmethod
    def read(path: Path = FLOORS) -> Gate:
        """The gate as it is written down."""
        data = json.loads(path.read_text(encoding="utf-8"))
        targets = data["targets"]
        return Gate(data["floors"], targets["at_least"], targets["at_most"])

    def write(self, path: Path = FLOORS) -> None:
        """Write the gate down, in an order that makes small diffs."""
        floors = {name: self.floors[name] for name in sorted(self.floors)}
        targets = {"at_least": self.at_least, "at_most": self.at_most}
        text = json.dumps({"floors": floors, "targets": targets}, indent=2, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")

    def failures(self, figures: Sequence[Figure]) -> list[str]:
        """A line for each figure below its floor, and for each floor whose set was read without its figure."""
        measured = {figure.path: figure for figure in figures}
        groups = {(figure.stage, figure.group) for figure in figures}
        lines: list[str] = []
        for path, floor in sorted(self.floors.items()):
            figure = measured.get(path)
            if figure is None and tuple(path.split("/")[:2]) in groups:
                lines.append(f"{path} was not measured; its floor is {floor:.1f}")
            elif figure is not None and figure.value < floor - _ALMOST:
                lines.append(f"{path} is {figure.value:.2f}, below its floor {floor:.1f}")
        return lines

    def raised(self, figures: Iterable[Figure]) -> Gate:
        """The gate with floors lifted to what was measured; none is ever lowered."""
        floors = dict(self.floors)
        for figure in figures:
            if not figure.path.startswith(UNFLOORED):
                floors[figure.path] = max(floors.get(figure.path, 0.0), floor_for(figure))
        return Gate(floors, self.at_least, self.at_most)

    def target(self, figure: Figure) -> str:
        """The target in words, empty for none."""
        if figure.path in self.at_least:
            return f"≥ {self.at_least[figure.path]:g}"
        return f"≤ {self.at_most[figure.path]:g}" if figure.path in self.at_most else ""

    def is_met(self, figure: Figure) -> bool:
        """Whether the figure reaches its target; true where there is none."""
        least, most = self.at_least.get(figure.path, -math.inf), self.at_most.get(figure.path, math.inf)
        return least - _ALMOST <= figure.value <= most + _ALMOST


def floor_for(figure: Figure) -> float:
    """The floor that a figure earns: a little lower, to a tenth.

    Another processor may round one decision the other way, so there is room for one of the gold decisions.
    """
    slack = max(_LEAST_SLACK, 100 / figure.decisions if figure.decisions else 0.0)
    return max(0.0, math.floor(10 * (figure.value - slack) + _ALMOST) / 10)


def number(figure: Figure) -> str:
    """A figure's value, with its unit where that is not percent."""
    if figure.unit == "%":
        return f"{figure.value:.1f}"
    return f"{figure.value:.2f} {figure.unit}" if figure.value < 10 else f"{figure.value:,.0f} {figure.unit}"


def table(figures: Sequence[Figure], gate: Gate) -> Table:
    """One table of all figures with their floors and targets."""
    shown = Table(title="Sayso on the gold", title_justify="left", show_edge=False, pad_edge=False)
    shown.add_column("figure", no_wrap=True)
    for column in ("F1 or share", "P", "R", "gold", "floor", "target"):
        shown.add_column(column, justify="right", no_wrap=True)
    shown.add_column("", no_wrap=True)
    for at, figure in enumerate(figures):
        if at and (figures[at - 1].stage, figures[at - 1].group) != (figure.stage, figure.group):
            shown.add_section()
        floor = gate.floors.get(figure.path)
        shown.add_row(
            figure.path,
            number(figure),
            _percent(figure.precision),
            _percent(figure.recall),
            str(figure.decisions or ""),
            _percent(floor),
            gate.target(figure),
            _state(figure, gate),
        )
    return shown


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _state(figure: Figure, gate: Gate) -> Text:
    if figure.value < gate.floors.get(figure.path, -math.inf) - _ALMOST:
        return Text("below floor", style="bold red")
    if not gate.target(figure):
        return Text("")
    return Text("met", style="green") if gate.is_met(figure) else Text("not yet", style="yellow")


def markdown(figures: Sequence[Figure], gate: Gate) -> str:
    """The figures for the docs: a table a stage, its sets as rows, then the targets."""
    parts: list[str] = []
    for stage in _in_order(figure.stage for figure in figures):
        rows = [figure for figure in figures if figure.stage == stage]
        parts.append(f"### {stage.capitalize()}\n\n{_pivot(rows)}")
    aimed = [figure for figure in figures if gate.target(figure)]
    if aimed:
        lines = [
            [f"`{figure.path}`", number(figure), gate.target(figure), "yes" if gate.is_met(figure) else "no"]
            for figure in aimed
        ]
        parts.append("### Targets\n\n" + _grid(["figure", "reached", "target", "met"], lines))
    return "\n\n".join(parts) + "\n"


def _pivot(figures: Sequence[Figure]) -> str:
    names = _in_order(figure.name for figure in figures)
    cells = {(figure.group, figure.name): number(figure) for figure in figures}
    groups = _in_order(figure.group for figure in figures)
    return _grid(
        ["set", *names], [[group, *(cells.get((group, name), "–") for name in names)] for group in groups]
    )


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _in_order(values: Iterable[str]) -> Collection[str]:
    return dict.fromkeys(values)


def as_json(figures: Sequence[Figure], gate: Gate) -> str:
    """The figures with all that the table shows, for programs."""
    rows = [
        {
            "path": figure.path,
            "value": round(figure.value, 4),
            "unit": figure.unit,
            "precision": _rounded(figure.precision),
            "recall": _rounded(figure.recall),
            "decisions": figure.decisions,
            "floor": gate.floors.get(figure.path),
            "target": gate.target(figure) or None,
            "met": gate.is_met(figure) if gate.target(figure) else None,
        }
        for figure in figures
    ]
    return json.dumps({"figures": rows, "below": gate.failures(figures)}, indent=1, ensure_ascii=False) + "\n"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
