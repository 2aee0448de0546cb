"""Which legal texts a report invokes and what it says they require."""

from __future__ import annotations

import pytest

from firsthand.reading.instruments import find_instruments
from firsthand.reading.mentions import find_mentions
from firsthand.reading.parse import load_model, parse_article
from firsthand.reading.records import Instrument
from marks import plain_article

MODEL = load_model()


def read(text: str) -> tuple[Instrument, ...]:
    parse = parse_article(plain_article(text), MODEL)
    return find_instruments(parse, (), find_mentions(parse, sources=()))


def names(text: str) -> list[str]:
    return [instrument.name for instrument in read(text)]


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("prisoners of war must be fed", "Third Geneva Convention (1949)"),
        ("civilians must be spared", "Fourth Geneva Convention (1949)"),
        ("the wounded must be nursed", "First Geneva Convention (1949)"),
        ("flags must be flown", "Geneva Conventions (1949)"),
    ],
)
def test_the_subject_tells_which_geneva_convention_is_meant(subject: str, name: str) -> None:
    assert names(f"The 1949 Geneva Convention says that {subject}.") == [name]


def test_a_constitution_takes_the_official_name_where_the_usual_one_is_a_compass_word() -> None:
    assert names("The South Korean Constitution bars it.") == ["Constitution of the Republic of Korea"]
    assert names("The Kenyan Constitution bars it.") == ["Constitution of Kenya"]


def test_the_bare_constitution_is_that_of_the_one_state_spoken_of() -> None:
    text = "Malta’s Constitution bars it. Nothing in the Constitution says otherwise."
    assert names(text) == ["Constitution of Malta", "Constitution of Malta"]


def test_the_bare_constitution_of_two_states_stays_open() -> None:
    text = "Malta’s Constitution bars it and Kenya’s Constitution allows it. The Constitution is long."
    assert names(text)[-1] == "Constitution"


def test_a_provision_is_kept_beside_the_name() -> None:
    (found,) = read("It breaks Article 9 of the Mooring Act 2019.")
    assert (found.name, found.provision) == ("Mooring Act 2019", "Article 9")


def test_what_a_text_stipulates_ends_before_what_follows_from_it() -> None:
    (found,) = read("Kenya’s Constitution stipulates that the lake is public, effectively opening its shores.")
    assert [piece.quote for piece in found.requires] == ["the lake is public"]


def test_papers_of_a_body_count_only_where_something_rests_on_them() -> None:
    basis = "The ward may close per reference documents from the Institute of Inland Health."
    assert names(basis) == ["reference documents of the Institute of Inland Health"]
    assert names("He burned documents from the Institute of Inland Health.") == []


def test_the_law_is_taken_up_within_a_few_sentences() -> None:
    assert names("The Clean Quays Act of 2027 is new. The law bans nets.") == ["Clean Quays Act (2027)"] * 2


def test_a_text_in_the_reports_own_voice_has_no_invoker() -> None:
    (found,) = read("The Mooring Act 2019 bars it.")
    assert (found.invoked_by, found.invoked_evidence) == ("", ())
