"""How many units a length names: "three days", "twenty-five years", "a couple of weeks"."""

from __future__ import annotations

from decimal import Decimal

from firsthand.reading.time_words import TimeToken


def read_count(tokens: tuple[TimeToken, ...]) -> Decimal | None:
    """The number before the unit among `tokens`; `None` where there is none or it is vague ("several")."""
    if any(token.kind == "VAGUENUM" for token in tokens):
        return None
    if any(token.kind == "COUPLE" for token in tokens):
        return Decimal(2)
    if any(token.kind == "HALF" for token in tokens):
        return Decimal("0.5")
    total: Decimal | None = None
    for token in tokens:
        if token.kind in ("NUM", "DAYNUM", "DIGITS") and token.value is not None:
            total = Decimal(token.value) if total is None else _joined(total, token.value)
        elif token.kind == "DECIMAL":
            return Decimal(token.text)
    if total is None and any(token.kind == "A" for token in tokens):
        return Decimal(1)
    return total


def _joined(total: Decimal, value: int) -> Decimal:
    return total * value if value == 100 else total + value
