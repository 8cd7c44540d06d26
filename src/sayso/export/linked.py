"""JSON-LD: articles and claims in schema.org's words, makers and times in those of PROV-O.

The context stands in the file, so that nothing is fetched.  A claim is a schema.org ``Claim``; one that is all in
quotation marks is a ``Quotation`` too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any

from sayso.export.document import web_address, write_document
from sayso.export.told import Told, iso_date, title_words, told, urn, written_spans
from sayso.ledger.reports import KeptReport

SCHEMA_ORG = "https://schema.org/"
CONTEXT: dict[str, Any] = {
    "@vocab": SCHEMA_ORG,
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sayso": "urn:sayso:vocabulary:",
    "id": "@id",
    "type": "@type",
    **{key: {"@id": key, "@type": "@id"} for key in ("url", "appearance")},
    **{key: {"@id": key, "@type": "Date"} for key in ("datePublished", "dateModified")},
    **{
        key: {"@id": key, "@type": "@id"}
        for key in (
            "prov:wasGeneratedBy",
            "prov:wasQuotedFrom",
            "prov:wasDerivedFrom",
            "prov:used",
            "prov:wasAssociatedWith",
            "sayso:relayedBy",
        )
    },
    "prov:endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
    "sayso:firstSeenAt": {"@id": "sayso:firstSeenAt", "@type": "xsd:dateTime"},
    "sayso:score": {"@id": "sayso:score", "@type": "xsd:double"},
}
_ARTICLE_TYPES = {"report": "NewsArticle", "post": "SocialMediaPosting"}
_PEOPLE = ("person",)
_GROUPS = {"office": "GovernmentOrganization", "state": "GovernmentOrganization", "medium": "NewsMediaOrganization",
           "agency": "NewsMediaOrganization", "organisation": "Organization"}  # fmt: skip


def write_jsonld(reports: Iterable[KeptReport], stream: IO[str]) -> int:
    """Write one graph with all articles, readings and claims; how many nodes they were."""
    nodes = (node for report in reports for node in nodes_of(report))
    return write_document(stream, {"@context": CONTEXT}, "@graph", nodes)


def nodes_of(report: KeptReport) -> Iterator[dict[str, Any]]:
    """The article, the reading and the claims of a report."""
    yield _filled(_article(report))
    yield _reading(report)
    for claim in told(report):
        yield _filled(claim_node(claim))


def article_iri(report: KeptReport) -> str:
    """The name of one text of an article."""
    return urn("version", report.version_id)


def speaker_node(claim: Told) -> dict[str, Any] | None:
    """Who the claim is ascribed to; ``None`` where nobody is named."""
    item = claim.item
    if item.speaker is None:
        return None
    kind = item.source_kind or ""
    type_ = "Person" if kind in _PEOPLE else _GROUPS.get(kind, "Thing")
    key = {} if item.speaker_entity is None else {"id": urn("entity", item.speaker_entity)}
    return {**key, "type": type_, "name": item.speaker}


def claim_node(claim: Told) -> dict[str, Any]:
    """One claim; keys without a value are ``None``."""
    item, quoted = claim.item, claim.item.kind in ("direct", "mixed")
    return {
        "id": urn("claim", claim.id),
        "type": ["Claim", "Quotation"] if item.kind == "direct" else "Claim",
        "identifier": claim.id,
        "text": claim.joined(item.content),
        "inLanguage": claim.report.record["lang"],
        "author": speaker_node(claim),
        "appearance": article_iri(claim.report),
        "temporalCoverage": [iso_date(each) for each in item.about] or None,
        "prov:wasQuotedFrom" if quoted else "prov:wasDerivedFrom": article_iri(claim.report),
        "prov:wasGeneratedBy": _reading_iri(claim.report),
        "sayso:relayedBy": None if claim.relayed_by is None else urn("claim", claim.relayed_by),
        "sayso:saidAt": iso_date(item.said_at),
        "sayso:kind": item.kind,
        "sayso:certainty": item.certainty,
        "sayso:act": item.act,
        "sayso:sourceKind": item.source_kind,
        "sayso:score": item.score,
        "sayso:source": claim.joined(item.source) or None,
        "sayso:cue": claim.joined(item.cue) or None,
        **{
            f"sayso:{part}Spans": written_spans(getattr(item, part)) or None
            for part in ("source", "cue", "content")
        },
    }


def _article(report: KeptReport) -> dict[str, Any]:
    article, provenance = report.article, report.article.provenance
    modified = provenance.modified_at
    return {
        "id": article_iri(report),
        "type": _ARTICLE_TYPES.get(provenance.kind, "Article"),
        "identifier": article.id,
        "headline": title_words(report),
        "url": web_address(article.address),
        "inLanguage": report.record["lang"],
        "datePublished": _date(report),
        "dateModified": None if modified is None else modified.isoformat(),
        "author": [{"type": "Person", "name": name} for name in provenance.bylines] or None,
        "publisher": _outlet(report.outlet),
        "sourceOrganization": [_outlet(each.outlet) for each in provenance.credits] or None,
        "version": report.number,
        "creativeWorkStatus": report.status,
        "sayso:article": report.article_id,
        "sayso:firstSeenAt": report.first_seen_at,
    }


def _date(report: KeptReport) -> str | None:
    """To the second where the article says so, else the day, month or year; a stretch of days is no date."""
    if report.article.provenance.published_at is not None:
        return report.article.provenance.published_at.isoformat()
    written = iso_date(report.article.published)
    return None if written is None or "/" in written else written


def _outlet(key: str | None) -> dict[str, str] | None:
    if key is None:
        return None
    return {"id": urn("entity", key), "type": "NewsMediaOrganization", "name": key.removeprefix("outlet:")}


def _reading_iri(report: KeptReport) -> str:
    maker = report.maker
    return urn("reading", f"{report.version_id}:{maker.stage}:{maker.name}:{maker.version}")


def _reading(report: KeptReport) -> dict[str, Any]:
    maker = report.maker
    agent = {
        "id": urn("maker", f"{maker.stage}:{maker.name}:{maker.version}"),
        "type": ["prov:SoftwareAgent", "SoftwareApplication"],
        "name": f"{maker.stage} {maker.name}",
        "softwareVersion": maker.version,
    }
    return {
        "id": _reading_iri(report),
        "type": "prov:Activity",
        "prov:used": article_iri(report),
        "prov:wasAssociatedWith": agent,
        "prov:endedAtTime": report.read_at,
    }


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value is not None}
