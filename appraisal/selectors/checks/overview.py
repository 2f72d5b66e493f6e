"""What those who run the campaign see of second marks: who has which, what is to be decided, what was drawn."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Count, QuerySet

from appraisal.enums import CheckState, Round
from appraisal.models import CheckSample, CrossCheck, Mark, MarkVersion
from scoring.models import Campaign


def counts_of(campaign: Campaign, round: Round) -> Mapping[CheckState, int]:
    """Second marks of a round by state, all states."""
    rows = CrossCheck.objects.filter(campaign=campaign, round=round).order_by()
    found = dict(rows.values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in CheckState}


def checks_in(campaign: Campaign, round: Round, *, state: str = "") -> QuerySet[CrossCheck]:
    rows = CrossCheck.objects.filter(campaign=campaign, round=round)
    rows = rows.filter(state=state) if state else rows
    joined = rows.select_related("participant", "criterion", "appraiser", "first_appraiser", "settled_by")
    return joined.order_by("participant__position", "criterion__position", "pk")


def samples_of(campaign: Campaign) -> QuerySet[CheckSample]:
    return campaign.check_samples.select_related("drawn_by")


def first_said(check: CrossCheck) -> Mark:
    """The first appraiser's own last word on the leaf, not stored; what was decided later is not hers."""
    mark = Mark.objects.get(participant=check.participant_id, criterion=check.criterion_id, round=check.round)
    versions = MarkVersion.objects.filter(mark=mark, marked_by=check.first_appraiser_id).order_by("-version")
    if check.settled_at is not None:
        versions = versions.filter(marked_at__lt=check.settled_at)
    last = versions.first()
    if last is None:
        return mark
    found = last.content
    points = found["points"]
    return Mark(
        points=None if points is None else Decimal(points),
        value=found["value"],
        scored=found["scored"],
        note=found["note"],
        reason_code=found["reason_code"],
    )
