"""Rubbish beside good pages, through the command line: plain words, a `Problem`, and the others are read."""

from __future__ import annotations

import io
import json
import os
import re
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from firsthand.cli.app import run

GOOD = """Quill Bay Observer

Lantern bridge shut after crack is found

Posted 9 May 2033, 07:40

The lantern bridge over the Tamble was shut on Sunday after divers found a crack, Odile Farrant, head of roads, said.

"Nobody crosses until the pier is braced," Farrant told reporters. She said that 300 lorries use it on a working day.

The town paid for the last repair in 2029, according to the Tamble Rivers Trust.

Farrant said that the braces would come by barge from the yard at Upper Tamble, and that nobody had promised a day.
"""
OTHER = GOOD.replace("Quill Bay Observer", "Tamble Weekly Post").replace("300 lorries", "about 340 lorries")
BODY = (
    "<h1>Ferry stays in port at Nettle Quay</h1><p class=byline>By Bastian Crowe</p>"
    "<p>The evening ferry stayed in port at Nettle Quay on Friday because its ramp would not rise, Maud Ellery, the"
    " harbour master, said on Saturday.</p><p>\u201cWe will not sail with a ramp that hangs,\u201d Ellery said. She"
    " said that 120 people slept in the terminal.</p><p>The ramp was built nine years ago, according to the Nettle"
    " Quay Ferry Company, which sent two welders during the night.</p>"
)
KOREAN = (
    "<html><body><h1>항구의 다리가 닫혔다</h1><p>마을 사람들은 월요일 아침에 다리가 닫힌 것을 보고 놀랐다고 말했다."
    " 다리를 고치는 데에는 두 달이 걸릴 것이라고 사무소가 밝혔다. 강 건너 시장에 가려면 배를 타야 한다.</p>"
    "<p>사무소는 배를 더 띄우겠다고 했으며, 학교는 한 시간 늦게 문을 연다고 했다. 아직 다친 사람은 없다고 한다.</p>"
    "<p>빵집 주인은 아침마다 강을 건너던 손님들이 줄었다고 말했고, 우체부는 편지를 작은 배로 나른다고 했다."
    " 시장은 금요일에 주민들을 만나 언제 다시 다리를 건널 수 있을지 설명하겠다고 약속했다.</p></body></html>"
)
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://quill.example/a\r\nContent-Length: 90000\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>The lantern bridge over the Tam"
)
BINARY = bytes(range(256)) * 300
PYTHON_WORDS = re.compile(
    r"Traceback|File \"|, line \d+|\b[A-Z]\w*(?:Error|Exception)\b"
    r"|<class|\bNone(?:Type)?\b|\bcodec\b|Errno|0x[0-9a-f]{5}"
)
PICTURES = 50 * 1024 * 1024


def page_of(body: str) -> str:
    return f"<!doctype html><html lang=en><head><title>A page</title></head><body>{body}</body></html>"


def pictures_page() -> bytes:
    """50 MB of pictures written into the page, before, inside and after the article."""
    share = "QUJD" * (PICTURES // 4 // 4)
    picture = f'<img alt="" src="data:image/png;base64,{share}">'
    style = f"<style>.a{{background:url(data:image/gif;base64,{share})}}</style>"
    return page_of(style + picture + BODY.replace("</h1>", "</h1>" + picture) + picture).encode()


UTF16 = GOOD.encode("utf-16")
RUBBISH: dict[str, Callable[[], bytes]] = {
    "empty.html": lambda: b"",
    "blank.txt": lambda: b"\xef\xbb\xbf \r\n\x00\n",
    "program.html": lambda: BINARY,
    "picture.txt": lambda: b"\x89PNG\r\n\x1a\n" + BINARY,
    "korean.html": KOREAN.encode,
    "locked.html": lambda: page_of(BODY).encode(),
    "half.warc": WARC.encode,
    "half.warc.gz": lambda: b"\x1f\x8b\x08\x00" + BINARY[:99],
}
"""Each of these gives no report, and a `Problem` that says why."""

KINDS = {
    "empty.html": "capture.empty",
    "blank.txt": "capture.empty",
    "program.html": "capture.binary",
    "picture.txt": "capture.binary",
    "korean.html": "article.language",
    "locked.html": "capture.unreadable",
    "half.warc": "capture.cut",
    "half.warc.gz": "capture.broken",
}
READ: dict[str, Callable[[], bytes]] = {
    "good.txt": GOOD.encode,
    "same.txt": GOOD.encode,
    "other.txt": OTHER.encode,
    "pictures.html": pictures_page,
    "deep.html": lambda: ("<html><body>" + "<div>" * 10_000 + BODY.replace("Friday", "Thursday")).encode(),
    "half-utf16.txt": lambda: UTF16[: len(UTF16) * 9 // 10 | 1],
    'it\'s "Zoë" 北 & so on.html': lambda: page_of(BODY.replace("Friday", "Tuesday")).encode(),
}
"""Each of these is read, `same.txt` under the name of its first copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one command line gave: its exit code, what it told, and the brief it wrote as JSON."""

    code: int
    words: str
    brief: dict[str, Any]
    seconds: float

    def problem(self, name: str) -> dict[str, Any]:
        found = [one for one in self.brief["problems"] if one["name"] == name]
        assert len(found) == 1, found
        return dict(found[0])


def lock(patch: pytest.MonkeyPatch) -> None:
    """Makes every file called locked.* unreadable, also for a user who may read everything."""
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name.startswith("locked."):
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    patch.setattr(Path, "read_bytes", refuse)


def tell(*paths: Path, out: Path) -> Told:
    """The command line on `paths`, as a shell would see it."""
    heard = io.StringIO()
    started = time.monotonic()
    with redirect_stderr(heard):
        code = run(["brief", *map(str, paths), "--format", "json", "-o", str(out)])
    seconds = time.monotonic() - started
    brief = json.loads(out.read_bytes()) if out.exists() else {}
    return Told(code=code, words=heard.getvalue(), brief=brief, seconds=seconds)


@pytest.fixture(scope="module")
def patched() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        lock(patch)
        yield


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, patched: None) -> Told:
    """A folder with all the rubbish beside the good pages, read once."""
    folder = tmp_path_factory.mktemp("pages")
    for name, make in {**RUBBISH, **READ}.items():
        (folder / name).write_bytes(make())
    return tell(folder, out=tmp_path_factory.mktemp("out") / "brief.json")


def shown(told: Told, name: str) -> dict[str, Any]:
    return next(one for one in told.brief["reports"] if one["report"]["name"] == name)


def assert_plain(words: str) -> None:
    assert not PYTHON_WORDS.search(words), words


# ---------------------------------------------------------------- a folder of rubbish beside good pages


def test_rubbish_beside_good_pages_is_partial_success(told: Told) -> None:
    assert told.code == 3


def test_every_good_page_of_the_folder_is_read(told: Told) -> None:
    assert {one["report"]["name"] for one in told.brief["reports"]} == set(READ) - {"same.txt"}


@pytest.mark.parametrize("name", sorted(RUBBISH))
def test_a_file_that_gives_no_report_gives_one_problem_with_a_next_step(told: Told, name: str) -> None:
    problem = told.problem(name)
    assert problem["kind"] == KINDS[name]
    assert name in problem["message"]
    assert problem["next_step"]


@pytest.mark.parametrize("name", sorted(RUBBISH))
def test_a_file_that_gives_no_report_is_told_on_one_line(told: Told, name: str) -> None:
    assert len([line for line in told.words.splitlines() if name in line.split()[0:1]]) == 1


def test_no_message_about_rubbish_speaks_python(told: Told) -> None:
    assert_plain(told.words)
    for problem in (*told.brief["problems"], *told.brief["refused"]):
        assert_plain(problem["message"] + problem["next_step"])


def test_no_page_of_the_folder_shows_a_bug_of_ours(told: Told) -> None:
    assert not [one for one in told.brief["problems"] if one["kind"] == "firsthand.bug"]


def test_the_good_pages_speak_as_if_no_rubbish_lay_beside_them(told: Told) -> None:
    report = shown(told, "good.txt")["report"]
    said = [one for one in told.brief["statements"] if one["report"] == report["id"]]
    assert report["outlet"]["value"] == "Quill Bay Observer"
    assert len(said) >= 4


def test_the_same_bytes_under_two_names_are_read_once_and_told(told: Told) -> None:
    problem = told.problem("same.txt")
    assert problem["kind"] == "capture.same-bytes"
    assert "good.txt" in problem["message"]


def test_half_a_utf16_file_is_read_as_far_as_it_goes(told: Told) -> None:
    assert told.problem("half-utf16.txt")["kind"] == "capture.cut"
    assert "Nobody crosses until the pier is braced" in shown(told, "half-utf16.txt")["text"]


def test_ten_thousand_open_elements_hide_no_word(told: Told) -> None:
    text = shown(told, "deep.html")["text"]
    assert "We will not sail with a ramp that hangs" in text
    assert "which sent two welders during the night." in text


def test_a_name_of_blanks_quotes_and_far_letters_is_kept_as_given(told: Told) -> None:
    assert "Tuesday" in shown(told, 'it\'s "Zoë" 北 & so on.html')["text"]


# ---------------------------------------------------------------- fifty megabytes of pictures


def test_fifty_megabytes_of_pictures_in_a_page_are_dropped_and_its_words_found(told: Told) -> None:
    page = shown(told, "pictures.html")
    assert "its ramp would not rise" in page["text"]
    assert "which sent two welders during the night." in page["text"]
    assert "QUJDQUJD" not in json.dumps(told.brief)
    assert "base64" not in json.dumps(told.brief)


def test_a_folder_with_fifty_megabytes_of_pictures_is_read_in_twenty_seconds(told: Told) -> None:
    assert told.seconds < 20


# ---------------------------------------------------------------- nothing but rubbish


def test_rubbish_alone_ends_with_one_in_plain_words_and_writes_nothing(tmp_path: Path, patched: None) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, make in RUBBISH.items():
        (folder / name).write_bytes(make())
    told = tell(folder, out=tmp_path / "brief.json")
    assert (told.code, told.brief) == (1, {})
    assert "nothing could be read" in told.words
    assert "next:" in told.words
    assert [name for name in RUBBISH if name not in told.words] == []
    assert_plain(told.words)


@pytest.mark.parametrize("name", sorted(RUBBISH))
def test_one_file_of_rubbish_alone_ends_with_one_and_names_it(tmp_path: Path, name: str, patched: None) -> None:
    path = tmp_path / name
    path.write_bytes(RUBBISH[name]())
    told = tell(path, out=tmp_path / "out.json")
    assert told.code == 1
    assert name in told.words
    assert_plain(told.words)


def test_an_empty_folder_ends_with_one_in_plain_words(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    folder.mkdir()
    told = tell(folder, out=tmp_path / "out.json")
    assert told.code == 1
    assert_plain(told.words)


def test_one_file_given_twice_is_read_once(tmp_path: Path) -> None:
    page = tmp_path / "good.txt"
    page.write_text(GOOD, encoding="utf-8")
    told = tell(page, page, out=tmp_path / "out.json")
    assert told.code == 0
    assert len(told.brief["reports"]) == 1
    assert told.problem("good.txt")["kind"] == "capture.same-bytes"


# ---------------------------------------------------------------- letters that are none


ODD = "ramp &#0;would&#x0; not &#xD800;rise &#xDFFF;&#x110000;&#99999999999;&#xFFFE; &bogus; \x00 \ufeff\u202e"


@pytest.mark.parametrize("form", ["html", "json", "md", "text"])
def test_a_page_of_letters_that_are_none_is_written_in_every_form(tmp_path: Path, form: str) -> None:
    page = tmp_path / "odd.html"
    page.write_bytes(page_of(BODY.replace("ramp would not rise", ODD)).encode() + b"<p>\xed\xa0\x80</p>")
    out = tmp_path / "brief.out"
    with redirect_stderr(io.StringIO()) as heard:
        assert run(["brief", str(page), "--format", form, "-o", str(out)]) == 0
    written = out.read_bytes().decode("utf-8")
    assert "Ellery" in written
    assert "\x00" not in written
    assert_plain(heard.getvalue())


@pytest.mark.parametrize("escaped", [r"\u0000", r"\ud800"])
def test_json_of_a_page_holds_no_nul_and_no_half_character(tmp_path: Path, escaped: str) -> None:
    page = tmp_path / "odd.html"
    page.write_text(page_of(BODY.replace("ramp would not rise", ODD)), encoding="utf-8")
    tell(page, out=tmp_path / "out.json")
    assert escaped not in (tmp_path / "out.json").read_text(encoding="utf-8").lower()


# ---------------------------------------------------------------- other shapes of rubbish


DEEP: dict[str, str] = {
    "tables": "<table><tr><td>" * 2_000 + BODY,
    "links": '<a href="#">' * 10_000 + BODY,
    "lists": "<ul><li>" * 10_000 + BODY,
    "bold": "<p>" + "<b><i>" * 10_000 + "Then</i> " + BODY,
    "quotes": BODY + "<p>" + "\u201c" * 1_000 + "Stop, she said.</p>",
    "brackets": BODY + "<p>" + "(" * 1_000 + "stop)</p>",
    "one long word": BODY + "<p>" + "a" * 200_000 + "</p>",
    "comment": BODY + "<!-- " + "<p>never closed</p>" * 10_000,
    "tag": BODY + '<img alt="' + "never closed " * 10_000,
}


@pytest.mark.parametrize("shape", sorted(DEEP))
def test_what_never_ends_leaves_the_article_readable(tmp_path: Path, shape: str) -> None:
    page = tmp_path / "deep.html"
    page.write_text("<!doctype html><html lang=en><body>" + DEEP[shape], encoding="utf-8")
    told = tell(page, out=tmp_path / "out.json")
    assert told.code == 0, told.words
    assert "We will not sail with a ramp that hangs" in told.brief["reports"][0]["text"]
    assert not told.brief["problems"] or told.brief["problems"][0]["kind"] != "firsthand.bug"
    assert told.seconds < 10


def test_a_name_of_bytes_that_are_no_letters_or_like_an_option_is_told_on_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff bad.html")).write_bytes(b"")
    (folder / "-o.html").write_bytes(b"")
    told = tell(folder, out=tmp_path / "out.json")
    assert told.code == 3
    assert len(told.words.splitlines()) == 3
    assert_plain(told.words)


def test_a_folder_called_like_a_page_and_a_link_to_nowhere_stop_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    (folder / "folder.html").mkdir(parents=True)
    (folder / "folder.html" / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "nowhere.html").symlink_to(folder / "gone.html")
    (folder / "round").symlink_to(folder)
    told = tell(folder, out=tmp_path / "out.json")
    assert told.code in (0, 3)
    assert [one["report"]["name"] for one in told.brief["reports"]] == ["folder.html/good.txt"]


@pytest.mark.parametrize("width", [60, 78])
def test_a_page_of_wrapped_lines_is_read_in_whole_paragraphs(tmp_path: Path, width: int) -> None:
    page = tmp_path / "wrapped.txt"
    head, *paragraphs = GOOD.split("\n\n")
    page.write_text("\n\n".join([head, *(textwrap.fill(one, width) for one in paragraphs)]), encoding="utf-8")
    told = tell(page, out=tmp_path / "out.json")
    assert "after divers found a crack, Odile Farrant, head of roads, said." in told.brief["reports"][0]["text"]


# ---------------------------------------------------------------- links, cuts, other languages


def test_a_sentence_broken_over_two_lines_is_kept_whole(tmp_path: Path) -> None:
    page = tmp_path / "broken.txt"
    sentence = "The bridge was shut on Sunday, Odile Farrant told the\nQuill Bay council, and nobody was hurt there.\n"
    page.write_text(sentence, encoding="utf-8")
    told = tell(page, out=tmp_path / "out.json")
    assert "Odile Farrant told the" in told.brief["reports"][0]["text"]


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "nowhere.html").symlink_to(tmp_path / "gone.html")
    assert "nowhere.html" in tell(tmp_path, out=tmp_path / "out.json").words


def test_the_last_words_of_a_page_that_was_cut_are_kept(tmp_path: Path) -> None:
    page = tmp_path / "cut.txt"
    page.write_text(GOOD.replace(" that nobody had promised a day.", " that no"), encoding="utf-8")
    told = tell(page, out=tmp_path / "out.json")
    assert "the braces would come by barge" in told.brief["reports"][0]["text"]


def test_a_plain_page_in_another_language_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "seoul.txt").write_text("다리가 닫혔다고 사무소가 월요일 아침에 말했다. " * 40, encoding="utf-8")
    told = tell(tmp_path, out=tmp_path / "out.json")
    assert "Korean" in told.words
    assert len(told.brief["reports"]) == 1


def test_a_short_page_in_another_language_is_told_once(tmp_path: Path) -> None:
    page = tmp_path / "short.html"
    page.write_text(
        page_of("<h1>다리</h1><p>" + "다리가 닫혔다고 사무소가 월요일 아침에 말했다. " * 4), encoding="utf-8"
    )
    told = tell(page, out=tmp_path / "out.json")
    assert told.words.count("short.html") == 1
