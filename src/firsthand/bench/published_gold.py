"""Pages with a known publication time, outlet or author, out of the packs that hold them."""

from __future__ import annotations

import csv
import json
import lzma
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from pathlib import Path

from firsthand.article.names import host_of
from firsthand.bench.packs import open_pack
from firsthand.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """A page and what is known of it. `None` and "" where its pack does not say; `authors` () where it says nobody.

    `part` names the pack's own part. `text` is the page where it is no file; `captured_at` when it was received.
    """

    name: str
    part: str = ""
    file: Path | None = None
    text: str = ""
    captured_at: str = ""
    day: date | None = None
    moment: datetime | None = None
    outlet: str = ""
    authors: tuple[str, ...] | None = None
    place: str = ""


@contextmanager
def open_gold(paths: Sequence[Path]) -> Iterator[tuple[GoldPage, ...]]:
    """The pages of every pack folder, in name order, for as long as this is open.

    Raises: InputError for a folder that is no such pack.
    """
    with ExitStack() as stack:
        pages: list[GoldPage] = []
        for folder in paths:
            reader, endings = _reader_of(folder)
            files = stack.enter_context(open_pack([folder], endings))
            pages.extend(reader(folder, files))
        yield tuple(pages)


_Reader = Callable[[Path, Sequence[Path]], Iterable[GoldPage]]


def _reader_of(folder: Path) -> tuple[_Reader, tuple[str, ...]]:
    for mark, reader, endings in (
        ("dates.tsv.xz", _read_dates, (".html",)),
        ("pairs.tsv.xz", _read_publishers, (".html",)),
        ("articles.jsonl.xz", _read_articles, (".html",)),
        ("*sgm.tar.xz", _read_wire, (".sgm",)),
    ):
        if any(folder.glob(mark)):
            return reader, endings
    raise InputError(
        f"{folder} holds no pages with a known day",
        next_step="give a pack folder with dates.tsv.xz, pairs.tsv.xz, articles.jsonl.xz or *sgm.tar.xz",
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _read_dates(folder: Path, files: Sequence[Path]) -> Iterator[GoldPage]:
    known = {file.name: file for file in files}
    for row in sorted(_rows(folder / "dates.tsv.xz"), key=lambda row: (row["subset"], row["file"])):
        file = known.get(row["file"])
        if file is not None:
            day = date.fromisoformat(row["date"]) if row["date"] else None
            yield GoldPage(name=row["file"], part=row["subset"], file=file, day=day)


def _read_publishers(folder: Path, files: Sequence[Path]) -> Iterator[GoldPage]:
    with lzma.open(folder / "expected.json.xz", "rt", encoding="utf-8") as lines:
        expected = json.load(lines)
    known = {f"html/{file.parent.name}/{file.name}": file for file in files}
    for row in _rows(folder / "pairs.tsv.xz"):
        told = expected[row["country"]]["publishers"][row["publisher"]][row["version"]]
        moment = datetime.fromisoformat(told["publishing_date"])
        yield GoldPage(
            name=row["html"],
            part=row["country"],
            file=known[row["html"]],
            day=moment.date(),
            moment=moment,
            outlet=row["publisher"],
            authors=tuple(told.get("authors") or ()) or None,
        )


def _read_articles(folder: Path, files: Sequence[Path]) -> Iterator[GoldPage]:
    known = {file.stem: file for file in files}
    with lzma.open(folder / "articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in sorted(rows, key=lambda row: str(row["id"])):
        if row["id"] in known:
            yield GoldPage(
                name=row["id"],
                file=known[row["id"]],
                day=date.fromisoformat(row["date"]) if row["date"] else None,
                outlet=outlet_of_host(host_of(row["site"])),
                authors=tuple(part.strip() for part in row["authors"].split(",") if part.strip()),
            )


_NO_OUTLET = frozenset(re.findall(r"\w+", "com co org net gov edu ac uk us au www blog blogs news edition mobile"))


def outlet_of_host(host: str) -> str:
    """The part of an address that names its outlet.

    >>> outlet_of_host("sport.quayherald.co.uk"), outlet_of_host("news.com.au")
    ('quayherald', 'news')
    """
    labels = host.split(".")[:-1] or [host]
    named = [label for label in labels if label not in _NO_OUTLET]
    return named[-1] if named else labels[0]


_STORY = re.compile(r"<REUTERS\b.*?</REUTERS>", re.DOTALL)
_DATELINE_DAY = re.compile(r"^(?P<place>.+?),\s*(?P<month>[A-Z][a-z]{2,8})\.?\s*(?P<day>\d{1,2})\s*-*\s*$", re.DOTALL)


def _read_wire(folder: Path, files: Sequence[Path]) -> Iterator[GoldPage]:
    """Agency stories made up again as received: title, author line, dateline and text."""
    for file in files:
        source = file.read_bytes().decode("latin-1")
        for number, story in enumerate(_STORY.findall(source), 1):
            page = _read_story(f"{file.name}#{number}", story)
            if page is not None:
                yield page


def _read_story(name: str, story: str) -> GoldPage | None:
    printed = _field(story, "DATELINE").rstrip()
    dateline = " ".join(printed.split())
    told = _DATELINE_DAY.match(dateline)
    body = _field(story, "BODY").removeprefix(" ")
    if told is None or not body.strip():
        return None
    stamp = re.match(r"\s*(\d{1,2}-[A-Z]{3}-\d{4} \d{1,2}:\d\d)", _field(story, "DATE"))
    if stamp is None:
        return None
    sent = datetime.strptime(stamp[1], "%d-%b-%Y %H:%M")
    try:
        number = datetime.strptime(told["month"][:3], "%b").month
        day = date(sent.year - (number == 12 and sent.month == 1), number, int(told["day"]))
    except ValueError:
        return None
    parts = (_field(story, "TITLE"), _field(story, "AUTHOR").strip(), f"{printed} {body}")
    return GoldPage(
        name=name,
        text="\n\n".join(part for part in parts if part) + "\n",
        captured_at=sent.isoformat() + "+00:00",
        day=day,
        place=told["place"],
    )


def _field(story: str, name: str) -> str:
    found = re.search(rf"<{name}>(.*?)</{name}>", story, re.DOTALL)
    text = unescape(found[1]) if found else ""
    return "".join(letter for letter in text if letter in "\n\t" or letter >= " ")
