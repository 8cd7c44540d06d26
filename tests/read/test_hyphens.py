"""Names that a hyphen holds together."""

from __future__ import annotations

import re

import pytest

from sayso.model import Name, Span, Word
from sayso.read.reading import hyphens_whole


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
