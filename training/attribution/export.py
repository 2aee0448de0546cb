"""A trained network as the package carries it: eight-bit ONNX, tokenizer, settings."""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from firsthand.reading.tagger.records import Role
from firsthand.reading.tagger.settings import Settings, Training, Voice
from training.attribution.data import LABELS
from training.attribution.network import Network

LATIN = ((0, 0x250), (0x1E00, 0x1F00), (0x2000, 0x2C00))
"""Characters whose pieces are kept: Latin letters, marks and signs."""
SPECIAL = 104
"""Pieces below this number keep it: the encoder's own signs are among them."""


class Voices(nn.Module):
    """Several trained networks over one table of pieces, which training leaves as it is."""

    def __init__(self, networks: Sequence[Network], kept: Tensor) -> None:
        super().__init__()
        self.networks = nn.ModuleList(networks)
        pieces, places = nn.Embedding.from_pretrained(networks[0].pieces.weight[kept]), networks[0].places
        for network in networks:
            network.pieces, network.places = pieces, places

    def forward(self, ids: Tensor, cases: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        found = [network(ids, cases, marks) for network in self.networks]
        return torch.cat([labels for labels, _ in found]), torch.cat([pairs for _, pairs in found])


def kept_pieces(tokenizer: Path) -> tuple[dict[str, Any], list[int]]:
    """The tokenizer without pieces that English news has no use for, and the numbers of those that stay."""
    form = json.loads(tokenizer.read_text(encoding="utf-8"))
    old = form["model"]["vocab"]
    stay = [
        piece
        for piece, number in sorted(old.items(), key=lambda one: one[1])
        if number < SPECIAL
        or (not piece.startswith("[unused")
        and all(any(low <= ord(letter) < high for low, high in LATIN) for letter in piece))
    ]
    form["model"]["vocab"] = {piece: number for number, piece in enumerate(stay)}
    form["truncation"] = form["padding"] = None
    return form, [old[piece] for piece in stay]


def export(networks: Sequence[Network], folder: Path, tokenizer: Path) -> None:
    """Writes `encoder.onnx` and `tokenizer.json` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    form, kept = kept_pieces(tokenizer)
    network = Voices(networks, torch.tensor(kept)).eval()
    sample = torch.zeros(1, 12, dtype=torch.long)
    whole, ready = folder / "whole.onnx", folder / "ready.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (sample, sample, sample),
            str(whole),
            input_names=["ids", "cases", "marks"],
            output_names=["labels", "pairs"],
            dynamic_axes={name: {1: "pieces"} for name in ("ids", "cases", "marks", "labels", "pairs")},
            opset_version=17,
            dynamo=False,
        )
    quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
    # Seven bits a weight: on a processor without instructions for eight, sums of eight would be cut off, and the model
    # would give other spans there.
    quantize_dynamic(
        str(ready), str(folder / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )
    whole.unlink()
    ready.unlink()
    (folder / "tokenizer.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")


def untuned(networks: Sequence[Network], training: Training, version: str) -> Settings:
    """The settings before thresholds and calibration are known: halves, and the model's own probabilities."""
    line = ((0.0, 0.0), (1.0, 1.0))
    return Settings(
        version=version,
        labels=LABELS,
        voices=tuple(_voice(network) for network in networks),
        thresholds=dict.fromkeys(Role, 0.5),
        pair_thresholds=(0.5, 0.5, 0.5),
        calibration=dict.fromkeys(Role, line),
        whole=line,
        training=training,
    )


def _voice(network: Network) -> Voice:
    return Voice(
        moves=tuple(tuple(row) for row in network.moves.tolist()),
        first=tuple(network.first.tolist()),
        last=tuple(network.last.tolist()),
        gap=tuple(tuple(row) for row in network.gap_bias.tolist()),
        between=tuple(tuple(row) for row in network.between_bias.tolist()),
        kind=tuple(network.kind_bias.tolist()),
    )


def write_settings(settings: Settings, folder: Path) -> None:
    text = msgspec.json.format(msgspec.json.encode(settings), indent=1)
    (folder / "model.json").write_bytes(text + b"\n")
