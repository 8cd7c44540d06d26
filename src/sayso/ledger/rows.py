"""Model types ↔ rows: what of an article and of an attribution stands in which column."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sayso.addresses import digest
from sayso.errors import NotStorable
from sayso.ledger.words import tokens
from sayso.model import Article, Attribution, DateInterval, Span
from sayso.records import provenance_from, provenance_record, spans_from

_PICTURE_OF_NUL = "\u2400"  # a name cannot hold the character itself in PostgreSQL


def moment(now: datetime | None = None) -> str:
    """A time in UTC as the ledger writes it, to the second."""
    return (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def text_bytes(article: Article) -> bytes:
    """A text as it is stored.  Raises ``NotStorable`` for a lone surrogate."""
    try:
        return article.text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotStorable(article.id, error.start) from error


def storable(name: str | None) -> str | None:
    """A name without the two things that a column cannot hold."""
    if name is None:
        return None
    return name.replace("\0", _PICTURE_OF_NUL).encode("utf-8", "replace").decode()


def days_of(interval: DateInterval | None) -> tuple[int | None, int | None]:
    """Half-open days as ordinals."""
    return (None, None) if interval is None else (interval.start.toordinal(), interval.end.toordinal())


def interval_of(start: int | None, end: int | None) -> DateInterval | None:
    """The way back from ``days_of``."""
    if start is None or end is None:
        return None
    return DateInterval(date.fromordinal(start), date.fromordinal(end))


def version_row(article: Article, article_id: str, version_id: str, number: int) -> dict[str, Any]:
    """One text of an article; when and in which run it came is the store's to say."""
    data = text_bytes(article)
    start, end = days_of(article.published)
    return {
        "id": version_id,
        "article_id": article_id,
        "number": number,
        "doc": storable(article.id),
        "text": data,
        "text_hash": digest(article.text),
        "body": json.dumps(_pair(article.body)),
        "title": None if article.title is None else json.dumps(_pair(article.title)),
        "language": article.language,
        "outlet": storable(article.provenance.outlet),
        "published_start": start,
        "published_end": end,
        "provenance": json.dumps(provenance_record(article.provenance), ensure_ascii=False),
    }


def article_of(row: Any) -> Article:
    """The article of a version's row joined with its address, exactly as it was given."""
    return Article(
        id=row.doc,
        text=bytes(row.text).decode("utf-8"),
        body=Span(*json.loads(row.body)),
        title=title_of(row.title),
        language=row.language,
        published=interval_of(row.published_start, row.published_end),
        address=row.address,
        provenance=provenance_from(json.loads(row.provenance)),
    )


def title_of(written: str | None) -> Span | None:
    """The heading's span of a version's row."""
    return None if written is None else Span(*json.loads(written))


def attribution_row(item: Attribution, words: str) -> dict[str, Any]:
    """An attribution without the reading and the claim it belongs to."""
    said, about = days_of(item.said_at), days_of(_about(item.about))
    return {
        "local": item.id,
        "relayed_by": item.relayed_by,
        "speaker": storable(item.speaker),
        "party": party_of(item),
        "source_kind": item.source_kind,
        "kind": item.kind,
        "certainty": item.certainty,
        "act": item.act,
        "score": round(item.score, 4),
        "said_start": said[0],
        "said_end": said[1],
        "about_start": about[0],
        "about_end": about[1],
        "spans": json.dumps(
            [[_pair(span) for span in part] for part in (item.source, item.cue, item.content)],
            separators=(",", ":"),
        ),
        "words": words,
    }


def spans_of(written: str) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    """Source, cue and content of an attribution's row, from its column ``spans``."""
    source, cue, content = json.loads(written)
    return spans_from(source), spans_from(cue), spans_from(content)


def party_of(item: Attribution) -> str | None:
    """Who speaks, as one key: the entity, or else the name as folded words; ``None`` where nobody is named."""
    if item.speaker_entity is not None:
        return storable(item.speaker_entity)
    words = tokens(item.speaker or "")
    return "name:" + "-".join(words) if words else None


def _about(intervals: Sequence[DateInterval]) -> DateInterval | None:
    """The days that all times a claim is about lie in."""
    if not intervals:
        return None
    return DateInterval(min(each.start for each in intervals), max(each.end for each in intervals))


def covered(spans: Iterable[Span]) -> int:
    """How many characters some spans cover, none counted twice."""
    total, reach = 0, -1
    for span in sorted(spans):
        start = max(span.start, reach)
        total += max(0, span.end - start)
        reach = max(reach, span.end)
    return total


def packed(value: object) -> bytes:
    """Anything JSON can hold, small."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpacked(data: bytes) -> Any:
    """The way back from ``packed``: only ever given bytes that the ledger wrote."""
    return json.loads(zlib.decompress(bytes(data)))


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
