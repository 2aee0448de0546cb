"""Sources, cues and contents of a text as a model learned them from annotated news."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

from firsthand.errors import FirsthandError
from firsthand.reading.tagger.chain import Candidate, Chain, agreed, choose
from firsthand.reading.tagger.linking import attributions
from firsthand.reading.tagger.network import Network, Scored, load_network
from firsthand.reading.tagger.pairing import Words
from firsthand.reading.tagger.pieces import Pieces, cut
from firsthand.reading.tagger.records import Attribution, Tagged, TaggedSpan
from firsthand.reading.tagger.settings import Settings, calibrated, read_settings

MODELS = Path(__file__).parents[2] / "models"
"""Where the package keeps its models, one folder each."""
DEFAULT = MODELS / "attribution-en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagger:
    """A loaded model. It holds no state: the same text gives the same spans, whatever was tagged before."""

    settings: Settings
    chains: tuple[Chain, ...]
    tokenizer: Tokenizer
    network: Network


@lru_cache(maxsize=2)
def load_tagger(folder: Path = DEFAULT) -> Tagger:
    """The model in `folder`: `model.json`, `tokenizer.json` and `encoder.onnx`; loaded once.

    Raises: `FirsthandError` where one of the files is missing.
    """
    for name in ("model.json", "tokenizer.json", "encoder.onnx"):
        if not (folder / name).is_file():
            raise FirsthandError(f"no model of attribution in {folder}: {name} is missing; install the package again")
    settings = read_settings(folder / "model.json")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Tagger(
        settings=settings,
        chains=tuple(Chain.of(voice.moves, voice.first, voice.last) for voice in settings.voices),
        tokenizer=tokenizer,
        network=load_network(folder / "encoder.onnx"),
    )


def tag(texts: Sequence[str], tagger: Tagger) -> tuple[tuple[TaggedSpan, ...], ...]:
    """The spans of each text, in text order, none over another; a text is best a whole paragraph.

    A text without words has none. No text's spans depend on the other texts.
    """
    return tuple(read_tags(text, tagger).spans for text in texts)


def link(text: str, spans: Sequence[TaggedSpan], tagger: Tagger) -> tuple[Attribution, ...]:
    """Which of `spans` (from `tag`, or some of them) make one attribution, in text order of the contents.

    Runs the network again: whoever wants both asks `read_tags`.
    """
    pieces = cut(text, tagger.tokenizer)
    if not pieces.firsts or not spans:
        return ()
    return _linked(pieces, tagger.network(pieces), tuple(spans), tagger)


def read_tags(text: str, tagger: Tagger) -> Tagged:
    """Spans and attributions of a text with one run of the network."""
    pieces = cut(text, tagger.tokenizer)
    if not pieces.firsts:
        return Tagged(spans=(), attributions=())
    scored = tagger.network(pieces)
    chosen = choose(agreed(scored.labels, tagger.chains), tagger.settings.thresholds)
    spans = tuple(_span(pieces, one, tagger.settings) for one in chosen)
    return Tagged(spans=spans, attributions=_linked(pieces, scored, spans, tagger))


def _span(pieces: Pieces, chosen: Candidate, settings: Settings) -> TaggedSpan:
    return TaggedSpan(
        role=chosen.role,
        start=pieces.starts[chosen.first],
        end=pieces.ends[chosen.last],
        confidence=calibrated(chosen.chance, settings.calibration[chosen.role]),
    )


def _linked(pieces: Pieces, scored: Scored, spans: tuple[TaggedSpan, ...], tagger: Tagger) -> tuple[Attribution, ...]:
    words = [_words(pieces, span) for span in spans]
    kept = [(span, place) for span, place in zip(spans, words, strict=True) if place is not None]
    return attributions([span for span, _ in kept], [place for _, place in kept], scored.pairs, tagger.settings)


def _words(pieces: Pieces, span: TaggedSpan) -> Words | None:
    """The words that a span touches, or `None` where it touches none."""
    first, behind = bisect_right(pieces.ends, span.start), bisect_left(pieces.starts, span.end)
    return Words(role=span.role.value, first=first, last=behind - 1) if first < behind else None
