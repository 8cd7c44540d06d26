"""Kept reports of our own: two plain ones, and one whose every field holds what breaks formats."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from sayso.ledger.reports import KeptReport
from sayso.model import (
    Article,
    Attribution,
    Credit,
    DateInterval,
    Entity,
    Maker,
    Provenance,
    Quantity,
    Reading,
    Reason,
    Report,
    Span,
    TimeExpression,
)
from sayso.records import report_record

MAKER = Maker("read", "sayso-3", "3")
MONTH = DateInterval(date(2025, 3, 1), date(2025, 4, 1))
DAY = DateInterval(date(2025, 3, 4), date(2025, 3, 5))
FERRY = (
    "Trajekt zamuja 🚢\n\n"
    "»Trajekt bo vozil junija,« je v torek povedala Tjaša Obrč, poroča Jadran. "
    "»Pristan\nje končan.«\n"
)
MILL = "Mill to close\n\nOwners may sell the mill, Mayor Ida Penn fears.\n"
ODD = "\0 \u202edlo si eman\u202c </script> 😀 ; \"quoted\", 'single'\t\r\n=1+1\u2028\u0085 <!-- & ]]> \\ \x1b[31m"
BIG = "Ž" * 1_000_000


def spans(text: str, *words: str) -> tuple[Span, ...]:
    """Where some words stand, each looked for after the one before."""
    found, at = [], 0
    for each in words:
        start = text.index(each, at)
        at = start + len(each)
        found.append(Span(start, at))
    return tuple(found)


def kept(article: Article, language: str, items: tuple[Attribution, ...], key: str) -> KeptReport:
    """A report as the ledger would give it."""
    reading = Reading(article, language, (), (), (), (), (), MAKER)
    start = article.text.index(article.text.split()[0])
    entity = Entity(
        Span(start, start + 4), "ORG", "Jadran", "outlet:jadran", ("org:jadran",), (Reason("row", "r"),)
    )
    report = Report(
        article,
        language,
        reading,
        items,
        dates=(TimeExpression(Span(0, 2), "date", MONTH, mod="before"),),
        quantities=(Quantity(Span(0, 1), (1.0, 2.5), "EUR", "between"),),
        entities=(entity,),
    )
    return KeptReport(
        article_id=f"art{key}",
        version_id=f"ver{key}",
        number=2,
        article=article,
        outlet=article.provenance.outlet,
        status="corrected",
        first_seen_at="2025-03-05T06:07:08Z",
        record=report_record(report),
        claims={item.id: f"{key}{item.id}".rjust(16, "0") for item in items},
        maker=MAKER,
        read_at="2025-03-05T07:00:00Z",
    )


def plain() -> list[KeptReport]:
    """Two reports of our own."""
    provenance = Provenance(
        outlet="outlet:jadran",
        dateline=Span(18, 25),
        bylines=("Miha Kos",),
        credits=(Credit("outlet:dpa", "credits.tsv:dpa", Span(20, 22)), Credit("outlet:sta", "field")),
        published_at=datetime(2025, 3, 4, 12, 30, tzinfo=UTC),
        fetched_at=datetime(2025, 3, 5, 1, 2, 3, tzinfo=UTC),
        doubts=("modified '0000' is no time",),
    )
    ferry = Article(
        "brod__trajekt", FERRY, Span(18, len(FERRY) - 1), Span(0, 16), "sl", MONTH,
        "https://novice.primer.si/trajekt", provenance,
    )  # fmt: skip
    said = spans(FERRY, "»Trajekt bo vozil junija,«", "je", "povedala", "Tjaša Obrč", "poroča", "Jadran")
    more = spans(FERRY, "»Pristan\nje končan.«")
    items = (
        Attribution(
            "a1", (said[3],), said[1:3], (said[0], *more), "Tjaša Obrč", "direct", "asserted",
            relayed_by="a2", act="say", source_kind="person", score=0.9512,
            speaker_entity="person:tjasa-obrc", said_at=DAY, about=(MONTH, DAY),
            why=(Reason("row", "cues.tsv:povedati", "x", 0.5, (said[2],)),),
        ),
        Attribution(
            "a2", (said[5],), (said[4],), (Span(said[0].start, said[3].end),), "Jadran", "mixed", "asserted",
            act="report", source_kind="medium", score=1.0, speaker_entity="outlet:jadran",
        ),
    )  # fmt: skip
    mill = Article("mill", MILL, Span(15, len(MILL) - 1), Span(0, 13), None, None, None)
    fears = spans(MILL, "Owners may sell the mill", "Mayor Ida Penn", "fears")
    feared = (
        Attribution(
            "a1", (fears[1],), (fears[2],), (fears[0],), "Ida Penn", "indirect", "possible",
            certainty_words=(Span(22, 25),), act="fear", source_kind="office", score=0.4,
        ),
        Attribution("a2", (), (), (fears[0],), None, "nominal", "hearsay", score=0.0),
    )  # fmt: skip
    return [kept(ferry, "sl", items, "1"), replace(kept(mill, "en", feared, "2"), status="usable", number=1)]


def hostile() -> list[KeptReport]:
    """One report that holds the worst of all worlds."""
    text = f"={ODD}\n\n{ODD} said {BIG}\n"
    start = text.rindex(" said ")
    article = Article(
        f"../../etc/{ODD}", text, Span(0, len(text)), Span(0, len(ODD) + 1), "sl",
        DateInterval(date(1, 1, 1), date(9999, 12, 31)), f"javascript:alert('{ODD}')//", Provenance(outlet=ODD),
    )  # fmt: skip
    items = (
        Attribution(
            "a1", (Span(0, 1),), (Span(start + 1, start + 5),), (Span(start + 6, len(text) - 1),),
            BIG, "direct", "denied", relayed_by="a2", source_kind="person", speaker_entity=f"person:{ODD}",
        ),
        Attribution(
            "a2", (), (Span(0, 0),), (Span(1, len(ODD) + 1), Span(len(ODD) + 3, start)), f"@{ODD}", "mixed",
            "possible", relayed_by="a1", source_kind="organisation", about=(MONTH,),
        ),
        Attribution("a3", (), (), (), "\uff1dSUM(1)", "nominal", "hearsay", source_kind="anonymous"),
    )  # fmt: skip
    return [kept(article, "sl", items, "9")]
