"""What many readings show together: entities, origins, claims, wordings, figures, differences, open questions."""

from __future__ import annotations

from datetime import date

import pytest

from firsthand.ledger import build_ledger
from firsthand.ledger.lists import load_lists
from firsthand.ledger.questions import match_open
from firsthand.ledger.records import (
    AgreementKind,
    Disagreement,
    DisagreementKind,
    Entity,
    Ledger,
    Origin,
    SeriesRelation,
    Stance,
    WordingKind,
)
from firsthand.reading.records import Act, Basis, EntityKind, Hop, HopKind, Modality, Mode, Polarity, Setting
from firsthand.story import find_dependences
from firsthand.story.records import Story
from firsthand.when import When, day, month
from readings import Page

LISTS = load_lists()


NORWAY: dict[str, str] = {"country": "Norway"}


def ledger_of(*pages: Page, apart: bool = False) -> Ledger:
    """The ledger of the pages, taken for one story, or for one each where `apart`."""
    readings = tuple(page.reading() for page in pages)
    ids = tuple(reading.report.id for reading in readings)
    stories = tuple(Story(id=f"sy-{one}", reports=(one,)) for one in ids) if apart else (Story(id="sy-1", reports=ids),)
    return build_ledger(readings, stories, find_dependences(readings))


def entity_of(ledger: Ledger, referent: str) -> Entity:
    return next(entity for entity in ledger.entities if referent in entity.referents)


def origin_of(ledger: Ledger, statement: str) -> Origin:
    return next(origin for origin in ledger.origins if statement in origin.statements)


def of_kind(ledger: Ledger, kind: DisagreementKind) -> list[Disagreement]:
    return [one for one in ledger.disagreements if one.kind is kind]


# ------------------------------------------------------------------ entities


def people(
    left: str, right: str, *, apart: bool = False, left_more: dict | None = None, right_more: dict | None = None
) -> bool:  # type: ignore[type-arg]
    """Whether the two names, one on each of two pages, become one entity."""
    first, second = Page("a", f"The warden met {left} at noon."), Page("b", f"Nobody at the gate knew {right}.")
    ours, theirs = first.refer(left, **(left_more or {})), second.refer(right, **(right_more or {}))
    ledger = ledger_of(first, second, apart=apart)
    return entity_of(ledger, ours) == entity_of(ledger, theirs)


def test_one_full_name_in_one_story_is_one_person() -> None:
    assert people("Choe Min-ho", "Choe Min-ho")


def test_hyphens_case_diacritics_and_order_do_not_make_another_person() -> None:
    assert people("Choe Min-ho", "Min-Ho Choe")
    assert people("Zoë Bérard", "Zoe Berard")


def test_another_given_name_is_another_person() -> None:
    assert not people("Ana Brill", "Eva Brill")


def test_two_spellings_of_a_name_join_with_a_shared_role() -> None:
    role = {"roles": ("governor",)}
    assert people("Yaroslav Hudym", "Iaroslav Gudym", left_more=role, right_more=role)


def test_two_spellings_of_a_name_alone_join_nobody() -> None:
    assert not people("Harry Gill", "Garry Hill", left_more={"roles": ("cook",)}, right_more={"roles": ("judge",)})


def test_namesakes_in_two_stories_are_two_people() -> None:
    assert not people(
        "Jan Botma", "Jan Botma", apart=True, left_more={"roles": ("fire chief",)}, right_more={"roles": ("trader",)}
    )


def test_one_name_of_two_countries_is_two_people() -> None:
    assert not people("Ivan Petrov", "Ivan Petrov", left_more={"country": "Russia"}, right_more={"country": "Bulgaria"})


def test_a_surname_takes_up_the_only_full_name_of_the_story() -> None:
    assert people("Petra Maluf", "Maluf")


def test_a_surname_that_two_people_bear_joins_neither() -> None:
    first = Page("a", "Ana Brill met Eva Brill at noon.")
    first.refer("Ana Brill")
    first.refer("Eva Brill")
    second = Page("b", "Brill was not at the gate.")
    alone = second.refer("Brill")
    assert entity_of(ledger_of(first, second), alone).referents == (alone,)


def soldiers(first_text: str, second_text: str) -> bool:
    pages = Page("a", first_text), Page("b", second_text)
    who = [page.refer("Ro") for page in pages]
    for page, one in zip(pages, who, strict=True):
        source = page.article.text.split(", said")[0]
        page.say("he was cold", one, source=source)
    ledger = ledger_of(*pages)
    return entity_of(ledger, who[0]) == entity_of(ledger, who[1])


def test_people_known_by_one_surname_join_where_they_are_described_alike() -> None:
    assert soldiers(
        "A Morland sailor captured at the strait, named only as Ro, said he was cold.",
        "The sailor captured by the strait patrol, identified as Ro, said he was cold.",
    )


def test_people_known_by_one_surname_stay_apart_without_support() -> None:
    assert not soldiers("A retired judge, Ro, said he was cold.", "The goalkeeper, named only as Ro, said he was cold.")


def test_people_known_by_one_surname_join_by_one_interview() -> None:
    pages = (
        Page("a", "Ro told the Lantern Post he was cold."),
        Page("b", "To the Lantern Post, Ro said the guns froze."),
    )
    who = [page.refer("Ro") for page in pages]
    pages[0].say("he was cold", who[0], cue="told", setting=Setting.INTERVIEW, with_whom="the Lantern Post")
    pages[1].say("the guns froze", who[1], setting=Setting.INTERVIEW, with_whom="Lantern Post")
    entity = entity_of(ledger_of(*pages), who[0])
    assert entity.referents == tuple(who)
    assert "one interview" in entity.because[0].note


def bodies(left: str, right: str, *, left_more: dict, right_more: dict) -> bool:  # type: ignore[type-arg]
    return people(
        left,
        right,
        left_more={"kind": EntityKind.ORGANISATION, **left_more},
        right_more={"kind": EntityKind.ORGANISATION, **right_more},
    )


def test_a_body_and_its_initials_are_one() -> None:
    assert bodies("Federation of Inland Pilots", "FIP", left_more={}, right_more={})


def test_a_kind_of_body_and_its_country_mean_the_body_by_name() -> None:
    assert bodies(
        "National Intelligence Service",
        "intelligence agency",
        left_more={"country": "Norway", "roles": ("spy agency",)},
        right_more={"country": "Norway", "named": False},
    )


def test_two_countries_foreign_ministries_are_two_bodies() -> None:
    assert not bodies(
        "Foreign Ministry", "Foreign Ministry", left_more={"country": "Norway"}, right_more={"country": "Chile"}
    )


def test_two_proper_names_of_one_kind_in_one_country_are_two_bodies() -> None:
    assert not bodies(
        "Harbour Intelligence Service",
        "Coastal Intelligence Service",
        left_more={"country": "Norway"},
        right_more={"country": "Norway"},
    )


@pytest.mark.parametrize(
    "name", ["Survey Main Directorate", "Federal Survey Directorate", "Survey General Directorate"]
)
def test_a_body_told_without_its_rank_is_the_only_one_so_named(name: str) -> None:
    assert bodies(name, "Norway's survey directorate", left_more=NORWAY, right_more=NORWAY)


def test_a_body_told_without_its_rank_is_none_of_two_so_named() -> None:
    page = Page(
        "a",
        "The Survey Main Directorate and the Survey General Directorate kept silent, as did his survey directorate.",
    )
    body = EntityKind.ORGANISATION
    named = [page.refer(name, body, **NORWAY) for name in ("Survey Main Directorate", "Survey General Directorate")]
    told = page.refer("survey directorate", body, named=False, **NORWAY)
    ledger = ledger_of(page)
    assert all(entity_of(ledger, told).id != entity_of(ledger, one).id for one in named)


def test_a_state_is_one_place_by_its_usual_and_by_its_official_name() -> None:
    page = Page("a", "He left the Kingdom of Norway at dawn. Norway asked for him.")
    official = page.refer("Kingdom of Norway", EntityKind.PLACE, **NORWAY)
    usual = page.refer("Norway", EntityKind.PLACE, **NORWAY)
    ledger = ledger_of(page)
    assert entity_of(ledger, official).id == entity_of(ledger, usual).id
    assert entity_of(ledger, usual).name == "Norway"


def test_a_capital_is_not_its_state() -> None:
    page = Page("a", "He left Oslo at dawn. Norway asked for him.")
    capital = page.refer("Oslo", EntityKind.PLACE, **NORWAY)
    state = page.refer("Norway", EntityKind.PLACE, **NORWAY)
    ledger = ledger_of(page)
    assert entity_of(ledger, capital).id != entity_of(ledger, state).id


def test_a_general_name_is_also_called_with_its_country() -> None:
    page = Page("a", "The Foreign Ministry kept silent.")
    ministry = page.refer("Foreign Ministry", EntityKind.ORGANISATION, country="Norway")
    assert "Norwegian foreign ministry" in entity_of(ledger_of(page), ministry).names


def test_a_capital_and_a_government_join_by_their_country() -> None:
    more = {"kind": EntityKind.GOVERNMENT, "country": "Norway"}
    assert people("Oslo", "Norwegian government", left_more=more, right_more=more)


def test_a_ministry_and_its_government_are_two_entities_with_of() -> None:
    page = Page("a", "The Norwegian government and its Foreign Ministry kept silent.")
    government = page.refer("Norwegian government", EntityKind.GOVERNMENT, country="Norway")
    ministry = page.refer("Foreign Ministry", EntityKind.ORGANISATION, country="Norway", of=government)
    ledger = ledger_of(page)
    assert entity_of(ledger, ministry).of == entity_of(ledger, government).id


def test_unnamed_sources_never_join_across_reports() -> None:
    unnamed = {"named": False, "country": "Norway", "roles": ("official",)}
    assert not people("an official in Tallinn", "an official in Tallinn", left_more=unnamed, right_more=unnamed)


# ------------------------------------------------------------------ origins


def interview(
    name: str,
    text: str,
    content: str,
    outlet: str,
    *,
    speaker: str = "Petra Maluf",
    own: str = "Nile Wire",
    when: When | None = None,
) -> tuple[Page, str]:
    page = Page(name, text, outlet=own, published=date(2031, 3, 6))
    more = {"said_at": when} if when else {}
    return page, page.say(content, page.refer(speaker), setting=Setting.INTERVIEW, with_whom=outlet, **more)


def test_one_interview_told_by_two_papers_is_one_origin() -> None:
    first, ours = interview(
        "a", "Petra Maluf told the Post that the crew lost the keys.", "the crew lost the keys", "Lantern Post"
    )
    second, theirs = interview(
        "b", "To the Post Petra Maluf said no lamp was lit.", "no lamp was lit", "the Lantern Post newspaper"
    )
    origin = origin_of(ledger_of(first, second), ours)
    assert theirs in origin.statements
    assert origin.known
    assert origin.what == "interview of Petra Maluf with the Lantern Post newspaper"


def test_one_witness_told_to_two_papers_is_two_origins_and_one_speaker() -> None:
    first, ours = interview(
        "a",
        "Petra Maluf said the white van passed the gate twice.",
        "the white van passed the gate twice",
        "Lantern Post",
    )
    second, theirs = interview(
        "b", "Petra Maluf said a white van passed the gate twice.", "a white van passed the gate twice", "Veldt Times"
    )
    ledger = ledger_of(first, second)
    assert origin_of(ledger, ours).id != origin_of(ledger, theirs).id
    (claim,) = ledger.claims
    assert (claim.origins_at_least, claim.origins_at_most, claim.first_speakers) == (2, 2, 1)


def test_interviews_with_one_outlet_on_two_days_are_two_origins() -> None:
    text = "Petra Maluf said the pumps were dry."
    first, ours = interview("a", text, "the pumps were dry", "Lantern Post", when=day(date(2031, 3, 1)))
    second, theirs = interview("b", text, "the pumps were dry", "Lantern Post", when=day(date(2031, 3, 4)))
    ledger = ledger_of(first, second)
    assert origin_of(ledger, ours).id != origin_of(ledger, theirs).id


def test_an_unnamed_interviewed_person_described_alike_gave_the_same_interview() -> None:
    first, ours = interview("a", "Petra Maluf, a captured Morland sailor, spoke.", "spoke", "Lantern Post")
    second = Page("b", "A Morland sailor captured at the strait said he was cold.", published=date(2031, 3, 6))
    first.say(
        "captured Morland sailor",
        first.reading().referents[0].id,
        source="Petra Maluf, a captured Morland sailor",
        setting=Setting.INTERVIEW,
        with_whom="Lantern Post",
    )
    who = second.refer("A Morland sailor", named=False)
    theirs = second.say(
        "he was cold",
        who,
        source="A Morland sailor captured at the strait",
        setting=Setting.INTERVIEW,
        with_whom="Lantern Post",
    )
    ledger = ledger_of(first, second)
    assert theirs in origin_of(ledger, ours).statements
    assert entity_of(ledger, who).referents == (who,)


def test_the_day_on_which_an_outlet_printed_its_interview_is_no_second_interview() -> None:
    text = "Petra Maluf said the pumps were dry."
    first, ours = interview("a", text, "the pumps were dry", "us", own="Lantern Post", when=day(date(2031, 3, 5)))
    second, theirs = interview("b", text, "the pumps were dry", "Lantern Post", when=day(date(2031, 3, 6)))
    assert theirs in origin_of(ledger_of(first, second), ours).statements


def test_this_newspaper_is_the_outlet_that_prints_it() -> None:
    first, ours = interview(
        "a",
        "Petra Maluf told this newspaper the pumps were dry.",
        "the pumps were dry",
        "this newspaper",
        own="Lantern Post",
    )
    second, theirs = interview("b", "Petra Maluf told the Lantern Post she had swum.", "she had swum", "Lantern Post")
    assert theirs in origin_of(ledger_of(first, second), ours).statements


def test_what_is_told_inside_a_statement_shares_its_origin() -> None:
    page = Page("a", "Petra Maluf said she was told that the pumps worked.")
    outer = page.say("she was told that the pumps worked", page.refer("Petra Maluf"))
    inner = page.say("the pumps worked", cue="was told", inside=outer)
    assert inner in origin_of(ledger_of(page), outer).statements


def test_an_interviewed_persons_other_words_in_the_report_are_of_the_interview() -> None:
    page, first = interview(
        "a",
        "Petra Maluf told the Post the pumps were dry. She said she had swum.",
        "the pumps were dry",
        "Lantern Post",
    )
    later = page.say("she had swum", page.reading().referents[0].id)
    assert later in origin_of(ledger_of(page), first).statements


def briefing(name: str, content: str, said_at: When, published: date, mode: Mode = Mode.DIRECT) -> tuple[Page, str]:
    page = Page(name, f"“{content},” spokeswoman Malia Tonga told a briefing.", published=published)
    speaker = page.refer("Malia Tonga", roles=("spokeswoman",))
    return page, page.say(content, speaker, cue="told", setting=Setting.BRIEFING, said_at=said_at, mode=mode)


SAILORS = (
    "As the sailors are our citizens by law, the government plans to hold talks with Norway if they ask to come home"
)
SAILORS_TOO = (
    "As the sailors are our citizens by law, the government is prepared for talks with Norway "
    "should they wish to come home"
)


def test_a_briefing_of_last_month_and_one_of_a_day_in_it_are_one_where_the_words_are_alike() -> None:
    first, ours = briefing("a", SAILORS, day(date(2031, 1, 14)), date(2031, 1, 14))
    second, theirs = briefing("b", SAILORS_TOO, month(2031, 1), date(2031, 2, 19))
    origin = origin_of(ledger_of(first, second), ours)
    assert theirs in origin.statements
    assert origin.on.value == "2031-01-14"


def test_the_briefing_of_another_day_is_another_origin_and_no_wording() -> None:
    first, ours = briefing(
        "a", "The search for the plane continues in the northern valleys", day(date(2031, 3, 4)), date(2031, 3, 4)
    )
    second, theirs = briefing(
        "b", "The search for the plane continues in the northern woods", day(date(2031, 3, 11)), date(2031, 3, 11)
    )
    ledger = ledger_of(first, second)
    assert origin_of(ledger, ours).id != origin_of(ledger, theirs).id
    assert ledger.wordings == ()


def test_a_report_that_passes_on_an_outlets_report_shares_its_origin() -> None:
    first, ours = interview(
        "a",
        "Herder Altan Sereg said a drone circled the well.",
        "a drone circled the well",
        "Radio Sunda",
        speaker="Altan Sereg",
        own="Maple Wire",
    )
    second = Page("b", "According to Maple Wire, a drone circled the well at dawn.", outlet="Orchard Sun")
    outlet = second.refer("Maple Wire", EntityKind.ORGANISATION)
    theirs = second.say("a drone circled the well at dawn", outlet, cue="According to")
    assert theirs in origin_of(ledger_of(first, second), ours).statements


def test_one_agencys_words_on_two_pages_are_one_origin() -> None:
    content = "the spillway of the Orta dam is cracked along its whole length"
    pages = [Page(name, f"Engineers said {content}.", outlet=name, agency="Kestrel") for name in ("a", "b")]
    ids = [page.say(content, page.refer("Engineers", EntityKind.GROUP, named=False)) for page in pages]
    ledger = ledger_of(*pages)
    assert ids[1] in origin_of(ledger, ids[0]).statements
    assert (ledger.claims[0].origins_at_least, ledger.claims[0].origins_at_most) == (1, 1)


def test_the_same_words_by_two_speakers_are_two_origins() -> None:
    ids, pages = [], []
    for name, who in (("a", "Rahel Tesfai"), ("b", "Bram Osterhout")):
        page = Page(name, f"“We will not stop looking for the boy,” {who} said.")
        ids.append(page.say("We will not stop looking for the boy", page.refer(who), mode=Mode.DIRECT))
        pages.append(page)
    ledger = ledger_of(*pages)
    assert origin_of(ledger, ids[0]).id != origin_of(ledger, ids[1]).id
    assert ledger.wordings == ()


def test_narration_beside_a_known_origin_leaves_the_number_open() -> None:
    first, _ = interview(
        "a",
        "Goran Tadic said sappers defused a bomb under the rail bridge.",
        "sappers defused a bomb under the rail bridge",
        "Nile Wire",
        speaker="Goran Tadic",
    )
    second = Page("b", "A bomb under the rail bridge was defused by sappers.", outlet="Orchard Sun")
    second.narrate("A bomb under the rail bridge was defused by sappers.")
    (claim,) = ledger_of(first, second).claims
    assert (claim.origins_at_least, claim.origins_at_most, len(claim.reports)) == (1, 2, 2)


# ------------------------------------------------------------------ wordings


def test_one_utterance_in_two_wordings_keeps_both_and_the_narrower_day() -> None:
    first, ours = briefing("a", SAILORS, day(date(2031, 1, 14)), date(2031, 1, 14))
    second, theirs = briefing("b", SAILORS_TOO, month(2031, 1), date(2031, 2, 19))
    (wording,) = ledger_of(first, second).wordings
    assert (wording.kind, wording.members, wording.said_at.value) == (
        WordingKind.UTTERANCE,
        (ours, theirs),
        "2031-01-14",
    )
    assert ("if", "should") in [
        (one.left.split()[0] if one.left else "", one.right.split()[0] if one.right else "")
        for one in wording.differences
    ]


def test_the_same_print_twice_is_no_difference_of_wording() -> None:
    first, _ = briefing("a", SAILORS, day(date(2031, 1, 14)), date(2031, 1, 14))
    second, _ = briefing("b", SAILORS, day(date(2031, 1, 14)), date(2031, 1, 14))
    assert ledger_of(first, second).wordings == ()


@pytest.mark.parametrize(
    ("plain", "charged"),
    [("was told", "was tricked"), ("had been informed", "had been misled"), ("was assured", "was duped")],
)
def test_one_account_told_plainly_and_in_a_charged_word_is_two_strengths(plain: str, charged: str) -> None:
    first = Page("a", f"Ro said he {plain} that the ship would sail to a training school in the south.")
    second = Page("b", f"Ro said he {charged} into believing he was bound for a training school in the south.")
    who = [page.refer("Ro") for page in (first, second)]
    heard = {"setting": Setting.INTERVIEW, "with_whom": "Lantern Post"}
    outer = first.say(f"he {plain} that the ship would sail to a training school in the south", who[0], **heard)
    inner = first.say("the ship would sail to a training school in the south", cue=plain, inside=outer)
    theirs = second.say(f"he {charged} into believing he was bound for a training school in the south", who[1], **heard)
    strengths = [one for one in ledger_of(first, second).wordings if one.kind is WordingKind.STRENGTH]
    assert any(inner in one.members or outer in one.members for one in strengths if theirs in one.members)


def test_a_charged_word_about_another_thing_is_no_second_strength() -> None:
    first = Page("a", "Ro said he was told the ship would sail at dawn.")
    second = Page("b", "Ro said his cousin was tricked at cards by a priest.")
    who = [page.refer("Ro") for page in (first, second)]
    heard = {"setting": Setting.INTERVIEW, "with_whom": "Lantern Post"}
    first.say("he was told the ship would sail at dawn", who[0], **heard)
    second.say("his cousin was tricked at cards by a priest", who[1], **heard)
    assert ledger_of(first, second).wordings == ()


# ------------------------------------------------------------------ figures and agreement


def count(name: str, text: str, words: str, amount: int, published: date, **more: object) -> Page:
    page = Page(name, text, published=published, outlet=f"Outlet {name}")
    page.figure(words, amount, **more)  # type: ignore[arg-type]
    return page


TODAY, TOMORROW = date(2031, 3, 5), date(2031, 3, 6)


def test_hedged_figures_of_one_thing_agree_across_reports() -> None:
    ledger = ledger_of(
        count(
            "a",
            "Around 11,000 troops have crossed the river since Sunday.",
            "11,000",
            11000,
            TODAY,
            hedge="Around",
            counted="troops",
        ),
        count(
            "b",
            "It is estimated that approximately 11,200 soldiers have crossed the river.",
            "11,200",
            11200,
            TODAY,
            hedge="approximately",
            counted="soldiers",
        ),
    )
    (agreement,) = ledger.agreements
    assert agreement.kind is AgreementKind.FIGURE
    assert agreement.value.startswith("11000")
    assert ledger.series[0].relation is SeriesRelation.AGREE


def test_the_same_number_of_other_things_is_no_agreement() -> None:
    ledger = ledger_of(
        count("a", "The hospital has treated 300 wounded.", "300", 300, TODAY, counted="wounded"),
        count("b", "Aid workers put up 300 tents beside the hospital.", "300", 300, TODAY, counted="tents"),
    )
    assert (ledger.agreements, ledger.disagreements, ledger.series) == ((), (), ())


def test_a_later_greater_count_has_grown_and_is_reconcilable() -> None:
    ledger = ledger_of(
        count("a", "Four people died in the landslide.", "Four", 4, TODAY, counted="people"),
        count("b", "Eleven people died in the landslide.", "Eleven", 11, TOMORROW, counted="people"),
    )
    assert ledger.series[0].relation is SeriesRelation.GREW
    assert [one.reconciliation for one in ledger.disagreements] == ["a later count"]


def test_two_counts_of_one_day_differ() -> None:
    ledger = ledger_of(
        count("a", "Nine people were wounded in the blast at the mill.", "Nine", 9, TODAY, counted="people"),
        count("b", "Fourteen people were wounded in the blast at the mill.", "Fourteen", 14, TODAY, counted="people"),
    )
    assert ledger.series[0].relation is SeriesRelation.DIFFER
    assert [one.reconciliation for one in ledger.disagreements] == [""]


def test_a_part_of_a_count_is_not_set_beside_the_whole() -> None:
    ledger = ledger_of(
        count("a", "Nine people died in the fire.", "Nine", 9, TODAY, counted="people"),
        count("b", "Three of them died on the island.", "Three", 3, TODAY),
    )
    assert ledger.series == ()


def test_what_a_toll_moved_by_is_not_set_beside_the_toll() -> None:
    ledger = ledger_of(
        count("a", "Nine people died in the fire.", "Nine", 9, TODAY, counted="people"),
        count("b", "The toll rose again after divers found two bodies.", "two", 2, TODAY, counted="bodies"),
    )
    assert ledger.series == ()


def test_a_province_and_a_village_do_not_disagree() -> None:
    first = count("a", "The storm destroyed 120 houses in the province.", "120", 120, TODAY, counted="houses")
    second = count("b", "The storm destroyed 35 houses in the village of Sre Lor.", "35", 35, TODAY, counted="houses")
    second.refer("Sre Lor", EntityKind.PLACE)
    assert ledger_of(first, second).disagreements == ()


def dated(name: str, text: str, words: str, when: date, actor: str = "") -> Page:
    page = Page(name, text, published=date(2031, 3, 20))
    if actor:
        page.refer(actor)
    page.narrate(text)
    page.time(words, when)
    return page


def test_a_weekday_and_a_date_that_are_one_day_agree() -> None:
    ledger = ledger_of(
        dated("a", "The radio mast fell on the chapel roof on Monday.", "Monday", date(2031, 3, 3)),
        dated(
            "b",
            "The chapel, its roof crushed by a falling radio mast on March 3, will be rebuilt.",
            "March 3",
            date(2031, 3, 3),
        ),
    )
    assert [(one.kind, one.value) for one in ledger.agreements] == [(AgreementKind.DATE, "2031-03-03")]


def test_two_other_things_of_one_day_are_no_agreement() -> None:
    ledger = ledger_of(
        dated("a", "The radio mast fell on the chapel roof on Monday.", "Monday", date(2031, 3, 3)),
        dated("b", "The bishop bought a horse on March 3 and rode to the coast.", "March 3", date(2031, 3, 3)),
    )
    assert ledger.agreements == ()


# ------------------------------------------------------------------ disagreements


def test_two_days_of_one_offer_are_reconcilable_by_time_zone_where_the_words_say_local() -> None:
    ledger = ledger_of(
        dated(
            "a",
            "Taras Melnyk offered to exchange the pilots on January 13.",
            "January 13",
            date(2031, 1, 13),
            "Taras Melnyk",
        ),
        dated(
            "b",
            "Taras Melnyk offered on Sunday (local time) to exchange the pilots.",
            "Sunday",
            date(2031, 1, 12),
            "Taras Melnyk",
        ),
    )
    (difference,) = of_kind(ledger, DisagreementKind.DATE)
    assert (difference.values, difference.reconciliation) == (("2031-01-13", "2031-01-12"), "time zone")


def test_a_denial_in_words_of_its_own_is_set_against_what_it_denies() -> None:
    page = Page(
        "a", "Aleixo Prado said the tailings pond had leaked for weeks. Vantor Mining denied that the pond had leaked."
    )
    said = page.say("the tailings pond had leaked for weeks", page.refer("Aleixo Prado"))
    denied = page.say(
        "the pond had leaked", page.refer("Vantor Mining", EntityKind.ORGANISATION), cue="denied", act=Act.DENY
    )
    ledger = ledger_of(page)
    (difference,) = of_kind(ledger, DisagreementKind.DENIAL)
    assert difference.members == (said, denied)
    assert {member.stance for member in ledger.claims[0].members} == {Stance.ASSERTS, Stance.DENIES}


def test_a_denial_without_words_takes_up_the_statement_before_it() -> None:
    page = Page("a", "The union said managers had told crews to wait. Norsund denied that.")
    said = page.say("managers had told crews to wait", page.refer("The union", EntityKind.ORGANISATION))
    denied = page.say("that", page.refer("Norsund", EntityKind.ORGANISATION), cue="denied", act=Act.DENY)
    (difference,) = of_kind(ledger_of(page), DisagreementKind.DENIAL)
    assert difference.members == (said, denied)


def test_two_peoples_forecasts_that_negate_each_other_are_a_denial() -> None:
    first, second = (
        Page("a", "Hugo Laspina said the port would be ready in spring."),
        Page("b", "Consolata Ferri said the port would not be ready in spring."),
    )
    first.say("the port would be ready in spring", first.refer("Hugo Laspina"))
    second.say("the port would not be ready in spring", second.refer("Consolata Ferri"), polarity=Polarity.NEGATIVE)
    assert len(of_kind(ledger_of(first, second), DisagreementKind.DENIAL)) == 1


def test_two_different_wishes_are_no_contradiction() -> None:
    first, second = (
        Page("a", "One of the sailors said: “I want to live here.”"),
        Page("b", "Ri Song-ho said he did not want to go to Oslo."),
    )
    first.say("I want to live here", first.refer("One of the sailors", named=False), mode=Mode.DIRECT)
    second.say("he did not want to go to Oslo", second.refer("Ri Song-ho"), polarity=Polarity.NEGATIVE)
    assert ledger_of(first, second).disagreements == ()


def test_a_person_who_says_otherwise_later_is_no_denial() -> None:
    first, second = (
        Page("a", "Hugo Laspina said the port would be ready in spring."),
        Page("b", "Hugo Laspina said the port would not be ready in spring."),
    )
    first.say("the port would be ready in spring", first.refer("Hugo Laspina"))
    second.say("the port would not be ready in spring", second.refer("Hugo Laspina"), polarity=Polarity.NEGATIVE)
    assert of_kind(ledger_of(first, second), DisagreementKind.DENIAL) == []


def test_a_statement_that_stands_elsewhere_as_plain_fact_has_lost_its_attribution() -> None:
    first, second = (
        Page("a", "Ro said he had served in the Signals Bureau as a clerk."),
        Page("b", "Ro served in the Signals Bureau as a clerk."),
    )
    told = first.say("he had served in the Signals Bureau as a clerk", first.refer("Ro", roles=("clerk",)))
    second.refer("Ro", roles=("clerk",))
    plain = second.narrate("Ro served in the Signals Bureau as a clerk.")
    (difference,) = of_kind(ledger_of(first, second), DisagreementKind.ATTRIBUTION_DROPPED)
    assert difference.members == (told, plain)


def test_a_headline_that_drops_the_condition_is_stronger_than_its_text() -> None:
    page = Page(
        "a", "Davor Ilic quits Rovers\n\n“If the coach stays, I may quit Rovers,” Davor Ilic said.", headline=True
    )
    who = page.refer("Davor Ilic")
    head = page.narrate("Davor Ilic quits Rovers", echo=True)
    said = page.say("If the coach stays, I may quit Rovers", who, mode=Mode.DIRECT, modality=Modality.CONDITIONAL)
    (difference,) = of_kind(ledger_of(page), DisagreementKind.HEADLINE_STRONGER)
    assert difference.members == (head, said)


def test_a_headline_with_its_hedge_is_no_stronger() -> None:
    page = Page(
        "a", "Davor Ilic may quit Rovers\n\n“If the coach stays, I may quit Rovers,” Davor Ilic said.", headline=True
    )
    page.narrate("Davor Ilic may quit Rovers", echo=True)
    page.say(
        "If the coach stays, I may quit Rovers",
        page.refer("Davor Ilic"),
        mode=Mode.DIRECT,
        modality=Modality.CONDITIONAL,
    )
    assert of_kind(ledger_of(page), DisagreementKind.HEADLINE_STRONGER) == []


# ------------------------------------------------------------------ open questions and corrections


@pytest.mark.parametrize(
    "sentence",
    [
        "It remains unknown whether the crew left the ship.",
        "It was not immediately clear who had opened the sluice.",
        "It is still unclear how many of the lorries were locked.",
        "What draws attention now is whether the league will pay.",
        "It has yet to be decided whether the hull will be raised.",
        "Whether the grant will come in time remains to be seen.",
        "No decision has been made on the bridge.",
        "It is an open question whether the letter was passed on.",
        "The ministry did not say who signed the order.",
        "The account could not be independently verified.",
        "Whether the clerk will be called is not yet clear.",
        "The office could not yet say who had signed the sheets.",
    ],
)
def test_a_sentence_that_leaves_something_open_is_found(sentence: str) -> None:
    assert match_open(sentence, LISTS) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "It is clear who opened the sluice.",
        "It is no longer unclear whether the crew left.",
        "The road to the unknown coast is long, and the sky was clear.",
        "He said he would decide whether to sail.",
        "The open market remains the place where growers meet.",
        "They asked whether the bus had come.",
        "She knows what was said at the meeting.",
        "The known cases are listed where they occurred.",
    ],
)
def test_a_sentence_that_settles_or_only_asks_is_no_open_question(sentence: str) -> None:
    assert match_open(sentence, LISTS) is None


def test_an_open_question_cites_its_sentence() -> None:
    page = Page("a", "The hull lies on the bank. It is unclear if the captain has spoken. Rain fell.")
    (question,) = ledger_of(page).open_questions
    assert question.passage.quote == "It is unclear if the captain has spoken."


@pytest.mark.parametrize(
    ("note", "was", "now"),
    [
        (
            "Correction: An earlier version of this article said that 14 boats had sunk. It was 12.",
            "14 boats had sunk",
            "12",
        ),
        (
            "Correction: Our report of 10 March gave the year of the launch as 1989. It was launched in 1998.",
            "1989",
            "launched in 1998",
        ),
        ("Correction: This article was amended to change the toll from 14 to 12.", "14", "12"),
        ("Correction: The name of the river was misspelled.", "unknown", "unknown"),
    ],
)
def test_a_correction_gives_the_words_of_then_and_now(note: str, was: str, now: str) -> None:
    page = Page("a", f"Twelve boats sank in the storm.\n\n{note}")
    (correction,) = ledger_of(page).corrections
    assert (correction.was, correction.now) == (was, now)


def test_a_source_that_revises_its_count_is_no_correction_of_a_report() -> None:
    page = Page("a", "The coast guard revised its count of those on board to 229 from 231.")
    assert ledger_of(page).corrections == ()


# ------------------------------------------------------------------ the whole


def test_the_ledger_is_the_same_twice() -> None:
    def pages() -> tuple[Page, ...]:
        return (
            briefing("a", SAILORS, day(date(2031, 1, 14)), date(2031, 1, 14))[0],
            briefing("b", SAILORS_TOO, month(2031, 1), date(2031, 2, 19))[0],
        )

    assert ledger_of(*pages()) == ledger_of(*pages())


def test_relayed_words_count_as_heard_by_the_first_outlet() -> None:
    page = Page("a", "The ministry said the road was open, as reported by Kestrel.")
    hop = Hop(kind=HopKind.RELAYED, name="Kestrel", basis=Basis.PRINTED)
    said = page.say("the road was open", page.refer("The ministry", EntityKind.ORGANISATION), chain=(hop,))
    origin = origin_of(ledger_of(page), said)
    assert (origin.heard_by, origin.known) == ("Kestrel", False)
