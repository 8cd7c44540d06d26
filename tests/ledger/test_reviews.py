"""Reviews find the claim they are about, and are kept once."""

from __future__ import annotations

from ledger_samples import MOST, MOST_SAID, article, report

from sayso.ledger import Ledger
from sayso.ledger.reviews import claim_meant, keep_review, reviews_in
from sayso.ledger.search import Query, find

ADDRESS = "https://novice.primer.si/most"


def filled(ledger: Ledger) -> str:
    given = article(MOST, "most", ADDRESS)
    ledger.keep_reading(ledger.keep(given).version, report(given, MOST_SAID))
    return find(ledger, Query("junija")).hits[0].claim


def test_a_review_finds_its_claim(ledger: Ledger) -> None:
    claim = filled(ledger)
    words = "Most čez Bistrico bodo odprli junija"
    assert claim_meant(ledger, claim, "karkoli", ()) == (claim, 1.0)
    found = claim_meant(ledger, None, words, (ADDRESS + "?utm_source=x",))
    assert found is not None
    assert found[0] == claim
    assert 0.5 <= found[1] < 1
    assert claim_meant(ledger, None, words, ("https://drugje.primer.si/most",)) is None
    assert claim_meant(ledger, None, "Nekaj čisto drugega", (ADDRESS,)) is None
    assert claim_meant(ledger, "0123456789abcdef", words, (ADDRESS,)) is None


def test_a_review_is_kept_once_and_the_last_one_counts(ledger: Ledger) -> None:
    claim = filled(ledger)
    first = {"reviewer": "Preverjeno", "verdict": "drži", "claim": "Most"}
    assert keep_review(ledger, claim, first)
    assert not keep_review(ledger, claim, first)
    assert keep_review(ledger, claim, first | {"verdict": "ne drži"})
    assert reviews_in(ledger)[claim]["verdict"] == "ne drži"
    assert ledger.counts()["link"] == 2
