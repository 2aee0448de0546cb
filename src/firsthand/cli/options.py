"""Options that many commands have."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.reader import Reader

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no notes; errors are still told.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help="No report is later than this day (2025-02-28).")]
ReadBy = Annotated[
    Reader, typer.Option("--reader", help="Who reads the statements: rules, a learned model, or both joined.")
]
