"""What the team's work divides into, and what is assigned: read once for a proposal, a page or a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from appraisal.core.balancing import Given, Proposal, propose
from appraisal.enums import AssignmentOrigin
from appraisal.models import Assignment
from appraisal.selectors.assignments.parts import Leaves, PartKey, leaves_of, parts_of
from appraisal.selectors.assignments.team import Team, team_of
from scoring.models import Campaign


@dataclass(frozen=True, slots=True)
class Standing:
    """The campaign's team and leaves at this moment."""

    campaign: Campaign
    team: Team
    leaves: Leaves


def standing_of(campaign: Campaign) -> Standing:
    return Standing(campaign, team_of(campaign), leaves_of(campaign))


def proposal_of(standing: Standing, given: Iterable[Given]) -> Proposal:
    """What the program would assign now. It reads no mark, so it tells nobody of one."""
    parts = parts_of(standing.campaign, standing.leaves)
    return propose(members=standing.team.members, parts=parts, given=given)


def given_in(campaign: Campaign) -> list[Given]:
    """All that is assigned, without the rows of the table: there may be a hundred thousand. One query."""
    by_hand = ExpressionWrapper(~Q(origin=AssignmentOrigin.PROPOSED), output_field=BooleanField())
    columns = ("participant", "specialty", "appraiser", by_hand, "is_cross")
    return [Given._make(row) for row in campaign.assignments.order_by().values_list(*columns)]


def assigned(campaign: Campaign) -> dict[PartKey, Assignment]:
    return {(item.participant_id, item.specialty): item for item in campaign.assignments.all()}


def to_move(standing: Standing) -> QuerySet[Assignment]:
    """Assignments whose member has left the team, or has come into a conflict since."""
    wrong = ~Q(appraiser__in=list(standing.team.people))
    for person in standing.team.people:
        if ties := standing.team.conflicts.of(person):
            wrong |= Q(appraiser=person, participant__in=list(ties))
    return Assignment.objects.filter(wrong, campaign=standing.campaign)
