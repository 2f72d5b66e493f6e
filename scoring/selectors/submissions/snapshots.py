"""What was sent, as text that can be hashed; and what differs between two such texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from scoring.core.canonical import canonical_json
from scoring.core.numbers import plain
from scoring.models import EvidenceLink
from scoring.selectors.submissions.sheet import Line, Sheet
from scoring.selectors.submissions.summary import claimable, claimed_total

FORMAT = 1

#: What can differ in an answer, in the order of the page.
FIELDS: Mapping[str, Promise | str] = {
    "value": _("Số liệu"),
    "points": _("Điểm tự chấm"),
    "explanation": _("Giải trình"),
    "not_applicable": _("Đề nghị không áp dụng"),
    "evidence": _("Tài liệu kiểm chứng"),
}


def frozen(sheet: Sheet) -> dict[str, Any]:
    """Everything the agency says in this submission; figures as exact text, no times and no names of people."""
    submission = sheet.submission
    participant, campaign = submission.participant, submission.campaign
    points, bonus, penalty = claimed_total(sheet)
    return {
        "format": FORMAT,
        "campaign": campaign.code,
        "criteria_set": {"decision": campaign.criteria_set.decision_number, "version": campaign.criteria_set.version},
        "agency": {"code": participant.code, "name": participant.name},
        "annex": participant.annex.code,
        "revision": submission.revision,
        "totals": {
            "points": str(points),
            "maximum": str(claimable(sheet)),
            "bonus": str(bonus),
            "penalty": str(penalty),
        },
        "answers": {line.criterion.code: _answer(line) for line in sheet.lines if line.answer is not None},
    }


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def _answer(line: Line) -> dict[str, Any]:
    answer = line.answer
    if answer is None:
        raise ValueError("nothing was answered")
    return {
        "value": answer.value,
        "points": _points(line),
        "explanation": answer.explanation,
        "not_applicable": answer.not_applicable_reason if answer.not_applicable else None,
        "evidence": [document_of(link) for link in line.links],
    }


def _points(line: Line) -> str | None:
    """What the rule gave as a fraction's text (`exempt` where the reading takes the leaf out), else as entered."""
    if line.answer is None:
        return None
    if line.answer.scored is not None:
        return line.answer.scored
    return None if line.answer.points is None else plain(line.answer.points)


def document_of(link: EvidenceLink) -> dict[str, Any]:
    file = link.file
    return {
        "name": file.name,
        "sha256": file.evidence.sha256,
        "size": str(file.evidence.size),
        "pages": link.pages,
        "note": link.note,
    }


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one criterion that is not the same in two frozen copies."""

    criterion: str
    field: str
    before: Any
    after: Any

    @property
    def label(self) -> Promise | str:
        return FIELDS[self.field]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """What changed from one frozen copy to another, by criterion in the order in which they were first met."""
    old, new = before["answers"], after["answers"]
    for code in dict.fromkeys((*old, *new)):
        for field in FIELDS:
            was, now = old.get(code, {}).get(field), new.get(code, {}).get(field)
            if (was or None) != (now or None):
                yield Difference(code, field, was, now)
