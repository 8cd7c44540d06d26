"""Words by which a report says whose text it is, in lines and brackets of their own.

``credits.tsv``
    ``words``: lower case, as they stand before a colon or beside a name; ``kind``: one of :data:`CREDIT_KINDS`;
    ``outlet``: for the kind ``agency`` the name of its row in ``outlets.tsv`` (of any language), else empty;
    ``example``: a whole line of our own, as it stands above or below a report.

The kinds:

``source``
    before whom the text was taken from ("vir: Reuters", "Quelle: dpa").
``author``
    before who wrote it ("Piše: …", "By …", "Von …").
``beside``
    before who did something else ("Foto: AP", "Editing by …"): what follows is neither author nor source.
``rights``
    before who owns it ("© STA, 2024").
``agency``
    another spelling of an agency that texts in this language are often taken from ("sta", "rtr").  Only these may
    stand all alone, without a word such as "vir": a lone "Mehr" or "Delo" can be many things.
``desk``
    beside or instead of an outlet, the own desk or nobody by name ("sta/ured", "Reuters Staff", "Agenturen").
``role``
    what somebody is, beside a name in a byline ("dopisnica", "correspondent").
``place``
    before where the author writes from ("By Nina Hale in Brussels").
``link``
    lower-case words inside the name of a town ("Frankfurt am Main").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CREDIT_KINDS = ("source", "author", "beside", "rights", "agency", "desk", "role", "place", "link")
OPENING_KINDS = ("source", "author", "beside", "rights")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class CreditRow:
    """Words of a credit line, byline or dateline."""

    words: str
    kind: str
    outlet: str
    example: str

    @property
    def name(self) -> str:
        """How reasons name the row."""
        return f"credits.tsv:{self.words}"


@dataclass(frozen=True, slots=True)
class CreditWords:
    """The rows of one language by what is asked of them; words are lower case.

    ``opening`` finds the words that open a part of a credit line, with the colon after them as group ``colon``.
    """

    rows: Mapping[tuple[str, str], CreditRow]
    openers: Mapping[str, CreditRow]
    opening: re.Pattern[str]

    @staticmethod
    def of(rows: Iterable[CreditRow]) -> CreditWords:
        known = {(row.kind, row.words): row for row in rows}
        openers = {row.words: row for row in known.values() if row.kind in OPENING_KINDS}
        return CreditWords(known, openers, _pattern(openers))

    def find(self, kind: str, words: str) -> CreditRow | None:
        """The row of some words, whatever their capitals."""
        return self.rows.get((kind, words.casefold()))

    def among(self, kind: str, words: Iterable[str]) -> bool:
        """Whether one of some words is of a kind."""
        return any((kind, word.casefold()) in self.rows for word in words)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    if not longest_first:
        return _NEVER
    either = "|".join(re.escape(text).replace(r"\ ", r"\s") for text in longest_first)
    return re.compile(rf"(?<!\w)(?P<words>{either})(?!\w)(?P<colon>\s?:)?", re.IGNORECASE)
