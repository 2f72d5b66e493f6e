"""Ask for an index run and wait for it, with a worker for as long as it takes (CONTRACT §2)."""

from __future__ import annotations

import time

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from pari.worker import Worker, WorkerLost, listening_worker
from reports.enums import RunState
from reports.models import IndexRun
from reports.services.runs import request_run
from scoring.models import Campaign

LOOK_SECONDS = 0.1
HOUR = 3600.0


def compute_and_wait(campaign: Campaign, *, timeout: float = HOUR) -> IndexRun:
    """The run that holds the results; what goes wrong is a `CommandError`."""
    try:
        with listening_worker() as worker:
            return _wait(request_run(campaign=campaign, by=None).pk, worker, time.monotonic() + timeout)
    except WorkerLost as error:
        raise CommandError(_("tiến trình tính đã dừng giữa chừng; hãy chạy lại")) from error


def _wait(run_id: int, worker: Worker, until: float) -> IndexRun:
    while time.monotonic() < until:
        run = IndexRun.objects.select_related("same_as").get(pk=run_id)
        if run.state == RunState.DONE:
            return run.same_as or run
        if run.state == RunState.FAILED:
            raise CommandError(_("không tính được: %(error)s") % {"error": run.error})
        worker.ensure()
        time.sleep(LOOK_SECONDS)
    raise CommandError(_("quá thời gian chờ; lần tính %(run)d vẫn trong hàng đợi") % {"run": run_id})
