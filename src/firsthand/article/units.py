"""What each stretch of a plain capture is by its own words, before its place on the page is looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from firsthand.article.boilerplate import Boilerplate, fold, load_boilerplate
from firsthand.article.credits import find_photo_credit, is_caption, is_credit_line, read_byline
from firsthand.article.datelines import find_dateline
from firsthand.article.dates import Calendar, PrintedDate, find_dates, load_calendar
from firsthand.article.lines import Stretch
from firsthand.article.names import Names, is_name, load_names


class Role(StrEnum):
    """What a stretch is for the page; `SHORT` and `SENTENCE` are settled by their place."""

    TEXT = "text"
    SENTENCE = "sentence"
    SHORT = "short"
    DIRT = "dirt"
    LABEL = "label"
    DATE = "date"
    BYLINE = "byline"
    CAPTION = "caption"
    CREDIT = "credit"
    CORRECTION = "correction"
    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    KEY_POINT = "key point"
    SUBHEADING = "subheading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A stretch, its role, and for dirt the reason; `foot` and `opens` as in `Dirt`; `label` what a label announces."""

    stretch: Stretch
    role: Role
    why: str = ""
    foot: bool = False
    opens: bool = False
    label: str = ""

    @property
    def text(self) -> str:
        return self.stretch.text

    @property
    def words(self) -> int:
        return len(self.stretch.text.split())

    def as_dirt(self, why: str) -> Unit:
        return replace(self, role=Role.DIRT, why=why)

    def as_role(self, role: Role) -> Unit:
        return replace(self, role=role)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """The lists of one language that reading a page needs."""

    boilerplate: Boilerplate
    names: Names
    calendar: Calendar


def load_page_words(language: str) -> PageWords:
    """The lists of `language`. Raises FileNotFoundError where there are none."""
    return PageWords(
        boilerplate=load_boilerplate(language), names=load_names(language), calendar=load_calendar(language)
    )


_TEXT_WORDS = 10
"""Words: a stretch this long that ends like a sentence is text of some article."""

_DATELINE_WORDS = 5
"""Words: "VELSUND, March 4 - Shares" has five."""

_LONG_TEXT = 25
"""Words: a stretch this long is text whether or not a stop ends it."""

_ENDS = re.compile(r"[.!?\u2026][\"'\u201D\u2019)\]]*$|[\"\u201D]$|:$")
_STOPPED = re.compile(r"[.!?\u2026][\"'\u201D\u2019)\]]*$")
_DEGREES = re.compile(
    r"^[-\u2212\u2013+]?\d{1,3}(?:[.,]\d)?[ ]?(?:\u00B0|\u00BA|deg\.?|degrees)?[ ]?"
    r"(?:[FC](?![\w-])|\u2103|\u2109|Celsius|Fahrenheit|(?<=\u00B0))",
    re.IGNORECASE,
)
_CELLS = re.compile(r"[ ]{2,}|[ ]*[|\u203A\u00BB\u2022\u00B7\u25CF/>\u2192][ ]*")
_CLOCK = re.compile(
    r"^\W*\d{1,2}:\d{2}(?::\d{2})?\W*(?:[ap]\.?m\.?)?\W*(?:/\W*\d{1,2}:\d{2}(?::\d{2})?)?\W*$", re.IGNORECASE
)


def judge_stretch(stretch: Stretch, words: PageWords) -> Unit:
    """What `stretch` is by its own words."""
    lists = words.boilerplate
    text = stretch.text
    if not any(letter.isalpha() for letter in text):
        return _signs(stretch, words)
    if is_weather(text, lists):
        return Unit(stretch=stretch, role=Role.DIRT, why="weather")
    bare = text[stretch.bullet :]
    label = lists.label(text)
    if label:
        return Unit(stretch=stretch, role=Role.LABEL, why="section label", label=label)
    if read_byline(text, words=lists, names=words.names, calendar=words.calendar):
        return Unit(stretch=stretch, role=Role.BYLINE)
    if is_date_line(text, words):
        return Unit(stretch=stretch, role=Role.DATE, why="date line")
    dirt = lists.judge(text) or (lists.judge(bare) if stretch.bullet else None)
    if is_correction(text, lists):
        return Unit(stretch=stretch, role=Role.CORRECTION)
    if is_credit_line(text, lists):
        return Unit(stretch=stretch, role=Role.CREDIT)
    if dirt:
        return Unit(stretch=stretch, role=Role.DIRT, why=dirt.why, foot=dirt.foot, opens=dirt.opens)
    if is_caption(text, lists, words.names, last=False):
        return Unit(stretch=stretch, role=Role.CAPTION)
    why = _row_of_links(text, lists)
    if why:
        return Unit(stretch=stretch, role=Role.DIRT, why=why)
    if _is_photo_line(text, words):
        return Unit(stretch=stretch, role=Role.DIRT, why="photo line")
    return Unit(stretch=stretch, role=Role.TEXT if _opens_with_day(bare, words) else _text_role(bare))


def _opens_with_day(text: str, words: PageWords) -> bool:
    """Whether a line opens with a dateline that has a place and a day: the report begins there, however short it is."""
    if text.count(" ") < _DATELINE_WORDS or not text[:1].isupper():
        return False
    found = find_dateline(text, calendar=words.calendar, names=words.names, opening=False)
    return found is not None and found.place is not None and found.on is not None


def _text_role(text: str) -> Role:
    count = len(text.split())
    if count >= _LONG_TEXT or (count >= _TEXT_WORDS and _ENDS.search(text)):
        return Role.TEXT
    if count >= 2 and _STOPPED.search(text) and text.lstrip("\"'\u201c\u2018([")[:1].isupper():
        return Role.SENTENCE
    return Role.SHORT


def _signs(stretch: Stretch, words: PageWords) -> Unit:
    """A stretch without letters: a numeric date, a temperature, a player's clock, an ornament."""
    if find_dates(stretch.text, words.calendar):
        return Unit(stretch=stretch, role=Role.DATE, why="date line")
    if re.search(r"\u00B0|\u00BA", stretch.text):
        return Unit(stretch=stretch, role=Role.DIRT, why="weather")
    return Unit(stretch=stretch, role=Role.DIRT, why="listen button" if _CLOCK.match(stretch.text) else "ornament")


def is_weather(text: str, lists: Boilerplate) -> bool:
    """Whether a line is a weather widget's: a temperature with at most four words of weather, or such words alone.

    >>> is_weather("-3 °C Light snow", load_boilerplate("en"))
    True
    >>> is_weather("3 C-class ships were built", load_boilerplate("en"))
    False
    """
    found = _DEGREES.match(text)
    if found is None:
        return fold(text) in lists.weather and fold(text) not in {
            "high",
            "low",
            "fair",
            "clear",
            "storm",
            "smoke",
            "dust",
        }
    rest = text[found.end() :].split()
    return len(rest) <= 4 and not _STOPPED.search(text.rstrip("."))


def is_date_line(text: str, words: PageWords) -> bool:
    """Whether a line is a date with labels, names and times about it, and no sentence."""
    if text.count(" ") > 30 or len(text) > 200:
        return False
    found = find_dates(text, words.calendar)
    if not found:
        return False
    dated = [one for one in found if one.when.known]
    rest = _without(text, found)
    pieces = [
        piece for piece in re.split(r"[|:;,\u2022\u00B7()\u2013\u2014/\[\]-]+|\s{2,}", rest) if re.search(r"\w", piece)
    ]
    labelled = any(fold(piece) in words.boilerplate.date_labels for piece in pieces)
    labelled = labelled or any(_label_at_end(piece, words.boilerplate) for piece in pieces)
    if not dated and not (labelled or not pieces):
        return False
    if _STOPPED.search(text) and not labelled and len(rest.split()) > 4:
        return False
    extra = sum(len(piece.split()) for piece in pieces if fold(piece) not in words.boilerplate.date_labels)
    small = all(is_name(piece.strip()) or _known(piece, words) for piece in pieces)
    return (extra <= 3 and (small or labelled)) or (labelled and small and extra <= 12)


_LOOSE_WORDS = 10
"""Words that may stand beside a date right below a headline: a name with its office, a section, a button."""

_BEFORE_A_DAY = re.compile(
    r"\b(?:on|in|of|until|till|by|from|since|at|for|to|before|after|between|and)\W*$", re.IGNORECASE
)


def is_loose_date(text: str, words: PageWords) -> bool:
    """Whether a line beside a headline holds a whole date with a few words about it that tell nothing of that day.

    >>> page_words = load_page_words("en")
    >>> is_loose_date("Tove Lind, Harbour Reporter 5 March 2031 Comment now", page_words)
    True
    >>> is_loose_date("What the council decided on 5 March 2031", page_words)
    False
    """
    found = [one for one in find_dates(text, words.calendar) if one.when.known]
    if not found or _STOPPED.search(text):
        return False
    rest = _without(text, tuple(found))
    before = text[: found[0].span.start]
    labelled = any(fold(before).endswith(label) for label in words.boilerplate.date_labels)
    return len(re.findall(r"\w+", rest)) <= _LOOSE_WORDS and (labelled or not _BEFORE_A_DAY.search(before))


def _known(piece: str, words: PageWords) -> bool:
    folded = fold(piece)
    lists = words.boilerplate
    return (
        folded in lists.date_labels
        or folded in lists.photo_words
        or folded in lists.exact
        or folded in words.calendar.zones
        or folded in words.calendar.weekdays
        or folded in lists.byline_starts
        or _label_at_end(piece, lists)
        or bool(re.fullmatch(r"[\d:.,# ]+(?:am|pm|a\.m|p\.m|hrs?|views?|min(?:s|utes?)?(?: read)?)?", folded))
        or bool(re.match(r"(?:by|at|on|in|from|photo by|a)\s", folded) and len(piece.split()) <= 6)
    )


def _label_at_end(piece: str, lists: Boilerplate) -> bool:
    """ "Northsea Gazette date": a name with a date label behind it; "date Photo" where dates were cut out."""
    parts = piece.split()
    return len(parts) >= 2 and fold(parts[-1]) in lists.date_labels and (is_name(" ".join(parts[:-1])))


def _without(text: str, found: tuple[PrintedDate, ...]) -> str:
    letters = list(text)
    for one in found:
        letters[one.span.start : one.span.end] = "|" * (one.span.end - one.span.start)
    return "".join(letters)


def is_correction(text: str, lists: Boilerplate) -> bool:
    """Whether a paragraph admits a correction: by its label, or by its words."""
    folded = " ".join(text.casefold().replace("\u2019", "'").split())
    head = re.match(
        r"[*(\[]*\s*([a-z' ]{4,32}?)(?:\s*\([^)]*\)|\s+(?:on\s+)?[a-z]+\.? \d{1,2}[^:]{0,8})?\s*[:\u2014\u2013-]+\s*\S",
        folded,
    )
    if head and lists.labels.get(head[1].strip()) == "correction":
        return "note" not in head[1] or any(word in folded for word in lists.correction_asks)
    return len(folded) < 900 and any(phrase in folded for phrase in lists.correction_phrases)


def _row_of_links(text: str, lists: Boilerplate) -> str:
    """`menu` or `share buttons` where a line is a row of three or more short cells."""
    if len(text) > 400 or _STOPPED.search(text):
        return ""
    cells = [cell for cell in _CELLS.split(text.strip()) if cell.strip(" -")]
    if len(cells) < 3 or max(len(cell.split()) for cell in cells) > 4:
        return ""
    judged = [dirt.why for dirt in map(lists.judge, cells) if dirt]
    return "share buttons" if judged.count("share buttons") * 2 > len(cells) else "menu"


def _is_photo_line(text: str, words: PageWords) -> bool:
    """A photograph's credit that stands alone, without a caption: "Photo: Jane Doe", "Jane Doe/Northwire"."""
    if text.count(" ") > 9:
        return False
    if is_photo_house(text, words.names):
        return True
    credit = find_photo_credit(text, words.boilerplate)
    return credit is not None and credit.worded and credit.span.start <= 3


def is_photo_house(text: str, names: Names) -> bool:
    """Whether a short line names a house of photographs, or a photographer and an agency.

    >>> is_photo_house("Ada Verrin/Getty Images", load_names("en")), is_photo_house("Reuters", load_names("en"))
    (True, False)
    """
    parts = [part.strip() for part in re.split(r"/|\bvia\b|\|", text) if part.strip()]
    if not parts or not all(is_name(part) for part in parts):
        return False
    listed = [names.agency(part) for part in parts]
    return any(one in names.photo_only for one in listed) or (len(parts) > 1 and bool(listed[-1]))
