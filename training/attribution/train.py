"""The training loop: fixed seed, saved every few minutes, and begun again where it stopped."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from firsthand.reading.tagger.pairing import KINDS
from training.attribution.batches import Batch, padded, shuffled
from training.attribution.data import Paragraph
from training.attribution.network import PAIR_WIDTH, Network, load_encoder, sequence_loss

LINK_SHARE = 0.5
"""Weight of the loss of pairs beside that of labels."""
AVERAGED = 5
"""The running average takes the network in every so many steps."""
FRESH = ("cases", "marks", "labels", "pair_", "moves", "first", "last", "gap_bias", "between_bias", "kind_bias")
"""Parameters that begin from nothing and learn faster than the pretrained ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a run is made of. `budget` is in pieces, padding counted; rates are for AdamW. The running
    average after epoch `kept` is taken: it served the tuning articles best (mean exact F1 .745; .742 after the fourth,
    .743 after the sixth)."""

    seed: int = 5
    epochs: int = 6
    kept: int = 5
    budget: int = 2000
    rate: float = 1.5e-4
    fresh_rate: float = 1.5e-3
    warm: float = 0.06
    average: float = 0.997
    save_every: int = 100


@dataclass(slots=True)
class Run:
    """A run under way: the network, its running average (what is kept in the end), and how far it came."""

    network: Network
    average: Network
    optimizer: torch.optim.Optimizer
    step: int = 0
    epoch: int = 0
    taken: int = 0


def begin(recipe: Recipe, encoder: Path, saved: Path) -> Run:
    """A fresh run, or the saved one where `saved` exists."""
    torch.manual_seed(recipe.seed)
    network, average = Network(), Network()
    load_encoder(network, encoder)
    average.load_state_dict(network.state_dict())
    for kept in (network.pieces, network.places):
        kept.requires_grad_(False)  # half of all parameters, seen too seldom here to be learned better
    learned = [(name, value) for name, value in network.named_parameters() if value.requires_grad]
    fresh = [value for name, value in learned if name.startswith(FRESH)]
    old = [value for name, value in learned if not name.startswith(FRESH)]
    optimizer = torch.optim.AdamW(
        [{"params": old, "base": recipe.rate}, {"params": fresh, "base": recipe.fresh_rate}],
        weight_decay=0.01,
        fused=True,
    )
    run = Run(network=network, average=average, optimizer=optimizer)
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        run.step, run.epoch, run.taken = state["step"], state["epoch"], state["taken"]
    return run


def save(run: Run, path: Path) -> None:
    state = {"network": run.network.state_dict(), "average": run.average.state_dict()}
    state |= {"optimizer": run.optimizer.state_dict(), "step": run.step, "epoch": run.epoch, "taken": run.taken}
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def train(run: Run, recipe: Recipe, given: Sequence[Paragraph], tokenizer: Tokenizer, folder: Path) -> None:
    """Trains to the recipe's end, saving as it goes; a line of progress every hundred steps."""
    began, sum_loss, pieces = time.monotonic(), 0.0, 0
    while run.epoch < recipe.epochs:
        seed = f"{recipe.seed}-{run.epoch}"
        groups = list(shuffled(given, tokenizer, seed=seed, budget=recipe.budget))
        for group in groups[run.taken :]:
            batch = padded(group, random.Random(f"{recipe.seed}-{run.step}"))
            sum_loss += _step(run, recipe, batch, len(groups) * recipe.epochs)
            pieces += batch.ids.numel()
            run.taken += 1
            if run.step % 100 == 0:
                rate = pieces / (time.monotonic() - began)
                print(f"epoch {run.epoch} step {run.step} of {len(groups) * recipe.epochs} "
                      f"loss {sum_loss / 100:.3f} {rate:.0f} pieces/s", flush=True)  # fmt: skip
                sum_loss = 0.0
            if run.step % recipe.save_every == 0:
                save(run, folder / "run.pt")
        run.epoch, run.taken = run.epoch + 1, 0
        save(run, folder / "run.pt")
        torch.save(run.average.state_dict(), folder / f"average-{run.epoch}.pt")


def _step(run: Run, recipe: Recipe, batch: Batch, steps: int) -> float:
    torch.manual_seed(recipe.seed * 1_000_003 + run.step)
    pace = schedule(run.step / steps, recipe.warm)
    for group in run.optimizer.param_groups:
        group["lr"] = group["base"] * pace
    run.network.train()
    loss = batch_loss(run.network, batch)
    run.optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(run.network.parameters(), 1.0)
    run.optimizer.step()
    run.step += 1
    if run.step % AVERAGED == 0:
        _average(run, min(recipe.average, run.step / (run.step + 10)) ** AVERAGED)
    return float(loss.detach())


def _average(run: Run, keep: float) -> None:
    with torch.no_grad():
        for kept, value in zip(run.average.parameters(), run.network.parameters(), strict=True):
            if value.requires_grad:
                kept.lerp_(value, 1 - keep)


def schedule(share: float, warm: float) -> float:
    """The pace of learning at a share of the run: up in a line, down as a half cosine.

    >>> [round(schedule(share, 0.1), 2) for share in (0.0, 0.05, 0.1, 0.55, 1.0)]
    [0.0, 0.5, 1.0, 0.5, 0.0]
    """
    return share / warm if share < warm else 0.5 * (1 + math.cos(math.pi * (share - warm) / (1 - warm)))


def batch_loss(network: Network, batch: Batch) -> Tensor:
    """Labels and pairs together, a mean over the words."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores, vectors = network(batch.ids, batch.cases, batch.marks, batch.padding)
    rows = torch.arange(len(batch.examples)).unsqueeze(1)
    words = scores.float()[rows, batch.firsts]
    loss = sequence_loss(network, words, batch.labels, batch.present)
    return (loss + LINK_SHARE * link_loss(network, vectors.float()[rows, batch.firsts], batch)) / len(batch.examples)


def link_loss(network: Network, vectors: Tensor, batch: Batch) -> Tensor:
    """Cross-entropy of every pair of annotated spans, summed."""
    means, pairs, truth = [], [], []
    for row, example in enumerate(batch.examples):
        offset = len(means)
        means += [vectors[row, span.first : span.last + 1].mean(0) for span in example.spans]
        for pair, linked in example.links:
            pairs.append((pair.kind, pair.left + offset, pair.right + offset, pair.gap, pair.between))
            truth.append(float(linked))
    if not pairs:
        return torch.zeros(())
    kind, left, right, gap, between = torch.tensor(pairs).unbind(1)
    spans = torch.stack(means).reshape(-1, len(KINDS), 2, PAIR_WIDTH)
    logits = (spans[left, kind, 0] * spans[right, kind, 1]).sum(-1)
    logits = logits + network.gap_bias[kind, gap] + network.between_bias[kind, between] + network.kind_bias[kind]
    return torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor(truth), reduction="sum")
