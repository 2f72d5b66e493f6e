"""A council at work: everything marked, a meeting open, everybody there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from appraisal.enums import Choice, MotionKind
from appraisal.models import Meeting, Motion
from appraisal.services.council.agenda import build_agenda
from appraisal.services.council.deciding import decide
from appraisal.services.council.meetings import close_meeting, open_meeting, set_attendance
from appraisal.services.council.motions import Proposal, add_motion
from appraisal.services.council.voting import cast_vote
from pari.accounts.models import User
from scoring.enums import Phase
from tests.appraisal.world import Team, make_team, mark_all


@dataclass(frozen=True)
class House:
    team: Team
    meeting_key: int

    @property
    def meeting(self) -> Meeting:
        """Fresh from the database."""
        return Meeting.objects.get(pk=self.meeting_key)

    @property
    def secretary(self) -> User:
        return User.objects.get(pk=self.team.secretary.pk)

    def member(self, place: int) -> User:
        return User.objects.get(pk=self.team.council[place].pk)

    def motion(self, key: str) -> Motion:
        return Motion.objects.select_related("meeting", "campaign").get(meeting=self.meeting_key, key=key)

    def present(self, *places: int) -> None:
        people = [self.team.council[place].pk for place in places]
        set_attendance(meeting=self.meeting, members=people, seen=self.meeting.revision, by=self.secretary)

    def add(
        self,
        *,
        agency: int = 0,
        leaf: str = "manual",
        kind: MotionKind = MotionKind.POINTS,
        points: str = "0.5",
        **fields: Any,
    ) -> Motion:
        proposal = Proposal(
            kind=kind,
            participant=self.team.participants[agency],
            criterion=self.team.world.leaf(leaf),
            argument="Đề nghị xem lại",
            points=points if kind is MotionKind.POINTS else "",
        )
        return add_motion(meeting=self.meeting, proposal=proposal, by=fields.get("by", self.secretary))

    def vote(self, motion: Motion, *choices: Choice | None) -> Motion:
        """The members' votes in their order; None is silent."""
        for place, choice in enumerate(choices):
            if choice is not None:
                cast_vote(motion=motion, choice=choice, seen_points=motion.points, by=self.member(place))
        return self.motion(motion.key)

    def decide(self, motion: Motion, reason: str = "Theo biên bản", *, silent_against: bool = False) -> Motion:
        return decide(
            motion=motion,
            seen_version=self.motion(motion.key).version,
            reason=reason,
            by=self.secretary,
            silent_against=silent_against,
        )

    def carry(self, motion: Motion) -> Motion:
        return self.decide(self.vote(motion, *[Choice.YES] * 3))

    def build(self, **given: Any) -> int:
        return build_agenda(meeting=self.meeting, by=self.secretary, **given)

    def close(self) -> Meeting:
        return close_meeting(meeting=self.meeting, seen=self.meeting.revision, by=self.secretary)


def make_house(*, agencies: int = 2, leaves: int = 4, share: str = "1", **options: Any) -> House:
    """A council of three, all of them there."""
    team = make_team(agencies=agencies, leaves=leaves, phase=Phase.COUNCIL, **options)
    mark_all(team, share=share)
    meeting = open_meeting(campaign=team.campaign, by=team.secretary)
    house = House(team, meeting.pk)
    house.present(0, 1, 2)
    return house
