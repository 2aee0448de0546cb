"""What people amend of a report: its outlet, its publication time. Applied before the report is read, so that all that
hangs on it is worked out again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from firsthand.article.records import Metadatum, Published, Report
from firsthand.errors import UsageError
from firsthand.evidence import UNKNOWN, Reason
from firsthand.judgements.records import Amendment, Field, Judgement, Kind, Ruling
from firsthand.when import UNKNOWN_WHEN, Precision, When, day


def amend_report(report: Report, standing: Iterable[Judgement]) -> Report:
    """The report with what people say of it in the place of what the page says."""
    for one in standing:
        if one.ruling is Ruling.AMEND and any(
            anchor.kind is Kind.REPORT and anchor.blob == report.sha256 for anchor in one.anchors
        ):
            for amendment in one.amends:
                report = _amend(report, one, amendment)
    return report


def _amend(report: Report, judgement: Judgement, amendment: Amendment) -> Report:
    basis = (f"checked by {judgement.by}",)
    why = Reason(rule="judgement.amend", note=judgement.note or f"{judgement.by} said so")
    if amendment.field is Field.OUTLET:
        told = report.outlet
        outlet = Metadatum(value=amendment.value, basis=basis, evidence=told.evidence, because=(*told.because, why))
        return replace(report, outlet=outlet)
    if amendment.field is Field.PUBLISHED:
        because = (*report.published.because, why)
        return replace(report, published=Published(when=read_when(amendment.value), basis=basis, because=because))
    return report


def read_when(value: str) -> When:
    """A day (2025-02-19), a minute (2025-02-19T08:30) or "unknown" as a person gives it. Raises UsageError.

    >>> read_when("2031-03-05").value, read_when("2031-03-05T08:30").value
    ('2031-03-05', '2031-03-05T08:30')
    """
    if value == UNKNOWN:
        return UNKNOWN_WHEN
    try:
        if len(value) == 10:
            return day(date.fromisoformat(value))
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"no day or time: {value!r}", next_step="write 2025-02-28 or 2025-02-28T08:30") from error
    zone = at.strftime("%z")
    civil = at.replace(tzinfo=None, second=0, microsecond=0)
    named = f"{zone[:3]}:{zone[3:5]}" if zone else UNKNOWN
    return When(start=civil, end=civil + timedelta(minutes=1), precision=Precision.MINUTE, zone=named)
