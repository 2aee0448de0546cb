"""`bench attribution`: who said what, against annotated news."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from spacy.language import Language

from firsthand.bench.attribution_errors import count_errors, show_errors
from firsthand.bench.attribution_gold import GoldText, Told, read_gold
from firsthand.bench.attribution_scores import Scored, score_attributions
from firsthand.bench.attribution_spans import write_told
from firsthand.bench.results import BenchOptions, BenchResult
from firsthand.reading.cuewords import load_cue_words
from firsthand.reading.frames import build_frames
from firsthand.reading.parse import load_model, parse_article
from firsthand.reading.statements import find_statements

FindTold = Callable[[GoldText], tuple[Told, ...]]
"""A reader of statements, as the bench sees it."""

_HIDDEN = "the words around are shown for the train part only"


def bench_attribution(paths: Sequence[Path], options: BenchOptions) -> BenchResult:
    """Scores of one reader on files of PolNeAR's articles or CofeNet's tokens. Raises: InputError."""
    texts = [gold for path in paths for gold in read_gold(path)]
    texts = texts[: options.first] if options.first else texts
    find = choose_reader(load_model())
    scored = []
    for done, gold in enumerate(texts):
        if options.progress:
            options.progress("reading", done, len(texts))
        scored.append(Scored(gold=gold, found=find(gold)))
    scores = score_attributions(scored)
    return BenchResult(
        bench="attribution",
        files=tuple(path.name for path in paths),
        n=int(scores["content.n"]),
        scores={name: round(value, 4) for name, value in scores.items()},
        missing=show_errors(scored) if options.errors else (),
        notes=_notes(scored) if options.errors else (),
    )


def choose_reader(model: Language) -> FindTold:
    """The reader of that name."""

    def by_rules(gold: GoldText) -> tuple[Told, ...]:
        frames = build_frames(parse_article(gold.article, model), model)
        return write_told(find_statements(frames, load_cue_words(), model), gold.article.text)

    return by_rules


def _notes(scored: Sequence[Scored]) -> tuple[str, ...]:
    hidden = any(not one.gold.readable for one in scored)
    return (*count_errors(scored), *((_HIDDEN,) if hidden else ()))
