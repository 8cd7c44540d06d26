"""The spaCy component on a blank pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("spacy", reason="spaCy is an extra")

import spacy

from sayso.errors import UnsupportedLanguage
from sayso.ingest.text import article_from_text
from sayso.model import Attribution
from sayso.pipeline import Reader
from sayso.read.fake import FakeEncoder
from sayso.spacy_component import SaysoComponent, attribution_spans, register, shared_reader

TEXT = "„Vse bo v redu,“ je dejal Janez Kos. Nebo je modro."


@pytest.fixture
def doc() -> spacy.tokens.Doc:
    register()
    return SaysoComponent("sl", Reader(FakeEncoder()))(spacy.blank("sl")(TEXT))


def test_attributions_are_set_with_offsets_of_the_text(doc: spacy.tokens.Doc) -> None:
    (found,) = doc._.attributions
    assert isinstance(found, Attribution)
    assert [span.slice(doc.text) for span in found.content] == ["„Vse bo v redu,“"]
    assert found.speaker == "Janez Kos"


def test_parts_come_as_spans(doc: spacy.tokens.Doc) -> None:
    (found,) = doc._.attributions
    assert [span.text for span in doc._.attribution_spans(found, "source")] == ["Janez Kos"]
    with pytest.raises(ValueError, match="allowed are source, cue, content"):
        attribution_spans(doc, found, "subject")


def test_tokens_stay_as_they_are(doc: spacy.tokens.Doc) -> None:
    assert [t.text for t in doc] == [t.text for t in spacy.blank("sl")(TEXT)]


def test_it_is_a_factory_and_takes_the_pipeline_language() -> None:
    nlp = spacy.blank("en")
    component = nlp.add_pipe("sayso")
    assert component.language == "en"
    assert spacy.blank("fr").add_pipe("sayso").language is None
    assert spacy.blank("en").add_pipe("sayso", config={"language": "bs"}).language == "hr"


def test_a_language_that_is_not_served_is_refused_at_once() -> None:
    with pytest.raises(UnsupportedLanguage, match="supported are"):
        spacy.blank("en").add_pipe("sayso", config={"language": "fr"})


def test_the_network_is_loaded_once_for_all_pipelines(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr("sayso.pipeline.Reader", lambda: made.append(1) or Reader(FakeEncoder()))
    shared_reader.cache_clear()
    try:
        for _ in range(2):
            nlp = spacy.blank("sl")
            nlp.add_pipe("sayso")
            assert all(doc._.sayso.language == "sl" for doc in nlp.pipe([TEXT, TEXT]))
    finally:
        shared_reader.cache_clear()
    assert made == [1]


def test_it_runs_beside_other_components_and_is_saved_and_loaded(tmp_path: Path) -> None:
    nlp = spacy.blank("sl")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("sayso", config={"language": "sl"})
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.pipe_names == ["sentencizer", "sayso"]
    assert again.get_pipe("sayso").language == "sl"


def test_an_empty_document_has_none() -> None:
    register()
    empty = SaysoComponent("sl", Reader(FakeEncoder()))(spacy.blank("sl")("  "))
    assert empty._.attributions == ()


def test_what_is_found_is_written_and_read_with_the_document() -> None:
    register()
    vocabulary = spacy.blank("sl").vocab
    article = article_from_text(f"date 2025-03 {TEXT}")
    doc = spacy.tokens.Doc(vocabulary, words=TEXT.split())
    doc._.sayso = Reader(FakeEncoder()).read(article, "sl")
    again = spacy.tokens.Doc(vocabulary).from_bytes(doc.to_bytes())
    assert again._.sayso == doc._.sayso
    assert again._.attributions == doc._.attributions != ()
