"""Reports made of real ones by changing names, numbers and days: a ledger of any size to measure on.

Every name is replaced letter by letter with letters of the same class and case, the same way throughout a report, and
so are its speakers, entities and index words: all offsets stay true.  Nothing that is made here leaves the machine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sayso.model import Article, Attribution, DateInterval, Entity, Report, Span, Word

_CLASSES = ("aeiou", "bcdfghjklmnpqrstvwxyz", "čšž", "0123456789")
_DAYS = 3650


@dataclass(frozen=True)
class Retelling:
    """What one retold report does to words: a key for letters, and how many days it moves."""

    letters: dict[int, int]
    days: int

    @staticmethod
    def of(seed: int) -> Retelling:
        """The retelling of a number; number 0 changes nothing."""
        if seed == 0:
            return Retelling({}, 0)
        rng = random.Random(seed)
        table: dict[int, int] = {}
        for letters in _CLASSES:
            mixed = "".join(rng.sample(letters, len(letters)))
            table |= str.maketrans(letters + letters.upper(), mixed + mixed.upper())
        return Retelling(table, -rng.randrange(_DAYS))

    def word(self, word: str) -> str:
        """A name as the retold report has it, of the same length."""
        return word.translate(self.letters)

    def day(self, interval: DateInterval | None) -> DateInterval | None:
        """Days moved, the length of an interval kept."""
        if interval is None:
            return None
        move = timedelta(self.days)
        return DateInterval(interval.start + move, interval.end + move)


def retold(reports: Sequence[Report], count: int, first: int = 0) -> Iterator[Report]:
    """``count`` reports: the given ones over and over, each pass with other names."""
    for number in range(first, first + count):
        seed, at = divmod(number, len(reports))
        yield _retell(reports[at], number, Retelling.of(0 if seed == 0 else number))


def _retell(report: Report, number: int, change: Retelling) -> Report:
    if not change.letters:
        return report
    names = {i for name in report.reading.names for i in range(name.first, name.last)}
    words = tuple(
        _renamed(word, change) if i in names or word.form.isdigit() else word
        for i, word in enumerate(report.reading.words)
    )
    article = _article(report.article, words, number, change)
    reading = replace(report.reading, article=article, words=words)
    return replace(
        report,
        article=article,
        reading=reading,
        attributions=tuple(_attribution(item, change) for item in report.attributions),
        entities=tuple(_entity(item, change) for item in report.entities),
    )


def _renamed(word: Word, change: Retelling) -> Word:
    return replace(word, form=change.word(word.form), lemma=change.word(word.lemma))


def _article(article: Article, words: Sequence[Word], number: int, change: Retelling) -> Article:
    letters = list(article.text)
    for word in words:
        letters[word.span.start : word.span.end] = word.form
    # The address of the copy is its own; the text begins with the header, which names it.
    text = "".join(letters)
    return replace(
        article,
        id=f"{article.id}-{number}",
        text=text,
        published=change.day(article.published),
        address=f"https://news.example/{number}",
    )


def _attribution(item: Attribution, change: Retelling) -> Attribution:
    return replace(
        item,
        speaker=None if item.speaker is None else change.word(item.speaker),
        speaker_entity=_changed_id(item.speaker_entity, change),
        said_at=change.day(item.said_at),
        about=tuple(interval for each in item.about if (interval := change.day(each)) is not None),
    )


def _entity(item: Entity, change: Retelling) -> Entity:
    return replace(item, name=change.word(item.name), id=_changed_id(item.id, change) or item.id)


def _changed_id(entity: str | None, change: Retelling) -> str | None:
    """People and what only its name tells get other names; countries and outlets stay what they are."""
    kind, _, name = (entity or "").partition(":")
    return f"{kind}:{change.word(name)}" if kind in ("person", "org", "misc", "name") else entity


def same_length(report: Report) -> bool:
    """Whether all spans still lie inside the text: what the generator promises."""
    whole = Span(0, len(report.article.text))
    return all(
        whole.contains(word.span) and len(word.form) == len(word.span) for word in report.reading.words
    )
