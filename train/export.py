"""Export: the trained network as an ONNX graph with int8 weights, and the small head matrices for numpy.

The graph is built by hand from onnxruntime's own operators, so that neither torch's exporter nor its quirks are in
the way.  Every matrix is in 8 bits with one scale for each 128 weights of a row (``MatMulNBits``); activations are
scaled by row and block while running, so that no word's values depend on another's scale.  Measured against one
scale a tensor (``DynamicQuantizeMatMul``): a sixth of the error at 0.6 of the speed.  The two projections of all
heads are the graph's outputs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from train.labels import Labels
from train.means import State, average

Floats = NDArray[np.float32]
OPSET = 17
MICROSOFT = "com.microsoft"
BLOCK = 128
INT8_ACTIVATIONS = 4
SYNTAX = (
    "sentence",
    "tag",
    "value",
    "lemma",
    "name",
    "arc_dep",
    "arc_head",
    "rel_dep",
    "rel_head",
    "meaning",
)
SAID = (
    "anchor",
    "pair_anchor",
    "pair_word",
    "add_anchor",
    "add_word",
    "relay_inner",
    "relay_outer",
    "speaker_anchor",
    "speaker_word",
    "speaker_none",
    "sure_anchor",
    "sure_content",
)
NUMPY_HEADS = (
    "arc",
    "arc_bias",
    "root",
    "arc_distance",
    "rel_out.weight",
    "rel_out.bias",
    "add_distance",
    "add_out.weight",
    "add_out.bias",
    "role_distance",
    "steps",
    "relay_out.weight",
    "relay_out.bias",
    "relay_none",
    "speaker_distance",
    "certainty.weight",
    "certainty.bias",
    "kind.weight",
    "kind.bias",
)


class Graph:
    """An ONNX graph in the making."""

    def __init__(self, eps: float, heads: int) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.eps, self.heads = eps, heads
        self.count = 0

    def name(self, stem: str) -> str:
        self.count += 1
        return f"{stem}_{self.count}"

    def constant(self, stem: str, value: NDArray[np.generic]) -> str:
        name = self.name(stem)
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(
        self, kind: str, inputs: list[str], domain: str = "", outputs: int = 1, **attributes: object
    ) -> list[str]:
        names = [self.name(kind.lower()) for _ in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names

    def linear(self, x: str, weight: Floats, bias: Floats | None) -> str:
        """``x @ weight.T + bias``: weights in 8 bits, one scale for 128 of them; activations scaled by row and block."""
        rows, columns = weight.shape
        blocks = np.pad(weight, ((0, 0), (0, -columns % BLOCK))).reshape(rows, -1, BLOCK)
        scales = np.maximum(np.abs(blocks).max(axis=-1), 1e-8) / 127
        whole = (np.rint(blocks / scales[..., None]).clip(-127, 127) + 128).astype(np.uint8)
        inputs = [x, self.constant("w", whole), self.constant("s", scales.astype(np.float32).ravel())]
        shape = {"K": columns, "N": rows, "bits": 8, "block_size": BLOCK, "accuracy_level": INT8_ACTIVATIONS}
        product = self.add("MatMulNBits", inputs, MICROSOFT, **shape)[0]
        if bias is None:
            return product
        return self.add("Add", [product, self.constant("b", bias.astype(np.float32))])[0]

    def skip_norm(self, x: str, more: str, state: State, key: str) -> str:
        inputs = [x, more, *(self.constant(k, state[f"{key}.{k}"].numpy()) for k in ("weight", "bias"))]
        return self.add("SkipLayerNormalization", inputs, MICROSOFT, epsilon=self.eps)[0]

    def layer(self, x: str, state: State, key: str) -> str:
        take = lambda name: state[f"{key}.{name}"].numpy()  # noqa: E731
        width = take("out.weight").shape[0]
        joined = self.linear(x, take("qkv.weight"), take("qkv.bias"))
        sizes = self.constant("split", np.array([width] * 3, np.int64))
        parts = self.add("Split", [joined, sizes], outputs=3, axis=2)
        seen = self.add("MultiHeadAttention", parts, MICROSOFT, num_heads=self.heads)[0]
        x = self.skip_norm(x, self.linear(seen, take("out.weight"), take("out.bias")), state, f"{key}.norm1")
        inner = self.linear(x, take("inner.weight"), None)
        bias = self.constant("b", take("inner.bias"))
        inner = self.add("BiasGelu", [inner, bias], MICROSOFT)[0]
        return self.skip_norm(
            x, self.linear(inner, take("outer.weight"), take("outer.bias")), state, f"{key}.norm2"
        )

    def mix(self, layers: list[str], weights: Floats) -> str:
        """The weighted sum of the layers, at the words' first and last pieces, side by side."""
        shares = np.exp(weights - weights.max())
        shares = shares / shares.sum()
        scaled = [
            self.add("Mul", [x, self.constant("m", np.float32(s).reshape(1))])[0]
            for x, s in zip(layers, shares, strict=True)
            if s > 1e-4
        ]
        mixed = self.add("Sum", scaled)[0]
        ends = [self.add("Gather", [mixed, end], axis=1)[0] for end in ("first", "last")]
        return self.add("Concat", ends, axis=2)[0]


def heads_of(state: State, names: tuple[str, ...]) -> tuple[Floats, Floats, dict[str, tuple[int, int]]]:
    """All linear heads of one output stacked, and where each stands."""
    weights, biases, layout, at = [], [], {}, 0
    for name in names:
        weight = state[f"heads.{name}.weight"].numpy()
        weights.append(weight)
        biases.append(state[f"heads.{name}.bias"].numpy())
        layout[name] = (at, at + len(weight))
        at += len(weight)
    return np.concatenate(weights), np.concatenate(biases), layout


def build(state: State, layers: int, heads: int, eps: float) -> tuple[onnx.ModelProto, dict[str, object]]:
    """The whole graph: embedded pieces and word borders in, ``syntax`` and ``said`` out (words × columns)."""
    graph = Graph(eps, heads)
    width = state["body.norm.weight"].shape[0]
    position = graph.constant("position", state["body.position"].numpy())
    length = graph.add("Shape", ["embedded"], start=1, end=2)[0]
    zero = graph.constant("zero", np.zeros(1, np.int64))
    rows = graph.add("Slice", [position, zero, length, zero])[0]
    x = graph.add("Add", ["embedded", rows])[0]
    norm = [graph.constant(k, state[f"body.norm.{k}"].numpy()) for k in ("weight", "bias")]
    x = graph.add("LayerNormalization", [x, *norm], axis=-1, epsilon=eps)[0]
    seen = []
    for index in range(layers):
        x = graph.layer(x, state, f"body.layers.{index}")
        seen.append(x)
    layout = {}
    for output, mix, names in (("syntax", "syntax", SYNTAX), ("said", "said", SAID)):
        weight, bias, layout[output] = heads_of(state, names)
        words = graph.mix(seen, state[f"body.{mix}.weights"].numpy())
        projected = graph.linear(words, weight, bias)
        flat = graph.constant("flat", np.array([-1, len(weight)], np.int64))
        graph.nodes.append(helper.make_node("Reshape", [projected, flat], [output]))
    inputs = [
        helper.make_tensor_value_info("embedded", TensorProto.FLOAT, [1, "pieces", width]),
        helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]),
        helper.make_tensor_value_info("last", TensorProto.INT64, ["words"]),
    ]
    outputs = [
        helper.make_tensor_value_info(k, TensorProto.FLOAT, ["words", None]) for k in ("syntax", "said")
    ]
    made = helper.make_graph(graph.nodes, "sayso", inputs, outputs, graph.weights)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9), layout


def export(checkpoints: Sequence[Path], prepared: Path, folder: Path, version: str) -> None:
    """Write all files of ``weights/`` but the card."""
    state = average(checkpoints)
    layers = 1 + max(int(key.split(".")[2]) for key in state if key.startswith("body.layers."))
    model, layout = build(state, layers, heads=12, eps=1e-7)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(folder / "encoder.onnx"))
    labels = Labels.load(prepared / "labels.json")
    text = json.dumps(labels.__dict__ | {"layout": layout}, ensure_ascii=False, separators=(",", ":"))
    (folder / "labels.json").write_text(text, encoding="utf-8")
    np.savez(folder / "heads.npz", **{name: state[f"heads.{name}"].numpy() for name in NUMPY_HEADS})
    for name in ("tokenizer.json", "embeddings.npy", "scales.npy"):
        (folder / name).write_bytes((prepared / name).read_bytes())
    write_manifest(folder, version)


def write_manifest(folder: Path, version: str) -> None:
    names = ("encoder.onnx", "labels.json", "heads.npz", "tokenizer.json", "embeddings.npy", "scales.npy")
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    manifest = {"name": "sayso-reader", "version": version, "files": files}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
