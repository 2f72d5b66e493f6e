"""Words of what comes out: run states, document kinds and formats, with their Vietnamese labels."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang tính")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không tính được")


class DocumentKind(models.TextChoices):
    INDEX = "index", _("Báo cáo chỉ số cải cách hành chính")


class DocumentFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
