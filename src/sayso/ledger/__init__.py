"""Everything that was added, kept: articles, readings, claims.  The only code that knows SQL."""

from sayso.ledger.store import DEFAULT, Failed, Kept, Ledger

__all__ = ["DEFAULT", "Failed", "Kept", "Ledger"]
