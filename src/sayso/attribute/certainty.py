"""Certainty: how the report presents the content, with the words that show it.

The network gives a probability to each of the four; the cue's row and hedge words weigh in.  Hearsay marked inside
the content ("naj bi", "allegedly") makes the whole content hearsay (GUIDELINES, "What is not marked").
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from sayso.attribute.scene import Draft, Scene
from sayso.lang import CueRow, HedgeRow
from sayso.model import CERTAINTIES, Reason, Span

ROW_WEIGHT = 2.0
LEAST = 1e-3
CLAUSE_HEADS = ("VERB", "AUX", "ADJ", "NOUN")
HEDGE_WEIGHT = {"hearsay": 8.0, "possible": 0.3, "denied": 0.3}
MAIN_HEDGE_WEIGHT = {"possible": 8.0, "hearsay": 11.0}
NEGATED_WEIGHT = 4.0
OWN_HEDGE_WEIGHT = 11.0
UNSURE_ACTS = frozenset(("expect", "hope", "fear", "doubt"))


def certainty_of(scene: Scene, draft: Draft) -> tuple[str, tuple[Span, ...], tuple[Reason, ...]]:
    """The certainty, the words that show it, and the rows behind it."""
    scores = {
        name: math.log(max(p, LEAST)) for name, p in zip(CERTAINTIES, draft.proposal.certainty, strict=True)
    }
    shown: dict[str, list[int]] = {name: [] for name in CERTAINTIES}
    reasons: dict[str, list[Reason]] = {name: [] for name in CERTAINTIES}
    if draft.row is not None:
        scores[draft.row.certainty] += ROW_WEIGHT
        shown[draft.row.certainty] += draft.cue
        reasons[draft.row.certainty].append(Reason("row", f"cues.tsv:{draft.row.lemma}", draft.row.certainty))
    for row, words in hedges(scene, draft):
        main = row.certainty in MAIN_HEDGE_WEIGHT and hedges_main(scene, draft, words)
        scores[row.certainty] += (MAIN_HEDGE_WEIGHT if main else HEDGE_WEIGHT)[row.certainty]
        shown[row.certainty] += words
        reasons[row.certainty].append(Reason("row", f"hedges.tsv:{row.words}", row.certainty))
    for own, word in own_hedges(scene, draft):
        scores["possible"] += OWN_HEDGE_WEIGHT
        shown["possible"].append(word)
        reasons["possible"].append(
            Reason("row", f"cues.tsv:{own.lemma}", "possible, in the speaker's own words")
        )
    if (negation := negated(scene, draft)) is not None:
        scores["denied"] += NEGATED_WEIGHT
        shown["denied"].append(negation)
        reasons["denied"].append(Reason("rule", "certainty:negated cue", scene.words[negation].form))
    best = max(CERTAINTIES, key=lambda name: (scores[name], -CERTAINTIES.index(name)))
    if best == "asserted":
        return best, (), ()
    return best, scene.spans(shown[best]), tuple(reasons[best])


def hedges_main(scene: Scene, draft: Draft, words: list[int]) -> bool:
    """Do these words of the content hedge its main verb or noun, not one of a clause inside (GUIDELINES, English 4)?"""
    content = set(draft.content)
    roots = {
        i for i in draft.content if scene.words[i].head not in content and scene.words[i].tag in CLAUSE_HEADS
    }
    return any(i in roots or scene.words[i].head in roots for i in words)


def own_hedges(scene: Scene, draft: Draft) -> list[tuple[CueRow, int]]:
    """Main verbs of a quotation by which the speaker hedges: ``"… but we expect that …"``.

    A quoted speaker's own "I think" opens no attribution (GUIDELINES, English 10); it tells how sure he is.
    """
    if len({scene.sentence_of[i] for i in draft.content}) > 1:
        return []  # one sentence of several hedges: the others do not
    found = []
    for i in draft.content:
        word = scene.words[i]
        if scene.quote_of[i] is None or word.feature("Person") != "1" or not hedges_main(scene, draft, [i]):
            continue
        if i and scene.lower(i - 1) in scene.language.negations:
            continue  # "we do not doubt"
        row = scene.language.find_cue([word.lemma.lower()], [scene.lower(i)])
        if row is not None and row.act in UNSURE_ACTS and row.pos == "verb":
            found.append((row, i))
    return found


def negated(scene: Scene, draft: Draft) -> int | None:
    """The negation in the cue of a saying that no row has as negated ("did not claim")."""
    if draft.row is not None and set(draft.row.lemma.split()) & set(scene.language.negations):
        return None
    return next((i for i in draft.cue if scene.lower(i) in scene.language.negations), None)


def hedges(
    scene: Scene, draft: Draft, scopes: Sequence[str] = ("content", "cue")
) -> list[tuple[HedgeRow, list[int]]]:
    """Hedge rows that fire on the content or on the cue, with the words they fire on."""
    found = []
    for scope in scopes:
        part = {"content": draft.content, "cue": draft.cue}[scope]
        lemmas = [scene.words[i].lemma.lower() for i in part]
        forms = [scene.lower(i) for i in part]
        for row, where in scene.language.find_hedges(lemmas, forms, scope):
            if all(scene.words[part[i]].tag != "PROPN" for i in where):  # "in May"
                found.append((row, [part[i] for i in where]))
    return found
