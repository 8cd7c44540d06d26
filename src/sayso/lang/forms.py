"""Forms of one name: what an inflected language does to it at its end."""

from __future__ import annotations

from sayso.text import fold

LONGEST_ENDING = 4


def equal(word: str, other: str) -> bool:
    """The same form, but for case and diacritics."""
    return fold(word) == fold(other)


def alike(word: str, other: str) -> bool:
    """Do two forms look like cases of one name?  They share all but the last letters."""
    a, b = fold(word), fold(other)
    if min(len(a), len(b)) < 3:
        return a == b
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return shared >= max(3, min(len(a), len(b)) - 2) and max(len(a), len(b)) - shared <= LONGEST_ENDING
