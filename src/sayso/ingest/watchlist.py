"""feeds.toml → what ``sayso watch`` watches and how (docs/watch.md has every key)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.errors import BadSetting, NotUtf8
from sayso.ingest.polite import LONGEST_PAUSE
from sayso.lang import supported
from sayso.model import ARTICLE_KINDS

_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_FEED = re.compile(r"^\s*\[\[\s*feed\s*\]\]", re.MULTILINE)
_SEE = "docs/watch.md has an example"


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, list of feeds or sitemap to be watched; ``minutes`` between two times it is asked.

    Without ``pages`` only what the feed itself holds is kept.
    """

    address: str
    minutes: float = 15.0
    pages: bool = True
    kind: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Watchlist:
    """All that is watched.  ``pauses`` are of single hosts; see docs/watch.md for the numbers."""

    sources: tuple[Source, ...]
    pause: float = 2.0
    pauses: Mapping[str, float] = field(default_factory=dict)
    contact: str | None = None
    days: int = 30
    most: int = 200
    tries: int = 8
    seed: int = 1


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a value may be: its type, its bounds where it is a number, its values where they are few."""

    type: type
    low: float = 0
    high: float = 0
    values: tuple[str, ...] = ()

    def allowed(self) -> str:
        """In words."""
        if self.values:
            return f"one of {', '.join(self.values)}"
        if self.type is bool:
            return "true or false"
        if self.type is str:
            return "words in quotation marks"
        return f"{'a number' if self.type is float else 'a whole number'} from {self.low:g} to {self.high:g}"

    def holds(self, value: object) -> bool:
        """Whether a value is allowed; true and false are no numbers here."""
        if self.type in (float, int):
            is_number = isinstance(value, (int, float) if self.type is float else int)
            return is_number and not isinstance(value, bool) and self.low <= value <= self.high  # type: ignore[operator]
        return isinstance(value, self.type) and (not self.values or value in self.values)


_PAUSE = _Rule(float, 0, LONGEST_PAUSE)
_MINUTES = _Rule(float, 0, 60 * 24 * 30)
TOP = {
    "minutes": _MINUTES,
    "pause": _PAUSE,
    "contact": _Rule(str),
    "days": _Rule(int, 1, 36_500),
    "most": _Rule(int, 1, 50_000),
    "tries": _Rule(int, 1, 100),
    "seed": _Rule(int, 0, 2**53),
}
FEED = {
    "address": _Rule(str),
    "minutes": _MINUTES,
    "pages": _Rule(bool),
    "kind": _Rule(str, values=ARTICLE_KINDS),
    "language": _Rule(str, values=tuple(supported())),
}


@dataclass(frozen=True, slots=True)
class _File:
    """A file of settings: how errors call it, and its text, in which they find the line."""

    name: str
    text: str

    def bad(self, key: str, what: str, allowed: str, feed: int = 0) -> BadSetting:
        """The error about a key, of the file or of its ``feed``-th feed."""
        place = f"feed {feed}, {key}" if feed else key
        line = self._line(key, feed)
        return BadSetting(self.name, f"line {line} ({place})" if line else place, what, f"{allowed}; {_SEE}")

    def _line(self, key: str, feed: int) -> int | None:
        heads = [found.start() for found in _FEED.finditer(self.text)]
        start = heads[feed - 1] if 0 < feed <= len(heads) else 0
        end = ([*heads, len(self.text)])[feed if feed <= len(heads) else -1]
        written = re.compile(rf"""^\s*["']?{re.escape(key)}["']?\s*=""", re.MULTILINE)
        found = written.search(self.text, start, end)
        if found is None and not feed:
            found = written.search(self.text)
            if found is None:
                return None
        at = start if found is None else found.end()
        return self.text.count("\n", 0, at) + 1


def read_watchlist(data: bytes, name: str) -> Watchlist:
    """What a feeds.toml says.  Raises ``NotUtf8``, and ``BadSetting`` with the line and key of the first mistake."""
    try:
        file = _File(name, data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise NotUtf8(name, error.start, data[error.start]) from error
    try:
        given = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, error) from error
    feeds, hosts = given.pop("feed", []), given.pop("hosts", {})
    top = _checked(file, given, TOP)
    minutes = top.pop("minutes", Source.__dataclass_fields__["minutes"].default)
    pauses = dict(_pauses(file, hosts))
    if not isinstance(feeds, list) or not feeds:
        raise file.bad("feed", "no feed is named", "give one or more [[feed]] with an address")
    sources = tuple(_source(file, feed, number, minutes) for number, feed in enumerate(feeds, 1))
    _refuse_twice(file, sources)
    return Watchlist(sources, pauses=pauses, **top)


def _not_toml(file: _File, error: tomllib.TOMLDecodeError) -> BadSetting:
    found = _LINE.search(str(error))
    line = found[1] if found and found[1] else str(file.text.count("\n") + 1)
    told = _LINE.sub("", str(error)).strip()
    return BadSetting(file.name, f"line {line}", f"not TOML, {told[:1].lower()}{told[1:]}", _SEE)


def _checked(
    file: _File, given: Mapping[str, Any], rules: Mapping[str, _Rule], feed: int = 0
) -> dict[str, Any]:
    for key, value in given.items():
        if key not in rules:
            raise file.bad(key, f"there is no key {key!r}", f"allowed are {', '.join(sorted(rules))}", feed)
        if not rules[key].holds(value):
            raise file.bad(key, f"{str(value)[:60]!r} is not allowed", f"give {rules[key].allowed()}", feed)
    return dict(given)


def _pauses(file: _File, hosts: object) -> Iterator[tuple[str, float]]:
    if not isinstance(hosts, dict):
        raise file.bad("hosts", "no table", 'give [hosts] with lines like "news.example" = 10')
    for host, pause in hosts.items():
        if not _PAUSE.holds(pause):
            raise file.bad(host, f"{str(pause)[:60]!r} is not allowed", f"give {_PAUSE.allowed()} (seconds)")
        yield host.lower().removeprefix("www."), float(pause)


def _source(file: _File, feed: object, number: int, minutes: float) -> Source:
    if not isinstance(feed, dict):
        raise file.bad("feed", "no table", "write [[feed]] and its keys below it")
    given = _checked(file, feed, FEED, number)
    address = given.get("address", "")
    if not address.startswith(("http://", "https://")):
        what = "it has no address" if not address else f"{address[:60]!r} is no web address"
        raise file.bad("address", what, "give one that begins with http:// or https://", number)
    return Source(**{"minutes": minutes, **given})


def _refuse_twice(file: _File, sources: tuple[Source, ...]) -> None:
    seen: set[str] = set()
    for number, source in enumerate(sources, 1):
        if source.address in seen:
            raise file.bad("address", f"{source.address!r} is there twice", "leave one out", number)
        seen.add(source.address)
