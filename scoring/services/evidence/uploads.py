"""Files on their way, piece by piece (tus 1.0: core, creation, termination, expiration)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.refusals import Invalid, NotNow, Overtaken, Refusal
from scoring.enums import ScanState
from scoring.models import Criterion, Evidence, EvidenceFile, EvidenceLink, Submission, Upload
from scoring.selectors.evidence.content import place_of
from scoring.selectors.evidence.kinds import Kind
from scoring.services.evidence import linking as evidence
from scoring.services.evidence import scanning
from scoring.services.evidence import store as evidence_store
from scoring.services.evidence.doors import check_door, open_door
from scoring.services.evidence.examining import check_content, check_ending
from scoring.services.evidence.names import clean_name

KEPT_HOURS = 24
MOST_UNFINISHED = 200
#: What one request may carry; a reader keeps it in memory until its turn at the file comes.
MOST_AT_ONCE = 5 * 1024 * 1024


def begin(*, submission: int, criterion: Criterion, name: str, size: int, by: User) -> Upload:
    """Promise a file. What cannot be taken is refused now, before its bytes travel."""
    name = clean_name(name)
    check_ending(name)
    _check_size(name, size)
    expire(submission=submission)
    with transaction.atomic():
        found = open_door(submission, criterion, by).submission
        evidence.check_leaf(found, criterion)
        _check_total(found, size)
        return Upload.objects.create(submission=found, criterion=criterion, user=by, name=name, size=size)


def append(*, upload: uuid.UUID, offset: int, content: bytes) -> Upload:
    """Add the next piece; `offset` says where it begins, which must be where the file ends. May be empty.

    Raises `Upload.DoesNotExist` when it was given up, `Overtaken` for another offset. Who comes at the same
    time waits for the row.
    """
    with transaction.atomic():
        found = Upload.objects.select_for_update().get(pk=upload)
        if offset != found.received:
            raise Overtaken(_("Phần này của tệp đã được nhận."), _("Gửi tiếp từ chỗ máy chủ báo."))
        if offset + len(content) > found.size:
            raise Invalid(_("Tệp dài hơn kích thước đã báo."), _("Chọn lại tệp và tải lên từ đầu."))
        _write(_path(found), offset, content)
        found.received = offset + len(content)
        found.save(update_fields=["received", "touched_at"])
    return found


def finish(*, upload: uuid.UUID) -> EvidenceLink:
    """Check what has arrived, keep it, link it. What is refused is removed."""
    found = Upload.objects.select_related("submission__campaign", "submission__participant", "criterion", "user").get(
        pk=upload
    )
    if found.received != found.size:
        raise NotNow(_("Tệp chưa đến đủ."), _("Gửi tiếp từ chỗ máy chủ báo."))
    try:
        check_door(found.submission, found.criterion, found.user)
        kind = check_content(_path(found), found.name)
        sha256 = evidence_store.sha256_of(_path(found))
        evidence_store.keep(_path(found), sha256)
        return _file_away(found, kind, sha256)
    except FileNotFoundError as error:
        raise Overtaken(_("Tệp đã được xử lý."), _("Tải lại trang để xem.")) from error
    except Refusal as refusal:
        if not isinstance(refusal, Overtaken):
            give_up(upload=found.pk)
        raise


def receive(
    *, submission: int, criterion: Criterion, name: str, size: int, pieces: Iterable[bytes], by: User
) -> EvidenceLink:
    """A whole file at once, as a plain form sends it."""
    found = begin(submission=submission, criterion=criterion, name=name, size=size, by=by)
    offset = 0
    for piece in pieces:
        _write(_path(found), offset, piece)
        offset += len(piece)
    Upload.objects.filter(pk=found.pk).update(received=offset)
    return finish(upload=found.pk)


def give_up(*, upload: uuid.UUID) -> None:
    Upload.objects.filter(pk=upload).delete()
    (settings.UPLOADS_DIR / str(upload)).unlink(missing_ok=True)


def expire(*, now: datetime | None = None, submission: int | None = None) -> int:
    """Remove what nobody has added to for a day, and files whose row has gone; return how many rows went."""
    before = (now or timezone.now()) - timedelta(hours=KEPT_HOURS)
    stale = Upload.objects.filter(touched_at__lt=before)
    keys = list((stale.filter(submission=submission) if submission else stale).values_list("pk", flat=True))
    for key in keys:
        give_up(upload=key)
    if submission is None:
        _sweep(before)
    return len(keys)


def _sweep(before: datetime) -> None:
    if not settings.UPLOADS_DIR.is_dir():
        return
    for path in settings.UPLOADS_DIR.iterdir():
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def _check_size(name: str, size: int) -> None:
    if size < 1:
        raise Invalid(_("“%(name)s” là tệp rỗng.") % {"name": name}, _("Kiểm tra lại tệp trên máy."))
    if size > settings.EVIDENCE_MAX_BYTES:
        raise Invalid(
            _("“%(name)s” lớn %(size)s, mỗi tệp tối đa %(limit)s.")
            % {
                "name": name,
                "size": filesizeformat(size),
                "limit": filesizeformat(settings.EVIDENCE_MAX_BYTES),
            },
            _("Quét với độ phân giải thấp hơn hoặc tách thành nhiều tệp."),
        )


def _check_total(submission: Submission, size: int) -> None:
    """Bytes of the agency since the campaign opened, what is on its way included; the caller holds the lock."""
    since = submission.campaign.opened_at or submission.campaign.created_at
    files = EvidenceFile.objects.filter(agency=submission.participant.agency_id, uploaded_at__gte=since)
    kept = files.aggregate(sum=Sum("evidence__size"))["sum"] or 0
    coming = list(Upload.objects.filter(submission=submission).values_list("size", flat=True))
    if kept + sum(coming) + size > settings.EVIDENCE_TOTAL_BYTES:
        raise Invalid(
            _("Kho tài liệu của cơ quan trong kỳ này đã đầy (tối đa %(limit)s).")
            % {"limit": filesizeformat(settings.EVIDENCE_TOTAL_BYTES)},
            _("Bỏ tài liệu không dùng khỏi kho, hoặc liên hệ bộ phận thư ký."),
        )
    if len(coming) >= MOST_UNFINISHED:
        raise NotNow(_("Có quá nhiều tệp đang tải lên."), _("Đợi các tệp trước tải xong."))


def _file_away(upload: Upload, kind: Kind, sha256: str) -> EvidenceLink:
    with transaction.atomic():
        submission = open_door(upload.submission_id, upload.criterion, upload.user).submission
        if not Upload.objects.filter(pk=upload.pk).delete()[0]:
            raise Overtaken(_("Tệp đã được xử lý."), _("Tải lại trang để xem."))
        content = _evidence(kind, sha256, upload.size)
        if not default_storage.exists(place_of(content)):  # forgotten since it was kept
            evidence_store.keep(_path(upload), sha256)
        file, is_new = EvidenceFile.objects.get_or_create(
            agency_id=submission.participant.agency_id,
            evidence=content,
            defaults={"name": upload.name, "uploaded_by": upload.user},
        )
        [made] = evidence.link(submission=submission.pk, criterion=upload.criterion, files=[file], by=upload.user)
        if is_new:
            scanning.ask(evidence=content.pk)
        transaction.on_commit(lambda: _path(upload).unlink(missing_ok=True))
    return made


def _evidence(kind: Kind, sha256: str, size: int) -> Evidence:
    """The row, locked: it is not forgotten while it comes onto another shelf."""
    state = ScanState.PENDING if settings.CLAMAV_URL else ScanState.UNCHECKED
    defaults = {"size": size, "media_type": kind.media_type, "scan": state}
    made = Evidence.objects.get_or_create(sha256=sha256, defaults=defaults)[0]
    locked = Evidence.objects.select_for_update().filter(pk=made.pk).first()
    return locked or Evidence.objects.create(sha256=sha256, **defaults)


def _path(upload: Upload) -> Path:
    """Named by the server's own key, never by a name from outside."""
    return Path(settings.UPLOADS_DIR / str(upload.pk))


def _write(path: Path, offset: int, content: bytes) -> None:
    """Write at the offset; what a process left behind it when it died is cut off."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("r+b" if path.exists() else "xb") as file:
        file.seek(offset)
        file.write(content)
        file.truncate()
