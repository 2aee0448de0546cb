"""Chains: the hops of a statement from its first speaker to this page, each with its kind, words and basis."""

from __future__ import annotations

import re
from dataclasses import replace

from firsthand.article.records import Article, Report
from firsthand.evidence import UNKNOWN, Evidence, Reason, Span
from firsthand.reading.draft import Draft
from firsthand.reading.mentions import Mentions
from firsthand.reading.occasionwords import OccasionWords
from firsthand.reading.records import Basis, Hop, HopKind, MentionHow, Naming, Relay, Setting, Statement

_NAME = r"(?P<name>(?:the\s+)?[A-Z0-9][\w&’'\-]*(?:\s+(?:[A-Z0-9][\w&’'\-]*|of|and|de|la|news|agency|daily))*)"
_RELAYED = re.compile(
    rf"""
    \bas\s+(?:first\s+)?(?:reported|quoted|cited|carried|published)\s+by\s+{_NAME}   # "as reported by Nile Wire"
  | \baccording\s+to\s+(?:a\s+)?(?:reports?|article|story)\s+(?:by|in|from)\s+      # "according to a report in X"
    {_NAME.replace("name>", "name2>")}
    """,
    re.VERBOSE,
)
_GENERIC_TAIL = re.compile(r"\s+(?:news\s+agency|news\s+service|newspaper|daily|agency|newswire)$")


def find_chains(
    statements: tuple[Statement, ...],
    drafts: tuple[Draft, ...],
    article: Article,
    report: Report,
    mentions: Mentions,
    words: OccasionWords,
) -> tuple[Statement, ...]:
    """The statements with their chains; `drafts` are parallel to `statements`."""
    who = _speaker_names(statements, mentions)
    middles = {
        statement.id: _middle(statement, draft, (article, report), mentions, words)
        for statement, draft in zip(statements, drafts, strict=True)
    }
    by_id = {statement.id: statement for statement in statements}
    tail = _tail(report)
    return tuple(replace(statement, chain=_chain(statement, by_id, middles, who, tail)) for statement in statements)


def _chain(
    statement: Statement,
    by_id: dict[str, Statement],
    middles: dict[str, tuple[Hop, ...]],
    who: dict[str, str],
    tail: tuple[Hop, ...],
) -> tuple[Hop, ...]:
    """Speaker, then whoever retells it outward with their own middles, then credits and the page."""
    hops = [_speaker_hop(statement, who, HopKind.SPEAKER), *middles[statement.id]]
    outer = by_id.get(statement.inside)
    seen = {statement.id}
    while outer is not None and outer.id not in seen:
        seen.add(outer.id)
        hops += [_speaker_hop(outer, who, HopKind.RETOLD), *middles[outer.id]]
        outer = by_id.get(outer.inside)
    known = {_folded(hop.name) for hop in hops}
    return (*_once(hops), *(hop for hop in tail if _folded(hop.name) not in known))


def _once(hops: list[Hop]) -> tuple[Hop, ...]:
    """Neighbours that are the same one are one hop."""
    kept: list[Hop] = []
    for hop in hops:
        if not kept or _folded(kept[-1].name) != _folded(hop.name):
            kept.append(hop)
    return tuple(kept)


def _folded(name: str) -> str:
    return re.sub(r"^the\s+", "", name.casefold())


def _speaker_hop(statement: Statement, who: dict[str, str], kind: HopKind) -> Hop:
    """The speaker by name; an unnamed one as printed where the page first gives his words."""
    speaker = statement.speakers[0] if statement.speakers else ""
    printed = statement.source[0].quote if statement.source and statement.naming is not Naming.UNKNOWN else UNKNOWN
    return Hop(
        kind=kind,
        name=who.get(speaker, printed),
        basis=Basis.PRINTED if statement.source else Basis.INFERRED,
        referent=speaker,
        evidence=statement.source,
        because=(Reason(rule=f"chains.{kind.value}", words=statement.source),),
    )


def _speaker_names(statements: tuple[Statement, ...], mentions: Mentions) -> dict[str, str]:
    """What to call each speaker: a named one by name, an unnamed one by the first source passage that describes him."""
    pronouns = {mention.evidence.span for mention in mentions.mentions if mention.how is MentionHow.PRONOUN}
    names = {referent.id: referent.name for referent in mentions.referents if referent.named}
    described = sorted(
        (
            (passage, speaker)
            for statement in statements
            for passage in statement.source
            for speaker in statement.speakers[:1]
        ),
        key=lambda pair: pair[0],
    )
    for passage, speaker in described:
        if passage.span not in pronouns:
            names.setdefault(speaker, passage.quote)
    return {referent.id: referent.name for referent in mentions.referents} | names


def _middle(
    statement: Statement, draft: Draft, page: tuple[Article, Report], mentions: Mentions, words: OccasionWords
) -> tuple[Hop, ...]:
    """Who heard it, who shared it, who passed it on, as the statement's own sentence shows."""
    article, report = page
    hops: list[Hop] = []
    occasion = statement.occasion
    if occasion.with_whom and not _is_own(occasion.with_whom, report):
        evidence = occasion.evidence or statement.audience
        hops.append(_hop(HopKind.HEARD, occasion.with_whom, evidence, occasion.basis))
    if occasion.setting in (Setting.VIDEO, Setting.POST, Setting.DOCUMENT):
        hops.extend(_sharers(statement, mentions, words))
    for span in draft.relayed_by:
        passage = article.evidence(span)
        hops.append(_hop(HopKind.RELAYED, _clean(passage.quote), (passage,), Basis.PRINTED))
    hops.extend(
        _hop(HopKind.RELAYED, _clean(passage.quote), (passage,), Basis.PRINTED)
        for passage in _relays_in(article, draft.region)
    )
    return tuple(hops)


def _is_own(outlet: str, report: Report) -> bool:
    """Whether the outlet is the page's own, also by a part of its name ("the Ledger")."""
    words = set(_folded(outlet).split())
    return report.outlet.known and bool(words) and words <= set(_folded(report.outlet.value).split())


def _hop(kind: HopKind, name: str, evidence: tuple[Evidence, ...], basis: Basis) -> Hop:
    return Hop(
        kind=kind,
        name=name,
        basis=basis,
        evidence=evidence,
        because=(Reason(rule=f"chains.{kind.value}", words=evidence),),
    )


def _clean(name: str) -> str:
    """A printed outlet name without article and kind: "the Nile Wire news agency" gives "Nile Wire".

    >>> _clean("the Nile Wire news agency")
    'Nile Wire'
    """
    bare = re.sub(r"^(?:the|The)\s+", "", name.strip())
    return _GENERIC_TAIL.sub("", bare) or bare


def _relays_in(article: Article, region: Span) -> list[Evidence]:
    """Outlets that the sentence says passed it on."""
    found = []
    for match in _RELAYED.finditer(article.text, region.start, region.end):
        group = "name" if match["name"] else "name2"
        if match[group]:
            found.append(article.evidence(Span(start=match.start(group), end=match.end(group))))
    return found


def _sharers(statement: Statement, mentions: Mentions, words: OccasionWords) -> list[Hop]:
    """Who passed on the recording: "in a video shared by X", "read out by their lawyer, X"."""
    found = []
    for passage in statement.occasion.evidence:
        for mention in mentions.at(passage.span):
            behind = passage.quote[mention.evidence.end - passage.start :].split()[:1]
            before = passage.quote[: mention.evidence.start - passage.start].rstrip().rsplit(" ", 1)[-1]
            if (
                before in ("that", "which")
                and behind
                and any(behind[0].startswith(verb) for verb in words.sharing)
                and mention.referent not in statement.speakers
            ):
                found.append(
                    _hop(HopKind.SHARED, mentions.referent(mention.referent).name, (passage,), statement.occasion.basis)
                )
        for match in re.finditer(r"\b(\w+)(?:\s+out)?\s+by\s+", passage.quote):
            if not match[1].endswith(("ed", "cast", "read", "aired")):
                continue
            at = passage.start + match.end()
            who = [
                mention
                for mention in mentions.mentions
                if at <= mention.evidence.start < passage.end and mention.how is not MentionHow.PRONOUN
            ]
            if who and who[0].referent not in statement.speakers:
                named = _best_named(who[0].referent, at, passage.end, mentions)
                found.append(_hop(HopKind.SHARED, named, (passage,), statement.occasion.basis))
    return found


def _best_named(referent: str, start: int, end: int, mentions: Mentions) -> str:
    by_id = {one.id: one for one in mentions.referents}
    after = [
        by_id[mention.referent]
        for mention in mentions.mentions
        if start <= mention.evidence.start < end and mention.referent in by_id
    ]
    named = [one for one in after if one.named]
    return (named or after)[0].name if after else by_id[referent].name


def _tail(report: Report) -> tuple[Hop, ...]:
    """Whose copy the page is, then the page."""
    hops = []
    if report.agency.known and not (
        report.outlet.known and _folded(report.agency.value) == _folded(report.outlet.value)
    ):
        hops.append(_hop(HopKind.CREDITED, report.agency.value, report.agency.evidence, Basis.PRINTED))
    return (*hops, Hop(kind=HopKind.PAGE, name="page", basis=Basis.PRINTED))


def find_relays(statements: tuple[Statement, ...]) -> tuple[Relay, ...]:
    """The printed signs that this report passes on what others obtained, one a name and kind, in text order."""
    found: dict[tuple[str, HopKind], Relay] = {}
    for statement in statements:
        for hop in statement.chain:
            if hop.kind in (HopKind.RELAYED, HopKind.HEARD, HopKind.SHARED) and hop.evidence:
                found.setdefault(
                    (hop.name, hop.kind),
                    Relay(report=statement.report, name=hop.name, kind=hop.kind, evidence=hop.evidence[0]),
                )
    return tuple(sorted(found.values(), key=lambda relay: (relay.evidence.start, relay.name)))
