"""Commands that write what a ledger holds for others, and take their work back: export, evidence, import-gold."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso.errors import BatchFailed, InputError, Unwritable
from sayso.serve.asking import JsonOption, LedgerOption, emit, opened
from sayso.serve.edge import complain, edge

EXPORT_HELP = """Write what a ledger holds in another format; without a format, list the formats.

\b
Examples:
  sayso export                                  the formats
  sayso export csv --out claims.csv             one row a claim
  sayso export jsonl > all.jsonl                complete: sayso add reads it again
  sayso export annotation --claim 5dbd029f7b39973d
"""
EVIDENCE_HELP = """Seal claims with their texts, places, makers and times in one file, for an editor or a lawyer.

Any later change of the file is found by sayso verify-evidence. Note the printed root down elsewhere: it tells this file
from one that somebody sealed anew.

\b
Examples:
  sayso evidence 5dbd029f7b39973d --out ferry.evidence.json
  sayso verify-evidence ferry.evidence.json --root 3f8a…
"""
IMPORT_HELP = """Turn what annotators marked in brat or Label Studio into gold readings (gold/GUIDELINES.md).

\b
Examples:
  sayso export brat --out to-mark      annotate it there
  sayso import-gold to-mark --out gold
"""

ClaimOption = Annotated[
    list[str] | None, typer.Option("--claim", metavar="ID", help="Only the texts of these claims.")
]


def export(
    name: Annotated[str | None, typer.Argument(metavar="[FORMAT]", show_default=False)] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="A file, for brat a folder.", show_default="standard output"),
    ] = None,
    claim: ClaimOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Write what a ledger holds in another format; without a format, list the formats."""
    with edge():
        from sayso.export.formats import FORMATS
        from sayso.export.formats import export as write
        from sayso.export.review import Review
        from sayso.ledger.reports import kept_reports, versions_of
        from sayso.ledger.reviews import reviews_in

        if name is None:
            for form in FORMATS.values():
                typer.echo(f"{form.name:12} {form.description}")
            return
        with opened(ledger) as book:
            versions = versions_of(book, claim) if claim else None
            reviews = {claim_id: Review(**_fields(found)) for claim_id, found in reviews_in(book).items()}
            count = write(name, kept_reports(book, versions), out or sys.stdout.buffer, reviews)
        if out is not None:
            typer.echo(f"{out}: {count} {FORMATS[name].unit}")


def evidence(
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM", help="Ids as sayso find shows them.")],
    out: Annotated[Path, typer.Option(metavar="OUT", help="The file; none is written over.")],
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Seal claims with their texts, places, makers and times in one file, for an editor or a lawyer."""
    with edge():
        from sayso import __version__
        from sayso.export.evidence import seal, write_evidence
        from sayso.ledger.reports import kept_reports, versions_of

        with opened(ledger) as book:
            sealed = seal(kept_reports(book, versions_of(book, claims)), claims, __version__)
        try:
            write_evidence(sealed, out)
        except OSError as error:
            raise Unwritable(str(out), (error.strerror or str(error)).lower()) from error
        if json:
            emit({"schema": 1, "file": str(out), "claims": list(sealed.claims), "root": sealed.root})
        else:
            typer.echo(f"{out}: {len(sealed.claims)} claim(s) sealed\nroot {sealed.root}")


def verify_evidence(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What sayso evidence wrote.")],
    root: Annotated[str | None, typer.Option(metavar="ROOT", help="The root as it was noted down.")] = None,
    json: JsonOption = False,
) -> None:
    """Check an evidence file: is it as it was sealed, and do its words stand where it says?"""
    with edge():
        from sayso.export.verify import verify

        verdict = verify(file, root)
        if json:
            faults = [{"part": fault.part, "what": fault.what} for fault in verdict.faults]
            emit({"schema": 1, "ok": verdict.ok, "root": verdict.root, "faults": faults})
        if not verdict.ok:
            for fault in verdict.faults[1:]:
                complain(f"{file}: {fault.part}: {fault.what}")
            verdict.require()
        if not json:
            claims = ", ".join(verdict.claims)
            typer.echo(f"{file}: as it was sealed, {verdict.made_at}, by sayso {verdict.software}")
            typer.echo(f"claims {claims}\nroot {verdict.root}")


def import_gold(
    path: Annotated[Path, typer.Argument(metavar="FROM", help="A brat folder, or a Label Studio export.")],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the gold readings go.")],
) -> None:
    """Turn what annotators marked in brat or Label Studio into gold readings."""
    with edge():
        from sayso.export.gold import Marked, write_gold
        from sayso.export.marks import import_gold as marked_in

        good: list[Marked] = []
        bad: list[InputError] = []
        for found in marked_in(path):
            if isinstance(found, Marked):
                good.append(found)
            else:
                bad.append(found)
                complain(str(found))
        count = write_gold(good, out) if good else 0
        typer.echo(f"{out}: {count} report(s)")
        if bad:
            raise BatchFailed(len(bad), len(bad) + len(good))


def import_reviews(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON-LD with ClaimReviews of schema.org.")],
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Keep what fact-checkers found about claims of this ledger, with the reviewer as the maker."""
    with edge():
        from sayso.export.review import Review, read_reviews
        from sayso.export.strict import file_bytes
        from sayso.ledger.reviews import claim_meant, keep_review

        kept, known, elsewhere, bad = 0, 0, 0, 0
        with opened(ledger) as book:
            for found in read_reviews(file_bytes(file), str(file)):
                if not isinstance(found, Review):
                    bad += 1
                    complain(str(found))
                    continue
                meant = claim_meant(book, found.claim_id, found.claim, found.appearances)
                if meant is None:
                    elsewhere += 1
                elif keep_review(book, meant[0], asdict(found), meant[1]):
                    kept += 1
                else:
                    known += 1
        if json:
            emit({"schema": 1, "kept": kept, "known": known, "of_other_claims": elsewhere, "failures": bad})
        else:
            typer.echo(
                f"{kept} review(s) kept, {known} known, {elsewhere} of claims that are not in this ledger"
            )
        if bad:
            raise BatchFailed(bad, bad + kept + known + elsewhere)


def _fields(review: dict[str, Any]) -> dict[str, Any]:
    """A kept review's fields, lists again the tuples they were."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in review.items()}
