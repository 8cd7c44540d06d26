"""The stage itself: an article in, a reading out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

from sayso.lang import Language
from sayso.model import Article, Name, Quote, Reading, Sentence, Span, Word
from sayso.read.decode import (
    Tagger,
    annotate,
    look,
    propose,
    read_names,
    run_on,
    sentence_starts,
    sentences_of,
)
from sayso.read.encoder import Encoder
from sayso.read.quotes import find_quotes
from sayso.read.sentences import boundary_hints, paragraphs
from sayso.read.windows import Token
from sayso.read.words import WordRules, split_words


class Taggers:
    """One tagger a language, made when first needed."""

    def __init__(self, encoder: Encoder) -> None:
        self.of = lru_cache(maxsize=8)(partial(Tagger, encoder.labels))


def read_article(article: Article, language: Language, encoder: Encoder, taggers: Taggers) -> Reading:
    """Words, sentences, names, quotations and proposed attributions of one article.

    Only ``article.title`` and ``article.body`` are read; offsets are those of ``article.text``.
    """
    text = article.text
    regions = [region for region in (article.title, article.body) if region is not None and len(region)]
    blocks = [block for region in regions for block in paragraphs(text, region)]
    rules = word_rules(language)
    spans: list[Span] = []
    numbers: list[int] = []
    for number, block in enumerate(blocks):
        found = split_words(text, block.start, block.end, rules=rules)
        spans += found
        numbers += [number] * len(found)
    quotes = [quote for region in regions for quote in find_quotes(text, region, language.quotes)]
    tokens = tokens_of(text, spans, numbers, quotes)
    view = look(tokens, encoder)
    firsts = [at for at in range(len(spans)) if at == 0 or numbers[at] != numbers[at - 1]]
    hints = boundary_hints(text, spans, firsts, language)
    sentences = sentences_of(sentence_starts(view, hints), tokens) if tokens else []
    words = annotate(view, tokens, spans, sentences, taggers.of(language.code)) if tokens else []
    names = read_names(view.gather("name"), sentences, encoder.labels) if tokens else []
    names = prepositions_inside(hyphens_whole(names, words), words)
    proposals = run_on(propose(view, encoder.steps), view, sentences)
    return Reading(
        article,
        language.code,
        tuple(words),
        tuple(sentences),
        tuple(names),
        tuple(quotes),
        tuple(proposals),
        encoder.maker,
    )


def tokens_of(
    text: str, spans: Sequence[Span], numbers: Sequence[int], quotes: Sequence[Quote]
) -> list[Token]:
    """Words with what the windows need to know of them."""
    inside = [quote.span for quote in quotes]
    tokens, at = [], 0
    for span, number in zip(spans, numbers, strict=True):
        while at < len(inside) and inside[at].end <= span.start:
            at += 1
        quoted = at < len(inside) and inside[at].start < span.start
        after_space = span.start == 0 or text[span.start - 1].isspace()
        tokens.append(Token(span.slice(text), after_space, number, quoted))
    return tokens


def word_rules(language: Language) -> WordRules:
    """The language's facts on words."""
    return WordRules(
        abbreviations=language.abbreviations,
        clitics=language.clitics,
        hyphen=language.hyphen,
        ordinal_dot=language.ordinal_dot,
        prefixes=language.prefixes,
    )


def read_given(
    sentences: Sequence[Sequence[str]],
    spaces: Sequence[Sequence[bool]] | None,
    encoder: Encoder,
    tagger: Tagger,
) -> tuple[list[list[Word]], list[list[Name]]]:
    """Words and names of sentences that are already cut into words (treebanks); heads count within the sentence."""
    words: list[list[Word]] = [[] for _ in sentences]
    names: list[list[Name]] = [[] for _ in sentences]
    for at, group in enumerate(batches(sentences)):
        tokens: list[Token] = []
        given: list[Span] = []
        starts: list[int] = []
        for number in group:
            starts.append(len(tokens))
            space = True
            for i, form in enumerate(sentences[number]):
                tokens.append(Token(form, space, at))
                given.append(Span(0, len(form)))
                space = spaces[number][i] if spaces else True
        view = look(tokens, encoder)
        hints: list[bool | None] = [False] * len(tokens)
        for start in starts:
            hints[start] = True
        cut = sentences_of(sentence_starts(view, hints), tokens)
        flat = annotate(view, tokens, given, cut, tagger)
        found = read_names(view.gather("name"), cut, encoder.labels)
        for number, sentence in zip(group, cut, strict=True):
            words[number] = [relative(word, sentence) for word in flat[sentence.first : sentence.last]]
            names[number] = [
                Name(n.first - sentence.first, n.last - sentence.first, n.type, n.score)
                for n in found
                if sentence.first <= n.first < sentence.last
            ]
    return words, names


def relative(word: Word, sentence: Sentence) -> Word:
    head = None if word.head is None else word.head - sentence.first
    return Word(word.span, word.form, word.lemma, word.tag, word.features, head, word.relation)


def batches(sentences: Sequence[Sequence[str]]) -> list[list[int]]:
    """Runs of some 400 words, so that sentences are read beside their neighbours as in a report; empty ones left out."""
    groups: list[list[int]] = []
    size = 0
    for number, sentence in enumerate(sentences):
        if not sentence:
            continue
        if not groups or size + len(sentence) > 400:
            groups.append([])
            size = 0
        groups[-1].append(number)
        size += len(sentence)
    return groups


def hyphens_whole(names: Sequence[Name], words: Sequence[Word]) -> list[Name]:
    """A person's name does not end at a hyphen that joins it to the next word ("Kim Yong-" "hyun")."""
    first_words = {name.first for name in names}
    found: list[Name] = []
    for name in names:
        last = name.last
        while (
            name.type == "PER"
            and (more := joined_by_hyphen(words, last))
            and last + more - 1 not in first_words
        ):
            last += more
        if found and found[-1].last > name.first:
            continue  # the piece after the hyphen had been taken for a name of its own
        found.append(replace(name, last=last))
    return found


def prepositions_inside(names: Sequence[Name], words: Sequence[Word]) -> list[Name]:
    """No name ends with a preposition: it goes on with the name behind it ("Svet za varnost v" "Evropi")."""
    found: list[Name] = []
    for name in names:
        before = found[-1] if found else None
        if before is not None and before.last == name.first and words[before.last - 1].tag == "ADP":
            found[-1] = replace(before, last=name.last)
        else:
            found.append(name)
    return found


def joined_by_hyphen(words: Sequence[Word], at: int) -> int:
    """How many words from ``at`` on a hyphen joins to the one before: hyphen and word, the word, or none."""
    hyphens = [i for i in (at - 1, at) if 0 < i < len(words) - 1 and words[i].form in ("-", "‑")]
    for i in hyphens:
        before, after = words[i - 1].span, words[i + 1].span
        if before.end == words[i].span.start and words[i].span.end == after.start:
            return i + 2 - at
    return 0
