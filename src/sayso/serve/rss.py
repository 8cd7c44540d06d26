"""Claims → RSS 2.0 (Advisory Board specification 2.0.11), so that any reader of feeds shows alerts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sayso.ledger.hits import Hit
from sayso.serve.answers import NOBODY
from sayso.serve.wording import harmless

_HOME = "https://pypi.org/project/sayso"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_TITLE = 120  # characters of a claim's words in a title


def rss(name: str, asked: str, hits: Sequence[Hit], read_at: Sequence[str]) -> str:
    """A feed of claims, each with the time at which the ledger first read it (``read_at``)."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    _add(channel, "title", f"Sayso: {name}")
    _add(channel, "link", _HOME)
    _add(channel, "description", f"New claims: {asked}")
    _add(channel, "generator", "sayso")
    for hit, at in zip(hits, read_at, strict=True):
        _item(SubElement(channel, "item"), hit, at)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _item(item: Element, hit: Hit, read_at: str) -> None:
    who = " → ".join([hit.speaker or NOBODY, *(link.speaker or "?" for link in hit.chain)])
    words = " … ".join(hit.words)
    _add(item, "title", f"{who}: {words if len(words) <= _TITLE else words[: _TITLE - 1].rstrip() + '…'}")
    if hit.address is not None and hit.address.startswith(("http://", "https://")):
        _add(item, "link", hit.address)
    where = " · ".join(filter(None, [hit.title, hit.outlet, hit.doc]))
    _add(item, "description", f"{words}\n{hit.certainty} · {where}")
    _add(item, "guid", f"sayso:claim:{hit.claim}").set("isPermaLink", "false")
    _add(item, "pubDate", format_datetime(datetime.fromisoformat(read_at).astimezone(UTC), usegmt=True))


def _add(parent: Element, tag: str, text: str) -> Element:
    """An element whose text is none that steers a screen, and holds what XML can hold."""
    made = SubElement(parent, tag)
    made.text = _NOT_XML.sub("\ufffd", harmless(text, line_breaks=True))
    return made
