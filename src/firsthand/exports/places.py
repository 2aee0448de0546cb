"""Where a passage stands, in words and as a link; how a finding stands; what a report says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote as percent_encode

from firsthand.brief.index import BriefIndex, index_brief
from firsthand.brief.records import Brief, BriefReport
from firsthand.brief.render_html import safe_url
from firsthand.evidence import Evidence
from firsthand.reading.records import Referent, Statement

MACHINE_READ = "machine-read"
"""How a finding stands that no person has judged."""

_FRAGMENT_WHOLE = 120
"""Code points up to which a link names the whole passage; a longer one is named by its first and last words."""

_FRAGMENT_WORDS = 5
"""Words at each end of a longer passage: few, so that the link outlives an edit in its middle. Not measured."""

_BEFORE = 40
"""Code points in front of a passage that are put into a link where the same words stand further up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """One brief with what the exports look up in it."""

    brief: Brief
    index: BriefIndex
    referents: Mapping[str, Referent]

    def held(self, report: str) -> BriefReport:
        return self.index.reports[report]

    def name_of(self, referent: str) -> str:
        """The name of whom a referent means, across reports; "" for an id that the brief does not hold."""
        if referent in self.index.entity_of:
            return self.index.entity_of[referent].name
        return self.referents[referent].name if referent in self.referents else ""


def look_up(brief: Brief) -> Lookup:
    """The lookups of one brief, made once."""
    return Lookup(brief=brief, index=index_brief(brief), referents={one.id: one for one in brief.referents})


def standing_of(finding: str, index: object) -> str:
    """What people said of a finding ("checked by …", "rejected by …"), or that only a machine read it.

    A brief of loose pages holds no judgements, so its index has no field for them.
    """
    judged: Mapping[str, str] = getattr(index, "judged", {})
    return judged.get(finding) or MACHINE_READ


def place_in_words(passage: Evidence) -> str:
    """Block (from 1) and characters.

    >>> place_in_words(Evidence(report="", of="", block=1, start=3, end=9, quote="abcdef"))
    'block 2, characters 3–9'
    """
    block = "capture" if passage.block is None else f"block {passage.block + 1}"
    return f"{block}, characters {passage.start}–{passage.end}"


def main_passage(st: Statement) -> Evidence | None:
    """The first piece of what was said, else the cue, else the source."""
    return next(iter((*st.content, *st.cue, *st.source)), None)


def report_url(held: BriefReport) -> str:
    """The address that the page was received from or names as its own, safe to link and percent-encoded; "" for none.

    An address that is not http or https is none.
    """
    url = safe_url(held.report.url)
    return percent_encode(url, safe="%:/?#[]@!$&'()*+,;=-._~") if url else ""


def passage_link(passage: Evidence, held: BriefReport) -> str:
    """The page's address with a text fragment that lights the passage in a browser, "" where no address is known.

    A browser searches the page as it is now: where the words are gone it opens the page and lights nothing.
    """
    url = report_url(held)
    if not url or passage.block is None:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:text={_directive(passage, held.text)}"


def _directive(passage: Evidence, text: str) -> str:
    words = passage.quote.split()
    long = len(passage.quote) > _FRAGMENT_WHOLE and len(words) > 2 * _FRAGMENT_WORDS
    ends = (words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]) if long else (words,)
    named = ",".join(_encoded(" ".join(end)) for end in ends)
    before = _words_before(passage, text) if text.find(passage.quote) < passage.start else ""
    return f"{_encoded(before)}-,{named}" if before else named


def _words_before(passage: Evidence, text: str) -> str:
    """Whole words in front of the passage, in its own line of the text."""
    line = text[max(passage.start - _BEFORE, 0) : passage.start]
    cut = passage.start > _BEFORE and "\n" not in line
    words = line.rsplit("\n", 1)[-1].split()
    return " ".join(words[1:] if cut else words)


def _encoded(words: str) -> str:
    """Percent-encoded, the three marks of the fragment's own grammar too.

    >>> _encoded("well-known, & new")
    'well%2Dknown%2C%20%26%20new'
    """
    return percent_encode(words, safe="").replace("-", "%2D")


def distinct(words: Iterable[str]) -> str:
    """The words joined by "; ", each once, empty ones left out."""
    return "; ".join(dict.fromkeys(word for word in words if word))
