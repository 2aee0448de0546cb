"""The article of an HTML capture: trafilatura chooses among its text nodes, the markup says what each block is."""

from __future__ import annotations

import logging

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from firsthand.article.boilerplate import load_boilerplate
from firsthand.article.builder import ArticleBuilder, Part
from firsthand.article.extract import Extract
from firsthand.article.nodes import Page, find_marks, find_nodes, strip_marks
from firsthand.article.offers import find_offers
from firsthand.article.outline import Chosen, find_outline
from firsthand.article.problems import FEW_CHARACTERS, find_page_problems
from firsthand.article.records import BlockKind, ReportKind
from firsthand.article.regions import group_nodes, parse_tree
from firsthand.article.turns import Speech, group_speech, is_transcript
from firsthand.capture.records import Capture
from firsthand.evidence import Problem, Span, make_problem

HTML_VERSION = "html-1"

MOST_CHARACTERS = 4_000_000
"""Characters of the slim page above which trafilatura is not asked (it takes a minute there); our own choice is."""

LONGEST_LABEL = 120
"""Characters of markup and name within which a turn's words begin."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read_html(capture: Capture) -> Extract:
    """The article of an HTML capture, every metadata candidate of the page, and what was wrong with it.

    >>> from firsthand.capture.records import Blob, Media
    >>> page = "<html lang=en><h1>Ferry fire</h1><p>Four people died when fire swept a ferry, police said.</p></html>"
    >>> extract = read_html(Capture(id="cap-1", report="rp-1", blob=Blob(sha256="", size=0), name="a.html",
    ...     media=Media.HTML, encoding="utf-8", text=page, url="unknown", captured_at="unknown"))
    >>> [(block.kind.value, extract.article.text[block.start:block.end][:10]) for block in extract.article.blocks]
    [('headline', 'Ferry fire'), ('paragraph', 'Four peopl')]
    """
    problems: list[Problem] = []
    page = find_nodes(capture.text)
    tree = parse_tree(page)
    builder = ArticleBuilder(capture, version=HTML_VERSION, entities=True)
    if tree is None:
        article = builder.finish()
        return Extract(
            article=article,
            kind=ReportKind.ARTICLE,
            offers=find_offers(capture, page, ()),
            problems=find_page_problems(capture, article, few=FEW_CHARACTERS),
        )
    stretches = group_nodes(page, tree, _choose(capture, page, tree, problems))
    outline = find_outline(page, stretches, builder)
    spoken = _find_speech(outline)
    _build(builder, capture, page, (outline, spoken))
    article = builder.finish()
    problems.extend(find_page_problems(capture, article, few=FEW_CHARACTERS))
    return Extract(
        article=article,
        kind=ReportKind.TRANSCRIPT if spoken else ReportKind.ARTICLE,
        offers=find_offers(capture, page, outline),
        problems=tuple(problems),
    )


def _choose(capture: Capture, page: Page, tree: HtmlElement, problems: list[Problem]) -> frozenset[int]:
    """The numbers of the text nodes that trafilatura takes for the article; none where it takes nothing."""
    if len(page.slim) > MOST_CHARACTERS:
        return frozenset()
    found = trafilatura.bare_extraction(tree, fast=True, include_comments=False)
    if not isinstance(found, Document) or found.body is None:
        return frozenset()
    marked = "\n".join(found.body.itertext())
    numbers = frozenset(find_marks(marked))
    strays = [line for line in marked.split("\n") if line.strip() and line == strip_marks(line)]
    if (strays and not numbers) or any(number >= len(page.nodes) for number in numbers):
        problems.append(
            make_problem(
                "article.alignment",
                f"{capture.name}: the extractor gave text that is not found on the page. Our own choice was used.",
                name=capture.name,
                report=capture.report,
                next_step="Compare the report's text with the page.",
            )
        )
        return frozenset()
    return numbers


def _find_speech(outline: tuple[Chosen, ...]) -> dict[int, Speech]:
    """What each paragraph of a broadcast's transcript is, by its place in the outline; nothing where the page is
    none."""
    lists = load_boilerplate("en")
    texts = {at: one.text for at, one in enumerate(outline) if one.kind in _SPOKEN}
    if not is_transcript(list(texts.values()), lists, sure=True):
        return {}
    return dict(zip(texts, group_speech(list(texts.values()), lists), strict=True))


_SPOKEN = frozenset({BlockKind.PARAGRAPH, BlockKind.SUBHEADING})


def _build(
    builder: ArticleBuilder, capture: Capture, page: Page, plan: tuple[tuple[Chosen, ...], dict[int, Speech]]
) -> None:
    outline, spoken = plan
    for at, one in enumerate(outline):
        if at in spoken:
            _build_speech(builder, one.stretch.parts(page), spoken[at])
        elif one.kind is not None:
            builder.append(one.kind, one.stretch.parts(page))
        elif one.why and not one.stretch.hidden:
            for number in one.stretch.nodes:
                span = page.nodes[number].span
                if any(map(str.isalnum, capture.text[span.start : span.end])):
                    builder.drop(span, one.why)


def _build_speech(builder: ArticleBuilder, parts: list[Part], speech: Speech) -> None:
    """A turn's words as a block, its label left out with the reason; a sign-off as a credit."""
    if speech.signs_off:
        builder.append(BlockKind.CREDIT, parts)
        return
    label, words = _cut(builder, parts, speech.start) if speech.start else ([], parts)
    for part in label:
        if isinstance(part, Span):
            builder.drop(part, "turn label")
    builder.append(BlockKind.TURN if speech.speaker else BlockKind.PARAGRAPH, words, speaker=speech.speaker)


def _cut(builder: ArticleBuilder, parts: list[Part], at: int) -> tuple[list[Part], list[Part]]:
    """`parts` before and behind the character `at` of their text: where the rest reads as the text's rest does."""
    rest = builder.preview(parts)[at:]
    for number, part in enumerate(parts):
        if not isinstance(part, Span):
            continue
        behind = parts[number + 1 :]
        for start in range(part.start, min(part.end, part.start + LONGEST_LABEL)):
            if builder.preview([Span(start=start, end=part.end), *behind]) == rest:
                before = [Span(start=part.start, end=start)] if start > part.start else []
                return [*parts[:number], *before], [Span(start=start, end=part.end), *behind]
    return [], parts
