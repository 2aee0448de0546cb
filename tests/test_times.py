"""Times: what is found, and what an anchor makes of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.article.records import Article, Block, BlockKind, Published, SourceMap
from firsthand.reading.parse import Parse, load_model, parse_article
from firsthand.reading.records import TimeKind, TimeMention
from firsthand.reading.resolve import resolve_times
from firsthand.reading.resolve_rules import RESOLVERS
from firsthand.reading.time_shapes import RULES, read_shapes
from firsthand.reading.time_words import load_time_words, read_tokens
from firsthand.reading.times import find_times
from firsthand.when import UNKNOWN_WHEN, Modifier, When, ZoneBasis, day, days

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


@cache
def model() -> Any:
    return load_model()


def parse(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Parse:
    blocks, at = [], 0
    for number, paragraph in enumerate(re.split(r"\n\n", text)):
        blocks.append(Block(number=number, kind=kind, start=at, end=at + len(paragraph)))
        at += len(paragraph) + 2
    article = Article(
        id="art-1",
        report="r",
        capture="cap-1",
        text=text,
        blocks=tuple(blocks),
        source_map=SourceMap(links=()),
        dropped=(),
    )
    return parse_article(article, model())


def resolved(text: str, when: When = UNKNOWN_WHEN, kind: BlockKind = BlockKind.PARAGRAPH) -> tuple[TimeMention, ...]:
    parsed = parse(text, kind)
    return resolve_times(find_times(parsed), parse=parsed, published=Published(when=when))


def values(text: str, when: When = UNKNOWN_WHEN, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [time.when.value for time in resolved(text, when, kind)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_reads_its_own_example(rule: Any) -> None:
    tokens = read_tokens(rule.example, load_time_words())
    shapes = list(read_shapes(tokens, wide=True))
    assert [(shape.rule.name, shape.start, shape.end) for shape in shapes] == [(rule.name, 0, len(rule.example))]


def test_every_kind_of_date_has_a_rule_that_resolves_it() -> None:
    dated = {rule.name for rule in RULES if rule.kind is TimeKind.DATE and not rule.wide}
    wide = {rule.name for rule in RULES if rule.wide}
    assert dated == set(RESOLVERS) - wide


def test_every_time_is_verbatim_and_in_text_order() -> None:
    text = "On Monday the mayor of Drell left.\n\nShe returned on 3 May 2031, three days later than in 2029."
    times = resolved(text, day(date(2031, 5, 6)))
    assert [time.evidence.quote for time in times] == [text[time.evidence.start : time.evidence.end] for time in times]
    assert [time.evidence.start for time in times] == sorted(time.evidence.start for time in times)


@given(st.text(max_size=80))
def test_words_of_any_text_are_in_order_and_never_overlap(text: str) -> None:
    tokens = read_tokens(text, load_time_words())
    assert all(first.end <= second.start for first, second in pairwise(tokens))
    assert all(text[token.start : token.end] == token.text for token in tokens)


def test_finding_leaves_every_value_unknown() -> None:
    assert all(not time.when.known for time in find_times(parse("It rained on 3 May 2031 and on Friday.")))


def test_a_weekday_within_an_interval_of_publication_stands_if_every_day_gives_it() -> None:
    bounds = days(date(2031, 3, 5), date(2031, 3, 7))
    assert values("The dam broke Wednesday, a paper said.", bounds) == ["2031-03-05"]


def test_a_weekday_that_two_days_of_the_interval_read_differently_stays_unknown() -> None:
    bounds = days(date(2031, 3, 5), date(2031, 3, 7))
    assert values("The dam broke on Thursday, a paper said.", bounds) == ["unknown"]


def test_last_month_stands_within_an_interval_inside_one_month() -> None:
    assert values("The dam broke last month.", days(date(2031, 3, 5), date(2031, 3, 7))) == ["2031-02"]
    assert values("The dam broke last month.", days(date(2031, 2, 27), date(2031, 3, 1))) == ["unknown"]


def test_an_open_interval_of_publication_anchors_nothing() -> None:
    assert values("The dam broke yesterday and in 2029.", days(None, date(2031, 3, 7))) == ["unknown", "2029"]


def test_local_time_is_a_printed_zone() -> None:
    (time,) = resolved("She wrote it on Sunday (local time) in a post.", day(date(2031, 3, 4)))
    assert (time.when.zone, time.when.zone_basis) == ("local time", ZoneBasis.PRINTED)


def test_the_anchor_and_the_rule_are_kept_with_the_value() -> None:
    (time,) = resolved("The dam broke on Monday.", day(date(2031, 3, 4)))
    assert (time.when.anchor, time.when.rule, time.when.printed) == ("2031-03-04", "resolve.weekday", "Monday")
    assert [reason.rule for reason in time.because] == ["times.weekday", "resolve.weekday"]


def test_what_hangs_on_a_told_day_names_it_as_its_anchor() -> None:
    times = resolved("The dam broke on 3 May 2030. The next day the lake was empty.", day(date(2031, 3, 4)))
    assert times[1].when.value == "2030-05-04"
    assert times[1].when.anchor == "2030-05-03"


def test_the_day_after_an_unresolved_day_is_unknown_too() -> None:
    assert values("In 2029 it rained. The dam broke on Monday. The next day it was dry.") == [
        "2029",
        "unknown",
        "unknown",
    ]


def test_the_printed_weekday_must_be_that_dates() -> None:
    assert values("The dam broke on Friday, 3 May 2030.") == ["2030-05-03"]
    assert values("The dam broke on Monday, 3 May 2030.") == ["unknown"]


def test_a_possible_march_in_the_future_is_not_read_as_last_years() -> None:
    assert values("The pair agreed a truce from March 20.", day(date(2031, 3, 5))) in (["unknown"], ["2031-03-20"])


def test_a_caption_in_the_present_tense_tells_the_past() -> None:
    caption = "A guard stands at the gate of the Morvan works on Monday."
    assert values(caption, day(date(2031, 3, 5)), BlockKind.CAPTION) == ["2031-03-03"]


def test_a_verb_of_saying_right_before_the_weekday_decides_its_tense() -> None:
    text = "The firm will close the mine and sell the ships, a spokesman said here Friday."
    assert values(text, day(date(2031, 3, 5))) == ["2031-02-28"]


@pytest.mark.parametrize("shift", [0, 37, 400])
def test_values_move_with_the_publication_day(shift: int) -> None:
    published = date(2031, 3, 5) + timedelta(days=shift)
    name = (published - timedelta(days=2)).strftime("%A")
    expected = (published - timedelta(days=2)).isoformat()
    assert values(f"The council of Ostrava voted on {name}.", day(published)) == [expected]


def test_since_and_mid_are_modifiers_of_the_interval() -> None:
    times = resolved("The mill has been shut since mid-January.", day(date(2031, 3, 5)))
    assert (times[0].when.value, times[0].when.modifier) == ("2031-01", Modifier.MID)
    times = resolved("The mill has been shut since January.", day(date(2031, 3, 5)))
    assert times[0].when.modifier is Modifier.AFTER


def test_a_meeting_moved_from_one_weekday_to_another_is_no_range() -> None:
    quotes = [time.evidence.quote for time in resolved("The vote was moved from Monday to Friday.")]
    assert quotes == ["Monday", "Friday"]


def test_times_of_the_seeds_have_the_keys_values() -> None:
    if not SEEDS.exists():
        pytest.skip("the seed pages are not beside this repository")
    import tomllib

    key = tomllib.loads((SEEDS / "expected.toml").read_text(encoding="utf-8"))
    for report in key["report"]:
        text = re.sub(r"\n\s*\n|\n", "\n\n", (SEEDS / report["file"]).read_text(encoding="utf-8").strip())
        first, last = (date.fromisoformat(one) for one in report["published"])
        times = resolved(re.sub(r"\n{3,}", "\n\n", text), days(first, last))
        for row in (row for row in key["time"] if row["file"] == report["file"]):
            same = [time for time in times if time.evidence.quote == row["text"]]
            when = same[row.get("occurrence", 1) - 1].when
            wanted = row["value"]
            held = (when.value,) if isinstance(wanted, str) else (str(when.first_day), str(when.last_day))
            assert held == ((wanted,) if isinstance(wanted, str) else tuple(wanted)), row


def test_last_before_a_month_and_day_is_the_latest_such_day() -> None:
    assert values("He was shot last Oct. 23 at his home.", day(date(2031, 4, 19))) == ["2030-10-23"]
    assert values("He was shot last March 3 at his home.", day(date(2031, 4, 19))) == ["2031-03-03"]


def test_a_year_earlier_hangs_on_the_time_right_before_it() -> None:
    text = "The talks resume on 7 May 2031. Prices rose in January 2030 from a year earlier."
    times = resolved(text, day(date(2031, 5, 3)))
    assert (times[2].when.value, times[2].when.anchor) == ("2029", "2030-01")


def test_a_month_right_after_another_years_date_is_told_from_that_date_or_not_at_all() -> None:
    published = day(date(2033, 2, 3))
    assert values("In May 2020 he was held and in June the mayor quit.", published) == ["2020-05", "2020-06"]
    assert values("In May 2020 he was held. In June the mayor quit.", published) == ["2020-05", "unknown"]
