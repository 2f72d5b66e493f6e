"""Marks of both appraisers of a leaf, given as the services take them."""

from __future__ import annotations

from django.db import transaction

from appraisal.enums import CheckReason, Round
from appraisal.models import Assignment, CrossCheck, Mark
from appraisal.services.checks.comparing import settle_check
from appraisal.services.checks.saving import save_check
from appraisal.services.marks.saving import MarkEntry, save_mark
from pari.accounts.models import User
from scoring.models import Criterion, Participant
from tests.appraisal.world import Team


def manual(team: Team) -> Criterion:
    """A leaf marked by points; 2 were claimed."""
    return team.world.leaf("manual")


def first_of(team: Team, criterion: Criterion, participant: Participant | None = None) -> User:
    rows = Assignment.objects.filter(participant=participant or team.participants[0], specialty=criterion.specialty)
    return rows.select_related("appraiser").get().appraiser


def make_check(
    team: Team, criterion: Criterion | None = None, *, place: int = 0, second: User | None = None
) -> CrossCheck:
    return CrossCheck.objects.create(
        campaign=team.campaign,
        participant=team.participants[place],
        criterion=criterion or manual(team),
        round=Round.FIRST,
        why=CheckReason.REQUESTED,
        appraiser=second or team.members[-1],
    )


def entry(points: str = "2", note: str = "") -> MarkEntry:
    """2 is the claim; less has a reason."""
    below = points != "2"
    return MarkEntry(points=points, reason_code="weak_evidence" if below else "", note=note)


def mark_first(check: CrossCheck, points: str = "2", note: str = "") -> Mark:
    """The first mark with what follows it in the same transaction."""
    by = Assignment.objects.get(participant=check.participant, specialty=check.criterion.specialty).appraiser
    stands = Mark.objects.filter(participant=check.participant, criterion=check.criterion, round=check.round).first()
    with transaction.atomic():
        saved = save_mark(
            participant=check.participant_id,
            criterion=check.criterion,
            round=Round(check.round),
            entry=entry(points, note),
            seen_version=stands.version if stands else 0,
            by=by,
        )
        settle_check(participant=check.participant, criterion=check.criterion, round=Round(check.round))
    return saved.mark


def mark_second(check: CrossCheck, points: str = "2", note: str = "", *, seen: int | None = None) -> CrossCheck:
    version = CrossCheck.objects.get(pk=check.pk).version if seen is None else seen
    return save_check(check=check.pk, entry=entry(points, note), seen_version=version, by=check.appraiser)
