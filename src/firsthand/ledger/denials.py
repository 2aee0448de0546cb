"""What one voice asserts and another denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from firsthand.evidence import Evidence, Reason, make_id
from firsthand.ledger.accounts import Account
from firsthand.ledger.answered import find_answered
from firsthand.ledger.clauses import Told
from firsthand.ledger.compared import Compared
from firsthand.ledger.likeness import Likeness
from firsthand.ledger.negation import is_negated_there
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.ledger.taken_up import find_at_odds, find_taken_up
from firsthand.reading.records import Act, Modality
from firsthand.story.sentences import sentence_at
from firsthand.story.words import find_words

ALIKE_WITHOUT_DENIAL = 0.5
"""Likeness from which two accounts, of which one is only negated, speak against each other: "none of them" about
something else shares names easily."""

ALIKE_IN_ONE_REPORT = 0.65
"""The same inside one report, whose sentences share its matter anyhow."""

LONG_SPEECH = 40
"""Words from which a speech with a condition in it says other things too."""

AMENDED = "amended by its teller"


def find_denials(compared: Compared, told: Mapping[str, tuple[Told, ...]]) -> Iterator[Disagreement]:
    """What one speaker (or a report) asserts and another denies, first across reports, then denials that take up the
    words before them, then what a page itself calls at odds."""
    yield from _denied(compared, told)
    for reading in compared.index.readings:
        yield from find_taken_up(reading, compared)
        yield from find_at_odds(reading, compared)


def _denied(compared: Compared, sentences: Mapping[str, tuple[Told, ...]]) -> Iterator[Disagreement]:
    """One for each denial, with everything that asserts what it denies: once for each report and voice. Each sentence
    of a long speech is a denial of its own."""
    asserting: dict[tuple[str, Evidence | None, bool], list[Account]] = {}
    for likeness in compared.alike:
        left, right = (compared.shelf.by_finding[one] for one in (likeness.left, likeness.right))
        if likeness.opposed and _are_set_against(left, right, likeness, compared):
            yes, no = (right, left) if _is_denial(left, right) else (left, right)
            asserting.setdefault((no.finding, None, False), []).append(yes)
    said: dict[str, Evidence] = {}
    for answer in find_answered(compared, sentences):
        denial, yes = answer.denial.account, answer.answered.account
        here = answer.denial.evidence if len(denial.words) >= LONG_SPEECH else None
        told = asserting.setdefault((denial.finding, here, answer.own), [])
        if yes not in told:
            told.append(yes)
        if len(yes.words) >= LONG_SPEECH:
            said[yes.finding] = answer.answered.evidence
    prints = _find_prints(compared)
    for (finding, here, _), told in asserting.items():
        denial = compared.shelf.by_finding[finding]
        whole = _leave_out_inner([*told, *(one for yes in told for one in prints[yes.finding])], compared)
        once = {(one.report, one.speakers): one for one in reversed(whole)}
        kept = [one for one in whole if once[one.report, one.speakers] is one]
        yield _make_denial(kept, denial, _find_amended(kept, compared), said | ({finding: here} if here else {}))


def _find_prints(compared: Compared) -> Mapping[str, list[Account]]:
    """What one speaker is told to have said on one occasion in other reports too, by finding."""
    origin_of = {statement: origin.id for origin in compared.origins for statement in origin.statements}
    found: dict[str, list[Account]] = defaultdict(list)
    for one in compared.alike:
        if one.same_speaker and not one.opposed and origin_of.get(one.left) == origin_of.get(one.right):
            for here, there in ((one.left, one.right), (one.right, one.left)):
                found[here].append(compared.shelf.by_finding[there])
    return found


def _leave_out_inner(told: list[Account], compared: Compared) -> list[Account]:
    """Without statements inside a statement that is told too, in the order of the reports."""
    own = {one.finding for one in told}
    kept = {
        one.finding: one
        for one in told
        if one.statement is None or not one.statement.inside or compared.index.root(one.statement).id not in own
    }
    return sorted(kept.values(), key=lambda one: (compared.index.order[one.report], one.passages[0].start))


def _find_amended(told: list[Account], compared: Compared) -> list[Account]:
    """What a teller himself says otherwise by now, in the sentence that takes up his earlier words."""
    found = []
    for one in told:
        if one.statement is None or not one.speakers:
            continue
        article = compared.index.reports[one.report].article
        here = sentence_at(article, one.passages[0].span)
        for other in compared.index.reports[one.report].statements:
            account = compared.shelf.by_finding.get(other.id)
            if account is None or other.inside or account.overlaps(one) or account.speakers != one.speakers:
                continue
            if here.covers(account.passages[0].span) and "now" in account.words:
                found.append(account)
    return found


def _are_set_against(left: Account, right: Account, likeness: Likeness, compared: Compared) -> bool:
    if left.echo or right.echo or not _are_two_voices(left, right):
        return False
    acts = {one.statement.act for one in (left, right) if one.statement}
    yes, no = (right, left) if _is_denial(left, right) else (left, right)
    if yes.modality is Modality.CONDITIONAL and len(yes.words) < LONG_SPEECH:
        return False  # "if the box was opened, the vote is void" says nothing of the box
    if Act.ASK in acts or _is_said_of_denial(yes, no) or _is_held_untrue(yes, compared):
        return False
    if Act.DENY in acts:
        return True
    least = ALIKE_IN_ONE_REPORT if left.report == right.report else ALIKE_WITHOUT_DENIAL
    return likeness.score >= least and is_negated_there(no, yes, compared.lists)


def _is_denial(left: Account, right: Account) -> bool:
    """Whether the first of two opposed accounts is the denial: by its verb, else by its words."""
    acts = [one.statement is not None and one.statement.act is Act.DENY for one in (left, right)]
    return acts[0] if acts[0] != acts[1] else left.denied


def _is_said_of_denial(yes: Account, no: Account) -> bool:
    """Whether one account only tells that the other denies: "Carver denies any knowledge of it", printed twice."""
    cue = {word for part in (no.statement.cue if no.statement else ()) for word in find_words(part.quote)}
    return no.statement is not None and no.statement.act is Act.DENY and bool(cue & set(yes.words))


def _is_held_untrue(yes: Account, compared: Compared) -> bool:
    """Whether the words are what a speaker says he does not hold: "I don't think anyone could have known"."""
    if yes.statement is None or not yes.statement.inside:
        return False
    root = compared.index.root(yes.statement)
    outer = compared.shelf.by_finding.get(root.id)
    return (
        outer is not None and outer.denied and outer.finding != yes.finding and set(yes.speakers) <= set(outer.speakers)
    )


def _are_two_voices(left: Account, right: Account) -> bool:
    """Two speakers, one of whom at least is known; a report and a statement; never one speaker at two times (he may
    have changed his mind)."""
    if left.statement is None and right.statement is None:
        return left.report != right.report
    return not set(left.speakers) & set(right.speakers)


def _make_denial(
    told: list[Account], denial: Account, amended: list[Account], said: Mapping[str, Evidence]
) -> Disagreement:
    """`said` gives the sentence of a long speech that is meant."""
    sides = (("asserted", told), ("denied", [denial]), ("amended", amended))
    cited = {
        one.finding: (said[one.finding],) if one.finding in said else one.passages for _, each in sides for one in each
    }
    passages = tuple(passage for _, each in sides for one in each for passage in cited[one.finding])
    own = any(set(one.speakers) & set(denial.speakers) for one in told)
    return Disagreement(
        id=make_id("dg", DisagreementKind.DENIAL, *(one.finding for one in told), denial.finding),
        kind=DisagreementKind.DENIAL,
        about=told[0].text,
        members=tuple(one.finding for _, each in sides for one in each),
        passages=passages,
        values=tuple(side for side, each in sides for one in each for _ in cited[one.finding]),
        reconciliation=AMENDED if amended else "",
        because=(
            Reason(
                rule="ledger.against-own-words" if own else "ledger.asserted-and-denied",
                words=(passages[0], cited[denial.finding][0]),
            ),
        ),
    )
