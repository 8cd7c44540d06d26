"""feeds.toml: every key, and mistakes by their line."""

from __future__ import annotations

import pytest

from sayso.errors import BadSetting, NotUtf8
from sayso.ingest.watchlist import FEED, TOP, Source, Watchlist, read_watchlist

WHOLE = """
minutes = 5
pause = 1.5
contact = "mailto:desk@glasnik.example"
days = 3
most = 50
tries = 2
seed = 7

[hosts]
"www.Obala.example" = 30

[[feed]]
address = "https://glasnik.example/rss"

[[feed]]
address = "https://obala.example/map.xml"
minutes = 60
pages = false
kind = "release"
language = "sl"
"""
ONE = '[[feed]]\naddress = "https://glasnik.example/rss"\n'


def test_every_key() -> None:
    assert read_watchlist(WHOLE.encode(), "feeds.toml") == Watchlist(
        sources=(
            Source("https://glasnik.example/rss", 5),
            Source("https://obala.example/map.xml", 60, False, "release", "sl"),
        ),
        pause=1.5,
        pauses={"obala.example": 30.0},
        contact="mailto:desk@glasnik.example",
        days=3,
        most=50,
        tries=2,
        seed=7,
    )
    assert all(f"{key} = " in WHOLE for key in (*TOP, *FEED))


def test_one_address_is_enough() -> None:
    found = read_watchlist(b"\xef\xbb\xbf" + ONE.replace("\n", "\r\n").encode(), "feeds.toml")
    assert found == Watchlist((Source("https://glasnik.example/rss"),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "feeds.toml, feed: no feed is named; give one or more [[feed]] with an address"),
        ("feed = 3", "feeds.toml, line 1 (feed): no feed is named"),
        ("feed = [3]", "write [[feed]] and its keys below it"),
        ("pause = \n" + ONE, "feeds.toml, line 1: not TOML, invalid value"),
        ("pause = 1\npause = 2\n" + ONE, "feeds.toml, line 2: not TOML, cannot overwrite a value"),
        ("# a\n[[feed]", "feeds.toml, line 2: not TOML, expected ']]'"),
        (
            "# a\n\npause = -1\n" + ONE,
            "feeds.toml, line 3 (pause): '-1' is not allowed; give a number from 0 to 3600",
        ),
        ("pause = nan\n" + ONE, "line 1 (pause): 'nan' is not allowed"),
        ("pause = true\n" + ONE, "line 1 (pause): 'True' is not allowed"),
        ("most = 1.5\n" + ONE, "give a whole number from 1 to 50000"),
        (
            "pauze = 3\n" + ONE,
            "line 1 (pauze): there is no key 'pauze'; allowed are contact, days, minutes, most",
        ),
        (ONE + ONE, "line 4 (feed 2, address): 'https://glasnik.example/rss' is there twice"),
        (ONE + '[[feed]]\nminutes = 3\nadress = "x"\n', "line 5 (feed 2, adress): there is no key 'adress'"),
        (ONE + "[[feed]]\n# nothing\n", "line 3 (feed 2, address): it has no address"),
        ('[[feed]]\naddress = "ftp://x"\n', "'ftp://x' is no web address"),
        (
            ONE + 'kind = "poem"\n',
            "line 3 (feed 1, kind): 'poem' is not allowed; give one of report, release",
        ),
        (ONE + 'language = "tlh"\n', "'tlh' is not allowed; give one of"),
        (ONE + "pages = 1\n", "give true or false"),
        (ONE + "[hosts]\n\"a.example\" = 'x'\n", "line 4 (a.example): 'x' is not allowed"),
        ("hosts = 1\n" + ONE, "line 1 (hosts): no table"),
    ],
)
def test_mistakes_by_their_line(text: str, words: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read_watchlist(text.encode(), "feeds.toml")
    assert words in str(caught.value)
    assert "docs/watch.md" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_in_another_encoding() -> None:
    with pytest.raises(NotUtf8, match="at byte 0"):
        read_watchlist("č".encode("utf-16"), "feeds.toml")
