"""Entities: hand-counted cases, in sentences of our own."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from eval import Count, WrongUse, entities
from eval.entities import Mark, compare, figures, joined, marks_of, reports, scores
from sayso.model import Entity, Span

TABLE = "0\t7\tAno Kos\tAna Kos\tPER\tPER-Ana\n10\t14\tOslu\tOslo\tLOC\tGPE-Oslo\n20\t25\tSejem\tsejem\tEVT\tEVT-Sejem\n"


def entity(start: int, end: int, kind: str, name: str, key: str) -> Entity:
    return Entity(Span(start, end), kind, name, key)


def test_a_table_is_read() -> None:
    assert next(marks_of(TABLE)) == Mark(0, 7, "PER", "Ana Kos", "PER-Ana")
    assert len(list(marks_of(TABLE + "\nbroken\n"))) == 3


def test_mentions_bases_and_ids_of_one_report() -> None:
    found = [
        entity(0, 7, "PER", "ana kos", "person:ana-kos"),
        entity(10, 14, "ORG", "Oslo", "org:oslo"),
        entity(20, 25, "MISC", "sejem", "misc:seem"),
    ]
    score = compare(list(marks_of(TABLE)), found)
    assert score.mentions == {"PER": Count(1, 1, 1), "LOC": Count(0, 0, 1), "ORG": Count(0, 1, 0)}
    assert score.bases == Count(1, 1, 1)
    assert score.ids == (("PER-Ana", "person:ana-kos"),)


def test_pairs_are_counted_by_ids() -> None:
    ids = [("A", "a"), ("A", "a"), ("A", "b"), ("B", "b")]
    # marked: three pairs of A; ours: one of a, one of b; the one of a is right
    assert joined(ids) == Count(1, 2, 3)
    assert joined([]) == Count(0, 0, 0)


def archive(home: Path) -> Path:
    path = home / "data/sl/slavicner.tar.gz"
    path.parent.mkdir(parents=True)
    with tarfile.open(path, "w:gz") as file:
        for name, text in {"ner/t/sl/a.tsv": TABLE, "raw/t/sl/a.txt": "Ano Kos v Oslu"}.items():
            data = text.encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            file.addfile(info, io.BytesIO(data))
    return path


def test_the_archive_is_read_and_scored(tmp_path: Path) -> None:
    (report,) = reports(archive(tmp_path))
    assert (report.topic, report.text, len(report.marks)) == ("t", "Ano Kos v Oslu", 3)
    full, bare = entity(0, 7, "PER", "Ana Kos", "person:ana-kos"), entity(0, 7, "PER", "Kos", "person:kos")
    made = {
        figure.name: figure for figure in figures("x", {"t": scores([(report, [full]), (report, [bare])])})
    }
    assert made["mentions"].value == pytest.approx(100 * 4 / 6)  # two of two found, two of four marked
    assert made["mentions PER"].value == 100
    assert made["base form"].value == 50
    assert made["identity"].value == 0
    assert made["identity, reports together"].value == 100


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="slavicner"):
        entities.measure("slavicner-sl", tmp_path, None)  # type: ignore[arg-type]
