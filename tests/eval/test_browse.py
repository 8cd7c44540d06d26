"""The error browser: its groups, its page and its refusals, in small reports of our own."""

from __future__ import annotations

import copy
import html
import json
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from eval import WrongUse, attributions, browse, default_shared
from eval import __main__ as command
from eval.attributions import Document, scorer
from eval.browse import GROUPS, Disagreement, compare, disagreements, excerpt, page
from sayso.model import Span
from sayso.pipeline import Reader
from sayso.read.fake import FakeEncoder

SHARED = default_shared()
needs_scorer = pytest.mark.skipif(
    not (SHARED / "gold" / "score.py").is_file(), reason=f"no gold in {SHARED}: score.py lies there"
)

TEXT = (
    "The ferry will sail in May, said Ana Rozman, the Harbour Post reports.\n\n"
    "Boats reportedly leak. The mayor denied that he owns one.\n"
)
HOSTILE = 'Eve "<script>alert(1)</script>" Doe said that <b>all</b> & more is well.'
VOID = {"meta", "br"}
Found = list[dict[str, Any]]


def places(*words: str, text: str = TEXT) -> list[list[int]]:
    return [[text.index(word), text.index(word) + len(word)] for word in words]


def marked(id: str, content: list[list[int]], **others: Any) -> dict[str, Any]:
    plain = {"source": [], "cue": [], "speaker": None, "kind": "indirect", "certainty": "asserted"}
    return {"id": id, "content": content, **plain, "relayed_by": None, **others}


GOLD: Found = [
    marked(
        "a1",
        places("The ferry will sail in May"),
        source=places("Ana Rozman"),
        cue=places("said"),
        speaker="Ana Rozman",
        relayed_by="a2",
    ),
    marked(
        "a2",
        places("The ferry will sail in May, said Ana Rozman"),
        source=places("the Harbour Post"),
        cue=places("reports"),
        speaker="Harbour Post",
    ),
    marked("a3", places("Boats", "leak"), cue=places("reportedly"), certainty="hearsay"),
]
DOCUMENT = Document("ferry", TEXT.encode(), tuple(GOLD))


def read_with(**changes: Any) -> Found:
    """The gold read back with another first attribution."""
    read = copy.deepcopy(GOLD)
    read[0] |= {"score": 0.75, "why": [{"step": "row", "name": "cues.tsv:say", "detail": "", "score": 0.5}]}
    read[0] |= changes
    return read


def entries(found: Found, document: Document = DOCUMENT) -> list[Disagreement]:
    return list(disagreements(compare("dev-en", document, found, scorer(SHARED))))


def page_of(found: Found, document: Document = DOCUMENT) -> str:
    report = compare("dev-en", document, found, scorer(SHARED))
    return page([report], list(disagreements(report)))


class Outline(HTMLParser):
    """Tags, anchors and links of a page; fails where a tag is closed that is not open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        given = dict(attrs)
        assert not {"style", "src", "onclick"} & set(given)
        self.ids += [value for value in (given.get("id"),) if value]
        self.links += [value for value in (given.get("href"),) if value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@needs_scorer
def test_gold_read_back_has_no_disagreement() -> None:
    assert entries(copy.deepcopy(GOLD)) == []
    assert page_of(copy.deepcopy(GOLD)).count("<p>None.</p>") == len(GROUPS)


@needs_scorer
@pytest.mark.parametrize(
    ("changes", "group"),
    [
        ({"content": places("The ferry will sail")}, "content border"),
        ({"cue": places("said Ana")}, "cue border"),
        ({"source": places("the Harbour Post")}, "source border"),
        ({"speaker": "Ana Hale"}, "speaker"),
        ({"speaker": None}, "speaker"),
        ({"kind": "nominal"}, "kind"),
        ({"certainty": "possible"}, "certainty"),
        ({"relayed_by": None}, "relay"),
        ({"relayed_by": "a3"}, "relay"),
    ],
)
def test_each_difference_of_a_pair_has_its_group(changes: dict[str, Any], group: str) -> None:
    (entry,) = entries(read_with(**changes))
    assert entry.group == group
    assert entry.gold is not None and entry.gold["stated"]["id"] == "a1"


@needs_scorer
def test_names_are_compared_as_the_scorer_compares_them() -> None:
    assert entries(read_with(speaker="ana  Rozmán")) == []


@needs_scorer
def test_a_pair_that_differs_twice_stands_in_both_groups() -> None:
    found = entries(read_with(kind="nominal", certainty="denied"))
    assert [entry.group for entry in found] == ["kind", "certainty"]
    assert 'differs also in <a href="#certainty">certainty</a>' in page_of(
        read_with(kind="nominal", certainty="denied")
    )


@needs_scorer
def test_missed_and_extra_stand_beside_the_nearest() -> None:
    read = [*copy.deepcopy(GOLD[:2]), marked("a9", places("leak. The mayor denied that he owns"))]
    missed, extra = entries(read)
    assert (missed.group, extra.group) == ("missed attribution", "extra attribution")
    assert missed.ours is not None and missed.ours["stated"]["id"] == "a9"
    assert extra.gold is not None and extra.gold["stated"]["id"] == "a3"
    assert 0 < missed.common == extra.common < 0.5
    assert "ours a9 · the nearest, 11% common" in page_of(read)


@needs_scorer
def test_with_nothing_near_the_other_side_says_so() -> None:
    (missed,) = entries(copy.deepcopy(GOLD[:2]))
    assert missed.ours is None
    shown = page_of(copy.deepcopy(GOLD[:2]))
    assert "ours: nothing" in shown and "No content on this side shares a word with it." in shown


@needs_scorer
def test_a_relay_through_a_missed_link_differs() -> None:
    read = [read_with(relayed_by="a9")[0], copy.deepcopy(GOLD[2])]
    assert [entry.group for entry in entries(read)] == ["missed attribution", "relay"]


@needs_scorer
def test_an_entry_shows_values_score_and_reasons() -> None:
    shown = page_of(read_with(content=places("The ferry will sail"), relayed_by=None))
    assert "ours a1 · score 0.75" in shown
    assert "<li>row <code>cues.tsv:say</code> 0.50</li>" in shown
    assert "<td>only here: [in May]</td><td>–</td>" in shown
    assert "<td>Harbour Post (a2)</td><td>–</td>" in shown
    assert '<mark class="outer"><b>relayed by </b>the Harbour Post</mark>' in shown
    assert '<mark class="content"><b>content </b>The ferry will sail</mark> in May' in shown


@needs_scorer
def test_only_the_paragraphs_concerned_are_shown() -> None:
    shown = page_of(read_with(kind="nominal"))
    assert "The ferry" in shown and "Boats" not in shown


@needs_scorer
def test_parts_that_overlap_stand_in_one_another() -> None:
    shown = page_of(read_with(cue=places("will sail")))
    assert '<mark class="content"><mark class="cue"><b>cue </b>will sail</mark></mark>' in shown
    Outline(shown)


@needs_scorer
def test_the_page_is_whole_and_its_links_lead_somewhere() -> None:
    shown = page_of([*read_with(kind="nominal", relayed_by=None)[:2], marked("a9", places("he owns one"))])
    outline = Outline(shown)
    assert len(outline.ids) == len(set(outline.ids))
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert all(group.replace(" ", "-") in outline.ids for group in GROUPS)
    assert not {"script", "link", "img", "iframe"} & set(outline.tags)
    assert outline.tags["article"] == 4
    counts = dict(re.findall(r'<a href="#([\w-]+)">[\w ]+</a></th><td>(\d)</td>', shown))
    assert [group for group, count in counts.items() if count == "1"] == [
        "missed-attribution",
        "extra-attribution",
        "kind",
        "relay",
    ]


@needs_scorer
def test_hostile_text_is_escaped() -> None:
    evil = "</td><script>alert(2)</script>"
    content = places("that <b>all</b> & more is well", text=HOSTILE)
    who = places('Eve "<script>alert(1)</script>" Doe', text=HOSTILE)
    gold = marked("a1", content, source=who, speaker=evil, certainty=evil)
    why = [{"step": evil, "name": evil, "detail": evil, "score": None}]
    read = marked(evil, content, source=who, speaker="\u202eEve\x1b", kind=evil, why=why)
    shown = page_of([read], Document(evil, HOSTILE.encode(), (gold,)))
    outline = Outline(shown)
    assert not {"script", "i"} & set(outline.tags)
    assert html.escape('Eve "<script>alert(1)</script>" Doe') in shown
    assert "that &lt;b&gt;all&lt;/b&gt; &amp; more is well" in shown
    assert "\u202e" not in shown and "\x1b" not in shown


def test_of_a_long_paragraph_only_what_stands_around_is_shown() -> None:
    text = "Short one.\n" + " ".join(f"word{number}" for number in range(1000)) + "\n\nLast."
    at = text.index("word500")
    (piece,) = excerpt(text, [Span(at, at + 7)])
    shown = piece.slice(text)
    assert "word500" in shown and len(shown) < 700
    assert shown.split()[0] in text.split() and shown.split()[-1] in text.split()
    assert [p.slice(text) for p in excerpt(text, [Span(0, 5), Span(len(text) - 2, len(text))])] == [
        "Short one.",
        "Last.",
    ]
    (joined,) = excerpt(text, [Span(at, at + 7), Span(at + 100, at + 107)])
    assert joined.start == piece.start and joined.end > piece.end


# ------------------------------------------------------------------------------------------------ the command


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder like ``shared`` with a development, a training and a held-out report."""
    for folder, doc in (("en-train", "ferry"), ("en-train", "harbour"), ("en", "secret"), ("sl-train", "")):
        where = tmp_path / "gold" / folder
        where.mkdir(parents=True, exist_ok=True)
        if doc:
            (where / f"{doc}.txt").write_text(TEXT, encoding="utf-8")
            record = {"doc": doc, "attributions": GOLD}
            (where / f"{doc}.json").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "gold" / "dev.txt").write_text("en-train/ferry\n", encoding="utf-8")
    shutil.copy(SHARED / "gold" / "score.py", tmp_path / "gold" / "score.py")
    return tmp_path


@needs_scorer
@pytest.mark.parametrize(("sets", "docs"), [(["dev-en"], {"ferry"}), (["train-en"], {"harbour"})])
def test_the_command_writes_the_page(
    sets: list[str],
    docs: set[str],
    gold: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(command, "open_reader", lambda weights, threads: Reader(FakeEncoder()))
    out = gold / "errors.html"
    assert command.main(["browse", "--set", *sets, "--shared", str(gold), "--out", str(out)]) == 0
    shown = out.read_text(encoding="utf-8")
    Outline(shown)
    assert set(re.findall(r"<bdi>(\w+)</bdi>", shown)) == docs
    assert re.search(r"errors\.html: \d+ disagreements in 1 reports", capsys.readouterr().out)


@needs_scorer
@pytest.mark.parametrize("name", [*attributions.HELD_OUT, "gold/en", "polnear", "../en"])
def test_held_out_sets_are_refused(
    name: str, gold: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "open_reader", lambda weights, threads: pytest.fail("nothing may be read"))
    out = gold / "errors.html"
    assert command.main(["browse", "--set", "dev-en", name, "--shared", str(gold), "--out", str(out)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert repr(name) in line and "only development and training reports" in line
    assert not out.exists()


@pytest.mark.parametrize("name", attributions.HELD_OUT)
def test_held_out_reports_are_not_even_loaded(name: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="stay unread"):
        browse.load(name, tmp_path)


@needs_scorer
def test_a_page_without_a_folder_is_refused(gold: Path) -> None:
    with pytest.raises(WrongUse, match="no folder"):
        browse.write(["dev-en"], gold, Reader(FakeEncoder()), gold / "nowhere" / "errors.html")
