"""Whose words a written thing holds that a page takes up again: "… said in a statement. … “…,” the statement read"."""

from __future__ import annotations

import re
from dataclasses import replace

from firsthand.article.records import Article
from firsthand.evidence import Reason
from firsthand.reading.draft import Draft
from firsthand.reading.records import Naming, Statement

_PAPERS = (
    r"(?P<noun>statement|letter|filing|post|tweet|e-?mail|press release|release|memo|memorandum|note|affidavit|message|"
    r"lawsuit|complaint|petition|communiqu[eé]|video|blog post)"
)
_TAKEN_UP = re.compile(rf"(?i)^(?:the|this)\s+(?:same\s+)?{_PAPERS}$")
_REACH = 2000
"""Characters back in which a written thing is the same: five or six paragraphs."""


def name_writers(
    statements: tuple[Statement, ...], drafts: tuple[Draft, ...], article: Article
) -> tuple[Statement, ...]:
    """The statements, those whose source is "the statement" or "the letter" given to whom the page said so "in a
    statement" last; `drafts` are parallel. Where that was nobody by name the written thing stays what it is."""
    found: list[Statement] = []
    for number, statement in enumerate(statements):
        source = statement.source[0].quote if len(statement.source) == 1 else ""
        taken_up = _TAKEN_UP.match(source)
        if taken_up and statement.naming is Naming.UNNAMED:
            writer = _writer(taken_up["noun"], statement, found, drafts[:number], article)
            if writer is not None and writer.naming is Naming.NAMED:
                statement = replace(
                    statement,
                    speakers=writer.speakers,
                    naming=writer.naming,
                    because=(*statement.because, Reason(rule="statements.writer", words=writer.source)),
                )
        found.append(statement)
    return tuple(found)


def _writer(
    noun: str, statement: Statement, earlier: list[Statement], drafts: tuple[Draft, ...], article: Article
) -> Statement | None:
    """The last statement before that was made in a thing of that name."""
    lead = r"\b(?:in|by|through|via|with)\s+(?:an?|its|their|his|her|the|this)\s[^,.;:]{0,40}\b"
    word = re.compile(rf"(?i){lead}{re.escape(noun)}\b")
    place = (statement.cue or statement.source)[0].start
    made = [
        other
        for other, draft in zip(earlier, drafts, strict=True)
        if other.speakers
        and not other.inside
        and place - (other.cue or other.content)[0].start < _REACH
        and any(word.search(article.text[span.start : span.end]) for span in draft.clause)
    ]
    return made[-1] if made else None


__all__ = ["name_writers"]
