"""What beat does every hour and ten minutes, for installations without it: by hand or by the system's own timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scoring.services.evidence import scanning, uploads


class Command(BaseCommand):
    help = "Xóa tệp tải lên dở dang quá một ngày; quét lại tài liệu đang chờ."

    def handle(self, *args: Any, **options: Any) -> None:
        expired = uploads.expire()
        try:
            examined = scanning.examine_waiting()
        except scanning.ScannerAbsent as error:
            raise CommandError(f"Trình quét mã độc không trả lời: {error}") from error
        self.stdout.write(f"Đã xóa {expired} tệp dở dang, đã xem {examined} tài liệu đang chờ.")
