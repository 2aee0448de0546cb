"""The learned tagger: spans in the text's own characters, the same whatever else is tagged, and what they make."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from firsthand.errors import FirsthandError
from firsthand.reading.tagger.records import Role, TaggedSpan
from firsthand.reading.tagger.tagging import Tagger, link, load_tagger, read_tags, tag

BRIDGE = "“The bridge stays closed until Friday,” Mayor Lena Ortov said, adding that divers had found two cracks."
TEXTS = (
    BRIDGE,
    'The works council of Varn said it had "no comment".',
    "According to the harbour office, nobody was hurt when the crane fell on Sunday.",
    "A ferry left at noon.",
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def words(text: str, spans: tuple[TaggedSpan, ...], role: Role) -> list[str]:
    return [text[span.start : span.end] for span in spans if span.role is role]


def test_a_quotation_its_speaker_and_its_verb_are_found(tagger: Tagger) -> None:
    (spans,) = tag([BRIDGE], tagger)
    assert words(BRIDGE, spans, Role.SOURCE) == ["Mayor Lena Ortov"]
    assert words(BRIDGE, spans, Role.CUE)[0] == "said"
    assert words(BRIDGE, spans, Role.CONTENT)[0] == "“The bridge stays closed until Friday,”"


def test_a_text_that_reports_no_speech_has_no_content(tagger: Tagger) -> None:
    assert words(TEXTS[3], tag(TEXTS, tagger)[3], Role.CONTENT) == []


def test_the_spans_of_a_text_do_not_depend_on_the_texts_beside_it(tagger: Tagger) -> None:
    together = tag(TEXTS, tagger)
    assert together == tuple(tag([text], tagger)[0] for text in TEXTS)
    assert tuple(reversed(together)) == tag(TEXTS[::-1], tagger)


def test_the_same_text_gives_the_same_spans_from_a_model_loaded_anew(tagger: Tagger) -> None:
    load_tagger.cache_clear()
    assert tag(TEXTS, load_tagger()) == tag(TEXTS, tagger)


def test_linking_afterwards_gives_what_one_look_gives(tagger: Tagger) -> None:
    looked = read_tags(BRIDGE, tagger)
    assert looked.attributions == link(BRIDGE, looked.spans, tagger)
    assert looked.attributions[0].source


def test_every_attribution_has_content_and_is_made_of_the_spans(tagger: Tagger) -> None:
    for text in TEXTS:
        looked = read_tags(text, tagger)
        spans = {span.span for span in looked.spans}
        for one in looked.attributions:
            assert one.content
            assert {*one.source, *one.cue, *one.content} <= spans


@pytest.mark.parametrize("text", ["", " \t ", "\u200b", "\x07"])
def test_a_text_without_words_has_no_spans(tagger: Tagger, text: str) -> None:
    assert read_tags(text, tagger).spans == ()
    assert link(text, (), tagger) == ()


HARD = (
    "😀😀 The mayor of Varn denied 😀 that the 🏗️ would close.",
    "İSTİNYE BELEDİYESİ said: “ﬁne”, e\u0301mile added.",
    "said " * 40 + "x" * 300,
    "“" * 200,
    "Ortov said that " + "the long road of the north was closed and " * 150 + "nobody knew why.",
)


@pytest.mark.parametrize("text", HARD, ids=["emoji", "accents", "long word", "marks", "beyond the window"])
def test_spans_lie_in_the_text_in_order_and_none_over_another(tagger: Tagger, text: str) -> None:
    (spans,) = tag([text], tagger)
    ends = 0
    for span in spans:
        assert ends <= span.start < span.end <= len(text)
        assert 0 <= span.confidence <= 1
        ends = span.end


def test_speech_behind_the_encoders_window_is_found(tagger: Tagger) -> None:
    text = "The road of the north was closed in the snow. " * 80 + BRIDGE
    spans = tag([text], tagger)[0]
    assert "Mayor Lena Ortov" in words(text, spans, Role.SOURCE)


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_the_style_of_the_marks_changes_no_span(tagger: Tagger, marks: str) -> None:
    text = BRIDGE.replace("“", marks[0]).replace("”", marks[1])
    places = [(span.role, span.start, span.end) for span in tag([text], tagger)[0]]
    assert places == [(span.role, span.start, span.end) for span in tag([BRIDGE], tagger)[0]]


def test_small_letters_hide_no_speech(tagger: Tagger) -> None:
    text = BRIDGE.lower()
    spans = tag([text], tagger)[0]
    assert words(text, spans, Role.CONTENT)[0] == "“the bridge stays closed until friday,”"


def test_a_folder_without_a_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(FirsthandError, match=r"model\.json is missing"):
        load_tagger(tmp_path)


def test_an_endless_paragraph_is_linked_without_trying_every_pair(tagger: Tagger) -> None:
    text = (BRIDGE + " ") * 120
    began = time.process_time()
    looked = read_tags(text, tagger)
    assert time.process_time() - began < 20
    sources = {text[one.source[0].start : one.source[0].end] for one in looked.attributions if one.source}
    assert sources == {"Mayor Lena Ortov"}
