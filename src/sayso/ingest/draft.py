"""What a format holds of one report → ``Article``: the one place where a kept text is put together.

The text that is kept is the headline, an empty line, the dateline where a format has it apart, an empty line, and
the paragraphs with an empty line between; offsets count in that text.  Nothing else is ever added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sayso.addresses import article_id
from sayso.errors import EmptyText
from sayso.ingest.found import Origin
from sayso.ingest.times import EARLIEST, Stamp, is_too_late, read_stamp
from sayso.lang.keys import name_key
from sayso.lang.press import outlet_id, press
from sayso.model import ARTICLE_KINDS, Article, Credit, Provenance, Span

PARAGRAPH = "\n\n"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_BETWEEN_CREDITS = re.compile(r"[,/;|&()\[\]]+|\s[-–—]\s")
_DATELINE_REACH = 200
_LINE = re.compile(r"[^\s][^\r\n]*")
_TOLERANCE = timedelta(days=1)
_LATE = "is later than it was fetched"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a format says of one report, as written there.

    ``outlet`` is a name, a host or an id; ``bylines`` and ``credits`` are the fields' words; dates are as written.
    """

    paragraphs: Sequence[str] = ()
    text: str | None = None  # kept to the letter, instead of paragraphs
    title: str | None = None
    address: str | None = None
    language: str | None = None
    kind: str = "report"
    status: str = "usable"
    outlet: str | None = None
    bylines: Sequence[str] = ()
    credits: Sequence[str] = ()
    dateline: str | None = None
    published: object = None
    modified: object = None
    doubts: Sequence[str] = ()


def assemble(draft: Draft, origin: Origin) -> Article:
    """The article of a draft.  Raises ``EmptyText`` where there is nothing to read.

    A withdrawn report may be empty: that it was withdrawn is what has to be kept.
    """
    laid = _lay_out(draft)
    if not laid.text[laid.body.start :].strip() and draft.status != "withdrawn":
        raise EmptyText(origin.name, "there is no text in it")
    stamps = Stamps.of(draft.published, draft.modified, origin.fetched_at)
    return Article(
        id=origin.doc or article_id(laid.text, draft.address),
        text=laid.text,
        body=laid.body,
        title=laid.title,
        language=language_code(draft.language),
        published=stamps.published.days,
        address=draft.address or None,
        provenance=Provenance(
            kind=draft.kind if draft.kind in ARTICLE_KINDS else "report",
            status=draft.status,
            outlet=outlet_of(draft.outlet),
            dateline=laid.dateline,
            bylines=each_once(draft.bylines),
            credits=credits_of(draft.credits),
            published_at=stamps.published.moment,
            modified_at=stamps.modified.moment,
            fetched_at=origin.fetched_at,
            doubts=(*stamps.doubts, *draft.doubts, *_unknown_credits(draft.credits)),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Laid:
    """The kept text and what of it is which."""

    text: str
    body: Span
    title: Span | None
    dateline: Span | None


def _lay_out(draft: Draft) -> _Laid:
    title, dateline = (" ".join((words or "").split()) for words in (draft.title, draft.dateline))
    rest = _rest(draft, title)
    if rest is None:
        return _as_it_stands(draft.text or "", title, dateline)
    has_own_line = bool(dateline) and dateline not in rest[:_DATELINE_REACH]
    head = PARAGRAPH.join([*filter(None, [title]), *([dateline] if has_own_line else [])])
    text = PARAGRAPH.join(filter(None, [head, rest]))
    place = text.find(dateline, len(title)) if dateline else -1
    return _Laid(
        text,
        Span(len(text) - len(rest), len(text)),
        Span(0, len(title)) if title else None,
        Span(place, place + len(dateline)) if place >= 0 else None,
    )


def _rest(draft: Draft, title: str) -> str | None:
    """What follows the title; ``None`` where the text is kept to the letter and holds the title, or there is none."""
    if draft.text is not None:
        is_whole = not title or _first_line(draft.text)[1] == title.casefold()
        return None if is_whole else draft.text
    paragraphs = [text for text in map(str.strip, draft.paragraphs) if text]
    if title and paragraphs and " ".join(paragraphs[0].split()).casefold() == title.casefold():
        paragraphs = paragraphs[1:]
    return PARAGRAPH.join(paragraphs)


def _first_line(text: str) -> tuple[Span, str]:
    """Where the first line with words stands, and those words for comparison."""
    found = _LINE.search(text)
    if found is None:
        return Span(0, 0), ""
    return Span(found.start(), found.end()), " ".join(found[0].split()).casefold()


def _as_it_stands(text: str, title: str, dateline: str) -> _Laid:
    heading = _first_line(text)[0] if title else None
    start = heading.end if heading else 0
    start += len(text[start:]) - len(text[start:].lstrip())
    end = max(start, len(text.rstrip()))
    place = text.find(dateline, start, start + _DATELINE_REACH) if dateline else -1
    return _Laid(text, Span(start, end), heading, Span(place, place + len(dateline)) if place >= 0 else None)


@dataclass(frozen=True, slots=True)
class Stamps:
    """When a report was published and modified, and what of it cannot be."""

    published: Stamp
    modified: Stamp
    doubts: tuple[str, ...]

    @classmethod
    def of(cls, published: object, modified: object, fetched_at: datetime | None) -> Stamps:
        """Read both; a report that was changed more than a day before it appeared was not."""
        first, last = (
            read_stamp(published, "published", fetched_at),
            read_stamp(modified, "modified", fetched_at),
        )
        doubts = tuple(stamp.doubt for stamp in (first, last) if stamp.doubt)
        if first.moment and last.moment and last.moment < first.moment - _TOLERANCE:
            last = Stamp()
            doubts = (*doubts, f"modified {str(modified)!r} is before it was published")
        return cls(first, last, doubts)


def settled(article: Article, fetched_at: datetime | None) -> Article:
    """An article of a page or a text with the time it was fetched; dates that this makes impossible are left out."""
    given = article.provenance
    doubts = list(given.doubts)
    published, published_at, modified_at = article.published, given.published_at, given.modified_at
    if is_too_late(published, published_at, fetched_at):
        doubts.append(f"published {str(published_at or (published and published.start))!r} {_LATE}")
        published = published_at = None
    if published is not None and published.start < EARLIEST:
        doubts.append(f"published {str(published.start)!r} is before {EARLIEST.year}")
        published = None
    if is_too_late(None, modified_at, fetched_at):
        doubts.append(f"modified {str(modified_at)!r} {_LATE}")
        modified_at = None
    changed = replace(
        given,
        published_at=published_at,
        modified_at=modified_at,
        fetched_at=fetched_at,
        doubts=tuple(dict.fromkeys(doubts)),
    )
    return replace(article, published=published, provenance=changed)


def language_code(tag: str | None) -> str | None:
    """The language of a BCP 47 tag ("sl-SI" → "sl"); ``None`` for what is none, or says that it is unknown."""
    if tag is None or not _LANGUAGE.fullmatch(tag.strip()):
        return None
    code = re.split("[-_]", tag.strip().lower())[0]
    return None if code in ("und", "mul", "zxx", "mis") else code


def outlet_of(name: str | None) -> str | None:
    """The id of an outlet that a field names.

    The id of its row, or one made in the same way from a name that has no row; a host stays what it is.
    """
    words = " ".join((name or "").split())
    if not words:
        return None
    if words.startswith("outlet:"):
        return words
    row = press().named(words)
    if row is not None:
        return outlet_id(row)
    if "." in words and " " not in words:
        return press().publisher(words)
    key = name_key(words)
    return f"outlet:{key}" if key else None


def credits_of(fields: Iterable[str]) -> tuple[Credit, ...]:
    """The outlets that a format's credit fields name ("STA, AFP"), each once and in their order."""
    found: dict[str, Credit] = {}
    for part in _credit_parts(fields):
        row = press().named(part)
        if row is not None:
            found.setdefault(outlet_id(row), Credit(outlet_id(row), "field:credit line"))
    return tuple(found.values())


def _credit_parts(fields: Iterable[str]) -> list[str]:
    """Whole fields where an outlet is called so, else what stands between signs."""
    parts: list[str] = []
    for field in fields:
        words = " ".join(field.split())
        parts.extend([words] if press().named(words) else map(str.strip, _BETWEEN_CREDITS.split(words)))
    return [part for part in parts if part]


def _unknown_credits(fields: Sequence[str]) -> list[str]:
    """A credit line of which nothing is known is not lost: its words stand among the doubts."""
    return [
        f"credit line {' '.join(field.split())!r} names no outlet that is known"
        for field in fields
        if field.strip() and not credits_of([field])
    ]


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Names without white space around them, each once."""
    return tuple(dict.fromkeys(filter(None, (" ".join(name.split()) for name in names))))
