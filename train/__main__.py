"""``python -m train STEP``: the whole recipe, step by step (see ``docs/train.md``).

Each step reads what the one before wrote into ``--folder`` and can be started again after an interruption.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import torch

from train import export, fit, pretrained, vocabulary

WEIGHTS = Path(__file__).parents[1] / "src/sayso/weights"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m train", description=__doc__)
    parser.add_argument("step", choices=("prepare", *fit.PLANS, "export", "all-steps"))
    parser.add_argument("--folder", type=Path, default=Path("build/train"), help="checkpoints and caches")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where export writes")
    parser.add_argument(
        "--stages", nargs="+", default=fit.SHIPPED, help="whose running means' mean export writes"
    )
    parser.add_argument("--model-version", default="1", help="written into the manifest")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    steps = ("prepare", *fit.RECIPE, "export") if given.step == "all-steps" else (given.step,)
    for step in steps:
        run(step, given)


def run(step: str, given: argparse.Namespace) -> None:
    """One step of the recipe."""
    if step == "prepare":
        vocabulary.prepare(pretrained.load(), given.folder)
    elif step == "export":
        checkpoints = [given.folder / f"{name}.pt" for name in given.stages]
        export.export(checkpoints, given.folder, given.weights, given.model_version)
    else:
        plan = fit.PLANS[step]
        data = fit.load(given.folder)
        stage = fit.Fit(given.folder, plan, data, fit.stream(data, plan))
        stage.resume()
        stage.run()


if __name__ == "__main__":
    main()
