"""What one voice asserts and another denies."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.evidence import UNKNOWN, Reason, make_id
from firsthand.ledger.accounts import Account
from firsthand.ledger.compared import Compared
from firsthand.ledger.likeness import Likeness
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.reading.records import Act, Reading, Statement
from firsthand.story.words import find_words

ANAPHOR_WORDS = 3
"""Words of a denial that only point back: "that", "the claim", "those reports"."""

SUCH_WORDS = 10
"""Words at most of a sentence that points back with "no such" or "any such"."""

SHORT_DENIAL = 8
"""Words of a denial that names in passing what it denies: "that there had been any deal"."""

STATEMENTS_BACK = 8
"""Statements before a short denial among which the denied one is looked for."""

ALIKE_WITHOUT_DENIAL = 0.5
"""Likeness from which two accounts, of which one is only negated, speak against each other: "none of them" about
something else shares names easily."""


_CHARGES = frozenset(["charge", "charges", "accusation", "accusations", "allegation", "allegations"])
_ACCUSING = frozenset(
    [
        "accuse",
        "accuses",
        "accused",
        "accusing",
        "allege",
        "alleges",
        "alleged",
        "alleging",
        "blame",
        "blames",
        "blamed",
        "charge",
        "charges",
        "charged",
        "claim",
        "claims",
        "claimed",
    ]
)


def find_denials(compared: Compared) -> Iterator[Disagreement]:
    """What one speaker (or a report) asserts and another denies, first across reports, then denials that take up the
    words before them."""
    yield from _denied(compared)
    for reading in compared.index.readings:
        yield from _denied_at_once(reading, compared)


def _denied(compared: Compared) -> Iterator[Disagreement]:
    """What one speaker (or a report) asserts and another denies: one for each two voices and each two reports."""
    seen: set[tuple[str, ...]] = set()
    for likeness in compared.alike:
        left, right = (compared.shelf.by_finding[one] for one in (likeness.left, likeness.right))
        if not likeness.opposed or left.echo or right.echo or not _are_two_voices(left, right):
            continue
        if not _speaks_against(likeness, left, right):
            continue
        if Act.ASK in {one.statement.act for one in (left, right) if one.statement}:
            continue
        voices = (*left.speakers, *right.speakers, left.report, right.report)
        if voices not in seen:
            seen.add(voices)
            yes, no = (right, left) if left.denied else (left, right)
            yield _make_denial(yes, no, rule="ledger.asserted-and-denied")


def _are_two_voices(left: Account, right: Account) -> bool:
    """Two speakers, one of whom at least is known; a report and a statement; never one speaker at two times (he may
    have changed his mind)."""
    if left.statement is None and right.statement is None:
        return left.report != right.report
    return not set(left.speakers) & set(right.speakers)


def _speaks_against(likeness: Likeness, left: Account, right: Account) -> bool:
    acts = {one.statement.act for one in (left, right) if one.statement}
    return Act.DENY in acts or likeness.score >= ALIKE_WITHOUT_DENIAL


def _make_denial(left: Account, right: Account, *, rule: str) -> Disagreement:
    passages = (*left.passages, *(right.passages or ()))
    return Disagreement(
        id=make_id("dg", DisagreementKind.DENIAL, left.finding, right.finding),
        kind=DisagreementKind.DENIAL,
        about=left.text,
        members=(left.finding, right.finding),
        passages=passages,
        values=tuple("asserted" if passage in left.passages else "denied" for passage in passages),
        because=(Reason(rule=rule, words=(left.passages[0], right.passages[0])),),
    )


def _denied_at_once(reading: Reading, compared: Compared) -> Iterator[Disagreement]:
    """Denials that take up a statement just before them: without words of their own ("denied that", "rejected the
    claim", "no such order"), or with a few."""
    before: list[Statement] = []
    for statement in reading.statements:
        told = _find_denied(statement, before, compared)
        if told is not None:
            account = compared.shelf.by_finding[told.id]
            passages = (*account.passages, *statement.source, *statement.cue, *statement.content)
            yield Disagreement(
                id=make_id("dg", DisagreementKind.DENIAL, told.id, statement.id),
                kind=DisagreementKind.DENIAL,
                about=account.text,
                members=(told.id, statement.id),
                passages=passages,
                values=tuple("asserted" if one in account.passages else "denied" for one in passages),
                because=(Reason(rule="ledger.denied-just-after", words=(*statement.cue, *statement.content)[:2]),),
            )
        if statement.id in compared.shelf.by_finding and not _is_denying(statement) and not statement.inside:
            before.append(statement)


def _is_denying(statement: Statement) -> bool:
    words = _words(statement)
    return statement.act is Act.DENY or ("such" in words and len(words) <= SUCH_WORDS)


def _words(statement: Statement) -> tuple[str, ...]:
    return tuple(word for part in statement.content for word in find_words(part.quote))


def _find_denied(statement: Statement, before: list[Statement], compared: Compared) -> Statement | None:
    words = _words(statement)
    if not before or statement.echo or not _is_denying(statement):
        return None
    others = [one for one in before[-STATEMENTS_BACK:] if not one.echo and _speak_apart(one, statement, compared)]
    if statement.act is not Act.DENY:
        account = compared.shelf.by_finding[statement.id]
        return others[-1] if others and others[-1] is before[-1] and account.denied else None
    if set(words) & _CHARGES:
        accusing = [one for one in others if {word for part in one.cue for word in find_words(part.quote)} & _ACCUSING]
        return accusing[-1] if accusing else None
    if len(words) <= ANAPHOR_WORDS:
        return others[-1] if others and others[-1] is before[-1] else None
    if len(words) > SHORT_DENIAL:
        return None
    return _find_matter(statement, others, compared)


def _find_matter(statement: Statement, others: list[Statement], compared: Compared) -> Statement | None:
    """The nearest statement that shares most with a short denial; else what unnamed people in the paragraph before
    said of the denier's own side."""
    account = compared.shelf.by_finding[statement.id]
    matter = frozenset(one for one in account.stems if not one.startswith("en-"))
    scored = [
        (len(matter & compared.shelf.by_finding[one.id].stems), at, one)
        for at, one in enumerate(others)
        if not compared.shelf.by_finding[one.id].denied or matter
    ]
    best = max(scored, key=lambda each: each[:2], default=None)
    if best and best[0]:
        return best[2]
    block = statement.cue[0].block if statement.cue else None
    sides = _find_sides(statement, compared)
    for one in others:
        near = block is not None and one.content[0].block is not None and block - one.content[0].block == 1
        if near and not _is_named(one, compared) and sides & _find_named_sides(one, compared):
            return one
    return None


def _is_named(statement: Statement, compared: Compared) -> bool:
    shelf = compared.shelf
    return any(shelf.entities[shelf.entity_of[who]].named for who in statement.speakers if who in shelf.entity_of)


def _find_sides(statement: Statement, compared: Compared) -> frozenset[str]:
    """The denier, the body he speaks for, and their state."""
    shelf = compared.shelf
    entities = [shelf.entities[shelf.entity_of[who]] for who in statement.speakers if who in shelf.entity_of]
    found = {value for one in entities for value in (one.id, one.of, one.country)}
    return frozenset(found - {"", UNKNOWN})


def _find_named_sides(statement: Statement, compared: Compared) -> frozenset[str]:
    shelf = compared.shelf
    found: set[str] = set()
    for part in statement.content:
        for mention in compared.index.mentions_in(part):
            entity = shelf.entities.get(shelf.entity_of.get(mention.referent, ""))
            if entity is not None and entity.named:
                found.update((entity.id, entity.country))
    return frozenset(found - {UNKNOWN})


def _speak_apart(left: Statement, right: Statement, compared: Compared) -> bool:
    ours, theirs = ({compared.shelf.entity_of.get(who, who) for who in one.speakers} for one in (left, right))
    return not ours & theirs
