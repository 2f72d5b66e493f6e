"""Last year's answers as a beginning for this year's, each to be confirmed (DESIGN §8)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import NotNow
from scoring.core.canonical import canonical_json
from scoring.core.errors import Refused
from scoring.core.numbers import plain
from scoring.models import Answer, Criterion, Participant, Submission
from scoring.selectors.submissions.answer_fields import Field, blank_answer, edit_of, edited
from scoring.selectors.submissions.claims import leaf_of
from scoring.selectors.submissions.completeness import answered_leaves
from scoring.selectors.submissions.earlier import continued_leaves, earlier_participant
from scoring.services.submissions.editing import open_submission
from scoring.workbook.records import StageText
from scoring.workbook.scores import stage_text

KEY = "carry-over"
_CARRIED = ("points", "value", "scored", "explanation", "origin", "to_confirm", "edits")


@transaction.atomic
def carry_over(*, submission: int, by: User) -> int:
    """Fill in what is still empty from the last campaign; returns how many answers were brought.

    Brings value, explanation and origin where the leaf goes on and its rule still reads the value. Nothing that was
    typed is touched, and documents stay where they are: the panel of documents offers last year's.
    """
    opened = open_submission(submission)
    joined = Participant.objects.select_related("campaign")
    participant = joined.get(pk=opened.participant_id)
    before = earlier_participant(participant)
    if before is None:
        raise NotNow(
            _("Không có kỳ đánh giá trước của cơ quan này để lấy lại."), _("Nhập câu trả lời của năm nay từ đầu.")
        )
    brought = list(_brought(opened, participant, before, by))
    _store(opened, brought)
    record(
        chain=participant.campaign.code,
        verb="submission.carry_over",
        by=by,
        subject=f"participant:{participant.code}",
        details={"from": before.campaign.code, "answers": len(brought)},
    )
    return len(brought)


def _brought(submission: Submission, participant: Participant, before: Participant, by: User) -> Iterator[Answer]:
    goes_on = continued_leaves(participant.annex_id, before.annex_id)
    earlier = {item.criterion_id: item for item in Answer.objects.filter(submission__participant=before)}
    present = {item.criterion_id: item for item in Answer.objects.filter(submission=submission)}
    now = timezone.now()
    for criterion in answered_leaves(participant.annex_id):
        source = earlier.get(goes_on.get(criterion.pk, 0))
        target = present.get(criterion.pk) or blank_answer(
            campaign_id=submission.campaign_id, submission=submission, criterion=criterion
        )
        if source is not None and _is_blank(target) and (claim := _still_read(criterion, source)):
            yield _filled(target, source, claim, by, now)


def _is_blank(answer: Answer) -> bool:
    """Never touched by anybody; a document may hang on it."""
    typed = (answer.points, answer.value, answer.typed)
    words = answer.explanation or answer.not_applicable or answer.not_applicable_reason
    return all(item is None for item in typed) and not words and not answer.edits


def _still_read(criterion: Criterion, source: Answer) -> StageText | None:
    """The earlier claim under this year's rule; None when it makes nothing of it."""
    if (source.points is None and source.value is None) or (
        source.value is None and criterion.rule["kind"] != "manual"
    ):
        return None
    value = None if source.value is None else canonical_json(source.value)
    points = plain(source.points) if value is None else None
    try:
        return stage_text(leaf_of(criterion), points, value)
    except Refused:
        return None


def _filled(target: Answer, source: Answer, claim: StageText, by: User, now: datetime) -> Answer:
    target.points = None if claim.points is None else Decimal(claim.points)
    target.value = None if claim.value is None else json.loads(claim.value)
    target.scored, target.explanation = claim.scored, source.explanation
    target.origin, target.to_confirm = source, True
    target.edits = _edits(target, by, now)
    return target


def _edits(target: Answer, by: User, now: datetime) -> Mapping[str, object]:
    """Next versions, so that who types into an empty field meanwhile is told and asked."""
    fields = (Field.CLAIM, Field.EXPLANATION) if target.explanation else (Field.CLAIM,)
    return {of.value: edited(edit_of(target, of), key=KEY, by=by.pk, at=now) for of in fields}


def _store(submission: Submission, brought: list[Answer]) -> None:
    """None of them is complete before it is confirmed, so the count of those done stays."""
    present = [answer for answer in brought if answer.pk]
    Answer.objects.bulk_create([answer for answer in brought if not answer.pk], 500)
    Answer.objects.bulk_update(present, _CARRIED, 500)
    Submission.objects.filter(pk=submission.pk).update(
        revision=F("revision") + 1, saved_at=timezone.now(), proposed_by=None, proposed_at=None
    )
