"""ninjs, the IPTC's news in JSON (generation 2, and the fields of generation 1) → ``Article``.

Of several bodies the first one marked up is read, of several headlines the one whose role is main.  Pictures, videos
and associated objects are not read.  ``pubstatus``: canceled and withheld are both withdrawn, the latter with a doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sayso.errors import EmptyText
from sayso.ingest.draft import Draft, assemble
from sayso.ingest.found import Origin
from sayso.ingest.fragments import html_paragraphs, plain_paragraphs
from sayso.ingest.times import read_stamp
from sayso.lang.press import press
from sayso.model import Article

_TELLING = (
    "standard",
    "headlines",
    "bodies",
    "pubstatus",
    "versioncreated",
    "representationtype",
    "renditions",
)
_TELLING_ONE = ("body_text", "body_html", "body_xhtml", "headline")
_MARKED_UP = ("html", "xml")
_MAIN = ("main", "body", "headline")
_WITHDRAWN = ("canceled", "cancelled", "withheld")


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """Whether an object is a news item of ninjs: it has an ``uri`` and what only such items have."""
    return isinstance(record.get("uri"), str) and any(name in record for name in (*_TELLING, *_TELLING_ONE))


def read_ninjs(record: Mapping[str, Any], origin: Origin) -> Article:
    """The report of one item.  Raises ``EmptyText`` for an item without text, such as a picture."""
    kind = _text(record.get("type"))
    if kind and kind not in ("text", "composite", "component"):
        raise EmptyText(origin.name, f"an item of type {kind[:40]!r}, without text")
    status = (_text(record.get("pubstatus")) or "usable").lower()
    is_withdrawn = status in _WITHDRAWN
    paragraphs = _paragraphs(record)
    if is_withdrawn and not paragraphs:
        paragraphs = plain_paragraphs(_text(record.get("ednote")) or "")
    first = _first(record, "firstcreated", "contentcreated", "versioncreated")
    draft = Draft(
        paragraphs=paragraphs,
        title=_headline(record),
        address=_address(record),
        language=_text(record.get("language")),
        status="withdrawn" if is_withdrawn else "usable",
        outlet=_outlet(record),
        bylines=_strings(record, "by", "byline"),
        credits=_credits(record),
        dateline=_text(record.get("dateline")),
        published=first,
        modified=_first(record, "versioncreated"),
        doubts=tuple(_doubts(record, status, origin)),
    )
    return assemble(draft, origin)


def _doubts(record: Mapping[str, Any], status: str, origin: Origin) -> list[str]:
    found = []
    if status == "withheld":
        found.append("withheld by its provider until further notice")
    elif status not in (*_WITHDRAWN, "usable"):
        found.append(f"pubstatus {status[:40]!r} is none of usable, withheld, canceled")
    if (until := embargo(record.get("embargoed"), origin.fetched_at)) is not None:
        found.append(until)
    if _text(record.get("representationtype")) == "partial":
        found.append("its provider sent a part of it only")
    return found


def embargo(value: object, fetched_at: datetime | None) -> str | None:
    """A doubt where an embargo still held when the item was fetched; one far ahead is read all the same."""
    end = read_stamp(value, "embargoed", datetime.max.replace(tzinfo=UTC, year=9000))
    if end.moment is None or end.moment <= (fetched_at or datetime.now(UTC)):
        return end.doubt
    return f"embargoed until {end.moment.isoformat()}"


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _first(record: Mapping[str, Any], *names: str) -> object:
    return next((record[name] for name in names if record.get(name)), None)


def _strings(record: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    return tuple(text for name in names if (text := _text(record.get(name))) is not None)


def _objects(record: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = record.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _main(items: list[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The one whose role is main, the first one otherwise; those without a value are none."""
    filled = [item for item in items if _text(item.get("value"))]
    return next((item for item in filled if _role(item) in _MAIN), filled[0] if filled else None)


def _role(item: Mapping[str, Any]) -> str:
    """The last part of a role, which may be a word or an address."""
    return (_text(item.get("role")) or "").rstrip("/").rpartition("/")[2].rpartition(":")[2].lower()


def _headline(record: Mapping[str, Any]) -> str | None:
    found = _main(_objects(record, "headlines"))
    title = _text(found.get("value")) if found else None
    title = title or _text(record.get("headline")) or _text(record.get("title"))
    return " ".join(html_paragraphs(title)) if title and "<" in title else title


def _paragraphs(record: Mapping[str, Any]) -> list[str]:
    bodies = _objects(record, "bodies")
    main = [body for body in bodies if _role(body) in _MAIN] or bodies
    marked = [body for body in main if any(word in str(body.get("contenttype")) for word in _MARKED_UP)]
    body = _main(marked) or _main(main)
    if body is not None:
        markup = str(body.get("value"))
        return plain_paragraphs(markup) if _is_plain(body) else html_paragraphs(markup)
    for name in ("body_xhtml", "body_html"):
        if (text := _text(record.get(name))) is not None:
            return html_paragraphs(text)
    return plain_paragraphs(_text(record.get("body_text")) or "")


def _is_plain(body: Mapping[str, Any]) -> bool:
    return _text(body.get("contenttype")) == "text/plain"


def _address(record: Mapping[str, Any]) -> str | None:
    """Where readers find it: a page among the renditions or other ids; else the item's own name, its ``uri``."""
    pages = [
        item.get("href") for item in _objects(record, "renditions") if item.get("contenttype") == "text/html"
    ]
    others = [item.get("value") for item in _objects(record, "altids")]
    for value in (*pages, *others):
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value
    return _text(record.get("uri"))


def _outlet(record: Mapping[str, Any]) -> str | None:
    """Whose item it is; a holder of rights only where that is an outlet."""
    provider = record.get("provider")
    name = _text(provider.get("name")) if isinstance(provider, dict) else _text(provider)
    holder = _text(record.get("copyrightholder"))
    return name or (holder if holder and press().named(holder) else None)


def _credits(record: Mapping[str, Any]) -> tuple[str, ...]:
    sources = (_text(item.get("name")) for item in _objects(record, "infosources"))
    return (*_strings(record, "creditline", "source"), *filter(None, sources))
