"""Sign and send a supplement, take it back: each one short transaction with its event and receipt (DESIGN §7)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import Invalid, NotNow, Overtaken
from pari.ui.dates import moment_text
from scoring.enums import Stage, SupplementState
from scoring.models import Campaign, Receipt, Submission, Supplement
from scoring.selectors.submissions.snapshots import digest_of
from scoring.selectors.supplements.letters import Letter, letter_of
from scoring.selectors.supplements.snapshots import frozen_supplement
from scoring.services.submissions.numbering import next_number
from scoring.services.submissions.telling import tell_agency
from scoring.services.supplements.editing import check_speaker, locked_supplement
from scoring.supplementing import (
    SupplementAction,
    SupplementDeed,
    SupplementTransition,
    check_role,
    permitted,
)
from scoring.transitions import roles_in

LONGEST_KEY = 64
PAGE = "scoring:supplement"


@transaction.atomic
def send_supplement(*, participant: int, key: str, seen_revision: int, by: User) -> Receipt:
    """Freeze what the agency adds, and return the receipt of it.

    `key` was made with the page that asks: the same key again gives the same receipt, whatever happened since.
    `seen_revision` is the revision that the page showed; a later one is `Overtaken`.
    """
    if not key or len(key) > LONGEST_KEY:
        raise Invalid(_("Mẫu gửi thiếu khóa chống gửi trùng."), _("Tải lại trang bổ sung rồi ký lại."))
    campaign = _in_line(participant)
    locked, submission = _locked(participant, by)
    letter = letter_of(locked)
    deed = _deed(locked, submission, by, letter, seen_revision=seen_revision)
    check_role(deed, SupplementAction.SEND)
    if given := _receipts(submission).filter(key=key).first():
        return given
    _check_not_sent_by_another(deed, submission)
    row = permitted(deed, SupplementAction.SEND)
    return _send(deed, row, campaign, submission, frozen_supplement(letter), key)


@transaction.atomic
def take_back_supplement(*, participant: int, receipt: str, by: User) -> Receipt | None:
    """Open it again before its deadline; `receipt` is the number that the page showed."""
    locked, submission = _locked(participant, by)
    deed = _deed(locked, submission, by)
    check_role(deed, SupplementAction.TAKE_BACK)
    _check_still_in_force(submission, receipt)
    row = permitted(deed, SupplementAction.TAKE_BACK)
    ended = _end_receipt(deed, submission)
    _move(deed, row, sent_at=None)
    number = ended.number if ended else "–"
    _log(deed, row, {"receipt": number})
    tell_agency(submission=submission, notice=row.notice, by=by, page=PAGE, number=number)
    return ended


def _in_line(participant: int) -> Campaign:
    """Whoever sends in the campaign, or closes the window, stands in line here, before anything else is locked."""
    return Campaign.objects.select_for_update(no_key=True, of=("self",)).get(participants=participant)


def _locked(participant: int, by: User) -> tuple[Supplement, Submission]:
    """The supplement is what keeps its writers in line; the submission only carries the receipt."""
    locked = locked_supplement(participant)
    check_speaker(locked.campaign, by)
    submission = Submission.objects.get(participant=participant)
    submission.participant, submission.campaign = locked.participant, locked.campaign
    return locked, submission


def _deed(
    locked: Supplement, submission: Submission, by: User, letter: Letter | None = None, **seen: Any
) -> SupplementDeed:
    added = letter.added if letter else 0
    return SupplementDeed(locked, by, roles_in(submission, by), timezone.now(), added, **seen)


def _receipts(submission: Submission) -> QuerySet[Receipt]:
    return Receipt.objects.filter(submission=submission, stage=Stage.SUPPLEMENT)


def _check_not_sent_by_another(deed: SupplementDeed, submission: Submission) -> None:
    """Two people signed the same page: the second one is told who was faster."""
    if deed.supplement.state != SupplementState.SENT:
        return
    sent = _receipts(submission).filter(ended_at=None).select_related("submitted_by").first()
    if sent is not None and sent.content.get("revision") == deed.seen_revision:
        raise Overtaken(
            _("%(who)s vừa gửi phần bổ sung này, biên nhận số %(number)s lúc %(time)s.")
            % {"who": sent.submitted_by, "number": sent.number, "time": moment_text(sent.submitted_at)},
            _("Mở biên nhận để xem nội dung đã gửi."),
        )


def _send(
    deed: SupplementDeed,
    row: SupplementTransition,
    campaign: Campaign,
    submission: Submission,
    content: dict[str, Any],
    key: str,
) -> Receipt:
    receipt = Receipt.objects.create(
        campaign=campaign,
        submission=submission,
        stage=Stage.SUPPLEMENT,
        number=next_number(campaign),
        submitted_at=deed.at,
        submitted_by=deed.by,
        digest=digest_of(content),
        content=content,
        key=key,
    )
    _move(deed, row, sent_at=deed.at)
    _log(deed, row, {"receipt": receipt.number, "digest": receipt.digest, "revision": deed.supplement.revision})
    tell_agency(submission=submission, notice=row.notice, by=deed.by, page=PAGE, number=receipt.number)
    return receipt


def _end_receipt(deed: SupplementDeed, submission: Submission) -> Receipt | None:
    receipt = _receipts(submission).filter(ended_at=None).first()
    if receipt is not None:
        receipt.ended_at, receipt.ended_by, receipt.ended_how = deed.at, deed.by, SupplementAction.TAKE_BACK.value
        receipt.save(update_fields=["ended_at", "ended_by", "ended_how"])
    return receipt


def _check_still_in_force(submission: Submission, number: str) -> None:
    """The page spoke of one receipt; when that one has ended, somebody was faster."""
    ended = _receipts(submission).filter(number=number, ended_at__isnull=False).select_related("ended_by").first()
    if ended is not None and ended.ended_at is not None:
        raise Overtaken(
            _("Biên nhận số %(number)s đã hết hiệu lực lúc %(time)s, do %(who)s.")
            % {"number": number, "time": moment_text(ended.ended_at), "who": ended.ended_by},
            _("Tải lại trang để xem trạng thái mới."),
        )


def _move(deed: SupplementDeed, row: SupplementTransition, **values: Any) -> None:
    """Compare and set: only from the state that the table says."""
    found = Supplement.objects.filter(pk=deed.supplement.pk, state=row.source)
    if not found.update(state=row.target, **values):
        raise NotNow(_("Trạng thái phần bổ sung vừa thay đổi."), _("Tải lại trang để xem trạng thái mới."))


def _log(deed: SupplementDeed, row: SupplementTransition, details: dict[str, str | int]) -> None:
    supplement = deed.supplement
    record(
        chain=supplement.campaign.code,
        verb=f"supplement.{row.action.value}",
        by=deed.by,
        subject=f"supplement:{supplement.participant.code}",
        details=details,
    )
