"""What is kept, on both databases."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from ledger_samples import BRIDGE, BRIDGE_SAID, MOST, MOST_SAID, Said, article, from_outlet, report
from sqlalchemy import select

from sayso.errors import LedgerUnusable, NotInLedger, NotStorable
from sayso.ledger import Ledger, schema
from sayso.model import Credit, Maker, Provenance, Span

NOW = datetime(2025, 3, 6, 12, 0, tzinfo=UTC)
ADDRESS = "https://novice.primer.si/most"


def kept(ledger: Ledger, *args: object) -> str:
    return ledger.keep(article(*args)).what  # type: ignore[arg-type]


def test_an_article_comes_back_exactly_as_it_was_given(ledger: Ledger) -> None:
    given = replace(
        article("Naslov\r\n\r\nBesedilo s\0 čudnimi 🜚 znaki.\n", "čudno", ADDRESS),
        language="sl",
        provenance=Provenance(
            kind="release",
            outlet="outlet:sta",
            dateline=Span(10, 12),
            bylines=("Žiga Kos",),
            credits=(Credit("outlet:dpa", "credits.tsv:vir", Span(0, 3)), Credit("outlet:ap", "field")),
            fetched_at=NOW,
            doubts=("published 9999-01-01 lies in the future",),
        ),
    )
    version = ledger.keep(given, now=NOW).version
    assert ledger.article(version) == given


def test_the_same_again_is_no_news(ledger: Ledger) -> None:
    assert kept(ledger, MOST, "most", ADDRESS) == "new"
    before = ledger.counts()
    assert kept(ledger, MOST, "most", ADDRESS) == "again"
    assert ledger.counts() == before
    assert kept(ledger, MOST, "most-kopija", "https://www.novice.primer.si/most/?utm_source=x") == "again"
    assert ledger.counts()["version"] == 1


def test_an_edited_text_is_a_new_version_of_its_article(ledger: Ledger) -> None:
    assert kept(ledger, MOST, "most", ADDRESS) == "new"
    assert kept(ledger, MOST.replace("junija", "julija"), "most", ADDRESS) == "edited"
    assert kept(ledger, MOST, "most", ADDRESS) == "again"
    counts = ledger.counts()
    assert (counts["article"], counts["version"]) == (1, 2)


def test_one_text_under_two_addresses(ledger: Ledger) -> None:
    first = from_outlet(article(MOST, "a", ADDRESS), "novice.primer.si")
    second = from_outlet(article(MOST, "b", "https://m.novice.primer.si/most"), "novice.primer.si")
    other = from_outlet(article(MOST, "c", "https://drugi.primer.si/most"), "drugi.primer.si")
    assert [ledger.keep(each).what for each in (first, second, other)] == ["new", "elsewhere", "new"]
    assert ledger.counts()["sighting"] == 3


def test_without_addresses_the_text_is_the_article(ledger: Ledger) -> None:
    assert kept(ledger, MOST) == "new"
    assert kept(ledger, MOST, "drugo-ime") == "again"
    assert kept(ledger, BRIDGE) == "new"


def test_corrections_and_withdrawals_are_facts(ledger: Ledger) -> None:
    given = article(MOST, "most", ADDRESS)
    for status in ("usable", "withdrawn", "withdrawn", "usable"):
        ledger.keep(replace(given, provenance=Provenance(status=status)))
    with ledger.engine.connect() as connection:
        kinds = list(connection.execute(select(schema.event.c.kind).order_by(schema.event.c.id)).scalars())
    assert kinds == ["withdrawn", "usable"]


def test_a_withdrawal_without_a_text_is_its_own_article(ledger: Ledger) -> None:
    withdrawn = Provenance(status="withdrawn")
    first, other = (
        replace(article("", name, f"urn:primer:{name}"), provenance=withdrawn) for name in ("a", "b")
    )
    assert kept(ledger, MOST, "a", "urn:primer:a") == "new"
    assert [ledger.keep(each).what for each in (first, other)] == ["edited", "new"]


def test_half_a_character_is_refused_by_name(ledger: Ledger) -> None:
    with pytest.raises(NotStorable, match="pol: a lone surrogate at character 3"):
        ledger.keep(article("abc\ud800", "pol"))
    assert ledger.counts()["article"] == 0


def test_a_reading_is_kept_once(ledger: Ledger) -> None:
    given = article(MOST)
    version = ledger.keep(given).version
    assert ledger.unread() == [version]
    ledger.keep_reading(version, report(given, MOST_SAID))
    before = ledger.counts()
    assert (before["claim"], before["attribution"], before["hit"]) == (3, 3, 3)
    ledger.keep_reading(version, report(given, MOST_SAID))
    assert ledger.counts() == before
    assert ledger.unread() == []
    record = ledger.record(version)
    assert record is not None
    assert [item["speaker"] for item in record["attributions"]] == [None, "Alenka Hribar", "Navegante"]


def test_a_new_reading_keeps_the_ids_of_claims(ledger: Ledger) -> None:
    given = article(MOST)
    version = ledger.keep(given).version
    ledger.keep_reading(version, report(given, MOST_SAID))
    # The newer reader cuts the first claim shorter, misses the second and finds the agency's as before.
    newer = (Said("čez Bistrico odprli junija", "naj bi"), replace(MOST_SAID[2]))
    ledger.keep_reading(version, report(given, newer, maker=Maker("read", "fake", "2")))
    assert ledger.counts()["claim"] == 3
    assert ledger.counts()["hit"] == 2
    with ledger.engine.connect() as connection:
        rows = connection.execute(
            select(schema.attribution.c.claim_id, schema.attribution.c.reading_id).order_by(
                schema.attribution.c.id
            )
        ).all()
    by_reading = [[row[0] for row in rows if row[1] == number] for number in sorted({row[1] for row in rows})]
    assert by_reading[1] == [by_reading[0][0], by_reading[0][2]]


def test_claims_of_an_edited_text_revise_those_before(ledger: Ledger) -> None:
    first, second = article(MOST, "most", ADDRESS), article(MOST.replace("junija", "julija"), "most", ADDRESS)
    said = tuple(replace(each, content=each.content.replace("junija", "julija")) for each in MOST_SAID)
    for given, claims in ((first, MOST_SAID), (second, said)):
        ledger.keep_reading(ledger.keep(given).version, report(given, claims))
    with ledger.engine.connect() as connection:
        links = connection.execute(select(schema.link).order_by(schema.link.c.id)).all()
    assert {row.kind for row in links} == {"revises"}
    assert len({(row.a, row.b) for row in links}) == 3
    assert min(row.score for row in links) < 1 == max(row.score for row in links)
    assert ledger.counts()["hit"] == 3  # only the newest text answers questions


def test_failures_are_kept_and_can_be_tried_again(ledger: Ledger) -> None:
    version = ledger.keep(article(MOST)).version
    ledger.fail(version, "ValueError", "napaka\n\0 v branju", Maker("read", "fake", "1"))
    assert ledger.unread() == []
    assert ledger.unread(failed=True) == [version]
    assert [(each.doc, each.reason, each.message) for each in ledger.failures()] == [
        ("most", "ValueError", "napaka ␀ v branju")
    ]
    ledger.keep_reading(version, report(article(MOST), MOST_SAID))
    assert ledger.failures() == []


def test_derived_tables_can_be_made_anew(ledger: Ledger) -> None:
    for text, said, language, address in (
        (MOST, MOST_SAID, "sl", ADDRESS),
        (MOST.replace("denar", "ves denar"), MOST_SAID[:1], "sl", ADDRESS),
        (BRIDGE, BRIDGE_SAID, "en", None),
    ):
        given = article(text, "most", address)
        ledger.keep_reading(ledger.keep(given).version, report(given, said, language))
    before = derived(ledger)
    assert len(before["hit"]) == 2
    assert list(ledger.rebuild()) == [(1, 2), (2, 2)]
    assert derived(ledger) == before


def derived(ledger: Ledger) -> dict[str, set[tuple[object, ...]]]:
    with ledger.engine.connect() as connection:
        return {
            table.name: {tuple(row) for row in connection.execute(select(table))} for table in schema.DERIVED
        }


def test_unknown_ids_and_places_say_what_to_do(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(NotInLedger, match="'nič' is not in this ledger"):
        ledger.article("nič")
    with pytest.raises(LedgerUnusable, match="there is no ledger yet"):
        Ledger(str(tmp_path / "ni.db"), create=False)
    broken = tmp_path / "pokvarjena.db"
    broken.write_bytes(b"to ni baza" * 100)
    with pytest.raises(LedgerUnusable, match="not a database"):
        Ledger(str(broken))


def test_a_ledger_file_is_private(tmp_path: Path) -> None:
    place = tmp_path / "mapa" / "sayso.db"
    Ledger(str(place)).close()
    assert stat.S_IMODE(os.stat(place).st_mode) == 0o600


def test_the_tables_are_those_of_the_schema(ledger: Ledger) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with ledger.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), schema.METADATA)
    ours = [
        change
        for change in found
        if not any(name in str(change) for name in ("hit_words", "alembic_version", "ix_attribution_lexemes"))
    ]
    assert ours == []


def test_an_impossible_day_is_no_row(ledger: Ledger) -> None:
    version = ledger.keep(article(MOST, day=date(9999, 12, 30))).version
    assert ledger.article(version).published is not None
