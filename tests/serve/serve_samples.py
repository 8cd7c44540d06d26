"""Hand-made reports for the views: sentences of our own, with relays, nesting and resumed quotations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.model import (
    Article,
    Attribution,
    DateInterval,
    Maker,
    Reading,
    Reason,
    Report,
    Sentence,
    Span,
    Word,
)

MAKER = Maker("test", "hand", "1")


@dataclass(frozen=True)
class Said:
    """One attribution by the words of its parts; each is looked for from ``after`` on."""

    content: tuple[str, ...]
    cue: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    speaker: str | None = None
    kind: str = "indirect"
    certainty: str = "asserted"
    relayed_by: str | None = None
    source_kind: str | None = None
    after: str = ""
    why: tuple[Reason, ...] = ()


def spans(text: str, words: tuple[str, ...], after: str) -> tuple[Span, ...]:
    start = text.index(after) if after else 0
    found = []
    for word in words:
        place = text.index(word, start)
        found.append(Span(place, place + len(word)))
    return tuple(found)


def attribution(text: str, number: int, said: Said) -> Attribution:
    return Attribution(
        id=f"a{number}",
        source=spans(text, said.source, said.after),
        cue=spans(text, said.cue, said.after),
        content=spans(text, said.content, said.after),
        speaker=said.speaker,
        kind=said.kind,
        certainty=said.certainty,
        relayed_by=said.relayed_by,
        source_kind=said.source_kind,
        act="say",
        score=0.87654,
        why=said.why,
        maker=MAKER,
    )


def sentences(text: str, body: Span) -> tuple[tuple[Word, ...], tuple[Sentence, ...]]:
    """Every full stop before a space ends a sentence: enough to show long paragraphs in pieces."""
    words, found, start = [], [], body.start
    for place in range(body.start, body.end):
        if text[place] == "." and text[place + 1 : place + 2] in (" ", ""):
            words.append(Word(Span(start, place + 1), text[start : place + 1]))
            found.append(Sentence(len(words) - 1, len(words), 0))
            start = place + 2
    return tuple(words), tuple(found)


def report(
    article: Article, language: str, said: tuple[Said, ...] = (), more: tuple[Attribution, ...] = ()
) -> Report:
    items = tuple(attribution(article.text, number, one) for number, one in enumerate(said, 1))
    words, found = sentences(article.text, article.body)
    reading = Reading(article, language, words, found, (), (), (), MAKER)
    return Report(article, language, reading, items + more)


SLOVENE_TITLE = "Most čez Krko bo zaprt dlje, kot so obljubljali"
SLOVENE = f"""{SLOVENE_TITLE}

Obnova starega mostu čez Krko naj bi se zavlekla v pozno jesen. Da izvajalec čaka na jeklo iz Poljske, je za \
Radio Dolina povedala vodja gradbišča Alenka Hribar, poroča agencija Brežina. "Zidarji so svoje opravili," je \
dejala. "Brez nosilcev pa ne moremo naprej."

Župan Matej Rus je očitke o slabem načrtovanju zavrnil. Po njegovih besedah je občina rok podaljšala samo enkrat. \
»Ljudje imajo prav, ko so jezni,« je dodal, »a krivca ne bodo našli na občini.« Opozicijski svetniki upajo, da \
bo nadzorni odbor zadevo pregledal še pred praznikom.

Časnik Glasnik ob Krki piše, da so viri blizu ministrstva namignili, da bi lahko država del stroškov prevzela \
sama. Ministrstvo tega ni potrdilo."""

WHY = (
    Reason("network", "anchor", "povedala", 0.97),
    Reason("row", "cues.tsv:povedati", "say, asserted, clause+quote"),
    Reason("rule", "bounds:complementiser in", "took in »Da«"),
)

SLOVENE_SAID = (
    Said(
        ("Obnova starega mostu čez Krko", "se zavlekla v pozno jesen"),
        cue=("naj bi",),
        certainty="hearsay",
    ),
    Said(
        ("Da izvajalec čaka na jeklo iz Poljske",),
        cue=("povedala",),
        source=("vodja gradbišča Alenka Hribar",),
        speaker="Alenka Hribar",
        source_kind="person",
        relayed_by="a3",
        why=WHY,
    ),
    Said(
        ("za Radio Dolina",),
        cue=(),
        source=("Radio Dolina",),
        speaker="Radio Dolina",
        kind="nominal",
        source_kind="medium",
        relayed_by="a4",
    ),
    Said(
        ("Da izvajalec čaka na jeklo iz Poljske, je za Radio Dolina povedala vodja gradbišča Alenka Hribar",),
        cue=("poroča",),
        source=("agencija Brežina",),
        speaker="Brežina",
        source_kind="agency",
    ),
    Said(
        ('"Zidarji so svoje opravili,"', '"Brez nosilcev pa ne moremo naprej."'),
        cue=("je dejala",),
        speaker="Alenka Hribar",
        kind="direct",
        source_kind="person",
        after='"Zidarji',
    ),
    Said(
        ("očitke o slabem načrtovanju",),
        cue=("je", "zavrnil"),
        source=("Župan Matej Rus",),
        speaker="Matej Rus",
        kind="nominal",
        certainty="denied",
        source_kind="person",
        after="Župan",
    ),
    Said(
        ("je občina rok podaljšala samo enkrat",),
        cue=("Po", "besedah"),
        source=("njegovih",),
        speaker="Matej Rus",
        source_kind="person",
        after="Po njegovih",
    ),
    Said(
        ("»Ljudje imajo prav, ko so jezni,«", "»a krivca ne bodo našli na občini.«"),
        cue=("je dodal",),
        speaker="Matej Rus",
        kind="direct",
        source_kind="person",
        after="»Ljudje",
    ),
    Said(
        ("da bo nadzorni odbor zadevo pregledal še pred praznikom",),
        cue=("upajo",),
        source=("Opozicijski svetniki",),
        speaker="Opozicijski svetniki",
        certainty="possible",
        source_kind="general",
    ),
    Said(
        ("da so viri blizu ministrstva namignili, da bi lahko država del stroškov prevzela sama",),
        cue=("piše",),
        source=("Časnik Glasnik ob Krki",),
        speaker="Glasnik ob Krki",
        source_kind="medium",
        after="Časnik",
    ),
    Said(
        ("da bi lahko država del stroškov prevzela sama",),
        cue=("so", "namignili"),
        source=("viri blizu ministrstva",),
        certainty="possible",
        relayed_by="a10",
        source_kind="anonymous",
        after="da so viri",
    ),
)

ENGLISH = (
    "The ferry company said on Monday that the night boat would run again by spring. Harbour master Ines Coll told "
    'the island radio the pier was "tired but safe", according to the Strait Courier. Fishermen doubt that anyone has '
    "looked below the waterline. Reportedly the inspectors never came. The company denied that the inspection had "
    "been skipped."
)

ENGLISH_SAID = (
    Said(
        ("that the night boat would run again by spring",),
        cue=("said",),
        source=("The ferry company",),
        speaker="The ferry company",
        source_kind="organisation",
    ),
    Said(
        ('the pier was "tired but safe"',),
        cue=("told",),
        source=("Harbour master Ines Coll",),
        speaker="Ines Coll",
        kind="mixed",
        relayed_by="a3",
        source_kind="person",
    ),
    Said(
        ('Harbour master Ines Coll told the island radio the pier was "tired but safe"',),
        cue=("according to",),
        source=("the Strait Courier",),
        speaker="Strait Courier",
        kind="mixed",
        source_kind="medium",
    ),
    Said(
        ("that anyone has looked below the waterline",),
        cue=("doubt",),
        source=("Fishermen",),
        speaker="Fishermen",
        certainty="possible",
    ),
    Said(("the inspectors never came",), cue=("Reportedly",), certainty="hearsay"),
    Said(
        ("that the inspection had been skipped",),
        cue=("denied",),
        source=("The company",),
        speaker="The ferry company",
        certainty="denied",
    ),
)


def slovene() -> Report:
    end = len(SLOVENE_TITLE)
    article = Article(
        "most-2024",
        SLOVENE,
        Span(end + 2, len(SLOVENE)),
        title=Span(0, end),
        published=DateInterval(date(2024, 10, 1), date(2024, 11, 1)),
    )
    return report(article, "sl", SLOVENE_SAID)


def english() -> Report:
    article = Article("ferry", ENGLISH, Span(0, len(ENGLISH)))
    return report(article, "en", ENGLISH_SAID)
