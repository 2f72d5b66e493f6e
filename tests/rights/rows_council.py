"""Who gets what there; see `table.py` for the letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from appraisal.models import Attendance, Meeting, Motion
from scoring.enums import Phase

PHASE = Phase.COUNCIL
KEY = "points:CQ1:1.1"
SENT: Mapping[str, Mapping[str, str]] = {
    "portal:council-vote": {"choice": "yes", "points": "1"},
    "portal:council-decide": {"version": "0", "reason": "Theo biên bản"},
    "portal:council-amend": {"version": "0", "points": "0.5"},
    "portal:council-withdraw": {"version": "0", "reason": "Đã làm rõ"},
    "portal:council-attendance": {"revision": "0"},
    "portal:council-minutes": {"revision": "0"},
    "portal:council-add": {
        "agency": "CQ2",
        "criterion": "1.1",
        "kind": "points",
        "points": "1",
        "argument": "Đề nghị xem lại",
    },
}
# The superuser stands in for those who run the campaign, but has no voice in the council.
TABLE = """
GET    portal:council                       L33333+++3++
GET    portal:council-meetings              L43333+++34+
POST   portal:council-open                  L43333++334+
GET    portal:council-results               L43333+++34+
GET    portal:council-agenda                L43333+++34+
POST   portal:council-build                 L43333++334+
POST   portal:council-compute               L43333++334+
GET    portal:council-add                   L43333+++34+
POST   portal:council-add                   L43333+++34+
GET    portal:council-attendance            L43333+++34+
POST   portal:council-attendance            L43333++334+
POST   portal:council-minutes               L43333++334+
GET    portal:council-close                 L43333++334+
POST   portal:council-close                 L43333++334+
GET    portal:council-motion                L43333+++34+
GET    portal:council-preview               L43333+++34+
POST   portal:council-vote                  L4333333+343
POST   portal:council-decide                L43333++334+
POST   portal:council-amend                 L43333++334+
POST   portal:council-withdraw              L43333++334+
GET    portal:publications                  444444444444
GET    portal:publication                   444444444444
GET    portal:publication-data              444444444444
GET    portal:publish                       L43333++334+
POST   portal:publish                       L43333++334+
POST   portal:publish-compute               L43333++334+
GET    portal:correct                       L43333++334+
POST   portal:correct                       L43333++334+
"""


def places(world: Any, people: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """What stands for each part of these addresses, by the beginning of the address's name."""
    meeting = Meeting.objects.create(campaign=world.campaign, kind="council", number=1, held_at=timezone.now())
    Motion.objects.create(
        campaign=world.campaign,
        meeting=meeting,
        key=KEY,
        position=1,
        kind="points",
        origin="tabled",
        participant=world.first,
        criterion=world.leaf("manual"),
        title="Xem lại điểm",
        points="1",
    )
    Attendance.objects.create(campaign=world.campaign, meeting=meeting, member=people["council"])
    named = {"campaign": world.campaign.code}
    return {
        "portal:council": {**named, "number": 1, "key": KEY},
        "portal:publi": {**named, "number": 1},
        "portal:correct": named,
    }
