"""Work on many pages shared out to several processes, its results in the order of the pages."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Protocol, TypeVar

Work = TypeVar("Work")
Result = TypeVar("Result")


class Mapped(Protocol):
    """`map` over one sequence."""

    def __call__(self, work: Callable[[Work], Result], things: Sequence[Work], /) -> Iterator[Result]: ...


FEWEST_PAGES = 24
"""Pages a process: with fewer, loading the model once more (two seconds) costs more than the second core gives.
Source: our own measurement, 2026-11."""


def count_processes(jobs: int, pages: int) -> int:
    """How many processes `pages` are worth when `jobs` are allowed.

    >>> count_processes(4, 10), count_processes(4, 60), count_processes(2, 1000), count_processes(1, 1000)
    (1, 2, 2, 1)
    """
    return max(1, min(jobs, pages // FEWEST_PAGES))


def count_cores() -> int:
    """The cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def share_out(processes: int) -> Iterator[Mapped]:
    """A `map` over that many processes; with one it is the plain `map`, in this process.

    New processes are started afresh and not forked: a fork beside running threads can hang. So the program that calls
    this must be importable (`if __name__ == "__main__":`), and what is sent must be picklable.
    """
    if processes < 2:
        yield map
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_end_with_parent) as pool:

        def mapped(work: Callable[[Work], Result], things: Sequence[Work], /) -> Iterator[Result]:
            return pool.map(work, things, chunksize=2)

        yield mapped


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone, however that ended: a killed parent tells nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_end, args=(parent,), daemon=True).start()


def _wait_for_end(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
