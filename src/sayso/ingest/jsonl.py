"""Reports as JSON objects, one a line: of anybody (keys by several names), and of our own export, which comes back
exactly as it went out (``article_record``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from sayso.errors import BadRecord, SaysoError
from sayso.ingest.draft import Draft, Stamps, assemble, language_code, outlet_of
from sayso.ingest.found import Found, Origin, Rejected
from sayso.ingest.jsontext import objects
from sayso.ingest.ninjs import is_ninjs, read_ninjs
from sayso.ingest.times import read_stamp
from sayso.model import ARTICLE_KINDS, STATUSES, Article, Credit, Provenance, Span
from sayso.records import interval_from, provenance_record

SCHEMA = 1
# What others call what we keep; the first that is there and not empty is meant.
KEYS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "maintext", "articleBody"),
    "title": ("title", "headline"),
    "address": ("address", "url", "link", "canonical_url"),
    "language": ("language", "lang", "inLanguage"),
    "published": ("published_at", "published", "date", "date_publish", "datePublished", "pubDate"),
    "modified": ("modified_at", "modified", "updated", "date_modify", "dateModified"),
    "fetched": ("fetched_at", "fetched", "date_download", "crawled_at"),
    "outlet": ("outlet", "publisher", "source", "source_domain", "site"),
    "byline": ("bylines", "byline", "authors", "author"),
    "credit": ("credits", "credit", "creditline", "agency"),
    "dateline": ("dateline",),
    "kind": ("kind",),
    "status": ("status",),
    "id": ("id", "doc"),
}
_READING_KEYS = frozenset(("attributions", "quantities", "entities"))
_HINT = f"the text is asked for as one of {', '.join(KEYS['text'])} (docs/ingest.md)"


def read_jsonl(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The reports of a stream of JSON, ninjs objects among them; a line that is none is rejected by its number."""
    for placed in objects(stream, origin.name):
        if isinstance(placed.record, SaysoError):
            yield Rejected(origin.name, placed.place, placed.record)
            continue
        try:
            yield article_from(placed.record, origin, placed.place)
        except SaysoError as error:
            yield Rejected(origin.name, placed.place, error)


def article_from(record: Mapping[str, Any], origin: Origin, place: str) -> Article:
    """The report of one object.  Raises ``BadRecord`` and ``EmptyText``, both naming the place."""
    here = replace(origin, name=f"{origin.name}, {place}", doc=None)
    if is_ninjs(record):
        return read_ninjs(record, here)
    if isinstance(record.get("body"), list):
        return _own(record, origin, place)
    return _foreign(record, here, origin, place)


def _foreign(record: Mapping[str, Any], here: Origin, origin: Origin, place: str) -> Article:
    text = _value(record, "text")
    if text is None and _READING_KEYS & record.keys():
        raise BadRecord(
            origin.name, place, "what sayso read found, without the text", "give the reports themselves"
        )
    if text is None:
        given = ", ".join(map(str, list(record)[:8])) or "nothing"
        raise BadRecord(origin.name, place, f"no text in it (keys: {given[:200]})", _HINT)
    if not isinstance(text, str):
        raise BadRecord(origin.name, place, f"a text of type {type(text).__name__}", _HINT)
    kind, status = _one_of(record, "kind", ARTICLE_KINDS), _one_of(record, "status", STATUSES)
    fetched = read_stamp(_value(record, "fetched"), "fetched")
    draft = Draft(
        text=text,
        title=_words(record, "title"),
        address=_words(record, "address"),
        language=_words(record, "language"),
        kind=kind[0],
        status=status[0],
        outlet=_words(record, "outlet"),
        bylines=_list(record, "byline"),
        credits=_list(record, "credit"),
        dateline=_words(record, "dateline"),
        published=_value(record, "published"),
        modified=_value(record, "modified"),
        doubts=tuple(filter(None, (fetched.doubt, kind[1], status[1]))),
    )
    return assemble(draft, replace(here, doc=_id(record), fetched_at=fetched.moment or origin.fetched_at))


def _value(record: Mapping[str, Any], key: str) -> Any:
    for name in KEYS[key]:
        value = record.get(name)
        if value not in (None, "", [], {}):
            return value
    return None


def _words(record: Mapping[str, Any], key: str) -> str | None:
    """One string; of an object its name, as schema.org writes publishers."""
    found = _list(record, key)
    return found[0] if found else None


def _list(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = _value(record, key)
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and name.strip():
            found.append(name.strip())
    return tuple(found)


def _id(record: Mapping[str, Any]) -> str | None:
    value = _value(record, "id")
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _one_of(record: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> tuple[str, str | None]:
    value = _value(record, key)
    if value is None or value in allowed:
        return value or allowed[0], None
    return allowed[0], f"{key} {str(value)[:40]!r} is none of {', '.join(allowed)}"


def article_record(article: Article) -> dict[str, Any]:
    """An article as one record of ours; ``article_from`` makes the same article of it."""
    return {
        "schema": SCHEMA,
        "id": article.id,
        "address": article.address,
        "language": article.language,
        "published": None
        if article.published is None
        else [article.published.start.isoformat(), article.published.end.isoformat()],
        "title": _pair(article.title),
        "body": _pair(article.body),
        **provenance_record(article.provenance),
        "text": article.text,
    }


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _own(record: Mapping[str, Any], origin: Origin, place: str) -> Article:
    """A record of ours; every field is looked at again, for a file can be edited."""
    try:
        text = record["text"]
        if not isinstance(text, str):
            raise TypeError("text")
        pair = record.get("published")
        return Article(
            id=str(record["id"]),
            text=text,
            body=_required(record["body"], text),
            title=_span(record.get("title"), text),
            language=language_code(record.get("language")),
            published=interval_from(pair) if pair else None,
            address=record.get("address") or None,
            provenance=_own_provenance(record, text, origin),
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        told = f"a record of sayso export that was damaged ({str(error)[:80]})"
        raise BadRecord(origin.name, place, told, "export it again") from error


def _own_provenance(record: Mapping[str, Any], text: str, origin: Origin) -> Provenance:
    fetched = read_stamp(record.get("fetched_at"), "fetched").moment or origin.fetched_at
    stamps = Stamps.of(record.get("published_at"), record.get("modified_at"), fetched)
    kind, status = _one_of(record, "kind", ARTICLE_KINDS), _one_of(record, "status", STATUSES)
    doubts = (*map(str, record.get("doubts") or ()), *stamps.doubts, *filter(None, (kind[1], status[1])))
    return Provenance(
        kind=kind[0],
        status=status[0],
        outlet=outlet_of(record.get("outlet")),
        dateline=_span(record.get("dateline"), text),
        bylines=tuple(map(str, record.get("bylines") or ())),
        credits=tuple(
            Credit(str(each["outlet"]), str(each["row"]), _span(each.get("span"), text))
            for each in record.get("credits") or ()
        ),
        published_at=stamps.published.moment,
        modified_at=stamps.modified.moment,
        fetched_at=fetched,
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _span(pair: Any, text: str) -> Span | None:
    return None if pair is None else _required(pair, text)


def _required(pair: Any, text: str) -> Span:
    start, end = pair
    if not (isinstance(start, int) and isinstance(end, int) and end <= len(text)):
        raise ValueError(f"{pair} is no span of the text")
    return Span(start, end)
