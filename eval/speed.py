"""How fast whole reports are read: ``python -m eval speed``.

A process of its own with one thread loads the model, reads one short report, then is timed over one call of
``sayso read --jsonl FOLDER``, from the first file to the last line written.  Nothing is subtracted.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from eval import PROJECT, Figure
from eval.attributions import unpack_polnear

STAGE = "speed"
SETS = ("polnear-dev",)
_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "RAYON_NUM_THREADS",
    "SAYSO_THREADS",
)
_SHORT = "The mayor said on Monday that the bridge would open in May.\n"
_MEGABYTE = 1_000_000


def measure(name: str, shared: Path, weights: Path | None = None) -> list[Figure]:
    """The figures of one set of texts."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = unpack_polnear(shared, Path(scratch)) / "text"
        return figures(name, run(folder, weights))


def figures(name: str, timed: dict[str, float]) -> list[Figure]:
    """What a run says, in the units of the table."""
    units = {
        "words per second": ("words/s", timed["words"] / timed["seconds"]),
        "peak memory": ("MB", timed["peak"] / _MEGABYTE),
        "load": ("s", timed["load"]),
        "weights": ("MB", timed["weights"] / _MEGABYTE),
    }
    return [Figure(STAGE, name, what, value, unit=unit) for what, (unit, value) in units.items()]


def run(folder: Path, weights: Path | None = None) -> dict[str, float]:
    """Time a folder in a fresh process with one thread."""
    environment = os.environ | dict.fromkeys(_ONE_THREAD, "1")
    environment |= {"TOKENIZERS_PARALLELISM": "false", "CUDA_VISIBLE_DEVICES": ""}
    if weights is not None:
        environment["SAYSO_MODEL"] = str(weights.resolve())
    command = [sys.executable, "-m", "eval.speed", str(folder)]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the timed process failed: {done.stderr.strip() or done.returncode}")
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def time_folder(folder: Path) -> dict[str, float]:
    """Inside the timed process: load, warm up, read."""
    from sayso.serve import cli

    with tempfile.TemporaryDirectory() as scratch:
        warm, out = Path(scratch, "warm.txt"), Path(scratch, "out.jsonl")
        warm.write_text(_SHORT, encoding="utf-8")
        began = time.perf_counter()
        reader = cli.make_reader(1, "cpu")
        cli.make_reader = _always(reader)
        _call(cli.app, warm, out)
        load = time.perf_counter() - began
        began = time.perf_counter()
        _call(cli.app, folder, out)
        seconds = time.perf_counter() - began
        _refuse_failures(out)
    return {
        "words": sum(len(path.read_text(encoding="utf-8").split()) for path in folder.glob("*.txt")),
        "seconds": seconds,
        "load": load,
        "peak": _peak_memory(),
        "weights": _weights_size(),
    }


def _call(app: Any, what: Path, out: Path) -> None:
    """One call of the command as a person makes it, its output in a file."""
    with out.open("w", encoding="utf-8") as file, redirect_stdout(file):
        app(["read", "--jsonl", str(what)], standalone_mode=False)


def _always(reader: Any) -> Any:
    """A maker of readers that has one already: the model stays loaded."""
    return lambda threads, device: reader


def _refuse_failures(out: Path) -> None:
    """Reports that failed would make the reading look quick."""
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n") if line]
    failed = [record["doc"] for record in records if "error" in record]
    if failed or not records:
        raise RuntimeError(f"{len(failed)} of {len(records)} reports were not read: {', '.join(failed[:3])}")


def _peak_memory() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _weights_size() -> int:
    from sayso.read.encoder import WEIGHTS

    folder = Path(os.environ.get("SAYSO_MODEL") or WEIGHTS)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    print(json.dumps(time_folder(Path(sys.argv[1]))))
