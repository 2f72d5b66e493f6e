"""Words of the appraisal with their Vietnamese labels (DESIGN §7)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from appraisal.core import standing
from scoring.core import enums as core


class Round(models.IntegerChoices):
    FIRST = 1, _("Lần 1")
    SECOND = 2, _("Lần 2")


class Basis(models.TextChoices):
    """Why the second round's mark differs from the first's (CONTRACT §5)."""

    SUPPLEMENT = core.Basis.SUPPLEMENT.value, _("Bổ sung tài liệu")
    CORRECTION = core.Basis.CORRECTION.value, _("Đính chính của Tổ")


class Standing(models.TextChoices):
    """Where a mark stands beside the claim; below, it wants a reason."""

    AGREED = standing.Standing.AGREED.value, _("Bằng tự chấm")
    BELOW = standing.Standing.BELOW.value, _("Thấp hơn tự chấm")
    BEYOND = standing.Standing.BEYOND.value, _("Cao hơn tự chấm")
    UNCLAIMED = standing.Standing.UNCLAIMED.value, _("Không tự chấm")


class AssignmentOrigin(models.TextChoices):
    """How a part of an agency's sheet came to its appraiser."""

    PROPOSED = "proposed", _("Chương trình phân công")
    MANUAL = "manual", _("Phân công trên trang")
    EXCEL = "excel", _("Phân công từ tệp Excel")


class CheckReason(models.TextChoices):
    """Why a leaf is marked a second time."""

    SAMPLE = "sample", _("Mẫu ngẫu nhiên")
    REQUESTED = "requested", _("Theo yêu cầu")


class CheckState(models.TextChoices):
    """Where a second mark stands: nobody sees either mark before both are in."""

    OPEN = "open", _("Chờ chấm chéo")
    AGREED = "agreed", _("Thống nhất")
    MODERATION = "moderation", _("Cần thống nhất điểm")
    SETTLED = "settled", _("Đã thống nhất điểm")


class ExemptionOrigin(models.TextChoices):
    CLAIM = "claim", _("Cơ quan đề nghị")
    TEAM = "team", _("Tổ giúp việc đề xuất")
    WORKBOOK = "workbook", _("Từ tệp dữ liệu")


class MeetingKind(models.TextChoices):
    """What was met about; the value is the stage's name (DESIGN §2)."""

    ROUND1 = "round1", _("Họp thống nhất kết quả thẩm định lần 1")
    ROUND2 = "round2", _("Họp thống nhất kết quả thẩm định lần 2")
    COUNCIL = "council", _("Họp Hội đồng thẩm định")


class MotionKind(models.TextChoices):
    """What a motion would do."""

    POINTS = "points", _("Điểm của một tiêu chí")
    EXEMPTION = "exemption", _("Giảm trừ một tiêu chí")
    NOTE = "note", _("Ghi nhận, không đổi điểm")
    APPROVAL = "approval", _("Thông qua kết quả")


class MotionOrigin(models.TextChoices):
    """Why it is on the agenda."""

    CONTESTED = "contested", _("Còn ý kiến khác nhau")
    EXEMPTION = "exemption", _("Đề nghị giảm trừ")
    BONUS = "bonus", _("Điểm thưởng trên mức xem xét")
    PENALTY = "penalty", _("Điểm trừ trên mức xem xét")
    MODIFIER = "modifier", _("Điều chỉnh xếp loại")
    TABLED = "tabled", _("Đưa thêm vào chương trình")


class MotionState(models.TextChoices):
    OPEN = "open", _("Chờ quyết định")
    CARRIED = "carried", _("Được thông qua")
    REJECTED = "rejected", _("Không được thông qua")
    WITHDRAWN = "withdrawn", _("Rút khỏi chương trình")


class Choice(models.TextChoices):
    """A vote."""

    YES = "yes", _("Tán thành")
    NO = "no", _("Không tán thành")
    ABSTAIN = "abstain", _("Không có ý kiến")
