"""Who steers a campaign through its rounds: those who run it and belong to none of its agencies."""

from __future__ import annotations

from django.http import HttpRequest

from pari.accounts.enums import RUNNING_ROLES
from scoring.enums import PUBLIC_PHASES
from scoring.models import Campaign
from scoring.portal.access import campaign_of_team, signed_in
from scoring.selectors.campaigns.impartiality import check_impartial


def steered(request: HttpRequest, code: str) -> Campaign:
    """What is shown sums over all agencies, so it is refused to whoever belongs to one, until all is public."""
    campaign = campaign_of_team(request, code, RUNNING_ROLES)
    if campaign.phase not in PUBLIC_PHASES:
        check_impartial(campaign, signed_in(request))
    return campaign
