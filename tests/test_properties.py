"""What holds in every brief: each quote stands at its place, each id leads somewhere, and the order given changes
nothing."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path

import pytest

from firsthand.article.extract import Extract
from firsthand.article.records import Article, Metadatum, Report
from firsthand.brief.json_form import read_brief_json, render_json
from firsthand.brief.records import Brief, Line
from firsthand.capture.files import read_paths
from firsthand.capture.records import Capture
from firsthand.evidence import Evidence, Span
from firsthand.pipeline import read, read_page

ROOT = Path(__file__).parents[1]
CASES = {"harbour": ROOT / "examples" / "harbour", "seeds": ROOT.parent / "shared" / "seeds"}
NO_SEEDS = pytest.mark.skipif(not CASES["seeds"].is_dir(), reason="the seeds are not beside this checkout")

AN_ID = re.compile(r"(?:rp|art|cap|mn|rf|tm|st|na|fg|in|ev|en|or|cl|wd|fs|ag|dg|oq|cr|dp|sy|ln|pb)-[0-9a-f]{10}")
OF_READING = {"mentions", "referents", "times", "statements", "narrations", "figures", "instruments", "events"}
OF_LEDGER = {
    "entities", "origins", "claims", "wordings", "series", "agreements", "disagreements", "open_questions",
    "corrections",
}  # fmt: skip

WITHOUT_PASSAGE = {"brief.undated", "brief.unknown_outlet", "brief.no_statements"}
"""Rules of lines that say that a page does not show something, and of the count of a report's origins (see below)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A brief with the pages that it was made of."""

    folder: Path
    brief: Brief
    written: str
    captures: tuple[Capture, ...]
    extracts: tuple[Extract, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(extract.article for extract in self.extracts)

    @property
    def texts(self) -> dict[str, str]:
        """The text of each article and each capture by its id; an article's as the brief itself shows it."""
        shown = {one.article: one.text for one in self.brief.reports}
        return shown | {one.id: one.text for one in self.captures}

    def capture_of(self, article: Article) -> Capture:
        return next(one for one in self.captures if one.id == article.capture)


@cache
def case_of(name: str) -> Case:
    brief = read([CASES[name]])
    captures, problems = read_paths([CASES[name]])
    assert problems == ()
    return Case(
        folder=CASES[name],
        brief=brief,
        written=render_json(brief),
        captures=captures,
        extracts=tuple(map(read_page, captures)),
    )


@pytest.fixture(scope="module", params=["harbour", pytest.param("seeds", marks=NO_SEEDS)])
def case(request: pytest.FixtureRequest) -> Case:
    return case_of(request.param)


def walk(record: object, path: str = "brief") -> Iterator[tuple[str, object]]:
    """Every value inside a record with the way to it, the record first."""
    yield path, record
    if isinstance(record, tuple):
        for number, one in enumerate(record):
            yield from walk(one, f"{path}[{number}]")
    elif is_dataclass(record):
        for field in fields(record):
            yield from walk(getattr(record, field.name), f"{path}.{field.name}")


def passages(case: Case) -> list[tuple[str, Evidence]]:
    return [(path, one) for path, one in walk(case.brief) if isinstance(one, Evidence)]


def lines(brief: Brief) -> list[Line]:
    return [one for _, one in walk(brief) if isinstance(one, Line)]


def findings(brief: Brief) -> dict[str, list[str]]:
    """The ids of each kind of finding."""
    found = {name: [one.id for one in getattr(brief, name)] for name in sorted(OF_READING)}
    return found | {name: [one.id for one in getattr(brief.ledger, name)] for name in sorted(OF_LEDGER)}


# ---------------------------------------------------------------- passages


def test_a_brief_has_passages_to_look_at(case: Case) -> None:
    assert len(passages(case)) > 500


def test_every_quote_equals_the_text_at_its_span(case: Case) -> None:
    texts = case.texts
    wrong = [(path, one) for path, one in passages(case) if texts[one.of][one.start : one.end] != one.quote]
    assert wrong == []


def test_every_quote_has_words_and_is_as_long_as_its_span(case: Case) -> None:
    wrong = [
        (path, one) for path, one in passages(case) if not one.quote.strip() or len(one.quote) != one.end - one.start
    ]
    assert wrong == []


def test_every_passage_names_the_report_that_its_text_is_of(case: Case) -> None:
    reports = {one.article: one.report.id for one in case.brief.reports}
    reports |= {one.id: one.report for one in case.captures}
    assert [(path, one) for path, one in passages(case) if reports[one.of] != one.report] == []


def test_every_passage_in_an_article_lies_in_the_block_it_names(case: Case) -> None:
    blocks = {one.article: {block.number: block.span for block in one.blocks} for one in case.brief.reports}
    wrong = [
        (path, one)
        for path, one in passages(case)
        if (one.of in blocks) != (one.block is not None)
        or (one.block is not None and not blocks[one.of][one.block].covers(one.span))
    ]
    assert wrong == []


# ---------------------------------------------------------------- articles


def test_articles_are_nfc_without_nul_and_half_characters(case: Case) -> None:
    for article in case.articles:
        assert unicodedata.is_normalized("NFC", article.text)
        assert "\x00" not in article.text
        article.text.encode("utf-8")


def test_the_brief_shows_the_text_of_the_article(case: Case) -> None:
    texts = {one.id: (one.text, one.blocks) for one in case.articles}
    assert {one.article: (one.text, one.blocks) for one in case.brief.reports} == texts


def test_blocks_are_numbered_and_parted_by_one_line_break(case: Case) -> None:
    for article in case.articles:
        assert [one.number for one in article.blocks] == list(range(len(article.blocks)))
        assert "\n".join(article.text[one.start : one.end] for one in article.blocks) == article.text


def test_every_block_leads_back_to_its_capture(case: Case) -> None:
    for article in case.articles:
        capture = case.capture_of(article)
        for block in article.blocks:
            spans = article.source_map.to_capture(block.span)
            printed = "".join(capture.text[one.start : one.end] for one in spans)
            assert letters(article.text[block.start : block.end]) == letters(printed), (capture.name, block)
            assert list(spans) == sorted(spans)


def test_every_word_of_an_article_leads_to_its_letters_in_the_capture(case: Case) -> None:
    for article in case.articles:
        capture = case.capture_of(article)
        for word in re.finditer(r"\w+", article.text):
            spans = article.source_map.to_capture(Span(start=word.start(), end=word.end()))
            printed = "".join(capture.text[one.start : one.end] for one in spans)
            assert letters(word[0]) == letters(printed), (capture.name, word)


def letters(text: str) -> str:
    """The text without blanks, tags and the spelling of entities, in NFC."""
    plain = html.unescape(re.sub(r"<[^>]*>", "", text))
    return "".join(one for one in unicodedata.normalize("NFC", plain) if not one.isspace() and one not in "\xad\u200b")


# ---------------------------------------------------------------- the same again


def pages_of(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.suffix in (".txt", ".html"))


@NO_SEEDS
def test_the_seeds_read_again_in_another_order_give_the_same_bytes() -> None:
    assert render_json(read(pages_of(CASES["seeds"])[::-1])) == case_of("seeds").written


def test_another_process_with_other_hashes_zone_and_order_writes_the_same_bytes() -> None:
    script = "from firsthand.cli import main; main()"
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    pages = [str(one) for one in pages_of(CASES["harbour"])[::-1]]
    arguments = ["brief", *pages, "--format", "json", "--quiet"]
    done = subprocess.run([sys.executable, "-c", script, *arguments], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode() == case_of("harbour").written


def test_a_brief_written_and_read_is_the_same_brief(case: Case) -> None:
    again = read_brief_json(case.written)
    assert again == case.brief
    assert render_json(again) == case.written


# ---------------------------------------------------------------- ids


def test_no_two_findings_share_an_id(case: Case) -> None:
    for kind, ids in findings(case.brief).items():
        assert [one for one, times in Counter(ids).items() if times > 1] == [], kind
    together = [one for ids in findings(case.brief).values() for one in ids]
    assert len(set(together)) == len(together)


def test_every_line_has_an_id_of_its_own(case: Case) -> None:
    ids = [(one.id, one.text) for one in lines(case.brief)]
    assert len({one for one, _ in ids}) == len(set(ids))


def test_every_id_that_a_record_names_is_there(case: Case) -> None:
    known = {getattr(one, "id", "") for _, one in walk(case.brief)} | set(case.texts)
    lost = [
        (path, one)
        for path, one in walk(case.brief)
        if isinstance(one, str) and AN_ID.fullmatch(one) and one not in known
    ]
    assert lost == []


def test_a_statement_stands_inside_another_statement_of_its_report_and_never_in_a_ring(case: Case) -> None:
    statements = {one.id: one for one in case.brief.statements}
    for one in case.brief.statements:
        seen = {one.id}
        while one.inside:
            assert statements[one.inside].report == one.report
            one = statements[one.inside]
            assert one.id not in seen
            seen.add(one.id)


def test_speakers_and_givers_are_referents_of_the_same_report(case: Case) -> None:
    home = {one.id: one.report for one in case.brief.referents}
    for one in case.brief.statements:
        assert {home[speaker] for speaker in (*one.speakers, *one.audience_is)} <= {one.report}
    for figure in case.brief.figures:
        assert not figure.giver or home[figure.giver] == figure.report


def test_a_chain_that_is_shown_ends_at_the_page(case: Case) -> None:
    ends = {one.chain[-1].kind.value for one in case.brief.statements if one.chain}
    assert ends == {"page"}


# ---------------------------------------------------------------- sentences


def rules(line: Line) -> set[str]:
    return {one.rule for one in line.because}


def test_every_line_leads_to_a_passage_unless_it_tells_what_no_page_shows(case: Case) -> None:
    assert lines(case.brief)
    assert [one.text for one in lines(case.brief) if not one.passages and not rules(one) & WITHOUT_PASSAGE] == []


def test_every_sentence_of_synopsis_takeaways_and_timeline_has_passages_and_findings(case: Case) -> None:
    brief = case.brief
    told = (*brief.synopsis, *brief.takeaways, *brief.timeline)
    assert brief.synopsis
    assert [one.text for one in told if not one.passages or not one.findings] == []


def test_every_line_stands_on_a_finding_or_a_report(case: Case) -> None:
    assert [one.text for one in lines(case.brief) if not one.findings and not any(p.source for p in one.parts)] == []


def test_the_number_of_origins_of_a_report_leads_to_passages(case: Case) -> None:
    counted = [one for one in lines(case.brief) if "brief.origins_of_report" in rules(one)]
    assert counted
    assert [one.text for one in counted if not one.passages] == []


def test_the_parts_of_a_line_are_its_text(case: Case) -> None:
    wrong = [
        (one.text, [part.text for part in one.parts])
        for one in lines(case.brief)
        if letters("".join(part.text for part in one.parts)) != letters(one.text)
    ]
    assert wrong == []


def test_every_finding_says_why_it_is_there(case: Case) -> None:
    kinds = ("statements", "figures", "instruments", "times", "events", "mentions", "referents", "narrations")
    silent = [
        (kind, one.id)
        for kind in kinds
        for one in getattr(case.brief, kind)
        if not one.because or not all(re.fullmatch(r"[a-z]+\.[a-z_.-]+", why.rule) for why in one.because)
    ]
    assert silent == []


def test_every_statement_has_a_content_or_declines_to_give_one(case: Case) -> None:
    empty = [one.id for one in case.brief.statements if not (one.content or one.act.value == "decline to comment")]
    assert empty == []


# ---------------------------------------------------------------- what a page says of itself


def said_of_itself(report: Report) -> list[tuple[str, Metadatum]]:
    single = [("outlet", report.outlet), ("agency", report.agency), ("place", report.dateline_place)]
    many = [("byline", one) for one in report.bylines] + [("photo", one) for one in report.photo_credits]
    return [*single, ("headline", report.headline), *many]


def test_no_outlet_agency_byline_or_place_that_is_not_printed_on_the_page(case: Case) -> None:
    pages = {one.report: plain(one.text + " " + one.url) for one in case.captures}
    invented = [
        (shown.report.name, field, one.value)
        for shown in case.brief.reports
        for field, one in said_of_itself(shown.report)
        if one.known and plain(one.value) not in pages[shown.report.id]
    ]
    assert invented == []


def test_what_a_page_says_of_itself_has_its_passage_and_its_basis(case: Case) -> None:
    bare = [
        (shown.report.name, field, one.value)
        for shown in case.brief.reports
        for field, one in said_of_itself(shown.report)
        if one.known != bool(one.evidence) or one.known != bool(one.basis)
    ]
    assert bare == []


def plain(text: str) -> str:
    return " ".join(html.unescape(text).casefold().split())
