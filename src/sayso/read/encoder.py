"""The encoder behind one ``Protocol``: a window of pieces in, what every head says of its words out.

``OnnxEncoder`` runs the shipped network with onnxruntime.  A window is run alone, never padded to others, so a
report reads the same whatever else is in the batch.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.errors import DamagedModel
from sayso.model import Maker
from sayso.read.windows import UNK, Window

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
WEIGHTS = Path(__file__).parents[1] / "weights"
ROLES = ("none", "cue", "source", "content")
LONGEST_WORD = 16
CACHE = 200_000
DISTANCE_EDGES = np.array([1, 2, 3, 4, 5, 7, 10, 15, 23, 40, 80])


@dataclass(frozen=True)
class Labels:
    """What the columns of the heads stand for."""

    tags: tuple[str, ...]
    values: tuple[str, ...]
    strings: tuple[str, ...]
    features: Mapping[str, Ints]
    lemmas: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Labels:
        features = {code: np.array(rows, np.int64) for code, rows in data["features"].items()}
        keys = ("tags", "values", "strings", "lemmas", "relations", "names")
        return Labels(features=features, **{key: tuple(data[key]) for key in keys})


class Seen(Protocol):
    """What the heads say of the words of one window (rows are words, columns are labels; all are logits)."""

    @property
    def sentence(self) -> Floats: ...

    @property
    def tag(self) -> Floats: ...

    @property
    def value(self) -> Floats: ...

    @property
    def lemma(self) -> Floats: ...

    @property
    def name(self) -> Floats: ...

    @property
    def anchor(self) -> Floats: ...

    @property
    def meaning(self) -> Floats: ...

    def arcs(self, first: int, last: int) -> Floats:
        """Scores of a sentence's words as heads of its words; the diagonal is the root."""
        ...

    def relations(self, words: Ints, heads: Ints) -> Floats: ...

    def roles(self, anchors: Ints) -> Floats:
        """(anchors, words, 4): nothing, cue, source, content."""
        ...

    def relays(self, anchors: Ints) -> Floats:
        """(anchors, 1 + anchors): nobody first, then which anchor relays this one."""
        ...

    def speakers(self, anchors: Ints) -> Floats:
        """(anchors, 1 + words): nobody in view first, then the word that names the speaker."""
        ...

    def sureness(self, anchors: Ints, contents: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Certainty and kind, four logits each, of anchors with their content words."""
        ...


class Encoder(Protocol):
    """What reading needs of a network."""

    @property
    def maker(self) -> Maker: ...

    @property
    def labels(self) -> Labels: ...

    @property
    def steps(self) -> Floats:
        """(4, 4): how well one role follows another along the words of a window."""
        ...

    def cut(self, form: str, after_space: bool) -> tuple[int, ...]:
        """The pieces of one word."""
        ...

    def see(self, window: Window) -> Seen: ...


def gelu(x: Floats) -> Floats:
    """The tanh form of the Gaussian error linear unit (Hendrycks and Gimpel 2016)."""
    result: Floats = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
    return result


def distance_bucket(delta: Ints) -> Ints:
    """Signed distances in words to 24 buckets, as in training."""
    size = np.searchsorted(DISTANCE_EDGES, np.abs(delta), side="right")
    return np.where(delta < 0, size + 12, size)


class Projections:
    """One window's projected words (the network's two outputs), and the pair scores made of them."""

    def __init__(self, output: Mapping[str, Floats], parameters: Mapping[str, Floats]) -> None:
        self._out = output
        self._p = parameters

    @property
    def sentence(self) -> Floats:
        return self._out["sentence"][:, 0]

    @property
    def anchor(self) -> Floats:
        return self._out["anchor"][:, 0]

    @property
    def tag(self) -> Floats:
        return self._out["tag"]

    @property
    def value(self) -> Floats:
        return self._out["value"]

    @property
    def lemma(self) -> Floats:
        return self._out["lemma"]

    @property
    def name(self) -> Floats:
        return self._out["name"]

    @property
    def meaning(self) -> Floats:
        return self._out["meaning"]

    def arcs(self, first: int, last: int) -> Floats:
        dep = gelu(self._out["arc_dep"][first:last])
        head = gelu(self._out["arc_head"][first:last])
        at = np.arange(last - first)
        scores = dep @ self._p["arc"] @ head.T + head @ self._p["arc_bias"]
        scores = scores + self._p["arc_distance"][distance_bucket(at[None, :] - at[:, None])]
        scores[at, at] = dep @ self._p["root"]
        return scores

    def relations(self, words: Ints, heads: Ints) -> Floats:
        mixed = gelu(self._out["rel_dep"][words] + self._out["rel_head"][heads])
        result: Floats = mixed @ self._p["rel_out.weight"].T + self._p["rel_out.bias"]
        return result

    def roles(self, anchors: Ints) -> Floats:
        words = self._out["pair_word"]
        parts = self._out["pair_anchor"][anchors].reshape(len(anchors), len(ROLES) - 1, -1)
        biaffine = np.zeros((len(anchors), len(words), len(ROLES)), np.float32)
        biaffine[:, :, 1:] = (parts @ words.T).transpose(0, 2, 1) / 8
        bucket = distance_bucket(np.arange(len(words))[None, :] - anchors[:, None])
        added = self._out["add_anchor"][anchors][:, None] + self._out["add_word"][None]
        added = gelu(added + self._p["add_distance"][bucket])
        result: Floats = biaffine + added @ self._p["add_out.weight"].T + self._p["add_out.bias"]
        return result + self._p["role_distance"][bucket]

    def relays(self, anchors: Ints) -> Floats:
        inner, outer = self._out["relay_inner"][anchors], self._out["relay_outer"][anchors]
        pair = gelu(inner[:, None] + outer[None])
        scores = (pair @ self._p["relay_out.weight"].T)[..., 0] + self._p["relay_out.bias"]
        np.fill_diagonal(scores, -1e4)
        none = np.broadcast_to(self._p["relay_none"], (len(anchors), 1))
        return np.concatenate([none, scores], axis=1)

    def speakers(self, anchors: Ints) -> Floats:
        words = self._out["speaker_word"]
        bucket = distance_bucket(np.arange(len(words))[None, :] - anchors[:, None])
        scores = self._out["speaker_anchor"][anchors] @ words.T / 8 + self._p["speaker_distance"][bucket]
        return np.concatenate([self._out["speaker_none"][anchors], scores], axis=1)

    def sureness(self, anchors: Ints, contents: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        counts = np.maximum(contents.sum(axis=1, keepdims=True), 1)
        mean = contents.astype(np.float32) @ self._out["sure_content"] / counts
        mixed = gelu(self._out["sure_anchor"][anchors] + mean)
        certainty = mixed @ self._p["certainty.weight"].T + self._p["certainty.bias"]
        kind = mixed @ self._p["kind.weight"].T + self._p["kind.bias"]
        return certainty, kind


class OnnxEncoder:
    """The shipped network.  ``folder`` holds its files; a missing or altered one raises ``DamagedModel``."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 1, device: str = "cpu") -> None:
        manifest = check(folder)
        self.maker = Maker("read", str(manifest["name"]), str(manifest["version"]))
        try:
            self._load(folder)
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
            raise DamagedModel(str(folder), f"{type(error).__name__} while loading") from error
        self._session = open_session(folder / "encoder.onnx", threads, device)

    def _load(self, folder: Path) -> None:
        data = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.labels = Labels.from_json(data)
        self._layout: dict[str, dict[str, tuple[int, int]]] = data["layout"]
        self._parameters = dict(np.load(folder / "heads.npz", allow_pickle=False))
        self.steps: Floats = self._parameters["steps"]
        self._rows: NDArray[np.int8] = np.load(folder / "embeddings.npy", mmap_mode="r", allow_pickle=False)
        self._scales: Floats = np.load(folder / "scales.npy", allow_pickle=False)
        self._cutter = load_tokenizer(folder / "tokenizer.json")
        self._cuts: dict[str, tuple[int, ...]] = {}

    def cut(self, form: str, after_space: bool) -> tuple[int, ...]:
        key = "▁" + form if after_space else form
        found = self._cuts.get(key)
        if found is None:
            if len(self._cuts) >= CACHE:
                self._cuts.clear()
            found = tuple(self._cutter.encode(key[:200]).ids[:LONGEST_WORD]) or (UNK,)
            self._cuts[key] = found
        return found

    def see(self, window: Window) -> Projections:
        ids = np.array(window.pieces, np.int64)
        embedded = self._rows[ids].astype(np.float32) * self._scales[ids][:, None]
        feed = {
            "embedded": embedded[None],
            "first": np.array(window.first, np.int64),
            "last": np.array(window.last, np.int64),
        }
        syntax, said = self._session.run(["syntax", "said"], feed)
        output = {}
        for whole, part in ((syntax, "syntax"), (said, "said")):
            for name, (start, end) in self._layout[part].items():
                output[name] = whole[:, start:end]
        return Projections(output, self._parameters)


def check(folder: Path) -> Mapping[str, Any]:
    """The manifest, once every file it lists is there with the hash it says."""
    place = folder / "manifest.json"
    try:
        manifest = json.loads(place.read_text(encoding="utf-8"))
        listed = {str(name): str(wanted) for name, wanted in manifest["files"].items()}
        found = {key: str(manifest[key]) for key in ("name", "version")}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedModel(str(place)) from error
    for name, wanted in listed.items():
        path = folder / name
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise DamagedModel(str(path)) from error
        if digest != wanted:
            raise DamagedModel(str(path))
    return found


def load_tokenizer(path: Path) -> Any:
    """The trimmed Unigram model; ``DamagedModel`` where the file is none."""
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:
        raise DamagedModel(str(path)) from error


def open_session(path: Path, threads: int, device: str) -> Any:
    """An onnxruntime session with a fixed number of threads and quiet logs."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    providers: Sequence[str] = ["CPUExecutionProvider"]
    if device == "cuda":
        providers = ["CUDAExecutionProvider", *providers]
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=list(providers))
    except Exception as error:  # onnxruntime raises many types of its own
        raise DamagedModel(str(path)) from error
