"""Kept reports to export: of our own examples, and hostile ones."""

from __future__ import annotations

import pytest
from export_samples import hostile, plain

from sayso.ledger.reports import KeptReport


@pytest.fixture
def reports() -> list[KeptReport]:
    """Two reports, one with a relay, a month as date, credits and a byline."""
    return plain()


@pytest.fixture
def nasty() -> list[KeptReport]:
    """A report whose every field holds what breaks formats."""
    return hostile()
