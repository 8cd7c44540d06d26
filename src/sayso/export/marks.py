"""Marks back from an annotation program: a folder of brat's, or Label Studio's JSON, as gold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.errors import BadRecord, InputError, NoMarks, NotUtf8
from sayso.export.brat import INDEX, Misread, read_standoff
from sayso.export.gold import Marked
from sayso.export.labelstudio import read_labelstudio
from sayso.export.strict import Entry, file_bytes, parsed

_HINT = "give the folder that sayso export wrote and brat worked on"


def import_gold(path: Path) -> Iterator[Marked | InputError]:
    """The marked reports of a brat folder or of a JSON export of Label Studio.

    A report that cannot be used is yielded as its error, the others go on.  Raises ``NoMarks`` for a folder
    without ``.ann`` files, ``NotFound``, ``Unreadable``, ``TooLarge`` and what is wrong with a whole file.
    """
    if path.is_dir():
        yield from _folder(path)
    else:
        yield from read_labelstudio(file_bytes(path), str(path))


def _folder(folder: Path) -> Iterator[Marked | InputError]:
    files = sorted(path for path in folder.glob("*.ann") if path.is_file())
    if not files:
        raise NoMarks(str(folder))
    index = _index(folder)
    for path in files:
        try:
            yield _report(path, index.get(path.stem))
        except InputError as error:
            yield error
        except Misread as error:
            place, _, what = str(error).rpartition(": ")
            yield BadRecord(str(path), place or "the file", what, "mend it in brat and import again")


def _report(path: Path, about: Entry | None) -> Marked:
    text = _text(path.with_suffix(".txt"))
    marks = read_standoff(_text(path), text)
    if about is None:
        return Marked(path.stem, text, None, None, marks)
    return Marked(about.get("doc", str), text, about.maybe("lang", str), about.maybe("published", str), marks)


def _text(path: Path) -> str:
    try:
        return file_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8(str(path), error.start) from error


def _index(folder: Path) -> dict[str, Entry]:
    """What ``reports.jsonl`` says of each file; a folder that is not ours has none."""
    path = folder / INDEX
    if not path.is_file():
        return {}
    lines = [line for line in file_bytes(path).split(b"\n") if line.strip()]
    entries = [parsed(line, str(path), f"line {number}", _HINT) for number, line in enumerate(lines, 1)]
    return {entry.get("file", str): entry for entry in entries}
