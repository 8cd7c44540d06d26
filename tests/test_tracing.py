"""Copies in a ledger: each pair once, found from either report, the same again after a restart."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sayso.ledger import Ledger
from sayso.model import Article, DateInterval, Provenance, Span
from sayso.tracing import Copies, Pair

DAY = date(2025, 3, 4)
NEWS = (
    "The harbour council voted on Tuesday night to close the old ferry pier after a survey found two cracked piles. "
    "Harbour master Ivo Lindqvist said that boats would leave from the grain quay until the end of the summer. "
    "Island shopkeepers fear that visitors who have to walk half an hour will rather stay on the mainland."
)
OTHER = (
    "A school choir from the valley won the national contest with a song that its cook had written in a train. "
    "The jury praised the clear voices of the youngest singers and the courage to begin without any instrument."
)


def article(doc: str, text: str, day: int = 0, outlet: str | None = None) -> Article:
    at = DAY + timedelta(days=day)
    published = DateInterval(at, at + timedelta(days=1))
    address = f"https://{outlet}/{doc}" if outlet else None
    whole = Span(0, len(text))
    return Article(doc, text, whole, None, "en", published, address, Provenance(outlet=outlet))


def filled(place: Path) -> Ledger:
    ledger = Ledger(str(place))
    for each in (
        article("wire", NEWS, 0, "wire.example"),
        article("portal", f"Pier closes. {NEWS}", 1, "portal.example"),
        article("short", NEWS[:214], 2, "short.example"),
        article("choir", OTHER, 0, "choir.example"),
    ):
        ledger.keep(each)
    return ledger


def told(pairs: list[Pair]) -> set[tuple[str, str, str | None, str]]:
    return {(pair.article_a.id, pair.article_b.id, pair.copy.label, pair.copy.direction) for pair in pairs}


EXPECTED = {
    ("wire", "portal", "copied", "a->b"),
    ("wire", "short", "copied", "a->b"),
    ("portal", "short", "copied", "a->b"),
}


def test_every_pair_once_the_earlier_report_first(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as ledger:
        pairs = list(Copies(ledger).all())
        assert len(pairs) == 3
        assert told(pairs) == EXPECTED
        for pair in pairs:
            for passage in pair.copy.passages:
                assert passage.a.slice(pair.article_a.text)
                assert passage.b.slice(pair.article_b.text)


def test_from_one_report(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as ledger:
        assert told(Copies(ledger).of("short")) == {each for each in EXPECTED if "short" in each}
        assert Copies(ledger).of("choir") == []
        both = [
            pair for pair in Copies(ledger).of("wire") if "portal" in (pair.article_a.id, pair.article_b.id)
        ]
        assert both == [pair for pair in Copies(ledger).of("portal") if pair.article_a.id == "wire"]


def test_after_a_restart_and_a_rebuild(tmp_path: Path) -> None:
    filled(tmp_path / "a.db").close()
    with Ledger(str(tmp_path / "a.db")) as ledger:
        list(ledger.rebuild())
        ledger.keep(article("late", f"{OTHER} {NEWS}", 3, "late.example"))
        assert told(Copies(ledger).of("late")) == {
            ("wire", "late", "copied", "a->b"),
            ("portal", "late", "copied", "a->b"),
            ("short", "late", "copied", "a->b"),
            ("choir", "late", "copied", "a->b"),
        }
