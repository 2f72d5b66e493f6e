"""A campaign in one of the appraisal's phases: everything submitted, a team of four, a council of three."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.utils import timezone

from appraisal.enums import AssignmentOrigin, Round
from appraisal.models import Assignment, Expertise, Mark
from pari.accounts.enums import Role
from pari.accounts.models import User
from scoring.enums import Phase, SubmissionState
from scoring.models import Answer, Campaign, Criterion, Participant, Submission
from tests.cycle.world import KINDS, World, join, make_world

SPECIALTIES = ("Chỉ đạo điều hành", "Cải cách thể chế")


@dataclass(frozen=True)
class Team:
    """`members` appraise; the first half has the first specialty, the second half the second."""

    world: World
    members: list[User]
    council: list[User]
    secretary: User
    staff: User

    @property
    def campaign(self) -> Campaign:
        return Campaign.objects.select_related("authority", "criteria_set").get(pk=self.world.campaign.pk)

    @property
    def participants(self) -> list[Participant]:
        return self.world.participants

    def leaves(self, specialty: str | None = None) -> list[Criterion]:
        leaves = self.world.annex.criteria.exclude(kind="group").order_by("position")
        return list(leaves if specialty is None else leaves.filter(specialty=specialty))

    def move(self, phase: Phase) -> None:
        Campaign.objects.filter(pk=self.world.campaign.pk).update(phase=phase)


def make_team(
    *, agencies: int = 3, leaves: int = len(KINDS), phase: Phase = Phase.ROUND1, code: str = "TH-2025", members: int = 4
) -> Team:
    """Leaves alternate between two specialties; every agency has claimed the maximum of the manual leaves and half of
    the others, by points. Nobody is assigned yet (`assign_all`), nothing is marked (`mark_all`).
    """
    world = make_world(agencies=agencies, leaves=leaves, phase=phase, code=code)
    for place, leaf in enumerate(world.annex.criteria.exclude(kind="group").order_by("position")):
        Criterion.objects.filter(pk=leaf.pk).update(specialty=SPECIALTIES[place % 2])
    people = [world.person(Role.APPRAISER, username=f"{code}-thamdinh{number}") for number in range(1, members + 1)]
    council = [world.person(Role.COUNCIL, username=f"{code}-hoidong{number}") for number in (1, 2, 3)]
    for place, person in enumerate(people):
        specialty = SPECIALTIES[0 if place < max(1, members // 2) else 1]
        Expertise.objects.create(campaign=world.campaign, appraiser=person, specialty=specialty)
    _answer(world)
    secretary = world.person(Role.SECRETARY, username=f"{code}-thuky")
    return Team(world, people, council, secretary, world.person(Role.STAFF, username=f"{code}-noivu"))


def _answer(world: World) -> None:
    leaves = list(world.annex.criteria.filter(source="self"))
    now = timezone.now() - timedelta(days=1)
    for participant in world.participants:
        Answer.objects.bulk_create(
            Answer(
                campaign=world.campaign,
                submission=participant.submission,
                criterion=leaf,
                points=leaf.max_points if (leaf.rule or {}).get("kind") == "manual" else leaf.max_points / 2,
                explanation=f"Theo báo cáo số {leaf.position}/BC-{participant.code}",
                is_complete=True,
            )
            for leaf in leaves
        )
    Submission.objects.filter(campaign=world.campaign).update(
        state=SubmissionState.SUBMITTED, submitted_at=now, done=len(leaves)
    )


def assign_all(team: Team) -> None:
    """Specialty by specialty to its first member, by hand; counters as they should be."""
    for specialty in SPECIALTIES:
        expert = Expertise.objects.filter(campaign=team.world.campaign, specialty=specialty).earliest("pk").appraiser
        due = len(team.leaves(specialty))
        Assignment.objects.bulk_create(
            Assignment(
                campaign=team.world.campaign,
                participant=participant,
                specialty=specialty,
                appraiser=expert,
                origin=AssignmentOrigin.MANUAL,
                due1=due,
            )
            for participant in team.participants
        )


def mark_all(
    team: Team, *, stage: Round = Round.FIRST, share: str = "1", by: User | None = None, **fields: Any
) -> None:
    """A mark for every answer: `share` of what was claimed, by points."""
    part = Fraction(share)
    answers = Answer.objects.filter(campaign=team.world.campaign).select_related("submission")
    now = timezone.now()
    Mark.objects.bulk_create(
        Mark(
            campaign=team.world.campaign,
            participant_id=answer.submission.participant_id,
            criterion_id=answer.criterion_id,
            round=stage,
            points=answer.points * part.numerator / part.denominator,
            note="" if part == 1 else "Tài liệu chưa chứng minh đủ",
            reason_code="" if part == 1 else "weak_evidence",
            marked_by=by or team.members[0],
            marked_at=now,
            version=1,
            **fields,
        )
        for answer in answers
    )


def belongs(user: User, participant: Participant, **days: Any) -> None:
    """Make the person an officer of the agency: a conflict."""
    join(user, Role.OFFICER, participant.campaign.authority, participant.agency, **days)
