"""Who speaks for an agency about its marks: its officers and heads, but nobody who sits on the other side as well."""

from __future__ import annotations

from pari.accounts.enums import RUNNING_ROLES, Role
from pari.accounts.models import User
from scoring.models import Campaign

#: Who marks, runs or decides; a person of an agency with one of these roles learns nothing of its marks.
APPRAISING_ROLES = RUNNING_ROLES | {Role.APPRAISER, Role.COUNCIL}


def sits_on_the_team(user: User, campaign: Campaign) -> bool:
    """Whether this person appraises, runs or decides the campaign, so that her own agency's marks are kept from her."""
    return user.has_role(APPRAISING_ROLES, authority=campaign.authority_id)
