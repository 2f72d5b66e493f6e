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


#: In which the team works on what agencies have sent, up to the decision.
APPRAISAL_PHASES = (Phase.ROUND1, Phase.SUPPLEMENT, Phase.ROUND2, Phase.COUNCIL)


#: Phases with a deadline of their own, in order; each deadline is a column of the campaign, `<phase>_deadline`.
TIMED_PHASES = (Phase.SELF, Phase.ROUND1, Phase.SUPPLEMENT, Phase.ROUND2, Phase.COUNCIL)


class SubmissionState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Đã nộp")
    APPRAISED = "appraised", _("Đã thẩm định")
    APPROVED = "approved", _("Đã phê duyệt")


class Stage(models.TextChoices):
    """Which sending a receipt or a document belongs to: the sheet itself, or what was added after round 1."""

    SELF = "self", _("Tự đánh giá")
    SUPPLEMENT = "supplement", _("Bổ sung")


class SupplementState(models.TextChoices):
    OPEN = "open", _("Đang bổ sung")
    SENT = "sent", _("Đã gửi bổ sung")


class ReasonCode(models.TextChoices):
    """Why a mark is below the claim; “other” wants words."""

    NO_EVIDENCE = "no_evidence", _("Không có tài liệu kiểm chứng")
    WEAK_EVIDENCE = "weak_evidence", _("Tài liệu chưa chứng minh được")
    WRONG_PERIOD = "wrong_period", _("Tài liệu ngoài kỳ đánh giá")
    WRONG_FIGURE = "wrong_figure", _("Số liệu chưa đúng")
    WRONG_RULE = "wrong_rule", _("Áp dụng chưa đúng cách chấm")
    LATE = "late", _("Thực hiện chậm thời hạn")
    NOT_DONE = "not_done", _("Chưa thực hiện hoặc thực hiện chưa đủ")
    OTHER = "other", _("Lý do khác")


class Progress(models.TextChoices):
    """How far an agency is, as the progress board says it; the first that applies from the last one up."""

    NOT_LOGGED_IN = "not_logged_in", _("Chưa đăng nhập")
    NOT_STARTED = "not_started", _("Chưa bắt đầu")
    IN_PROGRESS = "in_progress", _("Đang làm")
    READY = "ready", _("Sẵn sàng nộp")
    SUBMITTED = "submitted", _("Đã nộp")
    OVERDUE = "overdue", _("Quá hạn, chưa nộp")
    LATE = "late", _("Nộp muộn")


#: Those who have something left to do before they have submitted.
UNSUBMITTED = (Progress.NOT_LOGGED_IN, Progress.NOT_STARTED, Progress.IN_PROGRESS, Progress.READY, Progress.OVERDUE)


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


class Explanation(models.TextChoices):
    REQUIRED = "required", _("Bắt buộc")
    OPTIONAL = "optional", _("Không bắt buộc")


class LateSubmissions(models.TextChoices):
    """What happens to a submission after its deadline."""

    ACCEPT = "accept", _("Nhận và ghi là nộp muộn")
    REFUSE = "refuse", _("Không nhận")


class ScanState(models.TextChoices):
    """What the virus scanner said of a file."""

    UNCHECKED = "unchecked", _("Không quét")
    PENDING = "pending", _("Đang chờ quét")
    CLEAN = "clean", _("Sạch")
    INFECTED = "infected", _("Nhiễm mã độc")


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
