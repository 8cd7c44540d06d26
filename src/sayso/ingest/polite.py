"""Addresses → answers, as a guest: robots.txt is asked first, and a host has a pause between two requests.

Requests go out one after the other, never two at once.  robots.txt is read by the standard library (RFC 9309; where
rules overlap the first one counts); a host that has none (4xx) allows everything, one that cannot say (5xx, no answer)
is left alone.  Redirects are looked at like any other address before they are followed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from sayso.addresses import host_of
from sayso.errors import Disallowed, FetchError, PageTooLarge, Refused
from sayso.ingest.fetch import Reply, Terms, ask
from sayso.settings import Settings

ROBOT = "sayso"  # how robots.txt calls us
LISTINGS = "application/rss+xml,application/atom+xml,application/xml,text/xml,text/x-opml,*/*;q=0.5"
REPORTS = "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.5"
_HOME = "https://pypi.org/project/sayso"
_ROBOTS_LIMIT = 512_000  # RFC 9309, 2.5 asks for 500 KiB at least
_ROBOTS_AGE = timedelta(hours=24)  # the same, 2.4
_SILENCE_AGE = timedelta(minutes=10)  # how long a host that cannot say is not asked again
_TOO_MANY = 429
LONGEST_PAUSE = 3600.0  # seconds; whatever a robots.txt asks for


class Clock(Protocol):
    """The time, and waiting: apart, so that tests need not wait."""

    def now(self) -> datetime:
        """The time, aware."""
        ...

    def wait(self, seconds: float) -> None:
        """Let so much time pass."""
        ...


class WallClock:
    """The real one."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are visited: ``pause`` is in seconds, ``pauses`` are those of single hosts by their name.

    ``contact`` is an address of ours that is told to the hosts.
    """

    pause: float = 2.0
    pauses: Mapping[str, float] = field(default_factory=dict)
    contact: str | None = None
    allow_private: bool = False
    limits: Settings = field(default_factory=Settings)

    @property
    def agent(self) -> str:
        """The header User-Agent."""
        return f"{ROBOT}/1 (reads news feeds; +{self.contact or _HOME})"


@dataclass(frozen=True, slots=True)
class Known:
    """What marks the answer that one has already (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a host's robots.txt said, or why it could not be had, and when."""

    said: RobotFileParser | FetchError
    at: datetime

    @property
    def age(self) -> timedelta:
        """How long it holds."""
        return _ROBOTS_AGE if isinstance(self.said, RobotFileParser) else _SILENCE_AGE


class Visitor:
    """Asks hosts, one request at a time.  ``ask`` can be another way to reach them."""

    def __init__(
        self, manners: Manners, clock: Clock | None = None, ask: Callable[[str, Terms], Reply] = ask
    ) -> None:
        self.manners = manners
        self.clock = clock or WallClock()
        self._ask = ask
        self._rules: dict[str, _Rules] = {}
        self._free: dict[str, datetime] = {}

    def visit(self, address: str, known: Known = Known(), accept: str = LISTINGS) -> Reply:
        """What the host answers, whatever it is, redirects followed; a list may be as long as XML may be.

        Raises ``Disallowed`` and what ``ask`` raises; ``Refused`` too where robots.txt cannot be had.
        """
        limits = self.manners.limits
        if accept == LISTINGS:
            limits = replace(limits, page_limit=limits.xml_limit)
        asked = replace(self._terms(), limits=limits, accept=accept)
        terms = replace(asked, etag=known.etag, last_modified=known.last_modified)
        target = address
        for _ in range(limits.redirect_limit + 1):
            if not target.lower().startswith(("http://", "https://")):
                raise Refused(address, "only http and https are read")
            rules = self._rules_of(target)
            if not _may(rules, target):
                raise Disallowed(address, robots_of(target))
            reply = self._request(target, terms, float(rules.crawl_delay(ROBOT) or 0))
            if reply.location is None:
                return reply
            target = reply.location
        raise Refused(address, f"more than {limits.redirect_limit} redirects")

    def free_at(self, address: str) -> datetime | None:
        """When the host of an address may be asked next; ``None`` where it was not asked yet."""
        return self._free.get(host_of(address) or "")

    def _terms(self) -> Terms:
        manners = self.manners
        return Terms(manners.allow_private, manners.limits, manners.agent, follow=False)

    def _request(self, target: str, terms: Terms, wanted: float = 0.0) -> Reply:
        """One request, when the host is free; then it has its pause, ours or the one that it wants if that is longer."""
        host = host_of(target) or ""
        free_at = self._free.get(host)
        if free_at is not None and (left := (free_at - self.clock.now()).total_seconds()) > 0:
            self.clock.wait(left)
        try:
            return self._ask(target, terms)
        finally:
            usual = self.manners.pauses.get(host, self.manners.pause)
            self._free[host] = self.clock.now() + timedelta(seconds=min(max(usual, wanted), LONGEST_PAUSE))

    def _rules_of(self, address: str) -> RobotFileParser:
        origin, now = origin_of(address), self.clock.now()
        rules = self._rules.get(origin)
        if rules is None or now - rules.at > rules.age:
            rules = self._rules[origin] = _Rules(self._asked_rules(address), now)
        if isinstance(rules.said, FetchError):
            raise rules.said
        return rules.said

    def _asked_rules(self, address: str) -> RobotFileParser | FetchError:
        place = robots_of(address)
        limits = replace(self.manners.limits, page_limit=_ROBOTS_LIMIT)
        try:
            reply = self._request(
                place, replace(self._terms(), limits=limits, accept="text/plain", follow=True)
            )
        except PageTooLarge:
            return Refused(place, f"it is longer than {_ROBOTS_LIMIT:,} bytes")
        except FetchError as error:
            return error
        if reply.status == 200:
            return read_rules(reply.data, address)
        is_absent = 400 <= reply.status < 500 and reply.status != _TOO_MANY
        return read_rules(b"", address) if is_absent else Refused(place, f"the host answered {reply.status}")


def _may(rules: RobotFileParser, address: str) -> bool:
    try:
        return rules.can_fetch(ROBOT, address)
    except ValueError as error:
        raise Refused(address, f"it is no web address ({error})") from error


def read_rules(data: bytes, address: str) -> RobotFileParser | Refused:
    """The rules that the bytes of a robots.txt hold, or why they cannot be read."""
    rules = RobotFileParser()
    try:
        rules.parse(data.decode("utf-8-sig", "replace").splitlines())
    except ValueError as error:
        return Refused(robots_of(address), f"it cannot be read ({error})")
    return rules


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, as one key; the address itself where it has none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else address


def robots_of(address: str) -> str:
    """Where the rules of the host of an address are."""
    return f"{origin_of(address)}/robots.txt"
