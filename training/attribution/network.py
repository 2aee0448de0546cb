"""The network: MiniLM's six layers, letter case and quotation marks as inputs, a CRF over words, a head for pairs."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from firsthand.reading.tagger.pairing import BETWEEN, GAPS, KINDS
from firsthand.reading.tagger.pieces import CASES, MARKS
from training.attribution.data import LABELS

WIDTH, LAYERS, HEADS, INNER, PIECES, PLACES = 384, 6, 12, 1536, 30522, 512
PAIR_HIDDEN, PAIR_WIDTH = 128, 32
DROPOUT = 0.1


class Layer(nn.Module):
    """One layer of the encoder, as BERT's, written out so that it exports plainly and trains fast on a processor."""

    def __init__(self) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, hidden: Tensor, padding: Tensor | None) -> Tensor:
        rows, length = hidden.shape[0], hidden.shape[1]
        heads = self.query_key_value(hidden).reshape(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = heads[0] @ heads[1].transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        if padding is not None:
            scores = scores + padding
        mixed = (torch.softmax(scores, dim=-1) @ heads[2]).transpose(1, 2).reshape(rows, length, WIDTH)
        hidden = self.norm(hidden + functional.dropout(self.attended(mixed), DROPOUT, self.training))
        grown = self.down(functional.gelu(self.up(hidden)))
        return self.norm_out(hidden + functional.dropout(grown, DROPOUT, self.training))


class Network(nn.Module):
    """Pieces in; scores of labels and vectors for pairs out, one row a piece."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.cases = nn.Embedding(CASES, WIDTH)
        self.marks = nn.Embedding(MARKS, WIDTH)
        nn.init.zeros_(self.cases.weight)
        nn.init.zeros_(self.marks.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.labels = nn.Linear(WIDTH, len(LABELS))
        self.pair_hidden = nn.Linear(WIDTH, PAIR_HIDDEN)
        self.pair_vectors = nn.Linear(PAIR_HIDDEN, len(KINDS) * 2 * PAIR_WIDTH)
        self.moves = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.first = nn.Parameter(torch.zeros(len(LABELS)))
        self.last = nn.Parameter(torch.zeros(len(LABELS)))
        self.gap_bias = nn.Parameter(torch.zeros(len(KINDS), GAPS))
        self.between_bias = nn.Parameter(torch.zeros(len(KINDS), BETWEEN))
        self.kind_bias = nn.Parameter(torch.zeros(len(KINDS)))

    def forward(
        self, ids: Tensor, cases: Tensor, marks: Tensor, padding: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        hidden = self.pieces(ids) + self.places.weight[: ids.shape[1]] + self.cases(cases) + self.marks(marks)
        hidden = functional.dropout(self.norm(hidden), DROPOUT, self.training)
        for layer in self.layers:
            hidden = layer(hidden, padding)
        hidden = functional.dropout(hidden, DROPOUT, self.training)
        return self.labels(hidden), self.pair_vectors(functional.gelu(self.pair_hidden(hidden)))


def allowed() -> Tensor:
    """Which label may follow which: inside only after begin or inside of the same role."""
    ok = torch.ones(len(LABELS), len(LABELS), dtype=torch.bool)
    for index, name in enumerate(LABELS):
        if name.startswith("I-"):
            ok[:, index] = False
            ok[index - 1, index] = ok[index, index] = True
    return ok


def starts_allowed() -> Tensor:
    return torch.tensor([not name.startswith("I-") for name in LABELS])


def sequence_loss(network: Network, scores: Tensor, gold: Tensor, present: Tensor) -> Tensor:
    """The CRF's negative log likelihood, summed over the rows. `present` marks words: true ones first, then padding."""
    never = -1e4
    moves = network.moves.masked_fill(~allowed(), never)
    first = network.first.masked_fill(~starts_allowed(), never)
    lengths = present.sum(1)
    total = first + scores[:, 0]
    path = first[gold[:, 0]] + scores[:, 0].gather(1, gold[:, :1]).squeeze(1)
    for word in range(1, scores.shape[1]):
        step = torch.logsumexp(total.unsqueeze(2) + moves, dim=1) + scores[:, word]
        here = present[:, word]
        total = torch.where(here.unsqueeze(1), step, total)
        path = path + here * (
            moves[gold[:, word - 1], gold[:, word]] + scores[:, word].gather(1, gold[:, word : word + 1]).squeeze(1)
        )
    path = path + network.last[gold.gather(1, (lengths - 1).unsqueeze(1)).squeeze(1)]
    return (torch.logsumexp(total + network.last, dim=1) - path).sum()


def load_encoder(network: Network, weights: Path) -> None:
    """Puts the pretrained weights (BERT's names, safetensors) into the network."""
    given = load_file(str(weights))
    state = network.state_dict()
    state["pieces.weight"] = given["embeddings.word_embeddings.weight"]
    state["places.weight"] = (
        given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0]
    )
    names = {"attended": "attention.output.dense", "norm": "attention.output.LayerNorm"}
    names |= {"up": "intermediate.dense", "down": "output.dense", "norm_out": "output.LayerNorm"}
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        for number in range(LAYERS):
            stem = f"encoder.layer.{number}"
            state[f"layers.{number}.query_key_value.{part}"] = torch.cat(
                [given[f"{stem}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            for ours, theirs in names.items():
                state[f"layers.{number}.{ours}.{part}"] = given[f"{stem}.{theirs}.{part}"]
    network.load_state_dict(state)
