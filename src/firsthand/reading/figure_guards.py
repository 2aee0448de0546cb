"""What keeps a number from being a figure: it names, orders, dates or addresses something."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from firsthand.evidence import Span
from firsthand.reading.amounts import Found
from firsthand.reading.numerals import FigureWords
from firsthand.reading.parse import ParsedBlock
from firsthand.reading.records import FigureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An amount where it stands: the block's text and parse."""

    found: Found
    text: str
    parsed: ParsedBlock
    words: FigureWords

    @property
    def before(self) -> str:
        return self.text[: self.found.start]

    @property
    def after(self) -> str:
        return self.text[self.found.end :]

    def tokens(self) -> tuple[Token, ...]:
        number = self.found.number
        span = self.parsed.doc.char_span(number.start, number.end, alignment_mode="expand")
        return tuple(span) if span is not None else ()

    def span(self, start: int, end: int) -> Span:
        return Span(start=start, end=end).shifted(self.parsed.block.start)


_TITLE_OPEN = re.compile(r"[“\"‘'«]$")


def is_figure(place: Place) -> Found | None:
    """The amount, as an age where it stands like one, or `None` where it is no figure."""
    found = place.found
    if found.rule in ("ratio", "none"):
        return found
    if _glued(place) or _named(place):
        return None
    if found.kind is FigureKind.COUNT:
        age = _as_age(place)
        if age is not None:
            return age
        return found if _counts(place) else None
    return found


_SMALL = 12


def without_preposition(place: Place) -> Found:
    """The amount without a hedge that is a preposition here: "talks about two men", "fled over three borders"."""
    found, tokens = place.found, place.tokens()
    value = found.number.value
    if not tokens or " " in found.hedge or tokens[0].i == 0 or value is None:
        return found
    hedge = tokens[0].nbor(-1)
    if hedge.lower_ != found.hedge or hedge.dep_ != "prep":
        return found
    if value > _SMALL and hedge.head.pos_ != "NOUN":
        return found
    return replace(found, hedge="", amount=replace(found.amount, low=value, high=value))


def _glued(place: Place) -> bool:
    """A part of a longer code, score, time or address: "M14", "4471/B", "F-16", "0161 496"."""
    found, before, after = place.found, place.before, place.after
    left, right = before[-1:], after[:1]
    if left.isalnum() or (left and left in "/⁄#°_@:.×") or (right and right in "/⁄_@×"):
        return True
    if right == ":" and after[1:2].isdigit():
        return True
    if right.isalpha() or (right == "." and after[1:2].isdigit()):
        return True
    if left and left in "-–" and (before[-2:-1].isalnum()):
        return True
    if right == "-" and after[1:2].isalpha() and found.kind is FigureKind.COUNT:
        return not re.match(r"-(?:strong|member|person|man|seat|page|bed|room|vehicle|point)\b", after)
    digits = re.search(r"(?:\d+ )+$", before)
    return bool(found.number.digits and (digits or re.match(r" \d{3,}\b", after)))


def _named(place: Place) -> bool:
    """A number that names or orders: after "room", "No.", a model's name, before a street."""
    before = re.search(r"([^\W\d_]+)(\.?)\s$", place.before)
    plain = place.found.kind in (FigureKind.COUNT, FigureKind.DURATION)
    if before and plain and before[1].lower() in place.words.naming and not _sentence_starts(before[1], place):
        return True
    if _in_title(place):
        return True
    if before and plain and place.found.number.digits and _behind_name(place, before[1]):
        return True
    street = re.match(r"(?:\s[A-Z][\w'’.-]*){0,3}\s([A-Z][\w]*)\b", place.after)
    if street and place.found.kind is FigureKind.COUNT and place.found.number.digits:
        words = [word.lower().rstrip(".") for word in street.group().split()]
        return any(word in place.words.streets for word in words)
    return False


def _sentence_starts(word: str, place: Place) -> bool:
    """ "Case 12" names; "A week 40 people" hardly occurs: only "no" at a sentence's start is a word of its own."""
    return word == "no" and not place.before.rstrip().endswith(".")


def _in_title(place: Place) -> bool:
    words = place.text[place.found.start :].split(None, 2)
    capital = words[0][:1].isupper() and not place.found.number.digits
    next_capital = len(words) > 1 and words[1][:1].isupper()
    opened = bool(_TITLE_OPEN.search(place.before))
    midway = bool(re.search(r"[\w,]\s$", place.before))
    return capital and next_capital and (opened or midway)


def _behind_name(place: Place, word: str) -> bool:
    """ "Kestrel 200", "KM 447": a capital right before, and nothing behind that the number counts."""
    tokens = place.tokens()
    if not tokens or not word[:1].isupper() or tokens[0].i == 0:
        return False
    previous = tokens[0].nbor(-1)
    if previous.text != word or previous.pos_ not in ("PROPN", "NOUN") or previous.is_sent_start:
        return False
    head = tokens[-1].head
    return not (head.i > tokens[-1].i and head.pos_ in ("NOUN", "PROPN") and tokens[-1].dep_ == "nummod")


def _as_age(place: Place) -> Found | None:
    found = place.found
    value = found.number.value
    if value is None or not found.number.whole or not 1 <= value <= 115:
        return None
    commas = re.search(r"[A-Z][\w’'-]+,\s$", place.before) and re.match(
        r"\s?[,.;)]|\s(?:and|who|from|of)\b", place.after
    )
    tokens = place.tokens()
    named = found.number.digits and bool(commas) and bool(tokens) and _person_before(tokens[0])
    bracketed = bool(re.search(r"[A-Z][\w’'-]+ \($", place.before)) and place.after.startswith(")")
    of = re.search(r"\b(\w+) of\s$", place.before)
    person = bool(of) and of is not None and of[1].lower() in place.words.people and _nothing_counted(tokens)
    if not (named or (bracketed and tokens and _person_before(tokens[0])) or person):
        return None
    return replace(found, kind=FigureKind.AGE, amount=replace(found.amount, unit="years"), rule="age")


def _person_before(token: Token) -> bool:
    """A name ends right before the comma or bracket, and it is no place's or month's."""
    if token.i < 2:
        return False
    name = token.nbor(-2)
    return (
        name.pos_ == "PROPN"
        and name.ent_type_ not in ("GPE", "LOC", "DATE", "ORG", "FAC")
        and _nothing_counted((token,))
    )


def _nothing_counted(tokens: tuple[Token, ...]) -> bool:
    last = tokens[-1] if tokens else None
    if last is None or last.i + 1 >= len(last.doc):
        return True
    return not (last.dep_ == "nummod" and last.head.i > last.i and last.head.pos_ in ("NOUN", "PROPN"))


def _counts(place: Place) -> bool:
    found, tokens = place.found, place.tokens()
    if found.number.value is None:
        return not place.before.lower().rstrip().endswith((" the", "in the")) or bool(re.match(r"\sof\b", place.after))
    if not tokens:
        return False
    if found.number.value == 1 and not found.number.digits and not found.hedge:
        return _counts_one(place, tokens)
    head = _counted_head(tokens)
    if head is not None and head.tag_ == "NNP" and head.ent_type_ not in ("NORP",) and not found.number.scaled:
        return False
    if _is_score(place, head):
        return False
    year_like = found.number.digits and found.number.whole and "," not in place.text[found.start : found.end]
    if (
        year_like
        and 1500 <= found.number.value <= 2199
        and (head is None or (not found.hedge and head.tag_ not in ("NNS", "NNPS")))
    ):
        return False
    return head is not None or _stands_alone(place, tokens)


def _counted_head(tokens: tuple[Token, ...]) -> Token | None:
    """The noun that the number counts, behind it."""
    last = tokens[-1]
    for token in reversed(tokens):
        if token.dep_ in ("nummod", "quantmod", "compound", "amod") and token.head.i > last.i:
            head = token.head
            return head if head.pos_ in ("NOUN", "PROPN", "ADJ") else None
    follows = last.nbor() if last.i + 1 < len(last.doc) else None
    return follows if follows is not None and follows.tag_ in ("NNS", "NNPS") else None


def _counts_one(place: Place, tokens: tuple[Token, ...]) -> bool:
    head = _counted_head(tokens)
    follows = re.match(r"[\s-]+([\w’']+)", place.after)
    previous = re.search(r"(\w+)\s$", place.before)
    if head is None or head.tag_ not in ("NN",) or not follows or place.after.startswith("-"):
        return False
    if previous and previous[1].lower() in (
        "no",
        "any",
        "every",
        "this",
        "that",
        "some",
        "which",
        "the",
        "his",
        "her",
        "their",
        "its",
    ):
        return False
    return follows[1].lower() not in place.words.one_idioms and head.lower_ not in place.words.one_idioms


def _is_score(place: Place, head: Token | None) -> bool:
    """ "3-1", "a 2-2 draw": digits on both sides of a hyphen that count no things."""
    printed = place.text[place.found.start : place.found.end]
    paired = (
        re.fullmatch(r"\d+[-–]\d+", printed) or re.match(r"[-–]\d", place.after) or re.search(r"\d[-–]$", place.before)
    )
    return bool(paired) and (head is None or head.tag_ not in ("NNS", "NNPS"))


def _stands_alone(place: Place, tokens: tuple[Token, ...]) -> bool:
    """A number that is itself a subject or object: "around 300 have been killed", "two of the three", "counted 200"."""
    token = tokens[-1]
    if re.match(
        r"\s(?:of (?:the|his|her|their|its|them|those|these)|others?|more|dead|wounded|injured|missing)\b",
        place.after,
    ):
        return True
    if place.found.hedge:
        return True
    roles = {token.dep_ for token in tokens}
    if roles & {"nsubj", "nsubjpass", "dobj", "attr", "conj", "ROOT"}:
        return not (
            place.found.number.digits and place.found.number.value is not None and "." in str(place.found.number.value)
        )
    return (
        token.dep_ == "pobj"
        and token.head.lower_ in ("to", "from", "by", "at", "of", "than")
        and place.found.number.digits
    )
