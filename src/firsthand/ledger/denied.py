"""What a sentence denies: by its verb, by calling it untrue, or by a mere "not"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from firsthand.ledger.accounts import Account
from firsthand.ledger.clauses import Clause, Told
from firsthand.ledger.compared import Compared
from firsthand.ledger.contrast import Contrast, load_contrast
from firsthand.reading.records import Act
from firsthand.story.words import find_words

TELLING = frozenset({Act.SAY, Act.CONFIRM, Act.ANSWER, Act.THINK, Act.WARN})
"""Acts by which somebody asserts something."""

_MAIN = frozenset(["", "that", "and", "but", "so"])
"""Words that open a clause in which something is denied; behind "when" or "who" it is only taken for known."""

_POINTS = frozenset(["it", "that", "this", "these", "those", "they", "there", "he", "she"])
_BE = frozenset(["is", "was", "are", "were", "be", "been", "isn't", "wasn't", "aren't", "weren't", "had", "has"])
_NO = frozenset(["no", "not", "never", "isn't", "wasn't", "aren't", "weren't"])
_ARTICLE = frozenset(["a", "an", "any"])
_OWN = frozenset(["he", "she", "they", "it", "i", "we", "having", "being", "ever"])
_CLAUSAL = frozenset(
    ["he", "she", "they", "it", "i", "we", "was", "were", "is", "are", "had", "has", "have", "been", "did"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """What is denied: the senses that must be met, those behind the negator, and whose doing it is; `pair` the two
    words of a thing that is said not to be; `plain` where it is denied by its verb and not by a "not"; `negated`
    where the denied words hold a "not" themselves."""

    told: Told
    senses: frozenset[str]
    behind: frozenset[str]
    owners: frozenset[str]
    clause: Clause
    pair: frozenset[str] = frozenset()
    plain: bool = False
    negated: bool = False


class DenialReader:
    """Finds what the accounts of a set of readings deny."""

    def __init__(self, compared: Compared, told: Mapping[str, tuple[Told, ...]]) -> None:
        self._compared = compared
        self._contrast: Contrast = load_contrast()
        self._told = told

    def find(self, account: Account) -> Iterator[Denied]:
        """Everything that one account denies, in the order of its text."""
        statement = account.statement
        if account.echo:
            return
        if statement is None or not account.speakers:
            for told in self._told[account.finding] if statement is None else ():
                yield from self._find_untrue(told)
        elif statement.act is Act.DENY:
            for told in self._told[account.finding][:1]:
                if not self._is_turned_down(told):
                    yield self._plain(told, told.clauses)
        elif statement.act in TELLING:
            before: tuple[str, ...] = ()
            for told in self._told[account.finding]:
                untrue = list(self._find_untrue(told, before))
                yield from untrue or self._find_negated(told)
                before = find_words(told.evidence.quote)

    def _find_negated(self, told: Told) -> Iterator[Denied]:
        if set(find_words(told.evidence.quote)) & self._contrast.passing:
            return
        for clause in told.clauses:
            if clause.negated and clause.opener in _MAIN and not self._is_aside(clause):
                yield self._negated(told, clause)

    def _find_untrue(self, told: Told, piece: tuple[str, ...] = ()) -> Iterator[Denied]:
        """What is called untrue: "it was untrue that …", "called the claim that … absurd"; `piece` is what stands
        before where the words come in pieces."""
        denying = self._compared.lists.denying
        words = find_words(told.evidence.quote)
        at = next((at for at, one in enumerate(told.clauses) if at and one.opener == "that"), 0)
        if not at and not piece:
            return
        before = told.clauses[at - 1].words if at else piece
        called = set(before) & denying.calling and set(before[-2:]) & denying.pointing and set(words) & denying.untrue
        false = (
            before[-1:]
            and (before[-1] in denying.untrue or before[-2:] == ("not", "true"))
            and set(before[:1]) <= _POINTS
        )
        if called or false:
            yield self._plain(told, told.clauses[at:])

    def _plain(self, told: Told, clauses: tuple[Clause, ...]) -> Denied:
        """What a verb of denying denies. "Having received any request" takes up a request, whoever made it."""
        whole = self._contrast.of(tuple(sense for one in clauses for sense in one.senses)) - self._contrast.untrue
        senses = (whole - self._contrast.light) or whole
        return Denied(
            told=told,
            senses=senses,
            behind=senses,
            owners=self._find_owners(told, clauses[0]) if senses == whole else frozenset(),
            clause=clauses[0],
            plain=True,
            negated=any(one.negated for one in clauses),
        )

    def _negated(self, told: Told, clause: Clause) -> Denied:
        before = told.before if set(clause.words[:1]) & _POINTS else ()
        return Denied(
            told=told,
            senses=self._contrast.of((*clause.senses, *before)),
            behind=self._contrast.of(clause.behind),
            owners=self._find_owners(told, clause),
            clause=clause,
            pair=self._find_pair(clause),
        )

    def _find_pair(self, clause: Clause) -> frozenset[str]:
        """The two words of a thing that is said not to be there, or not to be it: "there was no armed group"."""
        words = clause.words
        at = next((at for at, word in enumerate(words) if word in _NO), None)
        if at is None or not at or not (set(words[at - 1 : at + 1]) & _BE) or not set(words[:1]) & _POINTS:
            return frozenset()
        if words[at] != "no" and not set(words[at + 1 : at + 2]) & _ARTICLE:
            return frozenset()
        function = self._compared.lists.content.function - _ARTICLE
        thing = []
        for word in words[at + 1 :]:
            if word in function:
                break
            thing.append(word)
        senses = [one for one in clause.behind if one in clause.senses][: len(thing)]
        own = [word for word in thing if word not in _ARTICLE]
        return self._contrast.of(tuple(senses[:2])) if len(own) == 2 and len(senses) >= 2 else frozenset()

    def _is_turned_down(self, told: Told) -> bool:
        """Whether a thing is refused and no account denied: "rejected her request", "denied bail"."""
        words = find_words(told.evidence.quote)
        clausal = set(words) & _CLAUSAL or any(word.endswith("ing") for word in words[:3]) or words[:1] == ("any",)
        return not clausal

    def _is_aside(self, clause: Clause) -> bool:
        words = f" {' '.join(clause.words)} "
        own = {clause.opener, *clause.words}
        return bool(own & self._contrast.unsure) or any(f" {one} " in words for one in self._contrast.asides)

    def _find_owners(self, told: Told, clause: Clause) -> frozenset[str]:
        """Whose doing the words tell of: whoever they name, else the speaker where they begin with a pronoun."""
        if told.people:
            return told.people
        if not set(clause.words[:1]) & _OWN:
            return frozenset()
        return frozenset(self._name(who, told) for who in told.account.speakers)

    def _name(self, who: str, told: Told) -> str:
        """The one person named on the page with the role by which the page calls its speaker: "the pilot denies"."""
        entities = self._compared.shelf.entities
        speaker = entities[who]
        if speaker.named:
            return who
        called = set(find_words(speaker.name)) - self._compared.lists.content.function
        named = {
            one.id
            for one in entities.values()
            if one.named
            and told.account.report in one.reports
            and called & {part for role in one.roles for part in find_words(role)}
        }
        return next(iter(named)) if len(named) == 1 else who
