"""Who speaks, and who is who, inside one report: pronouns, a role in the lead, short forms, things that are nobody."""

from __future__ import annotations

import pytest

from firsthand.reading.records import EntityKind, Naming
from test_mentions import read, speaker


def test_who_sat_beside_her_is_not_she() -> None:
    text = (
        "Ostrik said the warden had no power. "
        "Captain Marn Dale of the patrol, who sat beside her, spoke of nine boats. Two had gone, he said."
    )
    mentions, spans = read(text, "Ostrik", "Captain Marn Dale of the patrol, who sat beside her", "he")
    assert speaker(mentions, spans[2]) == speaker(mentions, spans[1])


def test_the_one_who_was_asked_about_is_not_the_one_who_answers() -> None:
    text = "Joss Perrin said the boat was old. Asked whether the captain had known, he said: “Ask the owner.”"
    mentions, spans = read(text, "Joss Perrin", "he said")
    assert speaker(mentions, spans[1]) == speaker(mentions, spans[0])


def test_it_said_behind_a_letter_that_was_received_means_no_committee() -> None:
    mentions, spans = read("The Quill Committee received a letter on Monday. It said the pump was dead.", "It said")
    assert mentions.referents_of(spans[0]) == ((), Naming.UNKNOWN)


def test_it_said_behind_a_statement_that_a_body_issued_means_the_body() -> None:
    text = "The Quill Committee issued a statement on Monday. It said the pump was dead."
    mentions, spans = read(text, "The Quill Committee", "It said")
    assert speaker(mentions, spans[1]) == speaker(mentions, spans[0])


def test_a_plural_name_is_no_he() -> None:
    mentions, spans = read("The Quillites marched on Sunday. If it rained, he said, nobody would come.", "he said")
    assert mentions.referents_of(spans[0]) == ((), Naming.UNKNOWN)


def test_a_role_in_the_lead_is_the_one_who_is_named_with_it_below() -> None:
    text = (
        "The wall will be rebuilt, the harbour master said on Monday.\n"
        "Work begins in May.\n"
        "Ines Tolvaj, the harbour master, said the stone had been bought."
    )
    mentions, spans = read(text, "the harbour master", "Ines Tolvaj, the harbour master")
    assert speaker(mentions, spans[0]) == speaker(mentions, spans[1])


def test_a_role_that_two_hold_is_neither() -> None:
    text = (
        "The wall will be rebuilt, the mayor said on Monday.\n"
        "Ines Tolvaj, the mayor of Quill, said so. Osk Brand, the mayor of Dorn, said nothing."
    )
    mentions, spans = read(text, "the mayor", "Ines Tolvaj, the mayor of Quill")
    assert speaker(mentions, spans[0]) != speaker(mentions, spans[1])


def test_a_deputy_is_not_the_chief() -> None:
    text = "The file is closed, the deputy prosecutor said.\nInes Tolvaj, the chief prosecutor, said it was open."
    mentions, spans = read(text, "the deputy prosecutor", "Ines Tolvaj, the chief prosecutor")
    assert speaker(mentions, spans[0]) != speaker(mentions, spans[1])


def test_the_head_of_a_body_is_the_one_who_leads_it() -> None:
    text = (
        "The boats will stay in, the head of the pilots' union said.\n"
        "Fog lay on the water.\n"
        "Ines Tolvaj, who leads the pilots' union, said the lamps were out."
    )
    mentions, spans = read(text, "the head of the pilots' union", "Ines Tolvaj, who leads the pilots' union")
    assert speaker(mentions, spans[0]) == speaker(mentions, spans[1])


def test_a_full_name_without_a_word_right_behind_the_lead_is_whom_the_lead_told_of() -> None:
    text = (
        "A welder who worked on the bridge has said its bolts were loose.\n"
        "Joss Perrin told a meeting that he had counted the bolts twice."
    )
    mentions, spans = read(text, "A welder who worked on the bridge", "Joss Perrin")
    assert speaker(mentions, spans[0]) == speaker(mentions, spans[1])


def test_an_official_in_the_lead_stays_unnamed() -> None:
    text = "An official who saw the bridge said its bolts were loose.\nJoss Perrin told a meeting the bolts were sound."
    mentions, spans = read(text, "An official who saw the bridge", "Joss Perrin")
    assert mentions.referents_of(spans[0])[1] is Naming.UNNAMED


def test_a_ship_is_no_captain() -> None:
    mentions, _ = read("The captain of the ferry Anna Brill sailed at noon, and the Anna Brill burned at dusk.")
    assert {one.kind for one in mentions.referents if one.name == "Anna Brill"} == {EntityKind.UNKNOWN}


def test_a_company_is_meant_by_the_first_word_of_its_name_where_that_speaks() -> None:
    text = "The company, Brask Lines, denied it. Brask says forty people were aboard."
    mentions, spans = read(text, "Brask says")
    assert speaker(mentions, spans[0]).name == "Brask Lines"


def test_the_name_behind_a_lawyer_for_the_captain_is_nobodys_office() -> None:
    mentions, _ = read("A lawyer for the captain, Joss Perrin, declined to comment.", "A lawyer for the captain")
    assert not any("captain" in one.roles for one in mentions.referents if one.name == "Joss Perrin")


def test_who_called_somebody_a_thing_is_not_so_called() -> None:
    mentions, spans = read("The clerk said he lost the key while using a program called Quillon.", "The clerk")
    assert mentions.referents_of(spans[0])[1] is Naming.UNNAMED


@pytest.mark.parametrize("name", ["Quill County Sheriff's Office", "Dorn Children's Hospital"])
def test_an_owner_inside_the_name_of_a_body_is_part_of_it(name: str) -> None:
    mentions, _ = read(f"The {name} opened its doors on Monday.")
    assert [one.name for one in mentions.referents if one.named] == [name]


def test_a_place_in_capitals_at_the_head_of_a_report_is_a_place() -> None:
    mentions, _ = read("BRILLHAVEN, March 3 - Rain fell on the town.")
    assert {one.kind for one in mentions.referents if one.name == "BRILLHAVEN"} == {EntityKind.PLACE}


def test_a_word_that_only_opens_sentences_is_no_name() -> None:
    mentions, _ = read("Lamps burned on the quay. Nobody put the lamps out.")
    assert not any(one.name == "Lamps" for one in mentions.referents)
