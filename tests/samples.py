"""Samples of every format that is read, made up here: invented people, places and outlets."""

from __future__ import annotations

import gzip
import hashlib
import html
import io
import json
import re
import zipfile
from collections.abc import Sequence

from firsthand.article.metadata import read_report
from firsthand.article.records import Report
from firsthand.capture.formats import read_source
from firsthand.capture.records import Received
from firsthand.capture.source import Source
from firsthand.evidence import Problem
from firsthand.pipeline import read_page

PAGE = (
    "<!doctype html><html lang=en><head><title>Tide gates shut - Orrin Herald</title></head><body>"
    "<h1>Tide gates shut</h1><p>The keeper Ilka Bren said on Friday that the tide gates of Orrin were shut at noon.</p>"
    "<p>The water stood at four metres, the harbour office said in a statement, and nobody was hurt.</p>"
    "<p>Bren said the gates would open again when the water falls below three metres.</p></body></html>"
)
TEXT = (
    "The keeper Ilka Bren said on Friday that the tide gates of Orrin were shut at noon.\n\n"
    "The water stood at four metres, the harbour office said in a statement, and nobody was hurt.\n\n"
    "Bren said the gates would open again when the water falls below three metres."
)


def http(
    body: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", more: Sequence[str] = ()
) -> bytes:
    head = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *more]
    return "\r\n".join([*head, "", ""]).encode() + body


def record(
    block: bytes, *, kind: str = "response", url: str = "https://tide.example/gates", more: Sequence[str] = ()
) -> bytes:
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2031-03-05T08:30:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>",
        *more,
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + block + b"\r\n\r\n"


def warc(*records: bytes) -> bytes:
    info = b"software: made up\r\n"
    return record(info, kind="warcinfo") + b"".join(records)


def packed_warc(*records: bytes) -> bytes:
    """One gzip member a record, as crawlers write it."""
    return b"".join(gzip.compress(one) for one in (record(b"software: made up\r\n", kind="warcinfo"), *records))


def page(words: str) -> bytes:
    return PAGE.replace("Tide gates shut", words).encode()


def wacz(members: dict[str, bytes], *, package: bool = True, method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, raw in members.items():
            packed.writestr(name, raw)
        if package:
            resources = [
                {"name": name, "path": name, "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}", "bytes": len(raw)}
                for name, raw in members.items()
            ]
            packed.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": resources}))
    return file.getvalue()


def mhtml(body: str = PAGE, *, date: str = "Wed, 5 Mar 2031 08:30:00 -0000", kind: str = "text/html") -> bytes:
    return (
        "From: <Saved by an invented browser>\r\n"
        "Snapshot-Content-Location: https://tide.example/gates\r\n"
        "Subject: Tide gates shut\r\n"
        f"Date: {date}\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----edge"\r\n\r\n\r\n'
        f"------edge\r\nContent-Type: {kind}\r\nContent-ID: <frame-1@made.up>\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://tide.example/gates\r\n\r\n"
        f"{body.replace('=', '=3D')}\r\n"
        "------edge\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: https://tide.example/a.png\r\n\r\niVBORw0KGgo=\r\n------edge--\r\n"
    ).encode()


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]], *, more: bytes = b"") -> bytes:
    """A PDF with Helvetica: each page a list of (x, y, size, words)."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        drawn = b"".join(
            f"BT /F1 {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm (".encode()
            + words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
            + b") Tj ET\n"
            for x, y, size, words in lines
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"endstream")
    raw = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(raw)
    raw += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    raw += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    raw += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return raw + more


def rss(*items: str, head: str = "", channel: str = "") -> bytes:
    opening = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}\n<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Orrin Herald - Harbour</title>'
        "<link>https://orrin-herald.example/</link><language>en</language>"
    )
    return (opening + channel + "\n".join(items) + "</channel></rss>").encode()


ITEM = (
    "<item><title>Tide gates shut</title><link>https://www.orrin-herald.example/gates</link><guid>oh-17</guid>"
    "<pubDate>Wed, 05 Mar 2031 08:30:00 GMT</pubDate><dc:creator>Ilka Bren</dc:creator>"
    "<description>Short.</description><content:encoded><![CDATA[<p>The keeper said the gates were shut at noon.</p>"
    "<p>The water stood at four metres &amp; rising, the harbour office said.</p>]]></content:encoded></item>"
)

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Orrin Herald</title><link href="https://orrin-herald.example/"/>
<link rel="self" href="https://orrin-herald.example/feed.xml"/><updated>2031-03-05T09:00:00Z</updated>
<entry><title type="html">Tide &amp;amp; gates</title><link rel="alternate" href="/gates"/><id>tag:orrin,2031:17</id>
<published>2031-03-05T08:30:00Z</published><updated>2031-03-05T09:00:00Z</updated>
<author><name>Ilka Bren</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The keeper said the gates were shut.</p>
<p>Water &lt; four metres.</p></div></content></entry></feed>
"""

NEWS_PLEASE = {
    "authors": ["Ilka Bren", "Tam Osk"],
    "date_download": "2031-03-06 10:00:00",
    "date_modify": None,
    "date_publish": "2031-03-05 08:30:00",
    "description": "The gates are shut.",
    "filename": "gates.html",
    "language": "en",
    "maintext": TEXT,
    "source_domain": "orrin-herald.example",
    "title": "Tide gates shut",
    "url": "https://orrin-herald.example/gates",
}
TRAFILATURA = {
    "title": "Tide gates shut",
    "author": "Ilka Bren; Tam Osk",
    "hostname": "orrin-herald.example",
    "date": "2031-03-05",
    "fingerprint": "0f3a",
    "raw_text": "Menu. " + TEXT,
    "text": TEXT,
    "language": "en",
    "source": "https://orrin-herald.example/gates",
    "source-hostname": "Orrin Herald",
    "excerpt": "The gates are shut.",
    "filedate": "2031-03-06",
}

BODY = (
    "The keeper Ilka Bren said on Friday that the tide gates of Orrin were shut at noon, and that they stay so.\n\n"
    "The water stood at four metres, the harbour office said in a statement, and nobody was hurt in the flood."
)
BARE = f"""Tide gates shut
By Ilka Bren
212 words
14 March 2031
08:30 GMT
Orrin Herald
ORHE
English
(c) 2031 Orrin Herald. All rights reserved.

{BODY}

Document ORHE000020310314ed3e0001x

Keepers on strike
190 words
15 March 2031
Skerrow Gazette
SKGA
English
Copyright 2031 Skerrow Gazette

{BODY.replace("shut", "left")}

Document SKGA000020310315ed3f0002y
"""
CODED = f"""HD  Tide gates shut
BY  By Ilka Bren
WC  212 words
PD  14 March 2031
ET  08:30
SN  Orrin Herald
SC  ORHE
LA  English
CY  (c) 2031 Orrin Herald
LP
{BODY.split(chr(10))[0]}
TD
{BODY.split(chr(10))[2]}
AN
Document ORHE000020310314ed3e0001x
"""
LABELLED = f"""1 of 2 DOCUMENTS

Orrin Herald

March 14, 2031 Friday

SECTION: NEWS; Pg. 4
LENGTH: 212 words
HEADLINE: Tide gates shut
BYLINE: Ilka Bren

BODY:

{BODY}

LOAD-DATE: March 15, 2031
LANGUAGE: ENGLISH

Copyright 2031 Orrin Herald
All Rights Reserved

2 of 2 DOCUMENTS

Skerrow Gazette

March 15, 2031 Saturday

LENGTH: 190 words
HEADLINE: Keepers on strike

BODY:

{BODY.replace("shut", "left")}

LOAD-DATE: March 16, 2031
"""
FIELDED = f"""____________________________________________________________

Document 1 of 2

Title: Tide gates shut: the keeper speaks
Author: Bren, Ilka
Publication title: Orrin Herald; Orrin
Publication date: Mar 14, 2031
Abstract: The gates are shut.
Full text: {BODY}
Subject: Tides; Harbours
ProQuest document ID: 170031
Document URL: https://archive.example/docview/170031
Copyright: Copyright Orrin Herald Mar 14, 2031
____________________________________________________________

Document 2 of 2

Title: Keepers on strike
Publication title: Skerrow Gazette
Publication date: Mar 15, 2031
Full text: {BODY.replace("shut", "left")}
Language: English
____________________________________________________________
"""
IDENTIFIED = f"""Orrin Herald, no. 1703
News, Friday, March 14, 2031, p. 4
Tide gates shut
Ilka Bren
{BODY}
\u00a9 2031 Orrin Herald. All rights reserved.
news\u00b720310314\u00b7ORH\u00b70012

Skerrow Gazette (web site)
News, Saturday, March 15, 2031
Keepers on strike
{BODY.replace("shut", "left")}
\u00a9 2031 Skerrow Gazette
news\u00b720310315\u00b7SKG\u00b70007
"""


MODERN = f"""Tide gates shut
Orrin Herald
March 14, 2031 Friday 8:30 AM GMT

Copyright 2031 Orrin Herald All Rights Reserved

Section: NEWS; Pg. 4
Length: 212 words
Byline: Ilka Bren

Body

{BODY}

Load-Date: March 15, 2031

End of Document

Keepers on strike
Skerrow Gazette
March 15, 2031 Saturday

Copyright 2031 Skerrow Gazette

Length: 190 words

Body

{BODY.replace("shut", "left")}

Load-Date: March 16, 2031

End of Document
"""


def as_table(text: str) -> str:
    """Codes and their words as the cells of a table."""
    cells = re.sub(r"^([A-Z]{2})(?: {2}|$)", r"</td></tr><tr><td><b>\1</b></td><td>", text, flags=re.MULTILINE)
    return f"<!doctype html><html><body><table><tr><td>{cells}</td></tr></table></body></html>"


def as_html(text: str) -> str:
    """An export as its HTML form: every line a paragraph."""
    lines = "".join(f"<p>{line.replace('&', '&amp;')}</p>\n" for line in text.split("\n") if line.strip())
    return f"<!doctype html><html><head><title>Export</title></head><body><article>{lines}</article></body></html>"


def read(name: str, raw: bytes) -> tuple[list[Received], list[Problem]]:
    """What the readers of formats make of bytes with a name."""
    found = list(read_source(Source(name, raw=raw)))
    return (
        [one for one in found if isinstance(one, Received)],
        [one for one in found if isinstance(one, Problem)],
    )


def kinds(problems: Sequence[Problem]) -> list[str]:
    return [problem.kind.removeprefix("capture.") for problem in problems]


def shown(received: Received) -> Report:
    """The report of a capture, read as the pipeline reads it."""
    return read_report(received.capture, read_page(received.capture))[0]


def blocks(received: Received) -> list[tuple[str, str]]:
    article = read_page(received.capture).article
    return [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks]


def check_evidence(received: Received) -> int:
    """Every block leads back to the same words of the capture, and every candidate is verbatim; gives how many were
    looked at."""
    capture = received.capture
    extract = read_page(capture)
    article = extract.article
    looked = 0
    for offer in extract.offers:
        one = offer.evidence
        assert one.of == capture.id
        assert capture.text[one.start : one.end] == one.quote
        looked += 1
    for block in article.blocks:
        assert article.evidence(block.span).quote == article.text[block.start : block.end]
        there = " ".join(capture.text[span.start : span.end] for span in article.source_map.to_capture(block.span))
        words = html.unescape(re.sub(r"<[^>]*>", " ", there)).split()
        assert words == article.text[block.start : block.end].split()
        looked += 1
    assert hashlib.sha256(received.raw).hexdigest() == capture.blob.sha256
    return looked
