"""Rules and tagger joined: what each saw, what is kept of each, and what is shown as unsure. The tagger is a fake."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from spacy.language import Language

from firsthand.brief.told import reading_in_words
from firsthand.evidence import Span
from firsthand.reader import Reader
from firsthand.reading.cuewords import load_cue_words
from firsthand.reading.draft import Draft
from firsthand.reading.frames import build_frames
from firsthand.reading.parse import load_model, parse_article
from firsthand.reading.readers import Hearing, find_drafts
from firsthand.reading.records import Act, Seen
from firsthand.reading.statements import find_statements
from firsthand.reading.tagger.records import Attribution, Role, Tagged, TaggedSpan
from marks import plain_article


@cache
def model() -> Language:
    return load_model()


def place(words: str, text: str) -> tuple[Span, ...]:
    return (Span(start=text.index(words), end=text.index(words) + len(words)),) if words else ()


def hears(*told: tuple[str, str, str], confidence: float = 0.9) -> Callable[[str], Tagged]:
    """A tagger that hears (source, cue, content) wherever all of the words stand in the paragraph."""

    def tag(text: str) -> Tagged:
        found = [
            Attribution(
                source=place(source, text), cue=place(cue, text), content=place(content, text), confidence=confidence
            )
            for source, cue, content in told
            if all(words in text for words in (source, cue, content))
        ]
        spans = [
            TaggedSpan(role=Role.CONTENT, start=span.start, end=span.end, confidence=confidence)
            for one in found
            for span in one.content
        ]
        return Tagged(spans=tuple(spans), attributions=tuple(found))

    return tag


def both(text: str, tag: Callable[[str], Tagged], reader: Reader = Reader.BOTH) -> tuple[Draft, ...]:
    article = plain_article(text)
    frames = build_frames(parse_article(article, model()), model())
    return find_drafts(frames, article, model(), Hearing(reader=reader, tag=tag))


def rules(text: str) -> tuple[Draft, ...]:
    frames = build_frames(parse_article(plain_article(text), model()), model())
    return find_statements(frames, load_cue_words(), model())


def words(spans: tuple[Span, ...], text: str) -> list[str]:
    return [text[span.start : span.end] for span in spans]


SAID = "Orla Venn said the weir would hold."
QUOTED = "“The weir will hold until the thaw,” Orla Venn said."
UNREAD = "Asked by the council, Orla Venn was adamant that the weir would hold."


def test_the_rules_alone_read_as_if_there_were_no_tagger() -> None:
    article = plain_article(SAID)
    frames = build_frames(parse_article(article, model()), model())
    assert find_drafts(frames, article, model(), Hearing()) == rules(SAID)


def test_what_both_see_keeps_the_rules_structure() -> None:
    (draft,) = both(SAID, hears(("Orla Venn", "said", "the weir would hold")))
    (alone,) = rules(SAID)
    assert (draft.seen, draft.rule, draft.act) == (Seen.BOTH, alone.rule, alone.act)
    assert (draft.source, draft.cue, draft.content) == (alone.source, alone.cue, alone.content)


def test_readers_that_agree_are_surer_than_the_tagger_alone() -> None:
    (draft,) = both(SAID, hears(("Orla Venn", "said", "the weir would hold"), confidence=0.8))
    assert draft.confidence > 0.8


def test_a_statement_that_only_the_rules_see_stays_and_says_so() -> None:
    (draft,) = both(SAID, hears())
    assert (draft.seen, draft.sure) == (Seen.RULES_ONLY, False)
    assert words(draft.content, SAID) == ["the weir would hold"]


def test_a_statement_that_only_the_tagger_sees_is_added() -> None:
    assert rules(UNREAD) == ()
    (draft,) = both(UNREAD, hears(("Orla Venn", "was adamant", "that the weir would hold")))
    assert (draft.seen, draft.rule) == (Seen.MODEL_ONLY, "statements.tagger")
    assert words(draft.source, UNREAD) == ["Orla Venn"]
    assert words(draft.content, UNREAD) == ["the weir would hold"]


def test_what_the_tagger_is_not_sure_of_is_not_added() -> None:
    assert both(UNREAD, hears(("Orla Venn", "was adamant", "that the weir would hold"), confidence=0.3)) == ()


def test_what_the_tagger_half_believes_is_added_as_unsure() -> None:
    (draft,) = both(UNREAD, hears(("Orla Venn", "was adamant", "that the weir would hold"), confidence=0.6))
    assert not draft.sure


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Orla Venn endorsed the old bridge.", ("Orla Venn", "endorsed", "the old bridge")),
        ("Orla Venn blocked the sale.", ("Orla Venn", "blocked", "the sale")),
        ("Orla Venn would say that it holds.", ("Orla Venn", "would say", "that it holds")),
        ("Orla Venn did not claim that it holds.", ("Orla Venn", "did not claim", "that it holds")),
        ("Orla Venn spoke on condition of anonymity.", ("Orla Venn", "spoke on", "condition of anonymity")),
    ],
)
def test_deeds_attitudes_and_what_was_not_said_are_no_statements(text: str, told: tuple[str, str, str]) -> None:
    assert not [draft for draft in both(text, hears(told)) if draft.seen is Seen.MODEL_ONLY]


def test_the_tagger_gives_the_speaker_of_a_quotation_that_the_rules_could_not_place() -> None:
    text = "Orla Venn was blunt. “The weir will hold until the thaw,” was her line that morning."
    assert [words(draft.source, text) for draft in rules(text)] != [["Orla Venn"]]
    (draft,) = both(text, hears(("Orla Venn", "was blunt", "“The weir will hold until the thaw,”")))
    assert (words(draft.source, text), draft.seen, draft.speaker_unsaid) == (["Orla Venn"], Seen.BOTH, False)


def test_a_quotation_keeps_its_own_ends() -> None:
    (draft,) = both(QUOTED, hears(("Orla Venn", "said", "The weir will hold")))
    assert words(draft.content, QUOTED) == ["“The weir will hold until the thaw,”"]


def test_a_content_takes_the_wider_ends_of_a_sure_tagger() -> None:
    text = "Orla Venn blamed a fault in the sluice that nobody had seen."
    before = words(rules(text)[0].content, text)
    (draft,) = both(text, hears(("Orla Venn", "blamed", "a fault in the sluice that nobody had seen")))
    assert len(words(draft.content, text)[0]) >= len(before[0])
    assert words(draft.content, text) == ["a fault in the sluice that nobody had seen"]


def test_a_statement_inside_another_stays_inside() -> None:
    text = "Orla Venn said Bo Rask had claimed that the weir would hold."
    drafts = both(text, hears(("Orla Venn", "said", "Bo Rask")))
    assert "Bo Rask had claimed that the weir would hold" in [words(draft.content, text)[0] for draft in drafts]


def test_the_tagger_says_nothing_of_a_statement_inside_another() -> None:
    text = "Orla Venn said Bo Rask had claimed that the weir would hold."
    drafts = both(text, hears(("Orla Venn", "said", "Bo Rask had claimed that the weir would hold")))
    assert {draft.seen for draft in drafts} == {Seen.BOTH, Seen.RULES}


def test_the_act_is_that_of_the_verb() -> None:
    text = "Orla Venn was the first who, that night, vowed to mend it."
    told = both(text, hears(("Orla Venn", "vowed", "to mend it")), Reader.MODEL)
    assert [draft.act for draft in told] == [Act.PROMISE]


def test_the_model_alone_gives_only_what_it_heard() -> None:
    (draft,) = both(f"{SAID}\n{UNREAD}", hears(("Orla Venn", "was adamant", "that the weir would hold")), Reader.MODEL)
    assert draft.seen is Seen.MODEL_ONLY


def test_two_readings_of_the_same_page_are_the_same() -> None:
    tag = hears(("Orla Venn", "said", "the weir would hold"), ("Orla Venn", "was adamant", "that the weir would hold"))
    assert both(f"{SAID}\n{UNREAD}", tag) == both(f"{SAID}\n{UNREAD}", tag)


def test_a_reader_of_the_brief_is_told_only_where_the_two_disagree_or_doubt() -> None:
    from briefs import make_readings

    statement = next(one for reading in make_readings() for one in reading.statements)
    from dataclasses import replace

    assert reading_in_words(statement) == ()
    assert reading_in_words(replace(statement, seen=Seen.BOTH)) == ()
    assert reading_in_words(replace(statement, seen=Seen.MODEL_ONLY, sure=False)) == (
        "seen by the model only",
        "unsure where it begins or ends",
    )
