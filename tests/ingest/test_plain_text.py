"""Plain text: what is header, what is read, and that the text stays as it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.addresses import canonical_address
from sayso.errors import BadDate, BinaryInput, EmptyText, NotUtf8, TooLarge
from sayso.ingest.text import (
    article_from_text,
    decode,
    parse_date,
    read_text,
    require_date,
)
from sayso.model import Article, DateInterval
from sayso.settings import Settings

SHARED = Path(__file__).parents[2].parent / "shared"
NOVEMBER = DateInterval(date(2024, 11, 1), date(2024, 12, 1))


def body(article: Article) -> str:
    return article.body.slice(article.text)


def title(article: Article) -> str | None:
    return None if article.title is None else article.title.slice(article.text)


@pytest.mark.parametrize(
    "beginning",
    [" date 2024-11 ", "date 2024-11\n", "\ufeffdate 2024-11\r\n\r\n", "\n\tdate\t2024-11\t"],
)
def test_date_header_is_outside_the_body(beginning: str) -> None:
    text = beginning + "Pek je rekel, da kruha ni."
    article = read_text(text.encode(), "pek.txt", "pek")
    assert article.published == NOVEMBER
    assert article.text == text
    assert body(article) == "Pek je rekel, da kruha ni."


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024", (date(2024, 1, 1), date(2025, 1, 1))),
        ("2024-12", (date(2024, 12, 1), date(2025, 1, 1))),
        ("2024-2", (date(2024, 2, 1), date(2024, 3, 1))),
        ("2024-02-29", (date(2024, 2, 29), date(2024, 3, 1))),
        ("2016-12-21T07:50:20+00:00", (date(2016, 12, 21), date(2016, 12, 22))),
        (" 2016-12-21 07:50 ", (date(2016, 12, 21), date(2016, 12, 22))),
    ],
)
def test_dates_are_half_open_intervals(value: str, expected: tuple[date, date]) -> None:
    assert parse_date(value) == DateInterval(*expected)


@pytest.mark.parametrize(
    "value", ["", "2023-02-29", "2024-13", "2024-00", "2024-01-32", "0000", "9999", "24-11", "٢٠٢٤", "soon"]
)
def test_impossible_dates_are_none(value: str) -> None:
    assert parse_date(value) is None
    with pytest.raises(BadDate, match="YYYY-MM-DD"):
        require_date(value)


def test_an_impossible_date_in_the_header_is_ignored_and_not_read() -> None:
    article = article_from_text("date 2024-13 Pek je molčal.")
    assert article.published is None
    assert body(article) == "Pek je molčal."


@pytest.mark.parametrize("text", ["Date 2024-11 was set.", "date 2024-11-x", "date: 2024", "update 2024 x"])
def test_what_only_resembles_a_date_header_is_read(text: str) -> None:
    assert body(article_from_text(text)) == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_five_line_header(end: str) -> None:
    lines = ["most-7", "SL", "2020-06-28", "https://primer.si/most", " Most je zaprt ", "", "Župan molči."]
    text = end.join(lines)
    article = read_text(text.encode(), "most.txt", "most")
    assert (article.id, article.language, article.address) == ("most", "sl", "https://primer.si/most")
    assert article.published == DateInterval(date(2020, 6, 28), date(2020, 6, 29))
    assert title(article) == "Most je zaprt"
    assert body(article) == "Župan molči."
    assert article.text == text


@pytest.mark.parametrize("day", ["", "2016-12-21T07:50:20+00:00", "yesterday"])
def test_the_header_date_may_be_empty_or_carry_a_time(day: str) -> None:
    article = article_from_text(f"349\r\nsl\r\n{day}\r\nhttp://primer.si/a\r\nNaslov\r\nTelo.")
    assert title(article) == "Naslov"
    assert (article.published is None) == (not day.startswith("2016"))


def test_a_header_with_a_heading_alone_is_a_report() -> None:
    article = read_text(b"7\nen\n2020-01-02\nhttp://example.org/x\nMayor resigns", "x.txt")
    assert title(article) == "Mayor resigns"
    assert body(article) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Da\nne\n\n\nMorda\nTako je rekla.",
        "Naslov\nsl ni koda\n2020\nhttp://x.si\nA\nB",
        "id\nsl\n2020-01-01\nTo ni naslov.\nA\nB",
        "id z razmikom\nsl\n2020-01-01\nhttp://x.si\nA\nB",
        "id\nsl\n2020-01-01\nhttp://x.si",
    ],
)
def test_prose_is_never_taken_for_a_header(text: str) -> None:
    article = article_from_text(text)
    assert title(article) is None
    assert body(article) == text


def test_the_byte_order_mark_stays_and_counts() -> None:
    article = read_text("\ufeffPek je rekel.".encode(), "pek.txt")
    assert article.text[0] == "\ufeff"
    assert article.body.start == 1


def test_offsets_count_code_points_and_carriage_returns() -> None:
    article = read_text("👩‍👩‍👧 e\u0301\r\nTo je vse.".encode(), "x.txt")
    assert article.text.index("To") == 10


def test_not_utf8_names_the_byte() -> None:
    with pytest.raises(NotUtf8, match=r"a\.txt: not UTF-8 at byte 9 \(0xe8\)") as caught:
        read_text("Pravijo, češnje".encode("windows-1250"), "a.txt")
    assert caught.value.offset == 9


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 text", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"RIFF\x00\x00\x00\x00WAVE", "RIFF"),
        ("To je besedilo v UTF-16.".encode("utf-16-le"), "binary"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_binary_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(BinaryInput, match=what):
        read_text(data, "a.txt")


@pytest.mark.parametrize(
    "text", ["Pek\x00 je\x07 rekel.", "\x00", "RIFF je kratica, je rekel.", "a\x1b[31mb\x7f je rekel"]
)
def test_odd_controls_do_not_make_a_text_binary(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text


@pytest.mark.parametrize("text", ["", " \r\n\t", "\ufeff", "\u200e\u200b", "\x00", "date 2024-11 "])
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(EmptyText, match="empty"):
        read_text(text.encode(), "a.txt")


def test_size_limit_lets_ten_megabytes_through() -> None:
    ten = b"Pek je rekel, da ni kruha. " * 370_371
    assert len(read_text(ten, "a.txt").text) == len(ten) > 10_000_000
    with pytest.raises(TooLarge, match="20,000,000"):
        read_text(b"a" * (Settings().text_limit + 1), "a.txt")


def test_ids_come_from_the_address_and_else_from_the_text() -> None:
    header = "{}\nsl\n\nhttp://{}\nNaslov\n{}"
    first = article_from_text(header.format("1", "www.Primer.si/a/", "Telo."))
    again = article_from_text(header.format("2", "primer.si/a#vrh", "Drugo telo."))
    bare = article_from_text(header.format("1", "primer.si", "Telo."))
    other = article_from_text(header.format("1", "primer.si", "Drugo telo."))
    assert first.id == again.id
    assert bare.id != other.id
    assert canonical_address("https://primer.si/") is None
    assert article_from_text("\ud800").id


@given(st.text())
def test_any_string_makes_an_article_of_slices(text: str) -> None:
    article = article_from_text(text)
    assert article.text == text
    assert 0 <= article.body.start <= article.body.end <= len(text)
    assert article.title is None or article.title.end <= article.body.start


@given(st.sampled_from(["date 2024-1", "a\nsl\n\nhttp://a/b\n", "a\nsl\n2020\n\n"]), st.text(max_size=40))
def test_any_text_after_a_header_keeps_its_words(header: str, rest: str) -> None:
    article = article_from_text(header + rest)
    assert body(article) == body(article).strip()


@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared beside the project")
def test_the_corpora_have_headers_and_the_showpiece_a_date() -> None:
    folder = SHARED / "data" / "sl" / "news"
    paths = sorted(folder.rglob("*.txt"))
    assert paths
    for path in paths:
        article = read_text(path.read_bytes(), path.name, path.stem)
        assert article.language == "sl"
        assert article.title is not None
    showpiece = SHARED / "articles" / "lavrov-2024-11.txt"
    assert read_text(showpiece.read_bytes(), showpiece.name).published == NOVEMBER
