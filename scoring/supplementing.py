"""What may be done with an agency's supplement: one table, as for its submission (`scoring.transitions`, DESIGN §7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pari.accounts.enums import AGENCY_ROLES, Role
from pari.accounts.models import User
from pari.refusals import NotAllowed, NotNow, Overtaken, Refusal
from pari.ui.dates import deadline_text
from scoring.enums import Phase, SupplementState
from scoring.models import Supplement
from scoring.selectors.supplements.deadlines import deadline_of
from scoring.transitions import Notice


class SupplementAction(models.TextChoices):
    """What an agency does with its supplement; the label is on the button."""

    SEND = "send", gettext_lazy("Ký và gửi bổ sung")
    TAKE_BACK = "take_back", gettext_lazy("Rút bổ sung")


@dataclass(frozen=True, slots=True)
class SupplementDeed:
    """Who wants to act on which supplement (with campaign and participant), when, and what she has seen of it.

    `added` counts leaves with an explanation or a new document. `seen_revision` is None where a page only asks which
    buttons to show.
    """

    supplement: Supplement
    by: User
    roles: frozenset[str]
    at: datetime
    added: int = 0
    seen_revision: int | None = None


Guard = Callable[[SupplementDeed], None]


@dataclass(frozen=True, slots=True)
class SupplementTransition:
    """One row. `guards` raise a refusal; they are asked in their order, after state and role."""

    source: SupplementState
    action: SupplementAction
    target: SupplementState
    roles: frozenset[Role]
    guards: tuple[Guard, ...]
    notice: Notice


def in_supplement(deed: SupplementDeed) -> None:
    campaign = deed.supplement.campaign
    if campaign.phase != Phase.SUPPLEMENT:
        raise NotNow(
            _("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, không phải giai đoạn bổ sung.")
            % {"phase": campaign.get_phase_display()},
            _("Liên hệ bộ phận thư ký."),
        )


def in_time(deed: SupplementDeed) -> None:
    """Exactly at the deadline is in time; late supplements are never taken."""
    deadline = deadline_of(deed.supplement)
    if deadline is not None and deed.at > deadline:
        raise NotNow(
            _("Đã quá hạn bổ sung %(deadline)s.") % {"deadline": deadline_text(deadline)},
            _("Đề nghị bộ phận thư ký gia hạn, kèm văn bản."),
        )


def signed_by_the_head(deed: SupplementDeed) -> None:
    """Where the campaign wants four eyes, officers prepare and the head signs."""
    if deed.supplement.campaign.separate_sign_off and Role.HEAD not in deed.roles:
        raise NotAllowed(_("Kỳ đánh giá này yêu cầu thủ trưởng đơn vị ký gửi."), _("Đề nghị thủ trưởng ký gửi."))


def looked_at_the_latest(deed: SupplementDeed) -> None:
    """Nobody signs what she has not seen."""
    if deed.seen_revision is not None and deed.seen_revision != deed.supplement.revision:
        raise Overtaken(
            _("Có người vừa sửa phần bổ sung sau khi trang này được mở."), _("Xem lại nội dung mới dưới đây rồi ký.")
        )


def adds_something(deed: SupplementDeed) -> None:
    if not deed.added:
        raise NotNow(
            _("Chưa có giải trình hay tài liệu nào được bổ sung."),
            _("Bổ sung ít nhất một tiêu chí. Nếu đồng ý với kết quả thẩm định thì không cần gửi gì."),
        )


TABLE: tuple[SupplementTransition, ...] = (
    SupplementTransition(
        SupplementState.OPEN,
        SupplementAction.SEND,
        SupplementState.SENT,
        AGENCY_ROLES,
        (in_supplement, signed_by_the_head, in_time, looked_at_the_latest, adds_something),
        Notice(
            AGENCY_ROLES,
            gettext_lazy("Đã gửi bổ sung: %(agency)s"),
            gettext_lazy("%(who)s đã ký và gửi phần bổ sung, biên nhận số %(number)s."),
        ),
    ),
    SupplementTransition(
        SupplementState.SENT,
        SupplementAction.TAKE_BACK,
        SupplementState.OPEN,
        AGENCY_ROLES,
        (in_supplement, in_time),
        Notice(
            AGENCY_ROLES,
            gettext_lazy("Đã rút bổ sung: %(agency)s"),
            gettext_lazy("%(who)s đã rút phần bổ sung. Biên nhận số %(number)s hết hiệu lực; nhớ gửi lại trước hạn."),
        ),
    ),
)
BY_STATE = {(row.source, row.action): row for row in TABLE}


def check_role(deed: SupplementDeed, action: SupplementAction) -> None:
    """Before anything else is looked at."""
    if not any(row.action is action and row.roles & deed.roles for row in TABLE):
        raise NotAllowed(_("Vai trò của bạn không làm được việc “%(action)s”.") % {"action": action.label})


def permitted(deed: SupplementDeed, action: SupplementAction) -> SupplementTransition:
    """The row to follow, with all its guards content; else `NotAllowed`, `NotNow` or `Overtaken`."""
    check_role(deed, action)
    row = BY_STATE.get((SupplementState(deed.supplement.state), action))
    if row is None:
        raise NotNow(
            _("Phần bổ sung ở trạng thái “%(state)s”, không làm được việc “%(action)s”.")
            % {"state": deed.supplement.get_state_display(), "action": action.label},
            _("Tải lại trang để xem trạng thái mới."),
        )
    for guard in row.guards:
        guard(deed)
    return row


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: what this person may do in this state, and why not just now when a guard objects."""

    action: SupplementAction
    refusal: Refusal | None


def offers(deed: SupplementDeed) -> tuple[Offer, ...]:
    """The buttons for this person: rows of the state with her role, without those that a guard keeps from her."""
    rows = [row for row in TABLE if row.source == deed.supplement.state and row.roles & deed.roles]
    found = (Offer(row.action, _objection(deed, row)) for row in rows)
    return tuple(offer for offer in found if not isinstance(offer.refusal, NotAllowed))


def _objection(deed: SupplementDeed, row: SupplementTransition) -> Refusal | None:
    for guard in row.guards:
        try:
            guard(deed)
        except Refusal as refusal:
            return refusal
    return None
