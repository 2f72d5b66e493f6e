"""Ask for an index run: the job is a row, the worker is told on commit (STYLE 14)."""

from __future__ import annotations

from celery import current_app
from django.db import transaction

from pari.accounts.models import User
from reports.models import IndexRun
from scoring.models import Campaign

TASK = "reports.compute_index"


def request_run(*, campaign: Campaign, by: User | None) -> IndexRun:
    """Queue a run. Results in force stay until it has finished."""
    with transaction.atomic():
        run = IndexRun.objects.create(campaign=campaign, requested_by=by)
        transaction.on_commit(lambda: current_app.send_task(TASK, args=[run.pk]))
    return run
