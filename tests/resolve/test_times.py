"""When something was said, and what times it is about; what a whole report resolves to, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_dates_rows import reading

from sayso.ingest.text import article_from_text, read_text
from sayso.lang import load
from sayso.model import (
    Article,
    Attribution,
    DateInterval,
    Maker,
    Reading,
    Reason,
    Report,
    Sentence,
    Span,
    TimeExpression,
    Word,
)
from sayso.pipeline import Reader
from sayso.read.fake import FakeEncoder
from sayso.resolve import resolve
from sayso.resolve.dates import dates_of
from sayso.resolve.times import Times

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
MAY = DateInterval(date(2025, 5, 1), date(2025, 6, 1))


def spans(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)


def said_in(
    text: str, content: str, cue: str, heads: dict[str, str], verbs: tuple[str, ...]
) -> tuple[Attribution, Times]:
    """One attribution in a sentence whose tree is given by pairs of words, and the times there."""
    made = reading(text, "sl")
    forms = [word.form for word in made.words]
    words = tuple(
        replace(
            word,
            tag="VERB" if word.form in verbs else "AUX" if word.form == "je" else "NOUN",
            head=forms.index(heads[word.form]) if word.form in heads else None,
            relation="aux" if word.form == "je" else "root" if word.form not in heads else "obl",
        )
        for word in made.words
    )
    made = replace(made, words=words)
    item = Attribution(
        "a1", (), spans(text, *cue.split()), spans(text, content), None, "indirect", "asserted"
    )
    return item, Times(made, dates_of(made, load("sl")), (item,))


def test_said_on_friday_about_may() -> None:
    text = "Županja je v petek dejala, da bodo most odprli maja 2025."
    heads = {"je": "dejala", "petek": "dejala", "Županja": "dejala", "odprli": "dejala", "maja": "odprli"}
    item, times = said_in(text, "da bodo most odprli maja 2025", "je dejala", heads, ("dejala", "odprli"))
    said = times.said(item)
    assert said is not None
    assert said.value is not None
    assert (said.value.start.weekday(), times.words(said)) == (4, "petek")
    assert [time.value for time in times.about(item)] == [MAY]


def test_a_time_of_another_verb_is_not_when_it_was_said() -> None:
    text = "Ko se je v petek vrnila, je dejala, da most stoji."
    heads = {"petek": "vrnila", "vrnila": "dejala", "se": "vrnila", "je": "vrnila", "stoji": "dejala"}
    item, times = said_in(text, "da most stoji", "dejala", heads, ("vrnila", "dejala", "stoji"))
    assert times.said(item) is None


def test_a_noun_as_cue_has_no_time_of_its_own() -> None:
    text = "Po besedah županje so v petek most zaprli."
    item, times = said_in(text, "so v petek most zaprli", "Po besedah", {"petek": "zaprli"}, ("zaprli",))
    assert times.said(item) is None
    assert [times.words(time) for time in times.about(item)] == ["petek"]


def test_what_was_quoted_within_is_not_what_it_is_about() -> None:
    """An agency's sentence holds "je v petek dejala": that is when she said it, not what the agency tells of."""
    text = "Županja je v petek dejala, da most stoji, poroča Vedrina."
    heads = {"je": "dejala", "petek": "dejala", "Županja": "dejala", "stoji": "dejala", "dejala": "poroča"}
    inner, times = said_in(text, "da most stoji", "je dejala", heads, ("dejala", "stoji", "poroča"))
    whole = text[: text.index(", poroča")]
    outer = replace(inner, id="a2", cue=spans(text, "poroča"), content=spans(text, whole))
    times = Times(times.reading, times.dates, (inner, outer))
    assert times.said(inner) is not None
    assert list(times.about(outer)) == []


def test_a_long_line_with_many_times_is_read_in_one_go() -> None:
    """Ten thousand dates and as many attributions of a single sentence: no time is looked at for each of them."""
    count = 10_000
    text = "maja 2025 pravi " * count
    words, dates, items = [], [], []
    for at in range(0, len(text), 16):
        verb = len(words) + 2
        for start, end, tag, head in ((0, 4, "NOUN", verb), (5, 9, "NUM", verb - 2), (10, 15, "VERB", None)):
            span = Span(at + start, at + end)
            words.append(Word(span, span.slice(text), tag=tag, head=head, relation="obl" if head else "root"))
        dates.append(TimeExpression(Span(at, at + 9), "date", MAY))
        items.append(Attribution(f"a{at}", (), (words[verb].span,), (), None, "indirect", "asserted"))
    article = Article("d", text, Span(0, len(text)))
    sentence = Sentence(0, len(words), 0)
    made = Reading(article, "sl", tuple(words), (sentence,), (), (), (), Maker("read", "hand", "1"))
    times = Times(made, dates, items)
    assert [times.said(item) for item in items] == dates
    whole = replace(items[0], content=(article.body,))
    assert list(times.about(whole)) == []
    assert list(Times(made, dates, ()).about(whole)) == dates


def evidence(report: Report) -> Iterator[tuple[Reason, Span]]:
    found = (*report.attributions, *report.dates, *report.quantities, *report.entities)
    for reason in (reason for each in found for reason in each.why):
        yield from ((reason, span) for span in reason.evidence)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_value_names_what_it_rests_on_in_its_own_report(path: Path, reader: Reader) -> None:
    report = reader.read(read_text(path.read_bytes(), path.name, path.stem))
    regions = [region for region in (report.article.title, report.article.body) if region is not None]
    for reason, span in evidence(report):
        assert len(span) and any(region.contains(span) for region in regions), reason
    for each in (*report.dates, *report.quantities, *report.entities):
        assert each.why
        assert all(reason.step in ("row", "rule") and reason.name for reason in each.why)
    ids = {entity.id for entity in report.entities}
    for entity in report.entities:
        assert entity.why[0].evidence == (entity.span,)
        assert set(entity.alternatives) <= ids
    for item in report.attributions:
        nameless = item.source_kind in ("anonymous", "general", None)
        assert item.speaker is None or item.speaker_entity is not None or nameless


def test_an_outlet_is_of_its_rows_kind(reader: Reader) -> None:
    report = reader.read(
        article_from_text("Most bodo zaprli v petek, poroča nemška tiskovna agencija dpa."), "sl"
    )
    (item,) = report.attributions
    assert (item.speaker_entity, item.source_kind) == ("outlet:dpa", "agency")


def test_a_capital_of_an_outlets_name_is_no_outlet() -> None:
    """Sana is an agency, and a capital: who speaks for a state stays a state."""
    text = "Sana pravi, da most stoji."
    made = reading(text, "sl")
    item = Attribution(
        "a1",
        spans(text, "Sana"),
        spans(text, "pravi"),
        (),
        "Sana",
        "indirect",
        "asserted",
        source_kind="state",
    )
    (state,) = resolve(made, (item,), load("sl")).attributions
    assert (state.speaker_entity, state.source_kind) == ("government:YE", "state")
    (agency,) = resolve(made, (replace(item, source_kind="medium"),), load("sl")).attributions
    assert (agency.speaker_entity, agency.source_kind) == ("outlet:sana", "agency")


@given(st.text(max_size=200))
def test_any_text_resolves(text: str) -> None:
    made = Reader(FakeEncoder()).read(article_from_text(text + " a"), "sl")
    again = resolve(made.reading, made.attributions, load("sl"))
    assert again.dates == made.dates
    for _, span in evidence(made):
        assert 0 <= span.start < span.end <= len(made.article.text)


def test_what_speaks_for_a_government_is_no_person() -> None:
    made = Reader(FakeEncoder()).read(article_from_text("Kremelj molči."), "sl")
    item = Attribution(
        "a1",
        (),
        (),
        spans("Kremelj molči.", "molči"),
        "Kremelj",
        "indirect",
        "asserted",
        source_kind="person",
    )
    (found,) = resolve(made.reading, (item,), load("sl")).attributions
    assert (found.speaker_entity, found.source_kind) == ("government:RU", "state")
