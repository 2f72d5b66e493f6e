"""What a person has to do with the campaigns that are going on: for her agencies, and for her authority's team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from pari.accounts.enums import AGENCY_ROLES, TEAM_ROLES
from pari.accounts.models import User
from scoring.enums import APPRAISAL_PHASES, Phase, Source, Stage, SubmissionState
from scoring.models import Campaign, Criterion, Participant, Receipt, Submission, Supplement
from scoring.selectors.submissions.deadlines import deadline_of
from scoring.selectors.supplements.deadlines import deadline_of as supplement_deadline_of
from scoring.selectors.supplements.speakers import sits_on_the_team

MOST_CARDS = 30


@dataclass(frozen=True, slots=True)
class AgencyWork:
    """One agency in one campaign, for those who answer for it. `total` counts the leaves it answers itself.

    `supplement` is the letter after round 1, and `hears` whether she is told of the agency's marks: one who sits on the
    team as well is not.
    """

    participant: Participant
    submission: Submission | None
    roles: frozenset[str]
    total: int
    receipt: str | None
    supplement: Supplement | None = None
    hears: bool = True

    @property
    def campaign(self) -> Campaign:
        return self.participant.campaign

    @property
    def deadline(self) -> datetime | None:
        """That of the sheet; in the supplement window that of the letter."""
        if self.supplement is not None and self.campaign.phase == Phase.SUPPLEMENT:
            return supplement_deadline_of(self.supplement)
        return deadline_of(self.submission) if self.submission else self.campaign.self_deadline

    @property
    def done(self) -> int:
        return self.submission.done if self.submission else 0


@dataclass(frozen=True, slots=True)
class TeamWork:
    """One campaign, for the authority's team; the page shows `opened` and `submitted` only to those who oversee all agencies."""

    campaign: Campaign
    roles: frozenset[str]
    agencies: int = 0
    opened: int = 0
    submitted: int = 0

    @property
    def deadline(self) -> datetime | None:
        """That of the phase it is in."""
        deadline: datetime | None = getattr(self.campaign, f"{self.campaign.phase}_deadline", None)
        return deadline


def agency_work(*, user: User) -> list[AgencyWork]:
    """Newest campaign first; four queries."""
    rows = Participant.objects.answered_by(user, AGENCY_ROLES).exclude(campaign__phase=Phase.ARCHIVED)
    joined = rows.select_related("campaign__authority", "agency", "submission")
    participants = list(joined.order_by("-campaign__year", "campaign__code", "position")[:MOST_CARDS])
    totals = _leaves({row.annex_id for row in participants})
    numbers = _receipts(row.pk for row in participants)
    roles, letters = _roles_by_agency(user), _letters(participants)
    return [
        _work(row, user, roles[row.agency_id], totals.get(row.annex_id, 0), numbers.get(row.pk), letters.get(row.pk))
        for row in participants
    ]


def _work(
    row: Participant, user: User, roles: frozenset[str], total: int, number: str | None, letter: Supplement | None
) -> AgencyWork:
    hears = not sits_on_the_team(user, row.campaign)
    return AgencyWork(row, _submission(row), roles, total, number, letter if hears else None, hears)


def _letters(participants: Iterable[Participant]) -> dict[int, Supplement]:
    """Letters of those whose campaign has come so far, with the campaign that was read beside them."""
    rows = {row.pk: row for row in participants if row.campaign.phase in APPRAISAL_PHASES}
    found = {item.participant_id: item for item in Supplement.objects.filter(participant__in=rows)} if rows else {}
    for key, item in found.items():
        item.campaign = rows[key].campaign
    return found


def team_work(*, user: User) -> list[TeamWork]:
    """Campaigns of the authorities whose team she belongs to, newest first; two queries."""
    roles = _roles_by_authority(user)
    campaigns = Campaign.objects.worked_on_by(user).exclude(phase=Phase.ARCHIVED).select_related("authority")
    if not user.is_superuser:
        campaigns = campaigns.filter(authority__in=roles)
    found = list(campaigns.order_by("-year", "code")[:MOST_CARDS])
    counts = _submitted(item.pk for item in found)
    return [
        TeamWork(item, roles.get(item.authority_id, frozenset()), *counts.get(item.pk, (0, 0, 0))) for item in found
    ]


def _submission(participant: Participant) -> Submission | None:
    """With the campaign that was read beside it."""
    submission: Submission | None = getattr(participant, "submission", None)
    if submission is not None:
        submission.campaign = participant.campaign
    return submission


def _leaves(annexes: Iterable[int]) -> dict[int, int]:
    own = Criterion.objects.filter(annex__in=list(annexes), source=Source.SELF).order_by()
    return dict(own.values_list("annex").annotate(number=Count("pk")))


def _receipts(participants: Iterable[int]) -> dict[int, str]:
    """Numbers in force by participant, of the sheet itself."""
    current = Receipt.objects.filter(
        submission__participant__in=list(participants), ended_at__isnull=True, stage=Stage.SELF
    )
    return dict(current.values_list("submission__participant", "number"))


def _submitted(campaigns: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    """How many agencies, how many have opened their sheet, how many have submitted."""
    sent = ~Q(state=SubmissionState.DRAFT)
    rows = Submission.objects.filter(campaign__in=list(campaigns)).order_by().values("campaign")
    counted = rows.annotate(
        agencies=Count("pk"),
        opened=Count("pk", filter=sent | Q(opened_at__isnull=False)),
        submitted=Count("pk", filter=sent),
    )
    return {row["campaign"]: (row["agencies"], row["opened"], row["submitted"]) for row in counted}


def _roles_by_agency(user: User) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for item in user.current_memberships:
        if item.agency_id is not None:
            found[item.agency_id] = found.get(item.agency_id, frozenset()) | {item.role}
    return found


def _roles_by_authority(user: User) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for item in user.current_memberships:
        if item.role in TEAM_ROLES:
            found[item.authority_id] = found.get(item.authority_id, frozenset()) | {item.role}
    return found
