"""Drafts from what the network proposes: one a proposal, with the cue row that explains it."""

from __future__ import annotations

from sayso.attribute.scene import Draft, Scene
from sayso.model import Proposal, Reason

SURE = 0.4  # chosen on the held-out half of the development reports


def drafts(scene: Scene) -> list[Draft]:
    """One draft for each proposal that is sure enough, in the order of the text."""
    sure = [p for p in scene.reading.proposals if p.score >= SURE]
    return [draft(scene, p) for p in sorted(sure, key=lambda p: p.anchor)]


def draft(scene: Scene, proposal: Proposal) -> Draft:
    reason = Reason(
        "network", scene.reading.maker.name, scene.words[proposal.anchor].form, round(proposal.score, 2)
    )
    made = Draft(proposal, proposal.cue, proposal.source, proposal.content, None, (reason,))
    return explain(scene, made)


def explain(scene: Scene, made: Draft) -> Draft:
    """Look the cue up among the rows of the language; a cue that no row knows still counts."""
    if not made.cue:
        return made
    lemmas = [scene.words[i].lemma.lower() for i in made.cue]
    forms = [scene.lower(i) for i in made.cue]
    row = scene.language.find_cue(lemmas, forms)
    if row is None:
        return made
    reason = Reason("row", f"cues.tsv:{row.lemma}", f"{row.act}, {row.certainty}")
    return Draft(made.proposal, made.cue, made.source, made.content, row, (*made.reasons, reason))
