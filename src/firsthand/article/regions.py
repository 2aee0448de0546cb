"""The text of an HTML page as the eye takes it in: stretches that read on as one, and the regions they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from firsthand.article.builder import BLANK, Part
from firsthand.article.nodes import Page, find_marks
from firsthand.languages.tables import load_table

_PARSER_OPTIONS = {
    "collect_ids": False,
    "default_doctype": False,
    "encoding": "utf-8",
    "remove_comments": True,
    "remove_pis": True,
    "huge_tree": True,
}

_INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp"
        " small span strike strong sub sup time tt u var wbr br img picture source output blink",
    )
)
_BY_TAG = {
    "nav": "menu",
    "menu": "menu",
    "footer": "footer",
    "form": "form",
    "button": "button",
    "select": "form",
    "option": "form",
    "dialog": "notice",
}
_ROLE_OF_TAG = {"figcaption": "caption", "figure": "picture", "time": "date"}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NO_ROLES: frozenset[str] = frozenset()
_WORDS_OF_SLUG = 3
_NAMING = ("class", "itemprop", "rel", "role", "property")


def _compile(names: Mapping[str, str]) -> re.Pattern[str]:
    groups = []
    for number, words in enumerate(names.values()):
        shapes = (word[:-1] + r"(?![\w])" if word.endswith("!") else word for word in words.split())
        groups.append(f"(?P<n{number}>{'|'.join(shapes)})")
    return re.compile(rf"(?<![^\s_-])(?:{'|'.join(groups)})", re.IGNORECASE)


_MARKUP = load_table("en", "markup")
_REGION_WORD = _compile(_MARKUP["regions"])
_ROLE_WORD = _compile(_MARKUP["roles"])
_REGION_NAMES = tuple(_MARKUP["regions"])
_NO_REGION = len(_REGION_NAMES)
_ROLE_NAMES = tuple(_MARKUP["roles"])
_CASE_CHANGE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_NAME = re.compile(
    r"sr-only|visually-?hidden|screen-?reader(?:-text)?|hidden|d-none|u-hidden|is-hidden", re.IGNORECASE
)

MOST_OF_BODY = 0.4
"""Share of the chosen characters above which a box named "promo" is the article's own: others have 0.02."""


@dataclass(slots=True)
class Stretch:
    """Text nodes that read on as one.

    `tag` is the nearest block element's, `path` the numbers of the elements from it up; `roles` are what the markup
    calls it; `region` is the boilerplate it stands in, "" for none; `linked` and `chosen` are shares of its `size`.
    """

    nodes: list[int]
    tag: str
    roles: frozenset[str]
    region: str
    hidden: bool
    linked: float
    size: int
    chosen: float = 0.0
    path: tuple[int, ...] = ()

    def parts(self, page: Page) -> list[Part]:
        """The runs of the capture, with a blank where the page breaks the line or parts two tags."""
        found: list[Part] = []
        for number in self.nodes:
            node = page.nodes[number]
            if found and (node.breaks or node.blank):
                found.append(BLANK)
            found.append(node.span)
        return found


@dataclass(slots=True)
class _Place:
    """An element around text: `why` is the region that it opens itself, `region` the nearest place that opens one."""

    number: int
    parent: int
    tag: str
    block: int
    region: int
    roles: frozenset[str]
    hidden: bool
    linked: bool
    why: str
    size: int = 0


def parse_tree(page: Page) -> HtmlElement | None:
    """The tree of the slim copy, `None` where there is nothing to parse."""
    if not page.nodes:
        return None
    try:
        return document_fromstring(page.slim.encode("utf-8", "replace"), parser=HTMLParser(**_PARSER_OPTIONS))
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def group_nodes(page: Page, tree: HtmlElement, chosen: frozenset[int]) -> list[Stretch]:
    """The stretches of the page in page order; `chosen` are the numbers of the nodes that the extractor took."""
    return _Grouper(page, chosen).group(tree)


class _Grouper:
    def __init__(self, page: Page, chosen: frozenset[int]) -> None:
        self._page = page
        self._chosen = chosen
        self._places: list[_Place] = []
        self._by_element: dict[HtmlElement, int] = {}
        self._roles: dict[int, frozenset[str]] = {}

    def group(self, tree: HtmlElement) -> list[Stretch]:
        self._by_element = {}
        owners = sorted(self._find_owners(tree))
        total = self._weigh(owners)
        stretches: list[Stretch] = []
        last_block = -1
        for number, at in owners:
            place = self._places[at]
            node = self._page.nodes[number]
            if place.block != last_block or node.breaks > 1:
                stretches.append(self._open(place, total))
                last_block = place.block
            self._extend(stretches[-1], number, place)
        return stretches

    def _find_owners(self, tree: HtmlElement) -> Iterator[tuple[int, int]]:
        """Each text node's number with the number of the place it stands in."""
        count = len(self._page.nodes)
        alive = list(tree.iter())
        for element in alive:
            words = element.text
            if words and not words.isspace():
                yield from self._owned(words, element, count)
            words = element.tail
            if words and not words.isspace():
                yield from self._owned(words, element.getparent(), count)

    def _owned(self, words: str, owner: HtmlElement | None, count: int) -> Iterator[tuple[int, int]]:
        marks = [mark for mark in find_marks(words) if mark < count]
        if marks and owner is not None:
            at = self._place(owner)
            for mark in marks:
                yield mark, at

    def _place(self, element: HtmlElement) -> int:
        above = []
        at: HtmlElement | None = element
        while at is not None and at not in self._by_element:
            above.append(at)
            at = at.getparent()
        found = self._by_element[at] if at is not None else -1
        for one in reversed(above):
            found = self._add_place(one, found)
            self._by_element[one] = found
        return found

    def _add_place(self, element: HtmlElement, parent: int) -> int:
        tag = element.tag if isinstance(element.tag, str) else "div"
        why, roles, hidden = self._read_names(element, tag)
        above = self._places[parent] if parent >= 0 else None
        number = len(self._places)
        inline = tag in _INLINE and above is not None
        self._places.append(
            _Place(
                number=number,
                parent=parent,
                tag=tag,
                block=above.block if inline and above else number,
                region=number if why else above.region if above else -1,
                roles=roles,
                hidden=hidden or (above is not None and above.hidden),
                linked=tag == "a" or (above is not None and above.linked),
                why=why,
            )
        )
        return number

    def _read_names(self, element: HtmlElement, tag: str) -> tuple[str, frozenset[str], bool]:
        told = dict(element.items())
        if not told and tag not in _ROLE_OF_TAG:
            return _BY_TAG.get(tag, ""), _NO_ROLES, False
        why, roles, hidden = _judge_names(" ".join([told[name] for name in _NAMING if name in told]))
        label = told.get("id")
        if label and tag not in HEADINGS and label.count("-") < _WORDS_OF_SLUG:  # not "what-is-social-shopping"
            why_by_id, roles_by_id, _ = _judge_names(label)
            why, roles = why or why_by_id, roles | roles_by_id
        if tag in _ROLE_OF_TAG:
            roles |= {_ROLE_OF_TAG[tag]}
        elif tag == "a" and told.get("rel") == "author":
            roles |= {"byline"}
        hidden = hidden or "hidden" in told or ("style" in told and _HIDDEN.search(told["style"]) is not None)
        return why or _BY_TAG.get(tag, ""), roles, hidden

    def _weigh(self, owners: Sequence[tuple[int, int]]) -> int:
        """Counts for each place the chosen characters inside; gives their sum."""
        total = 0
        for number, at in owners:
            if number in self._chosen:
                node = self._page.nodes[number]
                self._places[at].size += node.end - node.start
                total += node.end - node.start
        for place in reversed(self._places):
            if place.parent >= 0:
                self._places[place.parent].size += place.size
        return total

    def _open(self, place: _Place, total: int) -> Stretch:
        return Stretch(
            nodes=[],
            tag=self._places[place.block].tag,
            roles=self._find_roles(place.block, total),
            region=self._find_region(place, total),
            hidden=place.hidden,
            linked=0.0,
            size=0,
            path=tuple(self._path(place.block)),
        )

    def _find_roles(self, at: int, total: int) -> frozenset[str]:
        """What the element and those around it are called, but for those that most of the chosen text stands in."""
        found = self._roles.get(at)
        if found is None:
            place = self._places[at]
            own = place.roles if place.size <= MOST_OF_BODY * total else _NO_ROLES
            above = self._find_roles(place.parent, total) if place.parent >= 0 else _NO_ROLES
            found = self._roles[at] = own | above
        return found

    def _path(self, at: int) -> Iterator[int]:
        while at >= 0:
            yield at
            at = self._places[at].parent

    def _find_region(self, place: _Place, total: int) -> str:
        """The innermost region around in which most of the chosen text does not stand."""
        at = place.region
        while at >= 0:
            region = self._places[at]
            if region.size <= MOST_OF_BODY * total:
                return region.why
            at = self._places[region.parent].region if region.parent >= 0 else -1
        return ""

    def _extend(self, stretch: Stretch, number: int, place: _Place) -> None:
        node = self._page.nodes[number]
        size = node.end - node.start
        whole = stretch.size + size
        stretch.linked = (stretch.linked * stretch.size + size * place.linked) / whole
        stretch.chosen = (stretch.chosen * stretch.size + size * (number in self._chosen)) / whole
        stretch.size = whole
        stretch.nodes.append(number)
        while place.number != place.block:
            stretch.roles |= place.roles
            place = self._places[place.parent]


@lru_cache(maxsize=20_000)
def _judge_names(names: str) -> tuple[str, frozenset[str], bool]:
    """The region and the roles that the names of an element speak of, and whether they say that it is hidden."""
    if not names:
        return "", frozenset(), False
    judged = [_judge_name(name) for name in names.split()]
    region = min(region for region, _, _ in judged) if judged else _NO_REGION
    roles = frozenset().union(*(roles for _, roles, _ in judged))
    return _REGION_NAMES[region] if region < _NO_REGION else "", roles, any(hidden for _, _, hidden in judged)


@lru_cache(maxsize=20_000)
def _judge_name(name: str) -> tuple[int, frozenset[str], bool]:
    """The same of one name; the region by its number. Sites use few names over and over."""
    split = _CASE_CHANGE.sub("-", name)
    regions = (int(found.lastgroup[1:]) for found in _REGION_WORD.finditer(split) if found.lastgroup)
    roles = frozenset(_ROLE_NAMES[int(found.lastgroup[1:])] for found in _ROLE_WORD.finditer(split) if found.lastgroup)
    return min(regions, default=_NO_REGION), roles, _HIDDEN_NAME.fullmatch(name) is not None
