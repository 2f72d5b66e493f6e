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
    """Kinds of papers. The value names the kind in addresses, commands and files of an office's own templates."""

    INDEX = "index", _("Báo cáo chỉ số cải cách hành chính")
    ROUND1_MINUTES = "round1_minutes", _("Biên bản họp thẩm định lần 1")
    ROUND2_MINUTES = "round2_minutes", _("Biên bản họp thẩm định lần 2")
    COUNCIL_MINUTES = "council_minutes", _("Biên bản họp Hội đồng thẩm định")
    LETTER = "letter", _("Công văn đề nghị bổ sung")
    SHEET = "sheet", _("Phiếu thẩm định")
    PROPOSAL = "proposal", _("Tờ trình công bố kết quả")
    DECISION = "decision", _("Quyết định công bố kết quả")


class DocumentFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
