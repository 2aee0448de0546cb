"""Captures out of files, folders and standard input."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from firsthand.capture import formats
from firsthand.capture.files import read_paths
from firsthand.capture.records import Capture, Media
from firsthand.evidence import UNKNOWN, Problem

PAGE = "<!doctype html><html><body><h1>Tide gates shut</h1><p>The gates were shut at noon.</p></body></html>"


def kinds(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.kind for problem in problems]


def read_one(folder: Path, name: str, raw: bytes) -> tuple[Capture, tuple[Problem, ...]]:
    (folder / name).write_bytes(raw)
    (capture,), problems = read_paths([folder / name])
    return capture, problems


def test_a_folder_is_read_with_the_folders_inside(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "b.txt").write_text("Second page")
    (tmp_path / "a.txt").write_text("First page")
    captures, problems = read_paths([tmp_path])
    assert sorted(capture.name for capture in captures) == ["a.txt", "inner/b.txt"]
    assert problems == ()


def test_what_is_no_page_is_left_out_of_a_folder_quietly(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    for name in (".hidden", "README.md", "expected.toml", "page.meta.json"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    captures, problems = read_paths([tmp_path])
    assert [capture.name for capture in captures] == ["page.html"]
    assert problems == ()


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.txt" for name in "abcd"]
    for path in paths:
        path.write_text(f"Page {path.stem in 'ab'}")
    assert read_paths(paths) == read_paths(paths[::-1])


def test_equal_bytes_are_one_capture_and_a_problem_says_which(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("The same page")
    (capture,), (problem,) = read_paths([tmp_path])
    assert capture.name == "a.txt"
    assert problem.kind == "capture.same-bytes"
    assert problem.name == "b.txt"
    assert "b.txt" in problem.message
    assert "a.txt" in problem.message


def test_the_blob_is_named_by_its_sha256(tmp_path: Path) -> None:
    capture, _ = read_one(tmp_path, "a.txt", b"abc")
    assert capture.blob.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert capture.blob.size == 3


@pytest.mark.parametrize("name", ["a.meta.json", "a.html.meta.json"])
def test_a_sidecar_gives_url_and_time(tmp_path: Path, name: str) -> None:
    told = {"url": "https://tide.example/gates", "captured_at": "2031-04-02T08:00:00Z"}
    (tmp_path / name).write_text(json.dumps(told))
    capture, problems = read_one(tmp_path, "a.html", PAGE.encode())
    assert (capture.url, capture.captured_at) == (told["url"], told["captured_at"])
    assert problems == ()


@pytest.mark.parametrize("told", ["{", "[]", '{"url": 3}', '{"captured_at": "noon"}', '{"captured_at": "2031-04-02"}'])
def test_a_broken_sidecar_is_a_problem_and_the_page_is_read(tmp_path: Path, told: str) -> None:
    (tmp_path / "a.meta.json").write_text(told)
    capture, problems = read_one(tmp_path, "a.html", PAGE.encode())
    assert (capture.url, capture.captured_at) == (UNKNOWN, UNKNOWN)
    assert kinds(problems) == ["capture.sidecar"]


@pytest.mark.parametrize("raw", [b"", b" \r\n\t", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_a_problem(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    captures, problems = read_paths([tmp_path / "a.txt"])
    assert captures == ()
    assert kinds(problems) == ["capture.empty"]


@pytest.mark.parametrize("raw", [b"Rar!\x1a\x07 text", b"\x89PNG\r\n", b"PK\x03\x04abc", bytes(range(256)) * 8])
def test_a_binary_file_is_a_problem_in_plain_words(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.bin").write_bytes(raw)
    captures, (problem,) = read_paths([tmp_path / "a.bin"])
    assert captures == ()
    assert problem.kind == "capture.binary"
    assert problem.next_step


def test_a_missing_file_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A page")
    captures, problems = read_paths([tmp_path / "none.txt", tmp_path / "a.txt"])
    assert len(captures) == 1
    assert kinds(problems) == ["capture.unreadable"]


def test_a_file_without_permission_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("A page")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    captures, (problem,) = read_paths([tmp_path / "a.txt"])
    assert captures == ()
    assert "may not read" in problem.message


def test_a_file_above_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_BYTES", 10)
    (tmp_path / "a.txt").write_text("A page of more than ten bytes")
    captures, problems = read_paths([tmp_path / "a.txt"])
    assert captures == ()
    assert kinds(problems) == ["capture.too-large"]


def test_a_dash_is_standard_input() -> None:
    (capture,), problems = read_paths(["-"], stdin=PAGE.encode())
    assert capture.name == "standard input"
    assert capture.media is Media.HTML
    assert problems == ()


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ("Café".encode(), "utf-8"),
        (b"\xef\xbb\xbfCaf\xc3\xa9", "utf-8"),
        ("Café".encode("utf-16"), "utf-16-le"),
        ("Café noir".encode("utf-16-be"), "utf-16-be"),
        (b"Caf\xe9 noir", "windows-1252"),
        ('<meta charset="iso-8859-2"><p>Caf\u00e9</p>'.encode("iso-8859-2"), "iso8859-2"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, raw: bytes, encoding: str) -> None:
    capture, problems = read_one(tmp_path, "a.txt", raw)
    assert capture.encoding == encoding
    assert "Café" in capture.text
    assert problems == ()


@pytest.mark.parametrize("cut", [slice(0, 61), slice(61, None)])
def test_half_of_a_utf16_file_is_read_with_a_problem(tmp_path: Path, cut: slice) -> None:
    capture, problems = read_one(tmp_path, "a.txt", ("The keeper shut the gates at noon. " * 4).encode("utf-16")[cut])
    assert "keeper" in capture.text
    assert kinds(problems) == ["capture.cut"]


def test_bytes_that_are_no_character_are_counted(tmp_path: Path) -> None:
    capture, problems = read_one(tmp_path, "a.txt", "Caf\u00e9, na\u00efve".encode() + b" \xff end")
    assert "naïve" in capture.text
    assert kinds(problems) == ["capture.decoding"]


def test_the_bytes_tell_html_whatever_the_name(tmp_path: Path) -> None:
    page, _ = read_one(tmp_path, "a.txt", PAGE.encode())
    text, _ = read_one(tmp_path, "b.html", b"The tag <p> opens a paragraph.")
    assert (page.media, text.media) == (Media.HTML, Media.PLAIN)


def test_a_feed_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text('<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>')
    captures, problems = read_paths([tmp_path / "a.xml"])
    assert captures == ()
    assert kinds(problems) == ["capture.feed"]


def test_fifty_megabytes_of_pictures_are_read_in_seconds(tmp_path: Path) -> None:
    picture = b'<img src="data:image/png;base64,' + b"QUJD" * 12_500_000 + b'">'
    started = time.monotonic()
    capture, problems = read_one(tmp_path, "a.html", PAGE.encode().replace(b"<p>", picture + b"<p>"))
    assert time.monotonic() - started < 5
    assert len(capture.text) > 50_000_000
    assert problems == ()


def test_evidence_in_a_capture_is_verbatim(tmp_path: Path) -> None:
    from firsthand.evidence import Span

    capture, _ = read_one(tmp_path, "a.txt", b"The gates")
    assert capture.evidence(Span(start=4, end=9)).quote == "gates"


@pytest.mark.parametrize(
    "declared", ["uu", "base64", "zlib", "rot13", "hex", "idna", "punycode", "undefined", "utf-7", "no-such"]
)
def test_a_charset_that_is_none_is_passed_over(tmp_path: Path, declared: str) -> None:
    raw = f'<?xml version="1.0" encoding="{declared}"?><html><body><p>The gates'.encode() + b" \xe9 \x81 shut</p>"
    capture, _ = read_one(tmp_path, "a.html", raw)
    assert "The gates \xe9" in capture.text
