"""Classes of comparing: counts and when they held, one intention in two firmnesses, one saying under two days, and
which occasions can be one. Each with what looks alike and is none."""

from __future__ import annotations

from datetime import date

import pytest

from firsthand.article.records import BlockKind
from firsthand.ledger.lists import load_lists
from firsthand.ledger.occasions import can_be_one_time, is_dated, is_one_day, narrower
from firsthand.ledger.questions import match_open
from firsthand.ledger.records import Disagreement, DisagreementKind, Ledger, SeriesRelation
from firsthand.reading.records import Act, EntityKind, Mode, Setting
from firsthand.when import UNKNOWN_WHEN, When, day, days, month
from readings import Page
from test_differences import FIRST, SECOND, THIRD, ledger_of, of_kind, toll
from test_figures_cases import read_text
from test_instruments import read as read_instruments
from test_time_classes import read as read_times

BODY = EntityKind.ORGANISATION


def by(last: date) -> When:
    """Known only to be no later than a day."""
    return When(start=None, end=day(last).end, precision=day(last).precision)


# ------------------------------------------------------------------ counts as read


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Four dead and six missing after crane falls at Old Basin", [["dead"], ["missing"]]),
        ("Seven divers have since died and nine are missing.", [["divers"], ["missing"]]),
        ("Two lorries burned and three were stolen.", [["lorries"], ["stolen"]]),
    ],
)
def test_each_of_two_counts_keeps_its_own_state(text: str, counted: list[list[str]]) -> None:
    found = [[piece.quote for piece in figure.counted] for figure in read_text(text).figures]
    assert [each[:1] for each in found] == counted


# ------------------------------------------------------------------ counts side by side


def test_a_number_given_in_place_of_another_is_set_beside_it() -> None:
    second = Page("b", "The line said 44 divers, not 41 as first stated, had been in the lock.", published=SECOND)
    second.figure("44", 44, counted="divers")
    first = toll("a", "The owner put the number of divers under the hull at 41.", "41", 41, counted="divers")
    (series,) = ledger_of(first, second).series
    assert len(series.figures) == 2


def test_a_number_given_in_place_of_a_third_is_not_set_beside_others() -> None:
    second = Page("b", "The line said 44 divers, not 39 as first stated, had been in the lock.", published=SECOND)
    second.figure("44", 44, counted="divers")
    first = toll("a", "The owner hired 41 divers for a film about eels.", "41", 41, counted="divers")
    assert ledger_of(first, second).series == ()


def test_a_correction_says_in_a_long_sentence_what_its_number_counts() -> None:
    note = "Correction: We reported that 41 divers were in the lock. The line, which gave us that, now says it was 44."
    page = Page("a", f"A lock failed.\n\n{note}", published=SECOND)
    page.figure("41", 41, counted="divers")
    page.figure("44", 44)
    assert page.article.blocks[1].kind is BlockKind.CORRECTION
    assert ledger_of(page, toll("b", "There were 41 divers in the lock.", "41", 41, counted="divers")).series != ()


def test_all_five_counts_no_three_of_them() -> None:
    page = Page("a", "A couple were found at the mill, as were three children. All five were cold.", published=FIRST)
    page.figure("three", 3, counted="children")
    page.figure("five", 5)
    assert ledger_of(page).series == ()


def test_a_toll_of_a_page_without_a_day_leaves_room_for_growth() -> None:
    ledger = ledger_of(
        toll("a", "Three people died at the weir.", "Three", 3, FIRST),
        toll("b", "Five people died at the weir.", "Five", 5, SECOND),
        toll("c", "Six people died at the weir.", "Six", 6, by(THIRD)),
    )
    assert ledger.series[0].relation is SeriesRelation.GREW


def test_two_tolls_of_which_none_has_a_day_differ() -> None:
    ledger = ledger_of(
        toll("a", "Three people died at the weir.", "Three", 3, by(SECOND)),
        toll("b", "Five people died at the weir.", "Five", 5, by(THIRD)),
    )
    assert ledger.series[0].relation is SeriesRelation.DIFFER


def test_two_tolls_of_one_day_differ_whatever_a_page_without_a_day_says() -> None:
    ledger = ledger_of(
        toll("a", "Three people died at the weir.", "Three", 3, FIRST),
        toll("b", "Five people died at the weir.", "Five", 5, FIRST),
        toll("c", "Six people died at the weir.", "Six", 6, by(THIRD)),
    )
    assert ledger.series[0].relation is SeriesRelation.DIFFER


# ------------------------------------------------------------------ denials


def test_what_a_speaker_does_not_think_is_not_asserted_by_him() -> None:
    pages = []
    for name, words in (("a", "anyone could blame the keepers for it"), ("b", "anybody can blame the keepers for it")):
        page = Page(name, f"“I don’t think {words},” Oda Brill said.", outlet=f"Outlet {name}", published=FIRST)
        who = page.refer("Oda Brill")
        outer = page.say(f"“I don’t think {words},”", who, source="Oda Brill", mode=Mode.DIRECT)
        page.say(words, "", cue="think", act=Act.SAY, inside=outer)
        pages.append(page)
    assert of_kind(ledger_of(*pages), DisagreementKind.DENIAL) == []


def test_a_sentence_that_tells_of_a_denial_is_not_what_it_denies() -> None:
    page = Page("a", "According to Ivo Sark, Tam Brill denies having any knowledge of the missing keys.")
    teller, denier = page.refer("Ivo Sark"), page.refer("Tam Brill")
    outer = page.say("Tam Brill denies having any knowledge of the missing keys", teller, cue="According to")
    page.say(
        "having any knowledge of the missing keys", denier, source="Tam Brill", cue="denies", act=Act.DENY, inside=outer
    )
    assert of_kind(ledger_of(page), DisagreementKind.DENIAL) == []


# ------------------------------------------------------------------ attribution


def dropped(told: str, plain: str) -> list[Disagreement]:
    first, second = Page("a", f"{told}, Oda Brill said.", published=FIRST), Page("b", plain, published=SECOND)
    first.say(told, first.refer("Oda Brill"), source="Oda Brill")
    second.narrate(plain)
    return of_kind(ledger_of(first, second), DisagreementKind.ATTRIBUTION_DROPPED)


def test_a_deed_told_as_somebodys_word_and_as_plain_fact_differs() -> None:
    assert dropped("The warden locked the sluice at noon", "The warden locked the sluice at noon.")


@pytest.mark.parametrize(
    "plain",
    [
        "The crash at Pell Bridge on Mill Lane in Harrow Fen was near Oak House.",
        "A boy was hurt at Pell Bridge on Mill Lane in Harrow Fen, deputies said.",
    ],
)
def test_an_address_or_a_sentence_with_its_own_source_drops_nothing(plain: str) -> None:
    assert dropped("A boy was hurt at Pell Bridge on Mill Lane in Harrow Fen", plain) == []


# ------------------------------------------------------------------ drift


def drifting(head: str, body: str) -> list[Disagreement]:
    page = Page("a", f"{head}\n\n{body}", published=FIRST, headline=True)
    page.refer("Orlan Trust", BODY, printed=tuple(one for one in ("The trust",) if one in body))
    page.narrate(head, echo=True)
    page.say(body.removesuffix(", Oda Brill said."), page.refer("Oda Brill"), source="Oda Brill")
    return of_kind(ledger_of(page), DisagreementKind.DRIFT)


def test_a_plan_that_is_only_weighed_above_and_settled_below_drifts() -> None:
    assert drifting(
        "Orlan Trust considers a sale of the old lock cottages",
        "The trust will begin the sale of the old lock cottages, Oda Brill said.",
    )


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            "The trust will begin the sale of the old lock cottages",
            "The trust will begin the sale of the lock cottages, Oda Brill said.",
        ),
        ("Orlan Trust considers a sale of the old lock cottages", "The trust will hire nine divers, Oda Brill said."),
        (
            "Orlan Trust considers a sale of the old lock cottages",
            "Fen Council will sell the tram sheds, Oda Brill said.",
        ),
    ],
)
def test_one_firmness_or_another_matter_or_doer_is_no_drift(head: str, body: str) -> None:
    assert drifting(head, body) == []


# ------------------------------------------------------------------ one saying under two days


def retold(following: str, said: date = FIRST, again: date = SECOND) -> list[Disagreement]:
    text = f"On March 5 Oda Brill offered to buy the mill. {following}"
    page = Page("a", text, published=THIRD)
    who = page.refer("Oda Brill")
    time = page.time("March 5", said)
    page.time("March 6", again)
    page.say("to buy the mill", who, source="Oda Brill", cue="offered", said_at=day(said), time=time)
    return [one for one in of_kind(ledger_of(page), DisagreementKind.DATE) if "mill" in one.passages[0].quote]


def test_an_offer_that_is_taken_up_with_another_day_is_dated_twice() -> None:
    assert retold("She made the offer in a letter on March 6.")


@pytest.mark.parametrize(
    "following",
    [
        "She visited the mill on March 6.",
        "The council made the offer public on March 6.",
        "She made the bread on March 6.",
    ],
)
def test_another_deed_or_doer_on_another_day_is_no_second_date(following: str) -> None:
    assert retold(following) == []


def test_one_day_told_twice_is_no_difference() -> None:
    assert retold("She made the offer in a letter on March 6.", again=FIRST) == []


# ------------------------------------------------------------------ occasions


def test_a_month_and_a_day_in_it_can_be_one_time_and_the_day_is_kept() -> None:
    march, fifth = month(2031, 3), day(FIRST)
    assert can_be_one_time(march, fifth) and narrower(march, fifth) == fifth
    assert not can_be_one_time(fifth, day(SECOND))


def test_an_unknown_time_can_be_any_and_is_never_one_day() -> None:
    assert can_be_one_time(UNKNOWN_WHEN, day(FIRST)) and narrower(UNKNOWN_WHEN, day(FIRST)) == day(FIRST)
    assert not is_one_day(UNKNOWN_WHEN, day(FIRST)) and not is_dated(UNKNOWN_WHEN)


def test_a_span_of_days_is_no_one_day() -> None:
    assert is_one_day(day(FIRST), day(FIRST)) and not is_one_day(days(FIRST, SECOND), days(FIRST, SECOND))


def briefed(name: str, said: When, setting: Setting = Setting.BRIEFING) -> Page:
    page = Page(name, "The lock is shut for good, Oda Brill said.", outlet=f"Outlet {name}", published=THIRD)
    page.say("The lock is shut for good", page.refer("Oda Brill"), source="Oda Brill", setting=setting, said_at=said)
    return page


def origins(ledger: Ledger) -> int:
    return len(ledger.origins)


def test_briefings_of_one_speaker_on_one_day_are_one_occasion_and_on_two_days_two() -> None:
    assert origins(ledger_of(briefed("a", day(FIRST)), briefed("b", day(FIRST)))) == 1
    assert origins(ledger_of(briefed("a", day(FIRST)), briefed("b", day(SECOND)))) == 2


def test_a_briefing_and_a_document_of_one_day_are_two_occasions() -> None:
    pages = briefed("a", day(FIRST)), briefed("b", day(FIRST), Setting.DOCUMENT)
    assert origins(ledger_of(*pages)) == 2


# ------------------------------------------------------------------ open questions, laws, days


@pytest.mark.parametrize(
    ("sentence", "is_open"),
    [
        ("No one has yet explained why the gate stood open.", True),
        ("Nobody has said who held the key.", True),
        ("None of the owners has explained how it sank.", True),
        ("One has explained why the gate stood open.", False),
        ("No one has complained, the warden said.", False),
        ("It is no longer unknown why; nobody has said who did not.", False),
    ],
)
def test_what_nobody_has_explained_is_open(sentence: str, is_open: bool) -> None:
    assert (match_open(sentence, load_lists()) is not None) is is_open


def test_a_law_with_brackets_and_a_year_is_one_name_with_its_provision() -> None:
    text = "Under Regulation 19 of the Harbour Craft (Moorings) Regulations 2014, an owner must double every line."
    (found,) = read_instruments(text)
    assert (found.name, found.provision) == ("Harbour Craft (Moorings) Regulations 2014", "Regulation 19")
    assert [part.quote for part in found.requires] == ["an owner must double every line"]


@pytest.mark.parametrize("text", ["House Rules are printed (in red).", "The Last Order (Dusk) was sung in 2014."])
def test_rules_and_orders_without_a_year_are_no_law(text: str) -> None:
    assert read_instruments(text) == ()


TUESDAY = date(2031, 3, 4)


def test_what_a_lasting_state_came_after_lies_back() -> None:
    text = "Nine are unaccounted for after a roof fall at the basin on Monday evening, police said."
    assert read_times(text, TUESDAY) == [("Monday evening", "2031-03-03")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ferry is to sail again after a test on Friday.", "2031-03-07"),
        ("The lock reopens after a test on Friday.", "unknown"),
    ],
)
def test_what_is_still_to_come_does_not_lie_back(text: str, value: str) -> None:
    assert read_times(text, TUESDAY) == [("Friday", value)]


# ------------------------------------------------------------------ interviews in the outlet's own report


def relayed(quote: str, outlet: str = "Fen Lectern", setting: Setting = Setting.UNKNOWN) -> Ledger:
    text = "“They drained it at night. The gate was never locked, whatever they say,” Oda Brill says over tea."
    own = Page("a", text, outlet="Fen Lectern", published=FIRST)
    who = own.refer("Oda Brill")
    content = "“They drained it at night. The gate was never locked, whatever they say,”"
    own.say(content, who, source="Oda Brill", cue="says", mode=Mode.DIRECT, setting=setting)
    other = Page(
        "b", f"Oda Brill told the {outlet} it was theft. “{quote},” she was quoted as saying.", published=SECOND
    )
    teller = other.refer("Oda Brill")
    other.say("it was theft", teller, source="Oda Brill", cue="told", with_whom=outlet)
    other.say(f"“{quote},”", teller, cue="quoted as saying", with_whom=outlet, mode=Mode.DIRECT)
    return ledger_of(own, other)


def test_words_quoted_from_an_outlets_own_report_are_of_one_interview() -> None:
    assert origins(relayed("They drained it at night ... whatever they say")) == 1


def test_words_that_the_outlets_report_does_not_print_may_be_of_another_interview() -> None:
    assert origins(relayed("They sold the gate ... whatever they say")) == 2


def test_words_quoted_as_told_to_another_outlet_are_of_another_interview() -> None:
    assert origins(relayed("They drained it at night ... whatever they say", outlet="Marsh Herald")) == 2


def test_an_outlets_own_report_that_names_another_occasion_keeps_it() -> None:
    assert origins(relayed("They drained it at night ... whatever they say", setting=Setting.HEARING)) == 2
