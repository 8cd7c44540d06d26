"""Lemma rules: how a form becomes its dictionary form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.decode import lemma_of
from sayso.read.encoder import Labels
from sayso.read.fake import LABELS
from sayso.read.lemmas import apply_rule


@pytest.mark.parametrize(
    ("rule", "form", "lemma"),
    [
        ("l:0:", "Dežuje", "dežuje"),  # lower case
        ("k:0:", "STA", "STA"),  # as it stands
        ("t:0:", "MARIBOR", "Maribor"),  # a capital
        ("l:1:ti", "Dejal", "dejati"),
        ("k:1:", "Kosa", "Kos"),
        ("l:3:biti", "bom", None),  # nothing of the form is left
        ("l:4:x", "bom", None),  # longer than the form
        ("l:2:a:b", "dama", "daa:b"),  # a colon in what is added
        ("=biti", "sem", "biti"),
        ("==", "=", "="),
        ("l:0:", "", ""),
        ("t:0:", "", ""),
        ("t:0:", "ž", "ž"),
    ],
)
def test_rules(rule: str, form: str, lemma: str | None) -> None:
    assert apply_rule(rule, form) == lemma


@given(st.text(max_size=12), st.sampled_from("lkt"), st.integers(0, 14), st.text(max_size=4))
def test_a_rule_fits_or_says_that_it_does_not(form: str, case: str, cut: int, suffix: str) -> None:
    made = apply_rule(f"{case}:{cut}:{suffix}", form)
    assert made is None or made.endswith(suffix)
    if case == "k":
        assert (made is None) == (cut > len(form) or cut == len(form) > 0)


def labels(*rules: str) -> Labels:
    return Labels(LABELS.tags, LABELS.values, LABELS.strings, {}, rules, LABELS.relations, LABELS.names)


def test_the_best_rule_that_fits_is_taken() -> None:
    scores = np.array([3.0, 2.0, 1.0], np.float32)
    assert lemma_of("Kosa", scores, labels("k:9:", "k:1:", "=x")) == "Kos"
    assert lemma_of("Kosa", scores, labels("k:1:", "k:9:", "=x")) == "Kos"


def test_where_no_rule_fits_the_form_is_its_lemma() -> None:
    assert lemma_of("Ab", np.zeros(3, np.float32), labels("k:9:", "l:5:a", "t:3:")) == "Ab"
    assert lemma_of("Ab", np.array([1.0], np.float32), labels("=")) == "Ab"
