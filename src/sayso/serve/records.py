"""``Report`` → the JSON records of ``gold/GUIDELINES.md`` (schema 1), keys always in the same order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sayso.model import Attribution, DateInterval, Reason, Report, Span

SCHEMA = 1
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
    }


def error_record(doc: str, message: str) -> dict[str, Any]:
    """The line of a report that failed: it has no attributions and says why."""
    return {
        "schema": SCHEMA,
        "doc": doc,
        "lang": None,
        "published": None,
        "attributions": [],
        "error": message,
    }


def attribution_record(item: Attribution) -> dict[str, Any]:
    """One attribution; what later stages fill (``speaker_entity``, ``said_at``, ``about``) is there, empty."""
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
        "speaker_entity": None,
        "said_at": None,
        "about": [],
        "why": [_reason(reason) for reason in item.why],
    }


def to_json(record: Mapping[str, Any]) -> str:
    """One record on one line, as UTF-8 can always hold it."""
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _reason(reason: Reason) -> dict[str, Any]:
    score = None if reason.score is None else round(reason.score, _SCORE_DIGITS)
    return {"step": reason.step, "name": reason.name, "detail": reason.detail, "score": score}


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _interval(interval: DateInterval | None) -> list[str] | None:
    return None if interval is None else [interval.start.isoformat(), interval.end.isoformat()]
