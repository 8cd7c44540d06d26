"""Each row of credits.tsv does something on its own example; hosts.tsv names outlets that there are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sayso.ingest.provenance import provenance
from sayso.lang import Language, LanguageDataError, load, supported
from sayso.lang.credits import CREDIT_KINDS, CreditRow, CreditWords
from sayso.lang.folder import read_folder
from sayso.lang.keys import name_key
from sayso.lang.press import host_of, outlet_id, press, read_press
from sayso.model import Article, Span
from sayso.resolve.rows import known_outlet
from tests.lang.test_schema import folder

ROWS = [(code, row) for code in supported() for row in load(code).credits]
languages = pytest.mark.parametrize("code", supported())
BODY = "7 7 7.\n8 8 8.\n9 9 9."
FEWEST_HOSTS = 120


def read(language: Language, text: str) -> tuple[object, ...]:
    found = provenance(Article("x", text, Span(0, len(text))), language)
    return found.dateline, found.bylines, tuple(credit.outlet for credit in found.credits)


@pytest.mark.parametrize(("code", "row"), ROWS, ids=[f"{c}:{r.kind}:{r.words}" for c, r in ROWS])
def test_a_row_fires_on_its_example(code: str, row: CreditRow) -> None:
    """Above or below a report, something is found that is not found without the row."""
    language = load(code)
    without = replace(language, credits=tuple(other for other in language.credits if other != row))
    places = (f"{row.example}\n{BODY}", f"{BODY}\n{row.example}")
    assert any(read(language, text) != read(without, text) for text in places)
    assert any(read(language, text) != (None, (), ()) for text in places)


@languages
def test_each_language_has_all_kinds(code: str) -> None:
    assert {row.kind for row in load(code).credits} == set(CREDIT_KINDS)


@languages
def test_the_agencies_of_rows_are_outlets(code: str) -> None:
    for row in load(code).credits:
        if row.kind == "agency":
            named = press().named(row.outlet)
            assert named is not None and named.name == row.outlet, row


def test_words_are_found_whatever_their_capitals() -> None:
    words = CreditWords.of([CreditRow("vir", "source", "", "Vir: STA")])
    assert words.find("source", "VIR") is not None
    assert words.find("author", "vir") is None
    assert words.opening.search("STA, vir : AP") is not None
    assert words.opening.search("izvir: AP") is None
    assert CreditWords.of([]).opening.search("Vir: STA") is None


@languages
def test_ids_are_those_of_the_resolved_names(code: str) -> None:
    """The id of an outlet is the same whether a credit or a name in the text leads to it."""
    for row in load(code).outlets:
        assert outlet_id(row) == known_outlet(row).id


def test_there_are_hosts_enough() -> None:
    hosts = press().hosts.values()
    assert sum(row.kind == "outlet" for row in hosts) >= FEWEST_HOSTS
    countries = {row.outlet.country for row in hosts if row.outlet is not None}
    assert countries >= {"SI", "HR", "RS", "DE", "AT", "GB", "US"}


@pytest.mark.parametrize(
    ("address", "publisher"),
    [
        ("https://www.delo.si/novice/most-odprt-1.html", "outlet:delo"),
        ("http://delo.si:8080/x", "outlet:delo"),
        ("https://USER:secret@WWW.Delo.SI./x", "outlet:delo"),
        ("www.vecer.com/x", f"outlet:{name_key('Večer')}"),
        ("https://m.vecernji.hr/vijesti/x", f"outlet:{name_key('Večernji list')}"),
        ("https://val202.rtvslo.si/x", f"outlet:{name_key('Val 202')}"),
        ("https://www.rtvslo.si/x", "outlet:mc"),
        ("https://steiermark.orf.at/stories/1", "outlet:orf"),
        ("https://notdelo.si/x", "notdelo.si"),
        ("https://www.gasilci-koper.si/novice", "gasilci-koper.si"),
        ("https://ana.wordpress.com/x", "ana.wordpress.com"),
        ("http://www.fromtheweb.eu", None),
        ("https://example.com/report", None),
        ("https://meridian.example/report", None),
        ("https://www.example.co/x", None),
        ("https://web.archive.org/web/2020/https://www.delo.si/x", None),
        ("https://news.google.com/articles/x", None),
        ("https://t.co/x", None),
        ("http://192.0.2.7/x", None),
        ("http://[2001:db8::1]/x", None),
        ("http://[broken/x", None),
        ("http://localhost/x", None),
        ("file:///home/nina/report.txt", None),
        ("not an address", None),
        ("  ", None),
        ("", None),
        (None, None),
    ],
)
def test_who_publishes_at_an_address(address: str | None, publisher: str | None) -> None:
    assert press().publisher(address) == publisher


def test_hosts_without_www() -> None:
    assert host_of("https://www.delo.si") == host_of("https://m.delo.si") == "delo.si"
    assert host_of("https://m.si/x") == "m.si"


def test_outlets_are_known_in_all_scripts_and_capitals() -> None:
    for name in ("dpa", "DPA", "Deutsche Presse-Agentur", "dpa.com"):
        found = press().named(name)
        assert found is not None and found.name == "dpa", name
    cyrillic = press().named("Танјуг")
    assert cyrillic is not None and cyrillic.name == "Tanjug"
    assert press().named("Meridian") is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("vir\tfrom\t\tVir: STA", "kind 'from' is not allowed; allowed are source"),
        ("sta\tagency\t\tSTA", "only the kind agency has one, and needs it"),
        ("vir\tsource\tSTA\tVir: STA", "only the kind agency has one, and needs it"),
        ("Vir\tsource\t\tVir: STA", "has capitals"),
        ("vir\tsource\t\t", "example is empty"),
        ("vir\tsource\t\tVir: STA\nvir\tsource\t\tVir: AP", "stands at xx/credits.tsv:2 already"),
    ],
)
def test_refuses_a_row(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(LanguageDataError, match=message):
        read_folder(folder(tmp_path, credits=line + "\n"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("delo.si\toutlet\tDelavec", "outlet 'Delavec' is not allowed"),
        ("delo.si\toutlet\t", "only the kind outlet has one"),
        ("delo.si\tmasked\tDelo", "only the kind outlet has one"),
        ("delo.si\tpaper\tDelo", "kind 'paper' is not allowed; allowed are outlet"),
        ("www.delo.si\toutlet\tDelo", "without www"),
        ("delo.si/x\toutlet\tDelo", "bare host"),
        ("delo.si\toutlet\tDelo\ndelo.si\toutlet\tDelo", "keep one of the two rows"),
    ],
)
def test_refuses_a_host(tmp_path: Path, line: str, message: str) -> None:
    home = folder(tmp_path, outlets="Delo\tmedium\tSI\tsl\t\tpiše Delo\n")
    hosts = tmp_path / "hosts.tsv"
    hosts.write_text(f"host\tkind\toutlet\n{line}\n", encoding="utf-8")
    with pytest.raises(LanguageDataError, match=message):
        read_press([home], hosts)
