"""How a speaker is introduced: the name with the role and the body that pages print beside it, and where they print it.

Only what stands unbroken beside the name counts; where two readings of an apposition are possible it counts for
nothing, since a wrong role can hurt a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from firsthand.brief.context import Context
from firsthand.evidence import Evidence
from firsthand.languages.tables import load_table
from firsthand.ledger.records import Entity
from firsthand.reading.records import EntityKind

_LONGEST_TITLE = 7
"""Words of a title and name that introduce a speaker ("harbour master Ilka Bren")."""

_LONGEST_APPOSITION = 9
"""Words of an apposition ("the chief pilot of the northern harbour board")."""

_BODIES = frozenset({EntityKind.ORGANISATION, EntityKind.GOVERNMENT, EntityKind.GROUP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """A name with what a page says of it. `body`: it tells whose spokesman or officer the person is.

    `places` are where the words stand; `role` and `of` are their words alone, "" where they do not stand there.
    """

    text: str
    places: tuple[Evidence, ...]
    body: bool = False
    role: str = ""
    of: str = ""


def introduce(entity: Entity, context: Context) -> Introduction | None:
    """The fullest introduction that any page prints: one that names the body first, then the most often printed one.

    A page that gives the spokesman's role and another that gives the body make one introduction of both.
    """
    if not entity.named:
        return None
    found = tuple(_find_introductions(entity, context))
    counted: dict[str, list[Introduction]] = {}
    for one in found:
        counted.setdefault(one.text, []).append(one)
    best = max(counted.values(), key=lambda same: (_fullness(same[0]), len(same), -len(same[0].text)), default=None)
    if best is None:
        return None
    return _of_both(entity, found) or best[0]


def _fullness(one: Introduction) -> int:
    return 2 * one.body + bool(one.role)


def _of_both(entity: Entity, found: tuple[Introduction, ...]) -> Introduction | None:
    """A spokesman's role from one page with the body from another, where no page prints both."""
    if any(one.role and one.body for one in found):
        return None
    bodies = {one.of.casefold(): one for one in found if one.of}
    spoken = [one for one in found if one.role.casefold() in _roles()["speaks"]]
    if len(bodies) != 1 or not spoken:
        return None
    of = next(iter(bodies.values()))
    places = tuple(dict.fromkeys((*spoken[0].places, *of.places)))
    text = f"{entity.name}, {spoken[0].role} for {of.of}"
    return Introduction(text=text, places=places, body=True, role=spoken[0].role, of=of.of)


def _find_introductions(entity: Entity, context: Context) -> Iterator[Introduction]:
    for mention in context.named.get(entity.id, ()):
        at = mention.evidence.quote.rfind(entity.name)
        if at >= 0 and mention.evidence.block is not None:
            start = mention.evidence.start + at
            yield from _beside(entity, context, mention.evidence.of, (start, start + len(entity.name)))


def _beside(entity: Entity, context: Context, of: str, place: tuple[int, int]) -> Iterator[Introduction]:
    """What stands directly before and behind one printed name."""
    text, offset = context.block_text(context.evidence(of, *place))
    start, end = place[0] - offset, place[1] - offset
    title = _title(text[:start])
    body = _body_behind(text, offset, end, of, context) if entity.kind is EntityKind.PERSON else None
    first = start - len(title) - 1 if title else start
    if body is not None:
        words, last = body
        whole = context.evidence(of, first + offset, last + offset)
        yield Introduction(text=whole.quote, places=(whole,), body=True, role=title, of=words)
    elif title:
        whole = context.evidence(of, first + offset, end + offset)
        yield Introduction(text=whole.quote, places=(whole,), role=title)
    yield from _appositions(entity, context, of, (text, offset, start, end))


def _title(before: str) -> str:
    """The title in front of a name ("Commander", "Foreign Ministry spokesperson"), "" where none is there."""
    found = re.search(r"(?:^|(?<=[\s\N{LEFT DOUBLE QUOTATION MARK}(]))((?:[A-Z][\w’'-]*[ ]){0,4}\w[\w-]*) $", before)
    if found is None:
        return ""
    words = found[1].split()
    if len(words) >= _LONGEST_TITLE or words[0].casefold() in ("the", "a", "an", "its", "his", "her", "their"):
        words = words[1:]
    while words and words[0].casefold() in _plain_words():
        words = words[1:]
    return " ".join(words) if words and _is_role(" ".join(words[-2:]).casefold()) else ""


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(
        ["but", "and", "when", "while", "as", "after", "then", "in", "on", "for", "to", "by", "with", "from", "earlier"]
    )


def _body_behind(text: str, offset: int, end: int, of: str, context: Context) -> tuple[str, int] | None:
    """The body in "NAME of the Harbour Board": its words with the article, and where they end."""
    lead = re.compile(r" (?:of|from) (?P<article>the )?").match(text, end)
    if lead is None:
        return None
    for mention in context.mentions.get(of, ()):
        if mention.kind not in _BODIES or mention.evidence.block is None:
            continue
        begins = mention.evidence.start - offset
        if (lead.start("article") <= begins <= lead.end() and lead.start("article") >= 0) or begins == lead.end():
            ends = mention.evidence.end - offset
            first = lead.start("article") if lead["article"] else begins
            if re.match(r"[,.]| (?:said|says|told|tells|wrote|and|who)\b|$", text[ends:]):
                return text[first:ends], ends
    return None


_AFTER = re.compile(
    r", (?P<all>(?P<lead>(?:a|an|the|[A-Z]\w+[’']s?) )?(?P<kind>(?:[\w-]+ ){0,3}?[\w-]+)"
    r"(?P<of> (?:of|for|at|with|in) [^,.;:()\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\"]+)?)"
    r"(?=[,.])"
)
_BEFORE = re.compile(
    r"(?:^|(?P<word>[\w’'-]+)[ ]|[.,;:][ ]?[\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\"]?[ ])"
    r"(?P<all>(?P<lead>[Aa]|[Aa]n|[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[A-Z]\w+[’']s?) "
    r"(?P<kind>(?:[\w-]+ ){0,3}[\w-]+)), $"
)
_TIES = frozenset({"of", "for", "to", "by", "with", "from", "at", "in", "and", "or", "about", "on"})
"""Words after which an apposition may belong to what stands further up: "a lawyer for the captain, NAME"."""


def _appositions(entity: Entity, context: Context, of: str, place: tuple[str, int, int, int]) -> Iterator[Introduction]:
    text, offset, start, end = place
    behind = _AFTER.match(text, end)
    if behind is not None and _is_role(behind["kind"].casefold()) and _is_short(behind["all"]):
        whole = context.evidence(of, start + offset, behind.end() + offset)
        tail = re.sub(r"^ \w+ ", "", behind["of"] or "")
        held = bool(tail) or bool(behind["lead"] and behind["lead"].strip()[-2:] in ("’s", "'s"))
        text_of = _with_named_body(whole.quote, tail, entity, context)
        yield Introduction(text=text_of, places=(whole,), body=held, role=behind["kind"], of=tail)
    ahead = _BEFORE.search(text[:start])
    if ahead is None or not _is_role(ahead["kind"].casefold()) or (ahead["word"] or "").casefold() in _TIES:
        return
    whole = context.evidence(of, ahead.start("all") + offset, end + offset)
    pointing = ahead["lead"].casefold() in ("its", "his", "her", "their")
    owner = ahead["lead"][-1:] == "s" and not pointing
    lead = "" if pointing else (ahead["lead"] if owner else ahead["lead"].casefold()) + " "
    yield Introduction(text=f"{entity.name}, {lead}{ahead['kind']}", places=(whole,), body=owner, role=ahead["kind"])


def _with_named_body(words: str, tail: str, entity: Entity, context: Context) -> str:
    """The introduction with the body's name in place of "the company", where a record tells which is meant."""
    body = context.entities.get(entity.of) or context.entity_of.get(entity.of)
    if not tail or body is None or not body.named or re.search(r"[A-Z]", tail) or tail.endswith(body.name):
        return words
    return f"{words.removesuffix(tail)}{body.name}"


def _is_short(words: str) -> bool:
    return len(words.split()) <= _LONGEST_APPOSITION and not re.search(r"\d", words)


def _is_role(words: str) -> bool:
    """Whether words end in a role.

    >>> _is_role("transport minister"), _is_role("blue ferry")
    (True, False)
    """
    known = _roles()["all"]
    parts = words.split()
    return bool(parts) and (parts[-1] in known or " ".join(parts[-2:]) in known)


@cache
def _roles() -> dict[str, frozenset[str]]:
    """The words for offices and trades; what a person merely is in one matter ("witness", "victim") is none."""
    table = load_table("en", "titles")
    roles, never = table["roles"], load_table("en", "connectives")["never_introduced"]
    offices = frozenset((*roles["speaks"], *roles["state"], *roles["work"], *table["ranks"]["words"]))
    return {"speaks": frozenset(roles["speaks"]), "all": offices - frozenset(never)}
