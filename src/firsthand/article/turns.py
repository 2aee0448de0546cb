"""Broadcast transcripts: who has the turn, also where turns and sentences are run together without blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from firsthand.article.boilerplate import Boilerplate
from firsthand.article.names import JOINING_WORDS, NAME_WORD
from firsthand.evidence import Span

_CLOSERS = "\"'\u201d\u2019)\\]"
_OPENERS = "\"'\u201c\u2018(\\["

# "…resign.Report", "…soldiers.The", "…(POWs).An", "…2.Sand": a stop, no blank, and a capital that begins a word.
_GLUE = re.compile(
    rf"(?<=[\w{_CLOSERS}])(?P<stop>[.!?\u2026][{_CLOSERS}]*)"
    rf"(?=[{_OPENERS}]?[^\W\d_a-z](?:[a-z\u00DF-\u00FF]|['\u2019]?[ ]|['\u2019][a-z]|:))"
)
_ADDRESS = re.compile(r"(?:https?://|www\.|@)\S*$", re.IGNORECASE)
_DOMAINS = frozenset({"com", "org", "net", "gov", "edu", "io", "js", "uk"})

_LABEL = re.compile(
    rf"(?P<label>(?:{NAME_WORD}|[A-Z])(?:,?[ ](?:{NAME_WORD}|[a-z]{{2,12}}|of|the|&)){{0,5}}(?:[ ]\([^)]{{2,40}}\))?)"
    rf"[ ]?:[ ]*(?=[{_OPENERS}]*[^\W_])"
)
_NAME = rf"{NAME_WORD}(?:[ ](?:{NAME_WORD}|de|van|von|bin|al|el|der|da|di|la|du|ter|ten)){{1,4}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A stretch of speech: `label` is its speaker as printed ("" before the first label), `label_span` where that
    stands; `start`/`end` are the words themselves, as offsets into the text that was read."""

    label: str
    label_span: Span | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """A reporter's last or first words about himself: his name, and the station where he names one."""

    span: Span
    name: Span
    outlet: Span | None


def split_glued(text: str, words: Boilerplate) -> tuple[tuple[int, int], ...]:
    """The stretches of `text` between places where a sentence was glued to the one before.

    >>> from firsthand.article.boilerplate import load_boilerplate
    >>> text = "It sank at dawn.The crew swam.Mr. Ro of St.Ives rose."
    >>> [text[start:end] for start, end in split_glued(text, load_boilerplate("en"))]
    ['It sank at dawn.', 'The crew swam.', 'Mr. Ro of St.Ives rose.']
    """
    cuts = [0, *(found.end() for found in _GLUE.finditer(text) if _is_glue(text, found, words)), len(text)]
    return tuple((start, end) for start, end in pairwise(cuts) if start < end)


def _is_glue(text: str, found: re.Match[str], words: Boilerplate) -> bool:
    before = re.search(
        rf"[\w.&'\u2019-]+(?=[{_CLOSERS}]*$)", text[max(0, found.start("stop") - 30) : found.start("stop")]
    )
    word = before[0] if before else ""
    after = re.match(r"\W*(\w+)", text[found.end() : found.end() + 30])
    if after and after[1].casefold() in _DOMAINS:
        return False
    if _ADDRESS.search(text[max(0, found.start() - 60) : found.end()]):
        return False
    bare = word.rstrip(".")
    # One letter or an abbreviation with inner stops ("U.S.Army", "J.Doe") may go on; a word or an acronym may not.
    return bare.casefold() not in words.abbreviations and (len(bare) > 1 or not bare.isalpha()) and "." not in bare


def is_broadcast_label(label: str, words: Boilerplate) -> bool:
    """Whether a label names a role of a broadcast ("Anchor", "JANE DOE, HOST")."""
    folded = label.casefold()
    if folded in words.broadcast:
        return True
    tail = re.split(r"[,(]\s*", folded)[-1].rstrip(") ")
    return tail in words.broadcast


def find_labels(text: str, words: Boilerplate, *, opened: bool) -> tuple[tuple[int, int, int], ...]:
    """(start of label, its end, start of the speech) for every turn label in one paragraph.

    Names are labels only at the start of the paragraph or, where a transcript is under way (`opened`), after a full
    stop.
    """
    starts = {0} | {start for start, _ in split_glued(text, words)}
    spaced = {found.end() for found in re.finditer(rf"[.!?][{_CLOSERS}]*[ ]+(?=[A-Z])", text)}
    found: list[tuple[int, int, int]] = []
    for at in sorted(starts | spaced):
        label = _LABEL.match(text, at)
        if label is None:
            continue
        role = is_broadcast_label(label["label"], words)
        if role or (at in starts and (at == 0 or opened)) or (opened and label["label"].casefold() in words.interview):
            if not role and not _is_speaker(label["label"], words):
                continue
            found.append((at, label.end("label"), label.end()))
    return tuple(found)


def _is_speaker(label: str, words: Boilerplate) -> bool:
    """Whether a label could name a person or a part in a conversation: up to four capitals, or a listed role."""
    folded = label.casefold()
    if folded in words.interview or words.label(label):
        return folded in words.interview
    name = re.split(r"[,(]", label)[0].strip()
    parts = name.split()
    return len(parts) <= 4 and all(part in JOINING_WORDS or re.fullmatch(NAME_WORD, part) for part in parts)


def find_turns(text: str, words: Boilerplate, *, opened: bool) -> tuple[Turn, ...]:
    """The turns of one paragraph; words before its first label are a turn without one."""
    labels = find_labels(text, words, opened=opened)
    turns: list[Turn] = []
    if not labels or labels[0][0] > 0:
        turns.append(Turn(label="", label_span=None, start=0, end=labels[0][0] if labels else len(text)))
    for number, (start, end, speech) in enumerate(labels):
        stop = labels[number + 1][0] if number + 1 < len(labels) else len(text)
        turns.append(Turn(label=text[start:end], label_span=Span(start=start, end=end), start=speech, end=stop))
    return tuple(turns)


def is_transcript(paragraphs: Sequence[str], words: Boilerplate, *, sure: bool = False) -> bool:
    """Whether paragraphs are turns of a broadcast: two labels of which one is a broadcast role, or mostly labelled
    turns.

    `sure`: labels without a role must be listed parts of a conversation or names in capitals. Marked-up pages have
    lists of "Breakfast: …" and "Price: …".
    """
    labels = [text[start:end] for text in paragraphs for start, end, _ in find_labels(text, words, opened=False)]
    roles = [label for label in labels if is_broadcast_label(label, words)]
    if roles and len(labels) >= 2:
        return True
    speaking = [label for label in labels if label.casefold() not in words.labels]
    if sure and not all(label.isupper() or label.casefold() in words.interview for label in speaking):
        return False
    long = [text for text in paragraphs if text.count(" ") >= 5]
    return len(speaking) >= 4 and 2 <= len(set(speaking)) <= len(speaking) / 2 and len(speaking) >= 0.4 * len(long)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What one paragraph of a transcript is: who has the turn ("" before the first label), and where behind the label
    the words begin."""

    speaker: str
    start: int
    signs_off: bool = False


def group_speech(paragraphs: Sequence[str], words: Boilerplate) -> tuple[Speech, ...]:
    """Each paragraph with its speaker: a label at its start gives the turn, which lasts until the next label.

    >>> from firsthand.article.boilerplate import load_boilerplate
    >>> told = group_speech(["Host: Who saw it?", "Una Brekke: I did.", "And so did he."], load_boilerplate("en"))
    >>> [(speech.speaker, speech.start) for speech in told]
    [('Host', 6), ('Una Brekke', 12), ('Una Brekke', 0)]
    """
    found: list[Speech] = []
    speaker = ""
    for at, text in enumerate(paragraphs):
        first = find_turns(text, words, opened=True)[0]
        start = first.start if first.label_span is not None else 0
        speaker = first.label or speaker
        signed = find_sign_off(text, words, closing=at == len(paragraphs) - 1)
        whole = signed is not None and signed.span.start == 0
        found.append(Speech(speaker=speaker, start=start, signs_off=whole))
    return tuple(found)


def find_sign_off(text: str, words: Boilerplate, *, closing: bool) -> SignOff | None:
    """The sign-off or hand-over with which `text` ends, or `None`.

    `closing`: the text ends the report, where "Name, Station." is one too.

    >>> from firsthand.article.boilerplate import load_boilerplate
    >>> text = "The search goes on. Ada Verrin, Radio Lindmark News."
    >>> found = find_sign_off(text, load_boilerplate("en"), closing=True)
    >>> text[found.name.start:found.name.end], text[found.outlet.start:found.outlet.end]
    ('Ada Verrin', 'Radio Lindmark News')
    """
    verbs = "|".join(re.escape(phrase) for phrase in words.reports)
    begin = rf"(?:^|(?<=[.!?{_CLOSERS}])[ ]*)"
    office = r"(?:(?:[A-Z][\w'\u2019]+[ ])?[Cc]orrespondent[ ]|[Oo]ur[ ](?:\w+[ ]){0,2}|Here(?:'|\u2019)s[ ])?"
    hand_over = rf"{begin}{office}(?P<name>{_NAME})[ ](?:{verbs})(?:[ ](?:from|in|for)[ ][^.]{{2,40}})?[.!]?$"
    found = re.search(hand_over, text)
    if found:
        name = _span(found, "name")
        return SignOff(span=Span(start=name.start, end=len(text)), name=name, outlet=None)
    if not closing:
        return None
    joining = "|".join(sorted(map(re.escape, JOINING_WORDS)))
    house = rf"(?P<outlet>(?:the[ ])?{NAME_WORD}(?:[ ](?:{NAME_WORD}|{joining})){{0,5}})"
    lead = r"(?:(?:For|This is|I'm|I\u2019m)[ ])?"
    joint = r"(?:,[ ]|[ ]reporting for[ ]|[ ]for[ ])(?:reporting for[ ])?"
    station = rf"{begin}{lead}(?P<name>{_NAME}){joint}{house}(?:,[ ][^.,]{{2,40}})?[.]?$"
    found = re.search(station, text)
    if found is None:
        return None
    name = _span(found, "name")
    return SignOff(span=Span(start=name.start, end=len(text)), name=name, outlet=_span(found, "outlet"))


def _span(found: re.Match[str], group: str) -> Span:
    return Span(start=found.start(group), end=found.start(group) + len(found[group].rstrip(".")))


def words_between(text: str, start: int, end: int, words: Boilerplate) -> Iterator[tuple[int, int]]:
    """The glued paragraphs of `text[start:end]`, without outer blanks."""
    for first, last in split_glued(text[start:end], words):
        piece = text[start + first : start + last]
        lead = len(piece) - len(piece.lstrip())
        tail = len(piece.rstrip())
        if lead < tail:
            yield start + first + lead, start + first + tail
