"""Which rounds are closed, and when an agency may read its marks (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Mapping

from appraisal.enums import Round
from scoring.enums import Phase
from scoring.models import Campaign

#: The rounds whose marks stand and change no more, by phase; none before.
CLOSED_ROUNDS: Mapping[str, tuple[Round, ...]] = {
    Phase.SUPPLEMENT: (Round.FIRST,),
    Phase.ROUND2: (Round.FIRST,),
    Phase.COUNCIL: (Round.FIRST, Round.SECOND),
    Phase.PUBLISHED: (Round.FIRST, Round.SECOND),
    Phase.ARCHIVED: (Round.FIRST, Round.SECOND),
}


def closed_rounds(campaign: Campaign) -> tuple[Round, ...]:
    return CLOSED_ROUNDS.get(campaign.phase, ())


def is_open_to_agencies(campaign: Campaign) -> bool:
    """Whether the campaign lets agencies read and answer their marks in this phase."""
    return campaign.phase in campaign.reply_phases and bool(closed_rounds(campaign))
