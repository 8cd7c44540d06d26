"""Windows of the marked reports: anchors, the role of every word for each anchor, relays and speakers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sayso.lang import load
from sayso.lang.forms import alike
from sayso.model import CERTAINTIES, KINDS, Span
from sayso.read.reading import word_rules
from sayso.read.sentences import paragraphs
from sayso.read.words import split_words
from train.corpora import LANGUAGES, Marked
from train.windows import BOS, EOS, PIECES, Anchor, Pieces, Window

HEADER_LINES = 4  # id, language, date, address; the fifth is the heading and is read
MARKS = frozenset('"„“”»«')
STYLES = (('"', '"'), ("„", "“"), ("»", "«"), ("“", "”"), ("«", "»"))
NONE, NOT_KNOWN = -1, -100
HIDDEN = 0.04


@dataclass(frozen=True)
class Said:
    """An attribution in word indices of its report."""

    id: str
    anchor: int
    cue: frozenset[int]
    source: frozenset[int]
    content: frozenset[int]
    certainty: int
    kind: int
    relayed_by: str | None
    speaker: str | None


@dataclass(frozen=True)
class Words:
    """A report cut into words; ``paragraph[i]`` is the number of the paragraph of word i."""

    doc: str
    language: str
    forms: list[str]
    after_space: list[bool]
    paragraph: list[int]
    said: list[Said]


def body_of(report: Marked) -> Span:
    """What is read: from the heading on, where the five-line header stands."""
    text, at = report.text, 0
    if not text.startswith(report.doc + "\n"):
        return Span(0, len(text))
    for _ in range(HEADER_LINES):
        at = text.find("\n", at) + 1
    return Span(at, len(text))


def words_of_report(report: Marked) -> Words:
    spans, paragraph = [], []
    rules = word_rules(load(report.language))
    for number, block in enumerate(paragraphs(report.text, body_of(report))):
        found = split_words(report.text, block.start, block.end, rules=rules)
        spans += found
        paragraph += [number] * len(found)
    forms = [span.slice(report.text) for span in spans]
    after_space = [s.start == 0 or report.text[s.start - 1].isspace() for s in spans]
    taken: set[int] = set()
    said = [item for a in report.attributions if (item := said_of(a, spans, forms, taken))]
    return Words(report.doc, report.language, forms, after_space, paragraph, said)


def said_of(gold: dict[str, Any], spans: list[Span], forms: list[str], taken: set[int]) -> Said | None:
    cover = {role: covered(gold[role], spans) for role in ("cue", "source", "content")}
    if not cover["content"]:
        return None
    candidates = by_weight(cover["cue"], forms) or sorted(cover["content"])
    anchor = next((i for i in candidates if i not in taken), None)
    if anchor is None:
        anchor = next((i for i in sorted(cover["content"]) if i not in taken), None)
    if anchor is None:
        return None
    taken.add(anchor)
    return Said(
        gold["id"],
        anchor,
        frozenset(cover["cue"]),
        frozenset(cover["source"]),
        frozenset(cover["content"]),
        CERTAINTIES.index(gold["certainty"]),
        KINDS.index(gold["kind"]),
        gold["relayed_by"],
        gold["speaker"],
    )


def covered(ranges: list[list[int]], spans: list[Span]) -> list[int]:
    wanted = [Span(start, end) for start, end in ranges]
    return [i for i, span in enumerate(spans) if any(span.overlaps(w) for w in wanted)]


def by_weight(indices: list[int], forms: list[str]) -> list[int]:
    """The cue's words, the heaviest first: the longest, of two equals the later ("has said" → "said")."""
    lettered = [i for i in indices if any(c.isalpha() for c in forms[i])]
    return sorted(lettered, key=lambda i: (-len(forms[i]), -i))


def speaker_word(said: Said, forms: list[str], first: int, last: int) -> int:
    """The word in ``[first, last)`` that names the speaker: in the source, else the nearest one before the anchor."""
    if said.speaker is None:
        return NONE
    for part in reversed(said.speaker.split()):
        hits = [i for i in range(first, last) if forms[i][:1].isalnum() and alike(forms[i], part)]
        own = [i for i in hits if i in said.source]
        if own:
            return own[-1]
        before = [i for i in hits if i < said.anchor and i not in said.content]
        hits = [i for i in hits if i not in said.content]
        if before or hits:
            return before[-1] if before else hits[0]
    return NONE


def starts_of(report: Words) -> list[int]:
    """Where a window may begin: at paragraphs and after what looks like a sentence's end."""
    found = [0]
    for i in range(1, len(report.forms)):
        if report.paragraph[i] != report.paragraph[i - 1] or report.forms[i - 1] in ".?!":
            found.append(i)
    return found


def window(report: Words, start: int, pieces: Pieces, shown: dict[int, str]) -> tuple[Window, int]:
    """The window that begins at word ``start``, and the word after its last; ``shown`` replaces some words."""
    result = Window(LANGUAGES.index(report.language), [BOS], [], [], [], [], [], [], [], [], [], [])
    at = start
    while at < len(report.forms):
        new_paragraph = at > start and report.paragraph[at] != report.paragraph[at - 1]
        ids = pieces.of(shown.get(at, report.forms[at]), report.after_space[at])
        if len(result.pieces) + new_paragraph + len(ids) > PIECES - 1:
            break
        if new_paragraph:
            result.pieces.append(EOS)
        result.first.append(len(result.pieces))
        result.pieces.extend(ids)
        result.last.append(len(result.pieces) - 1)
        at += 1
    result.pieces.append(EOS)
    count = at - start
    result.sentence = [0] * count
    for field in ("tag", "string", "lemma", "head", "relation", "name"):
        setattr(result, field, [-1] * count)
    result.starts = [
        1 if i == 0 or report.paragraph[start + i] != report.paragraph[start + i - 1] else -1
        for i in range(count)
    ]
    result.marked = True
    result.anchors = anchors_in(report, start, at)
    return result, at


def anchors_in(report: Words, start: int, end: int) -> list[Anchor]:
    inside = [s for s in report.said if start <= s.anchor < end and any(start <= i < end for i in s.content)]
    number = {s.id: i for i, s in enumerate(inside)}
    result = []
    for s in inside:
        roles = np.zeros(end - start, np.int64)
        for role, members in ((3, s.content), (2, s.source), (1, s.cue)):
            for i in members:
                if start <= i < end:
                    roles[i - start] = role
        relayed = NONE if s.relayed_by is None else number.get(s.relayed_by, NOT_KNOWN)
        speaker = speaker_word(s, report.forms, start, end)
        result.append(
            Anchor(
                s.anchor - start,
                roles,
                s.certainty,
                s.kind,
                relayed,
                speaker - start if speaker >= 0 else NONE,
            )
        )
    return result


def restyle(report: Words, rng: random.Random) -> dict[int, str]:
    """Another style of quotation marks for the whole report, so that none is tied to a corpus."""
    if rng.random() < 0.5:
        return {}
    style, opened, result = rng.choice(STYLES), False, {}
    for i, form in enumerate(report.forms):
        if i and report.paragraph[i] != report.paragraph[i - 1]:
            opened = False
        if form in MARKS:
            result[i] = style[int(opened)]
            opened = not opened
    return result


def hidden(report: Words, rng: random.Random) -> dict[int, str]:
    """A few words that the network has to do without, so that it does not learn reports by heart."""
    share = rng.choice((0.0, HIDDEN, 2 * HIDDEN))
    return {i: "" for i, form in enumerate(report.forms) if form[0].isalnum() and rng.random() < share}


def pass_over(report: Words, pieces: Pieces, rng: random.Random) -> Iterator[Window]:
    """Windows that cover a report with random borders."""
    starts = starts_of(report)
    shown = restyle(report, rng) | hidden(report, rng)
    at, first = 0, True
    while at < len(report.forms):
        made, end = window(report, at, pieces, shown)
        yield made
        if end >= len(report.forms):
            return
        earliest = (
            at + max(1, (end - at) // 3) if first and rng.random() < 0.5 else at + max(1, (end - at) // 2)
        )
        later = [s for s in starts if earliest <= s <= end]
        at = rng.choice(later) if later else end
        first = False
