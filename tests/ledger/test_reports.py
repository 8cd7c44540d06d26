"""Reports as the ledger holds them."""

from __future__ import annotations

from dataclasses import replace

from ledger_samples import BRIDGE, BRIDGE_SAID, MAKER, MOST, MOST_SAID, article, report

from sayso.ledger import Ledger
from sayso.ledger.reports import kept_reports
from sayso.model import Provenance
from sayso.records import report_record

ADDRESS = "https://novice.primer.si/most"


def test_reports_come_back_with_their_readings(ledger: Ledger) -> None:
    first = article(MOST, "most", ADDRESS)
    second = article(MOST.replace("junija", "julija"), "most", ADDRESS)
    other = replace(article(BRIDGE, "bridge"), provenance=Provenance(status="withdrawn"))
    versions = [ledger.keep(each).version for each in (first, second, other)]
    ledger.keep_reading(versions[0], report(first, MOST_SAID))
    ledger.keep_reading(versions[1], report(second, MOST_SAID[1:]))
    ledger.keep_reading(versions[2], report(other, BRIDGE_SAID, "en"))
    found = list(kept_reports(ledger))
    assert [(each.version_id, each.number, each.status) for each in found] == [
        (versions[1], 2, "usable"),
        (versions[2], 1, "withdrawn"),
    ]
    assert found[0].article == second
    assert found[1].record == report_record(report(other, BRIDGE_SAID, "en"))
    assert list(found[0].claims) == ["a1", "a2"]
    assert found[0].maker == MAKER
    assert [each.version_id for each in kept_reports(ledger, [versions[0]])] == [versions[0]]


def test_more_than_a_page_of_reports(ledger: Ledger) -> None:
    for number in range(60):
        given = article(f"Naslov\n\nMost {number} je nov.\n", f"m{number}")
        ledger.keep_reading(ledger.keep(given).version, report(given, ()))
    assert [each.article.id for each in kept_reports(ledger)] == [f"m{number}" for number in range(60)]
