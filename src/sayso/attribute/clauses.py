"""Clauses by the tree: where the content of a saying ends, as far as syntax tells."""

from __future__ import annotations

from sayso.attribute.scene import Draft, Scene

WHOLE_SENTENCE = 0.8
CLAUSES = ("ccomp", "csubj", "acl", "advcl", "parataxis", "xcomp")


def subtree(scene: Scene, root: int) -> list[int]:
    """A word and all that hangs on it, in the order of the text."""
    sentence = scene.reading.sentences[scene.sentence_of[root]]
    inside = {root}
    grown = True
    while grown:
        grown = False
        for at in range(sentence.first, sentence.last):
            if at not in inside and scene.words[at].head in inside:
                inside.add(at)
                grown = True
    return sorted(inside)


def one_sentence(scene: Scene, draft: Draft) -> Draft:
    """Content outside quotation marks keeps to the sentence of its cue, but for sentences it holds as a whole."""
    if not draft.cue:
        return draft
    home = scene.sentence_of[draft.anchor]
    if not any(scene.sentence_of[i] == home for i in draft.content):
        return draft
    kept = []
    for number in sorted({scene.sentence_of[i] for i in draft.content}):
        here = [i for i in draft.content if scene.sentence_of[i] == number]
        sentence = scene.reading.sentences[number]
        quoted = any(scene.quote_of[i] is not None for i in here)
        whole = len(here) >= WHOLE_SENTENCE * (sentence.last - sentence.first)
        if number == home or quoted or whole:
            kept += here
    return draft.with_parts("clauses:one sentence", content=kept)


def clause_whole(scene: Scene, draft: Draft) -> Draft:
    """A clause that a complementiser opens is content to its end: what hangs on its verb, up to the next saying."""
    start = opener(scene, draft)
    if start is None:
        return draft
    verb = scene.words[start].head
    if verb is None or scene.words[verb].relation.split(":")[0] not in CLAUSES:
        return draft
    taken = {*draft.cue, *draft.source}
    members = [i for i in subtree(scene, verb) if i >= start]
    end = start
    while end + 1 < len(scene.words) and (end + 1 in members) and (end + 1 not in taken):
        end += 1
    others = [i for i in draft.content if i < start or i > end + 1]
    far = [i for i in others if i > end + 1 and scene.quote_of[i] is None]
    if end - start < 2 or len(far) > 0 and min(far) - end < 3:
        return draft
    return draft.with_parts("clauses:clause to its end", content=[*others, *range(start, end + 1)])


def opener(scene: Scene, draft: Draft) -> int | None:
    """The complementiser with which a stretch of unquoted content begins."""
    for at in draft.content:
        if at - 1 in draft.content:
            continue
        if scene.lower(at) in scene.language.complementisers and scene.words[at].tag == "SCONJ":
            return at if scene.quote_of[at] is None else None
    return None
