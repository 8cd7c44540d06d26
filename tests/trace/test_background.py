"""Recycled background: a paragraph that a collection repeats for weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from copy_samples import BACKGROUND, OTHER, SENTENCES, WIRE, article

from sayso.model import Article
from sayso.shingles import prints, wording
from sayso.trace.background import Company
from sayso.trace.copies import Copy, compare
from sayso.trace.passages import Passage, passages_between
from sayso.trace.side import Side

DAY = date(2025, 3, 4)
FILLER = (
    "Na tekmi v Brezju so domači izgubili z dvema goloma, čeprav so v prvem polčasu vodili in zadeli vratnico. "
    "Trener je po tekmi napovedal menjave, predsednik kluba pa je vprašanja novinarjev zavrnil z zamahom roke.",
    "Gasilci so ponoči reševali dve kravi, ki sta padli v greznico za hlevom, in jih z vrvmi potegnili na suho. "
    "Lastnik je obljubil, da bo pokrov zamenjal še ta teden, veterinarka pa živali pregleduje vsak dan.",
    "V knjižnici odpirajo razstavo starih zemljevidov, ki jih je zbirala učiteljica in jih do smrti skrivala doma. "
    "Najstarejši kaže dolino pred gradnjo železnice, ko so po njej vodile le poti za mule in vprege.",
)


def collection(reports: Sequence[Article]) -> dict[str, Side]:
    """The company that an index would know, made by hand."""
    sides: dict[str, Side] = {}
    texts = {each.id: wording(each) for each in reports}
    marks = {key: prints(each) for key, each in texts.items()}
    days = {each.id: each.published.start.toordinal() if each.published else None for each in reports}

    def between(one: str, other: str) -> tuple[Passage, ...]:
        return passages_between(texts[one], texts[other])

    def company(key: str) -> Company:
        holders = {
            mark: tuple((other, days[other]) for other in texts if other != key and mark in marks[other])
            for mark in marks[key]
        }
        return Company(key, days[key], marks[key], holders, partial(between, key))

    for each in reports:
        sides[each.id] = Side(each, texts[each.id], partial(company, each.id))
    return sides


def between(sides: dict[str, Side], one: str, other: str) -> Copy | None:
    found = compare(sides[one], sides[other])
    back = compare(sides[other], sides[one])
    assert (found and found.label, found and found.score) == (back and back.label, back and back.score)
    return found


def weekly(gap: int) -> list[Article]:
    texts = [f"{text} {BACKGROUND}" for text in (OTHER, *FILLER)]
    return [article(text, f"r{i}", DAY + timedelta(days=gap * i)) for i, text in enumerate(texts)]


def test_a_paragraph_repeated_for_weeks_is_no_link() -> None:
    found = between(collection(weekly(6)), "r0", "r1")
    assert found is not None
    assert found.label is None
    assert [each.recycled for each in found.passages] == [True]
    assert (found.score, found.direction, found.clues) == (0.0, "unknown", ())


def test_the_same_day_in_many_reports_is_a_wire() -> None:
    found = between(collection(weekly(0)), "r0", "r1")
    assert found is not None
    assert found.label == "partly"


def test_news_beside_background_stays_a_link() -> None:
    reports = weekly(6)
    news = " ".join(SENTENCES[:3])
    reports += [
        article(f"{news} {FILLER[0]} {FILLER[2]} {BACKGROUND}", "n1", DAY),
        article(f"{FILLER[1]} {BACKGROUND} {OTHER} {news}", "n2", DAY),
    ]
    found = between(collection(reports), "n1", "n2")
    assert found is not None
    assert found.label == "partly"
    assert sorted(each.recycled for each in found.passages) == [False, True]
    assert found.score < found.share_a


def test_a_copy_with_a_wrong_date_makes_nothing_old() -> None:
    part = f"{OTHER} {SENTENCES[2]} {SENTENCES[3]}"
    reports = [
        article(WIRE, "wire", DAY),
        article(part, "part", DAY + timedelta(days=2)),
        article(f"Most bo. {WIRE}", "moved", DAY + timedelta(days=16)),
        article(f"Most! {WIRE}", "again", DAY + timedelta(days=30)),
    ]
    found = between(collection(reports), "wire", "part")
    assert found is not None
    assert found.label == "partly"


def test_undated_reports_prove_no_weeks() -> None:
    undated = [article(each.text, each.id) for each in weekly(6)]
    found = between(collection(undated), "r0", "r1")
    assert found is not None
    assert found.label == "partly"
