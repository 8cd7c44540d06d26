"""Addresses → bytes, by http(s) only, from public hosts only, with limits on time, size and redirects.

The host is resolved here, every address of it is checked, and the connection goes to a checked address:
a name that answers differently a moment later, or a redirect inwards, gains nothing.  No proxy is used.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from sayso.errors import NotHtml, PageTooLarge, PrivateAddress, Refused
from sayso.settings import Settings

_REDIRECTS = (301, 302, 303, 307, 308)
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_TEXT_TYPES = ("text/plain",)
_PACKINGS = ("identity", "gzip", "x-gzip", "deflate")
_CHUNK = 1 << 16
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_SAFE = "/%:=&?~#+!$,;'@()*[]"
AGENT = "sayso (reads one report; +https://pypi.org/project/sayso)"
PAGES = "text/html,application/xhtml+xml,text/plain;q=0.8"


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: ``address`` is the last one after redirects."""

    address: str
    data: bytes
    is_html: bool
    charset: str | None


@dataclass(frozen=True, slots=True)
class Terms:
    """How an address is asked.

    ``etag`` and ``last_modified`` are those of the answer that one has (RFC 9110, 13.1): the host then says 304 where
    nothing changed.  Without ``follow`` a redirect is an answer like any other, for the asker to look at first.
    """

    allow_private: bool = False
    limits: Settings = field(default_factory=Settings)
    agent: str = AGENT
    accept: str = PAGES
    etag: str | None = None
    last_modified: str | None = None
    follow: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host answered, whatever it was: ``data`` is empty unless ``status`` is 200.

    ``address`` is the last one after redirects, ``location`` where one that was not followed leads to.
    ``content_type`` is empty where the host named none; the other headers are as the host wrote them, ``None`` where it
    did not.
    """

    address: str
    status: int
    reason: str
    data: bytes = b""
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_after: str | None = None
    location: str | None = None

    @property
    def is_html(self) -> bool:
        """Whether it is a page; an answer without a type is taken for one."""
        return self.content_type not in _TEXT_TYPES


@dataclass(frozen=True, slots=True)
class _Visit:
    """The conditions under which one address is asked."""

    address: str
    terms: Terms
    deadline: float
    types: tuple[str, ...] | None = None  # None: any

    def remaining(self, whole: bool = False) -> float:
        limits = self.terms.limits
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise Refused(self.address, f"it took longer than {limits.fetch_timeout:g} seconds")
        return left if whole else min(left, limits.connect_timeout)


def fetch(address: str, allow_private: bool = False, limits: Settings | None = None) -> Page:
    """The page at an address; every refusal is a ``FetchError`` of one line."""
    terms = Terms(allow_private, limits or Settings())
    reply = _ask(address, terms, _HTML_TYPES + _TEXT_TYPES)
    if reply.status != 200:
        raise Refused(address, f"the host answered {reply.status} {reply.reason}".strip())
    return Page(reply.address, reply.data, reply.is_html, reply.charset)


def ask(address: str, terms: Terms) -> Reply:
    """What the host of an address answers, also 304 or an error; of any type.

    Raises a ``FetchError`` of one line where there is no answer, none that is allowed, or too much of it.
    """
    return _ask(address, terms, None)


def _ask(address: str, terms: Terms, types: tuple[str, ...] | None) -> Reply:
    limits = terms.limits
    visit = _Visit(address, terms, time.monotonic() + limits.fetch_timeout, types)
    target = address
    try:
        for _ in range(limits.redirect_limit + 1):
            found = _step(target, visit)
            if isinstance(found, Reply):
                return found
            target = found
    except TimeoutError as error:
        raise Refused(address, "the host did not answer in time") from error
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        raise Refused(address, _reason(error)) from error
    raise Refused(address, f"more than {limits.redirect_limit} redirects")


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return f"the connection is not secure ({error.reason or error})"
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.split()).lower() or type(error).__name__


def _step(target: str, visit: _Visit) -> Reply | str:
    """Ask one host: its answer, or the address it redirects to."""
    parts = _checked(target, visit)
    connection = _connect(parts, visit)
    # A host that sends a byte now and then never times out by itself, so the deadline cuts the line.
    watch = threading.Timer(visit.remaining(whole=True), _cut, [connection.sock])
    watch.daemon = True
    watch.start()
    try:
        connection.request("GET", _request_target(parts), headers=_headers(visit.terms))
        response = connection.getresponse()
        location = response.getheader("Location")
        if response.status in _REDIRECTS and location:
            leads_to = urljoin(target, location)
            return leads_to if visit.terms.follow else Reply(target, response.status, "", location=leads_to)
        return _reply(response, target, visit)
    except (OSError, http.client.HTTPException):
        visit.remaining()
        raise
    finally:
        watch.cancel()
        connection.close()


def _cut(stream: socket.socket) -> None:
    with contextlib.suppress(OSError):
        stream.shutdown(socket.SHUT_RDWR)


def _checked(target: str, visit: _Visit) -> SplitResult:
    parts = urlsplit(target)
    if parts.scheme.lower() not in ("http", "https"):
        raise Refused(visit.address, f"{parts.scheme or 'no'} scheme, only http and https are read")
    if not parts.hostname:
        raise Refused(visit.address, "there is no host in it")
    if parts.username is not None or parts.password is not None:
        raise Refused(visit.address, "it carries a user name or password")
    if _CONTROL.search(target.strip()):
        raise Refused(visit.address, "there is white space in it")
    return parts


def _request_target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{path}?{quote(parts.query, safe=_SAFE)}" if parts.query else path


def _headers(terms: Terms) -> dict[str, str]:
    named = {
        "User-Agent": terms.agent,
        "Accept": terms.accept,
        "Accept-Encoding": "identity",
        "Connection": "close",
        "If-None-Match": terms.etag,
        "If-Modified-Since": terms.last_modified,
    }
    return {name: value for name, value in named.items() if value}


def _connect(parts: SplitResult, visit: _Visit) -> http.client.HTTPConnection:
    """A connection whose socket is already open, to an address that was looked at."""
    host = _ascii_host(parts.hostname or "")
    secure = parts.scheme.lower() == "https"
    port = parts.port or (443 if secure else 80)
    stream = _dial(host, port, visit)
    connection = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(host, port)
    try:
        if secure:
            stream = ssl.create_default_context().wrap_socket(stream, server_hostname=host)
    except BaseException:
        stream.close()
        raise
    connection.sock = stream
    return connection


def _ascii_host(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _dial(host: str, port: int, visit: _Visit) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not visit.terms.allow_private:
        for address in addresses:
            if not is_public(address):
                raise PrivateAddress(visit.address, address)
    failure: OSError | None = None
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=visit.remaining())
        except OSError as error:
            failure = error
    raise failure or OSError("the host has no address")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, wrapped ones looked into."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inside(found) if isinstance(found, ipaddress.IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for, through which a private host could be reached."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _reply(response: http.client.HTTPResponse, target: str, visit: _Visit) -> Reply:
    headers = response.headers
    content_type = headers.get_content_type() if headers.get("Content-Type") else ""
    is_whole = response.status == 200
    if is_whole and content_type and visit.types is not None and content_type not in visit.types:
        raise NotHtml(visit.address, content_type)
    return Reply(
        address=target,
        status=response.status,
        reason=response.reason,
        data=_body(response, visit) if is_whole else b"",
        content_type=content_type,
        charset=headers.get_content_charset(),
        etag=headers.get("ETag"),
        last_modified=headers.get("Last-Modified"),
        retry_after=headers.get("Retry-After"),
    )


def _body(response: http.client.HTTPResponse, visit: _Visit) -> bytes:
    """The bytes, never more than the limit, packed or not."""
    limit = visit.terms.limits.page_limit
    length = response.getheader("Content-Length") or ""
    if length.isdecimal() and int(length) > limit:
        raise PageTooLarge(visit.address, limit)
    packing = (response.getheader("Content-Encoding") or "identity").lower()
    if packing not in _PACKINGS:
        raise Refused(visit.address, f"it is packed as {packing}")
    unpacker = None if packing == "identity" else zlib.decompressobj(zlib.MAX_WBITS | 32)
    data = bytearray()
    while chunk := response.read1(_CHUNK):
        data += chunk if unpacker is None else unpacker.decompress(chunk, limit + 1 - len(data))
        if len(data) > limit:
            raise PageTooLarge(visit.address, limit)
    visit.remaining()
    if response.length:
        raise Refused(visit.address, "the connection broke off")
    return bytes(data)
