"""Ledgers to test on: SQLite always, PostgreSQL where its programs are there (Debian's ``postgresql``)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import new_database

from sayso.ledger import Ledger

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
GIVEN = os.environ.get("SAYSO_TEST_POSTGRES")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server without the name of a database: given, or started for these tests."""
    if GIVEN:
        yield GIVEN.rstrip("/")
        return
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql), and no SAYSO_TEST_POSTGRES")
    folder = Path("/tmp") / f"sayso-postgres-{os.getpid()}"  # a socket's path must be short
    folder.mkdir(mode=0o700)
    as_owner: list[str] = []
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    programs, data = PROGRAMS[-1], folder / "data"
    quick = "-c fsync=off -c listen_addresses='' -k " + str(folder)
    try:
        subprocess.run(
            [*as_owner, programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"],
            check=True, capture_output=True, cwd="/",
        )  # fmt: skip
        subprocess.run(
            [*as_owner, programs / "pg_ctl", "-D", data, "-w", "-o", quick, "-l", folder / "log", "start"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
        )  # fmt: skip
        yield f"postgresql://postgres@/{{name}}?host={folder}"
        subprocess.run(
            [*as_owner, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
            check=False,
            capture_output=True,
            cwd="/",
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new, empty ledger may be made, once for each database."""
    if request.param == "sqlite":
        return str(tmp_path / "sayso.db")
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    """An empty ledger, once for each database."""
    with Ledger(place) as made:
        yield made
