"""Places and outlets: enough of them, the same in every language, each found by its own example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sayso.lang import LanguageDataError, load, supported
from sayso.lang.folder import read_folder
from sayso.lang.gazette import Gazette, OutletRow, PlaceRow
from tests.lang.test_schema import folder

FULL = ("sl", "en")
UN_MEMBERS, BESIDE = 193, {"country:XK", "country:PS", "country:TW", "country:VA"}
full = pytest.mark.parametrize("code", FULL)


@full
def test_there_are_agencies_and_media_enough(code: str) -> None:
    kinds = [row.kind for row in load(code).outlets]
    assert kinds.count("agency") >= 60
    assert kinds.count("medium") >= 150


@full
def test_all_countries_are_there(code: str) -> None:
    countries = {row.id for row in load(code).places if row.kind == "country"}
    assert len(countries) == UN_MEMBERS + len(BESIDE)
    assert countries >= BESIDE
    assert all(row.id == f"country:{row.government}" for row in load(code).places if row.kind == "country")


def test_languages_know_the_same_things() -> None:
    slovene, english = load("sl"), load("en")
    outlets = [
        {(r.name, r.kind, r.country, r.language) for r in language.outlets} for language in (slovene, english)
    ]
    assert outlets[0] == outlets[1]
    places = [{r.id: (r.kind, r.government) for r in language.places} for language in (slovene, english)]
    assert {places[1][key] == place for key, place in places[0].items() if key in places[1]} == {True}
    odd = {key for key in places[0].keys() ^ places[1].keys() if not key.startswith("capital:")}
    assert odd == set()  # some capitals are called as their country is, in one language only


@full
def test_no_name_means_two_places(code: str) -> None:
    meant: dict[str, str] = {}
    for row in load(code).places:
        for name in (row.name, *row.variants):
            assert meant.setdefault(name, row.id) == row.id, name


@full
def test_no_name_means_two_outlets(code: str) -> None:
    meant: dict[str, str] = {}
    for row in load(code).outlets:
        for name in (row.name, *row.aliases):
            assert meant.setdefault(name.casefold(), row.name) == row.name, name


@full
def test_each_row_is_found_in_its_own_example(code: str) -> None:
    gazette = load(code).gazette
    for place in load(code).places:
        assert place in [gazette.place(run) for run in runs(place.example)], place
    for outlet in load(code).outlets:
        assert outlet in [gazette.outlet(run) for run in runs(outlet.example)], outlet


def runs(text: str) -> list[str]:
    words = re.split(r" |(?<=\w)(?=[:,](?: |$))", text)
    return [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]


def test_capitals_tell_short_names_of_places_apart() -> None:
    gazette = load("en").gazette
    assert gazette.place("us") is None
    found = gazette.place("US")
    assert found is not None and found.id == "country:US"


def test_the_first_row_of_a_name_is_meant() -> None:
    one, two = PlaceRow("country:AA", "country", "AA", "Ana"), PlaceRow("capital:AA", "capital", "AA", "Ana")
    assert Gazette.of([one, two], []).place("Bna", "ana") is one
    outlet = OutletRow("Glas", "medium", "SI", "sl", ("časnik Glas",))
    assert Gazette.of([], [outlet]).outlet("ČASNIK GLAS") is outlet


@pytest.mark.parametrize("code", sorted(set(supported()) - set(FULL)))
def test_others_have_the_tables_too(code: str) -> None:
    assert load(code).gazette.place("Rusija") is None


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        (
            "places",
            "country:SI\tland\tSI\tSlovenija\t\t\t\tx",
            "kind 'land' is not allowed; allowed are country",
        ),
        (
            "places",
            "country:SI\tcountry\tsi\tSlovenija\t\t\t\tx",
            "government 'si' .* ISO code of two letters",
        ),
        (
            "places",
            "country:SI\tcountry\tSI\tSlovenija\ta||b\t\t\tx",
            "variants 'a||b' has a gap".replace("|", r"\|"),
        ),
        ("places", "country:SI\tcountry\tSI\tSlovenija\ta|a\t\t\tx", "names a value twice"),
        ("places", "country:SI\tcountry\tSI\tSlovenija\t\t\t\t", "example is empty"),
        ("outlets", "Delo\tpaper\tSI\tsl\t\tx", "kind 'paper' is not allowed; allowed are agency, medium"),
        ("outlets", "Delo\tmedium\tSI\tSL\t\tx", "language 'SL' .* ISO code of two letters"),
        ("outlets", "Delo\tmedium\t\tsl\t\tx", "country is empty"),
    ],
)
def test_refuses_a_row(tmp_path: Path, table: str, line: str, message: str) -> None:
    with pytest.raises(LanguageDataError, match=message):
        read_folder(folder(tmp_path, **{table: line + "\n"}))
