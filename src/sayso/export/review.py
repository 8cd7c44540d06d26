"""schema.org ClaimReview: what fact-checkers publish, out and in.

Out: a review for each claim that somebody has judged; without judgements a draft for each claim, with everything
but the rating, for a fact-checker to fill in.  In: the reviews of a page's JSON-LD or of a feed of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from sayso.errors import BadRecord
from sayso.export.document import web_address, write_document
from sayso.export.linked import speaker_node
from sayso.export.strict import Entry, json_value
from sayso.export.told import Told, iso_date, told, urn
from sayso.ledger.reports import KeptReport

DRAFT = "Draft"
_HINT = "give JSON-LD with ClaimReviews as https://schema.org/ClaimReview describes them"
_PREFIXES = ("https://schema.org/", "http://schema.org/", "schema:")
_BELOW = ("@graph", "dataFeedElement", "item", "itemListElement", "mainEntity")
_DEEPEST = 20
_CLAIM = urn("claim", "")


@dataclass(frozen=True, slots=True)
class Review:
    """What a fact-checker found: ``verdict`` in words, ``value`` on a scale from ``worst`` to ``best``.

    ``claim_id`` is the ledger's where the review names it; ``published`` is ISO 8601 as it was written.
    """

    claim: str
    reviewer: str
    verdict: str | None = None
    value: float | None = None
    best: float | None = None
    worst: float | None = None
    address: str | None = None
    published: str | None = None
    speaker: str | None = None
    appearances: tuple[str, ...] = ()
    claim_id: str | None = None


def write_reviews(
    reports: Iterable[KeptReport], stream: IO[str], reviews: Mapping[str, Review] | None = None
) -> int:
    """Write a ClaimReview for each claim that ``reviews`` has by its id, or a draft for every claim; how many."""
    nodes = (
        review_node(claim, None if reviews is None else reviews[claim.id])
        for report in reports
        for claim in told(report)
        if reviews is None or claim.id in reviews
    )
    return write_document(stream, {"@context": "https://schema.org"}, "@graph", nodes)


def review_node(claim: Told, review: Review | None) -> dict[str, Any]:
    """The review of one claim; a draft where there is none."""
    node = {
        "@type": "ClaimReview",
        "@id": urn("review", claim.id),
        "claimReviewed": claim.joined(claim.item.content) if review is None else review.claim,
        "inLanguage": claim.report.record["lang"],
        "itemReviewed": _item(claim),
    }
    if review is None:
        return {**node, "creativeWorkStatus": DRAFT}
    rating = {
        "@type": "Rating",
        "alternateName": review.verdict,
        "ratingValue": review.value,
        "bestRating": review.best,
        "worstRating": review.worst,
    }
    more = {
        "author": {"@type": "Organization", "name": review.reviewer},
        "url": review.address,
        "datePublished": review.published,
        "reviewRating": {key: value for key, value in rating.items() if value is not None},
    }
    return {**node, **{key: value for key, value in more.items() if value is not None}}


def _item(claim: Told) -> dict[str, Any]:
    speaker = speaker_node(claim)
    page = web_address(claim.report.article.address)
    said = iso_date(claim.item.said_at or claim.report.article.published)
    found = {
        "@type": "Claim",
        "@id": urn("claim", claim.id),
        "text": claim.joined(claim.item.content),
        "author": speaker and {f"@{key}" if key != "name" else key: value for key, value in speaker.items()},
        "datePublished": None if said is None or "/" in said else said,
        "appearance": None if page is None else {"@type": "CreativeWork", "url": page},
    }
    return {key: value for key, value in found.items() if value is not None}


def read_reviews(data: bytes, name: str) -> Iterator[Review | BadRecord]:
    """The ClaimReviews of a JSON-LD document, wherever in it they stand; drafts are passed over.

    One that lacks its claim, its rating or its author is yielded as an error, the others go on.  Raises
    ``Malformed`` or ``NotUtf8``.
    """
    for number, node in enumerate(_nodes(json_value(data, name), 0), 1):
        entry = Entry(node, name, f"review {number}", _HINT)
        if node.get("creativeWorkStatus") == DRAFT:
            continue
        try:
            yield _review(entry)
        except BadRecord as error:
            yield error


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The nodes that are ClaimReviews, in the order of the document."""
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each, depth)
    elif isinstance(value, dict) and depth < _DEEPEST:
        if "ClaimReview" in _types(value):
            yield value
        else:
            for key in _BELOW:
                yield from _nodes(value.get(key), depth + 1)


def _types(node: Mapping[str, Any]) -> list[str]:
    given = node.get("@type", node.get("type"))
    names = given if isinstance(given, list) else [given]
    return [_local(each) for each in names if isinstance(each, str)]


def _local(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name


def _review(entry: Entry) -> Review:
    rating, item = _object(entry, "reviewRating"), _object(entry, "itemReviewed")
    reviewer = _named(entry.value.get("author"))
    verdict = rating.maybe("alternateName", str) or rating.maybe("name", str)
    value = _number(rating, "ratingValue")
    if reviewer is None:
        raise entry.refused("'author' has no name")
    if verdict is None and value is None:
        raise entry.refused("'reviewRating' has neither alternateName nor ratingValue")
    key = item.value.get("@id", item.value.get("id"))
    return Review(
        claim=entry.get("claimReviewed", str),
        reviewer=reviewer,
        verdict=verdict,
        value=value,
        best=_number(rating, "bestRating"),
        worst=_number(rating, "worstRating"),
        address=web_address(entry.maybe("url", str)),
        published=_date(entry, "datePublished"),
        speaker=_named(item.value.get("author")),
        appearances=tuple(_addresses(item)),
        claim_id=key.removeprefix(_CLAIM) if isinstance(key, str) and key.startswith(_CLAIM) else None,
    )


def _object(entry: Entry, key: str) -> Entry:
    """The object below a key, the first of several; an empty one where there is none."""
    value = entry.value.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    if value is not None and not isinstance(value, dict):
        raise entry.refused(f"{key!r} is no object")
    return Entry(value or {}, entry.name, f"{entry.place}, {key}", entry.hint)


def _named(value: Any) -> str | None:
    """The name of a person or organisation, given as an object, a list of them or a bare name."""
    if isinstance(value, list):
        return next(filter(None, map(_named, value)), None)
    name = value.get("name") if isinstance(value, dict) else value
    return name.strip() or None if isinstance(name, str) else None


def _number(entry: Entry, key: str) -> float | None:
    """A number, which many write as a string."""
    value = entry.value.get(key)
    if value is None or value == "":
        return None
    try:
        number = (
            float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
        )
    except (ValueError, OverflowError):
        number = None
    if number is None or number - number != 0:
        raise entry.refused(f"{key!r} is {str(value)[:40]!r}, no number")
    return number


def _date(entry: Entry, key: str) -> str | None:
    written = entry.maybe(key, str)
    if written is None:
        return None
    for form in (written, f"{written}-01", f"{written}-01-01"):
        try:
            datetime.fromisoformat(form)
        except ValueError:
            continue
        return written
    raise entry.refused(f"{key!r} is {written[:40]!r}, no date")


def _addresses(item: Entry) -> Iterator[str]:
    """Where the claim was made, each address once."""
    seen: set[str] = set()
    for key in ("firstAppearance", "appearance", "url"):
        value = item.value.get(key)
        for each in value if isinstance(value, list) else [value]:
            address = each.get("url", each.get("@id")) if isinstance(each, dict) else each
            found = web_address(address) if isinstance(address, str) else None
            if found is not None and found not in seen:
                seen.add(found)
                yield found
