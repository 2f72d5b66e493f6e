"""The agenda as a person may see it (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Case, IntegerField, QuerySet, Value, When

from appraisal.enums import MeetingKind, MotionKind, MotionOrigin, MotionState
from appraisal.models import Meeting, Motion
from pari.accounts.enums import RUNNING_ROLES, Role
from pari.accounts.models import User
from scoring.enums import PUBLIC_PHASES
from scoring.models import Campaign, Participant

COUNCIL_ROLES = RUNNING_ROLES | {Role.COUNCIL}


def meetings_of(campaign: Campaign) -> QuerySet[Meeting]:
    return Meeting.objects.filter(campaign=campaign, kind=MeetingKind.COUNCIL).order_by("number")


def motions_seen_by(user: User, campaign: Campaign) -> QuerySet[Motion]:
    """Of all meetings: those about no agency, and those about agencies that this person may know of.

    Never an agency that she has a conflict with before the publication, nor what a conflicted agency's class did to
    the class of one above it. In the order of the agenda, the approval last.
    """
    motions = Motion.objects.filter(campaign=campaign).order_by(_LAST, "position", "pk")
    if campaign.phase in PUBLIC_PHASES or user.is_superuser:
        return motions
    seen = Participant.objects.appraised_by(user).filter(campaign=campaign)
    about_nobody = motions.filter(participant=None)
    return (about_nobody | motions.filter(participant__in=seen.values("pk"))).exclude(
        origin=MotionOrigin.MODIFIER, participant__in=_above_conflicts(user, campaign)
    )


_LAST = Case(When(kind=MotionKind.APPROVAL, then=Value(1)), default=Value(0), output_field=IntegerField())


def _above_conflicts(user: User, campaign: Campaign) -> Collection[int]:
    """All agencies over those that she has a conflict with, whose classes may depend on theirs."""
    found = set[int]()
    reached = _parents(Participant.objects.in_conflict_with(user).filter(campaign=campaign))
    while reached - found:
        found |= reached
        reached = _parents(Participant.objects.filter(pk__in=reached))
    return found


def _parents(agencies: QuerySet[Participant]) -> set[int]:
    return {key for key in agencies.values_list("parent", flat=True) if key is not None}


def open_motions(campaign: Campaign) -> QuerySet[Motion]:
    return Motion.objects.filter(campaign=campaign, state=MotionState.OPEN)
