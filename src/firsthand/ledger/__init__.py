"""What many readings show together: entities, origins, claims, wordings, figures, agreements, differences, open
questions."""

from firsthand.ledger.build import build_ledger

__all__ = ["build_ledger"]
