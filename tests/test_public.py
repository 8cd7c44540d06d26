"""The public names, and that importing them is quick."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import sayso

NAMES = [
    "Article", "Attribution", "DateInterval", "Reader", "Reading", "Reason", "Report", "SaysoError", "Span",
    "__version__", "read",
]  # fmt: skip
HEAVY = ("numpy", "onnxruntime", "tokenizers", "typer", "rich", "trafilatura", "py3langid", "spacy")


def printed(code: str) -> str:
    """What a fresh interpreter prints that knows this very package."""
    place = {**os.environ, "PYTHONPATH": str(Path(sayso.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=place)
    return done.stdout.strip()


def test_the_public_names_are_these() -> None:
    assert sorted(sayso.__all__) == sorted(NAMES)
    assert all(hasattr(sayso, name) for name in NAMES)


def test_importing_brings_nothing_heavy() -> None:
    code = f"import sys, sayso; print([m for m in {HEAVY!r} if m in sys.modules])"
    assert printed(code) == "[]"


def test_an_unknown_name_is_an_attribute_error() -> None:
    try:
        sayso.nothing  # noqa: B018
    except AttributeError as error:
        assert "nothing" in str(error)
    else:
        raise AssertionError("no error")


def test_read_stays_a_function_whatever_of_the_stage_is_imported() -> None:
    """The stage ``sayso.read`` has the name of the function: its import must not take the name back."""
    code = (
        "import sayso.read.fake; from sayso.read import fake; from sayso import read; import sayso; "
        "sayso.Reader; print(sayso.read is read, read.__name__, type(read).__name__)"
    )
    assert printed(code) == "True read function"
