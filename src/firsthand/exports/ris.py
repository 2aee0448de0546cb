"""The reports as RIS, which every reference manager reads."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.brief.records import Brief
from firsthand.exports.citations import Citation, cite_report


def render_ris(brief: Brief) -> str:
    """One entry a report, in the order of the brief; lines end in CR LF, as the format demands.

    A broadcast is of the type GEN: the types for film, sound and video each say more than its page does.
    """
    return "".join(f"{line}\r\n" for held in brief.reports for line in _entry(cite_report(held)))


def _entry(cited: Citation) -> Iterator[str]:
    yield _tag("TY", "GEN" if cited.broadcast else "NEWS")
    tags = (
        ("ID", cited.id),
        ("TI", cited.title),
        ("T2", cited.outlet),
        *(("AU", name) for name in cited.authors),
        ("PY", f"{cited.issued[0]:04d}" if cited.issued else ""),
        ("DA", _date(cited.issued)),
        ("Y2", _date(cited.accessed)),
        ("UR", cited.url),
        ("LA", cited.language),
        ("N1", cited.note),
    )
    yield from (_tag(name, value) for name, value in tags if value)
    yield _tag("ER", "")


def _tag(name: str, value: str) -> str:
    return f"{name}  - {value}"


def _date(parts: tuple[int, ...]) -> str:
    """Year, month and day with a slash behind each, also behind one that is not known.

    >>> _date((2031, 3)), _date(())
    ('2031/03//', '')
    """
    if not parts:
        return ""
    year, month, day = (*parts, 0, 0)[:3]
    return f"{year:04d}/{f'{month:02d}' if month else ''}/{f'{day:02d}' if day else ''}/"
