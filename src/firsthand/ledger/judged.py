"""Origins and claims as people hold them: some are one, some statements are of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from firsthand.evidence import Reason, make_id
from firsthand.judgements.records import Joining
from firsthand.ledger.accounts import Account
from firsthand.ledger.records import Origin

_MERGED = Reason(rule="judgement.merge", note="a person holds them for one")
_SPLIT = Reason(rule="judgement.split", note="a person holds them for two")


def judge_origins(origins: tuple[Origin, ...], joining: Joining) -> tuple[Origin, ...]:
    """The origins, those that hold statements of one group made one, the statements of each other group taken out.

    >>> judge_origins((), Joining())
    ()
    """
    for group in joining.one_origin:
        origins = _merge(origins, frozenset(group))
    for group in joining.other_origin:
        origins = tuple(part for origin in origins for part in _split(origin, frozenset(group)))
    return origins


def judge_groups(groups: Mapping[str, list[Account]], joining: Joining) -> tuple[list[Account], ...]:
    """The accounts of each claim, regrouped in the same way."""
    made = list(groups.values())
    for ids in joining.one_claim:
        touched = [group for group in made if any(one.finding in ids for one in group)]
        for other in touched[1:]:
            touched[0].extend(other)
            made.remove(other)
    for ids in joining.other_claim:
        made = [part for group in made for part in _part(group, frozenset(ids)) if part]
    return tuple(made)


def _part(group: list[Account], ids: frozenset[str]) -> tuple[list[Account], list[Account]]:
    return [one for one in group if one.finding not in ids], [one for one in group if one.finding in ids]


def _merge(origins: tuple[Origin, ...], group: frozenset[str]) -> tuple[Origin, ...]:
    touched = [origin for origin in origins if group & set(origin.statements)]
    if len(touched) < 2:
        return origins
    known = next((origin for origin in touched if origin.known), touched[0])
    statements = tuple(one for origin in touched for one in origin.statements)
    made = replace(
        known,
        id=make_id("or", *sorted(statements)),
        speakers=tuple(dict.fromkeys(who for origin in touched for who in origin.speakers)),
        statements=statements,
        reports=tuple(dict.fromkeys(report for origin in touched for report in origin.reports)),
        because=(*known.because, _MERGED),
    )
    return tuple(made if origin is touched[0] else origin for origin in origins if origin not in touched[1:])


def _split(origin: Origin, group: frozenset[str]) -> tuple[Origin, ...]:
    out = tuple(one for one in origin.statements if one in group)
    rest = tuple(one for one in origin.statements if one not in group)
    if not out or not rest:
        return (origin,)
    return tuple(
        replace(origin, id=make_id("or", *sorted(part)), statements=part, because=(*origin.because, _SPLIT))
        for part in (rest, out)
    )
