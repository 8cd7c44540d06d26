"""The rows of every language folder: valid, without doubles, each with an example that holds its words."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from sayso.lang import CueRow, Language, load, supported

SHARED = Path(__file__).parents[2].parent / "shared"
CUES = {"sl": 200, "en": 200}
HEDGES = {"sl": 30}
TITLES = {"sl": 120}

# Verbs whose forms do not begin as their lemma does.
IRREGULAR = {
    "come": "came",
    "find": "found",
    "go": "went",
    "hold": "held",
    "know": "knew",
    "lay": "la",
    "make": "ma",
    "shoot": "shot",
    "speak": "spoke",
    "swear": "swore",
    "take": "took",
    "tell": "told",
    "write": "wrote",
}

languages = pytest.mark.parametrize("code", supported())
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+(?:[-.]\w+)*", text.lower())


def shows(row: CueRow, language: Language) -> bool:
    """Whether the example has the row's words, roughly: how each of them begins, or one of the row's forms."""
    words = words_of(row.example)
    wanted = [word for word in row.lemma.split() if word not in language.auxiliaries]
    if language.negations and row.lemma.split()[0] == language.negations[0]:
        wanted.remove(language.negations[0])
        if not set(words) & set(language.negations):
            return False
    stems = [IRREGULAR.get(word, word[: max(2, min(4, len(word) - 3))]) for word in wanted]
    if all(any(word.startswith(stem) for word in words) for stem in stems):
        return True
    return any(set(form.split()) <= set(words) for form in row.forms)


@languages
def test_has_enough_rows(code: str) -> None:
    language = load(code)
    assert len(language.cues) >= CUES.get(code, 0)
    assert len(language.hedges) >= HEDGES.get(code, 0)
    assert len(language.titles) >= TITLES.get(code, 0)


@languages
def test_no_row_stands_twice(code: str) -> None:
    language = load(code)
    cues = [(row.lemma, row.pos) for row in language.cues]
    examples = [row.example for row in language.cues]
    for rows in (cues, examples, language.hedges, language.titles, language.pronouns):
        assert len(set(rows)) == len(rows), [row for row in rows if list(rows).count(row) > 1]


@languages
def test_each_example_shows_its_cue(code: str) -> None:
    language = load(code)
    assert [row.lemma for row in language.cues if not shows(row, language)] == []


@languages
def test_each_cue_says_where_it_was_seen(code: str) -> None:
    rows = load(code).cues
    assert [row.lemma for row in rows if not re.fullmatch(r"[\w./-]+", row.seen)] == []


@languages
def test_each_cue_is_found_by_its_own_lemmas(code: str) -> None:
    language = load(code)
    for row in language.cues:
        found = language.find_cue(row.lemma.split(), row.lemma.split())
        assert found is not None, row.lemma
        assert found.lemma == row.lemma


@languages
def test_examples_are_sentences(code: str) -> None:
    for row in load(code).cues:
        assert re.match(r"[„“»\"‘]?\w", row.example), row
        assert row.example[-1] in '.?!“”«"’', row
        opened, closed = row.example.count("„"), row.example.count("“")
        assert opened == closed or not opened, row


@languages
def test_abbreviations_have_their_dot(code: str) -> None:
    assert [text for text in load(code).abbreviations if not text.endswith(".")] == []


def test_slovene_knows_its_marks_and_words() -> None:
    slovene = load("sl")
    marks = set(chain.from_iterable(slovene.quotes))
    assert marks >= set("„“”\"»«'’")
    assert len(slovene.abbreviations) >= 80
    assert slovene.abbreviations >= {
        "npr.",
        "dr.",
        "mag.",
        "d.o.o.",
        "itd.",
        "oz.",
        "sv.",
        "str.",
        "t.i.",
        "ipd.",
    }
    assert {"da", "ali"} <= slovene.complementisers
    assert "novembra" in slovene.months
    kinds = {
        row.type for form in ("njegovih", "ki", "se", "ona", "tisti") for row in slovene.find_pronoun(form)
    }
    assert kinds == {"possessive", "relative", "reflexive", "personal", "demonstrative"}


@needs_shared
@languages
def test_cues_were_seen_where_learning_is_allowed(code: str) -> None:
    """The file a row names is there, and it is none of those that are kept for evaluation."""
    held_out = {path.stem.replace("__", "/") for path in (SHARED / "gold" / code).glob("*.json")}
    for row in load(code).cues:
        place, _, file = row.seen.partition("/")
        if place == "news":
            assert file not in held_out, row
            assert (SHARED / "data" / code / "news" / f"{file}.txt").is_file(), row
        elif place == f"{code}-train":
            assert (SHARED / "gold" / place / f"{file}.txt").is_file(), row


@needs_shared
def test_slovene_examples_are_our_own() -> None:
    """No example stands in the texts that the cues were mined from."""
    folders = (SHARED / "gold" / "sl-train", SHARED / "data" / "sl" / "news")
    texts = [path.read_text(encoding="utf-8") for home in folders for path in home.rglob("*.txt")]
    corpus = " ".join(" ".join(texts).split())
    assert [row.example for row in load("sl").cues if row.example in corpus] == []
