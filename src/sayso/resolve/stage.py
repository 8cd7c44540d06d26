"""The stage itself: a reading and its attributions in; times, amounts, names and completed attributions out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.lang import Language
from sayso.model import WHEN_SAID, Attribution, Entity, Quantity, Reading, Reason, TimeExpression
from sayso.resolve.dates import dates_of
from sayso.resolve.entities import Named, entities_of, speaker_entity
from sayso.resolve.quantities import quantities_of
from sayso.resolve.times import Times


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the words of a report stand for, each in the order of the text."""

    attributions: tuple[Attribution, ...]
    dates: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]
    entities: tuple[Entity, ...]


def resolve(reading: Reading, attributions: Sequence[Attribution], language: Language) -> Resolved:
    """Values by gold/VALUES.md; each attribution gets ``speaker_entity``, ``said_at`` and ``about``."""
    dates = dates_of(reading, language)
    entities = entities_of(reading, language)
    named, times = Named(entities), Times(reading, dates, attributions)
    completed = tuple(_completed(item, language, named, times) for item in attributions)
    return Resolved(completed, dates, quantities_of(reading, language), entities)


def _completed(item: Attribution, language: Language, named: Named, times: Times) -> Attribution:
    """An attribution with what its parts stand for, and why."""
    meant = speaker_entity(item.speaker, item.source_kind, language, named)
    said = times.said(item)
    about = times.about(item)
    why = list(item.why)
    if meant is not None:
        why.append(meant.why)
    if said is not None:
        why.append(Reason("rule", WHEN_SAID, times.words(said), evidence=(said.span,)))
    return replace(
        item,
        source_kind=item.source_kind if meant is None or meant.kind is None else meant.kind,
        speaker_entity=None if meant is None else meant.id,
        said_at=None if said is None else said.value,
        about=tuple(dict.fromkeys(t.value for t in about if t.value is not None)),
        why=tuple(why),
    )
