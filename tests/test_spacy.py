"""The spaCy component on a blank pipeline."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy", reason="spaCy is an extra")

import spacy

from sayso.model import Attribution
from sayso.pipeline import Reader
from sayso.read.fake import FakeEncoder
from sayso.spacy_component import SaysoComponent, attribution_spans, register

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


def test_an_empty_document_has_none() -> None:
    register()
    empty = SaysoComponent("sl", Reader(FakeEncoder()))(spacy.blank("sl")("  "))
    assert empty._.attributions == ()
