"""PDF: lines become paragraphs; pictures, passwords, loops and bombs are refused with their reason."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Sequence

import pytest

from sayso.errors import Locked, Malformed, NoTextLayer, TooLarge, TooMany
from sayso.ingest.found import Origin
from sayso.ingest.pdf import join_lines, read_pdf, without_edges
from sayso.model import Article
from sayso.settings import Settings

pytest.importorskip("pypdf")
ORIGIN = Origin("izjava.pdf", doc="izjava")
LETTERS = {"č": 200, "š": 201, "ž": 202, "»": 171, "«": 187, "Č": 203}
FONT = (
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding"
    b"/Differences[171/guillemotright 187/guillemotleft 200/ccaron/scaron/zcaron/Ccaron]>>>>"
)


def drawn(lines: Sequence[str]) -> bytes:
    """A page's content: each line below the last."""
    rows = []
    for line in lines:
        data = bytes(LETTERS.get(char, ord(char)) for char in line)
        rows.append(b"(" + data.replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*")
    return b"BT /F1 12 Tf 14 TL 50 800 Td " + b" ".join(rows) + b" ET"


def pdf(*contents: bytes, packed: bool = False, title: str = "") -> bytes:
    """A PDF of some pages, written by hand."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", FONT, b"<</Title(%s)>>" % title.encode()]
    kids = []
    for content in contents:
        data = zlib.compress(content, 9) if packed else content
        kind = b"/Filter/FlateDecode" if packed else b""
        objects.append(b"<</Length %d%s>>stream\n" % (len(data), kind) + data + b"\nendstream")
        stream = len(objects)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % stream
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return laid_out(objects)


def laid_out(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


PAGE = drawn(
    [
        "Kruha v nedeljo ne bo",
        "Pek Tone Žagar je v sredo na novinarski konferenci povedal, da pe-".replace("Ž", "Z"),
        "karne ob nedeljah ne bo več odpiral, ker ni pomoči.",
        "»Moke je dovolj,« je dejal.",
        "Županja Alenka Hribar je obljubila, da bo občina pomagala najti po-".replace("Ž", "Z"),
        "močnike.",
    ]
)


def read(data: bytes, origin: Origin = ORIGIN) -> Article:
    (found,) = read_pdf(io.BytesIO(data), origin)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("packed", [False, True])
def test_lines_become_paragraphs(packed: bool) -> None:
    found = read(pdf(PAGE, packed=packed, title="Kruha v nedeljo ne bo"))
    assert found.text.split("\n\n") == [
        "Kruha v nedeljo ne bo",
        "Pek Tone Zagar je v sredo na novinarski konferenci povedal, da pekarne ob nedeljah ne bo več odpiral, "
        "ker ni pomoči.",
        "»Moke je dovolj,« je dejal.",
        "Zupanja Alenka Hribar je obljubila, da bo občina pomagala najti pomočnike.",
    ]
    assert found.id == "izjava"
    assert found.title is not None
    assert found.title.slice(found.text) == "Kruha v nedeljo ne bo"


def test_the_title_of_a_template_is_none() -> None:
    assert read(pdf(PAGE, title="Dokument1")).title is None


def test_a_hyphen_that_belongs_to_the_word_stays() -> None:
    lines = [
        "Slovensko-italijanski svet se je sestal, in slovensko-",
        "italijanski odbor prav tako, gospo-",
        "darstvo ne.",
    ]
    assert join_lines(lines) == [
        "Slovensko-italijanski svet se je sestal, in slovensko-italijanski odbor prav tako, gospodarstvo ne."
    ]
    assert join_lines([]) == []


def test_heads_feet_and_page_numbers_go() -> None:
    pages = [
        ["Občina Piran", f"besedilo {word}", "in naprej", "še", "tu", f"Stran {n}"]
        for n, word in enumerate("abcd")
    ]
    kept = without_edges(pages)
    assert kept.count("Občina Piran") == 1
    assert [line for line in kept if line.startswith("Stran")] == ["Stran 0"]
    assert [line for line in kept if line.startswith("besedilo")] == [f"besedilo {word}" for word in "abcd"]
    assert without_edges([["a", "1"], ["b", "- 2 -"]]) == ["a", "b"]
    assert without_edges([["2024"]]) == ["2024"]


def test_pictures_without_text() -> None:
    with pytest.raises(NoTextLayer, match="no text in its 2 pages, only pictures"):
        read(pdf(b"0 0 m 9 9 l S", b""))


def test_a_password() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(PAGE))))
    writer.encrypt("geslo", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(Locked, match="password"):
        read(stream.getvalue())


def test_a_broken_table_of_objects_is_mended_and_half_a_file_refused() -> None:
    data = pdf(PAGE)
    assert "pekarne" in read(data.replace(b"startxref\n", b"startxref\n9")).text
    with pytest.raises(Malformed, match="not readable as PDF"):
        read(data[:200])
    with pytest.raises(Malformed):
        read(b"%PDF-1.7\n" + b"\xff\x00" * 1000)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Kids[6 0 R]", b"/Kids[2 0 R]"),
        (b"/Parent 2 0 R/MediaBox[0 0 595 842]", b"/Parent 6 0 R"),
        (b"/Contents 5 0 R", b"/Contents 6 0 R"),
        (b"/Length ", b"/Length 5 0 R/X "),
        (b"/Info 4 0 R", b"/Info 4 0 R/Prev 0"),
        (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Catalog/Pages 1 0 R>>"),
        (b"/Count 1", b"/Count 999999999"),
    ],
)
def test_loops_end(old: bytes, new: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.pdf.Settings", lambda: Settings(pdf_seconds=10))
    data = pdf(PAGE)
    assert old in data
    started = time.perf_counter()
    try:
        assert "pekarne" in read(data.replace(old, new)).text
    except (Malformed, NoTextLayer) as error:
        assert "\n" not in str(error)
    assert time.perf_counter() - started < 30


def test_time_memory_pages_and_size_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = pdf(b"q " * 300_000_000, packed=True)
    assert len(bomb) < 1_000_000
    started = time.perf_counter()
    with pytest.raises(Malformed):
        read(bomb)
    assert time.perf_counter() - started < 70
    for limits, error in (
        (Settings(pdf_page_limit=1), TooMany),
        (Settings(text_limit=100), TooLarge),
        (Settings(pdf_seconds=0.01), Malformed),
        (Settings(pdf_memory=10_000_000), Malformed),
    ):
        monkeypatch.setattr("sayso.ingest.pdf.Settings", lambda limits=limits: limits)
        with pytest.raises(error):
            read(pdf(PAGE, PAGE))
