"""The one place that puts the stages in order: an article in, a report out."""

from __future__ import annotations

from collections.abc import Sequence, Set

from sayso import lang
from sayso.attribute import attribute
from sayso.errors import UnknownLanguage, UnsupportedLanguage
from sayso.ingest.text import article_from_text, require_date
from sayso.lang import Language
from sayso.model import Article, Name, Report, Word
from sayso.read.encoder import WEIGHTS, Encoder, OnnxEncoder
from sayso.read.reading import Taggers, read_article, read_given
from sayso.resolve import resolve
from sayso.settings import settings


class Reader:
    """Holds the network once and reads any number of articles, one after the other.

    ``encoder`` is the shipped network unless another is given; ``threads`` are the network's, ``None`` for
    ``SAYSO_THREADS`` or one.  Raises ``ModelError`` where a file of the network is missing or damaged.
    """

    def __init__(
        self, encoder: Encoder | None = None, threads: int | None = None, device: str = "cpu"
    ) -> None:
        given = settings()
        self.encoder = encoder or OnnxEncoder(given.model or WEIGHTS, threads or given.threads, device)
        self._taggers = Taggers(self.encoder)

    def read(self, article: Article, language: str | None = None, without: Set[str] = frozenset()) -> Report:
        """Who says what in one article.  ``language`` overrides what the article says and what its text shows.

        ``without`` names rules of the attribute stage to leave out (the evaluation's ablations).

        Raises ``UnsupportedLanguage`` for a language that no folder serves, ``UnknownLanguage`` for a text that
        does not let one say.
        """
        facts = language_of(article, language)
        reading = read_article(article, facts, self.encoder, self._taggers)
        resolved = resolve(reading, attribute(reading, facts, without), facts)
        return Report(
            article,
            facts.code,
            reading,
            resolved.attributions,
            resolved.dates,
            resolved.quantities,
            resolved.entities,
        )

    def read_tokens(
        self,
        sentences: Sequence[Sequence[str]],
        language: str,
        spaces: Sequence[Sequence[bool]] | None = None,
    ) -> list[list[Word]]:
        """Tags, features, lemmas and trees of sentences that are already cut into words."""
        return read_given(sentences, spaces, self.encoder, self._taggers.of(lang.load(language).code))[0]

    def read_names(self, sentences: Sequence[Sequence[str]], language: str) -> list[list[Name]]:
        """Names of sentences that are already cut into words."""
        return read_given(sentences, None, self.encoder, self._taggers.of(lang.load(language).code))[1]


def language_of(article: Article, language: str | None) -> Language:
    """The language to read with: the one asked for, the one the article states, the one its text shows."""
    if language is not None:
        return lang.load(language)
    if article.language is not None:
        return lang.load(article.language)
    from sayso.read.language import identify

    regions = (article.title, article.body)
    sample = "\n".join(region.slice(article.text) for region in regions if region is not None)
    code, _ = identify(sample, lang.supported())
    if not code:
        raise UnknownLanguage(lang.supported())
    if code not in lang.supported():
        raise UnsupportedLanguage(code, lang.supported())
    return lang.load(code)


_readers: dict[int, Reader] = {}


def read(text: str, published: str | None = None, language: str | None = None) -> Report:
    """Read one text with the shipped network, which is loaded at the first call and kept.

    ``published``: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ``language``: a code such as ``sl``.
    """
    from dataclasses import replace

    article = article_from_text(text)
    if published is not None:
        article = replace(article, published=require_date(published))
    if 0 not in _readers:
        _readers[0] = Reader()
    return _readers[0].read(article, language)
