"""The article of an HTML page: its blocks, what was dropped, and what the page offers about itself."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.article.extract import Extract
from firsthand.article.html import read_html
from firsthand.article.language import find_language
from firsthand.article.records import Article, BlockKind
from firsthand.capture.records import Blob, Capture, Media

FIRST = "The harbour board of Sandvik voted on Tuesday to close the old tide gates, its chair, Una Brekke, said."
SECOND = "Fishermen had asked for two more years, but the board said that the gates would not last another winter."
THIRD = "&ldquo;We are sorry,&rdquo; Brekke told a meeting in the fish hall, where some forty people came to listen."


def capture_of(text: str) -> Capture:
    return Capture(
        id="cap-1",
        report="rp-1",
        blob=Blob(sha256="0" * 64, size=len(text)),
        name="page.html",
        media=Media.HTML,
        encoding="utf-8",
        text=text,
        url="unknown",
        captured_at="unknown",
    )


def page_of(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def article_of(inside: str, head: str = "") -> Extract:
    body = f"<article><h1>Old tide gates to close</h1><p>{FIRST}</p>{inside}<p>{SECOND}</p><p>{THIRD}</p></article>"
    return read_html(capture_of(page_of(body, head)))


def article_under(lead: str) -> Extract:
    body = f"<article><h1>Old tide gates to close</h1>{lead}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
    return read_html(capture_of(page_of(body)))


def texts(extract: Extract, kind: BlockKind) -> list[str]:
    article = extract.article
    return [article.text[block.start : block.end] for block in article.blocks if block.kind is kind]


def offers(extract: Extract, field: str) -> list[tuple[str, str]]:
    return [(offer.value, offer.basis) for offer in extract.offers if offer.field == field]


def reasons(extract: Extract) -> dict[str, str]:
    return {dropped.evidence.quote: dropped.why for dropped in extract.article.dropped}


def assert_sound(article: Article, capture: Capture) -> None:
    assert unicodedata.is_normalized("NFC", article.text)
    for block in article.blocks:
        assert article.source_map.to_capture(block.span)
    for link in article.source_map.links:
        words = article.text[link.start : link.end]
        printed = capture.text[link.capture_start : link.capture_end]
        assert len(words) != len(printed) or len(words) == 1 or words == printed
    for dropped in article.dropped:
        assert capture.text[dropped.evidence.start : dropped.evidence.end] == dropped.evidence.quote


def test_headline_and_paragraphs_are_typed() -> None:
    extract = article_of("")
    assert texts(extract, BlockKind.HEADLINE) == ["Old tide gates to close"]
    assert texts(extract, BlockKind.PARAGRAPH)[:2] == [FIRST, SECOND]
    assert extract.problems == ()


def test_a_figure_caption_is_no_paragraph() -> None:
    extract = article_of("<figure><img src=g.jpg><figcaption>The gates at dusk. Photo: Per Lund</figcaption></figure>")
    assert texts(extract, BlockKind.CAPTION) == ["The gates at dusk. Photo: Per Lund"]


def test_words_alone_in_a_small_box_with_a_picture_are_its_caption() -> None:
    box = "<table><tr><td><img src=g.gif><br><font>The gates at dusk, seen from the quay.</font></td></tr></table>"
    extract = article_of(box)
    assert texts(extract, BlockKind.CAPTION) == ["The gates at dusk, seen from the quay."]


def test_a_linked_name_stays_in_its_sentence() -> None:
    extract = article_of("<p>The mayor, <a href='/m'>Ida Holm</a>, said <b>Friday</b> that nobody had asked her.</p>")
    assert "The mayor, Ida Holm, said Friday that nobody had asked her." in texts(extract, BlockKind.PARAGRAPH)


def test_a_byline_is_a_block_and_a_candidate() -> None:
    extract = article_under("<div class='byline'>By <a rel=author>Sara Quist</a></div>")
    assert texts(extract, BlockKind.BYLINE) == ["By Sara Quist"]
    assert ("Sara Quist", "visible markup") in offers(extract, "byline")


def test_a_standfirst_is_found_by_its_class() -> None:
    extract = article_under("<p class='article-standfirst'>Board ends a long quarrel over the quay</p>")
    assert texts(extract, BlockKind.STANDFIRST) == ["Board ends a long quarrel over the quay"]


def test_a_line_without_a_stop_right_below_the_headline_is_the_standfirst() -> None:
    line = "Divers went down twice as the tide turned"
    assert texts(article_under(f"<p>{line}</p><p>By Ida Morrow</p>"), BlockKind.STANDFIRST) == [line]


def test_a_sentence_right_below_the_headline_is_no_standfirst() -> None:
    line = "Divers went down twice as the tide turned."
    assert texts(article_under(f"<p>{line}</p>"), BlockKind.STANDFIRST) == []


def test_points_below_a_heading_that_says_so_are_key_points() -> None:
    extract = article_under("<h2>Key points</h2><ul><li>Gates close in May.</li><li>No pay is planned.</li></ul>")
    assert texts(extract, BlockKind.KEY_POINT) == ["Gates close in May.", "No pay is planned."]


def test_a_correction_is_kept_as_one() -> None:
    extract = article_of("<p><i>Correction: An earlier version of this article misstated the age of the gates.</i></p>")
    assert texts(extract, BlockKind.CORRECTION) == [
        "Correction: An earlier version of this article misstated the age of the gates."
    ]


@pytest.mark.parametrize("line", ["(Tide News)", "[Tide News/Holm]", "(Reporting by Per Lund; Editing by Ida Holm)"])
def test_a_closing_credit_is_a_block(line: str) -> None:
    body = f"<h1>Old tide gates to close</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{line}</p>"
    extract = read_html(capture_of(page_of(f"<article>{body}</article>")))
    assert texts(extract, BlockKind.CREDIT) == [line]


def test_words_set_apart_that_a_paragraph_says_too_are_a_pull_quote() -> None:
    told = (
        "\u201cNobody had counted the boats before the fog came,\u201d the harbour master told the inquiry on Tuesday."
    )
    pulled = "\u201cNobody had counted the boats\u201d"
    page = article_of(f"<p>{told}</p><blockquote>{pulled}</blockquote><p>{told[::-1]}.</p>")
    assert reasons(page)[pulled] == "pull quote"
    assert texts(page, BlockKind.PARAGRAPH).count(told) == 1


def test_the_papers_own_newsletter_is_no_text_and_another_one_is() -> None:
    own = "Like this? Our newsletter Tideline brings you the harbour every Friday."
    other = "The bank had written to its clients in a newsletter that no boat was insured."
    page = article_of(f"<p>{own}</p><p>{other}</p>")
    assert reasons(page)[own] == "newsletter"
    assert other in texts(page, BlockKind.PARAGRAPH)


def test_a_lone_name_below_the_text_that_a_caption_credits_is_a_credit() -> None:
    picture = "<figure><img src=a.jpg><figcaption>The quay at dawn. Photo: Grey Heron</figcaption></figure>"
    text = f"<h1>Old tide gates to close</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    credited, bare = (
        read_html(capture_of(page_of(f"<article>{text}{above}<p>Grey Heron</p></article>"))) for above in (picture, "")
    )
    assert texts(credited, BlockKind.CREDIT) == ["Grey Heron"]
    assert texts(bare, BlockKind.CREDIT) == []


def test_boilerplate_is_dropped_with_its_reason() -> None:
    body = (
        "<nav><a href=/>News</a></nav>"
        "<article><h1>Old tide gates to close</h1><div class='share-bar'><a>Share</a></div>"
        f"<p>{FIRST}</p><p>{SECOND}</p>"
        f"<div class='ad-slot'>Buy boots</div><p>{THIRD}</p></article>"
        "<div class='related-stories'><a href=/x>Ferry to run again</a></div><footer>All rights reserved</footer>"
    )
    found = reasons(read_html(capture_of(page_of(body))))
    assert found["News"] == "menu"
    assert found["Share"] == "share"
    assert found["Buy boots"] == "advertisement"
    assert found["Ferry to run again"] == "related links"
    assert found["All rights reserved"] == "footer"


def test_scripts_and_styles_are_neither_text_nor_dropped() -> None:
    extract = article_of("<script>var a = '<p>Not a paragraph</p>';</script><style>p { color: red }</style>")
    assert "Not a paragraph" not in extract.article.text
    assert not any("color" in quote or "var a" in quote for quote in reasons(extract))


TRANSCRIPT = (
    "<p><b>Host:</b> The tide gates at Sandvik are to close. Una Brekke chairs the harbour board, and is with us.</p>"
    "<p><strong>Una Brekke</strong>: We waited for as long as we could, and then for another winter on top of it.</p>"
    "<p>Nobody on the board was glad of the vote, I can tell you that for nothing, and it took us until midnight.</p>"
    "<p>HOST: And the fishermen? They asked the board for two more years and were told that there was no money.</p>"
    "<p>Ansel Ro, Radio Sandvik.</p>"
)


def transcript() -> Extract:
    return read_html(capture_of(page_of(f"<article><h1>Old tide gates to close</h1>{TRANSCRIPT}</article>")))


def test_turns_of_a_marked_up_transcript_have_their_speakers() -> None:
    turns = [block for block in transcript().article.blocks if block.kind is BlockKind.TURN]
    assert [block.speaker for block in turns] == ["Host", "Una Brekke", "Una Brekke", "HOST"]


def test_the_label_of_a_turn_is_left_out_of_its_words() -> None:
    found = transcript()
    assert texts(found, BlockKind.TURN)[1].startswith("We waited")
    assert "turn label" in reasons(found).values()


def test_a_station_that_signs_off_is_a_credit() -> None:
    assert texts(transcript(), BlockKind.CREDIT) == ["Ansel Ro, Radio Sandvik."]


def test_a_colon_in_written_prose_makes_no_transcript() -> None:
    page = article_of("<p>The choice was simple: close the gates, or pay for them again and again, the board said.</p>")
    assert texts(page, BlockKind.TURN) == []


def test_a_list_of_labelled_lines_makes_no_transcript() -> None:
    lines = "".join(f"<p>{'Morning' if at % 2 else 'Evening'}: a bowl of fish soup and bread.</p>" for at in range(8))
    assert texts(article_of(lines), BlockKind.TURN) == []


def test_a_headline_printed_twice_is_one_block() -> None:
    extract = article_of("<h2>Old tide gates to close</h2>")
    assert extract.article.text.count("Old tide gates to close") == 1


def test_json_ld_is_offered_at_its_characters() -> None:
    data = '{"@graph": [{"@type": "NewsArticle", "headline": "Gates \\u201cto close\\u201d",'
    data += '"datePublished": "2031-04-02",'
    data += '"author": [{"@id": "#sq"}], "publisher": {"name": "Sandvik Post"}}, {"@id": "#sq", "name": "Sara Quist"}]}'
    extract = article_of("", f'<script type="application/ld+json">{data}</script>')
    assert ("Gates “to close”", "json-ld") in offers(extract, "headline")
    assert offers(extract, "published")[0] == ("2031-04-02", "json-ld")
    assert offers(extract, "byline")[0] == ("Sara Quist", "json-ld")
    assert offers(extract, "outlet")[0] == ("Sandvik Post", "json-ld")
    assert "Gates \\u201cto close\\u201d" in {one.evidence.quote for one in extract.offers}


def test_meta_tags_links_and_times_are_offered() -> None:
    head = (
        '<meta property="og:title" content="Old tide gates &amp; more">'
        '<meta content="2031-04-02T08:00:00Z" property="article:published_time">'
        '<link rel=canonical href="https://www.post.example/g">'
    )
    extract = article_of("<p>Updated <time datetime='2031-04-03'>3 April</time></p>", head)
    assert ("Old tide gates & more", "meta tag") in offers(extract, "headline")
    assert ("2031-04-02T08:00:00Z", "meta tag") in offers(extract, "published")
    assert ("post.example", "canonical url") in offers(extract, "outlet")
    assert ("2031-04-03", "time element") in offers(extract, "modified")
    assert offers(extract, "language") == [("en", "html lang")]


def test_the_site_name_in_the_title_is_offered_as_outlet() -> None:
    extract = article_of("", "<title>Old tide gates to close | Sandvik Post</title>")
    assert ("Sandvik Post", "title element") in offers(extract, "outlet")


def test_ten_thousand_open_elements_are_read_quickly() -> None:
    started = time.monotonic()
    extract = article_of("<div><b>" * 10_000)
    assert time.monotonic() - started < 5
    assert {FIRST, SECOND} <= set(texts(extract, BlockKind.PARAGRAPH))


def test_pictures_written_into_the_page_cost_no_time() -> None:
    started = time.monotonic()
    extract = article_of(f'<img alt="" src="data:image/png;base64,{"QUJD" * 5_000_000}">')
    assert time.monotonic() - started < 5
    assert texts(extract, BlockKind.PARAGRAPH)[:2] == [FIRST, SECOND]


def test_a_page_without_an_article_is_thin() -> None:
    extract = read_html(capture_of(page_of("<div>Loading</div>")))
    assert [problem.kind for problem in extract.problems] == ["article.thin"]


def test_a_page_in_another_language_is_a_problem() -> None:
    body = "<p>Die Behörde teilte am Dienstag mit, dass die alten Tore nicht mehr geöffnet werden.</p>"
    extract = read_html(capture_of(page_of(f"<article><h1>Die Tore bleiben zu</h1>{body * 4}</article>")))
    assert [problem.kind for problem in extract.problems] == ["article.language"]
    assert "German" in extract.problems[0].message


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FIRST + SECOND, "en"),
        ("항만 위원회는 화요일에 오래된 수문을 닫기로 했다고 위원장이 말했다.", "ko"),
        ("Комитет решил во вторник закрыть старые ворота, сообщил его председатель.", "ru"),
        ("港の委員会は火曜日に古い水門を閉めることを決めたと述べた。", "ja"),
        ("La junta decidió el martes que las viejas puertas no se abren más y que no hay dinero para otras.", "es"),
        ("Sandvik 12, Holm 9", "unknown"),
    ],
)
def test_the_language_is_found_by_letters_and_common_words(text: str, language: str) -> None:
    assert find_language(text) == language


def test_the_same_page_gives_the_same_extract() -> None:
    assert article_of("<p>One more line of text.</p>") == article_of("<p>One more line of text.</p>")


pieces = st.sampled_from(
    [
        *(f"<p>{FIRST}", f"<p>{THIRD}</p>", "<div class='ad'>", "</div>", "<b>", "</i>", "<br>", "&amp;", "&#x301;"),
        *("e\u0301 ", "<h1>Gates</h1>", "<script>x", "</script>", "<!-- x", "-->", "<a href='", "'>", "<li>point"),
        *("\x00", "\U000e0105", "&#xe0106;", "<table><td>", "text <", "\u00a0"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces, max_size=25))
def test_whatever_the_markup_every_block_leads_back_to_the_capture(parts: list[str]) -> None:
    capture = capture_of("".join(parts))
    extract = read_html(capture)
    assert_sound(extract.article, capture)
    for offer in extract.offers:
        assert capture.text[offer.evidence.start : offer.evidence.end] == offer.evidence.quote
