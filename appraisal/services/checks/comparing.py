"""Two blind marks of a leaf are compared once, when both are in (DESIGN §7)."""

from __future__ import annotations

from fractions import Fraction

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from appraisal.core.agreement import within
from appraisal.enums import CheckState, Round
from appraisal.models import CrossCheck, Mark
from appraisal.selectors.marks.said import said
from pari.accounts.enums import RUNNING_ROLES
from pari.accounts.models import Membership, User
from pari.audit.services import record
from pari.inbox.services import notify
from scoring.core.numbers import exact
from scoring.models import Campaign, Criterion, Participant
from scoring.selectors.campaigns.impartiality import is_partial
from scoring.workbook.records import EXEMPT


def settle_check(*, participant: Participant, criterion: Criterion, round: Round) -> CrossCheck | None:
    """Compare the two marks of a leaf if both are in and were not compared before; the check, or None.

    To be called in the transaction of whatever wrote one of them, with the campaign locked: the later of two is then
    the one that compares. Within the campaign's tolerance they agree; else those who run the campaign decide.
    """
    given = _given(participant.campaign_id, round)
    check = given.filter(participant=participant, criterion=criterion).first()
    if check is not None:
        _compare(check)
    return check


def settle_checks(*, campaign: int, round: Round) -> int:
    """As `settle_check` for all leaves of a campaign (primary key), after many marks were written at once."""
    found = list(_given(campaign, round))
    for check in found:
        _compare(check)
    return len(found)


def _given(campaign: int, round: Round) -> QuerySet[CrossCheck]:
    """Not compared yet though both marks are in; locked."""
    marks = Mark.objects.filter(
        participant=OuterRef("participant"), criterion=OuterRef("criterion"), round=OuterRef("round")
    )
    rows = CrossCheck.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("campaign", "participant", "criterion", "appraiser").order_by("pk")
    return rows.filter(Exists(marks), campaign=campaign, round=round, state=CheckState.OPEN, marked_at__isnull=False)


def _compare(check: CrossCheck) -> None:
    participant, criterion = check.participant, check.criterion
    mark = Mark.objects.select_related("marked_by").get(participant=participant, criterion=criterion, round=check.round)
    first, second = _points(mark), _points(check)
    tolerance, maximum = exact(check.campaign.cross_check_tolerance), exact(criterion.max_points)
    agree = within(first, second, tolerance=tolerance, maximum=maximum)
    is_news = not agree and not _waiting(check.campaign)
    check.state = CheckState.AGREED if agree else CheckState.MODERATION
    check.first_points, check.second_points = text_of(first), text_of(second)
    check.first_appraiser_id = mark.marked_by_id
    check.save(update_fields=["state", "first_points", "second_points", "first_appraiser"])
    record(
        chain=check.campaign.code,
        verb="check.compared",
        by=None,
        subject=f"check:{participant.code}/{criterion.code}/{int(check.round)}",
        details={
            "agency": participant.code,
            "criterion": criterion.code,
            "round": int(check.round),
            "state": str(check.state),
            "first": check.first_points,
            "second": check.second_points,
            "first_by": mark.marked_by.get_full_name() if mark.marked_by else "",
            "second_by": check.appraiser.get_full_name(),
        },
    )
    if is_news:
        _tell(check.campaign)


def _points(stage: Mark | CrossCheck) -> Fraction | None:
    found = said(stage)
    return None if found is None else found.points


def text_of(points: Fraction | None) -> str:
    """As it is stored: an exact fraction, or that the leaf does not apply."""
    return EXEMPT if points is None else str(points)


def points_of(text: str) -> Fraction | None:
    return None if text == EXEMPT else Fraction(text)


def _waiting(campaign: Campaign) -> bool:
    return CrossCheck.objects.filter(campaign=campaign, state=CheckState.MODERATION).exists()


def _tell(campaign: Campaign) -> None:
    """Those who run the campaign and may know of every agency, when their list was empty until now."""
    held = Membership.objects.valid().filter(authority=campaign.authority_id, role__in=sorted(RUNNING_ROLES))
    leads = User.objects.filter(is_active=True, pk__in=held.values("user"))
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            users=[lead for lead in leads if not is_partial(campaign, lead)],
            title=_("%(campaign)s: có điểm chấm chéo chênh lệch") % {"campaign": campaign.code},
            body=_(
                "Hai người chấm cùng một tiêu chí khác nhau quá mức cho phép. Xem lý do của cả hai rồi thống nhất điểm."
            ),
            link=reverse("appraisal:check-moderation", args=[campaign.code]),
        )
