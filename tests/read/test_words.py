"""Words: cut as the treebanks cut them, nothing lost, in time that grows with the text only."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Span
from sayso.read.words import DEFAULT, KEEP, SPLIT, SUFFIX, WordRules, split_words

SHARED = Path(__file__).parents[2].parent / "shared"
NOISE = st.text(alphabet="aB1.,:-'’\"@/#%…\u0301\u200d\u00ad\x00\u2028 \n👩🏽\u200f", max_size=60)

SLOVENE = replace(DEFAULT, clitics=(), hyphen=SUFFIX, runs=False)
ENGLISH = replace(
    DEFAULT,
    hyphen=SPLIT,
    ordinal_dot=False,
    prefixes=frozenset(["e", "non", "re", "anti", "pro", "pan", "co"]),
)
GERMAN = replace(DEFAULT, clitics=(), hyphen=SPLIT)
CROATIAN = replace(DEFAULT, clitics=(), hyphen=KEEP)


def forms(text: str, rules: WordRules = DEFAULT) -> list[str]:
    return [span.slice(text) for span in split_words(text, rules=rules)]


@given(st.text() | NOISE)
def test_every_character_but_white_space_is_in_exactly_one_word(text: str) -> None:
    spans = split_words(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(len(span) > 0 for span in spans)
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert covered == {at for at, sign in enumerate(text) if not sign.isspace()}


@given(NOISE, st.integers(0, 60), st.integers(0, 60))
def test_only_the_given_part_is_read(text: str, start: int, size: int) -> None:
    start = min(start, len(text))
    end = min(start + size, len(text))
    assert "".join(s.slice(text) for s in split_words(text, start, end)) == "".join(text[start:end].split())


@given(NOISE, st.sampled_from([SLOVENE, ENGLISH, GERMAN, CROATIAN, WordRules()]))
def test_no_rules_lose_a_character(text: str, rules: WordRules) -> None:
    assert "".join(forms(text, rules)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prišli so, videli in odšli.", "Prišli|so|,|videli|in|odšli|."),
        ("Seja bo 1. novembra ob 14.30.", "Seja|bo|1.|novembra|ob|14.30|."),
        ("Zgodilo se je leta 2004. Nihče ne ve.", "Zgodilo|se|je|leta|2004|.|Nihče|ne|ve|."),
        ("Kupili so npr. hruške, slive itd.", "Kupili|so|npr.|hruške|,|slive|itd."),
        ("Lipa, d. o. o., je v izgubi.", "Lipa|,|d.|o.|o.|,|je|v|izgubi|."),
        ("Govoril je dr. J. Hribar.", "Govoril|je|dr.|J.|Hribar|."),
        ("Cene so zrasle za 3,5 % na 1.250 evrov.", "Cene|so|zrasle|za|3,5|%|na|1.250|evrov|."),
        ("Popust je 5%.", "Popust|je|5|%|."),
        ("Zbral se je 90-letni zbor.", "Zbral|se|je|90|-|letni|zbor|."),
        ("Zdravnica UKC-ja iz 80-ih let", "Zdravnica|UKC-ja|iz|80-ih|let"),
        ("Slovensko-hrvaška meja", "Slovensko|-|hrvaška|meja"),
        ("Pišite na info@primer.si.", "Pišite|na|info@primer.si|."),
        ("Več na https://primer.si/a?b=1, pravi.", "Več|na|https://primer.si/a?b=1|,|pravi|."),
        ("Čakali so . . . zaman", "Čakali|so|.|.|.|zaman"),
        ("Zmagali so 5:2.", "Zmagali|so|5:2|."),
        ("Konec.Naslednji dan", "Konec|.|Naslednji|dan"),
    ],
)
def test_slovene(text: str, expected: str) -> None:
    assert forms(text, SLOVENE) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't know what's new.", "They|do|n't|know|what|'s|new|."),
        ("We cannot say who’ll win.", "We|can|not|say|who|’ll|win|."),
        ("The U.S. envoy spoke at 9 a.m. on Monday.", "The|U.S.|envoy|spoke|at|9|a.m.|on|Monday|."),
        ("A well-known e-mail", "A|well|-|known|e-mail"),
        ("It cost $5,000...", "It|cost|$|5,000|..."),
        ("Call 555-0100 on 08/16/2000", "Call|555-0100|on|08/16/2000"),
        ("Mr. O'Hara's wide-eyed cat", "Mr.|O'Hara|'s|wide|-|eyed|cat"),
        ("Ask @sayso about #news :)", "Ask|@sayso|about|#news|:)"),
        ("It happened in 1999. He left.", "It|happened|in|1999|.|He|left|."),
        ("Acme Inc. grew", "Acme|Inc.|grew"),
    ],
)
def test_english(text: str, expected: str) -> None:
    assert forms(text, ENGLISH) == expected.split("|")


def test_german_and_croatian() -> None:
    assert forms("Am 13. Oktober kam der US-Gast.", GERMAN) == [
        "Am",
        "13.",
        "Oktober",
        "kam",
        "der",
        "US",
        "-",
        "Gast",
        ".",
    ]
    assert forms("Tvrtka d.o.o. iz 2007. ima UN-ov žig.", CROATIAN)[:5] == [
        "Tvrtka",
        "d.o.o.",
        "iz",
        "2007.",
        "ima",
    ]
    assert forms("UN-ov 25-metarski žig", CROATIAN) == ["UN-ov", "25-metarski", "žig"]


def test_signs_that_are_not_letters_keep_to_themselves() -> None:
    assert forms("a\x00b") == ["a", "\x00", "b"]
    assert forms("\ufeffDan \u200f!") == ["\ufeff", "Dan", "\u200f", "!"]
    assert forms("c\u030cas za s\u00adlo") == ["c\u030cas", "za", "s\u00adlo"]
    assert forms("👩\u200d👧👍🏽!") == ["👩\u200d👧", "👍🏽", "!"]


@pytest.mark.parametrize(
    "unit", ["a", "a.", "a-", "a@", "1,", "1.", "a' ", '"a ', "http://", "\u0301", "A. ", "."]
)
def test_a_line_of_a_hundred_thousand_characters_takes_no_time(unit: str) -> None:
    line = unit * (100_000 // len(unit))
    start = time.process_time()
    split_words(line)
    assert time.process_time() - start < 5


def sentences(path: Path) -> Iterator[tuple[str, set[tuple[int, int]]]]:
    """Sentences of a treebank with the spans of their words; those that do not fit left out."""
    for block in gzip.decompress(path.read_bytes()).decode().split("\n\n"):
        text = next((line[8:].strip() for line in block.split("\n") if line.startswith("# text =")), "")
        rows = [line.split("\t") for line in block.split("\n") if "\t" in line]
        spans = place(text, surface(rows))
        if text and spans:
            yield text, set(spans)


def surface(rows: list[list[str]]) -> list[str]:
    """The words as they stand in the text: a contraction only in parts that make it up."""
    found: list[str] = []
    after = 0
    forms_of = {row[0]: row[1] for row in rows}
    for row in rows:
        if "." in row[0] or (row[0].isdigit() and int(row[0]) <= after):
            continue
        if "-" in row[0]:
            first, after = map(int, row[0].split("-"))
            parts = [forms_of[str(number)] for number in range(first, after + 1)]
            found += parts if "".join(parts) == row[1] else [row[1]]
        else:
            found.append(row[1])
    return found


def place(text: str, words: list[str]) -> list[tuple[int, int]]:
    spans, at = [], 0
    for word in words:
        start = text.find(word, at)
        if start < 0 or text[at:start].strip():
            return []
        at = start + len(word)
        spans.append((start, at))
    return spans


@pytest.mark.skipif(not SHARED.is_dir(), reason="the treebanks are in ../shared, which is not here")
@pytest.mark.parametrize(
    ("path", "rules", "least"),
    [
        ("sl/treebank/dev.conllu.gz", SLOVENE, 0.995),
        ("sl/treebank/tags-news.conllu.gz", SLOVENE, 0.995),
        ("en/ewt/en_ewt-ud-dev.conllu.gz", ENGLISH, 0.985),
        ("en/gum/news.conllu.gz", ENGLISH, 0.99),
        ("de/ud/de_gsd-ud-dev.conllu.gz", GERMAN, 0.993),
        ("hr/ud/hr_set-ud-dev.conllu.gz", CROATIAN, 0.998),
        ("sr/ud/sr_set-ud-dev.conllu.gz", CROATIAN, 0.998),
    ],
)
def test_treebanks(path: str, rules: WordRules, least: float) -> None:
    gold = found = same = 0
    for text, expected in sentences(SHARED / "data" / path):
        spans = {(span.start, span.end) for span in split_words(text, rules=rules)}
        gold, found, same = gold + len(expected), found + len(spans), same + len(spans & expected)
    assert 2 * same / (gold + found) >= least


def test_spans_are_spans() -> None:
    assert split_words("Da in ne", 3) == [Span(3, 5), Span(6, 8)]
    assert split_words("") == split_words(" \n\u2028 ") == []
