"""DOCX and ZIP: paragraphs, tracked changes, and archives that mean harm."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

import pytest

from sayso.errors import EmptyText, Locked, Malformed, PackedTooTightly, TooLarge, TooMany, UnsafeXml
from sayso.ingest.docx import DOCUMENT, read_docx
from sayso.ingest.found import Origin
from sayso.ingest.zips import open_zip, shown
from sayso.model import Article
from sayso.settings import Settings

ORIGIN = Origin("izjava.docx", doc="izjava")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
STYLES = f"""<w:styles {W}><w:style w:type="paragraph" w:styleId="Naslov"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Navaden"><w:name w:val="Normal"/></w:style></w:styles>"""
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>2024-11-05T10:00:00Z</dcterms:modified></cp:coreProperties>"""
BODY = """<w:p><w:pPr><w:pStyle w:val="Naslov"/></w:pPr><w:r><w:t>Kruha ni</w:t></w:r></w:p><w:p/>
<w:p><w:r><w:t xml:space="preserve">Pek je </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>rekel</w:t></w:r>
<w:ins><w:r><w:t>, da kruha ni.</w:t></w:r></w:ins><w:del><w:r><w:delText>, da je.</w:delText></w:r></w:del>
<w:moveFrom><w:r><w:t>Premaknjeno.</w:t></w:r></w:moveFrom></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cena</w:t><w:tab/><w:t>2 evra</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>Ena</w:t><w:br/><w:t>Dve</w:t></w:r></w:p>
<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Okvir</w:t></w:r></w:p></mc:Choice>
<mc:Fallback><w:p><w:r><w:t>Okvir</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"""


def document(body: str = BODY, head: str = "") -> str:
    return f"{head}<w:document {W} {MC}><w:body>{body}<w:sectPr/></w:body></w:document>"


def packed(parts: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def read(data: bytes) -> Article:
    (found,) = read_docx(io.BytesIO(data), ORIGIN)
    assert isinstance(found, Article)
    return found


def test_paragraphs_and_changes() -> None:
    found = read(packed({DOCUMENT: document(), "word/styles.xml": STYLES, "docProps/core.xml": CORE}))
    assert found.text.split("\n\n") == [
        "Kruha ni",
        "Pek je rekel, da kruha ni.",
        "Cena\t2 evra",
        "Ena",
        "Dve",
        "Okvir",
    ]
    assert found.title is not None
    assert found.title.slice(found.text) == "Kruha ni"
    assert found.id == "izjava"
    assert found.provenance.modified_at is not None
    assert found.published is None


def test_without_styles_there_is_no_title() -> None:
    found = read(packed({DOCUMENT: document()}))
    assert found.title is None
    assert found.text.startswith("Kruha ni\n\nPek")


def test_what_is_refused() -> None:
    with pytest.raises(EmptyText):
        read(packed({DOCUMENT: document("<w:p/>")}))
    with pytest.raises(Malformed, match=r"no word/document\.xml"):
        read(packed({"a.txt": "a"}))
    with pytest.raises(Malformed, match="DOCX"):
        read(packed({DOCUMENT: "<w:document"}))
    with pytest.raises(Malformed, match="ZIP"):
        read(packed({DOCUMENT: document()})[:-30])
    entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(UnsafeXml):
        read(packed({DOCUMENT: document("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", entity)}))


def test_a_bomb_in_a_document() -> None:
    with pytest.raises(PackedTooTightly, match=r"izjava\.docx/word/document\.xml"):
        read(packed({DOCUMENT: b" " * 45_000_000}))
    with pytest.raises(TooLarge):
        read(packed({DOCUMENT: b" " * 60_000_000}))


def lie(data: bytes, size: int) -> bytes:
    """An archive whose directory says that its first member has another size."""
    place = data.rindex(b"PK\x01\x02") if data.count(b"PK\x01\x02") == 1 else data.index(b"PK\x01\x02")
    return data[: place + 24] + struct.pack("<I", size) + data[place + 28 :]


def test_sizes_that_lie() -> None:
    data = packed({DOCUMENT: document()})
    with pytest.raises(TooLarge, match="4,294,967,294 bytes"):
        read(lie(data, 0xFFFFFFFE))
    with pytest.raises(Malformed):
        read(lie(data, 10))
    bomb = packed({DOCUMENT: b" " * 60_000_000})
    with pytest.raises((Malformed, TooLarge, PackedTooTightly)):
        read(lie(bomb, 1000))


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_limit_are_refused(how: int) -> None:
    with pytest.raises(Malformed, match="stored and deflated"):
        read(packed({DOCUMENT: document()}, how))


def test_a_password() -> None:
    data = bytearray(packed({DOCUMENT: document()}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    with pytest.raises(Locked):
        read(bytes(data))


def test_members_and_all_together_are_limited() -> None:
    many = open_zip(io.BytesIO(packed({f"{n}.txt": "a" for n in range(5)})), "a.zip")
    many.limits = Settings(member_limit=4)
    with pytest.raises(TooMany, match="more than 4 files"):
        many.members()
    many.limits = Settings(unpacked_limit=3)
    infos = many.members()
    for info in infos[:3]:
        many.read(info, 10)
    with pytest.raises(TooLarge, match=r"a\.zip: more where at most 3 bytes"):
        many.read(infos[3], 10)


def test_names_are_labels() -> None:
    assert shown("../../etc/passwd") == "etc/passwd"
    assert shown("/etc/passwd") == "etc/passwd"
    assert shown("..\\..\\a.txt") == "a.txt"
    assert shown("..") == "?"


def test_a_member_without_a_name() -> None:
    data = packed({"a": "x", "vest.txt": "a"})
    place = data.index(b"PK\x01\x02") + 28
    nameless = data[:place] + b"\x00\x00\x01\x00" + data[place + 4 :]  # its name is its extra field
    archive = open_zip(io.BytesIO(nameless), "a.zip")
    assert [info.filename for info in archive.members()] == ["vest.txt"]
