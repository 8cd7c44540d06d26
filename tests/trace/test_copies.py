"""Two reports side by side: the level, the score, and what an editor may do in between."""

from __future__ import annotations

from datetime import date

import pytest
from copy_samples import OTHER, SENTENCES, WIRE, article, words

from sayso.trace.copies import COPIED, Copy, compare
from sayso.trace.side import Side

DAY = date(2025, 3, 4)


def between(one: str, other: str) -> Copy | None:
    return compare(Side(article(one, "a"), words(one)), Side(article(other, "b"), words(other)))


MERGED = " ".join(f"{x} {y}." for x, y in zip(SENTENCES[:4], OTHER.split(". "), strict=True))


@pytest.mark.parametrize(
    ("edited", "label"),
    [
        (WIRE, "copied"),
        (f"Most bo! Koprivnik se je odločil.\n\n{WIRE}", "copied"),
        (" ".join(SENTENCES[:3]), "copied"),
        (" ".join(SENTENCES[::-1]), "copied"),
        (
            WIRE.replace("je povedala", "je dejala").replace("zato", "zaradi tega").replace("lani", "lansko"),
            "copied",
        ),
        (MERGED, "partly"),
        (f"{OTHER} {SENTENCES[6]}", "partly"),
        (OTHER, None),
    ],
)
def test_levels(edited: str, label: str | None) -> None:
    found = between(edited, WIRE)
    assert (found and found.label) == label


def test_a_report_merged_of_two_agencies_is_derived_from_both() -> None:
    for source in (WIRE, OTHER):
        found = between(MERGED, source)
        assert found is not None
        assert found.label in ("copied", "partly")
        assert len(found.passages) >= 2


def test_the_score_is_the_share_of_the_shorter_report() -> None:
    found = between(f"{OTHER} {SENTENCES[6]}", WIRE)
    assert found is not None
    shared = len(words(SENTENCES[6]))
    shorter = min(len(words(f"{OTHER} {SENTENCES[6]}")), len(words(WIRE)))
    assert found.score == pytest.approx(shared / shorter, abs=0.01)
    assert found.score < COPIED


def test_turned_round() -> None:
    one, other = between(MERGED, WIRE), between(WIRE, MERGED)
    assert one is not None
    assert other is not None
    assert (one.label, one.score, one.share_a) == (other.label, other.score, other.share_b)
    assert {each.turned() for each in one.passages} == set(other.passages)


def test_a_little_that_reports_weeks_apart_share_is_old_matter() -> None:
    recalled = f"{OTHER} {SENTENCES[6]}"
    first = Side(article(WIRE, "a", DAY), words(WIRE))
    for later, label in ((date(2025, 3, 6), "partly"), (date(2025, 4, 6), None)):
        found = compare(first, Side(article(recalled, "b", later), words(recalled)))
        assert found is not None
        assert found.label == label
        assert all(each.recycled == (label is None) for each in found.passages)
    again = compare(first, Side(article(WIRE, "b", date(2025, 4, 6)), words(WIRE)))
    assert again is not None
    assert again.label == "copied"
