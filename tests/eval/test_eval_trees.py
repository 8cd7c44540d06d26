"""Tags and trees: hand-counted cases, in sentences of our own."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval import Count, trees
from eval.trees import align, common_subsequence, compare_raw, compare_tokens, documents, parse, raw_text
from sayso.model import Article, Maker, Name, Reading, Report, Sentence, Span, Word

CONLLU = """\
# newdoc id = one
# newpar id = one-p1
# sent_id = 1
# text = We don't know.
1\tWe\twe\tPRON\tPRP\tCase=Nom|Number=Plur\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\tMood=Ind\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tknow\tknow\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = 2
# text = #7 sleeps
1\t#\t#\tSYM\tNN\t_\t3\tnsubj\t_\tSpaceAfter=No
2\t7\t7\tNUM\tCD\t_\t1\tnummod\t_\t_
3\tsleeps\tsleep\tVERB\tVBZ\t_\t0\troot\t_\t_
3.1\tmore\tmore\tADV\tRB\t_\t_\t_\t3:advmod\t_

# newpar
# sent_id = 3
# text = Rain.
1\tRain\train\tNOUN\tNN\tNumber=Sing\t0\troot:x\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_

# newdoc id = two
# sent_id = 4
# text = Sun.
1\tSun\tsun\tNOUN\tNN\tNumber=Sing\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_

"""


def test_treebank_is_read_with_ranges_and_without_empty_nodes() -> None:
    first, second, third, fourth = parse(CONLLU)
    assert [node.form for node in first.nodes] == ["We", "do", "n't", "know", "."]
    assert first.tokens == (("We", True), ("don't", True), ("know", False), (".", True))
    assert [node.head for node in first.nodes] == [3, 3, 3, None, 3]
    assert first.spaces() == [True, False, True, False, True]
    assert [node.form for node in second.nodes] == ["#", "7", "sleeps"]
    assert (first.opens_document, third.opens_paragraph, third.opens_document) == (True, True, False)
    assert fourth.opens_document


def test_raw_text_has_paragraphs_only_where_they_are_marked() -> None:
    one, two = documents(list(parse(CONLLU)))
    assert raw_text(one) == "We don't know. #7 sleeps\n\nRain."
    assert raw_text(two) == "Sun."


def perfect(tree: trees.Tree) -> list[Word]:
    return [
        Word(Span(0, 0), node.form, node.lemma, node.tag, node.features, node.head, node.relation)
        for node in tree.nodes
    ]


def test_given_tokens_each_fact_is_counted_by_itself() -> None:
    tree = next(parse(CONLLU))
    words = perfect(tree)
    words[0] = Word(Span(0, 0), "We", "We", "PRON", "Number=Plur|Case=Nom", 1, "nsubj")  # lemma, head
    words[2] = Word(
        Span(0, 0), "n't", "not", "ADV", "Polarity=Neg", 3, "advmod:neg"
    )  # tag, features, subtype
    counts = compare_tokens([tree], [words])
    assert {fact: count.hits for fact, count in counts.items()} == {
        "UPOS": 4,
        "features": 4,
        "lemma": 4,
        "UAS": 4,
        "LAS": 3,
        "LAS universal": 4,
    }
    assert counts["LAS"].f1 == pytest.approx(60.0)


def test_other_tokens_than_given_are_refused() -> None:
    tree = next(parse(CONLLU))
    with pytest.raises(ValueError, match="other tokens"):
        compare_tokens([tree], [perfect(tree)[:-1]])


def reading(text: str, words: Sequence[Word], ends: Sequence[int]) -> Reading:
    starts = [0, *ends[:-1]]
    sentences = tuple(Sentence(start, end, 0) for start, end in zip(starts, ends, strict=True))
    article = Article("a", text, Span(0, len(text)))
    return Reading(article, "en", tuple(words), sentences, (), (), (), Maker("read", "test", "1"))


def test_raw_text_words_align_and_score() -> None:
    """Gold: We do n't know . | # 7 sleeps | Rain .  Read: one word "don't", "#7" whole, the last sentence split."""
    document = documents(list(parse(CONLLU)))[0]
    text = raw_text(document)

    def word(form: str, head: int | None, tag: str = "X", relation: str = "dep") -> Word:
        start = text.index(form)
        return Word(Span(start, start + len(form)), form, form.lower(), tag, "_", head, relation)

    words = [
        word("We", 2, "PRON", "nsubj"),
        word("don't", 2),
        word("know", None, "VERB", "root"),
        word(".", 2, "PUNCT", "punct"),
        word("#7", 5),
        word("sleeps", None, "VERB", "root"),
        word("Rain", None, "NOUN", "root"),
        Word(Span(len(text) - 1, len(text)), ".", ".", "PUNCT", "_", None, "root"),
    ]
    counts = compare_raw(document, reading(text, words, [4, 6, 7, 8]))
    # Partners: We know . sleeps Rain .  Of eight words read and ten marked, six are the same.
    assert counts["words"] == Count(6, 8, 10)
    assert counts["sentences"] == Count(2, 4, 3)
    assert counts["UPOS"] == Count(6, 8, 10)
    # Right heads: We, know, the first stop, sleeps, Rain.
    assert counts["UAS"] == Count(5, 8, 10)
    assert counts["LAS"] == Count(4, 8, 10)
    assert counts["LAS universal"] == Count(5, 8, 10)
    assert counts["lemma"].hits == 5  # "sleeps" is no lemma
    assert counts["words"].f1 == pytest.approx(100 * 12 / 18)


def test_words_of_a_multiword_token_align_by_their_forms() -> None:
    gold = [(0, 5), (0, 5), (5, 9)]
    found = [(0, 2), (2, 5), (5, 9)]
    assert align(gold, ["Do", "n't", "know"], found, ["do", "n't", "know"]) == {0: 0, 1: 1, 2: 2}
    assert align(gold, ["do", "not", "know"], found, ["do", "n't", "know"]) == {0: 0, 2: 2}


def test_plain_words_align_by_place_across_gaps() -> None:
    assert align([(0, 1), (1, 3), (3, 4)], ["a", "bc", "d"], [(1, 3), (3, 4)], ["bc", "d"]) == {1: 0, 2: 1}
    assert align([(0, 2), (2, 3)], ["ab", "c"], [(0, 1), (1, 3)], ["a", "bc"]) == {}
    assert align([(0, 2)], ["ab"], [(0, 1), (1, 2)], ["a", "b"]) == {}


def test_longest_common_subsequence() -> None:
    assert common_subsequence("abcd", "xbyd") == [(1, 1), (3, 3)]
    assert common_subsequence("aab", "ab") == [(0, 0), (2, 1)]
    assert common_subsequence("", "ab") == []


class Echo:
    """A reader that knows one treebank by heart."""

    def __init__(self, bank: Sequence[trees.Tree]) -> None:
        self.bank = bank
        self.spaces: Sequence[Sequence[bool]] | None = None

    def read(self, article: Article, language: str | None = None) -> Report:
        words: list[Word] = []
        ends: list[int] = []
        at = 0
        trees_here = [tree for tree in self.bank if tree.text in article.text]
        for tree in trees_here:
            start = len(words)
            for node in tree.nodes:
                at = article.text.index(node.form, at)
                head = None if node.head is None else start + node.head
                span = Span(at, at + len(node.form))
                words.append(Word(span, node.form, node.lemma, node.tag, node.features, head, node.relation))
                at = span.end
            ends.append(len(words))
        return Report(article, language or "en", reading(article.text, words, ends), ())

    def read_tokens(
        self,
        sentences: Sequence[Sequence[str]],
        language: str,
        spaces: Sequence[Sequence[bool]] | None = None,
    ) -> list[list[Word]]:
        self.spaces = spaces
        return [perfect(tree) for tree in self.bank]

    def read_names(self, sentences: Sequence[Sequence[str]], language: str) -> list[list[Name]]:
        return [[] for _ in sentences]


@pytest.mark.parametrize("name", trees.SETS)
def test_each_set_is_measured(name: str, tmp_path: Path) -> None:
    for path in ("data/sl/treebank/test.conllu.gz", "data/en/ewt/en_ewt-ud-test.conllu.gz"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_bytes(gzip.compress(CONLLU.encode()))
    reader = Echo(list(parse(CONLLU)))
    figures = {figure.name: figure for figure in trees.measure(name, tmp_path, reader)}
    assert set(figures) == set(trees.FACTS) | ({"words", "sentences"} if name.endswith("raw") else set())
    assert all(figure.value == pytest.approx(100.0) for figure in figures.values())
    assert figures["LAS"].decisions == 12
    assert figures["LAS"].path == f"trees/{name}/LAS"
