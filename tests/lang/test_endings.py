"""Each row of endings.tsv makes its own example."""

from __future__ import annotations

import pytest

from sayso.lang import load, supported

ROWS = [(code, row) for code in supported() for row in load(code).endings]


@pytest.mark.parametrize(("code", "row"), ROWS, ids=[f"{c}:{r.word}-{r.gender}-{r.number}" for c, r in ROWS])
def test_a_row_makes_its_example(code: str, row: object) -> None:
    language = load(code)
    assert language.nominative_of(row.word, row.tag, row.gender, row.number) == row.example  # type: ignore[attr-defined]


def test_a_lemma_that_no_row_fits_stays_as_it_is() -> None:
    assert load("en").nominative_of("ministry", "NOUN", "Neut", "Plur") == "ministry"
    assert load("sl").nominative_of("vlada", "NOUN", "Fem", "Sing") == "vlada"
