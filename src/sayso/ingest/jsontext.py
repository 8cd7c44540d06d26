"""JSON as files hold it (RFC 8259): one value a line, an array, or one value → objects, each with its place.

Numbers that no float holds, keys given twice and the like are JSON's own affair; what nests too deeply, breaks off
or is no object is one ``BadRecord``, and the others go on.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from sayso.errors import BadRecord, Malformed, SaysoError, TooLarge
from sayso.settings import Settings

_MARK = b"\xef\xbb\xbf"
_HINT = "give one JSON object a line"


@dataclass(frozen=True, slots=True)
class Placed:
    """One object and where it stands: ``line 3`` or ``item 3``; or why there is none."""

    place: str
    record: dict[str, Any] | SaysoError


def objects(stream: BinaryIO, name: str) -> Iterator[Placed]:
    """The objects of a stream, read line by line where it holds one a line.  Never raises for its content."""
    limit = Settings().text_limit
    first, number = stream.readline(limit + 1).removeprefix(_MARK), 1
    while first and not first.strip():
        first, number = stream.readline(limit + 1), number + 1
    if _is_object(first):
        yield from _lines(stream, name, first, number)
        return
    rest = stream.read(max(0, limit + 1 - len(first)))
    whole = _whole(first + rest) if len(first) + len(rest) <= limit else None
    if isinstance(whole, dict):
        yield Placed("item 1", whole)
    elif isinstance(whole, list):
        for number, item in enumerate(whole, 1):
            yield Placed(f"item {number}", _object(item, name, f"item {number}"))
    elif first.lstrip()[:1] == b"[":
        reason = (
            "it breaks off or nests too deeply"
            if len(rest) + len(first) <= limit
            else "an array larger than is read at once"
        )
        yield Placed("", Malformed(name, "JSON", f"{reason}; {_HINT}"))
    else:
        yield from _lines(_Again(io.BytesIO(rest), stream), name, first, number)


@dataclass(slots=True)
class _Again:
    """Lines that were read ahead, then those of the stream."""

    ahead: io.BytesIO
    stream: BinaryIO

    def readline(self, limit: int) -> bytes:
        line = self.ahead.readline(limit)
        if line.endswith(b"\n") or len(line) >= limit:
            return line
        return line + self.stream.readline(limit - len(line))


def _lines(stream: BinaryIO | _Again, name: str, line: bytes, number: int) -> Iterator[Placed]:
    limit = Settings().text_limit
    while line:
        place = f"line {number}"
        if len(line) > limit:
            yield Placed(place, TooLarge(f"{name}, {place}", None, limit))
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
        elif line.strip():
            yield Placed(place, _parsed(line, name, place))
        line = stream.readline(limit + 1)
        number += 1


def _parsed(line: bytes, name: str, place: str) -> dict[str, Any] | SaysoError:
    try:
        return _object(json.loads(line.decode("utf-8")), name, place)
    except UnicodeDecodeError as error:
        at = f"not UTF-8 at byte {error.start} of it (0x{line[error.start]:02x})"
        return BadRecord(name, place, at, "convert it, e.g. with iconv -t UTF-8")
    except RecursionError:
        return BadRecord(name, place, "JSON that nests too deeply", _HINT)
    except json.JSONDecodeError as error:
        return BadRecord(name, place, f"not JSON at character {error.pos} ({error.msg.lower()})", _HINT)
    except ValueError as error:
        return BadRecord(name, place, f"not JSON ({error})", _HINT)


def _object(value: Any, name: str, place: str) -> dict[str, Any] | SaysoError:
    if isinstance(value, dict):
        return value
    return BadRecord(name, place, f"a JSON {_kind(value)}, not an object", _HINT)


def _kind(value: object) -> str:
    kinds = ((bool, "boolean"), (str, "string"), (list, "array"), (int, "number"), (float, "number"))
    return next((word for kind, word in kinds if isinstance(value, kind)), "null")


def _is_object(line: bytes) -> bool:
    return isinstance(_whole(line), dict)


def _whole(data: bytes) -> Any:
    """A value, or ``None`` for what is no JSON."""
    try:
        return json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
