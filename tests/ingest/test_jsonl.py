"""JSON lines: reports of anybody, ninjs, our own export; a broken line says which one it is."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sayso.addresses import article_id
from sayso.errors import BadRecord, EmptyText, Malformed, SaysoError, TooLarge
from sayso.ingest.found import Found, Origin, Rejected
from sayso.ingest.jsonl import KEYS, article_from, article_record, read_jsonl
from sayso.model import Article, Credit, DateInterval, Provenance, Span
from sayso.settings import Settings

ORIGIN = Origin("vesti.jsonl", fetched_at=datetime(2024, 11, 6, tzinfo=UTC))
BAKER: Mapping[str, Any] = {
    "title": "Kruha ni",
    "text": "Pek je rekel, da kruha ni.\r\nPotem je odšel.",
    "url": "https://www.glasnik.si/kruh?utm_source=x",
    "outlet": "Obalni glasnik",
    "published": "2024-11-05T10:00:00+01:00",
    "language": "sl-SI",
    "authors": ["Nina Hale", {"name": "Ivo Kos"}],
    "credit": "STA, AFP",
    "kind": "release",
}


def read(*lines: object, origin: Origin = ORIGIN) -> list[Found]:
    data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return list(read_jsonl(io.BytesIO(data), origin))


def article(found: Found) -> Article:
    assert isinstance(found, Article), found
    return found


def rejected(found: Found) -> tuple[str, SaysoError]:
    assert isinstance(found, Rejected), found
    return found.place, found.error


def test_every_field_of_a_line() -> None:
    found = article(read(BAKER)[0])
    assert found.text == "Kruha ni\n\nPek je rekel, da kruha ni.\r\nPotem je odšel."
    assert found.title == Span(0, 8)
    assert found.body.slice(found.text) == BAKER["text"]
    assert found.id == article_id("", "https://glasnik.si/kruh")
    assert found.language == "sl"
    assert found.published == DateInterval(date(2024, 11, 5), date(2024, 11, 6))
    given = found.provenance
    assert (given.kind, given.status, given.outlet) == ("release", "usable", "outlet:obalni-glasnik")
    assert given.bylines == ("Nina Hale", "Ivo Kos")
    assert [each.outlet for each in given.credits] == ["outlet:sta", "outlet:afp"]
    assert given.published_at == datetime(2024, 11, 5, 9, tzinfo=UTC)
    assert given.fetched_at == ORIGIN.fetched_at
    assert given.doubts == ()


@pytest.mark.parametrize("key", ["text", "title", "address", "language", "outlet"])
def test_every_name_of_a_key_is_read(key: str) -> None:
    value = {"address": "https://glasnik.si/a", "language": "sl", "outlet": "STA"}.get(key, "Pek molči.")
    base = {} if key == "text" else {"text": "Kruha ni."}
    found = [article(read({**base, name: value})[0]) for name in KEYS[key]]
    assert len({each.id for each in found}) == 1
    assert all(each == found[0] for each in found)


def test_a_text_that_holds_its_title_stays_as_it_is() -> None:
    text = "  Kruha ni\n \nPek je rekel.\n"
    found = article(read({"text": text, "title": "Kruha  ni"})[0])
    assert found.text == text
    assert found.title is not None
    assert found.title.slice(text) == "Kruha ni"
    assert found.body.slice(text) == "Pek je rekel."


def test_what_is_unknown_is_a_doubt_and_no_guess() -> None:
    found = article(
        read({"text": "Kruha ni.", "kind": "novica", "credit": "xq", "published": "9999-12-31"})[0]
    )
    assert found.published is None
    assert found.provenance.kind == "report"
    assert found.provenance.credits == ()
    assert [doubt.split()[0] for doubt in found.provenance.doubts] == ["published", "kind", "credit"]


def test_our_own_export_comes_back_exactly() -> None:
    time = datetime(2024, 11, 5, 9, 30, tzinfo=UTC)
    text = "\ufeffKruha ni\n\nLjubljana – Pek je rekel. (AFP)\n"
    whole = Article(
        "kruh",
        text,
        Span(11, len(text) - 1),
        Span(1, 9),
        "sl",
        DateInterval(date(2024, 11, 1), date(2024, 12, 1)),
        "urn:x:1",
        Provenance(
            "transcript",
            "corrected",
            "glasnik.si",
            Span(11, 20),
            ("N. H.",),
            (
                Credit("outlet:afp", "credits.tsv:AFP", Span(38, 41)),
                Credit("outlet:sta", "field:credit line"),
            ),
            time,
            time,
            time,
            ("modified 'x' is no date",),
        ),
    )
    line = json.loads(json.dumps(article_record(whole)))
    assert article_from(line, Origin("izvoz.jsonl"), "line 1") == whole
    for key, value in {"body": [0, 9999], "text": 5, "id": None, "title": [5], "credits": [{}]}.items():
        damaged = {**line, key: value}
        if key == "id":
            del damaged["id"]
        with pytest.raises(BadRecord, match="damaged"):
            article_from(damaged, Origin("izvoz.jsonl"), "line 1")


def test_a_broken_line_is_named_and_the_others_go_on() -> None:
    deep = b"[" * 100_000
    found = read(
        BAKER, b"", b'{"text": "\xff"}', [1], {"a": 1}, {"doc": "a", "attributions": []}, deep, b"{", BAKER
    )
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Article)
    places = [rejected(each)[0] for each in found[1:-1]]
    assert places == ["line 3", "line 4", "line 5", "line 6", "line 7", "line 8"]
    messages = [str(rejected(each)[1]) for each in found[1:-1]]
    for message, part in zip(
        messages,
        [
            "vesti.jsonl, line 3: not UTF-8 at byte 10 of it (0xff)",
            "a JSON array, not an object",
            "no text in it (keys: a); the text is asked for as one of text, body",
            "what sayso read found, without the text",
            "JSON that nests too deeply",
            "not JSON at character 2 (expecting property name",
        ],
        strict=True,
    ):
        assert part in message
        assert "\n" not in message


def test_arrays_and_objects_over_many_lines() -> None:
    assert [type(each) for each in read(b'[{"text": "Kruha ni."},\n 5]')] == [Article, Rejected]
    assert article(read(b'{"text":\n "Kruha ni."}')[0]).text == "Kruha ni."
    assert article(read(b'\xef\xbb\xbf{"text": "Kruha ni."}')[0]).text == "Kruha ni."
    assert [rejected(each)[0] for each in read(b'{"text": \n{"text"')] == ["line 1", "line 2"]
    place, error = rejected(read(b"[" * 100_000)[0])
    assert place == ""
    assert isinstance(error, Malformed)
    assert read(b"") == []


def test_a_line_without_end_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.jsontext.Settings", lambda: Settings(text_limit=1000))
    found = read({"text": "Kruha ni."}, b'{"text": "' + b"a" * 5000 + b'"}', {"text": "Kruh je."})
    assert [type(each) for each in found] == [Article, Rejected, Article]
    assert isinstance(rejected(found[1])[1], TooLarge)
    assert rejected(found[1])[0] == "line 2"


NINJS: Mapping[str, Any] = {
    "uri": "urn:novice:2024:17",
    "type": "text",
    "standard": {"name": "ninjs", "version": "2.0"},
    "firstcreated": "2024-11-05T09:00:00Z",
    "versioncreated": "2024-11-05T10:00:00Z",
    "language": "sl",
    "by": "Nina Hale",
    "infosources": [{"name": "AFP"}],
    "provider": {"name": "STA"},
    "headlines": [{"role": "short", "value": "Kruh"}, {"role": "main", "value": "Kruha ni"}],
    "bodies": [
        {"contenttype": "text/plain", "value": "Drugače."},
        {
            "contenttype": "text/html",
            "value": "<p>Pek je <b>rekel</b>.</p><figure>Slika</figure><p>Odšel&nbsp;je.</p>",
        },
    ],
    "associations": [{"name": "slika", "type": "picture"}],
}


def test_ninjs() -> None:
    found = article(read(NINJS)[0])
    assert found.text == "Kruha ni\n\nPek je rekel.\n\nOdšel je."
    assert found.address == "urn:novice:2024:17"
    given = found.provenance
    assert (given.outlet, given.bylines, given.status) == ("outlet:sta", ("Nina Hale",), "usable")
    assert [each.outlet for each in given.credits] == ["outlet:afp"]
    assert given.published_at == datetime(2024, 11, 5, 9, tzinfo=UTC)
    assert given.modified_at == datetime(2024, 11, 5, 10, tzinfo=UTC)


def test_ninjs_of_the_first_generation_and_web_addresses() -> None:
    old = {"uri": "tag:a,2024:1", "headline": "Kruha ni", "body_html": "<p>Pek.</p>", "byline": "Nina Hale"}
    assert article(read(old)[0]).text == "Kruha ni\n\nPek."
    page = {**NINJS, "renditions": [{"contenttype": "text/html", "href": "https://glasnik.si/kruh"}]}
    assert article(read(page)[0]).address == "https://glasnik.si/kruh"


@pytest.mark.parametrize(
    ("status", "meant", "doubts"),
    [
        ("usable", "usable", []),
        ("canceled", "withdrawn", []),
        ("withheld", "withdrawn", ["withheld by its provider until further notice"]),
        ("novo", "usable", ["pubstatus 'novo' is none of usable, withheld, canceled"]),
    ],
)
def test_publication_status(status: str, meant: str, doubts: list[str]) -> None:
    given = article(read({**NINJS, "pubstatus": status})[0]).provenance
    assert (given.status, list(given.doubts)) == (meant, doubts)


def test_a_kill_without_text_is_kept() -> None:
    kill = {"uri": "urn:novice:2024:17", "pubstatus": "canceled", "ednote": "Umik vesti."}
    assert article(read(kill)[0]).text == "Umik vesti."
    del kill["ednote"]
    found = article(read(kill)[0])
    assert (found.text, found.address, found.provenance.status) == ("", "urn:novice:2024:17", "withdrawn")


def test_embargo_and_pictures() -> None:
    doubts = article(read({**NINJS, "embargoed": "2024-11-07T00:00:00Z"})[0]).provenance.doubts
    assert doubts == ("embargoed until 2024-11-07T00:00:00+00:00",)
    place, error = rejected(read({**NINJS, "type": "picture"})[0])
    assert isinstance(error, EmptyText)
    assert "vesti.jsonl, line 1: an item of type 'picture'" in str(error)
    assert place == "line 1"
