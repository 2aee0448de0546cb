"""The map from an article back to its capture."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.article.builder import BLANK, ArticleBuilder
from firsthand.article.records import Article, BlockKind
from firsthand.capture.records import Blob, Capture, Media
from firsthand.evidence import Span


def capture_of(text: str, media: Media = Media.HTML) -> Capture:
    blob = Blob(sha256="0" * 64, size=len(text))
    return Capture(
        id="cap-1",
        report="rp-1",
        blob=blob,
        name="a.html",
        media=media,
        encoding="utf-8",
        text=text,
        url="unknown",
        captured_at="unknown",
    )


def article_of(text: str, *cuts: tuple[int, int], entities: bool = True) -> Article:
    builder = ArticleBuilder(capture_of(text), version="test-1", entities=entities)
    for start, end in cuts or ((0, len(text)),):
        builder.append(BlockKind.PARAGRAPH, [Span(start=start, end=end)])
    return builder.finish()


def assert_map_holds(article: Article, capture: Capture) -> None:
    before = 0
    for link in article.source_map.links:
        assert before <= link.start < link.end
        before = link.end
        words = article.text[link.start : link.end]
        printed = capture.text[link.capture_start : link.capture_end]
        if len(words) == len(printed) > 1:
            assert words == printed
        elif len(words) == len(printed):
            assert words in (printed, " ", unicodedata.normalize("NFC", printed))


def test_an_entity_is_one_character_and_leads_to_its_letters() -> None:
    article = article_of("Fish &amp; chips")
    assert article.text == "Fish & chips"
    assert article.source_map.to_capture(Span(start=5, end=6)) == (Span(start=5, end=10),)
    assert article.source_map.to_capture(Span(start=7, end=12)) == (Span(start=11, end=16),)


def test_an_ampersand_of_a_plain_page_stays_as_printed() -> None:
    assert article_of("Fish &amp; chips", entities=False).text == "Fish &amp; chips"


def test_blanks_fold_to_one_and_none_stands_at_the_ends() -> None:
    assert article_of(" \n  one \t\u00a0 two&nbsp;\nthree  ").text == "one two three"


def test_equal_runs_are_one_long_link() -> None:
    assert len(article_of("a long sentence of many plain words").source_map.links) == 1


def test_a_letter_and_its_accent_become_one_character() -> None:
    article = article_of("cafe\u0301 bar")
    assert article.text == "café bar"
    assert article.source_map.to_capture(Span(start=3, end=4)) == (Span(start=3, end=5),)


def test_nul_surrogates_and_soft_hyphens_are_left_out() -> None:
    assert article_of("so\u00adft \x00and\ud800 dry").text == "soft and dry"


def test_runs_that_touch_are_read_as_one_word() -> None:
    text = "wo<b>rd</b>s"
    builder = ArticleBuilder(capture_of(text), version="test-1", entities=True)
    builder.append(BlockKind.PARAGRAPH, [Span(start=0, end=2), Span(start=5, end=7), Span(start=11, end=12)])
    assert builder.finish().text == "words"


def test_a_blank_that_we_put_in_has_no_link() -> None:
    text = "one<br>two"
    builder = ArticleBuilder(capture_of(text), version="test-1", entities=True)
    builder.append(BlockKind.PARAGRAPH, [Span(start=0, end=3), BLANK, Span(start=7, end=10)])
    article = builder.finish()
    assert article.text == "one two"
    assert article.source_map.to_capture(Span(start=3, end=4)) == ()


def test_a_block_of_blanks_is_not_added() -> None:
    builder = ArticleBuilder(capture_of(" \n&nbsp;"), version="test-1", entities=True)
    assert builder.append(BlockKind.PARAGRAPH, [Span(start=0, end=8)]) is False
    assert builder.finish().blocks == ()


def test_blocks_are_parted_by_one_line_break() -> None:
    article = article_of("one two", (0, 3), (4, 7))
    assert article.text == "one\ntwo"
    assert [article.text[block.start : block.end] for block in article.blocks] == ["one", "two"]


def test_a_dropped_stretch_keeps_its_words_and_its_reason() -> None:
    builder = ArticleBuilder(capture_of("Share  \n"), version="test-1")
    builder.drop(Span(start=0, end=8), "share")
    (dropped,) = builder.finish().dropped
    assert (dropped.evidence.quote, dropped.why) == ("Share", "share")


letters = st.text(
    alphabet=st.sampled_from(list("ab &;#x3 \n\t\u00a0é\u0301\u0323\u212b\uf90a\u1112\u1161\u11ab\u00ad\u200b\x00&<"))
    | st.characters(),
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(letters, min_size=1, max_size=5), st.booleans())
def test_every_article_is_nfc_and_its_map_holds(runs: list[str], entities: bool) -> None:
    text = "<b>".join(runs)
    capture = capture_of(text)
    parts, at = [], 0
    for run in runs:
        if run:
            parts.append(Span(start=at, end=at + len(run)))
        at += len(run) + 3
    builder = ArticleBuilder(capture, version="test-1", entities=entities)
    builder.append(BlockKind.PARAGRAPH, parts)
    builder.append(BlockKind.PARAGRAPH, parts)
    article = builder.finish()
    assert unicodedata.is_normalized("NFC", article.text)
    assert not any(0xD800 <= ord(one) <= 0xDFFF or one == "\x00" for one in article.text)
    assert_map_holds(article, capture)
    for block in article.blocks:
        assert article.source_map.to_capture(block.span)
        words = article.text[block.start : block.end]
        assert words == words.strip() != ""
