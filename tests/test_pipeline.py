"""The stages in their order: an article in, a report out."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sayso import pipeline
from sayso.errors import BadDate, DamagedModel, SaysoError, UnknownLanguage, UnsupportedLanguage
from sayso.ingest.text import article_from_text
from sayso.model import Attribution, DateInterval, Report, Span
from sayso.pipeline import Reader
from sayso.read.fake import FakeEncoder

SLOVENE = "„Most bo odprt v maju,“ je dejala županja Ana Kos. Dela gredo po načrtu in mesto je zadovoljno."
ENGLISH = "Mayor Nina Hale said that the bridge would open in May. The city has waited for it for two years."
FRENCH = (
    "La maire a déclaré que le pont serait ouvert la semaine prochaine, après deux ans de travaux en ville."
)


def printed(code: str) -> str:
    """What a fresh interpreter prints that knows this very package."""
    place = {**os.environ, "PYTHONPATH": str(Path(pipeline.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=place)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def fake() -> Reader:
    return Reader(FakeEncoder())


def test_an_article_becomes_a_report(fake: Reader) -> None:
    article = article_from_text(SLOVENE)
    report = fake.read(article, "sl")
    assert report.article is article
    assert report.language == report.reading.language == "sl"
    (found,) = report.attributions
    assert report.slice(found.content) == ("„Most bo odprt v maju,“",)
    assert found.kind == "direct"
    assert report.reading.maker.name == "fake"


def test_the_language_asked_for_comes_first(fake: Reader) -> None:
    article = replace(article_from_text(SLOVENE), language="sl")
    assert fake.read(article, "en").language == "en"


def test_then_the_one_that_the_article_states(fake: Reader) -> None:
    assert fake.read(replace(article_from_text(ENGLISH), language="de")).language == "de"


def test_then_the_one_that_the_text_shows(fake: Reader) -> None:
    assert fake.read(article_from_text(SLOVENE)).language == "sl"
    assert fake.read(article_from_text(ENGLISH)).language == "en"


def test_a_code_with_a_region_or_of_a_neighbour_is_served(fake: Reader) -> None:
    assert fake.read(article_from_text(SLOVENE), "sl-SI").language == "sl"
    assert fake.read(article_from_text(SLOVENE), "bs").language == "hr"


def test_what_is_not_served_is_refused_by_name(fake: Reader) -> None:
    with pytest.raises(UnsupportedLanguage, match="fr"):
        fake.read(article_from_text(FRENCH))
    with pytest.raises(UnsupportedLanguage):
        fake.read(article_from_text(SLOVENE), "fr")
    with pytest.raises(UnsupportedLanguage):
        fake.read(replace(article_from_text(SLOVENE), language="fr"))


def test_a_text_without_letters_does_not_say_its_language(fake: Reader) -> None:
    with pytest.raises(UnknownLanguage):
        fake.read(article_from_text("2024: 17 + 4"))
    assert fake.read(article_from_text("2024: 17 + 4"), "sl").attributions == ()


def test_rules_can_be_left_out(fake: Reader) -> None:
    text = "Ana Kos je odšla.\n„Jutri bo gotovo lepše vreme.“\n"
    article = article_from_text(f"{text}Potem je Luka Kos dejal, da bo dež.")
    every = fake.read(article, "sl")
    bare = fake.read(article, "sl", frozenset({"closing marks out", "quotation marks whole"}))
    assert [a.id for a in every.attributions] == [a.id for a in bare.attributions]
    assert not any(r.name == "bounds:closing marks out" for a in bare.attributions for r in a.why)


def test_one_reader_reads_all_languages_in_any_order(fake: Reader) -> None:
    first = fake.read(article_from_text(SLOVENE))
    fake.read(article_from_text(ENGLISH))
    assert fake.read(article_from_text(SLOVENE)) == first


def test_given_tokens(fake: Reader) -> None:
    (words,) = fake.read_tokens([["Ana", "gre", "."]], "sl")
    assert [word.tag for word in words] == ["PROPN", "NOUN", "PUNCT"]
    (names,) = fake.read_names([["Ana", "Kos", "gre", "."]], "sl")
    assert [(name.first, name.last) for name in names] == [(0, 2)]
    with pytest.raises(UnsupportedLanguage):
        fake.read_tokens([["Ana"]], "fr")


def test_read_keeps_one_reader_and_takes_a_date(fake: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Reader] = []
    monkeypatch.setattr(pipeline, "_readers", {})
    monkeypatch.setattr(pipeline, "Reader", lambda: made.append(fake) or fake)
    report = pipeline.read(SLOVENE, published="2024-05", language="sl")
    assert isinstance(report, Report)
    assert report.article.published == DateInterval(date(2024, 5, 1), date(2024, 6, 1))
    assert pipeline.read(ENGLISH).language == "en"
    assert len(made) == 1
    with pytest.raises(BadDate):
        pipeline.read(SLOVENE, published="maja")


def test_the_public_read_stays_callable() -> None:
    code = "import sayso; first = sayso.read; sayso.Reader; print(callable(first), sayso.read is first)"
    assert printed(code) == "True True"


def test_a_folder_without_a_network_is_named_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_MODEL", str(tmp_path))
    with pytest.raises(DamagedModel) as caught:
        Reader()
    assert isinstance(caught.value, SaysoError)
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_reading_with_the_fake_needs_no_onnxruntime() -> None:
    code = (
        "import sys; from sayso.pipeline import Reader; from sayso.read.fake import FakeEncoder; "
        "from sayso.ingest.text import article_from_text; "
        f"Reader(FakeEncoder()).read(article_from_text({ENGLISH!r}), 'en'); "
        "print([m for m in ('onnxruntime', 'tokenizers', 'py3langid', 'typer') if m in sys.modules])"
    )
    assert printed(code) == "[]"


# With the shipped network.


@pytest.mark.parametrize(("text", "source"), [(SLOVENE, "Ana Kos"), (ENGLISH, "Nina Hale")])
def test_the_network_finds_a_plain_attribution(reader: Reader, text: str, source: str) -> None:
    report = reader.read(article_from_text(text))
    assert [found.speaker for found in report.attributions] == [source]
    (found,) = report.attributions
    assert found.certainty == "asserted"
    assert all(source in words for words in report.slice(found.source))


@pytest.mark.parametrize(
    "text", ["„" * 50, "a" * 5000, "\u0301\u202e\x00 😀", "Ana je dejala, da " + "zelo " * 700]
)
def test_the_network_reads_odd_texts(reader: Reader, text: str) -> None:
    for found in reader.read(article_from_text(text), "sl").attributions:
        assert found.content


def test_a_report_of_what_is_sure_enough_cuts_links_to_what_is_not() -> None:
    span = Span(0, 3)
    said = [
        Attribution("a1", (), (), (span,), "Ana", "indirect", "asserted", relayed_by="a2", score=0.9),
        Attribution("a2", (), (), (span,), "AFP", "indirect", "asserted", relayed_by="a3", score=0.8),
        Attribution("a3", (), (), (span,), "dpa", "indirect", "asserted", score=0.3),
    ]
    report = Reader(FakeEncoder()).read(article_from_text("Dež."), "sl")
    found = replace(report, attributions=tuple(said)).at_least(0.5)
    assert [(a.id, a.relayed_by) for a in found.attributions] == [("a1", "a2"), ("a2", None)]
