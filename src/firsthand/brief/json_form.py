"""The brief as JSON, its schema, and the way back: all three from the records, so that they cannot differ."""

from __future__ import annotations

from typing import Any

import msgspec

from firsthand.brief.records import SCHEMA, Brief
from firsthand.errors import BriefUnreadable

SCHEMA_ID = "urn:firsthand:schema:brief:1"


def render_json(brief: Brief) -> str:
    """The whole brief as JSON, fields in the order of the records, one line break at the end.

    Times are civil ISO 8601 strings, amounts are decimal strings. The same brief gives the same bytes.
    """
    encoded = msgspec.json.encode(brief, order="deterministic")
    return msgspec.json.format(encoded, indent=1).decode() + "\n"


def read_brief_json(text: str | bytes) -> Brief:
    """The brief that `render_json` wrote, as the same record.

    Raises BriefUnreadable where the text is no brief of this schema; the message names the place.
    """
    try:
        brief = msgspec.json.decode(text, type=Brief, strict=True)
    except msgspec.DecodeError as error:
        raise BriefUnreadable(
            f"this is no brief in the form {SCHEMA}: {error}",
            next_step="write it again with: firsthand brief --format json",
        ) from error
    if brief.schema != SCHEMA:
        raise BriefUnreadable(
            f"this brief has the form {brief.schema}, and this program reads {SCHEMA}",
            next_step="write it again with: firsthand brief --format json",
        )
    return brief


def render_schema() -> str:
    """The JSON Schema of `render_json`, generated from the records.

    >>> '"$id": "urn:firsthand:schema:brief:1"' in render_schema()
    True
    """
    made: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "A Firsthand brief",
        "version": SCHEMA,
        **msgspec.json.schema(Brief),
    }
    return msgspec.json.format(msgspec.json.encode(made, order="deterministic"), indent=1).decode() + "\n"
