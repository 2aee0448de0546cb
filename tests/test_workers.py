"""Work shared out to processes gives what one process gives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from firsthand import workers
from firsthand.brief.json_form import render_json
from firsthand.case import Case
from firsthand.pipeline import read
from firsthand.store.log import load_log
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


def add_all(path: Path, *, jobs: int) -> tuple[list[tuple[str, str]], str]:
    """The log of a case without its times, and its brief."""
    Case.init(path, by="Ann").close()
    with Case.open(path, jobs=jobs) as case:
        case.add(sorted(HARBOUR.glob("0*"))[:6], by="Ann")
        with case.file.reading() as db:
            log = [(entry.kind, entry.payload) for entry in load_log(db)]
        return log, render_json(case.brief())


def test_two_processes_keep_in_a_case_what_one_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = add_all(tmp_path / "alone.firsthand", jobs=1)
    monkeypatch.setattr(workers, "FEWEST_PAGES", 1)
    assert add_all(tmp_path / "shared.firsthand", jobs=2) == alone


PARENT = """
import os, time
from firsthand.workers import share_out

def who(_):
    time.sleep(0.2)
    return os.getpid()

if __name__ == "__main__":
    with share_out(2) as mapped:
        print(*set(mapped(who, range(8))), flush=True)
        time.sleep(60)
"""


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_the_processes_of_a_killed_program_end_with_it(tmp_path: Path) -> None:
    (tmp_path / "parent.py").write_text(PARENT, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, tmp_path / "parent.py"], stdout=subprocess.PIPE, text=True)
    with closing(parent.stdout) as out:  # type: ignore[type-var]
        shared = [int(pid) for pid in out.readline().split()]  # type: ignore[union-attr]
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    ends = time.monotonic() + 60
    while any(is_running(pid) for pid in shared) and time.monotonic() < ends:
        time.sleep(0.1)
    assert shared and not any(is_running(pid) for pid in shared)
