"""``sayso watch`` at its edge: rounds, lines, JSON, and mistakes in feeds.toml."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.pipeline import Reader
from sayso.read.fake import FakeEncoder
from sayso.serve import cli, watching
from tests.watched_site import Says, Site, item, outlet, page, rss


@pytest.fixture
def site() -> Iterator[Site]:
    with outlet() as made:
        yield made


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "make_reader", lambda: Reader(FakeEncoder()))


def sayso(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.app, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def feeds(folder: Path, *addresses: str, more: str = "") -> Path:
    place = folder / "feeds.toml"
    named = "".join(f'[[feed]]\naddress = "{address}"\nlanguage = "en"\n' for address in addresses)
    place.write_text(f"pause = 0\nminutes = 0\ndays = 36500\n{more}{named}", encoding="utf-8")
    return place


def test_one_round_in_words(site: Site, tmp_path: Path) -> None:
    pages = [site.at(f"/p{number}", page(number)) for number in range(2)]
    file = feeds(tmp_path, site.at("/feed", rss(*map(item, [*pages, f"{site.address}/missing"]))))
    ledger = tmp_path / "sayso.db"
    code, out, err = sayso("watch", file, "--once", "--allow-private", "--ledger", ledger)
    lines = [line[9:] for line in out.splitlines()[:-1]]
    assert lines == [
        f"list had {site.address}/feed: 3 to fetch",
        f"page had {site.address}/p0: 1 new",
        f"page had {site.address}/p1: 1 new",
        f"page refused {site.address}/missing: not fetched, the host answered 404 Not Found; "
        "save the page and give the file instead",
    ]
    assert out.splitlines()[-1] == "2 read, 2 claims"
    assert (code, err) == (0, "")
    code, out, _ = sayso("find", "bridge", "--ledger", ledger, "--json")
    assert json.loads(out)["total"] == 2


def test_json_lines(site: Site, tmp_path: Path) -> None:
    file = feeds(
        tmp_path, site.at("/feed", rss(item(site.at("/p", page(1))))), site.at("/b", Says(status=500))
    )
    _, out, _ = sayso(
        *(
            "watch",
            file,
            "--once",
            "--json",
            "--no-read",
            "--allow-private",
            "--ledger",
            tmp_path / "sayso.db",
        )
    )
    records = [json.loads(line) for line in out.splitlines()]
    assert all(record["schema"] == 1 for record in records)
    assert [(record["what"], record.get("outcome")) for record in records] == [
        ("list", "had"), ("list", "later"), ("page", "had"), ("read", None),
    ]  # fmt: skip
    assert records[0]["named"] == 1
    assert records[1]["wait_until"] > records[1]["at"]
    assert records[2]["kept"] == {"new": 1}
    assert records[3] == {"schema": 1, "what": "read", "read": 0, "claims": 0, "failures": {}}
    docs = (Path(__file__).parents[2] / "docs" / "watch.md").read_text(encoding="utf-8")
    assert not [key for key in records[0] if f"`{key}`" not in docs]


def test_own_network_only_when_asked_for(site: Site, tmp_path: Path) -> None:
    file = feeds(tmp_path, site.at("/feed", rss()))
    _, out, _ = sayso("watch", file, "--once", "--ledger", tmp_path / "sayso.db")
    assert "list later" in out
    assert "127.0.0.1 is private" in out
    assert site.asked == []


def test_rounds_go_on_until_interrupted(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = []

    def wait(_: object, seconds: float) -> None:
        rounds.append(seconds)
        if len(rounds) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("sayso.ingest.polite.WallClock.wait", wait)
    file = feeds(tmp_path, site.at("/feed", rss(ETag='"e"'), Says(status=304)))
    code, out, err = sayso("watch", file, "--allow-private", "--ledger", tmp_path / "sayso.db")
    assert (code, err) == (130, "sayso: interrupted\n")
    assert [line[9:].split()[1] for line in out.splitlines() if "list" in line] == [
        "had",
        "unchanged",
        "unchanged",
    ]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (None, 3, "no such file"),
        ("[[feed]]\nadress = 'x'\n", 3, "line 2 (feed 1, adress): there is no key 'adress'"),
        ("[[feed]\n", 3, "line 1: not TOML"),
    ],
)
def test_mistakes(tmp_path: Path, text: str | None, code: int, words: str) -> None:
    file = tmp_path / "feeds.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    found, out, err = sayso("watch", file, "--once", "--ledger", tmp_path / "sayso.db")
    assert (found, out) == (code, "")
    assert words in err
    assert err.count("\n") == 1
    assert not (tmp_path / "sayso.db").exists()


def test_the_example_in_the_docs_has_every_key() -> None:
    from sayso.ingest.watchlist import FEED, TOP, read_watchlist

    docs = (Path(__file__).parents[2] / "docs" / "watch.md").read_text(encoding="utf-8")
    example = docs.split("```toml\n")[1].split("```")[0]
    read_watchlist(example.encode(), "docs/watch.md")
    for key in (*TOP, *FEED):
        assert f"\n{key} = " in example, key
        assert f"| `{key}` |" in docs, key
    assert "\n[hosts]\n" in example


def test_every_option_is_in_the_docs() -> None:
    from typer.main import get_command

    docs = (Path(__file__).parents[2] / "docs" / "watch.md").read_text(encoding="utf-8")
    for command in ("watch", "follow"):
        params = get_command(cli.app).commands[command].params  # type: ignore[attr-defined]
        names = {
            name for each in params for name in (*each.opts, *each.secondary_opts) if name.startswith("--")
        }
        assert not [name for name in names - {"--help"} if f"`{name}" not in docs], command
