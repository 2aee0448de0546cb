"""Captures out of data: JSON Lines and arrays, RSS and Atom; their fields as candidates with their basis."""

from __future__ import annotations

import json
import time
import tracemalloc

import pytest

from firsthand.capture.entry import part_entry, render_entry
from firsthand.capture.records import Media
from firsthand.evidence import UNKNOWN
from samples import ATOM, ITEM, NEWS_PLEASE, TEXT, TRAFILATURA, blocks, check_evidence, kinds, read, rss, shown


def lines(*objects: object) -> bytes:
    return "".join(json.dumps(one) + "\n" for one in objects).encode()


def test_each_json_line_is_a_capture() -> None:
    told = [{"url": f"https://tide.example/{n}", "title": f"Gates {n}", "text": TEXT} for n in range(3)]
    received, problems = read("week.jsonl", lines(*told))
    assert [one.capture.name for one in received] == ["week.jsonl#1", "week.jsonl#2", "week.jsonl#3"]
    assert [one.capture.url for one in received] == [one["url"] for one in told]
    assert len({one.capture.blob.sha256 for one in received}) == 3
    assert problems == []


def test_what_news_please_writes_is_read() -> None:
    (received,), _ = read("a.json", json.dumps(NEWS_PLEASE, indent=2).encode())
    report = shown(received)
    assert report.headline.value == "Tide gates shut"
    assert [one.value for one in report.bylines] == ["Ilka Bren", "Tam Osk"]
    assert (report.published.when.value, report.published.basis) == ("2031-03-05T08:30", ("json field",))
    assert report.outlet.value == "orrin-herald.example"
    assert received.capture.captured_at == UNKNOWN


def test_what_trafilatura_writes_is_read() -> None:
    (received,), _ = read("a.json", json.dumps(TRAFILATURA).encode())
    report = shown(received)
    assert (report.outlet.value, report.outlet.basis) == ("Orrin Herald", ("json field",))
    assert (report.published.when.value, report.url) == ("2031-03-05", "https://orrin-herald.example/gates")
    assert [one.value for one in report.bylines] == ["Ilka Bren", "Tam Osk"]
    assert "Menu." not in received.capture.text


def test_a_bare_array_is_read_member_by_member() -> None:
    received, problems = read("a.json", json.dumps([NEWS_PLEASE, TRAFILATURA], indent=1).encode())
    assert [one.capture.name for one in received] == ["a.json#1", "a.json#2"]
    assert problems == []


def test_members_before_a_break_in_an_array_are_kept() -> None:
    raw = json.dumps([NEWS_PLEASE, TRAFILATURA]).encode()
    received, problems = read("a.json", raw[: len(raw) - 300])
    assert len(received) == 1
    assert kinds(problems) == ["broken"]


def test_a_time_with_its_zone_is_the_time_of_the_capture() -> None:
    (received,), _ = read("a.jsonl", lines({"text": TEXT, "date_download": "2031-03-06T10:00:00+01:00"}))
    assert received.capture.captured_at == "2031-03-06T10:00:00+01:00"


def test_the_day_of_the_download_only_bounds_the_publication() -> None:
    (received,), _ = read("a.jsonl", lines({"text": TEXT, "filedate": "2031-03-06"}))
    published = shown(received).published
    assert published.basis == ("bound: page clock",)
    assert published.when.first_day is None


def test_a_date_that_contradicts_the_text_is_told_and_not_silently_trusted() -> None:
    text = "Published 5 March 2031\n\n" + TEXT
    (received,), _ = read("a.jsonl", lines({"title": "Tide gates shut", "text": text, "date": "2029-01-01"}))
    fields = {(one.basis, one.field) for one in shown(received).candidates if one.field == "published"}
    assert ("json field", "published") in fields
    assert len(fields) == 2


def test_evidence_of_an_entry_is_verbatim_and_leads_back() -> None:
    for told in (NEWS_PLEASE, TRAFILATURA):
        (received,), _ = read("a.jsonl", lines(told))
        assert check_evidence(received) > 5


def test_the_title_is_the_headline_once() -> None:
    (received,), _ = read("a.jsonl", lines({"title": "Tide gates shut", "text": "Tide gates shut\n\n" + TEXT}))
    headlines = [words for kind, words in blocks(received) if kind == "headline"]
    assert headlines == ["Tide gates shut"]


def test_markup_in_a_text_becomes_lines() -> None:
    (received,), _ = read(
        "a.jsonl", lines({"title": "Gates", "content": "<p>One &amp; all.</p><script>x()</script><p>Two.</p>"})
    )
    assert received.capture.text.endswith("\n\nOne & all.\nTwo.")


@pytest.mark.parametrize(
    "line", ['{"title": "No text"}', "{bad", "[1, 2]", "17", '"words"', '{"text": ""}', '{"text": {"a": 1}}']
)
def test_a_line_that_is_no_article_is_a_problem_and_the_others_are_read(line: str) -> None:
    received, problems = read(
        "a.jsonl", lines({"text": TEXT}) + line.encode() + b"\n" + lines({"text": "Other. " + TEXT})
    )
    assert len(received) == 2
    assert kinds(problems)[0] in ("broken", "no-text")
    assert problems[0].name == "a.jsonl#2"


@pytest.mark.parametrize(
    "told", [{"title": 3, "url": ["x"], "date": {"a": 1}, "authors": [None, 7]}, {"url": "ftp://a"}]
)
def test_fields_of_another_kind_are_left_out(told: dict[str, object]) -> None:
    (received,), _ = read("a.jsonl", lines({"text": TEXT, **told}))
    assert part_entry(received.capture.text).told == ()


def test_half_characters_and_controls_never_reach_a_text() -> None:
    (received,), _ = read(
        "a.jsonl", b'{"text": "The gates \\ud800 were\\u0000 shut at noon.", "title": "a\\nurl: https://x"}\n'
    )
    received.capture.text.encode()
    assert "\x00" not in received.capture.text
    assert [one.field for one in part_entry(received.capture.text).told] == ["title"]


def test_nesting_without_end_is_a_problem() -> None:
    received, problems = read("a.jsonl", lines({"text": TEXT}) + b'{"a":' * 100_000)
    assert len(received) == 1
    assert kinds(problems) == ["broken"]


def test_a_line_that_is_too_long_is_not_read() -> None:
    long = b'{"text": "' + b"a" * 17_000_000 + b'"}\n'
    received, problems = read("a.jsonl", lines({"text": TEXT}) + long)
    assert len(received) == 1
    assert kinds(problems) == ["too-large"]


def test_a_text_in_brackets_is_no_json() -> None:
    (received,), _ = read("a.txt", b"[Photo] The gates were shut at noon, the keeper said.")
    assert received.capture.media is Media.PLAIN


def test_an_entry_comes_back_from_its_own_form() -> None:
    text = render_entry("json field", [("title", "Gates"), ("url", "https://tide.example/a")], "The gates.\r\nShut.")
    (received,), _ = read("a.txt", text.encode())
    assert received.capture.media is Media.ENTRY
    assert received.capture.text == text
    assert [text[one.span.start : one.span.end] for one in part_entry(text).told] == ["Gates", "https://tide.example/a"]


def test_an_entry_of_rss_is_a_capture_with_its_fields() -> None:
    (received,), problems = read("a.xml", rss(ITEM))
    report = shown(received)
    assert received.capture.url == "https://www.orrin-herald.example/gates"
    assert (report.headline.value, report.outlet.value) == ("Tide gates shut", "Orrin Herald")
    assert (report.published.when.value, report.published.basis) == ("2031-03-05T08:30", ("feed entry",))
    assert report.outlet.basis == ("feed title",)
    assert "guid: oh-17" in received.capture.text
    assert "four metres & rising" in received.capture.text
    assert "Short." not in received.capture.text
    assert problems == []


def test_an_entry_of_atom_is_a_capture_with_its_fields() -> None:
    (received,), _ = read("a.xml", ATOM)
    report = shown(received)
    assert (report.headline.value, report.url) == ("Tide & gates", "https://orrin-herald.example/gates")
    assert [one.value for one in report.bylines] == ["Ilka Bren"]
    assert "Water < four metres." in received.capture.text
    assert "modified: 2031-03-05T09:00:00Z" in received.capture.text


def test_evidence_of_a_feed_is_verbatim() -> None:
    for raw in (rss(ITEM), ATOM):
        (received,), _ = read("a.xml", raw)
        assert check_evidence(received) > 5


def test_a_collection_of_other_houses_news_names_no_outlet() -> None:
    raw = rss(ITEM).replace(b"<link>https://orrin-herald.example/</link>", b"<link>https://all-news.example/</link>")
    (received,), _ = read("a.xml", raw)
    assert shown(received).outlet.basis == ("url",)


def test_the_source_that_a_collection_names_is_the_outlet() -> None:
    item = ITEM.replace("<guid>", '<source url="https://skerrow.example/feed">Skerrow Gazette</source><guid>')
    (received,), _ = read("a.xml", rss(item))
    assert (shown(received).outlet.value, shown(received).outlet.basis) == ("Skerrow Gazette", ("feed entry",))


def test_an_entry_without_a_text_is_a_problem() -> None:
    received, problems = read("a.xml", rss("<item><title>Gates</title></item>", ITEM))
    assert len(received) == 1
    assert kinds(problems) == ["no-text"]


def test_entries_before_a_break_are_kept() -> None:
    raw = rss(ITEM, ITEM.replace("noon", "nine"), ITEM)
    received, problems = read("a.xml", raw[: len(raw) - 200])
    assert len(received) == 2
    assert kinds(problems) == ["broken"]


LAUGHS = "".join(
    f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}{"&l" + str(n - 1) + ";" if n else "ha"}">'
    for n in range(40)
)


@pytest.mark.parametrize(
    "head",
    [
        f"<!DOCTYPE rss [{LAUGHS}]>",
        '<!DOCTYPE rss [<!ENTITY l39 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % l SYSTEM "https://tide.example/x.dtd">]>',
    ],
)
def test_entities_of_a_feed_are_never_opened(head: str) -> None:
    item = ITEM.replace("The keeper said", "&l39; The keeper said").replace("<![CDATA[", "").replace("]]>", "")
    started = time.process_time()
    received, problems = read("a.xml", rss(item, head=head))
    assert time.process_time() - started < 2
    assert received == []
    assert kinds(problems) == ["entities"]


def test_an_external_document_type_is_never_fetched() -> None:
    (received,), problems = read("a.xml", rss(ITEM, head='<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'))
    assert "shut at noon" in received.capture.text
    assert problems == []


def test_a_feed_of_a_hundred_thousand_entries_is_cut_with_words_in_bounded_time_and_memory() -> None:
    entry = "<item><title>Gates {0}</title><description>The gates were shut at noon {0}.</description></item>"
    raw = rss(*(entry.format(n) for n in range(100_000)))
    tracemalloc.start()
    started = time.process_time()
    received, problems = read("a.xml", raw)
    seconds, peak = time.process_time() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(received) == 10_000
    assert kinds(problems) == ["too-many"]
    assert seconds < 20
    assert peak < 200_000_000


def test_elements_without_end_are_refused() -> None:
    received, problems = read("a.xml", rss(ITEM, "<item><description>" + "<b>" * 100_000))
    assert len(received) == 1
    assert kinds(problems) == ["broken"]


def test_a_feed_in_another_charset_is_read() -> None:
    raw = rss(ITEM).decode().replace("UTF-8", "iso-8859-2").replace("Ilka Bren", "\u0141ucja").encode("iso-8859-2")
    (received,), _ = read("a.xml", raw)
    assert "byline: \u0141ucja" in received.capture.text


def test_a_site_map_is_a_problem() -> None:
    received, problems = read(
        "a.xml", b'<?xml version="1.0"?><urlset><url><loc>https://tide.example/</loc></url></urlset>'
    )
    assert (received, kinds(problems)) == ([], ["feed"])


def test_a_feed_without_entries_is_a_problem() -> None:
    received, problems = read("a.xml", rss())
    assert (received, kinds(problems)) == ([], ["feed"])


def test_an_array_longer_than_the_window_is_read_to_its_end() -> None:
    told = [{"text": f"{n}. " + TEXT, "more": "x" * 400_000} for n in range(60)]
    received, problems = read("a.json", json.dumps(told).encode())
    assert len(received) == 60
    assert problems == []


def test_a_tag_of_fifty_megabytes_ends_in_bounded_time() -> None:
    started = time.process_time()
    received, problems = read("a.xml", rss(ITEM, '<item a="' + "x" * 50_000_000))
    assert time.process_time() - started < 20
    assert len(received) == 1
    assert kinds(problems) == ["broken"]


def test_a_title_of_decomposed_letters_becomes_a_headline_in_the_articles_form() -> None:
    title = "Zoe\u0308 shuts\u200b the\u00a0gates"
    (received,), _ = read("a.jsonl", lines({"title": title, "text": TEXT}))
    assert blocks(received)[0] == ("headline", "Zo\u00eb shuts the gates")
