"""When something was said, and what times it is about: two things that a sentence often mixes.

"On Friday the minister said that the dam would open in May": said on Friday, about May.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.model import Attribution, Reading, Span, TimeExpression, within

CLAUSE = ("root", "ccomp", "advcl", "acl", "conj", "parataxis", "csubj")
_FARTHEST = 12  # steps up the tree


class Times:
    """The times of one report as its attributions use them."""

    def __init__(
        self, reading: Reading, dates: Sequence[TimeExpression], attributions: Sequence[Attribution]
    ) -> None:
        self.reading = reading
        self.dates = [time for time in dates if time.kind == "date"]
        self._hanging: dict[int, list[tuple[list[int], TimeExpression]]] = {}
        """Times with a value, and their words, by the verb that they hang on."""
        for time in self.dates:
            places = self._indices((time.span,))
            governor = self._governor(places) if places and time.value is not None else None
            if governor is not None:
                self._hanging.setdefault(governor, []).append((places, time))
        self._said = {item.id: self._find(item) for item in attributions}
        self._taken = {time.span for time in self._said.values() if time is not None}

    def words(self, time: TimeExpression) -> str:
        return time.span.slice(self.reading.article.text)

    def said(self, item: Attribution) -> TimeExpression | None:
        """The day that stands with the cue, outside what is said: "je v petek dejala" → Friday.

        A day that hangs on the cue's own verb, by the tree; of several the nearest.  ``None`` where the report
        does not say, and for a noun or particle as cue ("po besedah", "naj bi"), which has no time of its own.
        """
        return self._said[item.id]

    def about(self, item: Attribution) -> Iterator[TimeExpression]:
        """The times inside the content, without those at which something quoted in it was said."""
        return (time for time in within(self.dates, item.content) if time.span not in self._taken)

    def _find(self, item: Attribution) -> TimeExpression | None:
        cue = self._indices(item.cue)
        verbs = [i for i in cue if self.reading.words[i].tag in ("VERB", "AUX")]
        heads = {self._clause_head(i) for i in verbs} | set(verbs)
        found = [
            (min(abs(place - verb) for place in places for verb in verbs), time.span, time)
            for head in heads
            for places, time in self._hanging.get(head, ())
            if not _touches(time.span, (*item.content, *item.source))
        ]
        return min(found, key=lambda each: each[:2])[2] if found else None

    def _indices(self, spans: Sequence[Span]) -> list[int]:
        """The words that some spans hold."""
        words = self.reading.words
        found = []
        for span in spans:
            at = bisect_left(words, span.start, key=lambda word: word.span.start)
            while at < len(words) and words[at].span.start < span.end:
                found.append(at)
                at += 1
        return found

    def _governor(self, places: Sequence[int]) -> int | None:
        """The verb that a time expression hangs on."""
        inside = set(places)
        at: int | None = places[-1]
        for _ in range(_FARTHEST):
            if at is None:
                return None
            word = self.reading.words[at]
            if at not in inside and word.tag in ("VERB", "AUX"):
                return at
            if at not in inside and word.relation in CLAUSE:
                return at
            at = word.head
        return None

    def _clause_head(self, at: int) -> int:
        """The verb of an auxiliary ("je" → "dejal")."""
        word = self.reading.words[at]
        return word.head if word.relation in ("aux", "cop") and word.head is not None else at


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(other.overlaps(span) for other in others)
