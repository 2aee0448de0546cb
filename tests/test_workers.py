"""Work shared out to processes gives what one process gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand import workers
from firsthand.brief.json_form import render_json
from firsthand.pipeline import read
from firsthand.workers import count_processes, share_out

HARBOUR = Path(__file__).parents[1] / "examples" / "harbour"


def test_results_come_in_the_order_of_what_was_given() -> None:
    with share_out(2) as mapped:
        assert list(mapped(abs, [-3, 2, -1, 0])) == [3, 2, 1, 0]


def test_few_pages_are_not_worth_a_second_process() -> None:
    assert count_processes(8, workers.FEWEST_PAGES) == 1
    assert count_processes(8, 3 * workers.FEWEST_PAGES) == 3


def test_two_processes_write_the_same_brief_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = sorted(HARBOUR.glob("0*"))[:6]
    alone = render_json(read(pages))
    monkeypatch.setattr(workers, "FEWEST_PAGES", 1)
    assert render_json(read(pages, jobs=2)) == alone
