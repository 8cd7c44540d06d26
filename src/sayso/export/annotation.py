"""W3C Web Annotation (Recommendation of 23 February 2017): one annotation a claim, one target a span.

Positions of a ``TextPositionSelector`` are Unicode code points, not code units: sections 4.2.4 and 4.2.5 of the
model say so, and they are what Sayso counts.  They count in the text that Sayso keeps (``urn:sayso:version:…``); the
page it came from is the ``scope``, where the quote selector finds the words again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from sayso.errors import BadRecord
from sayso.export.document import web_address, write_document
from sayso.export.strict import Entry, json_value
from sayso.export.told import Told, told, urn
from sayso.ledger.reports import KeptReport
from sayso.model import Span

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"sayso": "urn:sayso:vocabulary:"}]
AROUND = 32
PARTS = ("source", "cue", "content")
TAGS = ("kind", "certainty", "act", "source_kind")
_HINT = "give a page of annotations that sayso export wrote"


def write_annotations(reports: Iterable[KeptReport], stream: IO[str]) -> int:
    """Write one page with an annotation for each claim; how many they were."""
    head = {"@context": CONTEXT, "id": urn("export", "annotations"), "type": "AnnotationPage"}
    items = (annotation(claim) for report in reports for claim in told(report))
    return write_document(stream, head, "items", items)


def annotation(claim: Told) -> dict[str, Any]:
    """One claim as an annotation."""
    maker = claim.report.maker
    return {
        "id": urn("claim", claim.id),
        "type": "Annotation",
        "motivation": ["identifying", "classifying"],
        "created": claim.report.read_at,
        "creator": {
            "id": urn("maker", f"{maker.stage}:{maker.name}:{maker.version}"),
            "type": "Software",
            "name": f"{maker.stage} {maker.name} {maker.version}",
        },
        "body": _bodies(claim),
        "target": _targets(claim),
        "sayso:score": claim.item.score,
        **({} if claim.relayed_by is None else {"sayso:relayedBy": urn("claim", claim.relayed_by)}),
    }


def _bodies(claim: Told) -> list[dict[str, str]]:
    found = []
    if claim.item.speaker is not None:
        body = {"type": "TextualBody", "purpose": "identifying", "format": "text/plain"}
        found.append({**body, "value": claim.item.speaker})
    if claim.item.speaker_entity is not None:
        found.append(
            {
                "type": "SpecificResource",
                "purpose": "identifying",
                "source": urn("entity", claim.item.speaker_entity),
            }
        )
    tags = ((name, getattr(claim.item, name)) for name in TAGS)
    return found + [
        {"type": "TextualBody", "purpose": "classifying", "value": f"{name}: {value}"}
        for name, value in tags
        if value is not None
    ]


def _targets(claim: Told) -> list[dict[str, Any]] | str:
    source = urn("version", claim.report.version_id)
    page = web_address(claim.report.article.address)
    scope = {} if page is None else {"scope": page}
    targets = [
        {
            "type": "SpecificResource",
            "source": source,
            **scope,
            "selector": _selectors(claim.report.article.text, span),
            "sayso:part": part,
        }
        for part in PARTS
        for span in getattr(claim.item, part)
    ]
    return targets or source


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.slice(text),
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
    ]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation read back: IRIs of claim and version, the spans, the classes."""

    claim: str
    version: str
    speaker: str | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    tags: tuple[str, ...]


def read_annotations(data: bytes, name: str, text_of: Callable[[str], str]) -> Iterator[Annotated]:
    """The annotations of a page, each checked against the text of its version (``text_of`` its IRI).

    Raises ``BadRecord`` where an annotation is not as the model asks, or where its selectors do not agree with
    the text; ``Malformed`` for what is no JSON.
    """
    page = Entry(json_value(data, name), name, "the page", _HINT) if data.lstrip()[:1] == b"{" else None
    if page is None or page.get("type", str) != "AnnotationPage" or page.value.get("@context") != CONTEXT:
        raise BadRecord(name, "the page", "no AnnotationPage with our @context", _HINT)
    for entry in page.entries("items"):
        yield _annotated(entry, text_of)


def _annotated(entry: Entry, text_of: Callable[[str], str]) -> Annotated:
    if entry.get("type", str) != "Annotation":
        raise entry.refused("'type' is not Annotation")
    spans: dict[str, list[Span]] = {part: [] for part in PARTS}
    target = entry.value.get("target")
    versions = {target} if isinstance(target, str) else set()
    for each in [] if versions else entry.entries("target"):
        versions.add(each.get("source", str))
        span = _span(each, text_of(each.get("source", str)))
        spans[each.one_of("sayso:part", PARTS)].append(span)
    if len(versions) != 1:
        raise entry.refused("its targets lie in other than one text")
    bodies = [each for each in entry.entries("body") if each.get("type", str) == "TextualBody"]
    purposes = [(each.get("purpose", str), each.get("value", str)) for each in bodies]
    return Annotated(
        claim=entry.get("id", str),
        version=versions.pop(),
        speaker=next((value for purpose, value in purposes if purpose == "identifying"), None),
        **{part: tuple(found) for part, found in spans.items()},
        tags=tuple(value for purpose, value in purposes if purpose == "classifying"),
    )


def _span(target: Entry, text: str) -> Span:
    by_type = {each.get("type", str): each for each in target.entries("selector")}
    if sorted(by_type) != ["TextPositionSelector", "TextQuoteSelector"]:
        raise target.refused("'selector' is not a position and a quote")
    position, quote = by_type["TextPositionSelector"], by_type["TextQuoteSelector"]
    start, end = position.get("start", int), position.get("end", int)
    if not 0 <= start <= end <= len(text):
        raise target.refused(f"[{start}, {end}) lies outside a text of {len(text)} characters")
    exact, prefix, suffix = (quote.get(key, str) for key in ("exact", "prefix", "suffix"))
    if text[start:end] != exact or not text[:start].endswith(prefix) or not text[end:].startswith(suffix):
        raise target.refused(f"the quotation does not stand at [{start}, {end})")
    return Span(start, end)
