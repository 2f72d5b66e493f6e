"""`render_report CAMPAIGN --kind index --format pdf|docx|xlsx -o FILE` (CONTRACT §2); other kinds as the table says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from pari.refusals import NotNow
from reports.documents.papers.registry import PAPERS
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
        if format not in PAPERS[kind].formats:
            raise CommandError(_("%(kind)s không có định dạng %(format)s") % {"kind": kind, "format": format})
        try:
            content = render_report(run=run, kind=kind, format=format)
        except NotNow as error:
            raise CommandError(str(error)) from error
        write_whole(Path(output), content)
