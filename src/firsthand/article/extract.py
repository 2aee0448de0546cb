"""What a reader of captures gives: an article, and what the page offered about itself."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.article.records import Article, Candidate, ReportKind
from firsthand.evidence import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The article of one capture, its kind, every candidate for a metadata field, and what was wrong with the page."""

    article: Article
    kind: ReportKind
    offers: tuple[Candidate, ...]
    problems: tuple[Problem, ...]
