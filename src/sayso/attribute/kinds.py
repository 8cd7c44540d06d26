"""Kind: direct, mixed, indirect or nominal, from the quotation marks first, from the network where they are silent."""

from __future__ import annotations

from sayso.attribute.scene import Draft, Scene

DIRECT_SHARE = 1.0
NOMINAL = 3


def kind_of(scene: Scene, draft: Draft) -> str:
    """``direct``: all in quotation marks; ``mixed``: partly; else a clause or a topic."""
    lettered = [i for i in draft.content if scene.lettered(i)]
    if not lettered:
        return "nominal"
    around = scene.quote_of[draft.anchor] if draft.cue else None  # what a quoted speaker says of others
    quoted = [i for i in lettered if scene.quote_of[i] not in (None, around)]
    if len(quoted) >= DIRECT_SHARE * len(lettered):
        return "direct"
    if any(_whole_quote(scene, draft, i) for i in quoted):
        return "mixed"
    nominal, indirect = draft.proposal.kind[3], draft.proposal.kind[2]
    return "nominal" if nominal > indirect else "indirect"


def _whole_quote(scene: Scene, draft: Draft, at: int) -> bool:
    """The quotation around this word lies in the content as a whole, not the other way round."""
    number = scene.quote_of[at]
    return number is not None and set(scene.quoted_words[number]) <= set(draft.content)
