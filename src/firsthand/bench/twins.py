"""Twins of a case: the same reports about other people, places, states and days, with a key to match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import msgspec

from firsthand.bench.answer_key import AnswerKey, Days, Row, make_answer_key, read_answer_key
from firsthand.bench.twin_dates import shift_text, shift_value
from firsthand.bench.twin_names import KeyedNames, find_names, rename, rename_bodies
from firsthand.bench.twin_order import reorder
from firsthand.bench.twin_pages import Page, load_twin_words, read_page, stands_in
from firsthand.bench.twin_states import swap_states
from firsthand.bench.twin_words import Renames, VerbSwap, choose_verbs, swap_verbs
from firsthand.bench.when_match import find_days

_PEOPLE = ("speaker_is", "reported_by", "invoked_by", "giver", "audience")
_MEDIA = ("outlet", "agency", "photo_credit", "relays_agency", "with")
_OTHERS = ("dateline_place", "on", "text")
_AS_PRINTED = frozenset(
    ("headline", "text", "source_printed", "holds", "asked_holds", "requires_holds", "counted_holds", "caption_starts",
     "standfirst_starts", "not_in_text", "chain", "turns", "turn")
)  # fmt: skip
_TIMES = frozenset(("published", "value", "when"))
_KEPT = frozenset(
    ("id", "file", "kind", "mode", "act", "polarity", "modality", "setting", "hedge", "unit", "inside", "of",
     "same_speaker_as", "modifier", "says", "published_basis", "question")
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A case made over: its pages by name, its answer key, and what was called what."""

    number: int
    pages: tuple[Page, ...]
    key: AnswerKey
    renames: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """Writes the pages, in the encodings they came in."""
        for page in self.pages:
            (folder / page.name).write_bytes(page.source.encode(page.encoding))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """What one twin changes, and the pages before and after."""

    renames: Renames
    verbs: tuple[VerbSwap, ...]
    spare: frozenset[str]
    days: Mapping[str, date]
    middle: date

    def near(self, file: str) -> date:
        return self.days.get(file, self.middle)

    def text(self, text: str, file: str, *, verbs: bool = True) -> str:
        dated = shift_text(text, near=self.near(file), spare=self.spare)
        return self.renames.apply(swap_verbs(dated, self.verbs) if verbs else dated)

    def source(self, page: Page, random: Random) -> Page:
        changed = self.text(reorder(page.source, random), page.name.removesuffix(".meta.json"))
        return Page(name=page.name, source=changed, encoding=page.encoding)


def make_twin(folder: Path, number: int) -> Twin:
    """Twin `number` of the case in `folder`: always the same one. Raises: NotFound, AnswerKeyError."""
    key = read_answer_key(folder)
    random = Random(f"twin {number}")
    names = [*key.files, *(f"{Path(file).stem}.meta.json" for file in key.files)]
    pages = [read_page(name, (folder / name).read_bytes()) for name in names if (folder / name).is_file()]
    maker = _make_maker(pages, key, random)
    changed = {page.name: maker.source(page, random) for page in pages}
    told = _tell_key(key, maker, {page.name: page for page in pages}, changed)
    return Twin(number=number, pages=tuple(changed.values()), key=told, renames=maker.renames.changes)


def _make_maker(pages: list[Page], key: AnswerKey, random: Random) -> _Maker:
    lists = load_twin_words()
    seen = "\n".join(page.seen for page in pages)
    printed = "\n".join(page.source for page in pages)
    rows = [_plain_row(row) for rows in _tables(key).values() for row in rows]
    keyed = _keyed_names(rows)
    states = swap_states(seen, random, keep=lists.keep)
    named = find_names((page.seen for page in pages), keyed, lists=lists, states=states)
    changes = rename(named, text=printed, lists=lists, random=random) | states
    changes |= rename_bodies(f"{seen}\n{' | '.join(keyed.people)}", lists, random)
    days = {row.file: find_days(row.published)[0] for row in key.report if row.published and row.published != "unknown"}
    middle = sorted(days.values())[len(days) // 2] if days else date(2025, 1, 15)
    spare = frozenset(word for name in (*keyed.people, *keyed.bylines) for word in name.split())
    return _Maker(
        renames=Renames(changes), verbs=choose_verbs(lists.verbs, random), spare=spare, days=days, middle=middle
    )


def _tables(key: AnswerKey) -> dict[str, tuple[Row, ...]]:
    return {
        "report": key.report,
        "time": key.time,
        "statement": key.statement,
        "figure": key.figure,
        "instrument": key.instrument,
        "across": key.across,
        "must_not": key.must_not,
    }


def _plain_row(row: Row) -> dict[str, object]:
    """The row as TOML would give it, with its given keys only."""
    shown: dict[str, object] = msgspec.json.decode(msgspec.json.encode(row))
    return {name: value for name, value in shown.items() if value not in ("", [], None)}


def _keyed_names(rows: list[dict[str, object]]) -> KeyedNames:
    def given(keys: tuple[str, ...]) -> tuple[str, ...]:
        values = [row.get(key) for row in rows for key in keys]
        names = [value for value in values if isinstance(value, str) and value not in ("unknown", "unnamed")]
        return tuple(dict.fromkeys(name for name in names if any(word[0].isupper() for word in name.split())))

    return KeyedNames(people=given(_PEOPLE), bylines=given(("byline",)), media=given(_MEDIA), others=given(_OTHERS))


# ---------------------------------------------------------------- the answer key, told the same way


def _tell_key(key: AnswerKey, maker: _Maker, before: Mapping[str, Page], after: Mapping[str, Page]) -> AnswerKey:
    """The key with names, days and printed words changed as the pages were."""
    teller = _Teller(maker=maker, before=before, after=after)
    files = {row.id: row.file for row in key.statement}
    tables: dict[str, object] = {}
    for name, rows in _tables(key).items():
        shown = [_plain_row(row) for row in rows]
        tables[name] = [teller.row(row, str(row.get("file", _first_file(row, files)))) for row in shown]
    return make_answer_key(tables)


def _first_file(row: Mapping[str, object], files: Mapping[str, str]) -> str:
    members = row.get("members") or row.get("of") or ()
    first = next(iter(members), "") if isinstance(members, list) else ""
    return str(first.get("file", "")) if isinstance(first, dict) else files.get(str(first), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    maker: _Maker
    before: Mapping[str, Page]
    after: Mapping[str, Page]

    def row(self, row: Mapping[str, object], file: str) -> dict[str, object]:
        return {name: self._value(name, value, row, file) for name, value in row.items()}

    def _value(self, name: str, value: object, row: Mapping[str, object], file: str) -> object:
        if name in _KEPT or isinstance(value, int | float):
            return value
        if name == "printed" and isinstance(value, dict):
            return {page: self.printed(words, page) for page, words in value.items()}
        if name == "members" and isinstance(value, list):
            return [self._member(member) for member in value]
        if name in _TIMES and not self._is_prose(value):
            return self._time(value, row, file)
        tell: Callable[[str], str] = self._plain
        if name in _AS_PRINTED:
            tell = lambda words: self.printed(words, file)  # noqa: E731
        return _map_strings(value, tell)

    def _is_prose(self, value: object) -> bool:
        """An across row's value: words or records, unless it is a time."""
        return isinstance(value, dict) or (isinstance(value, str) and not re.fullmatch(r"[\dW-]+|unknown", value)) or (
            isinstance(value, list) and any(not isinstance(one, str) for one in value)
        )  # fmt: skip

    def _time(self, value: object, row: Mapping[str, object], file: str) -> object:
        if value == "unknown":
            return value
        text = str(row.get("text", ""))
        given = msgspec.convert(value, Days)
        moved = shift_value(given, text=text, published=self.maker.days.get(file))
        return moved if isinstance(moved, str) else list(moved)

    def _member(self, member: object) -> object:
        if not isinstance(member, dict):
            return member
        return {"file": member["file"], "holds": self.printed(str(member["holds"]), str(member["file"]))}

    def _plain(self, words: str) -> str:
        """A name or a sentence of the key's own: renamed, its ISO days moved."""
        return self.maker.renames.apply(re.sub(r"\d{4}-\d\d-\d\d", lambda found: str(shift_value(found[0])), words))

    def printed(self, words: str, file: str) -> str:
        """The words as the twin's page prints them: with its verbs where they were swapped there, else without."""
        told = self.maker.text(words, file)
        page, twin = self.before.get(file), self.after.get(file)
        if page is None or twin is None or stands_in(told, twin) or not stands_in(words, page):
            return told
        plain = self.maker.text(words, file, verbs=False)
        return plain if stands_in(plain, twin) else _fitted(plain, self.maker.verbs, twin)


def _fitted(words: str, verbs: tuple[VerbSwap, ...], twin: Page) -> str:
    """The words with just those verbs swapped that are swapped on the page: what follows a verb may be cut off."""
    made = ""
    for word in words.split(" "):
        others = [word.replace(swap.old, swap.new) for swap in verbs if swap.old == word.strip(",.“”\"'")]
        fitting = [told for one in (word, *others) if stands_in(told := f"{made} {one}".strip(), twin)]
        made = fitting[0] if fitting else f"{made} {word}".strip()
    return made


def _map_strings(value: object, tell: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return tell(value) if value not in ("unknown", "unnamed", "page") else value
    if isinstance(value, list):
        return [_map_strings(one, tell) for one in value]
    if isinstance(value, dict):
        return {name: _map_strings(one, tell) for name, one in value.items()}
    return value


def left_over(twin: Twin) -> Iterator[str]:
    """Old names that still stand in a page of the twin, as whole words."""
    new = {word for name in twin.renames.values() for word in name.split()}
    for page in twin.pages:
        for old in twin.renames:
            if old not in new and re.search(rf"(?<![\w-]){re.escape(old)}(?![\w-])", page.seen):
                yield f"{page.name}: {old}"
