"""Classes of numbers in news: what they count, whose age they are, who gives them, and which are no figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from firsthand.reading.numerals import find_numbers, load_figure_words
from firsthand.reading.records import Figure, FigureKind, Naming
from test_figures import figures
from test_figures_cases import read_text


def counted(figure: Figure) -> list[str]:
    return [piece.quote for piece in figure.counted]


def givers(text: str) -> list[str]:
    found = read_text(text).figures
    return [" ".join(piece.quote for piece in figure.giver_evidence) for figure in found]


@pytest.mark.parametrize(
    "text",
    [
        "Record: 40-0 in amateur bouts.",
        "4. Ilse Marrow plays the lead.",
        "It happened in the 5500 block of Alder Street.",
        "She lived near 3200 South and was known there.",
        "Text HELP to 741741 or visit the centre.",
        "The tug ran aground at 21.52 and sank.",
        "In 2004 scientists reported that the well was dry.",
        "He put it on his Kestrel 8 handset.",
        "The Big Ten could expand again.",
        "The company said no terms had been agreed.",
        "One manager, who asked not to be named, said he would go.",
        "One customer's office was empty.",
        "Then one day he was told to leave.",
        "He remains champion at 112.",
        "The clerk called 911 at once.",
        "It helps less than one might think.",
        "They looked at mortgages and 401(k) balances.",
        "They looked at test scores in maths.",
    ],
)
def test_a_number_that_names_orders_or_addresses_is_no_figure(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They lost 5-10 boats.", None),
        ("Some 500 South Korean sailors came.", 500),
        ("The index stood at 21.52 on the day.", Decimal("21.52")),
        ("There were no survivors.", 0),
        ("Only one manager stayed.", 1),
        ("One sailor died.", 1),
        ("She stayed for one day.", 1),
        ("The fleet has 2004 boats and barges.", 2004),
        ("The top three seeds are still playing.", 3),
    ],
)
def test_a_number_of_the_same_look_that_counts_is_a_figure(text: str, value: Decimal | int | None) -> None:
    (figure,) = figures(text)
    assert value is None or figure.amount.low == value


@pytest.mark.parametrize(
    ("text", "value", "of"),
    [
        ("Two girls, ages 11 and 12, were hurt.", [11, 12], "girls"),
        ("Three men, aged 19, 21 and 22, were hurt.", [19, 21, 22], "men"),
        ("Mira Holt died at the age of 41.", [41], "Mira Holt"),
        ("Mira Holt is 41, and her son is at sea.", [41], "Mira Holt"),
        ("When Mira Holt turned 39, she left.", [39], "Mira Holt"),
        ("The 16-year-old was also hurt.", [16], ""),
        ("Police named the slain 14- and 18-year-olds.", [14, 18], ""),
        ("He went to the 39-year-old woman’s home.", [39], "woman"),
    ],
)
def test_an_age_says_whose_it_is_and_is_no_count(text: str, value: list[int], of: str) -> None:
    ages = [figure for figure in figures(text) if figure.kind is FigureKind.AGE]
    assert [figure.amount.low for figure in ages] == value
    assert all(" ".join(counted(figure)) == of for figure in ages)
    assert not [figure for figure in figures(text) if figure.kind is FigureKind.COUNT and figure.amount.low in value]


@pytest.mark.parametrize("text", ["She was 12 points ahead.", "It was 27 for a while.", "He was one of them."])
def test_a_number_behind_was_that_counts_is_no_age(text: str) -> None:
    assert not [figure for figure in figures(text) if figure.kind is FigureKind.AGE]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("The line said 214 people were aboard, 19 of them crew.", ["people", "crew"]),
        ("Seven people have died. Three of them lived on the isle.", ["people"]),
        ("Ten rounds were fired at 40 boats. Nine of them sank.", []),
        ("The mayor spoke. Two of them left.", []),
        ("Two lorries burned. The two sank.", ["lorries"]),
        ("Two lorries burned. The three sank.", []),
        ("Forty boats, three of which sank, were insured.", ["boats"]),
        ("Two harbour tugs lay idle.", ["harbour tugs", "idle"]),
        ("Head counts between 500 and 5,000, fully remote, fell.", []),
        ("The fire killed 12.", ["killed"]),
        ("It sailed by noon and 11 people were still missing, he said.", ["people", "missing"]),
    ],
)
def test_what_is_counted_is_a_noun_and_never_a_pronoun(text: str, of: list[str]) -> None:
    assert counted(figures(text)[-1]) == of


@pytest.mark.parametrize(
    ("text", "giver"),
    [
        ("The ministry put the toll at 12.", "The ministry"),
        ("Twelve people died, according to police.", "police"),
        ("Police counted 12.", "Police"),
        ("The harbour office says 231.", "The harbour office"),
        ("The toll, put at 12 by the ministry, may rise.", "the ministry"),
        ("The clinic's count stands at nine.", "The clinic"),
        ("The toll rose to nine.", ""),
        ("Twelve people died when the pier fell.", ""),
        ("The union, which has 4,000 members, met.", ""),
    ],
)
def test_the_giver_is_who_speaks_or_counts_and_narration_has_none(text: str, giver: str) -> None:
    assert givers(text) == [giver]


def test_nobody_gives_the_age_that_stands_behind_his_name() -> None:
    (age,) = figures("Joren Ask, 31, said nothing of it.")
    assert (age.kind, age.giver_naming) == (FigureKind.AGE, Naming.UNKNOWN)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("$1.5-trillion", "1500000000000"),
        ("Rs 1.5 lakh crore", "1500000000000"),
        ("two crores", "20000000"),
        ("three and a half hours", "3.5"),
        (".534", "0.534"),
    ],
)
def test_a_scale_behind_a_hyphen_or_another_scale_multiplies(printed: str, value: str) -> None:
    (number,) = find_numbers(printed, load_figure_words())
    assert number.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("It cost USD10m last year.", 10_000_000, "USD"),
        ("Shares rose to RM23.50.", Decimal("23.50"), "MYR"),
        ("It burned 12.3m tonnes.", 12_300_000, "tonnes"),
        ("The hull is 37m long.", 37, "m"),
        ("It fell to minus 40 degrees.", -40, "degrees"),
        ("Shares closed at 118.5p.", Decimal("118.5"), "pence"),
        ("It lost 0.3% to 1,204.", Decimal("0.3"), "percent"),
    ],
)
def test_units_and_money_are_read_beside_their_number(text: str, low: Decimal | int, unit: str) -> None:
    figure = figures(text)[0]
    assert (figure.amount.low, figure.amount.unit) == (low, unit)


def test_over_the_four_years_is_no_bound() -> None:
    (figure,) = figures("Costs fell over the four years of drought.")
    assert (figure.amount.low, figure.amount.high, figure.hedge) == (4, 4, "")
