"""A capture made again from its blob, and every format through the whole command."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

import firsthand
import samples
from firsthand.capture.files import open_capture, receive_paths
from firsthand.capture.payload import read_payload
from firsthand.capture.records import Media
from firsthand.errors import InputError

LEAD = "The keeper Ilka Bren said on Friday that the tide gates of Orrin were shut at noon."
EVERY: dict[str, bytes] = {
    "a.html": samples.PAGE.encode(),
    "b.txt": samples.TEXT.encode("utf-16"),
    "c.txt": f"Caf\u00e9. {samples.TEXT}".encode("cp1252"),
    "d.warc": samples.warc(samples.record(samples.http(samples.page("Archived gates")))),
    "e.warc.gz": samples.packed_warc(samples.record(samples.http(samples.page("Packed gates")))),
    "f.wacz": samples.wacz(
        {"archive/a.warc": samples.warc(samples.record(samples.http(samples.page("Zipped gates"))))}
    ),
    "g.mhtml": samples.mhtml(samples.PAGE.replace("Tide gates shut", "Saved gates shut")),
    "h.pdf": samples.pdf([[(72, 740, 22, "Printed gates shut"), (72, 700, 11, LEAD)]]),
    "i.jsonl": json.dumps(samples.NEWS_PLEASE).encode(),
    "j.xml": samples.rss(samples.ITEM),
    "k.xml": samples.ATOM,
    "l.txt": samples.BARE.encode(),
    "m.txt": samples.LABELLED.encode(),
    "n.html.gz": gzip.compress(samples.page("Pressed gates")),
    "o.html": samples.PAGE.replace("nobody", "Zo\u00eb").encode("iso-8859-1"),
}


@pytest.mark.parametrize("name", EVERY)
def test_a_text_made_again_from_its_blob_is_the_same(name: str) -> None:
    received, _ = samples.read(name, EVERY[name])
    assert received
    for one in received:
        capture = one.capture
        assert read_payload(one.raw, capture.media, capture.encoding) == capture.text


@pytest.mark.parametrize("name", EVERY)
def test_a_capture_opened_from_its_bytes_is_the_same_unless_it_is_a_pdf(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(EVERY[name])
    received, _ = receive_paths([tmp_path / name])
    assert received
    for one in received:
        kept = replace(one.capture, text="")
        again = open_capture(one.raw, kept)
        assert again == (kept if one.capture.media is Media.PDF else one.capture)


def test_a_pdf_that_cannot_be_read_again_is_told() -> None:
    with pytest.raises(InputError):
        read_payload(b"%PDF-1.4 nothing", Media.PDF, "pdf text layer")


def test_a_brief_is_made_of_every_format_together(tmp_path: Path) -> None:
    for name, raw in EVERY.items():
        (tmp_path / name).write_bytes(raw)
    brief = firsthand.read([tmp_path])
    names = {shown.report.name.split("#")[0].split("/")[0] for shown in brief.reports}
    assert names == set(EVERY)
    assert {"Orrin Herald", "Skerrow Gazette"} <= {shown.report.outlet.value for shown in brief.reports}
    assert not [problem for problem in brief.problems if problem.kind == "firsthand.bug"]
