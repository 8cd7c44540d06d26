"""Outlets of all languages by name and by the host of an address.

``hosts.tsv`` (beside the language folders, for it is no fact of a language)
    ``host``: without ``www.``, all below it belong to it; ``*`` stands for one last label ("example.*");
    ``kind``: one of :data:`HOST_KINDS`; ``outlet``: for the kind ``outlet`` the name of its row in ``outlets.tsv``,
    else empty.

A host of another kind than ``outlet`` says nothing of who published a text: it hides addresses (``masked``), keeps
copies (``archive``), gathers the texts of many (``aggregator``), shortens addresses (``shortener``) or lets anybody
write (``platform``).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sayso import addresses
from sayso.lang.folder import read_outlets, table
from sayso.lang.gazette import OutletRow
from sayso.lang.keys import name_key

HOST_KINDS = ("outlet", "masked", "archive", "aggregator", "shortener", "platform")
HOST_COLUMNS = ("host", "kind", "outlet")
_HERE = Path(__file__).parent
# Names of machines, not of outlets: the same pages for a telephone.
_MACHINES = ("m.", "mobile.", "amp.")


@dataclass(frozen=True, slots=True)
class HostRow:
    """What is known of a host; ``outlet`` only where ``kind`` is ``outlet``."""

    host: str
    kind: str
    outlet: OutletRow | None


@dataclass(frozen=True, slots=True)
class Press:
    """All outlets.  ``names`` are casefolded names and aliases in all languages, ``keys`` their name keys."""

    names: Mapping[str, OutletRow]
    keys: Mapping[str, OutletRow]
    hosts: Mapping[str, HostRow]

    def named(self, name: str) -> OutletRow | None:
        """The outlet of a name in whatever capitals, of a host ("rtvslo.si"), or of a name in Cyrillic."""
        folded = name.casefold()
        if (row := self.names.get(folded)) is not None:
            return row
        if "." in folded and (found := self.host(folded)) is not None:
            return found.outlet
        return self.keys.get(name_key(name)) if _is_cyrillic(folded) else None

    def names_of(self, row: OutletRow) -> frozenset[str]:
        """All that an outlet is called in any language, casefolded."""
        return frozenset(name for name, other in self.names.items() if other.name == row.name)

    def host(self, host: str) -> HostRow | None:
        """The row of a host, or of one that it stands below."""
        return next((self.hosts[name] for name in _above(host) if name in self.hosts), None)

    def publisher(self, address: str | None) -> str | None:
        """Who publishes what is at an address: an outlet's id, else the bare host.

        ``None`` without an address, for one that is broken or a number, and for hosts that are known to hide or
        gather the texts of others: never one outlet for them all.
        """
        host = host_of(address)
        if host is None:
            return None
        row = self.host(host)
        if row is None:
            return host
        return None if row.outlet is None else outlet_id(row.outlet)


def outlet_id(row: OutletRow) -> str:
    """The id of an agency or a medium, the same in every language: ``outlet:sta``."""
    return f"outlet:{name_key(row.name)}"


def host_of(address: str | None) -> str | None:
    """The host of a web address in lower case and without ``www.``; ``None`` for what has none."""
    if not address:
        return None
    text = address.strip()
    host = (addresses.host_of(text if "//" in text[:20] else f"//{text}") or "").rstrip(".")
    for machine in _MACHINES:
        if host.startswith(machine) and host.count(".") > 1:
            host = host.removeprefix(machine)
    return host if _is_name(host) else None


def _is_name(host: str) -> bool:
    """Whether a host is a public name: not a number, not a machine of the own network, no odd characters."""
    labels = host.split(".")
    if len(labels) < 2 or not all(label.replace("-", "").isalnum() for label in labels):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return not labels[-1].isdigit()
    return False


def _above(host: str) -> Iterator[str]:
    """A host and all that it stands below, each also with its last label as ``*``."""
    labels = host.removeprefix("www.").split(".")
    for first in range(len(labels)):
        yield ".".join(labels[first:])
        if first + 1 < len(labels):
            yield ".".join([*labels[first:-1], "*"])


def _is_cyrillic(text: str) -> bool:
    return any("\u0400" <= sign <= "\u04ff" for sign in text)


@lru_cache(maxsize=1)
def press() -> Press:
    """The outlets of all language folders and the hosts; ``LanguageDataError`` for a broken table."""
    folders = sorted(path.parent for path in _HERE.glob("*/outlets.tsv"))
    return read_press(folders, _HERE / "hosts.tsv")


def read_press(folders: list[Path], hosts: Path) -> Press:
    """The outlets of some language folders and a table of hosts; the first row of a name is meant."""
    names: dict[str, OutletRow] = {}
    rows: dict[str, OutletRow] = {}
    for row in (row for folder in folders for row in read_outlets(folder)):
        rows.setdefault(row.name, row)
        for name in (row.name, *row.aliases):
            names.setdefault(name.casefold(), rows[row.name])
    keys: dict[str, OutletRow] = {}
    for name, row in names.items():
        keys.setdefault(name_key(name), row)
    return Press(names, keys, dict(_hosts(hosts, rows)))


def _hosts(path: Path, rows: Mapping[str, OutletRow]) -> Iterator[tuple[str, HostRow]]:
    first: dict[str, str] = {}
    for line in table(path, HOST_COLUMNS):
        host, kind = line.cells["host"], line.one_of("kind", HOST_KINDS)
        if host != host.lower() or "/" in host or host.startswith("www."):
            raise line.wrong(
                f"host {host!r} is not allowed; allowed is a bare host in lower case, without www."
            )
        if host in first:
            raise line.wrong(f"{host!r} stands at {first[host]} already; keep one of the two rows")
        first[host] = line.place
        outlet = line.cells["outlet"]
        if (kind == "outlet") != bool(outlet):
            raise line.wrong(
                f"outlet {outlet!r} of kind {kind!r}; only the kind outlet has one, and needs it"
            )
        if outlet and outlet not in rows:
            raise line.wrong(f"outlet {outlet!r} is not allowed; allowed is the name of a row of outlets.tsv")
        yield host, HostRow(host, kind, rows.get(outlet))
