"""PDF with a text layer → ``Article``, through pypdf in a process of its own.

Lines are joined into paragraphs (a PDF has none): a paragraph ends where a line ends a sentence well before the
margin, or stops far from it and a capital follows.  A word that a hyphen parts at the end of a line is put together
unless the hyphened word stands elsewhere in the report.  Lines that most pages share (heads, feet, page numbers) go.
pypdf was chosen over pdfminer.six: half the time, and the order of columns right where that one mixed them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from sayso.errors import InputError, Locked, Malformed, NoTextLayer, TooLarge, TooMany
from sayso.ingest import pdfpages
from sayso.ingest.draft import Draft, assemble
from sayso.ingest.found import Origin
from sayso.model import Article
from sayso.settings import Settings

BEGINNING = b"%PDF-"
BEGINNING_REACH = 1024  # what may stand before it, as readers of PDF agree
_SENTENCE_END = re.compile(r"[.!?…:][\"”“»«’')\]]*\Z")
_CAPITAL = re.compile(r"[\"“„»«‘’'(\[–—-]*\s*(?:[^\W\d_a-z]|\d)")
_PARTED = re.compile(r"(\w+)[-\u2010]\Z")
_NUMBER = re.compile(r"[\W\d]*\d[\W\d]*")
_ENDS_EARLY, _ENDS_SHORT = 0.85, 0.6
_SHARED = 0.5  # of the pages, three at least, have a line that is part of none of them
_EDGE = 2  # lines above and below that may be such


def read_pdf(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The one report of a PDF.

    Raises ``TooLarge``, ``TooMany``, ``Locked``, ``NoTextLayer``, ``EmptyText`` and ``Malformed``.
    """
    limits = Settings()
    data = stream.read(limits.text_limit + 1)
    if len(data) > limits.text_limit:
        raise TooLarge(origin.name, None, limits.text_limit)
    found = _pages(data, origin.name)
    pages = [[" ".join(line.split()) for line in text.splitlines()] for text in found["texts"]]
    pages = [[line for line in page if line] for page in pages]
    if not any(pages):
        raise NoTextLayer(origin.name, len(pages))
    paragraphs = join_lines(without_edges(pages))
    title = " ".join((found.get("title") or "").split())
    if not paragraphs or title.casefold() != paragraphs[0].casefold():
        title = ""  # the name of a file or a template, more often than not
    yield assemble(Draft(paragraphs, title=title or None, address=origin.address), origin)


def _pages(data: bytes, name: str) -> dict[str, Any]:
    """What the other process found.  Raises the error that it names."""
    limits = Settings()
    told = (limits.pdf_memory, int(limits.pdf_seconds), limits.pdf_page_limit, limits.text_limit)
    # Without -P the folder of the program would come first, and with it our html and xml before Python's.
    command = [sys.executable, "-P", str(Path(pdfpages.__file__)), *map(str, told)]
    try:
        done = subprocess.run(  # noqa: S603  our own program, with numbers of our own
            command, input=data, capture_output=True, timeout=limits.pdf_seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Malformed(name, "PDF", f"it takes longer than {limits.pdf_seconds:g} seconds") from error
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        reason = last[0] if last and done.returncode > 0 else "reading it was stopped"
        raise Malformed(name, "PDF", reason.partition(": ")[2] or reason) from error
    if "fault" in found:
        raise _fault(found["fault"], name)
    return found


def _fault(fault: str, name: str) -> InputError:
    limit = Settings().pdf_page_limit
    return Locked(name) if fault == "locked" else TooMany(name, "pages", limit)


def without_edges(pages: Sequence[Sequence[str]]) -> list[str]:
    """The lines of all pages without heads and feet: those stand once, and bare page numbers at the edges not at all."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    least = max(3, len(pages) * _SHARED)
    shared = {key for key, count in seen.items() if count >= least}
    kept: list[str] = []
    for number, page in enumerate(pages):
        for place, line in enumerate(page):
            is_edge = place < _EDGE or place >= len(page) - _EDGE
            is_number = len(pages) > 1 and place in (0, len(page) - 1) and _NUMBER.fullmatch(line)
            is_repeated = number > 0 and _key(line) in shared
            if not (is_edge and (is_repeated or is_number)):
                kept.append(line)
    return kept


def _edges(page: Sequence[str]) -> Sequence[str]:
    return [*page[:_EDGE], *page[max(_EDGE, len(page) - _EDGE) :]]


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", line.casefold())


def join_lines(lines: Sequence[str]) -> list[str]:
    """Lines as paragraphs, each on one line."""
    if not lines:
        return []
    width = sorted(map(len, lines))[int(len(lines) * 0.9)]
    everything = " ".join(lines).casefold()
    found: list[str] = []
    parts = lines[0]
    for last, line in zip(lines, lines[1:], strict=False):
        if _ends(last, line, width):
            found.append(parts)
            parts = line
        else:
            parts = _joined(parts, line, everything)
    return [*found, parts]


def _ends(line: str, following: str, width: int) -> bool:
    if len(line) < _ENDS_EARLY * width and _SENTENCE_END.search(line):
        return True
    return len(line) < _ENDS_SHORT * width and _CAPITAL.match(following) is not None


def _joined(before: str, line: str, everything: str) -> str:
    if before.endswith("\u00ad"):
        return before[:-1] + line
    parted = _PARTED.search(before)
    if parted is None or not line[:1].islower():
        return f"{before} {line}"
    second = re.match(r"\w+", line)
    hyphened = f"{parted[1]}-{second[0] if second else ''}".casefold()
    return before + line if hyphened in everything else before[:-1] + line
