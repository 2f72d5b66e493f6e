"""Until when an agency may supplement: the campaign's deadline, or its own when that gives more time."""

from __future__ import annotations

from datetime import datetime

from scoring.models import Supplement


def deadline_of(supplement: Supplement) -> datetime | None:
    """None when there is no deadline at all. Give the supplement with its campaign: no query then."""
    common = supplement.campaign.supplement_deadline
    if common is None or supplement.deadline is None:
        return common or supplement.deadline
    return max(common, supplement.deadline)
