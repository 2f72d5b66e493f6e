"""`render_report CAMPAIGN --kind index --format pdf|docx|xlsx -o FILE` (CONTRACT §2)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.documents.render import FORMATS, REPORTS, render_report
from reports.management.campaigns import find_campaign, find_run, write_whole


class Command(BaseCommand):
    help = "Viết báo cáo của lần tính được công nhận ra một tệp."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign")
        parser.add_argument("--kind", choices=sorted(REPORTS), default="index")
        parser.add_argument("--format", choices=sorted(FORMATS), required=True)
        parser.add_argument("-o", "--output", required=True, help="tệp ra")

    def handle(self, *args: Any, campaign: str, kind: str, format: str, output: str, **options: Any) -> None:
        run = find_run(find_campaign(campaign))
        write_whole(Path(output), render_report(run=run, kind=kind, format=format))
