"""Words: where one ends and the next begins, as the Universal Dependencies treebanks have it.

One pass of one compiled pattern finds the pieces of a text; short functions then decide what languages
disagree on (:class:`WordRules`): which dots belong to their word, which endings stand alone, what a hyphen
joins, and whether "1." is one word.  Time is linear in the length of the text: every repetition in the
pattern is possessive or bounded, and no decision looks further than a few characters away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sayso.model import Span

KEEP, SPLIT, SUFFIX = "keep", "split", "suffix"
"""What a hyphen does: join always; part always; part, unless an ending hangs on an acronym or a number."""

_APOSTROPHES = "'’ʼ＇"
_HYPHENS = "-‐‑"
_ROMAN = frozenset("IVXLCDM")
_URL_END = ".,;:!?'’\"“”„«»)]}>…"
_LONGEST_ENDING = 5
_LONGEST_DAY = 2


@dataclass(frozen=True, slots=True)
class WordRules:
    """What a language says about its words.

    ``abbreviations``: lower case, with their dot ("npr.").  ``clitics``: endings that are words of their own
    ("n't", "'s", with a plain apostrophe), or whole words with a bar where they part ("can|not").
    ``prefixes``: first parts, lower case, that a hyphen joins to what follows though it parts others ("e").
    ``ordinal_dot``: the dot of "1. november" belongs to the number.  ``runs``: "..." and "--" are one word.
    """

    abbreviations: frozenset[str] = frozenset()
    clitics: tuple[str, ...] = ()
    hyphen: str = SUFFIX
    ordinal_dot: bool = True
    prefixes: frozenset[str] = frozenset()
    runs: bool = True


_COMMON_ABBREVIATIONS = """
    akad. al. br. ca. co. corp. čl. d. dept. dipl. doc. dr. d.h. e.g. etc. evtl. g. ga. gdč. gđa. ge.
    gen. ggf. gl. god. gosp. gov. hon. i. i.e. idr. inc. ing. inž. ipd. itd. itn. itsl. jr. k. lt. ltd.
    mag. maks. max. mil. min. mio. ml. mlrd. mr. mrd. mrs. ms. npr. nr. n.št. o. odn. odst. oz. p. pr.
    pribl. prim. primj. prof. red. rev. s. sen. sgt. sl. sr. st. str. sv. št. t. t.i. tč. tel. tis. tj.
    tzv. u.a. ul. usw. vgl. vs. z.b. bzw. hr. jan. feb. apr. jun. jul. aug. sep. sept. oct. okt. nov.
    dec. dez. a.m. p.m. u.k. u.n. u.s. capt. col.
"""

DEFAULT = WordRules(
    abbreviations=frozenset(_COMMON_ABBREVIATIONS.split()),
    clitics=("n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "can|not", "gon|na", "wan|na", "got|ta"),
)
"""Sensible for a text in any of the languages, where no language is loaded."""


@cache
def _pattern() -> re.Pattern[str]:
    marks = re.escape("".join(c for c in map(chr, range(0x300, 0xFFFF)) if unicodedata.category(c)[0] == "M"))
    letter = rf"[\w\u00ad\u200d\u200c{marks}]"
    core = rf"\w{letter}*+"
    name = r"\w[\w\-]{0,62}"
    dress = r"\ufe0f\U0001f3fb-\U0001f3ff"  # what colours an emoji
    return re.compile(
        rf"""
        (?P<address>(?:https?://|ftp://|www\.)[^\s<>"„“”»«]++ | [\w.+\-]{{1,64}}@{name}(?:\.{name}){{0,8}}+)
      | (?P<plain>\d{{1,2}}/\d{{1,2}}/\d{{2,4}}(?!\w) | \d{{3}}-(?:\d{{3}}-)?\d{{4}}(?![\w\-]))
      | (?P<number>\d++(?:[.,:]\d++)++ | \d++(?!{letter}|[{_HYPHENS}]\w))
      | (?P<word>(?:[@\#](?=[^\W\d]))?+{core}(?:[{_HYPHENS}.&{_APOSTROPHES}]{core})*+)
      | (?P<smiley>[:;]-?[)(DP](?!\w))
      | (?P<run>[.!?]{{2,}}+ | (?P<sign>[\-=*_~$\#`<>/\\])(?P=sign)++ | '')
      | (?P<other>\S[\ufe0e\u20e3{dress}{marks}]*+(?:\u200d\S[{dress}]*+)*+)
        """,
        re.VERBOSE,
    )


def split_words(
    text: str, start: int = 0, end: int | None = None, *, rules: WordRules = DEFAULT
) -> list[Span]:
    """The words of ``text[start:end]``: every character that is no white space is in exactly one."""
    stop = len(text) if end is None else min(end, len(text))
    spans: list[Span] = []
    pattern = _pattern()
    at = start
    while (match := pattern.search(text, at, stop)) is not None:
        at = match.end()
        kind = match.lastgroup
        if kind == "word":
            for first, last in _word(text, match.start(), match.end(), stop, rules):
                spans.append(Span(first, last))
                at = last
        elif kind == "number":
            at = _with_ordinal_dot(text, match.start(), at, stop, rules)
            spans.append(Span(match.start(), at))
        elif kind == "address":
            at = max(match.start() + 1, match.start() + len(match[0].rstrip(_URL_END)))
            spans.append(Span(match.start(), at))
        elif kind == "run" and not rules.runs:
            spans += [Span(sign, sign + 1) for sign in range(match.start(), at)]
        else:
            spans.append(Span(match.start(), at))
    return spans


def _word(text: str, start: int, end: int, stop: int, rules: WordRules) -> Iterator[tuple[int, int]]:
    """The words of one run of letters with what may stand inside a word."""
    cuts = _inner_cuts(text, start, end, rules)
    last = end
    if text.startswith(".", end) and end < stop:
        tail = cuts[-1] if cuts else start
        if _keeps_dot(text, tail, end, stop, rules):
            last = end + 1
    edges = [start, *cuts, last]
    if last == end:
        edges[-1:] = [*_clitic_cuts(text, edges[-2], end, rules), end]
    yield from pairwise(edges)


def _inner_cuts(text: str, start: int, end: int, rules: WordRules) -> list[int]:
    """Where hyphens and missing spaces part ``text[start:end]``."""
    cuts: list[int] = []
    begin = start
    for at in range(start, end):
        sign = text[at]
        if sign in _HYPHENS:
            if not _hyphen_joins(text, begin, at, end, rules):
                cuts += [at, at + 1]
            begin = at + 1
        elif sign == "." and at + 2 < end and _space_is_missing(text, at):
            cuts += [at, at + 1]
            begin = at + 1
    return [cut for cut in cuts if start < cut < end]


def _space_is_missing(text: str, dot: int) -> bool:
    """Whether "konec.Začetek" was meant as two sentences."""
    return text[dot - 1].islower() and text[dot + 1].isupper() and text[dot + 2].islower()


def _hyphen_joins(text: str, begin: int, hyphen: int, end: int, rules: WordRules) -> bool:
    if rules.hyphen == KEEP:
        return True
    left = text[begin:hyphen]
    if left.lower() in rules.prefixes:
        return True
    if rules.hyphen == SPLIT:
        return False
    after = hyphen + 1
    while after < end and after - hyphen <= _LONGEST_ENDING + 1 and text[after].isalnum():
        after += 1
    right = text[hyphen + 1 : after]
    if not right.islower() or not right.isalpha():
        return False
    if left.isdigit():
        return len(right) <= 3
    return len(right) <= _LONGEST_ENDING and len(left) > 1 and sum(map(str.isupper, left)) > 1


def _clitic_cuts(text: str, start: int, end: int, rules: WordRules) -> list[int]:
    if end - start > 40 or not rules.clitics:
        return []
    word = text[start:end].lower()
    for sign in _APOSTROPHES[1:]:
        word = word.replace(sign, "'")
    if len(word) != end - start:
        return []
    for clitic in rules.clitics:
        left, bar, right = clitic.partition("|")
        if bar:
            if word == left + right:
                return [start + len(left)]
        elif word.endswith(clitic) and len(word) > len(clitic):
            return [end - len(clitic)]
    return []


def _keeps_dot(text: str, start: int, dot: int, stop: int, rules: WordRules) -> bool:
    """Whether the dot after ``text[start:dot]`` belongs to that word."""
    if dot - start > 20:
        return False
    if text.startswith("..", dot):
        return False
    word = text[start:dot]
    if word.lower() + "." in rules.abbreviations:
        return True
    if rules.ordinal_dot and _is_roman(word) and _continues(text, dot + 1, stop):
        return True
    if len(word) == 1 and word.isupper():
        return dot + 1 < stop
    return "." in word and all(len(part) == 1 for part in word.split("."))


def _is_roman(word: str) -> bool:
    return _ROMAN.issuperset(word)


def _with_ordinal_dot(text: str, start: int, dot: int, stop: int, rules: WordRules) -> int:
    if not rules.ordinal_dot or dot >= stop or text[dot] != "." or text.startswith("..", dot):
        return dot
    short = dot - start <= _LONGEST_DAY and dot + 1 < stop
    return dot + 1 if short or _continues(text, dot + 1, stop) else dot


def _continues(text: str, at: int, stop: int) -> bool:
    """Whether the sentence goes on at ``at``: with a small letter, a digit or a comma."""
    if at < stop and text[at] in ",;:)-–/":
        return True
    limit = min(stop, at + 3)
    while at < limit and text[at] in " \u00a0\u202f":
        at += 1
    return at < stop and (text[at].islower() or text[at].isdigit())
