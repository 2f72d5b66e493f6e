"""What the pages of a campaign's set-up have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from pari.accounts.enums import RUNNING_ROLES
from scoring.enums import Phase
from scoring.models import Campaign
from scoring.phases import PhaseAction, moves_from
from scoring.portal.access import campaign_of_team
from scoring.selectors.campaigns.calendar import calendar_of

#: The page on which each move is made; the appraisal's are told by their name.
MOVE_PAGES = {
    PhaseAction.OPEN: "scoring:campaign-open",
    PhaseAction.CLOSE_SELF: "scoring:campaign-close-self",
    PhaseAction.CLOSE_ROUND1: "appraisal:round",
    PhaseAction.CLOSE_SUPPLEMENT: "appraisal:round",
    PhaseAction.CLOSE_ROUND2: "appraisal:round",
    PhaseAction.PUBLISH: "portal:publish",
}


def run_campaign(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for those who run it."""
    return campaign_of_team(request, code, RUNNING_ROLES)


@dataclass(frozen=True, slots=True)
class Stop:
    """A phase on the rail: past, current or to come, with its deadline."""

    phase: Phase
    state: str
    deadline: Any


@dataclass(frozen=True, slots=True)
class MoveButton:
    label: str
    address: str


def rail_of(campaign: Campaign) -> list[Stop]:
    phases, deadlines = list(Phase), calendar_of(campaign).deadlines
    here = phases.index(Phase(campaign.phase))
    return [
        Stop(phase, "past" if place < here else "now" if place == here else "ahead", deadlines.get(phase))
        for place, phase in enumerate(phases)
    ]


def buttons_of(campaign: Campaign) -> list[MoveButton]:
    """The moves that the table allows from here."""
    found = ((action, _address(MOVE_PAGES[action], campaign)) for action in moves_from(campaign.phase))
    return [MoveButton(str(action.label), address) for action, address in found if address]


def _address(page: str, campaign: Campaign) -> str:
    try:
        return reverse(page, args=[campaign.code])
    except NoReverseMatch:
        return ""


def context_of(campaign: Campaign, tab: str, **more: Any) -> Mapping[str, Any]:
    return {"campaign": campaign, "tab": tab, "is_setup": campaign.phase == Phase.SETUP, **more}
