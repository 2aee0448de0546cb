"""Credits: who wrote, who sent and who photographed, as captions, bylines and closing lines say it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.article.boilerplate import Boilerplate, fold
from firsthand.article.dates import Calendar, find_dates
from firsthand.article.names import Names, is_initials, is_name
from firsthand.evidence import Span

_BRACKET = re.compile(r"(?P<open>[\[(])[ ]*(?P<credit>[^\[\]()]{2,90}?)[ ]*[\])][ ]*\.?$")
_TAIL = re.compile(
    r"""
    (?: (?:^|(?<=[.!?"\u201D\u2019)\s]))
        (?: (?:file[ ])? (?: (?:photo|image|picture)[ ]credit | image[ ]source | photo(?:graph)?
            | picture | image | pic | credit | foto )s?
            [ ]*
            (?: [:|/\u00A9] [ ]* (?:by[ ])? | by[ ] | courtesy[ ](?:of[ ])?:? [ ]* ) )
      | \u00A9 [ ]* (?:\d{4}[ ])? | \|[ ]*(?:photo|picture|image)s?[ ]*(?:by|:)[ ]* )
    (?P<credit> [\w\u00C0-\uFFFF][^.:;]{1,70}? ) \.?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"(?:^|(?<=[.!?] ))(?:[Pp]hoto|[Pp]icture|[Ii]mage) (?:by|from|courtesy of) (?:an?|the|our) [a-z]+\.?$"
)
"""A credit to nobody by name: "Photo by a reader"."""
_SLASHED = re.compile(
    r"(?:^|[ ])(?P<credit>(?:AP|AFP|EPA|REUTERS|Reuters|Getty Images)[ ]?(?:Photo)?/[\w .'\u2019/-]{2,50})\.?$"
)
_CAPS_TAIL = re.compile(
    r"(?<=[.!?\"\u201D\u2019])[ ]+(?P<credit>[A-Z][A-Z&.'\u2019-]+(?:[ ][A-Z&][A-Z&.'\u2019-]*){0,3}"
    r"(?P<by>[ ]?/[ ]?\w[\w .'\u2019-]{2,40})?)$"
)
"""A house in capitals behind a caption's last stop: "… at dawn. NORTHWIRE/Jane Doe", "… at dawn. CONTRIBUTED"."""
_PHOTO_LEAD = re.compile(
    r"^(?:(?:file|photo(?:graph)?s?|pictures?|images?|pics?|credits?|source|courtesy(?: of)?|handout|via|by"
    r"|from|provided)\b[ ]*[:/|-]*[ ]*)+",
    re.IGNORECASE,
)
_PHOTO_TRAIL = re.compile(r"[ ]*[/|,-]*[ ]*\b(?:file(?: photo)?|photos?|pool|handout|pic)\b[ ]*$", re.IGNORECASE)

_FILE_LEAD = re.compile(
    r"(?:\(?FILE(?:[ ](?:PHOTO|IMAGE|PICTURE))?\)?|(?:Photo|Image|Picture)[ ][Cc]aption)"
    r"[ ]*(?:[:\u2014\u2013-]|(?<=\))|(?<=caption))[ ]*\w"
)
"""A caption's opening: "FILE - ", "FILE PHOTO: ", "Image caption"."""

_CAPTION_WORDS = 90
"""Words: a paragraph longer than this is no caption, whatever stands in its last bracket."""

_MONTHLY = re.compile(r"\d")
_GLUED = re.compile(r"(?:(?<=[a-z\u00DF-\u00FF])|(?<= ))[A-Z][a-z]+(?![\w-])")
"""A word that may be a label or a button glued to a name: "LindPublished", "Lind Follow"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoCredit:
    """A credit at the end of a caption: the whole of it, and the name in it (`None` in "(File photo)")."""

    span: Span
    name: Span | None
    square: bool
    worded: bool


def find_photo_credit(text: str, words: Boilerplate) -> PhotoCredit | None:
    """The credit that `text` ends with, in brackets or after "Photo:", or `None`.

    >>> from firsthand.article.boilerplate import load_boilerplate
    >>> text = "The quay at dawn. [NORTHWIRE]"
    >>> found = find_photo_credit(text, load_boilerplate("en"))
    >>> text[found.name.start:found.name.end]
    'NORTHWIRE'
    """
    found = _BRACKET.search(text)
    if found:
        inner = found["credit"]
        if fold(inner) in words.no_credit or len(inner.split()) > 12:
            return None
        worded = _has_photo_word(inner, words)
        if not worded and not _is_short_name(inner):
            return None
        name = _name_in(text, found.start("credit"), found.end("credit"))
        return PhotoCredit(span=_span(found, 0), name=name, square=found["open"] == "[", worded=worded)
    found = _TAIL.search(text) or _SLASHED.search(text) or _find_capitals(text, words)
    if found is None or len(found["credit"].split()) > 9:
        return None
    if not found["credit"][0].isupper():
        unnamed = _UNNAMED.search(text)
        return PhotoCredit(span=_span(unnamed, 0), name=None, square=False, worded=True) if unnamed else None
    name = _name_in(text, found.start("credit"), found.end("credit"))
    return PhotoCredit(span=_span(found, 0), name=name, square=False, worded=True)


def _find_capitals(text: str, words: Boilerplate) -> re.Match[str] | None:
    """A closing house in capitals: with its photographer, or a word of photographs; others only in a caption's
    words."""
    found = _CAPS_TAIL.search(text)
    if found is None or text.count(" ") > _CAPTION_WORDS:
        return None
    phrased = any(phrase in fold(text) for phrase in words.caption_phrases)
    return found if found["by"] or phrased or _has_photo_word(found["credit"], words) else None


def _is_short_name(inner: str) -> bool:
    return len(inner.split()) <= 5 and all(
        is_name(part) for part in re.split(r"[ ]*[/|,][ ]*|[ ]via[ ]", inner) if part
    )


def _has_photo_word(inner: str, words: Boilerplate) -> bool:
    return any(word in words.photo_words for word in re.findall(r"[a-z]+", inner.casefold()))


def _name_in(text: str, start: int, end: int) -> Span | None:
    lead = _PHOTO_LEAD.match(text[start:end])
    if lead:
        start += lead.end()
    trail = _PHOTO_TRAIL.search(text[start:end])
    if trail:
        end = start + trail.start()
    return _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip(" ,:/|-"))
    end -= len(words) - len(words.rstrip(" ,:/|-"))
    return Span(start=start, end=end) if start < end else None


def _span(found: re.Match[str], group: int | str) -> Span:
    return Span(start=found.start(group), end=found.end(group))


def is_caption(text: str, words: Boilerplate, names: Names, *, last: bool) -> bool:
    """Whether a paragraph is a photograph's caption. `last`: it ends the body, where "(Agency)" is a sign-off.

    A bracket with a listed agency alone needs the phrases that captions are made of, unless it is a square one.
    """
    if text.count(" ") > _CAPTION_WORDS:
        return False
    if _FILE_LEAD.match(text):
        return True
    folded = fold(text)
    phrased = any(phrase in folded for phrase in words.caption_phrases)
    credit = find_photo_credit(text, words)
    if credit is None:
        return False
    if text.count(" ") < 2 or credit.span.start == 0:
        return False
    if credit.worded or phrased:
        return True
    if last:
        return False
    inner = text[credit.span.start : credit.span.end]
    return credit.square or (bool(names.agency(inner)) and _short_present(text[: credit.span.start]))


def _short_present(text: str) -> bool:
    """One sentence of few words: what a caption is and a paragraph before a sign-off rarely is."""
    return text.count(" ") < 40 and len(re.findall(r"[.!?](?:\s|$)", text.strip())) <= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The names in a byline, each where it stands; and the agency or outlet that it names besides."""

    people: tuple[Span, ...]
    houses: tuple[Span, ...]


def read_byline(text: str, *, words: Boilerplate, names: Names, calendar: Calendar) -> Byline | None:
    """What a line such as "By Jane Doe and John Roe, Staff Writers | 3 March 2031" names; `None` where it is none.

    Words that are neither a name, an office, a place after "in" nor a date make it no byline.
    """
    if text.count(" ") > 24:
        return None
    lead = _byline_lead(text, words)
    if lead is None:
        return None
    return read_names(text, lead, words=words, names=names, calendar=calendar)


def _byline_lead(text: str, words: Boilerplate) -> int | None:
    if re.match(r"(?:By|BY|by)[A-Z][a-z\u00DF-\u00FF'\u2019]", text):  # "ByTove Lind", glued in copying
        return 2
    folded = text.casefold()
    for start in words.byline_starts:
        found = re.match(rf"[(\[\u2014\u2013-]?\s*{re.escape(start)}(?:\s*[:|]\s*|\s+)(?=\S)", folded)
        if found:
            if start in {"author", "authors", "reporter", "writer", "correspondent", "byline"} and ":" not in found[0]:
                continue
            return found.end()
    return None


def read_names(text: str, start: int, *, words: Boilerplate, names: Names, calendar: Calendar) -> Byline | None:
    """The people and houses named in `text[start:]`, if nothing else stands there."""
    blanked = list(text)
    for one in find_dates(text, calendar):
        blanked[one.span.start : one.span.end] = "|" * (one.span.end - one.span.start)
    for found in _GLUED.finditer(text, start):
        if fold(found[0]) in words.date_labels or words.judge(found[0]) or fold(found[0]) in words.byline_roles:
            blanked[found.start() : found.end()] = "|" * len(found[0])
    rest = "".join(blanked)
    people: list[Span] = []
    houses: list[Span] = []
    for found in re.finditer(r"(?:(?!\s+(?:and|with|for|via)\s+)[^,;|/&\u2022\u00B7()\u2013\u2014])+", rest[start:]):
        part = _bare_part(rest, start + found.start(), start + found.end())
        if part is None:
            continue
        part = _without_office(rest, part, words, names)
        printed = rest[part.start : part.end]
        if is_office(printed, words):
            continue
        if names.agency(printed) or names.is_called_agency(printed) or names.looks_like_masthead(printed):
            houses.append(part)
        elif is_initials(printed) and part.start > start:
            houses.append(part)  # "Staff reporters and WTS"
        elif is_person(printed, words, names):
            people.append(part)
        elif is_name(printed) and (people or houses):
            continue
        else:
            return None
    return Byline(people=tuple(people), houses=tuple(houses)) if people or houses else None


def is_person(printed: str, words: Boilerplate, names: Names) -> bool:
    """Whether a byline's words can be a person's name: two to five, none of them of an office, a paper or a button.

    >>> from firsthand.article.boilerplate import load_boilerplate
    >>> from firsthand.article.names import load_names
    >>> lists, houses = load_boilerplate("en"), load_names("en")
    >>> is_person("Tove Lind", lists, houses), is_person("Harbour Desk Guidelines", lists, houses)
    (True, False)
    """
    parts = [fold(part) for part in printed.split()]
    if not 2 <= len(parts) <= 5 or not is_name(printed) or _MONTHLY.search(printed) or words.judge(printed):
        return False
    if any(part in words.no_person or part in names.company_words for part in parts):
        return False
    return not names.agency(printed) and not is_office(printed, words)


def _bare_part(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    lead = re.match(r"\s*(?:(?:and|with|for|via|by|the)\s+)*", words, re.IGNORECASE)
    start += lead.end() if lead else 0
    tail = re.search(r"\s+(?:(?:in|at|for|from|of|on)|(?<=\w[ ])(?:For|In|At|On)(?=[ ]))(?:\s+.*)?$", text[start:end])
    if tail:
        end = start + tail.start()
    words = text[start:end]
    start += len(words) - len(words.lstrip(" .:-|\"'"))
    end -= len(words) - len(words.rstrip(" :-|\"'"))
    end -= 1 if start < end and text[end - 1] == "." and not re.search(r"\b\w\.$|\b[JS]r\.$", text[start:end]) else 0
    return Span(start=start, end=end) if start < end else None


def _without_office(text: str, part: Span, words: Boilerplate, names: Names) -> Span:
    """An agency without its "Staff" or "Correspondent"."""
    parts = text[part.start : part.end].split(" ")
    while len(parts) > 1 and fold(parts[-1]) in words.byline_roles:
        parts = parts[:-1]
    bare = " ".join(parts)
    return Span(start=part.start, end=part.start + len(bare)) if names.agency(bare) else part


def is_office(printed: str, words: Boilerplate) -> bool:
    """Whether words name an office, a label of time or a reading time, and no person."""
    folded = fold(printed)
    if not folded or folded in words.date_labels or words.judge(printed):
        return True
    parts = folded.split()
    return (
        folded in words.byline_roles
        or all(part in words.byline_roles for part in parts)
        or parts[-1] in words.byline_roles
    )


def is_credit_line(text: str, words: Boilerplate) -> bool:
    """Whether a closing line gives credit in words: "With files from …", "(Reporting by …)", "X contributed to this
    report."."""
    if text.count(" ") > 45:
        return False
    folded = " ".join(text.casefold().split()).lstrip("-\u2013\u2014* ")
    return folded.startswith(words.credit_starts) or any(phrase in folded for phrase in words.credit_contains)


def find_sign_off_credit(text: str, names: Names) -> Span | None:
    """A sign-off "(Agency)" or "— Agency" at the end of a last paragraph: where it stands, or `None`.

    >>> from firsthand.article.names import load_names
    >>> text = "The ferry sank. (Reuters)"
    >>> find_sign_off_credit(text, load_names("en"))
    Span(start=16, end=25)
    """
    found = re.search(
        r"(?<=[.!?\"\u201D\u2019])[ ]*"
        r"(?P<credit>[(\[][^()\[\]]{2,60}[)\]]|[\u2014\u2013-]+[ ]?[^.,;:()\u2014\u2013]{2,40})\.?$",
        text,
    )
    if found is None:
        return None
    parts = [
        part
        for part in re.split(r"[/,&]|\band\b|\bwith\b", found["credit"].strip(" ()[]-\u2013\u2014."))
        if part.strip()
    ]
    if parts and all(names.agency(part) or names.is_called_agency(part) for part in parts):
        return Span(start=found.start("credit"), end=found.end())
    if found["credit"].startswith("(") and len(parts) == 1 and _is_short_name(parts[0]) and len(parts[0].split()) == 1:
        return Span(start=found.start("credit"), end=found.end())
    return None
