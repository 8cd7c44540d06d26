"""Bytes → XML tree, safely: no entity is expanded, no other file or address is looked at, depth is limited.

lxml reads, because trafilatura brings it already and it mends the broken XML that feeds come in.  What makes it
safe: ``resolve_entities=False``, ``load_dtd=False`` and ``no_network=True`` (nothing else is opened),
``huge_tree=False`` (depth 256, and libxml2's other limits), a limit of bytes before it begins, and a document that
declares any entity of its own is refused whole, so that there is nothing to expand.  defusedxml no longer covers lxml.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from sayso.errors import Malformed, NotUtf8, TooLarge, UnsafeXml
from sayso.settings import Settings

_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]+)""")
_REACH = 1024
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WIDE = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_REFERENCE = re.compile(r"&(?:(#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?")
_XML_NAMES = ("amp", "lt", "gt", "quot", "apos")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Tree:
    """A document; ``damage`` says what could not be mended, so that parts of it may be missing.

    ``is_utf8`` is false where U+FFFD stands for bytes that are no text in the encoding of the document.
    """

    root: etree._Element
    damage: str | None = None
    is_utf8: bool = True


def parse_xml(data: bytes, name: str, form: str, mend: bool = False) -> Tree:
    """The tree of a document; with ``mend`` broken XML is read as far as it goes.

    Raises ``TooLarge``, ``NotUtf8`` (without ``mend``; with it, U+FFFD stands for a broken byte), ``UnsafeXml`` and
    ``Malformed``.
    """
    limit = Settings().xml_limit
    if len(data) > limit:
        raise TooLarge(name, len(data), limit)
    text, is_utf8 = _decode(data, name, mend)
    try:
        return Tree(_checked(_read(text, recover=False), name, form), None, is_utf8)
    except etree.XMLSyntaxError as error:
        if not mend:
            raise Malformed(name, form, _told(error)) from error
    mended = _mend(text)
    try:
        return Tree(_checked(_read(mended, recover=False), name, form), None, is_utf8)
    except etree.XMLSyntaxError as error:
        damage = _told(error)
    try:
        return Tree(_checked(_read(mended, recover=True), name, form), damage, is_utf8)
    except etree.XMLSyntaxError as error:
        raise Malformed(name, form, _told(error)) from error


def _told(error: etree.XMLSyntaxError) -> str:
    return str(error.msg or error).removesuffix(" (<string>, line 1)")


def _read(text: str, recover: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    return etree.fromstring(text.encode("utf-8"), parser)


def _checked(root: etree._Element | None, name: str, form: str) -> etree._Element:
    if root is None:
        raise Malformed(name, form, "there is no element in it")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None:
        for entity in declared.iterentities():
            raise UnsafeXml(name, entity.name or "")
    return root


def _decode(data: bytes, name: str, mend: bool) -> tuple[str, bool]:
    """The text and whether all of it is text: by the mark at its beginning, by what it declares, or as UTF-8."""
    encoding = next((code for mark, code in (*_MARKS, *_WIDE) if data.startswith(mark)), None)
    if encoding is None:
        found = _DECLARED.search(data[:_REACH])
        encoding = _known(found[1].decode("ascii")) if found else "utf-8"
    try:
        return data.decode(encoding).removeprefix("\ufeff"), True
    except UnicodeDecodeError as error:
        if not mend:
            raise NotUtf8(name, error.start, data[error.start]) from error
    return data.decode(encoding, "replace").removeprefix("\ufeff"), False


def _known(encoding: str) -> str:
    """An encoding of text that Python knows; UTF-8 otherwise, also where UTF-16 is declared in single bytes."""
    try:
        found = codecs.lookup(encoding)
        is_text = b"<".decode(found.name) == "<"
    except (LookupError, UnicodeError):
        return "utf-8"
    return found.name if is_text else "utf-8"


def _mend(text: str) -> str:
    """What feeds get wrong most: lone ampersands, names of HTML entities, control characters."""
    parts = _CDATA.split(_CONTROLS.sub("", text))
    return "".join(
        part if part.startswith("<![CDATA[") else _REFERENCE.sub(_reference, part) for part in parts
    )


def _reference(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;"
    if name.startswith("#") or name in _XML_NAMES:
        return found[0]
    meant = html.unescape(found[0])
    return f"&amp;{name};" if meant == found[0] else html.escape(meant)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: etree._Element) -> str:
    """The namespace of an element; empty for none."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children of these local names, whatever their namespace."""
    return (child for child in element if local(child) in names)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element down a path of local names."""
    found = element
    for name in path:
        if found is None:
            return None
        found = next(children(found, name), None)
    return found


def words(element: etree._Element | None) -> str:
    """All text below an element, white space made one; empty for none."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its local name, stripped; ``None`` where it is missing or empty."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value).strip() or None
    return None
