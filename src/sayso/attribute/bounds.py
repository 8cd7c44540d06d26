"""Borders by the letter of the guidelines: each rule takes a draft and gives it back, perhaps with other words.

Every rule has a name, which ``--why`` shows where the rule changed something and by which the evaluation can switch
it off.  They run in the order of ``RULES``.
"""

from __future__ import annotations

from collections.abc import Callable

from sayso.attribute.clauses import one_sentence, phrase_whole
from sayso.attribute.scene import CLOSERS, QUOTE_MARKS, Draft, Scene

Rule = Callable[[Scene, Draft], Draft]
WHOLE_QUOTE_SHARE = 0.6
LONGEST_GAP = 2


def gaps_filled(scene: Scene, draft: Draft) -> Draft:
    """A hole of punctuation alone between two stretches of content is content."""
    content = list(draft.content)
    taken = {*draft.cue, *draft.source}
    for a, b in zip(draft.content, draft.content[1:], strict=False):
        hole = range(a + 1, b)
        if 0 < len(hole) <= LONGEST_GAP and all(not scene.lettered(i) and i not in taken for i in hole):
            if scene.paragraph(a) == scene.paragraph(b):
                content += hole
    return draft.with_parts("bounds:gaps filled", content=content)


def quotes_whole(scene: Scene, draft: Draft) -> Draft:
    """A quotation that is mostly content is content as a whole, with its marks."""
    content = set(draft.content)
    taken = {*draft.cue, *draft.source}
    for number in {q for i in draft.content if (q := scene.quote_of[i]) is not None}:
        members = set(scene.quoted_words[number])
        lettered = {i for i in members if scene.lettered(i)}
        if lettered and len(lettered & content) / len(lettered) >= WHOLE_QUOTE_SHARE and not members & taken:
            content |= members
    return draft.with_parts("bounds:quotation marks whole", content=content)


def stray_words_dropped(scene: Scene, draft: Draft) -> Draft:
    """A stretch of content that is punctuation alone, away from the rest, is none."""
    runs = stretches(draft.content)
    kept = [run for run in runs if any(scene.lettered(i) for i in run)]
    return draft.with_parts("bounds:stray marks dropped", content=[i for run in kept for i in run])


def complementiser_in(scene: Scene, draft: Draft) -> Draft:
    """The complementiser right before a clause of content belongs to it."""
    content = list(draft.content)
    taken = {*draft.cue, *draft.source}
    for run in stretches(draft.content):
        before = run[0] - 1
        if before < 0 or before in taken or scene.sentence_of[before] != scene.sentence_of[run[0]]:
            continue
        if scene.lower(before) in scene.language.complementisers and scene.words[before].tag == "SCONJ":
            content.append(before)
    return draft.with_parts("bounds:complementiser in", content=content)


def closing_marks_out(scene: Scene, draft: Draft) -> Draft:
    """No comma, full stop or dash at a border of content outside quotation marks."""
    kept: list[int] = []
    for run in stretches(draft.content):
        first, last = 0, len(run)
        while first < last and trimmed(scene, run[first], draft):
            first += 1
        while first < last and trimmed(scene, run[last - 1], draft):
            last -= 1
        kept += run[first:last]
    return draft.with_parts("bounds:closing marks out", content=kept)


def trimmed(scene: Scene, at: int, draft: Draft) -> bool:
    """Is this a mark that no border of content may have?"""
    if scene.words[at].form not in CLOSERS:
        return False
    number = scene.quote_of[at]
    return number is None or not set(scene.quoted_words[number]) <= set(draft.content)


def preposition_out(scene: Scene, draft: Draft) -> Draft:
    """A source stands without its preposition, without a genitive ending and without marks at its borders."""
    source = list(draft.source)
    while len(source) > 1 and (
        (scene.words[source[0]].tag == "ADP" and scene.lower(source[0]) in scene.language.source_prepositions)
        or (not scene.lettered(source[0]) and scene.words[source[0]].form not in QUOTE_MARKS)
    ):
        source.pop(0)
    while len(source) > 1 and (
        scene.words[source[-1]].form in CLOSERS or scene.lower(source[-1]) in ("'s", "’s", "'", "’")
    ):
        source.pop()
    return draft.with_parts("bounds:preposition out of the source", source=source)


def source_filled(scene: Scene, draft: Draft) -> Draft:
    """A hole of up to two words inside a source that nothing else claims is source."""
    source = list(draft.source)
    taken = {*draft.cue, *draft.content}
    for a, b in zip(draft.source, draft.source[1:], strict=False):
        hole = range(a + 1, b)
        if 0 < len(hole) <= LONGEST_GAP and scene.sentence_of[a] == scene.sentence_of[b]:
            if not taken.intersection(hole):
                source += hole
    return draft.with_parts("bounds:source without holes", source=source)


def own_sentence(scene: Scene, draft: Draft) -> Draft:
    """A source that stands only in other sentences than its cue is none: the subject was dropped."""
    if not draft.cue or not draft.source:
        return draft
    homes = {scene.sentence_of[i] for i in draft.cue}
    kept = [i for i in draft.source if scene.sentence_of[i] in homes]
    return draft.with_parts("bounds:source in the cue's sentence", source=kept)


def one_stretch(scene: Scene, draft: Draft) -> Draft:
    """Of a source in several stretches the one nearest to the cue: the others belong to another attribution."""
    runs = stretches(draft.source)
    if len(runs) < 2 or not draft.cue:
        return draft
    nearest = min(runs, key=lambda run: min(abs(i - c) for i in run for c in draft.cue))
    return draft.with_parts("bounds:one stretch of source", source=nearest)


def names_whole(scene: Scene, draft: Draft) -> Draft:
    """A name that a source cuts in two is whole."""
    source = set(draft.source)
    taken = {*draft.cue, *draft.content}
    for name in scene.names_at(draft.source):
        members = set(range(name.first, name.last))
        if source & members and not members <= source and not members & taken:
            source |= members
    return draft.with_parts("bounds:names whole", source=source)


def stretches(indices: tuple[int, ...]) -> list[list[int]]:
    """Runs of neighbouring indices."""
    found: list[list[int]] = []
    for at in indices:
        if found and found[-1][-1] == at - 1:
            found[-1].append(at)
        else:
            found.append([at])
    return found


RULES: dict[str, Rule] = {
    "one sentence": one_sentence,
    "gaps filled": gaps_filled,
    "quotation marks whole": quotes_whole,
    "complementiser in": complementiser_in,
    "stray marks dropped": stray_words_dropped,
    "closing marks out": closing_marks_out,
    "source without holes": source_filled,
    "source in the cue's sentence": own_sentence,
    "the whole noun phrase": phrase_whole,
    "names whole": names_whole,
    "one stretch of source": one_stretch,
    "preposition out of the source": preposition_out,
}
