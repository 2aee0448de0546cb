"""What a report says that it, or an earlier version or report, had wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.article.records import BlockKind
from firsthand.evidence import UNKNOWN, Reason, make_id
from firsthand.ledger.records import Correction
from firsthand.reading.records import Reading
from firsthand.story.sentences import find_sentences

_OPENING = re.compile(
    r"""
    ^\W*(?:
        (?:correction|clarification|corrected|editor'?s?\s+note)\b\W                                # Correction: …
      | (?:an?|the)\s+(?:earlier|previous|original|initial)\s+                   # An earlier version …
        (?:version|edition|report|headline|caption|article|story)\b
      | this\s+(?:article|story|report|headline|caption|page)\s+(?:\w+\s+){0,2}  # This article has been corrected
        (?:was|has\s+been)\s+(?:\w+\s+)?(?:corrected|amended|updated|changed)
      | (?:our|the)\s+(?:report|article|story)\s+(?:of|on|published)\b.{0,60}?\b # Our report of 10 March gave …
        (?:gave|said|stated|misstated|misspelled|wrongly|incorrectly)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SAID = (
    r"(?:(?:wrongly|incorrectly|mistakenly|erroneously)\s+)?"
    r"(?:said|stated|gave|reported|put|named|called|described|identified|listed|misstated|misspelled)"
)
_WAS = re.compile(
    rf"""
    \b{_SAID}\s+
    (?: [^.;]{{1,80}}?\s+as\s+(?P<as>[^.;]+)     # gave the year in which it was built as 1989
      | that\s+(?P<that>[^.;]+)              # said that the captain had been arrested
      | (?P<plain>[^.;]+)                    # said 14
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOW = re.compile(
    r"""
    (?: \b(?:it|he|she|they|there|the\s+(?:\w+\s+){1,3}?)\s*
        (?:is|was|were|are|has\s+been|have\s+been|had\s+been)\s+(?:in\s+fact\s+|actually\s+)?(?P<is>[^.;]+)
      | \b(?:in\s+fact|rather|correct\s+\w+\s+is)\b[,:]?\s*(?P<fact>[^.;]+)
      | \bnot\s+(?P<not>[^.;,]+)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"""\b(?:corrected|amended|changed|revised)\b[^.;]*?\bfrom\s+(?P<was>[^.;]+?)\s+to\s+(?P<now>[^.;,]+)""",
    re.VERBOSE | re.IGNORECASE,
)


def find_corrections(readings: tuple[Reading, ...]) -> tuple[Correction, ...]:
    """The corrections that reports admit, in text order, with the words of then and now where the note gives them.

    A source that revises its own count is no correction of a report.
    """
    return tuple(one for reading in readings for one in _find_in(reading))


def _find_in(reading: Reading) -> Iterator[Correction]:
    for block in reading.article.blocks:
        text = reading.article.text[block.start : block.end]
        is_note = block.kind is BlockKind.CORRECTION
        if not is_note and not (block.kind is BlockKind.PARAGRAPH and _OPENING.search(text)):
            continue
        sentences = find_sentences(reading.article, block.span)
        passage = (
            reading.article.evidence(block.span)
            if len(text.strip()) == len(text)
            else reading.article.evidence(sentences[0])
        )
        was, now = read_correction(text)
        yield Correction(
            id=make_id("cr", passage.of, passage.start),
            report=reading.report.id,
            passage=passage,
            was=was,
            now=now,
            when=reading.report.published.when,
            because=(
                Reason(rule="ledger.correction-block" if is_note else "ledger.correction-words", words=(passage,)),
            ),
        )


def read_correction(note: str) -> tuple[str, str]:
    """What a correction note says was printed and what is right, as printed; "unknown" for what it does not say.

    >>> read_correction("An earlier version of this article said 14 boats had sunk. It was 12.")
    ('14 boats had sunk', '12')
    >>> read_correction("Correction: The river's name was misspelled.")
    ('unknown', 'unknown')
    """
    moved = _FROM_TO.search(note)
    if moved:
        return moved["was"].strip(), moved["now"].strip()
    said = _WAS.search(note)
    was = next((said[name].strip() for name in ("as", "that", "plain") if said[name]), UNKNOWN) if said else UNKNOWN
    rest = note[said.end() :] if said else ""
    told = _NOW.search(rest)
    now = next((told[name].strip() for name in ("is", "fact", "not") if told[name]), UNKNOWN) if told else UNKNOWN
    if told and told["not"] and told["is"] is None and told["fact"] is None:
        was, now = told["not"].strip(), was
    return was, now
