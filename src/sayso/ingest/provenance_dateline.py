"""The dateline of a report: where, perhaps when and by whom, before a dash ("Ljubljana, 5. marca (STA) -")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.ingest.provenance_items import CREDITING, Item, items, trimmed
from sayso.lang import Language
from sayso.lang.forms import alike
from sayso.model import Span

FIRST_LINES = 4
_REACH = 120
_BREAK = re.compile(r"\s*[–—|]\s*|\s+--?\s+")
_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]")
_NAMES = re.compile(r"[^\W_][\w .,/&-]*")
_TOWN_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")
_NUMERIC_DATE = re.compile(r"\d{1,2}\s?[./]\s?\d{1,2}\s?[./]\s?(?:\d{2}|\d{4})?\.?|\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}")
_DAY = re.compile(r"\d{1,2}(?:\.|st|nd|rd|th)?|\d{4}\.?")
_SENTENCE = re.compile(r"[„“”»«\"'‚‘(\s]{0,6}[^\W_]")
_CAPITALS = re.compile(r"(?:(?!\d)\w){4,}\s(?=([^\W\d_]+)\s)")
_TOWNS = ("capital", "city")
_MOST_TOWN_WORDS = 5
_FEWEST_WORDS, _FEWEST_SIGNS = 5, 30
_LOOKED_THROUGH = 20_000  # signs of the report in which a town that no row knows is looked for again


@dataclass(frozen=True, slots=True)
class Dateline:
    """Its place, up to the dash, and the outlets that it names."""

    span: Span
    outlets: tuple[Item, ...] = ()


def find_dateline(text: str, lines: Sequence[Span], language: Language) -> Dateline | None:
    """The dateline in one of the first lines of a report."""
    for line in lines[:FIRST_LINES]:
        found = (
            _before_dash(text, line, language)
            or _own_line(text, line, language)
            or _in_capitals(text, line, language)
        )
        if found is not None:
            return found
    return None


def _before_dash(text: str, line: Span, language: Language) -> Dateline | None:
    stop = min(line.end, line.start + _REACH)
    for sign in _BREAK.finditer(text, line.start, stop):
        rest = Span(sign.end(), line.end)
        head = trimmed(text, line.start, sign.start())
        if len(head) < 2 or not _opens_sentence(text, rest):
            return None
        found = _head(text, head, language)
        if found is None:
            return None
        sure = found.outlets or _has_date(text, head, language)
        return found if sure or _is_alone_a_town(text, head, rest, language) else None
    return None


def _own_line(text: str, line: Span, language: Language) -> Dateline | None:
    """``London / Bruselj, 12. 3. 2019, 6:09 | …``: a line of its own needs a date."""
    if len(line) > _REACH:
        return None
    bar = text.find("|", line.start, line.end)
    head = trimmed(text, line.start, line.end if bar < 0 else bar)
    if len(head) < 2 or not _has_date(text, head, language):
        return None
    return _head(text, head, language)


def _in_capitals(text: str, line: Span, language: Language) -> Dateline | None:
    """``LJUBLJANA Občina je …``: without a dash only a known town, in capitals before a word that is not."""
    run = _CAPITALS.match(text, line.start, min(line.end, line.start + _REACH))
    if run is None or not _opens_sentence(text, Span(run.end(), line.end)):
        return None
    head = trimmed(text, run.start(), run.end())
    if not head.slice(text).isupper() or run[1].isupper():
        return None
    return Dateline(head) if _is_known_town(head.slice(text), language) else None


def _is_known_town(said: str, language: Language) -> bool:
    place = language.gazette.place(said) or language.gazette.place(said.title())
    return said.casefold() in language.towns or (place is not None and place.kind in _TOWNS)


def _opens_sentence(text: str, rest: Span) -> bool:
    """Whether a report goes on after the dash: a capital or a quotation, and words enough."""
    said = text[rest.start : min(rest.end, rest.start + _REACH)]
    opening = _SENTENCE.match(said)
    if opening is None or opening[0][-1].islower():
        return False
    return len(said) >= _FEWEST_SIGNS and len(said.split()) >= _FEWEST_WORDS


def _head(text: str, head: Span, language: Language) -> Dateline | None:
    """Place, perhaps date and outlet; ``None`` where one part is something else."""
    outlets: list[Item] = []
    parts: list[Span] = []
    start = head.start
    for bracket in _BRACKET.finditer(text, head.start, head.end):
        if not _NAMES.fullmatch(bracket[1]):
            return None
        parts.append(Span(start, bracket.start()))
        outlets.extend(_outlets(text, Span(*bracket.span(1)), language))
        start = bracket.end()
    parts.append(Span(start, head.end))
    pieces = [piece for part in parts for piece in _split(text, part)]
    if not pieces or not _town_first(text, pieces[0], language, outlets):
        return None
    for piece in pieces[1:]:
        said = piece.slice(text)
        if is_date(said, language) or _is_town(said, language):
            continue
        found = _outlets(text, piece, language)
        if not found:
            return None
        outlets.extend(found)
    return Dateline(head, tuple(outlets))


def _split(text: str, part: Span) -> list[Span]:
    found, start = [], part.start
    for end in (*(m.start() for m in re.finditer(r"[,/]", part.slice(text))), len(part)):
        piece = trimmed(text, start, part.start + end)
        if len(piece):
            found.append(piece)
        start = part.start + end + 1
    return found


def _town_first(text: str, piece: Span, language: Language, outlets: list[Item]) -> bool:
    """Whether a piece is a town, perhaps with a date or an outlet right after it ("BERLIN taz")."""
    words = list(re.finditer(r"\S+", piece.slice(text)))
    for count in range(len(words), 0, -1):
        if not _is_town(" ".join(word[0] for word in words[:count]), language):
            continue
        if count == len(words):
            return True
        rest = Span(piece.start + words[count].start(), piece.end)
        if is_date(rest.slice(text), language):
            return True
        if found := _outlets(text, rest, language):
            outlets.extend(found)
            return True
    return False


def _outlets(text: str, span: Span, language: Language) -> list[Item]:
    return [item for item in items(text, span, language, marked=True) if item.kind in CREDITING]


def _is_town(said: str, language: Language) -> bool:
    """Whether words look like the name of a town: capitals, and the small words that such names hold."""
    words = said.split()
    if not words or language.dates.value("weekday", words[0], lower=True) is not None:
        return False
    if said.casefold() in language.towns:
        return words[0][0].isupper()
    if not 1 <= len(words) <= _MOST_TOWN_WORDS or not all(_TOWN_WORD.fullmatch(word) for word in words):
        return False
    if words[-1].endswith(".") or words[-1].casefold() in language.months:
        return False
    small = [word for word in words[1:] if not word[0].isupper()]
    return words[0][0].isupper() and all(language.credit_words.among("link", [word]) for word in small)


def _has_date(text: str, head: Span, language: Language) -> bool:
    pieces = [piece.slice(text) for piece in _split(text, head)]
    tails = [piece.partition(" ")[2] for piece in pieces[:1]]
    return any(is_date(said, language) for said in (*pieces[1:], *tails) if said)


def is_date(said: str, language: Language) -> bool:
    """Whether words are a day ("5. marca", "March 5", "12.03.2019"), a time, or a year."""
    if _NUMERIC_DATE.fullmatch(said) or _TIME.fullmatch(said):
        return True
    words = said.split()
    named = [word for word in words if word.casefold().rstrip(".") in language.months]
    numbers = [word for word in words if _DAY.fullmatch(word)]
    return bool(numbers) and len(named) + len(numbers) == len(words) <= 3


def _is_alone_a_town(text: str, head: Span, rest: Span, language: Language) -> bool:
    """Whether names without date and outlet are towns; a known place after a comma speaks for the first."""
    names = re.split(r"\s*[,/]\s*", _BRACKET.sub("", head.slice(text)).strip())
    first = language.gazette.place(names[0])
    if any(language.gazette.place(name) for name in names[1:]) and (first is None or first.kind in _TOWNS):
        return True
    return all(_is_town_by_itself(text, name, rest, language) for name in names)


def _is_town_by_itself(text: str, name: str, rest: Span, language: Language) -> bool:
    """A row knows it, or it stands in capitals and is no country, or its one word comes again with a capital
    ("Dobrunjek – … v Dobrunjku"); two words that no row knows may be a person.
    """
    if _is_known_town(name, language):
        return True
    if language.gazette.place(name) or language.gazette.place(name.title()) or language.gazette.outlet(name):
        return False
    letters = [sign for sign in name if sign.isalpha()]
    if len(letters) > 3 and all(sign.isupper() for sign in letters):
        return True
    linked = any(language.credit_words.among("link", [word]) for word in name.split())
    return (linked or " " not in name) and _comes_again(text, name.split(maxsplit=1)[0], rest)


def _comes_again(text: str, word: str, rest: Span) -> bool:
    """Whether a name stands in the rest of the report, in another case perhaps, inside a sentence."""
    stop = min(len(text), rest.start + _LOOKED_THROUGH)
    pattern = re.compile(
        rf"(?<=[^\W_][ ,]){re.escape(word[:3])}[^\W\d_]*|(?<=, ){re.escape(word[:3])}[^\W\d_]*"
    )
    return any(alike(word, found[0]) for found in pattern.finditer(text, rest.start, stop))
