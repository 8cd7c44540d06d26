# What CI runs, in pieces. `just` alone lists them.
python := ".venv/bin/python"

default:
    @just --list

# linters, types, tests
check:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy
    {{python}} -m pytest

# all figures, against eval/floors.json
eval:
    {{python}} -m eval

# full sizes: evaluation, speed, ablations and a large ledger, written to docs/figures with date and command; all kills
slow:
    {{python}} -m eval --markdown docs/figures/evaluation.md
    {{python}} -m eval speed --markdown docs/figures/speed.md
    {{python}} -m eval.ablation --markdown docs/figures/ablation.md
    {{python}} -m eval.ledger --claims 1000000 --markdown docs/figures/ledger.md
    SAYSO_KILLS=50 {{python}} -m pytest tests/ledger/test_killed.py

# the training recipe, step by step (needs the extra `train`)
train:
    {{python}} -m train all-steps
