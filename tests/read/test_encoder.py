"""The shipped network: its files, its size, and that a report reads the same in any company."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from sayso.errors import DamagedModel
from sayso.ingest.text import article_from_text
from sayso.read.encoder import WEIGHTS, OnnxEncoder, check, distance_bucket, gelu
from sayso.records import report_record

EXAMPLES = Path(__file__).parents[2] / "examples"
needs_weights = pytest.mark.skipif(
    not (WEIGHTS / "manifest.json").exists(), reason="the network is not in this checkout"
)


def folder(tmp_path: Path, manifest: str) -> Path:
    (tmp_path / "part.bin").write_bytes(b"weights")
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    return tmp_path


GOOD = json.dumps(
    {
        "name": "n",
        "version": "1",
        "files": {"part.bin": "9a129038a36c1b66c03c1651d605cc0e3e17e2f5d5c3e09f1c9c2f2b8ab3fb4f"},
    }
)


@pytest.mark.parametrize("manifest", ["", "{", "[]", '{"name": "n"}', GOOD, GOOD.replace("part", "missing")])
def test_a_damaged_folder_is_refused_in_one_line(tmp_path: Path, manifest: str) -> None:
    with pytest.raises(DamagedModel) as caught:
        check(folder(tmp_path, manifest))
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DamagedModel):
        OnnxEncoder(tmp_path / "nowhere")


@needs_weights
def test_a_file_with_one_other_byte_is_refused(tmp_path: Path) -> None:
    for path in WEIGHTS.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    data = bytearray((tmp_path / "heads.npz").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "heads.npz").write_bytes(bytes(data))
    with pytest.raises(DamagedModel, match=r"heads\.npz"):
        OnnxEncoder(tmp_path)


@needs_weights
def test_it_is_small_and_holds_no_pickle() -> None:
    files = [path for path in WEIGHTS.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 60_000_000
    assert not [path for path in files if path.suffix in (".pkl", ".pickle", ".pt", ".bin")]
    source = Path(sys.modules["sayso.read.encoder"].__file__ or "").read_text(encoding="utf-8")
    assert source.count("np.load(") == source.count("allow_pickle=False")


@needs_weights
def test_it_loads_in_under_two_seconds_of_work() -> None:
    code = "import time, resource; from sayso.pipeline import Reader; Reader(); print(time.process_time())"
    place = {**os.environ, "PYTHONPATH": str(WEIGHTS.parents[1])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=place)
    assert float(done.stdout) < 2.0


@needs_weights
def test_a_report_reads_the_same_alone_and_among_fifty(reader: object) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    alone = report_record(reader.read(article_from_text(texts[0])))  # type: ignore[attr-defined]
    crowd = [texts[i % len(texts)][: 200 + 37 * i] for i in range(25)]
    for text in crowd:
        reader.read(article_from_text(text), "sl")  # type: ignore[attr-defined]
    among = report_record(reader.read(article_from_text(texts[0])))  # type: ignore[attr-defined]
    for text in crowd:
        reader.read(article_from_text(text), "en")  # type: ignore[attr-defined]
    assert alone == among == report_record(reader.read(article_from_text(texts[0])))  # type: ignore[attr-defined]


@needs_weights
def test_time_grows_with_the_text_only(reader: object) -> None:
    line = "Ministrica je dejala, da bo dež. " * 40
    began = time.process_time()
    reader.read(article_from_text(line), "sl")  # type: ignore[attr-defined]
    once = time.process_time() - began
    began = time.process_time()
    reader.read(article_from_text(line * 4), "sl")  # type: ignore[attr-defined]
    assert time.process_time() - began < 12 * once + 1


# Folders that are whole by their manifest and yet wrong.


def array_file(**arrays: np.ndarray) -> bytes:
    """An array as ``.npy``, or several as ``.npz``."""
    data = io.BytesIO()
    if list(arrays) == ["array"]:
        np.save(data, arrays["array"])
    else:
        np.savez(data, **arrays)
    return data.getvalue()


def forged(tmp_path: Path, **changed: bytes) -> Path:
    """All files of a network, tiny, with hashes that fit; ``labels`` and ``heads`` replace the bytes of two."""
    labels = {key: [] for key in ("tags", "values", "strings", "lemmas", "relations", "names")}
    parts = {
        "labels.json": changed.get("labels", json.dumps({**labels, "features": {}, "layout": {}}).encode()),
        "heads.npz": changed.get("heads", array_file(steps=np.zeros((4, 4), np.float32))),
        "embeddings.npy": array_file(array=np.zeros((9, 4), np.int8)),
        "scales.npy": array_file(array=np.ones(9, np.float32)),
        "tokenizer.json": b"{}",
        "encoder.onnx": b"none",
    }
    for name, data in parts.items():
        (tmp_path / name).write_bytes(data)
    files = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
    manifest = {"name": "n", "version": "1", "files": files}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return tmp_path


def test_a_folder_is_whole_where_sizes_and_hashes_fit(tmp_path: Path) -> None:
    assert check(forged(tmp_path))["name"] == "n"


@pytest.mark.parametrize("name", ["labels.json", "heads.npz"])
def test_a_file_that_is_gone_or_altered_is_named(tmp_path: Path, name: str) -> None:
    path = forged(tmp_path) / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(DamagedModel, match=name.replace(".", r"\.")):
        check(tmp_path)
    path.unlink()
    with pytest.raises(DamagedModel, match=name.replace(".", r"\.")):
        check(tmp_path)


class Payload:
    """What a pickle could do to the machine that loads it."""

    def __init__(self, victim: str) -> None:
        self.victim = victim

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (self.victim, "w")


@pytest.mark.parametrize("archive", [True, False])
def test_a_pickle_is_never_loaded(tmp_path: Path, archive: bool) -> None:
    victim = tmp_path / "victim"
    payload = Payload(str(victim))
    data = array_file(steps=np.array([payload], object)) if archive else pickle.dumps(payload)
    with pytest.raises(DamagedModel) as caught:
        OnnxEncoder(forged(tmp_path, heads=data))
    assert "allow_pickle" in str(caught.value.__cause__)  # it was numpy that refused, not a check before it
    assert not victim.exists()


@pytest.mark.parametrize(
    "manifest", ['{"files": ["a"]}', '{"files": null}', '{"files": "a"}', '{"files": {}}']
)
def test_a_manifest_of_another_shape_is_refused(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(DamagedModel):
        OnnxEncoder(tmp_path)


@pytest.mark.parametrize(
    "changed",
    [{}, {"labels": b"{"}, {"labels": b"{}"}, {"heads": b"none"}],
    ids=["tokenizer", "json", "keys", "npz"],
)
def test_a_broken_file_whose_hash_fits_is_refused(tmp_path: Path, changed: dict[str, bytes]) -> None:
    with pytest.raises(DamagedModel):
        OnnxEncoder(forged(tmp_path, **changed))


def test_a_file_that_the_manifest_does_not_list_is_missed(tmp_path: Path) -> None:
    place = forged(tmp_path) / "manifest.json"
    place.write_text(json.dumps({"name": "n", "version": "1", "files": {}}), encoding="utf-8")
    (tmp_path / "labels.json").unlink()
    with pytest.raises(DamagedModel) as caught:
        OnnxEncoder(tmp_path)
    assert "\n" not in str(caught.value)


# Numbers.


def test_distances_fall_into_24_buckets() -> None:
    found = distance_bucket(np.arange(-300, 301))
    assert found.min() == 0
    assert found.max() < 24
    assert distance_bucket(np.array([0, 1, -1, 80, -80, 500])).tolist() == [0, 1, 13, 11, 23, 11]


def test_gelu() -> None:
    assert gelu(np.array([-9.0, 0.0, 9.0], np.float32)).tolist() == pytest.approx([0, 0, 9], abs=1e-5)
