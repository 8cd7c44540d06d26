"""Credits: who passed a sentence on, and whom a report cites for what it says.

``…, poroča AFP`` credits an agency with the whole sentence; ``X je poročal o Y ob navajanju Z`` gives Z the same
content as X, passed on by X (GUIDELINES, "What is marked" and English 9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.attribute.clauses import subtree
from sayso.attribute.scene import CLOSERS, Draft, Scene
from sayso.lang import CueRow
from sayso.lang.gazette import OUTLET_KINDS
from sayso.model import Proposal, Reason

CITED_SCORE = 0.5


def credited_whole(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """A sentence that ends with a credit to an agency or a medium is its content from the first word on."""
    return [whole_sentence(scene, draft) for draft in drafts]


def whole_sentence(scene: Scene, draft: Draft) -> Draft:
    if not (draft.cue and draft.source and draft.content) or not passes_on(scene, draft):
        return draft
    sentence = scene.reading.sentences[scene.sentence_of[draft.anchor]]
    credit = sorted({*draft.cue, *draft.source})
    comma = credit[0] - 1
    at_the_end = all(not scene.lettered(i) for i in range(credit[-1] + 1, sentence.last))
    joined = all(b - a == 1 for a, b in zip(credit, credit[1:], strict=False))
    if not (at_the_end and joined and comma > sentence.first and scene.words[comma].form == ","):
        return draft
    if draft.content[0] == sentence.first or draft.content[-1] > comma:
        return draft
    return draft.with_parts(
        "credits:the whole sentence", content=[*draft.content, *range(sentence.first, comma)]
    )


def passes_on(scene: Scene, draft: Draft) -> bool:
    """Is the source an agency or a medium, by a title in it, or the cue one of reporting?"""
    kinds = {row.kind for row, _ in scene.titles(draft.source)}
    return not kinds.isdisjoint(OUTLET_KINDS) or (
        draft.row is not None and draft.row.act in ("report", "cite")
    )


def citations_opened(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """A citing phrase that no attribution has as its cue: one of its own, relayed by the one that cites."""
    result = list(drafts)
    taken = {i for draft in drafts for i in draft.cue}
    anchors = {draft.anchor for draft in drafts}
    for at, row, cue in citing_phrases(scene):
        if taken & set(cue):
            continue
        citing = citer(scene, result, at)
        source = cited(scene, at, cue)
        free = [i for i in (at, *cue) if i not in anchors]
        if citing is None or not source or not free:
            continue
        phrase = {*cue, *source, *subtree(scene, at)}
        content = tuple(i for i in result[citing].content if i not in phrase)
        if not content:
            continue
        outer = result[citing].with_parts("credits:citation outside the content", content=content)
        proposal = Proposal(
            free[0], CITED_SCORE, cue, source, content, relayed_by=outer.anchor, relay_score=1.0
        )
        proposal = replace(
            proposal, certainty=outer.proposal.certainty, kind=outer.proposal.kind, speaker=source[-1]
        )
        reasons = (
            Reason("rule", "credits:citation", scene.words[at].form, CITED_SCORE),
            Reason("row", f"cues.tsv:{row.lemma}", f"{row.act}, {row.certainty}"),
        )
        result[citing] = outer
        result.append(Draft(proposal, cue, source, content, row, reasons))
    return sorted(result, key=lambda d: d.anchor)


def citations_out(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """A source ends where a phrase begins by which it cites somebody: that is an attribution of its own."""
    citing = {i for d in drafts if d.row is not None and d.row.act == "cite" for i in d.cue}
    return [source_before(draft, citing - set(draft.cue)) for draft in drafts]


def source_before(draft: Draft, citing: set[int]) -> Draft:
    first = next((i for i in draft.source if i in citing), None)
    if first is None or first == draft.source[0]:
        return draft
    kept = [i for i in draft.source if i < first]
    return draft.with_parts("credits:citation outside the source", source=kept)


def citing_phrases(scene: Scene) -> list[tuple[int, CueRow, tuple[int, ...]]]:
    """Words of the report that a row of act ``cite`` with frame ``according`` knows, with their cue."""
    rows = [row for row in scene.language.cues if row.act == "cite" and "according" in row.frame]
    found = []
    for at, word in enumerate(scene.words):
        for row in rows:
            parts = row.lemma.split()
            first = at - len(parts) + 1
            if first < 0 or parts[-1] not in (word.lemma.lower(), word.form.lower()):
                continue
            before = [scene.words[i] for i in range(first, at)]
            if all(part in (w.lemma.lower(), w.form.lower()) for part, w in zip(parts, before, strict=False)):
                found.append((at, row, tuple(range(first, at + 1))))
                break
    return found


def citer(scene: Scene, drafts: Sequence[Draft], at: int) -> int | None:
    """The attribution on whose verb the citing phrase hangs, else the smallest whose content holds it."""
    above: int | None = at
    for _ in range(8):
        above = scene.words[above].head if above is not None else None
        for number, draft in enumerate(drafts):
            if above is not None and above in draft.cue:
                return number
    around = [n for n, draft in enumerate(drafts) if at in draft.content]
    return min(around, key=lambda n: len(drafts[n].content)) if around else None


def cited(scene: Scene, at: int, cue: tuple[int, ...]) -> tuple[int, ...]:
    """The noun phrase that the citing word governs, right after it."""
    members = [i for i in subtree(scene, at) if i > at and i not in cue]
    run: list[int] = []
    for i in members:
        if i != at + 1 + len(run) or (scene.words[i].form in CLOSERS and not run):
            break
        run.append(i)
    while run and scene.words[run[-1]].form in CLOSERS:
        run.pop()
    return tuple(run)
