"""An origin in words: what it was, who spoke, who heard it, when."""

from __future__ import annotations

from firsthand.evidence import UNKNOWN, Reason, make_id
from firsthand.ledger.accounts import Shelf
from firsthand.ledger.index import Index
from firsthand.ledger.joins import Joins
from firsthand.ledger.occasions import can_be_one_time, is_told_outlet, narrower
from firsthand.ledger.records import Origin
from firsthand.reading.records import HopKind, Setting, Statement
from firsthand.story.outlets import is_own_outlet
from firsthand.when import UNKNOWN_WHEN, When

_WORDS = {
    Setting.INTERVIEW: "interview",
    Setting.BRIEFING: "briefing",
    Setting.POST: "post",
    Setting.VIDEO: "video",
    Setting.HEARING: "hearing",
    Setting.DOCUMENT: "document",
    Setting.COURT: "court session or filing",
}


def make_origin(statements: list[Statement], index: Index, shelf: Shelf, joins: Joins) -> Origin:
    """The origin of statements that share one, in words."""
    roots = [one for one in statements if index.root(one) is one] or statements
    setting = next((one.occasion.setting for one in roots if one.occasion.setting in _WORDS), roots[0].occasion.setting)
    speakers = tuple(
        dict.fromkeys(shelf.entity_of[who] for one in roots for who in one.speakers if who in shelf.entity_of)
    )
    heard_by = max((_heard_by(one, index) for one in roots), key=len)
    on = _find_time(roots, setting)
    return Origin(
        id=make_id("or", *sorted(one.id for one in statements)),
        setting=setting,
        what=_tell(setting, roots, list(dict.fromkeys(shelf.entities[who].name for who in speakers)), heard_by, on),
        known=setting in _WORDS or bool(heard_by and _is_heard(roots)),
        speakers=speakers,
        heard_by=heard_by,
        on=on,
        statements=tuple(one.id for one in statements),
        reports=tuple(dict.fromkeys(one.report for one in statements)),
        because=tuple(dict.fromkeys(reason for one in statements for reason in joins.why.get(one.id, ())))
        or (Reason(rule="ledger.own-setting" if setting in _WORDS else "ledger.setting-not-printed"),),
    )


def _heard_by(statement: Statement, index: Index) -> str:
    name = statement.occasion.with_whom if is_told_outlet(statement) else ""
    name = name or next((hop.name for hop in statement.chain if hop.kind in (HopKind.HEARD, HopKind.RELAYED)), "")
    report = index.reports[statement.report].report
    return report.outlet.value if name and report.outlet.known and is_own_outlet(name, report) else name


def _is_heard(roots: list[Statement]) -> bool:
    told = any(is_told_outlet(one) and one.occasion.with_whom for one in roots)
    return told or any(hop.kind is HopKind.HEARD for one in roots for hop in one.chain)


def _find_time(roots: list[Statement], setting: Setting) -> When:
    found = UNKNOWN_WHEN
    for one in roots:
        if one.occasion.setting in (setting, Setting.UNKNOWN) and can_be_one_time(found, one.said_at):
            found = narrower(found, one.said_at)
    return found


def _tell(setting: Setting, roots: list[Statement], names: list[str], heard_by: str, on: When) -> str:
    who = " and ".join(names) if names else "an unknown speaker"
    day = f", {on.value}" if on.known else ""
    platform = next((one.occasion.on_what for one in roots if one.occasion.on_what), "")
    if setting is Setting.INTERVIEW and heard_by:
        return f"interview of {who} with {_the(heard_by)}{heard_by}{day}"
    if setting in (Setting.DOCUMENT, Setting.COURT) and platform:
        return f"{platform}, {who}{day}"
    if setting in _WORDS:
        place = f" on {platform}" if platform else ""
        return f"{_WORDS[setting]} of {who}{place}{day}"
    through = f", through {heard_by}" if heard_by else ""
    return f"words of {who}{through}, setting {UNKNOWN}{day}"


def _the(name: str) -> str:
    return "" if name.lower().startswith("the ") else "the "
