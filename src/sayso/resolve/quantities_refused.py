"""What looks like an amount and is none (gold/VALUES.md): dates, years, ordinals, scores, labels and names."""

from __future__ import annotations

from sayso.resolve.quantities_numbers import Amount
from sayso.resolve.quantities_text import Passage

YEARS = range(1800, 2101)
JOINED = ("-", "–", "/", ":", ".", ",")
NEVER_BEFORE = ("#", "@", "№", "_")
NAMED_BY = ("flat", "flat:name", "nummod", "nmod", "appos", "nmod:unmarked")


def refusal(passage: Passage, amount: Amount) -> str | None:
    """Why a number is no amount, whatever stands behind it; ``None`` if it may be one."""
    checks = (part_of_word, ordinal, month_beside, labelled, year, named)
    return next((check.__name__ for check in checks if check(passage, amount)), None)


def part_of_word(passage: Passage, amount: Amount) -> bool:
    """Such as "covid-19", "A320", "G20", "20th", "3:1", "10/12"; and "01 234 56 78"."""
    if amount.kind == "digits" and _in_a_row(passage, amount):
        return True
    return _hangs_on_left(passage, amount.first) or _hangs_on_right(passage, amount.last)


def _hangs_on_left(passage: Passage, first: int) -> bool:
    before = passage.piece(first - 1)
    if before is None or not passage.glued(first):
        return False
    if before.letters:
        return all(_money(passage, first - n) != n for n in (3, 2, 1))
    return before.text in NEVER_BEFORE or (before.text in JOINED and passage.glued(first - 1))


def _hangs_on_right(passage: Passage, last: int) -> bool:
    after, following = passage.piece(last), passage.piece(last + 1)
    if after is None or not after.glued:
        return False
    if after.letters:
        return passage.numbers.find("unit", passage.texts, last) is None
    return following is not None and following.glued and following.digits and after.text in ("/", ":")


def _in_a_row(passage: Passage, amount: Amount) -> bool:
    """Such as "01 234 56 78": digits beside digits, which are no year, or a number that begins with a nought."""
    text = passage.text(amount.first)
    if len(text) > 1 and text[0] == "0" and text[1].isdecimal():
        return True
    if amount.grouped:
        return False
    beside = (passage.piece(amount.first - 1), passage.piece(amount.last))
    return any(piece is not None and piece.text.isdecimal() and len(piece.text) != 4 for piece in beside)


def _money(passage: Passage, at: int) -> int:
    found = passage.numbers.find("before", passage.texts, at)
    return 0 if found is None else found[1]


def ordinal(passage: Passage, amount: Amount) -> bool:
    """Such as "20. november", "v 90. letih": a dot that belongs to the number; not the dot that ends the sentence."""
    last = amount.last
    if amount.kind != "digits" or passage.text(last) != "." or not passage.glued(last):
        return False
    return (
        passage.language.ordinal_dot
        and last + 1 < len(passage.pieces)
        and passage.text(last + 1) not in '"“”«»'
    )


def month_beside(passage: Passage, amount: Amount) -> bool:
    """Such as "12 November", "November 12", "12. do 15. novembra"."""
    months = passage.language.months | passage.numbers.months
    if amount.kind not in ("digits", "words"):
        return False
    return (amount.high < 32 and passage.text(amount.last) in months) or passage.text(
        amount.first - 1
    ) in months


def labelled(passage: Passage, amount: Amount) -> bool:
    """Such as "člen 5", "page 12", "Flight 370"; not "page 12 people read"."""
    if amount.kind != "digits" or amount.grouped:
        return False
    before = passage.text(amount.first - 1)
    if before == ".":
        before = passage.text(amount.first - 2) + "."
    return before in passage.numbers.labels


def year(passage: Passage, amount: Amount) -> bool:
    """Such as "leta 2021", "the 2020 election": four digits that can be a year, unless round and not said to be one."""
    if amount.kind != "digits" or amount.grouped or amount.high not in YEARS:
        return False
    before = passage.text(amount.first - 1)
    return before in passage.numbers.years or amount.high % 100 != 0 or "(" in before


def named(passage: Passage, amount: Amount) -> bool:
    """A number inside a name ("Boeing 737", "Group of Seven") or hung on one by the tree."""
    word = passage.pieces[amount.first].word
    name = passage.names.get(word)
    if name is not None and name.first < word:
        return True
    if name is not None and name.last > word + 1 and passage.written(amount.first)[0].isupper():
        if word > passage.sentence.first:
            return True
    if amount.kind != "digits" or amount.grouped:
        return False
    head = passage.reading.words[word].head
    if head is None or head != word - 1 or passage.reading.words[word].relation not in NAMED_BY:
        return False
    return passage.reading.words[head].tag == "PROPN"
