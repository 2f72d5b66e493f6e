"""`seed_demo`: the demo campaigns published, one open, two in their appraisal; safe to run again (CONTRACT §2)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reports.management.demo import seed_demo


class Command(BaseCommand):
    help = "Nạp các kỳ đánh giá mẫu: ba kỳ đã công bố, hai kỳ đang thẩm định, một kỳ đang mở; chạy lại không đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        seed_demo(lambda code: self.stderr.write(_("Đã nạp %(code)s.") % {"code": code}))
