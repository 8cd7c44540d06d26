"""The index of wording: filled with every text, emptied with it, the same when it is made anew."""

from __future__ import annotations

import pytest
from ledger_samples import BRIDGE, MOST, article, from_outlet
from sqlalchemy import select, text

from sayso.errors import NotInLedger
from sayso.ledger import Ledger, schema
from sayso.ledger.forget import forget
from sayso.ledger.sharing import nearest, newest_versions, version_named, who_holds
from sayso.ledger.shingles import MOST as MOST_HOLDERS
from sayso.ledger.shingles import id_of, number_of
from sayso.shingles import prints, wording

ADDRESS = "https://novice.primer.si/most"


def rows(ledger: Ledger) -> set[tuple[int, int, int | None]]:
    with ledger.engine.connect() as connection:
        return {tuple(row) for row in connection.execute(select(schema.shingle))}  # type: ignore[misc]


def keep(ledger: Ledger, text: str, doc: str, address: str | None = None, outlet: str | None = None) -> str:
    given = article(text, doc, address)
    return ledger.keep(from_outlet(given, outlet) if outlet else given).version


def test_ids_are_numbers() -> None:
    for version in ("0000000000000000", "ffffffffffffffff", "8000000000000000", "1234567890abcdef"):
        assert id_of(number_of(version)) == version
        assert -(2**63) <= number_of(version) < 2**63


def test_a_text_is_found_before_anybody_reads_it(ledger: Ledger) -> None:
    one = keep(ledger, MOST, "a", ADDRESS, "primer.si")
    other = keep(ledger, MOST + "Sledi seja.\n", "b", "https://zgled.si/most", "zgled.si")
    keep(ledger, BRIDGE, "c")
    marks = list(prints(wording(article(MOST))))
    held = who_holds(ledger, one, marks)
    assert set(held) == set(marks)
    assert nearest(held, 5) == [other]
    assert {day for each in held.values() for _, day in each} == {article(MOST).published.start.toordinal()}  # type: ignore[union-attr]
    assert ledger.articles([one])[one].text == MOST


def test_the_newest_text_answers(ledger: Ledger) -> None:
    first = keep(ledger, MOST, "a", ADDRESS)
    second = keep(ledger, MOST.replace("junija", "julija"), "a", ADDRESS)
    assert newest_versions(ledger) == [second]
    assert {number for _, number, _ in rows(ledger)} == {number_of(second)}
    assert (
        version_named(ledger, "a") == version_named(ledger, ADDRESS) == version_named(ledger, first) == second
    )
    with pytest.raises(NotInLedger, match="'z' is not in this ledger"):
        version_named(ledger, "z")


def test_it_is_the_same_made_anew(ledger: Ledger) -> None:
    for number in range(3):
        keep(ledger, f"{MOST}Številka {number}.\n", "a", ADDRESS)
        keep(ledger, f"{BRIDGE}Number {number}.\n", f"b{number}")
    before = rows(ledger)
    assert before
    list(ledger.rebuild())
    assert rows(ledger) == before


def test_what_is_forgotten_is_gone(ledger: Ledger) -> None:
    version = keep(ledger, MOST, "a", ADDRESS)
    other = keep(ledger, BRIDGE, "b")
    with ledger.engine.connect() as connection:
        key = connection.execute(
            select(schema.version.c.article_id).where(schema.version.c.id == version)
        ).scalar_one()
    forget(ledger, key, "zahteva osebe", "urednica")
    assert {number for _, number, _ in rows(ledger)} == {number_of(other)}


def test_a_question_costs_the_same_however_many_have_a_print(ledger: Ledger) -> None:
    version = keep(ledger, MOST, "a", ADDRESS)
    marks = sorted(prints(wording(article(MOST))))[:2]
    crowd = [{"print": marks[0], "version": number, "day": None} for number in range(MOST_HOLDERS + 30)]
    with ledger.engine.begin() as connection:
        connection.execute(schema.shingle.insert(), crowd)
    held = who_holds(ledger, version, marks)
    assert MOST_HOLDERS - 1 <= len(held[marks[0]]) <= MOST_HOLDERS
    assert held[marks[1]] == ()
    assert nearest(held, 5) == []


def test_an_older_ledger_gets_its_index_when_it_is_opened(ledger: Ledger) -> None:
    keep(ledger, MOST, "a", ADDRESS)
    before = rows(ledger)
    with ledger.engine.begin() as connection:
        connection.execute(text("DROP TABLE shingle"))
        connection.execute(text("DROP INDEX ix_party_word_party"))  # what later migrations made
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    with Ledger(ledger.place) as again:
        assert rows(again) == before
