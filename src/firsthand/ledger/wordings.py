"""Prints of one utterance in different words, and accounts told more and less strongly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz.distance import Indel

from firsthand.evidence import Evidence, Reason, make_id
from firsthand.ledger.accounts import Account, Shelf, find_senses
from firsthand.ledger.index import Index
from firsthand.ledger.likeness import SAME_AT, Likeness
from firsthand.ledger.lists import LedgerLists, Sense
from firsthand.ledger.occasions import can_be_one_time, narrower
from firsthand.ledger.records import Difference, Origin, Wording, WordingKind
from firsthand.reading.records import Modality, Setting, Statement
from firsthand.story.words import find_words

ONE_UTTERANCE = 0.6
"""Likeness of the words in order from which two quotations of one speaker are prints of one utterance ("plans to
hold talks … if they ask" and "is prepared for talks … should they ask" reach 0.75)."""

RETOLD = 0.35
"""The same for two indirect accounts, and for two quotations from one known occasion: they are reworded more ("there
were two tugs" and "two tugs were ready"), but must be alike in what they say and of one origin."""

QUOTED_WORDS = 5
"""Words under which two quotations are not compared ("of course")."""

STRENGTH_SENSES = 2
"""Senses that two accounts in two strengths share beside the two verbs."""

STRENGTH_SHARE = 0.3
"""Share of the shorter account's senses that the two share."""


def find_wordings(
    index: Index, shelf: Shelf, alike: tuple[Likeness, ...], origins: tuple[Origin, ...], lists: LedgerLists
) -> tuple[Wording, ...]:
    """Pairs of statements that print one utterance in other words, then pairs that tell one account in two
    strengths."""
    origin_of = {statement: origin for origin in origins for statement in origin.statements}
    found = {}
    for likeness in alike:
        left, right = shelf.by_finding[likeness.left], shelf.by_finding[likeness.right]
        wording = _compare_prints(left, right, likeness, origin_of, index)
        if wording:
            found[wording.id] = wording
    found = {wording.id: wording for wording in _leave_out_inner(list(found.values()), index)}
    for wording in _find_reworded(index, shelf, origins):
        if not any(set(wording.members) <= set(other.members) for other in found.values()):
            found.setdefault(wording.id, wording)
    utterances = {frozenset(one.members) for one in found.values()}
    for wording in _find_strengths(index, shelf, origins, lists):
        left, right = (shelf.by_finding[one] for one in wording.members)
        quoted_twice = left.direct and right.direct and frozenset(wording.members) in utterances
        if not quoted_twice and Indel.normalized_similarity(left.words, right.words) < ONE_PRINT:
            found.setdefault(wording.id, wording)
    return tuple(found.values())


def _leave_out_inner(wordings: list[Wording], index: Index) -> Iterator[Wording]:
    """Without the pairs of statements inside two statements that are a pair themselves."""
    pairs = {frozenset(wording.members) for wording in wordings}
    for wording in wordings:
        roots = frozenset(index.root(index.statements[one]).id for one in wording.members)
        if roots == frozenset(wording.members) or roots not in pairs:
            yield wording


def _compare_prints(
    left: Account, right: Account, likeness: Likeness, origin_of: Mapping[str, Origin], index: Index
) -> Wording | None:
    """One utterance in two prints: one speaker, times that can be one, much the same words, and some that differ."""
    ours, theirs = left.statement, right.statement
    if (
        ours is None
        or theirs is None
        or likeness.opposed
        or left.words == right.words
        or not set(left.speakers) & set(right.speakers)
    ):
        return None
    if not can_be_one_time(ours.said_at, theirs.said_at) or not _settings_agree(ours, theirs):
        return None
    same_origin = origin_of[ours.id].id == origin_of[theirs.id].id
    if left.report == right.report and not (left.direct and right.direct and likeness.letters >= SAME_WORDS):
        return None
    both_quote = left.direct and right.direct
    if both_quote and min(len(left.words), len(right.words)) < QUOTED_WORDS:
        return None
    occasion_known = origin_of[ours.id].known and left.report != right.report
    least = RETOLD if not both_quote or (occasion_known and likeness.score >= SAME_AT) else ONE_UTTERANCE
    if not same_origin or likeness.letters < least:
        return None
    differences = find_differences(left, right)
    if not differences or _is_trim(left, right):
        return None
    return _make(WordingKind.UTTERANCE, (left, right), differences, origin_of, "ledger.one-utterance")


ONE_PRINT = 0.9
"""Likeness from which two accounts are one print with small trims, told no less strongly in either."""

SAME_WORDS = 0.8
"""Likeness from which two quotations inside one report are one said twice, and not two sentences of one speech."""


def _settings_agree(left: Statement, right: Statement) -> bool:
    settings = {left.occasion.setting, right.occasion.setting} - {Setting.UNKNOWN}
    return len(settings) < 2


def _is_trim(left: Account, right: Account) -> bool:
    """Whether one print is only a stretch of the other: words left off at its ends are no other wording."""
    short, long = sorted((" ".join(left.words), " ".join(right.words)), key=len)
    return f" {short} " in f" {long} "


def find_differences(left: Account, right: Account) -> tuple[Difference, ...]:
    """The words that stand in one print only, in order, side by side where one takes the other's place."""
    matcher = SequenceMatcher(None, left.words, right.words, autojunk=False)
    return tuple(
        Difference(left=" ".join(left.words[a:b]), right=" ".join(right.words[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )


def _make(
    kind: WordingKind,
    pair: tuple[Account, Account],
    differences: tuple[Difference, ...],
    origin_of: Mapping[str, Origin],
    rule: str,
    words: tuple[Evidence, ...] = (),
) -> Wording:
    left, right = pair
    assert left.statement is not None and right.statement is not None
    said_at = narrower(left.statement.said_at, right.statement.said_at)
    setting = next(
        (
            one.statement.occasion.setting
            for one in pair
            if one.statement and one.statement.occasion.setting is not Setting.UNKNOWN
        ),
        origin_of[left.finding].setting,
    )
    speaker = next((who for who in (*left.speakers, *right.speakers)), "")
    passages = (*left.passages, *right.passages)
    return Wording(
        id=make_id("wd", kind, left.finding, right.finding),
        kind=kind,
        members=(left.finding, right.finding),
        speaker=speaker,
        setting=setting,
        said_at=said_at if said_at.known else origin_of[left.finding].on,
        passages=passages,
        differences=differences,
        because=(Reason(rule=rule, words=words or passages, note=f"one origin: {origin_of[left.finding].what}"),),
    )


def _find_reworded(index: Index, shelf: Shelf, origins: tuple[Origin, ...]) -> Iterator[Wording]:
    """Indirect accounts of one known occasion in two reports that alone there tell of one thing, in a like sentence:
    "he opened the valves and no water came" and "he turned the valves himself and got nothing"."""
    origin_of = {statement: origin for origin in origins for statement in origin.statements}
    for origin in origins:
        if not origin.known or len(origin.reports) < 2:
            continue
        told = [shelf.by_finding[one] for one in origin.statements if one in shelf.by_finding]
        told = [one for one in told if one.statement and not one.statement.inside and not one.direct and not one.echo]
        holders: dict[str, list[Account]] = defaultdict(list)
        for account in told:
            for sense in account.stems - account.name_stems:
                if not sense.startswith("en-") and not sense[0].isdigit():
                    holders[sense].append(account)
        pairs: dict[tuple[str, str], tuple[Account, Account]] = {}
        for sense in sorted(holders):
            ordered = sorted(holders[sense], key=lambda one: index.order[one.report])
            if len({one.report for one in ordered}) == len(ordered):
                pairs.update({(left.finding, right.finding): (left, right) for left, right in pairwise(ordered)})
        for left, right in pairs.values():
            if _is_reworded(left, right):
                yield _make(
                    WordingKind.UTTERANCE,
                    (left, right),
                    find_differences(left, right),
                    origin_of,
                    "ledger.one-thing-of-one-occasion",
                )


def _is_reworded(left: Account, right: Account) -> bool:
    assert left.statement is not None and right.statement is not None
    one_speaker = bool(set(left.speakers) & set(right.speakers))
    like = one_speaker and left.denied == right.denied and left.modality is right.modality
    one_time = like and can_be_one_time(left.statement.said_at, right.statement.said_at)
    if not one_time or left.words == right.words or _is_trim(left, right):
        return False
    return Indel.normalized_similarity(left.words, right.words) >= LIKE_SENTENCE


LIKE_SENTENCE = 0.45
"""Likeness of the words in order from which two accounts that tell of one thing are one account in other words."""


def _find_strengths(index: Index, shelf: Shelf, origins: tuple[Origin, ...], lists: LedgerLists) -> Iterator[Wording]:
    """Accounts of one origin in two reports, where one uses a plain verb and the other a charged one of the same
    sense."""
    origin_of = {statement: origin for origin in origins for statement in origin.statements}
    own = {
        sense.name: frozenset(one for word in sense.plain | sense.charged for one in find_senses(word, lists))
        for sense in lists.senses
    }
    for origin in origins:
        if len(origin.reports) < 2:
            continue
        told = [shelf.by_finding[one] for one in origin.statements if one in shelf.by_finding]
        by_word: dict[tuple[str, bool], list[tuple[Account, str]]] = defaultdict(list)
        for account in told:
            for sense, charged, word in _find_strength_words(account, lists.senses):
                by_word[sense.name, charged].append((account, word))
        for sense in lists.senses:
            best = _find_best_pair(by_word[sense.name, False], by_word[sense.name, True], own[sense.name], sense)
            for (plain, plain_word), (charged_account, charged_word) in best:
                pair = sorted((plain, charged_account), key=lambda one: index.order[one.report])
                ours, theirs = (plain_word, charged_word) if pair[0] is plain else (charged_word, plain_word)
                difference = (Difference(left=ours, right=theirs),)
                yield _make(
                    WordingKind.STRENGTH,
                    (pair[0], pair[1]),
                    difference,
                    origin_of,
                    f"ledger.two-strengths-{sense.name}",
                )


def _find_strength_words(account: Account, senses: tuple[Sense, ...]) -> Iterator[tuple[Sense, bool, str]]:
    """The verbs of known strength in the content, and in the cue where the teller is told to somebody ("he was told
    that …")."""
    assert account.statement is not None
    cue = tuple(word for part in account.statement.cue for word in find_words(part.quote))
    nested = bool(account.statement.inside)
    for sense in senses:
        words = (*account.words, *cue) if nested or sense.name == "say" else account.words
        for word in words:
            if word in sense.plain or word in sense.charged:
                yield sense, word in sense.charged, word


def _find_best_pair(
    plain: list[tuple[Account, str]], charged: list[tuple[Account, str]], own: frozenset[str], sense: Sense
) -> list[tuple[tuple[Account, str], tuple[Account, str]]]:
    """For each charged account the plain one that tells the same, if one does."""
    found = []
    for right in charged:
        scored = [
            (_share(left[0], right[0], own, sense), left)
            for left in plain
            if left[0].report != right[0].report
            and left[0].modality in (right[0].modality, Modality.ASSERTED, Modality.INTENDED)
        ]
        best = max(scored, key=lambda pair: (pair[0], -len(pair[1][0].stems)), default=(0.0, None))
        if best[1] is not None and best[0] >= STRENGTH_SHARE:
            found.append((best[1], right))
    return found or _find_only_pair(plain, charged, own, sense)


def _find_only_pair(
    plain: list[tuple[Account, str]], charged: list[tuple[Account, str]], own: frozenset[str], sense: Sense
) -> list[tuple[tuple[Account, str], tuple[Account, str]]]:
    """What one speaker was told in one report and how he was told it in the other, where the occasion has one such
    account in each: one sense beside the verbs is enough ("was promised the hall", "was fooled over the hall")."""
    if sense.name == "say" or len(charged) != 1:
        return []
    right = {one for one in charged[0][0].stems if not one.startswith("en-")} - own
    told = [
        one
        for one in plain
        if one[0].statement
        and one[0].statement.inside
        and one[0].report != charged[0][0].report
        and one[0].stems & right
    ]
    return [(told[0], charged[0])] if len(told) == 1 else []


def _share(left: Account, right: Account, own: frozenset[str], sense: Sense) -> float:
    """The share of the shorter account's senses that both have, the two verbs left out; 0 where they share too few.
    What one says and another is said to `say` must be nearly the same, since every statement has such a verb."""
    ours, theirs = (
        frozenset(one for one in account.stems if not one.startswith("en-")) - own for account in (left, right)
    )
    shared = ours & theirs
    if len(shared) < STRENGTH_SENSES + (sense.name == "say"):
        return 0.0
    share = len(shared) / min(len(ours), len(theirs))
    return share if sense.name != "say" or share >= 0.7 else 0.0
