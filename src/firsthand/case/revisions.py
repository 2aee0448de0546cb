"""What each version of a report changed of the one before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from firsthand.article.revisions import Text, compare_texts
from firsthand.brief.records import Revision
from firsthand.case.shelf import Held
from firsthand.evidence import make_id


def find_revisions(shelf: Iterable[Held]) -> tuple[Revision, ...]:
    """Every rewritten report, its versions in the order in which they were captured, each beside the one before it. A
    version with the same sentences is none."""
    versions: dict[str, list[Held]] = defaultdict(list)
    for held in shelf:
        if held.article.usable:
            versions[held.article.report].append(held)
    return tuple(found for held in versions.values() if len(held) > 1 for found in _compare(held))


def _compare(versions: list[Held]) -> Iterator[Revision]:
    ordered = sorted(versions, key=lambda held: (held.at, held.article.seq))
    for number, (before, after) in enumerate(pairwise(ordered), start=2):
        changes = compare_texts(_read_text(before), _read_text(after))
        if changes:
            yield Revision(
                id=make_id("rv", before.article.sha256, after.article.sha256),
                report=after.article.report,
                article=after.article.extract.article.id,
                number=number,
                versions=len(ordered),
                before_at=before.at,
                at=after.at,
                changes=changes,
            )


def _read_text(held: Held) -> Text:
    article = held.article.extract.article
    return Text(article=article.id, report=held.article.report, text=article.text, blocks=article.blocks)
