"""A case of thousands of reports, measured: reports a second, size, memory, search, brief, verify, one report more.

    python tests/measure_case.py gva-stories/docs.jsonl.xz --reports 5000 --folder build/measured

The reports are added in order of date, in a few imports; where the pack has fewer than are wanted, copies follow: the
same texts with every name of more than four letters spelled backwards, under other addresses, ten years later. Each
step is a command in a process of its own, as a person runs it; what is printed is one line a step.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

FIRSTHAND = Path(sys.executable).with_name("firsthand")
_NAME = re.compile(r"\b[A-Z][a-z]{4,}\b")
_QUERIES = 300


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("docs", type=Path)
    options.add_argument("--reports", type=int, default=5000)
    options.add_argument("--imports", type=int, default=5)
    options.add_argument("--folder", type=Path, default=Path("build/measured"))
    options.add_argument("--steps", default="add,status,search,more,brief,changes,verify,bundle")
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    case = given.folder / "measured.firsthand"
    steps = given.steps.split(",")
    if "add" in steps:
        case.unlink(missing_ok=True)
        run("init", case, "--quiet")
        for page in write_pages(given.docs, given.folder, given.reports, given.imports):
            run("add", case, page, "--by", "measure", "--quiet")
            print(f"  {case.stat().st_size / 1e6:.0f} MB", flush=True)
    if "status" in steps:
        run("status", case)
    if "search" in steps:
        measure_search(case)
    if "more" in steps:
        more = given.folder / "more.txt"
        more.write_text(f"Fen Mercury\n\nGates at Sedge Lock\n\nPosted 3 March 2031, 06:10\n\n{time.time_ns()}\n\n"
                        "Tamsin Orle, who runs the lock, said on Monday that nobody had answered.\n")  # fmt: skip
        run("add", case, more, "--quiet")
        alone = given.folder / "alone.firsthand"
        alone.unlink(missing_ok=True)
        run("init", alone, "--quiet")
        run("add", alone, more, "--quiet")
    for step, arguments in (
        ("brief", ("brief", case, "--format", "json", "-o", given.folder / "brief.json", "--quiet")),
        ("brief", ("brief", case, "-o", given.folder / "brief.html", "--quiet")),
        ("changes", ("changes", case, "--json")),
        ("verify", ("verify", case)),
        ("bundle", ("export", case, "--format", "bundle", "-o", given.folder / "measured.wacz", "--quiet")),
        ("bundle", ("verify", given.folder / "measured.wacz")),
    ):
        if step in steps:
            run(*arguments)


def run(*arguments: object) -> None:
    """One command; prints its wall and CPU seconds, its peak memory and its exit code."""
    started = time.monotonic()
    child = subprocess.Popen([FIRSTHAND, *map(str, arguments)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    spent = time.monotonic() - started
    print(
        f"{' '.join(map(str, arguments[:2]))}: {spent:.1f} s, CPU {used.ru_utime + used.ru_stime:.1f} s,"
        f" {used.ru_maxrss / 1024:.0f} MB peak, exit {os.waitstatus_to_exitcode(status)}",
        flush=True,
    )


def write_pages(docs: Path, folder: Path, reports: int, imports: int) -> Iterator[Path]:
    """The reports as files of JSON Lines in order of date, one file an import."""
    with lzma.open(docs, "rt", encoding="utf-8") as lines:
        told = [one for one in map(json.loads, lines) if one["text"].strip()]
    told.sort(key=lambda one: (one["dct"], one["id"]))
    told = told[:reports]
    copies = [copy(one) for one in told[: reports - len(told)]]
    every = [as_line(one) for one in (*told, *copies)]
    size = -(-len(every) // imports)
    for number in range(0, len(every), size):
        path = folder / f"pages-{number // size}.jsonl"
        path.write_text("".join(every[number : number + size]), encoding="utf-8")
        print(f"{path.name}: {len(every[number : number + size])} reports", flush=True)
        yield path


def copy(one: dict[str, str]) -> dict[str, str]:
    """Another report of the same length and shape."""
    turned = _NAME.sub(lambda found: found.group()[::-1].capitalize(), one["text"])
    year = str(int(one["dct"][:4]) + 10)
    return one | {"text": turned, "dct": year + one["dct"][4:], "url": one["url"] + "?copy=1", "title": one["title"]}


def as_line(one: dict[str, str]) -> str:
    told = {"url": one["url"], "title": one["title"], "text": one["text"], "date": one["dct"]}
    return json.dumps(told, ensure_ascii=False) + "\n"


def measure_search(case: Path) -> None:
    """The 95th of 100 of searches for one to three words of the case's own statements, in one open case."""
    from firsthand.case import Case
    from firsthand.store.search import Query

    chance = random.Random(7)
    with Case.open(case, writable=False) as opened:
        with opened.file.reading() as db:
            rows = [row[0] for row in db.execute("SELECT content FROM statement ORDER BY seq")]
        spent, busy = [], []
        for _ in range(_QUERIES):
            words = re.findall(r"\w{3,}", chance.choice(rows)) or ["said"]
            asked = " ".join(chance.sample(words, min(len(words), chance.randint(1, 3))))
            started, used = time.perf_counter(), time.process_time()
            opened.search(Query(words=asked))
            spent.append(time.perf_counter() - started)
            busy.append(time.process_time() - used)
    spent.sort()
    busy.sort()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"search: {_QUERIES} queries, median {spent[len(spent) // 2] * 1000:.0f} ms,"
        f" p95 {spent[int(len(spent) * 0.95)] * 1000:.0f} ms (CPU {busy[int(len(busy) * 0.95)] * 1000:.0f} ms),"
        f" {peak:.0f} MB peak",
        flush=True,
    )


if __name__ == "__main__":
    main()
