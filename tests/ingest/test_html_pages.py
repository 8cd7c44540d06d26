"""Pages: what trafilatura finds becomes the text, title first."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.errors import BinaryInput, EmptyText
from sayso.ingest.html import looks_like_html, read_html
from sayso.model import DateInterval

PAGE = """<!doctype html><html lang="sl"><head>{charset}<title>Pek je zaprl pekarno | Glasnik</title>
<meta property="og:title" content="Pek je zaprl pekarno">
<meta property="article:published_time" content="2023-04-05T10:00:00+02:00"></head>
<body><nav><a href="/">Domov</a> <a href="/b">Šport</a></nav><article><h1>Pek je zaprl pekarno</h1>
<p>Pek Tone Žagar je v sredo povedal, da pekarne ne bo več odprl.</p>
<p>»Moke ni, kvasa ni,« je <b>dejal</b> &amp; zaloputnil vrata.</p></article>
<footer>Vse pravice pridržane</footer></body></html>"""


def test_title_is_the_first_paragraph_and_stands_once() -> None:
    article = read_html(PAGE.format(charset="").encode(), "pek.html", "pek", "https://glasnik.si/pek")
    assert article.title is not None
    assert article.title.slice(article.text) == "Pek je zaprl pekarno"
    assert article.text.startswith("Pek je zaprl pekarno\n\nPek Tone Žagar")
    assert article.text.count("Pek je zaprl pekarno") == 1
    assert "»Moke ni, kvasa ni,« je dejal & zaloputnil vrata." in article.body.slice(article.text)
    assert "pridržane" not in article.text
    assert article.published == DateInterval(date(2023, 4, 5), date(2023, 4, 6))
    assert article.id == "pek"


@pytest.mark.parametrize(
    ("encoding", "charset", "said"),
    [
        ("utf-8", "", None),
        ("utf-8-sig", "", None),
        ("utf-16", "", None),
        ("windows-1250", '<meta charset="windows-1250">', None),
        ("iso-8859-2", "", "iso-8859-2"),
        ("utf-8", '<meta charset="no-such-thing">', "zip"),
    ],
)
def test_a_page_says_how_it_is_written(encoding: str, charset: str, said: str | None) -> None:
    page = PAGE.format(charset=charset).replace("»", '"').replace("«", '"')
    article = read_html(page.encode(encoding), "pek.html", charset=said)
    assert "Tone Žagar" in article.text


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(EmptyText, match="no article text"):
        read_html(b"<html><body></body></html>", "a.html")
    with pytest.raises(EmptyText):
        read_html(b" \n", "a.html")
    with pytest.raises(BinaryInput, match="PNG"):
        read_html(b"\x89PNG\r\n", "a.html")


@pytest.mark.parametrize(
    "data", [b"<!DOCTYPE html>", b"\n <html>", b"\xef\xbb\xbf<!-- x --><p>", b"<?xml ?>"]
)
def test_pages_are_known_by_their_beginning(data: bytes) -> None:
    assert looks_like_html(data)
    assert not looks_like_html(b"Pek je rekel <html>")
