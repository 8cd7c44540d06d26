"""Copies: the scorer on pairs of our own, the baselines on texts of our own, and the shape of what is marked."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from eval import Count, Figure, WrongUse, copies
from eval.copies import Pair, aligned, baselines, compare, in_order, marked, measure, part_of, sketch

BRIDGE = (
    "Most v Zalogu bo zaprt do jeseni, je v torek sporočila občina. "
    "Delavci bodo zamenjali vse nosilce in na novo položili cestišče."
)


def said_of(
    a: str, b: str, label: str, direction: str, passages: tuple[tuple[int, ...], ...]
) -> dict[str, Any]:
    """What ``sayso copies --json`` says of two reports."""
    return {"a": a, "b": b, "label": label, "direction": direction, "passages": passages, "score": 1.0}


def by_name(figures: list[Figure]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures}


def scored(gold: list[Pair], said: list[Pair]) -> dict[str, Figure]:
    return by_name(compare("x", {pair.docs: pair for pair in gold}, {pair.docs: pair for pair in said}))


def test_pairs_count_copied_and_partly_alike_and_the_rest_against() -> None:
    gold = [
        Pair(("t__1", "t__2"), "copied"),
        Pair(("t__1", "t__3"), "partly"),
        Pair(("t__2", "t__3"), "independent"),
    ]
    said = [
        Pair(("t__1", "t__2"), "partly"),
        Pair(("t__2", "t__3"), "copied"),
        Pair(("t__4", "t__5"), "copied"),
    ]
    figure = scored(gold, said)["pairs"]
    assert figure.precision == pytest.approx(100 / 3)  # one is wrong, one stands nowhere: that is wrong too
    assert figure.recall == 50
    assert figure.decisions == 2


def test_label_and_direction_are_asked_of_found_pairs_only() -> None:
    gold = [
        Pair(("t__1", "t__2"), "copied", "a->b"),
        Pair(("t__1", "t__3"), "partly", "common"),
        Pair(("t__2", "t__3"), "partly", "unknown"),
        Pair(("t__2", "t__4"), "copied", "b->a"),
    ]
    said = [
        Pair(("t__1", "t__2"), "copied", "b->a"),
        Pair(("t__1", "t__3"), "copied", "common"),
        Pair(("t__2", "t__3"), "partly", "a->b"),
    ]
    figures = scored(gold, said)
    assert figures["label"].value == pytest.approx(200 / 3)
    assert figures["label"].decisions == 3
    assert figures["direction"].value == 50
    assert figures["direction"].decisions == 2  # nobody can tell the third, and the fourth was not found


def test_background_is_told_from_the_news() -> None:
    gold = [Pair(("t__1", str(at)), "independent", background=True) for at in range(4)]
    gold.append(Pair(("t__1", "t__9"), "independent"))
    said = [
        Pair(("t__1", "0"), "partly"),
        Pair(("t__1", "1"), "independent"),
        Pair(("t__1", "t__9"), "partly"),
    ]
    figure = scored(gold, said)["background apart"]
    assert (figure.value, figure.decisions) == (75, 4)


def test_nothing_marked_and_nothing_said_divides_by_nothing() -> None:
    assert all(figure.value == 0 for figure in compare("x", {}, {}))


def test_characters_count_on_both_sides_and_only_opposite_each_other() -> None:
    gold = [(0, 10, 100, 110), (50, 60, 200, 220)]
    assert aligned(gold, gold) == Count(50, 50, 50)
    assert aligned(gold, []) == Count(0, 0, 50)
    assert aligned([], gold) == Count(0, 50, 0)
    assert aligned(gold, [(5, 15, 105, 115)]) == Count(10, 20, 50)
    # The words are right, but they are laid beside the wrong passage.
    assert aligned(gold, [(0, 10, 200, 210)]) == Count(0, 20, 50)
    # A sentence that a report says twice lies opposite one and the same place, which counts once.
    assert aligned([(0, 10, 100, 110), (20, 30, 100, 110)], [(0, 30, 100, 110)]) == Count(30, 40, 30)


def test_passages_of_partly_pairs_have_a_figure_of_their_own() -> None:
    gold = [
        Pair(("t__1", "t__2"), "copied", passages=((0, 90, 0, 90),)),
        Pair(("t__1", "t__3"), "partly", passages=((0, 10, 0, 10),)),
        Pair(("t__2", "t__3"), "independent", passages=((0, 10, 0, 10),), background=True),
    ]
    said = [
        Pair(("t__1", "t__2"), "copied", passages=((0, 90, 0, 90),)),
        Pair(("t__1", "t__3"), "partly", passages=((5, 10, 5, 10),)),
        Pair(("t__2", "t__3"), "partly", passages=((0, 10, 0, 10),)),
    ]
    figures = scored(gold, said)
    assert figures["passages"].recall == 95
    assert figures["passages partly"].recall == 50
    assert figures["passages partly"].precision == 100


def test_a_pair_is_turned_into_the_order_of_names() -> None:
    passages = ((1, 2, 3, 4), (5, 6, 7, 8))
    assert in_order(said_of("t__1", "t__2", "partly", "a->b", passages)) == Pair(
        ("t__1", "t__2"), "partly", "a->b", passages
    )
    turned = in_order(said_of("t__2", "t__1", "copied", "a->b", passages))
    assert turned == Pair(("t__1", "t__2"), "copied", "b->a", ((3, 4, 1, 2), (7, 8, 5, 6)))
    assert in_order(said_of("t__2", "t__1", "copied", "common", ())).direction == "common"


def test_baselines_on_texts_of_our_own() -> None:
    first, same = sketch(f"Zaprt most\n\n{BRIDGE}"), sketch(f"ZAPRT  MOST\r\n{BRIDGE}")
    merged = sketch(f"Dela po vsej državi\n\n{' '.join(f'Beseda{at}' for at in range(60))} {BRIDGE}")
    other = sketch("Nova šola\n\nV Podgori so v sredo odprli šolo za dvesto otrok.")
    says = copies.BASELINES
    assert all(rule(first, same) for name, rule in says.items() if not name.startswith("headline"))
    assert not says["exact hash"](first, merged)
    assert not says["document Jaccard >= 0.5"](first, merged)
    assert says["5-word containment >= 0.05"](first, merged)
    assert not any(rule(first, other) for rule in says.values())
    assert not any(rule(sketch(""), sketch("")) for name, rule in says.items() if name != "exact hash")


def test_headlines_are_compared_as_sets_of_words() -> None:
    def headed(title: str) -> copies.Sketch:
        return sketch(f"r-1\nsl\n2024-05-03\nhttps://novice.example/{len(title)}\n{title}\n\nBesedilo.")

    rule = copies.BASELINES["headline Jaccard >= 0.55"]
    assert rule(headed("Most v Zalogu zaprt"), headed("Most v Zalogu zaprt do jeseni"))
    assert not rule(headed("Most v Zalogu zaprt"), headed("Obvoz skozi Podgoro"))


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four reports of our own in two topics, three of them gold."""
    for name, address, text in (
        ("mostovi/r-1", "https://novice.example/1", f"Zaprt most\n\n{BRIDGE}"),
        ("mostovi/r-2", "https://list.example/2", f"Most zaprt do jeseni\r\n\r\n{BRIDGE}"),
        ("mostovi/r-3", "https://list.example/2", f"Zaprt most\n\n{BRIDGE} Obvoz je urejen."),
        ("sole/r-1", "https://novice.example/4", f"Zaprt most\n\n{BRIDGE}"),
    ):
        path = tmp_path / "data" / "sl" / "news" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"{path.stem}\nsl\n2024-05-03\n{address}\n{text}\n".encode())
    gold = (Pair(("mostovi__r-1", "mostovi__r-2"), "copied", "common", ((70, 90, 75, 95),), part="open"),)
    monkeypatch.setattr(copies, "marked", lambda: gold)
    monkeypatch.setattr(copies, "_parts", lambda: {pair.docs: pair.part for pair in gold})
    return tmp_path


def test_only_pairs_of_a_topic_and_of_two_articles_are_asked(shared: Path) -> None:
    assert copies.asked(shared) == {("mostovi__r-1", "mostovi__r-2"), ("mostovi__r-1", "mostovi__r-3")}
    assert baselines(shared)["5-word containment >= 0.05"] == copies.asked(shared)
    gold = shared / "gold" / "sl"
    gold.mkdir(parents=True)
    (gold / "mostovi__r-3.txt").write_text("držano zase", encoding="utf-8")
    copies.reports.cache_clear()
    assert "mostovi__r-3" not in copies.reports(shared)


def test_the_program_is_asked_over_a_ledger_of_unread_reports(shared: Path) -> None:
    copies.predictions.cache_clear()
    (found,) = copies.predictions(shared)  # r-3 is the newer text of r-2, and sole__r-1 is of another topic
    assert (found.docs, found.label) == (("mostovi__r-1", "mostovi__r-3"), "copied")
    assert {"pairs", "label", "direction", "passages"} <= by_name(measure("sl-open", shared)).keys()


def test_a_missing_report_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"no .*\.txt: copies/sl-open needs it"):
        measure("sl-open", tmp_path)


def test_what_is_marked_is_well_formed_and_holds_no_text() -> None:
    pairs = marked()
    assert len({pair.docs for pair in pairs}) == len(pairs)
    for pair in pairs:
        assert pair.docs[0] < pair.docs[1]
        assert pair.label in ("copied", "partly", "independent")
        assert pair.direction in ("a->b", "b->a", "common", "unknown")
        assert pair.part in ("open", "closed")
        assert bool(pair.passages) == (pair.tied or pair.background)
        assert not (pair.tied and pair.background)
        assert pair.tied or pair.direction == "unknown"
        assert all(0 <= a < b and 0 <= c < d for a, b, c, d in pair.passages)
    assert sum(pair.tied for pair in pairs) >= 60
    assert sum(not pair.tied for pair in pairs) >= 150
    assert sum(pair.background for pair in pairs) >= 20


def test_stories_are_not_divided_and_the_halves_are_alike() -> None:
    tied = [pair for pair in marked() if pair.tied]
    halves: dict[str, set[str]] = {}
    for pair in tied:
        for doc in pair.docs:
            halves.setdefault(doc, set()).add(pair.part)
    assert all(len(parts) == 1 for parts in halves.values())
    opened = sum(pair.part == "open" for pair in tied)
    assert abs(2 * opened - len(tied)) <= 2


def test_the_half_of_a_pair_without_a_tie_follows_from_its_names() -> None:
    for pair in marked():
        if not pair.tied:
            names = "/".join(
                [pair.docs[0].partition("__")[0], *(doc.partition("__")[2] for doc in pair.docs)]
            )
            odd = hashlib.sha256(names.encode()).digest()[0] % 2
            assert pair.part == ("closed" if odd else "open")
    assert part_of(("nikjer__r-1", "nikjer__r-2")) in ("open", "closed")
