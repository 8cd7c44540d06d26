"""The edge of the command line: what goes wrong becomes one line on stderr and an exit code (``sayso.errors``)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from sayso.errors import SaysoError
from sayso.serve.wording import describe_defect, one_line

DEFECT = 1
INTERRUPTED = 130


@contextmanager
def edge(debug: bool = False) -> Iterator[None]:
    """Turn all that goes wrong into one line and an exit code."""
    try:
        yield
    except SaysoError as error:
        complain(str(error))
        raise typer.Exit(error.exit_code) from None
    except BrokenPipeError:
        silence_output()
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        complain("interrupted")
        raise typer.Exit(INTERRUPTED) from None
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except Exception as error:
        if debug:
            raise
        complain(describe_defect(error))
        raise typer.Exit(DEFECT) from None


def complain(message: str) -> None:
    """One line on stderr, with our name before it."""
    typer.echo(one_line(f"sayso: {message}"), err=True)


def silence_output() -> None:
    """Whoever read our output has gone; what is still buffered must not complain at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
