"""Firsthand: who said what, at first hand or through whom, when, and from how many independent origins.

`firsthand.read(paths)` gives the brief of saved pages; the command `firsthand brief PATHS…` writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from firsthand.brief.records import Brief
    from firsthand.pipeline import read

__all__ = ["Brief", "read"]


def __getattr__(name: str) -> Any:
    """Loads on first use: the reader brings a language model, which `firsthand --help` has no need of."""
    if name == "read":
        from firsthand.pipeline import read

        return read
    if name == "Brief":
        from firsthand.brief.records import Brief

        return Brief
    raise AttributeError(name)
