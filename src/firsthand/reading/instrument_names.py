"""Names of legal texts in a stretch of text: where they stand, which text they mean, and which provision of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from firsthand.languages.tables import load_table
from firsthand.reading.states import State, States, StateWord

CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:[\w&\-]|\.(?=\w)|[’'](?!s\b)(?=\w))*"
_ARTICLED_WORDS = (
    "Republic Kingdom States Federation Union Emirates Commonwealth Islands Netherlands Philippines Bahamas "
    "Confederation Empire"
)
ARTICLED = frozenset(_ARTICLED_WORDS.split())
"""Words in the name of a state that take "the"."""
_LEAD_WORDS = "the under in both and a an but as per quoting citing invoking this that by"
LEADS = frozenset(_LEAD_WORDS.split())
"""Words with a capital at the head of a sentence that are no part of a text's name."""
JOIN = r"(?:and|of|the|on|for|to|against|in|with|at|de|&|,)"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownText:
    """A text of the word list: its name with the year, and the subjects that tell it from others of its family."""

    name: str
    family: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentWords:
    """Names of legal texts, and the words that such names are built on and stand among."""

    known: Mapping[str, KnownText]
    families: Mapping[str, tuple[KnownText, ...]]
    ends: frozenset[str]
    never: frozenset[str]
    silent: frozenset[str]
    tells: frozenset[str]
    invoking: frozenset[str]
    basis: frozenset[str]
    pattern: re.Pattern[str]
    initials: re.Pattern[str]
    papers: re.Pattern[str]
    provision: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextName:
    """A name of a legal text at `start` to `end`; `words` without provision and year; `year` and `provision` ""
    where not printed."""

    start: int
    end: int
    words: str
    year: str = ""
    provision: str = ""
    paper: bool = False


@cache
def load_instrument_words(language: str = "en") -> InstrumentWords:
    """The words for legal texts of a language.

    >>> load_instrument_words().known["iccpr"].name
    'International Covenant on Civil and Political Rights (1966)'
    """
    table = load_table(language, "instruments")
    known: dict[str, KnownText] = {}
    families: dict[str, list[KnownText]] = {}
    for row in table["known"]:
        text = KnownText(
            name=f"{row['name']} ({row['year']})", family=row.get("family", ""), subjects=tuple(row.get("subjects", ()))
        )
        for form in (row["name"], *row["also"]):
            known[form.lower()] = text
        if text.family:
            families.setdefault(text.family, []).append(text)
    return InstrumentWords(
        known=MappingProxyType(known),
        families=MappingProxyType({family: tuple(texts) for family, texts in families.items()}),
        pattern=_name_pattern(table),
        initials=_any(sorted((f for r in table["known"] for f in r["also"] if f.isupper()), key=len, reverse=True)),
        papers=_paper_pattern(table),
        provision=_provision_pattern(table["provisions"]),
        **{key: frozenset(table[key]) for key in ("ends", "never", "silent", "tells", "invoking", "basis")},
    )


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")


def _titled(words: list[str]) -> str:
    forms = {form for word in words for form in (word.title(), word.capitalize())}
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


def _name_pattern(table: Mapping[str, list[str]]) -> re.Pattern[str]:
    numbered, ends, begins = (_titled(table[key]) for key in ("numbered", "ends", "begins"))
    codes, laws, yeared = _titled(table["codes"]), _titled(table["laws"]), _titled(table["yeared"])
    word = rf"{CAPITAL}(?:\ \({CAPITAL}(?:\ (?:{JOIN}\ )?{CAPITAL})*\))?"
    subject = rf"(?:the\ )?{CAPITAL}(?:(?:\ {JOIN}){{0,2}}\ {CAPITAL}){{0,9}}"
    return re.compile(
        rf"""
        # Olm v. Draper County
        (?P<case>{CAPITAL}(?:\ {CAPITAL}){{0,3}}\ v\.?\ {CAPITAL}(?:\ {CAPITAL}){{0,3}})
        # Regulation (EU) 2028/417
        | (?P<eu>(?:Regulation|Directive|Decision)\ (?:\((?:EU|EC|EEC)\)\ )?(?:No\.?\ )?\d+/\d+(?:/\w+)?)
        # Harbour By-law 7
        | (?P<numbered>(?:{CAPITAL}\ ){{0,4}}(?:{numbered}|resolution)\ (?:No\.?\ )?\d+(?:[/.-]\d+)*\b(?![/.-]?\d|-))
        | (?:(?P<before>[12]\d{{3}})\ )?(?P<name>
            # Ports and Harbours Act; Lisbon Convention on Mooring Rights
            (?:{word}\ (?:{JOIN}\ (?:the\ )?)?){{0,6}}?{word}\ (?:{ends})
              (?:\ (?:on|for|against|relating\ to|of)\ {subject})?
            # Harbour Craft (Moorings) Regulations 2014
          | (?:{word}\ (?:{JOIN}\ (?:the\ )?)?){{0,6}}?{word}\ (?:{yeared})(?=,?\ (?:of\ )?[12]\d{{3}}\b)
            # Treaty of Skarholm
          | (?:{begins})\ (?:of|on|against|for)\ {subject}
            # Penal Code
          | (?:{CAPITAL}\ ){{0,3}}(?:{codes})(?:\ {CAPITAL}){{0,2}}\ Code(?:\ of\ {CAPITAL}(?:\ {CAPITAL})*)?
            # Press Law
          | (?:{CAPITAL}\ ){{0,4}}(?:{laws})\ Law\b
          | Constitution\b
        )(?:(?:\ of|,)?\ (?P<after>[12]\d{{3}}))?\b
        """,
        re.VERBOSE,
    )


def _paper_pattern(table: Mapping[str, list[str]]) -> re.Pattern[str]:
    papers = "|".join(re.escape(word) for word in sorted(table["papers"], key=len, reverse=True))
    issued = "|".join(re.escape(word) for word in sorted(table["issued"], key=len, reverse=True))
    body = rf"{CAPITAL}(?:(?:\ {JOIN}){{0,2}}\ {CAPITAL}){{0,9}}"
    return re.compile(
        rf"(?P<paper>\b(?:{papers}))\ (?P<issued>{issued})\ (?P<the>the\ )?(?P<body>{body})"
        rf"|(?P<owner>{body})(?:[’']s)?\ (?P<owned>{papers})\b",
    )


def _provision_pattern(provisions: list[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in provisions)
    number = r"(?:\d+[a-z]?(?:\(\w+\))*|[IVXLC]+)"
    several = rf"(?:(?:,|\ and|\ to|-)\ ?{number})*"
    owner = rf"(?:(?:{CAPITAL}\ |{CAPITAL}[’']s?\ ){{1,3}})?"
    return re.compile(rf"(?i:(?P<provision>\b(?:{words})\ {number}{several}))\ (?:of|in)\ (?:the\ )?{owner}$")


def find_text_names(text: str, words: InstrumentWords) -> Iterator[TextName]:
    """The capitalised names and initials of legal texts in `text`, in text order, each with its provision.

    >>> found = list(find_text_names("Under Article 9 of the Press Act 2016, nobody", load_instrument_words()))
    >>> found[0].words, found[0].year, found[0].provision
    ('Press Act', '2016', 'Article 9')
    """
    taken = 0
    matches = sorted(
        [*words.pattern.finditer(text), *words.initials.finditer(text)], key=lambda m: (m.start(), -m.end())
    )
    for match in matches:
        if match.start() < taken:
            continue
        found = _read_match(text, match, words)
        if found is not None:
            taken = found.end
            yield found


_DATED = re.compile(
    r" on (?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day)\b.*$"
)
_KIND = re.compile(r" (?:convention|treaty|protocol|covenant|charter|statute|agreement|accord|pact|regulation|act)\b")


def _read_match(text: str, match: re.Match[str], words: InstrumentWords) -> TextName | None:
    groups = match.groupdict()
    start, end = match.start(), match.end()
    if match.re is words.initials:
        kind = _KIND.match(text, end)
        end = kind.end() if kind else end  # "the SOLAS convention"
    printed = groups.get("name") or match.group()
    year = groups.get("before") or groups.get("after") or ""
    dated = _DATED.search(printed)
    if dated is not None:
        end, printed = end - (len(printed) - dated.start()), printed[: dated.start()]
    while printed.split(" ")[0].lower() in LEADS:
        cut = len(printed.split(" ")[0]) + 1
        start, printed = start + cut, printed[cut:]
        if not printed:
            return None
    if printed.lower() in words.never or any(printed.lower().endswith(" " + bad) for bad in words.never):
        return None
    if " " not in printed and printed != "Constitution" and printed.lower() not in words.known:
        return None
    provision = words.provision.search(text, 0, start)
    at = provision.start("provision") if provision else start
    return TextName(start=at, end=end, words=printed, year=year, provision=provision["provision"] if provision else "")


def constitution_of(state: State) -> str:
    """The name of a state's constitution: by the official name where the usual one is a compass word that it lacks.

    >>> constitution_of(State(name="Kenya", official="Republic of Kenya"))
    'Constitution of Kenya'
    >>> constitution_of(State(name="South Korea", official="Republic of Korea"))
    'Constitution of the Republic of Korea'
    """
    lacking = state.compass and state.name not in state.official
    return f"Constitution of {with_article(state.official if lacking else state.name)}"


def with_article(state: str) -> str:
    return f"the {state}" if ARTICLED & set(state.split()) else state


def state_before(text: str, start: int, states: States) -> tuple[State | None, int]:
    """The state whose possessive or people's word stands right before `start`, and where it begins."""
    before = re.search(r"((?:[\w.’'\-]+ ){1,5})$", text[:start])
    if before is None:
        return None, start
    pieces = before[1].split()
    for at in range(len(pieces)):
        words = [*pieces[at:-1], re.sub(r"[’']s?$", "", pieces[-1])]
        match = states.find([word.lower() for word in words])
        if (
            match is not None
            and match.length == len(words)
            and len(match.states) == 1
            and match.how is not StateWord.COMPASS
        ):
            return match.states[0], start - sum(len(piece) + 1 for piece in pieces[at:])
    return None, start
