"""What a person names → the reports to read, each with its ``doc``."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sayso.errors import DocClash, NoReports, NotFound, TooLarge, Unreadable
from sayso.ingest.fetch import fetch
from sayso.ingest.html import looks_like_html, read_html
from sayso.ingest.text import read_text
from sayso.model import Article
from sayso.settings import Settings

STANDARD_INPUT = "-"
_SUFFIXES = (".txt", ".html")
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Source:
    """One report to be read: ``doc`` is ``None`` where only its content can say it."""

    name: str
    doc: str | None = None
    path: Path | None = None

    @property
    def label(self) -> str:
        """How errors call it."""
        return "standard input" if self.path is None and self.name == STANDARD_INPUT else self.name

    @property
    def is_address(self) -> bool:
        return self.path is None and self.name != STANDARD_INPUT


def gather(names: Sequence[str]) -> list[Source]:
    """The reports behind the names, folders opened; raises what concerns them all, like a clash."""
    found: list[Source] = []
    for name in names:
        if name == STANDARD_INPUT or _SCHEME.match(name):
            found.append(Source(name))
        elif Path(name).is_dir():
            found.extend(_folder(Path(name)))
        else:
            found.append(Source(name, Path(name).stem, Path(name)))
    _refuse_clashes(found)
    return found


def _folder(folder: Path) -> list[Source]:
    """The reports below a folder, in an order that no file system changes.

    A folder without any stands for itself, so that ``load`` fails for it alone and the rest is read.
    """
    paths: list[Path] = []
    for place, subfolders, files in os.walk(folder):
        subfolders.sort()
        paths.extend(Path(place, file) for file in files if Path(file).suffix.lower() in _SUFFIXES)
    if not paths:
        return [Source(str(folder), path=folder)]
    paths.sort(key=lambda path: path.relative_to(folder).parts)
    return [Source(str(path), _doc_below(folder, path), path) for path in paths]


def _doc_below(folder: Path, path: Path) -> str:
    return "__".join(path.relative_to(folder).with_suffix("").parts)


def _refuse_clashes(sources: Sequence[Source]) -> None:
    first: dict[str, str] = {}
    for source in sources:
        key = source.doc if source.doc is not None else source.name
        if key in first:
            raise DocClash(key, first[key], source.name)
        first[key] = source.name


def load(source: Source, stdin: BinaryIO, allow_private: bool = False) -> Article:
    """Read one source whole."""
    if source.path is not None:
        if source.path.is_dir():
            raise NoReports(source.name)
        data = _file_bytes(source.path, source.name)
        if source.path.suffix.lower() in _PAGE_SUFFIXES:
            return read_html(data, source.name, source.doc)
        return read_text(data, source.name, source.doc)
    if source.is_address:
        page = fetch(source.name, allow_private=allow_private)
        if page.is_html:
            return read_html(page.data, source.name, address=page.address, charset=page.charset)
        return read_text(page.data, source.name)
    data = _limited(stdin, source.label)
    return read_html(data, source.label) if looks_like_html(data) else read_text(data, source.label)


def _file_bytes(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as stream:
            return _limited(stream, name)
    except FileNotFoundError as error:
        raise NotFound(name) from error
    except (OSError, ValueError) as error:
        raise Unreadable(name, (getattr(error, "strerror", None) or str(error)).lower()) from error


def _limited(stream: BinaryIO, name: str) -> bytes:
    limit = Settings().text_limit
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(name, None, limit)
    return data
