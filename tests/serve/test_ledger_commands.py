"""The ledger's commands: what is printed where, and with which exit code each ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sayso.pipeline import Reader
from sayso.read.fake import FakeEncoder
from sayso.serve import adding, cli

BRIDGE = "date 2025-05-02\nMayor Nina Hale said that two bridges would open in May.\n"
FERRY = "date 2025-04\nCaptain Oto Reed said that the ferry would wait.\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and the small reader without weights."""
    monkeypatch.setattr(adding, "make_reader", lambda: Reader(FakeEncoder()))
    monkeypatch.setattr(adding, "cores", lambda: 1)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sayso(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.app, list(arguments), input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout, result.stderr


def record(*arguments: str) -> dict[str, Any]:
    code, out, _ = sayso(*arguments, "--json")
    assert code == 0
    (line,) = out.splitlines()
    found: dict[str, Any] = json.loads(line)
    assert found["schema"] == 1
    return found


@pytest.fixture
def filled(place: Path) -> Path:
    news = place / "news"
    news.mkdir()
    (news / "bridge.txt").write_text(BRIDGE)
    (news / "ferry.txt").write_text(FERRY)
    assert sayso("add", "news", "-l", "en") == (0, "2 new; 2 read, 2 claims\n", "")
    return place


def test_adding_again_changes_nothing(filled: Path) -> None:
    assert (filled / "sayso.db").is_file()
    assert sayso("add", "news", "-l", "en") == (0, "2 known; 0 read, 0 claims\n", "")
    (filled / "news" / "ferry.txt").write_text(FERRY.replace("wait", "go"))
    assert record("add", "news", "-l", "en")["kept"] == {"again": 1, "new": 1}


def test_find_prints_who_what_where(filled: Path) -> None:
    code, out, err = sayso("find", "bridges")
    assert (code, err) == (0, "")
    first, _, heading, words, where = out.rstrip("\n").splitlines()
    assert first == "1 claim"
    assert heading == "2025-05-02  Mayor Nina Hale  ● asserted"
    assert words.strip() == "that two bridges would open in May"
    assert where.strip().startswith("outlet unknown · news__bridge · ") or "bridge ·" in where
    assert not any(line != line.rstrip() for line in out.splitlines())


def test_find_as_json(filled: Path) -> None:
    found = record("find", "ferry", "--said", "2025")
    assert (found["total"], found["hits"]) == (0, [])
    found = record("find", "ferry", "--published", "2025-04", "--who", "Reed")
    assert found["query"] == {
        "words": "ferry", "speaker": "Reed", "published": ["2025-04-01", "2025-05-01"], "limit": 20, "skip": 0,
    }  # fmt: skip
    (hit,) = found["hits"]
    assert hit["words"] == ["that the ferry would wait"]
    assert FERRY[slice(*hit["content"][0])] == "that the ferry would wait"
    assert (hit["speaker"], hit["certainty"]) == ("Captain Oto Reed", "asserted")
    assert (hit["published"], hit["outlet"]) == ("2025-04-01", None)


def test_who_in_any_part_of_the_name(filled: Path) -> None:
    code, out, _ = sayso("who", "hale")
    assert code == 0
    assert out.startswith("Mayor Nina Hale  person:")
    assert "that two bridges would open in May" in out
    assert [each["names"] for each in record("who", "Nina")["parties"]] == [["Mayor Nina Hale"]]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("find", "submarine"), "nothing found; fewer or shorter words find more (begin*)"),
        (("find", "bridges", "--skip", "5"), "no more claims: give a smaller --skip"),
        (("who", "Mayo"), "nothing found; near are: Mayor Nina Hale"),
    ],
)
def test_no_answer_says_what_to_try(filled: Path, arguments: tuple[str, ...], says: str) -> None:
    assert sayso(*arguments) == (0, says + "\n", "")


def test_outlets(filled: Path) -> None:
    code, out, _ = sayso("outlets")
    assert code == 0
    assert out.splitlines()[-1].split()[:2] == ["(unknown)", "2"]
    (row,) = record("outlets")["outlets"]
    assert (row["outlet"], row["articles"], row["claims"]) == (None, 2, 2)
    assert row["own_voice"] + row["attributed"] == pytest.approx(1)


@pytest.mark.parametrize("command", [("find", "x"), ("who", "x"), ("outlets",), ("retry",), ("rebuild",)])
def test_without_a_ledger(place: Path, command: tuple[str, ...]) -> None:
    code, out, err = sayso(*command)
    assert (code, out) == (8, "")
    assert err.startswith("sayso: ledger sayso.db: there is no ledger yet (sayso add makes one)")
    assert not (place / "sayso.db").exists()


def test_an_empty_ledger(place: Path) -> None:
    (place / "a.txt").write_text(BRIDGE)
    assert sayso("add", "a.txt", "--no-read", "-l", "en")[1] == "1 new; 0 read, 0 claims\n"
    assert sayso("find", "bridges")[1] == "this ledger holds no claims yet: sayso add FILE… fills it\n"
    assert sayso("retry", "--show")[1] == "0 failed, 1 not read yet\n"
    assert sayso("retry")[1] == "1 read, 1 claims\n"


def test_failures_are_lines_and_the_rest_goes_on(place: Path) -> None:
    (place / "good.txt").write_text(BRIDGE)
    (place / "bad.txt").write_bytes(b"\xff\xfe\xfa not a text \xff")
    (place / "fr.txt").write_text("1\nfr\n2025-03-01\n\nLe pont\nLe maire dit que le pont est ouvert.\n")
    code, out, err = sayso("add", ".", "--json")
    assert code == 7
    found = json.loads(out)
    assert (found["kept"], found["read"]) == ({"new": 2}, 1)
    assert found["failures"]["UnsupportedLanguage"] == 1
    assert len(found["failures"]) == 2
    assert "language 'fr' is not supported" in err
    assert sayso("retry", "--show")[1].splitlines()[-1] == "1 failed, 0 not read yet"


def test_kinds_and_another_ledger(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "a.txt").write_text(BRIDGE)
    assert sayso("add", "a.txt", "--kind", "rumour")[0] == 2
    assert sayso("add", "a.txt", "--kind", "release", "-l", "en", "--ledger", "desk.db")[0] == 0
    monkeypatch.setenv("SAYSO_LEDGER", str(place / "desk.db"))
    assert record("find", "bridges")["total"] == 1
    assert not (place / "sayso.db").exists()


def test_forgetting_asks_first(filled: Path) -> None:
    (hit,) = record("find", "ferry")["hits"]
    arguments = ("forget", hit["claim"], "--reason", "court order", "--by", "M. Kos")
    assert CliRunner().invoke(cli.app, list(arguments), input="n\n").exit_code == 1
    assert record("find", "ferry")["total"] == 1
    code, out, _ = sayso(*arguments, "--yes")
    assert (code, out) == (0, "erased: 1 text(s), 1 claim(s); a tombstone stays\n")
    assert record("find", "ferry")["total"] == 0
    assert "1 forgotten before, not taken in" in sayso("add", "news", "-l", "en")[1]


def test_rebuild_and_doctor(filled: Path) -> None:
    assert sayso("rebuild")[1] == "2 articles laid out anew\n"
    code, out, _ = sayso("doctor", "--json")
    found = json.loads(out)
    assert found["counts"]["claim"] == 2
    assert found["wrong"] == ([] if code == 0 else found["wrong"])
    (filled / "sayso.db").chmod(0o644)
    code, out, _ = sayso("doctor")
    assert code == 1
    assert "wrong: sayso.db can be read by others (mode 0644); chmod 600 sayso.db" in out


def test_formats_are_listed_and_written(filled: Path) -> None:
    code, out, _ = sayso("export")
    assert code == 0
    assert {"jsonl", "csv", "brat", "annotation"} <= {line.split()[0] for line in out.splitlines()}
    assert sayso("export", "csv", "--out", "claims.csv") == (0, "claims.csv: 2 claims\n", "")
    assert len((filled / "claims.csv").read_text().splitlines()) == 3
    code, out, err = sayso("export", "odt")
    assert (code, out) == (9, "")
    assert "'odt'" in err
    (hit,) = record("find", "ferry")["hits"]
    assert sayso("export", "csv", "--claim", hit["claim"], "--out", "one.csv")[1] == "one.csv: 1 claims\n"
    assert sayso("export", "csv", "--claim", "none")[0] == 8


def test_what_was_exported_can_be_added_again(filled: Path) -> None:
    assert sayso("export", "jsonl", "--out", "all.jsonl")[0] == 0
    assert sayso("add", "all.jsonl", "--ledger", "other.db")[1] == "2 new; 2 read, 2 claims\n"
    assert record("find", "ferry", "--ledger", "other.db")["total"] == 1


def test_evidence_is_sealed_and_checked(filled: Path) -> None:
    (hit,) = record("find", "ferry")["hits"]
    sealed = record("evidence", hit["claim"], "--out", "ferry.json")
    assert sealed["claims"] == [hit["claim"]]
    code, out, _ = sayso("verify-evidence", "ferry.json", "--root", sealed["root"])
    assert (code, out.splitlines()[-1]) == (0, f"root {sealed['root']}")
    assert sayso("evidence", hit["claim"], "--out", "ferry.json")[0] == 3  # never written over
    path = filled / "ferry.json"
    path.write_bytes(path.read_bytes().replace(b"would wait", b"would walt", 1))
    code, out, err = sayso("verify-evidence", "ferry.json")
    assert (code, out) == (9, "")
    assert "it was changed after it was sealed" in err


def test_marks_go_out_and_come_back(filled: Path) -> None:
    assert sayso("export", "brat", "--out", "marks") == (0, "marks: 2 reports\n", "")
    assert sayso("import-gold", "marks", "--out", "gold") == (0, "gold: 2 report(s)\n", "")
    gold = json.loads((filled / "gold" / "ferry.json").read_text())
    (item,) = gold["attributions"]
    assert FERRY[slice(*item["content"][0])] == "that the ferry would wait"


def test_reviews_come_in_and_go_out(filled: Path) -> None:
    (hit,) = record("find", "ferry")["hits"]
    reviews = [
        {
            "@type": "ClaimReview",
            "claimReviewed": "The ferry would wait.",
            "author": {"@type": "Organization", "name": "Dock Desk"},
            "reviewRating": {"alternateName": "False"},
            "itemReviewed": {"@type": "Claim", "@id": f"urn:sayso:claim:{claim}"},
        }
        for claim in (hit["claim"], "0123456789abcdef")
    ]
    path = filled / "reviews.jsonld"
    path.write_text(
        json.dumps({"@context": "https://schema.org", "@graph": [*reviews, {"@type": "ClaimReview"}]})
    )
    code, out, err = sayso("import-reviews", "reviews.jsonld")
    assert (code, out) == (7, "1 review(s) kept, 0 known, 1 of claims that are not in this ledger\n")
    assert "review 3" in err
    path.write_text(json.dumps(reviews[0]))
    assert record("import-reviews", "reviews.jsonld")["known"] == 1
    assert sayso("export", "claimreview", "--out", "out.jsonld")[1] == "out.jsonld: 1 reviews\n"
    (node,) = json.loads((filled / "out.jsonld").read_text())["@graph"]
    assert node["reviewRating"]["alternateName"] == "False"
    assert node["author"]["name"] == "Dock Desk"
