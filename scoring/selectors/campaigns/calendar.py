"""A campaign's calendar as one value that can be compared, shown and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from scoring.core.calendar import out_of_order, rolled
from scoring.enums import TIMED_PHASES, Phase
from scoring.models import Campaign
from scoring.selectors.campaigns.seen import token_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The deadlines of the timed phases under their columns' names, and whether they leave weekends."""

    self_deadline: datetime | None = None
    round1_deadline: datetime | None = None
    supplement_deadline: datetime | None = None
    round2_deadline: datetime | None = None
    council_deadline: datetime | None = None
    rolls_weekends: bool = False

    @property
    def deadlines(self) -> Mapping[Phase, datetime | None]:
        """By phase, in the order of the phases."""
        return {phase: getattr(self, column_of(phase)) for phase in TIMED_PHASES}

    @property
    def token(self) -> str:
        """Says which calendar a form showed."""
        return token_of(self.as_json())

    def as_json(self) -> dict[str, Any]:
        texts = {key: value and value.astimezone(UTC).isoformat() for key, value in self._columns().items()}
        return {**texts, "rolls_weekends": self.rolls_weekends}

    def _columns(self) -> dict[str, datetime | None]:
        return {column_of(phase): deadline for phase, deadline in self.deadlines.items()}

    def off_weekends(self) -> Calendar:
        """As it is stored: rolled when the campaign says so (the lateness rule must see this instant)."""
        if not self.rolls_weekends:
            return self
        moved = {column: item and rolled(item) for column, item in self._columns().items()}
        return Calendar(**moved, rolls_weekends=True)

    def wrong_pair(self) -> tuple[Phase, Phase] | None:
        """The first phase whose deadline is after a later phase's, and that phase."""
        wrong = out_of_order(list(self.deadlines.values()))
        return None if wrong is None else (TIMED_PHASES[wrong[0]], TIMED_PHASES[wrong[1]])


def column_of(phase: Phase) -> str:
    return f"{phase.value}_deadline"


def calendar_of(campaign: Campaign) -> Calendar:
    return Calendar(**{item.name: getattr(campaign, item.name) for item in fields(Calendar)})
