"""The demo: campaigns reconstructed from published tables, accounts to look around with (CONTRACT §1, §2)."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import transaction

from appraisal.exchange.importing import import_workbook
from fixtures.build_demo import build_demo
from pari.accounts.models import User
from pari.worker import listening_worker
from reports.management.waiting import compute_and_wait
from reports.services.publish import publish
from scoring.enums import PUBLIC_PHASES
from scoring.models import Campaign


@dataclass(frozen=True, slots=True)
class Issued:
    """The document that published the results."""

    number: str
    on: date


# Bắc Kạn's results are known from the office's report alone; no decision is named in it.
DEMO_CAMPAIGNS: Mapping[str, Issued] = {
    "KH-2019": Issued("199/QĐ-UBND", date(2020, 1, 21)),
    "NT-2023": Issued("2823/QĐ-UBND", date(2023, 12, 20)),
    "BK-2023": Issued("118/BC-PNV", date(2024, 5, 7)),
}


def seed_demo(tell: Callable[[str], object]) -> None:
    """Load, compute and publish the demo campaigns; those that are public already are left as they are."""
    public = set(Campaign.objects.filter(phase__in=PUBLIC_PHASES).values_list("code", flat=True))
    missing = [code for code in DEMO_CAMPAIGNS if code not in public]
    if not missing:
        return
    with _workbooks() as folder, listening_worker():
        for code in missing:
            _load(folder / f"{code}.xlsx", DEMO_CAMPAIGNS[code])
            tell(code)


@contextmanager
def _workbooks() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        build_demo(Path(folder))
        yield Path(folder)


def _load(workbook: Path, issued: Issued) -> None:
    code = import_workbook(path=workbook, by=None).code
    Campaign.objects.filter(code=code).update(is_reconstructed=True)
    campaign = Campaign.objects.get(code=code)
    compute_and_wait(campaign)
    publish(campaign=campaign, decision_number=issued.number, decision_date=issued.on, by=None)


@dataclass(frozen=True, slots=True)
class Account:
    username: str
    full_name: str
    is_superuser: bool


ACCOUNTS = (
    Account("quantri", "Quản trị hệ thống", is_superuser=True),
    Account("noivu", "Cán bộ Nội vụ", is_superuser=False),
)


def demo_accounts() -> Mapping[str, str]:
    """Names and passwords of the demo accounts, made at random for this installation and kept in its folder."""
    path = Path(settings.DATA_DIR) / "demo-accounts.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
    made = {account.username: _make(account) for account in ACCOUNTS if _is_missing(account, known)}
    if made:
        known |= made
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(known, file)
    return known


def _is_missing(account: Account, known: Mapping[str, str]) -> bool:
    return account.username not in known or not User.objects.filter(username=account.username).exists()


def _make(account: Account) -> str:
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        user, _ = User.objects.get_or_create(username=account.username)
        user.full_name, user.is_staff, user.is_superuser = account.full_name, True, account.is_superuser
        user.set_password(password)
        user.save()
        user.user_permissions.set(_view_permissions())
    return password


def _view_permissions() -> list[int]:
    apps = ["scoring", "appraisal", "reports"]
    views = Permission.objects.filter(content_type__app_label__in=apps, codename__startswith="view_")
    return list(views.values_list("pk", flat=True))
