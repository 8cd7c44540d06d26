"""Text that is safe to show: one-line messages, and the words of a report without what steers a screen."""

from __future__ import annotations

import unicodedata

_CONTROL_PICTURES = 0x2400
_DIRECTION_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ZERO_WIDTH_SPACE = "\u200b"
_UNKNOWN = "\ufffd"


def describe_defect(error: BaseException) -> str:
    """A defect of Sayso, with the way out."""
    return f"a defect of Sayso, {type(error).__name__}: {error}; run again with --debug and report it"


def one_line(message: str) -> str:
    """A message on one line that no file name can break or colour."""
    shown = "".join(letter if letter.isprintable() else " " for letter in message)
    return " ".join(shown.split())


def harmless(text: str, line_breaks: bool = False) -> str:
    """The same number of characters, none of which steers a terminal or turns the reading direction over.

    Marks of direction, joiners and soft hyphens stay; ``line_breaks`` keeps these and tabs too.
    """
    if text.isprintable():
        return text
    kept = "\t\n" if line_breaks else ""
    return "".join(letter if letter.isprintable() or letter in kept else _harmless(letter) for letter in text)


def _harmless(letter: str) -> str:
    code = ord(letter)
    if letter.isspace():
        return " "
    if code < 32:
        return chr(_CONTROL_PICTURES + code)
    if letter in _DIRECTION_OVERRIDES:
        return _ZERO_WIDTH_SPACE
    if unicodedata.category(letter) == "Cf":
        return letter
    return _UNKNOWN
