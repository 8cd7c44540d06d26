"""What each rule is worth: ``python -m eval.ablation`` switches every rule off once, on the development reports.

A rule stays only where it helps; the table shows what is lost without it, in points (Slovene, English).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from eval import default_shared, open_reader
from eval.attributions import DEV, load, read_one, score, scorer
from sayso.attribute import attribute
from sayso.attribute.bounds import RULES
from sayso.attribute.quotations import SETTLED
from sayso.lang import load as load_language
from sayso.model import Article, Name, Report, Word

SHOWN = ("attribution", "content soft", "content exact", "cue tokens", "source tokens", "speaker", "relay")
Values = dict[str, float]


@dataclass
class ReadOnce:
    """A reader that lets the network see each report once and repeats only the rules."""

    weights: Path | None
    without: Set[str] = frozenset()
    seen: dict[str, Report] = field(default_factory=dict)

    def read(self, article: Article, language: str | None = None) -> Report:
        if article.id not in self.seen:
            self.seen[article.id] = open_reader(self.weights).read(article, language)
        report = self.seen[article.id]
        again = attribute(report.reading, load_language(report.language), self.without)
        return Report(article, report.language, report.reading, again)

    def read_tokens(
        self,
        sentences: Sequence[Sequence[str]],
        language: str,
        spaces: Sequence[Sequence[bool]] | None = None,
    ) -> list[list[Word]]:
        raise NotImplementedError("rules of attribution do not touch trees")

    def read_names(self, sentences: Sequence[Sequence[str]], language: str) -> list[list[Name]]:
        raise NotImplementedError("rules of attribution do not touch names")


def values(reader: ReadOnce, shared: Path) -> dict[str, Values]:
    """The figures of both development sets with some rules switched off."""
    result = {}
    for name in DEV:
        documents = load(name, shared)
        read = {document.doc: read_one(document, reader) for document in documents}
        result[name] = {f.name: f.value for f in score(name, documents, read, scorer(shared))}
    return result


def table(shared: Path, weights: Path | None) -> str:
    """The ablation as a Markdown table."""
    reader = ReadOnce(weights)
    whole = values(reader, shared)
    rows = [("all rules", [f"{whole['dev-sl'][k]:.1f} / {whole['dev-en'][k]:.1f}" for k in SHOWN])]
    for name in (*RULES, *SETTLED):
        reader.without = frozenset((name,))
        less = values(reader, shared)
        cells = [
            f"{less['dev-sl'][k] - whole['dev-sl'][k]:+.1f} / {less['dev-en'][k] - whole['dev-en'][k]:+.1f}"
            for k in SHOWN
        ]
        rows.append((f"without {name}", cells))
    reader.without = frozenset((*RULES, *SETTLED))
    none = values(reader, shared)
    rows.append(("no rule", [f"{none['dev-sl'][k]:.1f} / {none['dev-en'][k]:.1f}" for k in SHOWN]))
    head = "| Slovene / English dev | " + " | ".join(SHOWN) + " |\n|" + " --- |" * (len(SHOWN) + 1)
    return "\n".join([head, *(f"| {name} | " + " | ".join(cells) + " |" for name, cells in rows)])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.ablation", description=__doc__)
    parser.add_argument("--shared", type=Path, default=default_shared())
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--markdown", type=Path, help="write the table there too")
    given = parser.parse_args()
    made = table(given.shared, given.weights)
    print(made)
    if given.markdown:
        given.markdown.parent.mkdir(parents=True, exist_ok=True)
        given.markdown.write_text(f"`python -m eval.ablation`\n\n{made}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
