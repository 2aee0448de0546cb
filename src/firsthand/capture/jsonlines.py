"""JSON Lines, a JSON array, or one JSON object, in which each object is an article: also news-please's and
trafilatura's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import cast

from firsthand.capture.bounds import MAX_LINE, MAX_NAMES
from firsthand.capture.decode import Decoded, find_media, read_text
from firsthand.capture.entry import clean_time, render_entry
from firsthand.capture.lines import looks_marked, read_lines
from firsthand.capture.receive import find_losses, locate, number_part, receipt_of, receive_text
from firsthand.capture.records import Media, Received
from firsthand.capture.source import Refused, Source
from firsthand.evidence import Problem

_OPENING = re.compile(r"\s*(?:\{\s*(?:\"|\})|\[\s*(?:\{|\]))")

_KEYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("title", ("title", "headline")),
    ("url", ("url", "link", "canonical_url", "source", "href", "uri")),
    ("published", ("published", "date_publish", "datePublished", "publishedAt", "published_at", "publish_date",
                   "published_date", "pub_date", "pubDate", "date")),
    ("modified", ("modified", "date_modify", "dateModified", "updated", "updated_at", "updatedAt")),
    ("seen", ("captured_at", "date_download", "filedate", "crawled_at", "retrieved_at", "fetched_at", "scraped_at")),
    ("outlet", ("outlet", "sitename", "source-hostname", "site_name", "source_name", "publisher", "publication",
                "source")),
    ("agency", ("agency", "provider")),
    ("byline", ("byline", "authors", "author", "creator")),
    ("language", ("language", "lang", "inLanguage")),
    ("summary", ("description", "excerpt", "summary", "abstract")),
    ("guid", ("guid", "id", "fingerprint")),
)  # fmt: skip
"""Our fields, and the names they have in files of others, the most exact first: of news-please (date_publish, maintext,
date_download), trafilatura (source is the address, sitename, filedate, excerpt), schema.org and search services."""

_TEXTS = ("text", "maintext", "articleBody", "body", "content", "full_text", "fulltext", "article", "raw_text")
_ADDRESS = re.compile(r"https?://\S+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def find_json(text: str) -> bool:
    """Whether the text is JSON of objects, one or many.

    >>> find_json('{"title": "Gates"}'), find_json("[Photo] The gates")
    (True, False)
    """
    return _OPENING.match(text) is not None


def read_json_articles(source: Source, *, raw: bytes | None = None) -> Iterator[Received | Problem]:
    """A capture for each object that has a text; a broken or empty line is a problem, and the others are read."""
    decoded = read_text(source.whole if raw is None else raw)
    yield from find_losses(source.name, "", decoded)
    for number, told in _find_objects(decoded):
        name = number_part(source, number)
        try:
            if isinstance(told, Refused):
                raise told
            value, printed = told
            yield _read_object(name, value, printed, source)
        except Refused as refused:
            yield refused.told_of(name)


def _find_objects(decoded: Decoded) -> Iterator[tuple[int, tuple[object, str] | Refused]]:
    """Each object with its number and its own characters."""
    text = decoded.text
    start = len(text) - len(text.lstrip())
    if text.startswith("[", start):
        yield from _find_in_array(text, start + 1)
        return
    lines = text.split("\n")
    first = _load(lines[0]) if len(lines[0]) <= MAX_LINE and lines[0].strip() else None
    if not isinstance(first, dict):  # one object over many lines, or objects one behind the other
        whole = _load(text) if len(text) <= MAX_LINE else None
        if isinstance(whole, dict):
            yield 1, (whole, text)
            return
    number = 0
    for line in lines:
        if line.strip():
            number += 1
            loaded = _load(line) if len(line) <= MAX_LINE else Refused("too-large", _too_long())
            yield number, loaded if isinstance(loaded, Refused) else (loaded, line)


def _too_long() -> str:
    return f"is a line of more than {MAX_LINE // 1024**2} MB and was not read."


def _load(printed: str) -> object:
    """The value that JSON prints; a `Refused` where it is none."""
    try:
        return cast(object, json.loads(printed))
    except RecursionError:
        return Refused("broken", "is nested deeper than any article.", "Leave it out.")
    except ValueError:
        return Refused("broken", "is not JSON: this line was not read.", "Write one JSON object a line.")


def _find_in_array(text: str, at: int) -> Iterator[tuple[int, tuple[object, str] | Refused]]:
    """The members of an array one by one, so that those before a break are kept."""
    decoder = json.JSONDecoder()
    number = 0
    rest, text, at = text, text[: 2 * MAX_LINE], at
    start = 0
    while True:
        if at > MAX_LINE:  # a window goes along, so that no member takes more memory than one line may
            start, at = start + at, 0
            text = rest[start : start + 2 * MAX_LINE]
        at = _past(text, at, ", \t\r\n")
        if at >= len(text) or text[at] == "]":
            if at >= len(text):
                yield number + 1, Refused("cut", "is missing: the array has no end.", "Fetch the file again.")
            return
        number += 1
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            step = "Mend the file there, or write one JSON object a line."
            yield number, Refused("broken", "is not JSON: it and what follows were not read.", step)
            return
        yield number, (value, text[at:end])
        at = end


def _past(text: str, at: int, blanks: str) -> int:
    while at < len(text) and text[at] in blanks:
        at += 1
    return at


def _read_object(name: str, value: object, printed: str, source: Source) -> Received:
    """The capture of one object. Raises Refused where it has no text."""
    if not isinstance(value, dict):
        raise Refused("broken", "is no JSON object.", "Write one JSON object a line, with url, title, text and date.")
    members = cast(Mapping[str, object], value)
    text = next((found for key in _TEXTS if (found := _find_text(members.get(key)))), "")
    if not text:
        step = 'Give it a "text" (or maintext, articleBody, body, content).'
        raise Refused("no-text", "has no text of an article.", step)
    fields = [(field, one) for field, keys in _KEYS for one in _find_values(field, keys, members)]
    receipt = receipt_of(source, printed.encode("utf-8", "replace"))
    received = receive_text(name, render_entry("json field", fields, text), Media.ENTRY, receipt=receipt)
    url = next((one for field, one in fields if field == "url"), "")
    seen = next((clean_time(one) for field, one in fields if field == "seen"), "")
    return locate(received, url=_tidy(url), captured_at=seen)


def _tidy(url: str) -> str:
    return url.strip().encode("utf-8", "replace").decode()[:2000]


def _find_text(value: object) -> str:
    """The article's words: a string, or a list of paragraphs; markup as lines."""
    if isinstance(value, list):
        value = "\n\n".join(one for one in value if isinstance(one, str))
    if not isinstance(value, str) or not value.strip():
        return ""
    marked = looks_marked(value) and (find_media(value) is Media.HTML or "</p>" in value or "<br" in value)
    return read_lines(value) if marked else value


def _find_values(field: str, keys: tuple[str, ...], members: Mapping[str, object]) -> Iterator[str]:
    for key in keys:
        found = [one for one in _strings(members.get(key)) if _fits(field, one)]
        if field == "byline":
            found = [name.strip() for one in found for name in one.split(";") if name.strip()][:MAX_NAMES]
        if found:
            yield from found if field == "byline" else found[:1]
            return


def _strings(value: object) -> Iterator[str]:
    """The words of a value: a string, the name of an object, or those of a list."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict):
        yield from (str(value[key]).strip() for key in ("name", "title") if isinstance(value.get(key), str))
    elif isinstance(value, list):
        for one in value[:MAX_NAMES]:
            if isinstance(one, (str, dict)):
                yield from _strings(one)


def _fits(field: str, value: str) -> bool:
    """Whether a value can be of the field: one key (`source`) means an address in one program and a name in another."""
    if field == "url":
        return _ADDRESS.fullmatch(value) is not None
    if field == "outlet":
        return bool(value) and not _ADDRESS.match(value) and not _HOST.fullmatch(value)
    return bool(value)
