"""Words of the register and the cycle with their Vietnamese labels (DESIGN §2, §7)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.core import enums as core


class Phase(models.TextChoices):
    """Where a campaign stands (DESIGN §7)."""

    SETUP = "setup", _("Chuẩn bị")
    SELF = "self", _("Tự đánh giá")
    ROUND1 = "round1", _("Thẩm định lần 1")
    SUPPLEMENT = "supplement", _("Bổ sung")
    ROUND2 = "round2", _("Thẩm định lần 2")
    COUNCIL = "council", _("Hội đồng")
    PUBLISHED = "published", _("Đã công bố")
    ARCHIVED = "archived", _("Lưu trữ")


PUBLIC_PHASES = frozenset({Phase.PUBLISHED, Phase.ARCHIVED})


class SubmissionState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Đã nộp")
    APPRAISED = "appraised", _("Đã thẩm định")
    APPROVED = "approved", _("Đã phê duyệt")


class CriteriaSetState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    ACTIVE = "active", _("Đang áp dụng")
    RETIRED = "retired", _("Hết hiệu lực")


class LineageKind(models.TextChoices):
    MERGE = "merge", _("Sáp nhập")
    SPLIT = "split", _("Chia tách")
    RENAME = "rename", _("Đổi tên")
    TRANSFER = "transfer", _("Chuyển giao")


class Evidence(models.TextChoices):
    REQUIRED = "required", _("Bắt buộc")
    OPTIONAL = "optional", _("Không bắt buộc")


class Kind(models.TextChoices):
    GROUP = core.Kind.GROUP.value, _("Nhóm")
    SCORE = core.Kind.SCORE.value, _("Chấm điểm")
    BONUS = core.Kind.BONUS.value, _("Điểm thưởng")
    PENALTY = core.Kind.PENALTY.value, _("Điểm trừ")


class Source(models.TextChoices):
    SELF = core.Source.SELF.value, _("Tự đánh giá")
    SURVEY = core.Source.SURVEY.value, _("Điều tra xã hội học")
    INDICATOR = core.Source.INDICATOR.value, _("Chỉ tiêu")
    APPRAISER = core.Source.APPRAISER.value, _("Thẩm định")


class SupplementScope(models.TextChoices):
    SCORE = core.SupplementScope.SCORE.value, _("Chỉ điểm chấm")
    ALL = core.SupplementScope.ALL.value, _("Cả điểm thưởng, điểm trừ")


class IndexMode(models.TextChoices):
    PERCENT = core.IndexMode.PERCENT.value, _("Phần trăm điểm chuẩn")
    POINTS = core.IndexMode.POINTS.value, _("Tổng điểm")


class OverallMean(models.TextChoices):
    BLOCS = core.OverallMean.BLOCS.value, _("Trung bình các khối")
    AGENCIES = core.OverallMean.AGENCIES.value, _("Trung bình các cơ quan")


class On(models.TextChoices):
    ROUNDED = core.On.ROUNDED.value, _("Chỉ số đã làm tròn")
    RAW = core.On.RAW.value, _("Giá trị trước khi làm tròn")
