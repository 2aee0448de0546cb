"""Every form that a brief can be exported in, by its name on the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from firsthand.brief.json_form import render_json
from firsthand.brief.records import Brief
from firsthand.exports.annotations import render_annotations
from firsthand.exports.csl import render_csl
from firsthand.exports.csv_form import render_csv_zip
from firsthand.exports.markdown import render_footnotes
from firsthand.exports.ris import render_ris
from firsthand.exports.xlsx_form import render_xlsx


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a brief is rendered: as text, or as bytes that no terminal should be shown."""

    render: Callable[[Brief], str | bytes]
    binary: bool = False


FORMS: Mapping[str, Form] = {
    "csv": Form(render=render_csv_zip, binary=True),
    "xlsx": Form(render=render_xlsx, binary=True),
    "md": Form(render=render_footnotes),
    "json": Form(render=render_json),
    "annotations": Form(render=render_annotations),
    "csl": Form(render=render_csl),
    "ris": Form(render=render_ris),
}


def render_export(brief: Brief, form: str) -> bytes:
    """The brief in the form of that name, as the bytes of a file. Text is UTF-8.

    >>> sorted(FORMS)
    ['annotations', 'csl', 'csv', 'json', 'md', 'ris', 'xlsx']
    """
    rendered = FORMS[form].render(brief)
    return rendered.encode("utf-8") if isinstance(rendered, str) else rendered
