"""The composed sentences as Markdown with footnotes: each leads to report, outlet, date, words, offsets and hash."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from firsthand.brief.phrasing import basis_in_words, covers_in_words, published_in_words, report_in_words
from firsthand.brief.records import Brief, BriefReport, Line
from firsthand.evidence import Evidence
from firsthand.exports.places import Lookup, distinct, look_up, passage_link, place_in_words, standing_of

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$^])")
_ADDRESS = re.compile(r"(?i)(?<=www)\.|(?<=http)(?=:)|(?<=https)(?=:)|(?<=ftp)(?=:)|@")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"})
_ISOLATE, _END_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"

_OPENING, _CLOSING = frozenset("“‘\"'«„"), frozenset("”’\"'»“")


def escape_markdown(text: str) -> str:
    """Captured words on one line in which nothing is a link, a tag, a heading, a list, a formula or a footnote.

    >>> escape_markdown("# see [^1] at www.a.example")
    '\\\\# see \\\\[\\\\^1\\\\] at www\\\\.a.example'
    """
    flat = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    dead = _ADDRESS.sub(lambda found: f"\\{found[0]}", flat)
    return re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", dead))


def isolated(text: str) -> str:
    """The text, fenced where it runs from right to left, so that the numbers behind it keep their order."""
    if any(unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in text):
        return f"{_ISOLATE}{text}{_END_ISOLATE}"
    return text


@dataclass(slots=True)
class _Notes:
    """Footnotes in the order of their first use. The same words of the same report are one footnote."""

    at: Lookup
    numbers: dict[tuple[Evidence, ...], int] = field(default_factory=dict)

    def refer(self, passages: Iterable[Evidence]) -> str:
        """The references of one sentence, one for each report that it rests on."""
        by_report: dict[str, list[Evidence]] = {}
        for one in dict.fromkeys(passages):
            by_report.setdefault(one.report, []).append(one)
        return "".join(
            f"[^{self.numbers.setdefault(tuple(found), len(self.numbers) + 1)}]" for found in by_report.values()
        )

    def define(self) -> Iterator[str]:
        for passages, number in self.numbers.items():
            yield f"[^{number}]: {_note(passages, self.at.held(passages[0].report))}"


def render_footnotes(brief: Brief) -> str:
    """Synopsis, changes, cautions, takeaways and timeline, each sentence with its footnotes, which stand at the end.

    Captured words are escaped. GitHub, Pandoc and most notebooks read this form of footnote.
    """
    at = look_up(brief)
    notes = _Notes(at)
    out = [f"# {escape_markdown(brief.title)}", "", escape_markdown(covers_in_words(brief.covers)), ""]
    for title, lines in _sections(brief):
        if lines:
            out += [f"## {title}", "", *(_sentence(line, notes, dated=title == "Timeline") for line in lines), ""]
    out += ["---", "", escape_markdown(_colophon(brief)), "", *notes.define()]
    return "\n".join(out).rstrip() + "\n"


def _sections(brief: Brief) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    return (
        ("Synopsis", brief.synopsis),
        ("What changed last", brief.changed_last),
        ("Handle with care", brief.handle_with_care),
        ("Takeaways", brief.takeaways),
        ("Timeline", brief.timeline),
    )


def _sentence(line: Line, notes: _Notes, *, dated: bool) -> str:
    """A line of the timeline holds its date as `chain` and whose word it is as `origins`."""
    words = f"{line.chain}: {line.text}" if dated else line.text
    beside = line.origins if dated else distinct((line.chain, line.origins))
    stands = standing_of(line.id, notes.at.index)
    said = f" ({escape_markdown(beside)})" if beside else ""
    judged = "" if stands == standing_of("", None) else f" \\[{escape_markdown(stands)}\\]"
    return f"- {escape_markdown(words)}{notes.refer(line.passages)}{said}{judged}"


def _note(passages: tuple[Evidence, ...], held: BriefReport) -> str:
    report = held.report
    words = " … ".join(_quoted(one.quote) for one in passages)
    headline = f"*{isolated(escape_markdown(report.headline.value))}*, " if report.headline.known else ""
    published = f"{published_in_words(report)} (from {basis_in_words(report.published.basis)})"
    link = passage_link(max(passages, key=lambda one: len(one.quote)), held)
    facts = (
        isolated(escape_markdown(report_in_words(report))),
        escape_markdown(published),
        "; ".join(place_in_words(one) for one in passages),
        f"file {isolated(escape_markdown(report.name))}",
        f"SHA-256 `{report.sha256}`",
        f"<{link}>" if link else "",
    )
    return f"{words}. {headline}{', '.join(filter(None, facts))}."


def _quoted(quote: str) -> str:
    """In quotation marks, unless the page itself printed them around it."""
    words = isolated(escape_markdown(quote))
    return words if quote[0] in _OPENING and quote[-1] in _CLOSING else f"“{words}”"


def _colophon(brief: Brief) -> str:
    return (
        f"{brief.program}. Read by a machine unless a sentence says who checked it. Characters are Unicode code points "
        "of the clean text, from 0, the last one not included; blocks are counted from 1."
    )
