"""Ids that are kept: an entity, origin, claim or story that is met again is called what it was called first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from firsthand.brief.records import Brief
from firsthand.case.clock import now
from firsthand.evidence import Evidence
from firsthand.store.file import CaseFile
from firsthand.store.minted import load_minted, load_minted_order, save_minted

Anchors = Mapping[str, tuple[str, ...]]
"""The places that each id stands for."""


def mint_ids(brief: Brief, file: CaseFile) -> Brief:
    """The brief under the ids that the case has minted; new ones are minted where the case may be written."""
    renamed: dict[str, str] = {}
    minted: list[tuple[str, Anchors]] = []
    with file.reading() as db:
        order = load_minted_order(db)
        for kind, anchors in _kinds(brief):
            names = choose_ids(anchors, load_minted(db, kind), order)
            renamed.update(names)
            minted.append((kind, {names[one]: places for one, places in anchors.items()}))
    if file.writable:
        with file.writing() as db:
            for kind, anchors in minted:
                save_minted(db, kind, now(), anchors)
    changed = {one: name for one, name in renamed.items() if one != name}
    return rename(brief, changed) if changed else brief


def choose_ids(anchors: Anchors, minted: Mapping[str, str], order: Mapping[str, int]) -> dict[str, str]:
    """For each id as worked out, the id to call it by.

    Of the minted ids that its places had, the one that most of them had, the oldest of several; each goes to one
    finding only, the one with most of its places. What no place had keeps the id as worked out.

    >>> choose_ids({"en-2": ("a", "b")}, {"a": "en-1"}, {"en-1": 0})
    {'en-2': 'en-1'}
    """
    claims: list[tuple[int, int, str, str]] = []
    for one, places in anchors.items():
        for name, count in Counter(minted[place] for place in places if place in minted).items():
            claims.append((-count, order.get(name, 0), one, name))
    chosen: dict[str, str] = {}
    given: set[str] = set()
    for _, _, one, name in sorted(claims):
        if one not in chosen and name not in given:
            chosen[one] = name
            given.add(name)
    taken = given | set(minted.values())
    for one in anchors:
        if one not in chosen:
            chosen[one] = _free(one, taken)
            taken.add(chosen[one])
    return {one: chosen[one] for one in anchors}


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where another holds it."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def rename(brief: Brief, names: Mapping[str, str]) -> Brief:
    """The brief with each id that `names` holds by its other name, wherever it stands.

    What was found on single pages knows nothing of ids across reports: it is the greater part, and is left as it is.
    """
    bare = replace(
        brief,
        reports=tuple(replace(held, text="", blocks=(), dropped=()) for held in brief.reports),
        **_NOTHING,
    )
    renamed = _rename(bare, names)
    return replace(
        renamed,
        reports=tuple(
            replace(held, rests_on=other.rests_on) for held, other in zip(brief.reports, renamed.reports, strict=True)
        ),
        **{name: getattr(brief, name) for name in _OF_PAGES},
    )


_OF_PAGES = (
    "mentions", "referents", "times", "statements", "narrations", "figures", "instruments", "events", "relays",
    "problems", "revisions",
)  # fmt: skip
"""Fields of a brief that hold what single pages gave."""

_NOTHING: Mapping[str, Any] = dict.fromkeys(_OF_PAGES, ())


def _rename(brief: Brief, names: Mapping[str, str]) -> Brief:
    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return names.get(value, value)
        if isinstance(value, dict):
            return {key: walk(part) for key, part in value.items()}
        if isinstance(value, list):
            return [walk(part) for part in value]
        return value

    decoded = msgspec.json.decode(msgspec.json.encode(brief))
    return msgspec.convert(walk(decoded), Brief)


def _kinds(brief: Brief) -> Iterator[tuple[str, Anchors]]:
    """The anchors of every minted kind: bytes and places in them, which no later reading of other reports moves."""
    blobs = {held.report.id: held.report.sha256 for held in brief.reports}
    statements = {one.id: _place(blobs, (one.content or one.cue or one.source)[0]) for one in brief.statements}
    narrations = {one.id: _place(blobs, one.evidence) for one in brief.narrations}
    findings = statements | narrations
    mentions: dict[str, list[str]] = {}
    for mention in brief.mentions:
        mentions.setdefault(mention.referent, []).append(_place(blobs, mention.evidence))
    ledger = brief.ledger
    yield "entity", {
        one.id: tuple(place for who in one.referents for place in mentions.get(who, (who,))) for one in ledger.entities
    }
    yield "origin", {one.id: tuple(findings.get(who, who) for who in one.statements) for one in ledger.origins}
    yield "claim", {
        one.id: tuple(findings.get(member.finding, member.finding) for member in one.members) for one in ledger.claims
    }
    yield "story", {one.id: tuple(blobs[who] for who in one.reports if who in blobs) for one in brief.stories}


def _place(blobs: Mapping[str, str], passage: Evidence) -> str:
    return f"{blobs.get(passage.report, '')[:16]}:{passage.start}:{passage.end}"
