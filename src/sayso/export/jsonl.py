"""JSONL: one report a line, complete; ``read_reports`` gives back exactly what was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import NoneType
from typing import IO, Any

from sayso.export.strict import Entry, json_lines
from sayso.export.told import title_words
from sayso.ledger.reports import KeptReport
from sayso.model import ARTICLE_KINDS, CERTAINTIES, KINDS, STATUSES, Article, Credit, Maker, Provenance, Span
from sayso.records import SCHEMA, provenance_record, to_json

FORMAT = "sayso-report/1"
_HINT = "give a file that sayso export wrote"


def write_jsonl(reports: Iterable[KeptReport], stream: IO[str]) -> int:
    """Write each report on a line of its own; how many they were.  The stream must be UTF-8."""
    count = 0
    for report in reports:
        stream.write(to_json(kept_record(report)) + "\n")
        count += 1
    return count


def kept_record(report: KeptReport) -> dict[str, Any]:
    """A kept report as JSON has it: nothing left out."""
    article = report.article
    return {
        "format": FORMAT,
        "article": report.article_id,
        "version": report.version_id,
        "number": report.number,
        "doc": article.id,
        "address": article.address,
        "outlet": report.outlet,
        "status": report.status,
        "language": article.language,
        "published": None if article.published is None else _days(article.published),
        "first_seen_at": report.first_seen_at,
        "title": title_words(report),
        "text": article.text,
        "title_span": _maybe_pair(article.title),
        "body_span": _pair(article.body),
        "provenance": provenance_record(article.provenance),
        "record": report.record,
        "claims": dict(report.claims),
        "maker": maker_record(report.maker),
        "read_at": report.read_at,
    }


def maker_record(maker: Maker) -> dict[str, str]:
    """Who or what made a reading."""
    return {"stage": maker.stage, "name": maker.name, "version": maker.version}


def read_reports(stream: IO[bytes], name: str) -> Iterator[KeptReport]:
    """The reports of a file that ``write_jsonl`` wrote.

    Raises ``BadRecord`` at the first line that is none: spans outside its text, an unknown value, a missing key.
    """
    for entry in json_lines(stream, name, _HINT):
        if entry.get("format", str) != FORMAT:
            raise entry.refused(f"'format' is not {FORMAT}")
        yield _report(entry)


def _report(entry: Entry) -> KeptReport:
    article = _article(entry)
    record = _checked_record(entry.inner("record"), len(article.text))
    claims = entry.inner("claims")
    locals_ = [each["id"] for each in record["attributions"]]
    if sorted(claims.value) != sorted(locals_):
        raise entry.refused("'claims' does not name each attribution once")
    maker = entry.inner("maker")
    return KeptReport(
        article_id=entry.get("article", str),
        version_id=entry.get("version", str),
        number=entry.get("number", int),
        article=article,
        outlet=entry.maybe("outlet", str),
        status=entry.one_of("status", STATUSES),
        first_seen_at=entry.get("first_seen_at", str),
        record=record,
        claims={local: claims.get(local, str) for local in locals_},
        maker=Maker(maker.get("stage", str), maker.get("name", str), maker.get("version", str)),
        read_at=entry.get("read_at", str),
    )


def _article(entry: Entry) -> Article:
    text = entry.get("text", str)
    return Article(
        id=entry.get("doc", str),
        text=text,
        body=entry.span("body_span", len(text)),
        title=entry.maybe_span("title_span", len(text)),
        language=entry.maybe("language", str),
        published=entry.interval("published"),
        address=entry.maybe("address", str),
        provenance=_provenance(entry.inner("provenance"), len(text)),
    )


def _provenance(entry: Entry, length: int) -> Provenance:
    return Provenance(
        kind=entry.one_of("kind", ARTICLE_KINDS),
        status=entry.one_of("status", STATUSES),
        outlet=entry.maybe("outlet", str),
        dateline=entry.maybe_span("dateline", length),
        bylines=entry.texts("bylines"),
        credits=tuple(
            Credit(each.get("outlet", str), each.get("row", str), each.maybe_span("span", length))
            for each in entry.entries("credits")
        ),
        published_at=entry.moment("published_at"),
        modified_at=entry.moment("modified_at"),
        fetched_at=entry.moment("fetched_at"),
        doubts=entry.texts("doubts"),
    )


def _checked_record(entry: Entry, length: int) -> dict[str, Any]:
    """The record itself, once all that ``sayso.records`` relies on was looked at."""
    if entry.get("schema", int) != SCHEMA:
        raise entry.refused(f"'schema' is not {SCHEMA}")
    entry.get("lang", str)
    for item in entry.entries("attributions"):
        _check_attribution(item, length)
    for part in ("dates", "quantities", "entities"):
        for item in entry.entries(part):
            item.span("span", length)
            _check_reasons(item, length)
    for item in entry.entries("entities"):
        for key in ("type", "name", "id"):
            item.get(key, str)
        item.texts("alternatives")
    return dict(entry.value)


def _check_attribution(item: Entry, length: int) -> None:
    for key in ("id", "act"):
        item.get(key, str)
    for part in ("source", "cue", "content", "certainty_words"):
        item.spans(part, length)
    item.one_of("kind", KINDS)
    item.one_of("certainty", CERTAINTIES)
    for key in ("speaker", "relayed_by", "source_kind", "speaker_entity"):
        item.nullable(key, str)
    item.interval("said_at")
    item.intervals("about")
    if not isinstance(score := item.value.get("score"), int | float) or not 0 <= score <= 1:
        raise item.refused("'score' is no number from 0 to 1")
    _check_reasons(item, length)


def _check_reasons(item: Entry, length: int) -> None:
    for reason in item.entries("why"):
        for key in ("step", "name", "detail"):
            reason.get(key, str)
        if not isinstance(reason.value.get("score", ""), int | float | NoneType):
            raise reason.refused("'score' is no number")
        reason.spans("evidence", length)


def _days(interval: Any) -> list[str]:
    return [interval.start.isoformat(), interval.end.isoformat()]


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _maybe_pair(span: Span | None) -> list[int] | None:
    return None if span is None else _pair(span)
