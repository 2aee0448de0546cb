"""A bundle: a case as one WACZ that is checked with nothing but itself, and that others can open."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import random
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from casefiles import PAGES, WEIR, make_case, without_ids, write_pages
from firsthand.brief.json_form import read_brief_json
from firsthand.bundle import form, verify
from firsthand.bundle.spool import Spool
from firsthand.bundle.stored import read_zip, render_zip
from firsthand.bundle.verify import verify_bundle
from firsthand.bundle.write import write_bundle
from firsthand.case import Case, fetching
from firsthand.case.judge import Ruling, Wish
from firsthand.cli.app import run
from samples import pdf, read, record, warc
from sites import serve

FLIPS = int(os.environ.get("FIRSTHAND_FLIPS", "60"))
HTML = "<!DOCTYPE html><html><head><title>Weir</title></head><body><article>{}</article></body></html>".format(
    "".join(f"<p>{line}</p>" for line in WEIR.splitlines()[2:] if line)
)
PRINTED = pdf([[(72, 720 - 14 * at, 11, line) for at, line in enumerate(WEIR.splitlines()) if line]])


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case of texts, a page, a PDF, data, one page twice and a fetched one, with judgements."""
    folder = tmp_path_factory.mktemp("bundled")
    with serve() as site, make_case(folder) as made, pytest.MonkeyPatch.context() as patched:
        patched.setattr(fetching, "Fetcher", partial(fetching.Fetcher, sleep=lambda seconds: None))
        site.page("/weir", HTML.replace("40 homes", "52 homes").encode())
        more = write_pages(folder / "more", {"page é.html": HTML, "again.txt": WEIR})
        (more / "page é.html.meta.json").write_text(
            '{"url": "https://mercury.example/weir?a=é", "captured_at": "2031-03-04T09:00:00Z"}', encoding="utf-8"
        )
        (more / "printed.pdf").write_bytes(PRINTED)
        told = {"url": "https://post.example/a", "title": "Gates", "date": "2031-03-07", "text": PAGES["post.txt"]}
        (more / "told.jsonl").write_text(json.dumps(told) + "\n", encoding="utf-8")
        made.add([more, site.send_on("/short", "/weir")], by="Ann", private=True)
        brief = made.brief()
        made.judge(Wish(ruling=Ruling.CONFIRM, targets=(brief.statements[0].id,)), by="Ann")
        made.judge(Wish(ruling=Ruling.NOTE, targets=(brief.reports[0].report.id,), note="ask"), by="Bo")
        yield made


def bundle_of(case: Case) -> bytes:
    written = io.BytesIO()
    write_bundle(case, written)
    return written.getvalue()


@pytest.fixture(scope="module")
def bundle(case: Case) -> bytes:
    return bundle_of(case)


@pytest.fixture(scope="module")
def files(bundle: bytes) -> dict[str, bytes]:
    """The files of the bundle, as another reader sees them."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def check(content: bytes, folder: Path) -> dict[str, tuple[str, ...]]:
    """What is wrong with a bundle, by check."""
    path = folder / "checked.wacz"
    path.write_bytes(content)
    return {one.name: one.wrong for one in verify_bundle(path)[0] if one.wrong}


def forge(files: dict[str, bytes], name: str, content: bytes) -> bytes:
    """A bundle with one file changed, and all hashes of files made anew."""
    held = {key: raw for key, raw in files.items() if key not in (form.PACKAGE, form.DIGEST)} | {name: content}
    package = form.render_package({key: Spool.of(raw) for key, raw in held.items()}, title="", program="", at="")
    return render_zip({**held, form.PACKAGE: package, form.DIGEST: form.render_digest(package)})


def lines(raw: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in raw.decode().splitlines()]


def write_lines(told: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in told).encode()


# ---------------------------------------------------------------- what it holds


def test_a_bundle_is_whole_and_checked_in_every_part(bundle: bytes, tmp_path: Path) -> None:
    path = tmp_path / "weir.wacz"
    path.write_bytes(bundle)
    checks, seal = verify_bundle(path)
    assert [(one.name, one.wrong) for one in checks if one.wrong] == []
    assert all(one.looked_at for one in checks)
    assert seal.startswith("sha256:")


def test_the_same_case_gives_the_same_bytes(case: Case, bundle: bytes) -> None:
    assert bundle_of(case) == bundle
    with Case.open(case.path) as again:
        assert bundle_of(again) == bundle


def test_a_bundle_is_a_wacz_by_its_files(files: dict[str, bytes]) -> None:
    package = json.loads(files["datapackage.json"])
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    listed = {one["path"]: (one["hash"], one["bytes"]) for one in package["resources"]}
    assert listed == {
        name: (f"sha256:{hashlib.sha256(raw).hexdigest()}", len(raw))
        for name, raw in files.items()
        if name not in ("datapackage.json", "datapackage-digest.json")
    }
    assert json.loads(files["datapackage-digest.json"]) == {
        "path": "datapackage.json",
        "hash": f"sha256:{hashlib.sha256(files['datapackage.json']).hexdigest()}",
    }
    head, *pages = lines(files["pages/pages.jsonl"])
    assert head["format"] == "json-pages-1.0"
    assert all({"url", "ts", "id"} <= set(one) for one in pages)


def test_another_program_finds_every_page_in_the_archives(case: Case, files: dict[str, bytes]) -> None:
    found = set()
    for name in ("archive/pages.warc.gz", "archive/fetched.warc.gz"):
        for one in ArchiveIterator(io.BytesIO(files[name]), check_digests=False):
            if one.rec_type in ("resource", "response"):
                found.add(hashlib.sha256(one.content_stream().read()).hexdigest())
    with case.file.reading() as db:
        kept = {row[0] for row in db.execute("SELECT sha256 FROM blob")}
    assert kept <= found
    assert len(kept) == 7


def test_the_index_leads_to_each_record(files: dict[str, bytes]) -> None:
    told = files["indexes/index.cdxj"].decode().splitlines()
    assert told == sorted(told)
    assert len(told) == 8
    for line in told:
        entry = json.loads(line.split(" ", 2)[2])
        at, length = int(entry["offset"]), int(entry["length"])
        packed = files[f"archive/{entry['filename']}"][at : at + length]
        (found,) = list(ArchiveIterator(io.BytesIO(packed)))
        assert found.rec_headers.get_header("WARC-Target-URI") == entry["url"]


def test_what_was_fetched_is_kept_as_it_was_sent(files: dict[str, bytes]) -> None:
    kinds = [one.rec_type for one in ArchiveIterator(io.BytesIO(files["archive/fetched.warc.gz"]))]
    assert kinds == ["warcinfo", "response", "request", "response", "request"]


def test_the_brief_and_the_judgements_are_in_it(case: Case, files: dict[str, bytes]) -> None:
    assert read_brief_json(gzip.decompress(files[form.BRIEF])) == case.brief()
    assert [one["by"] for one in lines(files[form.JUDGEMENTS])] == ["Ann", "Bo"]
    assert json.loads(gzip.decompress(files[form.ANNOTATIONS]))["type"] == "AnnotationCollection"


# ---------------------------------------------------------------- it can be added


def test_a_bundle_is_read_as_the_pages_of_its_case(case: Case, bundle: bytes, tmp_path: Path) -> None:
    (tmp_path / "weir.wacz").write_bytes(bundle)
    with Case.init(tmp_path / "other") as other:
        adding = other.add([tmp_path / "weir.wacz"])
        assert adding.added.problems == ()
        with case.file.reading() as ours, other.file.reading() as theirs:
            wanted = "SELECT DISTINCT blob, media, encoding FROM capture ORDER BY blob"
            assert theirs.execute(wanted).fetchall() == ours.execute(wanted).fetchall()
            known = "SELECT name, url, captured_at FROM capture WHERE method = 'file' AND name NOT LIKE '%fetched%'"
            assert set(theirs.execute(known)) == set(ours.execute(known))
        assert len(other.brief().reports) == len(case.brief().reports)
        assert not [one for one in other.verify() if one.wrong]


def test_the_brief_of_a_bundle_is_that_of_its_loose_pages(tmp_path: Path) -> None:
    with make_case(tmp_path) as made:
        (tmp_path / "weir.wacz").write_bytes(bundle_of(made))
        expected = without_ids(made.brief())
    with Case.init(tmp_path / "other") as other:
        other.add([tmp_path / "weir.wacz"])
        found = other.brief()
    containers = {one.report.name for one in found.reports}
    assert containers == set(PAGES)
    assert without_ids(found) == expected


@pytest.mark.parametrize(
    ("url", "kind", "taken"),
    [
        ("https://tide.example/gates", "text/html", 1),
        ("urn:text:https://tide.example/gates", "text/plain", 0),
        ("metadata://tide.example/crawl.log", "text/plain", 0),
        ("https://tide.example/lamp.png", "image/png", 0),
        ("https://tide.example/robots.txt", "text/plain", 0),
    ],
)
def test_a_resource_is_a_page_where_it_has_an_address_of_the_web(url: str, kind: str, taken: int) -> None:
    raw = record(HTML.encode(), kind="resource", url=url).replace(b"application/http; msgtype=response", kind.encode())
    received, _ = read("a.warc", warc(raw))
    assert len(received) == taken
    if taken:
        assert (received[0].capture.name, received[0].capture.url) == ("a.warc#2", url)


def test_a_conversion_is_no_capture() -> None:
    raw = record(WEIR.encode(), kind="conversion").replace(b"application/http; msgtype=response", b"text/plain")
    assert read("a.warc", warc(raw))[0] == []


# ---------------------------------------------------------------- what is changed shows


def test_one_flipped_byte_anywhere_is_noticed(bundle: bytes, tmp_path: Path) -> None:
    chance = random.Random(31)
    for _ in range(FLIPS):
        spoilt = bytearray(bundle)
        spoilt[chance.randrange(len(bundle))] ^= 1 << chance.randrange(8)
        assert check(bytes(spoilt), tmp_path)


def test_a_flipped_byte_in_each_part_of_the_zip_is_noticed(tmp_path: Path) -> None:
    whole = render_zip({"a/b.txt": b"tide", "c.txt": b""})
    path = tmp_path / "a.zip"
    for at in range(len(whole)):
        for bit in range(8):
            spoilt = bytearray(whole)
            spoilt[at] ^= 1 << bit
            path.write_bytes(spoilt)
            assert read_zip(path)[1], (at, bit)


def test_a_bundle_that_is_cut_or_lengthened_is_told(bundle: bytes, tmp_path: Path) -> None:
    for spoilt in (bundle[:-1], bundle[: len(bundle) // 2], bundle + b"x", b"x" + bundle, b""):
        assert check(spoilt, tmp_path)


def test_a_repacked_bundle_is_not_taken_for_the_same(files: dict[str, bytes], tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, raw in files.items():
            made.writestr(name, raw)
    assert "files" in check(packed.getvalue(), tmp_path)


def test_hashes_made_anew_hide_nothing_in_the_log(files: dict[str, bytes], tmp_path: Path) -> None:
    told = lines(files[form.LOG])
    told[1]["at"] = "2031-01-01T00:00:00.000000+00:00"
    assert set(check(forge(files, form.LOG, write_lines(told)), tmp_path)) == {"log"}
    assert "log" in check(forge(files, form.LOG, write_lines(lines(files[form.LOG])[:-1])), tmp_path)


def test_hashes_made_anew_hide_nothing_in_a_judgement(files: dict[str, bytes], tmp_path: Path) -> None:
    changed = files[form.JUDGEMENTS].replace(b'"Bo"', b'"Al"')
    assert set(check(forge(files, form.JUDGEMENTS, changed), tmp_path)) == {"judgements"}
    assert "judgements" in check(forge(files, form.JUDGEMENTS, files[form.JUDGEMENTS].splitlines()[0]), tmp_path)


def test_hashes_made_anew_hide_nothing_in_a_capture(files: dict[str, bytes], tmp_path: Path) -> None:
    day = "2031-01-01T00:00:00.000000+00:00"
    changes = {"name": "other.txt", "url": "https://other.example/", "captured_at": "unknown", "imported_at": day}
    for name, value in changes.items():
        told = lines(files[form.CAPTURES])
        at = next(number for number, one in enumerate(told) if one[name] != value)
        told[at][name] = value
        assert "captures" in check(forge(files, form.CAPTURES, write_lines(told)), tmp_path), name


def test_a_page_that_is_changed_or_taken_out_is_missed(files: dict[str, bytes], tmp_path: Path) -> None:
    from firsthand.bundle.archive import PAGES as ARCHIVE
    from firsthand.bundle.archive import Archive, split_records, unpack_gzip

    records = list(split_records(unpack_gzip(files[ARCHIVE])))
    less, other = Archive(name=ARCHIVE), Archive(name=ARCHIVE)
    for number, one in enumerate(records):
        if number != 1:
            less.add(one.raw)
        other.add(one.raw.replace(b"three times", b"seven times"))
    assert "blobs" in check(forge(files, ARCHIVE, b"".join(less.spool.pieces())), tmp_path)
    assert "blobs" in check(forge(files, ARCHIVE, b"".join(other.spool.pieces())), tmp_path)


def test_a_text_that_its_bytes_do_not_give_is_told(files: dict[str, bytes], tmp_path: Path) -> None:
    told = lines(files[form.TEXTS])
    text = str(told[0]["text"]).replace("three times", "seven times")
    told[0] |= {"text": text, "sha256": form.hash_words(text)}
    wrong = check(forge(files, form.TEXTS, write_lines(told)), tmp_path)
    assert "texts" in wrong  # the brief shows the other
    assert "articles" in wrong


def test_articles_of_another_extractor_are_not_made_again(
    bundle: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "find_version", lambda stored: "article 99")
    (tmp_path / "weir.wacz").write_bytes(bundle)
    looked_at = {one.name: one.looked_at for one in verify_bundle(tmp_path / "weir.wacz")[0] if not one.wrong}
    assert looked_at["articles"] == 0
    assert looked_at["texts"]


def test_a_quotation_that_is_moved_or_reworded_is_told(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, key in (("exact", 0), ("start", 1)):
        collection = json.loads(gzip.decompress(files[form.ANNOTATIONS]))
        selector = collection["first"]["items"][0]["target"][0]["selector"][key]
        selector[name] = selector[name] + 1 if name == "start" else selector[name] + "!"
        forged = forge(files, form.ANNOTATIONS, gzip.compress(json.dumps(collection).encode()))
        assert set(check(forged, tmp_path)) == {"annotations"}


@pytest.mark.parametrize("name", ["firsthand/log.jsonl", "firsthand/texts.jsonl", "firsthand/manifest.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"seq": 1}\n', b"[" * 100_000])
def test_nonsense_under_right_hashes_is_told_and_not_crashed_on(
    files: dict[str, bytes], name: str, content: bytes, tmp_path: Path
) -> None:
    assert check(forge(files, name, content), tmp_path)


def test_another_wacz_is_no_bundle(tmp_path: Path) -> None:
    package = form.render_package({"archive/a.warc.gz": Spool.of(b"")}, title="", program="", at="")
    made = {"archive/a.warc.gz": b"", form.PACKAGE: package, form.DIGEST: form.render_digest(package)}
    assert any("no bundle" in words for words in check(render_zip(made), tmp_path)["files"])


# ---------------------------------------------------------------- the commands


def test_the_commands_write_and_check_a_bundle(
    case: Case, bundle: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "weir.wacz"
    assert run(["export", str(case.path), "--format", "bundle", "-o", str(target)]) == 0
    seal = f"sha256:{hashlib.sha256(zipfile.ZipFile(target).read('datapackage.json')).hexdigest()}"
    assert seal in capfd.readouterr().err
    assert target.read_bytes() == bundle
    assert target.stat().st_mode & 0o077 == 0  # it names who added and judged
    assert run(["verify", str(target)]) == 0
    assert f"is whole, sealed {seal}" in capfd.readouterr().out
    target.write_bytes(bundle[:1000] + bytes([bundle[1000] ^ 4]) + bundle[1001:])
    assert run(["verify", str(target)]) == 4
    assert "Traceback" not in capfd.readouterr().err
    assert run(["verify", str(tmp_path / "none.wacz")]) == 1


@pytest.mark.parametrize("arguments", [["pages"], ["CASE"], ["CASE", "-o", "-"]])
def test_a_bundle_needs_a_case_and_a_file(
    case: Case, arguments: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    given = [str(case.path) if one == "CASE" else one for one in arguments]
    assert run(["export", *given, "--format", "bundle"]) == 2
    assert "-o NAME.wacz" in capfd.readouterr().err


# ---------------------------------------------------------------- what was judged, in another case


@pytest.fixture
def other(case: Case, bundle: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the bundle and an empty case."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "weir.wacz").write_bytes(bundle)
    assert run(["init", "other", "--quiet"]) == 0
    return tmp_path


def test_judgements_of_a_bundle_are_left_and_told(other: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(["add", "other", "weir.wacz"])
    assert "weir.wacz holds 2 judgements too: add it with --judgements" in capfd.readouterr().out
    with Case.open(other / "other.firsthand") as case:
        assert case.judgements() == ()


def test_judgements_of_a_bundle_are_taken_over_once_under_the_names_of_who_made_them(case: Case, other: Path) -> None:
    for _ in range(2):
        run(["add", "other", "weir.wacz", "--judgements", "--by", "Cy", "--quiet"])
    with Case.open(other / "other.firsthand") as taken:
        assert taken.judgements() == case.judgements()
        assert [one.mark for one in taken.brief().judged] == [one.mark for one in case.brief().judged]
        assert not [check for check in taken.verify() if check.wrong]
        written = io.BytesIO()
        write_bundle(taken, written)
    assert not check(written.getvalue(), other)


def test_judgements_of_a_changed_bundle_are_not_taken_over(
    other: Path, files: dict[str, bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    forged = forge(files, form.JUDGEMENTS, files[form.JUDGEMENTS].replace(b"Ann", b"Eve"))
    (other / "weir.wacz").write_bytes(forged)
    assert run(["add", "other", "weir.wacz", "--judgements"]) == 4
    assert "not taken over" in capfd.readouterr().err
    with Case.open(other / "other.firsthand") as case:
        assert case.judgements() == ()
