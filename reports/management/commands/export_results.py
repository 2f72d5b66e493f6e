"""`export_results CAMPAIGN --format json|csv|xlsx [-o FILE]` (CONTRACT §2)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.management.campaigns import find_campaign, find_run, write_whole
from reports.services.export import FORMATS, export_results


class Command(BaseCommand):
    help = "Xuất kết quả của lần tính được công nhận."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign")
        parser.add_argument("--format", choices=sorted(FORMATS), default="json")
        parser.add_argument("-o", "--output", default="-", help="tệp ra; - là đầu ra chuẩn")

    def handle(self, *args: Any, campaign: str, format: str, output: str, **options: Any) -> None:
        content = export_results(run=find_run(find_campaign(campaign)), format=format)
        if output == "-":
            sys.stdout.flush()
            getattr(self.stdout, "_out", sys.stdout).buffer.write(content)
            sys.stdout.flush()
        else:
            write_whole(Path(output), content)
