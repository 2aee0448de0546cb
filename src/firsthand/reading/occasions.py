"""Occasions: the setting of a saying, with whom, on what, what was asked; from its own words or taken over from
beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from firsthand.article.records import Article
from firsthand.evidence import Evidence, Span
from firsthand.reading import subjects
from firsthand.reading.cuewords import CueWords
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.occasionwords import OccasionWords
from firsthand.reading.records import Basis, Occasion, Setting

_LEADS_IN = re.compile(r"(?i)\b(?:in|at|during|on|via|through|by|from|over|to|after|told|of|for)\b[^.;]{0,60}$")
_NAMED_WITH = re.compile(
    r"""
    (?:(?:interviews?|conversation)\s+(?:published\s+\w+\s+)?(?:with|to|by|for)      # "in an interview with"
      | (?:[Ss]peaking|spoke|spoken|talked)\s+(?:\w+\s+){0,4}?(?:to|with) )\s+    # "speaking by telephone to"
    (?P<whole>(?:[^\s,.;:]+\s*){1,9})                                             # "the South Korean daily Chosun Ilbo"
    """,
    re.VERBOSE,
)
_CAPITAL_RUN = re.compile(r"(?:[A-Z0-9][\w&’'\-]*)(?:\s+(?:[A-Z0-9][\w&’'\-]*|of|and|de|la))*")
_TIME_WORDS = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A sentence that sets a scene for a speaker without reporting words: "At a briefing, X commented on …". `back`
    where it takes up
    an act already told ("X made the offer via …")."""

    subject: tuple[Span, ...]
    clause: tuple[Span, ...]
    back: bool
    at: int


def find_occasion(draft: Draft, article: Article, words: OccasionWords) -> Occasion:
    """The occasion that the attribution's own words show; setting unknown where they show none."""
    asked = tuple(article.evidence(span) for span in draft.asked)
    found = _setting_in(article, draft.clause, words) or _heard_at(article, draft, words)
    found = found or _spoken_to(article, draft, words) or _from_bench(article, draft)
    setting, evidence = found or _from_source(article, draft, words) or (Setting.UNKNOWN, ())
    with_whom = _with_whom(article, draft.clause, words) if setting is Setting.INTERVIEW else ""
    if not with_whom:
        with_whom = _audience_outlet(article, draft, words, interview=setting is Setting.INTERVIEW)
    return Occasion(
        setting=setting,
        with_whom=with_whom,
        on_what=_platform(article, draft.clause, words) if setting in (Setting.POST, Setting.VIDEO) else "",
        asked=asked,
        evidence=evidence,
    )


def _setting_in(
    article: Article, spans: tuple[Span, ...], words: OccasionWords
) -> tuple[Setting, tuple[Evidence, ...]] | None:
    for setting, pattern in words.settings:
        for span in spans:
            text = article.text[span.start : span.end]
            for match in pattern.finditer(text):
                if setting in _NAMED_AS and _of_name(match, words):
                    continue  # a word of somebody's name: "told the Cuenca Review", "told Channel Nine"
                if _LEADS_IN.search(text[: match.start()]):
                    return setting, (article.evidence(span),)
    return None


_NAMED_AS = frozenset({Setting.DOCUMENT, Setting.REPORT, Setting.POST})


def _of_name(match: re.Match[str], words: OccasionWords) -> bool:
    """Whether a word of a setting stands with a capital inside a sentence and is no platform's name."""
    return match.group()[0].isupper() and match.start() > 0 and not words.platforms.fullmatch(match.group())


_BENCH = re.compile(
    r"(?i)\b(?:judges?|magistrates?|courts?|tribunal|jury|jurors|justices?(?! (?:dep|min|sec|sys|com)))\b"
)
_RULING = re.compile(r"(?i)\b(?:order|rul|held|hold|found|find|sentenc|convict|acquit)\w*$")


def _from_bench(article: Article, draft: Draft) -> tuple[Setting, tuple[Evidence, ...]] | None:
    """What a judge or a court orders, rules or holds is said in court."""
    source = article.text[draft.source[0].start : draft.source[0].end] if draft.source else ""
    cue = article.text[draft.cue[-1].start : draft.cue[-1].end] if draft.cue else ""
    if _BENCH.search(source) and _RULING.search(cue):
        return Setting.COURT, (article.evidence(draft.source[0]),)
    return None


def _spoken_to(article: Article, draft: Draft, words: OccasionWords) -> tuple[Setting, tuple[Evidence, ...]] | None:
    """ "Speaking by telephone to the daily X on Tuesday": an interview, if X is an outlet."""
    for span in draft.clause:
        text = article.text[span.start : span.end]
        match = _NAMED_WITH.search(text)
        if match and text[match.start()].lower() == "s" and words.outlet.search(match["whole"]):
            return Setting.INTERVIEW, (article.evidence(span),)
    return None


def _heard_at(article: Article, draft: Draft, words: OccasionWords) -> tuple[Setting, tuple[Evidence, ...]] | None:
    """The setting that the audience is: "told a press briefing", "the court was told"."""
    for span in draft.audience:
        for setting, pattern in words.settings:
            if setting in (Setting.BRIEFING, Setting.HEARING, Setting.COURT) and pattern.search(
                article.text[span.start : span.end]
            ):
                return setting, (article.evidence(span),)
    return None


def _from_source(article: Article, draft: Draft, words: OccasionWords) -> tuple[Setting, tuple[Evidence, ...]] | None:
    """A written or filmed source is its own occasion: "a court filing shows", "a news report said"."""
    for span in draft.source[:1]:
        text = article.text[span.start : span.end]
        head = re.split(
            r"\b(?:of|by|from|on|in|seen|to|dated|about|for|\w+(?:ed|en|wn)(?=\s+(?:to|by|on|in|at|with)))\b|,", text
        )[0]
        for setting, pattern in words.settings:
            if setting in (Setting.DOCUMENT, Setting.REPORT, Setting.VIDEO) and re.search(
                rf"(?:{pattern.pattern})\s*$", head.strip()
            ):
                return setting, (article.evidence(span),)
    return None


def _with_whom(article: Article, spans: tuple[Span, ...], words: OccasionWords) -> str:
    for span in spans:
        match = _NAMED_WITH.search(article.text[span.start : span.end])
        if match:
            own = words.own_outlet.match(match["whole"])
            if own:
                return own.group()
            return _outlet_name(match["whole"])
    return ""


def _outlet_name(phrase: str) -> str:
    """The last run of capitals before the phrase turns to a time: "the South Korean daily Chosun Ilbo on Wednesday".
    What "a weekly" behind a comma says of a name is no name.

    >>> _outlet_name("the South Korean daily Orin Post on Wednesday")
    'Orin Post'
    >>> _outlet_name("the Orin Post, a Seoul weekly")
    'Orin Post'
    >>> _outlet_name("Channel Nine’s Breakfast")
    'Channel Nine'
    """
    runs = []
    phrase = re.sub(r"(?<=\w)['’]s (?=[A-Z])", ", a ", phrase, count=1)  # "Channel Nine’s Breakfast"
    name, described, _ = re.split(r"(,\s+an?\s)", f"{phrase}, a ", maxsplit=1)
    phrase = name if described and _CAPITAL_RUN.search(name) else phrase
    for run in _CAPITAL_RUN.findall(
        re.split(r"\b(?:on|that|published|in|last|this|aired|broadcast|this)\b", phrase)[0]
    ):
        kept = " ".join(_without_time(run.split()))
        runs += [kept] if kept else []
    return re.sub(r"['’]s$", "", runs[-1]) if runs else ""


def _without_time(words: list[str]) -> list[str]:
    """Without days and months, but for one that a name begins with: "the Sunday Orin", not "Orin Post Sunday".

    >>> _without_time(["Sunday", "Orin"]), _without_time(["Orin", "Post", "Sunday"])
    (['Sunday', 'Orin'], ['Orin', 'Post'])
    """
    begins = len(words) > 1 and words[0].endswith("day") and words[1] not in _TIME_WORDS
    return [word for at, word in enumerate(words) if word not in _TIME_WORDS or (begins and not at)]


def _audience_outlet(article: Article, draft: Draft, words: OccasionWords, *, interview: bool) -> str:
    for span in draft.audience:
        text = article.text[span.start : span.end]
        if words.own_outlet.search(text):
            return text
        name = _outlet_name(text)
        if (
            name
            and (interview or words.outlet.search(text))
            and not re.search(r"(?i)\b(?:conference|briefing|council|committee|court)\b", text)
        ):
            return name
    return ""


def _platform(article: Article, spans: tuple[Span, ...], words: OccasionWords) -> str:
    for span in spans:
        match = words.platforms.search(article.text[span.start : span.end])
        if match:
            return match.group()
    return ""


def find_stages(
    frames: tuple[Frame, ...], drafts: tuple[Draft, ...], words: tuple[CueWords, OccasionWords]
) -> tuple[Stage, ...]:
    """Scenes set by sentences that report no words of their own, in text order."""
    cued = {span.start for draft in drafts for span in draft.cue}
    found = []
    for frame in frames:
        for token in frame.doc:
            if token.pos_ == "VERB" and frame.inside is None and frame.starts[token.i] not in cued:
                stage = _stage(frame, token, words)
                if stage is not None:
                    found.append(stage)
    return tuple(found)


_STAGING = frozenset(
    {
        "comment",
        "speak",
        "appear",
        "address",
        "talk",
        "discuss",
        "hold",
        "give",
        "make",
        "post",
        "publish",
        "testify",
        "answer",
        "react",
        "meet",
        "issue",
        "deliver",
        "release",
        "repeat",
        "take",
        "field",
    }
)


def _stage(frame: Frame, verb: Token, words: tuple[CueWords, OccasionWords]) -> Stage | None:
    if verb.lemma_ not in _STAGING or subjects.is_passive(verb):
        return None
    subject = subjects.subject_of(verb)
    own = [at for at in subjects.subtree(verb) if at not in subject.tokens]
    act = [child for child in verb.children if child.dep_ == "dobj" and child.lemma_.lower() in words[1].acts]
    definite = any(
        at.lower_ in ("the", "this", "that", "his", "her", "their", "its") for child in act for at in child.children
    )
    if not subject.tokens or len(own) < 3:
        return None
    return Stage(subject=frame.pieces(subject.tokens), clause=frame.pieces(own), back=definite, at=frame.starts[verb.i])


def stage_occasion(stage: Stage, article: Article, words: OccasionWords) -> Occasion:
    """The occasion that a scene shows, marked as inherited."""
    found = _setting_in(article, stage.clause, words) or _talked_to(article, stage, words)
    if found is None:
        return Occasion()
    setting, evidence = found
    return Occasion(
        setting=setting,
        with_whom=_with_whom(article, stage.clause, words) if setting is Setting.INTERVIEW else "",
        on_what=_platform(article, stage.clause, words),
        evidence=evidence,
        basis=Basis.INHERITED,
    )


def _talked_to(article: Article, stage: Stage, words: OccasionWords) -> tuple[Setting, tuple[Evidence, ...]] | None:
    """ "Toll spoke to the Observer in her kitchen": an interview, if the one spoken to is an outlet by its name."""
    for span in stage.clause:
        match = _NAMED_WITH.search(article.text[span.start : span.end])
        if match and words.own_outlet.match(match["whole"]):
            return Setting.INTERVIEW, (article.evidence(span),)
        name = _outlet_name(match["whole"]) if match else ""
        if name and (words.outlet.search(name) or words.agency.search(name)):
            return Setting.INTERVIEW, (article.evidence(span),)
    return None


def taken_over(own: Occasion, other: Occasion) -> Occasion:
    """`own` with the setting, partner and platform of `other`, marked as inherited."""
    return replace(
        own,
        setting=other.setting,
        with_whom=own.with_whom or other.with_whom,
        on_what=own.on_what or other.on_what,
        evidence=other.evidence,
        basis=Basis.INHERITED,
    )
