"""Which government or place a state's word means: its name, its capital, its seat, a compass word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.evidence import UNKNOWN
from firsthand.reading.cast import Answer, Draft, outer_word
from firsthand.reading.names import PLACE_PREPOSITIONS, Name
from firsthand.reading.phrases import Phrase
from firsthand.reading.records import EntityKind, MentionHow
from firsthand.reading.states import State, StateWord

if TYPE_CHECKING:
    from firsthand.reading.casting import Caster

NEAR = 2
"""Blocks before a phrase in which a leading government can be the one that its bodies belong to."""


def settle_state(caster: Caster, phrase: Phrase, name: Name) -> Answer:
    """The government that a state's word means where it acts, the place where somebody is in it."""
    assert name.state is not None
    line, match = caster.lines[phrase.line], name.state
    if match.how is StateWord.PEOPLE:
        if phrase.source or line.words[phrase.head].tag in ("NNPS", "NNS"):
            printed = line.text(phrase.start, phrase.end)
            draft = caster.cast.add(EntityKind.GROUP, printed, named=False, plural=True)
            if len(match.states) == 1:
                draft.country, draft.country_rule = match.states[0].name, "printed"
            return draft, MentionHow.DESCRIPTION, "mentions.people"
        return None, MentionHow.NAME, ""
    if qualifies(caster, phrase):
        return None, MentionHow.NAME, ""
    acting = acts(caster, phrase) or match.how is StateWord.SEAT
    state = match.states[0] if len(match.states) == 1 else None
    if state is None or not acting:
        return place(caster, name.printed, state), MentionHow.NAME, "mentions.place"
    how = MentionHow.NAME if match.how is StateWord.NAME else MentionHow.METONYM
    return government(caster, state, name.printed), how, f"mentions.{match.how.value}-of-state"


def settle_compass(caster: Caster, phrase: Phrase, word: str) -> Answer:
    """ "The North" for the state of that name of which the report speaks, else for a region."""
    printed = f"the {caster.lines[phrase.line].words[phrase.head].text}"
    state = compass_state(caster, word)
    if state is None:
        return place(caster, word, None), MentionHow.NAME, "mentions.place"
    if acts(caster, phrase):
        return government(caster, state, printed), MentionHow.METONYM, "mentions.compass"
    return place(caster, printed, state), MentionHow.METONYM, "mentions.compass"


def compass_state(caster: Caster, word: str) -> State | None:
    """The state of which the report speaks that a compass word can mean; `None` where it speaks of two as often."""
    fitting = [(count, name) for name, count in caster.compass.items() if name.lower().startswith(word + " ")]
    best = max(fitting, default=(0, ""))
    if not best[0] or [count for count, _ in fitting].count(best[0]) > 1:
        return None
    return caster.words.states.named(best[1])


def qualifies(caster: Caster, phrase: Phrase) -> bool:
    """Whether a state's word only qualifies the noun behind it ("a Kiev cutlet")."""
    words = caster.lines[phrase.line].words
    word = words[phrase.end - 1]
    behind = words[phrase.end] if phrase.end < len(words) else None
    if behind is None or behind.tag not in ("NN", "NNS") or word.dep not in ("compound", "amod", "nmod"):
        return False
    noun = words[word.head].lower
    return (
        word.head >= phrase.end and noun not in caster.words.bodies.stands_for and noun not in caster.words.titles.roles
    )


def owns(caster: Caster, phrase: Phrase) -> bool:
    words = caster.lines[phrase.line].words
    return phrase.end < len(words) and words[phrase.end].tag == "POS"


def acts(caster: Caster, phrase: Phrase) -> bool:
    """Whether a country's word stands for its government: it does, says, owns or is dealt with, and nobody is in it."""
    words = caster.lines[phrase.line].words
    if phrase.source or owns(caster, phrase):
        return True
    outer = outer_word(words, phrase)
    if outer.dep == "conj":
        outer = words[outer.head]
    if outer.dep in ("nsubj", "dobj", "dative", "agent", "nsubjpass"):
        return True
    before = words[phrase.start - 1].lower if phrase.start else ""
    return (
        outer.dep == "pobj" and words[outer.head].lower not in PLACE_PREPOSITIONS and before not in PLACE_PREPOSITIONS
    )


def government(caster: Caster, state: State, printed: str) -> Draft:
    """The one draft of a state's government; `printed` becomes a form of its name."""
    draft = caster.cast.by_state.get((state.name, True))
    if draft is None:
        draft = caster.cast.add(EntityKind.GOVERNMENT, printed, named=True)
        caster.cast.by_state[(state.name, True)] = draft
        draft.country, draft.country_rule = state.name, "printed"
        draft.roles["government"] = None
    draft.forms[printed] = None
    return draft


def place(caster: Caster, printed: str, state: State | None) -> Draft:
    key = (printed.lower(), False)
    draft = caster.cast.by_state.get(key)
    if draft is None:
        draft = caster.cast.by_state[key] = caster.cast.add(EntityKind.PLACE, printed, named=True)
        if state is not None:
            draft.country, draft.country_rule = state.name, "printed"
    return draft


def inferred_country(caster: Caster, phrase: Phrase) -> tuple[str, str]:
    """The state of a body printed without one, and "inferred".

    First the government that leads its sentence, then the report's own place, then the only government that led
    or owned something in the blocks just before.
    """
    sentence = caster.lines[phrase.line].words[phrase.start].sentence
    leading = [p for p in caster.cast.places if p.draft.kind is EntityKind.GOVERNMENT and p.draft.country != UNKNOWN]
    for found in leading:
        if found.line == phrase.line and found.sentence == sentence and found.rank == 3:
            return found.draft.country, "inferred"
    if caster.home is not None:
        return caster.home.name, "inferred"
    near = {p.draft.country for p in leading if phrase.line - NEAR <= p.line <= phrase.line and p.rank >= 2}
    return (near.pop(), "inferred") if len(near) == 1 else (UNKNOWN, "")
