"""Readings made by hand: a page's text, and on it what a reader would find, each by its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from firsthand.article.records import (
    Article,
    Block,
    BlockKind,
    Metadatum,
    Published,
    Report,
    ReportKind,
    SourceMap,
)
from firsthand.evidence import UNKNOWN, Evidence, Span, make_id
from firsthand.reading.records import (
    Amount,
    EntityKind,
    Figure,
    FigureKind,
    Mention,
    MentionHow,
    Mode,
    Naming,
    Narration,
    Occasion,
    Reading,
    Referent,
    Relay,
    Setting,
    Statement,
    TimeKind,
    TimeMention,
)
from firsthand.when import UNKNOWN_WHEN, When, day


def bare_report(id: str) -> Report:
    """A report of which the page shows nothing but its text."""
    nothing = Metadatum()
    return Report(
        id=id,
        name="case.txt",
        kind=ReportKind.ARTICLE,
        url=UNKNOWN,
        sha256="0" * 64,
        captured_at=UNKNOWN,
        headline=nothing,
        outlet=nothing,
        agency=nothing,
        bylines=(),
        dateline_place=nothing,
        photo_credits=(),
        language=nothing,
        published=Published(when=UNKNOWN_WHEN),
    )


class Page:
    """A report in the making. The first paragraph is its headline where `headline` is True; "Correction" opens a
    correction block."""

    def __init__(
        self,
        name: str,
        text: str,
        *,
        outlet: str = "Nile Wire",
        agency: str = "",
        published: When | date | None = None,
        basis: tuple[str, ...] = ("date line",),
        headline: bool = False,
    ) -> None:
        paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
        when = UNKNOWN_WHEN if published is None else day(published) if isinstance(published, date) else published
        self.article = _make_article(name, paragraphs, headline=headline)
        head = Metadatum(value=paragraphs[0]) if headline else Metadatum()
        self.report = Report(
            id=f"rp-{name}",
            name=f"{name}.txt",
            kind=ReportKind.ARTICLE,
            url=UNKNOWN,
            sha256=name * 4,
            captured_at=UNKNOWN,
            headline=head,
            outlet=Metadatum(value=outlet or UNKNOWN),
            agency=Metadatum(value=agency or UNKNOWN, basis=("closing credit",) if agency else ()),
            bylines=(),
            dateline_place=Metadatum(),
            photo_credits=(),
            language=Metadatum(value="en"),
            published=Published(when=when, basis=basis),
        )
        self._found: dict[str, list[Any]] = {
            kind: [] for kind in ("referents", "mentions", "times", "statements", "narrations", "figures", "relays")
        }

    def at(self, words: str, occurrence: int = 1) -> Evidence:
        """The evidence for the words at their nth place in the text."""
        start = -1
        for _ in range(occurrence):
            start = self.article.text.index(words, start + 1)
        return self.article.evidence(Span(start=start, end=start + len(words)))

    def refer(
        self,
        name: str,
        kind: EntityKind = EntityKind.PERSON,
        *,
        named: bool = True,
        printed: tuple[str, ...] = (),
        **more: Any,
    ) -> str:
        """A referent with a mention at the first place of its name and of each further form in `printed`."""
        id = make_id("rf", self.report.id, name, len(self._found["referents"]))
        how = MentionHow.NAME if named else MentionHow.DESCRIPTION
        mentions = [
            Mention(id=make_id("mn", id, form), evidence=self.at(form), kind=kind, how=how, referent=id)
            for form in (*([name] if name in self.article.text else []), *printed)
        ]
        self._found["mentions"].extend(mentions)
        self._found["referents"].append(
            Referent(
                id=id,
                report=self.report.id,
                kind=kind,
                name=name,
                named=named,
                mentions=tuple(mention.id for mention in mentions),
                **more,
            )
        )
        return id

    def say(
        self,
        content: str | tuple[str, ...],
        by: str = "",
        *,
        source: str = "",
        cue: str = "said",
        setting: Setting = Setting.UNKNOWN,
        with_whom: str = "",
        on_what: str = "",
        **more: Any,
    ) -> str:
        """A statement with this content by the referent `by`."""
        parts = tuple(self.at(part) for part in ((content,) if isinstance(content, str) else content) if part)
        id = make_id("st", self.report.id, content, by)
        self._found["statements"].append(
            Statement(
                id=id,
                report=self.report.id,
                source=(self.at(source),) if source else (),
                cue=(self.at(cue),) if cue in self.article.text else (),
                content=parts,
                mode=more.pop("mode", Mode.INDIRECT),
                speakers=(by,) if by else (),
                naming=Naming.NAMED if by else Naming.UNKNOWN,
                occasion=Occasion(setting=setting, with_whom=with_whom, on_what=on_what),
                **more,
            )
        )
        return id

    def narrate(self, words: str, **more: Any) -> str:
        id = make_id("na", self.report.id, words)
        self._found["narrations"].append(Narration(id=id, report=self.report.id, evidence=self.at(words), **more))
        return id

    def time(self, words: str, when: When | date = UNKNOWN_WHEN, occurrence: int = 1) -> str:
        id = make_id("tm", self.report.id, words, occurrence)
        value = day(when) if isinstance(when, date) else when
        self._found["times"].append(
            TimeMention(id=id, evidence=self.at(words, occurrence), kind=TimeKind.DATE, when=value)
        )
        return id

    def figure(
        self, words: str, amount: int, *, counted: str = "", hedge: str = "", high: int | None = 0, **more: Any
    ) -> str:
        id = make_id("fg", self.report.id, words, amount)
        self._found["figures"].append(
            Figure(
                id=id,
                report=self.report.id,
                evidence=self.at(words),
                amount=Amount(low=Decimal(amount), high=None if high is None else Decimal(high or amount)),
                kind=more.pop("kind", FigureKind.COUNT),
                hedge=hedge,
                counted=(self.at(counted),) if counted else (),
                **more,
            )
        )
        return id

    def relay(self, name: str, kind: Any, words: str) -> None:
        self._found["relays"].append(Relay(report=self.report.id, name=name, kind=kind, evidence=self.at(words)))

    def change(self, **more: Any) -> Page:
        """This page with other values in its report record."""
        self.report = replace(self.report, **more)
        return self

    def reading(self) -> Reading:
        found = {kind: tuple(records) for kind, records in self._found.items()}
        return Reading(report=self.report, article=self.article, **found)


def _make_article(name: str, paragraphs: list[str], *, headline: bool) -> Article:
    blocks: list[Block] = []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        kind = BlockKind.HEADLINE if headline and number == 0 else BlockKind.PARAGRAPH
        if paragraph.startswith("Correction"):
            kind = BlockKind.CORRECTION
        blocks.append(Block(number=number, kind=kind, start=at, end=at + len(paragraph)))
        at += len(paragraph) + 1
    return Article(
        id=f"art-{name}",
        report=f"rp-{name}",
        capture=f"cap-{name}",
        text="\n".join(paragraphs),
        blocks=tuple(blocks),
        source_map=SourceMap(links=()),
        dropped=(),
    )
