"""Two marks that differ: those who run the campaign see both reasons and decide (DESIGN §7)."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from appraisal.enums import CheckState, Round
from appraisal.models import CrossCheck, Mark
from appraisal.selectors.marks.words import points_text
from appraisal.services.marks.places import check_member, locked_campaign
from appraisal.services.marks.saving import MarkEntry, save_mark
from pari.accounts.enums import RUNNING_ROLES
from pari.accounts.models import User
from pari.audit.services import record
from pari.inbox.services import notify
from pari.refusals import Invalid, NotNow, Overtaken
from scoring.models import Participant
from scoring.selectors.campaigns.impartiality import check_impartial


@transaction.atomic
def moderate(*, check: int, entry: MarkEntry, seen_version: int, by: User) -> CrossCheck:
    """Decide the points of a leaf whose two marks differ; they become its mark.

    Every decision has its reason in `entry.note`. `seen_version` is the version of the first mark that the page
    showed. Raises `Overtaken` when somebody has decided already or the first mark was changed, `NotNow` when there is
    nothing to decide.
    """
    found = _open_to(check, by)
    if not entry.note.strip():
        raise Invalid(_("Chưa ghi lý do thống nhất điểm."), _("Ghi vì sao chọn điểm này; cả hai người chấm đều đọc."))
    saved = save_mark(
        participant=found.participant_id,
        criterion=found.criterion,
        round=Round(found.round),
        entry=_beside(_first_mark(found), entry),
        seen_version=seen_version,
        by=by,
        as_moderator=True,
    )
    found.state, found.settled_by, found.settled_at = CheckState.SETTLED, by, timezone.now()
    found.save(update_fields=["state", "settled_by", "settled_at"])
    _log(found, saved.mark, by)
    _tell(found, saved.mark)
    return found


def _open_to(check: int, by: User) -> CrossCheck:
    campaign = locked_campaign(CrossCheck.objects.values_list("campaign", flat=True).get(pk=check))
    check_member(campaign, by, RUNNING_ROLES)
    check_impartial(campaign, by)
    rows = CrossCheck.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("participant", "criterion", "settled_by").get(pk=check)
    found.campaign = campaign
    if found.state == CheckState.SETTLED:
        raise Overtaken(_("%(name)s đã thống nhất điểm tiêu chí này.") % {"name": found.settled_by or _("Người khác")})
    if found.state != CheckState.MODERATION:
        raise NotNow(_("Hai điểm của tiêu chí này không có chênh lệch cần thống nhất."))
    return found


def _first_mark(check: CrossCheck) -> Mark:
    return Mark.objects.get(participant=check.participant_id, criterion=check.criterion_id, round=check.round)


def _beside(mark: Mark, entry: MarkEntry) -> MarkEntry:
    """What is not decided here stays as the first appraiser left it."""
    return replace(entry, internal_note=mark.internal_note, may_supplement=mark.may_supplement, basis=mark.basis)


def _log(check: CrossCheck, mark: Mark, by: User) -> None:
    record(
        chain=check.campaign.code,
        verb="check.settled",
        by=by,
        subject=f"check:{check.participant.code}/{check.criterion.code}/{int(check.round)}",
        details={
            "agency": check.participant.code,
            "criterion": check.criterion.code,
            "round": int(check.round),
            "first": check.first_points,
            "second": check.second_points,
            "version": mark.version,
            "note": mark.note,
        },
    )


def _tell(check: CrossCheck, mark: Mark) -> None:
    """Both who marked, unless one of them has come to belong to the agency since."""
    people = User.objects.filter(is_active=True, pk__in=[check.first_appraiser_id, check.appraiser_id])
    free = [
        person
        for person in people
        if not Participant.objects.in_conflict_with(person).filter(pk=check.participant_id).exists()
    ]
    with translation.override(settings.LANGUAGE_CODE):
        words = {"agency": check.participant.name, "code": check.criterion.code, "points": points_text(mark)}
        notify(
            users=free,
            title=_("Đã thống nhất điểm tiêu chí %(code)s") % words,
            body=_("%(agency)s: %(points)s điểm. Lý do: %(note)s") % {**words, "note": mark.note},
        )
