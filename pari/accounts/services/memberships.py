"""Giving, ending and handing over roles."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pari.accounts.enums import AGENCY_ROLES, Role
from pari.accounts.models import Invitation, Membership, User
from pari.accounts.rights import may_end, may_give, may_hand_over
from pari.accounts.services.events import log_membership
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken

if TYPE_CHECKING:
    from scoring.models import Agency, Authority


@transaction.atomic
def grant_membership(
    *,
    user: User,
    role: str,
    authority: Authority,
    agency: Agency | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: User,
) -> Membership:
    """Give `user` the role; refused when she holds it on any of these days already."""
    first = valid_from or timezone.localdate()
    check_place(role=role, authority=authority, agency=agency)
    check_days(first, valid_to)
    require_may_give(by, role=role, authority=authority, agency=agency)
    return add_membership(
        user=user,
        role=role,
        authority=authority.pk,
        agency=agency.pk if agency else None,
        first=first,
        last=valid_to,
        by=by,
    )


@transaction.atomic
def end_membership(*, membership: Membership, on: date | None = None, by: User) -> Membership:
    """Make `on` (yesterday when none is given) the last day of the role; one that has not begun by then goes."""
    kept = _locked(membership)
    if not may_end(by, kept):
        raise NotAllowed(_("Bạn không được thôi vai trò này của người khác."), _("Hãy nhờ bộ phận thư ký."))
    last = on or timezone.localdate() - timedelta(days=1)
    if kept.valid_to is not None and kept.valid_to <= last:
        raise Overtaken(_("Vai trò này đã kết thúc trước đó."), _("Hãy tải lại danh sách."))
    finish(kept, last, by)
    return kept


@transaction.atomic
def hand_over(*, membership: Membership, to: User, on: date | None = None, by: User) -> Membership:
    """Give the role to `to` from the day `on` (today when none is given); the old one ends the day before."""
    kept = _locked(membership)
    check_hand_over(kept, by)
    if to.pk == kept.user_id:
        raise Invalid(_("Không bàn giao cho chính người đang giữ vai trò."), _("Hãy chọn người khác."))
    if not to.is_active:
        raise Invalid(_("Tài khoản nhận bàn giao đã ngừng hoạt động."), _("Hãy chọn người khác."))
    return succeed(kept, to, on or timezone.localdate(), None, by)


def check_hand_over(membership: Membership, by: User) -> None:
    if not may_hand_over(by, membership):
        raise NotAllowed(_("Bạn không được bàn giao vai trò này."), _("Hãy nhờ thủ trưởng đơn vị hoặc bộ phận thư ký."))
    if membership.valid_to is not None and membership.valid_to < timezone.localdate():
        raise NotNow(_("Vai trò này đã kết thúc."), _("Hãy mời người mới thay vì bàn giao."))


def succeed(membership: Membership, to: User, first: date, last: date | None, by: User) -> Membership:
    """End the (locked) role before `first`, and let `to` hold it from then on; what it was to end with stays its end."""
    end = last or membership.valid_to
    if end is not None and end < first:
        raise Invalid(_("Ngày bàn giao sau ngày vai trò kết thúc."), _("Hãy chọn ngày sớm hơn."))
    given = add_membership(
        user=to,
        role=membership.role,
        authority=membership.authority_id,
        agency=membership.agency_id,
        first=first,
        last=end,
        by=by,
    )
    finish(membership, first - timedelta(days=1), by)
    return given


def finish(membership: Membership, last: date, by: User) -> None:
    """Shorten the role to `last`; a role of no day at all is removed. Links to a successor die with it."""
    Invitation.objects.filter(replaces=membership).pending().update(revoked_at=timezone.now())
    if last < membership.valid_from:
        log_membership("membership.remove", membership, by)
        membership.delete()
        return
    membership.valid_to = last if membership.valid_to is None else min(last, membership.valid_to)
    membership.save(update_fields=["valid_to"])
    log_membership("membership.end", membership, by)


def add_membership(
    *, user: User, role: str, authority: int, agency: int | None, first: date, last: date | None, by: User | None
) -> Membership:
    """Write the role; whoever calls has judged the right. The person's row is locked: two of these wait in line."""
    User.objects.select_for_update().get(pk=user.pk)
    place = {"role": role, "authority_id": authority, "agency_id": agency}
    if user.memberships.filter(**place).overlapping(first, last).exists():
        raise Invalid(
            _("%(person)s đã có vai trò “%(role)s” ở đây trong thời gian này.")
            % {"person": user.get_full_name(), "role": Role(role).label},
            _("Hãy kiểm tra danh sách hoặc chọn ngày khác."),
        )
    membership = Membership.objects.create(user=user, valid_from=first, valid_to=last, **place)
    log_membership("membership.grant", membership, by)
    return membership


def require_may_give(by: User, *, role: str, authority: Authority, agency: Agency | None) -> None:
    if not may_give(by, role=role, authority=authority.pk, agency=agency.pk if agency else None):
        raise NotAllowed(
            _("Bạn không được giao vai trò “%(role)s” ở đây.") % {"role": Role(role).label},
            _("Hãy nhờ bộ phận thư ký hoặc công chức Nội vụ."),
        )


def check_place(*, role: str, authority: Authority, agency: Agency | None) -> None:
    """An agency's role needs an agency of that authority; the team's roles have none."""
    if role not in Role.values:
        raise Invalid(_("Không có vai trò này."), _("Hãy chọn trong danh sách."))
    if (role in AGENCY_ROLES) != (agency is not None):
        raise Invalid(
            _("Cán bộ đầu mối và thủ trưởng thuộc một cơ quan; các vai trò khác thuộc cơ quan chủ trì."),
            _("Hãy chọn cơ quan cho đúng vai trò."),
        )
    if agency is not None and agency.authority_id != authority.pk:
        raise Invalid(_("Cơ quan này không thuộc cơ quan chủ trì đã chọn."), _("Hãy chọn lại cơ quan."))


def check_days(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise Invalid(_("Ngày kết thúc sớm hơn ngày bắt đầu."), _("Hãy sửa lại ngày."))


def _locked(membership: Membership) -> Membership:
    """The row as it is now, locked; one that is gone was ended by somebody else."""
    found = Membership.objects.select_for_update().select_related("user").filter(pk=membership.pk).first()
    if found is None:
        raise Overtaken(_("Vai trò này vừa được người khác thôi."), _("Hãy tải lại danh sách."))
    return found
