"""Files that prove an answer: bytes once, names and pages by agency and criterion (DESIGN §3)."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.enums import ScanState, Stage
from scoring.models.campaigns import Campaign, Participant
from scoring.models.criteria import Criterion
from scoring.models.register import Agency
from scoring.models.submissions import Answer, Submission
from scoring.models.visibility import Visitor


class Evidence(models.Model):
    """The bytes of a document, kept once by SHA-256 whoever sent them; nobody is told who else did."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("số byte"))
    media_type = models.CharField(_("loại tệp"), max_length=100)
    scan = models.CharField(_("kiểm tra mã độc"), max_length=10, choices=ScanState.choices, default=ScanState.UNCHECKED)
    scanned_at = models.DateTimeField(_("kiểm tra lúc"), null=True, blank=True)
    finding = models.CharField(_("mã độc tìm thấy"), max_length=200, blank=True)
    pages = models.PositiveIntegerField(_("số trang"), null=True, blank=True)
    has_text = models.BooleanField(_("có lớp chữ"), null=True, blank=True)
    stored_at = models.DateTimeField(_("lưu lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("tài liệu kiểm chứng")
        verbose_name_plural = _("tài liệu kiểm chứng")

    def __str__(self) -> str:
        return self.sha256


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    def visible_to(self, user: Visitor) -> Self:
        """Files of the agencies whose submissions this person may see, and only where linked for other agencies."""
        own = models.Q(agency__in=Participant.objects.answered_by(user, ("officer", "head")).values("agency"))
        linked = models.Q(links__answer__submission__in=Submission.objects.visible_to(user))
        return self.filter(pk__in=EvidenceFile.objects.filter(own | linked).values("pk"))


class EvidenceFile(models.Model):
    """A document in one agency's shelf, under the name she gave it; linked to criteria of any year."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="evidence_files", verbose_name=_("cơ quan, đơn vị")
    )
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="files", verbose_name=_("nội dung"))
    name = models.CharField(_("tên tệp"), max_length=255)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("người tải lên")
    )
    uploaded_at = models.DateTimeField(_("tải lên lúc"), auto_now_add=True)

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp của cơ quan")
        verbose_name_plural = _("tệp của cơ quan")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "evidence"], name="evidence_file_once")]

    def __str__(self) -> str:
        return self.name


class EvidenceLinkQuerySet(models.QuerySet["EvidenceLink"]):
    def sound(self) -> Self:
        """Without those whose file was found to be infected since its agency sent it."""
        seen = models.Q(file__evidence__scanned_at__gte=models.F("file__uploaded_at"))
        return self.exclude(seen, file__evidence__scan=ScanState.INFECTED)


class EvidenceLink(models.Model):
    """A document as proof of one answer, with the pages to look at."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="evidence_links", verbose_name=_("kỳ đánh giá")
    )
    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, related_name="evidence_links", db_index=False, verbose_name=_("câu trả lời")
    )
    file = models.ForeignKey(EvidenceFile, on_delete=models.PROTECT, related_name="links", verbose_name=_("tệp"))
    stage = models.CharField(
        _("gửi ở lần"), max_length=10, choices=Stage.choices, default=Stage.SELF, db_default=Stage.SELF.value
    )
    pages = models.CharField(_("trang"), max_length=100, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("người gắn")
    )
    linked_at = models.DateTimeField(_("gắn lúc"), auto_now_add=True)

    objects = EvidenceLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("tài liệu của tiêu chí")
        verbose_name_plural = _("tài liệu của tiêu chí")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["answer", "file"], name="evidence_link_once")]

    def __str__(self) -> str:
        return f"{self.answer}: {self.file}"


class Upload(models.Model):
    """A file on its way, piece by piece; gone when it has arrived or was given up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="uploads")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.received}/{self.size}"
