"""`compute_index CAMPAIGN`: through Celery, waiting for the result (CONTRACT §2)."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from pari.worker import Worker, WorkerLost, listening_worker
from reports.enums import RunState
from reports.management.campaigns import find_campaign
from reports.models import IndexRun
from reports.services.runs import request_run

LOOK_SECONDS = 0.1


class Command(BaseCommand):
    help = "Tính chỉ số của một kỳ đánh giá qua hàng đợi và chờ kết quả."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign")
        parser.add_argument("--timeout", type=float, default=3600, help="chờ tối đa bao nhiêu giây")

    def handle(self, *args: Any, campaign: str, timeout: float, **options: Any) -> None:
        found = find_campaign(campaign)
        with listening_worker() as worker:
            run = self._wait(request_run(campaign=found, by=None).pk, worker, timeout)
        self.stdout.write(f"run {run.pk}")
        self.stdout.write(f"digest {run.input_digest}")

    def _wait(self, run_id: int, worker: Worker, timeout: float) -> IndexRun:
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            run = IndexRun.objects.select_related("same_as").get(pk=run_id)
            if run.state == RunState.DONE:
                return run.same_as or run
            if run.state == RunState.FAILED:
                raise CommandError(_("không tính được: %(error)s") % {"error": run.error})
            self._ensure(worker)
            time.sleep(LOOK_SECONDS)
        raise CommandError(_("quá thời gian chờ; lần tính %(run)d vẫn trong hàng đợi") % {"run": run_id})

    @staticmethod
    def _ensure(worker: Worker) -> None:
        try:
            worker.ensure()
        except WorkerLost as error:
            raise CommandError(_("tiến trình tính đã dừng giữa chừng; hãy chạy lại")) from error
