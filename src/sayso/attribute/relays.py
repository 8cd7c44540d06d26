"""Relay chains: which attribution passed this one on, as a forest that never loops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.attribute.scene import Draft


def relays(drafts: Sequence[Draft]) -> dict[int, int]:
    """Anchor → anchor of the next link outward.

    The network proposes; an attribution whose words lie inside the content of another with a source of its own is
    relayed by the smallest such one; a link that would close a loop is dropped, weakest first.
    """
    by_anchor = {draft.anchor: draft for draft in drafts}
    links: dict[int, int] = {}
    proposed = [d for d in drafts if d.proposal.relayed_by in by_anchor]
    for draft in sorted(proposed, key=lambda d: (-d.proposal.relay_score, d.anchor)):
        outer = draft.proposal.relayed_by
        if outer is not None and outer != draft.anchor and not reaches(links, outer, draft.anchor):
            links[draft.anchor] = outer
    holding: dict[int, list[Draft]] = {}
    for draft in drafts:
        for i in draft.content:
            holding.setdefault(i, []).append(draft)
    for draft in drafts:
        around = holding.get(draft.content[0], []) if draft.content else []
        if draft.anchor not in links and (outer := enclosing(draft, around)) is not None:
            if not reaches(links, outer, draft.anchor):
                links[draft.anchor] = outer
    return links


def enclosing(draft: Draft, drafts: Sequence[Draft]) -> int | None:
    """The attribution with a source whose content holds this one's cue, source and content, the smallest such."""
    own = {*draft.cue, *draft.content, *draft.source}
    around = [
        other
        for other in drafts
        if other is not draft and other.source and draft.source and own <= set(other.content)
    ]
    return min(around, key=lambda d: (len(d.content), d.anchor)).anchor if around else None


def reaches(links: Mapping[int, int], start: int, goal: int) -> bool:
    """Does the chain outward from ``start`` come to ``goal``?"""
    at: int | None = start
    while at is not None:
        if at == goal:
            return True
        at = links.get(at)
    return False
