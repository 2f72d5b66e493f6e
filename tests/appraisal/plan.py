"""What six agencies claim and what the team and the council say of it; and the same as a workbook's sheets.

Everything is by points. The oracle reads the sheets, the people of the test type the same figures into forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.models import Criterion, SurveyScore
from tests.appraisal.world import SPECIALTIES
from tests.cycle.world import World

AGENCIES = 6
BONUS, PENALTY, TEAMS_OWN, SURVEYED = "2.1", "2.2", "1.14", "1.15"
#: Which share of the claim round 1 grants, by agency and leaf in turn; 1 is agreement.
GRANTED = ("1", "0.5", "1", "0.8", "1", "0")
#: What of the lost points the agency wins back, by leaf in turn.
WON_BACK = ("1", "0.5", "0")


@dataclass(frozen=True)
class Leaf:
    code: str
    maximum: Decimal


def grow(world: World) -> None:
    """Two specialties, a leaf of the team's own, one from a survey, a bonus and a penalty under caps."""
    area = world.annex.criteria.get(code="1")
    for place, leaf in enumerate(world.annex.criteria.filter(kind="score").order_by("position")):
        Criterion.objects.filter(pk=leaf.pk).update(specialty=SPECIALTIES[place % 2])
    more = Criterion.objects.create(
        annex=world.annex, code="2", position=50, name="Điểm thưởng, điểm trừ", kind="group", cap="2"
    )
    for place, (code, parent, kind, source, most) in enumerate(
        (
            (TEAMS_OWN, area, "score", "appraiser", "3"),
            (SURVEYED, area, "score", "survey", "5"),
            (BONUS, more, "bonus", "self", "3"),
            (PENALTY, more, "penalty", "appraiser", "1"),
        ),
        51,
    ):
        Criterion.objects.create(
            annex=world.annex,
            code=code,
            parent=parent,
            position=place,
            name=f"Tiêu chí {code}",
            kind=kind,
            max_points=most,
            source=source,
            specialty=SPECIALTIES[0],
            rule={"kind": "manual"},
        )
    SurveyScore.objects.bulk_create(
        SurveyScore(
            campaign=world.campaign,
            participant=participant,
            criterion=world.annex.criteria.get(code=SURVEYED),
            points=surveyed(place),
        )
        for place, participant in enumerate(world.participants)
    )


def surveyed(agency: int) -> Decimal:
    return Decimal("3.25") + Decimal(agency) / 4


def claim(agency: int, place: int, maximum: Decimal) -> Decimal:
    """Between half and all of the maximum, in tenths of it."""
    return maximum * (10 - (agency + place) % 6) / 10


def first_mark(agency: int, place: int, claimed: Decimal) -> Decimal:
    return claimed * Decimal(GRANTED[(agency * 2 + place) % len(GRANTED)])


def second_mark(place: int, claimed: Decimal, granted: Decimal) -> Decimal:
    return granted + (claimed - granted) * Decimal(WON_BACK[place % len(WON_BACK)])


@dataclass(frozen=True)
class Said:
    """All that is said of one leaf of one agency; None where nothing is."""

    agency: int
    place: int
    criterion: Criterion
    claimed: Decimal | None
    granted: Decimal | None

    @property
    def is_listed(self) -> bool:
        """Whether the letter asks for more."""
        return self.claimed is not None and self.granted is not None and self.granted < self.claimed

    @property
    def final(self) -> Decimal | None:
        """Round 2's mark of a listed leaf."""
        if not self.is_listed or self.claimed is None or self.granted is None:
            return None
        return second_mark(self.place, self.claimed, self.granted)


def said(world: World) -> Iterator[Said]:
    """Every leaf that is claimed or marked, agency by agency."""
    leaves = list(world.annex.criteria.exclude(kind="group").exclude(source="survey").order_by("position"))
    for agency in range(AGENCIES):
        for place, leaf in enumerate(leaves):
            if leaf.source == "self":
                claimed = claim(agency, place, leaf.max_points)
                yield Said(agency, place, leaf, claimed, first_mark(agency, place, claimed))
            else:
                yield Said(agency, place, leaf, None, leaf.max_points * (agency % 3) / 4)
