"""``Report`` → the terminal: each paragraph with its attributions marked, and a block for each below it.

With colour the words themselves are coloured; without (in a pipe, under NO_COLOR) brackets mark them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from sayso.model import CERTAINTIES, Attribution, Reason, Report, Span
from sayso.serve.passages import NO_SOURCE, Chains, Passage, Run, language_name, passages
from sayso.serve.values import UNDATED, day_text, details, undated
from sayso.serve.wording import harmless

# The palette of the terminal itself, so that it fits a light and a dark one.
COLOURS = {"asserted": "green", "hearsay": "yellow", "possible": "cyan", "denied": "red"}
SYMBOLS = {"asserted": "●", "hearsay": "◌", "possible": "◐", "denied": "✕"}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FILLING = re.compile(r"[ ]+((?:\x1b\[[0-9;]*m)*)$")
_MEASURE = 100
_EXCERPT = 260
_EXCERPT_TAIL = 90
_INDENT = 4
_GAP = " … "
_CUT = " […] "


def print_report(console: Console, report: Report, why: bool = False, legend: bool = True) -> None:
    """Print one report; ``why`` adds to each block the rows, rules and scores behind it."""
    with console.capture() as shown:
        view = _View(report, why, is_coloured(console))
        console.print(view.render())
        if legend or not report.attributions:
            console.print(view.legend())
    console.file.write(without_filling(shown.get()))


def without_filling(shown: str) -> str:
    """Lines without the blanks at their ends: tables are filled up to the width, and in a file that is only dirt."""
    return "".join(_FILLING.sub(r"\1", line) + "\n" for line in shown.splitlines())


def is_coloured(console: Console) -> bool:
    """Whether colours reach the reader; otherwise brackets have to do their work."""
    return console.is_terminal and not console.no_color and console.color_system is not None


def make_console(color: bool | None, width: int | None, stderr: bool = False) -> Console:
    """A console as the options want it; ``None`` lets the terminal and NO_COLOR decide."""
    console = Console(
        stderr=stderr,
        width=width,
        force_terminal=color,
        color_system="standard" if color else "auto",
        no_color=None if color is None else not color,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    if width is None and console.width > _MEASURE:
        console.width = _MEASURE
    return console


@dataclass(frozen=True, slots=True)
class _View:
    report: Report
    why: bool
    coloured: bool

    def render(self) -> RenderableType:
        parts: list[RenderableType] = [self._header(), Text()]
        chains = Chains(self.report)
        for passage in passages(self.report):
            parts.extend((self._passage(passage), Text()))
            for number in passage.numbers:
                parts.append(self._block(number, chains))
            if passage.numbers:
                parts.append(Text())
        return Group(*parts)

    def _style(self, style: str) -> str:
        return style if self.coloured else ""

    def _header(self) -> RenderableType:
        article = self.report.article
        facts = [language_name(self.report.language)]
        if article.published is not None:
            facts.append(day_text(article.published))
        total = len(self.report.attributions)
        facts.append(f"{total} attribution{'' if total == 1 else 's'}")
        line = Text.assemble((harmless(article.id), self._style("bold")), overflow="fold")
        line.append("  " + " · ".join(facts), style=self._style("dim"))
        counts = Counter(item.certainty for item in self.report.attributions)
        tally = Text("   ").join(
            Text(f"{SYMBOLS[name]} {name} {counts[name]}", style=self._style(COLOURS[name]))
            for name in CERTAINTIES
            if counts[name]
        )
        rule = Rule(style=self._style("dim"), characters="─")
        hint = [Text(UNDATED, style=self._style("dim"))] if undated(self.report) else []
        return Group(line, *([tally] if total else []), *hint, rule)

    def _passage(self, passage: Passage) -> Text:
        words = self.report.article.text
        text = Text(style=self._style("bold") if passage.is_title else "")
        for run in passage.runs:
            opening = (" " if self.coloured else "").join(self._opening(number) for number in run.opens)
            text.append(opening, style=self._style(self._colour(run.opens[-1:])))
            text.append(harmless(run.span.slice(words)), style=self._run_style(run))
            text.append("" if self.coloured else "]" * len(run.closes))
        return text

    def _opening(self, number: int) -> str:
        mark = str(number).translate(_SUPERSCRIPT)
        return mark if self.coloured else f"{mark}["

    def _colour(self, numbers: Sequence[int]) -> str:
        return COLOURS[self.report.attributions[numbers[0] - 1].certainty] if numbers else ""

    def _run_style(self, run: Run) -> Style:
        if not self.coloured:
            return Style.null()
        return Style(
            color=self._colour(run.contents) or None,
            bold=run.is_source or None,
            italic=run.is_cue or None,
            underline=len(run.contents) > 1 or None,
        )

    def _block(self, number: int, chains: Chains) -> RenderableType:
        item = self.report.attributions[number - 1]
        colour = COLOURS[item.certainty]
        grid = Table.grid(padding=(0, 1))
        grid.add_column(justify="right", min_width=3, no_wrap=True)
        grid.add_column(overflow="fold", ratio=1)
        label = Text(str(number), style=self._style(f"bold {colour}"))
        grid.add_row(label, self._chain(item, chains))
        if item.content:
            grid.add_row("", self._content(item.content))
        grid.add_row("", self._facts(item))
        meant = " · ".join(details(self.report, item))
        if meant:
            grid.add_row("", Text(harmless(meant), style=self._style("dim")))
        for reason in item.why if self.why else ():
            grid.add_row("", self._reason(reason))
        return Padding(grid, (0, 0, 0, _INDENT - 2))

    def _chain(self, item: Attribution, chains: Chains) -> Text:
        text = Text()
        for place, name in enumerate(chains.names(item)):
            if place:
                text.append(" → ", style=self._style("dim"))
            known = "dim italic" if name == NO_SOURCE else "" if place else "bold"
            text.append(harmless(name), style=self._style(known))
        return text

    def _content(self, spans: Sequence[Span]) -> Text:
        whole = Text()
        for place, words in enumerate(self.report.slice(spans)):
            if place:
                whole.append(_GAP, style=self._style("dim"))
            whole.append(harmless(" ".join(words.split())))
        if len(whole) <= _EXCERPT:
            return whole
        cut = Text(_CUT, style=self._style("dim"))
        return Text.assemble(whole[: _EXCERPT - _EXCERPT_TAIL], cut, whole[-_EXCERPT_TAIL:])

    def _facts(self, item: Attribution) -> Text:
        certainty = f"{SYMBOLS[item.certainty]} {item.certainty}"
        text = Text.assemble((certainty, self._style(COLOURS[item.certainty])))
        details = [item.kind]
        if item.cue:
            details.append(_GAP.join(harmless(" ".join(cue.split())) for cue in self.report.slice(item.cue)))
        text.append(" · " + " · ".join(details), style=self._style("dim"))
        return text

    def _reason(self, reason: Reason) -> Text:
        score = "" if reason.score is None else f" {reason.score:.2f}"
        text = Text.assemble((f"{reason.step:<8}", self._style("dim")))
        text.append(harmless(reason.name))
        text.append(f"{score}  {harmless(reason.detail)}".rstrip(), style=self._style("dim"))
        return text

    def legend(self) -> RenderableType:
        """How to read the view, or that there is nothing to see."""
        if not self.report.attributions:
            return Text("No attributions found.", style=self._style("dim"))
        return Group(Rule(style=self._style("dim"), characters="─"), Text().join(self._legend_parts()))

    def _legend_parts(self) -> Iterator[Text]:
        dim = self._style("dim")
        if not self.coloured:
            yield Text(
                "¹[ … ] what is ascribed, numbered as its block; blocks: who → through whom", style=dim
            )
            return
        yield Text("what is ascribed", style="green")
        yield Text(" (underlined: within another)  ", style=dim)
        yield Text("who", style="bold")
        yield Text("  ")
        yield Text("by which words", style="italic")
        yield Text("  ¹ its block  who → through whom", style=dim)
