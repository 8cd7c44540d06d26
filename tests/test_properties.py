"""What holds for any text at all (with the fake encoder): spans are slices, nothing raises, chains end."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ingest.text import article_from_text
from sayso.model import Report
from sayso.pipeline import Reader
from sayso.read.fake import FakeEncoder
from sayso.serve.records import report_record

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
