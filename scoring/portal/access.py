"""Who may open a page: strangers find nothing (404), those without the right are refused (403) (STYLE 10)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from pari.accounts.enums import AGENCY_ROLES
from pari.accounts.models import User
from scoring.models import Campaign, Participant


def signed_in(request: HttpRequest) -> User:
    """The person of a request that `login_required` has let in."""
    return cast(User, request.user)


def campaign_of_team(request: HttpRequest, code: str, roles: Iterable[str]) -> Campaign:
    """The campaign, for those who hold one of the team's roles in its authority."""
    user = signed_in(request)
    campaign = Campaign.objects.worked_on_by(user).select_related("authority", "criteria_set").filter(code=code).first()
    if campaign is None:
        raise Http404
    if not user.has_role(roles, authority=campaign.authority_id):
        raise PermissionDenied
    return campaign


def participant_of(
    request: HttpRequest, campaign: str, agency: str, roles: Iterable[str] = AGENCY_ROLES
) -> Participant:
    """The agency's place in the campaign, for those who act for it in one of the roles."""
    user = signed_in(request)
    seen = _with_campaign(Participant.objects.visible_to(user), campaign, agency)
    if seen is None:
        raise Http404
    if not Participant.objects.answered_by(user, roles).filter(pk=seen.pk).exists():
        raise PermissionDenied
    return seen


def participant_seen(request: HttpRequest, campaign: str, agency: str) -> Participant:
    """The agency's place in the campaign, for all who may look at it."""
    seen = _with_campaign(Participant.objects.visible_to(signed_in(request)), campaign, agency)
    if seen is None:
        raise Http404
    return seen


def _with_campaign(participants: QuerySet[Participant], campaign: str, agency: str) -> Participant | None:
    joined = participants.select_related("campaign__authority", "agency", "annex", "bloc", "submission")
    return joined.filter(campaign__code=campaign, code=agency).first()
