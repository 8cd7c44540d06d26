"""The page: self-contained, escaped, well nested, its numbers leading to its notes and back."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from serve_samples import english, report, slovene

from sayso.model import Article, Attribution, Report, Span
from sayso.serve.page import render_page

VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Collects what a page holds, and fails where a tag is closed that was not open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.attributes: set[str] = set()
        self.passages: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if tag == "section":
            self.passages.append("")
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.targets.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "section" in self.open and "ol" not in self.open and "a" not in self.open:
            self.passages[-1] += data


def hostile() -> Report:
    text = "</script><img src=x onerror=\"alert(1)\"> & \x00\x1b[31m\u202edlog \ud800 said that it 'is'."
    article = Article('x"><b>', text, Span(0, len(text)), title=None, address="javascript:alert(1)")
    item = Attribution(
        "a1",
        (),
        (Span(text.index("said"), text.index("said") + 4),),
        (Span(0, 30),),
        "<b>",
        "direct",
        "denied",
    )
    return report(article, 'e"n', more=(item,))


def test_the_text_is_whole_and_every_link_arrives() -> None:
    shown = [slovene(), english()]
    page = Reader(render_page(shown))
    words = " ".join(" ".join(page.passages).split())
    assert words == " ".join(" ".join(one.article.text for one in shown).split())
    assert len(page.ids) == len(set(page.ids))
    assert all(target.startswith("#") and target[1:] in page.ids for target in page.targets)


def test_nothing_is_loaded_and_the_policy_fits() -> None:
    page = render_page([slovene()])
    assert not re.search(r"https?://|@import|url\(", page)
    assert not {name for name in Reader(page).attributes if name.startswith("on") or name == "style"}
    for tag in ("style", "script"):
        inside = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert inside is not None
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page


def test_chain_certainty_and_reasons_stand_beside_the_passage() -> None:
    page = render_page([slovene()])
    chain = (
        "<li><bdi{}>Alenka Hribar</bdi></li><li><bdi{}>Radio Dolina</bdi></li><li><bdi{}>Brežina</bdi></li>"
    )
    assert chain.format(' title="person"', ' title="medium"', ' title="agency"') in page
    assert '<span class="word">denied</span> · nominal' in page
    assert '<span class="unnamed">no source named</span>' in page
    assert "cues.tsv:povedati" in page
    assert 'class="possible nested in-asserted"' in page


def test_a_hostile_report_is_text() -> None:
    page = render_page([hostile(), hostile()])
    Reader(page)
    assert "<img" not in page
    assert "<b>" not in page.replace("<b>x&quot;", "").replace("<b>who", "").replace("<b><bdi>", "")
    assert not re.search("[\x00\x1b\u202e\ud800]", page)
    assert 'href="javascript' not in page
    page.encode("utf-8")


@pytest.mark.parametrize("reports", [[], [report(Article("empty", "", Span(0, 0)), "en")]])
def test_little_is_a_page_too(reports: list[Report]) -> None:
    assert "<main>" in render_page(reports)


def test_directions_are_left_to_the_text() -> None:
    page = render_page([english()])
    assert page.count('<p dir="auto">') == 1
    assert '<article id="r1" lang="en">' in page
