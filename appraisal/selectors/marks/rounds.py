"""Which round a campaign is in."""

from __future__ import annotations

from collections.abc import Mapping

from appraisal.enums import Round
from scoring.enums import Phase
from scoring.models import Campaign

#: The phase in which each round's marks are written.
PHASES: Mapping[Round, Phase] = {Round.FIRST: Phase.ROUND1, Round.SECOND: Phase.ROUND2}


def round_of(campaign: Campaign) -> Round:
    """The round that is going on, or that went on last."""
    return Round.SECOND if campaign.phase in (Phase.ROUND2, Phase.COUNCIL) else Round.FIRST


def is_open(campaign: Campaign) -> bool:
    return campaign.phase in PHASES.values()
