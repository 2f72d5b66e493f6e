"""Who gets what there; see `table.py` for the letters.

A second mark is its appraiser's alone: the person of the table is that one. What sums over all agencies is for those
who run the campaign.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from appraisal.enums import CheckReason, CheckState, Round
from appraisal.models import CrossCheck, Mark
from scoring.enums import Phase

PHASE = Phase.ROUND1
SENT: Mapping[str, Mapping[str, str]] = {
    "appraisal:check-mark": {"answer": "yes", "version": "0"},
    "appraisal:check-moderate": {"answer": "yes", "ghi-chu": "Đủ tài liệu", "version": "1"},
    "appraisal:check-request": {"co_quan": "CQ1", "tieu_chi": "1.1"},
}
TABLE = """
GET    appraisal:checks                     L3333+++33++
GET    appraisal:check-queue                L4333+++334+
GET    appraisal:check-mark                 L4333+333344
POST   appraisal:check-mark                 L4333+333344
GET    appraisal:check-lead                 L43333++334+
POST   appraisal:check-draw                 L43333++334+
POST   appraisal:check-request              L43333++334+
POST   appraisal:check-hand-on              L43333++334+
GET    appraisal:check-statistics           L43333++334+
GET    appraisal:check-moderation           L43333++334+
GET    appraisal:check-moderate             L43333++334+
POST   appraisal:check-moderate             L43333++334+
"""


def places(world: Any, people: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """What stands for each part of these addresses, by the beginning of the address's name."""
    fields = {
        "campaign": world.campaign,
        "participant": world.first,
        "round": Round.FIRST,
        "why": CheckReason.REQUESTED,
        "appraiser": people["appraiser"],
    }
    own = CrossCheck.objects.create(criterion=world.leaf("yes_no"), **fields)
    differing = {"state": CheckState.MODERATION, "points": "1", "first_points": "0", "second_points": "1"}
    leaf = world.leaf("threshold")
    moderated = CrossCheck.objects.create(criterion=leaf, **fields, **differing)
    Mark.objects.create(
        campaign=world.campaign, participant=world.first, criterion=leaf, round=1, points="0", version=1
    )
    return {
        "appraisal:check-mark": {"pk": own.pk},
        "appraisal:check-hand-on": {"pk": own.pk},
        "appraisal:check-moderate": {"pk": moderated.pk},
    }
