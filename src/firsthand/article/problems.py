"""What is wrong with a page as a whole: in a language that is not read, too short, or empty."""

from __future__ import annotations

from firsthand.article.language import LANGUAGE_NAMES, find_language
from firsthand.article.records import Article, BlockKind
from firsthand.capture.records import Capture
from firsthand.evidence import Problem, make_problem

FEW_CHARACTERS = 250
"""Characters of body text under which a page counts as thin: three short paragraphs have 300, a cookie wall has 100."""

_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.KEY_POINT, BlockKind.TURN})


def find_page_problems(capture: Capture, article: Article, *, few: int) -> tuple[Problem, ...]:
    """The page's problem, if any: its language before, and instead of, how short it is (under `few` characters)."""
    body = [article.text[block.start : block.end] for block in article.blocks if block.kind in _BODY]
    size = sum(map(len, body))
    language = find_language(" ".join(body))
    if language not in ("en", "unknown"):
        return (_foreign(capture, language),)
    return (_thin(capture, size),) if size < few else ()


def _foreign(capture: Capture, language: str) -> Problem:
    return make_problem(
        "article.language",
        f"{capture.name} is in {LANGUAGE_NAMES[language]}; Firsthand reads English only.",
        name=capture.name,
        report=capture.report,
        next_step="Add an English report of the same matter, or read this page yourself.",
    )


def _thin(capture: Capture, size: int) -> Problem:
    found = f"only {size} characters" if size else "no text"
    return make_problem(
        "article.thin",
        f"{capture.name}: {found} of an article could be found.",
        name=capture.name,
        report=capture.report,
        next_step="Open the page, wait until it has loaded, and save it again, or save its text.",
    )
