"""What the content of a statement is like: quoted or not, affirmed or denied, how far it commits."""

from __future__ import annotations

import re

from spacy.tokens import Token

from firsthand.evidence import Span
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.records import Modality, Mode, Polarity

_MARKS = re.compile(
    '["\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}]'
    "|(?:^|\\s)'"
)
_NEGATIVE_SUBJECTS = frozenset({"neither", "no", "none", "nobody", "nothing", "nowhere", "never"})
_NEGATIVE_WORDS = re.compile(r"(?i)^\W*(?:no|never|not|nobody|nothing|none|neither)\b")
_MODALITIES = (
    (
        Modality.CONDITIONAL,
        re.compile(
            r"(?i)\b(?:if|unless|provided|should (?:they|he|she|it|we|any|the)|as long as|on condition"
            r"|in (?:that|such a) case)\b"
        ),
    ),
    (
        Modality.REQUIRED,
        re.compile(
            r"(?i)\b(?:must(?! (?:\w+ )?have (?:been|\w+ed)\b)|should|has to|have to|had to|ought to"
            r"|(?<!\bi )(?<!\bwe )shall|need(?:s|ed)? to)\b"
        ),
    ),
    (Modality.POSSIBLE, re.compile(r"(?i)\b(?:may|might|could|can|possibly|perhaps|likely|probably)\b")),
    (
        Modality.WISHED,
        re.compile(r"(?i)\b(?:want(?:s|ed)?|wish(?:es|ed)?|hope(?:s|d)?|would like|seek(?:s)?|sought|desire)\b"),
    ),
    (
        Modality.INTENDED,
        re.compile(
            r"(?i)\b(?:plan(?:s|ned)? to|intend(?:s|ed)? to|will|would|shall|going to|willing|ready to|prepared to"
            r"|aim(?:s|ed)? to)\b"
        ),
    ),
)


def find_mode(draft: Draft, text: str) -> Mode:
    """Direct where every piece is a whole quotation, mixed where marks stand inside the writer's clause, else
    indirect."""
    if draft.content and all(piece in draft.quoted for piece in draft.content):
        return Mode.DIRECT
    if any(_MARKS.search(text[piece.start : piece.end]) for piece in draft.content):
        return Mode.MIXED
    return Mode.INDIRECT


def find_modality(content: str) -> Modality:
    """The first of condition, duty, possibility, wish and intention that the content's words show.

    >>> find_modality("it might rain").value, find_modality("the road is shut").value
    ('possible', 'asserted')
    >>> find_modality("it must have been cut").value, find_modality("we shall see").value
    ('asserted', 'intended')
    """
    return next((modality for modality, words in _MODALITIES if words.search(content)), Modality.ASSERTED)


_NO_COMMENT = re.compile(r"(?i)^\W*(?:i(?:['’]ve| have) (?:got )?)?no comment\b(?!s)")


def refuses(draft: Draft, text: str) -> bool:
    """Whether the words themselves refuse to say anything: “No comment.”"""
    first = draft.content[0] if draft.content else None
    return first is not None and first in draft.quoted and bool(_NO_COMMENT.match(text[first.start : first.end]))


def find_polarity(draft: Draft, frames: tuple[Frame, ...]) -> Polarity:
    """Whether the content's main clause (of its first sentence) is denied."""
    for piece in draft.content:
        tokens = _tokens(piece, frames)
        if not tokens:
            continue
        inside = {(token.doc, token.i) for token in tokens}
        tops = [token for token in tokens if (token.head.doc, token.head.i) not in inside or token.head.i == token.i]
        verbs = [token for token in tops if token.pos_ in ("VERB", "AUX")] or tops
        if verbs and _is_negated(verbs[0]):
            return Polarity.NEGATIVE
        if len(tokens) <= 3 and _NEGATIVE_WORDS.match(" ".join(token.text for token in tokens)):
            return Polarity.NEGATIVE
        if verbs and verbs[0].pos_ in ("VERB", "AUX"):
            return Polarity.POSITIVE
    return Polarity.POSITIVE


def _tokens(piece: Span, frames: tuple[Frame, ...]) -> list[Token]:
    """The tokens of the piece in the frame that shows its words: a quotation's own frame, else the block's."""
    found = [frame for frame in frames if frame.block.span.covers(piece)]
    inner = [
        frame
        for frame in found
        if frame.inside is not None and frame.starts and piece.start <= frame.starts[0] and frame.ends[-1] <= piece.end
    ]
    for frame in inner or found[:1]:
        return [
            frame.doc[at]
            for at in range(len(frame.doc))
            if piece.start <= frame.starts[at] and frame.ends[at] <= piece.end and at not in frame.quotes
        ]
    return []


def _is_negated(verb: Token) -> bool:
    for child in verb.children:
        no_longer = child.lower_ in ("longer", "more") and any(at.lower_ == "no" for at in child.children)
        if child.dep_ == "neg" or child.lower_ in ("never", "nowhere") or no_longer:
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "expl") and (
            child.lower_ in _NEGATIVE_SUBJECTS
            or any(
                at.lower_ in ("no", "neither", "none") and at.dep_ in ("det", "preconj", "advmod")
                for at in child.children
            )
        ):
            return True
        if child.dep_ in ("dobj", "attr") and any(at.lower_ == "no" for at in child.children):
            return True
    return False
