"""What holds for any text at all (with the fake encoder): spans are slices, nothing raises, chains end."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ingest.text import article_from_text
from sayso.model import CERTAINTIES, KINDS, SOURCE_KINDS, Attribution, Report
from sayso.pipeline import Reader
from sayso.read.encoder import Floats, Ints, Labels
from sayso.read.fake import FakeEncoder
from sayso.read.windows import Window
from sayso.records import report_record

READER = Reader(FakeEncoder())
MARKS = "„“”\"»«'’‘\u202e\u200f\u0000\u0301\n\r .,;:!?–-()"
WORDS = st.sampled_from(
    ["Ana Novak", "said", "that", "je dejal", "da", "„Ne,“", '"No."', "poroča", "AFP", "😀", "naj bi"]
)
ODD = st.lists(
    st.one_of(WORDS, st.sampled_from(list(MARKS)), st.characters(exclude_categories=["Cs"])), max_size=60
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300), ODD.map(" ".join), ODD.map("".join)
)


def read(text: str) -> Report:
    return READER.read(article_from_text(text), "sl")


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_span_is_a_slice_and_no_content_is_empty(text: str) -> None:
    report = read(text)
    assert report.article.text == text
    for word in report.reading.words:
        assert word.form == word.span.slice(text)
    for found in report.attributions:
        assert found.content
        for span in (*found.source, *found.cue, *found.content, *found.certainty_words):
            assert 0 <= span.start < span.end <= len(text)
            assert span.slice(text).strip()


@given(TEXTS)
@settings(max_examples=80, deadline=None)
def test_ids_are_unique_and_chains_end(text: str) -> None:
    report = read(text)
    ids = [found.id for found in report.attributions]
    assert len(set(ids)) == len(ids)
    for found in report.attributions:
        assert found.relayed_by is None or found.relayed_by in ids
        assert len(report.chain(found)) <= len(ids)


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_the_same_text_gives_the_same_record(text: str) -> None:
    assert report_record(read(text)) == report_record(read(text))


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_another_encoder_of_the_same_kind_gives_the_same_record(text: str) -> None:
    other = Reader(FakeEncoder())
    other.read(article_from_text("Nekaj čisto drugega. „Res,“ je dejal Luka Kos."), "sl")
    assert report_record(other.read(article_from_text(text), "sl")) == report_record(read(text))


# Whatever the network says: an encoder that says anything at all, by a seed.

STRINGS = (
    "NOUN|Case=Nom|Gender=Fem|Number=Sing", "NOUN|Case=Gen|Gender=Fem|Number=Sing",
    "PROPN|Case=Nom|Gender=Masc|Number=Sing", "PROPN|Case=Dat|Gender=Masc|Number=Sing",
    "ADJ|Case=Gen|Gender=Fem|Number=Sing", "VERB|Person=1|VerbForm=Fin", "VERB|Person=3|VerbForm=Fin", "PUNCT|_",
    "SCONJ|_", "ADP|_", "PRON|_", "DET|Definite=Def|PronType=Art",
)  # fmt: skip
PARTS = sorted({part for string in STRINGS for part in string.split("|") if part != "_"})
WILD_LABELS = Labels(
    tags=tuple(sorted({string.split("|")[0] for string in STRINGS})),
    values=tuple(PARTS),
    strings=STRINGS,
    features={},
    lemmas=("l:0:", "k:0:", "l:1:", "t:2:a", "l:40:x", "=biti", "=navajanje", "="),
    relations=("root", "dep", "acl", "flat", "amod", "nmod", "nsubj", "conj", "appos", "punct"),
    names=("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-DERIV_PER", "I-DERIV_PER"),
)
WIDTHS = {
    "tag": len(WILD_LABELS.tags),
    "value": len(PARTS),
    "lemma": len(WILD_LABELS.lemmas),
    "name": len(WILD_LABELS.names),
    "meaning": 4,
}


class WildSeen:
    """Logits without rhyme or reason, but the same for the same seed and window."""

    def __init__(self, count: int, seed: tuple[int, int]) -> None:
        self.count = count
        self._random = np.random.default_rng(seed)
        self.sentence = self._logits(count) - 4
        self.anchor = self._logits(count) - 2

    def _logits(self, *shape: int) -> Floats:
        return self._random.normal(scale=4, size=shape).astype(np.float32)

    def __getattr__(self, head: str) -> Floats:
        if head not in WIDTHS:
            raise AttributeError(head)
        return self._logits(self.count, WIDTHS[head])

    def arcs(self, first: int, last: int) -> Floats:
        return self._logits(last - first, last - first)

    def relations(self, words: Ints, heads: Ints) -> Floats:
        return self._logits(len(words), len(WILD_LABELS.relations))

    def roles(self, anchors: Ints) -> Floats:
        return self._logits(len(anchors), self.count, 4)

    def relays(self, anchors: Ints) -> Floats:
        return self._logits(len(anchors), 1 + len(anchors))

    def speakers(self, anchors: Ints) -> Floats:
        return self._logits(len(anchors), 1 + self.count)

    def sureness(self, anchors: Ints, contents: object) -> tuple[Floats, Floats]:
        return self._logits(len(anchors), 4), self._logits(len(anchors), 4)


class WildEncoder(FakeEncoder):
    """Any network that could ever be trained, and worse ones."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.labels = WILD_LABELS
        self.steps = np.where(np.eye(4) > 0, 5.0, 0.0).astype(np.float32)
        self.seed = seed

    def see(self, window: Window) -> WildSeen:  # type: ignore[override]
        return WildSeen(len(window.first), (self.seed, window.start))


PHRASES = st.sampled_from([
    "Ana Kos", "»Dež bo jutri, pravijo vsi.«", "da bo dež,", "je dejal", "poroča AFP", "naj bi", "ob navajanju Kosa",
    "\n", ".", "župan", "(STA)", "»", "«", '"', "po poročanju", "menda", "ne", "ki", "njegovih", "časnik Delo", "\u0301",
    "\n»Zdaj pa vse to velja tudi za nas.«\n", "said that", "she", "😀",
])  # fmt: skip
PASSAGES = st.lists(PHRASES, min_size=1, max_size=60).map(" ".join)
LANGUAGES = st.sampled_from(["sl", "en", "de", "hr", "sr"])


def parts_of(found: Attribution) -> list[tuple[str, tuple[object, ...]]]:
    return [(part, getattr(found, part)) for part in ("source", "cue", "content", "certainty_words")]


@given(PASSAGES, LANGUAGES, st.integers(0, 2**32 - 1))
@settings(max_examples=200, deadline=None)
def test_whatever_the_network_says_the_report_is_sound(text: str, language: str, seed: int) -> None:
    report = Reader(WildEncoder(seed)).read(article_from_text(text), language)
    ids = {found.id for found in report.attributions}
    assert len(ids) == len(report.attributions)
    for found in report.attributions:
        assert found.content
        assert found.kind in KINDS
        assert found.certainty in CERTAINTIES
        assert found.source_kind is None or found.source_kind in SOURCE_KINDS
        assert 0 <= found.score <= 1
        assert found.relayed_by is None or found.relayed_by in ids
        assert report.chain(found)[-1].relayed_by is None
        for part, spans in parts_of(found):
            assert list(spans) == sorted(spans), part  # type: ignore[type-var]
            assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False)), part  # type: ignore[attr-defined]
            assert all(span.slice(text).strip() for span in spans), part  # type: ignore[attr-defined]
        claimed = [span for spans in (found.source, found.cue) for span in spans]
        assert not any(a.overlaps(b) for a in found.content for b in claimed)


@given(PASSAGES, LANGUAGES, st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_whatever_the_network_says_it_is_told_the_same_way_twice(text: str, language: str, seed: int) -> None:
    reports = [Reader(WildEncoder(seed)).read(article_from_text(text), language) for _ in range(2)]
    assert report_record(reports[0]) == report_record(reports[1])
