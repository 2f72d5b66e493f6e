"""`demo`: everything `make demo` shows before it serves (CONTRACT §1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from fixtures.build_demo import APPRAISED, OPEN_CAMPAIGN
from reports.documents.store import store_report
from reports.enums import DocumentFormat, DocumentKind
from reports.management.campaigns import find_campaign, find_run, write_whole
from reports.management.demo import DEMO_CAMPAIGNS, seed_demo
from reports.management.demo_accounts import ACCOUNTS, demo_passwords
from reports.management.standing import lines_of
from reports.models import Document, IndexRun
from reports.selectors.results import results_document


class Command(BaseCommand):
    help = "Nạp dữ liệu mẫu, viết báo cáo vào var/reports/ và in tóm tắt."

    def handle(self, *args: Any, **options: Any) -> None:
        self._tell_accounts()
        seed_demo(lambda code: self.stdout.write(_("Đã nạp %(code)s.") % {"code": code}))
        for code in DEMO_CAMPAIGNS:
            run = find_run(find_campaign(code))
            self._summarise(run)
            for path in self._write_reports(run):
                self.stdout.write(f"    {path}")
        self._tell_unpublished()
        self._tell_accounts()

    def _summarise(self, run: IndexRun) -> None:
        document = results_document(run)
        self.stdout.write(f"\n{document['campaign']}  {document['name']}")
        for bloc in document["blocs"]:
            counts = ", ".join(f"{name} {count}" for name, count in bloc["classes"].items())
            mean = (bloc["mean_index"] or "–").replace(".", ",")
            self.stdout.write(f"    {bloc['name']}: {bloc['agencies']} ({counts}); {mean}")

    def _write_reports(self, run: IndexRun) -> list[Path]:
        return [self._write_report(run, DocumentFormat(format)) for format in DocumentFormat]

    def _write_report(self, run: IndexRun, format: DocumentFormat) -> Path:
        """The stored document, with a copy under a name that people find."""
        stored = Document.objects.filter(run=run, kind=DocumentKind.INDEX, format=format).first()
        if stored is None:
            stored = store_report(run=run, kind=DocumentKind.INDEX, format=format, by=None)
        path = Path(settings.REPORTS_DIR) / f"{run.campaign.code}-index.{format}"
        with stored.file.open("rb") as file:
            write_whole(path, file.read())
        return path

    def _tell_unpublished(self) -> None:
        for code in (*APPRAISED, OPEN_CAMPAIGN):
            campaign = find_campaign(code)
            self.stdout.write(f"\n{campaign.code}  {campaign.name}")
            for line in lines_of(campaign):
                self.stdout.write(f"    {line}")

    def _tell_accounts(self) -> None:
        """One line for each role; the passwords are this installation's own."""
        self.stdout.write("\n" + _("Tài khoản mẫu:"))
        passwords = demo_passwords()
        for account in ACCOUNTS:
            self.stdout.write(f"    {account.username:<18} {passwords[account.username]}  {account.full_name}")
