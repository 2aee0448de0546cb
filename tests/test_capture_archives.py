"""Captures out of web archives: WARC, WACZ and gzip, whole and hostile."""

from __future__ import annotations

import gzip
import hashlib
import io
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import samples
from firsthand.capture import formats
from firsthand.capture import pdf as pdf_reader
from firsthand.capture import warc as warc_reader
from firsthand.capture.files import read_paths, read_received
from firsthand.capture.records import Media, Received
from samples import PAGE, check_evidence, http, kinds, packed_warc, page, read, record, wacz, warc

HTML = http(PAGE.encode())


def test_a_response_is_a_capture_with_its_address_and_time() -> None:
    (received,), problems = read("week.warc", warc(record(HTML)))
    capture = received.capture
    assert (capture.name, capture.url) == ("week.warc#2", "https://tide.example/gates")
    assert (capture.captured_at, capture.media) == ("2031-03-05T08:30:00+00:00", Media.HTML)
    assert problems == []


def test_the_blob_is_the_payload_and_the_raw_record_has_its_own_digest() -> None:
    body = gzip.compress(PAGE.encode())
    block = http(body, more=["Content-Encoding: gzip"])
    raw = warc(record(block, more=["WARC-Payload-Digest: sha1:AAAA"]))
    (received,), _ = read("week.warc", raw)
    assert received.raw == PAGE.encode()
    assert received.capture.blob.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    receipt = received.capture.receipt
    assert receipt.digest == f"sha256:{hashlib.sha256(block).hexdigest()}"
    assert receipt.container_sha256 == hashlib.sha256(raw).hexdigest()
    assert (receipt.promised, receipt.status) == ("sha1:AAAA", 200)
    assert ("Content-Encoding", "gzip") in receipt.headers


def test_evidence_of_an_archived_page_is_verbatim() -> None:
    (received,), _ = read("week.warc", warc(record(HTML)))
    assert check_evidence(received) > 3


@pytest.mark.parametrize("packed", [packed_warc(record(HTML)), gzip.compress(warc(record(HTML)))])
def test_a_packed_archive_is_read_with_a_member_a_record_or_one_for_all(packed: bytes) -> None:
    (received,), problems = read("week.warc.gz", packed)
    assert received.capture.name == "week.warc.gz#2"
    assert problems == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # its writer leaves a file open
def test_what_another_program_writes_is_read_the_same() -> None:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    written = writer.create_warc_record(
        "https://tide.example/gates", "response", payload=io.BytesIO(PAGE.encode()), http_headers=headers
    )
    writer.write_record(written)
    (received,), problems = read("week.warc.gz", file.getvalue())
    assert received.raw == PAGE.encode()
    assert problems == []
    (other,) = list(ArchiveIterator(io.BytesIO(file.getvalue())))[:1] or [None]
    assert other is not None


def test_chunks_are_joined() -> None:
    body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (PAGE[:99].encode(), PAGE[99:].encode()))
    (received,), _ = read("a.warc", warc(record(http(body + b"0\r\n\r\n", more=["Transfer-Encoding: chunked"]))))
    assert received.raw == PAGE.encode()


def test_a_body_that_was_stored_unpacked_under_its_old_headers_is_read() -> None:
    block = http(PAGE.encode(), more=["Content-Encoding: gzip", "Transfer-Encoding: chunked"])
    (received,), problems = read("a.warc", warc(record(block)))
    assert received.raw == PAGE.encode()
    assert problems == []


def test_the_server_tells_the_charset_where_the_page_does_not() -> None:
    body = "<html><body><p>Die Kapit\u00e4nin \u0141ucja sagte es.</p></body></html>".encode("iso-8859-2")
    (received,), _ = read("a.warc", warc(record(http(body, kind="text/html; charset=ISO-8859-2"))))
    assert "\u0141ucja" in received.capture.text


def test_only_pages_of_status_200_become_captures() -> None:
    records = (
        record(http(b"\x89PNG", kind="image/png")),
        record(http(PAGE.encode(), status="404 Not Found")),
        record(http(b"User-agent: *", kind="text/plain"), url="https://tide.example/robots.txt"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(http(b"The gates were shut at noon, she said.", kind="text/plain"), url="https://tide.example/a.txt"),
    )
    received, problems = read("a.warc", warc(*records))
    assert [one.capture.name for one in received] == ["a.warc#6"]
    assert received[0].capture.media is Media.PLAIN
    assert problems == []


def test_a_pdf_in_an_archive_is_read() -> None:
    raw = samples.pdf([[(72, 700, 11, "The keeper said the gates were shut at noon.")]])
    (received,), problems = read("a.warc", warc(record(http(raw, kind="application/pdf"))))
    assert received.capture.media is Media.PDF
    assert "gates were shut" in received.capture.text
    assert problems == []


def test_redirects_that_led_to_a_page_are_kept_in_order() -> None:
    moved = [http(b"", status="301 Moved", more=[f"Location: {to}"]) for to in ("/b", "https://tide.example/gates")]
    records = (record(moved[0], url="https://tide.example/a"), record(moved[1], url="https://tide.example/b"))
    (received,), _ = read("a.warc", warc(*records, record(HTML)))
    hops = received.capture.receipt.redirects
    assert [(hop.url[-2:], hop.status) for hop in hops] == [("/a", 301), ("/b", 301)]
    assert hops[1].location == "https://tide.example/gates"


def test_a_circle_of_redirects_ends() -> None:
    to = http(b"", status="302 Found", more=["Location: https://tide.example/b"])
    back = http(b"", status="302 Found", more=["Location: https://tide.example/gates"])
    records = (record(to), record(back, url="https://tide.example/b"), record(HTML))
    (received,), _ = read("a.warc", warc(*records))
    assert len(received.capture.receipt.redirects) == 2


DIGEST = "WARC-Payload-Digest: sha1:TIDE"


def revisit(**more: str) -> bytes:
    told = [f"{key}: {value}" for key, value in more.items()]
    return record(http(b"", kind="text/html"), kind="revisit", url="https://tide.example/again", more=told)


@pytest.mark.parametrize("first", [True, False])
def test_a_repeat_is_the_page_met_again_wherever_it_stands(first: bool) -> None:
    again = revisit(**{"WARC-Payload-Digest": "sha1:TIDE"})
    original = record(HTML, more=[DIGEST])
    received, problems = read("a.warc", warc(*((original, again) if first else (again, original))))
    assert {one.raw for one in received} == {PAGE.encode()}
    assert {one.capture.url for one in received} == {"https://tide.example/gates", "https://tide.example/again"}
    assert problems == []


def test_a_repeat_by_address_is_found() -> None:
    told = revisit(**{"WARC-Refers-To-Target-URI": "https://tide.example/gates"})
    received, _ = read("a.warc", warc(record(HTML), told))
    assert len(received) == 2


def test_a_repeat_of_what_is_not_there_is_a_problem() -> None:
    received, problems = read("a.warc", warc(record(HTML), revisit(**{"WARC-Payload-Digest": "sha1:OTHER"})))
    assert len(received) == 1
    assert kinds(problems) == ["revisit"]


@pytest.mark.parametrize("cut", [40, 200, 700, -30])
@pytest.mark.parametrize("packed", [False, True])
def test_the_whole_records_before_a_cut_are_kept(packed: bool, cut: int) -> None:
    records = [record(http(page(f"Gates {n}"))) for n in range(3)]
    raw = packed_warc(*records) if packed else warc(*records)
    last = len(gzip.compress(records[2])) if packed else len(records[2])
    at = len(raw) - last + (min(cut, last - 30) if cut > 0 else last + cut)
    received, problems = read("a.warc.gz" if packed else "a.warc", raw[:at])
    assert len(received) == 2
    assert kinds(problems) == ["cut"]
    assert "record 4" in problems[0].message


def test_what_stands_before_a_damaged_place_is_kept() -> None:
    received, problems = read("a.warc", warc(record(HTML)) + b"no record at all\r\n" + record(HTML))
    assert len(received) == 1
    assert kinds(problems) == ["broken"]


def test_a_flipped_byte_in_a_packed_archive_is_told() -> None:
    raw = bytearray(packed_warc(record(HTML), record(http(page("Two")))))
    raw[-60] ^= 0xFF
    received, problems = read("a.warc.gz", bytes(raw))
    assert len(received) >= 1
    assert kinds(problems) in (["broken"], ["cut"])


@pytest.mark.parametrize("length", ["1073741824", "99999999999999", "-5", "many", "9" * 400])
def test_a_length_that_is_not_there_is_refused_without_taking_memory(length: str) -> None:
    raw = record(HTML).replace(f"Content-Length: {len(HTML)}".encode(), f"Content-Length: {length}".encode())
    tracemalloc.start()
    received, problems = read("a.warc", warc(record(http(page("One")))) + raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(received) == 1
    assert kinds(problems)[0] in ("cut", "broken")
    assert peak < 20_000_000


def test_a_header_without_an_end_is_refused() -> None:
    received, problems = read("a.warc", warc(record(HTML)) + b"WARC/1.1\r\nX: " + b"a" * 200_000)
    assert len(received) == 1
    assert kinds(problems) == ["broken"]


def test_an_archive_without_pages_says_so() -> None:
    received, problems = read("a.warc", warc())
    assert received == []
    assert kinds(problems) == ["no-page"]


def test_an_encoding_that_is_not_known_is_a_problem_of_that_page_alone() -> None:
    strange = record(http(b"\x0b\x02\x80", more=["Content-Encoding: compress"]))
    received, problems = read("a.warc", warc(strange, record(HTML)))
    assert len(received) == 1
    assert kinds(problems) == ["encoding"]


ZEROS = bytes(300_000_000)


@pytest.mark.parametrize(("encoding", "pack"), [("br", brotli.compress), ("zstd", zstandard.compress)])
def test_a_page_in_a_newer_packing_is_read(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    packed = record(http(pack(PAGE.encode()), more=[f"Content-Encoding: {encoding}"]))
    stored_unpacked = record(http(PAGE.encode(), more=[f"Content-Encoding: {encoding}"]), url="https://tide.example/b")
    received, problems = read("a.warc", warc(packed, stored_unpacked))
    assert [one.raw for one in received] == [PAGE.encode(), PAGE.encode()]
    assert problems == []


@pytest.mark.parametrize("encoding", ["br", "zstd"])
def test_a_newer_packing_that_is_damaged_is_told(encoding: str) -> None:
    strange = record(http(b"\x28\xb5\x2f\xfd\xff\xff\xff\xff strange", more=[f"Content-Encoding: {encoding}"]))
    received, problems = read("a.warc", warc(strange, record(HTML)))
    assert len(received) == 1
    assert kinds(problems) == ["broken"]


@pytest.mark.parametrize(("encoding", "pack"), [("br", brotli.compress), ("zstd", zstandard.compress)])
def test_a_bomb_in_a_newer_packing_is_refused(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    bombed = record(http(pack(ZEROS), more=[f"Content-Encoding: {encoding}"]))
    tracemalloc.start()
    received, problems = read("a.warc", warc(bombed, record(HTML)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(received) == 1
    assert kinds(problems) == ["bomb"]
    assert peak < 250_000_000


def frames(*records: bytes, words: bytes = b"") -> bytes:
    """An archive with a zstd frame a record, behind its dictionary where there is one."""
    packer = zstandard.ZstdCompressor(dict_data=zstandard.ZstdCompressionDict(words) if words else None)
    front = b"\x5d\x2a\x4d\x18" + len(words).to_bytes(4, "little") + words if words else b""
    return front + b"".join(packer.compress(one) for one in records)


@pytest.mark.parametrize("words", [b"", HTML], ids=["plain", "dictionary"])
def test_an_archive_in_zstd_is_read(words: bytes) -> None:
    raw = frames(record(HTML), record(HTML, url="https://tide.example/b"), words=words)
    received, problems = read("a.warc.zst", raw)
    assert [one.capture.url for one in received] == ["https://tide.example/gates", "https://tide.example/b"]
    assert problems == []
    kept, problems = read("a.warc.zst", raw[:-20])
    assert len(kept) == 1 and len(problems) == 1
    kept, problems = read("a.warc.zst", raw[: len(raw) // 2 + 40] + b"\xff" * 40)
    assert len(kept) <= 1 and problems


def test_an_archive_in_zstd_that_is_a_bomb_is_stopped() -> None:
    received, problems = read("a.warc.zst", frames(record(HTML), ZEROS))
    assert len(received) == 1
    assert kinds(problems) in (["bomb"], ["broken"])


def test_a_dictionary_that_is_none_is_told() -> None:
    for front in (b"\xff\xff\xff\xff", b"\x08\x00\x00\x00\x28\xb5\x2f\xfdjunk"):
        received, problems = read("a.warc.zst", b"\x5d\x2a\x4d\x18" + front + b"rest")
        assert received == []
        assert len(problems) == 1


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(size)), packer.flush()])


def test_a_page_that_is_a_bomb_is_refused_and_the_others_are_read() -> None:
    bombed = record(http(bomb(300), more=["Content-Encoding: gzip"]))
    started = time.process_time()
    received, problems = read("a.warc", warc(bombed, record(HTML)))
    assert time.process_time() - started < 5
    assert len(received) == 1
    assert kinds(problems) == ["bomb"]


def test_a_packed_archive_that_is_a_bomb_is_stopped() -> None:
    blanks = bomb(300)
    started = time.process_time()
    received, problems = read("a.warc.gz", packed_warc(record(HTML)) + blanks)
    assert time.process_time() - started < 8
    assert len(received) == 1
    assert kinds(problems) in (["bomb"], ["broken"])


def test_a_gzip_page_is_unpacked() -> None:
    (received,), problems = read("a.html.gz", gzip.compress(PAGE.encode()))
    assert (received.raw, received.capture.name) == (PAGE.encode(), "a.html.gz")
    assert problems == []


def test_a_gzip_bomb_is_refused() -> None:
    raw = bomb(300)
    started = time.process_time()
    received, problems = read("a.html.gz", raw)
    assert time.process_time() - started < 5
    assert (received, kinds(problems)) == ([], ["bomb"])


def test_a_cut_gzip_page_is_read_as_far_as_it_goes() -> None:
    (received,), problems = read("a.html.gz", gzip.compress(PAGE.encode())[:-60])
    assert received.capture.text.startswith("<!doctype html>")
    assert "cut" in kinds(problems)


@pytest.mark.parametrize("inner", [gzip.compress(PAGE.encode()), wacz({"archive/a.warc": warc(record(HTML))})])
def test_an_archive_in_an_archive_is_not_opened(inner: bytes) -> None:
    received, problems = read("a.gz", gzip.compress(inner))
    assert (received, kinds(problems)) == ([], ["nested"])


def test_a_wacz_gives_the_pages_of_its_archives() -> None:
    members = {"archive/one.warc.gz": packed_warc(record(HTML)), "archive/two.warc": warc(record(http(page("Two"))))}
    received, problems = read("week.wacz", wacz(members))
    assert [one.capture.name for one in received] == ["week.wacz/archive/one.warc.gz#2", "week.wacz/archive/two.warc#2"]
    assert problems == []


@pytest.mark.parametrize(
    "name", ["../../etc/a.warc", "/archive/a.warc", "archive/../../a.warc", "..\\a.warc", "C:\\a.warc"]
)
def test_names_that_lead_outside_are_refused_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    received, problems = read("a.wacz", wacz({name: warc(record(HTML)), "archive/b.warc": warc(record(HTML))}))
    assert [one.capture.name for one in received] == ["a.wacz/archive/b.warc#2"]
    assert kinds(problems) == ["unsafe-name"]


def test_an_archive_that_differs_from_what_its_wacz_promises_is_told() -> None:
    raw = wacz({"archive/a.warc": warc(record(HTML))})
    changed = raw.replace(b"at noon", b"at nine", 1)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, old.read(member).replace(b"at noon", b"at nine"))
    received, problems = read("a.wacz", file.getvalue())
    assert changed != raw
    assert len(received) == 1
    assert kinds(problems) == ["digest"]


def test_a_zip_bomb_is_stopped() -> None:
    blanks = b"\r\n" * 150_000_000
    raw = wacz(
        {"archive/a.warc": warc(record(HTML)) + blanks[:150_000_000]}, method=zipfile.ZIP_DEFLATED, package=False
    )
    started = time.process_time()
    received, problems = read("a.wacz", raw)
    assert time.process_time() - started < 8
    assert len(received) == 1
    assert kinds(problems) in (["bomb"], ["broken"])


def test_a_cut_wacz_is_a_problem() -> None:
    received, problems = read("a.wacz", wacz({"archive/a.warc": warc(record(HTML))})[:-200])
    assert (received, kinds(problems)) == ([], ["cut"])


def test_a_zip_of_pages_is_no_wacz() -> None:
    received, problems = read("pages.zip", wacz({"a.html": PAGE.encode()}, package=False))
    assert (received, kinds(problems)) == ([], ["binary"])


def test_a_member_that_is_damaged_is_told() -> None:
    raw = bytearray(wacz({"archive/a.warc": warc(*[record(http(page(f"{n}"))) for n in range(9)])}, package=False))
    raw[400] ^= 0xFF
    _, problems = read("a.wacz", bytes(raw))
    assert problems


def test_more_pages_than_one_file_may_hold_are_cut_with_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_PARTS", 3)
    received, problems = read("a.warc", warc(*[record(http(page(f"Gates {n}"))) for n in range(5)]))
    assert len(received) == 3
    assert kinds(problems) == ["too-many"]


def test_more_records_than_are_looked_at_are_cut_with_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_reader, "MAX_RECORDS", 3)
    received, problems = read("a.warc", warc(*[record(http(page(f"Gates {n}"))) for n in range(5)]))
    assert len(received) == 2
    assert kinds(problems) == ["too-many"]


def test_problems_beyond_a_bound_are_told_as_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_TOLD", 2)
    _, problems = read("a.jsonl", b'{"text": "The gates were shut."}\n' + b"{bad\n" * 9)
    assert kinds(problems) == ["broken", "broken", "more-problems"]
    assert "7" in problems[-1].message


def test_parts_that_cannot_be_read_are_not_gone_through_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_PARTS", 20)
    monkeypatch.setattr(formats, "MAX_TOLD", 2)
    received, problems = read("a.jsonl", b"{}\n" * 30 + b'{"text": "The gates were shut."}\n')
    assert received == []
    assert kinds(problems) == ["no-text", "no-text", "too-many", "more-problems"]


def test_archives_and_loose_pages_are_read_together_and_equal_pages_once(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.warc").write_bytes(warc(record(HTML), record(http(page("Other")), url="https://tide.example/o")))
    captures, problems = read_paths([tmp_path])
    assert sorted(one.name for one in captures) == ["a.html", "b.warc#3"]
    assert kinds(problems) == ["same-bytes"]
    every = [one for one in read_received([tmp_path]) if isinstance(one, Received)]
    assert len(every) == 3


def test_an_archive_of_pdfs_that_take_too_long_is_left_after_three(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    def slow(raw: bytes) -> dict[str, object]:
        asked.append(raw)
        return {"slow": "it takes longer than 120 seconds"}

    monkeypatch.setattr(pdf_reader, "_ask_child", slow)
    records = [record(http(b"%PDF-1.4 ", kind="application/pdf"), url=f"https://tide.example/{n}") for n in range(9)]
    received, problems = read("a.warc", warc(*records, record(HTML)))
    assert len(received) == 1
    assert kinds(problems) == ["too-slow"] * 9
    assert len(asked) == 3
