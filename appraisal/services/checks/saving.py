"""Giving a second mark: under the rules of a mark, blind to the first one (DESIGN §7)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import CheckState, Round
from appraisal.models import CrossCheck, Mark
from appraisal.selectors.marks.said import standing_beside
from appraisal.services.checks.comparing import settle_check
from appraisal.services.marks.entries import MarkEntry, check_reasons, put_entry
from appraisal.services.marks.places import (
    check_member,
    check_no_conflict,
    check_round,
    locked_campaign,
)
from pari.accounts.enums import Role
from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import NotAllowed, NotNow, Overtaken
from scoring.core.numbers import plain
from scoring.models import Answer
from scoring.selectors.submissions.claims import leaf_of

CONTENT = ("points", "value", "scored", "note", "reason_code")


@transaction.atomic
def save_check(*, check: int, entry: MarkEntry, seen_version: int, by: User) -> CrossCheck:
    """Write the second mark of a leaf, and compare it when the first one is in.

    The same content again writes nothing. `seen_version` is the version that the page showed. Raises `Overtaken` when
    another stands there now, `NotAllowed` for others than the second appraiser and for anybody with a conflict,
    `NotNow` outside the round and once both were compared, `Invalid` as for any mark.
    """
    found = _open_to(check, by)
    wanted = _entered(found, entry)
    if found.version and all(getattr(found, name) == getattr(wanted, name) for name in CONTENT):
        return found
    if seen_version != found.version:
        raise Overtaken(
            _("Điểm chấm chéo này vừa được lưu ở một cửa sổ khác."), _("Xem điểm đang ghi rồi quyết định lại.")
        )
    for name in CONTENT:
        setattr(found, name, getattr(wanted, name))
    found.version += 1
    found.marked_at = timezone.now()
    found.save(update_fields=[*CONTENT, "version", "marked_at"])
    _log(found, by)
    participant, criterion = found.participant, found.criterion
    return settle_check(participant=participant, criterion=criterion, round=Round(found.round)) or found


def _open_to(check: int, by: User) -> CrossCheck:
    """The check, locked behind its campaign."""
    campaign = locked_campaign(CrossCheck.objects.values_list("campaign", flat=True).get(pk=check))
    rows = CrossCheck.objects.select_for_update(of=("self",), no_key=True).select_related("participant", "criterion")
    found = rows.get(pk=check)
    found.campaign = campaign
    check_member(campaign, by, {Role.APPRAISER})
    check_no_conflict(found.participant, by)
    if found.appraiser_id != by.pk:
        raise NotAllowed(_("Tiêu chí này không giao cho bạn chấm chéo."))
    check_round(campaign, Round(found.round))
    if found.state != CheckState.OPEN:
        raise NotNow(
            _("Hai điểm của tiêu chí này đã được so sánh nên không sửa được nữa."),
            _("Nếu có chênh lệch, bộ phận thư ký thống nhất điểm."),
        )
    return found


def _entered(check: CrossCheck, entry: MarkEntry) -> Mark:
    """The entry as a mark that is never stored; a basis is the first appraiser's affair."""
    mark = Mark(participant=check.participant, criterion=check.criterion, round=Round.FIRST)
    put_entry(leaf_of(check.criterion), mark, entry)
    claim = Answer.objects.filter(submission__participant=check.participant, criterion=check.criterion).first()
    check_reasons(mark, standing_beside(check.criterion, claim, mark), has_item=True)
    return mark


def _log(check: CrossCheck, by: User) -> None:
    record(
        chain=check.campaign.code,
        verb="check.saved",
        by=by,
        subject=f"check:{check.participant.code}/{check.criterion.code}/{int(check.round)}",
        details={
            "agency": check.participant.code,
            "criterion": check.criterion.code,
            "round": int(check.round),
            "version": check.version,
            "points": None if check.points is None else plain(check.points),
            "value": check.value,
            "note": check.note,
            "reason_code": check.reason_code,
        },
    )
