"""Words of a twin: new names in every print (possessive, capitals, hosts), and reporting verbs of the same class."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from random import Random

from firsthand.bench.twin_pages import VerbClass

_ADDRESS = re.compile(
    r"(?:https?://|mailto:|[\w.-]+@)[\w./@%-]+|(?<=[\"'(])/[\w./%-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:example|com|org|net|info)\b[\w./%-]*"
    r"|(?<![\w.])[a-z]+_[a-z_]+(?![\w.])"
)
_VOWELS = frozenset("aeiouAEIOU")


@dataclass(frozen=True)
class Renames:
    """Old forms to new ones, and how they are put in place: all at once, longest first, whole words only."""

    changes: dict[str, str]

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        forms = {form for old in self.changes for form in (old, old.upper())}
        longest = sorted(forms, key=lambda one: (-len(one), one))
        spaced = "|".join(r"(?:\s|&nbsp;)+".join(map(re.escape, form.split())) for form in longest)
        return re.compile(rf"(?:(?<![\w'’])(?P<article>[Aa]n?)(?P<gap>\s+))?(?<![\w@])(?P<old>{spaced})(?!\w)")

    @cached_property
    def _lower(self) -> re.Pattern[str]:
        words = {old.lower(): new.lower() for old, new in self.changes.items() if old.isalpha() and len(old) > 3}
        return re.compile("|".join(sorted(map(re.escape, words), key=lambda one: (-len(one), one))) or r"(?!)")

    def apply(self, text: str) -> str:
        """`text` with every old form renamed, "a" and "an" made to fit.

        >>> Renames({"Umbria": "Tarvik"}).apply("an Umbria wire, UMBRIA, www.umbriapost.example")
        'a Tarvik wire, TARVIK, www.tarvikpost.example'
        """
        if not self.changes:
            return text
        parts, at = [], 0
        for found in _ADDRESS.finditer(text):
            parts += [self._shape.sub(self._new, text[at : found.start()]), self._address(found[0])]
            at = found.end()
        return "".join([*parts, self._shape.sub(self._new, text[at:])])

    def _address(self, address: str) -> str:
        plain = self._shape.sub(self._new, address)
        lower = {old.lower(): new.lower() for old, new in self.changes.items()}
        return self._lower.sub(lambda found: lower[found[0]].replace(" ", ""), plain)

    def _new(self, found: re.Match[str]) -> str:
        old = " ".join(found["old"].replace("&nbsp;", " ").split())
        new = self.changes[old] if old in self.changes else self._upper[old]
        blanks = re.findall(r"(?:\s|&nbsp;)+", found["old"])
        words = new.split()
        if len(words) == len(blanks) + 1:
            new = "".join(word + (blanks[n] if n < len(blanks) else "") for n, word in enumerate(words))
        if not found["article"]:
            return new
        article = found["article"][0] + ("n" if new[0] in _VOWELS else "")
        return f"{article}{found['gap']}{new}"

    @cached_property
    def _upper(self) -> dict[str, str]:
        return {old.upper(): new.upper() for old, new in self.changes.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbSwap:
    """One verb form to another, where what follows and what stands before allow it."""

    shape: re.Pattern[str]
    old: str
    new: str
    unless_after: tuple[str, ...]


def choose_verbs(classes: tuple[VerbClass, ...], random: Random) -> tuple[VerbSwap, ...]:
    """For each class one verb to change into another of the class, in every form."""
    swaps = []
    for one in classes:
        verbs = list(one.forms)
        for old in verbs:
            new = random.choice([verb for verb in verbs if verb != old])
            for was, becomes in zip(old, new, strict=False):
                shape = re.compile(rf"\b({was}|{was.capitalize()})\b{one.before}", re.MULTILINE)
                swaps.append(VerbSwap(shape=shape, old=was, new=becomes, unless_after=one.unless_after))
    return tuple(swaps)


def swap_verbs(text: str, swaps: tuple[VerbSwap, ...]) -> str:
    """`text` with each verb once swapped where its frame allows; a word that came from a swap is not swapped again."""
    edits: dict[int, tuple[int, str]] = {}
    for swap in swaps:
        for found in swap.shape.finditer(text):
            before = re.search(r"(\w+)\W*$", text[max(0, found.start() - 20) : found.start()])
            if before and before[1].casefold() in swap.unless_after:
                continue
            if found[1][0].isupper() and "^" in swap.unless_after:
                continue  # "Asked whether": whom somebody asked, not who asks
            new = swap.new.capitalize() if found[1][0].isupper() else swap.new
            edits.setdefault(found.start(), (found.end(1), new))
    parts, at = [], 0
    for start, (end, new) in sorted(edits.items()):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])
