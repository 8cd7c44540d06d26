"""DOCX (WordprocessingML, ECMA-376) → ``Article``: a reader of our own over zip and lxml.

python-docx opens the archive without limits and gives no more of the text.  Read are the paragraphs of
``word/document.xml`` in their order, those of tables, boxes and lists too; left out is what was deleted or moved
away while changes were tracked, and notes, heads and feet.  The title is a paragraph in Word's style for titles at the
beginning, or in its first style for headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sayso.errors import Malformed
from sayso.ingest.draft import Draft, assemble
from sayso.ingest.found import Origin
from sayso.ingest.xml import attribute, child, children, local, parse_xml, words
from sayso.ingest.zips import Zip, open_zip
from sayso.model import Article
from sayso.settings import Settings

DOCUMENT = "word/document.xml"
_STYLES, _CORE = "word/styles.xml", "docProps/core.xml"
_LEFT_OUT = ("del", "moveFrom", "Fallback", "instrText", "pPr", "rPr", "sectPr")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_TITLES = ("title", "heading 1")


def is_docx(archive: Zip) -> bool:
    """Whether an archive is a Word document."""
    return archive.has(DOCUMENT)


def read_docx(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The one report of a document.  Raises what ``Zip.read`` and ``parse_xml`` do, and ``EmptyText``."""
    archive = open_zip(stream, origin.name)
    if not is_docx(archive):
        raise Malformed(origin.name, "DOCX", f"there is no {DOCUMENT} in it")
    body = child(_part(archive, DOCUMENT, origin), "body")
    styles = _title_styles(archive, origin)
    found = [] if body is None else list(_paragraphs(body))
    first = next(((number, text) for number, (text, _) in enumerate(found) if text.strip()), None)
    title = first[1] if first is not None and found[first[0]][1] in styles else None
    rest = found if first is None or title is None else found[first[0] + 1 :]
    texts = [line for text, _ in rest for line in text.split("\n")]
    draft = Draft(texts, title=title, address=origin.address, modified=_modified(archive, origin))
    yield assemble(draft, origin)


def _part(archive: Zip, member: str, origin: Origin) -> etree._Element:
    data = archive.read(archive.archive.NameToInfo[member], Settings().xml_limit)
    return parse_xml(data, origin.name, "DOCX").root


def _title_styles(archive: Zip, origin: Origin) -> frozenset[str]:
    """The ids of styles for titles: ids are in the language of the program, names never are."""
    if not archive.has(_STYLES):
        return frozenset()
    styles = children(_part(archive, _STYLES, origin), "style")
    named = ((attribute(each, "styleId"), attribute(child(each, "name"), "val")) for each in styles)
    return frozenset(key for key, name in named if key and (name or "").lower() in _TITLES)


def _modified(archive: Zip, origin: Origin) -> str | None:
    return words(child(_part(archive, _CORE, origin), "modified")) or None if archive.has(_CORE) else None


def _paragraphs(body: etree._Element) -> Iterator[tuple[str, str | None]]:
    """Each paragraph with the id of its style; one inside another (a box) comes after it begins."""
    open_ones: list[tuple[list[str], str | None]] = []
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name = local(element)
        if event == "start" and skipped is None:
            if name in _LEFT_OUT:
                skipped = element
            elif name == "p":
                open_ones.append(([], attribute(child(element, "pPr", "pStyle"), "val")))
            elif open_ones:
                sign = _SIGNS.get(name) if name != "t" else element.text
                open_ones[-1][0].append(sign or "")
        elif event == "end":
            if skipped is element:
                skipped = None
            elif skipped is None and name == "p":
                parts, style = open_ones.pop()
                yield "".join(parts), style
