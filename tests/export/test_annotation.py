"""W3C Web Annotation: positions are code points, and every annotation agrees with its text."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from sayso.errors import BadRecord, Malformed
from sayso.export.annotation import CONTEXT, read_annotations, write_annotations
from sayso.export.told import told, urn
from sayso.ledger.reports import KeptReport


def page_of(reports: list[KeptReport]) -> str:
    stream = io.StringIO(newline="")
    assert write_annotations(iter(reports), stream) == sum(len(each.claims) for each in reports)
    return stream.getvalue()


def texts(reports: list[KeptReport]) -> Callable[[str], str]:
    by_iri = {urn("version", each.version_id): each.article.text for each in reports}
    return by_iri.__getitem__


def test_spans_come_back(reports: list[KeptReport], nasty: list[KeptReport]) -> None:
    everything = reports + nasty
    found = list(read_annotations(page_of(everything).encode(), "x.json", texts(everything)))
    claims = [claim for report in everything for claim in told(report)]
    assert [(each.source, each.cue, each.content) for each in found] == [
        (claim.item.source, claim.item.cue, claim.item.content) for claim in claims
    ]
    assert [each.speaker for each in found] == [claim.item.speaker for claim in claims]
    assert found[0].tags == ("kind: direct", "certainty: asserted", "act: say", "source_kind: person")


def test_positions_are_code_points_and_not_utf_16(reports: list[KeptReport]) -> None:
    page = json.loads(page_of(reports))
    assert page["@context"] == CONTEXT
    (content, *_) = [each for each in page["items"][0]["target"] if each["sayso:part"] == "content"]
    position, quote = content["selector"]
    text = reports[0].article.text
    assert "🚢" in text[: position["start"]]
    assert text[position["start"] : position["end"]] == quote["exact"] == "»Trajekt bo vozil junija,«"
    utf_16 = text.encode("utf-16-le")
    assert utf_16[2 * position["start"] : 2 * position["end"]].decode("utf-16-le") != quote["exact"]
    assert content["scope"] == "https://novice.primer.si/trajekt"


def test_an_address_that_is_none_is_no_scope(nasty: list[KeptReport]) -> None:
    page = json.loads(page_of(nasty))
    assert not any("scope" in each for each in page["items"][0]["target"])
    assert page["items"][2]["target"] == "urn:sayso:version:ver9"


def test_the_file_may_stand_in_a_page(nasty: list[KeptReport]) -> None:
    assert "<" not in page_of(nasty)
    assert "</script>" in json.loads(page_of(nasty))["items"][1]["target"][1]["selector"][1]["exact"]


def test_a_page_of_nothing() -> None:
    assert json.loads(page_of([]))["items"] == []


CHANGES: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda page: page.update(type="Annotation"), "AnnotationPage"),
    (lambda page: page["items"][0].update(type="Note"), "not Annotation"),
    (lambda page: page["items"][0]["target"][0]["selector"][0].update(start=1), "does not stand"),
    (lambda page: page["items"][0]["target"][0]["selector"][0].update(end=10**9), "outside a text"),
    (lambda page: page["items"][0]["target"][0]["selector"][1].update(exact="x"), "does not stand"),
    (lambda page: page["items"][0]["target"][0]["selector"][1].update(prefix="x"), "does not stand"),
    (lambda page: page["items"][0]["target"][0]["selector"].pop(), "a position and a quote"),
    (lambda page: page["items"][0]["target"][0].update({"sayso:part": "x"}), "not one of"),
    (
        lambda page: page["items"][0]["target"][0].update(source="urn:sayso:version:ver2"),
        "outside|stand|one text",
    ),
    (lambda page: page["items"].append(7), "no object"),
]


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_what_does_not_agree_is_refused(
    change: Callable[[dict[str, Any]], Any], told: str, reports: list[KeptReport]
) -> None:
    page = json.loads(page_of(reports))
    change(page)
    with pytest.raises(BadRecord, match=told):
        list(read_annotations(json.dumps(page).encode(), "x.json", texts(reports)))


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(Malformed):
        list(read_annotations(b"{", "x.json", str))
    with pytest.raises(BadRecord):
        list(read_annotations(b"[]", "x.json", str))
