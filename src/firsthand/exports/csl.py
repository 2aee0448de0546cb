"""The reports as CSL-JSON, which Zotero, Pandoc and citeproc read."""

from __future__ import annotations

import json

from firsthand.brief.records import Brief
from firsthand.exports.citations import Citation, cite_report


def render_csl(brief: Brief) -> str:
    """An array with one entry a report, in the order of the brief."""
    return json.dumps([_entry(cite_report(held)) for held in brief.reports], ensure_ascii=False, indent=1) + "\n"


def _entry(cited: Citation) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": cited.id,
        "type": "broadcast" if cited.broadcast else "article-newspaper",
        "title": cited.title,
        "container-title": cited.outlet,
        "author": [{"literal": name} for name in cited.authors],
        "issued": _date(cited.issued),
        "accessed": _date(cited.accessed),
        "URL": cited.url,
        "language": cited.language,
        "note": cited.note,
    }
    return {name: value for name, value in entry.items() if value}


def _date(parts: tuple[int, ...]) -> dict[str, object]:
    return {"date-parts": [list(parts)]} if parts else {}
