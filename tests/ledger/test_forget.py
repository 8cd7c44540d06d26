"""What is forgotten is gone from the file, and does not come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger_samples import BRIDGE, BRIDGE_SAID, MOST, MOST_SAID, article, report
from sqlalchemy import select

from sayso.errors import NotInLedger
from sayso.ledger import Ledger, schema
from sayso.ledger.forget import article_named, forget
from sayso.ledger.parties import suggestions, who
from sayso.ledger.search import Query, find

ADDRESS = "https://novice.primer.si/most"


def filled(ledger: Ledger) -> list[str]:
    versions = []
    for text, said, doc, address in (
        (MOST, MOST_SAID, "most", ADDRESS),
        (MOST.replace("junija", "julija"), MOST_SAID[1:], "most", ADDRESS),
        (BRIDGE, BRIDGE_SAID, "bridge", None),
    ):
        given = article(text, doc, address)
        versions.append(ledger.keep(given).version)
        ledger.keep_reading(versions[-1], report(given, said))
    return versions


def test_all_of_an_article_goes_and_a_tombstone_stays(ledger: Ledger) -> None:
    versions = filled(ledger)
    key = article_named(ledger, ADDRESS)
    gone = forget(ledger, key, "zahteva osebe", "urednica")
    assert (gone.versions, gone.claims) == (2, 5)
    counts = ledger.counts()
    assert (counts["article"], counts["version"], counts["claim"], counts["hit"]) == (1, 1, 1, 1)
    assert (counts["link"], counts["tombstone"]) == (0, 3)
    with ledger.engine.connect() as connection:
        rows = connection.execute(select(schema.tombstone).order_by(schema.tombstone.c.what)).all()
    assert {(row.what, row.reason) for row in rows} == {
        ("article", "zahteva osebe"),
        ("version", "zahteva osebe"),
    }
    assert {row.id for row in rows} == {key, *versions[:2]}
    assert who(ledger, "Hribar") == ([], [])
    assert suggestions(ledger, "Hribar") == []
    assert find(ledger, Query("bridge")).total == 1


def test_it_does_not_come_back(ledger: Ledger) -> None:
    filled(ledger)
    forget(ledger, article_named(ledger, "most"), "zahteva osebe", "urednica")
    for text in (MOST, MOST + "Popravek.\n"):
        assert ledger.keep(article(text, "most", ADDRESS)).what == "forgotten"
    assert ledger.counts()["version"] == 1


def test_nothing_of_it_is_left_in_the_file(tmp_path: Path) -> None:
    place = tmp_path / "sayso.db"
    with Ledger(str(place)) as ledger:
        filled(ledger)
        assert b"Bistrico" in everything(tmp_path)
        forget(ledger, article_named(ledger, "most"), "zahteva osebe", "urednica")
        for word in ("Bistric", "bistric", "Hribar", "hribar", "zagotovljen"):
            assert word.encode() not in everything(tmp_path)
    assert b"bridge" in everything(tmp_path)


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


def test_names_that_mean_none_or_several(ledger: Ledger) -> None:
    filled(ledger)
    again = article("Drugo besedilo o mostu.", "most")
    ledger.keep(again)
    with pytest.raises(NotInLedger, match="it names 2 articles"):
        article_named(ledger, "most")
    with pytest.raises(NotInLedger, match="sayso find shows ids"):
        article_named(ledger, "nič")
    claim = find(ledger, Query("bridge")).hits[0].claim
    assert article_named(ledger, claim) == article_named(ledger, "bridge")
