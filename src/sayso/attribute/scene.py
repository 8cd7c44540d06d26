"""What the rules of this stage look at: a reading with its lookups, and drafts of attributions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sayso.lang import CueRow, Language, TitleRow
from sayso.lang.nominative import by_stem
from sayso.model import Name, Proposal, Quote, Reading, Reason, Span, Word

QUOTE_MARKS = frozenset("\"„“”»«‘’‚'‹›")
CLOSERS = frozenset(",.;:–—-")


@dataclass(frozen=True)
class Scene:
    """A reading and its language; ``quote_of[i]`` is the outermost quotation that holds word ``i``, if any."""

    reading: Reading
    language: Language
    quote_of: tuple[int | None, ...] = field(default=())
    sentence_of: tuple[int, ...] = field(default=())
    quoted_words: tuple[tuple[int, ...], ...] = field(default=())
    name_of: Mapping[int, Name] = field(default_factory=dict)
    nominatives: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)
    """Words in the nominative, by the first letters of their folded form and lemma."""

    @staticmethod
    def of(reading: Reading, language: Language) -> Scene:
        quote_of = quote_numbers(reading)
        sentence_of = [0] * len(reading.words)
        for number, sentence in enumerate(reading.sentences):
            sentence_of[sentence.first : sentence.last] = [number] * (sentence.last - sentence.first)
        members: list[list[int]] = [[] for _ in reading.quotes]
        for at, quote in enumerate(quote_of):
            if quote is not None:
                members[quote].append(at)
        return Scene(
            reading,
            language,
            tuple(quote_of),
            tuple(sentence_of),
            tuple(map(tuple, members)),
            reading.names_by_word(),
            by_stem(reading, language),
        )

    def titles(self, indices: Iterable[int]) -> list[tuple[TitleRow, range]]:
        """The titles in a run of words, each with the range of its words counted within the run."""
        run = list(indices)
        lemmas = [self.words[i].lemma.lower() for i in run]
        return self.language.find_titles(lemmas, [self.lower(i) for i in run])

    def kind_of(self, lemma: str) -> str | None:
        """What sort of title a noun is."""
        return next((row.kind for row, _ in self.language.find_titles([lemma], [lemma])), None)

    def names_at(self, indices: Iterable[int]) -> list[Name]:
        """The names that hold any of some words, each once, in the order of the text."""
        found = dict.fromkeys(self.name_of[i] for i in sorted(set(indices)) if i in self.name_of)
        return list(found)

    @property
    def words(self) -> tuple[Word, ...]:
        return self.reading.words

    @property
    def text(self) -> str:
        return self.reading.article.text

    def lower(self, at: int) -> str:
        return self.words[at].form.lower()

    def lettered(self, at: int) -> bool:
        """Does the word hold a letter or digit, so that it is no mark alone?"""
        return any(map(str.isalnum, self.words[at].form))

    def capital(self, at: int) -> bool:
        """A capital that is not there because a sentence begins."""
        sentence = self.reading.sentences[self.sentence_of[at]]
        return self.words[at].form[:1].isupper() and at != sentence.first

    def paragraph(self, at: int) -> int:
        return self.reading.sentences[self.sentence_of[at]].paragraph

    def children(self, at: int) -> list[int]:
        """Words that word ``at`` governs, in the order of the text."""
        sentence = self.reading.sentences[self.sentence_of[at]]
        return [i for i in range(sentence.first, sentence.last) if self.words[i].head == at]

    def spans(self, indices: Iterable[int]) -> tuple[Span, ...]:
        """Runs of neighbouring words of one paragraph as spans of the text."""
        found: list[Span] = []
        last = -2
        for at in sorted(set(indices)):
            word = self.words[at].span
            if at == last + 1 and self.paragraph(at) == self.paragraph(last):
                found[-1] = Span(found[-1].start, word.end)
            else:
                found.append(word)
            last = at
        return tuple(found)


def quote_numbers(reading: Reading) -> list[int | None]:
    """The outermost quotation of each word."""
    result: list[int | None] = [None] * len(reading.words)
    outermost: list[tuple[int, Quote]] = []
    for number, quote in sorted(
        enumerate(reading.quotes), key=lambda pair: (pair[1].span.start, -pair[1].span.end)
    ):
        if not outermost or quote.span.end > outermost[-1][1].span.end:
            outermost.append((number, quote))
    at = 0
    for i, word in enumerate(reading.words):
        while at < len(outermost) and outermost[at][1].span.end <= word.span.start:
            at += 1
        if at < len(outermost) and outermost[at][1].span.contains(word.span):
            result[i] = outermost[at][0]
    return result


@dataclass(frozen=True)
class Draft:
    """An attribution in the making: sorted word indices, and why they are what they are."""

    proposal: Proposal
    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    row: CueRow | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def anchor(self) -> int:
        return self.proposal.anchor

    def with_parts(
        self,
        rule: str,
        *,
        cue: Iterable[int] | None = None,
        source: Iterable[int] | None = None,
        content: Iterable[int] | None = None,
    ) -> Draft:
        """The draft with other words, and the rule noted if that changed anything."""
        parts = {
            key: tuple(sorted(set(value)))
            for key, value in (("cue", cue), ("source", source), ("content", content))
            if value is not None
        }
        changed = [key for key, value in parts.items() if value != getattr(self, key)]
        if not changed:
            return self
        reasons = (*self.reasons, Reason("rule", rule, ", ".join(changed)))
        return replace(
            self,
            cue=parts.get("cue", self.cue),
            source=parts.get("source", self.source),
            content=parts.get("content", self.content),
            reasons=reasons,
        )
