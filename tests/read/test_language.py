"""The language of a text, and that a foreign one is named."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read.language import identify

SUPPORTED = ("de", "en", "hr", "sl", "sr")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Županja je povedala, da bo most odprt prihodnji teden.", "sl"),
        ("Most je zaprt.", "sl"),
        ("Gradnja šole v Ljubljani se začenja", "sl"),
        ("The mayor said the bridge would open next week.", "en"),
        ("Die Bürgermeisterin sagte, die Brücke werde nächste Woche geöffnet.", "de"),
        ("Gradonačelnica je rekla da će most biti otvoren sljedeći tjedan.", "hr"),
        ("Gradonačelnica je rekla da će most biti otvoren sledeće nedelje.", "hr"),
        ("Градоначелница је рекла да ће мост бити отворен следеће недеље.", "sr"),
    ],
)
def test_supported(text: str, code: str) -> None:
    found, score = identify(text, SUPPORTED)
    assert found == code
    assert 0.5 < score <= 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "La maire a déclaré que le pont serait ouvert la semaine prochaine, après deux ans de travaux.",
            "fr",
        ),
        ("La sindaca ha detto che il ponte sarà aperto la settimana prossima dopo due anni di lavori.", "it"),
        ("Мэр сообщила, что мост откроют на следующей неделе после двух лет работ на реке.", "ru"),
        ("橋は来週開通すると市長は述べた。", "ja"),
        ("Starostka řekla, že most bude otevřen příští týden. Lidé na to čekali dva roky. " * 4, "cs"),
    ],
)
def test_unsupported_is_named(text: str, code: str) -> None:
    assert identify(text, SUPPORTED)[0] == code


def test_a_short_text_has_the_benefit_of_the_doubt() -> None:
    assert identify("Le pont", SUPPORTED)[0] in SUPPORTED
    assert identify("Most bude otevřen", SUPPORTED)[0] in SUPPORTED


def test_a_foreign_quotation_does_not_make_a_text_foreign() -> None:
    slovene = "Županja je povedala, da bo most odprt prihodnji teden, ker so dela končana. "
    text = slovene * 40 + "»Le pont est ouvert, enfin, après deux ans de travaux.« " * 8 + slovene * 40
    assert identify(text, SUPPORTED)[0] == "sl"


@pytest.mark.parametrize("text", ["", " \n", "123 – 45", "…!?", "\x00"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert identify(text, SUPPORTED) == ("", 0.0)


@settings(deadline=None)
@given(st.text(), st.lists(st.sampled_from(SUPPORTED)))
def test_any_text_has_an_answer(text: str, supported: list[str]) -> None:
    code, score = identify(text, supported)
    assert 0 <= score <= 1
    assert (code == "") == (not any(sign.isalpha() for sign in text))


def test_the_identifier_loads_only_when_needed() -> None:
    program = "import sys, sayso.read.language; print('py3langid' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
