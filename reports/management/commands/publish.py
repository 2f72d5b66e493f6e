"""`publish CAMPAIGN --decision NUMBER --date YYYY-MM-DD` (CONTRACT §2)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from reports.management.campaigns import find_campaign
from reports.services.publish import NotPublishable, publish


class Command(BaseCommand):
    help = "Công bố kết quả của lần tính mới nhất theo một quyết định."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign")
        parser.add_argument("--decision", required=True, help="số quyết định")
        parser.add_argument("--date", required=True, type=date.fromisoformat, help="ngày quyết định, YYYY-MM-DD")

    def handle(self, *args: Any, campaign: str, decision: str, date: date, **options: Any) -> None:
        found = find_campaign(campaign)
        try:
            done = publish(campaign=found, decision_number=decision, decision_date=date, by=None)
        except NotPublishable as error:
            raise CommandError(str(error)) from error
        told = {"code": found.code, "decision": done.decision_number, "run": done.run_id, "digest": done.digest}
        self.stdout.write(_("%(code)s: Quyết định %(decision)s, lần tính %(run)d, mã băm %(digest)s") % told)
