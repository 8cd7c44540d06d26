"""The records of schema 1."""

from __future__ import annotations

import dataclasses
import json

from serve_samples import english, slovene

from sayso.model import Entity, Span
from sayso.records import attribution_from, entity_from, error_record, report_record, to_json

REPORT_KEYS = ["schema", "doc", "lang", "published", "attributions", "dates", "quantities", "entities"]
ATTRIBUTION_KEYS = [
    "id",
    "source",
    "cue",
    "content",
    "speaker",
    "kind",
    "certainty",
    "relayed_by",
    "score",
    "act",
    "certainty_words",
    "source_kind",
    "speaker_entity",
    "said_at",
    "about",
    "why",
]


def test_keys_and_their_order() -> None:
    record = report_record(slovene())
    assert list(record) == REPORT_KEYS
    assert (record["schema"], record["doc"], record["lang"]) == (1, "most-2024", "sl")
    assert record["published"] == ["2024-10-01", "2024-11-01"]
    assert len(record["attributions"]) == 11
    for item in record["attributions"]:
        assert list(item) == ATTRIBUTION_KEYS


def test_an_attribution_in_full() -> None:
    report = slovene()
    item = report_record(report)["attributions"][1]
    text = report.article.text
    assert [text[start:end] for start, end in item["content"]] == ["Da izvajalec čaka na jeklo iz Poljske"]
    assert (item["id"], item["relayed_by"], item["speaker"]) == ("a2", "a3", "Alenka Hribar")
    assert item["score"] == 0.8765
    assert item["why"][0] == {
        "step": "network",
        "name": "anchor",
        "detail": "povedala",
        "score": 0.97,
        "evidence": [],
    }
    assert (item["speaker_entity"], item["said_at"], item["about"]) == (None, None, [])


def test_no_date_is_null() -> None:
    assert report_record(english())["published"] is None


def test_an_error_has_its_line() -> None:
    record = error_record("most", "most.txt: the text is empty")
    assert list(record) == [*REPORT_KEYS, "error"]
    assert record["attributions"] == []


def test_json_is_one_line_of_utf8_whatever_is_in_it() -> None:
    report = english()
    odd = dataclasses.replace(report.attributions[0], speaker="Č \ud800\n\u2028\x85 👩")
    record = report_record(dataclasses.replace(report, attributions=(odd,)))
    line = to_json(record)
    assert "Č" in line
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode("utf-8"))["attributions"][0]["speaker"] == odd.speaker


def test_records_lead_back_to_attributions_and_entities() -> None:
    report = dataclasses.replace(
        slovene(),
        entities=(Entity(Span(0, 4), "PER", "Alenka Hribar", "person:alenka-hribar", ("person:a-h",)),),
    )
    record = json.loads(to_json(report_record(report)))
    for item, made in zip(record["attributions"], report.attributions, strict=True):
        back = attribution_from(item)
        rounded = dataclasses.replace(made, score=round(made.score, 4), maker=back.maker)
        assert back == rounded
    assert tuple(map(entity_from, record["entities"])) == report.entities
