"""Twins: the same case told of others. Nothing of the old names is left, and days fit."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest

from firsthand.bench.answer_key import read_answer_key
from firsthand.bench.name_match import fold
from firsthand.bench.twin_dates import MONTHS, SHIFT, WEEKDAYS, shift_text, shift_value
from firsthand.bench.twin_order import reorder
from firsthand.bench.twin_pages import load_twin_words, read_page, stands_in
from firsthand.bench.twin_states import swap_states
from firsthand.bench.twin_words import Renames, choose_verbs, swap_verbs
from firsthand.bench.twins import Twin, left_over
from firsthand.bench.twins import make_twin as make_twin_anew
from firsthand.languages.tables import load_table

ROOT = Path(__file__).parents[1]
HARBOUR = ROOT / "examples" / "harbour"
SEEDS = ROOT.parent / "shared" / "seeds"
NEEDS_SEEDS = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this checkout (../shared/seeds)")
CASES = [
    pytest.param(folder, number, marks=marks, id=f"{folder.name}-{number}")
    for folder, marks in ((HARBOUR, ()), (SEEDS, (NEEDS_SEEDS,)))
    for number in (1, 2, 3, 7)
]
NEAR = date(2031, 3, 5)
FULL = re.compile(
    rf"\b({'|'.join(WEEKDAYS)}),? (?:(\d\d?) ({'|'.join(MONTHS)})|({'|'.join(MONTHS)}) (\d\d?)),? (\d{{4}})"
)


make_twin = cache(make_twin_anew)


def words_of(twin: Twin) -> list[tuple[str, str]]:
    """Every (file, words) that the twin's key says stand in a page."""
    told = [
        (row.file, words) for row in twin.key.statement for words in (*row.holds, *row.asked_holds, row.source_printed)
    ]
    told += [(row.file, row.text) for row in twin.key.time]
    told += [(file, words) for row in twin.key.instrument for file, words in row.printed.items()]
    told += [(one.file, one.holds) for row in twin.key.across for one in row.members if not isinstance(one, str)]
    told += [(row.file, row.headline) for row in twin.key.report if row.headline != "unknown"]
    return [(file, words) for file, words in told if words]


@pytest.mark.parametrize(("folder", "number"), CASES)
def test_no_old_name_is_left(folder: Path, number: int) -> None:
    assert list(left_over(make_twin(folder, number))) == []


@pytest.mark.parametrize(("folder", "number"), CASES)
def test_the_words_of_the_key_stand_in_the_pages(folder: Path, number: int) -> None:
    twin = make_twin(folder, number)
    pages = {page.name: page for page in twin.pages}
    assert [told for told in words_of(twin) if not stands_in(told[1], pages[told[0]])] == []


@pytest.mark.parametrize(("folder", "number"), CASES)
def test_each_time_of_the_key_still_occurs_often_enough(folder: Path, number: int) -> None:
    twin = make_twin(folder, number)
    pages = {page.name: fold(page.seen) for page in twin.pages}
    rare = [
        row
        for row in twin.key.time
        if len(re.findall(rf"(?<!\w){re.escape(fold(row.text))}(?!\w)", pages[row.file])) < row.occurrence
    ]
    assert rare == []


@pytest.mark.parametrize(("folder", "number"), CASES)
def test_weekdays_fit_their_dates(folder: Path, number: int) -> None:
    for page in make_twin(folder, number).pages:
        for found in FULL.finditer(page.seen):
            weekday, day, month, month_first, day_last, year = found.groups()
            told = date(int(year), MONTHS.index(month or month_first) + 1, int(day or day_last))
            assert WEEKDAYS[told.weekday()] == weekday


@pytest.mark.parametrize(("folder", "number"), CASES)
def test_a_weekday_of_the_key_is_that_day(folder: Path, number: int) -> None:
    for row in make_twin(folder, number).key.time:
        if row.text in WEEKDAYS:
            assert isinstance(row.value, str)
            assert WEEKDAYS[date.fromisoformat(row.value).weekday()] == row.text


def test_the_key_keeps_its_rows_in_order() -> None:
    key, twin = read_answer_key(HARBOUR), make_twin(HARBOUR, 1).key
    assert [row.id for row in twin.statement] == [row.id for row in key.statement]
    assert [row.id for row in twin.across] == [row.id for row in key.across]
    assert len(twin.must_not) == len(key.must_not)


def test_a_twin_is_always_the_same_one() -> None:
    assert make_twin(HARBOUR, 1) == make_twin_anew(HARBOUR, 1)
    assert make_twin(HARBOUR, 1) != make_twin(HARBOUR, 2)


def test_names_change_length_and_initial() -> None:
    twin = make_twin(HARBOUR, 1)
    people = [row.byline.split()[-1] for row in read_answer_key(HARBOUR).report if row.byline]
    for old in people:
        assert twin.renames[old][0] != old[0]
        assert len(twin.renames[old]) != len(old)


def test_bytes_keep_their_encoding(tmp_path: Path) -> None:
    make_twin(HARBOUR, 1).write(tmp_path)
    received = (tmp_path / "11_tagus-review.html").read_bytes()
    assert "windows-1252" in received.decode("cp1252")
    with pytest.raises(UnicodeDecodeError):
        received.decode("utf-8")


# ---------------------------------------------------------------- names in every print


def test_a_name_is_renamed_in_every_print() -> None:
    renames = Renames({"Orle": "Vashti", "Alder": "Quince"})
    assert (
        renames.apply("Orle’s [ORLE] at www.alderpost.example/orle.jpg")
        == "Vashti’s [VASHTI] at www.quincepost.example/vashti.jpg"
    )


def test_an_article_fits_the_new_name() -> None:
    assert Renames({"Umbrian": "Norvan", "Dane": "Omani"}).apply("an Umbrian met a Dane") == "a Norvan met an Omani"


def test_a_name_inside_another_word_stays() -> None:
    assert (
        Renames({"Sand": "Quill"}).apply("Sandra built a sandcastle for Sand") == "Sandra built a sandcastle for Quill"
    )


def test_halves_of_a_land_become_halves_of_another() -> None:
    text = "North Korean envoys met South Koreans in Seoul, the South said."
    changes = swap_states(text, Random(3), keep=frozenset())
    told = Renames(changes).apply(text)
    assert "Korea" not in told
    assert "Seoul" not in told
    assert len({changes["North Korea"].split()[-1], changes["South Korea"].split()[-1]}) == 1


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("on Wednesday", "on Friday"),
        ("Monday, March 3, 2031", "Wednesday, April 9, 2031"),
        ("3 March 2031", "9 April 2031"),
        ("Feb. 3", "Mar. 12"),
        ("2031-03-03T08:20", "2031-04-09T08:20"),
        ("03.03.2031", "09.04.2031"),
        ("/2031/03/03/", "/2031/04/09/"),
        ("since mid-December", "since mid-January"),
        ("since 1998", "since 1998"),
        ("it may rain", "it may rain"),
    ],
)
def test_days_move(old: str, new: str) -> None:
    assert shift_text(old, near=NEAR) == new


def test_a_name_that_looks_like_a_day_is_spared() -> None:
    assert shift_text("Alma Sun, April Noor", near=NEAR, spare=frozenset({"Sun", "April"})) == "Alma Sun, April Noor"


def test_relative_words_are_reckoned_from_the_new_day() -> None:
    published = date(2031, 3, 26)
    assert (published + SHIFT).month == 5
    assert shift_value("2031-02", text="last month", published=published) == "2031-04"
    assert shift_value("2030", text="last year", published=date(2031, 12, 20)) == "2031"
    assert shift_value("1998", text="1998", published=published) == "1998"


# ---------------------------------------------------------------- verbs and order


def test_verbs_change_within_their_class_and_frame() -> None:
    swaps = choose_verbs(load_twin_words().verbs, Random(1))
    told = swap_verbs("She said that it held, noting that he is said to know. He told them.", swaps)
    assert re.fullmatch(
        r"She (stated|declared) that it held, (remarking|observing) that he is said to know. He told them.", told
    )


A = "Tamsin Orle runs the lock and has asked for new gates more than once, the county wrote in a note."
B = "Aldo Brandt chairs the board and has never answered a letter, according to people who work with Brandt."
C = "Nine homes on Sedge Lane were flooded to the window sills before the water fell again in the night."
D = "Fen Mercury readers sent blankets and a boat, and the school kitchen cooked for everybody in the hall."


def test_no_new_given_name_speaks_against_a_pronoun() -> None:
    listed = load_table("en", "given_names")
    assert not {name.casefold() for name in load_twin_words().given} & {
        *listed["male"].split(),
        *listed["female"].split(),
    }


def test_a_people_told_as_many_stays_many() -> None:
    text = "Two North Koreans crossed into South Korea. North Korea said Koreans cross often."
    changes = swap_states(text, Random("1"), keep=frozenset())
    assert changes["North Koreans"].endswith(("ns", "ese", "is"))


def test_independent_neighbours_may_change_places() -> None:
    told = reorder("\n\n".join((A, B, C, D)), Random(1))
    assert told.split("\n\n") == [A, B, D, C]


def test_a_paragraph_that_leans_on_the_one_before_stays() -> None:
    leaning = "She " + C[0].lower() + C[1:]
    text = "\n\n".join((A, B, leaning, D))
    assert reorder(text, Random(1)) == text


def test_a_first_full_name_stays_before_the_surname() -> None:
    text = "\n\n".join((A, C, "People near Aldo Brandt say " + D, "People near Brandt say " + D))
    assert reorder(text, Random(1)) == text


def test_a_page_is_read_in_its_declared_encoding() -> None:
    page = read_page("a.html", "<meta charset=windows-1252><p>Café</p><script>Secret</script>".encode("cp1252"))
    assert page.encoding == "windows-1252"
    assert stands_in("Café", page)
    assert not stands_in("Secret", page)
