"""What the tests of ``eval`` share: the project on the path, and the mark for what takes minutes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
if str(PROJECT) not in sys.path:
    sys.path.insert(0, str(PROJECT))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: reads hundreds of reports with the network")
