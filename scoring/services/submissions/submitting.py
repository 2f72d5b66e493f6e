"""Propose, submit, withdraw, reopen: each one short transaction with its event (DESIGN §7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from pari.ui.dates import moment_text
from scoring.enums import SubmissionState
from scoring.models import Campaign, Receipt, Submission
from scoring.selectors.submissions.deadlines import is_late
from scoring.selectors.submissions.sheet import Sheet, sheet_of
from scoring.selectors.submissions.snapshots import digest_of, frozen
from scoring.services.submissions.numbering import next_number
from scoring.services.submissions.telling import tell_agency
from scoring.transitions import TABLE, Action, Deed, Transition, in_self_assessment, permitted, roles_in

LONGEST_KEY = 64


@transaction.atomic
def propose(*, submission: int, seen_revision: int, by: User) -> None:
    """An officer says that it is ready; the head is told. Any later edit ends the proposal."""
    locked = _locked(submission)
    deed = _deed(locked, by, sheet_of(locked), seen_revision=seen_revision)
    row = permitted(deed, Action.PROPOSE)
    Submission.objects.filter(pk=submission).update(proposed_by=by, proposed_at=deed.at)
    _log(deed, row, {"revision": deed.submission.revision})
    tell_agency(submission=deed.submission, notice=row.notice, by=by)


@transaction.atomic
def submit(*, submission: int, key: str, seen_revision: int, by: User) -> Receipt:
    """Freeze what the agency says, and return the receipt of it.

    `key` was made with the page that asks: the same key again gives the same receipt, whatever happened since.
    `seen_revision` is the revision that the page showed; a later one is `Overtaken`.
    """
    if not key or len(key) > LONGEST_KEY:
        raise Invalid(_("Mẫu gửi thiếu khóa chống gửi trùng."), _("Tải lại trang nộp hồ sơ rồi ký lại."))
    locked = _locked(submission)
    sheet = sheet_of(locked)
    deed = _deed(locked, by, sheet, seen_revision=seen_revision)
    _check_role(deed, Action.SUBMIT)
    if given := Receipt.objects.filter(submission=submission, key=key).first():
        return given
    _check_not_sent_by_another(deed)
    row = permitted(deed, Action.SUBMIT)
    return _send(deed, row, frozen(sheet), key)


@transaction.atomic
def withdraw(*, submission: int, receipt: str, by: User) -> Receipt | None:
    """Take the submission back before its deadline; `receipt` is the number that the page showed."""
    return _end(submission, Action.WITHDRAW, receipt, by, reason="")


@transaction.atomic
def reopen(*, submission: int, receipt: str, reason: str, by: User) -> Receipt | None:
    """Give the submission back to the agency, by those who run the campaign, with the reason."""
    return _end(submission, Action.REOPEN, receipt, by, reason=reason.strip())


def _locked(submission: int) -> Submission:
    """Until the transaction ends, which keeps it in line with those who edit answers (`editing.open_submission`)."""
    joined = Submission.objects.select_related("campaign__criteria_set", "participant__annex", "proposed_by")
    return joined.select_for_update(of=("self",)).get(pk=submission)


def _deed(locked: Submission, by: User, sheet: Sheet | None = None, **seen: Any) -> Deed:
    incomplete = len(sheet.incomplete) if sheet else 0
    return Deed(locked, by, roles_in(locked, by), timezone.now(), incomplete, **seen)


def _check_role(deed: Deed, action: Action) -> None:
    """Before anything is given back for a key: strangers get no receipts."""
    if not any(row.action is action and row.roles & deed.roles for row in TABLE):
        raise NotAllowed(_("Vai trò của bạn không làm được việc “%(action)s”.") % {"action": action.label})


def _check_not_sent_by_another(deed: Deed) -> None:
    """Two people signed the same page: the second one is told who was faster."""
    if deed.submission.state != SubmissionState.SUBMITTED:
        return
    sent = Receipt.objects.filter(submission=deed.submission, ended_at=None).select_related("submitted_by").first()
    if sent is not None and sent.content.get("revision") == deed.seen_revision:
        raise Overtaken(
            _("%(who)s vừa nộp hồ sơ này, biên nhận số %(number)s lúc %(time)s.")
            % {"who": sent.submitted_by, "number": sent.number, "time": moment_text(sent.submitted_at)},
            _("Mở biên nhận để xem nội dung đã nộp."),
        )


def _send(deed: Deed, row: Transition, content: dict[str, Any], key: str) -> Receipt:
    """From here on submissions of the campaign stand in line: as short as can be."""
    campaign = _locked_campaign(deed)
    receipt = Receipt.objects.create(
        campaign=campaign,
        submission=deed.submission,
        number=next_number(campaign),
        submitted_at=deed.at,
        submitted_by=deed.by,
        is_late=is_late(deed.submission, deed.at),
        digest=digest_of(content),
        content=content,
        key=key,
    )
    _move(deed, row, submitted_at=deed.at)
    proposer = deed.submission.proposed_by
    _log(
        deed,
        row,
        {
            "receipt": receipt.number,
            "digest": receipt.digest,
            "revision": deed.submission.revision,
            "late": receipt.is_late,
            "proposed_by": proposer.get_full_name() if proposer else None,
        },
    )
    tell_agency(submission=deed.submission, notice=row.notice, by=deed.by, number=receipt.number)
    return receipt


def _locked_campaign(deed: Deed) -> Campaign:
    """The campaign as it is now: it may have left the phase since the deed began. References to it are not blocked."""
    deed.submission.campaign = Campaign.objects.select_for_update(no_key=True).get(pk=deed.submission.campaign_id)
    in_self_assessment(deed)
    return deed.submission.campaign


def _end(submission: int, action: Action, number: str, by: User, *, reason: str) -> Receipt | None:
    deed = _deed(_locked(submission), by, reason=reason)
    _check_role(deed, action)
    _check_still_in_force(deed.submission, number)
    row = permitted(deed, action)
    receipt = _ended_receipt(deed, action, reason)
    _move(deed, row, submitted_at=None, proposed_by=None, proposed_at=None)
    ended = receipt.number if receipt else "–"
    _log(deed, row, {"receipt": ended, "reason": reason})
    tell_agency(submission=deed.submission, notice=row.notice, by=by, number=ended, reason=reason)
    return receipt


def _ended_receipt(deed: Deed, action: Action, reason: str) -> Receipt | None:
    """The receipt that was in force; None where a workbook said that the agency had submitted."""
    receipt = Receipt.objects.filter(submission=deed.submission, ended_at=None).first()
    if receipt is not None:
        receipt.ended_at, receipt.ended_by, receipt.ended_how, receipt.reason = deed.at, deed.by, action.value, reason
        receipt.save(update_fields=["ended_at", "ended_by", "ended_how", "reason"])
    return receipt


def _check_still_in_force(submission: Submission, number: str) -> None:
    """The page spoke of one receipt; when that one has ended, somebody was faster."""
    ended = Receipt.objects.filter(submission=submission, number=number, ended_at__isnull=False)
    if (receipt := ended.select_related("ended_by").first()) and receipt.ended_at:
        raise Overtaken(
            _("Biên nhận số %(number)s đã hết hiệu lực lúc %(time)s, do %(who)s.")
            % {"number": number, "time": moment_text(receipt.ended_at), "who": receipt.ended_by},
            _("Tải lại trang để xem trạng thái mới của hồ sơ."),
        )


def _move(deed: Deed, row: Transition, *, submitted_at: datetime | None, **more: None) -> None:
    """Compare and set: only from the state that the table says."""
    found = Submission.objects.filter(pk=deed.submission.pk, state=row.source)
    if not found.update(state=row.target, submitted_at=submitted_at, **more):
        raise NotNow(_("Trạng thái hồ sơ vừa thay đổi."), _("Tải lại trang để xem trạng thái mới."))


def _log(deed: Deed, row: Transition, details: dict[str, str | int | bool | None]) -> None:
    submission = deed.submission
    record(
        chain=submission.campaign.code,
        verb=f"submission.{row.action.value}",
        by=deed.by,
        subject=f"submission:{submission.participant.code}",
        details=details,
    )
