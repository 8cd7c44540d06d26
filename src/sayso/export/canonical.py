"""Canonical JSON by the rules of RFC 8785: one value has one spelling, so that a hash stands for the value.

No white space; keys sorted by their UTF-16 code units; strings with the fewest escapes; numbers as ECMAScript
writes a double.  Whole numbers beyond 2^53 - 1 and halves of characters are refused, as the RFC's I-JSON asks.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sayso.errors import NotSealable

_LARGEST = 2**53 - 1


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON value, UTF-8.  Raises ``NotSealable``."""
    try:
        return _written(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotSealable(f"a lone surrogate (U+{ord(error.object[error.start]):04X})") from error


def value_of(data: bytes) -> Any:
    """The value of canonical JSON.  Raises ``ValueError`` or ``RecursionError`` for what is no JSON.

    Whole numbers beyond 2^53 - 1 are doubles that happen to be whole.
    """
    return json.loads(data, parse_int=_whole)


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) < 16 or abs(float(digits)) <= _LARGEST else float(digits)


def sha256(data: bytes) -> str:
    """SHA-256 (FIPS 180-4) in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _written(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise NotSealable(f"the number {str(value)[:40]}")
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return "[" + ",".join(map(_written, value)) + "]"
    raise NotSealable(f"a {type(value).__name__}")


def _object(value: Mapping[Any, Any]) -> str:
    if not all(isinstance(key, str) for key in value):
        raise NotSealable("an object whose keys are no strings")
    keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(f"{_written(key)}:{_written(value[key])}" for key in keys) + "}"


def _number(value: float) -> str:
    """Number::toString of ECMA-262, which writes the shortest digits that come back, as ``repr`` does."""
    if not math.isfinite(value):
        raise NotSealable(f"the number {value}")
    if value == 0:
        return "0"
    sign, digit_tuple, exponent = Decimal(repr(value)).normalize().as_tuple()
    digits = "".join(map(str, digit_tuple))
    point = len(digits) + int(exponent)
    minus = "-" if sign else ""
    if len(digits) <= point <= 21:
        return f"{minus}{digits}{'0' * (point - len(digits))}"
    if 0 < point <= 21:
        return f"{minus}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{minus}0.{'0' * -point}{digits}"
    mantissa = digits if len(digits) == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{minus}{mantissa}e{point - 1:+d}"
