"""The bench of what pages say about themselves: right, wrong and unknown told apart, on HTML and on plain prints."""

from __future__ import annotations

import json
import lzma
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from firsthand.article.names import load_names
from firsthand.bench.plain_prints import PRINTS, print_page, read_blocks
from firsthand.bench.published import bench_published, is_outlet
from firsthand.bench.results import BenchOptions, BenchResult
from firsthand.errors import InputError

BODY = "".join(
    f"<p>The {place} gauge in Velsund stood {depth} centimetres above its mark, the harbour master told reporters.</p>"
    for place, depth in (("north", 40), ("south", 31), ("inner", 22))
)


def page(head: str = "", line: str = "") -> str:
    title = "<title>Gauges in Velsund stand high</title>"
    body = f"<body><h1>Gauges in Velsund stand high</h1>{line}{BODY}</body>"
    return f"<html lang=en><head>{title}{head}</head>{body}</html>"


def dates_pack(folder: Path, pages: Sequence[tuple[str, str]]) -> Path:
    """A pack of pages with their days: (day, HTML)."""
    (folder / "html").mkdir()
    rows = ["subset\tfile\tdate\turl"]
    for number, (day, html) in enumerate(pages):
        (folder / "html" / f"{number}.html").write_text(html, encoding="utf-8")
        rows.append(f"mix\t{number}.html\t{day}\t")
    with lzma.open(folder / "dates.tsv.xz", "wt", encoding="utf-8") as out:
        out.write("\n".join(rows) + "\n")
    return folder


def run(folder: Path, *, plain: bool = False) -> BenchResult:
    return bench_published([folder], BenchOptions(plain=plain))


def test_a_wrong_day_and_an_unknown_one_are_told_apart(tmp_path: Path) -> None:
    stamped = '<meta property="article:published_time" content="2031-03-04T08:00:00+00:00">'
    pack = dates_pack(tmp_path, [("2031-03-04", page(stamped)), ("2031-03-09", page(stamped)), ("2031-03-04", page())])
    scores = run(pack).scores
    assert [scores[f"day.{name}"] for name in ("accuracy", "wrong", "unknown")] == [0.3333, 0.3333, 0.3333]
    assert scores["basis.day.meta tag.n"] == 2
    assert scores["basis.day.meta tag.right"] == 0.5


def test_a_page_that_is_not_held_is_named_with_what_was_found(tmp_path: Path) -> None:
    stamped = '<meta property="article:published_time" content="2031-03-04T08:00:00+00:00">'
    missing = run(dates_pack(tmp_path, [("2031-03-09", page(stamped))])).missing
    assert [one.found for one in missing] == ["wrong by meta tag: 2031-03-04 for 2031-03-09"]


def test_the_peer_is_scored_on_the_same_pages(tmp_path: Path) -> None:
    stamped = '<meta property="article:published_time" content="2021-03-04T08:00:00+00:00">'
    scores = run(dates_pack(tmp_path, [("2021-03-04", page(stamped))])).scores
    assert scores["htmldate.day.accuracy"] == scores["day.accuracy"] == 1


def test_a_plain_print_has_only_what_the_page_shows(tmp_path: Path) -> None:
    stamped = '<meta property="article:published_time" content="2031-03-04T08:00:00+00:00">'
    pack = dates_pack(tmp_path, [("2031-03-04", page(stamped)), ("2031-03-04", page(line="<p>4 March 2031</p>"))])
    scores = run(pack, plain=True).scores
    assert scores["day.n"] == 2
    assert scores["day.unknown"] == 0.5
    assert scores["lines.day.accuracy"] == 1


def test_outlet_bylines_and_minute_are_scored_where_the_pack_has_them(tmp_path: Path) -> None:
    told = {
        "@type": "NewsArticle",
        "datePublished": "2031-03-04T08:00:00+01:00",
        "author": [{"name": "Odile Brandt"}, {"name": "Tove Lind"}],
        "publisher": {"name": "The Velsund Herald"},
    }
    (tmp_path / "html" / "uk").mkdir(parents=True)
    html = page(f'<script type="application/ld+json">{json.dumps(told)}</script>')
    (tmp_path / "html" / "uk" / "a.html").write_text(html, encoding="utf-8")
    gold = {"authors": ["Odile Brandt"], "publishing_date": "2031-03-04 07:00:30+00:00"}
    with lzma.open(tmp_path / "expected.json.xz", "wt", encoding="utf-8") as out:
        json.dump({"uk": {"publishers": {"VelsundHerald": {"V1": gold}}}}, out)
    with lzma.open(tmp_path / "pairs.tsv.xz", "wt", encoding="utf-8") as out:
        out.write("country\tpublisher\tversion\thtml\nuk\tVelsundHerald\tV1\thtml/uk/a.html\n")
    scores = run(tmp_path).scores
    assert scores["minute.accuracy"] == scores["outlet.accuracy"] == scores["byline.r"] == 1
    assert scores["byline.p"] == 0.5


def test_a_wire_story_is_scored_by_its_dateline(tmp_path: Path) -> None:
    story = (
        '<REUTERS NEWID="1"><DATE> 4-MAR-1987 09:18:21.26</DATE><TEXT><TITLE>GAUGES IN VELSUND STAND HIGH</TITLE>'
        "<DATELINE>    VELSUND, March 4 - </DATELINE><BODY>The north gauge in Velsund stood 40 centimetres above its "
        "mark on Wednesday, the harbour master told reporters.\n    The south gauge stood lower.\n Reuter\n&#3;</BODY>"
        "</TEXT></REUTERS>"
    )
    (tmp_path / "a.sgm").write_text(story, encoding="latin-1")
    with tarfile.open(tmp_path / "wire-sgm.tar.xz", "w:xz") as out:
        out.add(tmp_path / "a.sgm", "a.sgm")
    (tmp_path / "a.sgm").unlink()
    scores = run(tmp_path).scores
    assert scores["place.accuracy"] == scores["day.accuracy"] == 1


def test_a_folder_that_is_no_pack_is_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no pages with a known day"):
        run(tmp_path)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("The Velsund Herald", "velsundherald"),
        ("Velsund Herald", "vherald"),
        ("velsundherald.example", "velsundherald"),
        ("Velsund Herald Tribune", "VHT"),
    ],
)
def test_an_outlet_is_known_by_a_short_form_or_host(found: str, wanted: str) -> None:
    assert is_outlet(found, wanted, load_names("en"))


def test_another_paper_of_the_same_town_is_another_outlet() -> None:
    assert not is_outlet("Velsund Star", "velsundherald", load_names("en"))


def test_every_way_of_printing_keeps_the_words_and_drops_the_scripts() -> None:
    html = (
        "<title>Gauges</title><h1>Gauges high</h1><span>By Tove Lind</span><p>4 March 2031</p><script>script</script>"
    )
    blocks = read_blocks(html)
    for name, way in PRINTS.items():
        printed = way(*blocks)
        assert "4 March 2031" in printed, name
        assert "script" not in printed, name


def test_the_ways_of_printing_take_turns() -> None:
    assert [print_page(number, "<p>Tides</p>")[0] for number in range(len(PRINTS))] == list(PRINTS)
