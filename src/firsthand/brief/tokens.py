"""Words of a sentence as the check compares them: case-folded, quotation marks and sentence ends remembered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(
    r"""
    (?P<word>
        \d+(?:[.,:]\d+)*%?                       # 40, 2,700, 1.5, 14:30, 80%
      | [^\W\d_]\.(?:[^\W\d_]\.)+                # U.S., a.m.
      | \w+(?:[-\N{RIGHT SINGLE QUOTATION MARK}'\N{NON-BREAKING HYPHEN}]\w+)*   # Sae-bom, don't, North’s
      | [$€£¥%]
    )
  | (?P<open>[\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}])
  | (?P<close>[\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}])
  | (?P<either>")
  | (?P<end>[.?!]+|\N{HORIZONTAL ELLIPSIS}|\n)
  | (?P<mark>[,;:()\[\]\N{EN DASH}\N{EM DASH}/\N{MIDDLE DOT}])
    """,
    re.VERBOSE,
)

_SHORTENED = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "gen",
        "col",
        "lt",
        "sgt",
        "capt",
        "gov",
        "sen",
        "rep",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "no",
        "vs",
        "etc",
    ]
)
"""Words whose full stop ends no sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word with its place and what stands around it.

    `before` and `after` are the marks between it and its neighbours; `quoted` that it stands inside double
    quotation marks.
    """

    text: str
    folded: str
    start: int
    end: int
    quoted: bool
    before: str
    after: str
    sentence: int


@lru_cache(maxsize=8192)
def read_tokens(text: str) -> tuple[Token, ...]:
    """The words of `text` in order.

    >>> [token.folded for token in read_tokens("“Don’t go,” she said.")]
    ["don't", 'go', 'she', 'said']
    >>> [token.quoted for token in read_tokens("“Don’t go,” she said.")]
    [True, True, False, False]
    >>> [token.folded for token in read_tokens("… And then it rained")]  # a mark before the first word ends nothing
    ['and', 'then', 'it', 'rained']
    """
    found: list[Token] = []
    quoted, sentence, marks, ended = False, 0, "", False
    for match in _WORD.finditer(text):
        kind, value = match.lastgroup, match.group()
        if kind == "word":
            if ended and found and (value[0].isupper() or value[0].isdigit() or quoted) and not _shortened(found):
                sentence += 1
            found.append(
                Token(
                    text=value,
                    folded=_folded(value),
                    start=match.start(),
                    end=match.end(),
                    quoted=quoted,
                    before=marks,
                    after="",
                    sentence=sentence,
                )
            )
            marks, ended = "", False
            continue
        quoted = _quoted_after(str(kind), quoted)
        ended = ended or kind == "end"
        marks += value
        if found:
            found[-1] = _with_after(found[-1], marks)
    return tuple(found)


def _shortened(found: list[Token]) -> bool:
    last = found[-1]
    return "\n" not in last.after and last.after[:1] == "." and (last.folded in _SHORTENED or len(last.text) == 1)


def _quoted_after(kind: str, quoted: bool) -> bool:
    if kind == "either":
        return not quoted
    if kind in ("open", "close"):
        return kind == "open"
    return quoted


def _with_after(token: Token, after: str) -> Token:
    return Token(
        text=token.text,
        folded=token.folded,
        start=token.start,
        end=token.end,
        quoted=token.quoted,
        before=token.before,
        after=after,
        sentence=token.sentence,
    )


def _folded(word: str) -> str:
    flat = word.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("\N{NON-BREAKING HYPHEN}", "-")
    return flat.casefold()


def same_word(said: Token, printed: Token) -> bool:
    """Whether two tokens are one word: letter case may differ only in the first letter, so that "us" is never "US".

    >>> one, other = read_tokens("us")[0], read_tokens("US")[0]
    >>> same_word(one, other)
    False
    """
    return said.folded == printed.folded and (said.text[1:] == printed.text[1:] or _alike(said.text, printed.text))


def _alike(left: str, right: str) -> bool:
    flat = "\N{RIGHT SINGLE QUOTATION MARK}"
    return left[1:].replace(flat, "'") == right[1:].replace(flat, "'")
