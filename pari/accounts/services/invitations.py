"""Roles offered by a link: made, renewed, withdrawn, taken up once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pari.accounts.models import Invitation, Membership, User
from pari.accounts.rights import may_give, may_hand_over
from pari.accounts.services.events import log_invitation, log_person
from pari.accounts.services.memberships import (
    add_membership,
    check_days,
    check_hand_over,
    check_place,
    require_may_give,
    succeed,
)
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken

if TYPE_CHECKING:
    from scoring.models import Agency, Authority

#: How long a link may lie in somebody's inbox.
LIFETIME = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom a link is for, as far as the one who invites knows. `username` is a proposal."""

    full_name: str
    email: str = ""
    username: str = ""


@transaction.atomic
def invite(
    *,
    invitee: Invitee,
    role: str,
    authority: Authority,
    agency: Agency | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: User,
) -> tuple[Invitation, str]:
    """Return the invitation and its link's token, which is not stored: this is the one chance to show it."""
    first = valid_from or timezone.localdate()
    check_place(role=role, authority=authority, agency=agency)
    check_days(first, valid_to)
    require_may_give(by, role=role, authority=authority, agency=agency)
    offered = Invitation(
        **asdict(invitee),
        role=role,
        authority=authority,
        agency=agency,
        valid_from=first,
        valid_to=valid_to,
        invited_by=by,
    )
    return _offer(offered, "invitation.make", by)


@transaction.atomic
def invite_successor(
    *, membership: Membership, invitee: Invitee, on: date | None = None, by: User
) -> tuple[Invitation, str]:
    """Hand the role over by a link: the old role ends the day before the successor's begins, not before."""
    kept = Membership.objects.select_for_update().get(pk=membership.pk)
    check_hand_over(kept, by)
    first = on or timezone.localdate()
    check_days(first, kept.valid_to)
    offered = Invitation(
        **asdict(invitee),
        role=kept.role,
        authority_id=kept.authority_id,
        agency_id=kept.agency_id,
        valid_from=first,
        valid_to=kept.valid_to,
        replaces=kept,
        invited_by=by,
    )
    return _offer(offered, "invitation.make", by)


@transaction.atomic
def renew_invitation(*, invitation: Invitation, by: User) -> tuple[Invitation, str]:
    """A new link in place of one that was lost or has run out; the old link is dead."""
    kept = _locked(invitation)
    _require_may_change(kept, by)
    if kept.accepted_at is not None or kept.revoked_at is not None:
        raise Overtaken(_("Lời mời này đã được nhận hoặc đã thu hồi."), _("Hãy tải lại danh sách."))
    return _offer(kept, "invitation.renew", by)


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Withdraw the link; one that was taken up meanwhile stays taken up."""
    kept = _locked(invitation)
    _require_may_change(kept, by)
    now = timezone.now()
    if not Invitation.objects.filter(pk=kept.pk, accepted_at=None, revoked_at=None).update(revoked_at=now):
        raise Overtaken(_("Lời mời này đã được nhận hoặc đã thu hồi."), _("Hãy tải lại danh sách."))
    log_invitation("invitation.revoke", kept, by)
    kept.refresh_from_db()
    return kept


@transaction.atomic
def accept_invitation(*, token: str, by: User) -> Membership:
    """Take the role up as the person who has signed in. Of two acceptances one wins, the other is `Overtaken`."""
    return _take_up(_claimed(token), by)


@transaction.atomic
def open_account(*, token: str, username: str, full_name: str, password: str) -> User:
    """Make an account and take the role up with it, both or neither."""
    invitation = _claimed(token)
    user = User(username=_free_username(username), full_name=full_name or invitation.full_name, email=invitation.email)
    try:
        validate_password(password, user)
    except ValidationError as fault:
        raise Invalid(" ".join(fault.messages), _("Hãy đặt mật khẩu khác.")) from fault
    user.set_password(password)
    user.save()
    log_person("user.create", user, user)
    _take_up(invitation, user)
    return user


def digest_of(token: str) -> str:
    """The token's SHA-256. A token has 256 random bits, so no slow password hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _offer(invitation: Invitation, verb: str, by: User) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    invitation.digest = digest_of(token)
    invitation.expires_at = timezone.now() + LIFETIME
    invitation.save()
    log_invitation(verb, invitation, by)
    return invitation, token


def _claimed(token: str) -> Invitation:
    """The invitation of that token, now marked as taken up: whoever comes second finds it so."""
    now = timezone.now()
    mine = Invitation.objects.filter(digest=digest_of(token))
    if mine.pending().update(accepted_at=now):
        return mine.get()
    found = mine.first()
    if found is None or found.revoked_at is not None:
        raise Invalid(_("Đường dẫn này không còn hiệu lực."), _("Hãy xin đường dẫn mới từ người đã mời bạn."))
    if found.accepted_at is not None:
        raise Overtaken(_("Lời mời này đã được nhận."), _("Nếu không phải bạn nhận, hãy báo cho người đã mời bạn."))
    raise NotNow(_("Đường dẫn này đã hết hạn."), _("Hãy xin đường dẫn mới từ người đã mời bạn."))


def _take_up(invitation: Invitation, user: User) -> Membership:
    """Give the role. It begins today when the link was used later than the day that was meant."""
    first = max(invitation.valid_from, timezone.localdate())
    if invitation.valid_to is not None and invitation.valid_to < first:
        raise NotNow(_("Thời gian giữ vai trò trong lời mời đã qua."), _("Hãy xin lời mời mới."))
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=user)
    invitation.accepted_by = user
    log_invitation("invitation.accept", invitation, user)
    old = Membership.objects.select_for_update().filter(pk=invitation.replaces_id or 0).first()
    if old is not None and old.user_id == user.pk:
        raise Invalid(_("Bạn đang giữ chính vai trò này."), _("Hãy gửi đường dẫn cho người nhận bàn giao."))
    if old is not None and (old.valid_to is None or old.valid_to >= first):
        return succeed(old, user, first, invitation.valid_to, user)
    return add_membership(
        user=user,
        role=invitation.role,
        authority=invitation.authority_id,
        agency=invitation.agency_id,
        first=first,
        last=invitation.valid_to,
        by=user,
    )


def _free_username(given: str) -> str:
    """The name in its normal form; no two names that differ in capitals only."""
    username = User.normalize_username(given.strip())
    try:
        User(username=username).clean_fields(exclude=["password"])
    except ValidationError as fault:
        raise Invalid(
            _("Tên đăng nhập chỉ gồm chữ, số và các dấu @ . + - _, không quá 150 ký tự."),
            _("Hãy chọn tên khác."),
        ) from fault
    if not username or User.objects.filter(username__iexact=username).exists():
        raise Invalid(_("Tên đăng nhập này đã có người dùng."), _("Hãy chọn tên khác."))
    return username


def _require_may_change(invitation: Invitation, by: User) -> None:
    """Those who could make it; and who made it to hand over her own role."""
    old = invitation.replaces
    allowed = may_give(by, role=invitation.role, authority=invitation.authority_id, agency=invitation.agency_id)
    if not allowed and not (old is not None and may_hand_over(by, old)):
        raise NotAllowed(_("Bạn không được thay đổi lời mời này."), _("Hãy nhờ người đã mời hoặc bộ phận thư ký."))


def _locked(invitation: Invitation) -> Invitation:
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("accepted_by")
    return locked.get(pk=invitation.pk)
