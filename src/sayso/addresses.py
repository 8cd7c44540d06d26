"""One spelling for each address, and the id of an article that follows from it."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# Parameters that say who sent the reader here and never which article it is.
_TRACKING = frozenset(
    ("fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "cmpid", "ocid", "ref_src")
)
_TRACKING_FAMILIES = ("utm_", "pk_", "mtm_", "at_", "ns_")
_NAMES = re.compile(r"(?:urn|tag):\S+\Z", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def article_id(text: str, address: str | None = None) -> str:
    """An id from the address where it names one article, otherwise from the text."""
    key = (address and canonical_address(address)) or text
    return digest(key)


def digest(key: str) -> str:
    """Sixteen hexadecimal digits (64 bits of SHA-256) that stand for a key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def canonical_address(address: str) -> str | None:
    """One spelling of an address; ``None`` for a bare host, which many articles share.

    Scheme, ``www.``, default port, fragment, a slash at the end and what only tracks the reader are left out; the
    case of the path stays, servers tell it apart.  A name that is no place (``urn:``, ``tag:``) stands as it is.
    """
    if _NAMES.match(address.strip()):
        return address.strip()
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    path, query = parts.path.rstrip("/"), _without_tracking(parts.query)
    if not host or not (path or query):
        return None
    return f"{host}{path}" + (f"?{query}" if query else "")


def _without_tracking(query: str) -> str:
    """The query as it stands where nothing in it tracks; else the pairs that are left, in their order."""
    if not any(_tracks(name) for name, _ in parse_qsl(query, keep_blank_values=True)):
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, value) for name, value in pairs if not _tracks(name)])


def _tracks(name: str) -> bool:
    lowered = name.lower()
    return lowered in _TRACKING or lowered.startswith(_TRACKING_FAMILIES)


def host_of(address: str) -> str | None:
    """The host of an address without ``www.``; ``None`` where there is none."""
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
