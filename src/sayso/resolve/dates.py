"""Dates, durations, recurrences and vague times of a report, by the rows of ``dates.toml`` (gold/VALUES.md).

In: a reading, whose ``article.published`` (a day, a month, or nothing) is what relative times count from, and its
language.  Out: time expressions in the order of the text that never overlap; values are half-open days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.lang import Language
from sayso.lang.dates import DateWords
from sayso.model import DateInterval, Name, Quote, Reading, Reason, Sentence, Span, TimeExpression, Word
from sayso.resolve.dates_match import Find, Piece, Rows, finds_in, longest, pieces_of, rows_of
from sayso.resolve.dates_tense import meant, tense_at
from sayso.resolve.dates_values import PAST, Days, days_of

NO_DAYS = ("duration", "set", "vague")
MODIFIERS = ("amod", "compound", "nmod:poss")
_FIXED = frozenset(("year", "year2", "shift", "yearly", "nextyear"))
"""Values that leave no choice to the tense."""
_LONGEST_TIME = 6
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Draft:
    """A time expression in the making: pieces ``[first, last)`` of its sentence."""

    find: Find
    first: int
    last: int
    kind: str
    days: Days | None
    tense: str
    why: tuple[Reason, ...]
    part: str | None = None
    mod: str | None = None


def dates_of(reading: Reading, language: Language) -> tuple[TimeExpression, ...]:
    """The time expressions of a report with their values; empty for a language without ``dates.toml``."""
    words = language.dates
    if not words.rows:
        return ()
    found: list[TimeExpression] = []
    rows, times = rows_of(language.code, words)
    names, quotes = reading.names_by_word(), _outermost(reading.quotes)
    for sentence in reading.sentences:
        pieces = pieces_of(reading, sentence, names)
        clause = _Clause(reading, sentence, pieces, words, rows, times, names, quotes)
        for draft in clause.drafts():
            span = Span(clause.pieces[draft.first].span.start, clause.pieces[draft.last - 1].span.end)
            if not found or found[-1].span.end <= span.start:
                value = None if draft.days is None else DateInterval(*draft.days)
                why = tuple(r if r.evidence else replace(r, evidence=(span,)) for r in draft.why)
                found.append(TimeExpression(span, draft.kind, value, draft.mod, draft.part, why))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Clause:
    """One sentence with all that its expressions are read by."""

    reading: Reading
    sentence: Sentence
    pieces: Sequence[Piece]
    words: DateWords
    rows: Rows
    times: Rows
    names: Mapping[int, Name]
    quotes: Sequence[Span]

    def drafts(self) -> list[Draft]:
        shaped = [self.shaped(find) for find in finds_in(self.pieces, self.rows) if self.stands(find)]
        published = self.reading.article.published
        told = {i: self.valued(d, published) for i, d in enumerate(shaped) if not self.quoted(d.find)}
        spoken = next((draft for draft in told.values() if _is_day(draft, published)), None)
        drafts = [
            told[i] if i in told else self.spoken_on(spoken, draft, published)
            for i, draft in enumerate(shaped)
        ]
        return list(self.joined(drafts))

    def spoken_on(self, spoken: Draft | None, draft: Draft, published: DateInterval | None) -> Draft:
        """A time in quoted speech counts from the day it was spoken, where the sentence names that day.

        One that counts from no day ("leta 2030", "tri ure") does not rest on it.
        """
        if spoken is None or spoken.days is None:
            return self.valued(draft, published)
        valued = self.valued(draft, DateInterval(*spoken.days))
        if valued.days == self.valued(draft, None).days:
            return valued
        day = Span(self.pieces[spoken.first].span.start, self.pieces[spoken.last - 1].span.end)
        said = Reason(
            "rule", "dates:the day it was said", day.slice(self.reading.article.text), evidence=(day,)
        )
        return replace(valued, why=(*valued.why, said))

    def word(self, at: int) -> Word:
        return self.reading.words[self.pieces[at].word]

    def stands(self, find: Find) -> bool:
        """Not a row against ("25 let star"), not a piece of a longer name, not a number that counts something."""
        if find.row.meaning == "none":
            return False
        first, last = self.pieces[find.inner].word, self.pieces[find.outer - 1].word
        name = self.names.get(first)
        if name is not None and last < name.last and last - first < name.last - name.first - 1:
            return False
        if find.outer - find.inner == 1 and "year" in find.values:
            word = self.word(find.inner)
            return not (word.relation == "nummod" and word.head is not None and word.head > first)
        return True

    def quoted(self, find: Find) -> bool:
        span = self.pieces[find.inner].span
        at = bisect_right(self.quotes, span.start, key=lambda quote: quote.start)
        return at > 0 and self.quotes[at - 1].contains(span)

    def shaped(self, find: Find) -> Draft:
        """A find with the words around it that belong to it: "konec", "zvečer", and what "do" or "od" before it says."""
        kind = find.row.meaning if find.row.meaning in NO_DAYS else "date"
        tense = tense_at(self.reading, self.sentence, self.pieces[find.outer - 1].word, self.words)
        why = (Reason("row", f"dates.toml:{find.row.words}", find.row.meaning),)
        draft = Draft(find, find.inner, find.outer, kind, None, tense, why, find.row.part)
        if kind == "duration":
            before = self.before(draft.first)
            around = next((text for text in self.words.around if self.ends_with(before, text)), ())
            return replace(draft, first=before - len(around)) if around else draft
        return draft if kind != "date" else self.modified(self.with_times(draft))

    def modified(self, draft: Draft) -> Draft:
        """With the part and the modifier that the words before it give."""
        if self.modifies(draft):
            return draft
        before = self.before(draft.first)
        if draft.part is None:
            text = next((text for text in self.words.parts if self.ends_with(before, text)), ())
            if text:
                part = (
                    None if _names_a_day(draft.find) else self.words.parts[text]
                )  # "late Monday" is a time of day
                draft = replace(draft, first=before - len(text), part=part)
                before = self.before(draft.first)
        text = next((text for text in self.words.mods if self.ends_with(before, text)), ())
        return replace(draft, mod=self.words.mods[text]) if text else draft

    def valued(self, draft: Draft, anchor: DateInterval | None) -> Draft:
        """With its value: the hull of what it means from the first and from the last day it can be read on."""
        tense = meant(draft.tense, draft.mod)
        ends: list[date | None] = [None] if anchor is None else [anchor.start, anchor.end - timedelta(days=1)]
        values = [days_of(draft.find.row, draft.find.values, day, tense) for day in ends]
        known = [days for days in values if days is not None]
        hull = (min(d[0] for d in known), max(d[1] for d in known)) if known else None
        why = draft.why
        if draft.find.row.meaning in ("weekday", "calendar") and not _FIXED & set(draft.find.values):
            why = (*why, Reason("rule", "dates:tense", tense))
        return replace(draft, days=hull, why=why)

    def before(self, at: int) -> int:
        """Where the words before a piece end, articles left out."""
        while at > 0 and self.pieces[at - 1].lower in self.words.articles:
            at -= 1
        return at

    def ends_with(self, at: int, text: tuple[str, ...]) -> bool:
        return at >= len(text) and all(
            self.pieces[at - len(text) + i].lower == word for i, word in enumerate(text)
        )

    def modifies(self, draft: Draft) -> bool:
        """Does the day belong to a noun after it ("po petkovih volitvah", "after Friday's vote")?"""
        word = self.word(draft.last - 1)
        following = self.pieces[draft.last].lower if draft.last < len(self.pieces) else ""
        return word.tag == "ADJ" or word.relation in MODIFIERS or following in ("'s", "’s")

    def with_times(self, draft: Draft) -> Draft:
        """A time of day beside a date is part of it."""
        first, last = draft.first, draft.last
        if last < len(self.pieces) and (find := longest(self.pieces, last, self.times)) is not None:
            last = find.last
        for at in range(max(0, first - _LONGEST_TIME), first):
            find = longest(self.pieces, at, self.times)
            if find is not None and find.last == first:
                first = find.inner
                break
        return replace(draft, first=first, last=last)

    def joined(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Two dates that the words around them make one interval."""
        at = 0
        while at < len(drafts):
            if at + 1 < len(drafts) and (whole := self.range(drafts[at], drafts[at + 1])) is not None:
                yield whole
                at += 2
            else:
                yield drafts[at]
                at += 1

    def range(self, a: Draft, b: Draft) -> Draft | None:
        if a.kind != "date" or b.kind != "date" or a.last > b.first:
            return None
        middle = [p.lower for p in self.pieces[a.last : b.first] if p.lower not in self.words.articles]
        before = self.before(a.first)
        opening = self.pieces[before - 1].lower if before else ""
        for row in self.words.ranges:
            if len(middle) == 1 and middle[0] in row.middle and (not row.open or opening in row.open):
                first = before - 1 if row.open else a.first
                why = (*a.why, *b.why, Reason("rule", "dates:from … to", middle[0]))
                return replace(a, first=first, last=b.last, days=_from_to(a, b), part=None, mod=None, why=why)
        return None


def _outermost(quotes: Sequence[Quote]) -> list[Span]:
    """The quoted regions that no earlier one holds, in the order of the text."""
    found: list[Span] = []
    for span in sorted(quote.span for quote in quotes):
        if not found or span.end > found[-1].end:
            found.append(span)
    return found


def _from_to(a: Draft, b: Draft) -> Days | None:
    if a.days is None or b.days is None:
        return None
    start, end = a.days[0], b.days[1]
    try:
        if start >= end and a.find.row.meaning == b.find.row.meaning == "weekday":
            start, end = (start - _WEEK, end) if a.tense == PAST else (start, end + _WEEK)
    except OverflowError:
        return None
    return (start, end) if start < end else None


def _is_day(draft: Draft, published: DateInterval | None) -> bool:
    """Can the day be the one on which something in the sentence was said?"""
    if draft.days is None or published is None or draft.days[0] >= published.end:
        return False
    return _names_a_day(draft.find)


def _names_a_day(find: Find) -> bool:
    values = find.values
    return find.row.meaning == "weekday" or "daily" in values or ("day" in values and "day2" not in values)
