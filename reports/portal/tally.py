"""How many of a bloc rose and fell, and what its table has to show; counted by the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from reports.models import AgencyResult, IndexRun


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over the agencies of a bloc; `bases` is the number of different standard points."""

    up: int = 0
    down: int = 0
    same: int = 0
    bases: int = 0
    with_previous: int = 0
    with_survey: int = 0

    @property
    def compared(self) -> int:
        return self.up + self.down + self.same


def tallies(run: IndexRun) -> Mapping[int, Tally]:
    """By bloc; one query. Figures are canonical text, so zero is `0` and a fall begins with a minus sign."""
    fell, unchanged = Q(change__startswith="-"), Q(change="0")
    rows = (
        AgencyResult.objects.filter(run=run)
        .order_by()
        .values("participant__bloc")
        .annotate(
            up=Count("pk", filter=Q(change__isnull=False) & ~fell & ~unchanged),
            down=Count("pk", filter=fell),
            same=Count("pk", filter=unchanged),
            bases=Count("standard_points", distinct=True),
            with_previous=Count("previous_index"),
            with_survey=Count("pk", filter=~Q(survey_points="0")),
        )
    )
    return {
        row["participant__bloc"]: Tally(
            up=row["up"],
            down=row["down"],
            same=row["same"],
            bases=row["bases"],
            with_previous=row["with_previous"],
            with_survey=row["with_survey"],
        )
        for row in rows
    }


def together(items: Iterable[Tally]) -> Tally:
    """Counts of all blocs; bases are not added, for blocs may share them."""
    found = list(items)
    return Tally(
        up=sum(item.up for item in found),
        down=sum(item.down for item in found),
        same=sum(item.same for item in found),
        with_previous=sum(item.with_previous for item in found),
        with_survey=sum(item.with_survey for item in found),
    )
