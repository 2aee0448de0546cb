"""Denials that take up what stands just before them, and what a page itself calls at odds with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from firsthand.article.records import BlockKind
from firsthand.evidence import UNKNOWN, Evidence, Reason, make_id
from firsthand.ledger.accounts import find_senses
from firsthand.ledger.compared import Compared
from firsthand.ledger.contrast import load_contrast
from firsthand.ledger.negation import has_negator
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.reading.records import Act, Reading, Statement
from firsthand.story.sentences import find_sentences, sentence_at
from firsthand.story.words import find_words, fold

ANAPHOR_WORDS = 3
"""Words of a denial that hold no clause: it points back ("that claim") or names what is turned down ("the request")."""

SUCH_WORDS = 10
"""Words at most of a sentence that points back with "no such" or "any such", or calls something untrue."""

SHORT_DENIAL = 8
"""Words of a denial that names in passing what it denies: "that there had been any deal"."""

STATEMENTS_BACK = 8
"""Statements before a short denial among which the denied one is looked for."""

TOLD_AT_MOST = 4
"""Statements of one teller that a denied "account" takes up: the last ones, and the first, which gives its gist."""

PUT_ASIDE = 12
"""Words of a statement in which an account is put aside ("did not recognise the account, and every call was taped")."""

SENTENCE_APART = 3
"""Characters at most between a denial's sentence and the one that goes on with it: a blank or a line end."""

_OWN = frozenset(["its", "his", "her", "their"])
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.TURN, BlockKind.STANDFIRST, BlockKind.KEY_POINT})


def find_taken_up(reading: Reading, compared: Compared) -> Iterator[Disagreement]:
    """Denials without words of their own ("denied that", "rejected the claim", "no such order") or with a few, each
    with what it denies and with what the denier goes on to say."""
    before: list[Statement] = []
    used: set[str] = set()
    for at, statement in enumerate(reading.statements):
        told = () if statement.id in used else _find_denied(statement, before, compared)
        around = compared.index.root(statement).id
        if told and around not in {one.id for one in told}:  # what tells of the denial is not what it denies
            more = _find_going_on(statement, reading.statements[at + 1 : at + 4], reading, compared)
            used.update(one.id for one in more)
            yield _make_taken_up(told, (statement, *more), compared)
        if statement.id in compared.shelf.by_finding and not is_denying(statement, compared) and not statement.inside:
            before.append(statement)


def _make_taken_up(told: tuple[Statement, ...], denying: tuple[Statement, ...], compared: Compared) -> Disagreement:
    asserted = tuple(part for one in told for part in compared.shelf.by_finding[one.id].passages)
    denied = tuple(part for one in denying for part in (*one.source, *one.cue, *one.content))
    return Disagreement(
        id=make_id("dg", DisagreementKind.DENIAL, *(one.id for one in (*told, *denying))),
        kind=DisagreementKind.DENIAL,
        about=compared.shelf.by_finding[told[0].id].text,
        members=tuple(one.id for one in (*told, *denying)),
        passages=(*asserted, *denied),
        values=(*("asserted" for _ in asserted), *("denied" for _ in denied)),
        because=(Reason(rule="ledger.denied-just-after", words=(*denying[0].cue, *denying[0].content)[:2]),),
    )


def is_denying(statement: Statement, compared: Compared) -> bool:
    """Whether a statement is a denial: by its verb, by "no such", or by calling an account untrue."""
    words = _words(statement)
    return (
        statement.act is Act.DENY
        or _puts_aside(statement, compared)
        or (len(words) <= SUCH_WORDS and (_points_back(words) or _calls(statement, compared)))
    )


def _calls(statement: Statement, compared: Compared) -> bool:
    denying = compared.lists.denying
    cue = {word for part in statement.cue for word in find_words(part.quote)}
    return bool(cue & denying.calling) and bool(set(_words(statement)) & denying.untrue)


def _points_back(words: tuple[str, ...]) -> bool:
    """Whether words take up what was just said: "no such order", "any such talk"; not "I never saw such a crowd"."""
    return any(word == "such" and before in _NO_OR_ANY for before, word in pairwise(words))


_NO_OR_ANY = frozenset(["no", "any", "of", "nor", "every"])


def _puts_aside(statement: Statement, compared: Compared) -> bool:
    """Whether somebody will not own to an account: "it did not recognise the guard's account"."""
    words = _words(statement)[:PUT_ASIDE]
    at = next((at for at, word in enumerate(words) if word in load_contrast().unknown_to), 0)
    negated = has_negator(" ".join(words[:at]), compared.lists)
    return negated and bool(set(words[at:]) & compared.lists.denying.accounts)


def _words(statement: Statement) -> tuple[str, ...]:
    return tuple(word for part in statement.content for word in find_words(part.quote))


def _find_denied(statement: Statement, before: list[Statement], compared: Compared) -> tuple[Statement, ...]:
    """The statements that a denial takes up, in order; none where that cannot be told."""
    words, denying = _words(statement), compared.lists.denying
    if not before or statement.echo or not is_denying(statement, compared):
        return ()
    apart = [one for one in before if not one.echo and _speak_apart(one, statement, compared)]
    others = [one for one in apart if one in before[-STATEMENTS_BACK:]]
    last = others[-1:] if others and others[-1] is before[-1] else []
    if _puts_aside(statement, compared):
        return _find_account(words, apart, compared)
    if _points_back(words) and statement.act is Act.DENY:
        return tuple(last)
    if statement.act is not Act.DENY and not _calls(statement, compared):
        return tuple(last) if compared.shelf.by_finding[statement.id].denied else ()
    if set(words) & denying.charges:
        return tuple([one for one in others if _cue_words(one) & denying.accusing][-1:])
    if set(words) & denying.accounts:
        return _find_account(words, apart if others else [], compared)
    if _calls(statement, compared) or not set(words) - compared.lists.content.function - denying.pointing:
        return tuple(last)
    return _find_matter(statement, others, compared) if ANAPHOR_WORDS < len(words) <= SHORT_DENIAL else ()


def _cue_words(statement: Statement) -> set[str]:
    return {word for part in statement.cue for word in find_words(part.quote)}


def _find_account(words: tuple[str, ...], others: list[Statement], compared: Compared) -> tuple[Statement, ...]:
    """The statements of the teller who spoke last: an account is all that he told. "The official version" and "the
    widow's account" are taken up only where somebody who spoke before is called so."""
    denying = compared.lists.denying
    at = next(at for at, word in enumerate(words) if word in denying.accounts)
    verb = next((at for at, word in enumerate(words[:at]) if word in load_contrast().unknown_to), -1)
    owner = set(words[verb + 1 : at]) - compared.lists.content.function
    if owner:
        others = [one for one in others if owner & _find_called(one, compared)]
    if not others:
        return ()
    teller = _speakers(others[-1], compared)
    own: list[Statement] = []
    for one in reversed(others):
        if not teller or _speakers(one, compared) != teller:
            break
        own.append(one)
    if owner and len(own) > TOLD_AT_MOST:
        return (own[-1], *reversed(own[:TOLD_AT_MOST]))
    return tuple(reversed(own[:TOLD_AT_MOST])) or (others[-1],)


def _find_called(statement: Statement, compared: Compared) -> set[str]:
    """The words by which a speaker is called: his source as printed, and his names."""
    names = (name for one in _speakers(statement, compared) for name in compared.shelf.entities[one].names)
    printed = (part.quote for part in statement.source)
    return {word for text in (*printed, *names) for word in find_words(text)}


def _find_matter(statement: Statement, others: list[Statement], compared: Compared) -> tuple[Statement, ...]:
    """The nearest statement that shares half of a short denial's words of its own; else what unnamed people in the
    paragraph before said of the denier's own side."""
    account = compared.shelf.by_finding[statement.id]
    pointing = {
        sense
        for word in compared.lists.denying.pointing & set(account.words)
        for sense in find_senses(word, compared.lists)
    }
    matter = frozenset(one for one in account.stems - pointing if not one.startswith("en-"))
    scored = [(len(matter & compared.shelf.by_finding[one.id].stems), at, one) for at, one in enumerate(others)]
    best = max(scored, key=lambda each: each[:2], default=None)
    if best and best[0]:
        return (best[2],) if 2 * best[0] >= len(matter) + (len(matter) > 3) else ()
    block = statement.cue[0].block if statement.cue else None
    sides = _find_sides(statement, compared)
    for one in others:
        near = block is not None and one.content[0].block is not None and block - one.content[0].block == 1
        if near and not _is_named(one, compared) and sides & _find_named_sides(one, compared):
            return (one,)
    return ()


def _find_going_on(
    denial: Statement, following: tuple[Statement, ...], reading: Reading, compared: Compared
) -> tuple[Statement, ...]:
    """What the denier, or somebody of his, says in the next sentence: "Its head said all had been tested"."""
    if len(_words(denial)) > SHORT_DENIAL or not denial.cue:
        return ()
    here = sentence_at(reading.article, denial.cue[-1].span)
    for one in following:
        place = (*one.cue, *one.content)[:1]
        if one.inside or not place or not one.content or place[0].of != reading.article.id:
            continue
        there = sentence_at(reading.article, place[0].span)
        near = there.start - here.end <= SENTENCE_APART and there.start >= here.start
        return (one,) if near and _is_of_one_side(denial, one, compared) else ()
    return ()


def _is_of_one_side(denial: Statement, other: Statement, compared: Compared) -> bool:
    if _speakers(denial, compared) & _speakers(other, compared):
        return True
    words = find_words(other.source[0].quote) if other.source else ()
    if words and words[0] in _OWN:
        return True
    return bool(_bodies(denial, compared) & _bodies(other, compared))


def _bodies(statement: Statement, compared: Compared) -> frozenset[str]:
    shelf = compared.shelf
    entities = [shelf.entities[one] for one in _speakers(statement, compared)]
    return frozenset({one.id for one in entities} | {one.of for one in entities}) - {"", UNKNOWN}


def _speakers(statement: Statement, compared: Compared) -> frozenset[str]:
    return frozenset(compared.shelf.entity_of[who] for who in statement.speakers if who in compared.shelf.entity_of)


def _is_named(statement: Statement, compared: Compared) -> bool:
    return any(compared.shelf.entities[one].named for one in _speakers(statement, compared))


def _find_sides(statement: Statement, compared: Compared) -> frozenset[str]:
    """The denier, the body he speaks for, and their state."""
    entities = [compared.shelf.entities[one] for one in _speakers(statement, compared)]
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


def find_at_odds(reading: Reading, compared: Compared) -> Iterator[Disagreement]:
    """What a report itself sets against the sentence before: "That is at odds with the operator, which told …"."""
    phrases = compared.lists.denying.at_odds
    for block in reading.article.blocks:
        if block.kind not in _TEXT or not any(
            phrase in fold(reading.article.text[block.start : block.end]) for phrase in phrases
        ):
            continue
        for span in find_sentences(reading.article, block.span):
            sentence = reading.article.evidence(span)
            phrase = next((one for one in phrases if f" {one} " in f" {fold(sentence.quote)} "), "")
            found = _set_against(sentence, phrase, reading, compared) if phrase else None
            if found:
                yield found


def _set_against(sentence: Evidence, phrase: str, reading: Reading, compared: Compared) -> Disagreement | None:
    """The last statement before the sentence and those whose words stand in it behind the phrase."""
    place = sentence.start + fold(sentence.quote).index(phrase)
    known = compared.shelf.by_finding
    told = [one for one in reading.statements if one.id in known and not one.echo and not one.inside]
    after = [
        one
        for one in told
        if sentence.span.covers(one.content[0].span)
        and one.content[0].start >= place
        and len(_words(one)) > ANAPHOR_WORDS
    ]
    before = [one for one in told if one.content[-1].end <= sentence.start and one.content[-1].of == sentence.of][-1:]
    if not after or not before or not _speak_apart(before[0], after[0], compared):
        return None
    if _has_text_between(before[0].content[-1], sentence, reading):
        return None
    passages = (*before[0].content, *(part for one in after for part in one.content))
    return Disagreement(
        id=make_id("dg", DisagreementKind.DENIAL, before[0].id, *(one.id for one in after)),
        kind=DisagreementKind.DENIAL,
        about=compared.shelf.by_finding[before[0].id].text,
        members=(before[0].id, *(one.id for one in after)),
        passages=passages,
        values=(*("one side" for _ in before[0].content), *("the other" for _ in passages[len(before[0].content) :])),
        because=(Reason(rule="ledger.at-odds-as-printed", words=(sentence,), note=phrase),),
    )


def _has_text_between(first: Evidence, second: Evidence, reading: Reading) -> bool:
    """Whether a whole paragraph stands between two passages: captions and credits do not count."""
    return any(
        block.kind in _TEXT and (first.block or 0) < block.number < (second.block or 0)
        for block in reading.article.blocks
    )
