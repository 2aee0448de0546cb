"""What keeps a number from being a figure: it names, orders, dates or addresses something."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from firsthand.reading.amounts import Found
from firsthand.reading.counted import TOTALS
from firsthand.reading.figure_ages import as_age
from firsthand.reading.figure_place import Place
from firsthand.reading.records import FigureKind

_TITLE_OPEN = re.compile(r"[“\"‘'«]$")


def is_figure(place: Place) -> Found | None:
    """The amount, as an age where it stands like one, or `None` where it is no figure."""
    found = place.found
    if found.rule in ("ratio", "none"):
        return found
    if _glued(place) or _named(place) or _codes(place):
        return None
    if found.kind is FigureKind.COUNT:
        age = as_age(place)
        if age is not None:
            return age
        return found if _counts(place) else None
    return None if _one_day(place) else found


_SMALL = 12


def without_preposition(place: Place) -> Found:
    """The amount without a hedge that is a preposition here: "talks about two men", "fled over three borders"."""
    found, tokens = place.found, place.tokens()
    value = found.number.value
    if not tokens or " " in found.hedge or tokens[0].i == 0:
        return found
    hedge = tokens[0].nbor(-1)
    if hedge.lower_ != found.hedge or hedge.dep_ != "prep":
        return found
    if value is not None and value > _SMALL and hedge.head.pos_ != "NOUN":
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
    if re.match(r"\([a-z]\)", after) or right.isalpha() or (right == "." and after[1:2].isdigit()):
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
    if before and plain and _in_name(place, before[1]):
        return True
    street = re.match(r"(?:\s[A-Z][\w'’.-]*){0,3}\s([A-Z][\w]*)\b", place.after)
    if street and place.found.kind is FigureKind.COUNT and place.found.number.digits:
        words = [word.lower().rstrip(".") for word in street.group().split()]
        return any(word in place.words.streets for word in words)
    return False


def _in_name(place: Place, word: str) -> bool:
    """ "The Big Ten", "Channel Four": a capital before, a capital of its own, and nothing counted."""
    tokens = place.tokens()
    if not tokens or not tokens[0].text[:1].isupper() or not word[:1].isupper() or tokens[0].i == 0:
        return False
    if tokens[0].nbor(-1).is_sent_start and word.lower() not in ("big", "the"):
        return False
    counted = _counted_head(tokens) is not None or re.match(r"\s[A-Z]\w+", place.after)
    return not counted and tokens[0].nbor(-1).pos_ in ("PROPN", "ADJ", "NOUN")


def _sentence_starts(word: str, place: Place) -> bool:
    """ "Case 12" names; "A week 40 people" hardly occurs: only "no" at a sentence's start is a word of its own."""
    return word == "no" and not place.before.rstrip().endswith(".")


_DIRECTION = re.compile(
    r"\s(?:[NSEW]\b\.?|North|South|East|West)(?=\s(?:and|in|near|at|on|just)\b|[,.;)]|\s?$|\s[A-Z])"
)


def _codes(place: Place) -> bool:
    """A house number, an entry of a list, a score, a number to call: "the 5500 block", "3. A name", "40-0"."""
    found, before, after = place.found, place.before, place.after
    if not (before.strip() or after.strip()):
        return True  # a cell of a table
    if not found.number.digits or found.kind is not FigureKind.COUNT:
        return False
    printed = place.text[found.start : found.end]
    if re.match(r"[\s-]block\b", after) and len(printed) > 2:
        return True
    if len(printed) > 2 and "," not in printed and _DIRECTION.match(after) and not _nationality_behind(place):
        return True
    if re.search(r"(?:^|[.!?:”\"]\s|\n)$", before) and re.match(r"[.)]\s+[“\"‘]?[A-Z]", after) and len(printed) < 4:
        return True
    if re.match(r"[-–]\d", after) or re.search(r"\d[-–]$", before):
        return True
    tokens = place.tokens()
    bare = not tokens or _counted_head(tokens) is None
    if bare and tokens and tokens[-1].head.lemma_ in ("call", "dial", "phone", "ring", "text") and not found.hedge:
        return True
    if bare and re.search(r"\btop\s$", before, re.IGNORECASE):
        return True
    return bare and ((printed.isdecimal() and len(printed) > 4 and not found.hedge) or _clock_like(place))


def _nationality_behind(place: Place) -> bool:
    """ "500 South Korean troops", "200 North Africans": a people and no direction."""
    return bool(re.match(r"\s(?:North|South|East|West)(?:ern)?[ -][A-Z]\w*(?:ns?|sh|ese|rs)\b", place.after))


def _clock_like(place: Place) -> bool:
    """ "At 21.52" is a time of day, "stood at 21.52" a level."""
    printed = re.fullmatch(r"(\d{1,2})\.(\d{2})", place.text[place.found.start : place.found.end])
    if not printed or int(printed[1]) > 23 or int(printed[2]) > 59 or place.found.hedge:
        return False
    lead = re.search(r"\b(?:at|until|till|before|after|since|around|from)\s$", place.before, re.IGNORECASE)
    return bool(lead) and not (lead is not None and "at" in lead.group().lower() and _stands_at(place))


def _stands_at(place: Place) -> bool:
    tokens = place.tokens()
    verb = next((node for node in tokens[-1].ancestors if node.pos_ in ("VERB", "AUX")), None) if tokens else None
    return verb is not None and (verb.lemma_.lower() in place.words.standing or _of_total(verb))


def _one_day(place: Place) -> bool:
    """ "Then one day he left", "one night a bus came": no length."""
    if place.found.kind is not FigureKind.DURATION or place.found.number.value != 1 or place.found.number.digits:
        return False
    tokens = place.tokens()
    behind = tokens[-1].head if tokens else None
    return behind is not None and behind.dep_ == "npadvmod" and not place.found.hedge and place.after[:1] in (" ", ",")


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
    if not tokens or not re.search(r"[A-Z]", word) or tokens[0].i == 0:
        return False
    previous = tokens[0].nbor(-1)
    if previous.text != word or previous.pos_ not in ("PROPN", "NOUN") or previous.is_sent_start:
        return False
    head = tokens[-1].head
    counted = head.i > tokens[-1].i and head.pos_ in ("NOUN", "PROPN") and tokens[-1].dep_ == "nummod"
    if not counted:
        return True
    # "a Kestrel 8 handset", "the Borsa 600 index": one thing, of that name
    return head.tag_ == "NN" and head.head.i < tokens[0].i and previous.head is head


def _counts(place: Place) -> bool:
    found, tokens = place.found, place.tokens()
    if found.number.value is None:
        return not place.before.lower().rstrip().endswith((" the", "in the")) or bool(re.match(r"\sof\b", place.after))
    if not tokens:
        return False
    if (
        found.number.value == 1
        and not found.number.digits
        and re.match(r"\s(?:can|must|may|might|would|should)\b", place.after)
    ):
        return False  # "as much as one might think"
    if found.number.value == 1 and not found.number.digits and not found.hedge:
        return _counts_one(place, tokens)
    head = _counted_head(tokens)
    if head is not None and head.tag_ == "NNP" and head.ent_type_ not in ("NORP",) and not found.number.scaled:
        return False
    if _is_score(place, head) or _level_reached(place, head):
        return False
    year_like = found.number.digits and found.number.whole and "," not in place.text[found.start : found.end]
    if (
        year_like
        and 1500 <= found.number.value <= 2199
        and (head is None or _acts_in_year(tokens, head) or (not found.hedge and head.tag_ not in ("NNS", "NNPS")))
    ):
        return False
    return head is not None or _stands_alone(place, tokens)


def _acts_in_year(tokens: tuple[Token, ...], head: Token) -> bool:
    """ "In 2004 scientists reported": the noun is the verb's subject, and the year "in" 's object."""
    before = tokens[0].nbor(-1) if tokens[0].i else None
    return before is not None and before.lower_ in YEAR_LEADS and head.dep_ in ("nsubj", "nsubjpass", "ROOT")


YEAR_LEADS = frozenset({"in", "since", "during", "until", "by", "throughout"})


def _level_reached(place: Place, head: Token | None) -> bool:
    """A number behind "at" that no verb of standing governs counts nothing: "champion at 112"."""
    at = re.search(r"\bat(?: just| only| about| around)?\s$", place.before, re.IGNORECASE)
    return bool(at) and head is None and not _stands_at(place) and not re.match(r"\s(?:of|or)\b", place.after)


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
    if _a_certain(head, place):
        return False
    return follows[1].lower() not in place.words.one_idioms and head.lower_ not in place.words.one_idioms


_FATES = frozenset({"die", "drown", "survive", "escape", "remain", "perish", "miss", "collapse", "sink", "burn"})


def _a_certain(head: Token, place: Place) -> bool:
    """ "One manager said", "one fan's banner": a certain one rather than a count."""
    if head.dep_ == "poss":
        return True
    acts = head.dep_ == "nsubj" and head.head.pos_ == "VERB" and head.head.lemma_ not in _FATES
    return acts and not re.search(r"\b(?:only|just|and|or|but)\s$", place.before, re.IGNORECASE)


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
    if token.dep_ == "pobj" and token.head.lower_ in ("to", "from", "at") and _of_total(token.head.head):
        return True
    return (
        token.dep_ == "pobj"
        and token.head.lower_ in ("to", "from", "by", "at", "of", "than")
        and place.found.number.digits
    )


def _of_total(verb: Token) -> bool:
    """ "The toll rose to nine", "the number fell from twelve"."""
    return any(
        child.dep_ in ("nsubj", "nsubjpass", "dobj") and child.lemma_.lower() in TOTALS for child in verb.children
    )
