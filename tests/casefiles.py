"""Small cases of invented pages, for tests."""

from __future__ import annotations

import re
from pathlib import Path

from firsthand.brief.json_form import render_json
from firsthand.brief.records import Brief
from firsthand.case import Case
from firsthand.reading.records import Statement

WEIR = """Fen Mercury

Weir gives way at Sedge Lock

Posted 3 March 2031, 06:10

The weir at Sedge Lock gave way on Sunday, Tamsin Orle, who runs the lock, said on Monday.

"We had asked for new gates three times," Orle said in an interview with the Alder Post.
She said that nobody had answered.

Around 40 homes were flooded, according to the Fen Rivers Board.
"""
LATER = """Alder Post

Rivers board counts the flooded homes again

Posted 6 March 2031, 09:00

The Fen Rivers Board said on Wednesday that 63 homes were flooded when the weir at Sedge Lock gave way.

"Nobody told us of a crack," Tamsin Orle said on Wednesday. She said that the gates were forty years old.

The board said that it would drain the lower fields by Friday.
"""
UNDATED = """Weir keeper speaks of the night

The keeper of Sedge Lock, Tamsin Orle, told reporters on Wednesday that she had heard the gates crack.

"I ran to the bell," Orle said. She said that the water came within a minute.

The Fen Rivers Board said that it was looking into what she said.
"""
PAGES = {"mercury.txt": WEIR, "post.txt": LATER, "undated.txt": UNDATED}


def write_pages(folder: Path, pages: dict[str, str] | None = None) -> Path:
    """A folder of pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (PAGES if pages is None else pages).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def make_case(folder: Path, pages: dict[str, str] | None = None) -> Case:
    """A case with the pages added."""
    made = Case.init(folder / "weir", by="Ann")
    made.add([write_pages(folder / "pages", pages)], by="Ann")
    return made


def find_said(brief: Brief, words: str) -> Statement:
    """The statement whose content has the words."""
    return next(one for one in brief.statements if any(words in piece.quote for piece in one.content))


def speaker_of(brief: Brief, statement: Statement) -> str:
    names = {one.id: one.name for one in brief.referents}
    return " and ".join(names[who] for who in statement.speakers)


_ID = re.compile(r"\b(?:en|or|cl|sy|wd|fs|ag|dg|oq|cr|dp|ln)-[0-9a-f]{10}(?:-\d+)?\b")


def without_ids(brief: Brief) -> str:
    """The brief as JSON with each id that is worked out from others by its place of first appearance."""
    names: dict[str, str] = {}
    return _ID.sub(lambda found: names.setdefault(found.group(), f"id{len(names)}"), render_json(brief))
