"""The event by which each statement entered the record, and which statements share one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from firsthand.evidence import Reason
from firsthand.ledger.accounts import Shelf
from firsthand.ledger.index import Index
from firsthand.ledger.joins import Joins
from firsthand.ledger.likeness import Likeness
from firsthand.ledger.occasions import (
    GATHERED,
    can_be_one_time,
    find_outlet,
    is_one_day,
    is_same_date,
    is_told_outlet,
    published_near,
)
from firsthand.ledger.origin_words import make_origin
from firsthand.ledger.own_reports import find_own_reports, is_plain
from firsthand.ledger.records import Origin
from firsthand.reading.records import HopKind, Setting, Statement
from firsthand.story.outlets import fold_outlet, same_outlet
from firsthand.story.records import Dependence, DependenceKind
from firsthand.story.words import find_stems, fold, load_content_words
from firsthand.when import When

SAME_PRINT = 0.9
"""Likeness of the words in order from which two passages are one print, with small trims."""

PRINT_WORDS = 6
"""Words under which a common phrase is no print of its own."""

DESCRIBED_ALIKE = 3
"""Words of description that an unnamed interviewed person shares at least with a named one, where both spoke with one
outlet."""

COPIED = 0.75
"""Likeness of the words in order from which a statement of a copy is the copied statement."""


def find_origins(
    index: Index, shelf: Shelf, alike: tuple[Likeness, ...], dependences: tuple[Dependence, ...]
) -> tuple[Origin, ...]:
    """One origin for each interview, briefing, post, video, hearing, document or unknown way in, in the order of
    their first statement.

    Statements share an origin where the pages show one occasion: one speaker's interview with one outlet, one
    briefing of one day, a copy of the same words, a report that passes on another. What no page shows stays an
    origin of its own, with `known` False.
    """
    finder = _Finder(index, shelf, alike, dependences)
    joins = finder.join()
    return tuple(make_origin([index.statements[one] for one in group], index, shelf, joins) for group in joins.groups())


class _Finder:
    def __init__(
        self, index: Index, shelf: Shelf, alike: tuple[Likeness, ...], dependences: tuple[Dependence, ...]
    ) -> None:
        self._index = index
        self._shelf = shelf
        self._alike = alike
        self._joins = Joins(index.statements)
        self._speakers = {one.id: self._find_speakers(one) for one in index.statements.values()}
        outlets = {one.id: find_outlet(one, index.reports[one.report]) for one in index.statements.values()}
        printed = sorted(set(outlets.values()))
        self._outlets = {id: _fullest(name, printed) for id, name in outlets.items()}
        self._printed: dict[str, list[When]] = defaultdict(list)
        for reading in index.readings:
            if reading.report.outlet.known:
                self._printed[fold_outlet(reading.report.outlet.value)].append(reading.report.published.when)
        self._copies = {
            frozenset((one.report, one.other)) for one in dependences if one.kind is DependenceKind.COPY and one.other
        }

    def join(self) -> Joins:
        for reading in self._index.readings:
            self._join_within(reading.statements)
        self._join_interviews()
        self._join_unnamed_interviews()
        self._join_own_reports()
        self._join_gathered()
        for likeness in self._alike:
            self._join_alike(likeness)
        return self._joins

    def _find_speakers(self, statement: Statement) -> frozenset[str]:
        return frozenset(self._shelf.entity_of[who] for who in statement.speakers if who in self._shelf.entity_of)

    def _named_speakers(self, statement: Statement) -> frozenset[str]:
        return frozenset(who for who in self._speakers[statement.id] if self._shelf.entities[who].named)

    def _put(self, left: Statement, right: Statement, rule: str, note: str) -> None:
        words = (*left.cue[:1], *right.cue[:1])
        self._joins.join(left.id, right.id, Reason(rule=f"ledger.{rule}", words=words, note=note))

    def _join_within(self, statements: tuple[Statement, ...]) -> None:
        """What is told inside another statement came in with it; one speaker's statements on one occasion came in
        together."""
        roots: dict[tuple[frozenset[str], str], list[Statement]] = defaultdict(list)
        for statement in statements:
            root = self._index.root(statement)
            if root is not statement:
                self._put(root, statement, "told-inside", "the enclosing statement brought it in")
                continue
            speakers = self._speakers[statement.id] or frozenset({statement.id})
            for earlier in roots[speakers, ""]:
                if self._is_one_occasion(earlier, statement):
                    self._put(earlier, statement, "one-occasion", "one speaker, one occasion, one report")
                    break
            roots[speakers, ""].append(statement)
        for told in roots.values():
            self._inherit(told)

    def _inherit(self, told: list[Statement]) -> None:
        """What an interviewed person says elsewhere in the report, with no other setting or time, was said in the
        interview."""
        settings = {one.occasion.setting for one in told} - {Setting.UNKNOWN}
        interviews = [one for one in told if one.occasion.setting is Setting.INTERVIEW]
        if settings != {Setting.INTERVIEW} or len({self._outlets[one.id] for one in interviews}) != 1:
            return
        first = interviews[0]
        for one in told:
            if one.occasion.setting is Setting.UNKNOWN and can_be_one_time(first.said_at, one.said_at):
                self._put(first, one, "interview-inherited", "the report names no other occasion for this speaker")

    def _is_one_occasion(self, left: Statement, right: Statement) -> bool:
        ours, theirs = left.occasion, right.occasion
        if ours.setting is not theirs.setting or not can_be_one_time(left.said_at, right.said_at):
            return False
        outlets = {self._outlets[left.id], self._outlets[right.id]} - {""}
        platforms = {fold(ours.on_what), fold(theirs.on_what)} - {""}
        return len(outlets) < 2 and len(platforms) < 2

    def _join_interviews(self) -> None:
        """One first speaker and one outlet that heard him, at times that can be one, are one interview."""
        held: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for statement in self._index.statements.values():
            if not is_told_outlet(statement) or not self._outlets[statement.id]:
                continue
            for who in sorted(self._named_speakers(statement)):
                earlier = held[who, self._outlets[statement.id]]
                for other in self._first_of_groups(earlier):
                    if self._can_be_one_interview(other, statement):
                        self._put(other, statement, "one-interview", f"both with {self._outlets[statement.id]}")
                        break
                earlier.append(statement)

    def _join_unnamed_interviews(self) -> None:
        """An outlet's interview of somebody unnamed is its interview of a named speaker described alike."""
        named: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        unnamed: list[Statement] = []
        for statement in self._index.statements.values():
            if is_told_outlet(statement) and self._outlets[statement.id]:
                if self._named_speakers(statement):
                    named[self._interview_key(statement)].append(statement)
                elif statement.source:
                    unnamed.append(statement)
        for statement in unnamed:
            described = self._described(statement)
            held = named[self._interview_key(statement)]
            for other in self._first_of_groups(held):
                group = [one for one in held if one.report == other.report]
                shared = described & frozenset(word for one in group for word in self._described(one))
                if len(shared) >= DESCRIBED_ALIKE and self._can_be_one_interview(other, statement):
                    note = f"both with {self._outlets[statement.id]}, described alike: {', '.join(sorted(shared))}"
                    self._put(other, statement, "one-interview-described", note)
                    break

    def _interview_key(self, statement: Statement) -> tuple[str, str]:
        return self._index.stories.get(statement.report, statement.report), self._outlets[statement.id]

    def _described(self, statement: Statement) -> frozenset[str]:
        return frozenset(one for part in statement.source for one in find_stems(part.quote, load_content_words()))

    def _can_be_one_interview(self, left: Statement, right: Statement) -> bool:
        if is_one_day(left.said_at, right.said_at):
            return True
        if not published_near(left.report, right.report, self._index):
            return False
        if can_be_one_time(left.said_at, right.said_at):
            return True
        return any(self._is_day_of_print(one) for one in (left, right))

    def _is_day_of_print(self, statement: Statement) -> bool:
        """Whether the day that a report gives for an interview is the day on which its outlet printed it."""
        printed = self._printed.get(self._outlets[statement.id], ())
        return any(is_same_date(when, statement.said_at) for when in printed)

    def _join_own_reports(self) -> None:
        """What a speaker told an outlet is what he says in the outlet's own report, where another report quotes that
        report's words as told to the outlet and it names no other occasion for him."""
        by_report: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for statement in self._index.statements.values():
            for who in sorted(self._named_speakers(statement)):
                by_report[statement.report, who].append(statement)
        for (_, who), told in by_report.items():
            heard = next((one for one in told if is_told_outlet(one) and self._outlets[one.id]), None)
            if heard is None or {self._outlets[one.id] for one in told} - {"", self._outlets[heard.id]}:
                continue
            outlet = self._outlets[heard.id]
            owns = dict.fromkeys(one for each in told for one in find_own_reports(each, outlet, self._index))
            for own in owns:
                printed = [one for one in by_report.get((own, who), []) if not one.inside]
                for one in printed if is_plain(tuple(printed)) else ():
                    self._put(one, heard, "own-report", f"quoted as told to {outlet}, which prints it")

    def _join_gathered(self) -> None:
        """One speaker at a briefing, hearing or trial of one day, or with one post or video of one day."""
        held: dict[tuple[str, Setting, str], Statement] = {}
        settings = GATHERED | {Setting.POST, Setting.VIDEO}
        for statement in self._index.statements.values():
            day = statement.said_at.first_day
            if statement.occasion.setting not in settings or not is_one_day(statement.said_at, statement.said_at):
                continue
            for who in sorted(self._named_speakers(statement)):
                key = (who, statement.occasion.setting, f"{day} {fold(statement.occasion.on_what)}")
                other = held.setdefault(key, statement)
                if other is not statement:
                    self._put(other, statement, "one-day", f"{statement.occasion.setting} of {day}")

    def _first_of_groups(self, statements: list[Statement]) -> Iterator[Statement]:
        seen = set()
        for one in statements:
            root = self._joins.root(one.id)
            if root not in seen:
                seen.add(root)
                yield one

    def _join_alike(self, likeness: Likeness) -> None:
        left, right = self._index.statements.get(likeness.left), self._index.statements.get(likeness.right)
        if left is None or right is None or self._joins.root(left.id) == self._joins.root(right.id):
            return
        note = self._why_one(self._index.root(left), self._index.root(right), likeness)
        if note:
            self._put(left, right, *note)

    def _why_one(self, left: Statement, right: Statement, likeness: Likeness) -> tuple[str, str] | None:
        """The rule and the note for which two statements alike are of one origin, or `None`."""
        if (
            left.report != right.report
            and frozenset((left.report, right.report)) in self._copies
            and likeness.letters >= COPIED
        ):
            return "copied", "one report's text was taken from the other"
        if self._relays(left, right) or self._relays(right, left):
            return "relayed", "one report passes on the other"
        if not can_be_one_time(left.said_at, right.said_at):
            return None
        same_speaker = bool(self._named_speakers(left) & self._named_speakers(right))
        settings = {left.occasion.setting, right.occasion.setting} - {Setting.UNKNOWN}
        if Setting.DOCUMENT in settings or Setting.COURT in settings:
            if len(settings) == 1 and self._is_one_document(left, right):
                return "one-document", "both tell the same from one document"
            if not same_speaker:
                return None
        if same_speaker:
            return self._why_one_speaking(left, right, likeness, settings)
        agency = self._shared_agency(left, right)
        if agency and likeness.letters >= SAME_PRINT:
            return "one-agency", f"the same words, both credited to {agency}"
        return None

    def _why_one_speaking(
        self, left: Statement, right: Statement, likeness: Likeness, settings: set[Setting]
    ) -> tuple[str, str] | None:
        outlets = [self._outlets[left.id], self._outlets[right.id]]
        if all(outlets) and not same_outlet(*outlets):
            return None
        words = min(len(self._shelf.by_finding[one].words) for one in (likeness.left, likeness.right))
        if (
            len(settings) == 1
            and Setting.UNKNOWN not in (left.occasion.setting, right.occasion.setting)
            and not any(outlets)
        ):
            return "one-occasion-alike", f"one speaker, the same account, {min(settings)} at times that can be one"
        if self._is_own_interview(left, right) or self._is_own_interview(right, left):
            return "own-interview", "the outlet says that it was told this itself"
        if all(outlets):
            return "one-outlet-heard", f"the same account through {outlets[0]}"
        both_quote = all(self._shelf.by_finding[one].direct for one in (likeness.left, likeness.right))
        if likeness.letters >= (0.6 if both_quote else SAME_PRINT) and words >= PRINT_WORDS and len(settings) < 2:
            return "same-words", "one speaker in much the same words"
        return None

    def _is_one_document(self, left: Statement, right: Statement) -> bool:
        ours, theirs = (
            fold_outlet(one.occasion.on_what) or fold_outlet(" ".join(part.quote for part in one.source))
            for one in (left, right)
        )
        shared = set(ours.split()) & set(theirs.split())
        return bool(shared) or not ours or not theirs

    def _is_own_interview(self, plain: Statement, told: Statement) -> bool:
        """`plain` stands without setting in a report of the outlet that `told` says was told it."""
        outlet = self._index.reports[plain.report].report.outlet
        heard = self._outlets[told.id]
        return (
            plain.occasion.setting is Setting.UNKNOWN
            and outlet.known
            and bool(heard)
            and same_outlet(heard, outlet.value)
        )

    def _relays(self, passing: Statement, first: Statement) -> bool:
        """Whether `passing` is told on the word of the outlet or agency in whose report `first` stands."""
        outlet = self._index.reports[first.report].report.outlet
        if passing.report == first.report or not outlet.known:
            return False
        names = [self._shelf.entities[who].name for who in self._speakers[passing.id]]
        names += [hop.name for hop in passing.chain if hop.kind in (HopKind.RELAYED, HopKind.CREDITED)]
        names += [relay.name for relay in self._index.reports[passing.report].relays if relay.kind is HopKind.RELAYED]
        return any(same_outlet(name, outlet.value) for name in names)

    def _shared_agency(self, left: Statement, right: Statement) -> str:
        ours, theirs = (self._index.reports[one.report].report.agency for one in (left, right))
        if left.report != right.report and ours.known and theirs.known and same_outlet(ours.value, theirs.value):
            return ours.value
        return ""


def _fullest(name: str, printed: list[str]) -> str:
    """The one longer form of an outlet's name among those printed ("channel nine casterby" for "channel nine"), else
    the name itself."""
    longer = [other for other in printed if len(other) > len(name) and same_outlet(name, other)] if name else []
    return longer[0] if len(longer) == 1 else name
