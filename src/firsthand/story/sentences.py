"""Where sentences begin and end in a block, also where a page has run two together."""

from __future__ import annotations

import re
from itertools import pairwise

from firsthand.article.records import Article
from firsthand.evidence import Span

_END = re.compile(
    r"""
    [.!?…]+["”’')\]]*                   # full stop, closing marks
    (?: \s+ (?=["“‘'(\[]*[^\W\d_a-z])   # blank and a capital
      | \s+ (?=["“‘(\[]*\d)             # blank and a number
      | (?=["“‘(\[]*[A-Z][a-z])         # no blank: a transcript run together
    )
  | \s*\n+
    """,
    re.VERBOSE,
)
_SHORT = re.compile(
    r"""
    (?:^|[\s(“"‘'\[])
    (?: [A-Z] | Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Cmdr|Cpl|Gov|Sen|Rep|Rev|Hon|Pres|Sir
      | St|Mt|Ft|Jr|Sr|No|Nos|vs|Inc|Ltd|Co|Corp
      | Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|a\.m|p\.m|U\.S|U\.N|U\.K|e\.g|i\.e
    )$
    """,
    re.VERBOSE,
)


def find_sentences(article: Article, within: Span) -> list[Span]:
    """The sentences of `within`, in order, without the blanks around them."""
    text = article.text[within.start : within.end]
    cuts = [0]
    for match in _END.finditer(text):
        if not _SHORT.search(text[cuts[-1] : match.start()]):
            cuts.append(match.end())
    cuts.append(len(text))
    found = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            found.append(Span(start=first, end=start + len(piece.rstrip())).shifted(within.start))
    return found


def sentence_at(article: Article, span: Span) -> Span:
    """The sentence in which `span` begins, stretched to hold it whole."""
    block = article.block_at(span)
    for sentence in find_sentences(article, block.span):
        if sentence.start <= span.start < sentence.end:
            return Span(start=sentence.start, end=max(sentence.end, span.end))
    return span
