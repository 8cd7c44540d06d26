"""brat and Label Studio: what goes out for annotation comes back as it was, and as somebody changed it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import BadRecord, Malformed, NoMarks, NotFound, NotUtf8
from sayso.export.brat import BREAKS, CONFIGURATION, Misread, read_standoff, standoff, write_brat
from sayso.export.gold import Mark, Marked, gold_record, marked, write_gold
from sayso.export.labelstudio import CONFIGURATION as INTERFACE
from sayso.export.labelstudio import read_labelstudio, task, write_labelstudio
from sayso.export.marks import import_gold
from sayso.ledger.reports import KeptReport
from sayso.model import CERTAINTIES, KINDS, Span


def tasks_of(reports: list[KeptReport]) -> list[dict[str, Any]]:
    stream = io.StringIO(newline="")
    assert write_labelstudio(iter(reports), stream) == len(reports)
    found: list[dict[str, Any]] = json.loads(stream.getvalue())
    return found


def accepted(reports: list[KeptReport]) -> list[dict[str, Any]]:
    """The tasks once somebody has pressed Submit on each prediction."""
    return [
        {"id": number, **each, "annotations": [{"result": each["predictions"][0]["result"]}]}
        for number, each in enumerate(tasks_of(reports), 1)
    ]


def back(tasks: list[Any]) -> list[Marked | BadRecord]:
    return list(read_labelstudio(json.dumps(tasks).encode(), "x.json"))


def test_brat_gives_back_what_it_was_given(
    reports: list[KeptReport], nasty: list[KeptReport], tmp_path: Path
) -> None:
    assert write_brat(iter(reports + nasty), tmp_path / "brat") == 3
    found = list(import_gold(tmp_path / "brat"))
    wanted = sorted(map(marked, reports + nasty), key=lambda each: each.doc)
    assert sorted((each for each in found if isinstance(each, Marked)), key=lambda each: each.doc) == wanted
    assert not list(tmp_path.glob("*.txt"))
    assert sum(path.suffix == ".ann" for path in (tmp_path / "brat").iterdir()) == 3


def test_the_lines_of_a_report(reports: list[KeptReport]) -> None:
    lines = standoff(marked(reports[0])).splitlines()
    assert lines[:6] == [
        "T1\tAttribution 45 47\tje",
        "T2\tSource 65 75\tTjaša Obrč",
        "T3\tCue 56 64\tpovedala",
        "T4\tContent 18 44\t»Trajekt bo vozil junija,«",
        "T5\tContent 92 100;101 112\t»Pristan je končan.«",
        "E1\tAttribution:T1 Source:T2 Cue:T3 Content:T4 Content2:T5 RelayedBy:E2",
    ]
    assert lines[6:9] == [
        "A1\tKind E1 direct",
        "A2\tCertainty E1 asserted",
        "#1\tAnnotatorNotes E1\tTjaša Obrč",
    ]


def test_brat_knows_all_kinds_and_certainties() -> None:
    assert all(each in CONFIGURATION and each in INTERFACE for each in (*KINDS, *CERTAINTIES))


def test_two_reports_of_one_name_are_two_files(reports: list[KeptReport], tmp_path: Path) -> None:
    write_brat([reports[1]] * 3, tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.ann")) == ["mill-2.ann", "mill-3.ann", "mill.ann"]
    assert list(import_gold(tmp_path)) == [marked(reports[1])] * 3


def test_what_somebody_changes_in_brat_comes_back(reports: list[KeptReport], tmp_path: Path) -> None:
    write_brat([reports[1]], tmp_path)
    path = tmp_path / "mill.ann"
    written = path.read_text(encoding="utf-8")
    path.write_text(
        written.replace("Certainty E1 possible", "Certainty E1 asserted")
        + "T90\tContent 0 4;8 13\tMill close\nT91\tUncued 0 4\tMill\nE9\tUncued:T91 Content:T90\n"
        + "A90\tKind E9 nominal\nA91\tCertainty E9 denied\n",
        encoding="utf-8",
    )
    (found,) = import_gold(tmp_path)
    assert isinstance(found, Marked)
    assert found.marks[0].certainty == "asserted"
    assert found.marks[2] == Mark("a9", (), (), (Span(0, 4), Span(8, 13)), None, "nominal", "denied")


TEXTS = st.text(st.sampled_from('až🚢 ."»«\t\0' + BREAKS), min_size=1, max_size=40)


@st.composite
def any_marked(draw: st.DrawFn) -> Marked:
    """Any text with any marks that an annotation program can show."""
    text = draw(TEXTS)
    ends = [at for at, sign in enumerate(text) if sign not in BREAKS]
    if not ends:
        return Marked("d", text, None, None, ())
    spans = st.lists(
        st.tuples(st.sampled_from(ends), st.sampled_from(ends)).map(lambda two: Span(min(two), max(two) + 1)),
        max_size=3, unique=True,
    ).map(lambda found: tuple(sorted(found)))  # fmt: skip
    count = draw(st.integers(0, 3))
    marks = []
    for number in range(1, count + 1):
        cue, content = draw(spans), draw(spans)
        marks.append(
            Mark(
                f"a{number}",
                draw(spans),
                cue,
                content if cue or content else (Span(ends[0], ends[0] + 1),),
                draw(st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1)),
                draw(st.sampled_from(KINDS)),
                draw(st.sampled_from(CERTAINTIES)),
                draw(st.none() | st.integers(1, count).map(lambda to: f"a{to}")),
            )
        )
    return Marked("d", text, None, None, tuple(marks))


@settings(deadline=None)
@given(any_marked())
def test_any_marks_come_back_from_brat(report: Marked) -> None:
    assert read_standoff(standoff(report), report.text) == report.marks


def test_label_studio_gives_back_what_it_was_given(
    reports: list[KeptReport], nasty: list[KeptReport], tmp_path: Path
) -> None:
    everything = reports + nasty
    assert back(accepted(everything)) == [marked(each) for each in everything]
    (tmp_path / "x.json").write_text(json.dumps(accepted(everything)), encoding="utf-8")
    assert list(import_gold(tmp_path / "x.json")) == [marked(each) for each in everything]
    data = json.dumps(tasks_of(everything)).encode()
    assert list(read_labelstudio(data, "x", predictions=True)) == [marked(each) for each in everything]
    assert list(read_labelstudio(data, "x")) == []


def test_the_tasks_fit_the_interface(reports: list[KeptReport], nasty: list[KeptReport]) -> None:
    interface = pytest.importorskip(
        "label_studio_sdk.label_interface", reason="label-studio-sdk is not installed"
    )
    made = interface.LabelInterface(INTERFACE)
    made.validate()
    for each in reports + nasty:
        assert made.validate_task({"data": task(each)["data"]})
        for prediction in task(each)["predictions"]:
            assert made.validate_prediction(prediction, return_errors=True) == []
            if prediction["result"]:
                prediction["result"][0]["value"]["labels"] = ["Verb"]
                assert made.validate_prediction(prediction, return_errors=True)


def test_offsets_in_utf_16_are_known_by_their_words(reports: list[KeptReport]) -> None:
    tasks = accepted(reports[:1])
    for result in tasks[0]["annotations"][0]["result"]:
        if "value" in result:  # the text has one sign of two code units before all regions
            result["value"]["start"] += 1
            result["value"]["end"] += 1
    assert back(tasks) == [marked(reports[0])]


def test_what_somebody_adds_in_label_studio(reports: list[KeptReport]) -> None:
    tasks = accepted(reports[1:])
    place = {"start": 0, "end": 4, "text": "Mill"}
    tasks[0]["annotations"][0]["result"] += [
        {"id": "x1", "type": "labels", "value": {**place, "labels": ["Content"]}},
        {"id": "x1", "type": "choices", "from_name": "kind", "value": {**place, "choices": ["nominal"]}},
        {"id": "x1", "type": "choices", "from_name": "certainty", "value": {**place, "choices": ["denied"]}},
        {"id": "x2", "type": "labels", "value": {"start": 5, "end": 7, "text": "to", "labels": ["Source"]}},
        {"type": "relation", "from_id": "x2", "to_id": "x1", "direction": "left", "labels": []},
        {"id": "x3", "type": "number", "value": {"number": 3}},
    ]
    (found,) = back(tasks)
    assert isinstance(found, Marked)
    assert found.marks[:2] == marked(reports[1]).marks
    assert found.marks[2] == Mark("a3", (Span(5, 7),), (), (Span(0, 4),), None, "nominal", "denied")


def test_a_cancelled_annotation_does_not_count(reports: list[KeptReport]) -> None:
    tasks = accepted(reports[:1])
    tasks[0]["annotations"].append({"was_cancelled": True, "result": []})
    assert back(tasks) == [marked(reports[0])]
    tasks[0]["annotations"].append({"was_cancelled": False, "result": []})
    assert back(tasks) == [replace(marked(reports[0]), marks=())]


CHANGES: list[tuple[Callable[[list[dict[str, Any]]], Any], str]] = [
    (lambda result: result[0]["value"].update(start=3), "do not stand"),
    (lambda result: result[0]["value"].update(labels=["Verb"]), "not one of Source"),
    (lambda result: result[0]["value"].update(labels=["Cue", "Source"]), "not one of Source"),
    (lambda result: result[0]["value"].pop("end"), "'end' is missing"),
    (lambda result: result[:] and result.__delitem__(slice(1, 4)), "is not chosen|belongs to no|is not there"),
    (lambda result: result.append({"type": "relation", "from_id": "q", "to_id": "r"}), "one is not there"),
    (lambda result: result.append({"id": "n", "type": "labels", "value": {"start": 0, "end": 4, "labels": ["Source"]}}),
     r"source at \[0, 4\) belongs to no"),
    (lambda result: result.append({"id": "n", "type": "labels", "value": {"start": 0, "end": 4, "labels": ["Cue"]}}),
     r"kind of what stands at \[0, 4\) is not chosen"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_a_task_that_cannot_be_used_is_told_and_the_others_go_on(
    change: Callable[[list[dict[str, Any]]], Any], told: str, reports: list[KeptReport]
) -> None:
    tasks = accepted(reports)
    change(tasks[1]["annotations"][0]["result"])
    first, second, third = back([tasks[0], tasks[1], 7])
    assert first == marked(reports[0])
    assert isinstance(second, BadRecord) and second.place.startswith("task 2")
    assert isinstance(third, BadRecord)
    with pytest.raises(BadRecord, match=told):
        raise second


BAD_LINES = [
    ("R1\tRelays Arg1:E1 Arg2:E2", "no stretch, event"),
    ("T1\tCue 0 4\tMill", "T1 is there twice"),
    ("T50\tCue 0 400\tMill", "outside a text"),
    ("T50\tCue 4 0\tMill", "outside a text"),
    ("T50\tCue 0 4\tMiller", "do not stand"),
    ("T50\tCue x\tMill", "no type and offsets"),
    ("E50\tAttack:T1", "no Attribution"),
    ("E50\tAttribution:T77", "E50 names T77"),
    ("E50\tAttribution:T1 RelayedBy:E77", "relayed by E77"),
    ("E50\tAttribution:T1", "E50 has no Kind"),
    ("A50\tKind E1 loud", "no Kind or Certainty"),
    ('#50\tAnnotatorNotes E1\t"x', "no JSON string"),
]


@pytest.mark.parametrize(("line", "told"), BAD_LINES)
def test_a_line_that_brat_would_not_write(
    line: str, told: str, reports: list[KeptReport], tmp_path: Path
) -> None:
    report = marked(reports[1])
    with pytest.raises(Misread, match=told):
        read_standoff(standoff(report) + line + "\n", report.text)
    write_brat(reports, tmp_path)
    with (tmp_path / "mill.ann").open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    good, bad = import_gold(tmp_path)
    assert good == marked(reports[0])
    assert isinstance(bad, BadRecord)
    assert "mill.ann" in str(bad)


def test_a_missing_text_and_a_broken_one_are_told_and_the_others_go_on(
    reports: list[KeptReport], tmp_path: Path
) -> None:
    write_brat([*reports, reports[1]], tmp_path)
    (tmp_path / "mill.txt").unlink()
    (tmp_path / "mill-2.ann").write_bytes(b"\xff")
    good, second, first = import_gold(tmp_path)
    assert good == marked(reports[0])
    assert isinstance(first, NotFound) and isinstance(second, NotUtf8)


def test_what_is_no_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoMarks):
        list(import_gold(tmp_path))
    with pytest.raises(NotFound):
        list(import_gold(tmp_path / "none.json"))
    for data, error in ((b"{", Malformed), (b"{}", BadRecord), (b"[" * 100_000, Malformed)):
        (tmp_path / "x.json").write_bytes(data)
        with pytest.raises(error):
            list(import_gold(tmp_path / "x.json"))


def test_gold_has_the_keys_of_the_guidelines(reports: list[KeptReport], tmp_path: Path) -> None:
    record = gold_record(marked(reports[0]))
    assert list(record) == ["doc", "lang", "published", "attributions"]
    assert record["published"] == "2025-03"
    assert list(record["attributions"][0]) == [
        "id", "source", "cue", "content", "speaker", "kind", "certainty", "relayed_by",
    ]  # fmt: skip
    assert write_gold(map(marked, reports), tmp_path / "gold") == 2
    assert json.loads((tmp_path / "gold" / "brod__trajekt.json").read_bytes()) == record
    assert (tmp_path / "gold" / "brod__trajekt.txt").read_bytes().decode() == reports[0].article.text


def test_no_name_leads_out_of_the_folder(nasty: list[KeptReport], tmp_path: Path) -> None:
    write_gold(map(marked, nasty), tmp_path / "a" / "gold")
    write_brat(nasty, tmp_path / "a" / "brat")
    outside = [
        path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name not in ("gold", "brat")
    ]
    assert outside == []
