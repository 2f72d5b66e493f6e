"""Agreeing with many claims at once: exactly what the preview showed, or nothing (DESIGN §8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import Round, Standing
from appraisal.models import Assignment, Mark
from appraisal.selectors.marks.agreeing import Agreement, agreement_of
from appraisal.selectors.marks.assigned import assigned_to
from appraisal.selectors.marks.queues import Queue, agency_queue, criterion_queue
from appraisal.selectors.marks.rows import Row
from appraisal.selectors.marks.selection import Selection
from appraisal.services.checks.comparing import settle_checks
from appraisal.services.marks.places import check_member, check_round, locked_campaign
from appraisal.services.marks.writing import BATCH, keep
from pari.accounts.enums import Role
from pari.accounts.models import User
from pari.refusals import NotAllowed, Overtaken
from scoring.models import Campaign, Criterion, Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A filtered list: of one criterion across agencies, or of one agency."""

    campaign: Campaign
    criterion: Criterion | None = None
    participant: Participant | None = None
    selection: Selection = field(default_factory=Selection)

    def queue(self, user: User) -> Queue:
        """Raises `ValueError` for a scope that names neither."""
        if self.criterion is not None:
            return criterion_queue(
                campaign=self.campaign, criterion=self.criterion, user=user, selection=self.selection
            )
        if self.participant is None:
            raise ValueError("a scope names a criterion or an agency")
        return agency_queue(participant=self.participant, user=user, selection=self.selection)


@transaction.atomic
def agree_with_claims(*, scope: Scope, round: Round, token: str, by: User) -> int:
    """Mark every leaf of the preview with its claim; returns how many. Queries grow by the batch only.

    `token` is that of the preview (`agreement_of`). When the list or a claim is not what it was, nothing is written
    and `Overtaken` says so. Only leaves assigned to `by` are in her list. Raises `NotAllowed` and `NotNow` as
    `save_mark` does.
    """
    campaign = locked_campaign(scope.campaign.pk)
    check_member(campaign, by, {Role.APPRAISER})
    check_round(campaign, round)
    assignments = list(assigned_to(by, campaign).order_by("pk").select_for_update(of=("self",), no_key=True))
    if not assignments:
        raise NotAllowed(_("Bạn chưa được phân công thẩm định trong kỳ đánh giá này."))
    queue = _as_of(campaign, scope).queue(by)
    agreement = agreement_of(queue)
    _check_shown(agreement, token)
    now, rows = timezone.now(), queue.rows(agreement.agreed)
    marks = _written(campaign, rows, round, by, now)
    _count(assignments, rows, round)
    keep(campaign=campaign, marks=marks, by=by, at=now, bulk=True)
    settle_checks(campaign=campaign.pk, round=round)
    return len(marks)


def _as_of(campaign: Campaign, scope: Scope) -> Scope:
    """The scope with the campaign as it is locked."""
    if scope.participant is not None:
        scope.participant.campaign = campaign
    return replace(scope, campaign=campaign)


def _check_shown(agreement: Agreement, token: str) -> None:
    if agreement.token != token or not agreement.agreed:
        raise Overtaken(
            _("Danh sách vừa thay đổi so với lúc bạn xem nên chưa ghi điểm nào."),
            _("Xem lại danh sách mới rồi xác nhận lần nữa."),
        )


def _written(campaign: Campaign, rows: Sequence[Row], round: Round, by: User, now: datetime) -> list[Mark]:
    people = Participant.objects.in_bulk({row.agency.pk for row in rows})
    marks = [_mark(campaign, people[row.agency.pk], row) for row in rows]
    for mark in marks:
        mark.round, mark.marked_by, mark.marked_at = round, by, now
    return Mark.objects.bulk_create(marks, BATCH)


def _mark(campaign: Campaign, participant: Participant, row: Row) -> Mark:
    claim = row.claim
    assert claim is not None  # noqa: S101 what has no claim is skipped
    return Mark(
        campaign=campaign,
        participant=participant,
        criterion=row.criterion,
        points=claim.points,
        value=claim.value,
        scored=claim.scored,
        standing=Standing.AGREED,
        reason_code="",
        internal_note="",
        needs_discussion=False,
        may_supplement=True,
        version=1,
    )


def _count(assignments: Sequence[Assignment], rows: Sequence[Row], round: Round) -> None:
    """One query for each number of leaves: in a list of one criterion it is the same for every agency."""
    leaves = Counter((row.agency.pk, row.criterion.specialty) for row in rows)
    of: Callable[[Assignment], int] = lambda item: leaves[item.participant_id, item.specialty]  # noqa: E731 a name for it
    column = f"done{int(round)}"
    for number in sorted(set(leaves.values())):
        keys = [item.pk for item in assignments if of(item) == number]
        Assignment.objects.filter(pk__in=keys).update(**{column: F(column) + number})
