"""JSON-LD: another program expands it, with nothing fetched."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from sayso.export.linked import write_jsonld
from sayso.ledger.reports import KeptReport

SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"


def graph_of(reports: list[KeptReport]) -> str:
    stream = io.StringIO(newline="")
    write_jsonld(iter(reports), stream)
    return stream.getvalue()


def expanded(written: str) -> dict[str, Any]:
    jsonld = pytest.importorskip("pyld.jsonld", reason="pyld is not installed")

    def refuse(url: str, options: object) -> Any:
        raise AssertionError(f"{url} would be fetched")

    nodes = jsonld.expand(json.loads(written), {"documentLoader": refuse})
    return {node["@id"]: node for node in nodes}


def test_an_article_its_reading_and_its_claims(reports: list[KeptReport]) -> None:
    nodes = expanded(graph_of(reports))
    article = nodes["urn:sayso:version:ver1"]
    assert article["@type"] == [SCHEMA + "NewsArticle"]
    assert article[SCHEMA + "headline"] == [{"@value": "Trajekt zamuja 🚢"}]
    assert article[SCHEMA + "url"] == [{"@id": "https://novice.primer.si/trajekt"}]
    assert article[SCHEMA + "datePublished"][0]["@value"] == "2025-03-04T12:30:00+00:00"
    claim = nodes[f"urn:sayso:claim:{reports[0].claims['a1']}"]
    assert claim["@type"] == [SCHEMA + "Claim", SCHEMA + "Quotation"]
    assert claim[SCHEMA + "text"] == [{"@value": "»Trajekt bo vozil junija,« … »Pristan\nje končan.«"}]
    assert claim[SCHEMA + "appearance"] == claim[PROV + "wasQuotedFrom"] == [{"@id": article["@id"]}]
    assert claim[SCHEMA + "author"][0]["@id"] == "urn:sayso:entity:person:tjasa-obrc"
    assert claim[SCHEMA + "author"][0]["@type"] == [SCHEMA + "Person"]
    assert claim[SCHEMA + "temporalCoverage"] == [{"@value": "2025-03"}, {"@value": "2025-03-04"}]
    assert claim["urn:sayso:vocabulary:relayedBy"][0]["@id"] in nodes
    reading = nodes[claim[PROV + "wasGeneratedBy"][0]["@id"]]
    assert reading[PROV + "used"] == [{"@id": article["@id"]}]
    assert reading[PROV + "endedAtTime"][0]["@value"] == "2025-03-05T07:00:00Z"
    assert reading[PROV + "wasAssociatedWith"][0][SCHEMA + "softwareVersion"] == [{"@value": "3"}]


def test_no_key_is_lost_when_it_is_expanded(reports: list[KeptReport]) -> None:
    written = graph_of(reports)
    nodes = expanded(written)
    for node in json.loads(written)["@graph"]:
        assert len(nodes[node["id"]]) == len(node)


def test_hostile_values(nasty: list[KeptReport]) -> None:
    written = graph_of(nasty)
    assert "<" not in written
    nodes = expanded(written)
    article = nodes["urn:sayso:version:ver9"]
    assert article[SCHEMA + "identifier"] == [{"@value": nasty[0].article.id}]
    assert SCHEMA + "url" not in article
    claim = nodes[f"urn:sayso:claim:{nasty[0].claims['a1']}"]
    assert len(claim[SCHEMA + "author"][0][SCHEMA + "name"][0]["@value"]) == 1_000_000


def test_a_graph_of_nothing() -> None:
    assert json.loads(graph_of([]))["@graph"] == []
