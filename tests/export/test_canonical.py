"""Canonical JSON: the rules of RFC 8785, and another program that knows them."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import NotSealable
from sayso.export.canonical import canonical, value_of

NUMBERS = [
    (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-1.5, "-1.5"), (0.9512, "0.9512"), (1e21, "1e+21"), (1e20, "1" + "0" * 20),
    (123456789012345680000.0, "123456789012345680000"), (1e-6, "0.000001"), (1e-7, "1e-7"), (1.25e-9, "1.25e-9"),
    (5e-324, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"), (2**53 - 1, "9007199254740991"),
]  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


@pytest.mark.parametrize(("value", "written"), NUMBERS)
def test_numbers_are_written_as_ecmascript_does(value: float, written: str) -> None:
    assert canonical(value).decode() == written


def test_keys_are_sorted_by_utf_16() -> None:
    assert canonical({"😀": 1, "ﬀ": 2, "a": 3}).decode() == '{"a":3,"😀":1,"ﬀ":2}'


def test_few_signs_are_escaped() -> None:
    assert canonical('\0\b\t\n\f\r"\\/\x7f\u2028é').decode() == r'"\u0000\b\t\n\f\r\"\\/' + '\x7f\u2028é"'


@pytest.mark.parametrize("value", [2**53, math.nan, math.inf, "\ud800", {"\udc00": 1}, {1: 2}, b"x", {1, 2}])
def test_what_has_no_one_spelling_is_refused(value: Any) -> None:
    with pytest.raises(NotSealable):
        canonical(value)


@settings(deadline=None)
@given(VALUES)
def test_the_value_comes_back(value: Any) -> None:
    assert value_of(canonical(value)) == value
    assert canonical(value_of(canonical(value))) == canonical(value)


@settings(deadline=None)
@given(VALUES)
def test_another_program_writes_the_same(value: Any) -> None:
    rfc8785 = pytest.importorskip("rfc8785", reason="the other program is not installed")
    assert canonical(value) == rfc8785.dumps(value)
