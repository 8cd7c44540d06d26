"""One row a claim: the columns that CSV and Parquet share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sayso.export.told import Told, title_words
from sayso.model import DateInterval, Span


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with what is known of its report; the order of the fields is that of the columns."""

    claim: str
    article: str
    version: str
    number: int
    doc: str
    title: str | None
    address: str | None
    outlet: str | None
    status: str
    language: str
    published: DateInterval | None
    speaker: str | None
    speaker_entity: str | None
    source_kind: str | None
    kind: str
    certainty: str
    act: str
    score: float
    relayed_by: str | None
    said: DateInterval | None
    about: tuple[DateInterval, ...]
    source: tuple[str, ...]
    cue: tuple[str, ...]
    content: tuple[str, ...]
    certainty_words: tuple[str, ...]
    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    certainty_spans: tuple[Span, ...]
    maker: str
    read_at: datetime


def row_of(claim: Told) -> Row:
    """The row of a claim."""
    report, item = claim.report, claim.item
    return Row(
        claim=claim.id,
        article=report.article_id,
        version=report.version_id,
        number=report.number,
        doc=report.article.id,
        title=title_words(report),
        address=report.article.address,
        outlet=report.outlet,
        status=report.status,
        language=report.record["lang"],
        published=report.article.published,
        speaker=item.speaker,
        speaker_entity=item.speaker_entity,
        source_kind=item.source_kind,
        kind=item.kind,
        certainty=item.certainty,
        act=item.act,
        score=item.score,
        relayed_by=claim.relayed_by,
        said=item.said_at,
        about=item.about,
        source=tuple(claim.words(item.source)),
        cue=tuple(claim.words(item.cue)),
        content=tuple(claim.words(item.content)),
        certainty_words=tuple(claim.words(item.certainty_words)),
        source_spans=item.source,
        cue_spans=item.cue,
        content_spans=item.content,
        certainty_spans=item.certainty_words,
        maker=" ".join((report.maker.stage, report.maker.name, report.maker.version)),
        read_at=datetime.fromisoformat(report.read_at),
    )


def bounds(interval: DateInterval | None) -> tuple[date | None, date | None]:
    """First day and the day after the last."""
    return (None, None) if interval is None else (interval.start, interval.end)
