"""Where reports differ and agree: each rule with what it finds and what looks alike and is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from firsthand.evidence import Reason
from firsthand.ledger import build_ledger
from firsthand.ledger.copied import find_copy_groups
from firsthand.ledger.lists import load_lists
from firsthand.ledger.negation import split_clauses
from firsthand.ledger.records import AgreementKind, Disagreement, DisagreementKind, Ledger
from firsthand.reading.records import Act, Basis, EntityKind, Hop, HopKind, Polarity, Reading, Setting
from firsthand.story import find_dependences, narrow_credits
from firsthand.story.records import Dependence, DependenceKind, Story
from firsthand.when import When, year
from readings import Page

FIRST, SECOND, THIRD = date(2031, 3, 5), date(2031, 3, 6), date(2031, 3, 9)
BODY = EntityKind.ORGANISATION


def ledger_of(*pages: Page, copies: tuple[tuple[int, int], ...] = ()) -> Ledger:
    """The ledger of the pages in one story; `copies` are (copy, original) by their places."""
    readings = tuple(page.reading() for page in pages)
    ids = tuple(reading.report.id for reading in readings)
    made = tuple(copy_of(readings[copy], readings[original]) for copy, original in copies)
    return build_ledger(readings, (Story(id="sy-1", reports=ids),), (*find_dependences(readings), *made))


def copy_of(copy: Reading, original: Reading) -> Dependence:
    return Dependence(
        id=f"dp-{copy.report.id}",
        report=copy.report.id,
        other=original.report.id,
        name="",
        kind=DependenceKind.COPY,
        directed=True,
        evidence=(),
        because=(Reason(rule="test"),),
    )


def of_kind(ledger: Ledger, kind: DisagreementKind) -> list[Disagreement]:
    return [one for one in ledger.disagreements if one.kind is kind]


def toll(
    name: str, text: str, words: str, amount: int, published: When | date = FIRST, counted: str = "people"
) -> Page:
    page = Page(name, text, published=published, outlet=f"Outlet {name}")
    page.figure(words, amount, counted=counted)
    return page


# ------------------------------------------------------------------ agreements


def test_a_copy_and_its_original_do_not_agree_with_each_other() -> None:
    pages = toll("a", "Six people died at the weir.", "Six", 6), toll("b", "Six people died at the weir.", "Six", 6)
    assert ledger_of(*pages, copies=((1, 0),)).agreements == ()
    assert len(ledger_of(*pages).agreements) == 1


def test_one_long_sentence_in_two_reports_is_one_print_and_no_agreement() -> None:
    text = "Six people died at the old weir below Marrow when the gates gave way at night."
    assert ledger_of(toll("a", text, "Six", 6), toll("b", text, "Six", 6)).agreements == ()


def test_three_reports_of_one_number_agree_once() -> None:
    (agreement,) = ledger_of(
        toll("a", "Six people died at the weir.", "Six", 6),
        toll("b", "The flood killed six people below Marrow.", "six", 6, SECOND),
        toll("c", "In all six people are dead.", "six", 6, THIRD),
    ).agreements
    assert (agreement.kind, agreement.value, len(agreement.passages)) == (AgreementKind.FIGURE, "6 dead", 3)


def test_an_agreement_names_the_counted_thing_as_printed() -> None:
    (agreement,) = ledger_of(
        toll("a", "Two grey barges lay ready at the lock on Sunday.", "Two", 2, counted="grey barges"),
        toll("b", "At the lock two barges lay ready, grey in the rain.", "two", 2, counted="barges"),
    ).agreements
    assert agreement.about == "grey barges"


def told_on(name: str, text: str, words: str, when: date, actor: str) -> Page:
    page = Page(name, text, published=THIRD, outlet=f"Outlet {name}")
    page.refer(actor)
    page.narrate(text)
    page.time(words, when)
    return page


def test_a_name_and_a_day_alone_are_no_agreement() -> None:
    ledger = ledger_of(
        told_on("a", "Ines Calder sang in the chapel on Wednesday.", "Wednesday", FIRST, "Ines Calder"),
        told_on("b", "On March 5 Ines Calder sold her horse.", "March 5", FIRST, "Ines Calder"),
    )
    assert ledger.agreements == ()


def test_one_fate_in_two_words_on_one_day_is_an_agreement() -> None:
    ledger = ledger_of(
        told_on("a", "Ines Calder was seized near the ford on Wednesday.", "Wednesday", FIRST, "Ines Calder"),
        told_on("b", "It was on March 5 that Ines Calder was picked up.", "March 5", FIRST, "Ines Calder"),
    )
    assert [one.value for one in ledger.agreements] == ["2031-03-05"]


# ------------------------------------------------------------------ figures


def test_a_bare_number_counts_what_the_nearest_number_in_size_counts() -> None:
    page = Page("a", "The guard put those aboard at 229 after two names were struck off. The owner still says 214.")
    page.figure("229", 229, counted="those")
    page.figure("two", 2, counted="names")
    page.figure("214", 214)
    (series,) = ledger_of(page).series
    assert len(series.figures) == 2 and series.counts == "aboard"


def test_the_names_of_some_victims_are_no_second_toll() -> None:
    ledger = ledger_of(
        toll("a", "Five people were killed at the pier.", "Five", 5),
        toll("b", "The names of three people killed at the pier were read out.", "three", 3, SECOND),
    )
    assert ledger.series == ()


def test_one_man_who_escaped_death_is_no_toll() -> None:
    ledger = ledger_of(
        toll("a", "Five people were killed at the pier.", "Five", 5),
        toll("b", "One man, already hurt and lying still, dodged death by luck.", "One", 1, counted="man"),
    )
    assert ledger.series == ()


def test_a_disagreement_shows_each_amount_of_a_report_once() -> None:
    first = Page("a", "Four people died. By noon the four dead people lay in the hall.", published=FIRST)
    first.figure("Four", 4, counted="people")
    first.figure("four", 4, counted="people")
    (difference,) = of_kind(ledger_of(first, toll("b", "Nine people died.", "Nine", 9, THIRD)), DisagreementKind.FIGURE)
    assert len(difference.passages) == 2 and difference.reconciliation == "a later count"


def test_a_list_of_prices_in_one_report_does_not_differ() -> None:
    page = Page(
        "a", "The red jar costs 40 crowns in the old shop.\n\nThe tall red jar costs 90 crowns in the old shop."
    )
    page.figure("40", 40, counted="crowns")
    page.figure("90", 90, counted="crowns")
    assert ledger_of(page).disagreements == ()


# ------------------------------------------------------------------ wordings


def interviewed(name: str, content: str) -> Page:
    page = Page(name, f"Emil Pask told the Lantern Post that {content}.", outlet=f"Outlet {name}")
    page.say(content, page.refer("Emil Pask"), cue="told", setting=Setting.INTERVIEW, with_whom="Lantern Post")
    return page


def test_accounts_of_one_interview_that_alone_tell_of_one_thing_are_wordings() -> None:
    ledger = ledger_of(
        interviewed("a", "he opened the valves and no water came"),
        interviewed("b", "he turned the valves himself and got nothing"),
    )
    assert len(ledger.wordings) == 1


def test_accounts_of_one_interview_about_two_things_are_no_wordings() -> None:
    ledger = ledger_of(
        interviewed("a", "he opened the valves and no water came"),
        interviewed("b", "he called the harbour twice and got nothing"),
    )
    assert ledger.wordings == ()


# ------------------------------------------------------------------ all and a part


def wholes(part: str) -> list[Disagreement]:
    first = Page("a", "Hugo Brandt said every valve in the dam had passed the yearly test.")
    first.say("every valve in the dam had passed the yearly test", first.refer("Hugo Brandt"))
    second = Page("b", f"The inspector Ana Ruiz said {part}.", outlet="Orchard Sun")
    second.say(part, second.refer("Ana Ruiz"))
    return of_kind(ledger_of(first, second), DisagreementKind.FIGURE)


def test_all_against_a_part_of_the_same_thing_differs() -> None:
    (difference,) = wholes("the yearly test covered two of the dam’s five valves")
    assert difference.values == ("every valve", "two of the dam’s five valves")


def test_all_against_a_part_of_another_thing_does_not_differ() -> None:
    assert wholes("the yearly test was passed by two of the dam’s five clerks") == []


def test_all_against_a_part_in_another_matter_does_not_differ() -> None:
    assert wholes("three of the five valves had come by rail from Oslo") == []


# ------------------------------------------------------------------ years


def built(name: str, text: str, year_words: str, happened: int) -> Page:
    page = Page(name, text, outlet=f"Outlet {name}")
    page.time(year_words, year(happened))
    page.narrate(text)
    return page


def test_one_thing_built_in_two_years_differs() -> None:
    (difference,) = of_kind(
        ledger_of(
            built("a", "The Sula Wren, built in 1989, lay at the quay.", "1989", 1989),
            built("b", "The vessel was completed in 1998.", "1998", 1998),
        ),
        DisagreementKind.DATE,
    )
    assert difference.values == ("1989", "1998")


def test_two_named_things_built_in_two_years_do_not_differ() -> None:
    ledger = ledger_of(
        built("a", "The Sula Wren, built in 1989, lay at the quay.", "1989", 1989),
        built("b", "The Corrin Belle was built in 1998.", "1998", 1998),
    )
    assert ledger.disagreements == ()


def test_two_happenings_of_one_thing_do_not_differ() -> None:
    ledger = ledger_of(
        built("a", "The Sula Wren, built in 1989, lay at the quay.", "1989", 1989),
        built("b", "The Sula Wren sank in 1998.", "1998", 1998),
    )
    assert ledger.disagreements == ()


# ------------------------------------------------------------------ denials


def test_a_negation_in_another_clause_is_no_denial() -> None:
    first, second = (
        Page("a", "Rolf Amsel said the clerk was led away at once."),
        Page("b", "x\n\ny", outlet="Veldt Times"),
    )
    second = Page("b", "The clerk was not hurt, and was led away at once.", outlet="Veldt Times")
    first.say("the clerk was led away at once", first.refer("Rolf Amsel"))
    second.narrate("The clerk was not hurt, and was led away at once.")
    assert of_kind(ledger_of(first, second), DisagreementKind.DENIAL) == []


def test_a_clause_ends_at_the_word_that_opens_another() -> None:
    assert split_clauses("He slept while nobody watched, he said", load_lists()) == (
        "He slept",
        "nobody watched",
        "he said",
    )


def test_two_who_assert_what_a_third_denies_are_one_disagreement() -> None:
    pages = []
    for name, who in (("a", "Hugo Laspina"), ("b", "Petra Noll")):
        page = Page(name, f"{who} said the tailings pond had leaked for weeks.", outlet=f"Outlet {name}")
        page.say("the tailings pond had leaked for weeks", page.refer(who))
        pages.append(page)
    third = Page("c", "Vantor Mining denied that the tailings pond had leaked for weeks.", outlet="Outlet c")
    third.say("the tailings pond had leaked for weeks", third.refer("Vantor Mining", BODY), cue="denied", act=Act.DENY)
    (difference,) = of_kind(ledger_of(*pages, third), DisagreementKind.DENIAL)
    assert len(difference.members) == 3 and difference.values == ("asserted", "asserted", "denied")


def account(noun: str, more: str = "Its director, Vik Sand, said every valve had been tested.") -> Disagreement | None:
    page = Page(
        "a", f"Joren Pask said the pumps were dead. He added that no water came. Norsund rejected {noun}. {more}"
    )
    pask, norsund = page.refer("Joren Pask"), page.refer("Norsund", BODY)
    page.say("the pumps were dead", pask)
    page.say("no water came", pask, cue="added")
    page.say(noun, norsund, cue="rejected", act=Act.DENY)
    if "Vik Sand" in more:
        page.say(
            "every valve had been tested", page.refer("Vik Sand"), source="Its director, Vik Sand", cue="said every"
        )
    return next(iter(of_kind(ledger_of(page), DisagreementKind.DENIAL)), None)


def test_an_account_is_all_that_its_teller_said_and_the_denier_goes_on() -> None:
    difference = account("the account")
    assert difference is not None and difference.values.count("asserted") == 2
    assert any(one.quote == "every valve had been tested" for one in difference.passages)


def test_the_official_version_is_not_the_account_of_whoever_spoke_last() -> None:
    assert account("the official version") is None


def test_a_bare_that_takes_up_the_last_statement_only() -> None:
    difference = account("that", "")
    assert difference is not None and difference.values.count("asserted") == 1


def test_what_a_page_calls_at_odds_differs() -> None:
    page = Page(
        "a",
        "Ana Ruiz said the harbour had not been warned.\n\n"
        "That is at odds with the port office, which told the Sun it had sent a letter in May.",
    )
    first = page.say("the harbour had not been warned", page.refer("Ana Ruiz"), polarity=Polarity.NEGATIVE)
    second = page.say("it had sent a letter in May", page.refer("the port office", BODY, named=False), cue="told")
    (difference,) = of_kind(ledger_of(page), DisagreementKind.DENIAL)
    assert difference.members == (first, second)


def test_two_statements_without_such_words_do_not_differ() -> None:
    page = Page(
        "a", "Ana Ruiz said the harbour had not been warned.\n\nThe port office said it had sent a letter in May."
    )
    page.say("the harbour had not been warned", page.refer("Ana Ruiz"), polarity=Polarity.NEGATIVE)
    page.say("it had sent a letter in May", page.refer("The port office", BODY, named=False))
    assert ledger_of(page).disagreements == ()


def test_a_disagreement_that_stands_again_in_a_copy_is_told_once() -> None:
    pages = []
    for name in ("a", "b"):
        page = Page(
            name, "The union said managers had told crews to wait. Norsund denied that.", outlet=f"Outlet {name}"
        )
        page.say("managers had told crews to wait", page.refer("The union", BODY))
        page.say("that", page.refer("Norsund", BODY), cue="denied", act=Act.DENY)
        pages.append(page)
    assert len(of_kind(ledger_of(*pages, copies=((1, 0),)), DisagreementKind.DENIAL)) == 1
    assert len(of_kind(ledger_of(*pages), DisagreementKind.DENIAL)) == 2


def test_a_request_that_is_turned_down_is_no_denial() -> None:
    assert account("the request", "") is None


def cars(denied: str) -> list[Disagreement]:
    first = Page("a", "Nadia Orr said passengers were told to stay in their cars after the alarm.", published=FIRST)
    first.say("passengers were told to stay in their cars after the alarm", first.refer("Nadia Orr"))
    second = Page(
        "b",
        "Nadia Orr, who told this paper that passengers had been told to stay in their cars, said she now believed "
        "it was a tape.",
        published=THIRD,
    )
    orr = second.refer("Nadia Orr")
    second.say("passengers had been told to stay in their cars", orr, cue="told")
    second.say("she now believed it was a tape", orr)
    third = Page("c", f"Emil Pask denied that {denied}.", published=SECOND, outlet="Outlet c")
    third.say(denied, third.refer("Emil Pask"), cue="denied", act=Act.DENY)
    return of_kind(ledger_of(first, third, second), DisagreementKind.DENIAL)


def test_a_denial_in_other_words_is_set_against_what_it_denies_and_what_its_teller_amends() -> None:
    (difference,) = cars("the crew had ordered people to remain in their vehicles")
    assert difference.values[-2:] == ("denied", "amended") and difference.reconciliation


def test_a_denial_of_something_else_is_not_set_against_it() -> None:
    assert cars("the crew had painted over the rust in the hold") == []


# ------------------------------------------------------------------ attribution dropped, headlines, days


def passing(plain_text: str) -> list[Disagreement]:
    first, second = Page("a", "Emil Pask said the pumps had been out of order for five weeks."), Page("b", plain_text)
    first.say("the pumps had been out of order for five weeks", first.refer("Emil Pask"))
    second.change(outlet=replace(second.report.outlet, value="Outlet b"))
    second.narrate(plain_text)
    return of_kind(ledger_of(first, second), DisagreementKind.ATTRIBUTION_DROPPED)


def test_a_state_told_in_passing_has_lost_its_attribution() -> None:
    assert len(passing("The pumps, out of order since May, are at the heart of the case.")) == 1


def test_the_same_state_of_another_thing_has_not() -> None:
    assert passing("The lifts, out of order since May, are at the heart of the case.") == []


def dropped(plain_text: str, told_text: str = "he belongs to the Signals Bureau") -> list[Disagreement]:
    first, second = Page("a", f"Ro said {told_text}."), Page("b", plain_text, outlet="Outlet b")
    first.say(told_text, first.refer("Ro", roles=("clerk",)))
    first.refer("Signals Bureau", BODY)
    second.refer("Ro", roles=("clerk",))
    second.refer("Signals Bureau", BODY)
    second.narrate(plain_text)
    return of_kind(ledger_of(first, second), DisagreementKind.ATTRIBUTION_DROPPED)


def test_belonging_told_as_plain_fact_has_lost_its_attribution() -> None:
    assert len(dropped("A soldier of the Signals Bureau, Ro walked into the village.")) == 1


def test_a_body_that_only_stands_in_the_sentence_is_no_belonging() -> None:
    assert (
        dropped("Ro was seen on the road to Oslo by an officer before noon and the Signals Bureau said little.") == []
    )


def test_a_detail_of_what_was_said_is_no_dropped_attribution() -> None:
    first, second = (
        Page("a", "Rolf Amsel said three mills burned below Marrow when a lamp fell in the dry hay store."),
        Page("b", "Three mills burned below Marrow.", outlet="Outlet b"),
    )
    first.say("three mills burned below Marrow when a lamp fell in the dry hay store", first.refer("Rolf Amsel"))
    second.narrate("Three mills burned below Marrow.")
    assert ledger_of(first, second).disagreements == ()


def test_a_headline_that_asks_is_no_stronger_than_its_text() -> None:
    page = Page(
        "a", "Will Davor Ilic quit Rovers?\n\n“If the coach stays, I may quit Rovers,” Davor Ilic said.", headline=True
    )
    page.narrate("Will Davor Ilic quit Rovers?", echo=True)
    page.say("If the coach stays, I may quit Rovers", page.refer("Davor Ilic"))
    assert of_kind(ledger_of(page), DisagreementKind.HEADLINE_STRONGER) == []


def test_a_sentence_with_both_days_does_not_differ_from_itself_in_a_sister_report() -> None:
    pages = []
    for name in ("a", "b"):
        text = "Ana Ruiz said on Friday that the ferry crew would appear in the old court on Monday."
        page = Page(name, text, published=FIRST, outlet=f"Outlet {name}")
        page.refer("Ana Ruiz")
        page.narrate(text)
        page.time("Friday", FIRST)
        page.time("Monday", THIRD)
        pages.append(page)
    assert of_kind(ledger_of(*pages), DisagreementKind.DATE) == []


# ------------------------------------------------------------------ copies and credits


def test_copies_of_copies_stand_for_one_report() -> None:
    pages = [Page(name, "One line.").reading() for name in ("a", "b", "c")]
    groups = find_copy_groups((copy_of(pages[2], pages[1]), copy_of(pages[1], pages[0])))
    assert len(set(groups.values())) == 1 and len(groups) == 3


def credited(page: Page, content: str, who: str, cue: str = "said") -> None:
    hops = (
        Hop(kind=HopKind.SPEAKER, name=who, basis=Basis.PRINTED),
        Hop(kind=HopKind.CREDITED, name="Kestrel", basis=Basis.PRINTED),
        Hop(kind=HopKind.PAGE, name="page", basis=Basis.PRINTED),
    )
    page.say(content, page.refer(who), chain=hops, cue=cue)


def test_a_reprints_own_paragraph_is_not_credited_to_the_agency() -> None:
    shared = "The spillway of the Orta dam is cracked along its whole length, Rolf Amsel said on Wednesday at the site."
    first, second = (
        Page("a", shared, outlet="Kestrel", agency="Kestrel"),
        Page(
            "b",
            f"{shared}\n\nTwo families of this town have left their homes by the river, mayor Ana Ruiz added.",
            agency="Kestrel",
        ),
    )
    credited(first, "The spillway of the Orta dam is cracked along its whole length", "Rolf Amsel")
    credited(second, "The spillway of the Orta dam is cracked along its whole length", "Rolf Amsel")
    credited(second, "Two families of this town have left their homes by the river", "Ana Ruiz", "added")
    readings = (first.reading(), second.reading())
    _, reprint = narrow_credits(readings, (copy_of(readings[1], readings[0]),))
    assert [one.chain[1].name for one in reprint.statements] == ["Kestrel", "unknown"]


def test_without_a_copy_beside_it_a_credit_covers_the_whole_page() -> None:
    page = Page(
        "b", "Two families of this town have left their homes by the river, mayor Ana Ruiz added.", agency="Kestrel"
    )
    credited(page, "Two families of this town have left their homes by the river", "Ana Ruiz", "added")
    reading = page.reading()
    assert narrow_credits((reading,), ()) == (reading,)
