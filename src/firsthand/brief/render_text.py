"""The brief as Markdown and as plain text: the same sections, each line and finding with its passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import fill

from firsthand.brief.contents import stories_in_words, stories_title
from firsthand.brief.differences import tell_differences
from firsthand.brief.index import BriefIndex, index_brief, statement_passages
from firsthand.brief.judged import checked_in_words, judged_in_words, machine_title, readers_in_words
from firsthand.brief.people import fold_once, order_entities
from firsthand.brief.phrasing import (
    chain_in_words,
    covers_in_words,
    number_in_words,
    origin_in_words,
    origins_in_words,
    published_with_basis,
    when_in_words,
)
from firsthand.brief.records import Brief, BriefReport, Line
from firsthand.brief.revised import tell_change, tell_revision
from firsthand.brief.told import meant, reading_in_words, tell_statement
from firsthand.brief.view import (
    count_findings,
    count_outlets,
    figure_words,
    fold_origins,
    giver_name,
    group_instruments,
    group_statements,
    known_origins,
    known_origins_first,
)
from firsthand.evidence import Evidence
from firsthand.ledger.records import Entity
from firsthand.reading.records import Act, Setting, Statement

_WIDTH = 100
"""Columns of the plain text."""

_CHANGES_SHOWN = 20
"""Sentences of one rewritten page that are shown."""

_CARE_SHOWN = 8
"""Lines of "handle with care" before the takeaways; the rest stands behind the differences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One thing to print: its words, what is said beside it, and where it stands."""

    text: str
    beside: tuple[str, ...] = ()
    passages: tuple[Evidence, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    title: str
    entries: tuple[_Entry, ...]


def render_markdown(brief: Brief, *, ids: bool = False) -> str:
    """The brief in CommonMark; captured words are escaped, so that none of them becomes a link, a tag or a heading.

    `ids`: each line ends with the id that `firsthand explain` takes.
    """
    index = index_brief(brief)
    out = [f"# {_escaped(brief.title)}", "", _escaped(_dek(brief)), ""]
    for section in _sections(brief, index):
        out += [f"## {section.title}", ""]
        for entry in section.entries:
            out.append(f"- {_escaped(entry.text)}{_reference(entry.passages, index, escape=True)}{_id(entry, ids=ids)}")
            out += [f"  - {_escaped(words)}" for words in entry.beside if words]
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def render_text(brief: Brief, *, ids: bool = False) -> str:
    """The brief for a terminal or a mail, folded at 100 columns. `ids` as in `render_markdown`."""
    index = index_brief(brief)
    out = [fill(brief.title, _WIDTH), fill(_dek(brief), _WIDTH), ""]
    for section in _sections(brief, index):
        out += [section.title.upper(), ""]
        for entry in section.entries:
            words = f"{entry.text}{_reference(entry.passages, index)}{_id(entry, ids=ids)}"
            out.append(_folded(words, first="- ", rest="  "))
            out += [_folded(beside, first="    ", rest="    ") for beside in entry.beside if beside]
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def _id(entry: _Entry, *, ids: bool) -> str:
    return f" {entry.id}" if ids and entry.id else ""


def _folded(text: str, *, first: str, rest: str) -> str:
    return fill(text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False)


_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def _escaped(text: str) -> str:
    """
    >>> _escaped("<b>[x](javascript:y)")
    '\\\\<b\\\\>\\\\[x\\\\](javascript:y)'
    """
    flat = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", flat))


def _reference(passages: Iterable[Evidence], index: BriefIndex, *, escape: bool = False) -> str:
    """Report letter, block and offsets of each passage: "[A ¶2 120–164]"."""
    places = [
        f"{index.letters.get(passage.report, '?')} "
        f"{'capture' if passage.block is None else f'¶{passage.block + 1}'} {passage.start}–{passage.end}"
        for passage in passages
    ]
    if not places:
        return ""
    words = "; ".join(dict.fromkeys(places))
    return f" \\[{words}\\]" if escape else f" [{words}]"


def _dek(brief: Brief) -> str:
    named, unnamed = count_outlets(brief)
    without = f" named, {number_in_words(unnamed, 'report')} without one" if unnamed else ""
    return (
        f"{covers_in_words(brief.covers)} · {number_in_words(len(brief.reports), 'report')} · "
        f"{number_in_words(named, 'outlet')}{without} · at least {number_in_words(known_origins(brief), 'origin')}"
    )


def _sections(brief: Brief, index: BriefIndex) -> Iterator[_Section]:
    made = (
        (stories_title(brief.contents), _stories(brief)),
        ("Synopsis", map(_line, brief.synopsis)),
        ("What changed last", map(_line, brief.changed_last)),
        ("What rewritten pages changed", _revisions(brief, index)),
        ("Handle with care", map(_line, brief.handle_with_care[:_CARE_SHOWN])),
        (machine_title(brief), (_Entry(text=_unchecked(brief)),)),
        ("Takeaways", map(_line, brief.takeaways)),
        ("What people judged", (_Entry(text=words) for words in judged_in_words(brief))),
        ("Timeline", map(_dated, brief.timeline)),
        ("People and organisations", _people(brief, index)),
        ("Statements by speaker", _statements(brief, index)),
        ("Figures", _figures(brief, index)),
        ("Laws and documents invoked", _instruments(brief, index)),
        ("Where reports differ and agree", _differences(brief, index)),
        ("More to handle with care", map(_line, brief.handle_with_care[_CARE_SHOWN:])),
        ("Origins", _origins(brief, index)),
        (
            "Open questions",
            (_Entry(text=q.passage.quote, passages=(q.passage,), id=q.id) for q in brief.ledger.open_questions),
        ),
        ("Reports used", (_report(held, index) for held in brief.reports)),
        ("Problems", _problems(brief)),
        ("Not held yet", (_Entry(text=words) for words in brief.not_held)),
    )
    for title, entries in made:
        listed = tuple(entries)
        if listed:
            yield _Section(title=title, entries=listed)


def _stories(brief: Brief) -> Iterator[_Entry]:
    for one, words in zip(brief.contents, stories_in_words(brief.contents), strict=True):
        yield _Entry(text=f"{one.number}. {words}", id=one.story)


def _line(line: Line) -> _Entry:
    return _Entry(
        text=line.text,
        beside=(" · ".join(filter(None, (line.chain, line.origins))),),
        passages=line.passages,
        id=line.id,
    )


def _revisions(brief: Brief, index: BriefIndex) -> Iterator[_Entry]:
    for one in brief.revisions:
        held = index.reports[one.report]
        told = []
        for change in one.changes[:_CHANGES_SHOWN]:
            there = (change.after,) if change.after and held.article == one.article else ()
            told.append(tell_change(change) + _reference(there, index))
        more = len(one.changes) - len(told)
        yield _Entry(
            text=tell_revision(one, held, index.letters[one.report]),
            beside=(*told, f"and {more} more, in the JSON" if more else ""),
            id=one.id,
        )


def _dated(line: Line) -> _Entry:
    return _Entry(text=f"{line.chain}: {line.text}", beside=(line.origins,), passages=line.passages, id=line.id)


def _unchecked(brief: Brief) -> str:
    counted = ", ".join(f"{count} {word}" for count, word in count_findings(brief))
    checked = checked_in_words(brief) or "no person has checked one of them yet"
    return f"{counted or 'nothing'}: read by {readers_in_words(brief)}; {checked}."


def _people(brief: Brief, index: BriefIndex) -> Iterator[_Entry]:
    shown, once = fold_once(order_entities(brief, index), index)
    for one in shown:
        entity = one.entity
        facts = [
            "unnamed" if not entity.named else "",
            ", ".join(entity.roles),
            one.of,
            entity.country if entity.country != "unknown" else "",
        ]
        counted = number_in_words(one.statements, "statement") if one.statements else ""
        where = f"in {_letters(entity, index)}"
        judged = index.judged.get(entity.id, "")
        yield _Entry(text=" · ".join(filter(None, (entity.name, *facts, counted, where, judged))), id=entity.id)
    for named, head in ((True, "Named once"), (False, "Unnamed, with one statement")):
        told: dict[str, list[str]] = {}
        for one in once:
            if one.entity.named is named:
                told.setdefault(one.entity.name, []).append(_letters(one.entity, index))
        if told:
            listed = "; ".join(f"{name} ({' '.join(where)})" for name, where in told.items())
            yield _Entry(text=f"{head}: {listed}")


def _letters(entity: Entity, index: BriefIndex) -> str:
    return " ".join(index.letters[report] for report in entity.reports if report in index.letters)


def _statements(brief: Brief, index: BriefIndex) -> Iterator[_Entry]:
    for speaker in group_statements(brief, index):
        for st in speaker.statements:
            yield _statement(st, speaker.name, brief, index)


def _statement(st: Statement, speaker: str, brief: Brief, index: BriefIndex) -> _Entry:
    said = (
        f"said {when_in_words(st.said_at)} ({st.said_basis.value})" if st.said_at.known else "day of saying not printed"
    )
    setting = "" if st.occasion.setting is Setting.UNKNOWN else st.occasion.setting.value
    with_whom = f"with {st.occasion.with_whom}" if st.occasion.with_whom else ""
    claim = index.claim_of.get(st.id)
    facts = (
        "" if st.act is Act.SAY else st.act.value,
        st.mode.value,
        *reading_in_words(st),
        said,
        f"{setting} {with_whom}".strip(),
        chain_in_words(st.chain),
        origins_in_words(claim) if claim else "",
        index.judged.get(st.id, ""),
    )
    return _Entry(
        text=f"{speaker}: {tell_statement(st, brief)}{meant(st, brief, index)}",
        beside=(" · ".join(filter(None, facts)),),
        passages=statement_passages(st),
        id=st.id,
    )


def _figures(brief: Brief, index: BriefIndex) -> Iterator[_Entry]:
    for series in brief.ledger.series:
        figures = [index.figures[id_] for id_ in series.figures if id_ in index.figures]
        values = "; ".join(f"{figure_words(fg)} ({index.letters.get(fg.report, '?')})" for fg in figures)
        yield _Entry(
            text=f"{series.counts}, {series.relation.value}: {values}", passages=tuple(fg.evidence for fg in figures)
        )
    for figure in brief.figures:
        counted = " … ".join(piece.quote for piece in figure.counted)
        giver = giver_name(figure, index) or "giver not printed"
        yield _Entry(
            text=" · ".join(filter(None, (figure_words(figure), counted and f"counts {counted}", giver))),
            passages=(figure.evidence,),
            id=figure.id,
        )


def _instruments(brief: Brief, index: BriefIndex) -> Iterator[_Entry]:
    for group in group_instruments(brief):
        for same in group.uses:
            use = same[0]
            requires = " … ".join(piece.quote for piece in use.requires)
            invoked = giver_name(use, index) or "the report itself"
            facts = (group.name, use.provision, requires, f"invoked by {invoked}")
            yield _Entry(
                text=" · ".join(filter(None, facts)),
                passages=(*(one.evidence for one in same), *use.requires),
                id=use.id,
            )


def _differences(brief: Brief, index: BriefIndex) -> Iterator[_Entry]:
    for one in tell_differences(brief, index):
        sides = "; ".join(f"{side.words} ({side.who})" for side in one.sides)
        yield _Entry(
            text=f"{one.head}: {sides}",
            beside=(f"perhaps: {one.note}" if one.note and one.tag != "correction" else one.note,),
            passages=one.passages,
            id=one.ids[0],
        )


def _origins(brief: Brief, index: BriefIndex) -> Iterator[_Entry]:
    for origin in known_origins_first(brief):
        where = ", ".join(index.letters[report] for report in origin.reports if report in index.letters)
        counted = number_in_words(len(origin.statements), "statement")
        why = "; ".join(dict.fromkeys(reason.note for reason in origin.because if reason.note))
        words = origin_in_words(origin.what)
        yield _Entry(
            text=f"{words[0].upper()}{words[1:]}: {counted} in {where}",
            beside=(f"one origin because: {why}" if why else "", index.judged.get(origin.id, "")),
            id=origin.id,
        )
    for group in fold_origins(brief, index):
        counted = number_in_words(group.statements, "statement")
        unnamed = f"not named: {', '.join(group.unnamed)}" if group.unnamed else ""
        who = "; ".join(filter(None, (", ".join(group.speakers), unnamed)))
        yield _Entry(
            text=f"{index.letters[group.report]}: {counted} of which no page shows where they were said"
            f"{f' ({who})' if who else ''}"
        )


def _questions(brief: Brief) -> Iterator[_Entry]:
    for one in brief.ledger.open_questions:
        yield _Entry(text=one.passage.quote, passages=(one.passage,), id=one.id)


def _report(held: BriefReport, index: BriefIndex) -> _Entry:
    report = held.report
    outlet = report.outlet.value if report.outlet.known else "unknown outlet"
    headline = report.headline.value if report.headline.known else "(no headline on the page)"
    bylines = ", ".join(byline.value for byline in report.bylines if byline.known)
    facts = (
        f"{index.letters[report.id]} · {headline}",
        outlet,
        f"agency {report.agency.value}" if report.agency.known else "",
        published_with_basis(report),
        f"by {bylines}" if bylines else "no byline",
        f"file {report.name}",
        index.judged.get(report.id, ""),
    )
    return _Entry(text=" · ".join(filter(None, facts)), beside=tuple(line.text for line in held.rests_on))


def _problems(brief: Brief) -> Iterator[_Entry]:
    for problem in (*brief.problems, *brief.refused):
        name = f"{problem.name}: " if problem.name and problem.name not in problem.message else ""
        words = f"{name}{problem.message}"
        yield _Entry(text=f"{words[0].upper()}{words[1:]}", beside=(problem.next_step,), id=problem.id)
