"""The way of a campaign from phase to phase as data: buttons and services read it (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pari.accounts.enums import RUNNING_ROLES
from scoring.enums import Phase
from scoring.models import Campaign
from scoring.selectors.campaigns.preflight import refuse_unready


class PhaseAction(models.TextChoices):
    OPEN = "open", _("Mở tự đánh giá")
    CLOSE_SELF = "close_self", _("Đóng tự đánh giá, sang thẩm định lần 1")
    CLOSE_ROUND1 = "close_round1", _("Chốt thẩm định lần 1, mở bổ sung")
    CLOSE_SUPPLEMENT = "close_supplement", _("Đóng bổ sung, sang thẩm định lần 2")
    CLOSE_ROUND2 = "close_round2", _("Chốt thẩm định lần 2, trình Hội đồng")
    PUBLISH = "publish", _("Công bố kết quả")


@dataclass(frozen=True, slots=True)
class Move:
    """`guard`, if there is one, raises a `Refusal` when the campaign is not ready; `question` is asked before the deed.

    `is_impartial` keeps from it whoever belongs to an agency that is assessed: to move on, one looks at all marks.
    """

    source: Phase
    target: Phase
    roles: frozenset[str]
    question: Promise
    guard: Callable[[Campaign], None] | None = None
    is_impartial: bool = False


MOVES: Mapping[PhaseAction, Move] = {
    PhaseAction.OPEN: Move(
        Phase.SETUP,
        Phase.SELF,
        RUNNING_ROLES,
        _("Sau khi mở, danh sách cơ quan tham gia và bộ tiêu chí không đổi được nữa. Mọi đơn vị nhận thông báo ngay."),
        refuse_unready,
    ),
    PhaseAction.CLOSE_SELF: Move(
        Phase.SELF,
        Phase.ROUND1,
        RUNNING_ROLES,
        _("Sau khi đóng, không đơn vị nào sửa hoặc nộp hồ sơ tự đánh giá được nữa, kể cả đơn vị còn hạn riêng."),
    ),
    PhaseAction.CLOSE_ROUND1: Move(
        Phase.ROUND1,
        Phase.SUPPLEMENT,
        RUNNING_ROLES,
        _(
            "Sau khi chốt, điểm lần 1 không sửa được nữa. Đơn vị có điểm thấp hơn điểm tự chấm nhận thông báo "
            "và bổ sung được ngay, chỉ ở những tiêu chí được cho bổ sung."
        ),
        is_impartial=True,
    ),
    PhaseAction.CLOSE_SUPPLEMENT: Move(
        Phase.SUPPLEMENT,
        Phase.ROUND2,
        RUNNING_ROLES,
        _("Sau khi đóng, không đơn vị nào bổ sung được nữa, kể cả đơn vị còn hạn riêng; phần chưa gửi không được xét."),
        is_impartial=True,
    ),
    PhaseAction.CLOSE_ROUND2: Move(
        Phase.ROUND2,
        Phase.COUNCIL,
        RUNNING_ROLES,
        _("Sau khi chốt, điểm lần 2 không sửa được nữa; từ đây điểm chỉ đổi bằng quyết nghị của Hội đồng."),
        is_impartial=True,
    ),
    PhaseAction.PUBLISH: Move(
        Phase.COUNCIL,
        Phase.PUBLISHED,
        RUNNING_ROLES,
        _("Sau khi công bố, ai cũng xem được kết quả; đính chính phải bằng một quyết định mới."),
        is_impartial=True,
    ),
}


def moves_from(phase: str) -> Mapping[PhaseAction, Move]:
    """What can be done in a phase."""
    return {action: move for action, move in MOVES.items() if move.source == phase}
