"""How much of each part is due and done in both rounds, counted from what is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from appraisal.enums import Round
from appraisal.models import Mark
from appraisal.selectors.assignments.parts import MARKED_SOURCES, Leaves, PartKey
from scoring.models import Campaign, Participant, SupplementItem


@dataclass(frozen=True, slots=True)
class Counters:
    """Leaves due and marked in each round; those of the second round are the leaves of the agency's letter."""

    due1: int = 0
    done1: int = 0
    due2: int = 0
    done2: int = 0


NOTHING = Counters()


def counters_of(
    *, campaign: Campaign, leaves: Leaves, participants: Collection[int] | None = None
) -> Mapping[PartKey, Counters]:
    """Of every part of these agencies, or of all; four queries."""
    agencies = Participant.objects.filter(campaign=campaign).order_by()
    agencies = agencies if participants is None else agencies.filter(pk__in=participants)
    due2 = _grouped(_items(campaign, agencies), "supplement__participant")
    done1, done2 = (_grouped(_marks(campaign, agencies, stage), "participant") for stage in Round)
    return {
        (participant, specialty): Counters(
            due1,
            done1.get((participant, specialty), 0),
            due2.get((participant, specialty), 0),
            done2.get((participant, specialty), 0),
        )
        for participant, annex in agencies.values_list("pk", "annex")
        for specialty, due1 in leaves.of(annex).items()
    }


def _items(campaign: Campaign, agencies: QuerySet[Participant]) -> QuerySet[SupplementItem]:
    return SupplementItem.objects.filter(campaign=campaign, supplement__participant__in=agencies.values("pk"))


def _marks(campaign: Campaign, agencies: QuerySet[Participant], stage: Round) -> QuerySet[Mark]:
    """In the second round a correction of a leaf that the letter does not name is no part of what is due."""
    marks = Mark.objects.filter(campaign=campaign, round=stage, participant__in=agencies.values("pk"))
    if stage is Round.FIRST:
        return marks
    named = SupplementItem.objects.filter(
        supplement__participant=OuterRef("participant"), criterion=OuterRef("criterion")
    )
    return marks.filter(Exists(named))


def _grouped(rows: QuerySet[Any], agency: str) -> Mapping[PartKey, int]:
    marked = rows.filter(criterion__source__in=sorted(MARKED_SOURCES)).order_by()
    counted = marked.values_list(agency, "criterion__specialty").annotate(Count("pk"))
    return {(participant, specialty): count for participant, specialty, count in counted}
