"""What was made public: frozen results and the documents that carry them (DESIGN §3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.enums import DocumentFormat, DocumentKind, RunState
from reports.models.runs import IndexRun
from scoring.models import Campaign


class Publication(models.Model):
    """The results as a decision published them: text and digest, never changed.

    A correction is another decision with another row; both stay.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="publications", verbose_name=_("kỳ đánh giá")
    )
    run = models.ForeignKey(IndexRun, on_delete=models.PROTECT, related_name="publications", verbose_name=_("lần tính"))
    decision_number = models.CharField(_("số quyết định"), max_length=100)
    decision_date = models.DateField(_("ngày quyết định"))
    published_at = models.DateTimeField(_("công bố lúc"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("người công bố")
    )
    results = models.TextField(_("kết quả"), help_text=_("JSON của kết quả tại lúc công bố."))
    digest = models.CharField(_("mã băm kết quả"), max_length=64)

    class Meta:
        verbose_name = _("công bố")
        verbose_name_plural = _("công bố")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "decision_number"], name="publication_decision_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign.code}: {self.decision_number}"


class Document(models.Model):
    """A rendered document on disk, with the digest of its bytes."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="documents", verbose_name=_("kỳ đánh giá")
    )
    run = models.ForeignKey(IndexRun, on_delete=models.CASCADE, related_name="documents", verbose_name=_("lần tính"))
    kind = models.CharField(_("loại văn bản"), max_length=20, choices=DocumentKind.choices)
    format = models.CharField(_("định dạng"), max_length=10, choices=DocumentFormat.choices)
    file = models.FileField(_("tệp"), upload_to="documents/", max_length=300)
    size = models.PositiveIntegerField(_("dung lượng"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering = ["kind", "format"]
        constraints = [models.UniqueConstraint(fields=["run", "kind", "format"], name="document_once_a_run")]

    def __str__(self) -> str:
        return f"{self.campaign.code}: {self.get_kind_display()} ({self.get_format_display()})"


class Bundle(models.Model):
    """The job row of one ZIP that holds a paper for each agency of a campaign; a new one takes an old one's place."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="bundles", verbose_name=_("kỳ đánh giá")
    )
    kind = models.CharField(_("loại văn bản"), max_length=20, choices=DocumentKind.choices)
    format = models.CharField(_("định dạng"), max_length=10, choices=DocumentFormat.choices)
    state = models.CharField(_("trạng thái"), max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người yêu cầu"),
    )
    requested_at = models.DateTimeField(_("yêu cầu lúc"), auto_now_add=True)
    started_at = models.DateTimeField(_("bắt đầu lúc"), null=True, blank=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    progress = models.PositiveIntegerField(_("đã làm"), default=0)
    total = models.PositiveIntegerField(_("tổng số"), default=0)
    error = models.TextField(_("lỗi"), blank=True)
    file = models.FileField(_("tệp"), upload_to="bundles/", max_length=300, blank=True)
    size = models.PositiveBigIntegerField(_("dung lượng"), default=0)

    class Meta:
        verbose_name = _("tệp nén văn bản")
        verbose_name_plural = _("tệp nén văn bản")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["campaign", "kind", "format"], name="bundle_of_campaign")]

    def __str__(self) -> str:
        return f"{self.campaign.code}: {self.get_kind_display()} ({self.get_format_display()})"
