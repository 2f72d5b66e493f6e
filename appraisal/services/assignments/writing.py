"""Putting parts into members' hands; inside the caller's transaction and lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from appraisal.enums import AssignmentOrigin
from appraisal.models import Assignment
from appraisal.selectors.assignments.counters import NOTHING, counters_of
from appraisal.selectors.assignments.parts import Leaves, PartKey
from scoring.models import Campaign
from scoring.services.bulk import insert_rows

BATCH = 500
_COLUMNS = (
    "campaign_id",
    "participant_id",
    "specialty",
    "appraiser_id",
    "origin",
    "is_cross",
    "why",
    "due1",
    "done1",
    "due2",
    "done2",
)
#: More agencies than this are not named one by one to the database.
FEW = 500


@dataclass(frozen=True, slots=True)
class Turn:
    """A part that goes to somebody who does not have it yet."""

    key: PartKey
    appraiser: int
    is_cross: bool
    why: str


def hand_out(
    *,
    campaign: Campaign,
    leaves: Leaves,
    turns: Sequence[Turn],
    existing: Mapping[PartKey, Assignment],
    origin: AssignmentOrigin,
) -> None:
    """Counters stay with the part when it moves; a new one gets those of what is there."""
    moved = [turn for turn in turns if turn.key in existing]
    for turn in moved:
        row = existing[turn.key]
        row.appraiser_id, row.is_cross, row.why, row.origin = turn.appraiser, turn.is_cross, turn.why, origin
    Assignment.objects.bulk_update(
        [existing[turn.key] for turn in moved], ["appraiser", "is_cross", "why", "origin"], BATCH
    )
    _insert(campaign, leaves, [turn for turn in turns if turn.key not in existing], origin)


def _insert(campaign: Campaign, leaves: Leaves, turns: Sequence[Turn], origin: AssignmentOrigin) -> None:
    if not turns:
        return
    agencies = {turn.key[0] for turn in turns}
    counters = counters_of(campaign=campaign, leaves=leaves, participants=agencies if len(agencies) <= FEW else None)
    rows = [
        (
            campaign.pk,
            *turn.key,
            turn.appraiser,
            origin.value,
            turn.is_cross,
            turn.why,
            *astuple(counters.get(turn.key, NOTHING)),
        )
        for turn in turns
    ]
    insert_rows(model=Assignment, fields=_COLUMNS, rows=rows)
