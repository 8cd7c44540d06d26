"""WARC, plain or gzip, of any size → the pages in it, one record in memory at a time.

Read are answers with status 200 and resources that are HTML, as CC-NEWS keeps them; requests, metadata, pictures,
redirects and answers of other status are no reports and pass by.  Address and time of fetching are the record's.
What cannot be read is rejected alone, and the records behind it are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.message import Message
from typing import BinaryIO

from sayso.errors import BadRecord, Malformed, SaysoError, TooLarge
from sayso.ingest.draft import settled
from sayso.ingest.found import Found, Origin, Rejected
from sayso.ingest.html import looks_like_html, read_html
from sayso.ingest.packed import GZIP, inflate
from sayso.ingest.times import read_stamp
from sayso.ingest.warcrecords import Broken, HttpAnswer, WarcRecord, http_answer, warc_records
from sayso.model import Article
from sayso.settings import Settings

_WANTED = frozenset(("response", "resource"))
_PAGES = ("text/html", "application/xhtml+xml")
_ZIPPED = ("gzip", "x-gzip", "deflate")
_CUT = "the archive cut the page short"


def read_warc(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The pages of an archive, already unpacked.  Raises what unpacking the stream raises."""
    number = 0
    for record in warc_records(stream, _WANTED):
        number = record.number
        place = f"record {number}"
        if isinstance(record, Broken):
            bad = BadRecord(origin.name, place, record.reason, "get the archive again")
            yield Rejected(origin.name, place, bad)
            continue
        try:
            found = _page(record, replace(origin, name=f"{origin.name}, {place}", doc=None))
        except SaysoError as error:
            yield Rejected(origin.name, place, error)
        else:
            if found is not None:
                yield found
    if not number:
        yield Rejected(origin.name, "", Malformed(origin.name, "WARC", "there is no record in it"))


def _page(record: WarcRecord, origin: Origin) -> Article | None:
    """The page of a record; ``None`` where it is none.  Raises ``SaysoError``."""
    kind = record.headers.get("warc-type", "").lower()
    if kind not in _WANTED:
        return None
    if record.content is None:
        raise TooLarge(origin.name, record.length, Settings().text_limit)
    if kind == "resource":
        media, charset = _media(record.headers.get("content-type", ""))
        return _article(record, record.content, charset, origin) if media in _PAGES else None
    answer = http_answer(record.content)
    if answer is None:
        raise BadRecord(origin.name, "its content", "no HTTP answer", "get the archive again")
    if answer.status != 200:
        return None
    media, charset = _media(answer.headers.get("content-type", ""))
    if media and media not in _PAGES:
        return None
    body = _body(answer, origin.name)
    return _article(record, body, charset, origin) if media or looks_like_html(body) else None


def _media(value: str) -> tuple[str, str | None]:
    """Type and charset of a ``Content-Type``; an empty type for none."""
    message = Message()
    message["Content-Type"] = value[:200]
    return (message.get_content_type() if "/" in value else ""), message.get_content_charset()


def _article(record: WarcRecord, data: bytes, charset: str | None, origin: Origin) -> Article:
    address = record.headers.get("warc-target-uri", "").strip("<> ") or None
    fetched = read_stamp(record.headers.get("warc-date"), "fetched")
    article = settled(
        read_html(data, origin.name, None, address, charset), fetched.moment or origin.fetched_at
    )
    doubts = (*article.provenance.doubts, *filter(None, (fetched.doubt, _cut(record.headers))))
    return replace(article, provenance=replace(article.provenance, doubts=doubts))


def _cut(headers: Mapping[str, str]) -> str | None:
    return _CUT if "warc-truncated" in headers else None


def _body(answer: HttpAnswer, name: str) -> bytes:
    """A body as it was before it was packed for the way (RFC 9112, 7.1; RFC 9110, 8.4).

    Many archives unpack bodies and keep the headers: a body that looks unpacked is taken as it is.
    """
    chunked = "chunked" in answer.headers.get("transfer-encoding", "").lower()
    data = _unchunked(answer.body) if chunked else answer.body
    packing = answer.headers.get("content-encoding", "").lower().strip()
    if packing in ("", "identity") or looks_like_html(data):
        return data
    if packing not in _ZIPPED:
        hint = "identity, gzip and deflate are read"
        raise BadRecord(name, "its body", f"packed as {packing[:40]!r}", hint)
    if packing != "deflate" and not data.startswith(GZIP):
        return data
    limit = Settings().text_limit
    unpacked = inflate(data, name, limit)
    if len(unpacked) > limit:
        raise TooLarge(name, None, limit)
    return unpacked


def _unchunked(data: bytes) -> bytes:
    """The chunks put together; what does not begin with the size of a chunk is not chunked."""
    parts: list[bytes] = []
    place = 0
    while (end := data.find(b"\r\n", place, place + 64)) >= 0:
        try:
            length = int(data[place:end].partition(b";")[0], 16)
        except ValueError:
            break
        if not 0 < length <= len(data):
            break
        parts.append(data[end + 2 : end + 2 + length])
        place = end + 2 + length + 2
    return b"".join(parts) if parts else data
