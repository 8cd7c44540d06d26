"""The inventories of the heads: tags, feature strings, lemma rules, relations, name labels.

A lemma rule turns a form into its lemma: ``case:cut:suffix`` lower-cases (``l``), keeps (``k``) or
capitalises (``t``) the form, cuts ``cut`` characters off its end and adds ``suffix``; ``=lemma`` is the lemma itself
(after UDPipe's edit rules, Straka 2018).  ``sayso.read.decode`` applies the rules.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from sayso.read.lemmas import apply_rule
from train.corpora import LANGUAGES, Treebank

NAMES = ("O", *(f"{p}-{t}" for t in ("PER", "LOC", "ORG", "MISC", "DERIV_PER") for p in "BI"))
MIN_RULE = 2


def lemma_rule(form: str, lemma: str) -> str:
    """The rule that makes ``lemma`` of ``form``: the shortest cut whose stem they share."""
    best: tuple[int, str] | None = None
    for case, cased in (("l", form.lower()), ("k", form), ("t", form[:1] + form[1:].lower())):
        shared = 0
        for a, b in zip(cased, lemma, strict=False):
            if a != b:
                break
            shared += 1
        if shared == 0:
            continue
        candidate = (
            len(cased) - shared + len(lemma) - shared,
            f"{case}:{len(cased) - shared}:{lemma[shared:]}",
        )
        if best is None or candidate[0] < best[0]:
            best = candidate
    if best is None or best[0] > len(form) + 3:
        return f"={lemma}"
    assert apply_rule(best[1], form) == lemma, (form, lemma, best)
    return best[1]


@dataclass(frozen=True)
class Labels:
    """What ``labels.json`` holds.  ``features[language]`` lists the feature strings seen in that language."""

    tags: list[str]
    values: list[str]
    strings: list[str]
    features: dict[str, list[int]]
    lemmas: list[str]
    relations: list[str]
    names: list[str]

    def save(self, path: Path) -> None:
        path.write_text(
            json.dumps(self.__dict__, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
        )

    @staticmethod
    def load(path: Path) -> Labels:
        return Labels(**json.loads(path.read_text(encoding="utf-8")))


def values_of(features: str) -> list[str]:
    """``Case=Nom|Number=Sing`` → its pairs; an absent attribute is no value."""
    return [] if features == "_" else features.split("|")


def collect(treebanks: list[Treebank]) -> Labels:
    """Count everything in the training data."""
    tags: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    strings: dict[str, Counter[str]] = defaultdict(Counter)
    for bank in treebanks:
        for tokens in bank.sentences:
            for token in tokens:
                if token.tag is not None:
                    tags[token.tag] += 1
                    strings[bank.language][f"{token.tag}|{token.features}"] += 1
                    rules[lemma_rule(token.form, token.lemma or token.form)] += 1
                if token.relation:
                    relations[token.relation] += 1
    everything = sorted({s for counts in strings.values() for s in counts})
    index = {s: i for i, s in enumerate(everything)}
    values = sorted({v for s in everything for v in s.split("|") if v != "_"})
    return Labels(
        tags=sorted(tags),
        values=values,
        strings=everything,
        features={code: sorted(index[s] for s in strings[code]) for code in LANGUAGES},
        lemmas=sorted(r for r, n in rules.items() if n >= MIN_RULE),
        relations=sorted(relations),
        names=list(NAMES),
    )
