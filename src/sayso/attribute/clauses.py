"""Clauses by the tree: where the content of a saying ends, as far as syntax tells."""

from __future__ import annotations

from sayso.attribute.scene import Draft, Scene

WHOLE_SENTENCE = 0.8


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
        quoted = any(scene.quote_of[i] not in (None, scene.quote_of[draft.anchor]) for i in here)
        whole = len(here) >= WHOLE_SENTENCE * (sentence.last - sentence.first)
        if number == home or quoted or whole:
            kept += here
    return draft.with_parts("clauses:one sentence", content=kept)
