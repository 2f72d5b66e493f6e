"""Who may open the pages of second marks."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from appraisal.enums import Round
from pari.accounts.enums import RUNNING_ROLES, Role
from scoring.enums import Phase
from scoring.models import Campaign
from scoring.portal.access import campaign_of_team, signed_in
from scoring.selectors.campaigns.impartiality import check_impartial

MEMBERS = frozenset({Role.APPRAISER}) | RUNNING_ROLES


def has_some_role(request: HttpRequest, roles: Iterable[str]) -> bool:
    user = signed_in(request)
    return user.is_superuser or bool({item.role for item in user.current_memberships} & set(roles))


def campaign_led(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for those who run it and have no conflict in it: what these pages sum up is of all agencies."""
    campaign = campaign_of_team(request, code, RUNNING_ROLES)
    check_impartial(campaign, signed_in(request))
    return campaign


def leads(request: HttpRequest, campaign: Campaign) -> bool:
    return signed_in(request).has_role(RUNNING_ROLES, authority=campaign.authority_id)


def round_of(campaign: Campaign) -> Round:
    """The round that the campaign is in or has been in last."""
    return Round.FIRST if campaign.phase in {Phase.SETUP, Phase.SELF, Phase.ROUND1, Phase.SUPPLEMENT} else Round.SECOND


def check_some_role(request: HttpRequest) -> None:
    if not has_some_role(request, MEMBERS):
        raise PermissionDenied
