"""Attributions against marked reports, scored by ``score.py`` that lies beside the gold, and a look at the errors.

Held-out sets are scored and never looked at; ideas are tried on the reports of ``gold/dev.txt``.
"""

from __future__ import annotations

import importlib.util
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from eval import Figure, Reader, WrongUse
from sayso.errors import SaysoError

STAGE = "attributions"
HELD_OUT = ("showpiece", "sl", "en", "polnear-dev")
DEV = ("dev-sl", "dev-en")
SETS = (*HELD_OUT, *DEV)
SHOWPIECE = "lavrov-2024-11"
_FOLDERS = {"showpiece": "sl", "sl": "sl", "en": "en", "dev-sl": "sl-train", "dev-en": "en-train"}
_POLNEAR = "data/en/polnear/dev.tar.gz"
_FIGURES = {
    "attribution": "attribution",
    "attribution strict": "attribution strict",
    "content soft": "content soft",
    "content exact": "content exact",
    "cue tokens": "cue tokens",
    "source tokens": "source tokens",
    "content tokens": "content tokens",
    "speaker": "speaker",
    "kind": "kind",
    "certainty": "certainty",
    "relay": "relay",
}
ROLES = ("content", "cue", "source")
_VALUES = ("speaker", "kind", "certainty")
_EDGE = 6

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A marked report: its file as it stands and the gold attributions."""

    doc: str
    data: bytes
    gold: tuple[Item, ...]

    @property
    def text(self) -> str:
        return self.data.decode("utf-8")


@cache
def scorer(shared: Path) -> Any:
    """``score.py`` as a module: there is one copy, and it is not ours."""
    path = shared / "gold" / "score.py"
    spec = importlib.util.spec_from_file_location("sayso_gold_score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # the gold may lie on a read-only disk
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = writes
    return module


# ---------------------------------------------------------------------------------------------- the gold


def load(name: str, shared: Path) -> list[Document]:
    """The reports of one set, in the order of their names."""
    if name == "polnear-dev":
        with tempfile.TemporaryDirectory() as scratch:
            folder = unpack_polnear(shared, Path(scratch))
            return _documents(scorer(shared).read_gold(str(folder)), folder / "text")
    folder = shared / "gold" / _FOLDERS[name]
    chosen = set(dev_reports(shared, _FOLDERS[name])) if name in DEV else None
    documents = [
        document
        for document in _documents(scorer(shared).read_gold(str(folder)), folder)
        if chosen is None or document.doc in chosen
    ]
    if name in ("showpiece", "sl"):
        return [document for document in documents if (document.doc == SHOWPIECE) == (name == "showpiece")]
    return documents


def unpack_polnear(shared: Path, scratch: Path) -> Path:
    """The dev part of PolNeAR, unpacked to a folder of ours."""
    with tarfile.open(shared / _POLNEAR) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / "dev"


def dev_reports(shared: Path, folder: str) -> list[str]:
    """The reports of ``gold/dev.txt`` that lie in one folder."""
    lines = (shared / "gold" / "dev.txt").read_text(encoding="utf-8").split()
    return [line.partition("/")[2] for line in lines if line.startswith(folder + "/")]


def _documents(gold: Mapping[str, Any], texts: Path) -> list[Document]:
    """One marking a report: where several people marked it, the first, as ``score.py`` has it."""
    return [
        Document(doc, (texts / f"{doc}.txt").read_bytes(), tuple(markings[min(markings)]))
        for doc, (_, markings) in sorted(gold.items())
    ]


# ---------------------------------------------------------------------------------------------- the figures


def measure(name: str, shared: Path, reader: Reader) -> list[Figure]:
    """The figures of one set; a report that Sayso refuses counts as read without finding anything."""
    documents = load(name, shared)
    read = {document.doc: read_one(document, reader) for document in documents}
    return score(name, documents, read, scorer(shared))


def read_one(document: Document, reader: Reader) -> list[Item]:
    """What ``sayso read --jsonl`` prints for a report."""
    from sayso.ingest.text import read_text
    from sayso.records import report_record

    try:
        report = reader.read(read_text(document.data, document.doc, document.doc))
    except SaysoError as error:
        print(f"{document.doc}: {error}", file=sys.stderr)
        return []
    if report.article.text != document.text:
        raise ValueError(f"{document.doc}: the text was changed, so no offset can be right")
    found: list[Item] = report_record(report)["attributions"]
    return found


def score(
    name: str, documents: Sequence[Document], read: Mapping[str, Sequence[Item]], score_module: Any
) -> list[Figure]:
    """The figures that ``score.py`` gives for these readings."""
    rows: list[Any] = []
    marked = 0
    for document in documents:
        text = score_module.Text(document.text)
        gold, found = text.attributions(document.gold), text.attributions(read[document.doc])
        marked += len(gold)
        rows.append(score_module.score_document(text, gold, found) | score_module.score_stated(gold, found))
    sums = score_module.total(rows)
    figures: list[Figure] = []
    for figure, metric in _FIGURES.items():
        if metric in sums:
            precision, recall, f1 = (100 * value for value in score_module.prf(sums[metric]))
            decisions = sums[metric][3] if metric == "relay" else marked
            figures.append(Figure(STAGE, name, figure, f1, precision, recall, decisions))
            if metric == "relay":
                figures.append(Figure(STAGE, name, "relay recall", recall, None, None, decisions))
    return figures


# ---------------------------------------------------------------------------------------------- the errors


@dataclass(frozen=True, slots=True)
class View:
    """What of the errors is shown beside what was missed and invented."""

    borders: bool = False
    values: bool = False


def errors(name: str, shared: Path, reader: Reader, view: View) -> Iterator[str]:
    """Lines that show each error of a dev set; a held-out set is refused."""
    refuse_held_out(name)
    for document in load(name, shared):
        yield from document_errors(document, read_one(document, reader), scorer(shared), view)


def refuse_held_out(name: str) -> None:
    """Who looks at the errors of a test set has no test set any more."""
    if name not in DEV:
        raise WrongUse(
            f"{name!r} is held out and its errors are not shown; ideas are tried on {' or '.join(DEV)} (gold/dev.txt)"
        )


def document_errors(document: Document, found: Sequence[Item], module: Any, view: View) -> Iterator[str]:
    """The errors of one report: missed, invented, wrong source; then borders and values where wanted."""
    text = module.Text(document.text)
    gold, ours = text.attributions(document.gold), text.attributions(found)
    pairs = matched(gold, ours, module)
    lines: list[str] = []
    for at, item in enumerate(gold):
        if at not in pairs.values():
            lines += shown("missed", item, document.text, nearest(item, ours, module))
    for at, item in enumerate(ours):
        if at not in pairs:
            lines += shown("invented", item, document.text, nearest(item, gold, module))
    for mine, theirs in sorted(pairs.items()):
        lines += _pair_errors(ours[mine], gold[theirs], text, module, view)
    if lines:
        yield f"━━ {document.doc}: {len(gold)} marked, {len(ours)} read, {len(pairs)} with the same content"
        yield from lines


def matched(gold: Sequence[Item], found: Sequence[Item], module: Any) -> dict[int, int]:
    """Which reading is which gold attribution: at least half of the content is common, one to one."""
    weights: dict[tuple[int, int], float] = {}
    for i, one in enumerate(found):
        for j, other in enumerate(gold):
            content = module.jaccard(one["content"], other["content"])
            if content >= 0.5:
                weights[i, j] = 1 + (content + module.jaccard(one["source"], other["source"])) / 1000
    return dict(module.assign(weights))


def nearest(item: Item, others: Sequence[Item], module: Any) -> str:
    """The attribution on the other side that shares most content, in words."""
    shares = [(module.jaccard(item["content"], other["content"]), at) for at, other in enumerate(others)]
    best, at = max(shares, key=lambda share: (share[0], -share[1]), default=(0.0, 0))
    return f"nearest {others[at]['stated'].get('id')}, {best:.0%} common" if best > 0 else "nothing near"


def shown(title: str, item: Item, text: str, remark: str) -> list[str]:
    """One attribution with its parts as text."""
    stated = item["stated"]
    facts = [str(stated[key]) for key in ("kind", "certainty", "act") if stated.get(key)]
    if stated.get("score") is not None:
        facts.append(f"score {stated['score']:.2f}")
    lines = ["", f"{title} {stated.get('id')} · {' · '.join((*facts, remark))}"]
    lines += [f"   {role:8}{_words(stated.get(role) or (), text)}" for role in ROLES]
    lines.append(f"   {'speaker':8}{stated.get('speaker')} · relayed by {stated.get('relayed_by')}")
    return lines


def _words(spans: Sequence[Sequence[int]], text: str) -> str:
    return " … ".join(f"[{' '.join(text[start:end].split())}]" for start, end in spans) or "–"


def _pair_errors(mine: Item, gold: Item, text: Any, module: Any, view: View) -> list[str]:
    lines: list[str] = []
    is_other = not module.source_lenient(text.tokens, mine["source"], gold["source"])
    for role in ROLES:
        marked, read = (_spelled(side[role], text, module) for side in (gold, mine))
        if role == "source" and is_other:
            lines += _both("other source", marked, read)
        elif view.borders and mine[role] != gold[role]:
            lines += _both(f"border of {role}", marked, read)
    if view.values:
        for key in _VALUES:
            marked, read = gold["stated"].get(key), mine["stated"].get(key)
            if module.name_key(marked) != module.name_key(read):
                lines += _both(key, str(marked), str(read))
    if lines:
        where = f"{gold['stated'].get('id')} read as {mine['stated'].get('id')}"
        lines = ["", f"differs {where} · {_words((gold['stated']['content'][0],), text.text)[:70]}", *lines]
    return lines


def _both(what: str, marked: str, read: str) -> list[str]:
    return [f"   {what:18}gold {marked}", f"   {'':18}read {read}"]


def _spelled(tokens: frozenset[int], text: Any, module: Any) -> str:
    """The words of a token set by runs; of a long run only what stands at its borders."""
    runs: list[str] = []
    for run in module.fragments(tokens):
        words = [text.tokens[at] for at in sorted(run)]
        if len(words) > 2 * _EDGE:
            words = [*words[:_EDGE], "…", *words[-_EDGE:]]
        runs.append(f"[{' '.join(words)}]")
    return " … ".join(runs) or "–"
