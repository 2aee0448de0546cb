"""The brief as one self-contained page: no network, no font, no script but our own, and every captured word escaped."""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from firsthand.article.revisions import mark_words
from firsthand.brief import phrasing
from firsthand.brief.contents import stories_in_words, stories_title
from firsthand.brief.differences import tell_differences
from firsthand.brief.index import BriefIndex, index_brief
from firsthand.brief.judged import checked_in_words, judged_in_words, machine_title, readers_in_words
from firsthand.brief.marks import mark_blocks, passage_anchor
from firsthand.brief.people import fold_once, order_entities
from firsthand.brief.records import Brief
from firsthand.brief.revised import tell_revision
from firsthand.brief.told import meant, reading_in_words, tell_act
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

_STORIES_SHOWN = 6
_CARE_SHOWN = 4
"""Lines of "handle with care" on the first screen; the rest unfolds. Four fit beside a synopsis at 1440 × 900."""

_STATEMENTS_OPEN = 8
"""A named speaker's statements stand open up to this many; longer lists unfold."""


def render_html(brief: Brief) -> str:
    """One HTML file that needs nothing beside itself. The same brief gives the same bytes.

    Its content security policy admits the one script by its hash and no request at all.
    """
    index = index_brief(brief)
    worth_a_line, once = fold_once(order_entities(brief, index), index)
    script = _source("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            brief=brief,
            index=index,
            refs=_Refs(index),
            marked={held.report.id: mark_blocks(held, index) for held in brief.reports},
            speakers=group_statements(brief, index),
            entities=worth_a_line,
            named_once=once,
            instruments=group_instruments(brief),
            counts=count_findings(brief),
            machine_title=machine_title(brief),
            checked=checked_in_words(brief),
            readers=readers_in_words(brief),
            judged=judged_in_words(brief),
            tell_revision=lambda one: tell_revision(one, index.reports[one.report], index.letters[one.report]),
            mark_words=mark_words,
            outlets=count_outlets(brief),
            least_origins=known_origins(brief),
            care_shown=_CARE_SHOWN,
            stories_title=stories_title(brief.contents),
            stories=stories_in_words(brief.contents),
            stories_shown=_STORIES_SHOWN,
            covers=phrasing.covers_in_words(brief.covers),
            contents=_contents(brief),
            reports_by_id=index.reports,
            figure_words=figure_words,
            giver=lambda found: giver_name(found, index),
            differences_told=tell_differences(brief, index),
            origins_known=known_origins_first(brief),
            origins_folded=fold_origins(brief, index),
            act=lambda st: tell_act(st, brief),
            meant=lambda st: meant(st, brief, index),
            reading=reading_in_words,
            loop_open=lambda speaker: speaker.named and len(speaker.statements) <= _STATEMENTS_OPEN,
            style=Markup(_source("page.css")),
            script=Markup(script),
            digest=digest,
        )
    )


def _contents(brief: Brief) -> tuple[tuple[str, str, bool], ...]:
    ledger = brief.ledger
    differing = (ledger.disagreements, ledger.wordings, ledger.agreements, ledger.corrections)
    return (
        ("takeaways", "Takeaways", bool(brief.takeaways)),
        ("rewritten", "Rewritten pages", bool(brief.revisions)),
        ("judged", "What people judged", bool(brief.judged)),
        ("timeline", "Timeline", bool(brief.timeline)),
        ("people", "People and organisations", bool(ledger.entities)),
        ("statements", "Statements", bool(brief.statements)),
        ("figures", "Figures", bool(brief.figures)),
        ("instruments", "Laws and documents", bool(brief.instruments)),
        ("disagreements", "Differences", any(differing)),
        ("origins", "Origins", bool(ledger.origins)),
        ("questions", "Open questions", bool(ledger.open_questions)),
        ("used", "Reports used", True),
        ("problems", "Problems", bool(brief.problems or brief.refused)),
        ("not-held", "Not held yet", bool(brief.not_held)),
        ("evidence", "Texts", True),
    )


class _Refs:
    """What the template asks for at each passage: its anchor, and a short label such as "A ¶3"."""

    __slots__ = ("_index",)

    def __init__(self, index: BriefIndex) -> None:
        self._index = index

    def anchor(self, passage: Evidence) -> str:
        return passage_anchor(passage, self._index)

    def label(self, passage: Evidence) -> str:
        letter = self._index.letters.get(passage.report, "?")
        return letter if passage.block is None else f"{letter}\u2009¶{passage.block + 1}"

    def distinct(self, passages: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """One passage for each block, the first: three references to one paragraph tell a reader nothing more."""
        seen: dict[tuple[str, int | None], Evidence] = {}
        for passage in passages:
            seen.setdefault((passage.of, passage.block), passage)
        return tuple(seen.values())

    def letters(self, reports: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._index.letters[report] for report in reports if report in self._index.letters)


def safe_url(url: str) -> str:
    """The address where it may become a link: http and https only, else "".

    >>> safe_url("https://a.example/b"), safe_url("javascript:alert(1)")
    ('https://a.example/b', '')
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else ""


@cache
def _source(name: str) -> str:
    return files("firsthand.brief").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        when=phrasing.when_in_words,
        chain=phrasing.chain_in_words,
        origins=phrasing.origins_in_words,
        number=phrasing.number_in_words,
        basis=phrasing.basis_in_words,
        report_name=phrasing.report_in_words,
        published=phrasing.published_in_words,
        published_basis=phrasing.published_with_basis,
        origin_words=phrasing.origin_in_words,
        day=phrasing.day_of_report,
        value=phrasing.value_in_words,
        safe_url=safe_url,
        by_report=_by_report,
    )
    return made


def _by_report(passages: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    grouped: dict[str, list[Evidence]] = defaultdict(list)
    for passage in passages:
        grouped[passage.report].append(passage)
    return dict(grouped)
