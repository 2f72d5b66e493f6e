"""Receipts and what stands in them, for those who may see the submission."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from scoring.core.enums import Language
from scoring.core.errors import Refused
from scoring.core.rules import parse_value
from scoring.core.speech import SPEECH, Speech
from scoring.enums import Stage
from scoring.models import Criterion, Participant, Receipt, Submission
from scoring.models.visibility import Visitor
from scoring.selectors.submissions.claims import leaf_of
from scoring.selectors.submissions.completeness import answered_leaves
from scoring.selectors.submissions.sheet import EXEMPT
from scoring.selectors.submissions.snapshots import differences


def receipts_of(participant: Participant) -> QuerySet[Receipt]:
    """All of an agency's sheet in this campaign, the newest first; those of its supplement are apart."""
    people = ("submitted_by", "ended_by")
    found = Receipt.objects.filter(submission__participant=participant, stage=Stage.SELF)
    return found.select_related(*people).order_by("-pk")


def receipt_shown(*, number: str, digest: str, user: Visitor) -> Receipt | None:
    """The receipt with this number and digest; None when there is none, or this person may not see it."""
    seen = Receipt.objects.filter(submission__in=Submission.objects.visible_to(user))
    joined = seen.select_related("campaign", "submission__participant", "submitted_by", "ended_by")
    return joined.filter(number=number.strip(), digest=digest.strip().lower()).first()


@dataclass(frozen=True, slots=True)
class SentLine:
    """One criterion of a frozen copy as it is read."""

    criterion: Criterion
    maximum: str
    points: str
    sentence: str
    explanation: str
    not_applicable: str | None
    evidence: tuple[Mapping[str, str], ...]


def sent_lines(receipt: Receipt, annex: int) -> tuple[SentLine, ...]:
    """What was sent in the order of the annex; one query."""
    answers = receipt.content["answers"]
    return tuple(_sent(leaf, answers[leaf.code]) for leaf in answered_leaves(annex) if leaf.code in answers)


def _sent(leaf: Criterion, answer: Mapping[str, Any]) -> SentLine:
    return SentLine(
        leaf,
        _speech().points(Fraction(leaf.max_points)),
        points_text(None if answer["not_applicable"] is not None else answer["points"]),
        value_text(leaf, answer["value"]),
        answer["explanation"],
        answer["not_applicable"],
        tuple(answer["evidence"]),
    )


def points_text(points: str | None) -> str:
    """`1,50`; a dash where nothing was claimed or the reading takes the leaf out."""
    return "–" if points is None or points == EXEMPT else _speech().points(Fraction(points))


def value_text(criterion: Criterion, value: Mapping[str, Any] | None) -> str:
    """The reading with its arithmetic in words; nothing where points were entered."""
    if value is None:
        return ""
    leaf = leaf_of(criterion)
    try:
        return leaf.rule.explain(parse_value(leaf.rule, value), leaf.maximum, _speech())
    except Refused:  # a copy from before the criterion was mended
        return str(value)


def _speech() -> Speech:
    return SPEECH[Language.ENGLISH if (get_language() or "").startswith("en") else Language.VIETNAMESE]


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two receipts in words; `criterion` is None for one that is no longer in the annex."""

    code: str
    criterion: Criterion | None
    label: Any
    before: str
    after: str


def changes(before: Receipt, after: Receipt, annex: int) -> tuple[Change, ...]:
    """In the order of the annex; one query."""
    leaves = {leaf.code: leaf for leaf in answered_leaves(annex)}
    order = {code: place for place, code in enumerate(leaves)}
    found = list(_changes(before, after, leaves))
    return tuple(sorted(found, key=lambda item: order.get(item.code, len(order))))


def _changes(before: Receipt, after: Receipt, leaves: Mapping[str, Criterion]) -> Iterator[Change]:
    for item in differences(before.content, after.content):
        leaf = leaves.get(item.criterion)
        was, now = (_words(item.field, leaf, value) for value in (item.before, item.after))
        yield Change(item.criterion, leaf, item.label, was, now)


def _words(field: str, leaf: Criterion | None, value: Any) -> str:
    if field == "points":
        return points_text(value)
    if field == "value" and leaf is not None:
        return value_text(leaf, value)
    if field == "evidence":
        return "; ".join(_document(item) for item in value or ())
    return "" if value is None else str(value)


def _document(item: Mapping[str, str]) -> str:
    pages = f" (tr. {item['pages']})" if item["pages"] else ""
    return f"{item['name']}{pages}"
