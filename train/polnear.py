"""PolNeAR's training part as marked reports, for a benchmark on equal terms; weights learned from it are never shipped.

PolNeAR 1.0 (Newell et al. 2018) states no licence.  It marks source, cue and content; certainty, kind, relays and
speakers are not in it, so those heads learn nothing that means anything here and are not scored.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from typing import Any

from train.corpora import Marked, shared

_ARCHIVE = "data/en/polnear/train.tar.gz"
_RECORD = re.compile(r"\n(?=[A-Z]\d+\t)")
_ROLES = ("source", "cue", "content")


def reports() -> list[Marked]:
    """One annotator's marks of every report, in the order of their names."""
    with tarfile.open(shared() / _ARCHIVE) as archive:
        files = {
            member.name: archive.extractfile(member).read().decode("utf-8")  # type: ignore[union-attr]
            for member in archive.getmembers()
            if member.isfile() and member.name.endswith((".ann", ".txt"))
        }
    texts = {name.split("/")[-1][:-4]: text for name, text in files.items() if name.endswith(".txt")}
    marks: dict[str, str] = {}
    for name in sorted(files):
        if name.endswith(".ann"):
            marks.setdefault(name.split("/")[-1][:-4].rsplit("_", 1)[0], files[name])
    return [
        Marked(doc, "en", texts[doc], list(attributions(stand_off)))
        for doc, stand_off in sorted(marks.items())
        if doc in texts
    ]


def attributions(stand_off: str) -> Iterator[dict[str, Any]]:
    """The attributions of a brat stand-off file, with the keys of our gold."""
    spans: dict[str, list[list[int]]] = {}
    events: list[list[str]] = []
    for record in _RECORD.split(stand_off):
        fields = record.rstrip("\n").split("\t")
        if record.startswith("T"):
            offsets = fields[1].split(" ", 1)[1]
            spans[fields[0]] = [[int(number) for number in part.split()] for part in offsets.split(";")]
        elif record.startswith("E"):
            events.append(fields[1].split()[1:])
    for number, arguments in enumerate(events, 1):
        found: dict[str, Any] = {role: [] for role in _ROLES}
        for argument in arguments:
            name, _, key = argument.partition(":")
            role = name.rstrip("0123456789").lower()
            if role in found:
                found[role] += spans.get(key, [])
        if found["content"]:
            nothing = {"certainty": "asserted", "kind": "indirect", "relayed_by": None, "speaker": None}
            yield {"id": f"a{number}", **{role: sorted(found[role]) for role in _ROLES}, **nothing}
