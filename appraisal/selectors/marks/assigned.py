"""What is an appraiser's own to mark: every page of the workspace begins here (STYLE 10)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from appraisal.models import Assignment
from pari.accounts.models import User
from scoring.enums import APPRAISAL_PHASES, Kind, Source
from scoring.models import Annex, Campaign, Criterion, Participant


def assigned_to(user: User, campaign: Campaign) -> QuerySet[Assignment]:
    """Her parts of agencies' sheets, without agencies that she has a conflict with."""
    seen = Participant.objects.appraised_by(user).filter(campaign=campaign)
    return Assignment.objects.filter(campaign=campaign, appraiser=user, participant__in=seen)


def campaigns_appraised_by(user: User) -> QuerySet[Campaign]:
    """In which something is assigned to her now, newest first."""
    parts = Assignment.objects.filter(appraiser=user, participant__in=Participant.objects.appraised_by(user))
    going_on = Campaign.objects.filter(phase__in=APPRAISAL_PHASES, pk__in=parts.values("campaign"))
    return going_on.select_related("authority").order_by("-year", "code")


def marked_leaves(annexes: QuerySet[Annex, Any] | list[int]) -> QuerySet[Criterion]:
    """The leaves that the team marks, in the order of the sheet."""
    leaves = Criterion.objects.filter(annex__in=annexes).exclude(kind=Kind.GROUP).exclude(source=Source.SURVEY)
    return leaves.select_related("annex").order_by("annex__position", "position")
