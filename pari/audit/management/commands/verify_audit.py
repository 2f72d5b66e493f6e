"""`manage.py verify_audit CAMPAIGN`: every changed, removed or inserted event, named."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from pari.audit.selectors import examine
from pari.audit.services import SYSTEM_CHAIN
from pari.audit.wording import sentence_of


class Command(BaseCommand):
    help = "Kiểm tra nhật ký của một kỳ đánh giá: mỗi chỗ bị sửa, xóa, chèn một dòng, các cột cách nhau bằng tab."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign", help=f"mã kỳ đánh giá, hoặc “{SYSTEM_CHAIN}” cho nhật ký chung")

    def handle(self, *args: Any, campaign: str, **options: Any) -> None:
        found = examine(chain=campaign)
        for fault in found.faults:
            columns = (str(fault.sequence), fault.what.value, fault.verb, fault.subject, sentence_of(fault))
            self.stdout.write("\t".join(_one_line(column) for column in columns))
        if found.faults:
            sys.exit(1)
        if not found.events:
            raise CommandError(_("không có sự kiện nào trong nhật ký “%(chain)s”") % {"chain": campaign})
        words = {"chain": campaign, "events": found.events}
        self.stdout.write(_("%(chain)s: %(events)d sự kiện, chuỗi nguyên vẹn.") % words)


def _one_line(text: str) -> str:
    """A changed row may hold anything; the columns stay columns."""
    return " ".join(text.split())
