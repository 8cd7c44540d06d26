"""Names on the command line → reports, each with its doc."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sayso.errors import DocClash, Malformed, NoReports, NotFound, TooLarge, Unreadable
from sayso.ingest.files import Source, gather, load
from sayso.settings import Settings


def write(path: Path, text: str = "Pek je rekel, da kruha ni.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_docs_of_files_and_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.html", "a/1.txt", "a/c/d.e.TXT", "a/no.pdf", "z.md"):
        write(tmp_path / "news" / name)
    single = write(tmp_path / "vest.v2.txt")
    found = gather([str(tmp_path / "news"), str(single), "-", "https://example.org/x"])
    assert [source.doc for source in found] == ["a__1", "a__2", "a__c__d.e", "b", "vest.v2", None, None]
    assert [source.is_address for source in found][-2:] == [False, True]


def test_a_clash_names_both(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a" / "vest.txt"), write(tmp_path / "b" / "vest.txt")
    with pytest.raises(DocClash) as caught:
        gather([str(one), str(two)])
    assert str(one) in str(caught.value)
    assert str(two) in str(caught.value)
    write(tmp_path / "a" / "vest.html")
    with pytest.raises(DocClash, match=r"vest\.html.*vest\.txt"):
        gather([str(tmp_path / "a")])


def test_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.BytesIO()
    with pytest.raises(NotFound, match="no such file"):
        load(gather([str(tmp_path / "none.txt")])[0], stdin)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoReports, match=r"\.txt and \.html"):
        load(gather([str(tmp_path / "empty")])[0], stdin)
    with pytest.raises(Unreadable):
        load(Source("a\0b", "a", Path("a\0b")), stdin)
    monkeypatch.setattr("sayso.ingest.files.Settings", lambda: Settings(text_limit=10))
    with pytest.raises(TooLarge, match="at most 10 bytes"):
        load(gather([str(write(tmp_path / "long.txt"))])[0], stdin)


def test_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Unreadable, match="permission"):
        load(gather([str(path)])[0], io.BytesIO())


def test_standard_input_is_text_or_page(tmp_path: Path) -> None:
    text = load(Source("-"), io.BytesIO(b"The baker said so."))
    assert text.text == "The baker said so."
    page = load(
        Source("-"), io.BytesIO(b"<html><body><p>The baker said there was no bread.</p></body></html>")
    )
    assert page.text == "The baker said there was no bread."
    assert text.id != page.id


def test_single_files_of_other_formats(tmp_path: Path) -> None:
    path = write(tmp_path / "seja.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nPek je rekel, da kruha ni.\n")
    found = load(gather([str(path)])[0], io.BytesIO())
    assert (found.id, found.text) == ("seja", "Pek je rekel, da kruha ni.")
    with pytest.raises(Malformed, match=r"izjava\.pdf: not readable as PDF"):
        load(gather([str(write(tmp_path / "izjava.pdf", "to ni PDF"))])[0], io.BytesIO())
    with pytest.raises(Malformed, match=r"izjava\.docx: not readable as ZIP"):
        load(gather([str(write(tmp_path / "izjava.docx", "to ni ZIP"))])[0], io.BytesIO())
