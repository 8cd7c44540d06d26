"""The public names, and that importing them is quick."""

from __future__ import annotations

import subprocess
import sys

import sayso

NAMES = [
    "Article", "Attribution", "DateInterval", "Reader", "Reading", "Reason", "Report", "SaysoError", "Span",
    "__version__", "read",
]  # fmt: skip
HEAVY = ("numpy", "onnxruntime", "tokenizers", "typer", "rich", "trafilatura", "py3langid", "spacy")


def test_the_public_names_are_these() -> None:
    assert sorted(sayso.__all__) == sorted(NAMES)
    assert all(hasattr(sayso, name) for name in NAMES)


def test_importing_brings_nothing_heavy() -> None:
    code = f"import sys, sayso; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error() -> None:
    try:
        sayso.nothing  # noqa: B018
    except AttributeError as error:
        assert "nothing" in str(error)
    else:
        raise AssertionError("no error")
