"""The types that flow through Sayso: frozen, slotted dataclasses, standard library only.

Data flows one way: ``Article`` → ``Reading`` → ``Attribution``, whose names, times and amounts are then
resolved.  Every span is a half-open range of Unicode code points of ``Article.text``, which is kept exactly as it
was given.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol, TypeVar

KINDS = ("direct", "mixed", "indirect", "nominal")
CERTAINTIES = ("asserted", "hearsay", "possible", "denied")
SOURCE_KINDS = (
    "person",
    "office",
    "state",
    "organisation",
    "medium",
    "agency",
    "document",
    "anonymous",
    "general",
)
DATE_KINDS = ("date", "duration", "set", "vague")
DATE_MODS = ("before", "since", "after")
DATE_PARTS = ("start", "mid", "end")
WHEN_SAID = "resolve:when it was said"  # the rule whose evidence is the time in ``said_at``
ARTICLE_KINDS = ("report", "release", "transcript", "post")
STATUSES = ("usable", "corrected", "withdrawn")
BOUNDS = ("exactly", "about", "at_least", "more_than", "at_most", "less_than", "between")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open code-point range ``[start, end)`` of one article's stored text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end}); need 0 <= start <= end")

    def __len__(self) -> int:
        return self.end - self.start

    def slice(self, text: str) -> str:
        """The words themselves: never rewritten, only cut out."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


def hull(spans: Iterable[Span]) -> Span | None:
    """The smallest span that covers all of ``spans``; ``None`` for none."""
    found = list(spans)
    if not found:
        return None
    return Span(min(span.start for span in found), max(span.end for span in found))


class Spanned(Protocol):
    """What has a place in the text."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


Placed = TypeVar("Placed", bound=Spanned)


def within(items: Sequence[Placed], spans: Iterable[Span]) -> list[Placed]:
    """Those of some things, in the order of the text and never overlapping, that lie inside one of the spans."""
    found: dict[int, Placed] = {}
    for span in spans:
        at = bisect_left(items, span.start, key=lambda item: item.span.start)
        while at < len(items) and items[at].span.end <= span.end:
            found[at] = items[at]
            at += 1
    return [found[at] for at in sorted(found)]


@dataclass(frozen=True, slots=True)
class DateInterval:
    """Half-open interval of days ``[start, end)``: "2024-11" is a month, not a day."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose text a report says it is, in a credit line, byline or footer: ``(AP)``, ``vir: Reuters``, ``jk/dpa``.

    ``outlet`` is the id of a row (``outlet:dpa``); ``row`` names the row or rule that found it, ``span`` where it
    stands in the text, ``None`` where a format has a field for it.
    """

    outlet: str
    row: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article comes from, as far as its file and its text say so; nothing is guessed.

    ``kind`` is one of ``ARTICLE_KINDS``, ``status`` one of ``STATUSES``.  ``outlet`` is the id of a row
    (``outlet:24ur-com``) or the bare host of the address, ``None`` where the address is missing or masked.  The three
    times are aware and apart: an impossible one is left out and named in ``doubts``.
    """

    kind: str = "report"
    status: str = "usable"
    outlet: str | None = None
    dateline: Span | None = None
    bylines: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    fetched_at: datetime | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One report as given.  ``text`` is the whole file; ``title`` and ``body`` say what of it is read."""

    id: str
    text: str
    body: Span
    title: Span | None = None
    language: str | None = None
    published: DateInterval | None = None
    address: str | None = None
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Word:
    """One word as the model saw it (Universal Dependencies v2).

    ``head`` is the index of the governing word in ``Reading.words``; ``None`` for the root of a sentence.
    """

    span: Span
    form: str
    lemma: str = ""
    tag: str = "X"
    features: str = "_"
    head: int | None = None
    relation: str = "dep"

    def feature(self, name: str) -> str | None:
        """The value of one feature: ``word.feature("Gender")`` → ``"Fem"`` or ``None``."""
        for pair in self.features.split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of words ``[first, last)`` (indices into ``Reading.words``)."""

    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Name:
    """A named thing: ``type`` is PER, ORG, LOC, MISC or DERIV_PER (an adjective made of a person's name)."""

    first: int
    last: int
    type: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted region with its marks.  ``closed`` is false where the text never closes it."""

    span: Span
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the network proposes for one anchor word (indices into ``Reading.words``)."""

    anchor: int
    score: float
    cue: tuple[int, ...] = ()
    source: tuple[int, ...] = ()
    content: tuple[int, ...] = ()
    certainty: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0)
    kind: tuple[float, ...] = (0.0, 0.0, 1.0, 0.0)
    relayed_by: int | None = None
    relay_score: float = 0.0
    speaker: int | None = None
    speaker_score: float = 0.0


@dataclass(frozen=True, slots=True)
class Maker:
    """Who or what made a fact: a stage with its rule or model and version, or a person."""

    stage: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model saw in one article."""

    article: Article
    language: str
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    quotes: tuple[Quote, ...]
    proposals: tuple[Proposal, ...]
    maker: Maker

    def names_by_word(self) -> dict[int, Name]:
        """The name that holds a word, by the word's index; made anew each time."""
        return {i: name for name in self.names for i in range(name.first, name.last)}


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the explanation that ``--why`` prints.

    ``step`` is ``network``, ``row`` or ``rule``; ``name`` names the row ("cues.tsv:dejati") or the rule
    ("bounds:quotation marks whole"); ``detail`` says what it did; ``score`` is the network's, 0 to 1;
    ``evidence`` are words of the report that it rests on.
    """

    step: str
    name: str
    detail: str = ""
    score: float | None = None
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is credited with some content.  Spans follow ``gold/GUIDELINES.md``.

    ``score`` (0 to 1) says how sure the method is; ``certainty`` what the text says: they are never one.
    ``relayed_by`` is the id of the next link outward in the same report.

    Filled by ``resolve``: ``speaker_entity``, the id of what the speaker's name stands for ("Peking" →
    ``government:CN``); ``said_at``, when it was said, where the report tells; ``about``, the times the content names.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None
    kind: str
    certainty: str
    certainty_words: tuple[Span, ...] = ()
    relayed_by: str | None = None
    act: str = "other"
    source_kind: str | None = None
    score: float = 1.0
    speaker_entity: str | None = None
    said_at: DateInterval | None = None
    about: tuple[DateInterval, ...] = ()
    why: tuple[Reason, ...] = ()
    maker: Maker = field(default=Maker("attribute", "rules", "1"))


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date, duration, recurrence or vague time in a report (gold/VALUES.md). ``value`` is half-open days."""

    span: Span
    kind: str
    value: DateInterval | None = None
    mod: str | None = None
    part: str | None = None
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount (gold/VALUES.md): ``value`` is a number, or lowest and highest.

    ``unit`` is a lemma or a code such as EUR or %.
    """

    span: Span
    value: float | tuple[float, float]
    unit: str
    bound: str
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing: ``type`` is PER, ORG, LOC or MISC, ``name`` the mention in its base form (nominative).

    ``id`` is the same for the same thing in all reports and languages: ``country:RU``, ``outlet:dpa``,
    ``person:sergei-lavrov``.  ``alternatives`` are the ids of others whom the name can mean in this report.
    """

    span: Span
    type: str
    name: str
    id: str
    alternatives: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """An article read to the end: what ``sayso.read`` returns."""

    article: Article
    language: str
    reading: Reading
    attributions: tuple[Attribution, ...]
    dates: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    entities: tuple[Entity, ...] = ()

    def slice(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """The exact words of some spans of this report."""
        return tuple(span.slice(self.article.text) for span in spans)

    def at_least(self, score: float) -> Report:
        """The report with the attributions whose ``score`` is no lower; ids stay, a link to one left out is cut."""
        kept = {item.id for item in self.attributions if item.score >= score}
        return replace(
            self,
            attributions=tuple(
                item if item.relayed_by in kept or item.relayed_by is None else replace(item, relayed_by=None)
                for item in self.attributions
                if item.id in kept
            ),
        )

    def chain(self, attribution: Attribution) -> tuple[Attribution, ...]:
        """The attribution and the ones that relay it, innermost first, without ever looping."""
        by_id = {item.id: item for item in self.attributions}
        found = [attribution]
        while (outer := by_id.get(found[-1].relayed_by or "")) is not None and outer not in found:
            found.append(outer)
        return tuple(found)
