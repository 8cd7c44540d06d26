"""The stage itself: a reading in, attributions out, in the order of the text."""

from __future__ import annotations

from collections.abc import Set

from sayso.attribute.bounds import RULES
from sayso.attribute.certainty import certainty_of
from sayso.attribute.kinds import kind_of
from sayso.attribute.propose import drafts
from sayso.attribute.quotations import SETTLED
from sayso.attribute.relays import relays
from sayso.attribute.scene import Draft, Scene
from sayso.attribute.speakers import Speakers
from sayso.lang import Language
from sayso.model import Attribution, Maker, Reading, Reason

MAKER = Maker("attribute", "rules", "1")


def attribute(
    reading: Reading, language: Language, without: Set[str] = frozenset()
) -> tuple[Attribution, ...]:
    """All attributions of a reading.  ``without`` names rules to leave out (for the evaluation's ablations)."""
    scene = Scene.of(reading, language)
    made = [bounded(scene, draft, without) for draft in drafts(scene)]
    kept = [draft for draft in made if draft.content]
    for name, rule in SETTLED.items():
        if name not in without:
            kept = rule(scene, kept)
    links = relays(kept)
    speakers = Speakers(scene, kept)
    order = sorted(kept, key=lambda d: (min(d.content[0], d.cue[0] if d.cue else d.content[0]), d.anchor))
    ids = {draft.anchor: f"a{number}" for number, draft in enumerate(order, 1)}
    return tuple(finished(scene, draft, ids, links, speakers) for draft in order)


def bounded(scene: Scene, draft: Draft, without: Set[str]) -> Draft:
    for name, rule in RULES.items():
        if name not in without:
            draft = rule(scene, draft)
    return draft


def finished(
    scene: Scene, draft: Draft, ids: dict[int, str], links: dict[int, int], speakers: Speakers
) -> Attribution:
    certainty, words, why = certainty_of(scene, draft)
    speaker, source_kind, spoken = speakers.of(draft)
    outer = links.get(draft.anchor)
    relayed = (
        ()
        if outer is None
        else (Reason("network", "relay", ids[outer], round(draft.proposal.relay_score, 2)),)
    )
    return Attribution(
        id=ids[draft.anchor],
        source=scene.spans(draft.source),
        cue=scene.spans(draft.cue),
        content=scene.spans(draft.content),
        speaker=speaker,
        kind=kind_of(scene, draft),
        certainty=certainty,
        certainty_words=words,
        relayed_by=None if outer is None else ids[outer],
        act=draft.row.act if draft.row else "other",
        source_kind=source_kind,
        score=round(draft.proposal.score, 4),
        why=(*draft.reasons, *why, *spoken, *relayed),
        maker=MAKER,
    )
