"""One happening of one thing told with two years: built in one year here, delivered in another there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from firsthand.article.records import BlockKind
from firsthand.evidence import Evidence, Reason, make_id
from firsthand.ledger.compared import Compared
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.reading.records import Reading, TimeMention
from firsthand.story.sentences import sentence_at
from firsthand.story.words import find_words
from firsthand.when import Precision

BACK_WORDS = 5
"""Words at most between the happening and its year."""

SUBJECT_WORDS = 6
"""Words at most between whatever is named and its happening: "The Tern, which was built in …"."""

CORRECTED = "corrected by the outlet"

_NAME = re.compile(r"(?:the\s+|The\s+)?(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)")
_GENERAL = re.compile(
    r"\b(?:it|they|the\s+(?P<noun>[a-z-]+))(?:,?\s+which)?\s+(?:was|were|is|had\s+been)\s*(?:\w+ly\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    report: str
    sentence: Evidence
    time: TimeMention
    year: int
    subject: str
    corrects: bool


def find_years(compared: Compared) -> Iterator[Disagreement]:
    """Happenings that come once, told of one named thing with different years, over the reports of a story.

    "The ferry" or "it" is the named thing only where the story tells that happening of no other.
    """
    held: dict[tuple[str, str], list[_Dated]] = defaultdict(list)
    for reading in compared.index.readings:
        story = compared.index.stories.get(reading.report.id, reading.report.id)
        for happening, one in _find_in(reading, compared.lists.once, compared.lists.once_between):
            held[story, happening].append(one)
    for told in held.values():
        names = {one.subject for one in told if one.subject}
        for name in sorted(names):
            group = [one for one in told if one.subject == name or (not one.subject and len(names) == 1)]
            if len({one.year for one in group}) > 1:
                yield _make(group)


def _find_in(reading: Reading, once: Mapping[str, str], between: frozenset[str]) -> Iterator[tuple[str, _Dated]]:
    text = reading.article.text
    for time in reading.times:
        if time.when.precision is not Precision.YEAR or time.when.first_day is None:
            continue
        if time.evidence.of != reading.article.id or not time.evidence.quote.isdigit():
            continue
        sentence = reading.article.evidence(sentence_at(reading.article, time.evidence.span))
        found = _find_happening(text[sentence.start : time.evidence.start], once, between)
        if found is None:
            continue
        happening, before = found
        subject = _find_subject(before)
        if subject is None:
            continue
        yield (
            happening,
            _Dated(
                report=reading.report.id,
                sentence=sentence,
                time=time,
                year=time.when.first_day.year,
                subject=subject,
                corrects=_is_correction(sentence, reading),
            ),
        )


def _find_happening(before: str, once: Mapping[str, str], between: frozenset[str]) -> tuple[str, str] | None:
    """The happening that the year closes, and the words before it; only linking words stand between."""
    words = [(match.group(), match.start()) for match in re.finditer(r"[\w’'-]+", before)]
    for word, start in reversed(words[-BACK_WORDS - 1 :]):
        folded = (find_words(word) or ("",))[0]
        if folded in once:
            return once[folded], before[:start]
        if folded not in between:
            return None
    return None


def _find_subject(before: str) -> str | None:
    """The name before the happening, folded; "" for "it" and "the ferry"; `None` where neither is there."""
    if _GENERAL.search(before):
        return ""
    close = " ".join(before.split()[-SUBJECT_WORDS:])
    names = [match for match in _NAME.finditer(close) if len(match["name"]) > 2]
    if not names or re.search(r"[;:]|\band\b", close[names[-1].end() :]):
        return None
    return " ".join(find_words(names[-1]["name"])) or None


def _is_correction(sentence: Evidence, reading: Reading) -> bool:
    blocks = reading.article.blocks
    at = sentence.block
    return at is not None and at < len(blocks) and blocks[at].kind is BlockKind.CORRECTION


def _make(group: list[_Dated]) -> Disagreement:
    return Disagreement(
        id=make_id("dg", DisagreementKind.DATE, *(one.time.id for one in group)),
        kind=DisagreementKind.DATE,
        about=group[0].sentence.quote,
        members=tuple(one.time.id for one in group),
        passages=tuple(one.sentence for one in group),
        values=tuple(str(one.year) for one in group),
        reconciliation=CORRECTED if any(one.corrects for one in group) else "",
        because=(Reason(rule="ledger.one-happening-two-years", words=tuple(one.time.evidence for one in group)),),
    )
