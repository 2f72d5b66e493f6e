"""An appraiser with all there is to mark, and what she does, said shortly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.utils import timezone

from appraisal.enums import Round
from appraisal.models import Assignment
from appraisal.services.marks.saving import MarkEntry, SavedMark, save_mark
from pari.accounts.models import User
from scoring.models import Campaign, Criterion, Evidence, EvidenceFile, EvidenceLink, Participant, Supplement
from tests.appraisal.world import Team, assign_all, make_team
from tests.cycle.world import KINDS


@dataclass(frozen=True)
class Bench:
    """`member` has everything assigned."""

    team: Team
    member: User

    @property
    def campaign(self) -> Campaign:
        return self.team.campaign

    @property
    def first(self) -> Participant:
        return self.team.participants[0]

    def leaf(self, kind: str = "manual") -> Criterion:
        return self.team.world.annex.criteria.select_related("annex").get(code=f"1.{KINDS.index(kind) + 1}")

    def save(self, kind: str = "manual", *, place: int = 0, seen: int = 0, **entry: Any) -> SavedMark:
        campaign = self.campaign
        return save_mark(
            participant=self.team.participants[place].pk,
            criterion=self.leaf(kind),
            round=Round.SECOND if campaign.phase == "round2" else Round.FIRST,
            entry=MarkEntry(**entry),
            seen_version=seen,
            by=User.objects.get(pk=self.member.pk),
        )

    def client(self, person: User | None = None) -> Client:
        client = Client()
        client.force_login(person or self.member)
        return client

    def document(self, kind: str = "manual", *, place: int = 0) -> EvidenceLink:
        participant = self.team.participants[place]
        stored, _ = Evidence.objects.get_or_create(
            sha256="a" * 64, defaults={"size": 3, "media_type": "application/pdf"}
        )
        file, _ = EvidenceFile.objects.get_or_create(
            agency=participant.agency, evidence=stored, defaults={"name": "Báo cáo.pdf"}
        )
        answer = participant.submission.answers.get(criterion=self.leaf(kind))
        return EvidenceLink.objects.create(campaign=self.campaign, answer=answer, file=file)

    def supplement(self, *kinds: str, place: int = 0, sent: bool = True) -> Supplement:
        """The letter to an agency, answered or not; the second round counts its leaves as due."""
        participant = self.team.participants[place]
        made = Supplement.objects.create(
            campaign=self.campaign,
            participant=participant,
            opened_at=timezone.now(),
            state="sent" if sent else "open",
            sent_at=timezone.now() if sent else None,
        )
        for kind in kinds:
            leaf = self.leaf(kind)
            made.items.create(
                campaign=self.campaign,
                criterion=leaf,
                claimed=leaf.max_points,
                granted="0",
                explanation="Bổ sung báo cáo số 20/BC",
            )
            part = Assignment.objects.get(participant=participant, specialty=leaf.specialty)
            Assignment.objects.filter(pk=part.pk).update(due2=part.due2 + 1)
        return made


def make_bench(*, agencies: int = 3, leaves: int = len(KINDS)) -> Bench:
    team = make_team(agencies=agencies, leaves=leaves)
    assign_all(team)
    member = team.members[0]
    Assignment.objects.update(appraiser=member)
    return Bench(team, member)
