"""The progress bar of a batch: on stderr, only for more than one report and only on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Item = TypeVar("Item")


def tracked(items: Iterable[Item], total: int, console: Console, pause: bool = False) -> Iterator[Item]:
    """The items one by one, with a bar while each is made, that disappears when all are done.

    ``pause`` takes the bar away while an item is used: two writers on one terminal would spoil each other.
    """
    if total < 2 or not console.is_terminal:
        yield from items
        return
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("reading", total=total)
        for item in items:
            bar.advance(task)
            if pause:
                bar.stop()
            yield item
            if pause:
                bar.start()


def counted(items: Iterable[Item], what: str, total: int | None, console: Console) -> Iterator[Item]:
    """The items one by one, with a bar that tells how many are done, how fast, and how long it will take.

    Items that are pairs (done, of how many) set both themselves.
    """
    if not console.is_terminal:
        yield from items
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(what, total=total, rate="")
        for item in items:
            yield item
            if total is None and isinstance(item, tuple):
                bar.update(task, completed=item[0], total=item[1])
            else:
                bar.advance(task)
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            bar.update(task, rate="" if speed is None else f"{speed:.1f}/s")
