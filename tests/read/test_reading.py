"""The stage as a whole, with the encoder that needs no weights."""

from __future__ import annotations

import pytest

from sayso import lang
from sayso.model import Article, Reading, Span
from sayso.read.fake import FakeEncoder
from sayso.read.reading import Taggers, batches, read_article, read_given, tokens_of

ENCODER = FakeEncoder()
TAGGERS = Taggers(ENCODER)
SLOVENE = lang.load("sl")


def read(text: str, body: Span | None = None, title: Span | None = None) -> Reading:
    article = Article("d", text, body or Span(0, len(text)), title)
    return read_article(article, SLOVENE, ENCODER, TAGGERS)


def test_words_are_slices_of_the_text_in_its_order() -> None:
    text = "  Ana Kos je dejala,\tda bo dež.\n\n„Bo,“ je dodala."
    made = read(text)
    assert [word.form for word in made.words] == [word.span.slice(text) for word in made.words]
    assert [word.span for word in made.words] == sorted(word.span for word in made.words)
    assert "".join(word.form for word in made.words) == "".join(text.split())


def test_sentences_cover_all_words_once_and_know_their_paragraph() -> None:
    made = read("Most je zaprt. Cesta tudi.\nMi pa gremo.")
    assert [(s.first, s.last) for s in made.sentences] == [(0, 4), (4, 7), (7, 11)]
    assert [s.paragraph for s in made.sentences] == [0, 0, 1]


def test_heads_stay_in_their_sentence_with_one_root_each() -> None:
    made = read("Most je zaprt. Cesta tudi.\nMi pa gremo.")
    for sentence in made.sentences:
        heads = [made.words[i].head for i in range(sentence.first, sentence.last)]
        assert heads.count(None) == 1
        assert all(head is None or sentence.first <= head < sentence.last for head in heads)


def test_names_and_quotes_are_found() -> None:
    made = read("Danes je Ana Kos dejala: »Bo dež.«")
    assert [(n.first, n.last, n.type) for n in made.names] == [(2, 4, "PER")]
    assert [made.article.text[q.span.start : q.span.end] for q in made.quotes] == ["»Bo dež.«"]


def test_only_title_and_body_are_read() -> None:
    text = "sl-17\nAna dejala\nDelo\nMost je zaprt. Konec."
    made = read(text, body=Span(22, 37), title=Span(6, 16))
    assert [word.form for word in made.words][:2] == ["Ana", "dejala"]
    assert {word.form for word in made.words}.isdisjoint({"sl-17", "Delo", "Konec"})
    assert made.sentences[0].paragraph != made.sentences[1].paragraph


def test_an_empty_title_is_none() -> None:
    assert read("Most je zaprt.", title=Span(0, 0)).words == read("Most je zaprt.").words


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b", "\x00"])
def test_texts_with_hardly_a_word(text: str) -> None:
    made = read(text)
    assert all(word.form for word in made.words)
    assert made.proposals == ()


def test_a_sentence_longer_than_a_window_is_one_tree() -> None:
    text = "Ana je dejala, da " + "dež in " * 400 + "veter."
    made = read(text)
    (sentence,) = made.sentences
    assert sentence.last - sentence.first == len(made.words) > 700
    roots = [i for i, word in enumerate(made.words) if word.head is None]
    assert roots == [0]
    assert {word.relation for word in made.words if word.head == 0} >= {"dep", "parataxis"}
    for start in range(len(made.words)):
        at: int | None = start
        for _ in range(len(made.words)):
            at = made.words[at].head if at is not None else None
        assert at is None


def test_words_know_whether_they_stand_in_an_open_quotation() -> None:
    text = "Ana: »Bo dež.« Gre."
    made = read(text)
    spans = [word.span for word in made.words]
    tokens = tokens_of(text, spans, [0] * len(spans), made.quotes)
    assert [token.form for token in tokens if token.quoted] == ["Bo", "dež", ".", "«"]
    assert [token.form for token in tokens if token.after_space] == ["Ana", "»", "dež", "Gre"]


def test_the_maker_is_the_encoders() -> None:
    assert read("Most.").maker == ENCODER.maker


# Sentences that are already cut.


def test_given_sentences_keep_their_words_and_count_from_their_own_start() -> None:
    given = [["Most", "je", "zaprt", "."], ["Ana", "Kos", "gre", "."]]
    words, names = read_given(given, None, ENCODER, TAGGERS.of("sl"))
    assert [[word.form for word in sentence] for sentence in words] == given
    assert [[word.head for word in sentence] for sentence in words] == [[None, 0, 0, 0]] * 2
    assert [[(n.first, n.last) for n in found] for found in names] == [[], [(0, 2)]]


def test_a_full_stop_inside_a_given_sentence_does_not_cut_it() -> None:
    words, _ = read_given([["Sv", ".", "Ana", "gre"]], None, ENCODER, TAGGERS.of("sl"))
    assert len(words) == 1


def test_many_given_sentences_come_back_in_their_order() -> None:
    given = [[f"beseda{n}"] * (n % 7 + 1) for n in range(500)]
    words, names = read_given(given, None, ENCODER, TAGGERS.of("sl"))
    assert [[word.form for word in sentence] for sentence in words] == given
    assert len(names) == 500


def test_batches_hold_every_sentence_and_some_400_words() -> None:
    given = [["a"] * 150 for _ in range(7)] + [["b"] * 900]
    groups = batches(given)
    assert [number for group in groups for number in group] == list(range(8))
    assert all(sum(len(given[n]) for n in group) <= 400 or len(group) == 1 for group in groups)


@pytest.mark.parametrize("given", [[], [[]], [["Ana"], []], [["Ana"], [], ["gre"]]])
def test_given_sentences_may_be_empty(given: list[list[str]]) -> None:
    words, names = read_given(given, None, ENCODER, TAGGERS.of("sl"))
    assert [[word.form for word in sentence] for sentence in words] == given
    assert len(names) == len(given)
