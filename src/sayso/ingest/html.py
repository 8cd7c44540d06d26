"""HTML → ``Article`` through trafilatura: the text that is kept is the extracted one, title first."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.addresses import article_id
from sayso.errors import EmptyText, TooLarge
from sayso.ingest.draft import Stamps
from sayso.ingest.pagefacts import PageFacts, page_facts
from sayso.ingest.text import parse_date, refuse_known_binary
from sayso.model import Article, Span
from sayso.settings import Settings

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]+)""")
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!doctype\s+html|<html)", re.IGNORECASE)
_DECLARATION_REACH = 4096
_PARAGRAPH = "\n\n"
# Browsers read these two as Windows-1252, and so do the pages that name them.
_AS_BROWSERS_DO = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "ascii": "windows-1252"}


def looks_like_html(data: bytes) -> bool:
    """Whether bytes of unknown kind begin as a page does."""
    return _BEGINNING.match(data[:_DECLARATION_REACH]) is not None


def read_html(
    data: bytes,
    name: str,
    doc: str | None = None,
    address: str | None = None,
    charset: str | None = None,
) -> Article:
    """One report from the bytes of a page; ``charset`` is what the server said, if it said anything."""
    limit = Settings().text_limit
    if len(data) > limit:
        raise TooLarge(name, len(data), limit)
    refuse_known_binary(data, name)
    if not data.strip():
        raise EmptyText(name)
    page = _decode(data, charset)
    return _with_facts(_assemble(name, doc, address, _extract(page, address)), page_facts(page))


def _with_facts(article: Article, facts: PageFacts) -> Article:
    """What a page says of itself beside its text; a saved page knows its address by its canonical link."""
    stamps = Stamps.of(facts.published, facts.modified, None)
    given = replace(
        article.provenance,
        bylines=facts.bylines,
        published_at=stamps.published.moment,
        modified_at=stamps.modified.moment,
        doubts=stamps.doubts,
    )
    return replace(
        article,
        published=article.published or stamps.published.days,
        address=article.address or facts.canonical,
        provenance=given,
    )


def _assemble(
    name: str, doc: str | None, address: str | None, found: tuple[str | None, str | None, str]
) -> Article:
    title, day, text = found
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    heading = " ".join(title.split()) if title else ""
    if heading and paragraphs and paragraphs[0].casefold() == heading.casefold():
        paragraphs = paragraphs[1:]
    if not paragraphs:
        raise EmptyText(name, "no article text was found in the page")
    whole = _PARAGRAPH.join([heading, *paragraphs] if heading else paragraphs)
    start = len(heading) + len(_PARAGRAPH) if heading else 0
    return Article(
        id=doc or article_id(whole, address),
        text=whole,
        body=Span(start, len(whole)),
        title=Span(0, len(heading)) if heading else None,
        published=parse_date(day) if day else None,
        address=address,
    )


def _extract(page: str, address: str | None) -> tuple[str | None, str | None, str]:
    import trafilatura

    # Without a handler of their own the libraries would write warnings between our lines on stderr.
    for library in ("trafilatura", "htmldate", "readability", "justext"):
        logger = logging.getLogger(library)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    found = trafilatura.bare_extraction(
        page,
        url=address,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or isinstance(found, dict):
        return None, None, ""
    return found.title, found.date, found.text or ""


def _decode(data: bytes, charset: str | None) -> str:
    """A page says itself how it is written; where that is wrong, UTF-8 and then a detector decide."""
    for encoding in _encodings(data, charset):
        try:
            return data.decode(_AS_BROWSERS_DO.get(encoding.lower(), encoding)).removeprefix("\ufeff")
        except (ValueError, LookupError):  # also a name with a NUL in it
            continue
    from trafilatura.utils import decode_file

    return decode_file(data)


def _encodings(data: bytes, charset: str | None) -> Iterator[str]:
    if data.startswith(b"\xef\xbb\xbf"):
        yield "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
    if charset:
        yield charset
    for pattern in (_DECLARED, _XML_DECLARED):
        found = pattern.search(data[:_DECLARATION_REACH])
        if found is not None:
            yield found[1].decode("ascii")
    yield "utf-8"
