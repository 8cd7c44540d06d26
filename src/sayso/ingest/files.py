"""What a person names → the reports to read, each with its ``doc``."""

from __future__ import annotations

import glob
import io
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sayso.errors import DocClash, NoReports, NotFound, TooLarge, Unreadable
from sayso.ingest.docx import read_docx
from sayso.ingest.fetch import fetch
from sayso.ingest.found import Origin
from sayso.ingest.html import looks_like_html, read_html
from sayso.ingest.pdf import read_pdf
from sayso.ingest.text import read_text
from sayso.ingest.transcripts import read_transcript
from sayso.model import Article
from sayso.settings import Settings

STANDARD_INPUT = "-"
REPORT_SUFFIXES = (".txt", ".html")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
# What a folder is read for by ``sayso add``; single files may be called anything.
ADD_SUFFIXES = (
    *(".txt", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".srt", ".vtt", ".zip"),
    *(".json", ".jsonl", ".ndjson", ".warc", ".xml", ".rss", ".atom", ".opml", ".nitf"),
    *(".json.gz", ".jsonl.gz", ".ndjson.gz", ".warc.gz", ".xml.gz", ".rss.gz", ".txt.gz", ".html.gz"),
)
# Files of other formats that hold one report each.
_SINGLE: Mapping[str, Callable[[BinaryIO, Origin], Iterator[Article]]] = {
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".srt": read_transcript,
    ".vtt": read_transcript,
}
_PATTERN = re.compile(r"[*?\[]")
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


def gather(
    names: Sequence[str], suffixes: Sequence[str] = REPORT_SUFFIXES, unique: bool = True
) -> list[Source]:
    """The reports behind the names, folders opened for ``suffixes``, globs for what they match.

    With ``unique`` two of one name are refused, and a pattern that matches nothing is a missing file to ``load``.
    """
    found: list[Source] = []
    for name in names:
        if name == STANDARD_INPUT or _SCHEME.match(name):
            found.append(Source(name))
        elif Path(name).is_dir():
            found.extend(_folder(Path(name), suffixes))
        elif matches := _matches(name):
            for match in matches:
                found.extend(
                    _folder(match, suffixes) if match.is_dir() else [_file(str(match), match, suffixes)]
                )
        else:
            found.append(_file(name, Path(name), suffixes))
    if unique:
        _refuse_clashes(found)
    return found


def _matches(name: str) -> list[Path]:
    """What a pattern matches, in an order that no file system changes; a file that is called so is no pattern."""
    if not _PATTERN.search(name) or Path(name).exists():
        return []
    try:
        return [Path(match) for match in sorted(glob.glob(name, recursive=True))]
    except (OSError, ValueError, re.error):
        return []


def _file(name: str, path: Path, suffixes: Sequence[str]) -> Source:
    return Source(name, stem(path.name, suffixes), path)


def stem(name: str, suffixes: Sequence[str] = ADD_SUFFIXES) -> str:
    """The name of a file without its suffix, the longest of those that are known (``a.warc.gz`` → ``a``)."""
    suffix = max((each for each in suffixes if name.lower().endswith(each)), key=len, default="")
    return name[: len(name) - len(suffix)] if len(name) > len(suffix) > 0 else Path(name).stem


def _folder(folder: Path, suffixes: Sequence[str]) -> list[Source]:
    """The reports below a folder, in an order that no file system changes.

    A folder without any stands for itself, so that ``load`` fails for it alone and the rest is read.
    """
    paths: list[Path] = []
    for place, subfolders, files in os.walk(folder):
        subfolders.sort()
        paths.extend(Path(place, file) for file in files if _is_read(file, suffixes))
    if not paths:
        return [Source(str(folder), path=folder)]
    paths.sort(key=lambda path: path.relative_to(folder).parts)
    return [Source(str(path), _doc_below(folder, path, suffixes), path) for path in paths]


def _is_read(file: str, suffixes: Sequence[str]) -> bool:
    """Whether a file has one of the suffixes, and a name before it."""
    return any(file.lower().endswith(each) and len(file) > len(each) for each in suffixes)


def _doc_below(folder: Path, path: Path, suffixes: Sequence[str]) -> str:
    parts = path.relative_to(folder).parts
    return "__".join((*parts[:-1], stem(parts[-1], suffixes)))


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
        reader = _SINGLE.get(source.path.suffix.lower())
        if reader is not None:
            return next(reader(io.BytesIO(data), Origin(source.name, source.doc)))
        if source.path.suffix.lower() in PAGE_SUFFIXES:
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
