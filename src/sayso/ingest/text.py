"""Plain text → ``Article``: strict UTF-8, its two kinds of header, nothing ever changed in the text.

A text may begin with ``date YYYY[-MM[-DD]]``, or with the five lines id, language, date, address, title.
What is header is left outside ``body`` and ``title``; offsets go on counting the file as it stands.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.addresses import article_id
from sayso.errors import BadDate, BinaryInput, EmptyText, NotUtf8, TooLarge
from sayso.model import Article, DateInterval, Span
from sayso.settings import Settings

BYTE_ORDER_MARK = "\ufeff"

# What a person is most likely to give by mistake, so that the message can name it.
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
)
# These begin as a sentence might; a control character soon after tells.
_MAGIC_WORDS = ((b"BZh", "a bzip2 archive"), (b"GIF8", "a GIF image"), (b"RIFF", "a RIFF file"))
_MAGIC_REACH = 64
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\t\n\v\f\r\x1b")
# A text with an odd NUL is a text; a file that is a tenth controls is none.  Where the bytes are not UTF-8
# either, less is enough to call it binary rather than a text in another encoding.
_CONTROL_SHARE = 0.10
_CONTROL_SHARE_BROKEN = 0.02
_ODD_CONTROLS = 8

_DATE = r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?"
_DATE_ONLY = re.compile(_DATE + r"(?:[T ]\S.*)?")
_DATE_HEADER = re.compile(r"\ufeff?\s{0,8}date[ \t]+" + _DATE + r"(?=\s|\Z)")
_LINE_END = re.compile(r"\r\n|\n|\r")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+", re.IGNORECASE)
# The header is looked for at the very beginning only, whatever the size of the text.
_HEADER_REACH = 10_000


def read_text(data: bytes, name: str, doc: str | None = None) -> Article:
    """One report from the bytes of a plain text file; ``name`` is how errors call it."""
    article = article_from_text(decode(data, name), doc)
    if not (_is_readable(article.text, article.body) or article.title):
        raise EmptyText(name)
    return article


def decode(data: bytes, name: str) -> str:
    """Strict UTF-8, or the reason why not.  A byte order mark stays, so that offsets stay."""
    limit = Settings().text_limit
    if len(data) > limit:
        raise TooLarge(name, len(data), limit)
    refuse_known_binary(data, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _share_of_controls(data) > _CONTROL_SHARE_BROKEN:
            raise BinaryInput(name) from error
        raise NotUtf8(name, error.start, data[error.start]) from error
    if _share_of_controls(data) > _CONTROL_SHARE:
        raise BinaryInput(name)
    return text


def refuse_known_binary(data: bytes, name: str) -> None:
    """Raise ``BinaryInput`` for bytes that begin as a known format does, and name the format."""
    beginning = data[:_MAGIC_REACH]
    has_controls = len(beginning.translate(None, _CONTROLS)) < len(beginning)
    for magic, what in (*_MAGIC, *(_MAGIC_WORDS if has_controls else ())):
        if data.startswith(magic):
            raise BinaryInput(name, what)


def _share_of_controls(data: bytes) -> float:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls / len(data) if controls > _ODD_CONTROLS else 0.0


def article_from_text(text: str, doc: str | None = None) -> Article:
    """The parts of a text: never raises, so that ``sayso.read`` takes any string."""
    return _with_five_lines(text, doc) or _with_date(text, doc) or _without_header(text, doc)


def _without_header(text: str, doc: str | None) -> Article:
    start = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    return Article(doc or article_id(text), text, _trimmed(text, start))


def _with_date(text: str, doc: str | None) -> Article | None:
    found = _DATE_HEADER.match(text)
    if found is None:
        return None
    published = _interval(found.groups())
    return Article(doc or article_id(text), text, _trimmed(text, found.end()), published=published)


def _with_five_lines(text: str, doc: str | None) -> Article | None:
    lines: list[Span] = []
    start = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    reach = min(len(text), _HEADER_REACH)
    for end in _LINE_END.finditer(text, start, reach):
        lines.append(Span(start, end.start()))
        start = end.end()
        if len(lines) == 5:
            break
    if len(lines) == 4 and reach == len(text):
        lines.append(Span(start, len(text)))
        start = len(text)
    if len(lines) < 5:
        return None
    name, language, day, address = (line.slice(text).strip() for line in lines[:4])
    if not _is_header(name, language, day, address):
        return None
    heading = _trimmed(text, lines[4].start, lines[4].end)
    return Article(
        id=doc or article_id(text, address),
        text=text,
        body=_trimmed(text, start),
        title=heading if _is_readable(text, heading) else None,
        language=language.lower(),
        published=parse_date(day),
        address=address or None,
    )


def _is_header(name: str, language: str, day: str, address: str) -> bool:
    """Four lines of prose must never be taken for a header, so its shape is asked for in full."""
    if not name or len(name.split()) != 1 or not _LANGUAGE.fullmatch(language):
        return False
    if _ADDRESS.fullmatch(address):
        return True
    return not address and _DATE_ONLY.fullmatch(day) is not None


def _trimmed(text: str, start: int, end: int | None = None) -> Span:
    """The span without white space at its ends."""
    stop = len(text) if end is None else end
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop)


def _is_readable(text: str, span: Span) -> bool:
    """Whether there is one character to see: white space, controls and invisible marks are not."""
    return any(
        text[place].isprintable() and not text[place].isspace() for place in range(span.start, span.end)
    )


def parse_date(value: str) -> DateInterval | None:
    """``2024``, ``2024-11``, ``2024-11-05`` (a time may follow) as days; ``None`` for what is no date."""
    found = _DATE_ONLY.fullmatch(value.strip())
    return None if found is None else _interval(found.groups())


def require_date(value: str) -> DateInterval:
    """As ``parse_date`` for a date that somebody gave on purpose: none is an error."""
    found = parse_date(value)
    if found is None:
        raise BadDate(value)
    return found


def _interval(parts: tuple[str | None, ...]) -> DateInterval | None:
    """A year, month or day as a half-open interval; an impossible one is ignored, never guessed."""
    year, month, day = (None if part is None else int(part) for part in parts)
    if year is None:
        return None
    try:
        start = date(year, 1 if month is None else month, 1 if day is None else day)
        if day is not None:
            return DateInterval(start, start + timedelta(days=1))
        if month is not None:
            return DateInterval(start, date(year + month // 12, month % 12 + 1, 1))
        return DateInterval(start, date(year + 1, 1, 1))
    except (ValueError, OverflowError):
        return None
