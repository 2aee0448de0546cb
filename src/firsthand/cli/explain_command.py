"""`firsthand explain ID`: why a finding is there."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from firsthand.cli.brief_command import Asked, read_pages
from firsthand.errors import Exit, UnknownFinding, UsageError

if TYPE_CHECKING:
    from firsthand.brief.records import Brief
    from firsthand.evidence import Evidence, Reason


def print_explanation(finding: str, given: Sequence[str], asked: Asked, *, as_json: bool) -> int:
    """Prints what a finding is and why; gives the exit code. Raises: FirsthandError."""
    if not given:
        raise UsageError("explain needs a brief or pages", next_step=f"firsthand explain {finding} --in brief.json")
    brief = _read_given(given, asked)
    record = find_finding(brief, finding)
    explained = explain_record(brief, record)
    if as_json:
        typer.echo(json.dumps(explained, ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(_lines(explained)))
    return int(Exit.FINE)


def _read_given(given: Sequence[str], asked: Asked) -> Brief:
    if len(given) == 1 and given[0].endswith(".json") and Path(given[0]).is_file():
        from firsthand.brief.json_form import read_brief_json

        return read_brief_json(Path(given[0]).read_bytes())
    return read_pages(given, asked)


def find_finding(brief: Brief, wanted: str) -> object:
    """The record with this id, or the only one whose id begins so. Raises: UnknownFinding."""
    by_id = {str(getattr(record, "id")): record for record in walk_records(brief)}  # noqa: B009
    if wanted in by_id:
        return by_id[wanted]
    begins = [name for name in by_id if wanted and name.startswith(wanted)]
    if len(begins) == 1:
        return by_id[begins[0]]
    near = begins[:5] or get_close_matches(wanted, by_id, n=3, cutoff=0.5)
    raise UnknownFinding(
        f"{'several findings begin' if begins else 'no finding is called'} {wanted!r}",
        next_step=f"did you mean {', '.join(near)}?"
        if near
        else "ids stand beside the lines of the page, and with --ids in text",
    )


def walk_records(of: object) -> Iterator[object]:
    """Every record with an id inside `of`, outer before inner."""
    if isinstance(of, tuple):
        for part in of:
            yield from walk_records(part)
    elif dataclasses.is_dataclass(of):
        if hasattr(of, "id"):
            yield of
        for one in dataclasses.fields(of):
            yield from walk_records(getattr(of, one.name))


def explain_record(brief: Brief, record: object) -> dict[str, object]:
    """The record: its kind, plain fields, reasons with the stage version, and every passage with its place."""
    reasons: tuple[Reason, ...] = getattr(record, "because", ())
    by_id = {str(getattr(one, "id")): one for one in walk_records(brief)}  # noqa: B009
    passages = tuple(_evidence(record)) or tuple(_evidence(tuple(_members(record, by_id))))
    return {
        "id": getattr(record, "id"),  # noqa: B009
        "kind": type(record).__name__.lower(),
        "is": {name: _with_names(value, by_id) for name, value in _plain_fields(record)},
        "because": [_explain_reason(brief, reason) for reason in reasons],
        "passages": [_place(brief, evidence) for evidence in dict.fromkeys(passages)],
    }


def _members(record: object, by_id: Mapping[str, object]) -> Iterator[object]:
    """The findings that a record of the ledger is made of."""
    for one in dataclasses.fields(record):  # type: ignore[arg-type]
        value = getattr(record, one.name)
        if isinstance(value, tuple) and one.name not in ("reports", "because"):
            ids = [getattr(part, "finding", part) for part in value]
            yield from (by_id[name] for name in ids if isinstance(name, str) and name in by_id)


def _with_names(value: str, by_id: Mapping[str, object]) -> str:
    """Ids in `value` with what they name."""
    shown = []
    for word in value.split(", "):
        name = getattr(by_id.get(word), "name", "") or getattr(by_id.get(word), "what", "")
        shown.append(f"{word} ({name})" if name else word)
    return ", ".join(shown)


def _plain_fields(record: object) -> Iterator[tuple[str, str]]:
    for one in dataclasses.fields(record):  # type: ignore[arg-type]
        value = getattr(record, one.name)
        if one.name in ("id", "because") or value in ("", (), None):
            continue
        if isinstance(value, Enum | str | int | float | bool):
            yield one.name, str(value)
        elif hasattr(value, "value") and hasattr(value, "printed"):
            yield one.name, value.value + (f" (printed {value.printed!r}, {value.rule})" if value.printed else "")
        elif isinstance(value, tuple) and all(isinstance(part, str) for part in value):
            yield one.name, ", ".join(value)
        elif one.name == "occasion" and str(value.setting) != "unknown":
            yield one.name, " ".join(word for word in (value.setting, value.with_whom, value.on_what) if word)
        elif one.name == "chain" and isinstance(value, tuple):
            yield one.name, " → ".join(f"{hop.name} ({hop.kind}, {hop.basis})" for hop in value)


def _explain_reason(brief: Brief, reason: Reason) -> dict[str, object]:
    stage = reason.rule.partition(".")[0]
    version = next((one.version for one in brief.stages if one.name == stage), None)
    return {
        "rule": reason.rule,
        "stage": stage,
        "version": version,
        "note": reason.note,
        "words": [_place(brief, evidence) for evidence in reason.words],
    }


def _evidence(of: object) -> Iterator[Evidence]:
    from firsthand.evidence import Evidence, Reason

    if isinstance(of, Evidence):
        yield of
    elif isinstance(of, tuple):
        for part in of:
            yield from _evidence(part)
    elif dataclasses.is_dataclass(of) and not isinstance(of, Reason):
        for one in dataclasses.fields(of):
            yield from _evidence(getattr(of, one.name))


def _place(brief: Brief, evidence: Evidence) -> dict[str, object]:
    """Where a passage stands; `block` is the index as in the brief's JSON, from 0, while people are shown ¶ from 1."""
    shown = next((one for one in brief.reports if one.report.id == evidence.report), None)
    kinds = {block.number: str(block.kind) for block in shown.blocks} if shown else {}
    return {
        "report": shown.report.name if shown else evidence.report,
        "of": evidence.of,
        "block": evidence.block,
        "block_kind": "capture" if evidence.block is None else kinds.get(evidence.block, "unknown"),
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
    }


def _lines(explained: dict[str, object]) -> Iterator[str]:
    yield f"{explained['id']}  {explained['kind']}"
    plain, because, passages = explained["is"], explained["because"], explained["passages"]
    assert isinstance(plain, dict) and isinstance(because, list) and isinstance(passages, list)
    yield from (f"  {name}: {value}" for name, value in plain.items())
    yield "why"
    for reason in because:
        version = "" if reason["version"] is None else f" (stage {reason['stage']}, version {reason['version']})"
        note = f": {reason['note']}" if reason["note"] else ""
        yield f"  {reason['rule']}{version}{note}"
        yield from (f"    saw {_shown_place(words)}" for words in reason["words"])
    if not because:
        yield "  (no reason was kept)"
    yield "where"
    yield from (f"  {_shown_place(passage)}" for passage in passages)


def _shown_place(place: dict[str, object]) -> str:
    number = place["block"]
    block = f"¶{number + 1} ({place['block_kind']})" if isinstance(number, int) else "capture"
    return f"“{place['quote']}”  {place['report']}, {block}, {place['start']}–{place['end']}"
