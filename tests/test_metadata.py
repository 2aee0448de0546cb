"""What a page says about itself: outlet, agency, names, place and day, each with what it rests on."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from firsthand.article.metadata import latest_date_on_pages, read_report
from firsthand.article.plain import read_plain
from firsthand.article.records import Report
from firsthand.capture.records import Blob, Capture, Media
from firsthand.evidence import UNKNOWN, Problem
from firsthand.when import UNKNOWN_WHEN, When, day

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

HEADLINE = "Fishing boats towed into Velsund after engines fail"
LEAD = "Three fishing boats were towed into the port of Velsund on Tuesday after their engines failed in heavy seas."
BODY = (
    f"{LEAD}\n\n"
    "The harbour master, Odile Brandt, said all eleven people on board were safe and that two had minor injuries.\n\n"
    "An inquiry into the fuel that the boats had taken on board will open in Velsund next week, the port office said."
)


def read(
    text: str, *, url: str = UNKNOWN, captured_at: str = UNKNOWN, as_of: When = UNKNOWN_WHEN
) -> tuple[Report, tuple[Problem, ...]]:
    capture = Capture(
        id="cap-1",
        report="rp-1",
        blob=Blob(sha256="0" * 64, size=1),
        name="page.txt",
        media=Media.PLAIN,
        encoding="utf-8",
        text=text,
        url=url,
        captured_at=captured_at,
    )
    return read_report(capture, read_plain(capture), as_of=as_of)


def page(*, above: str = "", below: str = "", lead: str = "", foot: str = "") -> str:
    return f"{above}\n\n{HEADLINE}\n\n{below}\n\n{lead}{BODY}\n\n{foot}\n"


def published(
    text: str, *, url: str = UNKNOWN, captured_at: str = UNKNOWN, as_of: When = UNKNOWN_WHEN
) -> tuple[str, tuple[str, ...]]:
    found = read(text, url=url, captured_at=captured_at, as_of=as_of)[0].published
    return found.when.value, found.basis


def problem_kinds(text: str, *, url: str = UNKNOWN) -> list[str]:
    return [problem.kind for problem in read(text, url=url)[1]]


# ------------------------------------------------------------------ publication time


@pytest.mark.parametrize(
    "line",
    [
        "4 March 2031",
        "Published: March 4, 2031",
        "Tuesday, 4th March 2031",
        "2031-03-04",
        "Posted on Tue., Mar. 4, 2031",
        "04 Mar 2031 | 3 min read",
    ],
)
def test_a_date_line_under_the_headline_is_the_day_of_publication(line: str) -> None:
    assert published(page(below=line)) == ("2031-03-04", ("date line",))


def test_a_printed_time_keeps_its_zone() -> None:
    when = read(page(below="Published 4 March 2031 14:30 GMT"))[0].published.when
    assert (when.value, when.zone, when.zone_basis) == ("2031-03-04T14:30", "+00:00", "printed")


def test_a_page_clock_is_an_upper_bound_and_no_more() -> None:
    found = read(page(above="12 °C\nPort Ellory\nFriday, March 7, 2031"))[0].published
    assert (found.when.value, found.basis) == ("../2031-03-07", ("bound: page clock",))
    assert found.when.first_day is None


def test_a_masthead_date_above_the_menu_is_a_page_clock() -> None:
    above = "Velsund Chronicle\n7 March 2031\nNews | Boats | Weather | Notices"
    assert published(page(above=above)) == ("../2031-03-07", ("bound: page clock",))


def test_a_page_without_any_date_is_undated() -> None:
    found = read(page())[0].published
    assert not found.when.known
    assert found.basis == ()


def test_the_moment_of_the_capture_is_a_bound() -> None:
    assert published(page(), captured_at="2031-03-06T08:00:00Z") == ("../2031-03-06", ("bound: capture time",))


def test_the_address_gives_the_day_where_nothing_else_does() -> None:
    assert published(page(), url="https://chronicle.example/2031/03/04/boats") == ("2031-03-04", ("url",))


def test_an_update_is_not_the_publication() -> None:
    assert published(page(below="Published 4 March 2031\nUpdated 6 March 2031")) == ("2031-03-04", ("date line",))


def test_a_dateline_with_its_year_gives_the_day() -> None:
    assert published(page(lead="VELSUND, March 4, 2031 (Northlight) - ")) == ("2031-03-04", ("dateline",))


@pytest.mark.parametrize(
    ("lead", "as_of", "value"),
    [
        ("Velsund, Mar 4 (Northlight) ", date(2031, 3, 10), "2031-03-04"),  # the weekday in the text is its own
        ("Velsund, Mar 5 (Northlight) ", date(2031, 3, 10), "2031-03-05"),  # … or the eve's
        ("Velsund, Mar 4 (Northlight) ", date(2033, 1, 1), "2031-03-04"),  # 4 March 2032 is a Thursday
        ("Velsund, Mar 4 (Northlight) ", date(2031, 3, 3), "2025-03-04"),  # never after as_of
        ("Velsund, Tuesday, Mar 4 (Northlight) ", date(2031, 3, 10), "2031-03-04"),
    ],
)
def test_a_missing_year_is_the_latest_one_whose_weekday_agrees(lead: str, as_of: date, value: str) -> None:
    assert published(page(lead=lead), as_of=day(as_of)) == (value, ("dateline", "year inferred"))


def test_a_missing_year_stays_unknown_without_as_of() -> None:
    found = read(page(lead="Velsund, Mar 4 (Northlight) "))[0]
    assert not found.published.when.known
    assert [one.value for one in found.candidates if one.field == "published"] == ["Mar 4"]
    assert [reason.rule for reason in found.published.because] == ["published.year_unknown"]


def test_a_missing_year_stays_unknown_where_no_weekday_supports_it() -> None:
    text = page(lead="Velsund, Mar 4 (Northlight) ").replace(" on Tuesday", "")
    assert published(text, as_of=day(date(2031, 3, 10)))[0] == "unknown"


def test_a_weekday_of_last_week_supports_no_year() -> None:
    text = page(lead="Velsund, Mar 4 (Northlight) ").replace(" on Tuesday", " last Tuesday")
    assert published(text, as_of=day(date(2031, 3, 10)))[0] == "unknown"


def test_of_several_weekdays_none_chooses_an_earlier_year() -> None:
    lead = "VELSUND, March 6 (Northwire) \u2014 The quay that fell on Friday was mended, a report said on Saturday.\n\n"
    value, basis = published(page(lead=lead), as_of=day(date(2031, 3, 20)))
    assert value == "unknown"
    assert "year inferred" not in basis


def test_one_of_several_weekdays_supports_the_latest_year() -> None:
    lead = "VELSUND, March 6 (Northwire) \u2014 The quay that fell on Friday was mended, it said on Thursday.\n\n"
    assert published(page(lead=lead), as_of=day(date(2031, 3, 20)))[0] == "2031-03-06"


def test_a_page_signed_as_agencies_sign_is_the_agencys_own() -> None:
    lead = "VELSUND, March 4, 2031 (Northwire) \u2014 "
    found = read(page(lead=lead, foot="(Reporting by Ansel Brack; editing by Ida Morrow)"))[0]
    assert found.agency.value == found.outlet.value == "Northwire"
    assert [byline.value for byline in found.bylines] == ["Ansel Brack"]


@pytest.mark.parametrize("credit", ["With a report from Greyline Press", "With inputs from Greyline Press"])
def test_a_house_that_a_report_was_taken_from_is_its_agency(credit: str) -> None:
    assert read(page(foot=credit))[0].agency.value == "Greyline Press"


def test_a_page_with_a_dateline_and_no_such_sign_off_names_no_agency() -> None:
    found = read(page(lead="VELSUND, March 4, 2031 (Shorepress) \u2014 "))[0]
    assert (found.outlet.value, found.agency.value) == ("Shorepress", "unknown")


def test_capitals_above_a_row_of_links_are_the_outlet() -> None:
    above = "NET & TIDE\nCatch  |  Gear  |  Prices  |  Harbours  |  Contact"
    found = read(page(above=above))[0]
    assert found.outlet.value.casefold() == "net & tide"
    assert found.headline.value == HEADLINE


def test_a_single_word_above_a_row_of_links_is_no_outlet() -> None:
    above = "Fisheries\nCatch  |  Gear  |  Prices  |  Harbours  |  Contact"
    assert read(page(above=above))[0].outlet.value == "unknown"


def test_the_address_supports_a_missing_year() -> None:
    found = published(page(lead="Velsund, Mar 4 (Northlight) "), url="https://chronicle.example/2031/03/04/boats")
    assert found == ("2031-03-04", ("dateline", "year inferred", "url"))


def test_a_copyright_year_supports_a_missing_year_with_a_weekday() -> None:
    found = published(page(lead="Velsund, Mar 4 (Northlight) ", foot="(c) 2031 Velsund Chronicle"))
    assert found == ("2031-03-04", ("dateline", "year inferred"))


@pytest.mark.parametrize(
    ("below", "value", "basis"),
    [
        ("Published 03/04/2031", "2031-03-04/2031-04-03", ("bound: numeric date",)),
        ("Published 03/04/2031\nUpdated 5 March 2031", "2031-03-04", ("date line",)),
        ("Published 13/04/2031", "2031-04-13", ("date line",)),
        ("Published Tue 03/04/2031", "2031-03-04", ("date line",)),
    ],
)
def test_a_numeric_date_that_reads_two_ways_is_kept_both_ways_unless_something_decides(
    below: str, value: str, basis: tuple[str, ...]
) -> None:
    assert published(page(below=below)) == (value, basis)


def test_a_numeric_date_cannot_mean_a_day_after_as_of() -> None:
    assert published(page(below="Published 03/04/2031"), as_of=day(date(2031, 3, 20)))[0] == "2031-03-04"


def test_a_weekday_that_is_not_the_dates_is_a_problem() -> None:
    assert problem_kinds(page(below="Published Monday, 4 March 2031")) == ["published.weekday_disagrees"]


def test_an_address_of_another_day_is_a_problem() -> None:
    kinds = problem_kinds(page(below="Published 4 March 2031"), url="https://chronicle.example/2031/01/20/boats")
    assert kinds == ["published.dates_differ"]


def test_a_clock_before_the_publication_is_a_problem() -> None:
    text = page(above="12 °C\nPort Ellory\nSaturday, March 1, 2031", below="Published 4 March 2031")
    assert problem_kinds(text) == ["published.after_clock"]


def test_dates_that_agree_are_no_problem() -> None:
    text = page(below="Published Tuesday, 4 March 2031", lead="VELSUND, March 4, 2031 (Northlight) - ")
    assert problem_kinds(text, url="https://chronicle.example/2031/03/04/boats") == []
    assert published(text)[1] == ("date line", "dateline")


# ------------------------------------------------------------------ outlet and agency


def test_an_unlisted_name_in_the_dateline_is_the_outlet() -> None:
    found, _ = read(page(lead="Velsund, Mar 4 (Northlight) "))
    assert (found.outlet.value, found.outlet.basis, found.agency.value) == ("Northlight", ("dateline",), UNKNOWN)


@pytest.mark.parametrize(
    ("printed", "agency"), [("Reuters", "Reuters"), ("AP", "Associated Press"), ("dpa", "Deutsche Presse-Agentur")]
)
def test_a_listed_name_in_the_dateline_is_the_agency(printed: str, agency: str) -> None:
    found, _ = read(page(lead=f"Velsund, Mar 4 ({printed}) "))
    assert (found.agency.value, found.outlet.value) == (agency, UNKNOWN)


def test_an_unlisted_name_in_the_dateline_is_the_agency_where_the_page_is_of_another_outlet() -> None:
    found, _ = read(page(lead="Velsund, Mar 4 (Northlight) ", foot="© 2031 Port Ellory Gazette"))
    assert (found.agency.value, found.outlet.value) == ("Northlight", "Port Ellory Gazette")


def test_an_unlisted_name_is_an_agency_where_the_page_calls_it_one() -> None:
    found, _ = read(page(above="NORTHLIGHT NEWS AGENCY", lead="Velsund, Mar 4 (Northlight) "))
    assert (found.agency.value, found.outlet.value) == ("Northlight", "NORTHLIGHT NEWS AGENCY")


@pytest.mark.parametrize("foot", ["NORTHLIGHT", "Northlight", "(Northlight)", "Northlight News Agency"])
def test_a_lone_name_below_the_text_is_the_agency(foot: str) -> None:
    found, _ = read(page(foot=foot))
    assert found.agency.value.casefold() == "northlight"
    assert found.agency.basis == ("closing credit",)


@pytest.mark.parametrize("foot", ["AGENCIES", "With inputs from agencies"])
def test_agencies_without_a_name_are_no_agency(foot: str) -> None:
    assert read(page(foot=foot))[0].agency.value == UNKNOWN


def test_a_captions_credit_is_the_photographs_and_no_agency_of_the_text() -> None:
    text = page().replace(
        "\n\nAn inquiry", "\n\nThe boats at the quay on the morning after. [NORTHLIGHT]\n\nAn inquiry"
    )
    found, _ = read(text)
    assert [one.value for one in found.photo_credits] == ["NORTHLIGHT"]
    assert (found.agency.value, found.outlet.value) == (UNKNOWN, UNKNOWN)


def test_the_town_of_a_weather_widget_is_no_outlet() -> None:
    assert read(page(above="12 °C\nPort Ellory\nFriday, March 7, 2031"))[0].outlet.value == UNKNOWN


def test_a_masthead_and_a_copyright_line_agree_on_the_outlet() -> None:
    found, _ = read(page(above="VELSUND CHRONICLE", foot="(c) 2031 Velsund Chronicle. All rights reserved."))
    assert (found.outlet.value, found.outlet.basis) == ("Velsund Chronicle", ("masthead", "copyright line"))


def test_the_addresss_host_is_the_outlet_where_nothing_else_is() -> None:
    found, _ = read(page(), url="https://www.velsundchronicle.example/boats")
    assert (found.outlet.value, found.outlet.basis) == ("velsundchronicle.example", ("url",))


def test_a_line_with_outlet_date_and_photo_gives_all_three() -> None:
    found, _ = read(page(below="Radio Velsund date 2031-03-04 Photo : NORTHLIGHT"))
    assert (found.outlet.value, found.published.when.value) == ("Radio Velsund", "2031-03-04")
    assert [one.value for one in found.photo_credits] == ["NORTHLIGHT"]


def test_a_sign_off_gives_reporter_and_station() -> None:
    found, _ = read("Presenter: Three boats were towed in.Report:Nobody was badly hurt.Tom Else, Radio Velsund News.")
    assert [one.value for one in found.bylines] == ["Tom Else"]
    assert (found.outlet.value, found.outlet.basis) == ("Radio Velsund", ("sign-off",))
    assert found.headline.value == UNKNOWN


# ------------------------------------------------------------------ names, place, language, candidates


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Mara Quist", ["Mara Quist"]),
        ("By MARA QUIST and TOM ELSE, Staff Writers", ["Mara Quist", "Tom Else"]),
        ("By Mara Quist, Tom Else and Ines Maro | 4 March 2031", ["Mara Quist", "Tom Else", "Ines Maro"]),
        ("Reported by Mara Quist in Velsund", ["Mara Quist"]),
    ],
)
def test_a_byline_names_its_people(line: str, people: list[str]) -> None:
    assert [one.value for one in read(page(below=line))[0].bylines] == people


def test_an_agency_in_the_byline_is_the_agency() -> None:
    found, _ = read(page(below="By Reuters Staff"))
    assert (found.agency.value, found.bylines) == ("Reuters", ())


def test_reporters_in_a_closing_credit_are_bylines() -> None:
    found, _ = read(page(foot="(Reporting by Mara Quist in Velsund and Tom Else in Port Ellory)"))
    assert [one.value for one in found.bylines] == ["Mara Quist", "Tom Else"]


@pytest.mark.parametrize(
    ("printed", "place"),
    [("VELSUND — ", "Velsund"), ("PORT ELLORY, March 4 (AP) - ", "Port Ellory"), ("Velsund, Mar 4 (AP) ", "Velsund")],
)
def test_a_datelines_place_is_written_as_in_a_text(printed: str, place: str) -> None:
    assert read(page(lead=printed))[0].dateline_place.value == place


def test_the_language_is_read_from_the_words() -> None:
    assert read(page())[0].language.value == "en"


def test_every_candidate_is_kept_and_those_a_choice_rests_on_are_marked() -> None:
    found, _ = read(page(below="Published 4 March 2031\nUpdated 6 March 2031", foot="(c) 2031 Velsund Chronicle"))
    marked = {(one.field, one.value): one.chosen for one in found.candidates}
    assert marked[("published", "2031-03-04")]
    assert not marked[("modified", "2031-03-06")]
    assert marked[("outlet", "Velsund Chronicle")]


def test_the_latest_date_on_pages_bounds_a_batch() -> None:
    pages = []
    for text in (page(below="4 March 2031"), page(above="12 °C\nVelsund\nFriday, March 7, 2031"), page()):
        capture = Capture(
            id="cap", report="rp", blob=Blob(sha256="", size=0), name="a", media=Media.PLAIN, encoding="utf-8",
            text=text, url=UNKNOWN, captured_at=UNKNOWN,
        )  # fmt: skip
        pages.append((capture, read_plain(capture)))
    assert latest_date_on_pages(pages).value == "2031-03-07"
    assert not latest_date_on_pages(pages[2:]).known


# ------------------------------------------------------------------ the seeds, and a twin of each

needs_seeds = pytest.mark.skipif(
    not SEEDS.exists(), reason="the seed pages lie beside the repository in ../shared and are not there"
)
NAMES = {
    "YONHAP": "VERDIAL",
    "Yonhap": "Verdial",
    "NationPress": "Corvane",
    "KBS World": "Ostia Global",
    "Choi You Sun": "Irena Dalmo Vesk",
}
SHIFT = timedelta(days=37)
DATES = {
    "Friday, February 21, 2025": date(2025, 2, 21) + SHIFT,
    "2025-02-19": date(2025, 2, 19) + SHIFT,
    "Jan 14": date(2025, 1, 14) + SHIFT,
}


def twin_of(text: str) -> str:
    for name, other in NAMES.items():
        text = text.replace(name, other)
    text = text.replace("Friday, February 21, 2025", f"{DATES['Friday, February 21, 2025']:%A, %B %d, %Y}")
    text = text.replace("2025-02-19", DATES["2025-02-19"].isoformat())
    return text.replace("Jan 14", f"{DATES['Jan 14']:%b %d}").replace("on Tuesday", f"on {DATES['Jan 14']:%A}")


@needs_seeds
@pytest.mark.parametrize("twin", [False, True])
def test_the_seeds_and_their_twins_give_what_the_answer_key_says(twin: bool) -> None:
    key = {row["file"]: row for row in tomllib.loads((SEEDS / "expected.toml").read_text())["report"]}
    shift = SHIFT if twin else timedelta()

    def name(printed: str) -> str:
        for one, other in NAMES.items() if twin else ():
            printed = printed.replace(one, other)
        return printed.casefold()

    as_of = day(date(2025, 2, 21) + shift)
    for file, row in key.items():
        text = (SEEDS / file).read_bytes().decode()
        found, problems = read(twin_of(text) if twin else text, as_of=as_of)
        assert found.kind == row["kind"]
        assert found.headline.value == row["headline"]
        assert found.outlet.value.casefold() == name(row["outlet"])
        assert found.agency.value.casefold() == name(row.get("agency", UNKNOWN))
        assert [one.value.casefold() for one in found.bylines] == [name(one) for one in [row.get("byline", "")] if one]
        assert found.dateline_place.value == row.get("dateline_place", UNKNOWN)
        if photo := row.get("photo_credit"):
            assert found.photo_credits[0].value.casefold().startswith(name(photo))
        first, last = (date.fromisoformat(one) + shift for one in row["published"])
        assert found.published.when.last_day == last
        assert found.published.when.first_day in ({None} if "bound: page clock" in found.published.basis else {first})
        assert not problems
