"""What one report gives as somebody's word and another as plain fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from firsthand.evidence import Reason, make_id
from firsthand.ledger.accounts import Account
from firsthand.ledger.compared import Compared
from firsthand.ledger.copied import are_apart
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.reading.records import EntityKind
from firsthand.story.stories import find_names
from firsthand.story.words import find_words, stem

_SPEAKERS = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.GOVERNMENT, EntityKind.GROUP})


def find_dropped(compared: Compared) -> Iterator[Disagreement]:
    """Statements of one speaker that stand in another report as plain fact, where that report attributes them nowhere.

    What two speakers or more have said is taken for known, and so is what the plain sentence itself hangs on a source.
    """
    shelf = compared.shelf
    attributed = _find_attributed(compared)
    voices = {member.finding: claim.first_speakers for claim in compared.claims for member in claim.members}
    sourced = _find_sourced_sentences(compared)
    for likeness in compared.alike:
        left, right = shelf.by_finding[likeness.left], shelf.by_finding[likeness.right]
        if (left.statement is None) == (right.statement is None) or left.report == right.report or likeness.opposed:
            continue
        told, plain = (left, right) if left.statement else (right, left)
        if _came_before(plain.report, told.report, compared):
            continue
        if plain.echo or (told.finding, plain.report) in attributed or plain.finding in sourced:
            continue
        if _has_own_source(plain) or not _share_deed(told, plain):
            continue
        if _is_told_whole(told, plain) and _has_speaker(told, compared) and voices.get(told.finding, 1) < 2:
            yield _make_dropped(told, plain, "ledger.attribution-dropped")
    yield from _find_taken_over(compared, attributed, sourced)
    yield from _find_belonging(compared)


def _find_taken_over(
    compared: Compared, attributed: frozenset[tuple[str, str]], sourced: frozenset[str]
) -> Iterator[Disagreement]:
    """Statements whose subject another report gives, in passing, the very state that a speaker gave it: "the pumps
    had been out of order for weeks" and "The pumps, out of order since May, are being taken apart"."""
    shelf = compared.shelf
    said: dict[tuple[str, str, str], list[Account]] = defaultdict(list)
    for account in shelf.accounts:
        kinds = {compared.shelf.entities[who].kind for who in account.speakers}
        speaks = bool(kinds & (_SPEAKERS | {EntityKind.UNKNOWN})) and not account.echo
        if speaks and account.statement and not account.statement.inside:
            for subject, state in _find_states(account, compared):
                said[compared.index.stories.get(account.report, account.report), subject, state].append(account)
    seen: set[tuple[str, str]] = set()
    for plain in shelf.accounts:
        if plain.statement is not None or plain.echo or plain.finding in sourced:
            continue
        for subject, state in _find_states(plain, compared):
            story = compared.index.stories.get(plain.report, plain.report)
            for told in said[story, subject, state][:1]:
                key = (told.finding, plain.report)
                apart = are_apart(told.passages[0], plain.passages[0], compared.copied) and told.denied == plain.denied
                if apart and key not in seen | attributed and not _came_before(plain.report, told.report, compared):
                    seen.add(key)
                    yield _make_dropped(told, plain, "ledger.state-as-plain-fact")


def _find_states(account: Account, compared: Compared) -> Iterator[tuple[str, str]]:
    """The first thing that an account tells of, with each set phrase of three words in it that ends in a word of
    matter: "out of order", "under lock and key" by its last three."""
    words = find_words(account.passages[0].quote)
    function = compared.lists.content.function | compared.lists.content.reporting
    senses = [(at, word) for at, word in enumerate(words[:STATE_WORDS]) if word not in function and word.isalpha()]
    if not senses or senses[0][0] > SUBJECT_AT:
        return
    at, subject = senses[0]
    for start in range(at + 1, min(len(words), STATE_WORDS) - 2):
        phrase = words[start : start + 3]
        named = {stem(word) for word in phrase} & account.name_stems
        if phrase[0] in STATE_OPENS and phrase[2] not in function and phrase[2].isalpha() and not named:
            yield stem(subject), " ".join(phrase)


STATE_WORDS = 18
"""First words of an account in which its subject's state is looked for."""

SUBJECT_AT = 2
"""Words at most before the subject: "the", "all the"."""

STATE_OPENS = frozenset(["out", "under", "in", "on", "off", "beyond", "behind", "without", "at"])
"""Words that open a state told in a set phrase: out of order, under house arrest, on death row."""


def _is_told_whole(told: Account, plain: Account) -> bool:
    """Whether the plain sentence holds most of what was said, and not a detail of it: a toll is no word of the
    spokesman who also tells how it came."""
    return len(told.stems & plain.stems) >= TOLD_SHARE * len(told.stems)


def _has_own_source(plain: Account) -> bool:
    """Whether the sentence ends on who said so, which the reading may not have made a statement of."""
    return plain.words[-1:] in (("said",), ("says",)) or "according" in plain.words


def _share_deed(told: Account, plain: Account) -> bool:
    """Whether both tell what happened in like words, and not only where: an address is shared by all that is told of
    one place."""
    shared = (told.stems & plain.stems) - find_names(plain.text) - plain.name_stems
    return len([one for one in shared if not one.startswith("en-") and not one[0].isdigit()]) >= DEED_SENSES


DEED_SENSES = 2
"""Senses without names and numbers that a statement and the plain fact share at least."""

TOLD_SHARE = 0.6
"""Share of a statement's senses that must stand in the plain sentence."""


def _came_before(plain: str, told: str, compared: Compared) -> bool:
    """Whether the plain report appeared on an earlier day: it can have dropped nothing of the other."""
    last, first = compared.index.published(plain).last_day, compared.index.published(told).first_day
    return last is not None and first is not None and last < first


def _find_attributed(compared: Compared) -> frozenset[tuple[str, str]]:
    """(finding, report) where the report has a statement that says the same."""
    found = set()
    for one in compared.alike:
        for here, there in ((one.left, one.right), (one.right, one.left)):
            if compared.shelf.by_finding[here].statement:
                found.add((there, compared.shelf.by_finding[here].report))
    return frozenset(found)


def _find_sourced_sentences(compared: Compared) -> frozenset[str]:
    """Narrations that hold the words of a statement: they hang on its source."""
    held: dict[tuple[str, int | None], list[Account]] = defaultdict(list)
    for account in compared.shelf.accounts:
        if account.statement is None:
            held[account.passages[0].of, account.passages[0].block].append(account)
    found = set()
    for account in compared.shelf.accounts:
        if account.statement is not None:
            for part in (*account.passages, *account.statement.cue):
                for narration in held.get((part.of, part.block), ()):
                    if narration.passages[0].span.overlaps(part.span):
                        found.add(narration.finding)
    return frozenset(found)


def _has_speaker(told: Account, compared: Compared) -> bool:
    return not told.echo and any(compared.shelf.entities[who].kind in _SPEAKERS for who in told.speakers)


def _find_belonging(compared: Compared) -> Iterator[Disagreement]:
    """A speaker's own word that he belongs to a body, where another report names him of that body as plain fact."""
    belonging = compared.lists.belonging
    named: dict[tuple[str, str], list[Account]] = defaultdict(list)
    attributed = set()
    for account in compared.shelf.accounts:
        for body in _find_bodies(account, compared):
            for person in account.speakers if account.statement else _find_people(account, compared):
                if account.statement is None and not account.echo:
                    named[person, body].append(account)
                elif account.statement is not None and _says_belonging(account, belonging):
                    attributed.add((person, body, account.report))
    for account in compared.shelf.accounts:
        if account.statement is None or account.echo or not _says_belonging(account, belonging):
            continue
        for person in account.speakers:
            for body in _find_bodies(account, compared):
                for plain in named[person, body][:3]:
                    kept = (person, body, plain.report) in attributed or plain.report == account.report
                    if not kept and _has_speaker(account, compared) and _names_him_of(plain, person, body, compared):
                        yield _make_dropped(account, plain, "ledger.belonging-as-plain-fact")


OF_WORDS = 4
"""Words at most between a word of belonging and the body, and between the person and either."""


def _says_belonging(account: Account, belonging: frozenset[str]) -> bool:
    """Whether the words begin with whoever belongs: "he has served in the …", not "the agency forced him to join"."""
    return bool(set(find_words(account.text)[: OF_WORDS + 1]) & (belonging - {"of", "with", "from", "part"}))


def _names_him_of(plain: Account, person: str, body: str, compared: Compared) -> bool:
    """Whether the sentence sets the person right beside a word of belonging and the body: "a member of the X, Ro"."""
    place = plain.passages[0]
    mentions = compared.index.mentions_in(place)
    of = compared.shelf.entity_of
    people = [one.evidence for one in mentions if of.get(one.referent) == person]
    bodies = [one.evidence for one in mentions if of.get(one.referent) == body]
    for it in bodies:
        before = find_words(place.quote[: it.start - place.start] + it.quote.split()[0])[-OF_WORDS - 2 :]
        if not set(before) & compared.lists.belonging:
            continue
        for him in people:
            first, second = sorted((him, it), key=lambda one: one.start)
            between = place.quote[max(0, first.end - place.start) : max(0, second.start - place.start)]
            if len(find_words(between)) <= OF_WORDS + 2:
                return True
    return False


def _find_bodies(account: Account, compared: Compared) -> list[str]:
    return [one for one in sorted(account.actors) if compared.shelf.entities[one].kind is EntityKind.ORGANISATION]


def _find_people(account: Account, compared: Compared) -> list[str]:
    return [one for one in sorted(account.actors) if compared.shelf.entities[one].kind is EntityKind.PERSON]


def _make_dropped(told: Account, plain: Account, rule: str) -> Disagreement:
    passages = (*told.passages, *plain.passages)
    return Disagreement(
        id=make_id("dg", DisagreementKind.ATTRIBUTION_DROPPED, told.finding, plain.finding),
        kind=DisagreementKind.ATTRIBUTION_DROPPED,
        about=told.text,
        members=(told.finding, plain.finding),
        passages=passages,
        values=(*("attributed" for _ in told.passages), *("plain fact" for _ in plain.passages)),
        because=(Reason(rule=rule, words=(told.passages[0], plain.passages[0])),),
    )
