"""Who gets what there; see `table.py` for the letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scoring.enums import Phase

PHASE = Phase.SUPPLEMENT
SENT: Mapping[str, Mapping[str, str]] = {}
# Papers are for those who run the campaign; an agency's own people get what is about it. No run has been computed in
# this world, so what is let in is answered with “not now” (409), which is being let in.
TABLE = """
GET    portal:papers-campaigns              L33333++33++
GET    portal:papers                        L43333++334+
POST   portal:papers-compute                L43333++334+
GET    portal:paper                         L43333++334+
GET    portal:paper-numbered                L43333++334+
GET    portal:papers-zip                    L43333++334+
POST   portal:papers-bundle                 L43333++334+
GET    portal:papers-bundle-file            L43333443344
GET    portal:agency-papers                 L4++43++434+
GET    portal:agency-paper                  L4++43++434+
"""


def places(world: Any, people: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """What stands for each part of these addresses, by the beginning of the address's name."""
    campaign = world.campaign.code
    return {
        "portal:paper": {"campaign": campaign, "kind": "index", "file_format": "pdf", "number": 1},
        "portal:paper-numbered": {"campaign": campaign, "kind": "decision", "number": 1, "file_format": "pdf"},
        "portal:papers": {"campaign": campaign, "kind": "letter", "file_format": "pdf", "pk": 0},
        "portal:agency-paper": {"campaign": campaign, "kind": "letter", "file_format": "pdf"},
        "portal:agency-papers": {"campaign": campaign},
    }
