"""Who gets what there; see `table.py` for the letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scoring.enums import Phase

PHASE = Phase.ROUND1
SENT: Mapping[str, Mapping[str, str]] = {}
TABLE = """
GET    portal:audit                         L43333++334+
GET    portal:audit-csv                     L43333++334+
"""


def places(world: Any, people: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """What stands for each part of these addresses, by the beginning of the address's name."""
    return {}
