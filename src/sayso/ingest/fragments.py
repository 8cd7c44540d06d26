"""Marked-up text inside a field (HTML, XHTML, NITF) → paragraphs.

A field holds the report and nothing around it, so that every block of it is kept, unlike a page, which trafilatura
searches for the report.  Left out are scripts, styles, forms and pictures with their captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from sayso.ingest.xml import local

_LEFT_OUT = re.compile(
    "script|style|noscript|template|form|iframe|object|svg|math|head|figure|media|button|select|nav"
)
_BLOCK = re.compile(
    "p|div|br|hr|li|ul|ol|dl|dt|dd|h[1-6]|hl[12]|blockquote|bq|pre|section|article|header|footer|aside|main|table|tr|"
    "caption|thead|tbody|body|block|address|lead|note|html|nitf|body.content"
)
_CELL = re.compile("td|th")


def html_paragraphs(markup: str) -> list[str]:
    """The paragraphs of a piece of HTML; plain text is read by its empty lines.  Never raises for broken markup."""
    if "<" not in markup and "&" not in markup:
        return plain_paragraphs(markup)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    data = f"<html><body><div>{markup}</div></body></html>".encode("utf-8", "replace").replace(b"\0", b"")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return []
    if root is None:
        return []
    if "<" not in markup:  # only entities: line ends mean something
        return plain_paragraphs("".join(root.itertext()))
    return tree_paragraphs(root)


def plain_paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text: what stands between empty lines, else each line."""
    blocks = [
        block for block in text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n") if block.strip()
    ]
    lines = text.splitlines() if len(blocks) == 1 else blocks
    return [block for block in (" ".join(line.split()) for line in lines) if block]


def tree_paragraphs(root: etree._Element) -> list[str]:
    """The paragraphs below an element, in the order of the text."""
    found: list[str] = []
    parts: list[str] = []

    def close() -> None:
        line = " ".join("".join(parts).split())
        if line:
            found.append(line)
        parts.clear()

    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element)
        if event == "start" and skipped is None:
            if not name or _LEFT_OUT.fullmatch(name):
                skipped = element
                continue
            if _BLOCK.fullmatch(name):
                close()
            parts.append(element.text or "")
        elif event == "end":
            if skipped is None:
                if _BLOCK.fullmatch(name):
                    close()
                elif _CELL.fullmatch(name):
                    parts.append(" ")
            elif skipped is element:
                skipped = None
            if skipped is None and element is not root:
                parts.append(element.tail or "")
    close()
    return found


def nitf_body(root: etree._Element) -> etree._Element:
    """What holds the paragraphs: NITF's ``body.content`` where there is one, else ``body``, else all."""
    for name in ("body.content", "body"):
        for element in root.iter():
            if local(element) == name:
                return element
    return root


def first_words(root: etree._Element, names: Iterable[str]) -> str | None:
    """The words of the first element of these names below another, without what it leaves out."""
    wanted = frozenset(names)
    for element in root.iter():
        if local(element) in wanted:
            text = " ".join("".join(element.itertext()).split())
            if text:
                return text
    return None
