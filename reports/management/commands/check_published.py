"""`check_published CAMPAIGN TABLE.csv` (CONTRACT §2)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from reports.management.campaigns import find_campaign, find_run
from reports.services.check import BadTable, check_published


class Command(BaseCommand):
    help = "So bảng đã công bố với kết quả tính lại; mỗi chỗ sai một dòng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign")
        parser.add_argument("table", type=Path)

    def handle(self, *args: Any, campaign: str, table: Path, **options: Any) -> None:
        run = find_run(find_campaign(campaign))
        try:
            checked = check_published(run=run, content=table.read_bytes())
        except (OSError, BadTable) as error:
            raise CommandError(str(error)) from error
        for item in checked.mismatches:
            self.stdout.write(f"{item.agency}\t{item.column}\t{item.published}\t{item.computed}")
        if checked.passed_over:
            self.stderr.write(_("Không so các cột: %(names)s") % {"names": ", ".join(checked.passed_over)})
        if checked.mismatches:
            sys.exit(1)
