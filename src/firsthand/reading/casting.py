"""Reading the phrases of an article in order, and settling for each whom it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from firsthand.reading.cast import Answer, Cast, Draft, outer_word
from firsthand.reading.casting_authors import AUTHOR
from firsthand.reading.casting_names import settle_name
from firsthand.reading.casting_owners import title_gender
from firsthand.reading.casting_roles import describe, settle_common
from firsthand.reading.names import Name, name_key
from firsthand.reading.namewords import NameWords, singular
from firsthand.reading.phrases import Phrase, Shape, role_at
from firsthand.reading.pronouns import resolve_pronoun
from firsthand.reading.records import EntityKind, MentionHow
from firsthand.reading.states import State
from firsthand.reading.tokens import Word, WordLine

_ISSUING_WORDS = (
    "issue issues issued issuing release releases released releasing publish publishes published publishing put "
    "post posts posted send sends sent sending write writes wrote make makes made give gives gave file files "
    "filed circulate circulated distribute distributed read reads "
)
ISSUING = frozenset(_ISSUING_WORDS.split())
"""Verbs whose object is their subject's own word."""
NARROWING = frozenset(("prep", "acl", "amod", "pobj", "pcomp", "relcl", "advmod"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A phrase, whom it means, in which way and by which rule; its words end before word `end`."""

    phrase: Phrase
    draft: Draft
    how: MentionHow
    rule: str
    end: int


@dataclass(slots=True, kw_only=True)
class Caster:
    """Settles phrase after phrase. `links` leads a phrase to the other half of its apposition; `home` is the
    report's own state."""

    lines: Sequence[WordLine]
    phrases: Sequence[Phrase]
    names: dict[tuple[str, ...], Name]
    clusters: dict[tuple[str, ...], tuple[tuple[str, ...], ...]]
    links: dict[int, int]
    acronyms: dict[tuple[str, ...], tuple[str, ...]]
    words: NameWords
    home: State | None
    compass: Counter[str]
    cast: Cast
    done: dict[int, Settled | None] = field(default_factory=dict)

    def settle(self, at: int) -> Draft | None:
        """Whom phrase number `at` means, or `None` where nobody can be told."""
        if at in self.done:
            settled = self.done[at]
            return settled.draft if settled else None
        self.done[at] = None
        phrase = self.phrases[at]
        partner = self.links.get(at)
        draft = self.settle(partner) if partner is not None and phrase.shape is Shape.COMMON else None
        if draft is not None and (draft.thing or draft.kind is EntityKind.PLACE) and self._is_persons(phrase):
            draft = None
        how, rule = MentionHow.ROLE, "mentions.apposition"
        if draft is None:
            draft, how, rule = self._settle_alone(at, phrase)
        if draft is None:
            self._leave_open(phrase)
            return None
        end = self.full_end(phrase) if how is MentionHow.DESCRIPTION else phrase.end
        self.done[at] = Settled(phrase=phrase, draft=draft, how=how, rule=rule, end=end)
        if rule != AUTHOR:
            describe(self, at, phrase, draft)
        line = self.lines[phrase.line]
        place = (phrase.line, line.words[phrase.start].sentence, phrase.start)
        self.cast.stand(draft, place, rank_of(line, phrase), spoke=phrase.source)
        return draft

    def _is_persons(self, phrase: Phrase) -> bool:
        """Whether a description holds a person's role: no ship is a captain."""
        return bool(role_at(self.lines[phrase.line], phrase.body, phrase.head + 1, self.words))

    def _leave_open(self, phrase: Phrase) -> None:
        """Keeps the place of a name that two people bear, and of a thing that speaks or leads its sentence: a pronoun
        behind it must not reach over it."""
        line = self.lines[phrase.line]
        rank = rank_of(line, phrase)
        gender, kind = "", EntityKind.PERSON
        if phrase.shape is Shape.NAME and phrase.run is not None:
            name = self.names.get(name_key(line, phrase.run))
            if name is None or name.kind is not EntityKind.PERSON or name.state is not None:
                return
            gender = title_gender(self, phrase)
        elif phrase.shape is Shape.COMMON and not phrase.plural:
            kind, written = EntityKind.UNKNOWN, is_handed_on(line, phrase, self.words)
            if rank < 2 and not written:
                return
            rank = max(rank, 3) if written else rank
        else:
            return
        draft = Draft(number=-1 - len(self.cast.unsettled), kind=kind, name="", named=kind is EntityKind.PERSON)
        draft.gender, draft.unsettled = gender, True
        self.cast.stand(draft, (phrase.line, line.words[phrase.start].sentence, phrase.start), rank)

    def settle_words(self, phrase: Phrase) -> Draft | None:
        """Whom words mean that stand inside another phrase and are no phrase of their own."""
        return self._settle_alone(len(self.phrases), phrase)[0]

    def _settle_alone(self, at: int, phrase: Phrase) -> Answer:
        if phrase.shape is Shape.PRONOUN:
            return resolve_pronoun(self.cast, self.lines, phrase), MentionHow.PRONOUN, "mentions.pronoun"
        if phrase.shape is Shape.NAME:
            return settle_name(self, at, phrase)
        return settle_common(self, at, phrase)

    def full_end(self, phrase: Phrase) -> int:
        """Where a description ends with what narrows it: "an official | from the ministry", up to the first comma."""
        words = self.lines[phrase.line].words
        end = phrase.end
        while end < len(words) and words[end].sentence == words[phrase.start].sentence:
            word = words[end]
            if word.text in (",", "(", "[", ":", ";", "–", "—", ".") or word.tag in (
                "WP",
                "WDT",
                "VBD",
                "VBZ",
                "''",
                "``",
            ):
                break
            if word.tag == "POS" and end == phrase.end:
                break
            at, steps = end, 0
            while (
                at >= phrase.end
                and steps < len(words)
                and (words[at].dep in NARROWING or steps or words[at].head >= phrase.start)
            ):
                if words[at].head == at or words[at].head < phrase.start:
                    break
                at, steps = words[at].head, steps + 1
            if not phrase.start <= at < phrase.end:
                break
            end += 1
        return end


def is_handed_on(line: WordLine, phrase: Phrase, words: NameWords) -> bool:
    """Whether a phrase is a letter, a report or the like that somebody got, has or spoke of: "it said" may mean that.
    What a body puts out, or speaks in, is the body's own word."""
    head = line.words[phrase.head]
    if singular(head.lower) not in words.bodies.documents | words.bodies.vehicles:
        return False
    outer = outer_word(line.words, phrase)
    above = line.words[outer.head].lower
    return not (outer.dep == "pobj" and above in ("in", "with", "by", "on")) and not (
        outer.dep == "dobj" and above in ISSUING
    )


def rank_of(line: WordLine, phrase: Phrase) -> int:
    """How prominent a phrase is: 4 leads its sentence and speaks, 3 leads or speaks, 2 is another subject, 1
    anything else.

    0 stands in a quotation.
    """
    words = line.words
    outer = outer_word(words, phrase)
    while outer.dep == "conj" and words[outer.head].tag.startswith(("NN", "PRP")) and words[outer.head] is not outer:
        outer = words[outer.head]
    if phrase.source and not _spoken_to(line, outer):
        views = outer.dep == "poss" and phrase.start and words[phrase.start - 1].opens  # "In his words, …"
        return 4 if views or (outer.dep == "nsubj" and words[outer.head].dep == "ROOT") else 3
    if words[phrase.start].quoted:
        return 0
    if outer.dep == "poss" and outer.head < len(words):
        outer = words[outer.head]
        return 2 if outer.dep in ("nsubj", "nsubjpass") else 1
    if outer.dep in ("nsubj", "nsubjpass"):
        return 3 if words[outer.head].dep == "ROOT" else 2
    return 2 if outer.dep == "pobj" and words[outer.head].dep == "agent" else 1


def _spoken_to(line: WordLine, outer: Word) -> bool:
    """Whether the word that a phrase hangs by is an addressee's: told reporters, said to reporters, a talk with
    reporters."""
    if outer.dep != "pobj":
        return outer.dep in ("dobj", "dative", "iobj")
    preposition = line.words[outer.head]
    return preposition.lower in ("with", "to") and line.words[preposition.head].lower != "according"
