"""Small reports of our own with hand-made readings, in which every word has its base form by a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from sayso.model import (
    Article,
    Attribution,
    DateInterval,
    Maker,
    Provenance,
    Reading,
    Report,
    Sentence,
    Span,
    Word,
)

MAKER = Maker("read", "fake", "1")
BASES = {
    "mostu": "most",
    "mosta": "most",
    "ministrica": "ministrica",
    "ministrici": "ministrica",
    "Hribarjeva": "Hribar",
    "Hribarjevi": "Hribar",
    "odprli": "odpreti",
    "odprt": "odprt",
    "bridges": "bridge",
    "said": "say",
}
MOST = (
    "Most odprt junija\n\nMost čez Bistrico naj bi odprli junija. "
    "Da je denar zagotovljen, je povedala ministrica Alenka Hribar, poroča Navegante.\n"
)
BRIDGE = "Bridge to open\n\nMayor Nina Hale said that two bridges would open in May.\n"


@dataclass(frozen=True)
class Said:
    """An attribution by its words."""

    content: str
    cue: str
    speaker: str | None = None
    entity: str | None = None
    source: str = ""
    certainty: str = "asserted"
    relayed_by: str | None = None
    source_kind: str | None = "person"
    said: DateInterval | None = None


MOST_SAID = (
    Said("Most čez Bistrico odprli junija", "naj bi", certainty="hearsay", source_kind=None),
    Said(
        "Da je denar zagotovljen",
        "je povedala",
        "Alenka Hribar",
        "person:alenka-hribar",
        "ministrica Alenka Hribar",
        relayed_by="a3",
        said=DateInterval(date(2025, 3, 4), date(2025, 3, 5)),
    ),
    Said(
        "Da je denar zagotovljen, je povedala ministrica Alenka Hribar",
        "poroča",
        "Navegante",
        "outlet:navegante",
        "Navegante",
        source_kind="medium",
    ),
)
BRIDGE_SAID = (
    Said("that two bridges would open in May", "said", "Nina Hale", "person:nina-hale", "Mayor Nina Hale"),
)


def article(
    text: str, doc: str = "most", address: str | None = None, day: date | None = date(2025, 3, 5)
) -> Article:
    """A report whose first line is its heading; the day is that of its publication."""
    title = Span(0, text.index("\n")) if "\n" in text else None
    start = text.index("\n\n") + 2 if "\n\n" in text else 0
    published = None if day is None else DateInterval(day, date.fromordinal(day.toordinal() + 1))
    return Article(doc, text, Span(start, len(text.rstrip())), title, None, published, address)


def from_outlet(given: Article, outlet: str) -> Article:
    """The same report of a known outlet."""
    return replace(given, provenance=Provenance(outlet=outlet))


def report(given: Article, said: tuple[Said, ...], language: str = "sl", maker: Maker = MAKER) -> Report:
    """A reading made by hand."""
    words = tuple(
        Word(Span(*found.span()), found[0], BASES.get(found[0], found[0]))
        for found in re.finditer(r"\w+", given.text)
    )
    items = tuple(_attribution(given.text, f"a{number}", each) for number, each in enumerate(said, 1))
    reading = Reading(given, language, words, (Sentence(0, len(words), 0),), (), (), (), maker)
    return Report(given, language, reading, items)


def _attribution(text: str, key: str, said: Said) -> Attribution:
    return Attribution(
        id=key,
        source=_spans(text, said.source),
        cue=_spans(text, said.cue),
        content=_spans(text, said.content),
        speaker=said.speaker,
        kind="indirect",
        certainty=said.certainty,
        relayed_by=said.relayed_by,
        act="say",
        source_kind=said.source_kind,
        score=0.9,
        speaker_entity=said.entity,
        said_at=said.said,
    )


def _spans(text: str, words: str) -> tuple[Span, ...]:
    """Where the words stand, in as few pieces as it takes."""
    found: list[Span] = []
    start = text.index("\n\n") + 2 if "\n\n" in text else 0
    for word in words.split():
        at = text.index(word, start)
        start = at + len(word)
        if found and text[found[-1].end : at].isspace():
            found[-1] = Span(found[-1].start, start)
        else:
            found.append(Span(at, start))
    return tuple(found)
