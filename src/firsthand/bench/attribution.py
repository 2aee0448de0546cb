"""`bench attribution`: who said what, against annotated news."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language

from firsthand.bench.attribution_errors import count_errors, show_errors
from firsthand.bench.attribution_gold import GoldText, Told, read_gold
from firsthand.bench.attribution_scores import Scored, score_attributions
from firsthand.bench.attribution_spans import write_told
from firsthand.bench.results import BenchOptions, BenchResult
from firsthand.evidence import Span
from firsthand.reader import Reader
from firsthand.reading.frames import build_frames
from firsthand.reading.joining import SURE
from firsthand.reading.parse import load_model, parse_article
from firsthand.reading.readers import Hearing, find_drafts, load_hearing
from firsthand.reading.tagger.records import Role

FindTold = Callable[[GoldText], tuple[Told, ...]]
"""A reader of statements, as the bench sees it."""

_HIDDEN = "the words around are shown for the train part only"


def bench_attribution(paths: Sequence[Path], options: BenchOptions) -> BenchResult:
    """Scores of one reader on files of PolNeAR's articles or CofeNet's tokens. Raises: InputError."""
    texts = [gold for path in paths for gold in read_gold(path)]
    texts = texts[: options.first] if options.first else texts
    find = choose_reader(load_model(), options.reader)
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


def choose_reader(model: Language, reader: Reader) -> FindTold:
    """The reader of that name. The model alone is taken at its word; the others are written down from statements."""
    hearing = load_hearing(reader)

    def by_drafts(gold: GoldText) -> tuple[Told, ...]:
        frames = build_frames(parse_article(gold.article, model), model)
        return write_told(find_drafts(frames, gold.article, model, hearing), gold.article.text)

    def by_model(gold: GoldText) -> tuple[Told, ...]:
        found = [told for block in gold.article.blocks for told in _as_tagged(gold, block.span, hearing)]
        return tuple(found)

    return by_model if reader is Reader.MODEL else by_drafts


def _as_tagged(gold: GoldText, place: Span, hearing: Hearing) -> Iterator[Told]:
    """The tagger's attributions, one for each content, and its sources and cues that belong to none."""
    tagged = hearing.tag(gold.article.text[place.start : place.end]) if hearing.tag else None
    if tagged is None:
        return
    used: set[Span] = set()
    sure = {(one.role, one.span): one.confidence for one in tagged.spans}
    for one in tagged.attributions:
        used |= {*one.source, *one.cue, *one.content}
        least = min(sure.get((Role.CONTENT, span), one.confidence) for span in one.content)
        yield Told(
            source=tuple(span.shifted(place.start) for span in one.source),
            cue=tuple(span.shifted(place.start) for span in one.cue),
            content=tuple(span.shifted(place.start) for span in one.content),
            confidence=least,
            sure=least >= SURE,
        )
    for span in tagged.spans:
        if span.span not in used:
            alone = (span.span.shifted(place.start),)
            yield Told(source=alone if span.role is Role.SOURCE else (), cue=alone if span.role is Role.CUE else ())


def _notes(scored: Sequence[Scored]) -> tuple[str, ...]:
    hidden = any(not one.gold.readable for one in scored)
    return (*count_errors(scored), *((_HIDDEN,) if hidden else ()))
