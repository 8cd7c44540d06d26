"""WARC: the pages of an archive, and records that lie."""

from __future__ import annotations

import gzip
import io
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from sayso.addresses import article_id
from sayso.errors import BadRecord, EmptyText, Malformed, PackedTooTightly, TooLarge
from sayso.ingest.found import Found, Origin, Rejected
from sayso.ingest.packed import ungzip
from sayso.ingest.warc import read_warc
from sayso.model import Article
from sayso.settings import Settings

ORIGIN = Origin("novice.warc")
PAGE = """<html><head><title>Kruha ni</title></head><body><article><h1>Kruha ni</h1><p>Pek Tone Žagar je v sredo
povedal, da pekarne ne bo več odprl.</p><p>Potem je zaklenil vrata in odšel domov.</p></article></body></html>""".encode()
HTML = b"Content-Type: text/html; charset=utf-8\r\n"


def answer(body: bytes = PAGE, headers: bytes = HTML, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 " + status + b"\r\n" + headers + b"\r\n" + body


def record(
    content: bytes | None = None, length: object = None, kind: str = "response", more: bytes = b""
) -> bytes:
    content = answer() if content is None else content
    size = str(len(content) if length is None else length).encode()
    head = b"WARC/1.0\r\nWARC-Type: " + kind.encode() + b"\r\nWARC-Date: 2024-11-05T10:00:00Z\r\n"
    head += (
        b"WARC-Target-URI: https://www.glasnik.si/kruh\r\n" + more + b"Content-Length: " + size + b"\r\n\r\n"
    )
    return head + content + b"\r\n\r\n"


def read(*records: bytes) -> list[Found]:
    return list(read_warc(io.BytesIO(b"".join(records)), ORIGIN))


def reason(found: Found) -> str:
    assert isinstance(found, Rejected), found
    assert "\n" not in str(found.error)
    return f"{found.place}: {found.error}"


def test_address_and_time_are_the_records() -> None:
    (found,) = read(record())
    assert isinstance(found, Article)
    assert found.text.startswith("Kruha ni\n\nPek Tone Žagar je v sredo")
    assert found.id == article_id("", "https://glasnik.si/kruh")
    assert found.address == "https://www.glasnik.si/kruh"
    assert found.provenance.fetched_at == datetime(2024, 11, 5, 10, tzinfo=UTC)
    assert found.provenance.doubts == ()


def test_what_is_no_page_passes_by() -> None:
    others = [
        record(b"software: x\r\n", kind="warcinfo"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(answer(status=b"404 Not Found")),
        record(answer(status=b"301 Moved")),
        record(answer(b"\x89PNG", b"Content-Type: image/png\r\n")),
        record(answer(b"{}", b"")),
        record(b"a: b\r\n", kind="metadata"),
    ]
    assert read(*others) == []
    assert [type(found) for found in read(*others, record(), *others)] == [Article]
    page = record(PAGE, kind="resource", more=b"Content-Type: text/html\r\n")
    assert [type(found) for found in read(page)] == [Article]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        (b"content-encoding: GZIP\r\n", PAGE),  # unpacked by the archive, the header left
        (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE)[2:-4]),
        (
            b"Transfer-Encoding: chunked\r\n",
            b"10;x=y\r\n" + PAGE[:16] + b"\r\n%x\r\n" % len(PAGE[16:]) + PAGE[16:] + b"\r\n0\r\n\r\n",
        ),
        (b"Transfer-Encoding: chunked\r\n", PAGE),
    ],
)
def test_bodies_packed_for_the_way(headers: bytes, body: bytes) -> None:
    (found,) = read(record(answer(body, HTML + headers)))
    assert isinstance(found, Article)
    assert "zaklenil vrata" in found.text


def test_an_encoding_that_is_no_name() -> None:
    (found,) = read(record(answer(headers=b"Content-Type: text/html; charset=utf\x00-8\r\n")))
    assert isinstance(found, Article)


def test_gzip_of_many_members_and_one_that_breaks_off() -> None:
    data = gzip.compress(record()) * 3
    found = list(read_warc(ungzip(io.BytesIO(data), "novice.warc.gz"), ORIGIN))
    assert [type(each) for each in found] == [Article] * 3
    read_ones: list[Found] = []
    with pytest.raises(Malformed, match="it breaks off"):
        read_ones.extend(read_warc(ungzip(io.BytesIO(data[:-30]), "novice.warc.gz"), ORIGIN))
    stream = read_warc(ungzip(io.BytesIO(data[:-30]), "novice.warc.gz"), ORIGIN)
    assert isinstance(next(stream), Article)
    assert isinstance(next(stream), Article)


def test_a_page_without_a_report_and_one_cut_short() -> None:
    empty, cut = read(
        record(answer(b"<html><body></body></html>")), record(more=b"WARC-Truncated: length\r\n")
    )
    assert isinstance(empty, Rejected)
    assert isinstance(empty.error, EmptyText)
    assert "novice.warc, record 1" in reason(empty)
    assert isinstance(cut, Article)
    assert cut.provenance.doubts == ("the archive cut the page short",)


@pytest.mark.parametrize("date", [b"9999-12-01T10:00:00Z", b"2024-11-32T10:00:00Z"])
def test_an_impossible_date_of_fetching(date: bytes) -> None:
    (found,) = read(record().replace(b"2024-11-05T10:00:00Z", date))
    assert isinstance(found, Article)
    assert found.provenance.fetched_at is None
    assert "fetched" in found.provenance.doubts[0]


@pytest.mark.parametrize(
    ("lie", "told"),
    [
        (10**9, "record 2: novice.warc, record 2: it says it goes on for"),
        (10**30, "a length of '1000000000000000000000000000000'"),
        (-5, "a length of '-5'"),
        ("", "a length of ''"),
        ("12 34", "a length of '12 34'"),
        (100, "record 2: "),
    ],
)
def test_lengths_that_lie(lie: object, told: str) -> None:
    found = read(record(), record(length=lie), record())
    assert isinstance(found[0], Article)
    rejected = [each for each in found if isinstance(each, Rejected)]
    assert told in reason(rejected[0])
    if lie != 10**9:  # it says that all behind it is its own
        assert isinstance(found[-1], Article)


class Long(io.RawIOBase):
    """A stream of one repeated byte between a head and a tail, never in memory."""

    def __init__(self, head: bytes, size: int, tail: bytes) -> None:
        super().__init__()
        self.parts: Iterator[bytes] = self.cut(head, size, tail)
        self.left = b""

    @staticmethod
    def cut(head: bytes, size: int, tail: bytes) -> Iterator[bytes]:
        yield head
        block = b"a" * (1 << 20)
        for _ in range(size >> 20):
            yield block
        yield tail

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self.left = self.left or next(self.parts, b"")
        data, self.left = self.left[: len(buffer)], self.left[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


@pytest.mark.parametrize("what", ["header", "content"])
def test_a_gigabyte_in_a_record_is_never_in_memory(what: str) -> None:
    size = 1 << 30
    if what == "header":
        head, told = b"WARC/1.0\r\nX-A: ", "a header of more than 65,536 bytes"
        tail = b"\r\n\r\n" + record()
    else:
        start = answer(b"")
        head = record(start, len(start) + size).removesuffix(b"\r\n\r\n")
        tail, told = b"\r\n\r\n" + record(), f"{len(start) + size:,} bytes where at most 20,000,000"
    started = time.perf_counter()
    tracemalloc.start()
    found = list(read_warc(io.BufferedReader(Long(head, size, tail)), ORIGIN))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(each) for each in found] == [Rejected, Article]
    assert told in reason(found[0])
    assert peak < 50_000_000
    assert time.perf_counter() - started < 60


def test_bombs() -> None:
    archive = gzip.compress(record(answer(b"a" * 100_000_000)))
    with pytest.raises(PackedTooTightly, match="200 times its size"):
        list(read_warc(ungzip(io.BytesIO(archive), "bomba.warc.gz"), ORIGIN))
    inside = record(answer(gzip.compress(b"a" * 100_000_000), HTML + b"Content-Encoding: gzip\r\n"))
    first, second = read(inside, record())
    assert isinstance(first, Rejected)
    assert isinstance(first.error, TooLarge)
    assert isinstance(second, Article)


def test_junk_before_between_and_alone() -> None:
    found = read(b"\x00\x01 smeti\n" * 10, record(), b"smeti\n", record())
    assert [type(each) for each in found] == [Rejected, Article, Rejected, Article]
    assert "belong to no record" in reason(found[0])
    assert "no record" in reason(read(b"")[0])
    (bad,) = read(record(b"to ni HTTP"))
    assert isinstance(bad, Rejected)
    assert isinstance(bad.error, BadRecord)


def test_a_large_page_is_rejected_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Settings(text_limit=2000)
    monkeypatch.setattr("sayso.ingest.warcrecords.Settings", lambda: limits)
    monkeypatch.setattr("sayso.ingest.warc.Settings", lambda: limits)
    found = read(record(answer(PAGE * 20)), record())
    assert [type(each) for each in found] == [Rejected, Article]
    assert "at most 2,000 bytes" in reason(found[0])
