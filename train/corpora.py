"""Training data read from ``../shared``: treebanks, names and marked reports, each as lists of sentences or reports.

Nothing here is an evaluation set: no SSJ test, no ``tags-news``, no ``news-test``, no EWT test, no ``gold/sl``
or ``gold/en``, no PolNeAR; and only corpora whose licence lets the weights be shipped (``LICENSES.md``).
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

LANGUAGES = ("sl", "en", "de", "hr", "sr")
GUM_SHIPPABLE = ("news", "interview", "academic", "bio", "court", "voyage")
NO_SPACE_BEFORE = frozenset(",.;:?!)]}%»”…")
NO_SPACE_AFTER = frozenset("([{„«“")


def shared() -> Path:
    """``SAYSO_SHARED`` or ``../shared`` beside the project."""
    return Path(os.environ.get("SAYSO_SHARED", Path(__file__).parents[2] / "shared"))


@dataclass(frozen=True)
class Token:
    """One treebank word; ``None`` where the corpus does not say."""

    form: str
    space: bool = True
    lemma: str | None = None
    tag: str | None = None
    features: str | None = None
    head: int | None = None  # index in the sentence, -1 for the root
    relation: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Treebank:
    """Sentences of one corpus; ``weight`` is how often each is seen in a pass."""

    code: str
    language: str
    sentences: list[list[Token]]
    weight: float = 1.0


@dataclass(frozen=True)
class Marked:
    """A marked report of ``gold/*-train``: its text and its attributions as the file has them."""

    doc: str
    language: str
    text: str
    attributions: list[dict[str, Any]] = field(default_factory=list)


def lines_of(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        yield from handle


def conllu(path: Path) -> Iterator[list[Token]]:
    """Sentences of a CoNLL-U file; multiword tokens are cut into their parts where these spell the token."""
    rows: list[list[str]] = []
    for line in lines_of(path):
        line = line.rstrip("\n")
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield sentence(rows)
            rows = []
    if rows:
        yield sentence(rows)


def sentence(rows: list[list[str]]) -> list[Token]:
    ranges = {}
    for row in rows:
        if "-" in row[0]:
            first, last = row[0].split("-")
            ranges[int(first)] = (int(last), row[1], "SpaceAfter=No" not in row[9])
    words = {int(row[0]): row for row in rows if row[0].isdigit()}
    kept, moved = collapse(words, ranges)
    index = {number: at for at, (number, _, _) in enumerate(kept)}
    tokens = []
    for number, form, space in kept:
        row = words[number]
        head = resolve_head(row[6], number, moved, index)
        relation = None if row[7] == "_" else row[7]
        known = row[3] != "_"
        tokens.append(
            Token(
                form,
                space,
                row[2] if known else None,
                row[3] if known else None,
                row[5] if known else None,
                head if relation else None,
                relation if head is not None else None,
            )
        )
    return tokens


def collapse(
    words: dict[int, list[str]], ranges: dict[int, tuple[int, str, bool]]
) -> tuple[list[tuple[int, str, bool]], dict[int, int]]:
    """Surface words as (number, form, space after), and where words that have no form of their own went."""
    kept: list[tuple[int, str, bool]] = []
    moved: dict[int, int] = {}
    skip_to = 0
    for number, row in words.items():
        if number <= skip_to:
            continue
        if number not in ranges:
            kept.append((number, row[1], "SpaceAfter=No" not in row[9]))
            continue
        last, surface, space = ranges[number]
        parts = [words[i][1] for i in range(number, last + 1)]
        if "".join(parts) == surface:
            kept += [(i, words[i][1], space if i == last else False) for i in range(number, last + 1)]
        else:
            kept.append((number, surface, space))
            moved.update(dict.fromkeys(range(number + 1, last + 1), number))
        skip_to = last
    return kept, moved


def resolve_head(head: str, number: int, moved: dict[int, int], index: dict[int, int]) -> int | None:
    if not head.isdigit():
        return None
    target = int(head)
    if target == 0:
        return -1
    target = moved.get(target, target)
    return None if target == number else index.get(target)


def iob(path: Path) -> Iterator[list[Token]]:
    """Sentences of a name corpus: two columns, or Universal NER's five with the label second or third."""
    tokens: list[Token] = []
    for line in lines_of(path):
        line = line.rstrip("\n")
        if line.startswith("# ") and "\t" not in line:
            continue
        if not line:
            if tokens:
                yield spaced(tokens)
            tokens = []
            continue
        columns = line.split("\t")
        form, label = (columns[0], columns[1]) if len(columns) == 2 else (columns[1], columns[2])
        tokens.append(Token(form, name=label.replace("OTH", "MISC")))
    if tokens:
        yield spaced(tokens)


def spaced(tokens: list[Token]) -> list[Token]:
    """Spaces put back by rule where the corpus lost them."""
    result, opened = [], False
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        space = following is None or following.form[0] not in NO_SPACE_BEFORE
        if token.form in NO_SPACE_AFTER:
            space = False
        if token.form == '"':
            opened = not opened
            space = not opened
        elif following is not None and following.form == '"' and opened:
            space = False
        result.append(replace(token, space=space))
    return result


def with_names(sentences: list[list[Token]], names: list[list[Token]]) -> list[list[Token]]:
    """Name labels joined to the sentences of a treebank that have the same words; the others are appended."""
    labels = {tuple(t.form for t in s): [t.name for t in s] for s in names}
    used, result = set(), []
    for tokens in sentences:
        key = tuple(t.form for t in tokens)
        found = labels.get(key)
        if found:
            used.add(key)
            tokens = [replace(t, name=n) for t, n in zip(tokens, found, strict=True)]
        result.append(tokens)
    return result + [s for s in names if tuple(t.form for t in s) not in used]


def treebanks() -> list[Treebank]:
    """All treebanks and name corpora that the shipped weights learn from."""
    data = shared() / "data"
    slovene = list(conllu(data / "sl/treebank/tags-train.conllu.gz"))
    names = list(iob(data / "sl/ner/train.iob2.gz")) + list(iob(data / "sl/ner/dev.iob2.gz"))
    slovene = with_names(slovene, names)
    trees = [s for s in slovene if any(t.head is not None for t in s)]
    flat = [s for s in slovene if not any(t.head is not None for t in s)]
    found = [Treebank("sl-trees", "sl", trees, 3.0), Treebank("sl-tags", "sl", flat, 0.7)]
    found.append(Treebank("ewt-train", "en", list(conllu(data / "en/ewt/en_ewt-train.conllu.gz")), 0.4))
    dev = with_names(
        list(conllu(data / "en/ewt/en_ewt-ud-dev.conllu.gz")),
        list(iob(data / "en/ewt/en_ewt-ud-dev.iob2.gz")),
    )
    found.append(Treebank("ewt-dev", "en", dev, 1.0))
    found.append(Treebank("pud-en", "en", list(iob(data / "en/ewt/en_pud-ud-test.iob2.gz")), 1.0))
    gum = [s for genre in GUM_SHIPPABLE for s in conllu(data / f"en/gum/{genre}.conllu.gz")]
    found.append(Treebank("gum", "en", gum, 0.4))
    german = list(conllu(data / "de/ud/de_gsd-ud-dev.conllu.gz")) + list(
        conllu(data / "de/ud/de_gsd-ud-test.conllu.gz")
    )
    pud = with_names(
        list(conllu(data / "de/ud/de_pud-ud-test.conllu.gz")),
        list(iob(data / "de/ud/de_pud-ud-test.iob2.gz")),
    )
    found.append(Treebank("de", "de", german + pud, 1.0))
    for code, weight in (("hr", 0.6), ("sr", 0.4)):
        parts = ("dev", "test")
        bank = [s for p in parts for s in conllu(data / f"{code}/ud/{code}_set-ud-{p}.conllu.gz")]
        labelled = [s for p in (*parts, "train") for s in iob(data / f"{code}/ner/{code}_set-ud-{p}.iob2.gz")]
        found.append(Treebank(code, code, with_names(bank, labelled), weight))
    return found


def marked(folders: tuple[str, ...] = ("sl-train", "en-train")) -> list[Marked]:
    """The marked reports of ``gold/*-train``, in the order of their names."""
    reports = []
    for folder in folders:
        for path in sorted((shared() / "gold" / folder).glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            with path.with_suffix(".txt").open(encoding="utf-8", newline="") as handle:
                reports.append(Marked(gold["doc"], gold["lang"], handle.read(), gold["attributions"]))
    return reports


def development() -> frozenset[str]:
    """Reports on which ideas are tried: left out of training until the final model."""
    listed = (shared() / "gold/dev.txt").read_text(encoding="utf-8").split()
    return frozenset(line.split("/")[-1] for line in listed)
