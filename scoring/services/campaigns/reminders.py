"""Reminding agencies that have not submitted: never twice within an hour unless it is meant (DESIGN §8)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pari.accounts.enums import AGENCY_ROLES
from pari.accounts.models import Membership, User
from pari.audit.services import record
from pari.inbox.services import notify
from pari.refusals import NotNow
from pari.ui.dates import deadline_text
from scoring.enums import Phase, SubmissionState
from scoring.models import Campaign, Submission
from scoring.selectors.campaigns.progress import Selection, board_of
from scoring.selectors.register.people import people_of_participants
from scoring.selectors.submissions.deadlines import EFFECTIVE_DEADLINE

PAUSE = timedelta(hours=1)
MOST_CODES = 100


@dataclass(frozen=True, slots=True)
class Reminded:
    """`recent` agencies were reminded within the hour and left in peace; `unmanned` ones have nobody to tell.

    `at` is when: a second call with `again_before=at` reminds the recent ones as well, and nobody twice.
    """

    agencies: int
    people: int
    recent: int
    unmanned: int
    at: datetime


@transaction.atomic
def remind(
    *, campaign: Campaign, selection: Selection, by: User | None, again_before: datetime | None = None
) -> Reminded:
    """Send a notice to officers and heads of the selected agencies that have not submitted.

    Two people at once: each agency is reminded by one of them.
    """
    if campaign.phase != Phase.SELF:
        raise NotNow(_("Chỉ nhắc được khi kỳ đánh giá đang tự đánh giá."))
    now = timezone.now()
    again = again_before or now - PAUSE
    asked = _unsubmitted(campaign, selection, now)
    manned = asked.filter(participant__agency__in=_members(campaign).values("agency"))
    rested = Q(reminded_at=None) | Q(reminded_at__lt=again)
    Submission.objects.filter(rested, pk__in=manned.values("pk")).update(reminded_at=now)
    mine, reachable = Submission.objects.filter(campaign=campaign, reminded_at=now), manned.count()
    agencies = mine.count()
    people = _tell(campaign, mine, now)
    _log(campaign, selection, mine, people, by)
    return Reminded(agencies, people, reachable - agencies, asked.count() - reachable, now)


def _unsubmitted(campaign: Campaign, selection: Selection, now: datetime) -> QuerySet[Submission]:
    chosen = board_of(campaign, now=now).chosen(selection).order_by().values("pk")
    return Submission.objects.filter(state=SubmissionState.DRAFT, participant__in=chosen)


def _members(campaign: Campaign) -> QuerySet[Membership]:
    held = Membership.objects.valid().filter(role__in=sorted(AGENCY_ROLES), user__is_active=True)
    return held.filter(authority=campaign.authority_id)


def _tell(campaign: Campaign, submissions: QuerySet[Submission], now: datetime) -> int:
    """One notice for each person; agencies with one deadline are told together."""
    by_deadline: dict[datetime | None, list[int]] = {}
    for participant, until in submissions.values_list("participant", EFFECTIVE_DEADLINE):
        by_deadline.setdefault(until, []).append(participant)
    with translation.override(settings.LANGUAGE_CODE):
        return sum(
            notify(
                users=people_of_participants(participants),
                title=_("%(campaign)s: nhắc nộp hồ sơ tự đánh giá") % {"campaign": campaign.name},
                body=_sentence(until, now),
                link=reverse("scoring:home"),
            )
            for until, participants in by_deadline.items()
        )


def _sentence(until: datetime | None, now: datetime) -> str:
    if until is None:
        return _("Đơn vị chưa nộp hồ sơ tự đánh giá.")
    words = {"deadline": deadline_text(until)}
    if until < now:
        return _("Đơn vị chưa nộp hồ sơ tự đánh giá và đã quá hạn (%(deadline)s).") % words
    return _("Đơn vị chưa nộp hồ sơ tự đánh giá. Hạn nộp: %(deadline)s.") % words


def _log(
    campaign: Campaign, selection: Selection, submissions: QuerySet[Submission], people: int, by: User | None
) -> None:
    codes = list(submissions.order_by("participant__position").values_list("participant__code", flat=True))
    if not codes:
        return
    record(
        chain=campaign.code,
        verb="reminder.send",
        by=by,
        subject=f"campaign:{campaign.code}",
        details={**asdict(selection), "agencies": len(codes), "people": people, "codes": codes[:MOST_CODES]},
    )
