"""What a page says of itself for machines: ``meta`` elements, schema.org in JSON-LD, the canonical link.

Read are when it was published and modified, who signs it, and which address is its own.  Nothing of it is text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from sayso.ingest.xml import local

# The first that is there is meant: those that name a time of day come before those that name days.
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "dc.date.issued",
)
_MODIFIED = ("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified")
_AUTHORS = ("author", "article:author", "parsely-author", "dc.creator")
_LINKED_DATA = "application/ld+json"
_LONGEST = 2_000_000  # characters of a page, and of linked data in it, that are looked at
_MOST = 2_000  # values of linked data that are looked at
_ADDRESS = re.compile(r"https?://|www\.|@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says, as written there."""

    published: str | None = None
    modified: str | None = None
    bylines: tuple[str, ...] = ()
    canonical: str | None = None


def page_facts(page: str) -> PageFacts:
    """The facts of a page; of broken markup and broken JSON what can be read.  Never raises."""
    root = _root(page)
    if root is None:
        return PageFacts()
    metas: dict[str, list[str]] = {}
    linked: list[dict[str, Any]] = []
    canonical = None
    for element in root.iter("meta", "link", "script"):
        if local(element) == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            metas.setdefault(name.strip().lower(), []).append((element.get("content") or "").strip())
        elif local(element) == "link" and (element.get("rel") or "").lower() == "canonical":
            canonical = canonical or (element.get("href") or "").strip()
        elif (element.get("type") or "").strip().lower() == _LINKED_DATA:
            linked.extend(_reports(element.text or ""))
    report = linked[0] if linked else {}
    authors = _names(report.get("author")) or [name for key in _AUTHORS for name in metas.get(key, ())]
    is_address = canonical is not None and canonical.startswith(("http://", "https://"))
    return PageFacts(
        _first(metas, _PUBLISHED) or _text(report.get("datePublished")),
        _first(metas, _MODIFIED) or _text(report.get("dateModified")),
        tuple(dict.fromkeys(name for name in authors if name and not _ADDRESS.search(name))),
        canonical if is_address else None,
    )


def _root(page: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    data = page[:_LONGEST].encode("utf-8", "replace").replace(b"\0", b"")
    try:
        return etree.fromstring(data, parser) if data.strip() else None
    except etree.XMLSyntaxError:
        return None


def _first(metas: dict[str, list[str]], names: Sequence[str]) -> str | None:
    return next((value for name in names for value in metas.get(name, ()) if value), None)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _reports(text: str) -> Iterator[dict[str, Any]]:
    """The objects of linked data that say when they were published."""
    try:
        waiting = [json.loads(text, strict=False)] if len(text) <= _LONGEST else []
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value[:_MOST])
        elif isinstance(value, dict):
            if _text(value.get("datePublished")):
                yield value
            waiting.append(value.get("@graph"))


def _names(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    named = (item.get("name") if isinstance(item, dict) else item for item in items)
    return [" ".join(name.split()) for name in named if isinstance(name, str) and name.strip()]
