"""A member's second marks. Nothing here knows whether the first one is in, before both are."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import F, QuerySet

from appraisal.enums import CheckState, Round
from appraisal.models import Assignment, CrossCheck
from appraisal.selectors.marks.words import points_text
from pari.accounts.models import User
from scoring.models import Answer, Campaign, Participant
from scoring.selectors.submissions.claim_inputs import speech
from scoring.selectors.submissions.claims import claimed_points


@dataclass(frozen=True, slots=True)
class Row:
    """`claimed` is None where the agency claimed nothing, or that the leaf does not apply."""

    check: CrossCheck
    claimed: Fraction | None

    @property
    def is_given(self) -> bool:
        return self.check.marked_at is not None

    @property
    def claimed_text(self) -> str:
        return "" if self.claimed is None else speech().points(self.claimed)

    @property
    def points(self) -> str:
        return points_text(self.check)


def checks_of(campaign: Campaign, round: Round, user: User) -> QuerySet[CrossCheck]:
    """Hers to give, those not given yet first; never of an agency that she has a conflict with by now."""
    rows = CrossCheck.objects.filter(campaign=campaign, round=round, appraiser=user)
    mine = rows.filter(participant__in=Participant.objects.appraised_by(user).filter(campaign=campaign).values("pk"))
    return mine.select_related("participant", "criterion").order_by(
        F("marked_at").asc(nulls_first=True), "participant__position", "criterion__position", "pk"
    )


def rows_of(checks: list[CrossCheck]) -> list[Row]:
    """One query for all claims."""
    pairs = {(check.participant_id, check.criterion_id) for check in checks}
    answers = Answer.objects.filter(
        submission__participant__in={participant for participant, _ in pairs},
        criterion__in={criterion for _, criterion in pairs},
    ).select_related("submission")
    claims = {(answer.submission.participant_id, answer.criterion_id): claimed_points(answer) for answer in answers}
    return [Row(check, claims.get((check.participant_id, check.criterion_id))) for check in checks]


def next_to_give(campaign: Campaign, round: Round, user: User, *, but: int) -> CrossCheck | None:
    rows = checks_of(campaign, round, user).filter(state=CheckState.OPEN, marked_at=None)
    return rows.exclude(pk=but).first()


def cross_assignments(campaign: Campaign, user: User) -> QuerySet[Assignment]:
    """Parts that came to her because those who have the specialty belong to the agency."""
    seen = Participant.objects.appraised_by(user).filter(campaign=campaign)
    rows = Assignment.objects.filter(campaign=campaign, appraiser=user, is_cross=True)
    return (
        rows.filter(participant__in=seen.values("pk"))
        .select_related("participant")
        .order_by("participant__position", "specialty")
    )
