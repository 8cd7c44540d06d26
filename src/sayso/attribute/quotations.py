"""Quotations that run on: rules that look at all drafts of a report at once.

``SETTLED`` is the order in which they run; each has a name for ``--why`` and for the evaluation's ablations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.attribute.credits import citations_opened, citations_out, credited_whole
from sayso.attribute.scene import Draft, Scene
from sayso.model import Proposal, Reason

SetRule = Callable[[Scene, Sequence[Draft]], list[Draft]]
ORPHAN_WORDS = 5
ORPHAN_SCORE = 0.5
SAME_CONTENT = 0.5


def doubles_dropped(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Of two drafts that share a cue word, or have neither cue, and mostly the same content, the surer is kept."""
    kept: list[Draft] = []
    holding: dict[int, list[Draft]] = {}  # only drafts that share a word of content can be doubles
    for draft in sorted(drafts, key=lambda d: (-d.proposal.score, d.anchor)):
        near = {other.anchor: other for i in draft.content for other in holding.get(i, ())}
        if not any(double(draft, other) for other in near.values()):
            kept.append(draft)
            for i in draft.content:
                holding.setdefault(i, []).append(draft)
    return sorted(kept, key=lambda d: d.anchor)


def double(one: Draft, other: Draft) -> bool:
    a, b = set(one.content), set(other.content)
    same = len(a & b) >= SAME_CONTENT * len(a | b)
    if one.anchor in other.cue or other.anchor in one.cue:
        return same or bool(a & b)
    return same and (one.source == other.source or not (one.cue and other.cue))


def own_words_dropped(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """What a quoted speaker thinks or says in the first person opens nothing (GUIDELINES, English 10)."""
    return [d for d in drafts if not (d.cue and not d.source and in_first_person(scene, d))]


def in_first_person(scene: Scene, draft: Draft) -> bool:
    """Does the cue stand in a quotation, with a verb in the first person?"""
    inside = all(scene.quote_of[i] is not None for i in draft.cue)
    return inside and any(scene.words[i].feature("Person") == "1" for i in draft.cue)


def resumed_joined(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """``"A," said X. "B."`` in one paragraph, B in no attribution and with no cue of its own: B joins A."""
    result = list(drafts)
    for number in free_quotes(scene, drafts):
        members = scene.quoted_words[number]
        before = [
            (at, d)
            for at, d in enumerate(result)
            if d.cue
            and max(d.cue[-1], d.content[-1]) < members[0]
            and scene.paragraph(d.anchor) == scene.paragraph(members[0])
            and any(scene.quote_of[i] is not None for i in d.content)
        ]
        if not before:
            continue
        at, nearest = max(before, key=lambda pair: max(pair[1].cue[-1], pair[1].content[-1]))
        last = max(nearest.cue[-1], nearest.content[-1], nearest.source[-1] if nearest.source else 0)
        if scene.sentence_of[members[0]] - scene.sentence_of[last] <= 1:
            content = (*nearest.content, *members)
            result[at] = nearest.with_parts("quotations:resumed quotation joined", content=content)
    return result


def orphans_opened(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """A whole quoted sentence that no attribution holds, in a paragraph of its own: one without cue and source."""
    result = list(drafts)
    anchors = {draft.anchor for draft in drafts}
    for number in free_quotes(scene, drafts):
        members = scene.quoted_words[number]
        free = [i for i in members if i not in anchors]
        if free and alone(scene, members):
            proposal = Proposal(free[0], ORPHAN_SCORE, content=members, kind=(1.0, 0.0, 0.0, 0.0))
            reason = Reason("rule", "quotations:quotation without a cue", "", ORPHAN_SCORE)
            result.append(Draft(proposal, (), (), members, None, (reason,)))
    return sorted(result, key=lambda d: d.anchor)


def free_quotes(scene: Scene, drafts: Sequence[Draft]) -> list[int]:
    """Quotations of whole sentences of which no word stands in an attribution."""
    taken = {i for d in drafts for i in (*d.cue, *d.source, *d.content)}
    return [
        number
        for number, members in enumerate(scene.quoted_words)
        if len(members) >= ORPHAN_WORDS and not taken.intersection(members) and sentential(scene, members)
    ]


def sentential(scene: Scene, members: Sequence[int]) -> bool:
    """Does the quotation hold a finite verb and begin with a capital?"""
    finite = any(scene.words[i].feature("VerbForm") == "Fin" for i in members)
    first = next((scene.words[i].form for i in members if scene.words[i].form[:1].isalnum()), "")
    return finite and first[:1].isupper()


def alone(scene: Scene, members: Sequence[int]) -> bool:
    """Is the quotation the whole of its paragraph?"""
    first, last = members[0], members[-1]
    before = first == 0 or scene.paragraph(first - 1) != scene.paragraph(first)
    after = last + 1 == len(scene.words) or scene.paragraph(last + 1) != scene.paragraph(last)
    return before and after


SETTLED: dict[str, SetRule] = {
    "own words dropped": own_words_dropped,
    "doubles dropped": doubles_dropped,
    "citation opened": citations_opened,
    "citation outside the source": citations_out,
    "credited with the whole sentence": credited_whole,
    "resumed quotation joined": resumed_joined,
    "quotation without a cue": orphans_opened,
}
