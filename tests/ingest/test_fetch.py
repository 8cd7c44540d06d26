"""Addresses: only public hosts, only pages, only so much; with a host of our own on loopback."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sayso.errors import FetchError, NotHtml, PageTooLarge, PrivateAddress, Refused
from sayso.ingest.fetch import Terms, ask, fetch, is_public
from sayso.settings import Settings

HTML = b"<html><body><p>Pek je rekel, da kruha ni.</p></body></html>"
SMALL = Settings(page_limit=5000, connect_timeout=1.0, fetch_timeout=1.5)


class Host(BaseHTTPRequestHandler):
    """Answers each path in its own way."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def answer(self, data: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(200)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def do_GET(self) -> None:
        with contextlib.suppress(BrokenPipeError):
            getattr(self, "at_" + self.path[1:].partition("/")[0].partition("?")[0])()

    def at_page(self) -> None:
        self.answer(HTML)

    def at_text(self) -> None:
        self.answer(b"Pek je rekel.", "text/plain")

    def at_untyped(self) -> None:
        self.answer(HTML, "")

    def at_packed(self) -> None:
        self.answer(gzip.compress(HTML), Content_Encoding="gzip")

    def at_bomb(self) -> None:
        self.answer(gzip.compress(b" " * 1_000_000), Content_Encoding="gzip")

    def at_odd(self) -> None:
        self.answer(HTML, Content_Encoding="br")

    def at_image(self) -> None:
        self.answer(b"\x89PNG", "image/png")

    def at_large(self) -> None:
        self.answer(b"a" * 6000)

    def at_announced(self) -> None:
        self.answer(b"", Content_Length="6000")

    def at_cut(self) -> None:
        self.answer(HTML, Content_Length="4000")

    def at_missing(self) -> None:
        self.send_error(404)

    def at_hop(self) -> None:
        left = int(self.path.rpartition("/")[2])
        self.redirect(f"/hop/{left - 1}" if left else "/page")

    def at_file(self) -> None:
        self.redirect("file:///etc/passwd")

    def at_inwards(self) -> None:
        self.redirect("http://10.0.0.1/page")

    def at_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.2)

    def at_silent(self) -> None:
        time.sleep(3)

    def at_known(self) -> None:
        known = {"If-None-Match": '"a1"', "If-Modified-Since": "Tue, 05 Nov 2024 10:00:00 GMT"}
        if all(self.headers[name] == value for name, value in known.items()):
            self.send_response(304)
            self.send_header("ETag", '"a1"')
            self.end_headers()
        else:
            self.answer(
                b"<rss/>", "application/rss+xml", ETag='"a1"', Last_Modified=known["If-Modified-Since"]
            )

    def at_busy(self) -> None:
        self.send_response(429)
        self.send_header("Retry-After", "120")
        self.end_headers()
        self.wfile.write(b"not now")


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/page", "/untyped", "/packed", "/hop/4"])
def test_pages_come_back(host: str, path: str) -> None:
    page = fetch(host + path, allow_private=True, limits=SMALL)
    assert page.data == HTML
    assert page.is_html
    assert page.address.startswith(host)


def test_text_and_odd_paths(host: str) -> None:
    assert not fetch(f"{host}/text", allow_private=True).is_html
    assert fetch(f"{host}/page/š č?q=ž".replace(" ", "%20"), allow_private=True).data == HTML


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/image", NotHtml, "image/png"),
        ("/large", PageTooLarge, "5,000 bytes"),
        ("/announced", PageTooLarge, "5,000 bytes"),
        ("/bomb", PageTooLarge, "5,000 bytes"),
        ("/odd", Refused, "packed as br"),
        ("/cut", Refused, "broke off"),
        ("/missing", Refused, "404"),
        ("/hop/5", Refused, "more than 5 redirects"),
        ("/file", Refused, "file scheme"),
        ("/slow", Refused, "longer than 1.5 seconds"),
        ("/silent", Refused, "in time"),
    ],
)
def test_refusals_are_one_line(host: str, path: str, error: type[FetchError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        fetch(host + path, allow_private=True, limits=SMALL)
    assert str(caught.value).startswith(host + path)
    assert "\n" not in str(caught.value)


def test_private_hosts_need_the_flag(host: str) -> None:
    for address in (f"{host}/page", host.replace("127.0.0.1", "localhost")):
        with pytest.raises(PrivateAddress, match="--allow-private"):
            fetch(address)


def test_a_redirect_inwards_is_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.fetch.is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(PrivateAddress, match=r"10\.0\.0\.1"):
        fetch(f"{host}/inwards")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://example.org/a", "only http and https"),
        ("http://", "no host"),
        ("http://ana:geslo@example.org/", "user name"),
        ("http://example.org/a b", "white space"),
        ("http://example.org:99999/", "not fetched"),
        ("http://[::1", "not fetched"),
        ("http://ime.invalid/", "not fetched"),
    ],
)
def test_odd_addresses(address: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        fetch(address)


def test_an_answer_that_one_has_is_not_sent_again(host: str) -> None:
    terms = Terms(allow_private=True, limits=SMALL, accept="application/rss+xml")
    first = ask(f"{host}/known", terms)
    assert (first.status, first.data, first.content_type) == (200, b"<rss/>", "application/rss+xml")
    assert (first.etag, first.last_modified) == ('"a1"', "Tue, 05 Nov 2024 10:00:00 GMT")
    again = ask(f"{host}/known", replace(terms, etag=first.etag, last_modified=first.last_modified))
    assert (again.status, again.data, again.etag) == (304, b"", '"a1"')


def test_errors_are_answers_too(host: str) -> None:
    busy = ask(f"{host}/busy", Terms(allow_private=True, limits=SMALL))
    assert (busy.status, busy.retry_after, busy.data) == (429, "120", b"")
    assert ask(f"{host}/missing", Terms(allow_private=True, limits=SMALL)).status == 404


def test_a_header_that_breaks_the_line_is_not_sent(host: str) -> None:
    with pytest.raises(Refused):
        ask(f"{host}/known", Terms(allow_private=True, limits=SMALL, etag="a\r\nCookie: b"))


def test_a_redirect_can_be_looked_at_first(host: str) -> None:
    found = ask(f"{host}/hop/3", Terms(allow_private=True, limits=SMALL, follow=False))
    assert (found.status, found.location, found.address) == (302, f"{host}/hop/2", f"{host}/hop/3")


def test_a_closed_port(host: str) -> None:
    with pytest.raises(Refused, match="refused"):
        fetch("http://127.0.0.1:1/", allow_private=True)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "not an address",
    ],
)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)
