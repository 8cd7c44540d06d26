"""An evidence file shows every change, and in which part."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import BrokenEvidence, NotFound, NotInLedger
from sayso.export import evidence
from sayso.export.evidence import Sealed, seal, write_evidence
from sayso.export.verify import verify, verify_bytes
from sayso.ledger.reports import KeptReport

NOW = datetime(2025, 6, 1, 10, tzinfo=UTC)


def first_claim(reports: list[KeptReport]) -> str:
    return reports[0].claims["a1"]


@pytest.fixture
def sealed(reports: list[KeptReport]) -> Sealed:
    """The first claim of the first report."""
    return seal(iter(reports), [first_claim(reports)], "0.1.0", NOW)


def test_a_claim_is_sealed_with_its_text_and_who_relays_it(
    sealed: Sealed, reports: list[KeptReport], tmp_path: Path
) -> None:
    write_evidence(sealed, tmp_path / "e.json")
    verdict = verify(tmp_path / "e.json", sealed.root)
    assert verdict.ok
    verdict.require()
    assert verdict.claims == (first_claim(reports),)
    assert (verdict.made_at, verdict.software) == ("2025-06-01T10:00:00Z", "0.1.0")
    whole = json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))
    about, text, claim, relay = whole["parts"]
    assert text["text"] == reports[0].article.text
    assert text["maker"] == {"stage": "read", "name": "sayso-3", "version": "3"}
    assert claim["words"]["content"] == ["»Trajekt bo vozil junija,«", "»Pristan\nje končan.«"]
    assert claim["relayed_by"] == relay["claim"] == reports[0].claims["a2"]
    assert about["claims"] == [claim["claim"]]
    assert whole["seal"]["root"] == sealed.root


def test_the_same_is_sealed_the_same(sealed: Sealed, reports: list[KeptReport]) -> None:
    assert seal(reversed(reports), [first_claim(reports)] * 2, "0.1.0", NOW) == sealed


def test_every_byte_counts_and_its_part_is_named(sealed: Sealed) -> None:
    starts, at = [], 0
    for line in sealed.data.split(b"\n")[:-1]:
        starts.append((at, line))
        at += len(line) + 1
    for at, line in starts:
        expected = "frame"
        if line.startswith(b'"seal"'):
            expected = "seal"
        elif b'"part":"' in line:
            expected = json.loads(line.removesuffix(b","))["part"]
        for place in range(at, at + len(line)):
            for bit in (0x01, 0x20, 0x80):
                data = bytearray(sealed.data)
                data[place] ^= bit
                verdict = verify_bytes(bytes(data), "e.json")
                assert not verdict.ok, place
                parts = {fault.part for fault in verdict.faults}
                assert parts == {expected} or "frame" in parts, (place, parts, expected)


def test_bytes_left_out_put_in_or_in_another_order(sealed: Sealed) -> None:
    choose = random.Random(7)
    lines = sealed.data.split(b"\n")
    swapped = [*lines[:2], lines[3], lines[2], *lines[4:]]
    assert not verify_bytes(b"\n".join(swapped), "e.json").ok
    assert not verify_bytes(b"\n".join([*lines[:3], *lines[4:]]), "e.json").ok
    for data in (
        b"",
        b"\n" * 9,
        b"{}",
        sealed.data + b" ",
        sealed.data[:-1],
        sealed.data.replace(b"\n", b"\r\n"),
    ):
        assert not verify_bytes(data, "e.json").ok
    for _ in range(300):
        at = choose.randrange(len(sealed.data))
        assert not verify_bytes(sealed.data[:at] + sealed.data[at + 1 :], "e.json").ok
        assert not verify_bytes(sealed.data[:at] + b"0" + sealed.data[at:], "e.json").ok


def resealed(sealed: Sealed, number: int, **changes: Any) -> bytes:
    """The file of somebody who changes a part and seals it anew."""
    parts = json.loads(sealed.data)["parts"]
    parts[number].update(changes)
    return evidence._sealed(parts, sealed.claims).data


def test_a_file_that_was_sealed_anew_has_another_root(sealed: Sealed) -> None:
    data = resealed(sealed, 0, made_at="2020-01-01T00:00:00Z")
    assert verify_bytes(data, "e.json").ok
    with pytest.raises(BrokenEvidence, match=r"e\.json: seal: its root is"):
        verify_bytes(data, "e.json", sealed.root).require()


@pytest.mark.parametrize(
    ("number", "changes", "part", "what"),
    [
        (0, {"claims": ["nobody"]}, "about", "claims that are not in the file"),
        (1, {"text": "Nothing"}, "text ver1", "another hash"),
        (1, {"version": "other"}, "text ver1", "another version"),
        (2, {"words": {}}, "claim 000000000000001a1", "the words of its source"),
        (2, {"version": "ver7"}, "claim 000000000000001a1", "not in the file"),
        (2, {"relayed_by": "nobody"}, "claim 000000000000001a1", "relays it"),
        (2, {"claim": "other"}, "claim 000000000000001a1", "not the claim"),
        (2, {"attribution": {"source": [[-5, 2]]}}, "claim 000000000000001a1", "the words of its source"),
    ],
)
def test_a_file_that_contradicts_itself(
    number: int, changes: dict[str, Any], part: str, what: str, sealed: Sealed
) -> None:
    fault = verify_bytes(resealed(sealed, number, **changes), "e.json").faults[0]
    assert fault.part.replace("0", "") == part.replace("0", "")
    assert what in fault.what


def test_hostile_values_are_sealed_too(nasty: list[KeptReport]) -> None:
    made = seal(nasty, list(nasty[0].claims.values()), "0.1.0", NOW)
    assert verify_bytes(made.data, "e.json", made.root).ok
    assert json.loads(made.data)["parts"][1]["text"] == nasty[0].article.text


def test_a_claim_that_is_not_there(reports: list[KeptReport]) -> None:
    with pytest.raises(NotInLedger, match="'feedfeedfeedfeed' is not in this ledger"):
        seal(reports, ["feedfeedfeedfeed"], "0.1.0")


def test_no_file_is_written_over(sealed: Sealed, tmp_path: Path) -> None:
    write_evidence(sealed, tmp_path / "e.json")
    with pytest.raises(FileExistsError):
        write_evidence(sealed, tmp_path / "e.json")
    with pytest.raises(NotFound):
        verify(tmp_path / "none.json")
