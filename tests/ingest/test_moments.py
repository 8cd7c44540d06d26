"""Dates as formats write them: what is impossible is named and never used."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ingest.draft import Stamps
from sayso.ingest.times import read_stamp
from sayso.model import DateInterval

FETCHED = datetime(2024, 11, 6, 12, tzinfo=UTC)
DAY = DateInterval(date(2024, 11, 5), date(2024, 11, 6))


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2024-11-05T10:00:00+01:00", datetime(2024, 11, 5, 9, tzinfo=UTC)),
        ("20241105T100000Z", datetime(2024, 11, 5, 10, tzinfo=UTC)),
        ("2024-11-05T10:00:00.1234567Z", datetime(2024, 11, 5, 10, 0, 0, 123456, tzinfo=UTC)),
        ("2024-11-05 10:00:00 UTC", datetime(2024, 11, 5, 10, tzinfo=UTC)),
        ("Tue, 05 Nov 2024 10:00:00 GMT", datetime(2024, 11, 5, 10, tzinfo=UTC)),
        ("Tue, 5 Nov 24 10:00 CET", datetime(2024, 11, 5, 9, tzinfo=UTC)),
    ],
)
def test_times_with_a_zone(value: str, moment: datetime) -> None:
    stamp = read_stamp(value, "published", FETCHED)
    assert (stamp.days, stamp.moment, stamp.doubt) == (DAY, moment, None)


def test_days_and_months_have_no_moment() -> None:
    assert read_stamp("2024-11-05", "published", FETCHED).days == DAY
    assert read_stamp("Tue, 05 Nov 2024", "published", FETCHED).days == DAY
    assert read_stamp("2024-11", "published", FETCHED).days == DateInterval(
        date(2024, 11, 1), date(2024, 12, 1)
    )
    assert read_stamp("2024-11-05", "published", FETCHED).moment is None
    naive = read_stamp("2024-11-05T10:00:00", "published", FETCHED)
    assert (naive.days, naive.moment) == (DAY, None)
    assert "no time zone" in (naive.doubt or "")


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("9999-12-31T23:59:59Z", "no date"),
        ("9999-06-01", "later than it was fetched"),
        ("2024-11-08T12:00:01Z", "later than it was fetched"),
        ("2024-11-32", "no date"),
        ("Tue, 32 Nov 2024 10:00:00 GMT", "no date"),
        ("1599-12-31", "before 1600"),
        ("0001-01-01T00:00:00+14:00", "no date"),
        ("včeraj", "no date"),
        (1_730_800_000, "no date"),
        ("2" * 1_000_000, "no date"),
    ],
)
def test_impossible_dates_are_flagged_and_not_used(value: object, why: str) -> None:
    stamp = read_stamp(value, "published", FETCHED)
    assert stamp.days is None
    assert stamp.moment is None
    assert why in (stamp.doubt or "")
    assert len(stamp.doubt or "") < 120


def test_nothing_given_is_no_doubt() -> None:
    assert read_stamp(None, "published").doubt is None
    assert read_stamp(" ", "published").doubt is None


def test_modified_before_published_is_left_out() -> None:
    stamps = Stamps.of("2024-11-05T10:00:00Z", "2024-11-01T10:00:00Z", FETCHED)
    assert stamps.published.moment is not None
    assert stamps.modified.moment is None
    assert stamps.doubts == ("modified '2024-11-01T10:00:00Z' is before it was published",)


@settings(deadline=None, max_examples=100)
@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.none()))
def test_any_value_is_read_without_raising(value: object) -> None:
    stamp = read_stamp(value, "published", FETCHED)
    assert stamp.moment is None or stamp.days is not None
