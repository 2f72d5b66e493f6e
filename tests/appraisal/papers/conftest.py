"""A small campaign with everything that papers speak of: meetings, letters, marks, an exemption, a finished run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from appraisal.enums import MeetingKind, Round
from appraisal.models import Attendance, Exemption, Meeting, Motion, Ruling, Vote
from pari.ui.dates import VIETNAM
from reports.models import IndexRun, Publication
from reports.services.compute import compute_run
from scoring.enums import Phase
from scoring.models import Campaign, Participant, Supplement, SupplementItem
from tests.appraisal.world import Team, make_team, mark_all


@dataclass(frozen=True)
class Office:
    team: Team

    @property
    def campaign(self) -> Campaign:
        return self.team.campaign

    def compute(self) -> IndexRun:
        return compute_run(run_id=IndexRun.objects.create(campaign=self.campaign).pk)

    def publish(self, number: str = "199/QĐ-UBND", day: date = date(2026, 1, 21)) -> Publication:
        """As the publishing service leaves it: the run frozen under a decision."""
        made = Publication.objects.create(
            campaign=self.campaign,
            run=self.compute(),
            decision_number=number,
            decision_date=day,
            results="{}",
            digest="0" * 64,
        )
        self.team.move(Phase.PUBLISHED)
        return made


def make_office(*, agencies: int = 3, leaves: int = 4, phase: Phase = Phase.COUNCIL, code: str = "TH-2025") -> Office:
    team = make_team(agencies=agencies, leaves=leaves, phase=phase, code=code)
    mark_all(team, share="0.5")
    mark_all(team, stage=Round.SECOND, share="0.75")
    first, leaf = team.participants[0], team.leaves()[0]
    for participant in team.participants[:2]:
        ask(participant)
    for kind, day in ((MeetingKind.ROUND1, 5), (MeetingKind.ROUND2, 9), (MeetingKind.COUNCIL, 12)):
        meet(team, kind, day)
    Exemption.objects.create(
        campaign=team.campaign, participant=first, criterion=leaf, granted=True, reason="Không có thủ tục"
    )
    Ruling.objects.create(
        campaign=team.campaign,
        participant=first,
        criterion=team.leaves()[1],
        points=Decimal("0.8"),
        reason="Ghi nhận một phần",
    )
    office = Office(team)
    office.compute()
    return office


def ask(participant: Participant) -> Supplement:
    """A letter over the first two leaves."""
    letter = Supplement.objects.create(campaign=participant.campaign, participant=participant, opened_at=timezone.now())
    for leaf in participant.annex.criteria.exclude(kind="group").order_by("position")[:2]:
        SupplementItem.objects.create(
            campaign=participant.campaign,
            supplement=letter,
            criterion=leaf,
            claimed=leaf.max_points,
            granted=leaf.max_points / 2,
            reason_code="weak_evidence",
            reason="Thiếu phụ lục",
        )
    return letter


def meet(team: Team, kind: MeetingKind, day: int) -> Meeting:
    meeting = Meeting.objects.create(
        campaign=team.campaign,
        kind=kind,
        held_at=datetime(2025, 12, day, 8, tzinfo=VIETNAM),
        place="Phòng họp số 2",
        chair="Nguyễn A",
        clerk="Trần B",
        closed_at=timezone.now(),
    )
    if kind == MeetingKind.COUNCIL:
        motion = Motion.objects.create(
            campaign=team.campaign,
            meeting=meeting,
            key="approval",
            position=1,
            kind="approval",
            origin="tabled",
            title="Thông qua kết quả",
            state="carried",
            decided_at=timezone.now(),
        )
        for member in team.council:
            Attendance.objects.create(campaign=team.campaign, meeting=meeting, member=member)
            Vote.objects.create(
                campaign=team.campaign, motion=motion, member=member, choice="yes", cast_at=timezone.now()
            )
    return meeting


@pytest.fixture
def office(db) -> Office:
    return make_office()
