"""The same paragraph as another house would print it: straight marks for curly, no capitals. Never another length."""

from __future__ import annotations

import random
import re

_STRAIGHT = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"})
_DOUBLE = re.compile(r'"')


def restyle(text: str, chance: random.Random) -> str:
    """`text` with every character in its place: a third with straight marks, a tenth curly, a few all small or
    all capital.

    >>> sorted({restyle("He said, \\u201cNo.\\u201d", random.Random(seed))[9] for seed in range(40)})
    ['"', '\\u201c']
    """
    draw = chance.random()
    if draw < 0.33:
        text = text.translate(_STRAIGHT)
    elif draw < 0.43:
        text = curl(text)
    draw = chance.random()
    if draw < 0.05:
        return _same_length(text, text.lower())
    if draw < 0.06:
        return _same_length(text, text.upper())
    return text


def curl(text: str) -> str:
    """Straight double marks as curly ones: opening after nothing, a blank or a bracket.

    >>> curl('"No," he said.') == "\\u201cNo,\\u201d he said."
    True
    """
    return _DOUBLE.sub(
        lambda mark: "\u201c" if not text[: mark.start()] or text[mark.start() - 1] in " ([\u2014-" else "\u201d", text
    )


def _same_length(text: str, other: str) -> str:
    return other if len(other) == len(text) else text
