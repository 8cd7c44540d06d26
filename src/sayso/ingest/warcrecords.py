"""The records of a WARC stream (ISO 28500:2017) as they stand, one after the other, and where the stream is broken.

A reader of our own, because the one that is at hand in native code (fastwarc 2.0) stops the whole process where a
stream misbehaves, and reading pages takes a hundred times longer than cutting records.  A header is at most
``Settings.header_limit`` bytes; what a record says of its length is believed only as far as the stream goes; behind
what cannot be read the next line that begins a record is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from sayso.settings import Settings

BEGINNING = b"WARC/"
_CHUNK = 1 << 16
_LONGEST_LENGTH = 18  # digits: more bytes than there are disks for


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record.  ``content`` is ``None`` where nobody wanted it or it is larger than ``Settings.text_limit``."""

    number: int
    headers: Mapping[str, str]
    length: int
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the stream is no WARC: ``reason`` says why; ``number`` is that of the record it concerns."""

    number: int
    reason: str


def warc_records(stream: BinaryIO, wanted: frozenset[str]) -> Iterator[WarcRecord | Broken]:
    """The records of a stream; the content of those whose ``WARC-Type`` is wanted.  Never raises for its content."""
    number, limit = 0, Settings().text_limit
    line = _next_line(stream)
    while line:
        number += 1
        if not line.startswith(BEGINNING):
            yield Broken(number, "bytes that belong to no record")
            line = _resume(stream)
            number -= 1
            continue
        headers = _headers(stream)
        length = _length(headers) if isinstance(headers, dict) else None
        if not isinstance(headers, dict) or length is None:
            told = f"a length of {headers.get('content-length', 'nothing')[:40]!r}" if headers else None
            yield Broken(number, told or f"a header of more than {Settings().header_limit:,} bytes")
            line = _resume(stream)
            continue
        keep = headers.get("warc-type", "").lower() in wanted and length <= limit
        content = _read(stream, length) if keep else None
        missing = length - (len(content) if content is not None else _skip(stream, length))
        if missing:
            told = f"it says it goes on for {missing:,} bytes beyond the end of the file"
            yield Broken(number, f"{told}, records behind it may be lost")
            return
        yield WarcRecord(number, headers, length, content)
        line = _next_line(stream)


def _next_line(stream: BinaryIO) -> bytes:
    """The first line that is not empty."""
    while (line := stream.readline(_CHUNK)) and not line.strip():
        pass
    return line


def _resume(stream: BinaryIO) -> bytes:
    """The next line that begins a record."""
    is_beginning = True
    while line := stream.readline(_CHUNK):
        if is_beginning and line.startswith(BEGINNING):
            return line
        is_beginning = line.endswith(b"\n")
    return b""


def _headers(stream: BinaryIO) -> dict[str, str] | None:
    """Names in lower case; ``None`` where they do not end within the limit."""
    limit = left = Settings().header_limit
    lines: list[str] = []
    while left > 0:
        line = stream.readline(min(limit, left) + 1)
        left -= len(line)
        if not line.strip():
            return _fields(lines)
        lines.append(line.decode("utf-8", "replace").rstrip("\r\n"))
    return None


def _fields(lines: list[str]) -> dict[str, str]:
    """Header lines as fields; a line that begins with white space goes on with the one before."""
    found: dict[str, str] = {}
    last = ""
    for line in lines:
        if line[:1] in (" ", "\t") and last:
            found[last] = f"{found[last]} {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        if colon:
            last = name.strip().lower()
            found.setdefault(last, value.strip())
    return found


def _length(headers: Mapping[str, str]) -> int | None:
    said = headers.get("content-length", "")
    is_number = said.isascii() and said.isdecimal() and len(said) <= _LONGEST_LENGTH
    return int(said) if is_number else None


def _read(stream: BinaryIO, length: int) -> bytes:
    data = bytearray()
    while len(data) < length and (chunk := stream.read(min(_CHUNK, length - len(data)))):
        data += chunk
    return bytes(data)


def _skip(stream: BinaryIO, length: int) -> int:
    """Pass over bytes; how many there were."""
    left = length
    while left and (chunk := stream.read(min(_CHUNK, left))):
        left -= len(chunk)
    return length - left


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An HTTP answer inside a record: names of ``headers`` in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def http_answer(content: bytes) -> HttpAnswer | None:
    """Status, headers and body of an answer (RFC 9112); ``None`` for what is none."""
    limit = Settings().header_limit
    ends = [
        (place, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (place := content.find(mark, 0, limit)) >= 0
    ]
    if not ends or not content.startswith(b"HTTP/"):
        return None
    place, size = min(ends)
    first, *lines = content[:place].decode("utf-8", "replace").splitlines()
    status = first.split()[1:2]
    if not status or not (status[0].isascii() and status[0].isdecimal()):
        return None
    return HttpAnswer(int(status[0][:4]), _fields(lines), content[place + size :])
