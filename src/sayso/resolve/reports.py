"""Entities of many reports together: a surname that one report leaves alone is the person the others name in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.model import Entity, Reason

PERSON = "person:"
_SURE_SHARE = 0.8
"""How much of the mentions of all who bear a surname one of them must have."""


def united(reports: Sequence[Sequence[Entity]]) -> list[tuple[Entity, ...]]:
    """The same entities, report by report; ids of bare surnames are those of the people that bear them here.

    Where several bear a surname, the one with four fifths of their mentions is meant; without such a one the id stays.
    """
    counted = Counter(e.id for entities in reports for e in entities if e.id.startswith(PERSON))
    meant = {short: full for short in counted if (full := _bearer(short, counted)) is not None}
    return [tuple(_renamed(entity, meant) for entity in entities) for entities in reports]


def _bearer(short: str, counted: Mapping[str, int]) -> str | None:
    key = short.removeprefix(PERSON)
    fuller = {full: count for full, count in counted.items() if full.endswith("-" + key)}
    if not fuller:
        return None
    best = max(fuller, key=lambda full: fuller[full])
    return best if fuller[best] >= _SURE_SHARE * sum(fuller.values()) else None


def _renamed(entity: Entity, meant: Mapping[str, str]) -> Entity:
    full = meant.get(entity.id)
    if full is None:
        return entity
    return replace(entity, id=full, why=(*entity.why, Reason("rule", "reports:surname of", full)))
