"""The stage itself: a reading and its attributions in; times, amounts, names and completed attributions out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.lang import Language
from sayso.model import Attribution, Entity, Quantity, Reading, Reason, TimeExpression
from sayso.resolve.dates import dates_of
from sayso.resolve.entities import GOVERNMENT, OUTLET, Named, entities_of, speaker_entity
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
        why.append(Reason("rule", "resolve:when it was said", times.words(said), evidence=(said.span,)))
    return replace(
        item,
        source_kind=_kind(item, "" if meant is None else meant.id, language),
        speaker_entity=None if meant is None else meant.id,
        said_at=None if said is None else said.value,
        about=tuple(dict.fromkeys(t.value for t in about if t.value is not None)),
        why=tuple(why),
    )


def _kind(item: Attribution, meant: str, language: Language) -> str | None:
    """What sort of source it is, by what it stands for where that is known better than by the name's type."""
    if meant.startswith(GOVERNMENT) and item.source_kind == "person":
        return "state"  # "Kremelj", taken for a surname
    is_outlet = (
        meant.startswith(OUTLET) and item.source_kind != "person"
    )  # "Sana" is an agency, and a capital
    outlet = language.gazette.outlet(item.speaker or "") if is_outlet else None
    return item.source_kind if outlet is None else outlet.kind
