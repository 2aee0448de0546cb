"""What keeps a word that looks like a time from being one: names, modals, counts, numbers that name things."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from firsthand.evidence import Span
from firsthand.reading.numerals import load_figure_words
from firsthand.reading.parse import ParsedBlock
from firsthand.reading.time_shapes import Shape
from firsthand.reading.time_words import TimeGuards, TimeToken

_QUOTES = frozenset("\"'“”‘’«»")
_NOTHING = TimeToken(kind="POINT", start=0, end=0, text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A time among its neighbours: the tokens on both sides and the parse of the block."""

    shape: Shape
    tokens: tuple[TimeToken, ...]
    parsed: ParsedBlock
    words: TimeGuards

    @property
    def before(self) -> TimeToken:
        return self.tokens[self.shape.at - 1] if self.shape.at else _NOTHING

    @property
    def after(self) -> TimeToken:
        at = self.shape.at + len(self.shape.tokens)
        return self.tokens[at] if at < len(self.tokens) else _NOTHING

    @property
    def lead(self) -> bool:
        return self.before.lower in self.words.lead

    @property
    def opens(self) -> bool:
        """It opens a sentence, or stands behind an opening mark."""
        return self.before.kind in ("POINT", "MARK", "OPEN", "DASH")

    def parse_of(self, token: TimeToken) -> Token | None:
        span = Span(start=token.start, end=token.end).shifted(self.parsed.block.start)
        found = self.parsed.tokens(span)
        return found[0] if found is not None and len(found) else None

    def parsed_after(self) -> Token | None:
        return self.parse_of(self.after) if self.after is not _NOTHING else None


def is_time(setting: Setting) -> bool:
    """Whether the words are a time where they stand."""
    guard = _GUARDS.get(setting.shape.rule.name)
    return guard is None or guard(setting)


def _name_follows(setting: Setting) -> bool:
    after = setting.after
    return (
        after.kind == "WORD" and after.capital and not after.text.isupper()
    ) or after.lower in setting.words.name_after


def _within_person(setting: Setting, token: TimeToken) -> bool:
    parsed = setting.parse_of(token)
    if parsed is None or parsed.ent_type_ != "PERSON":
        return False
    neighbours = [parsed.doc[at] for at in (parsed.i - 1, parsed.i + 1) if 0 <= at < len(parsed.doc)]
    return any(other.ent_type_ == "PERSON" and other.text[:1].isupper() for other in neighbours)


def _month(setting: Setting) -> bool:
    shape, token = setting.shape, setting.shape.first("MONTH", "MONTHABBR")
    if token is None or shape.has("YEAR", "EDGE", "EDGEOF", "LAST", "NEXT", "THIS", "FOLLOWING", "THAT"):
        return token is not None and not (shape.has("LAST") and _proper_the(setting))
    if token.kind == "MONTHABBR" and not setting.lead:
        return False
    if _within_person(setting, token) or _heads_name(setting):
        return False
    if _name_follows(setting) and setting.before.lower not in setting.words.month_lead:
        return False
    if not setting.lead and (_name_follows(setting) or (setting.before.capital and not setting.opens)):
        return False
    parsed = setting.parse_of(token)
    if setting.before.lower in ("the", "a", "an") or setting.before.text in ("'", "’"):
        return False
    if parsed is not None and not setting.lead and token.name in ("may", "march"):
        return parsed.tag_ not in ("MD", "VB", "VBP", "NN") and setting.after.lower not in setting.words.event_after
    return True


def _proper_the(setting: Setting) -> bool:
    first = setting.shape.tokens[0]
    return first.kind == "LAST" and first.capital and setting.before.lower == "the"


def _heads_name(setting: Setting) -> bool:
    """Whether the word after makes a name with it: a paper, a street, a club."""
    after = setting.after
    return after.capital and after.lower in setting.words.name_heads


def _weekday(setting: Setting) -> bool:
    shape = setting.shape
    token = shape.first("WEEKDAY", "WEEKDAYABBR")
    if token is None:
        return False
    if token.kind == "WEEKDAYABBR" and not (token.text.endswith(".") or setting.before.kind == "ON"):
        return False
    if setting.before.lower in setting.words.name_before and shape.tokens[0] is token:
        return False
    if _heads_name(setting) or setting.after.lower in setting.words.name_after:
        return False
    if len(shape.tokens) > 1 and not shape.has("PART"):
        return True
    if shape.has("PART") and shape.tokens[-1].capital and shape.tokens[-1].text.istitle():
        return False
    if setting.before.kind in ("THE", "A") and setting.after.capital:
        return False
    return not (_within_person(setting, token) or _is_subject(setting, token))


def _is_subject(setting: Setting, token: TimeToken) -> bool:
    """A weekday that acts, with a name before it: "Adjutant Blessing Friday took …"."""
    parsed = setting.parse_of(token)
    if parsed is None or parsed.i == 0 or not setting.before.capital:
        return False
    named = parsed.nbor(-1).dep_ == "compound" and parsed.nbor(-1).head == parsed
    acts = parsed.dep_ in ("nsubj", "nsubjpass") or (
        parsed.head.pos_ in ("VERB", "AUX")
        and parsed.head.dep_ != "xcomp"
        and not any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in parsed.head.children)
    )
    return named and acts


def _year(setting: Setting) -> bool:
    shape, before = setting.shape, setting.before
    if shape.has("EDGE", "EDGEOF", "FISCAL"):
        return True
    token = shape.first("YEAR")
    if token is None or token.value is None:
        return False
    if before.lower in setting.words.naming or before.lower in setting.words.counting:
        return False
    if setting.after.text in ("%", "°", "/", "€", "$") or setting.after.lower in ("percent", "per", "hours"):
        return False
    if setting.after.lower in setting.words.units_after or _block_follows(setting):
        return False
    if before.kind in ("DIGITS", "FOUR", "YEAR") or (before.kind in ("DASH", "DAYNUM") and before.end == token.start):
        return False
    if before.text in _QUOTES and setting.after.text in _QUOTES:
        return False
    if setting.after.lower in setting.words.works:
        return False
    if _counts(setting) and not _year_of_name(setting):
        return False
    if before.capital and not before.text.isupper() and before.kind == "WORD" and not (setting.opens or setting.lead):
        return False
    return setting.lead or before.kind == "THE" or (1900 <= token.value <= 2100 and not _numbered(before))


def _block_follows(setting: Setting) -> bool:
    """ "The 1900 block of a street", "the 1900-block"."""
    rest = setting.parsed.text[setting.shape.end : setting.shape.end + 8].lower()
    return rest.startswith((" block", "-block"))


def _numbered(before: TimeToken) -> bool:
    return before.kind == "WORD" and before.text.isupper() and len(before.text) < 4


def _year_of_name(setting: Setting) -> bool:
    after = setting.after
    return setting.shape.tokens[0].kind == "THE" or (setting.before.kind == "THE" and after.capital)


def _counts(setting: Setting) -> bool:
    """Whether a plural noun follows that the number counts: "1984 households", "2000 Syrian troops"."""
    noun = setting.parsed_after()
    if noun is None or setting.before.kind == "THE":
        return False
    for _ in range(3):
        if noun.tag_ in ("NNS", "NNPS"):
            acts = noun.dep_ in ("nsubj", "nsubjpass", "ROOT") and setting.before.kind in ("IN", "TO", "POINT")
            led = setting.before.lower in ("in", "since", "until", "by", "during") and acts
            return setting.after.kind != "AND" and not led  # "in 2004 scientists reported"
        if noun.pos_ not in ("ADJ",) or noun.i + 1 >= len(noun.doc):
            return False
        noun = noun.nbor()
    return False


def _season(setting: Setting) -> bool:
    token = setting.shape.first("SEASON")
    if token is None or (token.capital and not setting.opens and not setting.shape.has("YEAR")):
        return setting.shape.has("YEAR", "LAST", "NEXT") and not _name_follows(setting)
    if setting.shape.has("YEAR", "LAST", "NEXT", "THIS", "EDGE", "EDGEOF", "U_YEAR", "THAT"):
        return not (setting.shape.has("EDGE") and token.lower == "fall" and not setting.shape.has("THE"))
    if not (setting.before.lower in setting.words.season_lead and setting.before.kind not in ("THE",)):
        return False
    after = setting.parsed_after()
    return (
        token.lower not in ("fall", "spring") and (after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ"))
    ) or (
        setting.before.kind == "IN"
        and setting.shape.has("THE")
        and (after is None or after.pos_ not in ("NOUN", "PROPN", "ADP"))
    )


def _ordinal_day(setting: Setting) -> bool:
    token = setting.shape.first("ORD")
    after = setting.parsed_after()
    if token is None or token.value is None or not 1 <= token.value <= 31 or setting.after.capital:
        return False
    if setting.before.lower not in ("on", "by", "until", "since", "from", "before", "after", "of", "to", "till"):
        return False
    return after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "SYM")


_POINTED_LEADS = frozenset({"at", "until", "till", "since", "before", "after", "around"})


def _stands_at(setting: Setting, token: TimeToken) -> bool:
    """ "Closed at 21.52 on Monday" is a level, "sank at 21.52 on Monday" a time."""
    parsed = setting.parse_of(token)
    verb = next((node for node in parsed.ancestors if node.pos_ == "VERB"), None) if parsed is not None else None
    return verb is not None and verb.lemma_ in load_figure_words().standing


def _clock(setting: Setting) -> bool:
    shape = setting.shape
    if shape.has("ZONE", "AMPM"):
        return True
    pointed = shape.first("DECIMAL")
    if pointed is not None:
        hours, _, minutes = pointed.text.partition(".")
        fits = len(minutes) == 2 and int(hours) < 24 and int(minutes) < 60
        lead = setting.before.lower
        return fits and lead in _POINTED_LEADS and not (lead == "at" and _stands_at(setting, pointed))
    if shape.has("NOON"):
        return len(shape.tokens) > 1 or (
            setting.before.lower in setting.words.noon_lead and not (shape.tokens[0].capital)
        )
    return len(shape.tokens) > 1 or setting.before.lower in setting.words.clock_lead


def _told_offset(setting: Setting) -> bool:
    """ "three days before" is told by what was just dated; "three days before the raid" hangs on the raid."""
    if setting.shape.tokens[-1].kind not in ("BEFORE", "AFTER"):
        return True
    return setting.after.kind in ("POINT", "COMMA", "CLOSE", "AND", "DASH")


def _range(setting: Setting) -> bool:
    """ "3 and 9 February" is a range only after "between"; else it is two days."""
    return not setting.shape.has("AND") or setting.before.lower == "between"


def _weekday_range(setting: Setting) -> bool:
    parsed = setting.parse_of(setting.shape.tokens[0])
    moved = parsed is not None and any(node.lemma_ in setting.words.moving for node in parsed.ancestors)
    return not moved


def _year_range(setting: Setting) -> bool:
    years = [token.value or 0 for token in setting.shape.all("YEAR", "DAYNUM", "DIGITS")]
    if len(years) != 2:
        return False
    first, last = years
    last = last if last > 999 else first // 100 * 100 + last
    return _range(setting) and 1000 <= first < last <= 2199 and last - first < 200 and not _counts(setting)


def _period(setting: Setting) -> bool:
    if setting.shape.unit in ("minute", "second", "hour"):
        return False
    after = setting.after
    return not (after.kind == "DASH" and after.start == setting.shape.end)


def _holiday(setting: Setting) -> bool:
    return not _name_follows(setting) or setting.before.kind == "ON"


def _length(setting: Setting) -> bool:
    if setting.after.lower == "old":
        return False
    number = setting.shape.tokens[0]
    dashed = setting.shape.has("DASH") and setting.shape.unit == "year"
    return not (dashed and number.kind in ("DAYNUM", "DIGITS"))  # "10-year bonds"


_GUARDS = {
    "month": _month,
    "weekday": _weekday,
    "year": _year,
    "season": _season,
    "ordinal-day": _ordinal_day,
    "clock": _clock,
    "offset-told": _told_offset,
    "period-told": _told_offset,
    "day-range": _range,
    "date-range": _range,
    "month-range": _range,
    "weekday-range": _weekday_range,
    "year-range": _year_range,
    "period": _period,
    "holiday": _holiday,
    "length": _length,
}
