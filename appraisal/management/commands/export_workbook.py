"""`export_workbook CAMPAIGN -o FILE.xlsx` (CONTRACT §2); `--template` writes an empty one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from appraisal.exchange.exporting import export_workbook
from scoring.models import Campaign
from scoring.workbook.writing import write_workbook


class Command(BaseCommand):
    help = "Xuất một kỳ đánh giá ra tệp XLSX có thể nhập lại, hoặc tệp mẫu trống."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign", nargs="?")
        parser.add_argument("--template", action="store_true", help="tệp mẫu trống")
        parser.add_argument("-o", "--output", type=Path, required=True)

    def handle(self, *args: Any, campaign: str | None, template: bool, output: Path, **options: Any) -> None:
        beside = output.with_name(f".{output.name}.part")
        try:
            if template:
                write_workbook(beside, {})
            else:
                export_workbook(campaign=self._find(campaign), path=beside)
            beside.replace(output)
        finally:
            beside.unlink(missing_ok=True)

    def _find(self, code: str | None) -> Campaign:
        found = Campaign.objects.select_related("authority").filter(code=code).first()
        if found is None:
            raise CommandError(_("không có kỳ đánh giá %(code)s") % {"code": code})
        return found
