"""``Report`` ↔ the JSON records of ``gold/GUIDELINES.md`` (schema 1), keys always in the same order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sayso.model import (
    Attribution,
    Credit,
    DateInterval,
    Entity,
    Provenance,
    Quantity,
    Reason,
    Report,
    Span,
    TimeExpression,
)

SCHEMA = 1
TIMES = ("published_at", "modified_at", "fetched_at")
_SCORE_DIGITS = 4
# Lone surrogates cannot be written as UTF-8, and these line separators would end a line of JSONL early.
_TO_ESCAPE = re.compile("[\ud800-\udfff\u0085\u2028\u2029]")


def report_record(report: Report) -> dict[str, Any]:
    """One report as a record: offsets count code points of the text exactly as it stands."""
    return {
        "schema": SCHEMA,
        "doc": report.article.id,
        "lang": report.language,
        "published": _interval(report.article.published),
        "attributions": [attribution_record(item) for item in report.attributions],
        "dates": [date_record(time) for time in report.dates],
        "quantities": [quantity_record(amount) for amount in report.quantities],
        "entities": [entity_record(entity) for entity in report.entities],
    }


def error_record(doc: str, message: str) -> dict[str, Any]:
    """The line of a report that failed: it has no attributions and says why."""
    return {
        "schema": SCHEMA,
        "doc": doc,
        "lang": None,
        "published": None,
        "attributions": [],
        "dates": [],
        "quantities": [],
        "entities": [],
        "error": message,
    }


def attribution_record(item: Attribution) -> dict[str, Any]:
    """One attribution; times are half-open intervals of ISO dates."""
    return {
        "id": item.id,
        "source": _spans(item.source),
        "cue": _spans(item.cue),
        "content": _spans(item.content),
        "speaker": item.speaker,
        "kind": item.kind,
        "certainty": item.certainty,
        "relayed_by": item.relayed_by,
        "score": round(item.score, _SCORE_DIGITS),
        "act": item.act,
        "certainty_words": _spans(item.certainty_words),
        "source_kind": item.source_kind,
        "speaker_entity": item.speaker_entity,
        "said_at": _interval(item.said_at),
        "about": [_interval(interval) for interval in item.about],
        "why": [_reason(reason) for reason in item.why],
    }


def date_record(time: TimeExpression) -> dict[str, Any]:
    """A time expression as gold/VALUES.md has it."""
    return {
        "span": _span(time.span),
        "value": _interval(time.value),
        "mod": time.mod,
        "part": time.part,
        "kind": time.kind,
        "why": [_reason(reason) for reason in time.why],
    }


def quantity_record(amount: Quantity) -> dict[str, Any]:
    """An amount as gold/VALUES.md has it: whole numbers without a decimal point."""
    value = amount.value
    return {
        "span": _span(amount.span),
        "value": [_number(each) for each in value] if isinstance(value, tuple) else _number(value),
        "unit": amount.unit,
        "bound": amount.bound,
        "why": [_reason(reason) for reason in amount.why],
    }


def entity_record(entity: Entity) -> dict[str, Any]:
    """A named thing; ``alternatives`` are the ids of others that its name can mean."""
    return {
        "span": _span(entity.span),
        "type": entity.type,
        "name": entity.name,
        "id": entity.id,
        "alternatives": list(entity.alternatives),
        "why": [_reason(reason) for reason in entity.why],
    }


def to_json(record: Mapping[str, Any]) -> str:
    """One record on one line, as UTF-8 can always hold it."""
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def provenance_record(given: Provenance) -> dict[str, Any]:
    """Where an article comes from; times are ISO 8601."""
    return {
        "kind": given.kind,
        "status": given.status,
        "outlet": given.outlet,
        "dateline": _maybe_span(given.dateline),
        "bylines": list(given.bylines),
        "credits": [
            {"outlet": each.outlet, "row": each.row, "span": _maybe_span(each.span)} for each in given.credits
        ],
        **{name: _moment(getattr(given, name)) for name in TIMES},
        "doubts": list(given.doubts),
    }


def provenance_from(record: Mapping[str, Any]) -> Provenance:
    """The provenance that a record of ours was made of."""
    times = {name: None if record[name] is None else datetime.fromisoformat(record[name]) for name in TIMES}
    return Provenance(
        kind=record["kind"],
        status=record["status"],
        outlet=record["outlet"],
        dateline=_span_from(record["dateline"]),
        bylines=tuple(record["bylines"]),
        credits=tuple(
            Credit(each["outlet"], each["row"], _span_from(each["span"])) for each in record["credits"]
        ),
        doubts=tuple(record["doubts"]),
        **times,
    )


def attribution_from(record: Mapping[str, Any]) -> Attribution:
    """The attribution that a record of ours was made of; its maker is not in the record."""
    return Attribution(
        id=record["id"],
        source=spans_from(record["source"]),
        cue=spans_from(record["cue"]),
        content=spans_from(record["content"]),
        speaker=record["speaker"],
        kind=record["kind"],
        certainty=record["certainty"],
        certainty_words=spans_from(record["certainty_words"]),
        relayed_by=record["relayed_by"],
        act=record["act"],
        source_kind=record["source_kind"],
        score=record["score"],
        speaker_entity=record["speaker_entity"],
        said_at=interval_from(record["said_at"]),
        about=tuple(filter(None, map(interval_from, record["about"]))),
        why=tuple(_reason_from(reason) for reason in record["why"]),
    )


def entity_from(record: Mapping[str, Any]) -> Entity:
    """The named thing that a record of ours was made of."""
    return Entity(
        Span(*record["span"]),
        record["type"],
        record["name"],
        record["id"],
        tuple(record["alternatives"]),
        tuple(_reason_from(reason) for reason in record["why"]),
    )


def spans_from(pairs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Spans of the pairs of numbers in a record."""
    return tuple(Span(start, end) for start, end in pairs)


def interval_from(pair: tuple[str, str] | None) -> DateInterval | None:
    """Half-open days of the two ISO dates in a record."""
    return None if pair is None else DateInterval(date.fromisoformat(pair[0]), date.fromisoformat(pair[1]))


def _reason_from(record: Mapping[str, Any]) -> Reason:
    return Reason(
        record["step"], record["name"], record["detail"], record["score"], spans_from(record["evidence"])
    )


def _reason(reason: Reason) -> dict[str, Any]:
    score = None if reason.score is None else round(reason.score, _SCORE_DIGITS)
    return {
        "step": reason.step,
        "name": reason.name,
        "detail": reason.detail,
        "score": score,
        "evidence": _spans(reason.evidence),
    }


def _maybe_span(span: Span | None) -> list[int] | None:
    return None if span is None else _span(span)


def _span_from(pair: list[int] | None) -> Span | None:
    return None if pair is None else Span(*pair)


def _moment(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [_span(span) for span in spans]


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _interval(interval: DateInterval | None) -> list[str] | None:
    return None if interval is None else [interval.start.isoformat(), interval.end.isoformat()]
