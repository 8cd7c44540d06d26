"""Names that a hyphen or a preposition holds together."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sayso.model import Name, Span, Word
from sayso.read.reading import hyphens_whole, prepositions_inside


def words(text: str) -> list[Word]:
    return [Word(Span(*m.span()), m.group()) for m in re.finditer(r"\w+|[^\w\s]", text)]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Kim Yong-hyun meni", [(0, 3, "PER")], [(0, 4)]),
        ("Son-hui meni", [(0, 1, "PER")], [(0, 3)]),
        ("Kim Yong-hyun meni", [(0, 3, "PER"), (3, 4, "MISC")], [(0, 3), (3, 4)]),
        ("Rok Kos - župan", [(0, 2, "PER")], [(0, 2)]),
        ("vlak Celje-Zagreb", [(1, 2, "LOC")], [(1, 2)]),
        ("Rok Kos-", [(0, 2, "PER")], [(0, 2)]),
    ],
)
def test_a_persons_name_goes_on_over_a_hyphen(
    text: str, names: list[tuple[int, int, str]], expected: list[tuple[int, int]]
) -> None:
    found = hyphens_whole([Name(*name) for name in names], words(text))
    assert [(name.first, name.last) for name in found] == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Svet za varnost v Evropi zaseda", [(0, 4, "ORG"), (4, 5, "LOC")], [(0, 5, "ORG")]),
        ("Svet za varnost zaseda v Evropi", [(0, 3, "ORG"), (5, 6, "LOC")], [(0, 3, "ORG"), (5, 6, "LOC")]),
        ("Ana Kos Ljubljana", [(0, 2, "PER"), (2, 3, "LOC")], [(0, 2, "PER"), (2, 3, "LOC")]),
    ],
)
def test_no_name_ends_with_a_preposition(
    text: str, names: list[tuple[int, int, str]], expected: list[tuple[int, int, str]]
) -> None:
    tagged = [replace(word, tag="ADP" if word.form in ("za", "v") else "NOUN") for word in words(text)]
    found = prepositions_inside([Name(*name) for name in names], tagged)
    assert [(name.first, name.last, name.type) for name in found] == expected
