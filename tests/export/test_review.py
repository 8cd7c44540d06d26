"""ClaimReview: drafts and reviews out, reviews of others in."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from sayso.errors import BadRecord, Malformed
from sayso.export.review import Review, read_reviews, write_reviews
from sayso.ledger.reports import KeptReport


def written(reports: list[KeptReport], reviews: dict[str, Review] | None = None) -> str:
    stream = io.StringIO(newline="")
    write_reviews(iter(reports), stream, reviews)
    return stream.getvalue()


def review_of(reports: list[KeptReport]) -> Review:
    return Review(
        claim="Trajekt bo vozil junija",
        reviewer="Preverjevalci",
        verdict="delno res",
        value=3.0,
        best=5.0,
        worst=1.0,
        address="https://preverjamo.primer.si/trajekt",
        published="2025-03-09",
        speaker="Tjaša Obrč",
        appearances=("https://novice.primer.si/trajekt",),
        claim_id=reports[0].claims["a1"],
    )


def test_a_review_comes_back_as_it_went_out(reports: list[KeptReport]) -> None:
    review = review_of(reports)
    data = written(reports, {reports[0].claims["a1"]: review})
    assert list(read_reviews(data.encode(), "x.json")) == [review]
    (node,) = json.loads(data)["@graph"]
    assert node["itemReviewed"]["author"]["@type"] == "Person"
    assert node["itemReviewed"]["datePublished"] == "2025-03-04"


def test_without_judgements_there_are_drafts_which_are_no_reviews(
    reports: list[KeptReport], nasty: list[KeptReport]
) -> None:
    data = written(reports + nasty)
    nodes = json.loads(data)["@graph"]
    assert len(nodes) == 7
    assert all(node["creativeWorkStatus"] == "Draft" and "reviewRating" not in node for node in nodes)
    assert list(read_reviews(data.encode(), "x.json")) == []
    assert "</script" not in data


def test_it_is_linked_data(reports: list[KeptReport]) -> None:
    jsonld = pytest.importorskip("pyld.jsonld", reason="pyld is not installed")
    document = json.loads(written(reports, {reports[0].claims["a1"]: review_of(reports)}))
    (node,) = jsonld.expand({**document, "@context": {"@vocab": "https://schema.org/"}})
    assert node["@type"] == ["https://schema.org/ClaimReview"]
    assert node["https://schema.org/reviewRating"][0]["https://schema.org/ratingValue"] == [{"@value": 3.0}]


PLAIN: dict[str, Any] = {
    "@type": "ClaimReview",
    "claimReviewed": "Mlin stoji",
    "author": {"@type": "Organization", "name": "Preverjevalci"},
    "reviewRating": {"@type": "Rating", "ratingValue": "1", "alternateName": "ni res"},
}


@pytest.mark.parametrize(
    "document",
    [
        PLAIN,
        [PLAIN],
        {"@graph": [{"@type": "WebPage"}, PLAIN]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [PLAIN]}]},
        {**PLAIN, "@type": ["Review", "http://schema.org/ClaimReview"]},
        {**PLAIN, "author": [{"name": "Preverjevalci"}, "X"]},
        {**PLAIN, "author": "Preverjevalci"},
        {**PLAIN, "reviewRating": [PLAIN["reviewRating"]]},
        {**PLAIN, "itemReviewed": {"@type": "CreativeWork", "author": {"name": ""}}},
        {**PLAIN, "url": "javascript:alert(1)"},
    ],
)
def test_the_shapes_in_use(document: Any) -> None:
    found = list(read_reviews(json.dumps(document).encode(), "x.json"))
    assert found == [Review("Mlin stoji", "Preverjevalci", "ni res", 1.0)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"claimReviewed": None}, "claimReviewed"),
        ({"claimReviewed": 3}, "claimReviewed"),
        ({"author": {}}, "'author' has no name"),
        ({"reviewRating": {}}, "neither alternateName"),
        ({"reviewRating": "bad"}, "no object"),
        ({"reviewRating": {"ratingValue": "much"}}, "no number"),
        ({"reviewRating": {"ratingValue": "nan"}}, "no number"),
        ({"reviewRating": {"ratingValue": True}}, "no number"),
        ({"datePublished": "yesterday"}, "no date"),
    ],
)
def test_a_review_that_says_nothing_is_told_and_the_others_go_on(change: dict[str, Any], told: str) -> None:
    bad, good = read_reviews(json.dumps([{**PLAIN, **change}, PLAIN]).encode(), "x.json")
    assert isinstance(bad, BadRecord)
    assert "review 1" in str(bad) and told in str(bad)
    assert isinstance(good, Review)


def test_what_is_no_json_or_nests_without_end() -> None:
    with pytest.raises(Malformed):
        list(read_reviews(b"<script>", "x.json"))
    with pytest.raises(Malformed):
        list(read_reviews(b'{"@graph":' * 100_000, "x.json"))
    deep = b'{"@graph":' * 300 + json.dumps(PLAIN).encode() + b"}" * 300
    assert list(read_reviews(deep, "x.json")) == []
