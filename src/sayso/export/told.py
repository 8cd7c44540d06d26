"""A kept report, claim by claim: what every export says of one, with the ids that the ledger gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from sayso.ledger.reports import KeptReport
from sayso.model import Attribution, DateInterval, Span
from sayso.records import attribution_from

GAP = " … "
"""What stands between the pieces where several spans have to be one string."""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as it stands in one report; ``id`` and ``relayed_by`` are ids of the ledger."""

    id: str
    report: KeptReport
    item: Attribution
    relayed_by: str | None

    def words(self, spans: Iterable[Span]) -> list[str]:
        """The exact words of some spans."""
        return [span.slice(self.report.article.text) for span in spans]

    def joined(self, spans: Iterable[Span]) -> str:
        """The exact words of some spans as one string, ``GAP`` between them."""
        return GAP.join(self.words(spans))


def told(report: KeptReport) -> Iterator[Told]:
    """The claims of a report in the order of its text."""
    for record in report.record["attributions"]:
        item = attribution_from(record)
        outer = None if item.relayed_by is None else report.claims.get(item.relayed_by)
        yield Told(report.claims[item.id], report, item, outer)


def title_words(report: KeptReport) -> str | None:
    """The heading, where there is one."""
    title = report.article.title
    return None if title is None else title.slice(report.article.text)


def written_spans(spans: Iterable[Span]) -> str:
    """``12-30 45-50``: half-open, code points."""
    return " ".join(f"{span.start}-{span.end}" for span in spans)


def iso_date(interval: DateInterval | None) -> str | None:
    """An interval as short as ISO 8601 says it: ``2024``, ``2024-11``, ``2024-11-05``, else first and last day.

    The last day is that day itself, as ISO 8601 has it, not the day after, as a half-open interval has it.
    """
    if interval is None:
        return None
    first, after = interval.start, interval.end
    if after <= first:
        return first.isoformat()
    last = after - timedelta(days=1)
    if first == last:
        return first.isoformat()
    if first.day == 1 and last.year == first.year and after.day == 1:
        if (after.year - first.year) * 12 + after.month - first.month == 1:
            return f"{first:%Y-%m}" if first.year > 999 else first.isoformat()[:7]
        if first.month == 1 and last.month == 12:
            return first.isoformat()[:4]
    return f"{first.isoformat()}/{last.isoformat()}"


def urn(kind: str, key: str) -> str:
    """A name for something of a ledger that is an IRI whatever the key holds: ``urn:sayso:claim:0123abcd``."""
    return f"urn:sayso:{kind}:{quote(key, safe=':', errors='replace')}"
