"""What stands in a credit line, item by item: outlets, authors' names and initials, and words of no account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.lang import Language
from sayso.lang.gazette import OutletRow
from sayso.lang.press import press
from sayso.model import Span

AGENCY, OUTLET, NAME, SIGNED, INITIALS, CAPITALS, NOISE, UNKNOWN = (
    *("agency", "outlet", "name", "name with address", "initials", "capitals", "noise", "unknown"),
)
CREDITING = (AGENCY, OUTLET)
SIGNING = (NAME, SIGNED, INITIALS, CAPITALS)

_WIDE = re.compile(r"[,;|•·*()\[\]]|:(?!\d)|\s[-–—]\s|--")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\W\d_]\.")
_NUMBERS = re.compile(r"[\d\s./:-]*")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_YEARS = re.compile(r"^(?:19|20)\d\d[\s.]+|[\s]+(?:19|20)\d\d\.?$")
_NUMBERED = re.compile(
    r"([^\W\d_]+(?:-[^\W\d_]+)?):\d[\d-]*"
)  # how agencies number a report: dpa:240305-99-1
_EDGES = " \t\r\u00a0.,:;!*'\"„“”»«"
# Lower-case words inside names of people, in whatever language they are written.
# fmt: off
_PARTICLES = frozenset((
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "la", "le", "du", "el", "al",
    "bin", "ibn", "zu", "zur", "y", "e", "ter", "ten",
))
# fmt: on
MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a credit line names; ``outlet`` and ``row`` for an agency or another outlet."""

    kind: str
    span: Span
    text: str
    outlet: OutletRow | None = None
    row: str = ""


def items(text: str, span: Span, language: Language, marked: bool) -> list[Item]:
    """The items of a part of a credit line; ``marked`` where a word before it says what it is."""
    found: list[Item] = []
    for piece in _pieces(text, span, _WIDE):
        whole = _item(text, piece, language, marked)
        if whole.kind != UNKNOWN:
            found.append(whole)
            continue
        found.extend(_item(text, part, language, marked) for part in _pieces(text, piece, _narrow(language)))
    return found


def _narrow(language: Language) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(language.coordinators)) or r"(?!)"
    return re.compile(rf"/|\s&\s|\s(?:{words})\s")


def _pieces(text: str, span: Span, separator: re.Pattern[str]) -> Iterator[Span]:
    start = span.start
    for sign in (*separator.finditer(text, span.start, span.end), None):
        end = span.end if sign is None else sign.start()
        piece = trimmed(text, start, end)
        if len(piece):
            yield piece
        start = end if sign is None else sign.end()


def trimmed(text: str, start: int, end: int, signs: str = " \t\r\n\u00a0\ufeff") -> Span:
    """The span without white space, or other signs, at its ends."""
    while start < end and text[start] in signs:
        start += 1
    while end > start and text[end - 1] in signs:
        end -= 1
    return Span(start, end)


def _item(text: str, span: Span, language: Language, marked: bool) -> Item:
    said = span.slice(text)
    if _is_noise(said, language):
        return Item(NOISE, span, said)
    if (outlet := _outlet(text, span, language, marked)) is not None:
        return outlet
    if _is_desk(said, language):
        return Item(NOISE, span, said)
    if is_initials(said) or (said.islower() and said.isalpha() and 2 <= len(said) <= 4):
        return Item(INITIALS, span, said)
    if said.isupper() and said.isalpha() and 2 <= len(said) <= 3:
        return Item(CAPITALS, span, said)
    return _signed(text, span, language, marked)


def _is_noise(said: str, language: Language) -> bool:
    """A number, an address to write to, or what somebody is."""
    role = language.credit_words.find("role", said.strip(_EDGES))
    return role is not None or any(pattern.fullmatch(said) for pattern in (_NUMBERS, _MAIL))


def _outlet(text: str, span: Span, language: Language, marked: bool) -> Item | None:
    """An agency or a medium, perhaps between words of the desk or beside a year.

    In lower case ("danas", "stern") only agencies of ``credits.tsv``, hosts, and whatever is ``marked``.
    """
    for core in _cores(text, span, language):
        numbered = _NUMBERED.fullmatch(core.slice(text))
        place = Span(core.start, core.start + len(numbered[1])) if numbered else core
        said = place.slice(text)
        agency = language.credit_words.find("agency", said)
        if agency is not None and (row := press().named(agency.outlet)) is not None:
            return Item(AGENCY, place, said, row, agency.name)
        known = language.gazette.outlet(said) or press().named(said)
        if known is not None and (marked or not said[0].islower() or "." in said):
            kind = AGENCY if "." in said and press().host(said.casefold()) else OUTLET
            return Item(kind, place, said, known, f"outlets.tsv:{known.name}")
    return None


def _cores(text: str, span: Span, language: Language) -> Iterator[Span]:
    """The span itself, then without what may stand around an outlet's name."""
    yield span
    core = trimmed(text, span.start, span.end, _EDGES)
    said = core.slice(text)
    if not said:
        return
    yield core
    while year := _YEARS.search(said):
        cut = year.end() if year.start() == 0 else 0
        end = len(said) if year.start() == 0 else year.start()
        core = trimmed(text, core.start + cut, core.start + end, _EDGES)
        said = core.slice(text)
        yield core
    words = list(_WORD.finditer(said))
    for first in range(min(len(words), 3)):
        for last in range(len(words), max(first, len(words) - 3), -1):
            before = said[: words[first].start()].split()
            after = said[words[last - 1].end() :].split()
            if all(_around(run, language) for run in (before, after)):
                start, end = core.start + words[first].start(), core.start + words[last - 1].end()
                yield trimmed(text, start, end, _EDGES)


def _around(words: list[str], language: Language) -> bool:
    """Whether some words may stand beside an outlet's name: none, an article, the desk."""
    rest = words[1:] if words and words[0].casefold() in language.dates.articles else words
    return not rest or _is_desk(" ".join(rest), language)


def _is_desk(said: str, language: Language) -> bool:
    return language.credit_words.find("desk", said.strip(_EDGES)) is not None


def is_initials(said: str) -> bool:
    """``M. K.``, ``Gr.G.``, ``D.Ži``: at least two parts of one or two letters with a dot between."""
    parts = [part for part in re.split(r"[.\s-]+", said) if part]
    return (
        "." in said
        and 2 <= len(parts) <= 4
        and all(len(part) <= 2 and part.isalpha() and part[0].isupper() for part in parts)
        and (len(parts) > 2 or any(len(part) == 1 for part in parts))
    )


def _signed(text: str, span: Span, language: Language, marked: bool) -> Item:
    """An author's name, perhaps with a role, a place to write from, or an address to write to; else unknown."""
    words = list(re.finditer(r"\S+", span.slice(text)))
    signed = len(words) > 1 and _MAIL.fullmatch(words[-1][0]) is not None
    if signed:
        words.pop()
    forms = [word[0] for word in words]
    roles = [i for i, form in enumerate(forms) if language.credit_words.among("role", [form.strip(_EDGES)])]
    if roles and not marked:
        return Item(UNKNOWN, span, span.slice(text))
    first = roles[-1] + 1 if roles else 0
    while first < len(forms) and forms[first].lower() in language.abbreviations:
        first += 1
    end = next(
        (
            i
            for i in range(first + 1, len(forms))
            if marked and language.credit_words.among("place", [forms[i]])
        ),
        len(forms),
    )
    if not is_name(forms[first:end], marked) or _is_place(forms[first:end], language):
        return Item(NOISE if roles else UNKNOWN, span, span.slice(text))
    place = Span(span.start + words[first].start(), span.start + words[end - 1].end())
    return Item(SIGNED if signed else NAME, place, place.slice(text))


def is_name(forms: list[str], marked: bool) -> bool:
    """Two to five words with capitals, small ones such as "von" inside; all in capitals only where ``marked``."""
    if not 2 <= len(forms) <= MOST_WORDS or not all(_NAME_WORD.fullmatch(form) for form in forms):
        return False
    if not all(form[0].isupper() or form in _PARTICLES for form in forms):
        return False
    if not (forms[0][0].isupper() and forms[-1][0].isupper() and len(forms[-1].strip(".")) > 1):
        return False
    return marked or not any(len(form) > 2 and form.isupper() for form in forms)


def _is_place(forms: list[str], language: Language) -> bool:
    return language.gazette.place(" ".join(forms)) is not None
