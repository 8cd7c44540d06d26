"""The one entry: any file by its content, archives within limits, one failure never stops the rest."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.addresses import article_id
from sayso.errors import (
    BadRecord,
    BinaryInput,
    EmptyText,
    Malformed,
    NoReports,
    NotFound,
    NotUtf8,
    PackedTooTightly,
    Refused,
    SaysoError,
    TooLarge,
)
from sayso.ingest.files import ADD_SUFFIXES, Source, gather, stem
from sayso.ingest.formats import FORMATS, articles, articles_in, detect
from sayso.ingest.found import Found, Linked, Origin, Rejected
from sayso.model import Article, DateInterval
from sayso.settings import Settings
from tests.ingest.test_docx import document
from tests.ingest.test_docx import packed as zipped
from tests.ingest.test_feeds import SHORT, WHOLE, rss
from tests.ingest.test_newsml import item
from tests.ingest.test_pdf import PAGE as PDF_PAGE
from tests.ingest.test_pdf import pdf
from tests.ingest.test_transcripts import SRT, VTT
from tests.ingest.test_warc import PAGE, record

TEXT = "Pek je rekel, da kruha ni."
LINE = json.dumps({"text": TEXT})
OPML = '<?xml version="1.0"?><!-- a --><opml><body><outline xmlUrl="https://glasnik.si/rss"/></body></opml>'
SITEMAP = "<urlset><url><loc>https://glasnik.si/a</loc></url></urlset>"
DOCX = zipped({"word/document.xml": document()})
FILES: Mapping[str, tuple[str, bytes]] = {
    "vest.txt": ("text", TEXT.encode()),
    "vest.html": ("page", PAGE),
    "vesti.jsonl": ("json", LINE.encode()),
    "vir.xml": ("feed", rss(WHOLE)),
    "viri.opml": ("opml", OPML.encode()),
    "mapa.xml": ("sitemap", SITEMAP.encode()),
    "sta.xml": ("newsml", item().encode()),
    "novice.warc": ("warc", record()),
    "izjava.pdf": ("pdf", pdf(PDF_PAGE)),
    "izjava.docx": ("docx", DOCX),
    "seja.srt": ("transcript", SRT.encode()),
    "seja.vtt": ("transcript", VTT.encode()),
    "vse.zip": ("zip", zipped({"a/vest.txt": TEXT})),
}


def read(data: bytes, name: str = "vest", origin: Origin | None = None) -> list[Found]:
    return list(articles_in(io.BytesIO(data), origin or Origin(name)))


def reason(found: Found) -> SaysoError:
    assert isinstance(found, Rejected), found
    assert "\n" not in str(found.error)
    return found.error


def test_every_format_is_tested() -> None:
    assert {form for form, _ in FILES.values()} == set(FORMATS)


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_known_by_its_content(file: str) -> None:
    form, data = FILES[file]
    if form != "docx":
        name = file if form in ("text", "page") else "brez imena"
        assert detect(data[:5000], name) == form
    for name in (file, "brez imena", f"{file}.gz"):
        packed = gzip.compress(data) if name.endswith(".gz") else data
        found = read(packed, name)
        assert len(found) == 1
        assert not isinstance(found[0], Rejected)
        assert isinstance(found[0], Linked) == (form in ("opml", "sitemap"))


@pytest.mark.parametrize("file", FILES)
def test_a_folder_is_read_for_every_format(file: str, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / file).write_bytes(FILES[file][1])
    (tmp_path / "sub" / "slika.png").write_bytes(b"\x89PNG")
    (source,) = gather([str(tmp_path)], ADD_SUFFIXES, unique=False)
    assert source.doc == f"sub__{stem(file)}"
    assert [type(each) for each in articles(source, io.BytesIO())] in ([Article], [Linked])


def test_globs_and_long_suffixes(tmp_path: Path) -> None:
    for name in ("b.warc.gz", "a.jsonl", "c.txt", "d[1].txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    found = gather([str(tmp_path / "*.warc.gz"), str(tmp_path / "[ac].*")], ADD_SUFFIXES)
    assert [source.doc for source in found] == ["b", "a", "c"]
    assert [source.doc for source in gather([str(tmp_path / "d[1].txt")])] == ["d[1]"]
    (missing,) = gather([str(tmp_path / "*.nic")], ADD_SUFFIXES)
    assert isinstance(reason(next(articles(missing, io.BytesIO()))), NotFound)
    twice = [str(tmp_path / "c.txt"), str(tmp_path)]
    assert len(gather(twice, ADD_SUFFIXES, unique=False)) == 5


def test_files_of_one_report_are_called_by_their_stem(tmp_path: Path) -> None:
    for file, (form, data) in FILES.items():
        (tmp_path / file).write_bytes(data)
        (found,) = articles(gather([str(tmp_path / file)], ADD_SUFFIXES)[0], io.BytesIO())
        if form in ("text", "page", "pdf", "docx", "transcript"):
            assert isinstance(found, Article)
            assert found.id == file.partition(".")[0]
    source = gather([str(tmp_path / "vesti.jsonl")], ADD_SUFFIXES)[0]
    (line,) = articles(source, io.BytesIO())
    assert isinstance(line, Article)
    assert line.id == article_id(TEXT)


def test_a_kind_that_is_given_holds_for_all() -> None:
    found = list(articles_in(io.BytesIO(rss(WHOLE, SHORT)), Origin("vir"), "release"))
    assert isinstance(found[0], Article)
    assert isinstance(found[1], Linked)
    assert found[1].article is not None
    assert {found[0].provenance.kind, found[1].article.provenance.kind} == {"release"}


def test_standard_input_through_a_pipe() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            super().__init__()
            self.stream = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            data = self.stream.read(min(7, len(buffer)))
            buffer[: len(data)] = data
            return len(data)

    for _, data in FILES.values():
        (found,) = articles(Source("-"), io.BufferedReader(Pipe(data)))
        assert not isinstance(found, Rejected), found


def test_what_was_fetched_keeps_address_and_time() -> None:
    when = datetime(2024, 11, 6, tzinfo=UTC)
    origin = Origin("https://glasnik.si/a", None, "https://glasnik.si/a", "utf-8", when)
    for file, (form, data) in FILES.items():
        if form in ("text", "page", "pdf", "docx", "transcript"):
            (found,) = read(data, file, origin)
            assert isinstance(found, Article)
            assert found.address == origin.address
            assert found.id == article_id("", origin.address)
            assert found.provenance.fetched_at == when


def test_an_impossible_date_in_a_header_or_a_page_is_flagged() -> None:
    (text,) = read(b"date 9998-05-01\n\nPek je rekel, da kruha ni.", "vest.txt")
    assert isinstance(text, Article)
    assert text.published is None
    assert "later than it was fetched" in text.provenance.doubts[0]
    (old,) = read(b"date 1500-05-01\n\nPek je rekel, da kruha ni.", "vest.txt")
    assert isinstance(old, Article)
    assert (old.published, old.provenance.doubts) == (None, ("published '1500-05-01' is before 1600",))
    meta = b'<head><meta property="article:published_time" content="9999-01-01T00:00:00Z">'
    (page,) = read(PAGE.replace(b"<head>", meta), "vest.html")
    assert isinstance(page, Article)
    assert page.provenance.published_at is None
    assert "9999" in page.provenance.doubts[0]


def test_what_a_page_says_for_machines() -> None:
    data = {
        "@graph": [
            {"@type": "WebSite"},
            {
                "@type": "NewsArticle",
                "datePublished": "2024-11-05T10:00:00+01:00",
                "dateModified": "2024-11-05T12:00:00+01:00",
                "author": [{"name": "Nina Hale"}, "https://x.example/a"],
            },
        ]
    }
    head = '<head><link rel="canonical" href="https://glasnik.si/kruh">'
    head += f'<script type="application/ld+json">{json.dumps(data)}</script>'
    (found,) = read(PAGE.replace(b"<head>", head.encode()), "vest.html")
    assert isinstance(found, Article)
    assert found.address == "https://glasnik.si/kruh"
    assert found.published == DateInterval(date(2024, 11, 5), date(2024, 11, 6))
    given = found.provenance
    assert given.bylines == ("Nina Hale",)
    assert given.published_at == datetime(2024, 11, 5, 9, tzinfo=UTC)
    assert given.modified_at == datetime(2024, 11, 5, 11, tzinfo=UTC)
    deep = '<head><script type="application/ld+json">' + "[" * 100_000 + "</script>"
    assert isinstance(read(PAGE.replace(b"<head>", deep.encode()), "vest.html")[0], Article)


def test_what_is_refused_says_why() -> None:
    for data, name, error in (
        (b"", "vest", EmptyText),
        (b"\xff\xfe\xfa\x80 vest", "vest.txt", NotUtf8),
        (b"\x89PNG\r\n\x1a\n", "slika.png", BinaryInput),
        (b"\xfd7zXZ\x00", "a.xz", BinaryInput),
        (b"<?xml version='1.0'?><svg/>", "slika.svg", Malformed),
        (b"<foo/>", "a.xml", Malformed),
        (b"", "a.xml", Malformed),
        (gzip.compress(gzip.compress(b"a")), "a.gz", Malformed),
        (gzip.compress(TEXT.encode())[:-9], "a.txt.gz", Malformed),
        (gzip.compress(b"a" * 100_000_000), "bomba.txt.gz", TooLarge),
        (gzip.compress(b"<" + b" " * 100_000_000), "bomba.xml.gz", SaysoError),
        (gzip.compress(b'{"text": "' + b" " * 100_000_000), "bomba.jsonl.gz", PackedTooTightly),
    ):
        found = read(data, name)
        assert isinstance(reason(found[-1]), error), (name, found)
    missing = articles(Source("ni.txt", "ni", Path("ni.txt")), io.BytesIO())
    assert isinstance(reason(next(missing)), NotFound)
    ftp = articles(Source("ftp://glasnik.si/a"), io.BytesIO())
    assert isinstance(reason(next(ftp)), Refused)


def test_an_empty_folder(tmp_path: Path) -> None:
    (source,) = gather([str(tmp_path)], ADD_SUFFIXES)
    assert isinstance(reason(next(articles(source, io.BytesIO()))), NoReports)


def test_an_archive_of_many_kinds(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "../../etc/vest.txt": TEXT,
        "/abs/vest.txt": TEXT,
        "slika.png": b"\x89PNG",
        "__MACOSX/vest.txt": b"\x00",
        "slaba.txt": b"\xff\xfe\x80",
        "znotraj.zip": zipped({"a.txt": TEXT}),
        "izjava.docx": DOCX,
        "vir.xml": rss(WHOLE, SHORT),
        "novice.warc.gz": gzip.compress(record()),
    }
    found = read(zipped(parts), "vse.zip", Origin("vse.zip", "vse"))
    kinds = [type(each) for each in found]
    assert kinds == [Article, Article, Rejected, Rejected, Article, Article, Linked, Article]
    assert [each.id for each in found[:2] if isinstance(each, Article)] == [
        "vse__etc__vest",
        "vse__abs__vest",
    ]
    assert [each.name for each in found if isinstance(each, Rejected)] == [
        "vse.zip/slaba.txt",
        "vse.zip/znotraj.zip",
    ]
    assert isinstance(reason(found[3]), BadRecord)
    assert list(tmp_path.iterdir()) == []
    assert isinstance(reason(read(zipped({"slika.png": b"a"}), "a.zip")[0]), Malformed)


def test_zip_bombs_are_refused_and_the_rest_is_read() -> None:
    found = read(zipped({"bomba.txt": b"a" * 45_000_000, "vest.txt": TEXT}), "a.zip")
    assert [type(each) for each in found] == [Rejected, Article]
    assert isinstance(reason(found[0]), PackedTooTightly)
    nested = zipped({f"{n}.zip": zipped({"a.txt": TEXT}) for n in range(3)})
    assert all(isinstance(reason(each), BadRecord) for each in read(nested, "a.zip"))


def test_a_stored_archive_in_a_pipe_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.formats.Settings", lambda: Settings(text_limit=100))
    data = gzip.compress(zipped({"vest.txt": TEXT * 100}, zipfile.ZIP_STORED))
    assert isinstance(reason(read(data, "a.zip.gz")[0]), TooLarge)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(sorted(set(FILES) - {"izjava.pdf"})),
    st.integers(0, 10**6),
    st.binary(max_size=6),
    st.booleans(),
)
def test_damaged_files_never_raise(file: str, place: int, junk: bytes, cut: bool) -> None:
    data = FILES[file][1]
    place %= len(data)
    damaged = data[:place] + junk + (b"" if cut else data[place + len(junk) :])
    for found in read(damaged, file):
        if isinstance(found, Rejected):
            assert "\n" not in str(found.error)
