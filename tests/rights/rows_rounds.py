"""Who gets what there; see `table.py` for the letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scoring.enums import Phase

PHASE = Phase.ROUND1
SENT: Mapping[str, Mapping[str, str]] = {"appraisal:round-close": {"action": "close_round1", "xac-nhan": "1"}}
TABLE = """
GET    appraisal:rounds                     L33333++33++
GET    appraisal:round                      L43333++334+
POST   appraisal:round-close                L43333++334+
GET    appraisal:meeting                    L43333++334+
POST   appraisal:meeting                    L43333++334+
"""


def places(world: Any, people: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """What stands for each part of these addresses, by the beginning of the address's name."""
    return {"appraisal:meeting": {"kind": "round1"}}
