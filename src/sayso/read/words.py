"""Words: where one ends and the next begins, as the Universal Dependencies treebanks have it.

One pass of one compiled pattern finds the pieces of a text; short functions then decide the four things that
languages disagree on (:class:`WordRules`): which dots belong to their word, which English endings stand alone,
what a hyphen joins, and whether "1." is one word.  Time is linear in the length of the text: every repetition
in the pattern is possessive or bounded, and no decision looks further than a few characters away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.model import Span

KEEP, SPLIT, SUFFIX = "keep", "split", "suffix"
"""What a hyphen does: join always; part always; part, unless an ending hangs on an acronym or a number."""

_APOSTROPHES = "'’ʼ＇"
_HYPHENS = "-‐‑"
_ROMAN = frozenset("IVXLCDM")
_URL_END = ".,;:!?'’\"“”„«»)]}>…"
_LONGEST_ENDING = 5


@dataclass(frozen=True, slots=True)
class WordRules:
    """What a language says about its words.

    ``abbreviations``: lower case, with their dot ("npr.").  ``clitics``: endings that are words of their own
    ("n't", "'s", with a plain apostrophe), or whole words with a bar where they part ("can|not").
    ``prefixes``: first parts, lower case, that a hyphen joins to what follows though it parts others ("e").
    ``ordinal_dot``: the dot of "1. november" belongs to the number.
    """

    abbreviations: frozenset[str] = frozenset()
    clitics: tuple[str, ...] = ()
    hyphen: str = SUFFIX
    ordinal_dot: bool = True
    prefixes: frozenset[str] = frozenset()


DEFAULT = WordRules(
    abbreviations=frozenset(
        "dr. mr. mag. prof. doc. dipl. ing. inž. akad. gen. st. sv. npr. oz. itd. ipd. idr. tj. tzv. t.i. št. "
        "str. tel. ur. red. gl. prim. pribl. min. max. maks. mio. mrd. mlrd. tis. al. ml. pr. n.št. ok. ul. "
        "čl. odst. tč. t. i. d. o. p. k. s. g. ga. ge. gdč. gosp. "
        "mrs. ms. jr. sr. inc. ltd. corp. co. gov. sen. rep. lt. col. sgt. capt. hon. rev. vs. etc. dept. "
        "jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. okt. nov. dec. dez. "
        "bzw. ca. evtl. ggf. usw. vgl. nr. hr. br. god. mil. milijun. primj. itsl. sl. odn. gđa. gđica. "
        "z.b. d.h. u.a. e.g. i.e. a.m. p.m. u.s. u.k. u.n.".split()
    ),
    clitics=("n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "can|not", "gon|na", "wan|na", "got|ta"),
)


@cache
def _pattern() -> re.Pattern[str]:
    marks = "".join(c for c in map(chr, range(0x300, 0xFFFF)) if unicodedata.category(c)[0] == "M")
    letter = rf"[\w\u00ad\u200d\u200c{re.escape(marks)}]"
    core = rf"\w{letter}*+"
    return re.compile(
        rf"""
        (?P<address>(?:https?://|ftp://|www\.)[^\s<>"„“”»«]++ | [\w.+\-]{{1,64}}@\w[\w\-]{{0,62}}(?:\.\w[\w\-]{{0,62}}){{0,8}}+)
      | (?P<number>[+\-−]?+(?<![\w\-)][+\-−])\d++(?:[.,:]\d++)*+(?!{letter}|[{_HYPHENS}]\w)
          | \d{{1,2}}/\d{{1,2}}/\d{{2,4}}(?!\w) | \d{{3}}-(?:\d{{3}}-)?\d{{4}}(?![\w\-]))
      | (?P<word>[@\#]?+{core}(?:[{_HYPHENS}.&{_APOSTROPHES}]{core})*+)
      | (?P<smiley>[:;]-?[)(DP](?!\w))
      | (?P<run>\.{{2,}}+|-{{2,}}+|={{2,}}+|\*{{2,}}+|_{{2,}}+|~{{2,}}+|\${{2,}}+|\#{{2,}}+|[!?]{{2,}}+|`{{2,}}+|'{{2}}|<{{2,}}+|>{{2,}}+)
      | (?P<other>\S[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff{re.escape(marks)}]*+(?:\u200d\S[\ufe0f\U0001f3fb-\U0001f3ff]*+)*+)
        """,
        re.VERBOSE,
    )


def split_words(text: str, start: int = 0, end: int | None = None, *, rules: WordRules = DEFAULT) -> list[Span]:
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
            at = _with_ordinal_dot(text, at, stop, rules)
            spans.append(Span(match.start(), at))
        elif kind == "address":
            at = max(match.start() + 1, match.start() + len(match[0].rstrip(_URL_END)))
            spans.append(Span(match.start(), at))
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
    for first, after in zip(edges, edges[1:], strict=False):
        yield first, after


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


def _with_ordinal_dot(text: str, dot: int, stop: int, rules: WordRules) -> int:
    if not rules.ordinal_dot or dot >= stop or text[dot] != "." or text.startswith("..", dot):
        return dot
    return dot + 1 if _continues(text, dot + 1, stop) else dot


def _continues(text: str, at: int, stop: int) -> bool:
    """Whether the sentence goes on at ``at``: with a small letter, a digit or a comma."""
    if at < stop and text[at] in ",;:)-–/":
        return True
    limit = min(stop, at + 3)
    while at < limit and text[at] in " \u00a0\u202f":
        at += 1
    return at < stop and (text[at].islower() or text[at].isdigit())
