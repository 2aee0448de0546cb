"""How our statements are written down as PolNeAR writes attributions, fixed on its train part (2026-11-22).

PolNeAR's guidelines and ours cut differently where neither is wrong. The rules, all of them:
- A statement whose cue (or, without one, whose content) stands inside another's content is left out: PolNeAR marks no
  nested attributions.
- A quotation without an attribution of its own is one more piece of the statement whose speaker it takes.
- A content takes in the "that", "whether" or "if" that opens it, and "to" before an infinitive.
- Pieces of one content between which there is nothing but space or commas and marks are one piece.
- A source is one piece over "and" ("X and Y"), and takes in the comma that ends its apposition ("X, the mayor,").
- A cue takes in its auxiliaries, negations and adverbs of one word to its left ("had not yet said"), and a preposition
  between it and its content ("called for").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from firsthand.bench.attribution_gold import Told
from firsthand.evidence import Span
from firsthand.reading.draft import Draft

_OPENERS = re.compile(r"\b(?:that|whether|if|to)\s+$", re.IGNORECASE)
_HELPERS = re.compile(
    r"""(?:\b(?:
        has|have|had|having|is|are|was|were|be|been|being|will|would|can|could|may|might|must|should|shall
      | do|does|did|not|also|never|once|still|yet|even|just|then|later|often|now|already|repeatedly|\w+ly
      | to  # "continued to say"
    )|n['’]t|['’](?:ve|d|s|re|ll))\s+$""",
    re.IGNORECASE | re.VERBOSE,
)
_PREPOSITION = re.compile(r"^\s+(?:for|on|of|to|at|by|about|against|with|in|as|into|over|from)(?=\s)")
_NOTHING = re.compile(r"[\s,]*")
_AND = re.compile(r"\s*,?\s*(?:and|or|&|,)?\s*(?:both\s+)?")


def write_told(drafts: Sequence[Draft], text: str) -> tuple[Told, ...]:
    """The statements of one article as attributions, in text order."""
    outer = [draft for draft in drafts if not _is_nested(draft, drafts)]
    joined: list[Draft] = []
    for draft in outer:
        before = next((at for at in reversed(range(len(joined))) if draft.inherits and _same(joined[at], draft)), None)
        if before is None:
            joined.append(draft)
        else:
            joined[before] = replace(joined[before], content=(*joined[before].content, *draft.content))
    return tuple(_told(draft, text) for draft in joined)


def _same(before: Draft, draft: Draft) -> bool:
    return before.source == draft.source and bool(before.content)


def _is_nested(draft: Draft, drafts: Sequence[Draft]) -> bool:
    own = draft.cue or draft.content
    return any(
        other is not draft
        and all(any(piece.covers(span) for piece in other.content) for span in own)
        and not all(any(piece.covers(span) for piece in draft.content) for span in other.cue or other.content)
        for other in drafts
        if other.content
    )


def _told(draft: Draft, text: str) -> Told:
    taken = [*draft.source, *draft.cue]
    content = _joined([_opened(piece, text, taken) for piece in sorted(draft.content)], text, _NOTHING)
    return Told(
        confidence=draft.confidence,
        sure=draft.sure,
        source=tuple(_closed(span, text) for span in _joined(sorted(draft.source), text, _AND)),
        cue=tuple(_helped(cue, text, (*draft.source, *content)) for cue in draft.cue),
        content=content,
    )


def _closed(source: Span, text: str) -> Span:
    apposition = text.startswith(",", source.end) and "," in text[source.start : source.end]
    return Span(start=source.start, end=source.end + 1) if apposition else source


def _opened(piece: Span, text: str, taken: Sequence[Span]) -> Span:
    found = _OPENERS.search(text[max(0, piece.start - 10) : piece.start])
    if found is None:
        return piece
    opener = Span(start=piece.start - len(found.group()), end=piece.start)
    return piece if any(opener.overlaps(span) for span in taken) else Span(start=opener.start, end=piece.end)


def _joined(pieces: list[Span], text: str, between: re.Pattern[str]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for piece in pieces:
        if joined and piece.start <= joined[-1].end:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, piece.end))
        elif joined and between.fullmatch(text, joined[-1].end, piece.start):
            joined[-1] = Span(start=joined[-1].start, end=piece.end)
        else:
            joined.append(piece)
    return tuple(joined)


def _helped(cue: Span, text: str, others: Sequence[Span]) -> Span:
    start, end = cue.start, cue.end
    while found := _HELPERS.search(text[max(0, start - 20) : start]):
        helper = Span(start=start - len(found.group()), end=start)
        if any(helper.overlaps(span) for span in others):
            break
        start = helper.start
    after = _PREPOSITION.match(text[end : end + 12])
    if after and any(end + after.end() <= other.start <= end + after.end() + 1 for other in others):
        end += after.end()
    return Span(start=start, end=end)
