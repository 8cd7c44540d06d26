"""Paragraphs, and where inside one a sentence can begin.

The network decides where sentences begin; the hints here bind it where the signs leave no choice.  A
paragraph always begins a sentence, and nothing begins one in the middle of a clause, after "dr." or inside
"1. maja".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.model import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_WRAPPED_WIDTH = range(40, 121)
_WRAPPED_EVENNESS = 0.6
_WRAPPED_SMALL_STARTS = 0.3

_DAY = re.compile(r"[0-9]{1,2}\.")

_FINAL = frozenset(".!?…‼⁇⁈⁉。！？")
_CLOSING = frozenset(")]}”’“»«›‹\"'‘")
_OPENING = frozenset("([{„“‚‘»«›‹\"'”’¿¡")
_DASHES = frozenset("-–—‒―−•*·")


class SentenceFacts(Protocol):
    """What a language says about the ends of its sentences: ``sayso.lang.Language`` does."""

    @property
    def abbreviations(self) -> frozenset[str]: ...

    @property
    def months(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts given by hand, where no language is loaded."""

    abbreviations: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()


NO_FACTS = Facts()


def paragraphs(text: str, body: Span) -> list[Span]:
    """The paragraphs of ``body``, without white space at their edges; none is empty.

    A line is a paragraph, headings too, unless the lines between two empty ones are plainly one text that was
    broken at a fixed width.
    """
    found: list[Span] = []
    for block in _blocks(text, body):
        if _is_wrapped(text, block):
            found.append(Span(block[0].start, block[-1].end))
        else:
            found += block
    return found


def _blocks(text: str, body: Span) -> Iterator[list[Span]]:
    """Lines in the groups that empty lines make."""
    block: list[Span] = []
    before = body.start
    for match in _LINE.finditer(text, body.start, body.end):
        line = _trimmed(text, match.start(), match.end())
        gap = match.start() - before - text.count("\r\n", before, match.start())
        if block and (line is None or gap > 1):
            yield block
            block = []
        if line is not None:
            block.append(line)
        before = match.end()
    if block:
        yield block


def _trimmed(text: str, start: int, end: int) -> Span | None:
    line = text[start:end]
    bare = line.strip()
    if not bare:
        return None
    start += len(line) - len(line.lstrip())
    return Span(start, start + len(bare))


def _is_wrapped(text: str, block: Sequence[Span]) -> bool:
    if len(block) < 2:
        return False
    widths = [len(line) for line in block[:-1]]
    widest, narrowest = max(widths), min(widths)
    if (
        widest not in _WRAPPED_WIDTH
        or narrowest < widest * _WRAPPED_EVENNESS
        or len(block[-1]) > widest * 1.2
    ):
        return False
    small = sum(text[line.start].islower() for line in block[1:])
    return small >= _WRAPPED_SMALL_STARTS * (len(block) - 1)


def boundary_hints(
    text: str,
    words: Sequence[Span],
    paragraph_starts: Sequence[int],
    facts: SentenceFacts = NO_FACTS,
) -> list[bool | None]:
    """For each word whether a sentence must (``True``) or cannot (``False``) begin with it; ``None`` is open.

    ``paragraph_starts`` are the indices of the words that begin a paragraph.
    """
    hints: list[bool | None] = [False] * len(words)
    firsts = set(paragraph_starts)
    for at in range(len(words)):
        if at in firsts or at == 0:
            hints[at] = True
        elif _may_begin(text, words, at, facts):
            hints[at] = None
    for at in range(len(words) - 1, 0, -1):
        if hints[at] is None and _is_lone_mark(text, words, at, firsts):
            hints[at] = False
    return hints


def _may_begin(text: str, words: Sequence[Span], at: int, facts: SentenceFacts) -> bool:
    """Whether the signs before and after the border allow a sentence to begin with word ``at``."""
    word, before = words[at].slice(text), words[at - 1].slice(text)
    small = word[0].islower()
    if word[0] in _FINAL or _closes(text, words[at]) or not (word[0].isalnum() or _may_open(word)):
        return False
    if _closes(text, words[at - 1]):
        return not small and _ends_inside(text, words, at - 1)
    if before[-1] not in _FINAL:
        return False
    if before[0] in _FINAL:
        return not small or before == "."
    return not small and _open_after_dot(text, words, at, facts)


def _open_after_dot(text: str, words: Sequence[Span], at: int, facts: SentenceFacts) -> bool:
    """Whether "itd." or "1." can end a sentence before the capital that begins word ``at``."""
    before, word = words[at - 1].slice(text), words[at].slice(text)
    bare = before[:-1]
    if bare.isdigit():
        return not word[0].isdigit() and word.lower() not in facts.months
    if len(bare) == 1:
        return bare.islower() and _in_chain(text, words, at - 1)
    return True


def _in_chain(text: str, words: Sequence[Span], at: int) -> bool:
    """Whether a one-letter abbreviation ends a row of them: the last of "d. o. o."."""
    return at > 0 and len(words[at - 1]) == 2 and text[words[at - 1].end - 1] == "."


def _ends_inside(text: str, words: Sequence[Span], at: int) -> bool:
    """Whether the sign before the closing marks that end at word ``at`` ends a sentence."""
    limit = max(0, at - 4)
    while at > limit and _closes(text, words[at]):
        at -= 1
    return text[words[at].end - 1] in _FINAL


def _closes(text: str, word: Span) -> bool:
    """Whether a word is a closing quotation mark or bracket: it leans on what stands before it."""
    mark = word.slice(text)
    if mark not in _CLOSING and mark != "''":
        return False
    if mark in ")]}":
        return True
    leans_back = word.start > 0 and not text[word.start - 1].isspace()
    free_after = word.end >= len(text) or not text[word.end].isalnum()
    return leans_back and free_after


def _may_open(word: str) -> bool:
    return word[0] in _OPENING or word[0] in _DASHES or word == "``" or ord(word[0]) > 0x2BFF


def _is_lone_mark(text: str, words: Sequence[Span], at: int, firsts: set[int]) -> bool:
    """Whether an open border stands before a mark with nothing after it in its paragraph."""
    last = at + 1 == len(words) or at + 1 in firsts
    return last and not words[at].slice(text)[0].isalnum()


def split_by_rule(
    hints: Sequence[bool | None],
    text: str,
    words: Sequence[Span],
    facts: SentenceFacts = NO_FACTS,
) -> list[bool]:
    """Where sentences begin, without a network: at every open place, but not after an abbreviation."""
    starts: list[bool] = []
    for at, hint in enumerate(hints):
        if hint is not None:
            starts.append(hint)
            continue
        before, word = words[at - 1].slice(text), words[at].slice(text)
        starts.append(not word[0].islower() and not _goes_on(before, facts))
    return starts


def _goes_on(word: str, facts: SentenceFacts) -> bool:
    """Whether the dot of ``word`` is rather an abbreviation's or an ordinal's than the sentence's."""
    return len(word) > 1 and (word.lower() in facts.abbreviations or _DAY.fullmatch(word) is not None)
