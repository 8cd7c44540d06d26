"""FollowTheMoney: the package itself accepts what is written, and changes nothing of it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from sayso.export.money import NAME, TEXT, write_ftm
from sayso.ledger.reports import KeptReport


def entities_of(reports: list[KeptReport]) -> list[dict[str, Any]]:
    stream = io.StringIO(newline="")
    count = write_ftm(iter(reports), stream)
    found = [json.loads(each) for each in stream.getvalue().split("\n")[:-1]]
    assert len(found) == count
    return found


def by_schema(entities: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [each for each in entities if each["schema"] == schema]


def test_who_is_quoted_where(reports: list[KeptReport]) -> None:
    found = entities_of(reports)
    article, other = by_schema(found, "Article")
    assert article["properties"]["title"] == ["Trajekt zamuja 🚢"]
    assert article["properties"]["language"] == ["slv"]
    assert article["properties"]["publishedAt"] == ["2025-03-04T12:30:00"]
    assert "publishedAt" not in other["properties"]
    (person,) = by_schema(found, "Person")
    assert person["properties"]["name"] == ["Tjaša Obrč"]
    first, second, third = by_schema(found, "Documentation")
    assert first["properties"]["document"] == [article["id"]]
    assert first["properties"]["entity"] == [person["id"]]
    assert first["properties"]["date"] == ["2025-03-04"]
    assert first["properties"]["summary"] == ["»Trajekt bo vozil junija,« … »Pristan\nje končan.«"]
    assert second["properties"]["entity"] == [by_schema(found, "Organization")[0]["id"]]
    assert third["properties"]["status"] == ["possible"]
    assert [each["properties"]["name"] for each in by_schema(found, "Mention")] == [["Jadran"]]


def test_somebody_quoted_twice_is_written_once(reports: list[KeptReport]) -> None:
    assert len(by_schema(entities_of([reports[0]] * 3), "Person")) == 1


def test_nobody_unnamed_becomes_an_entity(nasty: list[KeptReport]) -> None:
    found = entities_of(nasty)
    assert len(by_schema(found, "Documentation")) == 2
    assert not by_schema(found, "LegalEntity")


def test_values_keep_to_their_lengths(nasty: list[KeptReport]) -> None:
    found = entities_of(nasty)
    (person,) = by_schema(found, "Person")
    assert len(person["properties"]["name"][0]) == NAME
    assert person["properties"]["name"][0].endswith("…")
    assert max(len(each["properties"].get("summary", [""])[0]) for each in found) == TEXT
    assert not any("sourceUrl" in each["properties"] for each in found)


def test_the_package_takes_every_value_as_it_is(reports: list[KeptReport], nasty: list[KeptReport]) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    for entity in entities_of(reports + nasty):
        proxy = ftm.model.get_proxy(entity, cleaned=False)
        assert {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()} == {
            name: sorted(values) for name, values in entity["properties"].items()
        }
        proxy.schema.validate(entity)
        assert all(proxy.has(name) for name in proxy.schema.required)
