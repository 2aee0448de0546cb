"""What each stretch of an HTML page is: a block of the article and of which kind, or dropped and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.article.boilerplate import Boilerplate, fold, load_boilerplate
from firsthand.article.builder import ArticleBuilder
from firsthand.article.credits import read_names
from firsthand.article.dates import find_dates, load_calendar
from firsthand.article.names import load_names
from firsthand.article.nodes import Page
from firsthand.article.records import BlockKind
from firsthand.article.regions import HEADINGS, Stretch

CHOSEN = 0.3
"""Share of a stretch's characters that the extractor took for the stretch to be taken whole."""

LONG = 80
"""Characters from which a stretch that ends like a sentence is prose."""

SHORT_LINE = 200
"""Characters that a byline, a credit or a date line has at most."""

SHORTEST_CAPTION = 20
LONGEST_CAPTION = 700
_NO_CAPTION = frozenset({"li", "address", "dd", "dt", "th", "blockquote"})
THIN = 250
"""Characters of chosen text under which our own choice is tried."""

PULLED = (18, 250)
"""Letters of a pull quote, at least and at most: a shorter line that comes back may be a refrain or a name."""

MORE = 1.5
"""How much more text our own choice must have: a page whose menu alone was chosen has 10 times more."""

_SENTENCE_END = re.compile(r"""[.!?\u2026]["'\u2019\u201d)\]]*$""")
_BRACKETED = re.compile(r"\([^()]{2,60}\)|\[[^\[\]]{2,60}\]|[\u2013\u2014-] ?(?:[^\W\d_a-z][\w./&-]*[ ,]*){1,4}")
"""A closing credit: "(Agency)", "[Agency/Name]", a dash and a name."""
_BY = re.compile(r"(?:[Bb]y|BY)\s+[A-Z]")
_CAPITAL = r"[^\W\d_a-z][\w.'\u2019-]*"
NAME = re.compile(rf"(?:[Bb]y |BY )?{_CAPITAL}(?: (?:{_CAPITAL}|de|van|von|der|al|bin|da|la)){{1,4}}")
"""Two to five words that are written as a name is."""
NAME_ALONE = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{0,3}}")
"""One to four words that are each written with a capital."""
_SEPARATORS = " ,;:|/\u2013\u2014\u00b7\u2022-"
_LETTERS = re.compile(r"[^\w]+")
_TITLES = frozenset({"og:title", "twitter:title", "title", "dc.title", "sailthru.title", "parsely-title"})
_DESCRIPTIONS = frozenset({"og:description", "twitter:description", "description"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """A stretch, and the kind of block it is, or `None` and why it is left out ("" where nobody sees it)."""

    stretch: Stretch
    kind: BlockKind | None
    why: str = ""
    text: str = ""
    """What a block reads as; "" where it is left out."""


def find_outline(page: Page, stretches: Sequence[Stretch], builder: ArticleBuilder) -> tuple[Chosen, ...]:
    """Every stretch in page order with what it is."""
    return _Outline(page, stretches, builder).read()


class _Outline:
    def __init__(self, page: Page, stretches: Sequence[Stretch], builder: ArticleBuilder) -> None:
        self._page = page
        self._stretches = stretches
        self._builder = builder
        self._lists: Boilerplate = load_boilerplate("en")
        self._names = load_names("en")
        self._calendar = load_calendar("en")
        self._texts: dict[int, str] = {}
        self._spelled: dict[int, str] = {}
        self._titles = self._find_printed(_TITLES)
        self._descriptions = self._find_printed(_DESCRIPTIONS)

    def read(self) -> tuple[Chosen, ...]:
        body = self._body = self._find_body()
        self._headline = self._find_headline(body)
        self._headline_letters = _letters(self._text(self._headline)) if self._headline >= 0 else ""
        prose = [at for at in body if self._stretches[at].tag not in HEADINGS and self._stretches[at].size >= LONG]
        self._first = min(prose, default=-1)
        self._last = max(body, default=-1)
        self._main, self._main_tag = self._find_main(body)
        self._in_points = False
        self._below = ""  # what the short lines below a heading such as "Read more" are
        self._boxes: Counter[int] = Counter()
        for one in self._stretches:
            for box in one.path[:2]:
                self._boxes[box] += one.size
        taken = frozenset(body)
        return tuple(self._judge(at, at in taken) for at in range(len(self._stretches)))

    def _text(self, at: int) -> str:
        found = self._texts.get(at)
        if found is None:
            found = self._texts[at] = self._builder.preview(self._stretches[at].parts(self._page))
        return found

    def _find_printed(self, names: frozenset[str]) -> list[str]:
        """What meta tags, and the title element, give; as letters and digits only."""
        found = []
        for tag in self._page.tags:
            if tag.name == "meta" and (tag.value("property") or tag.value("name")).lower() in names:
                told = tag.attributes.get("content")
                found.append(_letters(self._builder.preview_of((told.start, told.end) if told else None)))
            elif tag.name == "title" and "title" in names and tag.inside[0] < tag.inside[1]:
                found.append(_letters(self._builder.preview_of(tag.inside)))
        return [one for one in found if one]

    def _find_body(self) -> list[int]:
        """The stretches that the extractor took, or our own choice where it took next to nothing."""
        taken = [at for at, one in enumerate(self._stretches) if one.chosen >= CHOSEN]
        size = sum(self._stretches[at].size for at in taken)
        if size >= THIN and any(self._is_prose(at) for at in taken):
            return taken
        own = [
            at
            for at, one in enumerate(self._stretches)
            if not one.hidden and not one.region and one.linked < 0.3 and (self._is_prose(at) or one.chosen >= CHOSEN)
        ]
        return own if sum(self._stretches[at].size for at in own) > MORE * size or not taken else taken

    def _is_prose(self, at: int) -> bool:
        one = self._stretches[at]
        return one.size >= LONG * 0.6 and one.tag not in HEADINGS and _SENTENCE_END.search(self._text(at)) is not None

    def _find_main(self, body: Sequence[int]) -> tuple[int, str]:
        """The element that most of the body stands in directly, and the tag of its paragraphs."""
        weights: Counter[tuple[int, str]] = Counter()
        for at in body:
            one = self._stretches[at]
            if len(one.path) > 1 and one.tag not in HEADINGS:
                weights[one.path[1], one.tag] += one.size
        return max(weights, key=lambda key: (weights[key], key), default=(-1, ""))

    def _find_headline(self, body: Sequence[int]) -> int:
        """The heading that the page's own title repeats, else the last h1 above the body; -1 for none."""
        end = max(body, default=len(self._stretches))
        headings = [at for at, one in enumerate(self._stretches[: end + 1]) if one.tag in HEADINGS and not one.hidden]
        for at in sorted(headings, key=lambda at: (self._stretches[at].tag, at)):
            words = _letters(self._text(at))
            if len(words) > 10 and any(words in one or (len(one) > 20 and one in words) for one in self._titles):
                return at
        first = next((at for at in body if self._is_prose(at)), end)
        tops = [at for at in headings if self._stretches[at].tag == "h1" and at < first and " " in self._text(at)]
        return tops[-1] if tops else -1

    def _judge(self, at: int, taken: bool) -> Chosen:
        one = self._stretches[at]
        if at == self._headline:
            return Chosen(one, BlockKind.HEADLINE, text=self._text(at))
        if one.hidden and not (taken and self._is_prose(at)):  # what opens at a click is prose
            return Chosen(one, None, "hidden")
        near = self._is_near(at)
        if not taken and not near:
            return Chosen(one, None, one.region or "not chosen by the extractor")
        text = self._text(at)
        if not text:
            return Chosen(one, None)
        if taken and at < self._headline and not self._is_prose(at):
            return Chosen(one, None, "page header")
        kind, why = self._find_kind(at, one, text, taken)
        if kind is None:
            return Chosen(one, None, why or one.region or "not chosen by the extractor")
        return Chosen(one, kind, text=text)

    def _is_near(self, at: int) -> bool:
        """Between the headline and a little below the body: where bylines, captions and corrections stand."""
        if self._last < 0:
            return False
        start = self._headline if 0 <= self._headline < self._first else max(self._first - 6, 0)
        return start < at <= self._last + 4

    def _find_kind(self, at: int, one: Stretch, text: str, taken: bool) -> tuple[BlockKind | None, str]:
        """The kind of a stretch in or near the body, or `None` and why."""
        label = self._lists.label(text) if len(text) < LONG else ""
        if one.tag in HEADINGS or label:
            self._in_points = label == "key points" or "key points" in one.roles
        if self._headline_letters and at != self._headline and _letters(text) == self._headline_letters:
            return None, "repeated headline"
        if self._is_correction(text):
            return BlockKind.CORRECTION, ""
        if one.region and (one.region == "comments" or not (taken and self._is_prose(at))):
            return None, one.region
        line = self._find_line(at, one, text)
        if line is not None:
            return line
        dirt = self._find_dirt(one, text, taken)
        if dirt:
            return None, dirt
        if self._is_caption(at, one, text, taken):
            return (BlockKind.CREDIT if "credit" in one.roles and "caption" not in one.roles else BlockKind.CAPTION), ""
        if self._is_standfirst(at, one, text):
            return BlockKind.STANDFIRST, ""
        if one.tag == "li" and (self._in_points or "key points" in one.roles) and one.linked < 0.9:
            return BlockKind.KEY_POINT, ""
        if one.tag in HEADINGS:
            return (BlockKind.SUBHEADING, "") if taken and one.linked < 0.9 else (None, "")
        if taken:
            return self._find_paragraph(at, one, text)
        return self._recover(at, one, text)

    def _find_dirt(self, one: Stretch, text: str, taken: bool) -> str:
        """Why the words by themselves are none of the report; "" where they may be."""
        dirt = self._lists.judge(text)
        if _is_sentence(text) and (taken and one.linked < 0.1):
            self._below = ""
            own = dirt is not None and dirt.why == "newsletter" and len(text) < SHORT_LINE and "our" in fold(text)
            return "newsletter" if own else ""
        if dirt is not None and (dirt.opens or one.tag not in HEADINGS or not taken):
            self._below = dirt.why if dirt.opens else self._below
            return dirt.why
        if one.tag in HEADINGS or len(text) > LONG * 2:
            self._below = ""
        return self._below

    def _find_line(self, at: int, one: Stretch, text: str) -> tuple[BlockKind | None, str] | None:
        """A byline, credit or date line; `None` where it is none of them."""
        if len(text) > SHORT_LINE:
            return None
        early = at <= self._first + 2
        if (_BY.match(text) or "byline" in one.roles) and not _is_sentence(text) and (early or at > self._last - 3):
            return BlockKind.BYLINE, ""
        if early or at > self._last - 2:
            dated = self._find_date_line(one, text, early)
            if dated is not None:
                return dated
        if one.tag in HEADINGS or one.tag == "li":
            return None
        if at > self._last - 3 and (_BRACKETED.fullmatch(text) or (at >= self._last and self._is_signed(text))):
            return BlockKind.CREDIT, ""
        folded = fold(text).lstrip("(")
        if folded.startswith(self._lists.credit_starts) or (
            at > self._first + 2 and any(words in folded for words in self._lists.credit_contains)
        ):
            return BlockKind.CREDIT, ""
        if "credit" in one.roles and not one.roles & {"picture", "caption"} and not _is_sentence(text):
            return BlockKind.CREDIT, ""
        return None

    def _is_signed(self, text: str) -> bool:
        """Whether the body's last line is the name alone that a caption of the page credits too, or one word, as
        agencies sign."""
        if len(text) > 40 or not NAME_ALONE.fullmatch(text) or self._lists.judge(text):
            return False
        pictured = (self._text(at) for at, one in enumerate(self._stretches) if "caption" in one.roles)
        return " " not in text or any(told.rstrip(" .)]").endswith(text) for told in pictured)

    def _find_date_line(self, one: Stretch, text: str, early: bool) -> tuple[BlockKind | None, str] | None:
        """A line that is a date, or a date beside a name (then it is a byline)."""
        if len(text) > 100 or not any(letter.isdigit() for letter in text) or _is_sentence(text):
            return None
        dates = find_dates(text, self._calendar)
        rest = text
        for found in reversed(dates):
            rest = rest[: found.span.start] + rest[found.span.end :]
        if dates and early and (NAME.fullmatch(rest.strip(_SEPARATORS)) or self._names_houses(text, rest)):
            return BlockKind.BYLINE, ""
        if dates and (len(rest) < 0.5 * len(text) or "date" in one.roles):
            return None, "date line"
        return None

    def _names_houses(self, text: str, rest: str) -> bool:
        """Whether a date stands beside offices and houses alone ("… | Staff reporters and WTS")."""
        if not any(letter.isalpha() for letter in rest):
            return False
        found = read_names(text, 0, words=self._lists, names=self._names, calendar=self._calendar)
        return found is not None and bool(found.houses) and not found.people

    def _is_caption(self, at: int, one: Stretch, text: str, taken: bool) -> bool:
        """Named a caption, or the only words in a small box with a picture."""
        if len(text) > LONGEST_CAPTION or one.linked > 0.7 or one.tag in HEADINGS:
            return False
        if "caption" in one.roles:
            return True
        if one.tag in _NO_CAPTION or len(text) < SHORTEST_CAPTION or (one.tag == "p" and taken and self._is_prose(at)):
            return False
        boxes = [self._boxes[box] for box in one.path[:2] if box != self._main]
        alone = bool(boxes) and max(boxes) <= LONGEST_CAPTION
        return alone and ("picture" in one.roles or self._page.nodes[one.nodes[0]].pictures > 0)

    def _is_standfirst(self, at: int, one: Stretch, text: str) -> bool:
        if not (self._headline < at <= max(self._first, self._headline + 6)) or len(text) < 25 or self._headline < 0:
            return False
        words = _letters(text)
        described = any(words == told or (len(words) > 40 and told.startswith(words)) for told in self._descriptions)
        in_main = len(one.path) > 1 and one.path[1] == self._main and one.tag == self._main_tag
        if at > self._first or (in_main and "standfirst" not in one.roles):
            return at == self._headline + 1 < self._first and not _is_sentence(text) and len(text.split()) >= 5
        return "standfirst" in one.roles or described or (one.tag == "h2" and at == self._headline + 1)

    def _is_correction(self, text: str) -> bool:
        if len(text) > 900:
            return False
        folded = fold(text)
        head, colon, rest = folded.partition(":")
        if colon and self._lists.label(head) == "correction":
            return "editor" not in head or any(word in rest for word in self._lists.correction_asks)
        return any(words in folded for words in self._lists.correction_phrases)

    def _find_paragraph(self, at: int, one: Stretch, text: str) -> tuple[BlockKind | None, str]:
        if self._is_pulled(at, text):
            return None, "pull quote"
        if one.linked > 0.95 and not _is_sentence(text) and one.tag in ("li", "p", "div", "td"):
            return None, "related links"
        return BlockKind.PARAGRAPH, ""

    def _is_pulled(self, at: int, text: str) -> bool:
        """Whether a short stretch stands set apart and repeats words of a paragraph: it is no second printing."""
        words = _letters(text)
        if not PULLED[0] <= len(words) <= PULLED[1]:
            return False
        others = (other for other in self._body if other != at and self._stretches[other].size > 1.3 * len(text))
        return any(words in self._spell(other) for other in others)

    def _spell(self, at: int) -> str:
        """A stretch's letters and digits: kept, since each short line is looked for in all of the body."""
        found = self._spelled.get(at)
        if found is None:
            found = self._spelled[at] = _letters(self._text(at))
        return found

    def _recover(self, at: int, one: Stretch, text: str) -> tuple[BlockKind | None, str]:
        """A paragraph that the extractor passed over between others of the same parent."""
        beside = len(one.path) > 1 and one.path[1] == self._main and one.tag == self._main_tag
        if beside and at <= self._last and one.linked < 0.5 and (_is_sentence(text) or len(text) > LONG):
            return BlockKind.PARAGRAPH, ""
        return None, ""


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).casefold()


def _is_sentence(text: str) -> bool:
    return len(text) >= 25 and _SENTENCE_END.search(text) is not None
