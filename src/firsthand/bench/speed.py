"""`bench speed`: reports per second of the whole way from pages to a brief, beside bare spaCy on the same text."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from firsthand.bench.packs import open_pack
from firsthand.bench.results import BenchOptions, BenchResult, Progress
from firsthand.brief.records import Brief

PAGES = (".html", ".htm", ".txt")


class _Clock:
    """Notes when each step of the pipeline first speaks up, and passes the word on."""

    def __init__(self, further: Progress | None) -> None:
        self.began = time.perf_counter()
        self.steps: dict[str, float] = {}
        self.further = further

    def tell(self, what: str, done: int, total: int) -> None:
        self.steps.setdefault(what, time.perf_counter() - self.began)
        if self.further:
            self.further(what, done, total)


def bench_speed(paths: Sequence[Path], options: BenchOptions) -> BenchResult:
    """One run, the model loaded before. `ratio`: cleaning and reading against bare spaCy; `ratio.whole`: everything.
    Both sides have the same number of processes."""
    from firsthand.pipeline import read
    from firsthand.reading.parse import load_model

    model = load_model()
    with open_pack(paths, PAGES) as found:
        pages = found[: options.first] if options.first else found
        read(pages[:1], reader=options.reader)  # loads and warms what every later page shares
        clock = _Clock(options.progress)
        brief = read(pages, progress=clock.tell, jobs=options.jobs, reader=options.reader)
        whole = time.perf_counter() - clock.began
    texts = [shown.text[block.start : block.end] for shown in brief.reports for block in shown.blocks]
    began = time.perf_counter()
    for _ in model.pipe(texts, batch_size=16, n_process=options.jobs):
        pass
    return _result(paths, brief, clock.steps, whole, bare=time.perf_counter() - began, pages=len(pages))


def _result(
    paths: Sequence[Path], brief: Brief, steps: dict[str, float], whole: float, *, bare: float, pages: int
) -> BenchResult:  # fmt: skip
    read_by = steps.get("comparing reports", whole)
    words = sum(len(shown.text.split()) for shown in brief.reports)
    scores = {
        "pages": pages,
        "reports": len(brief.reports),
        "words": words,
        "reports_per_second": len(brief.reports) / whole,
        "words_per_second": words / whole,
        "seconds.cleaning": steps.get("reading", 0.0),
        "seconds.reading": read_by - steps.get("reading", 0.0),
        "seconds.comparing": whole - read_by,
        "seconds.whole": whole,
        "seconds.bare_spacy": bare,
        "ratio": read_by / bare if bare else 0.0,
        "ratio.whole": whole / bare if bare else 0.0,
    }
    return BenchResult(
        bench="speed",
        files=tuple(str(path) for path in paths),
        n=len(brief.reports),
        scores={name: round(value, 4) for name, value in scores.items()},
    )
