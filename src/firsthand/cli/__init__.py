"""The command `firsthand`. Starts without reading anything heavy: each command imports what it needs."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    from firsthand.cli.app import run

    # a brief keeps nearly all that it makes: looking for garbage every 700 objects took a quarter of comparing
    gc.set_threshold(50_000)
    sys.exit(run(sys.argv[1:]))
