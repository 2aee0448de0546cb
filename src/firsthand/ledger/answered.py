"""What a denial answers: a denial presupposes that somebody said so, and takes it up in few words of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from firsthand.ledger.accounts import Account, find_senses
from firsthand.ledger.clauses import Clause, Told
from firsthand.ledger.compared import Compared
from firsthand.ledger.contrast import Contrast, load_contrast
from firsthand.ledger.denied import TELLING, DenialReader, Denied
from firsthand.ledger.likeness import HELD_AT
from firsthand.ledger.occasions import can_be_one_time
from firsthand.reading.records import Modality
from firsthand.story.weights import Weights, make_weights

COVERED = 0.7
"""Weighted share of what is denied that must stand in the sentence that it answers."""

COVERED_NOT = 0.8
"""The same where nothing but a "not" shows the denial."""

RARE = 4
RARE_OF_ONE = 12
"""Sentences of a story at most that hold the one word by which a denial takes up another account: of its own report,
and where the sentence names whose doing it is."""

ANSWERED_AT_MOST = 4
"""Sentences that one denial answers."""

PAIR_WITHIN = 3
"""Senses in which the two words of a denied thing ("an armed group") must stand in the sentence that told of it."""

_SOMEBODY = frozenset(["he", "she", "they"])
_PRESENT = frozenset(["is", "are", "isn't", "aren't", "don't", "doesn't", "do", "does"])
_PLAIN_FORM = {"isn't": "is", "aren't": "are"}
_BEFORE_THING = frozenset(["the", "a", "an", "of", "its", "their", "his", "her", "this"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A denial and an account that it answers, each with the sentence that says so; `own` where one speaker says
    both."""

    denial: Told
    answered: Told
    own: bool = False


def find_answered(compared: Compared, told: Mapping[str, tuple[Told, ...]]) -> Iterator[Answer]:
    """What each denial answers, in the order of the reports and of the text; what is one speech with an answered
    account in another report is answered too."""
    finder = _Finder(compared, told)
    for account in compared.shelf.accounts:
        yield from finder.find(account)


class _Finder:
    """Looks up, story by story, the sentences that share what a denial takes up."""

    def __init__(self, compared: Compared, told: Mapping[str, tuple[Told, ...]]) -> None:
        self._compared = compared
        self._contrast: Contrast = load_contrast()
        self._told = told
        self._denied = DenialReader(compared, told)
        self._holders: dict[tuple[str, str], list[Told]] = defaultdict(list)
        for account in compared.shelf.accounts:
            if not account.echo:
                for one in told[account.finding]:
                    for sense in self._contrast.of(one.senses):
                        self._holders[self._story(one), sense].append(one)
        self._weights: Weights = make_weights(
            self._contrast.of(one.senses) for each in self._told.values() for one in each
        )

    def _story(self, told: Told) -> str:
        return self._compared.index.stories.get(told.account.report, told.account.report)

    def find(self, account: Account) -> Iterator[Answer]:
        """The accounts that one account denies: the best sentences first, once for each report and voice."""
        scored: dict[tuple[str, tuple[str, ...]], tuple[float, Answer]] = {}
        for denied in self._denied.find(account):
            for told in self._find_candidates(denied):
                score = self._score(denied, told)
                own = bool(set(told.account.speakers) & set(account.speakers))
                key = (told.account.report, told.account.speakers)
                if score > scored.get(key, (0.0, None))[0]:
                    scored[key] = (score, Answer(denial=denied.told, answered=told, own=own))
        order = self._compared.index.order
        best = sorted(scored.values(), key=lambda one: (-one[0], order[one[1].answered.account.report]))
        for _, answer in best[:ANSWERED_AT_MOST]:
            yield answer
            for told in self._find_prints(answer.answered, account):
                yield Answer(denial=answer.denial, answered=told, own=answer.own)

    def _find_prints(self, told: Told, denial: Account) -> Iterator[Told]:
        """The same words in other reports, where the page that is answered only quotes them."""
        near = self._near(told)
        for one in self._compared.alike:
            for here, there in ((one.left, one.right), (one.right, one.left)):
                if one.opposed or one.held < HELD_AT or here not in near:
                    continue
                other = self._compared.shelf.by_finding[there]
                if not other.echo and not set(other.speakers) & set(denial.speakers) and other.report != denial.report:
                    yield from self._told[there][:1]

    def _near(self, told: Told) -> frozenset[str]:
        """The account and whatever it quotes or is quoted by in one sentence."""
        own = told.account
        return frozenset(
            other.finding
            for other in self._compared.shelf.accounts
            if other.finding == own.finding or (other.report == own.report and other.overlaps(own))
        )

    # -------------------------------------------------------------- what it answers

    def _find_candidates(self, denied: Denied) -> Iterator[Told]:
        story, seen = self._story(denied.told), set[int]()
        for sense in sorted(denied.behind | denied.pair):
            for told in self._holders[story, sense]:
                if id(told) not in seen:
                    seen.add(id(told))
                    if self._can_answer(denied, told):
                        yield told

    def _can_answer(self, denied: Denied, told: Told) -> bool:
        ours, theirs = denied.told.account, told.account
        if (
            "?" in told.evidence.quote
            or theirs.finding == ours.finding
            or ours.overlaps(theirs)
            or not _is_plain(theirs, self._compared)
        ):
            return False
        if theirs.statement is not None and not theirs.speakers:
            return False
        if set(theirs.speakers) & set(ours.speakers):
            return self._is_own_word_before(denied, told)
        root = self._compared.index.root(theirs.statement) if theirs.statement else None
        if root is not None and any(who in ours.speakers for who in self._speakers_of(root.id)):
            return False
        if not self._comes_first(told, denied) or not _can_be_one_when(denied.told, told):
            return False
        if denied.owners and told.people - set(theirs.speakers) and not denied.owners & told.people:
            return False
        return not (denied.told.people and told.people and not denied.told.people & told.people)

    def _is_own_word_before(self, denied: Denied, told: Told) -> bool:
        """Whether one named speaker said it of all of a kind in an earlier report, and now says of one that it was
        not so: more than a change of mind or of the world."""
        ours, theirs = (self._compared.index.published(one.account.report) for one in (denied.told, told))
        if ours.first_day is None or theirs.first_day is None or not theirs.first_day < ours.first_day:
            return False
        every = any(set(clause.words) & self._contrast.universal for clause in told.clauses)
        named = any(self._compared.shelf.entities[who].named for who in told.account.speakers)
        return every and named and not denied.plain and _can_be_one_when(denied.told, told)

    def _speakers_of(self, finding: str) -> tuple[str, ...]:
        account = self._compared.shelf.by_finding.get(finding)
        return account.speakers if account else ()

    def _comes_first(self, told: Told, denied: Denied) -> bool:
        """Whether the account is no later than its denial: what is told days later may have happened since."""
        ours, theirs = (self._compared.index.published(one.account.report) for one in (denied.told, told))
        if denied.plain or ours.first_day is None or theirs.first_day is None:
            return True
        return theirs.first_day <= ours.first_day

    def _score(self, denied: Denied, told: Told) -> float:
        """How well the sentence is what is denied, 0 where it is not."""
        best = 0.0
        for clause in told.clauses:
            if clause.negated or {clause.opener, *clause.words} & self._contrast.unsure:
                continue
            if denied.pair and self._stands_near(denied.pair, clause):
                best = max(best, 1.0)
            best = max(best, self._score_clause(denied, clause, told))
        if denied.plain and not best:
            plain = [clause for clause in told.clauses if clause.negated == denied.negated]
            whole = self._contrast.of(tuple(one for clause in plain for one in clause.senses))
            best = self._score_plain(denied, whole, told)
        return best

    def _score_clause(self, denied: Denied, clause: Clause, told: Told) -> float:
        if denied.plain:
            return 0.0
        asked = denied.senses - self._find_which(denied, clause) - self._contrast.light
        shared = asked & self._contrast.of(clause.senses)
        least = 3 if self._is_of_somebody(denied, told) else 2
        if len(shared) < least or not shared & denied.behind or not self._is_one_tense(denied, clause):
            return 0.0
        if self._is_bidden(denied, clause) or (self._is_done(denied) and self._is_thing_there(denied, clause)):
            return 0.0
        cover = self._weights.total_of(shared) / (self._weights.total_of(asked) or 1.0)
        return cover if cover >= COVERED_NOT else 0.0

    def _is_of_somebody(self, denied: Denied, told: Told) -> bool:
        """Whether the denial says only "he" or "they" of whom it speaks, and nobody shows that both mean one."""
        return bool(set(denied.clause.words[:1]) & _SOMEBODY) and not denied.owners & told.people

    def _is_one_tense(self, denied: Denied, clause: Clause) -> bool:
        """Whether both tell of what was, or both of what is: "they do not keep it" is no answer to "it was kept"."""
        ours, theirs = (set(one.words) & _PRESENT for one in (denied.clause, clause))
        return not ours or bool({_PLAIN_FORM.get(one, one) for one in ours} & theirs)

    def _is_bidden(self, denied: Denied, clause: Clause) -> bool:
        """Whether the clause only tells that somebody was to do it: "commands to stop"."""
        doing = self._contrast.of(denied.clause.behind[:1])
        return any(
            before == "to" and self._contrast.of(find_senses(word, self._compared.lists)) & doing
            for before, word in pairwise(clause.words)
        )

    def _is_done(self, denied: Denied) -> bool:
        """Whether a doing is denied ("has never ended") and no thing ("no escort")."""
        return any(
            word in self._compared.lists.content.negators and word != "no" and after.endswith(("ed", "ing"))
            for word, after in pairwise(denied.clause.words)
        )

    def _is_thing_there(self, denied: Denied, clause: Clause) -> bool:
        """Whether the clause has the denied doing as a thing: "the end of the cold war"."""
        doing = self._contrast.of(denied.clause.behind[:1])
        return any(
            before in _BEFORE_THING and self._contrast.of(find_senses(word, self._compared.lists)) & doing
            for before, word in pairwise(clause.words)
        )

    def _find_which(self, denied: Denied, clause: Clause) -> frozenset[str]:
        """Where the clause speaks of all of a kind, the words by which the denial says which of them it means: "the
        north gate had not been manned"."""
        every = next((at for at, word in enumerate(clause.words) if word in self._contrast.universal), None)
        if every is None or not clause.senses:
            return frozenset()
        heads = self._contrast.of(clause.senses[:2])
        found = set[str]()
        for before, word in pairwise(denied.clause.words):
            own, which = (self._contrast.of(find_senses(one, self._compared.lists)) for one in (word, before))
            if own & heads and not which & heads:
                found |= which
        return frozenset(found)

    def _score_plain(self, denied: Denied, here: frozenset[str], told: Told) -> float:
        shared = denied.senses & here
        if not shared:
            return 0.0
        cover = self._weights.total_of(shared) / (self._weights.total_of(denied.senses) or 1.0)
        if len(shared) >= 2:
            return cover if cover >= COVERED else 0.0
        story = self._story(told)
        places = {
            (one.evidence.of, one.evidence.block, one.evidence.end)
            for sense in shared
            for one in self._holders[story, sense]
        }
        named = bool(denied.owners & told.names)
        rare = len(places) <= (RARE_OF_ONE if named else RARE)
        whose = named or told.account.report == denied.told.account.report
        return cover if rare and whose and shared == denied.senses else 0.0

    def _stands_near(self, pair: frozenset[str], clause: Clause) -> bool:
        senses = [self._contrast.alike.get(one, one) for one in clause.senses]
        return any(pair <= set(senses[at : at + PAIR_WITHIN]) for at in range(len(senses)))


def _is_plain(account: Account, compared: Compared) -> bool:
    """Whether an account asserts something of its own: no denial, no question, no wish, nothing conditional."""
    if account.echo:
        return False
    if account.statement is None:
        return True
    return account.statement.act in TELLING and account.modality is Modality.ASSERTED


def _can_be_one_when(left: Told, right: Told) -> bool:
    """Whether the two sentences can speak of one time, as far as they give any."""
    return (
        not left.times
        or not right.times
        or any(can_be_one_time(one, other) for one in left.times for other in right.times)
    )
