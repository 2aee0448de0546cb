"""`add` of an address: the page is fetched, and kept with its request and response."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from casefiles import WEIR, write_pages
from firsthand.case import Case, fetching
from firsthand.cli.app import run
from firsthand.store.captures import load_captures, load_fetched
from firsthand.store.log import load_log
from sites import Site, serve

LINES = [line for line in WEIR.splitlines()[2:] if line]
PAGE = (
    f"<!DOCTYPE html><html><head><title>{LINES[0]}</title></head><body><article><h1>{LINES[0]}</h1>"
    + "".join(f"<p>{line}</p>" for line in LINES[1:])
    + "</article></body></html>"
)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(fetching, "Fetcher", partial(fetching.Fetcher, sleep=lambda seconds: None))
    with serve() as made:
        made.page("/weir", PAGE.encode())
        yield made


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.init(tmp_path / "weir", by="Ann") as made:
        yield made


def test_a_fetched_page_is_a_report_with_its_address(case: Case, site: Site) -> None:
    case.add([f"{site.url}/weir"], by="Ann", private=True)
    (held,) = case.brief().reports
    assert held.report.url == f"{site.url}/weir"
    assert "Sedge Lock" in held.text


def test_the_records_of_a_fetch_are_kept_beside_the_page(case: Case, site: Site) -> None:
    case.add([f"{site.url}/weir"], by="Ann", private=True)
    with case.file.reading() as db:
        (kept,) = load_captures(db)
        warc = load_fetched(db, kept.seq) or b""
    assert (kept.method, kept.path, kept.operator) == ("fetch", f"{site.url}/weir", "Ann")
    assert hashlib.sha256(warc).hexdigest() == kept.receipt.container_sha256
    records = {one.rec_type: one.content_stream().read() for one in ArchiveIterator(io.BytesIO(warc))}
    assert set(records) == {"warcinfo", "response", "request"}
    assert hashlib.sha256(records["response"]).hexdigest() == kept.sha256


def test_the_log_holds_the_method_and_the_redirects(case: Case, site: Site) -> None:
    case.add([site.send_on("/short", "/weir")], private=True)
    with case.file.reading() as db:
        (told,) = (json.loads(entry.payload) for entry in load_log(db, kind="import"))
    assert told["method"] == "fetch"
    assert [(one["url"], one["status"]) for one in told["receipt"]["redirects"]] == [(f"{site.url}/short", 302)]


def test_a_page_fetched_twice_with_other_words_is_a_new_version(case: Case, site: Site) -> None:
    url = f"{site.url}/weir"
    case.add([url], private=True)
    site.page("/weir", PAGE.replace("40 homes", "60 homes").encode())
    case.add([url], private=True)
    assert (case.state().reports, case.state().versions) == (1, 2)
    assert "60 homes" in case.brief().reports[0].text


def test_an_address_of_this_machine_is_refused_unless_it_is_allowed(
    tmp_path: Path, site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "a.firsthand")
    pages = str(write_pages(tmp_path / "pages", {"mercury.txt": WEIR}))
    assert run(["init", path, "--quiet"]) == 0
    assert run(["add", path, f"{site.url}/weir", pages]) == 3
    told = capfd.readouterr()
    assert "no public address" in told.err
    assert "1 page kept" in told.out
    assert not site.asked
    assert run(["add", path, f"{site.url}/weir", "--allow-private", "--quiet"]) == 0
    assert len(site.asked) == 2  # its rules, and the page


def test_an_address_that_fails_is_told_and_the_rest_goes_on(
    tmp_path: Path, site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "a.firsthand")
    assert run(["init", path, "--quiet"]) == 0
    assert run(["add", path, f"{site.url}/none", f"{site.url}/weir", "--allow-private"]) == 3
    assert "answers 404" in capfd.readouterr().err
    with Case.open(path) as case:
        assert [one.report.url for one in case.brief().reports] == [f"{site.url}/weir"]
        assert case.brief().problems == ()  # the next try may succeed
        with case.file.reading() as db:
            (failed,) = (json.loads(entry.payload) for entry in load_log(db, kind="no-page"))
    assert failed["url"] == f"{site.url}/none"
    assert run(["add", path, f"{site.url}/none", "--allow-private"]) == 1


def test_what_robots_txt_forbids_is_told(case: Case, site: Site, tmp_path: Path) -> None:
    site.robots("User-agent: *\nDisallow: /weir")
    adding = case.add([f"{site.url}/weir", write_pages(tmp_path / "pages")], private=True)
    assert [one.kind for one in adding.added.problems] == ["capture.fetch-refused"]
    assert "robots.txt" in adding.added.problems[0].message
    assert len(case.brief().reports) == 3


def test_a_changed_record_of_a_fetch_is_noticed(case: Case, site: Site) -> None:
    case.add([f"{site.url}/weir"], private=True)
    assert not [check for check in case.verify() if check.wrong]
    case.close()
    db = sqlite3.connect(case.path)
    words = db.execute("SELECT sql FROM sqlite_master WHERE name = 'fetched_no_update'").fetchone()[0]
    db.execute("DROP TRIGGER fetched_no_update")
    (packed,) = db.execute("SELECT packed FROM fetched").fetchone()
    db.execute("UPDATE fetched SET packed = ?", (packed[:-1] + bytes([packed[-1] ^ 1]),))
    db.execute(words)
    db.commit()
    db.close()
    with Case.open(case.path) as spoilt:
        assert [one.name for one in spoilt.verify() if one.wrong] == ["fetched"]
