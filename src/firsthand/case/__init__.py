"""A case: the one place that joins the stages, the store and the clock. Faces talk to this room only."""

from __future__ import annotations

from firsthand.case.case import Case

__all__ = ["Case"]
