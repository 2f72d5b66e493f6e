"""Who may write in the register of an authority, and one writer at a time."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pari.accounts.enums import RUNNING_ROLES
from pari.accounts.models import User
from pari.refusals import NotAllowed
from scoring.models import Authority


def check_may_write(by: User | None, authorities: Iterable[Authority]) -> None:
    """Raises `NotAllowed` unless the person runs every one of the authorities; None is the program itself."""
    if by is None:
        return
    for authority in authorities:
        if not by.has_role(RUNNING_ROLES, authority=authority.pk):
            raise NotAllowed(
                _("Bạn không có quyền sửa danh mục cơ quan của %(authority)s.") % {"authority": authority.name},
                _("Nhờ bộ phận thư ký hoặc công chức Nội vụ của cơ quan chủ trì đó."),
            )


def lock_register() -> None:
    """Writers of the register go one by one until the caller's transaction ends: a cycle has no other guard.

    There are few authorities, and the register changes a few times a year.
    """
    list(Authority.objects.select_for_update().order_by("pk").values_list("pk"))
