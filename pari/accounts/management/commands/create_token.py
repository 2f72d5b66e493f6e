"""`manage.py create_token USER [--expires DAYS]` (CONTRACT §2)."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pari.accounts.models import User
from pari.accounts.services import create_token

LONGEST_DAYS = 36_500


class Command(BaseCommand):
    help = "Tạo khóa API cho một người dùng và in ra một lần duy nhất."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", metavar="USER", help="tên đăng nhập")
        parser.add_argument("--expires", metavar="DAYS", type=int, help="số ngày hiệu lực; không ghi là vô thời hạn")
        parser.add_argument("--name", default="", help="tên gợi nhớ của khóa")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["user"], is_active=True).first()
        if user is None:
            raise CommandError(f"Không có người dùng đang hoạt động tên “{options['user']}”.")
        _, key = create_token(user=user, by=None, name=options["name"], expires_in=_lifetime(options["expires"]))
        self.stdout.write(key)


def _lifetime(days: int | None) -> timedelta | None:
    if days is None:
        return None
    if not 1 <= days <= LONGEST_DAYS:
        raise CommandError(f"Số ngày hiệu lực phải từ 1 đến {LONGEST_DAYS}.")
    return timedelta(days=days)
