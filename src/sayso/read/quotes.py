"""Quoted regions with their marks, in the ways of all European newspapers.

A quotation mark is judged by where it stands: it opens before a word and closes after one.  What is open
waits on a stack, so quotations nest.  One that its paragraph does not close waits for the next paragraphs:
they may repeat the opening mark, or close it at last.  Single marks count only where they are closed, since
the same signs are apostrophes; a text is read once from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.model import Quote, Span
from sayso.read.sentences import paragraphs
from sayso.text import QUOTE_PAIRS

_MARK = re.compile(r"``|''|,,(?=\w)|[\"„“”‟»«＂'’‘‚‹›]")
_SINGLE = frozenset("'’‘‚‹›")
_ALWAYS_OPEN = frozenset(("„", "``", ",,", "‚"))
_NEVER_OPEN = frozenset("’")
_CLOSERS = {
    "„": "“”‟\"''",
    "‟": "”\"''",
    "“": '”"“',
    "”": '”"',
    '"': '"”“',
    "＂": "＂",
    "»": "«»",
    "«": "»«",
    "``": "''\"",
    "''": "''\"",
    ",,": "''\"“”",
    "‚": "‘’'",
    "‘": "’'",
    "‹": "›‹",
    "›": "‹›",
    "'": "'’",
}
"""What may close what; the sloppy pairings too, since keyboards have but one mark."""

_BEFORE_OPENING = frozenset("([{<¿¡/=+*|–—-―_>")
_AFTER_CLOSING = frozenset(".,;:!?…)]}–—-―/\"„“”»«'’‘‹›<*|")
_NOT_FIRST = frozenset(",;:!?)]}")
_FEET_AND_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}$")
_DECADE = re.compile(r"['‘’]\d\ds?(?!\w|['’])")
# "Rock 'n' roll" quotes nothing.
_LEAST_IN_SINGLE = 2
_DEEPEST = 6
_LONGEST_WAIT = 8


@dataclass(slots=True)
class _Open:
    """A quotation that waits for its end; ``sure`` once it counts even if nothing closes it."""

    mark: str
    start: int
    sure: bool
    end: int
    waited: int = 0


@dataclass(slots=True)
class _Scan:
    """What is open and what is found while a text is read."""

    text: str
    openers: frozenset[str]
    open: list[_Open] = field(default_factory=list)
    found: list[Quote] = field(default_factory=list)

    def read(self, paragraph: Span) -> None:
        """One paragraph; what stays open at its end waits for the next."""
        if self.open and not (self.open[0].sure or self._goes_on(paragraph)):
            self.open.clear()
        waiting = bool(self.open)
        for match in _MARK.finditer(self.text, paragraph.start, paragraph.end):
            mark = match[0]
            place = _Place.of(self.text, match.start(), match.end(), paragraph)
            if waiting and match.start() == paragraph.start and self._goes_on(paragraph):
                self.open[0].end, self.open[0].waited = paragraph.end, 0
                waiting = False
                continue
            if waiting and (mark in _SINGLE) == (self.open[0].mark in _SINGLE):
                waiting = False
                if not (place.closes and mark in _CLOSING[self.open[0].mark]):
                    self._give_up(0, paragraph)
            self._take(mark, place, paragraph)
        self._end_paragraph(paragraph, waiting)

    def finish(self, paragraph: Span) -> None:
        """The text is over, and ``paragraph`` was its last."""
        self._give_up(0, paragraph)

    def _goes_on(self, paragraph: Span) -> bool:
        """Whether a paragraph begins by repeating the mark of what is open."""
        return self.text.startswith(self.open[0].mark, paragraph.start)

    def _take(self, mark: str, place: _Place, paragraph: Span) -> None:
        single = mark in _SINGLE
        if single and place.apostrophe:
            return
        match = self._matching(mark) if mark not in _ALWAYS_OPEN else None
        if match is not None and place.closes and (place.free_after or not place.opens):
            if (place.free_after or not single) and not self._is_measure(mark, place):
                self._close(match, place)
        elif match is not None and place.astray and self._is_typed(match, mark):
            self._close(match, place)
        elif place.opens and mark not in _NEVER_OPEN and not self._is_decade(mark, place):
            self._push(mark, place, paragraph, sure=not single)
        elif match is not None and place.apart and mark not in "'’":
            self._close(match, place)
        elif self._may_open(mark, place, match):
            self._push(mark, place, paragraph, sure=False)

    def _may_open(self, mark: str, place: _Place, match: int | None) -> bool:
        """Whether a mark that leans on no word can open a quotation, if something closes it."""
        if mark not in self.openers or mark in _SINGLE:
            return False
        return place.apart or (place.slipped and match is None)

    def _matching(self, mark: str) -> int | None:
        """The innermost open quotation that ``mark`` can close."""
        for at in range(len(self.open) - 1, -1, -1):
            if mark in _CLOSING[self.open[at].mark]:
                return at
        return None

    def _is_typed(self, at: int, mark: str) -> bool:
        """Whether both marks are the keyboard's, which do not show their direction."""
        return mark == '"' and self.open[at].mark in ('"', "''")

    def _is_measure(self, mark: str, place: _Place) -> bool:
        before = self.text[max(0, place.start - 6) : place.start]
        return mark in ('"', "''", "”") and _FEET_AND_INCHES.search(before) is not None

    def _is_decade(self, mark: str, place: _Place) -> bool:
        return mark in _SINGLE and _DECADE.match(self.text, place.start) is not None

    def _push(self, mark: str, place: _Place, paragraph: Span, *, sure: bool) -> None:
        if len(self.open) < _DEEPEST:
            self.open.append(_Open(mark, place.start, sure, paragraph.end))

    def _close(self, at: int, place: _Place) -> None:
        """Close the quotation at ``at``; what was open inside it ends with it."""
        closed = self.open[at]
        for inner in self.open[at + 1 :]:
            if inner.sure:
                self.found.append(Quote(Span(inner.start, place.start), closed=False))
        del self.open[at:]
        least = _LEAST_IN_SINGLE if closed.mark in _SINGLE else 1
        if place.start - closed.start - len(closed.mark) >= least:
            self.found.append(Quote(Span(closed.start, place.end)))

    def _give_up(self, at: int, paragraph: Span) -> None:
        """What is open from ``at`` on is never closed."""
        for quote in self.open[at:]:
            if quote.sure:
                self.found.append(Quote(Span(quote.start, min(quote.end, paragraph.end)), closed=False))
        del self.open[at:]

    def _end_paragraph(self, paragraph: Span, waiting: bool) -> None:
        if not waiting:
            self.open = [quote for quote in self.open if quote.sure or quote.mark == "‘"]
        self._give_up(1, paragraph)
        if not self.open:
            return
        self.open[0].waited += 1
        if self.open[0].waited > _LONGEST_WAIT:
            self._give_up(0, paragraph)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mark stands: what its neighbours allow it to be.

    ``apart`` has space on both sides; ``astray`` is a closing mark that moved right (»Yes, "he said«),
    ``slipped`` an opening one that moved left (»He said," Yes«).
    """

    start: int
    end: int
    opens: bool
    closes: bool
    free_after: bool
    apart: bool
    astray: bool
    slipped: bool
    apostrophe: bool

    @classmethod
    def of(cls, text: str, start: int, end: int, paragraph: Span) -> _Place:
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        quoted = before in _CLOSERS and before not in "’"
        free_before = before.isspace() or before in _BEFORE_OPENING or quoted
        lone_stop = after == "." and not text.startswith("..", end)
        return cls(
            start,
            end,
            opens=free_before and not after.isspace() and after not in _NOT_FIRST and not lone_stop,
            closes=not before.isspace() and before not in "([{",
            free_after=after.isspace() or after in _AFTER_CLOSING,
            apart=before.isspace() and (after.isspace() or after in _NOT_FIRST or after == "."),
            astray=before.isspace() and text[max(0, start - 2)] in ",.!?" and after.islower(),
            slipped=before in ",:" and after.isspace() and text[end + 1 : end + 2].isupper(),
            apostrophe=before.isalnum() and after.isalnum(),
        )


def _pieces(marks: str) -> frozenset[str]:
    """The marks in a string; two apostrophes are one mark."""
    return frozenset(_MARK.findall(marks))


_CLOSING = {mark: _pieces(marks) for mark, marks in _CLOSERS.items()}


def find_quotes(text: str, body: Span, pairs: Sequence[tuple[str, str]] = QUOTE_PAIRS) -> list[Quote]:
    """The quotations in ``body``, marks included, by where they begin; an outer one before its inner ones.

    All national pairings are known.  ``pairs``, the language's own, settle only whether a mark that stands
    apart on both sides can be an opening one.  A quotation that nothing closes ends with its paragraph.
    """
    scan = _Scan(text, frozenset(opening for opening, _ in pairs))
    last = body
    for paragraph in paragraphs(text, body):
        scan.read(paragraph)
        last = paragraph
    scan.finish(last)
    return sorted(scan.found, key=lambda quote: (quote.span.start, -quote.span.end))
