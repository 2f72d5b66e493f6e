"""A demo account for every role, with passwords of this installation's own."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import transaction

from fixtures.demo.nhatrang_2025 import CITY, PROVINCE
from pari.accounts.enums import Role
from pari.accounts.models import Membership, User
from scoring.models import Agency, Authority

BOTH = (PROVINCE, CITY)


@dataclass(frozen=True, slots=True)
class Account:
    """`agency` is the code of the agency that the person belongs to; nobody's real name is used.

    `also` is an agency in which somebody of the team is an officer or head besides: what is kept from her then can
    be looked at.
    """

    username: str
    full_name: str
    role: Role | None = None
    agency: str = ""
    authorities: tuple[str, ...] = (PROVINCE,)
    may_see_all: bool = False
    also: tuple[Role, str, str] | None = None

    @property
    def is_superuser(self) -> bool:
        return self.role is None


ACCOUNTS = (
    Account("quantri", "Quản trị hệ thống", may_see_all=True),
    Account("noivu", "Công chức Nội vụ", Role.STAFF, authorities=BOTH, may_see_all=True),
    Account("thuky", "Bộ phận thư ký", Role.SECRETARY, authorities=BOTH),
    Account("sonoivu", "Cán bộ đầu mối Sở Nội vụ", Role.OFFICER, "kh-so-noi-vu"),
    Account("sonoivu.lanhdao", "Thủ trưởng Sở Nội vụ", Role.HEAD, "kh-so-noi-vu"),
    Account("pnhatrang", "Cán bộ đầu mối UBND phường Nha Trang", Role.OFFICER, "p-nha-trang"),
    Account("pnhatrang.lanhdao", "Thủ trưởng UBND phường Nha Trang", Role.HEAD, "p-nha-trang"),
    Account("ploctho", "Cán bộ đầu mối UBND phường Lộc Thọ", Role.OFFICER, "nt-loc-tho", (CITY,)),
    Account("thamdinh", "Thành viên Tổ giúp việc", Role.APPRAISER, authorities=BOTH),
    Account("thamdinh2", "Thành viên Tổ giúp việc, số 2", Role.APPRAISER, authorities=BOTH),
    Account(
        "thamdinh3",
        "Thành viên Tổ giúp việc, số 3",
        Role.APPRAISER,
        authorities=BOTH,
        also=(Role.OFFICER, PROVINCE, "kh-so-khcn"),
    ),
    Account("hoidong", "Thành viên Hội đồng thẩm định", Role.COUNCIL, authorities=BOTH),
    Account("hoidong2", "Thành viên Hội đồng thẩm định, số 2", Role.COUNCIL, authorities=BOTH),
    Account(
        "hoidong3",
        "Thành viên Hội đồng thẩm định, số 3",
        Role.COUNCIL,
        authorities=BOTH,
        also=(Role.HEAD, CITY, "nt-p-tckh"),
    ),
    Account("quansat", "Quan sát viên", Role.OBSERVER),
)


def demo_passwords() -> Mapping[str, str]:
    """Passwords by user name, made at random for this installation and kept in its folder."""
    path = Path(settings.DATA_DIR) / "demo-accounts.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
    made = {account.username: secrets.token_urlsafe(12) for account in ACCOUNTS if account.username not in known}
    if made:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(known | made, file)
    return {account.username: (known | made)[account.username] for account in ACCOUNTS}


def make_accounts() -> None:
    """Make the accounts that are missing; those who exist keep the password and the roles that they have by now.

    Who is from an installation of an earlier version gets the roles that she never had.
    """
    passwords = demo_passwords()
    there = {user.username: user for user in User.objects.filter(username__in=passwords)}
    for account in ACCOUNTS:
        with transaction.atomic():
            _join_all(account, there.get(account.username) or _make(account, passwords[account.username]))


def _make(account: Account, password: str) -> User:
    user = User(username=account.username, full_name=account.full_name)
    user.is_superuser, user.is_staff = account.is_superuser, account.may_see_all
    user.set_password(password)
    user.save()
    if account.may_see_all:
        user.user_permissions.set(_view_permissions())
    return user


def _join_all(account: Account, user: User) -> None:
    if account.role is not None:
        for name in account.authorities:
            _join(user, account.role, name, account.agency)
    if account.also is not None:
        _join(user, *account.also)


def _join(user: User, role: Role, authority: str, code: str) -> None:
    """A role that was ended stays ended."""
    agency = Agency.objects.filter(authority__name=authority, code=code).order_by("-pk").first() if code else None
    held = Membership.objects.filter(user=user, role=role, authority__name=authority, agency=agency)
    if not held.exists():
        Membership.objects.create(user=user, role=role, authority=Authority.objects.get(name=authority), agency=agency)


def _view_permissions() -> list[int]:
    apps = ["scoring", "appraisal", "reports"]
    views = Permission.objects.filter(content_type__app_label__in=apps, codename__startswith="view_")
    return list(views.values_list("pk", flat=True))
