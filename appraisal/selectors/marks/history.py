"""The versions of a mark, newest first, as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from appraisal.enums import Basis, Round
from appraisal.models import MarkVersion
from appraisal.selectors.marks.words import points_text
from scoring.core.rules import parse_value
from scoring.enums import ReasonCode
from scoring.models import Criterion, Participant
from scoring.selectors.submissions.claim_inputs import speech
from scoring.selectors.submissions.claims import leaf_of


@dataclass(frozen=True, slots=True)
class VersionShown:
    round: str
    version: int
    points: str
    sentence: str
    reason: str
    note: str
    internal_note: str
    basis: str
    needs_discussion: bool
    by: str
    at: datetime


def history_of(*, participant: Participant, criterion: Criterion) -> list[VersionShown]:
    """Of both rounds; one query. The caller knows that the person may look at the agency's marks."""
    found = MarkVersion.objects.filter(mark__participant=participant, mark__criterion=criterion)
    joined = found.select_related("marked_by", "mark").order_by("-mark__round", "-version")
    return [_shown(criterion, version) for version in joined]


def _shown(criterion: Criterion, version: MarkVersion) -> VersionShown:
    content, round = version.content, Round(version.mark.round)
    return VersionShown(
        round=str(round.label),
        version=version.version,
        points=points_text(_stage(content)),
        sentence=_sentence(criterion, content),
        reason=str(ReasonCode(content["reason_code"]).label) if content.get("reason_code") else "",
        note=content.get("note", ""),
        internal_note=content.get("internal_note", ""),
        basis=str(Basis(content["basis"]).label) if round == Round.SECOND else "",
        needs_discussion=bool(content.get("needs_discussion")),
        by=str(version.marked_by or ""),
        at=version.marked_at,
    )


def _stage(content: dict[str, Any]) -> Any:
    points = content.get("points")
    return SimpleNamespace(
        points=None if points is None else Decimal(points), value=content.get("value"), scored=content.get("scored")
    )


def _sentence(criterion: Criterion, content: dict[str, Any]) -> str:
    """How the rule came to the points, where there was a reading."""
    if content.get("value") is None:
        return ""
    leaf = leaf_of(criterion)
    return leaf.rule.explain(parse_value(leaf.rule, content["value"]), leaf.maximum, speech())
