"""`compute_index CAMPAIGN`: through Celery, waiting for the result (CONTRACT §2)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.management.campaigns import find_campaign
from reports.management.waiting import HOUR, compute_and_wait


class Command(BaseCommand):
    help = "Tính chỉ số của một kỳ đánh giá qua hàng đợi và chờ kết quả."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign")
        parser.add_argument("--timeout", type=float, default=HOUR, help="chờ tối đa bao nhiêu giây")

    def handle(self, *args: Any, campaign: str, timeout: float, **options: Any) -> None:
        run = compute_and_wait(find_campaign(campaign), timeout=timeout)
        self.stdout.write(f"run {run.pk}")
        self.stdout.write(f"digest {run.input_digest}")
