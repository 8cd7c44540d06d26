"""FollowTheMoney entities (schema 4), one JSON object a line, as Aleph and its relatives read them.

A text is an ``Article``, who is quoted a ``Person``, ``PublicBody``, ``Organization`` or ``LegalEntity``, each claim
a ``Documentation`` between the two, and who is named without being quoted a ``Mention``.  Values are written as the
package would clean them: without control characters and in form C, names on one line, times in UTC.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import IO, Any

from sayso.addresses import digest
from sayso.export.document import web_address
from sayso.export.told import Told, iso_date, title_words, told
from sayso.ledger.reports import KeptReport
from sayso.ledger.rows import party_of
from sayso.model import DateInterval
from sayso.records import to_json

# The lengths that the package's types of property give.
NAME, STRING, TEXT = 384, 1024, 65_000
_SCHEMATA = {"person": "Person", "office": "PublicBody", "state": "PublicBody", "organisation": "Organization",
             "medium": "Organization", "agency": "Organization"}  # fmt: skip
_PARTIES = ("Person", "PublicBody", "Organization", "LegalEntity")
_NOBODY = ("document", "anonymous", "general")
_MENTIONED = {"PER": "Person", "ORG": "Organization"}
# ISO 639-3, which FollowTheMoney asks for; of other languages it is told none.
_LANGUAGES = {
    "sl": "slv", "en": "eng", "de": "deu", "hr": "hrv", "sr": "srp", "bs": "bos", "mk": "mkd", "it": "ita",
    "hu": "hun", "fr": "fra", "es": "spa", "pt": "por", "ru": "rus", "uk": "ukr", "cs": "ces", "sk": "slk",
    "pl": "pol", "nl": "nld",
}  # fmt: skip
_UNWRITTEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2060-\u2064\ufeff\ud800-\udfff]"
)
_SEPARATORS = re.compile("[\u2028\u2029]")
_YEARS = range(1000, 3000)
_COUNTRY = re.compile(r"(?:government|country):([A-Z]{2})")


def write_ftm(reports: Iterable[KeptReport], stream: IO[str]) -> int:
    """Write the entities of all reports; how many they were.  Somebody quoted under one name comes once."""
    seen: set[str] = set()
    count = 0
    for report in reports:
        for entity in entities_of(report):
            written = to_json(entity)
            if entity["schema"] in _PARTIES:
                if (key := digest(written)) in seen:
                    continue
                seen.add(key)
            stream.write(written + "\n")
            count += 1
    return count


def entities_of(report: KeptReport) -> Iterator[dict[str, Any]]:
    """The entities of one report; where an id comes twice, the parts belong together."""
    yield _article(report)
    quoted = set()
    for claim in told(report):
        speaker = _speaker(claim)
        if speaker is not None:
            quoted.add(claim.item.speaker_entity)
            yield speaker
            yield _documentation(claim, speaker["id"])
    named = {each["id"]: each for each in report.record["entities"] if each["type"] in _MENTIONED}
    for key, each in named.items():
        if key not in quoted and (name := line(each["name"], NAME)):
            yield _entity(
                "Mention",
                f"mention-{digest(f'{report.version_id} {key}')}",
                document=[_article_id(report)],
                name=[name],
                detectedSchema=[_MENTIONED[each["type"]]],
            )


def line(words: str | None, most: int) -> str | None:
    """Words on one line as FollowTheMoney keeps them; ``None`` for none.  What is longer ends with an ellipsis."""
    return _shortened(" ".join(_clean(words).split()), most)


def _text(words: str | None) -> str | None:
    return _shortened(_clean(words).strip(), TEXT)


def _clean(words: str | None) -> str:
    """Words in Unicode's form C, without what the package takes out."""
    return unicodedata.normalize("NFC", _SEPARATORS.sub(" ", _UNWRITTEN.sub("", words or "")))


def _shortened(words: str, most: int) -> str | None:
    return (words if len(words) <= most else words[: most - 1] + "…") or None


def _entity(schema: str, key: str, **properties: list[str | None]) -> dict[str, Any]:
    """An entity without the values that are not there."""
    held = {name: [each for each in values if each] for name, values in properties.items()}
    return {
        "id": f"sayso-{key}",
        "schema": schema,
        "properties": {name: values for name, values in held.items() if values},
    }


def _article_id(report: KeptReport) -> str:
    return f"sayso-version-{report.version_id}"


def _article(report: KeptReport) -> dict[str, Any]:
    article, provenance = report.article, report.article.provenance
    return _entity(
        "Article",
        f"version-{report.version_id}",
        title=[line(title_words(report), STRING)],
        name=[line(title_words(report), NAME)],
        fileName=[line(article.id, STRING)],
        author=[line(name, STRING) for name in provenance.bylines],
        language=[_LANGUAGES.get(report.record["lang"])],
        publisher=[line(report.outlet, STRING)],
        sourceUrl=[web_address(article.address)],
        publishedAt=[_published(report)],
        modifiedAt=[_moment(provenance.modified_at)],
        retrievedAt=[_moment(provenance.fetched_at)],
        bodyText=[_text(article.body.slice(article.text))],
        processedAt=[_moment(datetime.fromisoformat(report.read_at))],
        processingAgent=[line(f"{report.maker.name} {report.maker.version}", STRING)],
    )


def _speaker(claim: Told) -> dict[str, Any] | None:
    """Who is quoted; ``None`` for documents, for nobody, and for people who stay unnamed."""
    item, name = claim.item, line(claim.item.speaker, NAME)
    party = party_of(item)
    if name is None or party is None or item.source_kind in _NOBODY:
        return None
    country = _COUNTRY.fullmatch(item.speaker_entity or "")
    schema = _SCHEMATA.get(item.source_kind or "", "LegalEntity")
    key = f"party-{digest(party)}"
    return _entity(schema, key, name=[name], country=[country[1].lower() if country else None])


def _documentation(claim: Told, speaker: str) -> dict[str, Any]:
    first, last = _days(claim.item.said_at)
    return _entity(
        "Documentation",
        f"claim-{claim.id}",
        document=[_article_id(claim.report)],
        entity=[speaker],
        role=[f"quoted ({claim.item.kind})"],
        status=[claim.item.certainty],
        summary=[_text(claim.joined(claim.item.content))],
        recordId=[line(claim.id, STRING)],
        date=[first if first == last else None],
        startDate=[None if first == last else first],
        endDate=[None if first == last else last],
        sourceUrl=[web_address(claim.report.article.address)],
        publisher=[line(claim.report.outlet, STRING)],
    )


def _days(interval: DateInterval | None) -> tuple[str | None, str | None]:
    """First and last day, or the month or year twice; nothing outside the years that the package knows."""
    if interval is None:
        return None, None
    first, _, last = (iso_date(interval) or "").partition("/")
    if not {int(first[:4]), int((last or first)[:4])} <= set(_YEARS):
        return None, None
    return first, last or first


def _moment(time: datetime | None) -> str | None:
    if time is None or time.year not in _YEARS:
        return None
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _published(report: KeptReport) -> str | None:
    """To the second where the article says so, else the day, month or year; a stretch of days is no date."""
    first, last = _days(report.article.published)
    return _moment(report.article.provenance.published_at) or (first if first == last else None)
