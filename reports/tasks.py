"""What the worker does; each task is one service call (STYLE 14)."""

from __future__ import annotations

from celery import shared_task

from reports.services.compute import compute_run
from reports.services.runs import TASK


@shared_task(name=TASK)
def compute_index(run_id: int) -> None:
    compute_run(run_id=run_id)
