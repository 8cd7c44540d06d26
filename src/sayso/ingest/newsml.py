"""NewsML-G2 (IPTC): a news item, or the items of a message, and bare NITF → ``Article``.

Read are items of text with their content inline (XHTML or NITF in ``inlineXML``, plain text in ``inlineData``);
packages, pictures, concepts and content that is only pointed at are not.  ``pubStatus`` canceled and withheld are
withdrawn, the latter with a doubt; a signal or a role of the edit note that says correction makes it corrected.
The guid is the item's address where no page of it is named, so that a later version finds the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from sayso.errors import BadRecord, EmptyText, SaysoError, TooMany
from sayso.ingest.draft import Draft, assemble
from sayso.ingest.found import Found, Origin, Rejected
from sayso.ingest.fragments import first_words, html_paragraphs, nitf_body, plain_paragraphs, tree_paragraphs
from sayso.ingest.ninjs import embargo
from sayso.ingest.xml import attribute, child, children, local, parse_xml, words
from sayso.model import Article
from sayso.settings import Settings

NEWSML_ROOTS = (
    "newsItem",
    "newsMessage",
    "packageItem",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "nitf",
)
_OTHER_ITEMS = NEWSML_ROOTS[2:6]
_WITHDRAWN = ("canceled", "cancelled", "withheld")
_STATUSES = ("usable", *_WITHDRAWN)
_CORRECTIONS = ("correction", "corrected", "corr", "cor", "corrective")
_KILLS = ("kill", "killed", "withdrawal", "retraction")
_TEXTS = ("text", "composite", "")


def read_newsml(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The items of a document.  Raises what ``parse_xml`` does."""
    limits = Settings()
    root = parse_xml(stream.read(limits.xml_limit + 1), origin.name, "NewsML-G2").root
    if local(root) == "nitf":
        yield _placed(root, origin, "")
        return
    number = 0
    for element in root.iter():
        if local(element) not in ("newsItem", *_OTHER_ITEMS):
            continue
        number += 1
        if number > limits.entry_limit:
            yield Rejected(origin.name, "", TooMany(origin.name, "items", limits.entry_limit))
            return
        yield _placed(element, origin, f"item {number}")
    if not number:
        told = "a message without items"
        yield Rejected(
            origin.name, "", BadRecord(origin.name, local(root), told, "give one that holds newsItem")
        )


def _placed(element: etree._Element, origin: Origin, place: str) -> Found:
    doc = None if place else origin.doc
    here = replace(origin, name=f"{origin.name}, {place}" if place else origin.name, doc=doc)
    try:
        if local(element) == "nitf":
            return assemble(_nitf(element, Draft()), here)
        if local(element) != "newsItem":
            raise EmptyText(here.name, f"a {local(element)}, without text of its own")
        return _item(element, here)
    except SaysoError as error:
        return Rejected(origin.name, place, error)


def _item(item: etree._Element, origin: Origin) -> Article:
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    kind = _code(child(meta, "itemClass"))
    if kind not in _TEXTS:
        raise EmptyText(origin.name, f"an item of class {kind[:40]!r}, without text")
    status, doubts = _status(meta)
    draft = _filled(item, _draft(item, meta, content), status == "withdrawn")
    doubts += [told for told in [embargo(words(child(meta, "embargoed")), origin.fetched_at)] if told]
    return assemble(replace(draft, status=status, doubts=(*draft.doubts, *doubts)), origin)


def _draft(item: etree._Element, meta: etree._Element | None, content: etree._Element | None) -> Draft:
    updated = words(child(meta, "versionCreated"))
    published = (words(child(meta, "firstCreated")), words(child(content, "contentCreated")), updated)
    return Draft(
        title=words(child(content, "headline")) or words(child(meta, "title")) or None,
        address=_address(item, meta),
        language=_language(item, content),
        outlet=_party(child(meta, "provider")),
        bylines=_every(content, "by"),
        credits=(*_every(content, "creditline"), *_sources(content)),
        dateline=words(child(content, "dateline")) or None,
        published=next(filter(None, published), None),
        modified=words(child(content, "contentModified")) or updated,
    )


def _every(parent: etree._Element | None, name: str) -> tuple[str, ...]:
    return () if parent is None else tuple(filter(None, map(words, children(parent, name))))


def _sources(content: etree._Element | None) -> tuple[str, ...]:
    found = () if content is None else tuple(_party(each) for each in children(content, "infoSource"))
    return tuple(filter(None, found))


def _code(element: etree._Element | None) -> str:
    """The code of a QCode, a URI or a literal, without its scheme, in lower case: ``stat:usable`` → ``usable``."""
    value = attribute(element, "qcode") or attribute(element, "uri") or attribute(element, "literal") or ""
    return value.rstrip("/").rpartition("/")[2].rpartition(":")[2].lower()


def _party(element: etree._Element | None) -> str | None:
    """The name of an outlet, else what its code says."""
    if element is None:
        return None
    return words(child(element, "name")) or attribute(element, "literal") or _code(element) or None


def _status(meta: etree._Element | None) -> tuple[str, list[str]]:
    said = _code(child(meta, "pubStatus")) or "usable"
    signals = set() if meta is None else {_code(each) for each in children(meta, "signal")}
    roles = set() if meta is None else {_role(each) for each in children(meta, "edNote")}
    if said == "withheld":
        return "withdrawn", ["withheld by its provider until further notice"]
    if said in _WITHDRAWN or (signals | roles) & set(_KILLS):
        return "withdrawn", []
    doubts = [] if said in _STATUSES else [f"pubStatus {said[:40]!r} is none of usable, withheld, canceled"]
    return ("corrected" if (signals | roles) & set(_CORRECTIONS) else "usable"), doubts


def _role(element: etree._Element) -> str:
    return (attribute(element, "role") or "").rpartition(":")[2].lower()


def _language(item: etree._Element, content: etree._Element | None) -> str | None:
    return attribute(child(content, "language"), "tag") or attribute(item, "lang")


def _address(item: etree._Element, meta: etree._Element | None) -> str | None:
    """A page that the item says it is shown at, else its guid."""
    content = child(item, "contentSet")
    pages = [each for each in content if local(each) == "remoteContent"] if content is not None else []
    pages = [each for each in pages if (attribute(each, "contenttype") or "") == "text/html"]
    links = [] if meta is None else [each for each in children(meta, "link") if _rel(each) == "hascanonical"]
    for element in (*links, *pages):
        href = attribute(element, "href") or ""
        if href.startswith(("http://", "https://")):
            return href
    return attribute(item, "guid")


def _rel(element: etree._Element) -> str:
    return (attribute(element, "rel") or "").rpartition(":")[2].lower()


def _filled(item: etree._Element, draft: Draft, is_withdrawn: bool) -> Draft:
    """A draft with its text; of a withdrawn item without text, what its provider says of it."""
    content = child(item, "contentSet")
    for element in () if content is None else content:
        found = _inline(element, draft)
        if found is not None and found.paragraphs:
            return found
    notes = _every(child(item, "itemMeta"), "edNote") if is_withdrawn else ()
    return replace(draft, paragraphs=notes)


def _inline(element: etree._Element, draft: Draft) -> Draft | None:
    media = attribute(element, "contenttype") or ""
    if local(element) == "inlineXML":
        inner = next((each for each in element if local(each)), None)
        if inner is None:
            return replace(draft, paragraphs=html_paragraphs(element.text or ""))
        return _nitf(inner, draft) if local(inner) == "nitf" else _xhtml(element, draft)
    if local(element) != "inlineData" or attribute(element, "encoding"):
        return None
    text = "".join(element.itertext())
    return replace(draft, paragraphs=html_paragraphs(text) if "html" in media else plain_paragraphs(text))


def _xhtml(element: etree._Element, draft: Draft) -> Draft:
    body = next((each for each in element.iter() if local(each) == "body"), element)
    return replace(draft, paragraphs=tree_paragraphs(body))


def _nitf(root: etree._Element, draft: Draft) -> Draft:
    """NITF holds title, byline and dateline beside the paragraphs; what the item says itself comes first."""
    byline = first_words(root, ("byline",))
    return replace(
        draft,
        paragraphs=tree_paragraphs(nitf_body(root)),
        title=draft.title or first_words(root, ("hl1", "hedline", "title")),
        bylines=draft.bylines or tuple(filter(None, [byline])),
        dateline=draft.dateline or first_words(root, ("dateline",)),
        published=draft.published or _norm(root, "date.issue") or _norm(root, "date.release"),
        language=draft.language or attribute(root, "lang"),
    )


def _norm(root: etree._Element, name: str) -> str | None:
    return next((attribute(each, "norm") for each in root.iter() if local(each) == name), None)
