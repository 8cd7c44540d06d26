"""The encoder without weights: good enough to test everything around the network."""

from __future__ import annotations

import numpy as np
import pytest

from sayso.read.decode import Tagger, look, propose
from sayso.read.fake import LABELS, FakeEncoder
from sayso.read.windows import Token


def view(text: str):  # type: ignore[no-untyped-def]
    return look([Token(form, True, 0) for form in text.split()], FakeEncoder())


def test_heads_have_a_row_a_word_and_a_column_a_label() -> None:
    (seen,) = view("Ana Kos je dejala , da bo dež .").seen
    assert seen.sentence.shape == seen.anchor.shape == (9,)
    assert seen.tag.shape == (9, len(LABELS.tags))
    assert seen.value.shape == (9, len(LABELS.values))
    assert seen.lemma.shape == (9, len(LABELS.lemmas))
    assert seen.name.shape == (9, len(LABELS.names))
    assert seen.arcs(2, 6).shape == (4, 4)
    anchors = np.array([3])
    assert seen.roles(anchors).shape == (1, 9, 4)
    assert seen.relays(anchors).shape == (1, 2)
    assert seen.speakers(anchors).shape == (1, 10)
    assert [part.shape for part in seen.sureness(anchors, np.zeros((1, 9), np.bool_))] == [(1, 4), (1, 4)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Ana je dejala , da bo dež .", "", "dejala", "da bo dež"),
        ("Dejala je , da bo dež .", "", "Dejala", "da bo dež"),
        ("„ Bo dež “ , je dejala Ana .", "Ana", "dejala", "„ Bo dež “"),
        ("Nina Hale said that it rained .", "Nina Hale", "said", "that it rained"),
    ],
)
def test_what_it_proposes(text: str, source: str, cue: str, content: str) -> None:
    forms = text.split()
    (found,) = propose(view(text), FakeEncoder().steps)
    parts = (found.source, found.cue, found.content)
    assert [" ".join(forms[i] for i in part) for part in parts] == [source, cue, content]


def test_a_text_without_saying_has_no_proposals() -> None:
    assert propose(view("Most je zaprt ."), FakeEncoder().steps) == []


def test_it_knows_the_verbs_that_it_is_given() -> None:
    tokens = [Token(form, True, 0) for form in ["Ana", "šepeta", "da", "bo", "dež"]]
    encoder = FakeEncoder(verbs=["šepeta"])
    assert len(propose(look(tokens, encoder), encoder.steps)) == 1


def test_tags_come_from_its_labels() -> None:
    seen = view("Ana je dejala da .")
    tagged = Tagger(LABELS, "sl").best(seen.gather("value"), seen.gather("tag"))
    assert [tag for tag, _ in tagged] == ["PROPN", "NOUN", "VERB", "SCONJ", "PUNCT"]
    assert {features for _, features in tagged} == {"_"}
