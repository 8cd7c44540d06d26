"""``Article`` → ``Provenance``: where a report says itself that its text comes from.

Read are only places that stand outside the running text: the dateline, lines of their own, brackets after the
end of a sentence at the end of the first paragraphs and at the end of the report, and the address.  "AFP poroča,
da …" is an attribution and none of these.  Words that open such lines, and spellings of agencies, are rows
(``credits.tsv``); outlets are those of ``outlets.tsv`` in all languages; hosts are in ``hosts.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.ingest.provenance_dateline import find_dateline
from sayso.ingest.provenance_items import (
    AGENCY,
    CREDITING,
    INITIALS,
    NAME,
    NOISE,
    SIGNED,
    SIGNING,
    UNKNOWN,
    Item,
    is_initials,
    items,
    trimmed,
)
from sayso.lang import Language
from sayso.lang.credits import CreditRow
from sayso.lang.forms import alike
from sayso.lang.press import outlet_id, press
from sayso.model import Article, Credit, Provenance, Span

_HEAD, _FOOT = 3, 3  # how many lines above and below the report may be no part of it
_OPENING = 3  # the lines at whose end a bracket may close the first paragraph
_LONGEST_LINE = 120
_TAIL = 100
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]+)[)\]]\.?")
_BRACKET_TAIL = re.compile(r"(?:[.?!…][\"”“»«’']?|[\"”“»«])\s*[(\[]([^()\[\]]{2,60})[)\]]\.?\Z")
_TITLE_TAIL = re.compile(r"\s[(\[]([^()\[\]]{2,40})[)\]]\Z")
_BARE_TAIL = re.compile(r"[.?!…][\"”“»«’']?\s+(?=\S)")
_LEAD = re.compile(r"[\s\-–—•*]+")


@dataclass(frozen=True, slots=True)
class _Found:
    """What one line or bracket says."""

    credits: tuple[Credit, ...] = ()
    bylines: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.credits or self.bylines)


_NONE = _Found()


@dataclass(frozen=True, slots=True)
class _Page:
    """A report as lines, with its language."""

    text: str
    lines: tuple[Span, ...]
    language: Language

    def is_head(self, at: int) -> bool:
        return at < _HEAD

    def is_foot(self, at: int) -> bool:
        return at >= len(self.lines) - _FOOT and at > 0


def provenance(article: Article, language: Language) -> Provenance:
    """What a report says of where it comes from, added to what its format said already.

    ``language`` is the language of the report.  Nothing that ``article.provenance`` holds is replaced; spans are
    of ``article.text``.  Never raises for a text; ``LanguageDataError`` for broken tables.
    """
    given = article.provenance
    page = _page(article, language)
    dateline = find_dateline(page.text, page.lines, language)
    founds = [_title(article, language), *(_line(page, at) for at in range(len(page.lines)))]
    dated = () if dateline is None else dateline.outlets
    credited = [_credit(item, "provenance:dateline") for item in dated]
    credited.extend(credit for found in founds for credit in found.credits)
    return replace(
        given,
        outlet=given.outlet or press().publisher(article.address),
        dateline=given.dateline or (dateline.span if dateline else None),
        bylines=_added(given.bylines, (name for found in founds for name in found.bylines)),
        credits=tuple(dict.fromkeys((*given.credits, *credited))),
    )


def _added(known: Sequence[str], names: Iterable[str]) -> tuple[str, ...]:
    """Names in their order, each once whatever its capitals."""
    first: dict[str, str] = {}
    for name in (*known, *names):
        first.setdefault(" ".join(name.casefold().split()), name)
    return tuple(first.values())


def _page(article: Article, language: Language) -> _Page:
    spans = (
        trimmed(article.text, found.start(), found.end())
        for found in _LINE.finditer(article.text, article.body.start, article.body.end)
    )
    return _Page(article.text, tuple(span for span in spans if len(span)), language)


def _title(article: Article, language: Language) -> _Found:
    """``… (STA)`` at the end of a title, but not after the name that the letters are short for."""
    if article.title is None:
        return _NONE
    said = article.title.slice(article.text)[-_TAIL:]
    bracket = _TITLE_TAIL.search(said)
    if bracket is None:
        return _NONE
    start = article.title.end - len(said) + bracket.start(1)
    inside = items(article.text, Span(start, start + len(bracket[1])), language, marked=False)
    names = {name for item in inside if item.outlet for name in press().names_of(item.outlet) if " " in name}
    if (
        not inside
        or not all(item.kind == AGENCY for item in inside)
        or any(n in said.casefold() for n in names)
    ):
        return _NONE
    return _Found(tuple(_credit(item, item.row) for item in inside))


def _line(page: _Page, at: int) -> _Found:
    line = page.lines[at]
    if len(line) <= _LONGEST_LINE and (found := _own_line(page, at, line)):
        return found
    return _bracket_tail(page, at, line) or _bare_tail(page, at, line)


def _own_line(page: _Page, at: int, line: Span) -> _Found:
    """A line of its own: with a word that says what it is anywhere, without one above and below the report."""
    inner, bracketed = _inside(page.text, line)
    parts = _parts(page, inner)
    if parts is None:
        return _NONE
    if any(row is not None for row, _ in parts):
        return _marked(page, at, parts)
    if not (page.is_head(at) or page.is_foot(at)):
        return _NONE
    found = items(page.text, inner, page.language, marked=False)
    lone = page.is_foot(at) or all(is_initials(item.text) for item in found if item.kind == INITIALS)
    return _listed(page, found, lone) or (_NONE if bracketed else _lone_name(page, at, found))


def _inside(text: str, line: Span) -> tuple[Span, bool]:
    """A line without dashes before it and brackets around it, and whether it had brackets."""
    lead = _LEAD.match(text, line.start, line.end)
    start = lead.end() if lead else line.start
    bracket = _BRACKETED.fullmatch(text, start, line.end)
    return (Span(*bracket.span(1)), True) if bracket else (Span(start, line.end), False)


def _parts(page: _Page, line: Span) -> list[tuple[CreditRow | None, Span]] | None:
    """A line by the words that open its parts; ``None`` where what stands before the first is a sentence."""
    opened: list[tuple[CreditRow, int, int, bool]] = []
    words = page.language.credit_words
    for found in words.opening.finditer(page.text, line.start, line.end):
        row = words.openers[" ".join(found["words"].casefold().split())]
        colon = found["colon"] is not None
        if colon or _may_open(page.text, line, found.start(), row):
            opened.append((row, found.start(), found.end(), colon))
    if not opened:
        return [(None, line)]
    parts: list[tuple[CreditRow | None, Span]] = []
    before = trimmed(page.text, line.start, opened[0][1], " \t\u00a0,;|/–—-(.")
    if len(before):
        if any(item.kind == UNKNOWN for item in items(page.text, before, page.language, marked=False)):
            return None
        parts.append((None, before))
    ends = [*(start for _, start, _, _ in opened[1:]), line.end]
    for (row, _, start, colon), end in zip(opened, ends, strict=True):
        part = trimmed(page.text, start, end, " \t\u00a0,;|/–—-(")
        if not colon and not _is_plain(page, row, part):
            return None
        parts.append((row, part))
    return parts


def _may_open(text: str, line: Span, at: int, row: CreditRow) -> bool:
    """Whether a word may open a part without a colon: at the head, after a bar, or of a picture after a comma."""
    before = text[line.start : at].rstrip()
    signs = ";|,/." if row.kind == "beside" else ";|"
    return not before or row.kind == "rights" or before[-1] in signs


def _is_plain(page: _Page, row: CreditRow, part: Span) -> bool:
    """Without a colon all that follows must be names, outlets and the like: "By Tuesday …" is a sentence."""
    if row.kind == "beside":
        return True
    found = items(page.text, part, page.language, marked=True)
    return bool(found) and found[0].kind not in (UNKNOWN, NOISE) and all(i.kind != UNKNOWN for i in found)


def _marked(page: _Page, at: int, parts: Sequence[tuple[CreditRow | None, Span]]) -> _Found:
    credited: list[Credit] = []
    bylines: list[str] = []
    for row, part in parts:
        if row is None:
            before = _listed(page, items(page.text, part, page.language, marked=False), lone_initials=False)
            credited.extend(before.credits)
            bylines.extend(before.bylines)
            continue
        # A right stands below a text; above it, it is a picture's.
        if row.kind == "beside" or (row.kind == "rights" and not page.is_foot(at)):
            continue
        for item in items(page.text, part, page.language, marked=True):
            if item.kind in CREDITING:
                credited.append(_credit(item, row.name))
            elif item.kind in SIGNING and (row.kind == "author" or item.kind == INITIALS):
                bylines.append(item.text)
    return _Found(tuple(credited), tuple(bylines))


def _listed(page: _Page, found: Sequence[Item], lone_initials: bool) -> _Found:
    """A list of outlets and authors without a word that says so: nothing in it may be unknown.

    It needs an agency that texts in this language are often taken from, or an author beside an outlet of this
    language; a name beside a foreign outlet, or before a bar and an agency ("Nina Hale/Reuters"), signs a picture.
    """
    kinds = [item.kind for item in found]
    if not found or UNKNOWN in kinds:
        return _NONE
    outlets = [item for item in found if item.kind in CREDITING]
    signed = tuple(item.text for item in found if item.kind in SIGNING)
    if not outlets:
        alone = (INITIALS, SIGNED) if lone_initials else (SIGNED,)
        fits = all(kind in (*alone, NOISE) for kind in kinds)
        return _Found((), signed) if fits and signed else _NONE
    own = any(_is_own(item, page.language) for item in outlets)
    if NAME in kinds and len(outlets) == 1 and (not own or _is_pictures(page.text, found, outlets[0])):
        return _NONE
    if AGENCY in kinds or (signed and own):
        return _Found(tuple(_credit(item, item.row) for item in outlets), signed)
    return _NONE


def _is_pictures(text: str, found: Sequence[Item], outlet: Item) -> bool:
    """``Nina Hale/dpa``: agencies sign pictures so, and media their own texts."""
    between = text[found[0].span.end : found[-1].span.start]
    return "/" in between and outlet.outlet is not None and outlet.outlet.kind == "agency"


def _is_own(item: Item, language: Language) -> bool:
    return item.outlet is not None and item.outlet.language in (language.code, *language.aliases)


def _lone_name(page: _Page, at: int, found: Sequence[Item]) -> _Found:
    """A name alone on one of the first lines or the last one signs the report.

    Unless the report is about who is named: then it stands below a picture.
    """
    placed = page.is_head(at) or at == len(page.lines) - 1
    if not (placed and page.language.lone_bylines and len(found) == 1 and found[0].kind == NAME):
        return _NONE
    name = found[0]
    last = name.text.split()[-1]
    again = re.compile(rf"(?<!\w){re.escape(last[:3])}[^\W\d_]*")
    others = (m for m in again.finditer(page.text) if not name.span.contains(Span(*m.span())))
    return _NONE if any(alike(last, other[0]) for other in others) else _Found((), (name.text,))


def _bracket_tail(page: _Page, at: int, line: Span) -> _Found:
    """``… danes. (sta)``: a bracket after the end of a sentence; inside one it may explain a name.

    One with a word that says what it is may end any paragraph, others the first ones and the report.
    """
    start = max(line.start, line.end - _TAIL)
    bracket = _BRACKET_TAIL.search(page.text[start : line.end])
    if bracket is None:
        return _NONE
    inner = trimmed(page.text, start + bracket.start(1), start + bracket.end(1))
    parts = _parts(page, inner)
    if parts is not None and any(row is not None for row, _ in parts):
        return _marked(page, at, parts)
    if at >= _OPENING and not page.is_foot(at):
        return _NONE
    return _listed(page, items(page.text, inner, page.language, marked=False), page.is_foot(at))


def _bare_tail(page: _Page, at: int, line: Span) -> _Found:
    """``… danes. STA`` or ``… danes. jk`` at the very end of the report, without a full stop."""
    if at != len(page.lines) - 1:
        return _NONE
    start = max(line.start, line.end - _TAIL)
    for end in _BARE_TAIL.finditer(page.text, start, line.end):
        rest = trimmed(page.text, end.end(), line.end)
        if not len(rest):
            continue
        parts = _parts(page, rest)
        if parts is not None and any(row is not None for row, _ in parts):
            return _marked(page, at, parts)
        found = items(page.text, rest, page.language, marked=False)
        if listed := _listed(page, found, lone_initials=True):
            return listed
    return _NONE


def _credit(item: Item, row: str) -> Credit:
    if item.outlet is None:
        raise ValueError(f"not an outlet: {item.text!r}")
    return Credit(outlet_id(item.outlet), row, item.span)
