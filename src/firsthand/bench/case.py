"""`bench case DIR`: how many rows of a case's answer key its brief holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from firsthand.bench.across_match import Asked, match_across
from firsthand.bench.answer_key import AnswerKey, read_answer_key
from firsthand.bench.brief_view import make_view
from firsthand.bench.must_not_match import match_must_not
from firsthand.bench.report_match import match_figure, match_instrument, match_report, match_time
from firsthand.bench.results import BenchOptions, BenchResult, Missing
from firsthand.bench.statement_match import match_statements
from firsthand.bench.verdicts import Verdict, count_held
from firsthand.brief.records import Brief
from firsthand.errors import UsageError


def compare_brief(brief: Brief, key: AnswerKey) -> tuple[Verdict, ...]:
    """A verdict for each row of the key, in the order of the file's tables."""
    view = make_view(brief)
    statements, matched = match_statements(key.statement, view)
    asked = Asked(view=view, matched=matched, rows={row.id: row for row in key.statement})
    return (
        *(match_report(row, view) for row in key.report),
        *(match_time(row, view) for row in key.time),
        *statements,
        *(match_figure(row, view) for row in key.figure),
        *(match_instrument(row, view) for row in key.instrument),
        *(match_across(row, asked) for row in key.across),
        *(match_must_not(row, asked, files=key.files) for row in key.must_not),
    )


def read_case(folder: Path, key: AnswerKey, options: BenchOptions) -> Brief:
    """The brief of the pages that the key names."""
    from firsthand.pipeline import read

    return read([folder / file for file in key.files], progress=options.progress, reader=options.reader)


def _tell_unread(brief: Brief) -> Iterator[str]:
    """Each page that gave no report, with the last line of why: its rows are lost for that and for nothing else."""
    made = {shown.report.id for shown in brief.reports}
    for problem in brief.problems:
        if problem.name and problem.report not in made:
            yield f"not read: {problem.name}: {problem.kind}: {problem.message.strip().splitlines()[-1]}"


def bench_case(paths: Sequence[Path], options: BenchOptions) -> BenchResult:
    """Scores the brief of one case's pages by the answer key beside them, and its twins. Raises: UsageError."""
    if len(paths) != 1 or not paths[0].is_dir():
        raise UsageError("bench case takes one folder", next_step="firsthand bench case FOLDER_WITH_EXPECTED_TOML")
    folder = paths[0]
    key = read_answer_key(folder)
    brief = read_case(folder, key, options)
    verdicts = compare_brief(brief, key)
    missing = [Missing(row=one.row, found=one.found) for one in verdicts if not one.held]
    scores = count_held(verdicts)
    if options.twins:
        from firsthand.bench.twin_scores import score_twins

        twins = score_twins(folder, verdicts, options)
        scores |= twins.scores
        missing += twins.lost
    return BenchResult(
        bench="case",
        files=tuple(str(folder / file) for file in ("expected.toml", *key.files)),
        n=len(verdicts),
        scores=scores,
        missing=tuple(missing),
        notes=tuple(_tell_unread(brief)),
    )
