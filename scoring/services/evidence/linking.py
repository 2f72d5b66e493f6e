"""Documents as proof of answers: linked, described, unlinked, and put away."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.services import SYSTEM_CHAIN, record
from pari.refusals import Invalid, NotNow
from scoring.enums import Source
from scoring.models import Answer, Criterion, Evidence, EvidenceFile, EvidenceLink, Receipt, Submission
from scoring.services.evidence import store as evidence_store
from scoring.services.evidence.doors import Door, open_door

LONGEST_PAGES = 100
LONGEST_NOTE = 2000


def link(*, submission: int, criterion: Criterion, files: Iterable[EvidenceFile], by: User) -> list[EvidenceLink]:
    """Make documents of the agency's shelf proof of one answer; what is linked already stays as it is."""
    with transaction.atomic():
        door = open_door(submission, criterion, by)
        answer = _answer(door.submission, criterion)
        links = [_link(door, answer, file, by) for file in files]
        door.settle(answer)
    return links


def annotate(*, link: int, pages: str, note: str, by: User) -> EvidenceLink:
    """Say which pages to look at, and why."""
    pages, note = pages.strip(), note.strip()
    if len(pages) > LONGEST_PAGES or len(note) > LONGEST_NOTE:
        raise Invalid(
            _("Trang hoặc ghi chú quá dài."),
            _("Trang tối đa %(pages)s ký tự, ghi chú tối đa %(note)s ký tự.")
            % {"pages": LONGEST_PAGES, "note": LONGEST_NOTE},
        )
    with transaction.atomic():
        found, door = _open_link(link, by)
        found.pages, found.note = pages, note
        found.save(update_fields=["pages", "note"])
        door.settle(found.answer)
    return found


def unlink(*, link: int, by: User) -> None:
    """End one use of a document. It stays on the shelf, and wherever else it is linked."""
    with transaction.atomic():
        found, door = _open_link(link, by)
        answer = found.answer
        found.delete()
        door.settle(answer)


def discard(*, file: int, by: User) -> None:
    """Take a document off the shelf for good. One that is in use, or that a receipt speaks of, stays."""
    with transaction.atomic():
        found = EvidenceFile.objects.select_for_update(of=("self",)).select_related("evidence", "agency").get(pk=file)
        if found.links.exists() or _is_in_receipt(found):
            raise NotNow(
                _("Tài liệu đang được dùng hoặc có trong hồ sơ đã nộp."),
                _("Gỡ tài liệu khỏi các tiêu chí trước; tài liệu đã nộp thì luôn được giữ."),
            )
        details = {"name": found.name, "sha256": found.evidence.sha256}
        record(chain=SYSTEM_CHAIN, verb="evidence.discard", by=by, subject=f"agency:{found.agency_id}", details=details)
        found.delete()
        _forget_bytes(found.evidence)


def _forget_bytes(evidence: Evidence) -> None:
    """Remove them when the last shelf that held them is gone.

    While the row is locked, so that whoever brings the same bytes at this moment waits, and then stores them anew.
    """
    locked = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if locked.files.exists():
        return
    locked.delete()
    for quarantined in (False, True):
        evidence_store.remove(evidence.sha256, quarantined=quarantined)


def _is_in_receipt(file: EvidenceFile) -> bool:
    receipts = Receipt.objects.filter(submission__participant__agency=file.agency_id)
    return receipts.filter(Q(content__contains=file.evidence.sha256)).exists()


def check_leaf(submission: Submission, criterion: Criterion) -> None:
    if criterion.annex_id != submission.participant.annex_id or criterion.source != Source.SELF:
        raise Invalid(_("Cơ quan không tự đánh giá tiêu chí này."))


def _answer(submission: Submission, criterion: Criterion) -> Answer:
    check_leaf(submission, criterion)
    return Answer.objects.get_or_create(
        submission=submission, criterion=criterion, defaults={"campaign_id": submission.campaign_id}
    )[0]


def _link(door: Door, answer: Answer, file: EvidenceFile, by: User) -> EvidenceLink:
    if file.agency_id != door.submission.participant.agency_id:
        raise Invalid(_("Tài liệu không thuộc kho của cơ quan."))
    given = {"campaign_id": door.submission.campaign_id, "stage": door.stage, "linked_by": by}
    return EvidenceLink.objects.get_or_create(answer=answer, file=file, defaults=given)[0]


def _open_link(link: int, by: User) -> tuple[EvidenceLink, Door]:
    """The link as it is once its leaf is locked; raises `EvidenceLink.DoesNotExist` when it has gone."""
    joined = EvidenceLink.objects.select_related("answer__criterion")
    answer = joined.get(pk=link).answer
    door = open_door(answer.submission_id, answer.criterion, by)
    found = joined.get(pk=link)
    door.check_link(found)
    return found, door
