"""Recycled background: what a collection repeats for weeks is no evidence that two reports share their news.

Which reports may have a passage too is known from its prints (``sayso.shingles``); whether they do is seen by aligning
them.  Whole copies of the two reports in question count as these themselves: a copy with a wrong date makes nothing old.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.model import Span
from sayso.shingles import SHINGLE
from sayso.trace.passages import SENTENCE, Passage

OCCASIONS = 3  # days, apart from each other, on which a paragraph stood before it is background
WEEK = 7  # days that lie at least between the first and the last
_APART = 2  # days between two occasions
_CLOSE = 0.5  # share of its prints that makes another report a copy of this one
_PART = 0.5  # share of a passage that another report must have
_MAYBE = 0.12  # share of a passage's prints of another report that is aligned to see whether it does
_SLIGHT = 0.1  # share of all that two reports share below which a passage is not looked at
_LOOKED_AT = 12  # reports that are aligned with one


@dataclass(frozen=True, slots=True)
class Company:
    """The prints of one report and who else has them.

    ``places``: from each print to the first word where it stands; ``holders``: from each print to the other reports
    with it, each with its day (``datetime.date.toordinal``), ``None`` for an undated one; ``passages_with`` gives what
    this report (as ``a``) shares with any of them.
    """

    report: str
    day: int | None
    places: Mapping[int, int]
    holders: Mapping[int, tuple[tuple[str, int | None], ...]]
    passages_with: Callable[[str], Sequence[Passage]]

    def copies(self) -> dict[str, int | None]:
        """This report and those that have half of its prints or more, with their days."""
        counts = Counter(holder for holders in self.holders.values() for holder in holders)
        close = {report: day for (report, day), n in counts.items() if n >= _CLOSE * len(self.places)}
        return close | {self.report: self.day}

    def beside(self, words: Span) -> dict[str, int]:
        """The dated reports that may have some words too, with their days: those with a few prints of them."""
        inside = [
            mark for mark, place in self.places.items() if words.start - SHINGLE < place < words.end + SHINGLE
        ]
        counts = Counter(holder for mark in inside for holder in self.holders.get(mark, ()))
        return {
            report: day
            for (report, day), count in counts.items()
            if day is not None and count >= _MAYBE * len(inside)
        }


def marked(
    passages: Sequence[Passage], later: Company, earlier: Callable[[], Company]
) -> tuple[Passage, ...]:
    """The passages, ``later`` as ``a``, those marked that the collection repeats.

    ``earlier`` is asked only where the days of others leave it open.
    """
    least = max(SENTENCE, _SLIGHT * sum(each.weight for each in passages))  # less decides nothing either way
    asked = [each for each in passages if each.weight >= least]
    if not any(_is_spread(set(later.beside(each.words_a).values()) | _days(later.day)) for each in asked):
        return tuple(passages)
    other = earlier()
    same = set(later.copies() | other.copies())
    own = _days(_first_day(later)) | _days(_first_day(other))
    old = {each for each in asked if _is_old(each, later, own, same)}
    return tuple(replace(each, recycled=each in old) for each in passages)


def _days(day: int | None) -> set[int]:
    return set() if day is None else {day}


def _first_day(company: Company) -> int | None:
    """When a report first stood anywhere: of a copy with a wrong date the day of the other one."""
    return min((day for day in company.copies().values() if day is not None), default=None)


def _is_old(passage: Passage, company: Company, own: set[int], same: set[str]) -> bool:
    """Whether a passage stood on several days over more than a week, copies of the two reports aside."""
    near = company.beside(passage.words_a)
    others = sorted((day, report) for report, day in near.items() if report not in same)
    if not _is_spread(own | {day for day, _ in others}):
        return False
    seen = set(own)
    for day, report in others[:_LOOKED_AT]:
        if day not in seen and _has(company.passages_with(report), passage.words_a):
            seen.add(day)
            if _is_spread(seen):
                return True
    return False


def _has(shared: Iterable[Passage], words: Span) -> bool:
    """Whether what is shared with another report covers a good part of some words."""
    both = sum(
        max(0, min(words.end, each.words_a.end) - max(words.start, each.words_a.start)) for each in shared
    )
    return both >= _PART * len(words)


def _is_spread(days: Collection[int]) -> bool:
    """Whether some days are several occasions over more than a week."""
    known = sorted(days)
    if not known or known[-1] - known[0] < WEEK:
        return False
    occasions, last = 1, known[0]
    for day in known:
        if day - last >= _APART:
            occasions, last = occasions + 1, day
    return occasions >= OCCASIONS
