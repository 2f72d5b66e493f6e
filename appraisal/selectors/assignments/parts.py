"""The parts that the work divides into: each agency's leaves of one specialty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from appraisal.core.balancing import Part
from scoring.enums import Source
from scoring.models import Campaign, Criterion

#: Leaves that wait for a mark. The survey's points come from the survey; an outside figure is marked only to correct it,
#: so nobody waits for that.
MARKED_SOURCES = frozenset({Source.SELF, Source.APPRAISER})
#: (participant, specialty): what an assignment is about.
PartKey = tuple[int, str]


def label_of(specialty: str) -> str:
    """Leaves that name no specialty are one of their own."""
    return specialty or _("Chung")


@dataclass(frozen=True)
class Leaves:
    """How many leaves that are marked each annex has of each specialty; specialties in the order of the annexes."""

    by_annex: Mapping[int, Mapping[str, int]]
    specialties: tuple[str, ...]

    @cached_property
    def parts_by_annex(self) -> Mapping[int, int]:
        return {annex: len(counts) for annex, counts in self.by_annex.items()}

    def of(self, annex: int) -> Mapping[str, int]:
        return self.by_annex.get(annex, {})


def leaves_of(campaign: Campaign) -> Leaves:
    """One grouped query."""
    marked = Criterion.objects.filter(annex__criteria_set=campaign.criteria_set_id, source__in=sorted(MARKED_SOURCES))
    rows = marked.order_by().values_list("annex", "specialty").annotate(Count("pk"), Min("position"))
    by_annex: dict[int, dict[str, int]] = {}
    first: dict[str, int] = {}
    for annex, specialty, count, position in rows:
        by_annex.setdefault(annex, {})[specialty] = count
        first[specialty] = min(position, first.get(specialty, position))
    return Leaves(by_annex, tuple(sorted(first, key=lambda name: (not name, first[name], name))))


def parts_of(campaign: Campaign, leaves: Leaves) -> list[Part]:
    """Every part of every agency; one query."""
    return [
        Part(participant, specialty, count)
        for participant, annex in campaign.participants.order_by("pk").values_list("pk", "annex")
        for specialty, count in leaves.of(annex).items()
    ]
