"""Made-up cases as data: the marks of `tests/cases/*.toml` compiled to spans. The format is in
`tests/cases/README.md`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from firsthand.article.records import Article, Block, BlockKind, SourceMap
from firsthand.evidence import Span

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Mark:
    """Marked words: their kind, the id behind the colon ("" where there is none), and their place in the unmarked
    article."""

    kind: str
    id: str
    span: Span


@dataclass(frozen=True)
class Case:
    """One case: the article without marks (each blank line a new paragraph block), its marks in text order, and the
    raw table."""

    name: str
    article: Article
    marks: tuple[Mark, ...]
    table: dict[str, Any]

    def words(self, span: Span) -> str:
        return self.article.text[span.start : span.end]

    def marked(self, kind: str, id: str = "") -> tuple[Span, ...]:
        return tuple(mark.span for mark in self.marks if mark.kind == kind and (not id or mark.id == id))


def plain_article(text: str, *, name: str = "case") -> Article:
    """An article of paragraphs, one a block, as if it had been captured."""
    return _article(text.strip().split("\n"), name)


def _article(paragraphs: list[str], name: str) -> Article:
    blocks: list[Block] = []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        blocks.append(Block(number=number, kind=BlockKind.PARAGRAPH, start=at, end=at + len(paragraph)))
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


def compile_marks(marked: str) -> tuple[list[str], tuple[Mark, ...]]:
    """The paragraphs without their marks, and the marks with places in the paragraphs joined by line breaks."""
    paragraphs = [" ".join(part.split()) for part in marked.strip().split("\n\n")]
    text = "\n".join(paragraphs)
    clean: list[str] = []
    marks: list[Mark] = []
    opened: list[int] = []
    at = 0
    while at < len(text):
        if text.startswith("[[", at):
            opened.append(len(clean))
            at += 2
        elif opened and text[at] == "|" and _label_end(text, at) is not None:
            end = _label_end(text, at)
            assert end is not None
            kind, _, id = text[at + 1 : end].partition(":")
            marks.append(Mark(kind=kind, id=id, span=Span(start=opened.pop(), end=len(clean))))
            at = end + 2
        else:
            clean.append(text[at])
            at += 1
    assert not opened, f"a mark is not closed: {marked}"
    ordered = sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))
    return "".join(clean).split("\n"), tuple(ordered)


def _label_end(text: str, bar: int) -> int | None:
    end = text.find("]]", bar)
    label = text[bar + 1 : end]
    return end if end > 0 and "[[" not in label and "\n" not in label else None


def load_cases(name: str) -> list[Any]:
    """The cases of `tests/cases/NAME.toml` as pytest parameters; a known failure is a strict xfail with its reason."""
    tables = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    found = []
    for number, table in enumerate(tables):
        paragraphs, marks = compile_marks(table.get("text", ""))
        case = Case(name=table["name"], article=_article(paragraphs, f"{name}{number}"), marks=marks, table=table)
        why = [pytest.mark.xfail(strict=True, reason=table["why"])] if table.get("expect") == "fail" else []
        found.append(pytest.param(case, id=case.name, marks=why))
    return found
