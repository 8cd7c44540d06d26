"""JSON from outside, read strictly: every wrong key or value is one ``BadRecord`` that says which and where."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, TypeVar

from sayso.errors import BadRecord, Malformed, NotFound, NotUtf8, TooLarge, Unreadable
from sayso.model import DateInterval, Span
from sayso.settings import MEGABYTE

LIMIT = 400 * MEGABYTE
"""How many bytes of one file, or of one line of a file of lines, are read."""

Kind = TypeVar("Kind")
_NAMES = {str: "a string", int: "a whole number", dict: "an object", list: "an array", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One JSON object and where it stands; every method raises ``BadRecord`` for what is not as it must be."""

    value: Mapping[str, Any]
    name: str
    place: str
    hint: str

    def refused(self, what: str) -> BadRecord:
        """The error for something wrong with this object."""
        return BadRecord(self.name, self.place, what, self.hint)

    def get(self, key: str, kind: type[Kind]) -> Kind:
        """The value of a key, which must be there."""
        if key not in self.value:
            raise self.refused(f"{key!r} is missing")
        return self._checked(key, self.value[key], kind)

    def maybe(self, key: str, kind: type[Kind]) -> Kind | None:
        """The value of a key; ``None`` where it is missing or null."""
        value = self.value.get(key)
        return None if value is None else self._checked(key, value, kind)

    def nullable(self, key: str, kind: type[Kind]) -> Kind | None:
        """The value of a key, which must be there and may be null."""
        if key not in self.value:
            raise self.refused(f"{key!r} is missing")
        return self.maybe(key, kind)

    def one_of(self, key: str, allowed: Sequence[str]) -> str:
        """One of a closed list."""
        value = self.get(key, str)
        if value not in allowed:
            raise self.refused(f"{key!r} is {value[:60]!r}, not one of {', '.join(allowed)}")
        return value

    def inner(self, key: str) -> Entry:
        """The object below a key."""
        return Entry(self.get(key, dict), self.name, f"{self.place}, {key}", self.hint)

    def entries(self, key: str) -> list[Entry]:
        """The objects of the array below a key."""
        found = []
        for number, value in enumerate(self.get(key, list), 1):
            if not isinstance(value, dict):
                raise self.refused(f"item {number} of {key!r} is no object")
            found.append(Entry(value, self.name, f"{self.place}, {key} {number}", self.hint))
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """An array of strings."""
        return tuple(self._checked(key, value, str) for value in self.get(key, list))

    def span(self, key: str, length: int) -> Span:
        """A pair ``[start, end)`` within a text of that length."""
        return self._span(key, self.get(key, list), length)

    def maybe_span(self, key: str, length: int) -> Span | None:
        """The same, or null."""
        return None if self.value.get(key) is None else self.span(key, length)

    def spans(self, key: str, length: int) -> tuple[Span, ...]:
        """An array of such pairs."""
        return tuple(self._span(key, pair, length) for pair in self.get(key, list))

    def interval(self, key: str) -> DateInterval | None:
        """A pair of ISO dates, or null."""
        pair = self.nullable(key, list)
        return None if pair is None else self._interval(key, pair)

    def intervals(self, key: str) -> tuple[DateInterval, ...]:
        """An array of such pairs."""
        return tuple(self._interval(key, pair) for pair in self.get(key, list))

    def moment(self, key: str) -> datetime | None:
        """A time of ISO 8601 with its zone, or null."""
        written = self.nullable(key, str)
        if written is None:
            return None
        try:
            found = datetime.fromisoformat(written)
        except ValueError as error:
            raise self.refused(f"{key!r} is {written[:40]!r}, no time") from error
        if found.tzinfo is None:
            raise self.refused(f"{key!r} is {written[:40]!r}, a time without a zone")
        return found

    def _checked(self, key: str, value: Any, kind: type[Kind]) -> Kind:
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.refused(f"{key!r} is not {_NAMES.get(kind, kind.__name__)}")
        return value

    def _interval(self, key: str, pair: Any) -> DateInterval:
        try:
            first, after = pair
            return DateInterval(date.fromisoformat(first), date.fromisoformat(after))
        except (TypeError, ValueError) as error:
            raise self.refused(f"{key!r} is no pair of ISO dates") from error

    def _span(self, key: str, pair: Any, length: int) -> Span:
        if not isinstance(pair, list) or len(pair) != 2 or not all(type(at) is int for at in pair):
            raise self.refused(f"{key!r} has {str(pair)[:40]}, no pair [start, end)")
        start, end = pair
        if not 0 <= start <= end <= length:
            raise self.refused(f"{key!r} has [{start}, {end}), outside a text of {length} characters")
        return Span(start, end)


def json_lines(stream: IO[bytes], name: str, hint: str) -> Iterator[Entry]:
    """The objects of a file with one a line; blank lines count and are passed over.

    Raises ``BadRecord`` or ``TooLarge`` at the first line that is none.
    """
    number = 0
    while line := stream.readline(LIMIT + 1):
        number += 1
        if len(line) > LIMIT:
            raise TooLarge(f"{name}, line {number}", None, LIMIT)
        if line.strip():
            yield parsed(line, name, f"line {number}", hint)


def parsed(data: bytes, name: str, place: str, hint: str) -> Entry:
    """One JSON object of some bytes.  Raises ``BadRecord``."""
    try:
        value = json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise BadRecord(name, place, f"not UTF-8 at byte {error.start} of it", hint) from error
    except RecursionError as error:
        raise BadRecord(name, place, "JSON that nests too deeply", hint) from error
    except ValueError as error:
        raise BadRecord(name, place, f"not JSON ({str(error)[:80].lower()})", hint) from error
    if not isinstance(value, dict):
        raise BadRecord(name, place, "JSON, but no object", hint)
    return Entry(value, name, place, hint)


def json_value(data: bytes, name: str) -> Any:
    """Any JSON value.  Raises ``NotUtf8`` or ``Malformed``."""
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise NotUtf8(name, error.start) from error
    except (RecursionError, ValueError) as error:
        raise Malformed(name, "JSON", str(error) or "it nests too deeply") from error


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def file_bytes(path: Path) -> bytes:
    """The whole of a file.  Raises ``NotFound``, ``Unreadable`` or ``TooLarge``."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LIMIT + 1)
    except FileNotFoundError as error:
        raise NotFound(str(path)) from error
    except (OSError, ValueError) as error:
        raise Unreadable(str(path), (getattr(error, "strerror", None) or str(error)).lower()) from error
    if len(data) > LIMIT:
        raise TooLarge(str(path), None, LIMIT)
    return data
