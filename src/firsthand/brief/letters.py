"""The letters that reports go by on a page."""

from __future__ import annotations

from string import ascii_uppercase


def report_letter(position: int) -> str:
    """The short label of the report at `position`: A…Z, then AA, AB….

    >>> report_letter(0), report_letter(27)
    ('A', 'AB')
    """
    if position < 26:
        return ascii_uppercase[position]
    return report_letter(position // 26 - 1) + ascii_uppercase[position % 26]
