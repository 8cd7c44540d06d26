"""Any source → what is in it, one after the other: the one entry of ``sayso add``.

What a file is, its content says first and its suffix second: PDF, ZIP, gzip, WARC, JSON, XML (by its root), WebVTT and
SubRip are known by how they begin; ``.txt`` and ``.html`` are then what they are called, and what is left is a page if
it begins as one, else plain text.  Nothing is read into memory whole but single reports, feeds and messages, each with
its limit (``sayso.settings``); archives and JSON lines of any size stream.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from sayso.addresses import article_id
from sayso.errors import BadRecord, Malformed, NoReports, NotFound, SaysoError, TooLarge, Unreadable
from sayso.ingest.docx import is_docx, read_docx
from sayso.ingest.draft import settled
from sayso.ingest.feeds import FEED_ROOTS, read_feed
from sayso.ingest.fetch import fetch
from sayso.ingest.files import ADD_SUFFIXES, PAGE_SUFFIXES, Source, stem
from sayso.ingest.found import Found, Linked, Origin, Rejected
from sayso.ingest.html import looks_like_html, read_html
from sayso.ingest.jsonl import read_jsonl
from sayso.ingest.listings import OPML_ROOTS, SITEMAP_ROOTS, read_opml, read_sitemap
from sayso.ingest.newsml import NEWSML_ROOTS, read_newsml
from sayso.ingest.packed import GZIP, ungzip
from sayso.ingest.pdf import read_pdf
from sayso.ingest.text import read_text
from sayso.ingest.transcripts import looks_like_cues, read_transcript
from sayso.ingest.warc import read_warc
from sayso.ingest.warcrecords import BEGINNING as WARC
from sayso.ingest.zips import ZIP, open_zip, shown
from sayso.model import Article
from sayso.settings import Settings

_REACH = 1 << 14
_PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-")
_JSON = re.compile(r"""\s*(?:\{\s*["}]|\[\s*[\[{\]])""")
_JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
_XML_SUFFIXES = (".xml", ".rss", ".atom", ".opml", ".nitf")
_PROLOG = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")

Read = Callable[[BinaryIO, Origin], Iterator[Found]]


def articles(
    source: Source, stdin: BinaryIO, allow_private: bool = False, kind: str | None = None
) -> Iterator[Found]:
    """What one source holds: articles, addresses to fetch, and records that failed; never raises for its content.

    ``kind`` is that of all its articles (``sayso.model.ARTICLE_KINDS``), instead of what the format says.
    """
    try:
        if source.path is None and source.is_address:
            page = fetch(source.name, allow_private=allow_private)
            origin = Origin(source.name, None, page.address, page.charset)
            yield from articles_in(io.BytesIO(page.data), origin, kind)
        elif source.path is None:
            yield from articles_in(stdin, Origin(source.label), kind)
        elif source.path.is_dir():
            raise NoReports(source.name)
        else:
            with _opened(source.path, source.name) as stream:
                yield from articles_in(stream, Origin(source.name, source.doc), kind)
    except SaysoError as error:
        yield Rejected(source.label, "", error)


def articles_in(stream: BinaryIO, origin: Origin, kind: str | None = None) -> Iterator[Found]:
    """What a stream of any format holds; of an ``Origin`` with an address what was fetched there.

    What stops it in the middle (an archive that breaks off) is rejected with an empty place; never raises ``SaysoError``.
    """
    try:
        for found in _read(stream, origin):
            yield found if kind is None else _of_kind(found, kind)
    except SaysoError as error:
        yield Rejected(origin.name, "", error)
    except OSError as error:
        yield Rejected(origin.name, "", Unreadable(origin.name, str(error.strerror or error).lower()))


def _opened(path: Path, name: str) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise NotFound(name) from error
    except (OSError, ValueError) as error:
        raise Unreadable(name, (getattr(error, "strerror", None) or str(error)).lower()) from error


def _of_kind(found: Found, kind: str) -> Found:
    if isinstance(found, Linked):
        return replace(found, article=None if found.article is None else _kinded(found.article, kind))
    return _kinded(found, kind) if isinstance(found, Article) else found


def _kinded(article: Article, kind: str) -> Article:
    return replace(article, provenance=replace(article.provenance, kind=kind))


def _read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    beginning, whole = _looked_into(stream)
    if beginning.startswith(GZIP):
        beginning, whole = _looked_into(ungzip(whole, origin.name))
        if beginning.startswith(GZIP):
            raise Malformed(origin.name, "gzip", "there is gzip inside the gzip")
    form = detect(beginning, origin.name)
    if form == "zip":
        return _zipped(_seekable(whole, origin.name), origin)
    return _READERS[form](whole, origin)


def _looked_into(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """How a stream begins, and the stream from its beginning."""
    beginning = b""
    while len(beginning) < _REACH and (chunk := stream.read(_REACH - len(beginning))):
        beginning += chunk
    if stream.seekable():
        stream.seek(0)
        return beginning, stream
    return beginning, io.BufferedReader(_Rejoined(beginning, stream))


class _Rejoined(io.RawIOBase):
    """A stream with what was read of it put back before it."""

    def __init__(self, beginning: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._beginning = beginning
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        data = self._beginning[:size] or self._rest.read(size)
        self._beginning = self._beginning[size:]
        buffer[: len(data)] = data
        return len(data)


def _seekable(stream: BinaryIO, name: str) -> BinaryIO:
    """A ZIP archive is read from its end: one that comes through a pipe is kept in memory, up to the limit of a text."""
    if stream.seekable():
        return stream
    limit = Settings().text_limit
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(name, None, limit)
    return io.BytesIO(data)


def detect(beginning: bytes, name: str) -> str:
    """The format of bytes that begin so, of a file of this name: a key of ``FORMATS`` or ``zip``.

    Raises ``Malformed`` for XML of a kind that is not read.
    """
    lowered = name.lower().removesuffix(".gz")
    for form, begins in (("pdf", _PDF.match(beginning)), ("zip", beginning.startswith(ZIP))):
        if begins:
            return form
    if beginning.startswith(WARC):
        return "warc"
    if lowered.endswith((".txt", *PAGE_SUFFIXES)):
        return "text" if lowered.endswith(".txt") else "page"
    text = _decoded(beginning)
    if _JSON.match(text) or lowered.endswith(_JSON_SUFFIXES):
        return "json"
    if looks_like_cues(text):
        return "transcript"
    return _marked_up(text, beginning, name) or "text"


def _decoded(beginning: bytes) -> str:
    """A beginning as text, whatever its encoding; good enough to see what it is."""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return beginning.decode("utf-16", "replace").removeprefix("\ufeff")
    return beginning.decode("utf-8", "replace").removeprefix("\ufeff")


def _marked_up(text: str, beginning: bytes, name: str) -> str | None:
    place = 0
    while (part := _PROLOG.match(text, place)) is not None:
        place = part.end()
    found = _ROOT.match(text, place)
    root = found[1] if found else ""
    form = next((form for form, roots in _ROOTS.items() if root in roots), None)
    if form is not None:
        return form
    if root.lower() == "html" or (looks_like_html(beginning) and not text.lstrip().startswith("<?xml")):
        return "page"
    if name.lower().removesuffix(".gz").endswith(_XML_SUFFIXES) or text.lstrip().startswith("<?xml"):
        known = ", ".join(root for roots in _ROOTS.values() for root in roots)
        raise Malformed(name, "XML of news", f"its root is {root[:40] or 'missing'!r}; read are {known}")
    return None


def _zipped(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The files of an archive, each by its name and content; those that are of no kind pass by."""
    archive = open_zip(stream, origin.name)
    if is_docx(archive):
        stream.seek(0)
        yield from read_docx(stream, origin)
        return
    count = 0
    for info in archive.members():
        label = shown(info.filename)
        if not label.lower().endswith(ADD_SUFFIXES) or label.startswith("__MACOSX/"):
            continue
        count += 1
        parts = PurePosixPath(label).parts
        doc = "__".join((*filter(None, [origin.doc]), *parts[:-1], stem(parts[-1])))
        inner = Origin(f"{origin.name}/{label}", doc, None, None, origin.fetched_at)
        try:
            data = archive.read(info, Settings().xml_limit)
            if data.startswith(ZIP) and not is_docx(open_zip(io.BytesIO(data), inner.name)):
                raise BadRecord(origin.name, label, "an archive inside the archive", "unpack it first")
        except SaysoError as error:
            yield Rejected(inner.name, "", error)
            continue
        yield from articles_in(io.BytesIO(data), inner)
    if not count:
        raise Malformed(origin.name, "an archive of reports", "nothing in it has a suffix that is read")


def _text(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    data = stream.read(Settings().text_limit + 1)
    article = read_text(data, origin.name, origin.doc)
    if origin.address and not article.address:
        found = origin.doc or article_id(article.text, origin.address)
        article = replace(article, id=found, address=origin.address)
    yield settled(article, origin.fetched_at)


def _page(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    data = stream.read(Settings().text_limit + 1)
    page = read_html(data, origin.name, origin.doc, origin.address, origin.charset)
    yield settled(page, origin.fetched_at)


_ROOTS: Mapping[str, tuple[str, ...]] = {
    "feed": FEED_ROOTS,
    "opml": OPML_ROOTS,
    "sitemap": SITEMAP_ROOTS,
    "newsml": NEWSML_ROOTS,
}
_READERS: Mapping[str, Read] = {
    "text": _text,
    "page": _page,
    "json": read_jsonl,
    "feed": read_feed,
    "opml": read_opml,
    "sitemap": read_sitemap,
    "newsml": read_newsml,
    "warc": read_warc,
    "pdf": read_pdf,
    "transcript": read_transcript,
}
FORMATS = (*_READERS, "docx", "zip")
