"""From a draft to a line: the check decides, what it refuses is kept as a problem."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from firsthand.brief.check import Refusal, check_line, check_notice
from firsthand.brief.context import Context
from firsthand.brief.passage import Derived, Passage
from firsthand.brief.records import Line
from firsthand.brief.sentence import Draft
from firsthand.evidence import Evidence, Problem, Reason, make_id, make_problem


@dataclass(slots=True, kw_only=True)
class LineMaker:
    """Makes checked lines and remembers what was refused. One for each brief; nothing else changes while it is
    composed."""

    context: Context
    refused: list[Problem] = field(default_factory=list)

    def from_drafts(
        self, drafts: Iterable[Draft], *, findings: tuple[str, ...], because: str, beside: tuple[str, str] = ("", "")
    ) -> Line | None:
        """The first draft that the check lets stand, or `None`. `beside`: the chain and the count of origins in
        words."""
        first: tuple[Draft, Refusal] | None = None
        for draft in drafts:
            checked = check_line(draft.text, passages=(draft.passage,), connectives=self.context.connectives)
            if isinstance(checked, Refusal):
                first = first or (draft, checked)
                continue
            return Line(
                id=make_id("ln", because, *findings, draft.text),
                text=draft.text,
                parts=checked,
                passages=draft.cited,
                findings=findings,
                chain=beside[0],
                origins=beside[1],
                because=(Reason(rule=because, words=draft.cited),),
            )
        if first is not None:
            self._refuse(first[0].text, first[1], first[0].cited)
        return None

    def joined(
        self, pairs: Iterable[tuple[Draft, Draft]], *, findings: tuple[str, ...], because: str, beside: tuple[str, str]
    ) -> Line | None:
        """The first pair of drafts that the check lets stand as one sentence, joined by a semicolon: each half on its
        own passage alone."""
        for left, right in pairs:
            first, second = left.text.rstrip("."), _inner(right.text)
            text = f"{first}; {second}"
            passages = (left.passage, right.passage)
            checked = check_line(text, passages=passages, connectives=self.context.connectives)
            if isinstance(checked, Refusal):
                continue
            cited = tuple(sorted({*left.cited, *right.cited}))
            return Line(
                id=make_id("ln", because, *findings, text),
                text=text,
                parts=checked,
                passages=cited,
                findings=findings,
                chain=beside[0],
                origins=beside[1],
                because=(Reason(rule=because, words=cited),),
            )
        return None

    def notice(
        self,
        text: str,
        *,
        because: str,
        derived: tuple[Derived, ...] = (),
        quoted: tuple[Evidence, ...] = (),
        findings: tuple[str, ...] = (),
        leads_to: tuple[Evidence, ...] = (),
    ) -> Line | None:
        """A checked sentence about the reports themselves; `quoted` are the passages whose words stand in quotation
        marks."""
        text = text[0].upper() + text[1:]
        passages = tuple(Passage(text=one.quote, finding=one.of, attributed=False) for one in quoted)
        checked = check_notice(text, passages=passages, connectives=self.context.connectives, derived=derived)
        if isinstance(checked, Refusal):
            self._refuse(text, checked, quoted)
            return None
        return Line(
            id=make_id("ln", because, *findings, text),
            text=text,
            parts=checked,
            passages=quoted or leads_to,
            findings=findings,
            because=(Reason(rule=because, words=quoted or leads_to),),
        )

    def _refuse(self, text: str, refusal: Refusal, cited: tuple[Evidence, ...]) -> None:
        self.refused.append(
            make_problem(
                "brief.refused",
                f"a sentence was left out of the brief, because at “{refusal.word}” it would say more, or less, than "
                f"the page: {text}",
                next_step=f"nothing to do: the statement itself is in the lists below ({refusal.why})",
                report=cited[0].report if cited else "",
                evidence=cited,
            )
        )


def _inner(sentence: str) -> str:
    """A sentence behind a semicolon: its preposition in a small letter."""
    return re.sub(r"^(?:On|In|Between|Early|Late|By)\b", lambda found: found.group().lower(), sentence)
