"""Everything that was added, kept: articles, readings, claims.  The only code that knows SQL."""

from sayso.ledger.placing import Kept
from sayso.ledger.store import Failed, Ledger

__all__ = ["Failed", "Kept", "Ledger"]
