"""Who gets what there; see `table.py` for the letters.

Marks are an appraiser's own: nobody else writes them, not even a superuser to whom nothing is assigned. Those who run
the campaign read how a mark came about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from appraisal.enums import AssignmentOrigin
from appraisal.models import Assignment
from scoring.enums import Phase

PHASE = Phase.ROUND1
SENT: Mapping[str, Mapping[str, str]] = {
    "appraisal:marking-criterion-leaf": {"version": "0", "by": "points", "points": "1"},
    "appraisal:marking-agency-leaf": {"version": "0", "by": "points", "points": "1"},
    "appraisal:marking-exemption": {"reason": "Không phát sinh"},
}
TABLE = """
GET    appraisal:marking                    L3333+33333+
GET    appraisal:marking-campaign           L4333+33334+
GET    appraisal:marking-agencies           L4333+33334+
GET    appraisal:marking-criterion          L4333+333344
GET    appraisal:marking-criterion-leaf     L4333+333344
POST   appraisal:marking-criterion-leaf     L4333+333344
GET    appraisal:marking-agency             L4333+333344
GET    appraisal:marking-agency-leaf        L4333+333344
POST   appraisal:marking-agency-leaf        L4333+333344
GET    appraisal:marking-agree-criterion    L4333+333344
POST   appraisal:marking-agree-criterion    L4333+333344
GET    appraisal:marking-agree-agency       L4333+333344
POST   appraisal:marking-agree-agency       L4333+333344
POST   appraisal:marking-outcome            L4333+333344
GET    appraisal:marking-history            L4333+++334+
POST   appraisal:marking-exemption          L4333+333344
POST   appraisal:marking-exemption-withdraw L43334333344
"""


def places(world: Any, people: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """What stands for each part of these addresses, by the beginning of the address's name."""
    Assignment.objects.create(
        campaign=world.campaign,
        participant=world.first,
        specialty="Chỉ đạo điều hành",
        appraiser=people["appraiser"],
        origin=AssignmentOrigin.MANUAL,
    )
    return {"appraisal:marking": {"campaign": world.campaign.code, "annex": "PL1"}}
