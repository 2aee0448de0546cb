"""Readers of what is exported, strict where the formats are, and an invented case that no format likes."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import openpyxl
from jsonschema import Draft202012Validator

from briefs import PAGE, C, H, P, hop, known, make_article, make_brief, make_referent, make_report, make_statement
from firsthand.brief.assemble import Colophon, Findings, assemble_brief
from firsthand.brief.compose import compose_brief
from firsthand.brief.records import Brief
from firsthand.exports.cells import unguard_text
from firsthand.ledger.records import Ledger
from firsthand.reading.records import EntityKind, HopKind, Reading
from firsthand.when import day

LONG = "The water rose 🌊 " * 2500
"""More than a cell of Excel holds, with an astral character in each round."""

ODD = (
    (H, '=HYPERLINK("https://lamp.example","Lamps, out")', ""),
    (P, "“𝔘𝔫𝔰𝔢𝔢𝔫 🧭 tides,” Tamsin Orle said. Then she said “𝔘𝔫𝔰𝔢𝔢𝔫 🧭 tides” once more.", ""),
    (P, "-5 degrees; \"cold\", and 'wet', Tamsin Orle said.", ""),
    (P, "@lamps [^1]: <b>no</b> note | www.lamp.example $x$, Tamsin Orle said.", ""),
    (P, "\tA tab\nand a line break, Tamsin Orle said.", ""),
    (P, "<r>raw</r> Tamsin Orle said.", ""),
    (P, "‏המים עלו‎ 12 Tamsin Orle said.", ""),
    (P, "'=a printed apostrophe Tamsin Orle said.", ""),
    (P, f"{LONG} Tamsin Orle said.", ""),
    (C, "+Quill\u2028wire", ""),
)
SAID = (
    "“𝔘𝔫𝔰𝔢𝔢𝔫 🧭 tides” once more",
    "-5 degrees; \"cold\", and 'wet'",
    "@lamps [^1]: <b>no</b> note | www.lamp.example $x$",
    "\tA tab\nand a line break",
    "<r>raw</r>",
    "‏המים עלו‎ 12",
    "'=a printed apostrophe",
    LONG,
)


def make_odd_brief() -> Brief:
    """One report that prints formulas, markup, other scripts and more than fits; every one of `SAID` is a statement."""
    name = "04_=odd\nname.html"
    art = make_article(name, ODD)
    orle = make_referent(art, "=Tamsin Orle", EntityKind.PERSON)
    chain = (hop(HopKind.SPEAKER, "+Tamsin Orle"), PAGE)
    said = tuple(
        make_statement(art, "Tamsin Orle", "said", (words,), speakers=(orle.id,), chain=chain) for words in SAID
    )
    report = make_report(
        name,
        outlet=known("@The Alder Post", "json-ld"),
        when=day(date(2031, 3, 4)),
        basis=("json-ld",),
        headline=known(ODD[0][1], "headline"),
        agency=known("+Quill\u2028wire", "closing credit"),
    )
    report = replace(
        report,
        url="https://alderpost.example/a page?x=<1>&y=é",
        captured_at="2031-03-05T08:00:00Z",
        bylines=(known("Ida\nER  - Quist", "byline"), known("unknown", "byline")),
    )
    reading = Reading(report=report, article=art, referents=(orle,), statements=said)
    return assemble_brief(
        Findings(readings=(reading,), stories=(), dependences=(), ledger=Ledger()),
        replace(compose_brief((reading,), (), (), Ledger()), title='=cmd|"x"!A1 [^9]'),
        Colophon(program="firsthand 0", stages=(), as_of="2031-03-06", as_of_basis="given"),
    )


@cache
def made(name: str) -> Brief:
    """The invented case, or the odd one."""
    return make_brief() if name == "plain" else make_odd_brief()


def read_csv_zip(packed: bytes) -> dict[str, list[dict[str, str]]]:
    """The rows of each file, the guards taken off. Raises where a row is longer or shorter than its head."""
    tables: dict[str, list[dict[str, str]]] = {}
    with ZipFile(io.BytesIO(packed)) as files:
        for name in files.namelist():
            text = io.StringIO(files.read(name).decode("utf-8-sig"), newline="")
            head, *rows = csv.reader(text, strict=True)
            tables[name.removesuffix(".csv")] = [
                {column: unguard_text(cell) for column, cell in zip(head, row, strict=True)} for row in rows
            ]
    return tables


def read_xlsx(book: bytes) -> dict[str, list[dict[str, object]]]:
    """The rows of each sheet; an empty cell is "". Raises where a cell is a formula."""
    tables: dict[str, list[dict[str, object]]] = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(book)).worksheets:
        head, *rows = sheet.iter_rows()
        assert {cell.data_type for row in (head, *rows) for cell in row} <= {"s", "n", "inlineStr"}
        names = [str(cell.value) for cell in head]
        tables[sheet.title] = [
            {name: "" if cell.value is None else cell.value for name, cell in zip(names, row, strict=True)}
            for row in rows
        ]
    return tables


def read_ris(text: str) -> list[list[tuple[str, str]]]:
    """Entries as tags with values. Raises where a line is no tag, or an entry does not open with TY and close with
    ER."""
    *lines, last = text.split("\r\n")
    assert last == ""
    entries: list[list[tuple[str, str]]] = []
    for line in lines:
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert found and line.splitlines() == [line], line
        if found[1] == "TY":
            assert not entries or entries[-1][-1][0] == "ER"
            entries.append([])
        assert entries and (not entries[-1] or entries[-1][-1][0] != "ER")
        entries[-1].append((found[1], found[2]))
    assert not entries or entries[-1][-1] == ("ER", "")
    return entries


def read_footnotes(text: str) -> tuple[list[str], dict[str, str]]:
    """The references in order, and each definition by its number. Raises where one is defined twice."""
    body = [line for line in text.splitlines() if not re.match(r"\[\^\d+\]: ", line)]
    pairs = [re.fullmatch(r"\[\^(\d+)\]: (.+)", line) for line in text.splitlines() if line not in body]
    numbers = [pair[1] for pair in pairs if pair]
    assert len(numbers) == len(set(numbers))
    references = [number for line in body for number in re.findall(r"(?<!\\)\[\^(\d+)\]", line)]
    return references, {pair[1]: pair[2] for pair in pairs if pair}


def validate(text: str, schema: str) -> object:
    """The JSON where it keeps the schema. Raises: jsonschema.ValidationError."""
    path = Path(__file__).parent / "schemas" / f"{schema}.json"
    held = json.loads(text)
    Draft202012Validator(json.loads(path.read_text(encoding="utf-8"))).validate(held)
    return held


def find_astray(collection: dict[str, object], brief: Brief) -> tuple[int, list[str]]:
    """How many selectors of article texts there are, and those whose place does not hold their words."""
    texts = {f"urn:firsthand:text:{held.article}": held.text for held in brief.reports}
    page = collection.get("first") or {"items": []}
    targets = [target for one in page["items"] for target in one["target"]]  # type: ignore[index]
    checked, astray = 0, []
    for target in targets:
        quote, position = target["selector"]
        text = texts.get(position["conformsTo"])
        if text is None:  # words of the capture that are not in the article: a page clock, a meta tag
            continue
        checked += 1
        start, end, exact = position["start"], position["end"], quote["exact"]
        whole = quote.get("prefix", "") + exact + quote.get("suffix", "")
        around = text[start - len(quote.get("prefix", "")) : end + len(quote.get("suffix", ""))]
        if text[start:end] != exact or around != whole:
            astray.append(exact)
    return checked, astray
