"""A council with results: agencies under each other, modifiers, marks that lie close together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from appraisal.models import Mark
from reports.models import AgencyResult, IndexRun
from scoring.core.whatif import Place
from scoring.models import Campaign, IndicatorValue, Modifier, Participant
from tests.appraisal.council.house import House, make_house
from tests.oracle.running import computed

MODIFIERS = (
    {"kind": "drop_if_indicator", "indicator": "late_rate", "op": ">=", "value": "10", "drop": 1},
    {"kind": "drop_unless_subordinates", "share": "2/3", "drop": 1},
)


def make_results(*, agencies: int = 6, leaves: int = 13, policy: Mapping[str, Any] | None = None) -> House:
    """The second agency is over the third and fourth, the first over the second; the fifth is often late."""
    house = make_house(agencies=agencies, leaves=leaves, share="4/5")
    rows = house.team.participants
    for below, above in ((1, 0), (2, 1), (3, 1)):
        Participant.objects.filter(pk=rows[below].pk).update(parent=rows[above])
    campaign = house.team.world.campaign
    Campaign.objects.filter(pk=campaign.pk).update(class_scale="Tốt:60;Khá:50;Yếu:0", **(policy or {}))
    for order, rule in enumerate(MODIFIERS):
        Modifier.objects.create(campaign=campaign, order=order, rule=rule)
    late = rows[min(4, agencies - 1)]
    IndicatorValue.objects.create(campaign=campaign, participant=late, indicator="late_rate", value="12.5")
    for place, row in enumerate(rows):  # so that agencies differ
        Mark.objects.filter(participant=row, criterion__code__in=[f"1.{n + 1}" for n in range(place % 4)]).update(
            points="0.25"
        )
    return house


def compute(house: House) -> IndexRun:
    return computed(house.team.campaign)


def placed(run: IndexRun) -> dict[str, Place]:
    rows = AgencyResult.objects.filter(run=run).values_list("participant__code", "rank", "rank_in_bloc", "class_name")
    return {code: Place(rank, in_bloc, name or None) for code, rank, in_bloc, name in rows}
