"""What all tests share: where the shared data and the shipped network are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import sayso

PROJECT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("SAYSO_SHARED") or PROJECT.parent / "shared")
WEIGHTS = Path(sayso.__file__).parent / "weights"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared data beside the project, or a visible skip."""
    if not (SHARED / "gold").is_dir():
        pytest.skip(f"no shared data at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def reader() -> object:
    """The shipped network, loaded once for all tests, or a visible skip."""
    if not (WEIGHTS / "manifest.json").exists():
        pytest.skip("the network is not in this checkout")
    from sayso.pipeline import Reader

    return Reader()
