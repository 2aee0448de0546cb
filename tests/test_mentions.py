"""Whom the words of a report mean."""

from __future__ import annotations

import pytest

from firsthand.article.records import Article
from firsthand.evidence import Span
from firsthand.reading.mentions import Mentions, find_mentions
from firsthand.reading.parse import load_model, parse_article
from firsthand.reading.records import EntityKind, MentionHow, Naming, Referent
from marks import plain_article

MODEL = load_model()


def read(text: str, *sources: str) -> tuple[Mentions, list[Span]]:
    """The mentions of a text whose sources are the given words, each looked for behind the one before."""
    article = plain_article(text)
    spans: list[Span] = []
    for words in sources:
        start = article.text.index(words, spans[-1].end if spans else 0)
        spans.append(Span(start=start, end=start + len(words)))
    return find_mentions(parse_article(article, MODEL), sources=tuple(spans)), spans


def speaker(mentions: Mentions, span: Span) -> Referent:
    (id,), _ = mentions.referents_of(span)
    return mentions.referent(id)


def test_a_surname_means_the_person_named_in_full_elsewhere() -> None:
    mentions, spans = read(
        "Harbour master Ines Tolvaj said no. Tolvaj said it twice.", "Harbour master Ines Tolvaj", "Tolvaj"
    )
    first, second = (speaker(mentions, span) for span in spans)
    assert first == second
    assert (first.name, first.roles) == ("Ines Tolvaj", ("harbour master",))


def test_a_name_that_a_description_is_identified_by_names_it() -> None:
    text = "A sailor, identified only by his surname Bok, said the hatch was shut. Bok said it had rusted."
    mentions, spans = read(text, "A sailor, identified only by his surname Bok", "Bok")
    assert speaker(mentions, spans[0]) == speaker(mentions, spans[1])
    assert mentions.referents_of(spans[0])[1] is Naming.NAMED


def test_the_role_alone_goes_back_to_its_holder_with_body_and_country() -> None:
    text = (
        "Seoul, March 5 (Kestrel) The South Korean government said it would wait.\n"
        "Foreign Ministry spokesperson Han Bo-reum said nothing new. The ministry spokesperson said talks went on."
    )
    mentions, spans = read(text, "Foreign Ministry spokesperson Han Bo-reum", "The ministry spokesperson")
    person = speaker(mentions, spans[1])
    assert person == speaker(mentions, spans[0])
    ministry = mentions.referent(person.of)
    assert (ministry.name, ministry.country, ministry.roles) == (
        "Foreign Ministry",
        "South Korea",
        ("foreign ministry", "ministry"),
    )


def test_a_country_that_is_not_printed_with_a_body_is_called_inferred() -> None:
    mentions, spans = read(
        "OSLO, May 3 (Kestrel) - The Foreign Ministry said the ferry would sail.", "The Foreign Ministry"
    )
    ministry = speaker(mentions, spans[0])
    assert ministry.country == "Norway"
    assert any("INFERRED" in reason.note for reason in ministry.because)


def test_an_agency_is_found_by_its_kind_and_state() -> None:
    text = (
        "The National Intelligence Service, Seoul’s spy agency, said so. South Korea’s "
        "intelligence agency said it again."
    )
    mentions, spans = read(text, "The National Intelligence Service", "South Korea’s intelligence agency")
    agency = speaker(mentions, spans[0])
    assert agency == speaker(mentions, spans[1])
    assert (agency.country, "intelligence agency" in agency.roles) == ("South Korea", True)


def test_agencies_of_two_states_stay_two() -> None:
    text = "Kenya’s intelligence agency said yes. Uganda’s intelligence agency said no."
    mentions, spans = read(text, "Kenya’s intelligence agency", "Uganda’s intelligence agency")
    assert speaker(mentions, spans[0]) != speaker(mentions, spans[1])


@pytest.mark.parametrize("words", ["Nairobi", "The Kenyan government", "Kenya"])
def test_capital_people_and_name_mean_one_government(words: str) -> None:
    mentions, spans = read(f"{words} said the map was wrong. The Kenyan government spoke first.", words)
    found = mentions.referents_of(spans[0])[0]
    assert [mentions.referent(id).country for id in found] == ["Kenya"]
    assert mentions.referent(found[0]).kind is EntityKind.GOVERNMENT


def test_a_compass_word_is_the_state_of_which_the_report_speaks() -> None:
    mentions, spans = read("Troops of South Yemen left. The South said they were home.", "The South")
    assert speaker(mentions, spans[0]).country == "South Yemen"


def test_two_indefinite_officials_are_two() -> None:
    text = "An official said the dam held. An official from the ministry said it leaked. The official said it was old."
    mentions, spans = read(text, "An official", "An official from the ministry", "The official")
    first, second, third = (speaker(mentions, span) for span in spans)
    assert first != second
    assert second == third
    assert (second.named, second.name) == (False, "An official from the ministry")


def test_a_pronoun_means_the_last_subject_that_agrees() -> None:
    text = "Lindiwe Oort met her brother Pieter. She said the farm was sold."
    mentions, spans = read(text, "She")
    assert speaker(mentions, spans[0]).name == "Lindiwe Oort"


def test_a_pronoun_that_fits_two_speakers_equally_means_nobody() -> None:
    text = "Tadeusz Brill and Ottmar Frey said the boat was lost. He said it was old."
    mentions, spans = read(text, "Tadeusz Brill and Ottmar Frey", "He")
    assert mentions.referents_of(spans[1]) == ((), Naming.UNKNOWN)
    assert [mentions.referent(id).name for id in mentions.referents_of(spans[0])[0]] == ["Tadeusz Brill", "Ottmar Frey"]


def test_one_of_several_is_an_unnamed_person_whom_he_means_again() -> None:
    text = "One of the captured sailors asked where he was. After a pause, he said he was cold."
    _, spans = read(text, "One of the captured sailors", "he said")
    spans[1] = Span(start=spans[1].start, end=spans[1].start + 2)
    found = find_mentions(parse_article(plain_article(text), MODEL), sources=tuple(spans))
    assert found.referents_of(spans[0]) == found.referents_of(spans[1])
    assert found.referents_of(spans[0])[1] is Naming.UNNAMED


def test_a_weekday_beside_a_country_is_no_part_of_its_name() -> None:
    mentions, spans = read("On Sunday, South Korea's coast guard said the buoy was found.", "South Korea's coast guard")
    assert speaker(mentions, spans[0]).country == "South Korea"
    assert not any("Sunday" in mention.evidence.quote for mention in mentions.mentions)


def test_a_heading_in_title_case_makes_no_body() -> None:
    text = "Tolvaj Says Harbour Wall Will Stand Another Winter\nInes Tolvaj said the wall would stand."
    mentions, _ = read(text)
    assert {mention.evidence.quote for mention in mentions.mentions if mention.evidence.block == 0} == {"Tolvaj"}


def test_initials_in_brackets_mean_the_body_before_them() -> None:
    text = "The Inland Pilots Federation (IPF) said no. The IPF said it would strike."
    mentions, spans = read(text, "The Inland Pilots Federation", "The IPF")
    assert speaker(mentions, spans[0]) == speaker(mentions, spans[1])


def test_a_report_in_its_own_voice_of_a_place_keeps_it_a_place() -> None:
    mentions, _ = read("Rain fell in Nairobi. A shop in Nairobi closed.")
    assert {mention.kind for mention in mentions.mentions if mention.evidence.quote == "Nairobi"} == {EntityKind.PLACE}


def test_every_mention_is_verbatim_and_in_text_order() -> None:
    text = "Ines Tolvaj, who runs the port, said: “We wait.” Her deputy, Osk Brand, nodded.\nThe port has two cranes."
    article: Article = plain_article(text)
    mentions = find_mentions(parse_article(article, MODEL), sources=())
    starts = [mention.evidence.start for mention in mentions.mentions]
    assert starts == sorted(starts)
    assert all(article.text[m.evidence.start : m.evidence.end] == m.evidence.quote for m in mentions.mentions)


def test_the_same_article_gives_the_same_ids() -> None:
    text = "Ines Tolvaj said the crane fell. She said nobody was hurt. The company said nothing."
    assert read(text)[0] == read(text)[0]


def test_the_page_says_how_a_mention_means() -> None:
    mentions, _ = read("Ines Tolvaj spoke. She left. Moscow said nothing.")
    assert [mention.how for mention in mentions.mentions] == [MentionHow.NAME, MentionHow.PRONOUN, MentionHow.METONYM]


def test_an_and_inside_what_is_told_of_a_speaker_begins_no_second_speaker() -> None:
    first, second = "Ines Tolvaj, who hurt her jaw and arm", "Tolvaj, born in 1999 and raised in Oslo"
    text = f"{first}, said it was dark. {second}, said it was cold."
    mentions, spans = read(text, first, second)
    assert speaker(mentions, spans[0]) == speaker(mentions, spans[1])


def test_a_name_given_after_a_body_goes_to_the_person() -> None:
    source = "a Maltese sailor held by the Kenyan navy, identified by his surname Bok"
    mentions, spans = read(f"On Monday, {source}, said he was cold. Bok said it was dark.", source, "Bok said")
    (id,), naming = mentions.referents_of(spans[0])
    assert (mentions.referent(id).name, naming) == ("Bok", Naming.NAMED)
