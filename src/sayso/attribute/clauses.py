"""Clauses by the tree: where the content of a saying ends, as far as syntax tells."""

from __future__ import annotations

from sayso.attribute.scene import Draft, Scene

WHOLE_SENTENCE = 0.8
NOUNS = ("NOUN", "PROPN", "PRON", "X")


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


def phrase_whole(scene: Scene, draft: Draft) -> Draft:
    """A source is its whole noun phrase: what hangs on its noun right before and after it, but no clause."""
    if not draft.source:
        return draft
    source = set(draft.source)
    heads = [i for i in draft.source if scene.words[i].head not in source and scene.words[i].tag in NOUNS]
    if len(heads) != 1:
        return draft
    taken = {*draft.cue, *draft.content}
    near = set(subtree(scene, heads[0])) - taken - clauses_below(scene, heads[0])
    first, last = draft.source[0], draft.source[-1]
    while first - 1 in near and scene.lettered(first - 1):
        first -= 1
    while last + 1 in near and scene.lettered(last + 1):
        last += 1
    return draft.with_parts(
        "clauses:the whole noun phrase",
        source=[*draft.source, *range(first, draft.source[0]), *range(draft.source[-1] + 1, last + 1)],
    )


def clauses_below(scene: Scene, head: int) -> set[int]:
    """Words of clauses and coordinated phrases that hang on a noun."""
    inside: set[int] = set()
    for child in subtree(scene, head):
        relation = scene.words[child].relation.split(":")[0]
        if child != head and relation in ("acl", "advcl", "ccomp", "parataxis", "conj", "punct"):
            inside.update(subtree(scene, child))
    return inside


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
