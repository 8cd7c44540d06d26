"""The words by which a claim is found: base forms as its report read them, folded, and what a query asks of them.

No network is needed to ask: the ledger remembers which base forms each inflected form has had ("Lavrovu" →
"lavrov"), so a query may come in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.errors import BadQuery
from sayso.model import Attribution, Report, Word, within
from sayso.text import fold

_RUN = re.compile(r"\w+")
_QUERY = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_MOST_TERMS = 24
_LONGEST_TOKEN = 80
_SHORTEST_STEM, _LONGEST_ENDING = 4, 4


def tokens(text: str) -> list[str]:
    """The words of a text as the index spells them: letters and digits without case and diacritics."""
    found = (fold(run) for run in _RUN.findall(text))
    return [token[:_LONGEST_TOKEN] for token in found if token]


def words_of(report: Report, item: Attribution) -> str:
    """What an attribution is found by: content, then source, then the speaker's name."""
    spoken = [_base(word) for word in within(report.reading.words, item.content)]
    source = [_base(word) for word in within(report.reading.words, item.source)]
    return " ".join([*_flat(spoken), *_flat(source), *tokens(item.speaker or "")])


def forms_of(report: Report) -> list[tuple[str, str]]:
    """Pairs (form, base form) of a report's words, each once and in order."""
    found = set()
    for word in report.reading.words:
        form, lemma = _known(word.form), _base(word)
        if len(form) == len(lemma) == 1:
            found.add((form[0], lemma[0]))
    return sorted(found)


def beginnings(word: str) -> list[str]:
    """How the relatives of a form that no report had may begin, the longest first."""
    return [
        word[:length]
        for length in range(len(word) - 1, max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING) - 1, -1)
    ]


def _base(word: Word) -> tuple[str, ...]:
    return _known(word.lemma) or _known(word.form)


@lru_cache(maxsize=1 << 16)
def _known(word: str) -> tuple[str, ...]:
    """The tokens of one word: most words come again and again."""
    return tuple(tokens(word))


def _flat(lists: Iterable[Sequence[str]]) -> Iterator[str]:
    for each in lists:
        yield from each


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked of a claim's words: any of the alternatives, one after the other for a phrase."""

    phrase: tuple[tuple[str, ...], ...]
    prefix: bool = False
    unwanted: bool = False

    @property
    def is_phrase(self) -> bool:
        """Whether order counts, which the index does not know."""
        return len(self.phrase) > 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of a query before the ledger's forms are known."""

    words: tuple[str, ...]
    prefix: bool = False
    unwanted: bool = False


def asked(query: str) -> list[Asked]:
    """A query's terms: words, ``prefix*``, ``"a phrase"``, and ``-word`` for what must not be there.

    Everything else in it is taken as text, never as a command to a database.  Raises ``BadQuery`` for more than 24
    terms.
    """
    found = []
    for minus, phrase, word in _QUERY.findall(query):
        parts = tuple(tokens(phrase or word))
        if parts:
            found.append(Asked(parts, word.endswith("*") and len(parts) == 1, bool(minus)))
    if sum(len(each.words) for each in found) > _MOST_TERMS:
        raise BadQuery(query[:60] + "…", f"at most {_MOST_TERMS} words at once")
    return found


def holds(words: str, term: Term) -> bool:
    """Whether a claim's words have a phrase in one piece (the index itself does not know about order)."""
    own = words.split(" ")
    length = len(term.phrase)
    return any(
        all(own[at + i] in options for i, options in enumerate(term.phrase))
        for at in range(len(own) - length + 1)
    )
