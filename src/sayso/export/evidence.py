"""A sealed file with everything that stands behind some claims, to hand to an editor or a lawyer.

The file is JSON in lines: a frame, each part on a line of its own in canonical JSON (RFC 8785), and the seal with the
SHA-256 of every part's line and a root over that list.  So any change is found, and also in which part, even where
the change left no JSON.  What the seal cannot say is who sealed: whoever can change the file can seal it anew.  Note
the root down elsewhere and give it to ``verify`` to exclude that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso.errors import NotInLedger
from sayso.export.canonical import canonical, sha256
from sayso.export.jsonl import kept_record
from sayso.export.told import Told, told
from sayso.ledger.reports import KeptReport

FORMAT = "sayso-evidence/1"
HEAD = b'{"evidence":"' + FORMAT.encode() + b'",'
OPENS = b'"parts":['
CLOSES = b"],"
SEAL = b'"seal":'
_METHOD = "SHA-256 of each part's line, canonical JSON as in RFC 8785; root: of the list of parts"
_PARTS = ("source", "cue", "content", "certainty_words")


@dataclass(frozen=True, slots=True)
class Sealed:
    """An evidence file: its bytes, and the root to note down elsewhere."""

    data: bytes
    root: str
    claims: tuple[str, ...]


def seal(
    reports: Iterable[KeptReport], claims: Sequence[str], software: str, now: datetime | None = None
) -> Sealed:
    """Seal the claims with these ids, those that relay them, and the texts they stand in.

    ``reports`` must hold them; ``software`` is Sayso's version.  Raises ``NotInLedger`` for a claim that is in
    none of the reports, ``NotSealable`` for what canonical JSON cannot hold.
    """
    wanted, texts, found = set(claims), [], []
    for report in reports:
        chosen = _with_relays(list(told(report)), wanted)
        if chosen:
            texts.append(_text_part(report))
            found.extend(chosen)
    missing = sorted(wanted - {claim.id for claim in found})
    if missing:
        raise NotInLedger(missing[0], "give ids of claims as sayso find shows them")
    about = {
        "part": "about",
        "claims": list(dict.fromkeys(claims)),
        "made_at": (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "software": software,
        "method": _METHOD,
    }
    return _sealed([about, *texts, *map(_claim_part, found)], tuple(about["claims"]))


def write_evidence(sealed: Sealed, path: Path) -> None:
    """Write an evidence file; none is ever written over.  Raises ``FileExistsError`` and other ``OSError``."""
    with path.open("xb") as stream:
        stream.write(sealed.data)


def _with_relays(claims: list[Told], wanted: set[str]) -> list[Told]:
    """The claims that are wanted and the links outward from them, in the order of the text."""
    by_id = {claim.id: claim for claim in claims}
    chosen: set[str] = set()
    for claim in claims:
        at: Told | None = claim if claim.id in wanted else None
        while at is not None and at.id not in chosen:
            chosen.add(at.id)
            at = by_id.get(at.relayed_by or "")
    return [claim for claim in claims if claim.id in chosen]


def _text_part(report: KeptReport) -> dict[str, Any]:
    """The whole text with all that is known of where it comes from, without what was read in it."""
    record = kept_record(report)
    kept = {key: value for key, value in record.items() if key not in ("format", "record", "claims")}
    text = report.article.text
    return {
        "part": f"text {report.version_id}",
        **kept,
        "characters": len(text),
        "sha256": sha256(canonical_text(text)),
    }


def canonical_text(text: str) -> bytes:
    """The bytes whose hash stands for a text: itself in UTF-8.  Raises ``NotSealable``."""
    canonical(text)  # refuses halves of characters by name
    return text.encode("utf-8")


def _claim_part(claim: Told) -> dict[str, Any]:
    (record,) = [each for each in claim.report.record["attributions"] if each["id"] == claim.item.id]
    return {
        "part": f"claim {claim.id}",
        "claim": claim.id,
        "version": claim.report.version_id,
        "relayed_by": claim.relayed_by,
        "attribution": record,
        "words": {part: claim.words(getattr(claim.item, part)) for part in _PARTS},
    }


def _sealed(parts: Sequence[dict[str, Any]], claims: tuple[str, ...]) -> Sealed:
    lines = [canonical(part) for part in parts]
    listed = [{"part": part["part"], "sha256": sha256(line)} for part, line in zip(parts, lines, strict=True)]
    root = sha256(canonical(listed))
    head = b"\n".join((HEAD, OPENS, b",\n".join(lines), CLOSES))
    data = head + b"\n" + SEAL + canonical({"parts": listed, "root": root}) + b"}\n"
    return Sealed(data, root, claims)
