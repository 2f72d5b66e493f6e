"""`import_workbook FILE.xlsx [--dry-run]` (CONTRACT §2)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from appraisal.exchange.importing import import_workbook
from scoring.workbook.faults import Fault, WorkbookRefused


class Command(BaseCommand):
    help = "Nhập một kỳ đánh giá từ tệp XLSX: nhập tất cả, hoặc không ghi gì và liệt kê mọi lỗi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(_("không có tệp %(file)s") % {"file": file})
        try:
            done = import_workbook(path=file, by=None, dry_run=dry_run, progress=self._progress)
        except WorkbookRefused as refused:
            for fault in refused.faults:
                self.stdout.write(line_of(fault))
            sys.exit(1)
        told = {"code": done.code, "agencies": done.agencies, "scores": done.scores}
        if done.written:
            self.stderr.write(_("Đã nhập %(code)s: %(agencies)d cơ quan, %(scores)d dòng điểm.") % told)
        else:
            self.stderr.write(_("%(code)s hợp lệ: %(agencies)d cơ quan, %(scores)d dòng điểm. Không ghi gì.") % told)

    def _progress(self, done: int, total: int) -> None:
        if done % 20_000 == 0:
            self.stderr.write(_("%(done)d/%(total)d dòng điểm…") % {"done": done, "total": total})


def line_of(fault: Fault) -> str:
    """`sheet!A1`, value, rule, remedy, tab-separated, on one line."""
    rule, remedy = _(fault.refused.rule) % fault.refused.params, _(fault.refused.remedy) % fault.refused.params
    return "\t".join(" ".join(str(part).split()) for part in (fault.cell, fault.value, rule, remedy))
