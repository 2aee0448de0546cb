"""What each stretch of a plain capture is by its place: settled from its neighbours and from where the report
stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from firsthand.article.boilerplate import Boilerplate, fold
from firsthand.article.credits import is_caption, read_names
from firsthand.article.names import fold_name, is_name
from firsthand.article.region import Region, find_region
from firsthand.article.units import PageWords, Role, Unit, is_loose_date

_MENU_RUN = 3
"""Lines: as many short ones in a row are a menu and no subheadings."""

_MENU_WORDS = 4
_LINKS_BELOW = 14
_CITY_WORDS = 3


def place_units(units: Sequence[Unit], words: PageWords) -> tuple[tuple[Unit, ...], Region | None]:
    """`units` with every role settled by place, and where the report stands."""
    placed = list(units)
    _mark_labelled(placed)
    _mark_split_bylines(placed, words)
    _mark_weather(placed, words)
    _mark_links_below(placed)
    _mark_advertised(placed)
    _mark_mastheads(placed)
    _mark_menus(placed)
    region = find_region(placed, words.boilerplate, words.names)
    if region is None:
        return tuple(placed), None
    headline = placed[region.headline].text if region.headline >= 0 else ""
    if headline:
        placed[region.headline] = placed[region.headline].as_role(Role.HEADLINE)
        _mark_repeats(placed, region.headline, words.boilerplate)
    _settle_head(placed, region, words)
    _settle_body(placed, region, words)
    _settle_foot(placed, region, words)
    return tuple(placed), region


def _mark_labelled(units: list[Unit]) -> None:
    """Standfirst and key points below their labels. Key points are list items, or the short sentences up to a gap."""
    for at, unit in enumerate(units):
        if unit.role is not Role.LABEL or at + 1 >= len(units):
            continue
        below = units[at + 1]
        if unit.label == "standfirst" and below.role in _PROSE and not below.stretch.bullet:
            units[at + 1] = below.as_role(Role.STANDFIRST)
        elif unit.label in {"key points", "standfirst"}:
            _mark_points(units, at + 1)
        elif unit.label == "correction" and below.role in _PROSE:
            units[at + 1] = below.as_role(Role.CORRECTION)
        elif unit.label == "caption" and below.role in _PROSE and below.words <= 60:
            units[at + 1] = below.as_role(Role.CAPTION)
        else:
            units[at] = replace(unit, role=Role.SHORT, why="")


_PROSE = frozenset({Role.TEXT, Role.SENTENCE, Role.SHORT, Role.CAPTION})


def _mark_points(units: list[Unit], start: int) -> None:
    bulleted = units[start].stretch.bullet > 0
    for at in range(start, len(units)):
        unit = units[at]
        if unit.role not in _PROSE or unit.words > 45 or bool(unit.stretch.bullet) != bulleted:
            return
        if not bulleted and at > start and unit.stretch.gap > units[start + 1].stretch.gap:
            return
        if not bulleted and unit.words > 30:
            return
        units[at] = unit.as_role(Role.KEY_POINT)


def _mark_split_bylines(units: list[Unit], words: PageWords) -> None:
    """ "By" on a line of its own, with the name on the next."""
    for at, unit in enumerate(units[:-1]):
        below = units[at + 1]
        if fold(unit.text) in {"by", "author", "written by", "reported by", "story by"} and below.role is Role.SHORT:
            found = read_names(below.text, 0, words=words.boilerplate, names=words.names, calendar=words.calendar)
            if found and found.people:
                units[at + 1] = below.as_role(Role.BYLINE)


def _mark_weather(units: list[Unit], words: PageWords) -> None:
    """The town beside a temperature: a short name right above or below, and no masthead."""
    for at, unit in enumerate(units):
        if unit.why != "weather":
            continue
        for beside in (at + 1, at - 1):
            if not 0 <= beside < len(units):
                continue
            other = units[beside]
            named = is_name(other.text.replace(",", " ")) and not words.names.looks_like_masthead(other.text)
            if other.role is Role.SHORT and other.words <= _CITY_WORDS and named and not other.text.isupper():
                units[beside] = other.as_dirt("weather")
                break


def _mark_links_below(units: list[Unit]) -> None:
    """The links that a heading such as "More from Shipping" opens."""
    for at, unit in enumerate(units):
        if unit.role is not Role.DIRT or not unit.opens:
            continue
        for below in range(at + 1, min(at + 1 + _LINKS_BELOW, len(units))):
            other = units[below]
            if other.role is Role.SHORT and (below == at + 1 or other.stretch.gap <= max(1, units[at + 1].stretch.gap)):
                units[below] = other.as_dirt(unit.why)
            elif other.role is not Role.DATE and not (other.role is Role.DIRT and not other.foot):
                break


_AD_LABEL_WORDS = 3


def _mark_advertised(units: list[Unit]) -> None:
    """The short line right below an advertisement's label, with no blank line between."""
    for at, unit in enumerate(units[:-1]):
        below = units[at + 1]
        labelled = unit.why == "advertisement" and unit.words <= _AD_LABEL_WORDS
        alone = below.stretch.gap == 0 and (at + 2 >= len(units) or units[at + 2].stretch.gap > 0)
        if labelled and alone and below.role is Role.SHORT:
            units[at + 1] = below.as_dirt("advertisement")


_MASTHEAD_WORDS = 5


def _mark_mastheads(units: list[Unit]) -> None:
    """The site's name at the head of the page, right above its row of links, where nothing but dirt is above it."""
    for at, unit in enumerate(units[:-1]):
        if unit.role in {Role.DIRT, Role.DATE}:
            continue
        below = units[at + 1]
        named = unit.words <= _MASTHEAD_WORDS and is_name(unit.text) and (unit.words > 1 or unit.text.isupper())
        if unit.role is Role.SHORT and named and below.role is Role.DIRT and below.why == "menu":
            units[at] = unit.as_dirt("masthead")
        return


def _mark_menus(units: list[Unit]) -> None:
    """Runs of short lines with few words each. Dirt between them does not end a run."""
    run: list[int] = []
    for at, unit in enumerate([*units, None]):
        if (
            unit is not None
            and unit.role is Role.SHORT
            and unit.words <= _MENU_WORDS
            and not unit.text.endswith((".", "?", "!"))
        ):
            run.append(at)
            continue
        if unit is not None and unit.role is Role.DIRT:
            continue
        if len(run) >= _MENU_RUN:
            for link in run:
                units[link] = units[link].as_dirt("menu")
        run = []


def _mark_repeats(units: list[Unit], headline: int, lists: Boilerplate) -> None:
    """The headline's other printings: alone, or with the site's name behind it, as a page's title has it."""
    wanted = fold(units[headline].text)
    for at, unit in enumerate(units):
        if at == headline or unit.role in {Role.DATE, Role.CAPTION}:
            continue
        folded = fold(unit.text)
        if folded == wanted:
            units[at] = unit.as_dirt("repeated headline")
        elif (
            folded.startswith(wanted)
            and re.match(r"\s*(?:\||-|\u2013|\u2014|::|\u00B7|\u00AB|\u00BB|<|>|:)\s*\S", folded[len(wanted) :])
            and len(folded) - len(wanted) < 60
        ):
            units[at] = unit.as_dirt("page title")


def _settle_head(units: list[Unit], region: Region, words: PageWords) -> None:
    """What stands above the first paragraph: a standfirst below the headline, else menus, labels and other matter."""
    for at in range(region.first):
        if units[at].role is Role.SHORT and at >= region.headline - 1 and is_loose_date(units[at].text, words):
            units[at] = replace(units[at], role=Role.DATE, why="date line")
    for at in range(region.first):
        unit = units[at]
        if region.headline >= 0 and at == _below(units, region.headline) and _is_standfirst(units, at, region):
            units[at] = unit.as_role(Role.STANDFIRST)
        elif unit.role is Role.SHORT:
            masthead = at < max(region.headline, 0) and words.names.looks_like_masthead(unit.text)
            units[at] = unit.as_dirt(
                "masthead" if masthead else "section label" if at > region.headline >= 0 else "menu"
            )
        elif unit.role in {Role.TEXT, Role.SENTENCE} or (unit.role in _OF_A_TEXT and at < region.headline):
            units[at] = unit.as_dirt("other matter")
    at = _below(units, region.headline) if region.headline >= 0 else -1
    if at == region.first and _is_standfirst(units, at, region):
        units[at] = units[at].as_role(Role.STANDFIRST)


_OF_A_TEXT = frozenset({Role.CREDIT, Role.BYLINE, Role.CAPTION})


def _below(units: Sequence[Unit], headline: int) -> int:
    """The first unit under the headline that is no dirt."""
    return next((at for at in range(headline + 1, len(units)) if units[at].role is not Role.DIRT), -1)


def _is_standfirst(units: Sequence[Unit], at: int, region: Region) -> bool:
    """A sentence or long line between headline and byline or date: the page set it apart from the body."""
    unit = units[at]
    if unit.role not in {Role.TEXT, Role.SENTENCE, Role.SHORT} or not 6 <= unit.words <= 60 or unit.stretch.bullet:
        return False
    after = next((one for one in units[at + 1 : region.last + 1] if one.role is not Role.DIRT), None)
    return after is not None and after.role in {Role.BYLINE, Role.DATE} and at + 4 > region.headline


def _settle_body(units: list[Unit], region: Region, words: PageWords) -> None:
    for at in range(region.first, region.last + 1):
        unit = units[at]
        if unit.role is Role.SHORT:
            units[at] = _settle_short(units, at)
    last = units[region.last]
    if last.role is Role.CAPTION and not is_caption(last.text, words.boilerplate, words.names, last=True):
        units[region.last] = last.as_role(Role.TEXT)


def _settle_short(units: Sequence[Unit], at: int) -> Unit:
    """A line without a stop inside the body: an item of a list, a subheading above a paragraph, or a stray link."""
    unit = units[at]
    if unit.stretch.bullet or (unit.text.endswith((":", "?", "!", ",", ";")) and unit.words > 3):
        return unit.as_role(Role.TEXT)
    if _subheads(units, at):
        return unit.as_role(Role.SUBHEADING)
    return unit.as_dirt("related links")


def _subheads(units: Sequence[Unit], at: int) -> bool:
    below = units[at + 1] if at + 1 < len(units) else None
    above = units[at - 1] if at else None
    return (
        units[at].words <= 12
        and below is not None
        and below.role in {Role.TEXT, Role.SENTENCE, Role.CAPTION}
        and (above is None or above.role is not Role.SHORT)
    )


def _settle_foot(units: list[Unit], region: Region, words: PageWords) -> None:
    """What stands below the last paragraph: closing credits and corrections stay, the rest is the page's."""
    closing = True
    for at in range(region.last + 1, len(units)):
        unit = units[at]
        if unit.role in {Role.CORRECTION, Role.CREDIT}:
            continue
        if unit.role is Role.SHORT:
            credit = closing and is_closing_name(unit, units, region, words)
            units[at] = unit.as_role(Role.CREDIT) if credit else unit.as_dirt("menu")
            closing = closing and credit
        elif unit.role in {Role.TEXT, Role.SENTENCE, Role.CAPTION, Role.STANDFIRST, Role.KEY_POINT}:
            units[at] = unit.as_dirt("other matter")
            closing = False
        elif unit.role is Role.BYLINE and not closing:
            units[at] = unit.as_dirt("other matter")
        elif unit.role is Role.DIRT and unit.why in {"related links", "comments", "tag list"}:
            closing = False


def _credited(name: str, units: Sequence[Unit]) -> bool:
    """Whether a caption of the page ends with this name in brackets."""
    wanted = fold_name(name)
    ends = (re.search(r"[\[(]([^\[\]()]+)[\])]\.?$", unit.text) for unit in units if unit.role is Role.CAPTION)
    return any(end is not None and fold_name(end[1]) == wanted for end in ends)


def is_closing_name(unit: Unit, units: Sequence[Unit], region: Region, words: PageWords) -> bool:
    """Whether a lone name below the last paragraph signs the copy.

    That is a listed agency, one whose name says so, one that a caption of the page credits too, or a single word, as
    agencies sign. Other names of two words could be a person's or a place's: those are left alone.
    """
    text = unit.text.strip("()[]\u2014\u2013- .")
    if not text or unit.words > 6 or not is_name(text.replace("/", " ").replace(",", " ")):
        return False
    parts = [part.strip() for part in re.split(r"[/,&]|\band\b", text) if part.strip()]
    if all(words.names.agency(part) or words.names.is_called_agency(part) for part in parts):
        return True
    if fold_name(text).split()[-1] in words.names.closing_words or _credited(text, units):
        return True
    below = units[region.last + 1]
    return len(text.split()) == 1 and unit is below and len(text) >= 2
