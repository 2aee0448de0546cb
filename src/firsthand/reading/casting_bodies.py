"""Whom words for a body mean: "Seoul's foreign ministry", "the South Korean government", "the company"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from firsthand.evidence import UNKNOWN
from firsthand.reading.cast import Answer, Draft
from firsthand.reading.casting_owners import country_of
from firsthand.reading.casting_states import government, inferred_country
from firsthand.reading.namewords import NameWords, singular
from firsthand.reading.phrases import Determiner, Phrase
from firsthand.reading.records import EntityKind, MentionHow
from firsthand.reading.states import COMPASS
from firsthand.reading.tokens import WordLine

if TYPE_CHECKING:
    from firsthand.reading.casting import Caster

GOVERNING = frozenset(("government", "administration", "regime", "cabinet"))
ONE_A_STATE = frozenset(
    ("central bank", "presidential office", "prime minister's office", "coast guard", "statistics office")
)
"""Kinds of which a state has one, beside its ministries: two names of the kind and state are one body."""
ANY_BODY = frozenset(("organisation", "organization", "group", "body", "institution", "watchdog", "regulator"))
"""Nouns for any body at all. "Company", "operator" and the like are no office, council or guard."""
_PUBLIC_WORDS = (
    "office authority council ministry department committee commission union party agency board police guard "
    "church school brigade tribunal inspectorate directorate secretariat guild federation "
)
PUBLIC = frozenset(_PUBLIC_WORDS.split())
_OF_ITS_TIME_WORDS = "new current previous next last present presidential past entire whole own"
TELLING = PUBLIC | frozenset(("service", "agency", "administration", "institute", "trust", "corps", "registry"))
"""Kinds of bodies that serve the public: two nouns before one tell which it is."""
OF_ITS_TIME = frozenset(_OF_ITS_TIME_WORDS.split())
MANY = frozenset(("service", "bureau", "department", "ministry", "office"))
"""Kinds so general that without a state or an owner they name nobody."""
STATE_WORDS = frozenset(("national", "state", "federal", "royal", "central", "public", "general", "supreme"))


def kind_in(lowers: Sequence[str], words: NameWords) -> str:
    """The kind that the words of a body end in, as we keep it: "intelligence agency" for "the national spy
    agency", or ""."""
    for start in range(len(lowers)):
        text = " ".join(lowers[start:]).replace("’", "'")
        if text in words.bodies.kinds and (start < len(lowers) - 1 or text not in words.bodies.stands_for):
            return words.bodies.kinds[text]
    return ""


def unique_kind(lowers: Sequence[str], words: NameWords) -> str:
    """The kind that capitalised words name, where a state has one body of it ("South Korean Foreign Ministry"), or
    ""."""
    match = words.states.find(lowers)
    rest = list(lowers[match.length :]) if match is not None and match.length < len(lowers) else list(lowers)
    text = " ".join(rest).replace("’", "'")
    kind = words.bodies.kinds.get(text, "")
    if kind.endswith("ministry") or kind in ONE_A_STATE or text in GOVERNING:
        return kind or text
    ministry = len(rest) > 1 and rest[-1] == "ministry"
    return text if ministry or (match is not None and rest[-1] in ("department", "parliament", "army", "navy")) else ""


def settle_body(caster: Caster, at: int, phrase: Phrase, *, kind: str) -> Answer:
    """A body known by its kind and its state: "Seoul's foreign ministry", "the South Korean government", "the
    ministry"."""
    line = caster.lines[phrase.line]
    country, rule, owner = country_of(caster, at, phrase)
    if kind.split()[-1] in GOVERNING and not _is_service(caster, phrase):
        return _settle_government(caster, phrase, country, owner)
    draft = known_body(caster, phrase, kind, country, owner)
    if draft is None:
        draft = _new_body(caster, phrase, kind, country, owner)
        if country == UNKNOWN and kind != singular(kind.split()[-1]) and of_state(kind, caster.words):
            country, rule = inferred_country(caster, phrase)
    belongs(draft, country, rule, owner)
    draft.forms[line.text(phrase.body, phrase.end)] = None
    draft.roles[" ".join(w.lower for w in line.words[phrase.body : phrase.end])] = None
    draft.roles[kind] = None
    return draft, MentionHow.ROLE, "mentions.body"


def _is_service(caster: Caster, phrase: Phrase) -> bool:
    """Whether an administration is a service by the word before it: "the port administration"."""
    words = caster.lines[phrase.line].words
    before = words[phrase.head - 1] if phrase.head > phrase.body else None
    return (
        words[phrase.head].lower == "administration"
        and before is not None
        and not before.capital
        and before.tag in ("NN", "NNS", "JJ")
        and before.lower not in STATE_WORDS | caster.words.titles.qualifiers | OF_ITS_TIME
    )


def _new_body(caster: Caster, phrase: Phrase, kind: str, country: str, owner: Draft | None) -> Draft:
    line = caster.lines[phrase.line]
    start = phrase.start if phrase.owner else phrase.body
    start += line.words[start].lower in ("the", "a", "an") and line.words[start + 1].lower not in COMPASS
    of = phrase.end < len(line.words) and line.words[phrase.end].lower == "of"
    printed = line.text(start, caster.full_end(phrase) if of else phrase.end)
    unique = phrase.determiner is not Determiner.INDEFINITE and not phrase.plural
    known = country != UNKNOWN or owner is not None or (of_state(kind, caster.words) and kind not in MANY)
    known = known or _tells_which(line, phrase, kind)
    draft = caster.cast.add(EntityKind.ORGANISATION, printed, named=unique and known, plural=phrase.plural)
    draft.definite = unique
    return draft


def _tells_which(line: WordLine, phrase: Phrase, kind: str) -> bool:
    """Whether nouns before a public body's kind tell which it is, as a name does: "the pilots licensing board", "the
    mountain rescue service". "The rescue service" may be any."""
    words, head = line.words, singular(kind.split()[-1])
    nouns = [word for word in words[phrase.body : phrase.head] if word.tag in ("NN", "NNS", "NNP", "NNPS")]
    return head in TELLING and len(nouns) > 1


def belongs(draft: Draft, country: str, rule: str, owner: Draft | None) -> None:
    """Notes the state and the owner that a phrase prints, where none is noted."""
    if country != UNKNOWN and (draft.country == UNKNOWN or (draft.country_rule == "inferred" and rule == "printed")):
        draft.country, draft.country_rule = country, rule
    if draft.of is None and owner is not None and owner is not draft and owner.of is not draft:
        draft.of = owner


def of_state(kind: str, words: NameWords) -> bool:
    """Whether bodies of that kind are a state's, so that the report's own place can tell whose."""
    return kind in words.bodies.of_state or kind.endswith(("ministry", "department", "government", "parliament"))


def known_body(caster: Caster, phrase: Phrase, kind: str, country: str, owner: Draft | None) -> Draft | None:
    """The body last spoken of that a definite phrase can mean: of its kind, its state and its owner."""
    if phrase.determiner is Determiner.INDEFINITE or phrase.plural:
        return None
    head = singular(kind.split()[-1])
    bare = kind == head and head in caster.words.bodies.stands_for
    for draft in caster.cast.recent():
        if draft.kind is not EntityKind.ORGANISATION or draft.plural:
            continue
        if UNKNOWN not in (country, draft.country) and country != draft.country and draft.country_rule != "inferred":
            continue
        if owner is not None and owner.kind is EntityKind.ORGANISATION and draft.of is not owner:
            continue
        if kind in draft.roles or (bare and owner is None and stands_for(caster, head, draft)):
            return draft
    return None


def stands_for(caster: Caster, noun: str, draft: Draft) -> bool:
    """Whether a common noun can stand for the body: by a word of its name or kind, or because the noun fits any
    body."""
    wanted = caster.words.bodies.stands_for[noun]
    pieces = {word for form in (draft.name, *draft.roles) for word in form.lower().split()}
    if wanted:
        return bool(pieces & wanted)
    public = caster.words.bodies.of_state | {"court", "university", "hospital", "parliament"}
    if noun not in ANY_BODY:
        public |= PUBLIC | caster.words.bodies.stands_for["newspaper"] | {"newspaper", "broadcaster", "news"}
    return draft.named and not pieces & public and not any(of_state(role, caster.words) for role in draft.roles)


def _settle_government(caster: Caster, phrase: Phrase, country: str, owner: Draft | None) -> Answer:
    """The government with its state printed; else the one government the report speaks of, or that of its own place."""
    line = caster.lines[phrase.line]
    state = caster.words.states.named(country) if country != UNKNOWN else None
    how, rule = MentionHow.ROLE, "mentions.government"
    if state is not None:
        start = phrase.body if phrase.owner is None else phrase.start
        return government(caster, state, line.text(start, phrase.end)), how, rule
    printed = line.text(phrase.body, phrase.end)
    if phrase.determiner is Determiner.INDEFINITE or owner is not None or len(printed.split()) > 1:
        key = (printed.lower(), True)
        draft = caster.cast.by_state.get(key)
        if draft is None:
            draft = caster.cast.by_state[key] = caster.cast.add(
                EntityKind.GOVERNMENT, printed, named=len(printed.split()) > 1
            )
        return draft, how, rule
    governments = [d for d in caster.cast.recent() if d.kind is EntityKind.GOVERNMENT]
    inferred, _ = inferred_country(caster, phrase)
    chosen = next((d for d in governments if d.country == inferred), governments[0] if len(governments) == 1 else None)
    if chosen is None:
        state = caster.words.states.named(inferred) if inferred != UNKNOWN else None
        chosen = (
            government(caster, state, printed)
            if state
            else caster.cast.add(EntityKind.GOVERNMENT, printed, named=False)
        )
        if state:
            chosen.country_rule = "inferred"
    return chosen, how, rule


def describe_named_body(caster: Caster, draft: Draft, key: tuple[str, ...], phrase: Phrase) -> None:
    """Kinds that a body's own name shows (Intelligence Service → intelligence agency), and its state where that
    can be told."""
    kind = kind_in(list(key), caster.words)
    if kind:
        draft.roles[kind] = None
    match = caster.words.states.find(list(key))
    if match is not None and len(match.states) == 1:
        draft.country, draft.country_rule = match.states[0].name, "printed"
    elif kind and key[0] in STATE_WORDS and of_state(kind, caster.words):
        draft.country, draft.country_rule = inferred_country(caster, phrase)
