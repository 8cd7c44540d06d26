"""A small outlet on 127.0.0.1 whose answers a test decides, and a clock that need not be waited for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

START = datetime(2025, 3, 5, 12, tzinfo=UTC)
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Glasnik</title>{items}</channel></rss>'
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass
class Says:
    """One answer."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    endless: bool = False


def page(number: int, more: str = "") -> Says:
    """A report of its own for each number."""
    word = WORDS[number]
    text = f"Mayor Nina Hale said that bridge {word} would open in May{more}. "
    lines = "".join(
        f"<p>{text if n == 0 else f'Reason {n} for bridge {word} was the river.'}</p>" for n in range(4)
    )
    return Says(
        f"<html><head><title>Bridge {word} to open</title></head><body><article><h1>Bridge {word} to open</h1>"
        f"{lines}</article></body></html>",
        headers={"Content-Type": "text/html; charset=utf-8"},
    )


def rss(*items: str, **headers: str) -> Says:
    """A feed of items."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Says(RSS.format(items="".join(items)), headers={"Content-Type": "application/rss+xml", **named})


def item(address: str, day: int = 4, summary: str = "") -> str:
    """An entry that names a page."""
    return (
        f"<item><title>Bridge</title><link>{address}</link><description>{summary}</description>"
        f"<pubDate>{datetime(2025, 3, day, 9, tzinfo=UTC):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
    )


@dataclass
class Site:
    """What the outlet answers by path (each answer once, the last one for ever), and what it was asked."""

    address: str = ""
    answers: dict[str, list[Says]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def at(self, path: str, *answers: Says) -> str:
        self.answers[path] = list(answers)
        return self.address + path

    def taken(self) -> list[str]:
        """The paths asked for since the last time, without robots.txt."""
        found = [path for path in self.asked if path != "/robots.txt"]
        self.asked.clear()
        return found


@contextmanager
def outlet() -> Iterator[Site]:
    """The outlet, open."""
    site = Site()

    class Host(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append(dict(self.headers))
            left = site.answers.get(self.path, [Says(status=404)])
            says = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(says.status)
            for name, value in says.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(says.body.encode() if isinstance(says.body, str) else says.body)
                while says.endless:
                    self.wfile.write(b"<item>" * 10_000)
            except OSError:
                pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


class Clock:
    """Waiting takes no time; how long was waited is remembered."""

    def __init__(self, now: datetime = START) -> None:
        self.time = now
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self.time

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += timedelta(seconds=seconds)

    def later(self, **much: Any) -> None:
        self.time += timedelta(**much)
