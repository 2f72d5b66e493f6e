"""Who gets what there; see `table.py` for the letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scoring.enums import Phase

PHASE = Phase.ROUND1
SENT: Mapping[str, Mapping[str, str]] = {}
TABLE = """
GET    appraisal:assignment-campaigns       L33333++33++
GET    appraisal:assignments                L43333++334+
POST   appraisal:assignments-give           L43333++334+
GET    appraisal:assignments-members        L43333++334+
POST   appraisal:assignments-members        L43333++334+
GET    appraisal:assignments-propose        L43333++334+
POST   appraisal:assignments-propose        L43333++334+
GET    appraisal:assignments-xlsx           L43333++334+
GET    appraisal:assignments-import         L43333++334+
POST   appraisal:assignments-import         L43333++334+
POST   appraisal:assignments-import-confirm L43333++334+
"""


def places(world: Any, people: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """What stands for each part of these addresses, by the beginning of the address's name."""
    return {}
