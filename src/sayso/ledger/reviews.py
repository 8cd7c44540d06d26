"""What fact-checkers found about claims: facts of their own, with the reviewer as maker, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from sayso.addresses import article_id
from sayso.ledger import schema as s
from sayso.ledger.claims import SAME, Worded, overlap
from sayso.ledger.engine import lock, looking, writing
from sayso.ledger.makers import maker_id
from sayso.ledger.rows import spans_of, storable
from sayso.ledger.store import Ledger
from sayso.model import Maker

REVIEWED = "reviewed"


def claim_meant(
    ledger: Ledger, claim: str | None, words: str, addresses: Sequence[str]
) -> tuple[str, float] | None:
    """The claim that a review is about, and how sure that is (0 to 1).

    By its id; else, among the claims of the articles at these addresses, the one that shares most words with the
    reviewed ones, half of them at least.
    """
    with looking(ledger.engine) as connection:
        if claim is not None:
            known = connection.execute(select(s.claim.c.id).where(s.claim.c.id == claim)).first()
            return None if known is None else (claim, 1.0)
        found = _claims_at(connection, addresses)
    best = max(((overlap(each.content, words), each.id) for each in found), default=(0.0, ""))
    return (best[1], round(best[0], 4)) if best[0] >= SAME else None


def _claims_at(connection: Connection, addresses: Sequence[str]) -> list[Worded]:
    articles = [article_id("", address) for address in addresses]
    rows = connection.execute(
        select(s.attribution.c.claim_id, s.attribution.c.spans, s.version.c.text)
        .join(s.hit, s.hit.c.id == s.attribution.c.id)
        .join(s.version, s.version.c.id == s.hit.c.version_id)
        .where(s.version.c.article_id.in_(articles))
        .order_by(s.attribution.c.id)
    )
    found = []
    for row in rows:
        text = bytes(row.text).decode("utf-8")
        content = " ".join(span.slice(text) for span in spans_of(row.spans)[2])
        found.append(Worded(row.claim_id, "", content))
    return found


def keep_review(ledger: Ledger, claim: str, review: Mapping[str, Any], score: float = 1.0) -> bool:
    """Keep what ``review["reviewer"]`` found about a claim; false where the very same is known already."""
    evidence = json.dumps(dict(review), ensure_ascii=False, sort_keys=True)
    where = str(review.get("address") or review["reviewer"])
    with writing(ledger.engine) as connection:
        lock(connection, f"review {claim}")
        same = select(s.link.c.id).where(
            s.link.c.kind == REVIEWED, s.link.c.a == claim, s.link.c.evidence == evidence
        )
        if connection.execute(same).first() is not None:
            return False
        row = {
            "kind": REVIEWED,
            "a": claim,
            "b": storable(where),
            "score": score,
            "evidence": evidence,
            "maker_id": maker_id(connection, Maker("person", str(review["reviewer"]), "1")),
            "made_at": datetime.now(UTC).isoformat(),  # two verdicts within a second are two facts
        }
        connection.execute(insert(s.link).values(row))
    return True


def reviews_in(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """The last review of every claim that has one."""
    query = select(s.link.c.a, s.link.c.evidence).where(s.link.c.kind == REVIEWED).order_by(s.link.c.id)
    with looking(ledger.engine) as connection:
        return {row.a: json.loads(row.evidence) for row in connection.execute(query)}
