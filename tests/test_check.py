"""The check on composed sentences: what it lets stand, what it refuses, and that no small change slips through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.brief.check import Refusal, check_line, check_notice
from firsthand.brief.connectives import load_connectives
from firsthand.brief.passage import Derived, DerivedAs, Passage
from firsthand.brief.records import Carriage

WORDS = load_connectives()

BREN = Passage(
    text="Harbour master Ilka Bren said on Monday that the quay may close in May, as 40 piles were not sound.",
    finding="st-bren",
    derived=(
        Derived(text="Ilka Bren", source="en-bren", used_as=DerivedAs.SPEAKER),
        Derived(text="on 5 May 2031", source="tm-1", used_as=DerivedAs.SAID_ON),
        Derived(text="May 2031", source="tm-2", used_as=DerivedAs.TIME, after="May"),
    ),
)
ACCEPTED = (
    "Ilka Bren said on 5 May 2031 that the quay may close in May (May 2031), as 40 piles were not sound.",
    "On 5 May 2031 Ilka Bren said that the quay may close in May, as 40 piles were not sound.",
    "Ilka Bren said the quay may close in May, as 40 piles were not sound.",
)


def check(sentence: str, *passages: Passage) -> object:
    return check_line(sentence, passages=passages or (BREN,), connectives=WORDS)


@pytest.mark.parametrize("sentence", ACCEPTED[:2])
def test_a_faithful_sentence_stands_and_its_parts_are_the_sentence(sentence: str) -> None:
    parts = check(sentence)
    assert not isinstance(parts, Refusal), parts
    assert "".join(part.text for part in parts) == sentence


def test_each_part_says_how_it_stands_and_on_what() -> None:
    parts = check(ACCEPTED[0])
    assert not isinstance(parts, Refusal)
    derived = [(part.text, part.source) for part in parts if part.carriage is Carriage.DERIVED]
    assert derived == [("Ilka Bren", "en-bren"), ("on 5 May 2031", "tm-1"), ("May 2031", "tm-2")]
    assert {part.source for part in parts if part.carriage is Carriage.CARRIED} == {"st-bren"}


SWAPS = (
    ("Bren", "Brenn"),
    ("Ilka", "Olga"),
    ("40", "41"),
    ("not sound", "sound"),
    ("may close", "will close"),
    ("may close", "may not close"),
    ("may close", "close"),
    ("5 May", "6 May"),
    ("2031)", "2032)"),
    ("quay", "bridge"),
    ("said", "denied"),
    ("said", "warned"),
    ("as 40", "because 40"),
    ("piles were", "piles are"),
    ("the quay may close in May (May 2031), as ", "as the quay may close in May, "),
    ("Ilka Bren said", "Someone said"),
    ("Ilka Bren said on 5 May 2031 that t", "T"),
)


@pytest.mark.parametrize(("old", "new"), SWAPS)
def test_one_change_to_an_accepted_sentence_is_refused(old: str, new: str) -> None:
    assert old in ACCEPTED[0]
    assert isinstance(check(ACCEPTED[0].replace(old, new, 1)), Refusal)


def test_a_refusal_names_the_word() -> None:
    refused = check("Ilka Bren said that the quay may close in June.")
    assert isinstance(refused, Refusal)
    assert refused.word == "June"


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_a_word_from_nowhere_is_refused_wherever_it_is_put(data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(ACCEPTED[:2]))
    words = sentence.split(" ")
    stray = data.draw(st.sampled_from(["not", "never", "secretly", "Kessel", "will", "41", "if", "allegedly", "no"]))
    at = data.draw(st.integers(min_value=0, max_value=len(words)))
    changed = " ".join([*words[:at], stray, *words[at:]])
    assert isinstance(check(changed), Refusal), changed


@given(st.integers(min_value=0, max_value=30))
@settings(max_examples=31, deadline=None)
def test_leaving_out_a_weighty_word_is_refused(at: int) -> None:
    words = ACCEPTED[1].split(" ")
    at %= len(words)
    kept = " ".join([*words[:at], *words[at + 1 :]])
    bare = re.sub(r"\W", "", words[at]).casefold()
    outcome = check(kept)
    if bare in {"not", "may", "40", "bren", "5", "close", "piles", "were", "sound", "quay"}:
        assert isinstance(outcome, Refusal), kept


def test_a_denial_around_the_citation_is_seen() -> None:
    text = "Osk did not say that the dam had burst."
    start = text.index("the dam")
    passage = Passage(text=text, finding="st-1", cited=((0, 3), (start, len(text))))
    assert isinstance(check("Osk said the dam had burst.", passage), Refusal)


def test_a_condition_around_the_citation_is_seen() -> None:
    text = "If the rain holds, Osk said, the dam will burst."
    start = text.index("Osk")
    passage = Passage(
        text=text,
        finding="st-1",
        cited=((start, len(text)),),
        derived=(Derived(text="Osk", source="en-1", used_as=DerivedAs.SPEAKER),),
    )
    assert isinstance(check("Osk said the dam will burst.", passage), Refusal)


def test_first_person_words_do_not_leave_their_quotation_marks() -> None:
    passage = Passage(text="“I will leave the island,” Mara Tolle said.", finding="st-1")
    assert isinstance(check("Mara Tolle said I will leave the island.", passage), Refusal)
    assert not isinstance(check("Mara Tolle said: “I will leave the island.”", passage), Refusal)


def test_plain_words_are_not_put_into_quotation_marks() -> None:
    passage = Passage(text="Mara Tolle said she will leave the island.", finding="st-1")
    assert isinstance(check("Mara Tolle said “she will leave the island.”", passage), Refusal)


def test_a_question_does_not_become_a_statement() -> None:
    passage = Passage(text="“Would they take me?” Mara Tolle asked.", finding="st-1")
    assert isinstance(check("Mara Tolle asked: “Would they take me.”", passage), Refusal)


def test_a_small_us_is_not_the_country() -> None:
    passage = Passage(text="Tolle said they told us nothing.", finding="st-1")
    assert isinstance(check("Tolle said they told US nothing.", passage), Refusal)


def test_a_date_in_brackets_stands_only_behind_its_own_words() -> None:
    assert isinstance(
        check("Ilka Bren said that the quay (May 2031) may close in May, as 40 piles were not sound."), Refusal
    )


def test_a_notice_holds_only_derived_words_house_phrases_and_quotations() -> None:
    name = Derived(text="The Alder Post", source="rp-1")
    quoted = Passage(text="Weir gives way", finding="art-1", attributed=False)
    good = "The Alder Post: the headline “Weir gives way” is stronger than the text."
    assert not isinstance(check_notice(good, passages=(quoted,), connectives=WORDS, derived=(name,)), Refusal)
    for bad in (
        "The Alder Post: the headline “Weir gave way” is stronger than the text.",
        "The Alder Post lies: the headline “Weir gives way” is stronger than the text.",
        "The Other Post: the headline “Weir gives way” is stronger than the text.",
    ):
        assert isinstance(check_notice(bad, passages=(quoted,), connectives=WORDS, derived=(name,)), Refusal)


def test_no_connective_is_a_negation_modal_condition_or_hedge() -> None:
    free = WORDS.words | WORDS.saying
    assert not free & (WORDS.negations | WORDS.modals | WORDS.conditions | WORDS.hedges)


def test_a_speaker_is_not_named_twice() -> None:
    passage = Passage(
        text="According to Mara Tolle, the quay will close.",
        finding="st-1",
        derived=(Derived(text="Mara Tolle", source="en-1", used_as=DerivedAs.SPEAKER),),
    )
    assert isinstance(check("Mara Tolle according to Mara Tolle, the quay will close.", passage), Refusal)
    assert not isinstance(check("Mara Tolle said the quay will close.", passage), Refusal)
