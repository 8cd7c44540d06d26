"""One JSON document with a long list in it, written item by item, so that no ledger is held in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import IO, Any

from sayso.records import to_json

# Such files are put into pages: nothing in them may end a script or begin a comment there.
_IN_PAGES = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))


def write_document(
    stream: IO[str], head: Mapping[str, Any], key: str, items: Iterable[Mapping[str, Any]]
) -> int:
    """Write ``head`` with the items as the array ``key``, one a line; how many they were."""
    opening = _harmless(json.dumps(head, ensure_ascii=False)).removesuffix("}")
    stream.write(f'{opening}{", " if head else ""}"{key}": ')
    count = write_array(stream, items)
    stream.write("}\n")
    return count


def write_array(stream: IO[str], items: Iterable[Mapping[str, Any]]) -> int:
    """Write an array, one item a line; how many they were."""
    count = 0
    stream.write("[")
    for item in items:
        stream.write((",\n" if count else "\n") + _harmless(to_json(item)))
        count += 1
    stream.write("\n]" if count else "]")
    return count


def _harmless(written: str) -> str:
    for sign, escape in _IN_PAGES:
        written = written.replace(sign, escape)
    return written


def web_address(address: str | None) -> str | None:
    """An address that may stand where an IRI is asked for (RFC 3987): http or https, nothing that ends one."""
    if address is None or not address.lower().startswith(("http://", "https://")):
        return None
    if any(sign <= " " or sign in '<>"{}|\\^`' or "\x7f" <= sign <= "\xa0" for sign in address):
        return None
    return address if address.isprintable() else None
