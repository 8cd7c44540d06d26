"""The program that a PDF is read in: bytes on standard input → one line of JSON with the text of each page.

It runs as a process of its own (``sayso.ingest.pdf`` starts it), with limits on memory, time and output: a PDF is a
program for a printer, and one that goes round in circles or grows without end then ends with its process.  It imports
nothing of Sayso, so that it starts quickly.  Arguments: bytes of memory, seconds, pages, characters.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys

_LOCKED, _MANY = "locked", "too many pages"


def main(memory: int, seconds: int, page_limit: int, text_limit: int) -> None:
    """Write what was found; whatever pypdf raises ends the process, its last words are the reason."""
    _limit(memory, seconds)
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    try:
        is_locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        is_locked = True
    if is_locked:
        _write({"fault": _LOCKED})
        return
    texts: list[str] = []
    size = 0
    for page in reader.pages:
        if len(texts) == page_limit:
            _write({"fault": _MANY})
            return
        texts.append(page.extract_text())
        size += len(texts[-1])
        if size > text_limit:
            break
    title = reader.metadata.title if reader.metadata else None
    _write({"texts": texts, "title": title if isinstance(title, str) else None})


def _limit(memory: int, seconds: int) -> None:
    """Limits of the operating system, where it has them."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def _write(found: dict[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]))
