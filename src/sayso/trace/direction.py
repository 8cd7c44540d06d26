"""Who has it from whom: clues of two reports that share passages, and what they decide together.

Every clue is kept with its weight, so that a verdict can be looked into; where two directions weigh the same, or
nothing speaks, it is "unknown".  A credit outweighs the clock: times are set anew when a page is edited or moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.lang.gazette import OutletRow
from sayso.lang.press import outlet_id, press
from sayso.shingles import Wording, words_in
from sayso.trace.align import alike
from sayso.trace.passages import is_name
from sayso.trace.side import Side

FORWARD, BACKWARD, COMMON, UNKNOWN = "a->b", "b->a", "common", "unknown"
DIRECTIONS = (FORWARD, BACKWARD, COMMON, UNKNOWN)
WEIGHTS = {
    "credit": 4,
    "same credit": 4,
    "named": 3,
    "agency": 3,
    "time": 2,
    "one credit": 1,
    "containment": 1,
}
WHOLE = 0.9  # share of a report that stands in the other where it may be cut from it
LONGER = 0.85  # share of the other that is not exceeded then
_SHORT = 4  # letters of a name that is only known as it is written (AP, STA)


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason for a direction: its kind (a key of ``WEIGHTS``), what it says, what it rests on."""

    kind: str
    says: str
    detail: str

    @property
    def weight(self) -> int:
        """How much it counts."""
        return WEIGHTS[self.kind]

    def turned(self) -> Clue:
        """The same clue with the two reports changed."""
        return Clue(self.kind, turned(self.says), self.detail)


def turned(direction: str) -> str:
    """A direction with the two reports changed."""
    return {FORWARD: BACKWARD, BACKWARD: FORWARD}.get(direction, direction)


def decided(found: Iterable[Clue]) -> str:
    """The direction that weighs most, "unknown" where none does."""
    totals = Counter[str]()
    for clue in found:
        totals[clue.says] += clue.weight
    ranked = totals.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return UNKNOWN
    return ranked[0][0]


def clues(a: Side, b: Side, shares: tuple[float, float]) -> tuple[Clue, ...]:
    """All that speaks for a direction; ``shares``: how much of either report stands in the other.

    The same whichever report comes first, but for the direction.
    """
    found = [
        *_one_way(a, b, shares),
        *(clue.turned() for clue in _one_way(b, a, (shares[1], shares[0]))),
        *_both_ways(a, b),
    ]
    return tuple(sorted(found, key=lambda clue: (-clue.weight, clue.kind, clue.detail)))


def _one_way(a: Side, b: Side, shares: tuple[float, float]) -> Iterator[Clue]:
    """What speaks for ``b`` having it from ``a``."""
    own, other = a.article.provenance.outlet, b.article.provenance.outlet
    if own is not None and own != other:
        if own in _credited(b):
            yield Clue("credit", FORWARD, f"{b.article.id} credits {own}")
        elif _names(b, own):
            yield Clue("named", FORWARD, f"{b.article.id} names {own}")
        if _is_agency(own) and not _is_agency(other):
            yield Clue("agency", FORWARD, f"{own} is an agency")
    if (times := _earlier(a, b)) is not None:
        yield Clue("time", FORWARD, times)
    if shares[1] >= WHOLE and shares[0] <= LONGER:
        told = (
            f"{shares[1]:.0%} of {b.article.id} stand in {a.article.id}, {shares[0]:.0%} the other way round"
        )
        yield Clue("containment", FORWARD, told)


def _both_ways(a: Side, b: Side) -> Iterator[Clue]:
    """What speaks for both having it from a third."""
    own = {a.article.provenance.outlet, b.article.provenance.outlet}
    same = (_credited(a) & _credited(b)) - own
    either = (_credited(a) ^ _credited(b)) - own
    for outlet in sorted(same):
        yield Clue("same credit", COMMON, f"both credit {outlet}")
    if not same and either and not (_credited(a) and _credited(b)):
        yield Clue("one credit", COMMON, f"one of them credits {', '.join(sorted(either))}")


def _credited(side: Side) -> set[str]:
    return {credit.outlet for credit in side.article.provenance.credits}


def _earlier(a: Side, b: Side) -> str | None:
    """The two times, where ``a`` was published before ``b``: to the minute where both say so, else on earlier days."""
    one, two = a.article, b.article
    at, other = one.provenance.published_at, two.provenance.published_at
    if at is not None and other is not None:
        return f"{at:%Y-%m-%d %H:%M} before {other:%Y-%m-%d %H:%M}" if at < other else None
    if one.published is None or two.published is None or one.published.end > two.published.start:
        return None
    return f"{one.published.start} before {two.published.start}"


@lru_cache(maxsize=1)
def _outlets() -> dict[str, OutletRow]:
    return {outlet_id(row): row for row in press().names.values()}


def _is_agency(outlet: str | None) -> bool:
    row = _outlets().get(outlet or "")
    return row is not None and row.kind == "agency"


def _names(side: Side, outlet: str) -> bool:
    """Whether a report's text speaks of an outlet by one of its names, in any case, or by its host."""
    row = _outlets().get(outlet)
    names = (outlet,) if row is None else (row.name, *row.aliases)
    return any(_stands(side.words, words_in(name)) for name in names)


def _stands(words: Wording, name: Wording) -> bool:
    length = len(name)
    return length > 0 and any(
        all(_is_part(words, at + step, name, step) for step in range(length))
        for at in range(len(words) - length + 1)
        if words.forms[at][:1] == name.forms[0][:1]
    )


def _is_part(words: Wording, at: int, name: Wording, step: int) -> bool:
    """One word of a name: a short one exactly as written, a capital one in any case, others as they are."""
    written = name.span(step, step + 1).slice(name.text)
    if (len(name.forms[step]) <= _SHORT and not written.istitle()) or not written[:1].isupper():
        return words.span(at, at + 1).slice(words.text) == written
    return (is_name(words, at) or step > 0) and alike(words.forms[at], name.forms[step])


def ranked(found: Sequence[Clue]) -> str:
    """The clues in words, the weightiest first."""
    return "; ".join(f"{clue.says} ({clue.kind}: {clue.detail})" for clue in found)
