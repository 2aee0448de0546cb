"""What a report's own text tells about it: datelines, bylines, credits, captions and sign-offs, as candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.article.credits import find_photo_credit, find_sign_off_credit, is_caption, read_byline
from firsthand.article.datelines import Dateline, find_dateline
from firsthand.article.names import fold_name, is_initials, is_name
from firsthand.article.records import Article, Block, BlockKind, Candidate
from firsthand.article.turns import SignOff, find_sign_off
from firsthand.article.units import PageWords
from firsthand.evidence import Span

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.TURN})
_LEAD_BLOCKS = 3
"""Blocks of text in which a dateline may stand: the first, or one behind a note or a standfirst."""

_CLOSING_BLOCKS = 3
"""Blocks at the end in which a closing credit may stand."""


def find_told(article: Article, words: PageWords) -> tuple[Candidate, ...]:
    """Candidates for headline, dateline_place, dateline source and day, byline, agency, outlet and photo_credit, in
    text order.

    The field of a dateline's bracket is "dateline source": whether it is agency or outlet is decided with the whole
    page.
    """
    return tuple(sorted(_find(article, words), key=lambda one: one.evidence.start))


def _find(article: Article, words: PageWords) -> Iterator[Candidate]:
    prose = [block for block in article.blocks if block.kind in _PROSE]
    for block in article.blocks:
        if block.kind is BlockKind.HEADLINE:
            yield _told(article, block, 0, block.end - block.start, field="headline", basis="headline")
        elif block.kind is BlockKind.BYLINE:
            yield from _byline(article, block, words, basis="byline")
        elif block.kind is BlockKind.CAPTION:
            yield from _photo(article, block, words)
        elif block.kind is BlockKind.CREDIT:
            yield from _credit(article, block, words, last=block.number >= len(article.blocks) - _CLOSING_BLOCKS)
    yield from _dateline(article, prose, words)
    for block in prose[-_CLOSING_BLOCKS:]:
        yield from _closing_paragraph(article, block, words, last=block is prose[-1])
    for block in prose[-1:]:
        if block.kind is BlockKind.TURN:
            yield from _thanked(article, block, words)


def _text(article: Article, block: Block) -> str:
    return article.text[block.start : block.end]


def _told(
    article: Article, block: Block, start: int, end: int, *, field: str, basis: str, value: str = ""
) -> Candidate:
    evidence = article.evidence(Span(start=block.start + start, end=block.start + end))
    return Candidate(field=field, value=value or evidence.quote, basis=basis, evidence=evidence)


def read_dateline(article: Article, words: PageWords) -> tuple[Block, Dateline] | None:
    """The report's dateline and the block it stands in, or `None`."""
    lead = [block for block in article.blocks if block.kind is BlockKind.DATELINE]
    lead += [block for block in article.blocks if block.kind in _PROSE][:_LEAD_BLOCKS]
    for number, block in enumerate(lead):
        text = _text(article, block)
        if block.kind is BlockKind.DATELINE:
            text = f"{text} \u2014 The"
        found = find_dateline(text, calendar=words.calendar, names=words.names, opening=number == 0)
        if found is not None:
            return block, found
    return None


def _dateline(article: Article, prose: list[Block], words: PageWords) -> Iterator[Candidate]:
    found = read_dateline(article, words)
    if found is None:
        return
    block, dateline = found
    for field, span in (("dateline_place", dateline.place), ("dateline source", dateline.source)):
        if span is not None:
            yield _told(article, block, span.start, span.end, field=field, basis="dateline")
    if dateline.on is not None:
        at = _text(article, block).find(dateline.on.when.printed) if dateline.on.when.known else -1
        start, end = _day_in(_text(article, block), dateline, words)
        value = dateline.on.when.value if at >= 0 else ""
        yield _told(article, block, start, end, field="published", basis="dateline", value=value)


def _day_in(text: str, dateline: Dateline, words: PageWords) -> tuple[int, int]:
    from firsthand.article.dates import find_dates

    first = find_dates(text[: dateline.span.end], words.calendar)[0]
    return first.span.start, first.span.end


def _byline(article: Article, block: Block, words: PageWords, *, basis: str) -> Iterator[Candidate]:
    text = _text(article, block)
    if basis == "closing credit":  # "(Reporting by …; editing by …)": who edited has not written
        text = text.partition(";")[0]
    found = read_byline(text, words=words.boilerplate, names=words.names, calendar=words.calendar)
    if found is None and not re.search(r"[.!?]$", text):
        found = read_byline(f"By {text}", words=words.boilerplate, names=words.names, calendar=words.calendar)
        shift = -3
    else:
        shift = 0
    if found is None:
        return
    for span in found.people:
        yield _told(article, block, span.start + shift, span.end + shift, field="byline", basis=basis)
    for span in found.houses:
        printed = text[span.start + shift : span.end + shift]
        agency = words.names.agency(printed) or words.names.is_called_agency(printed) or is_initials(printed)
        yield _told(
            article, block, span.start + shift, span.end + shift, field="agency" if agency else "outlet", basis=basis
        )


def _photo(article: Article, block: Block, words: PageWords) -> Iterator[Candidate]:
    found = find_photo_credit(_text(article, block), words.boilerplate)
    if found is not None and found.name is not None:
        yield _told(article, block, found.name.start, found.name.end, field="photo_credit", basis="caption")


def _credit(article: Article, block: Block, words: PageWords, *, last: bool) -> Iterator[Candidate]:
    text = _text(article, block)
    signed = find_sign_off(text, words.boilerplate, closing=True)
    if signed is not None:
        yield from _sign_off(article, block, signed, words)
        return
    byline = list(_byline(article, block, words, basis="closing credit")) if text[:1] in "(RrAaWw" else []
    if byline:
        yield from byline
        return
    yield from _agencies(article, block, 0, len(text), words, lone=last)


def _sign_off(article: Article, block: Block, signed: SignOff, words: PageWords) -> Iterator[Candidate]:
    yield _told(article, block, signed.name.start, signed.name.end, field="byline", basis="sign-off")
    if signed.outlet is not None:
        printed = _text(article, block)[signed.outlet.start : signed.outlet.end]
        bare = _station(printed, words)
        yield _told(
            article, block, signed.outlet.start, signed.outlet.start + len(bare), field="outlet", basis="sign-off"
        )


def _station(printed: str, words: PageWords) -> str:
    """A station's name without the "News" of its programme: "Radio Lindmark News" is Radio Lindmark."""
    parts = printed.split()
    if len(parts) > 2 and parts[-1] == "News" and any(part.casefold() in words.names.station_words for part in parts):
        return printed[: -len(" News")]
    return printed


_CREDIT_LEAD = re.compile(
    r"^with\s+(?:an?\s+)?(?:(?:additional|agency|wire)\s+)?(?:inputs?|reports?|reporting|files|material|information)\s+(?:from|by)\s+",
    re.IGNORECASE,
)


def _agencies(
    article: Article, block: Block, start: int, end: int, words: PageWords, *, lone: bool
) -> Iterator[Candidate]:
    """Agencies in a closing credit. A name alone in its block is one, listed or not; in a sentence only listed ones
    are."""
    text = _text(article, block)[start:end]
    bare = text.strip(" ()[]\u2014\u2013-.")
    offset = start + text.find(bare) if bare else start
    credited = _CREDIT_LEAD.sub("", bare)
    alone = lone and 0 < len(credited.split()) <= 6 and is_name(re.sub(r"[/,&]", " ", credited))
    for found in re.finditer(r"(?:(?!\s+(?:and|with|from|by|contributed|via)\b)[^/,;:&()])+", bare):
        printed = re.sub(
            r"^(?:\s*(?:and|an?|with|from|by|via|the|source|sources|inputs?|files?|reports?|material|agency|originally|published)\b)+",
            "",
            found[0],
            flags=re.IGNORECASE,
        ).strip(" .:")
        if not printed or fold_name(printed) in words.names.unnamed_agencies:
            continue
        known = words.names.copy_agency(printed) or words.names.is_called_agency(printed)
        if known or (alone and not words.names.agency(printed) and not words.names.outlet(printed)):
            at = offset + found.start() + found[0].find(printed)
            yield _told(article, block, at, at + len(printed), field="agency", basis="closing credit")


def _thanked(article: Article, block: Block, words: PageWords) -> Iterator[Candidate]:
    """The reporter whom a presenter names behind his report, in a short sentence of the broadcast's last turn:
    "Tove Lind reporting. It is ten past six." """
    for found in re.finditer(r"(?:^|(?<=[.!?] ))[^.!?]{5,60}[.!?]", _text(article, block)):
        signed = find_sign_off(found[0], words.boilerplate, closing=False)
        if signed is not None and signed.span.start == 0:
            start, end = found.start() + signed.name.start, found.start() + signed.name.end
            yield _told(article, block, start, end, field="byline", basis="sign-off")


def _closing_paragraph(article: Article, block: Block, words: PageWords, *, last: bool) -> Iterator[Candidate]:
    """Credits that a reader of HTML left in the last paragraphs."""
    text = _text(article, block)
    if last:
        credit = find_sign_off_credit(text, words.names)
        if credit is not None and not is_caption(text, words.boilerplate, words.names, last=True):
            yield from _agencies(article, block, credit.start, credit.end, words, lone=True)
    if text.count(" ") < 6 and words.names.copy_agency(text):
        yield from _agencies(article, block, 0, len(text), words, lone=True)
