"""``sayso follow`` at its edge: saved, shown once, as text, JSON and RSS."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from sayso.ingest.text import article_from_text
from sayso.intake import Given, keep, read_versions
from sayso.ledger import Ledger
from sayso.ledger.hits import Hit
from sayso.model import Span
from sayso.pipeline import Reader
from sayso.read.fake import FakeEncoder
from sayso.serve import cli
from sayso.serve.rss import rss


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "sayso.db"
    add(place, "two")
    return place


def add(place: Path, which: str) -> None:
    text = f"Mayor Nina Hale said that bridge <{which}> & road would open in May.\n"
    with Ledger(str(place)) as ledger:
        kept = keep(ledger, article_from_text(text, which), Given(language="en"))
        assert [
            each.claims for each in read_versions(ledger, [kept.version], lambda: Reader(FakeEncoder()))
        ] == [1]


def sayso(place: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.app, ["follow", *arguments, "--ledger", str(place)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_saved_and_then_shown_once(place: Path) -> None:
    assert sayso(place, "b", "bridge", "road")[1].startswith(
        "followed from now on (1 claims answer it already"
    )
    assert sayso(place, "b")[1].startswith("nothing new since 20")
    add(place, "three")
    assert sayso(place)[1].startswith("b: 1 new since 20")
    for arguments in (["--peek"], ["--peek", "--rss"], ["--peek", "--json"], []):
        code, out, err = sayso(place, "b", *arguments)
        assert (code, err) == (0, "")
        assert "three" in out
    assert sayso(place, "b")[1].startswith("nothing new since 20")
    assert sayso(place)[1].endswith(" · bridge road\n")
    assert "b: 0 new" in sayso(place)[1]


def test_no_more_than_the_limit(place: Path) -> None:
    sayso(place, "b", "bridge")
    for which in ("three", "four", "five"):
        add(place, which)
    assert "2 new since" in sayso(place, "b", "--limit", "2")[1]
    assert "five" in sayso(place, "b", "--limit", "2", "--peek")[1]
    code, out, _ = sayso(place, "b", "--limit", "2", "--json")
    record = json.loads(out)
    assert (code, record["more"], len(record["hits"])) == (0, 0, 1)
    assert record["query"] == {"words": "bridge"}
    assert record["hits"][0]["read_at"].endswith("Z")


def test_json_and_what_the_docs_say(place: Path) -> None:
    _, out, _ = sayso(place, "b", "--who", "Nina Hale", "--said", "2025-05", "--first-hand", "--json")
    assert json.loads(out) == {
        "schema": 1,
        "follow": "b",
        "query": {"speaker": "Nina Hale", "said": ["2025-05-01", "2025-06-01"], "relayed": False},
        "known": 0,
    }
    (row,) = json.loads(sayso(place, "--json")[1])["follows"]
    assert (row["follow"], row["new"]) == ("b", 0)
    told = sayso(place)[1]
    assert "speaker Nina Hale, said from 2025-05-01 until before 2025-06-01, relayed no" in told
    docs = (Path(__file__).parents[2] / "docs" / "watch.md").read_text(encoding="utf-8")
    shown = json.loads(sayso(place, "b", "--json")[1])
    assert not [key for key in (*shown, *row, "known", "read_at") if f"`{key}`" not in docs]


def test_rss_is_valid_whatever_was_said(place: Path) -> None:
    sayso(place, "b & <c>", "bridge")
    add(place, "three")
    _, out, _ = sayso(place, "b & <c>", "--rss", "--peek")
    root = ElementTree.fromstring(out)  # noqa: S314
    assert (root.tag, root.attrib) == ("rss", {"version": "2.0"})
    channel = root[0]
    assert [channel.findtext(name) for name in ("title", "description")] == [
        "Sayso: b & <c>",
        "New claims: bridge",
    ]
    assert (channel.findtext("link") or "").startswith("https://")
    (entry,) = channel.findall("item")
    assert entry.findtext("title") == "Mayor Nina Hale: that bridge <three> & road would open in May"
    assert entry.find("guid").attrib == {"isPermaLink": "false"}  # type: ignore[union-attr]
    assert (entry.findtext("pubDate") or "").endswith(" GMT")
    assert entry.find("link") is None
    assert [each.tag for each in entry] == ["title", "description", "guid", "pubDate"]


def test_rss_holds_no_character_that_xml_cannot() -> None:
    words = "a\0b\x1b[31m\ufffe\u202e" + "ž" * 300
    hit = Hit(
        "c1", "v1", "doc", "Naslov", "javascript:alert(1)", None, "sl", None, None, None, (), "direct", "asserted",
        1.0, None, None, (), (), (Span(0, 3),), (words,),
    )  # fmt: skip
    written = rss("ime", "kaj", [hit], ["2025-03-05T12:00:00Z"])
    (entry,) = ElementTree.fromstring(written).iter("item")  # noqa: S314
    assert (entry.findtext("title") or "").startswith("no source named: a␀b")
    assert len(entry.findtext("title") or "") < 150
    assert entry.find("link") is None
    assert entry.findtext("pubDate") == "Wed, 05 Mar 2025 12:00:00 GMT"
    assert "\u202e" not in written


def test_names_and_mistakes(place: Path) -> None:
    assert "nothing is followed" in sayso(place)[1]
    assert json.loads(sayso(place, "--json")[1]) == {"schema": 1, "follows": []}
    code, _, err = sayso(place, "b")
    assert code == 8
    assert "'b' is not in this ledger; sayso follow shows what is followed" in err
    sayso(place, "b", "bridge")
    assert sayso(place, "b", "bridge")[1].startswith("'b' is followed already")
    for arguments, words in (
        (["b", "road"], "'b' follows bridge already"),
        (["b", "--json", "--rss"], "not both"),
        (["b", "bridge", "--peek"], "a question is saved, or"),
        (["--who", "Nina"], "give the NAME"),
        (["--forget"], "give the NAME"),
    ):
        code, _, err = sayso(place, *arguments)
        assert code == 2, arguments
        assert words in " ".join(err.replace("│", " ").split())
    assert sayso(place, "c", "--certainty", "perhaps")[0] == 8
    assert sayso(place, "b", "--forget") == (0, "no longer followed: b\n", "")
    assert "nothing is followed" in sayso(place)[1]
    assert sayso(place, "b", "--forget")[0] == 8


def test_without_a_ledger(tmp_path: Path) -> None:
    for arguments in ([], ["b"], ["b", "--forget"]):
        code, _, err = sayso(tmp_path / "none.db", *arguments)
        assert code == 8
        assert "there is no ledger yet" in err
