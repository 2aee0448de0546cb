"""Which outlet a plain capture is of: mastheads, page titles, copyright lines and the cells beside a date.

A short name proves little on real pages, whose first lines are menus. It counts where its words are a paper's or a
station's, where the page's layout sets it apart, or where the page uses it again outside its menus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.article.boilerplate import fold
from firsthand.article.dates import find_dates
from firsthand.article.names import fold_name, is_name, same_house
from firsthand.article.records import Candidate
from firsthand.article.region import Region
from firsthand.article.units import PageWords, Role, Unit
from firsthand.capture.records import Capture
from firsthand.evidence import Span

_COPYRIGHT = re.compile(
    r"(?:\u00A9|\(c\)|copyright)\s*(?:\u00A9|\(c\))?\s*(?:by\s+)?"
    r"(?:(?:19|20)\d\d(?:\s*[-\u2013]\s*(?:19|20)?\d\d)?,?\s*)?(?:by\s+)?(?P<name>[^.,;|\u00A9]{2,60})",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\s*(?:\b(?:19|20)\d\d\b|all rights.*|inc\b.*|ltd\b.*|llc\b.*|limited\b.*|and its.*|copyright.*|[ ]{2,}.*)$",
    re.IGNORECASE,
)
_TITLE_BREAK = re.compile(r"\s+(?:\||-|\u2013|\u2014|::|:|\u00B7|\u00AB|\u00BB)\s+|\s*\|\s*")
_HOST = re.compile(r"(?:[a-z0-9-]{2,}\.)+[a-z]{2,12}", re.IGNORECASE)
_PHOTO = re.compile(r"\b(?:photo(?:graph)?|picture|image|pic)s?\b", re.IGNORECASE)

_CELL = re.compile(r"[^|\s](?:(?!\s\s|\s*\|).)*")
_BETWEEN = re.compile(r"\s*[|\u2022\u00b7\u203a\u00bb]\s*|\s+[/\u2013-]\s+|\s{2,}")

_CELL_WORDS = 4
"""Words of a menu's cell at most."""

_TITLE_LINES = 4
"""Lines at the head of a page among which its title may be."""

_NAME_WORDS = 6
"""Words of an outlet's name at most."""


def find_outlets(
    capture: Capture, units: Sequence[Unit], region: Region | None, words: PageWords
) -> tuple[Candidate, ...]:
    """The outlets that the lines of a page offer, surest first in each line; fields are all "outlet"."""
    return tuple(_Finder(capture, units, region, words).find())


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _is_row(text: str) -> bool:
    """Whether a line is three or more short cells, not all in capitals."""
    cells = [cell for cell in _BETWEEN.split(text) if cell]
    return len(cells) >= 3 and max(len(cell.split()) for cell in cells) <= _CELL_WORDS and not text.isupper()


def in_one_line(capture: Capture, units: Sequence[Unit], one: int, other: int) -> bool:
    """Whether two units are there and stand in one line of the capture."""
    if not (0 <= one < len(units) and 0 <= other < len(units)):
        return False
    spans = sorted((units[at].stretch.span for at in (one, other)), key=lambda span: span.start)
    return not re.search(r"[\r\n]", capture.text[spans[0].start : spans[1].end])


class _Finder:
    def __init__(self, capture: Capture, units: Sequence[Unit], region: Region | None, words: PageWords) -> None:
        self._capture = capture
        self._units = units
        self._region = region
        self._words = words
        self._known: list[str] = []
        self._folded = [" ".join(re.findall(r"[\w&'.-]+", unit.text.casefold())) for unit in units]

    def find(self) -> Iterator[Candidate]:
        titles = list(self._find_in_titles())
        yield from titles
        self._known = [one.value for one in titles]
        for at, unit in enumerate(self._units):
            if unit.role is Role.DATE:
                yield from self._find_in_date_line(at)
            elif unit.why == "copyright line":
                found = list(self._find_in_copyright(at))
                self._known += [one.value for one in found]
                yield from found
            elif unit.why == "page title":
                yield from self._find_behind_headline(unit)
        for at in range(min(self._top(), len(self._units))):
            yield from self._find_masthead(at)

    def _top(self) -> int:
        region = self._region
        if region is None:
            return 1
        return region.headline if region.headline > 0 else min(region.first, 3)

    def _offer(self, unit: Unit, start: int, end: int, basis: str) -> Candidate:
        evidence = self._capture.evidence(unit.stretch.cut(start, end))
        return Candidate(field="outlet", value=unit.text[start:end], basis=basis, evidence=evidence)

    def _find_in_titles(self) -> Iterator[Candidate]:
        """The site's name before or behind the headline in one of the first lines."""
        region = self._region
        if region is None or region.headline < 0:
            return
        headline = fold(self._units[region.headline].text)
        for found in list(re.finditer(r"[^\r\n]+", self._capture.text[:4000]))[:_TITLE_LINES]:
            line = found[0]
            breaks = [(one.start(), one.end()) for one in _TITLE_BREAK.finditer(line)]
            if not breaks:
                continue
            first, last = breaks[0], breaks[-1]
            sides = ((fold(line[: last[0]]), last[1], len(line)), (fold(line[first[1] :]), 0, first[0]))
            for told, start, end in sides:
                name = line[start:end].strip()
                if told.startswith(headline) and self._is_site(name):
                    start = found.start() + line.index(name, start)
                    evidence = self._capture.evidence(Span(start=start, end=start + len(name)))
                    yield Candidate(field="outlet", value=name, basis="page title", evidence=evidence)

    def _is_site(self, name: str) -> bool:
        short = bool(name) and len(name.split()) <= _NAME_WORDS and (is_name(name) or bool(_HOST.fullmatch(name)))
        return short and not find_dates(name, self._words.calendar)

    def _find_behind_headline(self, unit: Unit) -> Iterator[Candidate]:
        last = max((found.end() for found in _TITLE_BREAK.finditer(unit.text)), default=0)
        if last and self._is_site(unit.text[last:]):
            yield self._offer(unit, last, len(unit.text), "page title")

    def _find_in_copyright(self, at: int) -> Iterator[Candidate]:
        """Who holds the rights: mostly an owner. Counts where it is named as papers are and not as companies are, or
        where the page uses the name elsewhere."""
        unit = self._units[at]
        found = _COPYRIGHT.search(unit.text)
        if found is None:
            return
        name = _RIGHTS.sub("", found["name"]).rstrip(" -\u2013")
        if not name or not is_name(name) or not any(letter.isalpha() for letter in name):
            return
        bare = self._without_company(name)
        called = self._words.names.is_called_agency(bare)
        if not bare or not (called or self._is_strong(bare) or (len(bare) == len(name) and self._recurs(bare, at))):
            return
        yield self._offer(unit, found.start("name"), found.start("name") + len(bare), "copyright line")

    def _without_company(self, name: str) -> str:
        """The name without the words of a company's behind it; "" where nothing else is left."""
        parts = name.split()
        while parts and fold(parts[-1]) in self._words.names.company_words:
            parts = parts[:-1]
        bare = " ".join(parts)
        return name[: len(bare)] if name.startswith(bare) else bare

    def _find_in_date_line(self, at: int) -> Iterator[Candidate]:
        """A name before a labelled date ("Northsea Gazette date 2031-03-05"), or one that says that it is a paper's,
        station's or agency's, before a date or in the cells of its row."""
        unit = self._units[at]
        first = find_dates(unit.text, self._words.calendar)[:1]
        lead = unit.text[: first[0].span.start] if first else ""
        bare = self._without_label(lead)
        labelled = len(bare) < len(lead.rstrip(" :|-"))
        bare = bare.rstrip(" |,:-\u2013\u2014\u00b7\u2022")
        if self._could_be_outlet(bare) and not _PHOTO.search(bare) and (labelled or self._is_paper(bare)):
            yield self._offer(unit, 0, len(bare), "date line")
        for beside in (at - 1, at - 2, at + 1):
            if in_one_line(self._capture, self._units, beside, at):
                other = self._units[beside]
                sure = self._is_strong(other.text) or self._is_on_air(other.text)
                if sure and self._could_be_outlet(other.text):
                    yield self._offer(other, 0, len(other.text), "date line")

    def _could_be_outlet(self, bare: str) -> bool:
        """Whether words before a date are a name and no label, button or weekday."""
        folded = fold(bare)
        known = folded in self._words.boilerplate.date_labels or folded in self._words.calendar.weekdays
        short = is_name(bare) and len(bare.split()) <= _NAME_WORDS
        return short and not known and self._words.boilerplate.judge(bare) is None

    def _without_label(self, lead: str) -> str:
        bare = lead.rstrip(" :|-")
        for label in self._words.boilerplate.date_labels:
            if bare.casefold().endswith(label) and (len(bare) == len(label) or not bare[-len(label) - 1].isalnum()):
                return bare[: len(bare) - len(label)]
        return bare

    def _find_masthead(self, at: int) -> Iterator[Candidate]:
        """A short name above the headline that is a masthead by its words, its layout or its use elsewhere."""
        unit = self._units[at]
        if unit.role not in {Role.DIRT, Role.SHORT} or unit.why in {"weather", "repeated headline", "page title"}:
            return
        cells = list(_CELL.finditer(unit.text)) if at == 0 else [re.match(".*", unit.text)]
        spelled = {_initials(found[0]) for found in cells if found and " " in found[0]}
        for found in cells:
            if found and found[0] not in spelled and self._is_masthead(at, found[0]):
                yield self._offer(unit, found.start(), found.end(), "masthead")

    def _is_masthead(self, at: int, name: str) -> bool:
        if not self._is_site(name) or "  " in name:
            return False
        if self._is_strong(name) or any(same_house(name, one, self._words.names) for one in self._known):
            return True
        if at == 0 and self._is_on_air(name):
            return True
        above_links = self._stands_apart(at)
        if above_links and (_HOST.fullmatch(name) or self._is_first(at)):
            return True
        named = self._is_paper(name) or self._recurs(name, at)
        return named if above_links else self._units[at].why == "masthead" and self._recurs(name, at)

    def _is_on_air(self, name: str) -> bool:
        """Whether a name says that it is a station's ("Radio Orin", "Channel Four"), or an agency's."""
        words = name.split()
        names = self._words.names
        return names.is_called_agency(name) or (len(words) > 1 and any(map(self._is_station, (words[0], words[-1]))))

    def _is_paper(self, name: str) -> bool:
        names = self._words.names
        return (
            self._is_on_air(name)
            or names.looks_like_masthead(name)
            or names.is_called_agency(name)
            or bool(names.agency(name))
        )

    def _is_station(self, word: str) -> bool:
        return word.casefold() in self._words.names.station_words

    def _is_strong(self, name: str) -> bool:
        """Whether the name ends as papers' do and menus do not ("Herald", not "News"), or begins so ("Times of …")."""
        names = self._words.names
        bare = [re.sub(r"[^\w]", "", word).casefold() for word in name.split()]
        strong = names.press_words - names.section_words
        ends = bare[-1] in strong or (len(bare) > 2 and bare[0] in strong and bare[1] == "of")
        return names.looks_like_masthead(name) and ends

    def _is_first(self, at: int) -> bool:
        """Whether nothing but weather, the town of it and dates stands above."""
        return all(unit.role is Role.DATE or unit.why == "weather" for unit in self._units[:at])

    def _stands_apart(self, at: int) -> bool:
        """A name in capitals, or an address, right above one line that is a row of links."""
        text = self._units[at].text
        apart = (text.isupper() and len(text) > 3) or bool(_HOST.fullmatch(text))
        below = self._units[at + 1] if at + 1 < len(self._units) else None
        return apart and below is not None and below.role is Role.DIRT and _is_row(below.text)

    def _recurs(self, name: str, at: int) -> bool:
        """Whether a longer line outside the menus uses the name too."""
        wanted = fold_name(name)
        pattern = re.compile(rf"(?<![\w]){re.escape(wanted)}(?![\w])")
        size = len(wanted.split())
        return any(
            other != at and unit.why != "menu" and unit.words > size and pattern.search(self._folded[other])
            for other, unit in enumerate(self._units)
        )
