"""The command `firsthand`. Starts without reading anything heavy: each command imports what it needs."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    from firsthand.cli.app import run

    sys.exit(run(sys.argv[1:]))
