"""One spelling for each address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.addresses import article_id, canonical_address, host_of

STORY = "novice.primer.si/svet/most"


@pytest.mark.parametrize(
    "address",
    [
        "https://novice.primer.si/svet/most",
        "http://www.novice.primer.si/svet/most/",
        "HTTPS://NOVICE.primer.si:443/svet/most#komentarji",
        "https://novice.primer.si/svet/most?utm_source=pismo&utm_medium=posta",
        "https://novice.primer.si/svet/most?fbclid=AbC",
    ],
)
def test_spellings_of_one_address(address: str) -> None:
    assert canonical_address(address) == STORY
    assert host_of(address) == "novice.primer.si"


@pytest.mark.parametrize(
    "address",
    [
        "https://novice.primer.si/svet/Most",  # servers tell letters apart
        "https://novice.primer.si:8443/svet/most",
        "https://novice.primer.si/svet/most?stran=2",
        "https://primer.si/svet/most",
    ],
)
def test_other_addresses_stay_others(address: str) -> None:
    assert canonical_address(address) not in (None, STORY)


def test_what_tracks_goes_and_what_names_the_article_stays() -> None:
    assert canonical_address("primer.si") is None
    assert canonical_address("https://primer.si/?id=7&utm_campaign=x") == "primer.si?id=7"
    assert canonical_address("https://primer.si/a?b=%C4%8D&a=") == "primer.si/a?b=%C4%8D&a="


@pytest.mark.parametrize(
    "address", ["https://primer.si/", "http://[", "https://primer.si:99999/a", "", "most"]
)
def test_what_names_no_article(address: str) -> None:
    assert canonical_address(address) is None
    assert article_id("besedilo", address) == article_id("besedilo")


@given(st.text())
def test_any_string(address: str) -> None:
    found = canonical_address(address)
    assert found is None or found
    assert len(article_id("", address)) == 16
